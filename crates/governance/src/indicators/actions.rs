//! Closing months, correcting them, proposing targets, and reading all of it.

mod closing;
mod reading;
mod runs;
mod targets;
mod waiting;

pub use closing::{close, comment, correct, gaps};
pub use reading::{
    Exported, Line, Month, Overview, Page, Point, Series, Value, chosen, exported, month, overview, page,
    series, value,
};
pub(crate) use runs::go;
pub use runs::{close_due, close_every, run, run_all};
pub(crate) use targets::point;
pub use targets::{decide, propose, proposed, withdraw};

use crate::scoreboard::actions::served;
use agreements::{document::Commitment, versions};
use jiff::civil::Date;
use kernel::id::BeneficiaryId;
use platform::{Ctx, Result, db::Tx};

/// Today, on the clock of Paris.
fn today(ctx: &Ctx) -> Date {
    crate::meetings::rules::day(ctx.now())
}

/// The commitments of the agreement in force today, or of the last one when it is over, in the order of the annexe.
async fn commitments(tx: &mut Tx, beneficiary: &BeneficiaryId, today: Date) -> Result<Vec<Commitment>> {
    let version = match versions::in_force(tx, beneficiary, today).await? {
        Some(version) => Some(version),
        None => versions::latest(tx, beneficiary).await?,
    };
    Ok(version.map(|version| version.document.commitments.clone()).unwrap_or_default())
}
