//! What people do with persons: create, change, take access away and give it back.

use super::{
    Page, Person,
    rules::{Content, PersonForm},
    store::{self, Place},
};
use crate::{
    audit::{self, Entry},
    organisations,
    roles::{Role, check_side},
};
use kernel::{
    Permission, Text, fold,
    id::{OrganisationId, PersonId},
    phone,
};
use platform::{
    Ctx, Error, Result, Screen,
    db::{OnUnique as _, Tx},
    i18n::Lang,
};
use serde_json::json;

/// Creates a person without a password: an invitation lets the person choose one.
pub async fn create(ctx: &Ctx, form: &PersonForm) -> Result<Person> {
    ctx.require(Permission::PersonManage)?;
    let mut tx = ctx.begin().await?;
    let person = create_in(&mut tx, ctx, form).await?;
    tx.commit().await?;
    Ok(person)
}

/// The same inside a transaction, for an action that was authorised otherwise (an import).
pub async fn create_in(tx: &mut Tx, ctx: &Ctx, form: &PersonForm) -> Result<Person> {
    let content = form.check()?;
    let organisation = organisations::store::find(tx, &OrganisationId::from(form.organisation.as_str()))
        .await?
        .ok_or_else(|| Error::invalid("organisation", Text::new("people-organisation-unknown")))?;
    check_side(&content.roles, organisation.side)?;
    let id: PersonId = ctx.id();
    let place = Place { organisation: &organisation.id, beneficiary: organisation.beneficiary() };
    store::insert(tx, &id, &place, &content, ctx.now())
        .await
        .on_unique("person_email_folded_key", email_taken())?;
    let person = found(tx, &id).await?;
    let detail = json!({"name": person.name, "roles": person.roles, "organisation": person.organisation});
    record(tx, ctx, "person.create", &person, detail).await?;
    Ok(person)
}

/// Changes a person who is still at the version read. Nobody changes their own roles.
pub async fn change(ctx: &Ctx, id: &PersonId, form: &PersonForm) -> Result<Person> {
    ctx.require(Permission::PersonManage)?;
    let mut tx = ctx.begin().await?;
    let after = change_in(&mut tx, ctx, id, form).await?;
    tx.commit().await?;
    Ok(after)
}

/// The same inside a transaction, for an action that was authorised otherwise (an import).
pub async fn change_in(tx: &mut Tx, ctx: &Ctx, id: &PersonId, form: &PersonForm) -> Result<Person> {
    let content = form.check()?;
    let before = found(tx, id).await?;
    check_side(&content.roles, before.side)?;
    if ctx.actor.person.as_ref() == Some(id) && content.roles != sorted(&before.roles) {
        return Err(Error::invalid("roles", Text::new("people-roles-own")));
    }
    let changed = store::update(tx, id, form.version, &content)
        .await
        .on_unique("person_email_folded_key", email_taken())?;
    if changed == 0 {
        return Err(Error::Stale(before.version));
    }
    let after = found(tx, id).await?;
    record(tx, ctx, "person.change", &after, difference(&before, &content)).await?;
    Ok(after)
}

/// Takes a person back who is still as created and to whom nothing refers: what an import brought by mistake. Says
/// whether the person is gone; a refusal by what refers to the person leaves the transaction unusable.
pub async fn take_back_in(tx: &mut Tx, ctx: &Ctx, id: &PersonId, version: i64) -> Result<bool> {
    let Some(person) = store::find(tx, id).await? else { return Ok(false) };
    if store::delete(tx, id, version).await? == 0 {
        return Ok(false);
    }
    record(tx, ctx, "person.take_back", &person, json!({})).await?;
    Ok(true)
}

/// Takes access away: sessions end and links and tokens die in the same transaction.
pub async fn disable(ctx: &Ctx, id: &PersonId) -> Result<()> {
    ctx.require(Permission::PersonManage)?;
    if ctx.actor.person.as_ref() == Some(id) {
        return Err(Error::refused("people-disable-self"));
    }
    let mut tx = ctx.begin().await?;
    disable_in(&mut tx, ctx, id).await?;
    Ok(tx.commit().await?)
}

/// The same inside a transaction, for an action that was authorised otherwise (a departure that was agreed to).
pub async fn disable_in(tx: &mut Tx, ctx: &Ctx, id: &PersonId) -> Result<()> {
    let person = found(tx, id).await?;
    if person.disabled_at.is_some() {
        return Ok(());
    }
    store::set_disabled(tx, id, Some(ctx.now())).await?;
    crate::sessions::store::delete_all_of(tx, id).await?;
    crate::sessions::store::use_up_links_of(tx, id, ctx.now()).await?;
    crate::tokens::store::revoke_all_of(tx, id, ctx.now()).await?;
    record(tx, ctx, "person.disable", &person, json!({})).await
}

