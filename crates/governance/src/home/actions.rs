//! Reading a home screen: the figures of what the reader is to the service, in a fixed number of statements.

mod tiles;

use super::{
    AccessFigures, BodyRow, DeskFigures, HomeKind, HomeQuery, LastInvoice, MoneyFigures, NextMeeting,
    Opinions, Requests, Tile, rules, store,
};
use crate::{
    deadlines::{self, Deadline, DeadlineState, rules::Window},
    meetings::{self, rules::day},
    scoreboard::{self, Period, Scoreboard},
};
use agreements::versions;
use desk::{
    announcements,
    portal::{self, Portal},
};
use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date};
use kernel::{Permission, Scope, Side, Zone};
use people::{Organisation, Role, organisations, persons};
use platform::{Ctx, Error, Result, db::Tx};
use std::collections::BTreeMap;

/// Promises due within this many hours of real time are "soon".
const SOON_HOURS: i64 = 4;
/// Tickets received longer ago than this many days are old, and access is looked at that far back.
const OLD_DAYS: i64 = 30;
/// A request without news for this many days waits for long.
const STILL_DAYS: i64 = 7;
/// Deadlines that come within this many days are counted.
pub(super) const AHEAD_DAYS: i64 = 90;
/// Bodies compared on the screen; the list shows the others.
const BODIES: usize = 12;
/// Last invoices shown.
const INVOICES: i64 = 3;
/// Points of the next agenda that are quoted.
const POINTS: usize = 3;

/// What is known for the figures; only what the screen shows and the reader may see is read.
#[derive(Default)]
pub(super) struct Known {
    desk: Option<DeskFigures>,
    money: Option<MoneyFigures>,
    opinions: Option<Opinions>,
    requests: Option<Requests>,
    access: Option<AccessFigures>,
    persons: Option<i64>,
    minutes: Option<i64>,
    waiting_minutes: Option<i64>,
    outages: Option<i64>,
    majors: Option<i64>,
    deadlines: Option<Vec<Deadline>>,
    board: Option<Scoreboard>,
    /// The code of the reader's body, when there is only one.
    code: Option<String>,
}

/// A home screen.
pub(super) struct Home {
    /// For whom it is made.
    pub(super) kind: HomeKind,
    /// Those the reader may choose between.
    pub(super) kinds: Vec<HomeKind>,
    /// At most seven figures.
    pub(super) tiles: Vec<Tile>,
    /// Whether an outage goes on; nothing when that is not said.
    pub(super) is_cut_off: Option<bool>,
    /// The doors of the portal.
    pub(super) portal: Option<Portal>,
    /// What is announced, for who has no doors to find it behind.
    pub(super) announcements: Vec<announcements::Shown>,
    /// The bodies compared, the worst first.
    pub(super) bodies: Vec<BodyRow>,
    /// The next committee that decides.
    pub(super) next: Option<NextMeeting>,
    /// The last invoices of the reader's body.
    pub(super) invoices: Vec<LastInvoice>,
}

/// The home screen asked for, or that of the reader's first role.
pub(super) async fn read(ctx: &Ctx, asked: &HomeQuery) -> Result<Home> {
    let mut tx = ctx.read().await?;
    let roles = match &ctx.actor.person {
        Some(id) => persons::store::find(&mut tx, id).await?.map(|person| person.roles).unwrap_or_default(),
        None => vec![],
    };
    let kinds = rules::kinds(if roles.is_empty() { &[Role::Requester] } else { &roles });
    let kind = match asked.view.as_str() {
        "" => kinds[0],
        word => HomeKind::parse(word).filter(|kind| kinds.contains(kind)).ok_or(Error::NotFound)?,
    };
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let known = known(ctx, &mut tx, kind, &bodies).await?;
    let tiles = tiles::of(ctx, kind, &known);
    let compared = match kind {
        HomeKind::Director | HomeKind::Finance if *ctx.scope() == Scope::All => {
            compared(ctx, &mut tx, bodies, known.deadlines.as_deref().unwrap_or_default()).await?
        }
        _ => vec![],
    };
    let next = match kind {
        HomeKind::Elected | HomeKind::Director => next(ctx, &mut tx).await?,
        _ => None,
    };
    let has_invoices = matches!(kind, HomeKind::Officer | HomeKind::Finance)
        && ctx.actor.side == Some(Side::Beneficiary)
        && ctx.actor.may(Permission::InvoiceRead);
    let invoices = if has_invoices { store::last_invoices(&mut tx, INVOICES).await? } else { vec![] };
    let is_served = ctx.actor.side == Some(Side::Beneficiary) && ctx.actor.may(Permission::TicketCreate);
    let has_doors = is_served && kind == HomeKind::Officer;
    let announcements =
        if is_served && !has_doors { announcements::actions::own(ctx, &mut tx).await? } else { vec![] };
    drop(tx);
    let portal = if has_doors { Some(portal::actions::read(ctx).await?) } else { None };
    let is_cut_off = known.outages.map(|count| count > 0);
    Ok(Home { kind, kinds, tiles, is_cut_off, portal, announcements, bodies: compared, next, invoices })
}

