//! Saving, changing, ordering and deleting views. A view of several persons is changed by those who may make one.

use super::{Audience, SavedView, ViewForm, ViewKey, rules, store};
use crate::{
    filters,
    teams::{self, TeamId},
};
use kernel::{
    Permission, Scope, Text,
    id::{BeneficiaryId, PersonId},
};
use people::audit::{Entry, PROVIDER_CHAIN, record};
use platform::{Ctx, Error, Problem, Problems, Result, db::Tx};
use serde_json::json;

/// The views that the actor reads, in order.
pub async fn mine(ctx: &Ctx, tx: &mut Tx) -> Result<Vec<SavedView>> {
    let person = person(ctx)?;
    Ok(store::of(tx, &person, ctx.actor.may(Permission::TicketReadAll)).await?)
}

/// Whether the actor may change a view.
pub fn may_change(ctx: &Ctx, view: &SavedView, own_teams: &[TeamId]) -> bool {
    match (view.audience, &view.team) {
        (Audience::Person, _) => view.person == ctx.actor.person,
        (Audience::Team, Some((team, _))) => {
            own_teams.contains(team) || ctx.actor.may(Permission::DeskManage)
        }
        (Audience::Team, None) => false,
        (Audience::Beneficiary, _) => may_share(ctx, &view.key.beneficiary),
    }
}

/// The provider's workers order the views of any beneficiary; those of a beneficiary who see every ticket, their own.
pub fn may_share(ctx: &Ctx, beneficiary: &BeneficiaryId) -> bool {
    match ctx.scope() {
        Scope::All => ctx.actor.may(Permission::TicketWork) && ctx.actor.may(Permission::TicketReadAll),
        Scope::One(own) => own == beneficiary && ctx.actor.may(Permission::TicketReadAll),
    }
}

/// Saves a line of filters under a name.
pub async fn create(ctx: &Ctx, form: &ViewForm) -> Result<SavedView> {
    let person = person(ctx)?;
    let mut tx = ctx.begin().await?;
    check(ctx, &mut tx, form).await?;
    let mut view = placed(ctx, &mut tx, form, &person).await?;
    let known = mine(ctx, &mut tx).await?;
    if known.iter().filter(|other| same_readers(other, &view)).count() >= rules::MOST {
        return Err(Error::Refused(Text::new("view-error-most").with("limit", rules::MOST)));
    }
    view.rank = store::next_rank(&mut tx, &view).await?;
    store::insert(&mut tx, &view, &ctx.actor.name, ctx.now()).await?;
    finish(ctx, tx, "view.create", view).await
}

/// Changes name and line of a view that is still as it was read.
pub async fn change(ctx: &Ctx, key: &ViewKey, form: &ViewForm) -> Result<SavedView> {
    let (mut tx, mut view) = held(ctx, key).await?;
    check(ctx, &mut tx, form).await?;
    if view.version != form.version {
        return Err(Error::Stale(view.version));
    }
    form.name.trim().clone_into(&mut view.name);
    form.line.trim().clone_into(&mut view.line);
    store::update(&mut tx, &view, None).await?;
    finish(ctx, tx, "view.change", view).await
}

/// Changes places with the neighbour; at the end of the list nothing happens.
pub async fn shift(ctx: &Ctx, key: &ViewKey, is_up: bool) -> Result<()> {
    let (mut tx, view) = held(ctx, key).await?;
    let known = mine(ctx, &mut tx).await?;
    let same: Vec<&SavedView> = known.iter().filter(|other| same_readers(other, &view)).collect();
    let Some(moved) = rules::shifted(&same, &view, is_up) else { return Ok(()) };
    for (one, rank) in moved {
        store::update(&mut tx, &SavedView { rank, ..one.clone() }, None).await?;
    }
    finish(ctx, tx, "view.move", view).await.map(drop)
}

/// Deletes a view; it can be brought back for a day.
pub async fn delete(ctx: &Ctx, key: &ViewKey) -> Result<()> {
    let (mut tx, view) = held(ctx, key).await?;
    store::forget(&mut tx, &key.beneficiary, ctx.now() - rules::KEPT).await?;
    store::update(&mut tx, &view, Some(ctx.now())).await?;
    finish(ctx, tx, "view.delete", view).await.map(drop)
}

/// Brings a deleted view back.
pub async fn restore(ctx: &Ctx, key: &ViewKey) -> Result<()> {
    let (mut tx, view) = held(ctx, key).await?;
    store::update(&mut tx, &view, None).await?;
    finish(ctx, tx, "view.restore", view).await.map(drop)
}

