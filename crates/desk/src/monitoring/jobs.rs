//! Background work of monitoring.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Forgetting events that came long ago.
pub fn jobs() -> Jobs {
    Jobs::new().every("monitoring.forget", Every::DayAt(3, 50), async |ctx: Ctx| actions::forget(&ctx).await)
}
