//! Flows, specifications, measures and proposals in the database.

use crate::applications::{
    ApplicationKey, Decision, EnvironmentId, Flow, FlowCheck, FlowId, Improvement, ImprovementId, Measure,
    Specification, SpecificationKind,
};
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Flow {
    fn from_row(row: &Row) -> Result<Self> {
        let result: Option<String> = row.maybe("result")?;
        Ok(Self {
            id: row.id("id")?,
            environment: row.id("environment_id")?,
            name: row.get("name")?,
            direction: row.word("direction")?,
            partner: row.get("partner")?,
            means: row.get("means")?,
            every_days: row.get("every_days")?,
            checked_on: row.maybe("checked_on")?,
            result: result.and_then(|word| crate::applications::CheckResult::parse(&word)),
        })
    }
}

impl FromRow for FlowCheck {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            flow: row.id("flow_id")?,
            checked_on: row.get("checked_on")?,
            result: row.word("result")?,
            note: row.get("note")?,
            by: row.get("by_name")?,
        })
    }
}

impl FromRow for Specification {
    fn from_row(row: &Row) -> Result<Self> {
        let steps: String = row.get("steps")?;
        Ok(Self {
            kind: row.word("kind")?,
            number: row.get("number")?,
            steps: steps.lines().map(str::to_owned).collect(),
            note: row.get("note")?,
            author: row.get("author_name")?,
            written_at: row.get("written_at")?,
        })
    }
}

impl FromRow for Measure {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            measured_on: row.get("measured_on")?,
            what: row.get("what")?,
            value: row.get("value")?,
            unit: row.get("unit")?,
            by: row.get("by_name")?,
        })
    }
}

impl FromRow for Improvement {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            proposal: row.get("proposal")?,
            gain: row.get("gain")?,
            cost: row.maybe("cost_cents")?,
            proposed_by: row.get("proposed_by_name")?,
            proposed_at: row.get("proposed_at")?,
            decision: row.word("decision")?,
            remark: row.get("remark")?,
            decided_by: row.maybe("decided_by_name")?,
            decided_at: row.maybe("decided_at")?,
        })
    }
}

