//! Closed months in the database; proposals, comments and months under way are in the modules below.

pub mod runs;
pub mod targets;

use super::{ClosedValue, Closing, ClosingId, CommentForm, Evidence, ValueComment, ValueCommentId};
use jiff::{Timestamp, civil::Date};
use kernel::{Actor, Exact, Side, id::BeneficiaryId};
use platform::db::{Error, FromRow, Result, Row, Tx, query};
use serde::Serialize;
use serde_json::Value;

/// Rows of a page.
pub const PAGE: usize = 200;

/// Most comments shown of a value.
const SHOWN: i64 = 300;

impl FromRow for Closing {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            month: row.get("month")?,
            version: row.get("version")?,
            corrects: row.maybe_id("corrects_id")?,
            reason: row.get("reason")?,
            gaps: row.json("gaps")?,
            gaps_reason: row.get("gaps_reason")?,
            agreement_version: row.get("agreement_version")?,
            as_of: row.get("as_of")?,
            closed_by_name: row.get("closed_by_name")?,
            closed_at: row.get("closed_at")?,
            digest: row.get("digest")?,
        })
    }
}

impl FromRow for ClosedValue {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            closing: row.id("closing_id")?,
            code: row.get("code")?,
            month: row.get("month")?,
            version: row.get("version")?,
            place: row.get("place")?,
            indicator: row.get("indicator")?,
            unit: row.word("unit")?,
            value: row.json("value")?,
            verdict: row.word("verdict")?,
            target: row.maybe_json("target")?,
            numerator: exact(row, "numerator")?,
            denominator: exact(row, "denominator")?,
            explanation: row.json("explanation")?,
            evidence_count: row.get("evidence_count")?,
            digest: row.get("digest")?,
        })
    }
}

fn exact(row: &Row, name: &'static str) -> Result<Option<Exact>> {
    let text: String = row.get(name)?;
    let number = (!text.is_empty()).then(|| Exact::parse(&text)).transpose();
    number.map_err(|refused| Error::Decode(name, refused.to_string()))
}

impl FromRow for ValueComment {
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

/// The closing, when in scope.
pub async fn find(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &ClosingId) -> Result<Option<Closing>> {
    let select =
        query("select c.* from indicator_closing c where {scope c} and c.beneficiary_id = $1 and c.id = $2");
    tx.optional(select.bind(beneficiary).bind(id.as_str())).await
}

/// Every version of a month, the first first.
pub async fn versions(tx: &mut Tx, beneficiary: &BeneficiaryId, month: Date) -> Result<Vec<Closing>> {
    let select = query(
        "select c.* from indicator_closing c where {scope c} and c.beneficiary_id = $1 and c.month = $2 order by c.version",
    );
    tx.all(select.bind(beneficiary).bind(month)).await
}

/// The last version of each closed month of a beneficiary from one to another, in order.
pub async fn closed(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (first, last): (Date, Date),
) -> Result<Vec<Closing>> {
    let select = query(
        "select c.* from indicator_closing c where {scope c} and c.beneficiary_id = $1 and c.month >= $2 and c.month <= $3 \
         and not exists (select 1 from indicator_closing l where l.beneficiary_id = c.beneficiary_id and l.month = c.month \
         and l.version > c.version) order by c.month",
    );
    tx.all(select.bind(beneficiary).bind(first).bind(last)).await
}

struct Month(Date);

impl FromRow for Month {
    fn from_row(row: &Row) -> Result<Self> {
        row.get("month").map(Self)
    }
}

/// The months of a beneficiary that are closed, in order.
pub async fn months(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Date>> {
    let select = query(
        "select c.month from indicator_closing c where {scope c} and c.beneficiary_id = $1 and c.version = 1 order by c.month",
    );
    let months: Vec<Month> = tx.all(select.bind(beneficiary)).await?;
    Ok(months.into_iter().map(|month| month.0).collect())
}

/// The values of a closing, in the order of the annexe.
pub async fn values(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &ClosingId) -> Result<Vec<ClosedValue>> {
    let select = query(
        "select v.beneficiary_id, v.closing_id, v.code, v.month, v.version, v.place, v.indicator, v.unit, v.value, v.verdict, \
         v.target, v.numerator, v.denominator, v.explanation, v.evidence_count, v.digest from indicator_value v \
         where {scope v} and v.beneficiary_id = $1 and v.closing_id = $2 order by v.place, v.code",
    );
    tx.all(select.bind(beneficiary).bind(id.as_str())).await
}

/// The values of one commitment from one month to another, or of every one, in order of months; the last version of each.
pub async fn series(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    code: Option<&str>,
    (first, last): (Date, Date),
) -> Result<Vec<ClosedValue>> {
    let select = query(
        "select v.beneficiary_id, v.closing_id, v.code, v.month, v.version, v.place, v.indicator, v.unit, v.value, v.verdict, \
         v.target, v.numerator, v.denominator, v.explanation, v.evidence_count, v.digest from indicator_value v \
         where {scope v} and v.beneficiary_id = $1 and v.month >= $2 and v.month <= $3 \
         and not exists (select 1 from indicator_closing l where l.beneficiary_id = v.beneficiary_id and l.month = v.month \
         and l.version > v.version)",
    );
    let select = select.bind(beneficiary).bind(first).bind(last).and_if("v.code =", code);
    tx.all(select.push(" order by v.month, v.place, v.code")).await
}

/// Where a page of every value ended: month, beneficiary, place, code, version.
pub type Cursor = (Date, String, i64, String, i64);

/// A value with the name of the beneficiary.
#[derive(Clone, Debug)]
pub struct Named {
    /// Identifier of the beneficiary.
    pub beneficiary: BeneficiaryId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// The value.
    pub value: ClosedValue,
}

impl FromRow for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            value: ClosedValue::from_row(row)?,
        })
    }
}

