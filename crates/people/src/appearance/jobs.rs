//! Background work of the appearance.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// What another process changed is shown here within half a minute.
pub fn jobs() -> Jobs {
    Jobs::new()
        .every("appearance.load", Every::Seconds(30), async |ctx: Ctx| actions::load(&ctx.platform).await)
}
