//! Background work of deadlines.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Each morning, those in charge are reminded.
pub fn jobs() -> Jobs {
    Jobs::new().every("deadlines.remind", Every::DayAt(6, 30), async |ctx: Ctx| {
        actions::remind(&ctx).await.map(drop)
    })
}
