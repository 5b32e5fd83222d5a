//! Projects in the database.

mod parts;

pub(super) use parts::{
    add_comment, add_decision, add_time, cancel_time, insert_risk, insert_step, link, remove_step, unlink,
    update_risk, update_step, withdraw,
};
pub use parts::{comments, decision, decisions, linked, risk, risks, step, steps, steps_of, time, times};

use super::{Project, ProjectKey, ProjectState, Weather, rules::Stated};
use crate::tickets::Named;
use jiff::{Timestamp, civil::Date};
use kernel::{fold, id::BeneficiaryId};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Project {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: ProjectKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            name: row.get("name")?,
            aim: row.get("aim")?,
            sponsor: row.get("sponsor")?,
            manager: Named { id: row.maybe_id("manager_id")?, name: row.get("manager_name")? },
            state: row.word("state")?,
            weather: row.word("weather")?,
            weather_says: row.get("weather_says")?,
            weather_by: (row.get("weather_by_name")?, row.get("weather_at")?),
            starts_on: row.maybe("starts_on")?,
            ends_on: row.maybe("ends_on")?,
            version: row.get("version")?,
            updated_at: row.get("updated_at")?,
            name_folded: row.get("name_folded")?,
        })
    }
}

/// Rows of a page.
pub const PAGE: usize = 30;

/// Which projects a portfolio shows, after a place in its order.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Only of this beneficiary.
    pub beneficiary: Option<BeneficiaryId>,
    /// Only in this state.
    pub state: Option<ProjectState>,
    /// Only with this weather.
    pub weather: Option<Weather>,
    /// Only those under way with a step that should have been done before this day.
    pub late: Option<Date>,
    /// Folded name and identifier of the last row of the page before.
    pub after: (String, String),
}

/// One page of a portfolio by name, and one row more when others follow.
pub async fn list(tx: &mut Tx, wanted: &Wanted) -> Result<Vec<Project>> {
    let select = query(
        "select p.*, o.name as beneficiary_name from project p join organisation o on o.id = p.beneficiary_id \
         where {scope p} and (p.name_folded, p.id) > ($1, $2) and $3 > 0",
    );
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let select = select.bind(&wanted.after.0).bind(&wanted.after.1).bind(rows);
    let select = select.and_if("p.beneficiary_id =", wanted.beneficiary.clone());
    let select = select.and_if("p.state =", wanted.state.map(ProjectState::as_str));
    let mut select = select.and_if("p.weather =", wanted.weather.map(Weather::as_str));
    if let Some(day) = wanted.late {
        select = select
            .push(
                " and p.state in ('planned', 'running', 'on_hold') and exists (select 1 from project_step s \
                 where {scope s} and s.beneficiary_id = p.beneficiary_id and s.project_id = p.id \
                 and s.done_on is null and s.removed_at is null",
            )
            .and_if("s.forecast_on <", Some(day))
            .push(")");
    }
    tx.all(select.push(" order by p.name_folded, p.id limit $3")).await
}

/// The project, when in scope.
pub async fn find(tx: &mut Tx, key: &ProjectKey) -> Result<Option<Project>> {
    let select = query(
        "select p.*, o.name as beneficiary_name from project p join organisation o on o.id = p.beneficiary_id \
         where {scope p} and p.beneficiary_id = $1 and p.id = $2",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, its row held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, key: &ProjectKey) -> Result<Option<Project>> {
    let lock = query(
        "select p.id as value from project p where {scope p} and p.beneficiary_id = $1 and p.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// Stores a new project; gives 0 when it was sent already.
pub(super) async fn insert(tx: &mut Tx, one: &Project, sent: Option<&str>) -> Result<u64> {
    let insert = query(
        "insert into project (beneficiary_id, id, name, name_folded, aim, sponsor, manager_id, manager_name, state, weather, \
         weather_says, weather_by_name, weather_at, starts_on, ends_on, created_at, updated_at, idempotency_key) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $13, $13, $16) \
         on conflict (beneficiary_id, idempotency_key) do nothing",
    );
    let insert = insert.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(&one.name);
    let insert = insert.bind(fold(&one.name)).bind(&one.aim).bind(&one.sponsor).bind(one.manager.id.clone());
    let insert = insert.bind(&one.manager.name).bind(one.state.as_str()).bind(one.weather.as_str());
    let insert = insert.bind(&one.weather_says).bind(&one.weather_by.0).bind(one.weather_by.1);
    tx.execute(insert.bind(one.starts_on).bind(one.ends_on).bind(sent)).await
}

/// The project of a beneficiary that was made with a key.
pub(super) async fn sent(tx: &mut Tx, beneficiary: &BeneficiaryId, key: &str) -> Result<Option<Project>> {
    let select = query(
        "select p.*, o.name as beneficiary_name from project p join organisation o on o.id = p.beneficiary_id \
         where {scope p} and p.beneficiary_id = $1 and p.idempotency_key = $2",
    );
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// Stores what a form says about a project whose row is held.
pub(super) async fn update(tx: &mut Tx, one: &Project, stated: &Stated, now: Timestamp) -> Result<()> {
    let update = query(
        "update project set name = $3, name_folded = $4, aim = $5, sponsor = $6, manager_id = $7, manager_name = $8, \
         state = $9, starts_on = $10, ends_on = $11, updated_at = $12, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(&one.name);
    let update = update.bind(fold(&one.name)).bind(&one.aim).bind(&one.sponsor).bind(one.manager.id.clone());
    let update = update.bind(&one.manager.name).bind(stated.state.as_str()).bind(stated.starts_on);
    tx.execute(update.bind(stated.ends_on).bind(now)).await.map(drop)
}

/// Says how a project goes.
pub(super) async fn set_weather(
    tx: &mut Tx,
    key: &ProjectKey,
    weather: Weather,
    says: &str,
    by: &str,
    now: Timestamp,
) -> Result<()> {
    let update = query(
        "update project set weather = $3, weather_says = $4, weather_by_name = $5, weather_at = $6, updated_at = $6 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(weather.as_str()).bind(says);
    tx.execute(update.bind(by).bind(now)).await.map(drop)
}

/// Notes that a part of a project changed.
pub(super) async fn touch(tx: &mut Tx, key: &ProjectKey, now: Timestamp) -> Result<()> {
    let update =
        query("update project set updated_at = $3 where {scope} and beneficiary_id = $1 and id = $2");
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(now)).await.map(drop)
}
