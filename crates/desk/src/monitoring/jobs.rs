//! Background work of monitoring.

use super::{actions, intake::silence};
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Forgetting events that came long ago, and noticing that a source says nothing more.
pub fn jobs() -> Jobs {
    Jobs::new()
        .every("monitoring.forget", Every::DayAt(3, 50), async |ctx: Ctx| actions::forget(&ctx).await)
        .every("monitoring.silence", Every::Minutes(1), async |ctx: Ctx| silence::notice(&ctx).await)
}
