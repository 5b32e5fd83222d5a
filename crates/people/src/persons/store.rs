//! Persons in the database.

use super::{
    Person,
    rules::{Content, fold_email},
};
use jiff::Timestamp;
use kernel::{
    fold,
    id::{BeneficiaryId, OrganisationId, PersonId},
    phone,
};
use platform::{
    Screen,
    db::{FromRow, Result, Row, Tx, query},
    i18n::Lang,
};

/// Where a new person works.
pub struct Place<'a> {
    /// The organisation.
    pub organisation: &'a OrganisationId,
    /// The same when it is a beneficiary.
    pub beneficiary: Option<&'a BeneficiaryId>,
}

impl FromRow for Person {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            organisation: row.id("organisation_id")?,
            organisation_name: row.get("organisation_name")?,
            side: row.word("side")?,
            beneficiary: row.maybe_id("beneficiary_id")?,
            name: row.get("name")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
            function_title: row.get("function_title")?,
            language: row.word("language")?,
            screen: Screen { has_shortcuts: row.get("has_shortcuts")?, is_compact: row.get("is_compact")? },
            roles: row.json("roles")?,
            disabled_at: row.maybe("disabled_at")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
        })
    }
}

/// Stores a new person at version 1.
pub async fn insert(
    tx: &mut Tx,
    id: &PersonId,
    place: &Place<'_>,
    content: &Content,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into person (id, organisation_id, beneficiary_id, created_at, name, name_folded, email, \
         email_folded, phone, function_title, language, roles, phone_number) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    );
    let insert = insert.bind(id).bind(place.organisation).bind(place.beneficiary).bind(now);
    tx.execute(bind_content(insert, content)).await.map(drop)
}

/// Replaces the content when the row is still at `version`; gives the number of rows changed, 0 or 1.
pub async fn update(tx: &mut Tx, id: &PersonId, version: i64, content: &Content) -> Result<u64> {
    let update = query(
        "update person set version = version + 1, name = $3, name_folded = $4, email = $5, email_folded = $6, \
         phone = $7, function_title = $8, language = $9, roles = $10, phone_number = $11 where id = $1 and version = $2 and {scope}",
    );
    tx.execute(bind_content(update.bind(id).bind(version), content)).await
}

fn bind_content(statement: platform::db::Query, c: &Content) -> platform::db::Query {
    statement
        .bind(&c.name)
        .bind(fold(&c.name))
        .bind(&c.email)
        .bind(fold_email(&c.email))
        .bind(&c.phone)
        .bind(&c.function_title)
        .bind(c.language.code())
        .bind(serde_json::json!(c.roles))
        .bind(phone::e164(&c.phone).unwrap_or_default())
}

/// Persons whose number was not worked out yet, with what was typed.
pub(super) async fn without_number(tx: &mut Tx, limit: i64) -> Result<Vec<(PersonId, String)>> {
    let select = query(
        "select p.id, p.phone from person p where {scope p} and p.phone_number is null order by p.id limit $1",
    );
    let found: Vec<Typed> = tx.all(select.bind(limit)).await?;
    Ok(found.into_iter().map(|typed| (typed.id, typed.phone)).collect())
}

struct Typed {
    id: PersonId,
    phone: String,
}

impl FromRow for Typed {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { id: row.id("id")?, phone: row.get("phone")? })
    }
}

/// Stores the number by which a caller is known; empty when what was typed is none.
pub(super) async fn set_number(tx: &mut Tx, id: &PersonId, number: &str) -> Result<u64> {
    let update = query("update person set phone_number = $2 where id = $1 and {scope}");
    tx.execute(update.bind(id).bind(number)).await
}

/// Takes access away from `at`, or gives it back with nothing.
pub async fn set_disabled(tx: &mut Tx, id: &PersonId, at: Option<Timestamp>) -> Result<u64> {
    let update = query("update person set disabled_at = $2, version = version + 1 where id = $1 and {scope}");
    tx.execute(update.bind(id).bind(at)).await
}

/// Changes the language alone.
pub async fn set_language(tx: &mut Tx, id: &PersonId, language: Lang) -> Result<u64> {
    let update = query("update person set language = $2, version = version + 1 where id = $1 and {scope}");
    tx.execute(update.bind(id).bind(language.code())).await
}

/// Changes how the person likes the screens. No version: it is nobody else's business.
pub async fn set_screen(tx: &mut Tx, id: &PersonId, screen: Screen) -> Result<u64> {
    let update = query("update person set has_shortcuts = $2, is_compact = $3 where id = $1 and {scope}");
    tx.execute(update.bind(id).bind(screen.has_shortcuts).bind(screen.is_compact)).await
}

/// The person, when in scope.
pub async fn find(tx: &mut Tx, id: &PersonId) -> Result<Option<Person>> {
    let select = query(
        "select p.*, o.name as organisation_name, o.side from person p join organisation o on o.id = p.organisation_id \
         where p.id = $1 and {scope p}",
    );
    tx.optional(select.bind(id)).await
}

/// One page of the persons in scope by name, after the row `(name_folded, id)`; disabled ones included.
pub async fn list(
    tx: &mut Tx,
    organisation: Option<&OrganisationId>,
    after: (&str, &str),
    limit: i64,
) -> Result<Vec<Person>> {
    let select = query(
        "select p.*, o.name as organisation_name, o.side from person p join organisation o on o.id = p.organisation_id \
         where (p.name_folded, p.id) > ($1, $2) and {scope p}",
    );
    let select = select.bind(after.0).bind(after.1).bind(limit).and_if("p.organisation_id =", organisation);
    tx.all(select.push(" order by p.name_folded, p.id limit $3")).await
}

/// Everybody of an organisation who may still sign in, in scope, by name.
pub async fn active_of(tx: &mut Tx, organisation: &OrganisationId) -> Result<Vec<Person>> {
    let select = query(
        "select p.*, o.name as organisation_name, o.side from person p join organisation o on o.id = p.organisation_id \
         where p.organisation_id = $1 and p.disabled_at is null and {scope p} order by p.name_folded, p.id",
    );
    tx.all(select.bind(organisation)).await
}

/// Those in scope who have one of these folded addresses, access taken away or not.
pub async fn by_emails(tx: &mut Tx, emails: &[String]) -> Result<Vec<Person>> {
    let select = query(
        "select p.*, o.name as organisation_name, o.side from person p join organisation o on o.id = p.organisation_id \
         where {scope p}",
    );
    tx.all(select.and_in("p.email_folded", emails)).await
}

/// Those in scope who have one of these folded names.
pub async fn by_names(tx: &mut Tx, names: &[String]) -> Result<Vec<Person>> {
    let select = query(
        "select p.*, o.name as organisation_name, o.side from person p join organisation o on o.id = p.organisation_id \
         where {scope p}",
    );
    tx.all(select.and_in("p.name_folded", names)).await
}

/// Those of a list of persons who are in scope.
pub async fn some(tx: &mut Tx, ids: &[PersonId]) -> Result<Vec<Person>> {
    let select = query(
        "select p.*, o.name as organisation_name, o.side from person p join organisation o on o.id = p.organisation_id \
         where {scope p}",
    );
    tx.all(select.and_in("p.id", ids)).await
}

/// Removes a person who is still at `version`; gives the number of rows removed, 0 or 1. Refused by the database when
/// anything refers to the person.
pub(super) async fn delete(tx: &mut Tx, id: &PersonId, version: i64) -> Result<u64> {
    let delete = query("delete from person where id = $1 and version = $2 and {scope}");
    tx.execute(delete.bind(id).bind(version)).await
}
