//! Background work of satisfaction.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Noting that the question was asked.
pub fn jobs() -> Jobs {
    Jobs::new().every("satisfaction.ask", Every::Seconds(10), async |ctx: Ctx| actions::ask(&ctx).await)
}
