//! Writing changes and linking them to tickets.

use super::{held, noted, step};
use crate::{
    changes::{
        Change, ChangeForm, ChangeId, Content, Place, State, Template, TemplateId,
        rules::{
            self, Step,
            conflicts::{Conflict, conflicts},
            written,
        },
        store,
    },
    freeze_periods,
    maintenance::{NoticeKind, actions as maintenance},
    major_incidents,
    tickets::{
        Linked, TicketKey,
        actions::{self as tickets, named},
    },
};
use kernel::{Permission, Text};
use people::{
    audit::{Entry, hold, record},
    organisations,
};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::json;

/// Writes a new change, in conflict with nothing unless there is a reason.
pub async fn create(ctx: &Ctx, form: &ChangeForm) -> Result<Change> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let content = stated(&mut tx, form, None).await?;
    require_reason(&mut tx, &content, None).await?;
    let from = major_incidents::actions::meant(&mut tx, &form.ticket).await.map_err(of_field("ticket"))?;
    // Two writers never take one number: the second waits here for the first.
    hold(&mut tx, None).await?;
    let change = Change {
        id: ctx.id(),
        number: store::next_number(&mut tx).await?,
        content,
        state: State::Draft,
        revision: 0,
        author: named(&ctx.actor),
        started_at: None,
        ended_at: None,
        outcome: String::new(),
        review: None,
        review_text: String::new(),
        reviewed_by_name: None,
        created_at: ctx.now(),
        version: 1,
    };
    store::insert(&mut tx, &change).await?;
    let detail = json!({"number": change.number, "title": change.content.title, "content": change.content});
    record(&mut tx, ctx, Entry::new("change.create", None, "change", change.id.as_str()).detail(detail))
        .await?;
    join(&mut tx, ctx, &change, &from).await?;
    tx.commit().await?;
    Ok(change)
}

/// Changes what is written of a change that is still as it was read. What was agreed to goes back to those who agreed;
/// what beneficiaries were told of other times or places no longer holds, and they are told so at once.
pub async fn change(ctx: &Ctx, id: &ChangeId, form: &ChangeForm) -> Result<Change> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let mut change = held(&mut tx, id, Some(form.version)).await?;
    step(&mut change, Step::Edit)?;
    let content = stated(&mut tx, form, Some(&change.content)).await?;
    if content == change.content {
        return Ok(store::find(&mut tx, id).await?.unwrap_or(change));
    }
    if content.kind != change.content.kind && change.revision > 0 {
        // Otherwise what was agreed to as one kind could go on as another.
        change.state = State::Draft;
    }
    require_reason(&mut tx, &content, Some(id)).await?;
    if rules::is_moved(&change.content, &content) {
        maintenance::call_off(&mut tx, ctx, &change, NoticeKind::Postponed).await?;
    }
    change.content = content;
    store::save_content(&mut tx, &change).await?;
    let asked =
        if change.state == State::AwaitingApproval { ask_again(&mut tx, &mut change).await? } else { vec![] };
    let detail = json!({"content": change.content, "revision": change.revision, "state": change.state, "message": id, "persons": asked});
    noted(&mut tx, ctx, &mut change, "change.edit", detail).await?;
    tx.commit().await?;
    Ok(change)
}

/// A new revision, about which the same persons are asked.
async fn ask_again(tx: &mut Tx, change: &mut Change) -> Result<Vec<kernel::id::PersonId>> {
    let before = store::seats::of(tx, &change.id).await?;
    let before = before.into_iter().filter(|seat| seat.revision == change.revision);
    let persons: Vec<_> = before.map(|seat| seat.person).collect();
    change.revision += 1;
    for person in &persons {
        store::seats::ask(tx, &change.id, change.revision, person).await?;
    }
    Ok(persons)
}

