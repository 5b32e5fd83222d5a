//! What stands in a calendar, by the same rules as on the pages.

use super::{
    Part,
    rules::{Entry, Span},
};
use crate::{
    deadlines::{self, DeadlineState},
    meetings,
};
use desk::{
    announcements, filters, maintenance,
    tasks::{self, store::Filter},
    tickets::{listing, store::Reader},
    visits,
};
use jiff::SignedDuration;
use kernel::Permission;
use platform::{Ctx, Result};

/// How far back a calendar shows.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 31);
/// How far ahead a calendar shows.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 366);
/// Most pages of tasks or tickets in a calendar.
const PAGES: usize = 4;
/// Most meetings in a calendar.
const MEETINGS: i64 = 1_000;

/// What a part shows to the actor now.
pub(super) async fn of(ctx: &Ctx, part: Part) -> Result<Vec<Entry>> {
    match part {
        Part::Mine if !ctx.actor.may(Permission::TicketWork) => Ok(vec![]),
        Part::Mine => {
            let mut entries = due_tasks(ctx).await?;
            entries.extend(promises(ctx).await?);
            Ok(entries)
        }
        Part::Visits => planned(ctx).await,
        Part::Works => told(ctx).await,
        Part::Committees => meetings(ctx).await,
        Part::Deadlines => due(ctx).await,
    }
}

/// Meetings one may read; a cancelled one says so, so that programs take it off.
async fn meetings(ctx: &Ctx) -> Result<Vec<Entry>> {
    if !ctx.actor.may(Permission::CommitteeRead) {
        return Ok(vec![]);
    }
    let span = (ctx.now() - BACK, ctx.now() + AHEAD);
    let found = meetings::store::between(&mut ctx.read().await?, None, span, MEETINGS).await?;
    Ok(found.iter().map(|one| meetings::invitation::entry(ctx, one)).collect())
}

/// Deadlines one may read that nothing proves yet, on their day.
async fn due(ctx: &Ctx) -> Result<Vec<Entry>> {
    if !ctx.actor.may(Permission::AgreementRead) {
        return Ok(vec![]);
    }
    let mut all = deadlines::actions::around(ctx).await?;
    all.retain(|one| matches!(one.state, DeadlineState::Coming | DeadlineState::Overdue));
    let entry = |one: &deadlines::Deadline| Entry {
        uid: format!("deadline-{}-{}-{}", one.beneficiary, one.obligation, one.due),
        span: Span::Day(one.due),
        title: format!("{} ({})", deadlines::title(ctx.lang, one), one.beneficiary_name),
        words: format!("{} {}", one.article, one.text).trim().to_owned(),
        address: address(ctx, &one.path()),
        ..Entry::default()
    };
    Ok(all.iter().map(entry).collect())
}

fn address(ctx: &Ctx, path: &str) -> String {
    format!("{}{path}", ctx.platform.settings.public_url)
}

/// One's own tasks that have a due day.
async fn due_tasks(ctx: &Ctx) -> Result<Vec<Entry>> {
    let mut filter = Filter { person: ctx.actor.person.clone(), ..Filter::default() };
    let mut entries = vec![];
    for _ in 0..PAGES {
        let (found, next) = tasks::actions::page(ctx, filter.clone()).await?;
        entries.extend(found.iter().filter_map(|one| {
            Some(Entry {
                uid: format!("task-{}", one.task.id),
                span: Span::Day(one.task.due_on?),
                title: one.task.title.clone(),
                words: format!("{} ({})", one.ticket, one.beneficiary_name),
                place: None,
                address: address(ctx, &one.task.ticket.path()),
                ..Entry::default()
            })
        }));
        if next.is_none() {
            break;
        }
        filter.after = next;
    }
    Ok(entries)
}

