//! The figures of each home screen, the most urgent first.

use super::{
    super::{HomeKind, Tile},
    AHEAD_DAYS, Known, day,
};
use crate::{
    deadlines::{DeadlineState, Subject, rules as due},
    scoreboard::Verdict,
};
use kernel::{Cents, Exact, Figure, Rounding, Scope, Text};
use platform::{Ctx, web::components::Tone, web::guard::percent};

/// Most figures of a screen.
const MOST: usize = 7;

type Words = [&'static str; 2];
const OVERDUE: Words = ["home-overdue", "home-overdue-means"];
const DUE_SOON: Words = ["home-due-soon", "home-due-soon-means"];
const OPEN: Words = ["home-open", "home-open-means"];
const OF_TEAMS: Words = ["home-of-teams", "home-of-teams-means"];
const MINE: Words = ["home-mine", "home-mine-means"];
const WAITING_LONG: Words = ["home-waiting-long", "home-waiting-long-means"];
const OUR_TURN: Words = ["home-our-turn", "home-our-turn-means"];
const CENSUSES: Words = ["home-censuses", "home-censuses-means"];
const REVISIONS: Words = ["home-revisions", "home-revisions-means"];
const DRAFTS: Words = ["home-drafts", "home-drafts-means"];
const APPROVED: Words = ["home-approved", "home-approved-means"];
const UNPAID: Words = ["home-unpaid", "home-unpaid-means"];
const BILLED: Words = ["home-billed", "home-billed-means"];
const TO_BILL: Words = ["home-to-bill", "home-to-bill-means"];
const OUTAGES: Words = ["home-outages", "home-outages-means"];
const MAJORS: Words = ["home-majors", "home-majors-means"];
const DEADLINES: Words = ["home-deadlines", "home-deadlines-means"];
const OPINIONS: Words = ["home-opinions", "home-opinions-means"];
const REQUESTS: Words = ["home-requests", "home-requests-means"];
const COMMITMENTS: Words = ["home-commitments", "home-commitments-means"];
const MINUTES: Words = ["home-minutes", "home-minutes-means"];
const TIME: Words = ["home-time", "home-time-means"];
const PERSONS: Words = ["home-persons", "home-persons-means"];
const EXPORTS: Words = ["home-exports", "home-exports-means"];
const CHANGES: Words = ["home-access-changes", "home-access-changes-means"];

const NOW: &str = "home-now";

/// The figures of a screen that the reader may see.
pub(super) fn of(ctx: &Ctx, kind: HomeKind, known: &Known) -> Vec<Tile> {
    let mut tiles = match kind {
        HomeKind::Director => director(ctx, known),
        HomeKind::Technician => technician(known),
        HomeKind::Officer => officer(ctx, known),
        HomeKind::Elected => elected(ctx, known),
        HomeKind::Protection => protection(ctx, known),
        HomeKind::Finance => finance(ctx, known),
    };
    tiles.truncate(MOST);
    tiles
}

fn tile(words: Words, count: i64, href: impl Into<String>, tone: Tone) -> Tile {
    Tile {
        words,
        figure: Figure::Count(count),
        href: href.into(),
        period: Text::new(NOW),
        comparison: None,
        tone,
    }
}

impl Tile {
    fn over(self, period: Text) -> Self {
        Self { period, ..self }
    }

    fn beside(self, comparison: Text) -> Self {
        Self { comparison: Some(comparison), ..self }
    }

    fn showing(self, figure: Figure) -> Self {
        Self { figure, ..self }
    }
}

/// A list of tickets under a line of filters.
fn tickets(line: &str) -> String {
    format!("/tickets?q={}", percent(line))
}

fn director(ctx: &Ctx, known: &Known) -> Vec<Tile> {
    let mut tiles = vec![];
    if let Some(desk) = known.desk {
        tiles.push(tile(OVERDUE, desk.overdue, tickets("due:dépassée"), Tone::Bad));
        tiles.push(tile(DUE_SOON, desk.due_soon, tickets("due:4h"), Tone::Warning));
        let old = Text::new("home-of-which-old").with("count", desk.old);
        tiles.push(tile(OPEN, desk.open, "/tickets", Tone::Neutral).beside(old));
    }
    tiles.extend(outages(known, "/outages"));
    tiles.extend(deadlines(ctx, known));
    tiles.extend(billed(ctx, known, "/invoices"));
    tiles.extend(opinions(known));
    tiles
}

fn technician(known: &Known) -> Vec<Tile> {
    let mut tiles = vec![];
    if let Some(desk) = known.desk {
        let late = Text::new("home-of-which-overdue").with("count", desk.mine_overdue);
        tiles.push(tile(OVERDUE, desk.overdue, tickets("due:dépassée"), Tone::Bad));
        tiles.push(tile(DUE_SOON, desk.due_soon, tickets("due:4h"), Tone::Warning));
        tiles.push(tile(MINE, desk.mine, tickets("agent:moi"), Tone::Neutral).beside(late));
        let all = Text::new("home-unassigned-all").with("count", desk.unassigned);
        tiles.push(
            tile(OF_TEAMS, desk.of_teams, tickets("équipe:mes agent:personne"), Tone::Info).beside(all),
        );
        let line = "état:waiting_requester modifié:>7j";
        let all = Text::new("home-waiting-all").with("count", desk.waiting_requester);
        tiles.push(tile(WAITING_LONG, desk.waiting_long, tickets(line), Tone::Info).beside(all));
    }
    if let Some(minutes) = known.minutes {
        let spent = Figure::Seconds(minutes.saturating_mul(60));
        tiles.push(
            tile(TIME, 0, tickets("agent:moi"), Tone::Neutral).showing(spent).over(Text::new("home-today")),
        );
    }
    if let Some(majors) = known.majors {
        tiles.push(tile(MAJORS, majors, "/major-incidents", Tone::Bad));
    }
    tiles
}

fn officer(ctx: &Ctx, known: &Known) -> Vec<Tile> {
    let mut tiles = vec![];
    if let Some(desk) = known.desk {
        let asked = tickets("état:waiting_requester");
        tiles.push(tile(OUR_TURN, desk.waiting_requester, asked, Tone::Warning));
        let late = Text::new("home-of-which-overdue").with("count", desk.overdue);
        tiles.push(tile(OPEN, desk.open, "/tickets", Tone::Neutral).beside(late));
    }
    if let Some(code) = &known.code {
        tiles.extend(outages(known, &format!("/status/{code}")));
    }
    tiles.extend(minutes(ctx, known));
    if let Some(money) = known.money {
        let late = Text::new("home-of-which-late").with("count", money.unpaid_late);
        tiles.push(tile(UNPAID, money.unpaid, "/receivables?state=open", Tone::Neutral).beside(late));
    }
    tiles.extend(persons(known));
    tiles.extend(deadlines(ctx, known));
    tiles
}

fn elected(ctx: &Ctx, known: &Known) -> Vec<Tile> {
    let mut tiles = vec![];
    tiles.extend(minutes(ctx, known));
    let board =
        known.code.as_ref().map_or_else(|| "/scoreboards".to_owned(), |code| format!("/scoreboards/{code}"));
    tiles.extend(commitments(known, &board));
    if let Some(requests) = known.requests {
        let before = Text::new("home-requests-before")
            .with("handled", requests.handled)
            .with("before", requests.before);
        let one = tile(REQUESTS, requests.received, board, Tone::Neutral);
        tiles.push(one.over(Text::new("home-this-quarter")).beside(before));
    }
    tiles.extend(billed(ctx, known, "/invoices"));
    tiles.extend(opinions(known));
    tiles
}

fn protection(ctx: &Ctx, known: &Known) -> Vec<Tile> {
    let mut tiles = vec![];
    tiles.extend(deadlines(ctx, known));
    if let Some(access) = known.access {
        let days = || Text::new("home-thirty-days");
        let exports = tile(EXPORTS, access.exports, "/audit?object_kind=list", Tone::Neutral);
        tiles.push(exports.over(days()));
        let changes = tile(CHANGES, access.changes, "/audit?object_kind=person", Tone::Neutral);
        tiles.push(changes.over(days()));
    }
    tiles.extend(persons(known));
    tiles
}

fn finance(ctx: &Ctx, known: &Known) -> Vec<Tile> {
    let mut tiles = vec![];
    let year = day(ctx.now()).year();
    if let (Some(all), Scope::All) = (&known.deadlines, ctx.scope()) {
        let is_open = |state| matches!(state, DeadlineState::Coming | DeadlineState::Overdue);
        let open = all.iter().filter(|one| one.subject == Subject::Invoice && one.due.year() == year);
        let count = i64::try_from(open.filter(|one| is_open(one.state)).count()).unwrap_or(i64::MAX);
        let period = Text::new("home-year").with("year", year);
        tiles.push(tile(TO_BILL, count, "/billing-runs", Tone::Info).over(period));
    }
    if let Some(money) = known.money {
        let late = Text::new("home-of-which-late").with("count", money.unpaid_late);
        let tone = if money.unpaid_late > 0 { Tone::Warning } else { Tone::Neutral };
        tiles.push(tile(UNPAID, money.unpaid, "/receivables?state=open", tone).beside(late));
        if *ctx.scope() == Scope::All {
            tiles.push(tile(DRAFTS, money.drafts, "/invoices", Tone::Info));
            tiles.push(tile(APPROVED, money.approved, "/invoices", Tone::Info));
        }
        let missing = Text::new("home-of-which-pending").with("count", money.pending_revisions);
        let revisions = money.pending_revisions + money.proposed_revisions;
        tiles.push(tile(REVISIONS, revisions, "/revisions", Tone::Warning).beside(missing));
        tiles.push(tile(CENSUSES, money.censuses_to_validate, "/censuses", Tone::Info));
    }
    // The provider's hands it on to the accounts.
    let href = if *ctx.scope() == Scope::All { "/accounting" } else { "/invoices" };
    tiles.extend(billed(ctx, known, href));
    tiles
}

fn outages(known: &Known, href: &str) -> Option<Tile> {
    let one = tile(OUTAGES, known.outages?, href, Tone::Bad);
    Some(match known.majors {
        Some(majors) => one.beside(Text::new("home-majors-beside").with("count", majors)),
        None => one,
    })
}

/// Overdue ones, and beside them those that come.
fn deadlines(ctx: &Ctx, known: &Known) -> Option<Tile> {
    let (overdue, coming) = due::count(known.deadlines.as_ref()?, day(ctx.now()), AHEAD_DAYS);
    let one = tile(DEADLINES, overdue, "/deadlines", Tone::Warning);
    Some(one.beside(Text::new("home-deadlines-coming").with("count", coming)))
}

/// Who is of one body goes to its committees of the year.
fn minutes(ctx: &Ctx, known: &Known) -> Option<Tile> {
    let year = day(ctx.now()).year();
    let own = known.code.as_ref().map(|code| format!("/committees/{code}?year={year}"));
    let href = own.unwrap_or_else(|| "/committees".to_owned());
    Some(tile(MINUTES, known.waiting_minutes?, href, Tone::Warning))
}

fn persons(known: &Known) -> Option<Tile> {
    Some(tile(PERSONS, known.persons?, "/organisations", Tone::Neutral))
}

fn billed(ctx: &Ctx, known: &Known, href: &'static str) -> Option<Tile> {
    let (money, year) = (known.money?, day(ctx.now()).year());
    let before = Text::new("home-billed-before")
        .with("year", year - 1)
        .with("amount", platform::i18n::figures::money(ctx.lang, Cents(money.billed_before)));
    let one = tile(BILLED, 0, href, Tone::Neutral).showing(Figure::Money(Cents(money.billed)));
    Some(one.over(Text::new("home-year").with("year", year)).beside(before))
}

/// The mean score out of five, with how many answered: few answers say little.
fn opinions(known: &Known) -> Option<Tile> {
    let opinions = known.opinions?;
    let mean = Exact::ratio(opinions.total, opinions.answered);
    let mean = mean.map_or(Figure::NoData, |mean| Figure::Number(Rounding::HalfUp.apply(&mean, 2)));
    let rate =
        Text::new("home-opinions-rate").with("answered", opinions.answered).with("asked", opinions.asked);
    let one = tile(OPINIONS, 0, "/satisfaction", Tone::Neutral).showing(mean);
    Some(one.over(Text::new("home-this-quarter")).beside(rate))
}

/// Contractual commitments met in the last full month; a value without agreed target counts for nothing (R5.1).
fn commitments(known: &Known, href: &str) -> Option<Tile> {
    let board = known.board.as_ref()?;
    let of = |verdict| {
        i64::try_from(board.indicators.iter().filter(|one| one.verdict == verdict).count()).unwrap_or(0)
    };
    let (met, missed) = (of(Verdict::Met), of(Verdict::Missed));
    let share = Exact::ratio(met, met + missed).map_or(Figure::NoData, Figure::Share);
    let words = Text::new("home-commitments-of").with("met", met).with("judged", met + missed);
    let one = tile(COMMITMENTS, 0, href, Tone::Neutral).showing(share);
    Some(one.over(Text::new("home-last-month")).beside(words))
}