async fn known(ctx: &Ctx, tx: &mut Tx, kind: HomeKind, bodies: &[Organisation]) -> Result<Known> {
    use HomeKind::{Director, Elected, Finance, Officer, Protection, Technician};
    let (now, today) = (ctx.now(), day(ctx.now()));
    let may = |permission| ctx.actor.may(permission);
    let shows = |kinds: &[HomeKind], permission| kinds.contains(&kind) && may(permission);
    let ago = |days: i64| now - SignedDuration::from_hours(24 * days);
    let (quarter, before) = rules::quarters(today);
    let mut known = Known::default();
    if let ([body], Scope::One(_)) = (bodies, ctx.scope()) {
        known.code = Some(body.code.clone());
    }
    if shows(&[Director, Technician, Officer], Permission::TicketReadAll) {
        let bounds =
            store::Bounds { now, soon: now + SOON_HOURS.hours(), old: ago(OLD_DAYS), still: ago(STILL_DAYS) };
        known.desk = Some(store::desk(tx, bounds, ctx.actor.person.as_ref()).await?);
    }
    if shows(&[Director, Officer, Elected, Finance], Permission::InvoiceRead) {
        known.money = Some(store::money(tx, today).await?);
    }
    if shows(&[Director, Elected], Permission::ScoreboardRead) {
        known.opinions = Some(store::opinions(tx, instant(quarter)).await?);
    }
    if shows(&[Elected], Permission::ScoreboardRead) {
        known.requests = Some(store::requests(tx, (instant(quarter), instant(before))).await?);
        known.board = board(ctx, tx, bodies, today).await?;
    }
    if shows(&[Protection], Permission::AuditRead) {
        known.access = Some(store::access(tx, ago(OLD_DAYS)).await?);
    }
    if shows(&[Protection, Officer], Permission::PersonRead) {
        known.persons = Some(store::persons(tx).await?);
    }
    if let (true, Some(person)) = (shows(&[Technician], Permission::TicketWork), &ctx.actor.person) {
        known.minutes = Some(store::minutes_of(tx, person, today).await?);
    }
    if let (true, Some(side)) = (shows(&[Officer, Elected], Permission::MinutesValidate), ctx.actor.side) {
        known.waiting_minutes = Some(store::minutes_waiting(tx, side).await?);
    }
    if shows(&[Director, Technician, Officer, Elected], Permission::SiteRead) {
        known.outages = Some(store::outages_by_body(tx).await?.iter().map(|one| one.outages).sum());
    }
    if shows(&[Director, Technician], Permission::DeskRead) {
        known.majors = Some(store::major_incidents(tx).await?);
    }
    if shows(&[Director, Officer, Protection, Finance], Permission::AgreementRead) {
        known.deadlines = Some(deadlines::actions::of(tx, None, (Window::around(today), today)).await?);
    }
    Ok(known)
}

/// The first instant of a day in Paris.
fn instant(day: Date) -> Timestamp {
    Zone::Metropole.time_zone().to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX)
}

/// The scoreboard of the last full month, for who is of one body; several would take a statement for each.
async fn board(ctx: &Ctx, tx: &mut Tx, bodies: &[Organisation], today: Date) -> Result<Option<Scoreboard>> {
    let ([body], Scope::One(_)) = (bodies, ctx.scope()) else { return Ok(None) };
    let Ok(last) = today.first_of_month().yesterday() else { return Ok(None) };
    let period = Period { first: last.first_of_month(), last };
    match Box::pin(scoreboard::actions::of(ctx, tx, body.clone(), period)).await {
        Ok(board) => Ok(Some(board)),
        // Without an agreement in force nothing was promised.
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Every body side by side, the worst first: broken promises, then outages, then deadlines.
async fn compared(
    ctx: &Ctx,
    tx: &mut Tx,
    bodies: Vec<Organisation>,
    deadlines: &[Deadline],
) -> Result<Vec<BodyRow>> {
    let mut counts: BTreeMap<_, (i64, i64, i64, i64)> = BTreeMap::new();
    if ctx.actor.may(Permission::TicketReadAll) {
        for one in store::desk_by_body(tx, ctx.now()).await? {
            counts.insert(one.beneficiary, (one.open, one.overdue, 0, 0));
        }
    }
    for one in store::outages_by_body(tx).await? {
        counts.entry(one.beneficiary).or_default().2 = one.outages;
    }
    for one in deadlines.iter().filter(|one| one.state == DeadlineState::Overdue) {
        counts.entry(one.beneficiary.clone()).or_default().3 += 1;
    }
    let mut in_force = versions::all_in_force(tx, day(ctx.now())).await?;
    let row = |body: Organisation| {
        let (open, overdue, outages, deadlines) = counts.get(&body.id).copied().unwrap_or_default();
        let agreement =
            in_force.remove(&body.id).map(|version| (version.reference.clone(), version.last_day()));
        BodyRow { body, open, overdue, outages, deadlines, agreement }
    };
    let mut rows: Vec<BodyRow> = bodies.into_iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.overdue, row.outages, row.deadlines)));
    rows.truncate(BODIES);
    Ok(rows)
}

/// The next committee that decides, with the first points of its agenda.
async fn next(ctx: &Ctx, tx: &mut Tx) -> Result<Option<NextMeeting>> {
    if !ctx.actor.may(Permission::CommitteeRead) {
        return Ok(None);
    }
    let Some(meeting) = store::next_committee(tx, ctx.now()).await? else { return Ok(None) };
    let items = meetings::store::parts::items(tx, &meeting.key).await?;
    let points = items.into_iter().take(POINTS).map(|item| item.title).collect();
    Ok(Some(NextMeeting { points, ..meeting }))
}