/// The next promise of each open ticket given to oneself.
async fn promises(ctx: &Ctx) -> Result<Vec<Entry>> {
    let mut tx = ctx.read().await?;
    let mut filter = filters::read(ctx, &mut tx, "agent:moi", None).await?;
    let mut entries = vec![];
    for _ in 0..PAGES {
        let (found, after) = listing::tickets(ctx, &mut tx, &filter).await?;
        entries.extend(found.iter().filter_map(|ticket| {
            let (clock, at) = ticket.due?;
            Some(Entry {
                uid: format!("due-{}", ticket.key.id),
                span: Span::Time(at, None),
                title: format!("{} {}", ticket.reference, ticket.title),
                words: format!("{} ({})", ctx.lang.t(clock.label_key()), ticket.beneficiary_name),
                place: ticket.site.as_ref().map(|(_, name)| name.clone()),
                address: address(ctx, &ticket.key.path()),
                ..Entry::default()
            })
        }));
        match after.as_deref().and_then(listing::cursor) {
            Some(after) => filter.after = Some(after),
            None => break,
        }
    }
    Ok(entries)
}

/// Planned interventions on the tickets one may see.
async fn planned(ctx: &Ctx) -> Result<Vec<Entry>> {
    let (from, to) = (ctx.now() - BACK, ctx.now() + AHEAD);
    let reader = Reader::of(&ctx.actor);
    let found = visits::store::planned(&mut ctx.read().await?, &reader, from, to).await?;
    let entry = |one: visits::Planned| Entry {
        uid: format!("visit-{}", one.visit.id),
        span: Span::Time(one.visit.interval.from(), Some(one.visit.interval.to())),
        title: one.visit.what,
        words: format!("{} ({})", one.ticket, one.beneficiary_name),
        place: one.visit.site.map(|(_, name)| name),
        address: address(ctx, &one.key.path()),
        ..Entry::default()
    };
    Ok(found.into_iter().map(entry).collect())
}

/// Outages and planned works one is told of, and the planned maintenance of changes, each once.
async fn told(ctx: &Ctx) -> Result<Vec<Entry>> {
    let mut found = announcements::actions::calendar(ctx, ctx.now() - BACK, ctx.now() + AHEAD).await?;
    found.sort_by(|a, b| a.announcement.id.cmp(&b.announcement.id));
    found.dedup_by(|a, b| a.announcement.id == b.announcement.id);
    let entry = |one: announcements::Shown| Entry {
        uid: format!("announcement-{}", one.announcement.id),
        span: Span::Time(one.announcement.from, one.announcement.to),
        title: one.announcement.title(ctx.lang).to_owned(),
        words: one.announcement.body(ctx.lang).to_owned(),
        place: (!one.sites.is_empty()).then(|| one.sites.join(", ")),
        address: address(ctx, "/"),
        ..Entry::default()
    };
    let mut entries: Vec<Entry> = found.into_iter().map(entry).collect();
    entries.extend(maintained(ctx).await?);
    Ok(entries)
}

/// Planned maintenance that takes place as told last: one entry a change, whomever it concerns in the reader's scope.
async fn maintained(ctx: &Ctx) -> Result<Vec<Entry>> {
    if !ctx.actor.may(Permission::TicketCreate) {
        return Ok(vec![]);
    }
    let mut found = maintenance::actions::calendar(ctx, ctx.now() - BACK, ctx.now() + AHEAD).await?;
    found.retain(|one| one.notice.kind.takes_place());
    found.sort_by(|a, b| {
        (&a.notice.change, &a.notice.beneficiary).cmp(&(&b.notice.change, &b.notice.beneficiary))
    });
    found.dedup_by(|a, b| a.notice.change == b.notice.change);
    let entry = |one: maintenance::Shown| Entry {
        uid: format!("maintenance-{}", one.notice.change),
        span: Span::Time(one.notice.span.from(), Some(one.notice.span.to())),
        title: one.notice.title(ctx.lang).to_owned(),
        words: one.notice.text(ctx.lang).to_owned(),
        place: (!one.site_names.is_empty()).then(|| one.site_names.join(", ")),
        address: address(ctx, "/maintenance"),
        ..Entry::default()
    };
    Ok(found.into_iter().map(entry).collect())
}
