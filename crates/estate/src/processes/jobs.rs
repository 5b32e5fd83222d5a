//! Background work of scheduled processes.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Finding the processes that kept silent, each minute.
pub fn jobs() -> Jobs {
    Jobs::new().every("process.watch", Every::Minutes(1), async |ctx: Ctx| actions::watch(&ctx).await)
}
