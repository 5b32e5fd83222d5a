//! Background work of backups: a silent run is a missed one.

use super::actions;
use platform::jobs::{Every, Jobs};

/// Looking for runs that were due and did not come.
pub fn jobs() -> Jobs {
    Jobs::new().every("backups.watch", Every::Minutes(10), async |ctx| actions::watch(&ctx).await.map(drop))
}
