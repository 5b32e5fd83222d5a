//! Those who came, in the database.

use super::{Known, Outcome, WalkIn, WalkInKey};
use crate::{
    counters::CounterId,
    tickets::{Named, TicketKey},
};
use jiff::civil::Date;
use kernel::id::{BeneficiaryId, PersonId};
use platform::db::{FromRow, Result, Row, Tx, query};

/// Most rows of one counter and day.
const DAY: i64 = 1_000;

impl FromRow for WalkIn {
    fn from_row(row: &Row) -> Result<Self> {
        let beneficiary: BeneficiaryId = row.id("beneficiary_id")?;
        let ticket: Option<String> = row.maybe("ticket_id")?;
        let (code, number): (String, Option<i64>) = (row.get("code")?, row.maybe("ticket_number")?);
        let ticket = ticket.zip(number).map(|(id, number)| {
            (TicketKey { beneficiary: beneficiary.clone(), id: id.into() }, format!("{code}-{number}"))
        });
        let called_by: Option<String> = row.maybe("called_by_name")?;
        let outcome: Option<String> = row.maybe("outcome")?;
        Ok(Self {
            key: WalkInKey { beneficiary, id: row.id("id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            counter: row.id("counter_id")?,
            day: row.get("day")?,
            number: row.get("number")?,
            title: row.get("title")?,
            person: row.maybe_id("person_id")?,
            name: row.get("visitor_name")?,
            state: row.word("state")?,
            arrived_at: row.get("arrived_at")?,
            called_at: row.maybe("called_at")?,
            called_by: called_by
                .map(|name| Ok::<_, platform::db::Error>(Named { id: row.maybe_id("called_by_id")?, name }))
                .transpose()?,
            ended_at: row.maybe("ended_at")?,
            outcome: outcome.as_deref().and_then(Outcome::parse),
            ticket,
            version: row.get("version")?,
        })
    }
}

const WALK_IN: &str = "select w.*, (select o.name from organisation o where o.id = w.beneficiary_id) as beneficiary_name, \
     (select o.code from organisation o where o.id = w.beneficiary_id) as code, \
     (select t.number from ticket t where t.beneficiary_id = w.beneficiary_id and t.id = w.ticket_id) as ticket_number \
     from walk_in w where {scope w}";

/// Everybody who came to a counter on a day, in the order of their numbers.
pub(super) async fn of_day(tx: &mut Tx, counter: &CounterId, day: Date) -> Result<Vec<WalkIn>> {
    let select =
        query(WALK_IN).push(" and w.counter_id = $1 and w.day = $2 order by w.number, w.id limit $3");
    tx.all(select.bind(counter.as_str()).bind(day).bind(DAY)).await
}

/// Holds somebody who came to a counter until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, counter: &CounterId, key: &WalkInKey) -> Result<Option<WalkIn>> {
    let select =
        query(WALK_IN).push(" and w.beneficiary_id = $1 and w.id = $2 and w.counter_id = $3 for update");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(counter.as_str())).await
}

