//! The statements of censuses.

use super::{Census, CensusDecision, CensusId, NewCensus, Verdict};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    db::{self, FromRow, Row, Tx, query},
};

impl FromRow for Census {
    fn from_row(row: &Row) -> db::Result<Self> {
        let decision = match row.maybe::<Timestamp>("decided_at")? {
            None => None,
            Some(at) => Some(CensusDecision {
                verdict: row.word("decision")?,
                by: row.get("decided_by_name")?,
                at,
                note: row.get("decision_note")?,
            }),
        };
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            id: row.id("id")?,
            reference_date: row.get("reference_date")?,
            agent_count: row.get("agent_count")?,
            note: row.get("note")?,
            corrects: row.maybe_id("corrects_id")?,
            author: row.get("author_name")?,
            established_at: row.get("established_at")?,
            decision,
        })
    }
}

const SELECT: &str = "select c.*, o.name as beneficiary_name from census c \
    join organisation o on o.id = c.beneficiary_id where {scope c}";

/// One census.
pub async fn find(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &CensusId) -> db::Result<Option<Census>> {
    tx.optional(
        query(SELECT).and_if("c.beneficiary_id =", Some(beneficiary)).and_if("c.id =", Some(id.as_str())),
    )
    .await
}

/// Every census of one beneficiary, the latest reference date first.
pub async fn of_beneficiary(tx: &mut Tx, beneficiary: &BeneficiaryId) -> db::Result<Vec<Census>> {
    let select = query(SELECT).and_if("c.beneficiary_id =", Some(beneficiary));
    tx.all(select.push(" order by c.reference_date desc, c.id desc")).await
}

/// A page of the censuses in scope, the last established first, after a given one.
pub async fn page(
    tx: &mut Tx,
    beneficiary: Option<&BeneficiaryId>,
    after: Option<&str>,
) -> db::Result<Vec<Census>> {
    let select = query(SELECT).and_if("c.beneficiary_id =", beneficiary).and_if("c.id <", after);
    tx.all(select.push(" order by c.id desc limit 51")).await
}

/// The census a retried request already made.
pub async fn by_request(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    request_key: &str,
) -> db::Result<Option<Census>> {
    let select = query(SELECT).and_if("c.beneficiary_id =", Some(beneficiary));
    tx.optional(select.and_if("c.request_key =", Some(request_key))).await
}

/// Keeps a new census, waiting for its decision.
pub async fn insert(
    tx: &mut Tx,
    ctx: &Ctx,
    census: &NewCensus,
    id: &CensusId,
    request_key: Option<&str>,
) -> db::Result<()> {
    let insert = query(
        "insert into census (beneficiary_id, id, reference_date, agent_count, note, corrects_id, author_id, \
         author_name, established_at, request_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(&census.beneficiary)
    .bind(id.as_str())
    .bind(census.reference_date)
    .bind(census.agent_count)
    .bind(&census.note)
    .bind(census.corrects.as_ref().map(CensusId::as_str))
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now())
    .bind(request_key);
    tx.execute(insert).await.map(drop)
}

/// Records the decision on a census that has none. Gives whether it was still waiting.
pub async fn decide(
    tx: &mut Tx,
    ctx: &Ctx,
    census: &Census,
    verdict: Verdict,
    note: &str,
) -> db::Result<bool> {
    let update = query(
        "update census set decision = $1, decided_by_id = $2, decided_by_name = $3, decided_at = $4, \
         decision_note = $5 where beneficiary_id = $6 and id = $7 and decision is null and {scope}",
    )
    .bind(verdict.as_str())
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now())
    .bind(note)
    .bind(&census.beneficiary)
    .bind(census.id.as_str());
    Ok(tx.execute(update).await? == 1)
}
