//! Approvals and delegations in the database.

use super::{Decision, Delegation, DelegationId, Rule, Seat, SeatId, Step, StepState, Waiting};
use crate::tickets::{TicketId, TicketKey};
use jiff::{Timestamp, civil::Date};
use kernel::id::{BeneficiaryId, PersonId};
use platform::db::{FromRow, Result, Row, Tx, query};

fn ticket(row: &Row) -> Result<TicketKey> {
    Ok(TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("ticket_id")? })
}

impl FromRow for Step {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            ticket: ticket(row)?,
            position: row.get("position")?,
            title: [row.get("title_fr")?, row.get("title_en")?],
            rule: row.word::<Rule>("rule")?,
            state: row.word::<StepState>("state")?,
            opened_at: row.maybe("opened_at")?,
            decided_at: row.maybe("decided_at")?,
        })
    }
}

impl FromRow for Seat {
    fn from_row(row: &Row) -> Result<Self> {
        let decision: Option<String> = row.maybe("decision")?;
        Ok(Self {
            id: row.id("id")?,
            step: row.id("step_id")?,
            ticket: ticket(row)?,
            person: row.id("person_id")?,
            person_name: row.get("person_name")?,
            decision: decision.as_deref().and_then(Decision::parse),
            reason: row.get("reason")?,
            decided_by_name: row.maybe("decided_by_name")?,
            decided_at: row.maybe("decided_at")?,
        })
    }
}

impl FromRow for Waiting {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (String, i64) = (row.get("code")?, row.get("number")?);
        Ok(Self {
            seat: row.id("id")?,
            ticket: ticket(row)?,
            reference: format!("{code}-{number}"),
            title: row.get("title")?,
            requester_name: row.get("requester_name")?,
            person: row.id("person_id")?,
            person_name: row.get("person_name")?,
            step: [row.get("title_fr")?, row.get("title_en")?],
            opened_at: row.get("opened_at")?,
        })
    }
}

impl FromRow for Delegation {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            organisation: row.id("organisation_id")?,
            person: row.id("person_id")?,
            person_name: row.get("person_name")?,
            delegate: row.id("delegate_id")?,
            delegate_name: row.get("delegate_name")?,
            from: row.get("from_day")?,
            to: row.get("to_day")?,
            cancelled_at: row.maybe("cancelled_at")?,
        })
    }
}

