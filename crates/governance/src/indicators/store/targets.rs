//! Proposals of targets in the database.

use super::super::{Proposal, ProposalForm, ProposalId};
use crate::decisions::{DecisionId, rules};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{Error, FromRow, Result, Row, Tx, query};

/// Most proposals of a commitment.
const SHOWN: i64 = 300;

impl FromRow for Proposal {
    fn from_row(row: &Row) -> Result<Self> {
        let operator: String = row.get("operator")?;
        let unknown = || Error::Decode("operator", operator.clone());
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            commitment: row.get("commitment")?,
            operator: rules::operator(&operator).ok_or_else(unknown)?,
            value: row.get("value")?,
            motive: row.get("motive")?,
            baseline: row.json("baseline")?,
            author: row.get("author_name")?,
            author_id: row.maybe_id("author_id")?,
            is_provider: row.get("is_provider")?,
            proposed_at: row.get("proposed_at")?,
            decision: row.maybe_id("decision_id")?,
            withdrawn_at: row.maybe("withdrawn_at")?,
        })
    }
}

/// The proposals of a beneficiary, or those on one commitment, in order.
pub async fn of(tx: &mut Tx, beneficiary: &BeneficiaryId, commitment: Option<&str>) -> Result<Vec<Proposal>> {
    let select =
        query("select p.* from target_proposal p where {scope p} and p.beneficiary_id = $1 and $2 > 0");
    let select = select.bind(beneficiary).bind(SHOWN).and_if("p.commitment =", commitment);
    tx.all(select.push(" order by p.proposed_at, p.id limit $2")).await
}

/// The proposal, its row held until the end of the transaction, when in scope.
pub(in super::super) async fn hold(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &ProposalId,
) -> Result<Option<Proposal>> {
    let select = query(
        "select p.* from target_proposal p where {scope p} and p.beneficiary_id = $1 and p.id = $2 for update",
    );
    tx.optional(select.bind(beneficiary).bind(id.as_str())).await
}

/// Stores a proposal, once for a key; gives 0 when it was there.
pub(in super::super) async fn insert(tx: &mut Tx, one: &Proposal, form: &ProposalForm) -> Result<u64> {
    let insert = query(
        "insert into target_proposal (beneficiary_id, id, commitment, operator, value, motive, baseline, author_id, \
         author_name, is_provider, proposed_at, idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         on conflict (beneficiary_id, idempotency_key) do nothing",
    );
    let baseline = serde_json::to_value(&one.baseline);
    let baseline = baseline.map_err(|error| Error::Decode("baseline", error.to_string()))?;
    let insert = insert.bind(&one.beneficiary).bind(one.id.as_str()).bind(&one.commitment);
    let insert = insert.bind(rules::operator_word(one.operator)).bind(&one.value).bind(&one.motive);
    let insert = insert.bind(baseline).bind(one.author_id.clone()).bind(&one.author);
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    tx.execute(insert.bind(one.is_provider).bind(one.proposed_at).bind(sent)).await
}

/// Takes back a proposal whose row is held.
pub(in super::super) async fn withdraw(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &ProposalId,
    at: Timestamp,
) -> Result<()> {
    let update = query(
        "update target_proposal set withdrawn_at = $3 where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(update.bind(beneficiary).bind(id.as_str()).bind(at)).await.map(drop)
}

/// Says which decision a proposal whose row is held became.
pub(in super::super) async fn decided(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &ProposalId,
    decision: &DecisionId,
) -> Result<()> {
    let update = query(
        "update target_proposal set decision_id = $3 where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(update.bind(beneficiary).bind(id.as_str()).bind(decision.as_str())).await.map(drop)
}
