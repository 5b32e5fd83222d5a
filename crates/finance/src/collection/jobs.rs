//! Background work of receivables.

use super::reminders;
use platform::{
    Ctx,
    jobs::{Every, Jobs},
};

/// Each morning, late invoices are brought to mind.
pub fn jobs() -> Jobs {
    Jobs::new().every("receivables.remind", Every::DayAt(7, 15), async |ctx: Ctx| {
        reminders::remind(&ctx).await.map(drop)
    })
}
