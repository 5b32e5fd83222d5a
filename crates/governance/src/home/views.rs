//! How the home page looks: figures first, then the agreements in force.

use super::{DeskFigures, MoneyFigures};
use agreements::versions::Version;
use desk::portal::{self, Portal};
use jiff::civil::Date;
use kernel::{Permission, Side};
use maud::{Markup, Render as _, html};
use people::organisations::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            DataTable, Emphasis, Head, KeyFigure, Tone, empty_state, key_figures, link, link_button, section,
            tag,
        },
        page,
    },
};

/// Months before the term at which its coming is said (R3.12).
const TERM_WARNING_MONTHS: i32 = 12;

pub(super) fn home(
    ctx: &Ctx,
    today: Date,
    portal: Option<&Portal>,
    desk: Option<DeskFigures>,
    money: Option<MoneyFigures>,
    agreements: &[(Organisation, Option<Version>)],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("home-title"), lang.t("home-view")).as_of(ctx.now()).actions(html! {
        @if ctx.actor.may(Permission::TicketWork) && ctx.actor.may(Permission::TicketCreate) {
            (link_button(Emphasis::Primary, "/tickets/new", &lang.t("home-new-ticket")))
        }
    });
    page(
        ctx,
        &head,
        html! {
            @if let Some(portal) = portal { (portal::views::doors(ctx, portal)) }
            @if let Some(desk) = desk { (key_figures(&lang.t("home-desk"), &desk_figures(ctx, desk))) }
            @if let Some(money) = money { (key_figures(&lang.t("home-money"), &money_figures(lang, money))) }
            @if !agreements.is_empty() {
                (section("agreements", &lang.t("home-agreements"), None, in_force(lang, today, agreements)))
            }
        },
    )
}

fn tile(lang: Lang, [label, definition]: Words, href: &str, value: i64, tone: Tone) -> KeyFigure {
    KeyFigure {
        label: lang.t(label),
        value: figures::count(lang, value),
        href: href.to_owned(),
        period: lang.t("home-now"),
        comparison: None,
        definition: lang.t(definition),
        state: (value > 0 && tone != Tone::Neutral).then(|| (tone, lang.t("home-needs-you"))),
    }
}

/// Words of a figure: its label and what it means.
type Words = [&'static str; 2];
const OVERDUE: Words = ["home-overdue", "home-overdue-means"];
const DUE_SOON: Words = ["home-due-soon", "home-due-soon-means"];
const OPEN: Words = ["home-open", "home-open-means"];
const UNASSIGNED: Words = ["home-unassigned", "home-unassigned-means"];
const WAITING: Words = ["home-waiting", "home-waiting-means"];
const OUR_TURN: Words = ["home-our-turn", "home-our-turn-means"];
const CENSUSES: Words = ["home-censuses", "home-censuses-means"];
const PENDING: Words = ["home-revisions-pending", "home-revisions-pending-means"];
const PROPOSED: Words = ["home-revisions-proposed", "home-revisions-proposed-means"];
const DRAFTS: Words = ["home-drafts", "home-drafts-means"];
const APPROVED: Words = ["home-approved", "home-approved-means"];
const UNPAID: Words = ["home-unpaid", "home-unpaid-means"];

const TICKETS: &str = "/tickets";
const ASKED: &str = "/tickets?state=waiting_requester";

/// A beneficiary's own turn comes first for it, broken promises for the desk.
fn desk_figures(ctx: &Ctx, desk: DeskFigures) -> Vec<KeyFigure> {
    let tile = |words, href, value, tone| tile(ctx.lang, words, href, value, tone);
    if ctx.actor.side == Some(Side::Provider) {
        vec![
            tile(OVERDUE, TICKETS, desk.overdue, Tone::Bad),
            tile(DUE_SOON, TICKETS, desk.due_soon, Tone::Warning),
            tile(UNASSIGNED, TICKETS, desk.unassigned, Tone::Warning),
            tile(OPEN, TICKETS, desk.open, Tone::Neutral),
            tile(WAITING, ASKED, desk.waiting_requester, Tone::Neutral),
        ]
    } else {
        vec![
            tile(OUR_TURN, ASKED, desk.waiting_requester, Tone::Warning),
            tile(OVERDUE, TICKETS, desk.overdue, Tone::Neutral),
            tile(DUE_SOON, TICKETS, desk.due_soon, Tone::Neutral),
            tile(OPEN, TICKETS, desk.open, Tone::Neutral),
        ]
    }
}

fn money_figures(lang: Lang, money: MoneyFigures) -> Vec<KeyFigure> {
    let tile = |words, href, value, tone| tile(lang, words, href, value, tone);
    vec![
        tile(CENSUSES, "/censuses", money.censuses_to_validate, Tone::Info),
        tile(PENDING, "/revisions", money.pending_revisions, Tone::Warning),
        tile(PROPOSED, "/revisions", money.proposed_revisions, Tone::Info),
        tile(DRAFTS, "/invoices", money.drafts, Tone::Info),
        tile(APPROVED, "/invoices", money.approved, Tone::Info),
        tile(UNPAID, "/invoices", money.unpaid, Tone::Neutral),
    ]
}

fn in_force(lang: Lang, today: Date, agreements: &[(Organisation, Option<Version>)]) -> Markup {
    let table = DataTable::new(lang.t("home-agreements"))
        .caption_hidden()
        .column(lang.t("home-beneficiary"))
        .column(lang.t("home-agreement"))
        .column(lang.t("home-term"))
        .column(lang.t("home-scoreboard"))
        .empty(empty_state(&lang.t("home-no-agreement"), &lang.t("home-no-agreement-why"), None));
    table.rows(agreements.iter().map(|(body, version)| row(lang, today, body, version.as_ref()))).render()
}

fn row(lang: Lang, today: Date, body: &Organisation, version: Option<&Version>) -> [Markup; 4] {
    let agreement = format!("/agreements/{}", body.code);
    let scoreboard = format!("/scoreboards/{}", body.code);
    [
        link(&agreement, &body.name),
        html! {
            @match version {
                Some(version) => { (version.reference) ", " (lang.with("home-version", &[("number", version.number)])) }
                None => (tag(Tone::Warning, &lang.t("home-no-version"))),
            }
        },
        html! { @if let Some(last) = version.and_then(Version::last_day) { (term(lang, today, last)) } },
        link(&scoreboard, &lang.t("home-this-month")),
    ]
}

/// The last day, with a warning in its last year: nothing is renewed by itself.
fn term(lang: Lang, today: Date, last: Date) -> Markup {
    let warned_from = kernel::months::add_months(last, -TERM_WARNING_MONTHS).unwrap_or(last);
    html! {
        (figures::date(lang, last)) " "
        @if today >= warned_from { (tag(Tone::Warning, &lang.t("home-term-near"))) }
    }
}
