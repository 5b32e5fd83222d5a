//! Reports in the database; the facts they are written from are read in [`facts`], the runs in [`runs`].

pub mod facts;
pub mod runs;

use super::{
    Remark, RemarkId, Report, ReportId, ReportKey, ReportKind, ReportState, Span, Summary,
    document::ReportDocument,
};
use jiff::{Timestamp, civil::Date};
use kernel::{Actor, Side, id::BeneficiaryId};
use platform::{
    Digest,
    db::{Error, FromRow, Result, Row, Tx, query},
};
use serde_json::Value;

/// Reports on a page.
pub const PAGE: usize = 50;

/// A report with the name of whose it is; its contents stay in the database.
const REPORT: &str = "select r.beneficiary_id, r.id, r.kind, r.first_day, r.last_day, r.edition, r.corrects_id, r.reason, r.state, \
     r.introduction, r.plan, r.computed_at, r.pdf_digest, r.document_digest, r.published_at, r.published_by_name, r.version, \
     o.code as code, o.name as owner_name, o.side as side from report r join organisation o on o.id = r.beneficiary_id where {scope r}";

impl FromRow for Report {
    fn from_row(row: &Row) -> Result<Self> {
        let side: Side = row.word("side")?;
        Ok(Self {
            key: ReportKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            code: row.get("code")?,
            name: row.get("owner_name")?,
            is_consolidated: side == Side::Provider,
            kind: row.word("kind")?,
            span: Span { first: row.get("first_day")?, last: row.get("last_day")? },
            edition: row.get("edition")?,
            corrects: row.maybe_id("corrects_id")?,
            reason: row.get("reason")?,
            state: row.word("state")?,
            introduction: row.get("introduction")?,
            plan: row.get("plan")?,
            computed_at: row.get("computed_at")?,
            pdf_digest: row.maybe_id("pdf_digest")?,
            document_digest: row.maybe_id("document_digest")?,
            published_at: row.maybe("published_at")?,
            published_by: row.get("published_by_name")?,
            version: row.get("version")?,
        })
    }
}