/// What an application exchanges, by name.
pub async fn flows(tx: &mut Tx, key: &ApplicationKey) -> Result<Vec<Flow>> {
    let select = query(
        "select f.* from application_flow f where {scope f} and f.beneficiary_id = $1 and f.application_id = $2 \
         and f.removed_at is null order by f.name, f.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// One flow of an application.
pub async fn flow(tx: &mut Tx, key: &ApplicationKey, id: &FlowId) -> Result<Option<Flow>> {
    let select = query(
        "select f.* from application_flow f where {scope f} and f.beneficiary_id = $1 and f.application_id = $2 \
         and f.id = $3 and f.removed_at is null",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// Stores a new flow.
pub(in crate::applications) async fn add_flow(
    tx: &mut Tx,
    key: &ApplicationKey,
    one: &Flow,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into application_flow (beneficiary_id, id, application_id, environment_id, name, direction, partner, \
         means, every_days, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(one.environment.as_str()).bind(&one.name).bind(one.direction.as_str());
    tx.execute(insert.bind(&one.partner).bind(&one.means).bind(one.every_days).bind(now)).await.map(drop)
}

/// Takes a flow out of use; its checks stay. Gives 0 when there is none.
pub(in crate::applications) async fn remove_flow(
    tx: &mut Tx,
    key: &ApplicationKey,
    id: &FlowId,
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update application_flow set removed_at = $4 where {scope} and beneficiary_id = $1 and application_id = $2 \
         and id = $3 and removed_at is null",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str()).bind(now)).await
}

/// Takes the flows of an environment out of use.
pub(in crate::applications) async fn remove_flows_of(
    tx: &mut Tx,
    key: &ApplicationKey,
    environment: &EnvironmentId,
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update application_flow set removed_at = $4 where {scope} and beneficiary_id = $1 and application_id = $2 \
         and environment_id = $3 and removed_at is null",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(environment.as_str());
    tx.execute(update.bind(now)).await
}

/// The last checks of an application's flows, the latest first.
pub async fn checks(tx: &mut Tx, key: &ApplicationKey) -> Result<Vec<FlowCheck>> {
    let select = query(
        "select c.* from flow_check c join application_flow f on f.beneficiary_id = c.beneficiary_id and f.id = c.flow_id \
         where {scope c} and c.beneficiary_id = $1 and f.application_id = $2 and f.removed_at is null \
         order by c.checked_on desc, c.id desc limit 100",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Records a check, which the flow shows when none is later.
pub(in crate::applications) async fn add_check(
    tx: &mut Tx,
    key: &ApplicationKey,
    id: &str,
    one: &FlowCheck,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into flow_check (beneficiary_id, id, flow_id, checked_on, result, note, by_name, recorded_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let insert = insert.bind(&key.beneficiary).bind(id).bind(one.flow.as_str()).bind(one.checked_on);
    tx.execute(insert.bind(one.result.as_str()).bind(&one.note).bind(&one.by).bind(now)).await?;
    let update = query(
        "update application_flow set checked_on = $3, result = $4 where {scope} and beneficiary_id = $1 and id = $2 \
         and (checked_on is null or checked_on <= $3)",
    );
    let update = update.bind(&key.beneficiary).bind(one.flow.as_str()).bind(one.checked_on);
    tx.execute(update.bind(one.result.as_str())).await.map(drop)
}

/// The specifications of an application, the newest of each first.
pub async fn specifications(tx: &mut Tx, key: &ApplicationKey) -> Result<Vec<Specification>> {
    let select = query(
        "select s.* from application_specification s where {scope s} and s.beneficiary_id = $1 and s.application_id = $2 \
         order by s.kind, s.number desc",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Number of the newest version of a specification; 0 before the first.
pub(in crate::applications) async fn last_number(
    tx: &mut Tx,
    key: &ApplicationKey,
    kind: SpecificationKind,
) -> Result<i64> {
    let select = query(
        "select coalesce(max(s.number), 0) as value from application_specification s \
         where {scope s} and s.beneficiary_id = $1 and s.application_id = $2 and s.kind = $3",
    );
    tx.value(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(kind.as_str())).await
}

/// Adds a version.
pub(in crate::applications) async fn add_specification(
    tx: &mut Tx,
    key: &ApplicationKey,
    one: &Specification,
) -> Result<()> {
    let insert = query(
        "insert into application_specification (beneficiary_id, application_id, kind, number, steps, note, author_name, \
         written_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(one.kind.as_str()).bind(one.number);
    let insert = insert.bind(one.steps.join("\n")).bind(&one.note).bind(&one.author);
    tx.execute(insert.bind(one.written_at)).await.map(drop)
}

/// What was measured, the latest first.
pub async fn measures(tx: &mut Tx, key: &ApplicationKey) -> Result<Vec<Measure>> {
    let select = query(
        "select m.* from application_measure m where {scope m} and m.beneficiary_id = $1 and m.application_id = $2 \
         order by m.measured_on desc, m.id desc limit 100",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Records something measured.
pub(in crate::applications) async fn add_measure(
    tx: &mut Tx,
    key: &ApplicationKey,
    one: &Measure,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into application_measure (beneficiary_id, id, application_id, measured_on, what, value, unit, by_name, \
         recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(one.measured_on).bind(&one.what).bind(&one.value).bind(&one.unit);
    tx.execute(insert.bind(&one.by).bind(now)).await.map(drop)
}

/// What is proposed, the latest first.
pub async fn improvements(tx: &mut Tx, key: &ApplicationKey) -> Result<Vec<Improvement>> {
    let select = query(
        "select i.* from improvement i where {scope i} and i.beneficiary_id = $1 and i.application_id = $2 \
         order by i.proposed_at desc, i.id desc limit 100",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// One proposal of an application.
pub async fn improvement(
    tx: &mut Tx,
    key: &ApplicationKey,
    id: &ImprovementId,
) -> Result<Option<Improvement>> {
    let select = query(
        "select i.* from improvement i where {scope i} and i.beneficiary_id = $1 and i.application_id = $2 and i.id = $3",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// Records a proposal.
pub(in crate::applications) async fn add_improvement(
    tx: &mut Tx,
    key: &ApplicationKey,
    one: &Improvement,
) -> Result<()> {
    let insert = query(
        "insert into improvement (beneficiary_id, id, application_id, proposal, gain, cost_cents, proposed_by_name, \
         proposed_at, decision, remark) values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', '')",
    );
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(&one.proposal).bind(&one.gain).bind(one.cost.map(|cost| cost.0));
    tx.execute(insert.bind(&one.proposed_by).bind(one.proposed_at)).await.map(drop)
}

/// Notes what the beneficiary decided; gives 0 when it had decided, or when there is no such proposal.
pub(in crate::applications) async fn decide(
    tx: &mut Tx,
    key: &ApplicationKey,
    id: &ImprovementId,
    (decision, remark): (Decision, &str),
    by: &str,
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update improvement set decision = $4, remark = $5, decided_by_name = $6, decided_at = $7 \
         where {scope} and beneficiary_id = $1 and application_id = $2 and id = $3 and decision = 'open'",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str());
    tx.execute(update.bind(decision.as_str()).bind(remark).bind(by).bind(now)).await
}
