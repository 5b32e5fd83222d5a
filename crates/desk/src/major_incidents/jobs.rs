//! Background work of major incidents.

use super::actions;
use platform::{Ctx, jobs::Jobs};

/// Speaking to every ticket.
pub fn jobs() -> Jobs {
    Jobs::new().on(actions::TELL, async |ctx: Ctx, payload| actions::tell(&ctx, payload).await)
}
