//! The settings of the desk in the database, and the tickets that wait to be closed.

use super::DeskSettings;
use crate::tickets::TicketKey;
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for DeskSettings {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            reopen_days: row.get("reopen_days")?,
            close_days: row.get("close_days")?,
            chat_minutes: row.get("chat_minutes")?,
            version: row.get("version")?,
        })
    }
}

/// How the desk works; the usual values as long as nobody changed any.
pub async fn get(tx: &mut Tx) -> Result<DeskSettings> {
    let row: Option<DeskSettings> =
        tx.optional(query("select * from desk_setting where id = 'desk'")).await?;
    Ok(row.unwrap_or_default())
}

/// Stores them over the version that was read; gives 0 when somebody did so in between.
pub(super) async fn put(tx: &mut Tx, settings: &DeskSettings, by: &str, now: Timestamp) -> Result<u64> {
    let upsert = query(
        "insert into desk_setting (id, reopen_days, close_days, changed_by_name, changed_at, version, chat_minutes) \
         values ('desk', $1, $2, $3, $4, $5, $6) on conflict (id) do update set reopen_days = excluded.reopen_days, \
         close_days = excluded.close_days, chat_minutes = excluded.chat_minutes, changed_by_name = excluded.changed_by_name, \
         changed_at = excluded.changed_at, version = excluded.version \
         where desk_setting.version = excluded.version - 1",
    );
    let upsert = upsert.bind(settings.reopen_days).bind(settings.close_days).bind(by).bind(now);
    tx.execute(upsert.bind(settings.version + 1).bind(settings.chat_minutes)).await
}

/// Resolved tickets of every beneficiary in order (those taken over only once somebody worked on them here), after one already given, resolved before an instant.
pub(super) async fn resolved(
    tx: &mut Tx,
    after: Option<&TicketKey>,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<TicketKey>> {
    let select = query(
        "select t.beneficiary_id, t.id from ticket t where {scope t} and t.state = 'resolved' and (t.former_source is null or t.version > 1) \
         and (t.beneficiary_id, t.id) > ($1, $2) and exists (select 1 from ticket_state s \
          where s.beneficiary_id = t.beneficiary_id and s.ticket_id = t.id and s.to_at is null and s.from_at < $3) \
         order by t.beneficiary_id, t.id limit $4",
    );
    let (beneficiary, id) = after.map_or(("", ""), |key| (key.beneficiary.as_str(), key.id.as_str()));
    tx.all(select.bind(beneficiary).bind(id).bind(before).bind(limit)).await
}