/// The steps of a request, in order.
pub async fn steps(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Step>> {
    let select = query(
        "select s.* from approval_step s where {scope s} and s.beneficiary_id = $1 and s.ticket_id = $2 \
         order by s.position",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The steps of some tickets that wait for an answer now, or that ended the request.
pub async fn decisive_steps(tx: &mut Tx, tickets: &[&TicketId]) -> Result<Vec<Step>> {
    if tickets.is_empty() {
        return Ok(vec![]);
    }
    let select = query("select s.* from approval_step s where {scope s} and s.state in ('open', 'refused')");
    tx.all(select.and_in("s.ticket_id", tickets.iter().map(|id| id.as_str()))).await
}

/// Everybody asked about a request, in order.
pub async fn seats(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Seat>> {
    let select = query(
        "select s.*, p.name as person_name from approval_seat s join person p on p.id = s.person_id \
         where {scope s} and s.beneficiary_id = $1 and s.ticket_id = $2 order by s.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// One seat.
pub(super) async fn seat(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &SeatId) -> Result<Option<Seat>> {
    let select = query(
        "select s.*, p.name as person_name from approval_seat s join person p on p.id = s.person_id \
         where {scope s} and s.beneficiary_id = $1 and s.id = $2",
    );
    tx.optional(select.bind(beneficiary).bind(id.as_str())).await
}

const WAITING: &str = "select s.id, s.beneficiary_id, s.ticket_id, s.person_id, p.name as person_name, e.title_fr, e.title_en, \
         e.opened_at, t.number, t.title, o.code, r.name as requester_name from approval_seat s \
         join approval_step e on e.beneficiary_id = s.beneficiary_id and e.id = s.step_id \
         join ticket t on t.beneficiary_id = s.beneficiary_id and t.id = s.ticket_id \
         join organisation o on o.id = s.beneficiary_id join person p on p.id = s.person_id \
         join person r on r.id = t.requester_id \
         where {scope s}";

/// What waits for some persons (the reader, and those the reader answers for), the oldest first.
pub async fn waiting(tx: &mut Tx, persons: &[PersonId], limit: i64) -> Result<Vec<Waiting>> {
    let select = query(WAITING).push(" and s.decided_at is null and e.state = 'open' and $1 > 0");
    let select = select.bind(limit).and_in("s.person_id", persons);
    tx.all(select.push(" order by s.id limit $1")).await
}

/// One seat as something that waits, answered or not.
pub(super) async fn one(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &SeatId) -> Result<Option<Waiting>> {
    let select = query(WAITING).push(" and s.beneficiary_id = $1 and s.id = $2");
    tx.optional(select.bind(beneficiary).bind(id.as_str())).await
}

/// Open steps whose persons are to be reminded, the longest due first.
pub(super) async fn to_remind(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Step>> {
    let select = query(
        "select s.* from approval_step s where {scope s} and s.state = 'open' and s.remind_at <= $1 \
         order by s.remind_at, s.beneficiary_id, s.id limit $2",
    );
    tx.all(select.bind(now).bind(limit)).await
}

/// Says when a step that is due is reminded next; gives the number of rows changed.
pub(super) async fn set_reminder(
    tx: &mut Tx,
    step: &Step,
    now: Timestamp,
    next: Option<Timestamp>,
) -> Result<u64> {
    let update = query(
        "update approval_step set remind_at = $4 \
         where {scope} and beneficiary_id = $1 and id = $2 and remind_at <= $3",
    );
    tx.execute(update.bind(&step.ticket.beneficiary).bind(step.id.as_str()).bind(now).bind(next)).await
}

/// Stores a step.
pub(super) async fn add_step(tx: &mut Tx, step: &Step) -> Result<()> {
    let insert = query(
        "insert into approval_step (beneficiary_id, id, ticket_id, position, title_fr, title_en, rule, state) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let [fr, en] = &step.title;
    let insert = insert
        .bind(&step.ticket.beneficiary)
        .bind(step.id.as_str())
        .bind(step.ticket.id.as_str())
        .bind(step.position)
        .bind(fr)
        .bind(en)
        .bind(step.rule.as_str())
        .bind(step.state.as_str());
    tx.execute(insert).await.map(drop)
}

/// Stores where a step stands.
pub(super) async fn save_step(tx: &mut Tx, step: &Step, remind_at: Option<Timestamp>) -> Result<()> {
    let update = query(
        "update approval_step set state = $3, opened_at = $4, decided_at = $5, remind_at = $6 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update
        .bind(&step.ticket.beneficiary)
        .bind(step.id.as_str())
        .bind(step.state.as_str())
        .bind(step.opened_at)
        .bind(step.decided_at)
        .bind(remind_at);
    tx.execute(update).await.map(drop)
}

/// Asks somebody; once per step.
pub(super) async fn add_seat(tx: &mut Tx, id: &SeatId, step: &Step, person: &PersonId) -> Result<()> {
    let insert = query(
        "insert into approval_seat (beneficiary_id, id, step_id, ticket_id, person_id) values ($1, $2, $3, $4, $5) \
         on conflict (beneficiary_id, step_id, person_id) do nothing",
    );
    let insert = insert.bind(&step.ticket.beneficiary).bind(id.as_str()).bind(step.id.as_str());
    tx.execute(insert.bind(step.ticket.id.as_str()).bind(person)).await.map(drop)
}

/// Stores an answer that was not given yet; gives the number of rows changed.
pub(super) async fn answer(
    tx: &mut Tx,
    seat: &Seat,
    decision: Decision,
    reason: &str,
    by: (&PersonId, &str),
    at: Timestamp,
) -> Result<u64> {
    let update = query(
        "update approval_seat set decision = $3, reason = $4, decided_by_id = $5, decided_by_name = $6, decided_at = $7 \
         where {scope} and beneficiary_id = $1 and id = $2 and decided_at is null",
    );
    let update = update
        .bind(&seat.ticket.beneficiary)
        .bind(seat.id.as_str())
        .bind(decision.as_str())
        .bind(reason)
        .bind(by.0)
        .bind(by.1)
        .bind(at);
    tx.execute(update).await
}

const DELEGATION: &str = "select d.organisation_id, d.id, d.person_id, p.name as person_name, d.delegate_id, \
     e.name as delegate_name, d.from_day, d.to_day, d.cancelled_at from approval_delegation d \
     join person p on p.id = d.person_id join person e on e.id = d.delegate_id where {scope p}";

/// The delegations given by or to a person that are not over on a day.
pub async fn delegations(tx: &mut Tx, person: &PersonId, day: Date) -> Result<Vec<Delegation>> {
    let select = query(DELEGATION)
        .push(" and (d.person_id = $1 or d.delegate_id = $1) and d.to_day >= $2 and d.cancelled_at is null order by d.from_day, d.id");
    tx.all(select.bind(person).bind(day)).await
}

/// Those who answer for some persons on a day.
pub(crate) async fn delegates(tx: &mut Tx, persons: &[PersonId], day: Date) -> Result<Vec<PersonId>> {
    let select =
        query(DELEGATION).push(" and d.from_day <= $1 and d.to_day >= $1 and d.cancelled_at is null");
    let given: Vec<Delegation> = tx.all(select.bind(day).and_in("d.person_id", persons)).await?;
    Ok(given.into_iter().map(|one| one.delegate).collect())
}

/// Stores a delegation.
pub(super) async fn add_delegation(tx: &mut Tx, one: &Delegation, by: &str, at: Timestamp) -> Result<()> {
    let insert = query(
        "insert into approval_delegation (organisation_id, id, person_id, delegate_id, from_day, to_day, \
         created_by_name, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let insert = insert
        .bind(&one.organisation)
        .bind(one.id.as_str())
        .bind(&one.person)
        .bind(&one.delegate)
        .bind(one.from)
        .bind(one.to)
        .bind(by)
        .bind(at);
    tx.execute(insert).await.map(drop)
}

/// Takes an own delegation back; gives the number of rows changed.
pub(super) async fn cancel_delegation(
    tx: &mut Tx,
    person: &PersonId,
    id: &DelegationId,
    at: Timestamp,
) -> Result<u64> {
    let update = query(
        "update approval_delegation set cancelled_at = $3 where person_id = $1 and id = $2 and cancelled_at is null",
    );
    tx.execute(update.bind(person).bind(id.as_str()).bind(at)).await
}
