//! Requests, their tasks and what the agreement says of tickets, in the database.

use super::{Scoped, ServiceRequest};
use crate::{
    request_forms::{FormId, rules::Answers},
    tickets::{TicketId, TicketKey},
};
use agreements::scope::Finding;
use jiff::Timestamp;
use kernel::{Explained, id::BeneficiaryId, id::PersonId};
use platform::db::{FromRow, Result, Row, Tx, query};
use serde_json::json;

impl FromRow for ServiceRequest {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            ticket: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("ticket_id")? },
            requester: row.id("requester_id")?,
            form: row.id("form_id")?,
            answers: row.json("answers")?,
            asked_at: row.get("asked_at")?,
            accepted_at: row.maybe("accepted_at")?,
            refused_at: row.maybe("refused_at")?,
            live_at: row.maybe("live_at")?,
            live_by_name: row.maybe("live_by_name")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Scoped {
    fn from_row(row: &Row) -> Result<Self> {
        let found: Explained<Finding> = row.json("finding")?;
        Ok(Self {
            concern: row.json("concern")?,
            finding: found.value,
            explanation: found.explanation,
            judged_at: row.get("judged_at")?,
            judged_by_name: row.get("judged_by_name")?,
        })
    }
}

/// The request of a ticket, when it was made by a form.
pub async fn find(tx: &mut Tx, key: &TicketKey) -> Result<Option<ServiceRequest>> {
    let select = query(
        "select r.* from service_request r where {scope r} and r.beneficiary_id = $1 and r.ticket_id = $2",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, held until the end of the transaction.
pub(crate) async fn hold(tx: &mut Tx, key: &TicketKey) -> Result<Option<ServiceRequest>> {
    let select = query(
        "select r.* from service_request r where {scope r} and r.beneficiary_id = $1 and r.ticket_id = $2 for update",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The last answers a person gave to a form: what is told once is proposed again.
pub async fn last_answers(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    requester: &PersonId,
    code: &str,
) -> Result<Answers> {
    let select = query(
        "select r.* from service_request r where {scope r} and r.beneficiary_id = $1 and r.requester_id = $2 \
         and r.form_code = $3 order by r.asked_at desc, r.ticket_id desc limit 1",
    );
    let last: Option<ServiceRequest> =
        tx.optional(select.bind(beneficiary).bind(requester).bind(code)).await?;
    Ok(last.map(|request| request.answers).unwrap_or_default())
}

/// Stores a new request.
pub(super) async fn insert(tx: &mut Tx, request: &ServiceRequest, code: &str) -> Result<()> {
    let insert = query(
        "insert into service_request (beneficiary_id, ticket_id, requester_id, form_id, form_code, answers, asked_at, \
         accepted_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let form: &FormId = &request.form;
    let insert = insert
        .bind(&request.ticket.beneficiary)
        .bind(request.ticket.id.as_str())
        .bind(&request.requester)
        .bind(form.as_str())
        .bind(code)
        .bind(json!(request.answers))
        .bind(request.asked_at)
        .bind(request.accepted_at)
        .bind(request.version);
    tx.execute(insert).await.map(drop)
}

/// Stores what may change of a request, its row being held.
pub(crate) async fn save(tx: &mut Tx, request: &ServiceRequest) -> Result<()> {
    let update = query(
        "update service_request set accepted_at = $3, refused_at = $4, live_at = $5, live_by_name = $6, version = $7 \
         where {scope} and beneficiary_id = $1 and ticket_id = $2",
    );
    let update = update
        .bind(&request.ticket.beneficiary)
        .bind(request.ticket.id.as_str())
        .bind(request.accepted_at)
        .bind(request.refused_at)
        .bind(request.live_at)
        .bind(request.live_by_name.clone())
        .bind(request.version);
    tx.execute(update).await.map(drop)
}

/// What the agreement says of a ticket, when it was judged.
pub async fn scoped(tx: &mut Tx, key: &TicketKey) -> Result<Option<Scoped>> {
    let select = query(
        "select s.concern, s.finding, s.judged_at, s.judged_by_name from ticket_scope s \
         where {scope s} and s.beneficiary_id = $1 and s.ticket_id = $2",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Stores what the agreement says of a ticket, instead of what it said before.
pub(super) async fn set_scoped(tx: &mut Tx, key: &TicketKey, scoped: &Scoped) -> Result<()> {
    let upsert = query(
        "insert into ticket_scope (beneficiary_id, ticket_id, concern, standing, finding, judged_at, judged_by_name) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (beneficiary_id, ticket_id) do update set \
         concern = excluded.concern, standing = excluded.standing, finding = excluded.finding, \
         judged_at = excluded.judged_at, judged_by_name = excluded.judged_by_name",
    );
    let upsert = upsert
        .bind(&key.beneficiary)
        .bind(key.id.as_str())
        .bind(json!(scoped.concern))
        .bind(scoped.finding.standing.as_str())
        .bind(json!({"value": scoped.finding, "explanation": scoped.explanation}))
        .bind(scoped.judged_at)
        .bind(&scoped.judged_by_name);
    tx.execute(upsert).await.map(drop)
}

/// One request that went live, for G.3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveFact {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: i64,
    /// Version of the form, which names the type of service.
    pub form: FormId,
    /// When it was accepted.
    pub accepted_at: Timestamp,
    /// When it went live.
    pub live_at: Timestamp,
}

impl FromRow for LiveFact {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            ticket: row.id("ticket_id")?,
            number: row.get("number")?,
            form: row.id("form_id")?,
            accepted_at: row.get("accepted_at")?,
            live_at: row.get("live_at")?,
        })
    }
}

/// The requests of a beneficiary that went live in `[from, to)`, in that order.
pub async fn live_between(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<LiveFact>> {
    let select = query(
        "select r.ticket_id, t.number, r.form_id, r.accepted_at, r.live_at from service_request r \
         join ticket t on t.beneficiary_id = r.beneficiary_id and t.id = r.ticket_id \
         where {scope r} and r.beneficiary_id = $1 and r.live_at >= $2 and r.live_at < $3 \
         and r.accepted_at is not null order by r.live_at, r.ticket_id",
    );
    tx.all(select.bind(beneficiary).bind(from).bind(to)).await
}
