//! Background work of webhooks.

use super::delivery;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};
use serde_json::Value;

/// Following the log, sending, and forgetting what was sent long ago.
pub fn jobs() -> Jobs {
    Jobs::new()
        .every("webhooks.follow", Every::Seconds(1), async |ctx: Ctx| delivery::follow(&ctx).await)
        .on(delivery::DELIVER, async |ctx: Ctx, payload: Value| delivery::deliver(&ctx, &payload).await)
        .every("webhooks.forget", Every::DayAt(3, 50), async |ctx: Ctx| delivery::forget(&ctx).await)
}