/// Somebody who came, as shown.
pub(super) async fn find(tx: &mut Tx, key: &WalkInKey) -> Result<Option<WalkIn>> {
    let select = query(WALK_IN).push(" and w.beneficiary_id = $1 and w.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The entry made with this idempotency key.
pub(super) async fn by_key(tx: &mut Tx, beneficiary: &BeneficiaryId, key: &str) -> Result<Option<WalkIn>> {
    let select = query(WALK_IN).push(" and w.beneficiary_id = $1 and w.idempotency_key = $2");
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// The first in line at a counter whose row is held.
pub(super) async fn first(tx: &mut Tx, counter: &CounterId, day: Date) -> Result<Option<WalkIn>> {
    let select = query(WALK_IN)
        .push(" and w.counter_id = $1 and w.day = $2 and w.state = 'waiting' order by w.number, w.id limit 1 for update");
    tx.optional(select.bind(counter.as_str()).bind(day)).await
}

/// How many wait at each counter on a day.
pub(super) async fn waiting(tx: &mut Tx, day: Date) -> Result<Vec<(CounterId, i64)>> {
    let select = query(
        "select w.counter_id, count(*) as waiting from walk_in w \
         where {scope w} and w.day = $1 and w.state = 'waiting' group by w.counter_id",
    );
    let rows: Vec<Line> = tx.all(select.bind(day)).await?;
    Ok(rows.into_iter().map(|line| (line.counter, line.waiting)).collect())
}

struct Line {
    counter: CounterId,
    waiting: i64,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { counter: row.id("counter_id")?, waiting: row.get("waiting")? })
    }
}

/// Stores who came; nothing when that idempotency key is taken.
pub(super) async fn insert(tx: &mut Tx, new: &WalkIn, by: &str, key: Option<&str>) -> Result<bool> {
    let insert = query(
        "insert into walk_in (beneficiary_id, id, counter_id, day, number, title, person_id, visitor_name, state, \
         arrived_at, entered_by_name, idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         on conflict (beneficiary_id, idempotency_key) do nothing",
    );
    let insert = insert
        .bind(&new.key.beneficiary)
        .bind(new.key.id.as_str())
        .bind(new.counter.as_str())
        .bind(new.day)
        .bind(new.number)
        .bind(&new.title)
        .bind(new.person.clone())
        .bind(&new.name)
        .bind(new.state.as_str())
        .bind(new.arrived_at)
        .bind(by)
        .bind(key);
    Ok(tx.execute(insert).await? == 1)
}

/// Stores where somebody stands, the row being held.
pub(super) async fn update(tx: &mut Tx, one: &WalkIn) -> Result<()> {
    let update = query(
        "update walk_in set state = $3, called_at = $4, called_by_id = $5, called_by_name = $6, ended_at = $7, \
         outcome = $8, ticket_id = $9, title = $10, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let called_by = one.called_by.as_ref();
    let update = update
        .bind(&one.key.beneficiary)
        .bind(one.key.id.as_str())
        .bind(one.state.as_str())
        .bind(one.called_at)
        .bind(called_by.and_then(|named| named.id.clone()))
        .bind(called_by.map(|named| named.name.clone()))
        .bind(one.ended_at)
        .bind(one.outcome.map(Outcome::as_str))
        .bind(one.ticket.as_ref().map(|(key, _)| key.id.to_string()))
        .bind(&one.title);
    tx.execute(update).await.map(drop)
}

impl FromRow for Known {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            beneficiary: row.id("beneficiary_id")?,
            beneficiary_name: row.get("beneficiary_name")?,
        })
    }
}

const KNOWN: &str = "select p.id, p.name, p.email, p.beneficiary_id, o.name as beneficiary_name from person p \
     join organisation o on o.id = p.beneficiary_id where {scope p} and p.disabled_at is null";

/// The person of a beneficiary who has this folded address.
pub(super) async fn by_address(tx: &mut Tx, folded: &str) -> Result<Option<Known>> {
    tx.optional(query(KNOWN).push(" and p.email_folded = $1").bind(folded)).await
}

/// The persons of beneficiaries who have this folded name, or of one of them.
pub(super) async fn by_name(
    tx: &mut Tx,
    folded: &str,
    beneficiary: Option<&BeneficiaryId>,
) -> Result<Vec<Known>> {
    let select = query(KNOWN).push(" and p.name_folded = $1").bind(folded);
    let select = select.and_if("p.beneficiary_id =", beneficiary);
    tx.all(select.push(" order by o.name_folded, p.id limit 20")).await
}

/// Persons of beneficiaries among a list.
pub(super) async fn known(tx: &mut Tx, ids: &[PersonId]) -> Result<Vec<Known>> {
    let select = query(KNOWN).and_in("p.id", ids.iter().map(PersonId::as_str));
    tx.all(select.push(" order by p.name_folded, p.id")).await
}
