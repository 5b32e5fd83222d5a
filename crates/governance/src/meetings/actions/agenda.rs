//! The agenda: points that people propose, and points that the system finds.

use super::{finish, held};
use crate::{
    action_items,
    deadlines::{self, DeadlineState, Subject, rules::Window},
    indicators,
    meetings::{
        Item, ItemForm, ItemId, Meeting, MeetingKey, Source,
        rules::{self, Proposed},
        store::{self, parts},
    },
    risks, savings,
    scoreboard::{self, Period, Verdict},
};
use agreements::{document::CommitteeKind, versions};
use finance::revisions::{self, RevisionState};
use jiff::{ToSpan as _, civil::Date};
use kernel::{Permission, Text};
use people::organisations;
use platform::{Ctx, Error, Problems, Result, db::Tx, i18n::figures};
use serde_json::json;

/// A deadline is proposed this many days before.
const DEADLINE_DAYS: i32 = 90;
/// The end of the agreement is proposed this many months before, whatever warnings it asks for.
const TERM_MONTHS: i32 = 12;

/// Puts a point on the agenda. Either side may, as long as the minutes are not sent.
pub async fn add_item(ctx: &Ctx, key: &MeetingKey, form: &ItemForm) -> Result<()> {
    ctx.require(Permission::CommitteeRead)?;
    let mut tx = ctx.begin().await?;
    let meeting = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if !rules::is_open(&meeting) {
        return Err(Error::refused("meeting-error-state"));
    }
    check(form)?;
    let item = Item {
        id: ctx.id(),
        place: 0,
        title: form.title.trim().to_owned(),
        detail: form.detail.trim().to_owned(),
        source: Source::Typed,
        reference: String::new(),
        path: String::new(),
        minutes: String::new(),
        version: 1,
    };
    parts::add_item(&mut tx, key, &item).await?;
    finish(ctx, tx, key, "meeting.propose", json!({"title": item.title})).await
}

/// Puts on the agenda what the system finds, each once, also when somebody took it off: what the month is for, overdue actions,
/// which come first (R7.4), what waits for a decision, indicators that missed their target, deadlines that come near. Gives how
/// many points were new.
pub async fn fill(ctx: &Ctx, key: &MeetingKey) -> Result<usize> {
    ctx.require(Permission::CommitteeManage)?;
    let mut tx = ctx.read().await?;
    let meeting = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    // Measuring takes a while: nobody waits for it.
    let proposals = proposals(ctx, &mut tx, &meeting).await?;
    drop(tx);
    let (mut tx, _) = held(ctx, key, rules::is_open).await?;
    let fresh = rules::fresh(proposals, &parts::items_ever(&mut tx, key).await?);
    let mut first = vec![];
    for one in &fresh {
        let item = Item {
            id: ctx.id(),
            place: 0,
            title: ctx.lang.text(&one.title),
            detail: one.detail.clone(),
            source: one.source,
            reference: one.reference.clone(),
            path: one.path.clone(),
            minutes: String::new(),
            version: 1,
        };
        parts::add_item(&mut tx, key, &item).await?;
        first.extend((one.source == Source::Action).then_some(item.id));
    }
    for id in first.iter().rev() {
        parts::make_room(&mut tx, key, 1).await?;
        parts::set_place(&mut tx, key, id, 1).await?;
    }
    finish(ctx, tx, key, "meeting.fill", json!({"points": fresh.len()})).await?;
    Ok(fresh.len())
}

async fn proposals(ctx: &Ctx, tx: &mut Tx, meeting: &Meeting) -> Result<Vec<Proposed>> {
    let day = rules::day(meeting.starts_at);
    let mut found = overdue(ctx, tx, meeting, day).await?;
    found.extend(of_agreement(ctx, tx, meeting, day).await?);
    found.extend(to_review(ctx, tx, meeting, day).await?);
    found.extend(waiting(tx, meeting, day).await?);
    found.extend(targets(tx, meeting).await?);
    found.extend(savings::actions::points(tx, meeting).await?);
    found.extend(missed(ctx, tx, meeting, day).await?);
    Ok(found)
}

async fn overdue(ctx: &Ctx, tx: &mut Tx, meeting: &Meeting, day: Date) -> Result<Vec<Proposed>> {
    let actions = action_items::store::overdue(tx, Some(&meeting.key.beneficiary), day).await?;
    let point = |one: action_items::Action| Proposed {
        title: Text::new("agenda-overdue")
            .with("owner", &one.owner)
            .with("due", figures::date(ctx.lang, one.due_on)),
        detail: one.body.clone(),
        source: Source::Action,
        reference: format!("action {}", one.id),
        path: one.path(),
    };
    Ok(actions.into_iter().map(point).collect())
}

