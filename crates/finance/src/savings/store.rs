//! The statements of savings and of the initial prices they made.

use super::{DecisionRef, InitialPrice, Saving, SavingKey, SavingProposal, SavingState};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{self, Error, FromRow, Row, Tx, json, query};

/// Most savings and initial prices of a beneficiary that are shown: one a year.
const SHOWN: i64 = 100;

fn year(row: &Row, name: &'static str) -> db::Result<i16> {
    let year: i64 = row.get(name)?;
    i16::try_from(year).map_err(|e| Error::Decode(name, e.to_string()))
}

impl FromRow for SavingProposal {
    fn from_row(row: &Row) -> db::Result<Self> {
        let decision = match row.maybe::<String>("decision_id")? {
            None => None,
            Some(id) => Some(DecisionRef {
                id,
                reference: row.get("decision_reference")?,
                path: row.get("decision_path")?,
                effective_on: row.get("effective_on")?,
            }),
        };
        Ok(Self {
            key: SavingKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            year: year(row, "year")?,
            reference: row.json("reference_years")?,
            actual: row.json("actual")?,
            agents: row.get("agents")?,
            census: row.id("census_id")?,
            outcome: row.json::<Saving>("outcome")?,
            explanation: row.json("explanation")?,
            price_before: row.get("price_before")?,
            state: row.word("state")?,
            decision,
            proposed_at: row.get("proposed_at")?,
            proposed_by: row.get("proposed_by_name")?,
            closed_why: row.get("closed_why")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for InitialPrice {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            beneficiary: row.id("beneficiary_id")?,
            from_year: year(row, "from_year")?,
            price: row.get("price")?,
            agreement_price: row.get("agreement_price")?,
            proposal: row.id("proposal_id")?,
            reference: row.get("decision_reference")?,
            path: row.get("decision_path")?,
            effective_on: row.get("effective_on")?,
            recorded_at: row.get("recorded_at")?,
            recorded_by: row.get("recorded_by_name")?,
        })
    }
}

const SELECT: &str = "select s.*, o.name as beneficiary_name from saving_proposal s \
    join organisation o on o.id = s.beneficiary_id where {scope s}";

/// One saving.
pub async fn find(tx: &mut Tx, key: &SavingKey) -> db::Result<Option<SavingProposal>> {
    let select = query(SELECT).push(" and s.beneficiary_id = $1 and s.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, its row held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, key: &SavingKey) -> db::Result<Option<SavingProposal>> {
    let lock = query(
        "select s.id as value from saving_proposal s where {scope s} and s.beneficiary_id = $1 and s.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// The savings of a beneficiary, the latest year first.
pub async fn of_beneficiary(tx: &mut Tx, beneficiary: &BeneficiaryId) -> db::Result<Vec<SavingProposal>> {
    let select = query(SELECT).push(" and s.beneficiary_id = $1 order by s.year desc, s.id desc limit $2");
    tx.all(select.bind(beneficiary).bind(SHOWN)).await
}

/// The savings in scope that wait for a decision.
pub async fn waiting(tx: &mut Tx, beneficiary: &BeneficiaryId) -> db::Result<Vec<SavingProposal>> {
    let select =
        query(SELECT).push(" and s.beneficiary_id = $1 and s.state = 'proposed' order by s.year, s.id");
    tx.all(select.bind(beneficiary)).await
}

/// The saving that a decision wrote down, when it was one.
pub(super) async fn of_decision(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    decision: &str,
) -> db::Result<Option<SavingProposal>> {
    let select =
        query(SELECT).push(" and s.beneficiary_id = $1 and s.decision_id = $2 and s.state = 'decided'");
    tx.optional(select.bind(beneficiary).bind(decision)).await
}

/// Keeps a new proposal.
pub(super) async fn insert(tx: &mut Tx, one: &SavingProposal) -> db::Result<()> {
    let insert = query(
        "insert into saving_proposal (beneficiary_id, id, year, reference_years, actual, agents, census_id, outcome, \
         explanation, price_before, price_after, state, decision_reference, decision_path, proposed_at, \
         proposed_by_name, closed_why, version) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'proposed', '', '', $12, $13, '', 1)",
    );
    let insert = insert.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(i64::from(one.year));
    let insert =
        insert.bind(json("saving_proposal", &one.reference)?).bind(json("saving_proposal", &one.actual)?);
    let insert =
        insert.bind(one.agents).bind(one.census.as_str()).bind(json("saving_proposal", &one.outcome)?);
    let insert = insert.bind(json("saving_proposal", &one.explanation)?).bind(one.price_before.0);
    let insert = insert.bind(one.outcome.initial_price.0);
    tx.execute(insert.bind(one.proposed_at).bind(&one.proposed_by)).await.map(drop)
}

/// Says where a saving that is held stands, with the decision that wrote it down, or none.
pub(super) async fn set_state(
    tx: &mut Tx,
    key: &SavingKey,
    (state, decision): (SavingState, Option<&DecisionRef>),
    (at, why): (Timestamp, &str),
) -> db::Result<()> {
    let update = query(
        "update saving_proposal set state = $3, decision_id = $4, decision_reference = $5, decision_path = $6, \
         effective_on = $7, closed_at = $8, closed_why = $9, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(state.as_str());
    let update = update.bind(decision.map(|one| one.id.clone()));
    let update = update.bind(decision.map_or("", |one| one.reference.as_str()));
    let update = update.bind(decision.map_or("", |one| one.path.as_str()));
    tx.execute(update.bind(decision.map(|one| one.effective_on)).bind(at).bind(why)).await.map(drop)
}

/// Keeps an initial price that was decided.
pub(super) async fn insert_price(tx: &mut Tx, one: &InitialPrice) -> db::Result<()> {
    let insert = query(
        "insert into initial_price (beneficiary_id, id, from_year, price, agreement_price, proposal_id, \
         decision_reference, decision_path, effective_on, recorded_at, recorded_by_name) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    let insert = insert.bind(&one.beneficiary).bind(one.id.as_str()).bind(i64::from(one.from_year));
    let insert = insert.bind(one.price.0).bind(one.agreement_price.0).bind(one.proposal.as_str());
    let insert = insert.bind(&one.reference).bind(&one.path).bind(one.effective_on);
    tx.execute(insert.bind(one.recorded_at).bind(&one.recorded_by)).await.map(drop)
}

/// The initial prices of a beneficiary that were decided, the latest first.
pub async fn prices(tx: &mut Tx, beneficiary: &BeneficiaryId) -> db::Result<Vec<InitialPrice>> {
    let select = query(
        "select p.* from initial_price p where {scope p} and p.beneficiary_id = $1 order by p.from_year desc limit $2",
    );
    tx.all(select.bind(beneficiary).bind(SHOWN)).await
}
