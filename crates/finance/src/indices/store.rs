//! The statements of index values.

use super::{IndexId, NewValue, PublishedValue, series_name};
use crate::revision::IndexSeries;
use jiff::civil::Date;
use platform::{
    Ctx,
    db::{self, FromRow, Row, Tx, query},
};

impl FromRow for PublishedValue {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            series: row.word("series")?,
            month: row.get("month")?,
            value: row.get("value")?,
            published_on: row.maybe("published_on")?,
            source: row.get("source")?,
            confidence: row.word("confidence")?,
            entered_by: row.get("entered_by_name")?,
            entered_at: row.get("entered_at")?,
            replaces: row.maybe_id("replaces_id")?,
        })
    }
}

const CURRENT: &str = "select v.* from index_value v \
    where not exists (select 1 from index_value n where n.replaces_id = v.id)";

/// Every value in force, both series.
pub async fn current(tx: &mut Tx) -> db::Result<Vec<PublishedValue>> {
    tx.all(query(CURRENT).push(" order by v.series, v.month")).await
}

/// Values in force of one series before a month, the latest first.
pub async fn page(tx: &mut Tx, series: IndexSeries, before: Option<Date>) -> db::Result<Vec<PublishedValue>> {
    let select = query(CURRENT).and_if("v.series =", Some(series_name(series))).and_if("v.month <", before);
    tx.all(select.push(" order by v.month desc limit 37")).await
}

/// Every value ever entered for a month, the last one first.
pub async fn history(tx: &mut Tx, series: IndexSeries, month: Date) -> db::Result<Vec<PublishedValue>> {
    let select = query("select * from index_value where series = $1 and month = $2 order by id desc");
    tx.all(select.bind(series_name(series)).bind(month)).await
}

/// Keeps a value.
pub async fn insert(
    tx: &mut Tx,
    ctx: &Ctx,
    value: &NewValue,
    replaces: Option<&IndexId>,
) -> db::Result<IndexId> {
    let id: IndexId = ctx.id();
    let insert = query(
        "insert into index_value (id, series, month, value, published_on, source, confidence, entered_by_id, \
         entered_by_name, entered_at, replaces_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(id.as_str())
    .bind(series_name(value.series))
    .bind(value.month)
    .bind(&value.value)
    .bind(value.published_on)
    .bind(&value.source)
    .bind(value.confidence.as_str())
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now())
    .bind(replaces.map(IndexId::as_str));
    tx.execute(insert).await?;
    Ok(id)
}