/// What the month is for, and the deadlines of the agreement.
async fn of_agreement(ctx: &Ctx, tx: &mut Tx, meeting: &Meeting, day: Date) -> Result<Vec<Proposed>> {
    let Some(version) = versions::in_force(tx, &meeting.key.beneficiary, day).await? else {
        return Ok(vec![]);
    };
    let document = &version.document;
    let month = u8::try_from(day.month()).unwrap_or_default();
    let own = document.committees.iter().filter(|one| one.code == meeting.committee);
    let mut points: Vec<Proposed> = own
        .flat_map(|one| one.agenda.iter().filter(|agenda| agenda.month == month))
        .map(|agenda| Proposed {
            title: Text::new("agenda-plan"),
            detail: agenda.text.clone(),
            source: Source::Plan,
            reference: format!("plan {month} {}", agenda.text),
            path: String::new(),
        })
        .collect();
    points.extend(deadlines(ctx, tx, meeting, day).await?);
    Ok(points)
}

/// Deadlines that are overdue or come near, and the end of the agreement; not those of the committees themselves, nor what is
/// proposed as a decision.
async fn deadlines(ctx: &Ctx, tx: &mut Tx, meeting: &Meeting, day: Date) -> Result<Vec<Proposed>> {
    let until = |span: jiff::Span| day.saturating_add(span);
    let mut all =
        deadlines::actions::of(tx, Some(&meeting.key.beneficiary), (Window::around(day), day)).await?;
    all.retain(|one| match one.subject {
        Subject::Steering | Subject::Technical | Subject::Operational | Subject::Revision => false,
        Subject::Term => one.state == DeadlineState::Coming && one.due <= until(TERM_MONTHS.months()),
        _ => {
            one.state == DeadlineState::Overdue
                || (one.state == DeadlineState::Coming && one.due <= until(DEADLINE_DAYS.days()))
        }
    });
    let point = |one: &deadlines::Deadline| {
        let due = figures::date(ctx.lang, one.due);
        let (title, detail) = if one.subject == Subject::Term {
            (Text::new("agenda-term").with("last", due), String::new())
        } else {
            let title = Text::new("agenda-deadline").with("due", due).with("article", &one.article);
            (title, deadlines::title(ctx.lang, one))
        };
        let reference = format!("obligation {} {}", one.obligation, one.due);
        Proposed { title, detail, source: Source::Deadline, reference, path: one.path() }
    };
    Ok(all.iter().map(point).collect())
}

/// Risks and ways to improve that should have been read again (G.1).
async fn to_review(ctx: &Ctx, tx: &mut Tx, meeting: &Meeting, day: Date) -> Result<Vec<Proposed>> {
    let overdue = risks::store::overdue(tx, &meeting.key.beneficiary, day).await?;
    let point = |one: risks::Risk| Proposed {
        title: Text::new("agenda-risk").with("due", figures::date(ctx.lang, one.review_on)),
        detail: one.title.clone(),
        source: Source::Deadline,
        reference: format!("risk {} {}", one.key.id, one.review_on),
        path: one.key.path(),
    };
    Ok(overdue.into_iter().map(point).collect())
}

/// A price that was computed and that nobody approved yet.
async fn waiting(tx: &mut Tx, meeting: &Meeting, day: Date) -> Result<Vec<Proposed>> {
    let beneficiary = &meeting.key.beneficiary;
    let last = revisions::store::last_of_year(tx, beneficiary, day.year()).await?;
    let waiting = last.filter(|one| one.state == RevisionState::Proposed);
    let point = |one: revisions::PriceRevision| Proposed {
        title: Text::new("agenda-revision").with("year", i64::from(one.year)),
        detail: String::new(),
        source: Source::Decision,
        reference: format!("revision {}", one.id),
        path: format!("/revisions/{}/{}", one.beneficiary, one.id),
    };
    Ok(waiting.map(point).into_iter().collect())
}

