//! Counts for the home page. This area alone may read across areas, and only reads.

use super::{DeskFigures, MoneyFigures};
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for DeskFigures {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            open: row.get("open_count")?,
            unassigned: row.get("unassigned_count")?,
            due_soon: row.get("due_soon_count")?,
            overdue: row.get("overdue_count")?,
            waiting_requester: row.get("waiting_count")?,
        })
    }
}

/// Open tickets, read through the index of open ones.
pub async fn desk(tx: &mut Tx, now: Timestamp, soon: Timestamp) -> Result<DeskFigures> {
    let select = query(
        "select count(*) as open_count, count(*) filter (where t.assignee_id is null) as unassigned_count, \
         count(*) filter (where t.due_at > $1 and t.due_at <= $2) as due_soon_count, \
         count(*) filter (where t.due_at <= $1) as overdue_count, \
         count(*) filter (where t.state = 'waiting_requester') as waiting_count \
         from ticket t where {scope t} and t.is_open = $3",
    );
    tx.one(select.bind(now).bind(soon).bind(true)).await
}

impl FromRow for MoneyFigures {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            drafts: row.get("draft_count")?,
            approved: row.get("approved_count")?,
            pending_revisions: row.get("pending_count")?,
            proposed_revisions: row.get("proposed_count")?,
            censuses_to_validate: row.get("census_count")?,
            unpaid: row.get("unpaid_count")?,
        })
    }
}

/// What waits in the money thread.
pub async fn money(tx: &mut Tx) -> Result<MoneyFigures> {
    let select = query(
        "select (select count(*) from invoice i where {scope i} and i.state = 'draft') as draft_count, \
         (select count(*) from invoice i where {scope i} and i.state = 'approved') as approved_count, \
         (select count(*) from price_revision r where {scope r} and r.state = 'pending') as pending_count, \
         (select count(*) from price_revision r where {scope r} and r.state = 'proposed') as proposed_count, \
         (select count(*) from census c where {scope c} and c.decision is null) as census_count, \
         (select count(*) from invoice i where {scope i} and i.state = 'issued' and i.kind = 'invoice' and not exists \
           (select 1 from invoice_event e where e.beneficiary_id = i.beneficiary_id and e.invoice_id = i.id \
            and e.kind in ('paid', 'cancelled_by_credit_note'))) as unpaid_count",
    );
    tx.one(select).await
}
