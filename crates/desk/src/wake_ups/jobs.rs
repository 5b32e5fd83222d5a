//! Background work of reminders.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Telling those whose instant has come; before notifications are followed.
pub fn jobs() -> Jobs {
    Jobs::new().every("desk.wake", Every::Seconds(20), async |ctx: Ctx| actions::tell_due(&ctx).await)
}
