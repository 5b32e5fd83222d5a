//! What was held happens by itself.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Releasing what is due.
pub fn jobs() -> Jobs {
    Jobs::new().every("held.release", Every::Seconds(1), async |ctx: Ctx| actions::release_due(&ctx).await)
}
