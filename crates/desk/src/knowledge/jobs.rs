//! Background work of knowledge.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Reminding owners, each morning when offices open.
pub fn jobs() -> Jobs {
    Jobs::new().every("knowledge.remind", Every::DayAt(9, 0), async |ctx: Ctx| actions::remind(&ctx).await)
}
