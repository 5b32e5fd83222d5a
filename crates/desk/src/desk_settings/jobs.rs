//! Background work that follows from the settings of the desk.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Closing, each morning before the service opens.
pub fn jobs() -> Jobs {
    Jobs::new().every("desk.close_resolved", Every::DayAt(5, 30), async |ctx: Ctx| {
        actions::close_resolved(&ctx).await
    })
}
