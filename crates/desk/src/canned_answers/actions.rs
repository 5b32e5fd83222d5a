//! Preparing answers, putting one into a reply, applying a macro.

use super::{Canned, CannedForm, CannedId, Give, rules, store};
use crate::{
    tasks::actions::chosen_team,
    teams::TeamId,
    tickets::{
        ChangeKind, Named, TicketKey, Transition,
        actions::{self as tickets, Reading, Say, Work, named},
        rules::TEXT_CHARACTERS,
        store as ticket_store,
    },
};
use kernel::{Permission, Text, id::PersonId};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Problems, Result,
    db::Tx,
    i18n::{Lang, figures},
};
use serde_json::json;

fn own(ctx: &Ctx) -> Result<PersonId> {
    ctx.require(Permission::TicketWork)?;
    ctx.actor.person.clone().ok_or(Error::SignInRequired)
}

/// Those shared and one's own.
pub async fn list(ctx: &Ctx) -> Result<Vec<Canned>> {
    let person = own(ctx)?;
    Ok(store::all(&mut ctx.read().await?, &person).await?)
}

/// One of them.
pub async fn read(ctx: &Ctx, id: &CannedId) -> Result<Canned> {
    let person = own(ctx)?;
    store::find(&mut ctx.read().await?, id, &person).await?.ok_or(Error::NotFound)
}

/// Those that may be used for a ticket; nothing for who does not work on tickets.
pub async fn usable(ctx: &Ctx, key: &TicketKey) -> Result<Vec<Canned>> {
    let Ok(person) = own(ctx) else { return Ok(vec![]) };
    Ok(store::usable(&mut ctx.read().await?, &person, &key.beneficiary).await?)
}

/// Prepares an answer: a personal one by anybody who works on tickets, a shared one by who sets the desk up.
pub async fn create(ctx: &Ctx, form: &CannedForm) -> Result<Canned> {
    let person = own(ctx)?;
    let mut tx = ctx.begin().await?;
    let canned = typed(&mut tx, ctx, form, ctx.id(), 1).await?;
    store::insert(&mut tx, &canned, ctx.now()).await?;
    finish(tx, ctx, "canned_answer.create", &canned, &person).await
}

/// Changes one that is still as it was read.
pub async fn change(ctx: &Ctx, id: &CannedId, form: &CannedForm) -> Result<Canned> {
    let person = own(ctx)?;
    let mut tx = ctx.begin().await?;
    let known = store::find(&mut tx, id, &person).await?.ok_or(Error::NotFound)?;
    may_change(ctx, &known)?;
    let mut canned = typed(&mut tx, ctx, form, id.clone(), form.version).await?;
    canned.archived_at = known.archived_at;
    if store::update(&mut tx, &canned).await? == 0 {
        return Err(Error::Stale(known.version));
    }
    finish(tx, ctx, "canned_answer.change", &canned, &person).await
}

/// Stops proposing one, or proposes it again.
pub async fn set_archived(ctx: &Ctx, id: &CannedId, is_archived: bool) -> Result<Canned> {
    let person = own(ctx)?;
    let mut tx = ctx.begin().await?;
    let mut canned = store::find(&mut tx, id, &person).await?.ok_or(Error::NotFound)?;
    may_change(ctx, &canned)?;
    canned.archived_at = is_archived.then(|| ctx.now());
    store::update(&mut tx, &canned).await?;
    let action = if is_archived { "canned_answer.archive" } else { "canned_answer.restore" };
    finish(tx, ctx, action, &canned, &person).await
}

/// Whether the actor may change it: its owner, or who sets the desk up.
pub fn may_change(ctx: &Ctx, canned: &Canned) -> Result<()> {
    if canned.owner.is_some() {
        ctx.require(Permission::TicketWork)
    } else {
        ctx.require(Permission::DeskManage)
    }
}

