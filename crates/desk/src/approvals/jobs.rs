//! Background work of approvals.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Reminding those who have not answered.
pub fn jobs() -> Jobs {
    Jobs::new().every("approvals.remind", Every::Seconds(60), async |ctx: Ctx| actions::remind(&ctx).await)
}
