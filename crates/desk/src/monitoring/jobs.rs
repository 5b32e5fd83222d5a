//! Background work of monitoring.

use super::{actions, intake::silence, queries};
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Forgetting events that came long ago, noticing that a source says nothing more, reading those that are asked.
pub fn jobs() -> Jobs {
    Jobs::new()
        .every("monitoring.forget", Every::DayAt(3, 50), async |ctx: Ctx| actions::forget(&ctx).await)
        .every("monitoring.silence", Every::Minutes(1), async |ctx: Ctx| silence::notice(&ctx).await)
        .every("monitoring.read", Every::Seconds(10), async |ctx: Ctx| queries::turn(&ctx).await)
}
