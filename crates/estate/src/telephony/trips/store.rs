//! Trips and charges in the database.

use super::{
    Charge, Trip, TripKey,
    rules::{CheckedCharge, CheckedTrip},
};
use jiff::{Timestamp, civil::Date};
use kernel::id::{BeneficiaryId, PersonId};
use platform::db::{FromRow, Result, Row, Tx, Value, query};

/// Rows on one page.
pub const PAGE: usize = 50;

impl FromRow for Trip {
    fn from_row(row: &Row) -> Result<Self> {
        let countries: String = row.get("countries")?;
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            number: row.get("number")?,
            line: row.get("line_id")?,
            traveller: row.get("traveller")?,
            countries: countries.split(' ').map(str::to_owned).collect(),
            from_on: row.get("from_on")?,
            to_on: row.get("to_on")?,
            declared_by: row.maybe_id("declared_by")?,
            declared_by_name: row.get("declared_by_name")?,
            declared_at: row.get("declared_at")?,
            cancelled_at: row.maybe("cancelled_at")?,
        })
    }
}

impl FromRow for Charge {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            number: row.get("number")?,
            line: row.get("line_id")?,
            charged_on: row.get("charged_on")?,
            country: row.get("country")?,
            kind: row.word("kind")?,
            amount: row.get("amount_cents")?,
            label: row.get("label")?,
            key: row.get("charge_key")?,
        })
    }
}

const TRIP: &str = "select t.*, l.number from trip_abroad t \
     join telephone_line l on l.beneficiary_id = t.beneficiary_id and l.id = t.line_id where {scope t}";

const CHARGE: &str = "select c.*, l.number from out_of_plan_charge c \
     join telephone_line l on l.beneficiary_id = c.beneficiary_id and l.id = c.line_id where {scope c}";

/// Where a page ended: day and identifier of its last row.
pub type Cursor = (Date, String);

fn start(before: Option<&Cursor>) -> Cursor {
    before.cloned().unwrap_or((Date::constant(9999, 1, 1), String::new()))
}

fn limit() -> i64 {
    i64::try_from(PAGE + 1).unwrap_or(i64::MAX)
}

/// One page of trips, the latest first; those a person declared when one is given.
pub async fn page(tx: &mut Tx, by: Option<&PersonId>, before: Option<&Cursor>) -> Result<Vec<Trip>> {
    let (on, id) = start(before);
    let select = query(TRIP).push(" and (t.from_on, t.id) < ($1, $2) and $3 > 0");
    let select = select.bind(on).bind(id).bind(limit()).and_if("t.declared_by =", by);
    tx.all(select.push(" order by t.from_on desc, t.id desc limit $3")).await
}

/// One trip.
pub async fn find(tx: &mut Tx, key: &TripKey) -> Result<Option<Trip>> {
    let select = query(TRIP).push(" and t.beneficiary_id = $1 and t.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Trips of some lines that have a day between two days.
pub async fn of_lines(tx: &mut Tx, lines: &[String], from: Date, to: Date) -> Result<Vec<Trip>> {
    let select = query(TRIP).push(" and t.from_on <= $1 and t.to_on >= $2").bind(to).bind(from);
    tx.all(select.and_in("t.line_id", lines.iter()).push(" order by t.from_on, t.id")).await
}

/// Stores a trip.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &TripKey,
    line: &str,
    (traveller, trip): (&str, &CheckedTrip),
    (by, name): (Option<&PersonId>, &str),
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into trip_abroad (beneficiary_id, id, line_id, traveller, countries, from_on, to_on, declared_by, \
         declared_by_name, declared_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(line).bind(traveller);
    let insert = insert.bind(trip.countries.join(" ")).bind(trip.from_on).bind(trip.to_on);
    tx.execute(insert.bind(by.map(PersonId::as_str)).bind(name).bind(now)).await.map(drop)
}

/// Calls a trip off; gives 0 when it was already.
pub(super) async fn cancel(tx: &mut Tx, key: &TripKey, now: Timestamp) -> Result<u64> {
    let update = query(
        "update trip_abroad set cancelled_at = $3 \
         where {scope} and beneficiary_id = $1 and id = $2 and cancelled_at is null",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(now)).await
}

/// One page of charges, the latest first.
pub async fn charges(tx: &mut Tx, before: Option<&Cursor>) -> Result<Vec<Charge>> {
    let (on, id) = start(before);
    let select = query(CHARGE).push(
        " and (c.charged_on, c.id) < ($1, $2) and $3 > 0 order by c.charged_on desc, c.id desc limit $3",
    );
    tx.all(select.bind(on).bind(id).bind(limit())).await
}

/// What was charged to a beneficiary between two days, in order.
pub async fn charged(tx: &mut Tx, beneficiary: &BeneficiaryId, from: Date, to: Date) -> Result<Vec<Charge>> {
    let select = query(CHARGE).push(" and c.charged_on >= $1 and c.charged_on <= $2").bind(from).bind(to);
    let select = select.and_if("c.beneficiary_id =", Some(beneficiary));
    tx.all(select.push(" order by c.charged_on, c.id")).await
}

/// A charge to store: of which line, and as checked.
pub(super) struct NewCharge<'a> {
    pub(super) line: &'a crate::telephony::lines::Line,
    pub(super) id: String,
    pub(super) charge: CheckedCharge,
    pub(super) label: &'a str,
    pub(super) key: &'a str,
}

/// Stores charges and gives how many are new: each key of a beneficiary is taken once.
pub(super) async fn insert_charges(
    tx: &mut Tx,
    charges: &[NewCharge<'_>],
    by: &str,
    now: Timestamp,
) -> Result<u64> {
    let rows = charges.iter().map(|one| {
        vec![
            Value::from(&one.line.beneficiary),
            Value::from(&one.id),
            Value::from(one.line.id.as_str()),
            Value::from(one.charge.charged_on),
            Value::from(&one.charge.country),
            Value::from(one.charge.kind.as_str()),
            Value::from(one.charge.amount),
            Value::from(one.label),
            Value::from(one.key),
            Value::from(by),
            Value::from(now),
        ]
    });
    let insert = query(
        "insert into out_of_plan_charge (beneficiary_id, id, line_id, charged_on, country, kind, amount_cents, label, \
         charge_key, recorded_by_name, recorded_at) values",
    ).values("($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", rows);
    tx.execute(insert.push(" on conflict (beneficiary_id, charge_key) do nothing")).await
}
