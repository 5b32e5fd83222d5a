//! Setting up what comes back, pausing it, and opening its tickets.

use super::{Recurring, RecurringForm, RecurringId, RecurringPath, Schedule, rules, store};
use crate::{
    checklists::{self, ChecklistId},
    tasks::{self, rules::today},
    tickets::{
        Channel, Impact, Kind, Urgency,
        actions::{Draft, open},
        rules::{TEXT_CHARACTERS, TITLE_CHARACTERS},
    },
};
use estate::sites::SiteId;
use jiff::{Timestamp, civil::Date};
use kernel::{Permission, Text, id::BeneficiaryId, id::PersonId};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::json;

/// Looked at in one go.
const BATCH: i64 = 50;

/// Every recurring ticket.
pub async fn list(ctx: &Ctx) -> Result<Vec<Recurring>> {
    ctx.require(Permission::DeskRun)?;
    Ok(store::all(&mut ctx.read().await?).await?)
}

/// Sets up a recurring ticket.
pub async fn create(ctx: &Ctx, form: &RecurringForm) -> Result<RecurringId> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    let new = typed(&mut tx, ctx, form).await?;
    store::insert(&mut tx, &new, &ctx.actor.name, ctx.now()).await?;
    let entry = entry("recurring_ticket.create", &new);
    record(&mut tx, ctx, entry.detail(json!({"title": new.title, "schedule": new.schedule}))).await?;
    tx.commit().await?;
    Ok(new.id)
}

/// One of them, as it is.
pub async fn find(ctx: &Ctx, path: &RecurringPath) -> Result<Recurring> {
    ctx.require(Permission::DeskManage)?;
    store::find(&mut ctx.read().await?, path).await?.ok_or(Error::NotFound)
}

/// Changes one that is still as it was read; it stays with its beneficiary, and paused when it was. Tickets already opened
/// stay as they are.
pub async fn change(ctx: &Ctx, path: &RecurringPath, form: &RecurringForm) -> Result<()> {
    let (mut tx, held) = held(ctx, path).await?;
    let form = RecurringForm { beneficiary: held.beneficiary.to_string(), ..form.clone() };
    let typed = typed(&mut tx, ctx, &form).await?;
    if held.version != form.version {
        return Err(Error::Stale(held.version));
    }
    let after = Recurring { id: held.id.clone(), ..typed };
    store::update(&mut tx, &after).await?;
    let (before, now) = (RecurringForm::of(&held), RecurringForm::of(&after));
    let detail = json!({"before": before, "after": now});
    record(&mut tx, ctx, entry("recurring_ticket.change", &after).detail(detail)).await?;
    Ok(tx.commit().await?)
}

fn entry(action: &'static str, of: &Recurring) -> Entry {
    Entry::new(action, Some(&of.beneficiary), "recurring_ticket", of.id.as_str())
}

async fn typed(tx: &mut Tx, ctx: &Ctx, form: &RecurringForm) -> Result<Recurring> {
    let mut problems = Problems::default();
    let title = form.title.trim();
    if title.is_empty() || title.chars().count() > TITLE_CHARACTERS {
        problems.add("title", Text::new("recurring-error-title").with("limit", TITLE_CHARACTERS));
    }
    if form.description.chars().count() > TEXT_CHARACTERS {
        problems.add("description", Text::new("desk-error-too-long").with("limit", TEXT_CHARACTERS));
    }
    let today = today(ctx.now());
    let first: Option<Date> = if form.from.is_empty() { Some(today) } else { form.from.parse().ok() };
    if first.is_none_or(|first| first < today) {
        problems.add("from", Text::new("recurring-error-from"));
    }
    let schedule = rules::read(form, &mut problems);
    let next = schedule.zip(first).and_then(|(schedule, first)| next(schedule, first, ctx.now()));
    let place = place(tx, form, &mut problems).await?;
    problems.into_result()?;
    let ((schedule, (next_on, next_at)), (beneficiary, requester, site)) =
        schedule.zip(next).zip(place).ok_or(Error::NotFound)?;
    Ok(Recurring {
        beneficiary: beneficiary.0,
        beneficiary_name: beneficiary.1,
        id: ctx.id(),
        title: title.to_owned(),
        description: form.description.trim().to_owned(),
        kind: Kind::parse(&form.kind).unwrap_or(Kind::Request),
        requester,
        site,
        checklist: checklist(tx, &form.checklist).await?,
        schedule,
        next_on,
        next_at,
        paused_at: None,
        version: 1,
    })
}

/// The first time from a day on that is still to come.
fn next(schedule: Schedule, first: Date, now: Timestamp) -> Option<(Date, Timestamp)> {
    let day = rules::from(&schedule, first)?;
    let at = rules::instant(&schedule, day)?;
    if at > now {
        return Some((day, at));
    }
    let day = rules::after(&schedule, day)?;
    Some((day, rules::instant(&schedule, day)?))
}

