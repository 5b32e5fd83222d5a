//! What Socle holds that proves a deadline: one statement for each kind, for all bodies in scope or for one. This area alone
//! reads across areas, and only reads.

use crate::{
    deadlines::{Subject, rules::Fact},
    meetings::rules::day,
};
use agreements::document::CommitteeKind;
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use kernel::{Zone, id::BeneficiaryId};
use platform::db::{FromRow, Result, Row, Tx, query};

/// Most rows of a kind: two years of the meetings of two hundred bodies are seven thousand.
const MOST: i64 = 50_000;

/// A fact and whose it is.
pub struct Owned(pub BeneficiaryId, pub Fact);

/// Every fact that counts for a day between two days, of the bodies in scope or of one.
pub async fn between(
    tx: &mut Tx,
    beneficiary: Option<&BeneficiaryId>,
    (from, to): (Date, Date),
) -> Result<Vec<Owned>> {
    let at =
        |day: Date| Zone::Metropole.time_zone().to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX);
    let instants = (at(from), at(to.saturating_add(jiff::Span::new().days(1))));
    let mut found = meetings(tx, beneficiary, instants).await?;
    found.extend(tests(tx, beneficiary, instants).await?);
    found.extend(censuses(tx, beneficiary, (from, to)).await?);
    let years = (i64::from(from.year()), i64::from(to.year()));
    found.extend(revisions(tx, beneficiary, years).await?);
    found.extend(invoices(tx, beneficiary, years).await?);
    Ok(found)
}

type Own<'a> = Option<&'a BeneficiaryId>;

async fn meetings(tx: &mut Tx, own: Own<'_>, (from, to): (Timestamp, Timestamp)) -> Result<Vec<Owned>> {
    let select = query(
        "select m.beneficiary_id, m.id, m.committee, m.starts_at, m.report_digest from meeting m \
         where {scope m} and m.state = 'held' and m.starts_at >= $1 and m.starts_at < $2 and $3 > 0",
    );
    let select = select.bind(from).bind(to).bind(MOST).and_if("m.beneficiary_id =", own);
    let found: Vec<Meeting> = tx.all(select.push(" order by m.starts_at, m.id limit $3")).await?;
    Ok(found.into_iter().filter_map(|one| one.0).collect())
}

async fn tests(tx: &mut Tx, own: Own<'_>, (from, to): (Timestamp, Timestamp)) -> Result<Vec<Owned>> {
    let select = query(
        "select t.beneficiary_id, t.id, t.done_at from restore_test t \
         where {scope t} and t.outcome = 'passed' and t.done_at >= $1 and t.done_at < $2 and $3 > 0",
    );
    let select = select.bind(from).bind(to).bind(MOST).and_if("t.beneficiary_id =", own);
    let found: Vec<RestoreTest> = tx.all(select.push(" order by t.done_at, t.id limit $3")).await?;
    Ok(found.into_iter().map(|one| one.0).collect())
}

async fn censuses(tx: &mut Tx, own: Own<'_>, (from, to): (Date, Date)) -> Result<Vec<Owned>> {
    let select = query(
        "select c.beneficiary_id, c.id, c.reference_date, c.decided_at from census c \
         where {scope c} and c.decision = 'validated' and c.reference_date >= $1 and c.reference_date <= $2 and $3 > 0",
    );
    let select = select.bind(from).bind(to).bind(MOST).and_if("c.beneficiary_id =", own);
    let found: Vec<Census> = tx.all(select.push(" order by c.reference_date, c.id limit $3")).await?;
    Ok(found.into_iter().map(|one| one.0).collect())
}

async fn revisions(tx: &mut Tx, own: Own<'_>, (from, to): (i64, i64)) -> Result<Vec<Owned>> {
    let select = query(
        "select r.beneficiary_id, r.id, r.year, r.approved_at from price_revision r \
         where {scope r} and r.state = 'approved' and r.year >= $1 and r.year <= $2 and $3 > 0",
    );
    let select = select.bind(from).bind(to).bind(MOST).and_if("r.beneficiary_id =", own);
    let found: Vec<Revision> = tx.all(select.push(" order by r.year, r.id limit $3")).await?;
    Ok(found.into_iter().map(|one| one.0).collect())
}

