//! The parts of a project: steps, risks, decisions, tickets, time, comments.

use super::super::{
    Comment, Decision, DecisionId, Linked, LinkedTicket, Project, ProjectKey, ProjectTime, ProjectTimeId,
    Risk, RiskId, Step, StepId,
};
use crate::tickets::{Named, TicketId, TicketKey};
use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{FromRow, Result, Row, Tx, query};

/// Most rows of one kind shown for a project.
const SHOWN: i64 = 500;

impl FromRow for Step {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            project: row.id("project_id")?,
            kind: row.word("kind")?,
            name: row.get("name")?,
            starts_on: row.maybe("starts_on")?,
            planned_on: row.get("planned_on")?,
            forecast_on: row.get("forecast_on")?,
            done_on: row.maybe("done_on")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Risk {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            what: row.get("what")?,
            probability: row.get("probability")?,
            impact: row.get("impact")?,
            owner: row.get("owner")?,
            response: row.get("response")?,
            closed_at: row.maybe("closed_at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Decision {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            decided_on: row.get("decided_on")?,
            what: row.get("what")?,
            decided_by: row.get("decided_by")?,
            recorded_by: row.get("recorded_by_name")?,
            withdrawn_at: row.maybe("withdrawn_at")?,
        })
    }
}

impl FromRow for Comment {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            author: row.get("author_name")?,
            is_provider: row.get("is_provider")?,
            body: row.get("body")?,
            at: row.get("at")?,
        })
    }
}

impl FromRow for ProjectTime {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            person: Named { id: row.maybe_id("person_id")?, name: row.get("person_name")? },
            minutes: row.get("minutes")?,
            on: row.get("spent_on")?,
            note: row.get("note")?,
            cancelled_at: row.maybe("cancelled_at")?,
        })
    }
}

impl FromRow for LinkedTicket {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (String, i64) = (row.get("code")?, row.get("number")?);
        Ok(Self {
            key: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            reference: format!("{code}-{number}"),
            title: row.get("title")?,
            state: row.word("state")?,
        })
    }
}

