//! Background work of applications.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Reminding of warranties that end and of exceptions that are over, each morning.
pub fn jobs() -> Jobs {
    Jobs::new()
        .every("application.remind", Every::DayAt(8, 10), async |ctx: Ctx| actions::remind(&ctx).await)
        .every("application.breaches", Every::DayAt(8, 15), async |ctx: Ctx| {
            actions::find_breaches(&ctx).await
        })
}
