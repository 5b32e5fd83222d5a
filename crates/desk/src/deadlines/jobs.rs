//! Background work of deadlines.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Looking at the clocks, and recounting after an amendment. The names give the order in which one round does them.
pub fn jobs() -> Jobs {
    Jobs::new()
        .every("deadlines.follow", Every::Seconds(15), async |ctx: Ctx| actions::follow(&ctx).await)
        .every("deadlines.look", Every::Seconds(20), async |ctx: Ctx| actions::look(&ctx).await)
        .on(actions::RECOUNT, async |ctx: Ctx, payload| actions::recount(&ctx, payload).await.map(drop))
}