/// The report, when in scope.
pub async fn find(tx: &mut Tx, key: &ReportKey) -> Result<Option<Report>> {
    let select = query(REPORT).push(" and r.beneficiary_id = $1 and r.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, its row held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, key: &ReportKey) -> Result<Option<Report>> {
    let lock = query(
        "select r.id as value from report r where {scope r} and r.beneficiary_id = $1 and r.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// The last edition of a period's report.
pub async fn last_of(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (kind, first): (ReportKind, Date),
) -> Result<Option<Report>> {
    let select = query(REPORT).push(
        " and r.beneficiary_id = $1 and r.kind = $2 and r.first_day = $3 order by r.edition desc limit 1",
    );
    tx.optional(select.bind(beneficiary).bind(kind.as_str()).bind(first)).await
}

/// The edition of a period's report that people are shown: the last one that is no draft, or the first draft when there is none yet.
pub async fn shown_of(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (kind, first): (ReportKind, Date),
) -> Result<Option<Report>> {
    let select = query(REPORT).push(" and r.beneficiary_id = $1 and r.kind = $2 and r.first_day = $3");
    let select = select.push(SHOWN).push(" order by r.edition desc limit 1");
    tx.optional(select.bind(beneficiary).bind(kind.as_str()).bind(first)).await
}

/// A draft that corrects a report hides nothing before it is given to read.
const SHOWN: &str = " and (r.edition = 1 or r.state <> 'draft')";

/// Contents as stored.
struct Stored(Value);

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self> {
        row.get("document").map(Self)
    }
}

/// What a report says.
pub async fn document(tx: &mut Tx, key: &ReportKey) -> Result<Option<ReportDocument>> {
    let select =
        query("select r.document from report r where {scope r} and r.beneficiary_id = $1 and r.id = $2");
    let stored: Option<Stored> = tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    let read = |stored: Stored| {
        serde_json::from_value(stored.0).map_err(|e| Error::Decode("document", e.to_string()))
    };
    stored.map(read).transpose()
}

/// Where a page ended: first day and identifier.
pub type Cursor = (Date, String);

/// One page of the reports in scope, the latest period first, and one row more when others follow.
pub async fn page(
    tx: &mut Tx,
    (beneficiary, kind): (Option<&BeneficiaryId>, Option<ReportKind>),
    before: &Cursor,
) -> Result<Vec<Report>> {
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let select = query(REPORT).push(" and (r.first_day, r.id) < ($1, $2) and $3 > 0");
    let select = select.bind(before.0).bind(&before.1).bind(rows);
    let select = select
        .and_if("r.beneficiary_id =", beneficiary)
        .and_if("r.kind =", kind.map(|kind| kind.as_str().to_owned()));
    tx.all(select.push(" order by r.first_day desc, r.id desc limit $3")).await
}

/// A report to be stored.
pub(super) struct New<'a> {
    pub(super) key: &'a ReportKey,
    pub(super) edition: i64,
    pub(super) corrects: Option<&'a ReportId>,
    pub(super) reason: &'a str,
    pub(super) texts: (&'a str, &'a str),
    pub(super) document: &'a ReportDocument,
}

/// Stores a new draft; gives 0 when the period has that edition already.
pub(super) async fn insert(tx: &mut Tx, new: &New<'_>, now: Timestamp) -> Result<u64> {
    let insert = query(
        "insert into report (beneficiary_id, id, kind, first_day, last_day, edition, corrects_id, reason, state, introduction, \
         plan, document, headlines, computed_at, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'draft', $9, $10, $11, $12, $13, $14) \
         on conflict (beneficiary_id, kind, first_day, edition) do nothing",
    );
    let document = new.document;
    let insert = insert.bind(&new.key.beneficiary).bind(new.key.id.as_str()).bind(document.kind.as_str());
    let insert = insert.bind(document.span.first).bind(document.span.last).bind(new.edition);
    let insert = insert.bind(new.corrects.map(|id| id.as_str().to_owned())).bind(new.reason);
    let insert = insert.bind(new.texts.0).bind(new.texts.1);
    let insert = insert.bind(json(document)).bind(json(&document.headlines));
    tx.execute(insert.bind(document.computed_at).bind(now)).await
}

/// A value as it is stored; these types have no part that cannot be written.
fn json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Stores figures computed again, when the report is still as it was read; gives 0 when not.
pub(super) async fn recompute(tx: &mut Tx, report: &Report, document: &ReportDocument) -> Result<u64> {
    let update = query(
        "update report set document = $3, headlines = $4, computed_at = $5, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $6 and state = 'draft'",
    );
    let update = update.bind(&report.key.beneficiary).bind(report.key.id.as_str());
    let update = update.bind(json(document)).bind(json(&document.headlines)).bind(document.computed_at);
    tx.execute(update.bind(report.version)).await
}

/// Stores what a person writes in a report whose row is held.
pub(super) async fn set_texts(tx: &mut Tx, key: &ReportKey, introduction: &str, plan: &str) -> Result<()> {
    let update = query(
        "update report set introduction = $3, plan = $4, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(introduction).bind(plan);
    tx.execute(update).await.map(drop)
}

/// Says where a report whose row is held stands.
pub(super) async fn set_state(tx: &mut Tx, key: &ReportKey, state: ReportState) -> Result<()> {
    let update = query(
        "update report set state = $3, version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(state.as_str())).await.map(drop)
}

/// Publishes a report whose row is held, with its files: it never changes again.
pub(super) async fn publish(
    tx: &mut Tx,
    key: &ReportKey,
    (pdf, document): (&Digest, &Digest),
    (by, now): (&str, Timestamp),
) -> Result<()> {
    let update = query(
        "update report set state = 'published', pdf_digest = $3, document_digest = $4, published_by_name = $5, \
         published_at = $6, version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str());
    tx.execute(update.bind(pdf.clone()).bind(document.clone()).bind(by).bind(now)).await.map(drop)
}

impl FromRow for Remark {
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

/// What was said about a report, the first first.
pub async fn remarks(tx: &mut Tx, key: &ReportKey) -> Result<Vec<Remark>> {
    let select = query(
        "select c.* from report_comment c where {scope c} and c.beneficiary_id = $1 and c.report_id = $2 \
         order by c.at, c.id limit 300",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Stores a comment; gives 0 when it was sent already.
pub(super) async fn add_remark(
    tx: &mut Tx,
    key: &ReportKey,
    (id, actor): (&RemarkId, &Actor),
    (body, sent): (&str, &str),
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into report_comment (beneficiary_id, id, report_id, author_id, author_name, is_provider, body, at, \
         idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         on conflict (beneficiary_id, report_id, idempotency_key) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(actor.person.clone()).bind(&actor.name).bind(actor.side == Some(Side::Provider));
    let insert = insert.bind(body).bind(now);
    tx.execute(insert.bind(Some(sent).filter(|key| !key.is_empty()))).await
}

impl FromRow for Summary {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: ReportKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            code: row.get("code")?,
            name: row.get("owner_name")?,
            state: row.word("state")?,
            headlines: row.json("headlines")?,
        })
    }
}

/// The edition shown of each beneficiary's report of a period, by name.
pub async fn summaries(tx: &mut Tx, kind: ReportKind, first: Date) -> Result<Vec<Summary>> {
    let select = query(
        "select r.beneficiary_id, r.id, r.state, r.headlines, o.code as code, o.name as owner_name from report r \
         join organisation o on o.id = r.beneficiary_id where {scope r} and r.kind = $1 and r.first_day = $2 \
         and o.side = 'beneficiary' and not exists (select 1 from report l where l.beneficiary_id = r.beneficiary_id \
         and l.kind = r.kind and l.first_day = r.first_day and l.edition > r.edition and l.state <> 'draft')",
    );
    let select = select.push(SHOWN).push(" order by o.name_folded, o.id");
    tx.all(select.bind(kind.as_str()).bind(first)).await
}
