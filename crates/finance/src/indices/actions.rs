//! Entering one value, importing a file.

use super::{
    IndexForm,
    import::{self, ImportReport, Planned},
    month_name,
    rules::{self, Effect},
    series_name, store,
};
use crate::reach;
use kernel::{Permission, Text};
use people::audit::{self, Entry};
use platform::{
    Ctx, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;
use std::io::Read;

/// Enters one value. A value other than the one known is kept as the publisher's correction of it.
pub async fn enter(ctx: &Ctx, form: &IndexForm) -> Result<()> {
    ctx.require(Permission::IndexManage)?;
    let value = rules::read(form, reach::today(ctx)).map_err(Error::Invalid)?;
    let mut tx = ctx.begin().await?;
    let replaced = match rules::effect(&value, &store::current(&mut tx).await?) {
        Effect::Same => return Err(Error::invalid("value", Text::new("index-value-same"))),
        Effect::New => None,
        Effect::Changed(known) => Some(*known),
    };
    write(&mut tx, ctx, &(value, replaced)).await?;
    tx.commit().await?;
    Ok(())
}

/// Reads an index file and, unless it is a dry run or a row is wrong, writes what it brings, all or nothing.
pub async fn import_indices(ctx: &Ctx, file: impl Read, dry_run: bool) -> Result<ImportReport> {
    ctx.require(Permission::IndexManage)?;
    let mut tx = ctx.begin().await?;
    let (mut report, planned) = import::plan(file, &store::current(&mut tx).await?, reach::today(ctx));
    if dry_run || !report.is_clean() {
        return Ok(report);
    }
    for planned in &planned {
        write(&mut tx, ctx, planned).await?;
    }
    tx.commit().await?;
    report.written = planned.len();
    Ok(report)
}

async fn write(tx: &mut Tx, ctx: &Ctx, (value, replaced): &Planned) -> Result<()> {
    let constraint =
        if replaced.is_some() { "index_value_replaces_id_key" } else { "index_value_series_month_key" };
    let id = store::insert(tx, ctx, value, replaced.as_ref().map(|r| &r.id))
        .await
        .on_unique(constraint, Error::refused("index-entered-meanwhile"))?;
    let action = if replaced.is_some() { "index.corrected" } else { "index.entered" };
    let detail = json!({
        "series": series_name(value.series), "month": month_name(value.month), "value": value.value,
        "replaced": replaced.as_ref().map(|r| &r.value), "source": value.source,
    });
    audit::record(tx, ctx, Entry::new(action, None, "index_value", id.as_str()).detail(detail)).await
}
