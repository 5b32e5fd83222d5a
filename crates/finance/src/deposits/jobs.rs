//! Background work of deposits.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Handing over what waits, and asking what became of the rest.
pub fn jobs() -> Jobs {
    Jobs::new().every("deposits.follow", Every::Minutes(1), async |ctx: Ctx| actions::follow(&ctx).await)
}