/// Targets that a side proposed, for the committee that decides them.
async fn targets(tx: &mut Tx, meeting: &Meeting) -> Result<Vec<Proposed>> {
    if meeting.committee != CommitteeKind::Steering {
        return Ok(vec![]);
    }
    let body = organisations::store::find(tx, &meeting.key.beneficiary).await?.ok_or(Error::NotFound)?;
    let proposals = indicators::store::targets::of(tx, &body.id, None).await?;
    let open = proposals.iter().filter(|one| one.is_open());
    Ok(open.map(|one| indicators::actions::point(&body.code, one)).collect())
}

/// Indicators of the last full month that missed their agreed target.
async fn missed(ctx: &Ctx, tx: &mut Tx, meeting: &Meeting, day: Date) -> Result<Vec<Proposed>> {
    let Ok(last) = day.first_of_month().yesterday() else { return Ok(vec![]) };
    let period = Period { first: last.first_of_month(), last };
    let body = organisations::store::find(tx, &meeting.key.beneficiary).await?.ok_or(Error::NotFound)?;
    let board = match scoreboard::actions::of(ctx, tx, body, period).await {
        Ok(board) => board,
        // Without an agreement in force there is nothing to miss.
        Err(Error::Refused(_)) => return Ok(vec![]),
        Err(error) => return Err(error),
    };
    let month = format!("{}-{:02}", last.year(), last.month());
    let missed = board.indicators.iter().filter(|one| one.verdict == Verdict::Missed);
    let point = |one: &scoreboard::Indicator| Proposed {
        title: Text::new("agenda-indicator")
            .with("code", &one.commitment.code)
            .with("month", figures::month(ctx.lang, last)),
        detail: format!("{} : {}", one.commitment.indicator, figures::figure(ctx.lang, &one.value)),
        source: Source::Indicator,
        reference: format!("indicator {} {month}", one.commitment.code),
        path: format!(
            "/scoreboards/{}/indicators/{}?from={}&to={}",
            board.code, one.commitment.code, period.first, period.last
        ),
    };
    Ok(missed.map(point).collect())
}

/// Changes a point that is still as it was read: its words, its place, and what the minutes say of it.
pub async fn change_item(ctx: &Ctx, key: &MeetingKey, id: &ItemId, form: &ItemForm) -> Result<()> {
    let (mut tx, _) = held(ctx, key, rules::is_open).await?;
    let items = parts::items(&mut tx, key).await?;
    let at = items.iter().position(|item| item.id == *id).ok_or(Error::NotFound)?;
    check(form)?;
    let changed = Item {
        title: form.title.trim().to_owned(),
        detail: form.detail.trim().to_owned(),
        minutes: form.minutes.trim().to_owned(),
        version: form.version,
        ..items[at].clone()
    };
    if parts::set_item(&mut tx, key, &changed).await? == 0 {
        return Err(Error::Stale(items[at].version));
    }
    if let Some(to) = place(form, items.len())?.filter(|to| *to != at) {
        // What stands there, or after it when the point moves down, makes room.
        let to = if to > at { items.get(to + 1).map(|item| item.place) } else { Some(items[to].place) };
        let to = to.unwrap_or_else(|| items.last().map_or(1, |last| last.place + 1));
        parts::make_room(&mut tx, key, to).await?;
        parts::set_place(&mut tx, key, id, to).await?;
    }
    finish(ctx, tx, key, "meeting.item", json!({"item": id, "title": changed.title})).await
}

/// Takes a point off the agenda.
pub async fn remove_item(ctx: &Ctx, key: &MeetingKey, id: &ItemId) -> Result<()> {
    let (mut tx, _) = held(ctx, key, rules::is_open).await?;
    if parts::remove_item(&mut tx, key, id, ctx.now()).await? == 0 {
        return Err(Error::NotFound);
    }
    finish(ctx, tx, key, "meeting.unlist", json!({"item": id})).await
}

/// The index of the place typed; nothing when none is.
fn place(form: &ItemForm, count: usize) -> Result<Option<usize>> {
    match form.place.trim() {
        "" => Ok(None),
        text => match text.parse::<usize>() {
            Ok(place) if (1..=count).contains(&place) => Ok(Some(place - 1)),
            _ => Err(Error::invalid("place", Text::new("agenda-error-place").with("limit", count))),
        },
    }
}

fn check(form: &ItemForm) -> Result<()> {
    let mut problems = Problems::default();
    rules::words(&mut problems, "title", &form.title);
    rules::short(&mut problems, "title", &form.title);
    rules::long(&mut problems, "detail", &form.detail);
    rules::long(&mut problems, "minutes", &form.minutes);
    problems.into_result()
}
