//! Background work of notifications.

use super::actions;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Following the log, then writing the mail that is due. The names give the order in which one round does them.
pub fn jobs() -> Jobs {
    Jobs::new()
        .every("notifications.follow", Every::Seconds(3), async |ctx: Ctx| actions::follow(&ctx).await)
        .every("notifications.write", Every::Seconds(4), async |ctx: Ctx| actions::write_due(&ctx).await)
}
