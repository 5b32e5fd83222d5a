//! Background work of problems.

use super::actions;
use platform::{Ctx, jobs::Jobs};

/// Speaking to every ticket.
pub fn jobs() -> Jobs {
    Jobs::new().on(actions::TELL, async |ctx: Ctx, payload| actions::tell_all(&ctx, payload).await)
}