/// The steps of a project by their agreed day.
pub async fn steps(tx: &mut Tx, key: &ProjectKey) -> Result<Vec<Step>> {
    let select = query(
        "select s.* from project_step s where {scope s} and s.beneficiary_id = $1 and s.project_id = $2 \
         and s.removed_at is null order by s.planned_on, s.id limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// The steps of some projects by their agreed day.
pub async fn steps_of(tx: &mut Tx, projects: &[Project]) -> Result<Vec<Step>> {
    let select = query("select s.* from project_step s where {scope s} and s.removed_at is null");
    let select = select.and_in("s.project_id", projects.iter().map(|project| project.key.id.as_str()));
    tx.all(select.push(" order by s.planned_on, s.id")).await
}

/// One step.
pub async fn step(tx: &mut Tx, key: &ProjectKey, id: &StepId) -> Result<Option<Step>> {
    let select = query(
        "select s.* from project_step s where {scope s} and s.beneficiary_id = $1 and s.project_id = $2 and s.id = $3 \
         and s.removed_at is null",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// Stores a new step.
pub(in super::super) async fn insert_step(
    tx: &mut Tx,
    key: &ProjectKey,
    step: &Step,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into project_step (beneficiary_id, id, project_id, kind, name, starts_on, planned_on, forecast_on, done_on, \
         created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert.bind(&key.beneficiary).bind(step.id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(step.kind.as_str()).bind(&step.name).bind(step.starts_on).bind(step.planned_on);
    tx.execute(insert.bind(step.forecast_on).bind(step.done_on).bind(now)).await.map(drop)
}

/// Stores what may change of a step: neither its kind nor the day agreed. Gives 0 when it changed since it was read.
pub(in super::super) async fn update_step(tx: &mut Tx, key: &ProjectKey, step: &Step) -> Result<u64> {
    let update = query(
        "update project_step set name = $3, starts_on = $4, forecast_on = $5, done_on = $6, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $7",
    );
    let update = update.bind(&key.beneficiary).bind(step.id.as_str()).bind(&step.name).bind(step.starts_on);
    tx.execute(update.bind(step.forecast_on).bind(step.done_on).bind(step.version)).await
}

/// Takes a step away; gives 0 when it was already.
pub(in super::super) async fn remove_step(
    tx: &mut Tx,
    key: &ProjectKey,
    id: &StepId,
    at: Timestamp,
) -> Result<u64> {
    let update = query(
        "update project_step set removed_at = $4, version = version + 1 \
         where {scope} and beneficiary_id = $1 and project_id = $2 and id = $3 and removed_at is null",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str()).bind(at)).await
}

/// The risks of a project, the gravest first, those that are over last.
pub async fn risks(tx: &mut Tx, key: &ProjectKey) -> Result<Vec<Risk>> {
    let select = query(
        "select r.* from project_risk r where {scope r} and r.beneficiary_id = $1 and r.project_id = $2 \
         order by r.closed_at is not null, r.probability * r.impact desc, r.id limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// One risk.
pub async fn risk(tx: &mut Tx, key: &ProjectKey, id: &RiskId) -> Result<Option<Risk>> {
    let select = query(
        "select r.* from project_risk r where {scope r} and r.beneficiary_id = $1 and r.project_id = $2 and r.id = $3",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// Stores a new risk.
pub(in super::super) async fn insert_risk(
    tx: &mut Tx,
    key: &ProjectKey,
    risk: &Risk,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into project_risk (beneficiary_id, id, project_id, what, probability, impact, owner, response, closed_at, \
         created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert.bind(&key.beneficiary).bind(risk.id.as_str()).bind(key.id.as_str()).bind(&risk.what);
    let insert = insert.bind(risk.probability).bind(risk.impact).bind(&risk.owner).bind(&risk.response);
    tx.execute(insert.bind(risk.closed_at).bind(now)).await.map(drop)
}

/// Stores a risk; gives 0 when it changed since it was read.
pub(in super::super) async fn update_risk(tx: &mut Tx, key: &ProjectKey, risk: &Risk) -> Result<u64> {
    let update = query(
        "update project_risk set what = $3, probability = $4, impact = $5, owner = $6, response = $7, closed_at = $8, \
         version = version + 1 where {scope} and beneficiary_id = $1 and id = $2 and version = $9",
    );
    let update = update.bind(&key.beneficiary).bind(risk.id.as_str()).bind(&risk.what);
    let update = update.bind(risk.probability).bind(risk.impact).bind(&risk.owner).bind(&risk.response);
    tx.execute(update.bind(risk.closed_at).bind(risk.version)).await
}

/// The decisions of a project, the newest first; those taken back too.
pub async fn decisions(tx: &mut Tx, key: &ProjectKey) -> Result<Vec<Decision>> {
    let select = query(
        "select d.* from project_decision d where {scope d} and d.beneficiary_id = $1 and d.project_id = $2 \
         order by d.decided_on desc, d.id desc limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// One decision.
pub async fn decision(tx: &mut Tx, key: &ProjectKey, id: &DecisionId) -> Result<Option<Decision>> {
    let select = query(
        "select d.* from project_decision d where {scope d} and d.beneficiary_id = $1 and d.project_id = $2 and d.id = $3",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// Writes a decision down.
pub(in super::super) async fn add_decision(
    tx: &mut Tx,
    key: &ProjectKey,
    one: &Decision,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into project_decision (beneficiary_id, id, project_id, decided_on, what, decided_by, recorded_by_name, \
         recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(one.decided_on).bind(&one.what).bind(&one.decided_by).bind(&one.recorded_by);
    tx.execute(insert.bind(now)).await.map(drop)
}

/// Takes a decision back; gives 0 when it was already.
pub(in super::super) async fn withdraw(
    tx: &mut Tx,
    key: &ProjectKey,
    id: &DecisionId,
    at: Timestamp,
) -> Result<u64> {
    let update = query(
        "update project_decision set withdrawn_at = $4 \
         where {scope} and beneficiary_id = $1 and project_id = $2 and id = $3 and withdrawn_at is null",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str()).bind(at)).await
}

/// The work of the desk that belongs to a project, the newest first.
pub async fn linked(tx: &mut Tx, key: &ProjectKey) -> Result<Vec<Linked>> {
    let select = query(
        "select t.beneficiary_id, t.id, t.number, t.title, t.state, o.code from project_ticket l \
         join ticket t on t.beneficiary_id = l.beneficiary_id and t.id = l.ticket_id \
         join organisation o on o.id = t.beneficiary_id \
         where {scope l} and l.beneficiary_id = $1 and l.project_id = $2 order by t.number desc limit $3",
    );
    let select = select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN);
    let tickets: Vec<LinkedTicket> = tx.all(select).await?;
    Ok(tickets.into_iter().map(Linked::Ticket).collect())
}

/// Links a ticket; gives 0 when it was already.
pub(in super::super) async fn link(
    tx: &mut Tx,
    key: &ProjectKey,
    ticket: &TicketId,
    by: &str,
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into project_ticket (beneficiary_id, project_id, ticket_id, linked_by_name, linked_at) \
         values ($1, $2, $3, $4, $5) on conflict (beneficiary_id, project_id, ticket_id) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(ticket.as_str());
    tx.execute(insert.bind(by).bind(now)).await
}

/// Ends the link to a ticket; gives 0 when there was none.
pub(in super::super) async fn unlink(tx: &mut Tx, key: &ProjectKey, ticket: &TicketId) -> Result<u64> {
    let delete = query(
        "delete from project_ticket where {scope} and beneficiary_id = $1 and project_id = $2 and ticket_id = $3",
    );
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(ticket.as_str())).await
}

/// Time on a project, the newest first; what is cancelled too.
pub async fn times(tx: &mut Tx, key: &ProjectKey) -> Result<Vec<ProjectTime>> {
    let select = query(
        "select t.* from project_time t where {scope t} and t.beneficiary_id = $1 and t.project_id = $2 \
         order by t.spent_on desc, t.id desc limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// Some of it.
pub async fn time(tx: &mut Tx, key: &ProjectKey, id: &ProjectTimeId) -> Result<Option<ProjectTime>> {
    let select = query(
        "select t.* from project_time t where {scope t} and t.beneficiary_id = $1 and t.project_id = $2 and t.id = $3",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// Records time.
pub(in super::super) async fn add_time(
    tx: &mut Tx,
    key: &ProjectKey,
    one: &ProjectTime,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into project_time (beneficiary_id, id, project_id, person_id, person_name, minutes, spent_on, note, \
         recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(one.person.id.clone()).bind(&one.person.name).bind(one.minutes).bind(one.on);
    tx.execute(insert.bind(&one.note).bind(now)).await.map(drop)
}

/// Cancels time that counts; gives 0 when it did not.
pub(in super::super) async fn cancel_time(
    tx: &mut Tx,
    key: &ProjectKey,
    id: &ProjectTimeId,
    at: Timestamp,
) -> Result<u64> {
    let update = query(
        "update project_time set cancelled_at = $4 \
         where {scope} and beneficiary_id = $1 and project_id = $2 and id = $3 and cancelled_at is null",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str()).bind(at)).await
}

/// What was said, in order.
pub async fn comments(tx: &mut Tx, key: &ProjectKey) -> Result<Vec<Comment>> {
    let select = query(
        "select c.* from project_comment c where {scope c} and c.beneficiary_id = $1 and c.project_id = $2 \
         order by c.at, c.id limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// Says something; gives 0 when it was sent already.
pub(in super::super) async fn add_comment(
    tx: &mut Tx,
    key: &ProjectKey,
    one: &Comment,
    author: Option<&PersonId>,
    sent: Option<&str>,
) -> Result<u64> {
    let insert = query(
        "insert into project_comment (beneficiary_id, id, project_id, author_id, author_name, is_provider, body, at, \
         idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         on conflict (beneficiary_id, project_id, idempotency_key) do nothing",
    );
    let insert =
        insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(key.id.as_str()).bind(author.cloned());
    let insert = insert.bind(&one.author).bind(one.is_provider).bind(&one.body).bind(one.at);
    tx.execute(insert.bind(sent)).await
}
