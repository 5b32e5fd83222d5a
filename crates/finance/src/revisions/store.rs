//! The statements of revisions.

use super::{Approval, Inputs, Missing, Outcome, PriceRevision, RevisionId, RevisionState};
use crate::terms::Terms;
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    db::{self, Error, FromRow, Row, Tx, json, query},
};

impl FromRow for PriceRevision {
    fn from_row(row: &Row) -> db::Result<Self> {
        let outcome = match row.maybe("price")? {
            None => None,
            Some(price) => Some(Outcome {
                coefficient: row.get("coefficient")?,
                price,
                explanation: row.json("explanation")?,
            }),
        };
        let approval = match row.maybe::<Timestamp>("approved_at")? {
            None => None,
            Some(at) => Some(Approval { by: row.get("approved_by_name")?, at }),
        };
        let year: i64 = row.get("year")?;
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            id: row.id("id")?,
            year: i16::try_from(year).map_err(|e| Error::Decode("year", e.to_string()))?,
            version: row.get("version")?,
            state: row.word("state")?,
            terms: row.json("terms")?,
            inputs: row.maybe_json("inputs")?,
            missing: row.maybe_json("missing")?.unwrap_or_default(),
            outcome,
            reason: row.get("reason")?,
            proposed_by: row.get("proposed_by_name")?,
            proposed_at: row.get("proposed_at")?,
            approval,
        })
    }
}

const SELECT: &str = "select r.*, o.name as beneficiary_name from price_revision r \
    join organisation o on o.id = r.beneficiary_id where {scope r}";

/// One version.
pub async fn find(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &RevisionId,
) -> db::Result<Option<PriceRevision>> {
    let select = query(SELECT).and_if("r.beneficiary_id =", Some(beneficiary));
    tx.optional(select.and_if("r.id =", Some(id.as_str()))).await
}

/// One version, locked until the transaction ends: decisions about it come one after the other.
pub(super) async fn lock(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &RevisionId,
) -> db::Result<Option<PriceRevision>> {
    let lock = query(
        "select r.id as value from price_revision r where r.beneficiary_id = $1 and r.id = $2 and {scope r} for update",
    );
    tx.optional::<(String,)>(lock.bind(beneficiary).bind(id.as_str())).await?;
    find(tx, beneficiary, id).await
}

/// The last version of a year.
pub async fn last_of_year(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    year: i16,
) -> db::Result<Option<PriceRevision>> {
    let select = query(SELECT).and_if("r.beneficiary_id =", Some(beneficiary));
    let select = select.and_if("r.year =", Some(i64::from(year)));
    tx.optional(select.push(" order by r.version desc limit 1")).await
}

/// The price in force of a year: its last approved version.
pub async fn approved(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    year: i16,
) -> db::Result<Option<PriceRevision>> {
    let select = query(SELECT).and_if("r.beneficiary_id =", Some(beneficiary));
    let select = select.and_if("r.year =", Some(i64::from(year)));
    tx.optional(select.push(" and r.state = 'approved' order by r.version desc limit 1")).await
}

/// A page of the revisions in scope, the last proposed first.
pub async fn page(
    tx: &mut Tx,
    beneficiary: Option<&BeneficiaryId>,
    after: Option<&str>,
) -> db::Result<Vec<PriceRevision>> {
    let select = query(SELECT).and_if("r.beneficiary_id =", beneficiary).and_if("r.id <", after);
    tx.all(select.push(" order by r.id desc limit 51")).await
}

/// What a proposal found: the price, or what is missing.
pub struct Proposal<'a> {
    /// Whose price.
    pub beneficiary: &'a BeneficiaryId,
    /// Year of the revision.
    pub year: i16,
    /// Version being made or computed again.
    pub version: i64,
    /// Parameters used.
    pub terms: &'a Terms,
    /// Index values and price, or what is missing.
    pub found: &'a Result<(Inputs, Outcome), Vec<Missing>>,
    /// Why a version is replaced.
    pub reason: &'a str,
}

/// Keeps a proposal as a new row, or computes the waiting row of the same version again.
pub async fn put(tx: &mut Tx, ctx: &Ctx, id: &RevisionId, proposal: &Proposal<'_>) -> db::Result<()> {
    let found = proposal.found.as_ref().ok();
    let state = if found.is_some() { RevisionState::Proposed } else { RevisionState::Pending };
    let inputs = found.map(|(inputs, _)| json("price_revision", inputs)).transpose()?;
    let missing = proposal.found.as_ref().err().map(|one| json("price_revision", one)).transpose()?;
    let explanation = found.map(|(_, outcome)| json("price_revision", &outcome.explanation)).transpose()?;
    let put = query(
        "insert into price_revision (beneficiary_id, id, year, version, state, terms, inputs, missing, coefficient, \
         price, explanation, reason, proposed_by_id, proposed_by_name, proposed_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
         on conflict (beneficiary_id, id) do update set state = excluded.state, terms = excluded.terms, \
         inputs = excluded.inputs, missing = excluded.missing, coefficient = excluded.coefficient, \
         price = excluded.price, explanation = excluded.explanation, proposed_by_id = excluded.proposed_by_id, \
         proposed_by_name = excluded.proposed_by_name, proposed_at = excluded.proposed_at",
    )
    .bind(proposal.beneficiary)
    .bind(id.as_str())
    .bind(i64::from(proposal.year))
    .bind(proposal.version)
    .bind(state.as_str())
    .bind(json("price_revision", proposal.terms)?)
    .bind(inputs)
    .bind(missing)
    .bind(found.map(|(_, outcome)| outcome.coefficient.to_string()))
    .bind(found.map(|(_, outcome)| outcome.price.0))
    .bind(explanation)
    .bind(proposal.reason)
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now());
    tx.execute(put).await.map(drop)
}

/// Freezes a proposed revision. Gives whether it was still proposed.
pub async fn approve(tx: &mut Tx, ctx: &Ctx, revision: &PriceRevision) -> db::Result<bool> {
    let update = query(
        "update price_revision set state = 'approved', approved_by_id = $1, approved_by_name = $2, \
         approved_at = $3 where beneficiary_id = $4 and id = $5 and state = 'proposed' and {scope}",
    )
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now())
    .bind(&revision.beneficiary)
    .bind(revision.id.as_str());
    Ok(tx.execute(update).await? == 1)
}
