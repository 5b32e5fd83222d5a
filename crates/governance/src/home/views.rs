//! How the home page looks: figures first, then the agreements in force.

use super::{DeskFigures, MoneyFigures};
use agreements::versions::Version;
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
    desk: Option<DeskFigures>,
    money: Option<MoneyFigures>,
    agreements: &[(Organisation, Option<Version>)],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("home-title"), lang.t("home-view")).as_of(ctx.now()).actions(html! {
        @if ctx.actor.may(Permission::TicketCreate) && ctx.actor.side == Some(Side::Beneficiary) {
            (link_button(Emphasis::Primary, "/requests/new", &lang.t("home-new-request")))
        }
        @if ctx.actor.may(Permission::TicketWork) {
            (link_button(Emphasis::Primary, "/tickets/new", &lang.t("home-new-ticket")))
        }
    });
    page(
        ctx,
        &head,
        html! {
            @if let Some(desk) = desk { (key_figures(&lang.t("home-desk"), &desk_figures(ctx, desk))) }
            @if let Some(money) = money { (key_figures(&lang.t("home-money"), &money_figures(lang, money))) }
            @if desk.is_none() && ctx.actor.may(Permission::TicketCreate) {
                (section("requests", &lang.t("home-requests"), None, html! {
                    p { (lang.t("home-requests-lead")) }
                    p { a href="/requests" { (lang.t("home-requests-link")) } }
                }))
            }
            @if !agreements.is_empty() {
                (section("agreements", &lang.t("home-agreements"), None, in_force(lang, today, agreements)))
            }
        },
    )
}

fn tile(lang: Lang, [label, definition]: [&str; 2], href: &str, value: i64, tone: Tone) -> KeyFigure {
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

/// A beneficiary's own turn comes first for it, the desk's for the desk.
fn desk_figures(ctx: &Ctx, desk: DeskFigures) -> Vec<KeyFigure> {
    let lang = ctx.lang;
    let is_provider = ctx.actor.side == Some(Side::Provider);
    let mut tiles = vec![
        tile(
            lang,
            ["home-overdue", "home-overdue-means"],
            "/tickets",
            desk.overdue,
            if is_provider { Tone::Bad } else { Tone::Neutral },
        ),
        tile(
            lang,
            ["home-due-soon", "home-due-soon-means"],
            "/tickets",
            desk.due_soon,
            if is_provider { Tone::Warning } else { Tone::Neutral },
        ),
        tile(lang, ["home-open", "home-open-means"], "/tickets", desk.open, Tone::Neutral),
    ];
    if is_provider {
        tiles.insert(
            2,
            tile(
                lang,
                ["home-unassigned", "home-unassigned-means"],
                "/tickets",
                desk.unassigned,
                Tone::Warning,
            ),
        );
        tiles.push(tile(
            lang,
            ["home-waiting", "home-waiting-means"],
            "/tickets?state=waiting_requester",
            desk.waiting_requester,
            Tone::Neutral,
        ));
    } else {
        tiles.insert(
            0,
            tile(
                lang,
                ["home-our-turn", "home-our-turn-means"],
                "/tickets?state=waiting_requester",
                desk.waiting_requester,
                Tone::Warning,
            ),
        );
    }
    tiles
}

fn money_figures(lang: Lang, money: MoneyFigures) -> Vec<KeyFigure> {
    vec![
        tile(
            lang,
            ["home-censuses", "home-censuses-means"],
            "/censuses",
            money.censuses_to_validate,
            Tone::Info,
        ),
        tile(
            lang,
            ["home-revisions-pending", "home-revisions-pending-means"],
            "/revisions",
            money.pending_revisions,
            Tone::Warning,
        ),
        tile(
            lang,
            ["home-revisions-proposed", "home-revisions-proposed-means"],
            "/revisions",
            money.proposed_revisions,
            Tone::Info,
        ),
        tile(lang, ["home-drafts", "home-drafts-means"], "/invoices", money.drafts, Tone::Info),
        tile(lang, ["home-approved", "home-approved-means"], "/invoices", money.approved, Tone::Info),
        tile(lang, ["home-unpaid", "home-unpaid-means"], "/invoices", money.unpaid, Tone::Neutral),
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
