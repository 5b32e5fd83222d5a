//! Queries in the database.

use super::{Query, rules::Content};
use crate::monitoring::SourceId;
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Query {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            address: row.get("address")?,
            token: row.get("token")?,
            expression: row.get("expression")?,
            site_label: row.get("site_label")?,
            step_seconds: row.get("step_seconds")?,
            read_until: row.maybe("read_until")?,
            last_read_at: row.maybe("last_read_at")?,
            failing_since: row.maybe("failing_since")?,
            last_error: row.get("last_error")?,
            version: row.get("version")?,
        })
    }
}

/// What a source is asked.
pub async fn find(tx: &mut Tx, source: &SourceId) -> Result<Option<Query>> {
    tx.optional(query("select q.* from monitoring_query q where q.source_id = $1").bind(source.as_str()))
        .await
}

/// Keeps what a held source is asked, sealed token included. What is read goes on from where it was.
pub(super) async fn keep(tx: &mut Tx, source: &SourceId, content: &Content, token: &str) -> Result<()> {
    let insert = query(
        "insert into monitoring_query (source_id, address, token, expression, site_label, step_seconds) \
         values ($1, $2, $3, $4, $5, $6) on conflict (source_id) do update set address = excluded.address, \
         token = excluded.token, expression = excluded.expression, site_label = excluded.site_label, \
         step_seconds = excluded.step_seconds, failing_since = null, last_error = '', \
         version = monitoring_query.version + 1",
    );
    let insert = insert.bind(source.as_str()).bind(&content.address).bind(token).bind(&content.expression);
    tx.execute(insert.bind(&content.site_label).bind(content.step_seconds)).await.map(drop)
}

/// Writes down that everything up to a point was read.
pub(super) async fn was_read(tx: &mut Tx, source: &SourceId, until: Timestamp, now: Timestamp) -> Result<()> {
    let update = query(
        "update monitoring_query set read_until = $2, last_read_at = $3, failing_since = null, last_error = '' \
         where source_id = $1 and (read_until is null or read_until < $2)",
    );
    tx.execute(update.bind(source.as_str()).bind(until).bind(now)).await.map(drop)
}

/// Writes down that a Prometheus did not answer.
pub(super) async fn failed(tx: &mut Tx, source: &SourceId, error: &str, now: Timestamp) -> Result<()> {
    let update = query(
        "update monitoring_query set failing_since = coalesce(failing_since, $2), last_error = $3 where source_id = $1",
    );
    tx.execute(update.bind(source.as_str()).bind(now).bind(error)).await.map(drop)
}