type Place = ((BeneficiaryId, String), (PersonId, String), Option<String>);

async fn place(tx: &mut Tx, form: &RecurringForm, problems: &mut Problems) -> Result<Option<Place>> {
    let bodies = people::organisations::store::beneficiaries(tx).await?;
    let Some(body) = bodies.into_iter().find(|body| body.id.as_str() == form.beneficiary) else {
        problems.add("beneficiary", Text::new("desk-error-beneficiary"));
        return Ok(None);
    };
    let person = people::persons::store::find(tx, &PersonId::from(form.requester.as_str())).await?;
    let person = person.filter(|p| p.beneficiary.as_ref() == Some(&body.id) && p.disabled_at.is_none());
    let Some(person) = person else {
        problems.add("requester", Text::new("desk-error-requester"));
        return Ok(None);
    };
    let site = if form.site.is_empty() {
        None
    } else {
        let site = estate::sites::store::find(tx, &body.id, &SiteId::from(form.site.as_str())).await?;
        if site.is_none() {
            problems.add("site", Text::new("visit-error-site"));
        }
        site.map(|site| site.id.to_string())
    };
    Ok(Some(((body.id, body.name), (person.id, person.name), site)))
}

async fn checklist(tx: &mut Tx, id: &str) -> Result<Option<ChecklistId>> {
    if id.is_empty() {
        return Ok(None);
    }
    let found = checklists::store::find(tx, &ChecklistId::from(id)).await?;
    let found = found.filter(|list| list.archived_at.is_none());
    Ok(Some(found.ok_or_else(|| Error::invalid("checklist", Text::new("checklist-error-unknown")))?.id))
}

/// Opens nothing more until it is resumed. Doing it twice is doing it once.
pub async fn pause(ctx: &Ctx, path: &RecurringPath) -> Result<()> {
    let (mut tx, held) = held(ctx, path).await?;
    if held.paused_at.is_none() {
        let next = (held.next_on, held.next_at);
        store::set_next(&mut tx, (&held.beneficiary, held.id.as_str()), next, Some(ctx.now())).await?;
        record(&mut tx, ctx, entry("recurring_ticket.pause", &held)).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Opens tickets again from the next time on: what would have come while it was paused does not.
pub async fn resume(ctx: &Ctx, path: &RecurringPath) -> Result<()> {
    let (mut tx, held) = held(ctx, path).await?;
    if held.paused_at.is_some() {
        let first = held.next_on.max(today(ctx.now()));
        let next = next(held.schedule, first, ctx.now()).ok_or(Error::NotFound)?;
        store::set_next(&mut tx, (&held.beneficiary, held.id.as_str()), next, None).await?;
        record(&mut tx, ctx, entry("recurring_ticket.resume", &held)).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn held(ctx: &Ctx, path: &RecurringPath) -> Result<(Tx, Recurring)> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    let held = store::lock(&mut tx, path).await?.ok_or(Error::NotFound)?;
    Ok((tx, held))
}

/// Opens every ticket whose instant has come, those of the days of a stop too: each day is a proof of its own. A ticket
/// and the day of the next one are written together.
pub async fn open_due(ctx: &Ctx) -> Result<()> {
    loop {
        let due = store::due(&mut ctx.read().await?, ctx.now(), BATCH).await?;
        if due.is_empty() {
            return Ok(());
        }
        for path in &due {
            open_one(ctx, path).await?;
        }
    }
}

async fn open_one(ctx: &Ctx, path: &RecurringPath) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let held = store::lock(&mut tx, path).await?.ok_or(Error::NotFound)?;
    // Another process may have opened it since it was listed.
    if held.paused_at.is_some() || held.next_at > ctx.now() {
        return Ok(());
    }
    let draft = Draft {
        beneficiary: held.beneficiary.clone(),
        requester: Some(held.requester.0.clone()),
        kind: held.kind,
        is_administrative: false,
        title: held.title.clone(),
        description: held.description.clone(),
        channel: Channel::Api,
        site: held.site.clone(),
        impact: Impact::Low,
        urgency: Urgency::Low,
    };
    let once = format!("recurring:{}:{}", held.id, held.next_on);
    let (key, is_new) = open(&mut tx, ctx, &draft, vec![], Some(&once)).await?;
    if let (true, Some(list)) = (is_new, &held.checklist)
        && let Some(list) = checklists::store::find(&mut tx, list).await?
    {
        let new = checklists::rules::tasks(&list, held.next_on);
        tasks::actions::add_in(&mut tx, ctx, &key, new).await?;
    }
    let day = rules::after(&held.schedule, held.next_on).ok_or(Error::NotFound)?;
    let at = rules::instant(&held.schedule, day).ok_or(Error::NotFound)?;
    store::set_next(&mut tx, (&held.beneficiary, held.id.as_str()), (day, at), None).await?;
    Ok(tx.commit().await?)
}
