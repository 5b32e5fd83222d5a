//! Problems and changes.

use super::{List, Page};
use ::desk::{changes, problems};
use jiff::Timestamp;
use kernel::Permission;
use platform::{Ctx, Result, sheet::Cell};

pub(super) const PROBLEMS: List = List {
    path: "/exports/problems",
    api: "/api/v1/exports/problems",
    file: "problems",
    title: "problem-list",
    needs: Permission::DeskRead,
    columns: &[
        "export-number",
        "export-title",
        "export-state",
        "problem-category",
        "problem-opened",
        "problem-incidents",
        "export-beneficiaries",
        "problem-root-cause",
        "problem-workaround",
        "problem-resolution",
        "export-key",
    ],
    read: |ctx, after| Box::pin(read_problems(ctx, after)),
};

/// Where a page ended: microseconds and identifier.
fn place(text: &str) -> Option<(Timestamp, String)> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.to_owned()))
}

fn cursor((at, id): (Timestamp, String)) -> String {
    format!("{}.{id}", at.as_microsecond())
}

async fn read_problems(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let filter = problems::store::Filter { state: None, after: after.as_deref().and_then(place) };
    let (found, next) = problems::actions::list(&ctx, &filter).await?;
    let row = |one: &problems::Problem| {
        vec![
            Cell::Text(one.reference()),
            Cell::Text(one.title.clone()),
            Cell::Text(ctx.lang.t(one.state.label_key())),
            Cell::words(one.category.as_ref().map(|(_, name)| name.as_str())),
            Cell::Instant(one.opened_at),
            Cell::Number(one.incidents),
            Cell::Number(one.beneficiaries),
            Cell::Text(one.root_cause.clone()),
            Cell::Text(one.workaround.clone()),
            Cell::Text(one.resolution.clone()),
            Cell::Text(one.id.to_string()),
        ]
    };
    Ok((found.iter().map(row).collect(), next.map(cursor)))
}

pub(super) const CHANGES: List = List {
    path: "/exports/changes",
    api: "/api/v1/exports/changes",
    file: "changes",
    title: "change-title",
    needs: Permission::DeskRead,
    columns: &[
        "export-number",
        "export-title",
        "export-state",
        "export-from",
        "export-to",
        "export-begun",
        "export-ended",
        "export-outcome",
        "export-key",
    ],
    read: |ctx, after| Box::pin(read_changes(ctx, after)),
};

async fn read_changes(ctx: Ctx, after: Option<String>) -> Result<Page> {
    let filter = changes::store::Filter { state: None, after: after.as_deref().and_then(place) };
    let listing = changes::actions::list(&ctx, &filter).await?;
    let row = |one: &changes::Change| {
        vec![
            Cell::Text(one.reference()),
            Cell::Text(one.content.title.clone()),
            Cell::Text(ctx.lang.t(one.state.label_key())),
            Cell::Instant(one.content.planned.from()),
            Cell::Instant(one.content.planned.to()),
            Cell::instant(one.started_at),
            Cell::instant(one.ended_at),
            Cell::Text(one.outcome.clone()),
            Cell::Text(one.id.to_string()),
        ]
    };
    Ok((listing.changes.iter().map(row).collect(), listing.next.map(cursor)))
}
