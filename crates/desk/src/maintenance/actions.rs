//! Telling beneficiaries of planned maintenance, and reading what was told.

use super::{AnnounceForm, Notice, NoticeKind, Shown, Told, rules, store};
use crate::{
    announcements::{self, Announcement, Severity},
    changes::{Change, ChangeId, Place, State, store as changes},
};
use agreements::{reading::today, versions};
use estate::sites::SiteId;
use jiff::Timestamp;
use kernel::{Permission, Text, id::BeneficiaryId};
use people::{
    audit::{Entry, hold, record},
    organisations, persons,
};
use platform::{Ctx, Error, Problems, Result, db::Tx, i18n::Lang};
use serde_json::json;

/// What the reader's side was told: what is ahead or under way, then what is over.
pub async fn list(ctx: &Ctx) -> Result<(Vec<Shown>, Vec<Shown>)> {
    ctx.require(Permission::TicketCreate)?;
    let mut tx = ctx.read().await?;
    let ahead = store::between(&mut tx, ctx.now(), crate::tickets::store::NEVER).await?;
    Ok((ahead, store::over(&mut tx, ctx.now()).await?))
}

/// Planned maintenance that meets an interval, as told last to those in the reader's scope; what was cancelled or put off
/// too, under the times told before, so that a calendar that has it can take it away. For lists, pages and iCalendar:
/// the change and the beneficiary name an entry, its number says how often it was told.
pub async fn calendar(ctx: &Ctx, from: Timestamp, to: Timestamp) -> Result<Vec<Shown>> {
    ctx.require(Permission::TicketCreate)?;
    Ok(store::between(&mut ctx.read().await?, from, to).await?)
}

/// What is further ahead than announcements show, for the portal of a beneficiary's people, the next first.
pub(crate) async fn ahead(ctx: &Ctx, tx: &mut Tx, limit: usize) -> Result<Vec<Shown>> {
    let mut shown = store::between(tx, ctx.now(), crate::tickets::store::NEVER).await?;
    // What is near is announced on the same page already.
    let horizon = announcements::rules::horizon(ctx.now());
    shown.retain(|one| one.notice.kind.takes_place() && one.notice.span.from() > horizon);
    shown.truncate(limit);
    Ok(shown)
}

/// Announces an approved change to those concerned, or its new times and places. Those no longer concerned are told that
/// nothing takes place. Telling again what was told already does nothing.
pub async fn announce(ctx: &Ctx, id: &ChangeId, form: &AnnounceForm) -> Result<usize> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    // As whoever changes it does: two writers come one after the other.
    hold(&mut tx, None).await?;
    let change = changes::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if change.version != form.version {
        return Err(Error::Stale(change.version));
    }
    check(ctx, &change)?;
    let last = last_told(&mut tx, id).await?;
    let mut told = 0;
    for body in organisations::store::beneficiaries(&mut tx).await? {
        let before = last.iter().find(|notice| notice.beneficiary == body.id);
        let sites = sites_of(&change, &body.id);
        let kind = match (&sites, before) {
            (None, Some(before)) if before.kind != NoticeKind::Cancelled => NoticeKind::Cancelled,
            (None, _) => continue,
            (Some(sites), Some(before)) if is_told(before, &change, sites) => continue,
            (Some(_), Some(before)) if before.kind != NoticeKind::Cancelled => NoticeKind::Moved,
            (Some(_), _) => NoticeKind::Planned,
        };
        let sites = sites.or_else(|| before.map(|before| before.sites.clone())).unwrap_or_default();
        tell(&mut tx, ctx, &change, kind, (&body.id, sites), before, form.late_reason.trim()).await?;
        told += 1;
    }
    if told == 0 {
        return Err(Error::refused("maintenance-error-told"));
    }
    tx.commit().await?;
    Ok(told)
}

fn check(ctx: &Ctx, change: &Change) -> Result<()> {
    if !matches!(change.state, State::Approved | State::InProgress) {
        return Err(Error::refused("maintenance-error-state"));
    }
    let mut problems = Problems::default();
    if change.content.planned.to() <= ctx.now() {
        problems.add("late_reason", Text::new("maintenance-error-over"));
    }
    if change.content.places.is_empty() {
        problems.add("late_reason", Text::new("maintenance-error-nowhere"));
    }
    if change.content.public_title[0].is_empty() || change.content.public_text[0].is_empty() {
        problems.add("late_reason", Text::new("maintenance-error-words"));
    }
    problems.into_result()
}

/// Whether a beneficiary knows already what is to be told.
pub(crate) fn is_told(before: &Notice, change: &Change, sites: &[SiteId]) -> bool {
    let content = &change.content;
    before.kind.takes_place()
        && before.span == content.planned
        && before.sites == sites
        && before.title == content.public_title
        && before.text == content.public_text
}

/// The sites of a beneficiary that a change concerns, all of them when empty; nothing when it is not concerned.
pub(crate) fn sites_of(change: &Change, beneficiary: &BeneficiaryId) -> Option<Vec<SiteId>> {
    let own: Vec<&Place> =
        change.content.places.iter().filter(|place| place.beneficiary == *beneficiary).collect();
    (!own.is_empty()).then(|| own.into_iter().filter_map(|place| place.site.clone()).collect())
}