/// One page of the values of the closed months in scope, every version, and one row more when others follow.
pub async fn page(tx: &mut Tx, after: &Cursor) -> Result<Vec<Named>> {
    let select = query(
        "select v.beneficiary_id, v.closing_id, v.code, v.month, v.version, v.place, v.indicator, v.unit, v.value, v.verdict, \
         v.target, v.numerator, v.denominator, v.explanation, v.evidence_count, v.digest, o.name as beneficiary_name \
         from indicator_value v join organisation o on o.id = v.beneficiary_id \
         where {scope v} and (v.month, v.beneficiary_id, v.place, v.code, v.version) > ($1, $2, $3, $4, $5) \
         order by v.month, v.beneficiary_id, v.place, v.code, v.version limit $6",
    );
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let select = select.bind(after.0).bind(&after.1).bind(after.2).bind(&after.3).bind(after.4);
    tx.all(select.bind(rows)).await
}

struct Rows(Vec<Evidence>);

impl FromRow for Rows {
    fn from_row(row: &Row) -> Result<Self> {
        row.json("evidence").map(Self)
    }
}

/// The rows that were counted in a value, as they were; nothing when there is no such value.
pub async fn evidence(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (closing, code): (&ClosingId, &str),
) -> Result<Option<Vec<Evidence>>> {
    let select = query(
        "select v.evidence from indicator_value v \
         where {scope v} and v.beneficiary_id = $1 and v.closing_id = $2 and v.code = $3",
    );
    let rows: Option<Rows> = tx.optional(select.bind(beneficiary).bind(closing.as_str()).bind(code)).await?;
    Ok(rows.map(|rows| rows.0))
}

fn json_of<T: Serialize>(name: &'static str, value: &T) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| Error::Decode(name, error.to_string()))
}

/// Stores a closing with its values. The end of the beneficiary's audit chain is held, so that a month is closed once.
pub(super) async fn insert(
    tx: &mut Tx,
    actor: &Actor,
    closing: &Closing,
    values: &[(ClosedValue, Vec<Evidence>)],
) -> Result<()> {
    let insert = query(
        "insert into indicator_closing (beneficiary_id, id, month, version, corrects_id, reason, gaps, gaps_reason, \
         agreement_version, as_of, closed_by_id, closed_by_name, closed_at, digest) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    );
    let insert = insert.bind(&closing.beneficiary).bind(closing.id.as_str()).bind(closing.month);
    let insert = insert.bind(closing.version).bind(closing.corrects.as_ref().map(String::from));
    let insert =
        insert.bind(&closing.reason).bind(json_of("gaps", &closing.gaps)?).bind(&closing.gaps_reason);
    let insert = insert.bind(closing.agreement_version).bind(closing.as_of).bind(actor.person.clone());
    let insert = insert.bind(&closing.closed_by_name).bind(closing.closed_at).bind(&closing.digest);
    tx.execute(insert).await?;
    for (value, evidence) in values {
        insert_value(tx, &closing.beneficiary, value, evidence).await?;
    }
    Ok(())
}

async fn insert_value(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    value: &ClosedValue,
    evidence: &[Evidence],
) -> Result<()> {
    let insert = query(
        "insert into indicator_value (beneficiary_id, closing_id, code, month, version, place, indicator, unit, value, \
         verdict, target, numerator, denominator, explanation, evidence, evidence_count, digest) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
    );
    let text = |number: &Option<Exact>| number.as_ref().map_or_else(String::new, Exact::to_fraction);
    let unit = json_of("unit", &value.unit)?.as_str().unwrap_or_default().to_owned();
    let target = value.target.as_ref().map(|target| json_of("target", target)).transpose()?;
    let insert = insert.bind(beneficiary).bind(value.closing.as_str()).bind(&value.code).bind(value.month);
    let insert = insert.bind(value.version).bind(value.place).bind(&value.indicator).bind(unit);
    let insert = insert.bind(json_of("value", &value.value)?).bind(value.verdict.as_str()).bind(target);
    let insert = insert.bind(text(&value.numerator)).bind(text(&value.denominator));
    let insert =
        insert.bind(json_of("explanation", &value.explanation)?).bind(json_of("evidence", &evidence)?);
    tx.execute(insert.bind(value.evidence_count).bind(&value.digest)).await.map(drop)
}

/// What was said of a value, in order.
pub async fn comments(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (closing, code): (&ClosingId, &str),
) -> Result<Vec<ValueComment>> {
    let select = query(
        "select c.* from indicator_comment c where {scope c} and c.beneficiary_id = $1 and c.closing_id = $2 and c.code = $3 \
         order by c.at, c.id limit $4",
    );
    tx.all(select.bind(beneficiary).bind(closing.as_str()).bind(code).bind(SHOWN)).await
}

/// Adds a comment, once for a key; gives 0 when it was there.
pub(super) async fn add_comment(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (closing, code): (&ClosingId, &str),
    (id, author, form): (&ValueCommentId, &Actor, &CommentForm),
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into indicator_comment (beneficiary_id, id, closing_id, code, author_id, author_name, is_provider, body, at, \
         idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         on conflict (beneficiary_id, closing_id, idempotency_key) do nothing",
    );
    let insert = insert.bind(beneficiary).bind(id.as_str()).bind(closing.as_str()).bind(code);
    let insert = insert.bind(author.person.clone()).bind(&author.name);
    let insert = insert.bind(author.side == Some(Side::Provider)).bind(form.body.trim()).bind(now);
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    tx.execute(insert.bind(sent)).await
}
