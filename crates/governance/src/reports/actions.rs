//! Verbs on reports: drafting, reviewing, publishing, taking away.

mod files;
mod gather;
mod life;
mod list;
mod runs;

pub use files::{Sheet as TableFile, data, pack, pdf, table};
pub use life::{comment, correct, draft, publish, recompute, reopen, review, shown, write};
pub use list::{ListQuery, list};
pub use runs::{advance, latest, run, start, start_due};

use super::{Report, ReportKey, ReportKind, Span, Whole, chapters, document::ReportDocument, store};
use kernel::{Permission, Side, Text};
use people::{
    Organisation,
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::Value;

/// The report with all that belongs to it, when it is the actor's to read.
pub async fn read(ctx: &Ctx, key: &ReportKey) -> Result<Whole> {
    ctx.require(Permission::ReportRead)?;
    let mut tx = ctx.read().await?;
    let report = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let document = store::document(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let remarks = store::remarks(&mut tx, key).await?;
    Ok(Whole { report, document, remarks })
}

/// The beneficiary of a code, or the provider itself.
async fn body(tx: &mut Tx, code: &str) -> Result<Organisation> {
    let bodies = organisations::store::beneficiaries(tx).await?;
    if let Some(body) = bodies.into_iter().find(|body| body.code == code) {
        return Ok(body);
    }
    let provider = organisations::store::provider(tx).await?;
    let unknown = || Error::invalid("beneficiary", Text::new("report-error-beneficiary"));
    provider.filter(|one| one.code == code).ok_or_else(unknown)
}

/// Reads the facts of a period and writes the report from them.
async fn compose(ctx: &Ctx, body: &Organisation, (kind, span): (ReportKind, Span)) -> Result<ReportDocument> {
    let mut tx = ctx.read().await?;
    if body.side == Side::Provider {
        let facts = gather::provider_facts(ctx, &mut tx, body, (kind, span)).await?;
        return Ok(chapters::provider::document(&facts));
    }
    let facts = Box::pin(gather::facts(ctx, &mut tx, body, (kind, span))).await?;
    Ok(chapters::document(&facts))
}

/// Both sides read in the beneficiary's log what was done; a consolidated report is of the provider's own.
async fn finish(ctx: &Ctx, mut tx: Tx, report: &Report, action: &'static str, detail: Value) -> Result<()> {
    let chain = (!report.is_consolidated).then_some(&report.key.beneficiary);
    let entry = Entry::new(action, chain, "report", report.key.id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}