/// The last thing told to each beneficiary of a change.
pub(crate) async fn last_told(tx: &mut Tx, change: &ChangeId) -> Result<Vec<Notice>> {
    let told = store::of_change(tx, change).await?;
    Ok(told.into_iter().map(|shown| shown.notice).filter(|notice| notice.is_last).collect())
}

/// Tells those who were told of a change that it does not take place then: it is put off, or given up. In the
/// transaction of who changes it.
pub(crate) async fn call_off(tx: &mut Tx, ctx: &Ctx, change: &Change, kind: NoticeKind) -> Result<()> {
    for before in last_told(tx, &change.id).await? {
        let is_news = match kind {
            NoticeKind::Cancelled => before.kind != NoticeKind::Cancelled,
            _ => before.kind.takes_place(),
        };
        if is_news {
            let whose = (&before.beneficiary, before.sites.clone());
            tell(tx, ctx, change, kind, whose, Some(&before), "").await?;
        }
    }
    Ok(())
}

/// Tells one beneficiary one thing: a row of its own, the announcement on its screens, an entry of its log from which
/// its people are notified.
async fn tell(
    tx: &mut Tx,
    ctx: &Ctx,
    change: &Change,
    kind: NoticeKind,
    (beneficiary, sites): (&BeneficiaryId, Vec<SiteId>),
    before: Option<&Notice>,
    late_reason: &str,
) -> Result<()> {
    let version = versions::in_force(tx, beneficiary, today(ctx)).await?;
    let days = rules::notice_days(version.as_ref().map(|version| &*version.document));
    // What does not take place is told under the times and words that people know.
    let (span, title, text) = if let Some(before) = before.filter(|_| !kind.takes_place()) {
        (before.span, before.title.clone(), before.text.clone())
    } else {
        let content = &change.content;
        (content.planned, content.public_title.clone(), content.public_text.clone())
    };
    let is_in_time = rules::is_in_time(span, ctx.now(), days);
    if kind.takes_place() && !is_in_time && late_reason.is_empty() {
        return Err(Error::invalid("late_reason", Text::new("maintenance-error-late").with("days", days)));
    }
    let notice = Notice {
        beneficiary: beneficiary.clone(),
        id: ctx.id(),
        change: change.id.clone(),
        number: before.map_or(1, |before| before.number + 1),
        kind,
        title,
        text,
        span,
        sites,
        announced_at: ctx.now(),
        announced_by_name: ctx.actor.name.clone(),
        notice_days: i64::from(days),
        is_in_time,
        late_reason: if is_in_time { String::new() } else { late_reason.to_owned() },
        told: people_of(tx, beneficiary).await?,
        announcement: before.map_or_else(|| ctx.id(), |before| before.announcement.clone()),
        is_last: true,
    };
    announcements::actions::put(tx, ctx, beneficiary, &notice.sites, announcement(ctx, &notice)).await?;
    store::insert(tx, &notice).await?;
    noted(tx, ctx, &notice).await
}

async fn noted(tx: &mut Tx, ctx: &Ctx, notice: &Notice) -> Result<()> {
    let action = match notice.kind {
        NoticeKind::Planned => "maintenance.announce",
        NoticeKind::Moved => "maintenance.move",
        NoticeKind::Postponed => "maintenance.postpone",
        NoticeKind::Cancelled => "maintenance.cancel",
    };
    let persons: Vec<_> = notice.told.iter().map(|one| one.id.clone()).collect();
    let detail =
        json!({"message": notice.id, "from": notice.span.from(), "to": notice.span.to(), "persons": persons});
    let entry = Entry::new(action, Some(&notice.beneficiary), "maintenance", notice.change.as_str());
    record(tx, ctx, entry.detail(detail)).await
}

/// Everybody of a beneficiary who uses the services.
async fn people_of(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Told>> {
    let persons = persons::store::active_of(tx, beneficiary).await?;
    let uses = persons.into_iter().filter(|person| person.actor().may(Permission::TicketCreate));
    Ok(uses.map(|person| Told { id: person.id, name: person.name }).collect())
}

/// The announcement that screens show for a notice.
fn announcement(ctx: &Ctx, notice: &Notice) -> Announcement {
    let [fr, en] = &notice.title;
    let key = match notice.kind {
        NoticeKind::Planned => None,
        NoticeKind::Moved => Some("maintenance-title-moved"),
        NoticeKind::Postponed => Some("maintenance-title-postponed"),
        NoticeKind::Cancelled => Some("maintenance-title-cancelled"),
    };
    let said = |lang: Lang, title: &String| match key {
        Some(key) if !title.is_empty() => lang.with(key, &[("title", title)]),
        _ => title.clone(),
    };
    let severity = if notice.kind.takes_place() { Severity::Works } else { Severity::Information };
    Announcement {
        id: notice.announcement.clone(),
        severity,
        title: [said(Lang::Fr, fr), said(Lang::En, en)],
        body: notice.text.clone(),
        from: if notice.kind.takes_place() { notice.span.from() } else { ctx.now() },
        to: Some(notice.span.to().max(notice.announced_at)),
        created_by_name: ctx.actor.name.clone(),
        created_at: ctx.now(),
        archived_at: None,
        version: 1,
    }
}
