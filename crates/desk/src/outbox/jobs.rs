//! Background work of the outbox.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Sending, and forgetting what left long ago.
pub fn jobs() -> Jobs {
    Jobs::new().every("outbox.send", Every::Seconds(5), async |ctx: Ctx| actions::send_due(&ctx).await).every(
        "outbox.forget",
        Every::DayAt(3, 40),
        async |ctx: Ctx| actions::forget(&ctx).await,
    )
}