/// Gives access back. The person signs in again; old sessions, links and tokens stay dead.
pub async fn enable(ctx: &Ctx, id: &PersonId) -> Result<()> {
    ctx.require(Permission::PersonManage)?;
    let mut tx = ctx.begin().await?;
    let person = found(&mut tx, id).await?;
    store::set_disabled(&mut tx, id, None).await?;
    record(&mut tx, ctx, "person.enable", &person, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Remembers the language the person chose on a screen; nothing is written when it is the same.
pub async fn choose_language(ctx: &Ctx, language: Lang) -> Result<()> {
    let Some(id) = &ctx.actor.person else { return Err(Error::SignInRequired) };
    let mut tx = ctx.begin().await?;
    let person = found(&mut tx, id).await?;
    if person.language == language {
        return Ok(());
    }
    store::set_language(&mut tx, id, language).await?;
    let detail = json!({"language": {"before": person.language, "after": language}});
    record(&mut tx, ctx, "person.change", &person, detail).await?;
    Ok(tx.commit().await?)
}

/// Remembers how the actor likes the screens.
pub async fn set_screen(ctx: &Ctx, screen: Screen) -> Result<()> {
    let id = ctx.actor.person.as_ref().ok_or(Error::SignInRequired)?;
    let mut tx = ctx.begin().await?;
    store::set_screen(&mut tx, id, screen).await?;
    let person = found(&mut tx, id).await?;
    let detail = json!({"shortcuts": screen.has_shortcuts, "compact": screen.is_compact});
    record(&mut tx, ctx, "person.screen", &person, detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Works out the numbers of persons stored before numbers were compared.
pub async fn work_out_numbers(ctx: &Ctx) -> Result<()> {
    loop {
        let found = store::without_number(&mut ctx.read().await?, 200).await?;
        if found.is_empty() {
            return Ok(());
        }
        let mut tx = ctx.begin().await?;
        for (id, typed) in found {
            store::set_number(&mut tx, &id, &phone::e164(&typed).unwrap_or_default()).await?;
        }
        tx.commit().await?;
    }
}

/// Persons of one page.
const PAGE: usize = 100;

/// Persons in scope by name, 100 at a time, after a person already shown.
pub async fn page(
    tx: &mut Tx,
    organisation: Option<&OrganisationId>,
    after: Option<&PersonId>,
) -> Result<Page> {
    let after = match after {
        Some(id) => Some(found(tx, id).await?),
        None => None,
    };
    let after = after.map_or_else(Default::default, |p| (fold(&p.name), String::from(p.id)));
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut persons = store::list(tx, organisation, (&after.0, &after.1), limit).await?;
    let has_more = persons.len() > PAGE;
    persons.truncate(PAGE);
    let next = persons.last().filter(|_| has_more).map(|p| p.id.clone());
    Ok(Page { persons, next })
}

/// The person, or not found when outside the scope.
pub async fn found(tx: &mut Tx, id: &PersonId) -> Result<Person> {
    store::find(tx, id).await?.ok_or(Error::NotFound)
}

pub(crate) async fn record(
    tx: &mut Tx,
    ctx: &Ctx,
    action: &'static str,
    person: &Person,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = Entry::new(action, person.beneficiary.as_ref(), "person", person.id.as_str()).detail(detail);
    audit::record(tx, ctx, entry).await
}

fn sorted(roles: &[Role]) -> Vec<Role> {
    let mut roles = roles.to_vec();
    roles.sort();
    roles
}

fn difference(before: &Person, after: &Content) -> serde_json::Value {
    let mut changes = serde_json::Map::new();
    let mut note = |field: &str, old: serde_json::Value, new: serde_json::Value| {
        if old != new {
            changes.insert(field.to_owned(), json!({"before": old, "after": new}));
        }
    };
    note("name", json!(before.name), json!(after.name));
    note("email", json!(before.email), json!(after.email));
    note("phone", json!(before.phone), json!(after.phone));
    note("function_title", json!(before.function_title), json!(after.function_title));
    note("language", json!(before.language), json!(after.language));
    note("roles", json!(before.roles), json!(after.roles));
    changes.into()
}

fn email_taken() -> Error {
    Error::invalid("email", Text::new("people-email-taken"))
}