fn person(ctx: &Ctx) -> Result<PersonId> {
    let sees_list = ctx.actor.may(Permission::TicketReadAll) || ctx.actor.may(Permission::TicketWork);
    match &ctx.actor.person {
        Some(person) if sees_list => Ok(person.clone()),
        Some(_) => Err(Error::Forbidden(Permission::TicketReadAll)),
        None => Err(Error::SignInRequired),
    }
}

/// Refuses a name that is none and a line that means nothing to its writer.
async fn check(ctx: &Ctx, tx: &mut Tx, form: &ViewForm) -> Result<()> {
    let mut problems = rules::check(form);
    match filters::read(ctx, tx, &form.line, None).await {
        Err(Error::Invalid(wrong)) => {
            let of_line = wrong.0.into_iter().map(|problem| Problem { field: "line".to_owned(), ..problem });
            problems.0.extend(of_line);
        }
        Err(other) => return Err(other),
        Ok(_) => {}
    }
    Problems(problems.0).into_result()
}

/// The new view with its readers, when the actor may make one for them.
async fn placed(ctx: &Ctx, tx: &mut Tx, form: &ViewForm, person: &PersonId) -> Result<SavedView> {
    let refused = || Error::invalid("audience", Text::new("view-error-audience"));
    let own = match ctx.scope() {
        Scope::All => BeneficiaryId::from(PROVIDER_CHAIN),
        Scope::One(id) => id.clone(),
    };
    let mut view = SavedView {
        key: ViewKey { beneficiary: own, view: ctx.id() },
        audience: Audience::Person,
        person: None,
        team: None,
        beneficiary_name: None,
        name: form.name.trim().to_owned(),
        line: form.line.trim().to_owned(),
        rank: 0,
        is_deleted: false,
        version: 1,
    };
    match form.audience.split_once(':') {
        None if matches!(form.audience.as_str(), "" | "me") => view.person = Some(person.clone()),
        Some(("team", id)) => {
            let team = teams::store::find(tx, &id.into()).await?.ok_or_else(refused)?;
            (view.audience, view.team) = (Audience::Team, Some((team.id, team.name)));
        }
        Some(("beneficiary", id)) => {
            let known = people::organisations::store::beneficiaries(tx).await?;
            let found = known.into_iter().find(|one| one.id.as_str() == id).ok_or_else(refused)?;
            (view.audience, view.beneficiary_name) = (Audience::Beneficiary, Some(found.name));
            view.key.beneficiary = found.id;
        }
        _ => return Err(refused()),
    }
    let teams = teams::store::of_person(tx, person).await?;
    if may_change(ctx, &view, &teams) { Ok(view) } else { Err(refused()) }
}

fn same_readers(one: &SavedView, other: &SavedView) -> bool {
    let readers = |view: &SavedView| {
        let team = view.team.as_ref().map(|(id, _)| id.clone());
        (view.key.beneficiary.clone(), view.audience, view.person.clone(), team)
    };
    readers(one) == readers(other)
}

/// A view that the actor may change; what one does not read does not exist.
async fn held(ctx: &Ctx, key: &ViewKey) -> Result<(Tx, SavedView)> {
    let person = person(ctx)?;
    let mut tx = ctx.begin().await?;
    let view = store::lock(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let teams = teams::store::of_person(&mut tx, &person).await?;
    if may_change(ctx, &view, &teams) {
        return Ok((tx, view));
    }
    let is_read = mine(ctx, &mut tx).await?.iter().any(|one| one.key == view.key);
    Err(if is_read { Error::Forbidden(Permission::DeskManage) } else { Error::NotFound })
}

/// A person's own views concern nobody else: they are recorded without their name and line.
async fn finish(ctx: &Ctx, mut tx: Tx, action: &'static str, view: SavedView) -> Result<SavedView> {
    let chain = (view.key.beneficiary.as_str() != PROVIDER_CHAIN).then_some(&view.key.beneficiary);
    let detail = match view.audience {
        Audience::Person => json!({"audience": view.audience}),
        _ => json!({"audience": view.audience, "name": view.name, "line": view.line}),
    };
    record(&mut tx, ctx, Entry::new(action, chain, "view", view.key.view.as_str()).detail(detail)).await?;
    tx.commit().await?;
    Ok(view)
}
