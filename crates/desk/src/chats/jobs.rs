//! What waited too long is told so.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Giving up those for whom nobody came.
pub fn jobs() -> Jobs {
    Jobs::new().every("chats.give_up", Every::Seconds(5), async |ctx: Ctx| actions::give_up(&ctx).await)
}
