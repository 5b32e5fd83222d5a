//! Background work of reminders.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Reminding, each morning when offices open.
pub fn jobs() -> Jobs {
    Jobs::new().every("reminders.send", Every::DayAt(9, 0), async |ctx: Ctx| actions::remind(&ctx).await)
}
