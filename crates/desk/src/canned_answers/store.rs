//! Canned answers in the database.

use super::{Canned, CannedId, Give};
use crate::{teams::TeamId, tickets::Transition};
use jiff::Timestamp;
use kernel::{
    fold,
    id::{BeneficiaryId, PersonId},
};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Canned {
    fn from_row(row: &Row) -> Result<Self> {
        let then: Option<String> = row.maybe("then_transition")?;
        let give: String = row.get("give_to")?;
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            body: row.get("body")?,
            owner: row.maybe_id("owner_id")?,
            team: row.maybe_id("team_id")?.zip(row.maybe("team_name")?),
            beneficiary: row.maybe_id("for_id")?.zip(row.maybe("beneficiary_name")?),
            then: then.as_deref().and_then(Transition::parse),
            give: match give.as_str() {
                "" => Give::Unchanged,
                "me" => Give::Me,
                "nobody" => Give::Nobody,
                team => Give::Team(TeamId::from(team)),
            },
            uses: row.get("uses")?,
            archived_at: row.maybe("archived_at")?,
            version: row.get("version")?,
        })
    }
}

impl Give {
    /// The word stored and typed.
    pub fn word(&self) -> &str {
        match self {
            Self::Unchanged => "",
            Self::Me => "me",
            Self::Nobody => "nobody",
            Self::Team(id) => id.as_str(),
        }
    }
}

const CANNED: &str = "select c.*, e.name as team_name, o.name as beneficiary_name from canned_answer c \
     left join team e on e.id = c.team_id left join organisation o on o.id = c.for_id and {scope o}";

/// Those a person may use for a ticket of a beneficiary, the most used first.
pub async fn usable(tx: &mut Tx, person: &PersonId, of: &BeneficiaryId) -> Result<Vec<Canned>> {
    let select = query(CANNED).push(
        " where c.archived_at is null and (c.owner_id is null or c.owner_id = $1) and (c.for_id is null or c.for_id = $2) \
         and (c.team_id is null or c.team_id in (select m.team_id from team_member m where m.person_id = $1)) \
         order by c.uses desc, c.name_folded, c.id limit 200",
    );
    tx.all(select.bind(person).bind(of)).await
}

/// Those shared and the person's own, those no longer proposed last.
pub(super) async fn all(tx: &mut Tx, person: &PersonId) -> Result<Vec<Canned>> {
    let select = query(CANNED).push(
        " where c.owner_id is null or c.owner_id = $1 \
         order by c.archived_at is not null, c.uses desc, c.name_folded, c.id limit 500",
    );
    tx.all(select.bind(person)).await
}

/// The canned answer, unless it is another person's own.
pub(super) async fn find(tx: &mut Tx, id: &CannedId, person: &PersonId) -> Result<Option<Canned>> {
    let select = query(CANNED).push(" where c.id = $1 and (c.owner_id is null or c.owner_id = $2)");
    tx.optional(select.bind(id.as_str()).bind(person)).await
}

/// Stores a new one.
pub(super) async fn insert(tx: &mut Tx, canned: &Canned, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into canned_answer (id, name, name_folded, body, owner_id, team_id, for_id, then_transition, give_to, \
         created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert =
        insert.bind(canned.id.as_str()).bind(&canned.name).bind(fold(&canned.name)).bind(&canned.body);
    let insert = insert
        .bind(canned.owner.clone())
        .bind(canned.team.as_ref().map(|(id, _)| id.to_string()))
        .bind(canned.beneficiary.as_ref().map(|(id, _)| id.to_string()))
        .bind(canned.then.map(Transition::as_str))
        .bind(canned.give.word());
    tx.execute(insert.bind(now)).await.map(drop)
}

/// Replaces what one is, when nobody did so since it was read; gives the number of rows changed.
pub(super) async fn update(tx: &mut Tx, canned: &Canned) -> Result<u64> {
    let update = query(
        "update canned_answer set name = $2, name_folded = $3, body = $4, owner_id = $5, team_id = $6, for_id = $7, \
         then_transition = $8, give_to = $9, archived_at = $10, version = version + 1 where id = $1 and version = $11",
    );
    let update =
        update.bind(canned.id.as_str()).bind(&canned.name).bind(fold(&canned.name)).bind(&canned.body);
    let update = update
        .bind(canned.owner.clone())
        .bind(canned.team.as_ref().map(|(id, _)| id.to_string()))
        .bind(canned.beneficiary.as_ref().map(|(id, _)| id.to_string()))
        .bind(canned.then.map(Transition::as_str))
        .bind(canned.give.word())
        .bind(canned.archived_at);
    tx.execute(update.bind(canned.version)).await
}

/// Counts a use.
pub(super) async fn used(tx: &mut Tx, id: &CannedId) -> Result<()> {
    tx.execute(query("update canned_answer set uses = uses + 1 where id = $1").bind(id.as_str()))
        .await
        .map(drop)
}
