//! Background work of probes.

use super::runs;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// The turns of probes, and keeping what they found short.
pub fn jobs() -> Jobs {
    Jobs::new().every("probes.turn", Every::Seconds(5), async |ctx: Ctx| runs::turn(&ctx).await).every(
        "probes.condense",
        Every::DayAt(3, 40),
        async |ctx: Ctx| runs::condense(&ctx).await,
    )
}
