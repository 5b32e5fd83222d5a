//! Invoices, censuses, revised prices and index values.

use super::{List, Page};
use finance::{
    censuses::{self, Census},
    indices,
    invoices::{self, Invoice, InvoiceKind},
    revision::IndexSeries,
    revisions::{self, PriceRevision},
};
use jiff::civil::Date;
use kernel::Permission;
use platform::{
    Ctx, Result,
    sheet::{Cell, Cells},
};

/// Rows that the stores give: those of a page, and one that tells of another page.
const ROWS: usize = 51;

/// The rows of a page, and what gives the next one.
fn cut<T>(mut rows: Vec<T>, key: impl Fn(&T) -> String, row: impl Fn(&T) -> Cells) -> Page {
    let has_more = rows.len() == ROWS;
    if has_more {
        rows.pop();
    }
    (rows.iter().map(row).collect(), rows.last().filter(|_| has_more).map(key))
}

fn date(date: Option<Date>) -> Cell {
    date.map_or(Cell::Empty, Cell::Date)
}

pub(super) const INVOICES: List = List {
    path: "/exports/invoices",
    api: "/api/v1/exports/invoices",
    file: "invoices",
    title: "invoice-list",
    needs: Permission::InvoiceRead,
    columns: &[
        "invoice-number",
        "export-kind",
        "money-beneficiary",
        "money-year",
        "invoice-object-column",
        "invoice-date",
        "invoice-due",
        "invoice-net",
        "invoice-vat-total",
        "invoice-gross",
        "money-state",
        "export-key",
    ],
    read: |ctx, after| Box::pin(read_invoices(ctx, after)),
};

async fn read_invoices(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let hides = invoices::pages::hides_drafts(&ctx);
    let rows = invoices::store::page(&mut ctx.read().await?, None, hides, after.as_deref()).await?;
    let row = |invoice: &Invoice| {
        let issue = invoice.issue.as_ref();
        let kind = match invoice.kind {
            InvoiceKind::Invoice => "export-invoice",
            InvoiceKind::CreditNote => "export-credit-note",
        };
        vec![
            Cell::words(issue.map(|issue| issue.number.as_str())),
            Cell::Text(ctx.lang.t(kind)),
            Cell::Text(invoice.beneficiary_name.clone()),
            Cell::Number(i64::from(invoice.year)),
            Cell::Text(invoice.object.clone()),
            date(issue.map(|issue| issue.on)),
            date(issue.and_then(|issue| issue.due)),
            Cell::euros(invoice.net),
            Cell::euros(invoice.vat),
            Cell::euros(invoice.gross),
            Cell::Text(ctx.lang.t(invoice.state_key())),
            Cell::Text(invoice.id.to_string()),
        ]
    };
    Ok(cut(rows, |invoice| invoice.id.to_string(), row))
}

pub(super) const CENSUSES: List = List {
    path: "/exports/censuses",
    api: "/api/v1/exports/censuses",
    file: "censuses",
    title: "census-list",
    needs: Permission::CensusRead,
    columns: &[
        "census-reference-date",
        "money-beneficiary",
        "census-agent-count",
        "money-state",
        "census-author",
        "census-established-at",
        "census-note",
        "export-key",
    ],
    read: |ctx, after| Box::pin(read_censuses(ctx, after)),
};

async fn read_censuses(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let rows = censuses::store::page(&mut ctx.read().await?, None, after.as_deref()).await?;
    let row = |census: &Census| {
        vec![
            Cell::Date(census.reference_date),
            Cell::Text(census.beneficiary_name.clone()),
            Cell::Number(census.agent_count),
            Cell::Text(ctx.lang.t(census.state_key())),
            Cell::Text(census.author.clone()),
            Cell::Instant(census.established_at),
            Cell::Text(census.note.clone()),
            Cell::Text(census.id.to_string()),
        ]
    };
    Ok(cut(rows, |census| census.id.to_string(), row))
}

pub(super) const REVISIONS: List = List {
    path: "/exports/revisions",
    api: "/api/v1/exports/revisions",
    file: "revisions",
    title: "revision-list",
    needs: Permission::InvoiceRead,
    columns: &[
        "money-year",
        "export-version",
        "money-beneficiary",
        "revision-coefficient-column",
        "revision-price-column",
        "money-state",
        "revision-proposed-by",
        "export-proposed-at",
        "export-approved-at",
        "export-key",
    ],
    read: |ctx, after| Box::pin(read_revisions(ctx, after)),
};

async fn read_revisions(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let rows = revisions::store::page(&mut ctx.read().await?, None, after.as_deref()).await?;
    let row = |revision: &PriceRevision| {
        let outcome = revision.outcome.as_ref();
        vec![
            Cell::Number(i64::from(revision.year)),
            Cell::Number(revision.version),
            Cell::Text(revision.beneficiary_name.clone()),
            outcome.map_or(Cell::Empty, |outcome| Cell::Decimal(outcome.coefficient.clone(), 3)),
            outcome.map_or(Cell::Empty, |outcome| Cell::euros(outcome.price)),
            Cell::Text(ctx.lang.t(revision.state.label_key())),
            Cell::Text(revision.proposed_by.clone()),
            Cell::Instant(revision.proposed_at),
            Cell::instant(revision.approval.as_ref().map(|approval| approval.at)),
            Cell::Text(revision.id.to_string()),
        ]
    };
    Ok(cut(rows, |revision| revision.id.to_string(), row))
}

pub(super) const INDICES: List = List {
    path: "/exports/indices",
    api: "/api/v1/exports/indices",
    file: "indices",
    title: "index-list",
    needs: Permission::InvoiceRead,
    columns: &[
        "index-series",
        "index-month",
        "index-value",
        "index-published",
        "index-confidence",
        "index-source",
        "index-entered-by",
    ],
    read: |ctx, _| Box::pin(read_indices(ctx)),
};

/// Both series whole: some hundreds of months.
async fn read_indices(ctx: Ctx) -> Result<Page> {
    let mut tx = ctx.read().await?;
    let mut rows = vec![];
    for series in [IndexSeries::Revised, IndexSeries::Old] {
        let mut before = None;
        loop {
            let page = indices::store::page(&mut tx, series, before).await?;
            before = page.last().map(|value| value.month);
            rows.extend(page.iter().map(|value| {
                vec![
                    Cell::Text(ctx.lang.t(indices::series_key(series))),
                    Cell::Text(indices::month_name(value.month)),
                    Cell::Decimal(value.value.clone(), 1),
                    date(value.published_on),
                    Cell::Text(value.confidence.as_str().to_owned()),
                    Cell::Text(value.source.clone()),
                    Cell::Text(value.entered_by.clone()),
                ]
            }));
            if before.is_none() {
                break;
            }
        }
    }
    Ok((rows, None))
}