async fn stated(tx: &mut Tx, form: &ChangeForm, before: Option<&Content>) -> Result<Content> {
    let id = TemplateId::from(form.template.as_str());
    let is_kept = before.is_some_and(|before| before.template.as_ref() == Some(&id));
    let template = store::templates::find(tx, &id).await?;
    let template: Option<Template> = template.filter(|one| one.archived_at.is_none() || is_kept);
    let content = written::read(form, template.as_ref()).map_err(Error::Invalid)?;
    let own = estate::sites::store::list(tx, None).await?;
    let bodies = organisations::store::beneficiaries(tx).await?;
    let exists = |place: &Place| match &place.site {
        None => bodies.iter().any(|body| body.id == place.beneficiary),
        Some(id) => own.iter().any(|site| site.id == *id && site.beneficiary == place.beneficiary),
    };
    if content.places.iter().all(exists) {
        Ok(content)
    } else {
        Err(Error::invalid("places", Text::new("change-error-place")))
    }
}

/// What a change would run into; shown before it is saved.
pub async fn conflicts_of(ctx: &Ctx, form: &ChangeForm, own: Option<&ChangeId>) -> Result<Vec<Conflict>> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.read().await?;
    match stated(&mut tx, form, None).await {
        Ok(content) => found(&mut tx, &content, own).await,
        // What is not readable yet is in nobody's way.
        Err(Error::Invalid(_)) => Ok(vec![]),
        Err(error) => Err(error),
    }
}

pub(super) async fn found(tx: &mut Tx, content: &Content, own: Option<&ChangeId>) -> Result<Vec<Conflict>> {
    let freezes = freeze_periods::store::between(tx, content.planned).await?;
    let others = store::between(tx, content.planned).await?;
    Ok(conflicts(content, own, &others, &freezes))
}

async fn require_reason(tx: &mut Tx, content: &Content, own: Option<&ChangeId>) -> Result<()> {
    if content.conflict_reason.is_empty() && !found(tx, content, own).await?.is_empty() {
        return Err(Error::invalid("conflict_reason", Text::new("change-error-conflict")));
    }
    Ok(())
}

/// Puts problems found about references at the field where they were typed.
fn of_field(field: &'static str) -> impl Fn(Error) -> Error {
    move |error| match error {
        Error::Invalid(problems) => {
            let mut renamed = Problems::default();
            problems.0.into_iter().for_each(|problem| renamed.add(field, problem.text));
            Error::Invalid(renamed)
        }
        other => other,
    }
}

async fn join(tx: &mut Tx, ctx: &Ctx, change: &Change, members: &[Linked]) -> Result<()> {
    for member in members {
        if store::places::link(tx, &change.id, &member.key, &ctx.actor.name, ctx.now()).await? > 0 {
            note(tx, ctx, "ticket.change", &member.key, change).await?;
        }
    }
    Ok(())
}

/// A beneficiary reads in its log that its ticket is linked, not what the change is.
async fn note(tx: &mut Tx, ctx: &Ctx, action: &'static str, key: &TicketKey, change: &Change) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "ticket", key.id.as_str());
    record(tx, ctx, entry.detail(json!({"change": change.reference()}))).await
}

/// Links tickets to a change.
pub async fn link(ctx: &Ctx, id: &ChangeId, references: &str) -> Result<()> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let change = held(&mut tx, id, None).await?;
    let members = major_incidents::actions::meant(&mut tx, references).await?;
    if members.is_empty() {
        return Err(Error::invalid("tickets", Text::new("major-error-none")));
    }
    join(&mut tx, ctx, &change, &members).await?;
    Ok(tx.commit().await?)
}

/// Takes tickets off a change.
pub async fn unlink(ctx: &Ctx, id: &ChangeId, references: &str) -> Result<()> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let change = held(&mut tx, id, None).await?;
    for member in major_incidents::actions::meant(&mut tx, references).await? {
        if store::places::unlink(&mut tx, id, &member.key).await? > 0 {
            note(&mut tx, ctx, "ticket.change_removal", &member.key, &change).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Links the ticket at hand to the change of a number.
pub async fn link_from(ctx: &Ctx, key: &TicketKey, number: &str) -> Result<ChangeId> {
    ctx.require(Permission::DeskRun)?;
    let ticket = tickets::read(ctx, key).await?.thread.ticket;
    let unknown = || Error::invalid("change", Text::new("change-error-number").with("word", number));
    let number = written::number(number).ok_or_else(unknown)?;
    let change = store::numbered(&mut ctx.read().await?, number).await?.ok_or_else(unknown)?;
    link(ctx, &change.id, &ticket.reference).await?;
    Ok(change.id)
}