async fn invoices(tx: &mut Tx, own: Own<'_>, (from, to): (i64, i64)) -> Result<Vec<Owned>> {
    let select = query(
        "select i.beneficiary_id, i.id, i.year, i.offer, i.issued_on from invoice i \
         where {scope i} and i.state = 'issued' and i.kind = 'invoice' and i.year >= $1 and i.year <= $2 and $3 > 0 \
         and not exists (select 1 from invoice_event e where e.beneficiary_id = i.beneficiary_id and e.invoice_id = i.id \
         and e.kind = 'cancelled_by_credit_note')",
    );
    let select = select.bind(from).bind(to).bind(MOST).and_if("i.beneficiary_id =", own);
    let found: Vec<Invoice> = tx.all(select.push(" order by i.year, i.id limit $3")).await?;
    Ok(found.into_iter().map(|one| one.0).collect())
}

fn path(row: &Row, segment: &str) -> Result<(BeneficiaryId, String)> {
    let (beneficiary, id): (BeneficiaryId, String) = (row.id("beneficiary_id")?, row.get("id")?);
    let href = format!("/{segment}/{beneficiary}/{id}");
    Ok((beneficiary, href))
}

fn fact(subject: Subject, counts_on: Date, done_on: Date, href: String) -> Fact {
    Fact { subject, counts_on, done_on, offer: String::new(), href }
}

/// An operational review counts with its report only (R7.2).
struct Meeting(Option<Owned>);

impl FromRow for Meeting {
    fn from_row(row: &Row) -> Result<Self> {
        let (beneficiary, href) = path(row, "meetings")?;
        let committee: CommitteeKind = row.word("committee")?;
        let starts_at: Timestamp = row.get("starts_at")?;
        let report: Option<String> = row.maybe("report_digest")?;
        let subject = Subject::of_committee(committee);
        let counts = subject != Subject::Operational || report.is_some();
        let held = day(starts_at);
        Ok(Self(counts.then(|| Owned(beneficiary, fact(subject, held, held, href)))))
    }
}

struct Census(Owned);

impl FromRow for Census {
    fn from_row(row: &Row) -> Result<Self> {
        let (beneficiary, href) = path(row, "censuses")?;
        let decided: Timestamp = row.get("decided_at")?;
        Ok(Self(Owned(beneficiary, fact(Subject::Census, row.get("reference_date")?, day(decided), href))))
    }
}

fn first_of(year: i64) -> Date {
    date(i16::try_from(year).unwrap_or(i16::MIN).clamp(1, 9998), 1, 1)
}

struct Revision(Owned);

impl FromRow for Revision {
    fn from_row(row: &Row) -> Result<Self> {
        let (beneficiary, href) = path(row, "revisions")?;
        let (year, approved): (i64, Timestamp) = (row.get("year")?, row.get("approved_at")?);
        Ok(Self(Owned(beneficiary, fact(Subject::Revision, first_of(year), day(approved), href))))
    }
}

struct Invoice(Owned);

impl FromRow for Invoice {
    fn from_row(row: &Row) -> Result<Self> {
        let (beneficiary, href) = path(row, "invoices")?;
        let year: i64 = row.get("year")?;
        let one = fact(Subject::Invoice, first_of(year), row.get("issued_on")?, href);
        Ok(Self(Owned(beneficiary, Fact { offer: row.get("offer")?, ..one })))
    }
}

struct RestoreTest(Owned);

impl FromRow for RestoreTest {
    fn from_row(row: &Row) -> Result<Self> {
        let (beneficiary, _) = path(row, "restores")?;
        let done: Timestamp = row.get("done_at")?;
        Ok(Self(Owned(beneficiary, fact(Subject::RestoreTest, day(done), day(done), "/restores".to_owned()))))
    }
}
