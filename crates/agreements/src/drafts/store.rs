//! Drafts in the database.

use super::{Draft, DraftId, DraftKey, DraftState, Vote};
use crate::{
    disputes::Party,
    joined::{self, Joined},
};
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::{
    Digest,
    db::{FromRow, Result, Row, Tx, json, query},
};

impl FromRow for Draft {
    fn from_row(row: &Row) -> Result<Self> {
        let vote = |on: &'static str, reference: &'static str| -> Result<Vote> {
            Ok(Vote { on: row.maybe(on)?, reference: row.get(reference)? })
        };
        Ok(Self {
            key: DraftKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            beneficiary_code: row.get("beneficiary_code")?,
            kind: row.word("kind")?,
            title: row.get("title")?,
            reason: row.get("reason")?,
            base_version: row.maybe("base_version")?,
            variables: row.json("variables")?,
            effective_on: row.maybe("effective_on")?,
            state: row.word("state")?,
            paper: row.maybe_id("paper_digest")?,
            provider_vote: vote("provider_voted_on", "provider_vote")?,
            beneficiary_vote: vote("beneficiary_voted_on", "beneficiary_vote")?,
            signed_on: row.maybe("signed_on")?,
            signed_file: Joined::of(row)?,
            made_version: row.maybe("made_version")?,
            closed_why: row.get("closed_why")?,
            created_by: row.get("created_by_name")?,
            created_at: row.get("created_at")?,
            version: row.get("version")?,
        })
    }
}

/// Rows of a page.
pub const PAGE: usize = 50;

const DRAFT: &str = "select d.beneficiary_id, d.id, d.kind, d.title, d.reason, d.base_version, d.variables, d.effective_on, d.state, \
    d.paper_digest, d.provider_voted_on, d.provider_vote, d.beneficiary_voted_on, d.beneficiary_vote, d.signed_on, d.file_digest, \
    d.file_name, d.made_version, d.closed_why, d.created_by_name, d.created_at, d.version, o.name as beneficiary_name, \
    o.code as beneficiary_code from agreement_draft d join organisation o on o.id = d.beneficiary_id where {scope d}";

/// One page, the latest begun first, before a place in that order, and one row more when others follow.
pub async fn page(tx: &mut Tx, before: &(Timestamp, String)) -> Result<Vec<Draft>> {
    let select = query(DRAFT)
        .push(" and (d.created_at, d.id) < ($1, $2) order by d.created_at desc, d.id desc limit $3");
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    tx.all(select.bind(before.0).bind(&before.1).bind(rows)).await
}

/// The drafts of a beneficiary that are neither signed nor given up, the latest begun first.
pub async fn open_of(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Draft>> {
    let select = query(DRAFT).push(
        " and d.beneficiary_id = $1 and d.state in ('drafting', 'to_sign') order by d.created_at desc, d.id desc limit 50",
    );
    tx.all(select.bind(beneficiary)).await
}

/// The draft, when in scope.
pub async fn find(tx: &mut Tx, key: &DraftKey) -> Result<Option<Draft>> {
    let select = query(DRAFT).push(" and d.beneficiary_id = $1 and d.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, key: &DraftKey) -> Result<Option<Draft>> {
    let lock = query(
        "select d.id as value from agreement_draft d where {scope d} and d.beneficiary_id = $1 and d.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// The file of a draft.
pub async fn source(tx: &mut Tx, key: &DraftKey) -> Result<String> {
    let select = query(
        "select d.source as value from agreement_draft d where {scope d} and d.beneficiary_id = $1 and d.id = $2",
    );
    tx.value(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Stores a new draft; gives 0 when it was sent already.
pub(crate) async fn insert(tx: &mut Tx, one: &Draft, source: &str, sent: Option<&str>) -> Result<u64> {
    let insert = query(
        "insert into agreement_draft (beneficiary_id, id, kind, title, reason, base_version, variables, source, effective_on, \
         state, created_by_name, created_at, idempotency_key) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'drafting', $10, $11, $12) \
         on conflict (beneficiary_id, idempotency_key) do nothing",
    );
    let insert = insert.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(one.kind.as_str());
    let insert = insert.bind(&one.title).bind(&one.reason).bind(one.base_version);
    let insert = insert.bind(json("agreement_draft", &one.variables)?).bind(source).bind(one.effective_on);
    tx.execute(insert.bind(&one.created_by).bind(one.created_at).bind(sent)).await
}

/// The draft of a beneficiary that was made with a key.
pub(super) async fn sent(tx: &mut Tx, beneficiary: &BeneficiaryId, key: &str) -> Result<Option<DraftId>> {
    let select = query(
        "select d.id as value from agreement_draft d where {scope d} and d.beneficiary_id = $1 and d.idempotency_key = $2",
    );
    let found: Option<(String,)> = tx.optional(select.bind(beneficiary).bind(key)).await?;
    Ok(found.map(|(id,)| id.into()))
}

/// Writes what a held draft is about, and its text.
pub(super) async fn write(tx: &mut Tx, one: &Draft, source: &str) -> Result<()> {
    let update = query(
        "update agreement_draft set title = $3, reason = $4, effective_on = $5, variables = $6, source = $7, \
         version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update =
        update.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(&one.title).bind(&one.reason);
    let update = update.bind(one.effective_on).bind(json("agreement_draft", &one.variables)?);
    tx.execute(update.bind(source)).await.map(drop)
}

/// Settles the text of a held draft with its PDF, or opens it again without one.
pub(super) async fn settle(tx: &mut Tx, key: &DraftKey, paper: Option<&Digest>) -> Result<()> {
    let update = query(
        "update agreement_draft set state = $3, paper_digest = $4, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let state = if paper.is_some() { DraftState::ToSign } else { DraftState::Drafting };
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(state.as_str());
    tx.execute(update.bind(paper.map(Digest::to_string))).await.map(drop)
}

/// Records the deliberation of a side.
pub(super) async fn vote(
    tx: &mut Tx,
    key: &DraftKey,
    (side, on): (Party, Date),
    reference: &str,
) -> Result<()> {
    let update = match side {
        Party::Provider => query(
            "update agreement_draft set provider_voted_on = $3, provider_vote = $4, version = version + 1 \
             where {scope} and beneficiary_id = $1 and id = $2",
        ),
        Party::Beneficiary => query(
            "update agreement_draft set beneficiary_voted_on = $3, beneficiary_vote = $4, version = version + 1 \
             where {scope} and beneficiary_id = $1 and id = $2",
        ),
    };
    let update = update.bind(&key.beneficiary).bind(key.id.as_str());
    tx.execute(update.bind(on).bind(reference)).await.map(drop)
}

/// Records the signature of a held draft and the version it became.
pub(super) async fn sign(
    tx: &mut Tx,
    key: &DraftKey,
    (on, file): (Date, Option<&Joined>),
    (effective_on, made): (Date, i64),
) -> Result<()> {
    let update = query(
        "update agreement_draft set state = 'in_force', signed_on = $3, file_digest = $4, file_name = $5, effective_on = $6, \
         made_version = $7, version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(on);
    let update = update.bind(joined::digest(file)).bind(joined::name(file));
    tx.execute(update.bind(effective_on).bind(made)).await.map(drop)
}

/// Gives a held draft up.
pub(super) async fn abandon(tx: &mut Tx, key: &DraftKey, why: &str) -> Result<()> {
    let update = query(
        "update agreement_draft set state = 'abandoned', closed_why = $3, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str());
    tx.execute(update.bind(why)).await.map(drop)
}
