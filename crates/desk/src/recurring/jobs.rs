//! Background work of recurring tickets.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Opening what is due.
pub fn jobs() -> Jobs {
    Jobs::new().every("desk.recurring", Every::Seconds(30), async |ctx: Ctx| actions::open_due(&ctx).await)
}