async fn finish(
    mut tx: Tx,
    ctx: &Ctx,
    action: &'static str,
    canned: &Canned,
    person: &PersonId,
) -> Result<Canned> {
    let detail = json!({"name": canned.name, "personal": canned.owner.is_some()});
    record(&mut tx, ctx, Entry::new(action, None, "canned_answer", canned.id.as_str()).detail(detail))
        .await?;
    let stored = store::find(&mut tx, &canned.id, person).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(stored)
}

async fn typed(tx: &mut Tx, ctx: &Ctx, form: &CannedForm, id: CannedId, version: i64) -> Result<Canned> {
    let name = form.name.trim();
    let mut problems = rules::check(&form.body);
    if name.is_empty() || name.chars().count() > rules::NAME {
        problems.add("name", Text::new("canned-error-name").with("limit", rules::NAME));
    }
    if form.body.trim().is_empty() || form.body.chars().count() > TEXT_CHARACTERS {
        problems.add("body", Text::new("canned-error-body").with("limit", TEXT_CHARACTERS));
    }
    let then = Transition::parse(&form.then).filter(|then| is_offered(*then));
    if then.is_none() && !form.then.is_empty() {
        problems.add("then", Text::new("desk-error-choice"));
    }
    let (owner, team) = reach(tx, ctx, form, &mut problems).await?;
    let give = match form.give.as_str() {
        "" => Give::Unchanged,
        "me" => Give::Me,
        "nobody" => Give::Nobody,
        team => Give::Team(chosen_team(tx, Some(&TeamId::from(team))).await?.ok_or(Error::NotFound)?.0),
    };
    let beneficiary = match form.beneficiary.as_str() {
        "" => None,
        id => {
            let bodies = people::organisations::store::beneficiaries(tx).await?;
            let found = bodies.into_iter().find(|body| body.id.as_str() == id);
            let found = found.ok_or_else(|| Error::invalid("beneficiary", Text::new("desk-error-choice")))?;
            Some((found.id, found.name))
        }
    };
    problems.into_result()?;
    let (name, body) = (name.to_owned(), form.body.trim().to_owned());
    Ok(Canned { id, name, body, owner, team, beneficiary, then, give, uses: 0, archived_at: None, version })
}

/// What a macro may do next: what an answer may.
pub fn is_offered(then: Transition) -> bool {
    matches!(then, Transition::WaitRequester | Transition::WaitVendor | Transition::Resolve)
}

async fn reach(
    tx: &mut Tx,
    ctx: &Ctx,
    form: &CannedForm,
    problems: &mut Problems,
) -> Result<(Option<PersonId>, Option<(TeamId, String)>)> {
    if form.reach == "mine" {
        return Ok((ctx.actor.person.clone(), None));
    }
    if !ctx.actor.may(Permission::DeskManage) {
        problems.add("reach", Text::new("canned-error-shared"));
    }
    if form.reach != "team" {
        return Ok((None, None));
    }
    if form.team.is_empty() {
        problems.add("team", Text::new("canned-error-team"));
        return Ok((None, None));
    }
    Ok((None, chosen_team(tx, Some(&TeamId::from(form.team.as_str()))).await?))
}

/// The words of a canned answer for a ticket, in a language: that of who reads the answer.
pub fn words(lang: Lang, canned: &Canned, reading: &Reading, agent: &str) -> String {
    let ticket = &reading.thread.ticket;
    rules::filled(&canned.body, |name| match name {
        "requester" => ticket.requester.name.clone(),
        "reference" => ticket.reference.clone(),
        "title" => ticket.title.clone(),
        "beneficiary" => ticket.beneficiary_name.clone(),
        "site" => ticket.site.as_ref().map_or_else(|| lang.t("canned-no-site"), |(_, name)| name.clone()),
        "due" => ticket.due.map_or_else(|| lang.t("canned-no-due"), |(_, at)| figures::instant(lang, at)),
        _ => agent.to_owned(),
    })
}

