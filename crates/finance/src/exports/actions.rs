//! Gathering what leaves for the books, and importing a mapping.

use super::{
    CutOff, CutOffKind, CutOffLine, Issued, LedgerLine,
    mapping::{self, Mapping},
    rules,
    store::{self, Stored},
};
use crate::{einvoice::rules::totals, invoices::drafting, reach, terms};
use jiff::civil::{Date, date};
use kernel::{Cents, Permission, Text};
use people::{
    audit::{Entry, record},
    organisations::Organisation,
};
use platform::{Ctx, Error, Result, db::OnUnique as _};
use serde_json::json;

/// The documents issued in a year, for the financial software: all, or those without a revenue order.
pub async fn revenue_orders(ctx: &Ctx, year: i16, only_missing: bool) -> Result<(Mapping, Vec<Issued>)> {
    ctx.require(Permission::InvoiceIssue)?;
    let mut tx = ctx.read().await?;
    let stored = store::mapping(&mut tx).await?;
    let mut issued = store::issued(&mut tx, date(year, 1, 1), date(year, 12, 31)).await?;
    issued.retain(|one| !only_missing || one.order_number.is_none());
    Ok((document(stored.as_ref())?, issued))
}

/// The mapping that rules: the one imported last, else the shipped example.
fn document(stored: Option<&Stored>) -> Result<Mapping> {
    let source = stored.map_or(mapping::EXAMPLE, |stored| stored.source.as_str());
    let unreadable = || Error::Internal("the imported mapping can no longer be read".to_owned());
    mapping::check(source).document.ok_or_else(unreadable)
}

/// Everything issued in a year, with running totals.
pub async fn ledger(ctx: &Ctx, year: i16) -> Result<Vec<LedgerLine>> {
    ctx.require(Permission::InvoiceRead)?;
    let mut tx = ctx.read().await?;
    Ok(rules::ledger(store::issued(&mut tx, date(year, 1, 1), date(year, 12, 31)).await?))
}

/// What belongs to another year on 31 December: documents on two sides of it, and what a year owes that no invoice claims yet.
pub async fn cut_off(ctx: &Ctx, year: i16) -> Result<CutOff> {
    ctx.require(Permission::InvoiceRead)?;
    let mut tx = ctx.read().await?;
    let around = store::around(&mut tx, date(year, 12, 31)).await?;
    let billed = store::billed(&mut tx, year).await?;
    drop(tx);
    let mut lines: Vec<CutOffLine> = around.iter().filter_map(|one| rules::line(one, year)).collect();
    for beneficiary in reach::beneficiaries(ctx).await? {
        if !billed.iter().any(|one| one.0 == beneficiary.id) {
            lines.extend(unbilled(ctx, &beneficiary, year).await?);
        }
    }
    Ok(rules::cut_off(year, lines))
}

/// What a year owes that no invoice claims yet, computed from what is in force now; nothing outside the agreement.
async fn unbilled(ctx: &Ctx, beneficiary: &Organisation, year: i16) -> Result<Option<CutOffLine>> {
    let terms = match terms::in_force(ctx, &beneficiary.id, year).await {
        Ok(terms) => terms,
        Err(Error::Refused(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let touches = |(from, to): (Date, Date)| from.year() <= year && to.year() >= year;
    if !terms.membership().is_some_and(touches) {
        return Ok(None);
    }
    let mut tx = ctx.read().await?;
    let mut line = CutOffLine {
        kind: CutOffKind::BilledLater,
        beneficiary: beneficiary.id.clone(),
        beneficiary_name: beneficiary.name.clone(),
        number: None,
        object: terms.core.name.clone(),
        amount: None,
        missing: None,
        explanation: None,
        href: None,
    };
    match drafting::compute(&mut tx, &beneficiary.id, year, &terms, None).await {
        Ok(draft) => {
            let period = (draft.content.from, draft.content.to);
            let told = rules::part(totals(&draft.content.lines, Cents::ZERO).net, period, period, None);
            line.object = draft.object;
            (line.amount, line.explanation) = (Some(told.value), Some(told.explanation));
        }
        Err(Error::Refused(why)) => line.missing = Some(why),
        Err(error) => return Err(error),
    }
    Ok(Some(line))
}

/// What an import did.
pub enum Import {
    /// The file has mistakes.
    Refused(mapping::Report),
    /// It is the one that rules already.
    Unchanged(i64),
    /// It rules from now on.
    Created(i64),
}

/// Imports a mapping: the next version rules from now on.
pub async fn import(ctx: &Ctx, source: &str) -> Result<Import> {
    ctx.require(Permission::InvoiceIssue)?;
    let report = mapping::check(source);
    let Some(document) = &report.document else { return Ok(Import::Refused(report)) };
    let mut tx = ctx.begin().await?;
    let last = store::mapping(&mut tx).await?;
    if let Some(last) = last.as_ref().filter(|last| last.source == source) {
        return Ok(Import::Unchanged(last.version));
    }
    let version = last.map_or(0, |last| last.version) + 1;
    let overtaken = Error::Refused(Text::new("mapping-error-overtaken"));
    store::insert_mapping(&mut tx, ctx, (version, &document.name, source))
        .await
        .on_unique("export_mapping_version_key", overtaken)?;
    let entry = Entry::new("export_mapping.import", None, "export_mapping", version.to_string());
    record(&mut tx, ctx, entry.detail(json!({"version": version, "name": document.name}))).await?;
    tx.commit().await?;
    Ok(Import::Created(version))
}

/// Who took which file away is in the audit log.
pub async fn noted(ctx: &Ctx, file: &'static str, format: &str, year: i16) -> Result<()> {
    let chain = match ctx.scope() {
        kernel::Scope::All => None,
        kernel::Scope::One(id) => Some(id),
    };
    let mut tx = ctx.begin().await?;
    let entry = Entry::new("list.export", chain, "list", file);
    record(&mut tx, ctx, entry.detail(json!({"format": format, "year": year}))).await?;
    Ok(tx.commit().await?)
}
