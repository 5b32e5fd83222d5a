//! Background work of calls.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Forgetting whose calls those of long ago were, and working out the numbers of persons who have none yet.
pub fn jobs() -> Jobs {
    Jobs::new()
        .every("calls.forget", Every::DayAt(3, 55), async |ctx: Ctx| actions::forget(&ctx).await)
        .every("calls.numbers", Every::Minutes(10), async |ctx: Ctx| {
            people::persons::actions::work_out_numbers(&ctx).await
        })
}