/// The language of a ticket's requester; the actor's when nobody is known.
async fn language(ctx: &Ctx, reading: &Reading) -> Result<Lang> {
    let Some(id) = &reading.thread.ticket.requester.id else { return Ok(ctx.lang) };
    let person = people::persons::store::find(&mut ctx.read().await?, id).await?;
    Ok(person.map_or(ctx.lang, |person| person.language))
}

/// A canned answer that may be used for a ticket, filled in for it.
pub async fn prepared(ctx: &Ctx, key: &TicketKey, id: &CannedId) -> Result<(Canned, Reading, String)> {
    let reading = tickets::read(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let canned = usable(ctx, key).await?.into_iter().find(|canned| canned.id == *id);
    let canned = canned.ok_or(Error::NotFound)?;
    let words = words(language(ctx, &reading).await?, &canned, &reading, &ctx.actor.name);
    Ok((canned, reading, words))
}

/// The words of a canned answer to be put into a reply; counts its use.
pub async fn insert(ctx: &Ctx, key: &TicketKey, id: &CannedId) -> Result<String> {
    let (canned, _, words) = prepared(ctx, key, id).await?;
    let mut tx = ctx.begin().await?;
    store::used(&mut tx, &canned.id).await?;
    tx.commit().await?;
    Ok(words)
}

/// What a macro is applied with.
pub struct Applied {
    /// Version of the ticket the agent has read.
    pub version: i64,
    /// The words as the agent left them.
    pub body: String,
    /// Makes sending it twice harmless.
    pub idempotency_key: Option<String>,
}

/// Applies a macro: says the words, passes the transition and hands the ticket on, all or nothing. Gives the new version.
pub async fn apply(ctx: &Ctx, key: &TicketKey, id: &CannedId, applied: Applied) -> Result<i64> {
    let (canned, ..) = prepared(ctx, key, id).await?;
    let length = applied.body.chars().count();
    if applied.body.trim().is_empty() || length > TEXT_CHARACTERS {
        return Err(Error::invalid("body", Text::new("canned-error-body").with("limit", TEXT_CHARACTERS)));
    }
    let mut work = Work::open(ctx, key).await?;
    if let Some(sent) = &applied.idempotency_key
        && ticket_store::said(&mut work.tx, key, sent).await?
    {
        return Ok(work.thread.ticket.version);
    }
    let say = Say {
        version: applied.version,
        body: applied.body,
        is_internal: false,
        then: canned.then,
        files: vec![],
        idempotency_key: applied.idempotency_key,
    };
    work.is_current(&say)?;
    let message = work.speak(say, vec![]).await?;
    give(ctx, &mut work, &canned.give).await?;
    store::used(&mut work.tx, &canned.id).await?;
    let detail = json!({"then": canned.then, "message": message, "macro": canned.id});
    work.finish("ticket.answer", detail).await
}

async fn give(ctx: &Ctx, work: &mut Work<'_>, give: &Give) -> Result<()> {
    let to: Option<Named> = match give {
        Give::Unchanged => return Ok(()),
        Give::Me => Some(named(&ctx.actor)),
        Give::Nobody => None,
        Give::Team(id) => {
            let team = chosen_team(&mut work.tx, Some(id)).await?;
            let name = |team: &Option<(TeamId, String)>| team.clone().map_or(String::new(), |(_, name)| name);
            work.note_change(ChangeKind::Team, name(&work.thread.ticket.team), name(&team)).await?;
            work.thread.ticket.team = team;
            None
        }
    };
    let name = |who: &Option<Named>| who.as_ref().map_or(String::new(), |who| who.name.clone());
    let (before, after) = (name(&work.thread.ticket.assignee), name(&to));
    if before != after {
        work.note_change(ChangeKind::Assignment, before, after).await?;
    }
    work.thread.ticket.assignee = to;
    Ok(())
}
