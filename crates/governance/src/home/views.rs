//! How the home page looks: what needs the reader now, the figures, then what belongs to the role.

use super::{BodyRow, HomeKind, LastInvoice, NextMeeting, Tile, actions::Home, rules};
use crate::committees::MeetingKind;
use desk::{announcements, portal};
use jiff::civil::Date;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            DataTable, Emphasis, Head, KeyFigure, Narrow, Tab, Tone, empty_state, key_figures, link,
            link_button, section, tabs, tag, text,
        },
        page,
    },
};

/// Months before the term at which its coming is said (R3.12).
const TERM_WARNING_MONTHS: i32 = 12;

pub(super) fn home(ctx: &Ctx, home: &Home) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("home-title"), lang.t("home-view")).as_of(ctx.now()).actions(html! {
        @if ctx.actor.may(Permission::TicketWork) && ctx.actor.may(Permission::TicketCreate) {
            (link_button(Emphasis::Primary, "/tickets/new", &lang.t("home-new-ticket")))
        }
    });
    let figures: Vec<KeyFigure> = home.tiles.iter().map(|one| figure(lang, one)).collect();
    let body = html! {
        div.home {
            @if home.kinds.len() > 1 { (switch(lang, home)) }
            (first(lang, home))
            (announcements::views::notices(ctx, &home.announcements))
            @if let Some(portal) = &home.portal { (portal::views::doors(ctx, portal)) }
            @if !figures.is_empty() { (key_figures(&lang.t(home.kind.label_key()), &figures)) }
            @if !home.invoices.is_empty() { (invoices(lang, &home.invoices)) }
            @if let Some(next) = &home.next { (meeting(lang, next)) }
            @if !home.bodies.is_empty() { (bodies(ctx, &home.bodies)) }
        }
    };
    page(ctx, &head, body)
}

/// The screens of somebody with several roles.
fn switch(lang: Lang, home: &Home) -> Markup {
    let all: Vec<Tab> = home
        .kinds
        .iter()
        .map(|kind| Tab {
            label: lang.t(kind.label_key()),
            href: format!("/?view={}", kind.as_str()),
            is_current: *kind == home.kind,
            count: None,
        })
        .collect();
    tabs(&lang.t("home-switch"), &all)
}

/// One sentence: the state of the service for an elected official, and what comes first.
fn first(lang: Lang, home: &Home) -> Markup {
    let state = home.is_cut_off.filter(|_| home.kind == HomeKind::Elected);
    let state = state.map(|is_cut_off| if is_cut_off { "home-degraded" } else { "home-normal" });
    html! {
        p.needs-now {
            @if let Some(key) = state { strong { (lang.t(key)) } " " }
            @match rules::first(&home.tiles) {
                Some(one) => {
                    (lang.t("home-first")) " "
                    (link(&one.href, &format!("{} ({})", lang.t(one.words[0]), figures::figure(lang, &one.figure))))
                }
                None => (lang.t("home-nothing")),
            }
        }
    }
}

fn figure(lang: Lang, one: &Tile) -> KeyFigure {
    KeyFigure {
        label: lang.t(one.words[0]),
        value: figures::figure(lang, &one.figure),
        href: one.href.clone(),
        period: lang.text(&one.period),
        comparison: one.comparison.as_ref().map(|text| lang.text(text)),
        definition: lang.t(one.words[1]),
        state: rules::weighs(one).then(|| (one.tone, lang.t("home-needs-you"))),
    }
}

/// The last invoices, each with its file.
fn invoices(lang: Lang, all: &[LastInvoice]) -> Markup {
    let table = DataTable::new(lang.t("home-last-invoices")).caption_hidden().narrow(Narrow::Stacked);
    let table = table.column(lang.t("home-invoice-number")).column(lang.t("home-invoice-date"));
    let table = table.figures(lang.t("home-invoice-amount")).column(lang.t("home-invoice-state"));
    let table = table.column(lang.t("home-invoice-file"));
    let rows = table.rows(all.iter().map(|one| {
        let file = lang.with("home-invoice-pdf", &[("number", &one.number)]);
        [
            link(&one.path, &one.number),
            text(figures::date(lang, one.on)),
            text(figures::money(lang, one.gross)),
            text(lang.t(one.event.label_key())),
            link(&format!("{}/files/pdf", one.path), &file),
        ]
    }));
    section("last-invoices", &lang.t("home-last-invoices"), None, html! { (rows) })
}

/// The next committee that decides, and what is on its agenda.
fn meeting(lang: Lang, next: &NextMeeting) -> Markup {
    let body = html! {
        p {
            (lang.t(MeetingKind::of(next.committee).label_key())) ", " (next.beneficiary_name) ", "
            (link(&next.key.path(), &figures::instant(lang, next.starts_at)))
        }
        @if next.points.is_empty() { p { (lang.t("home-no-point")) } }
        @else { ol { @for point in &next.points { li { (point) } } } }
    };
    section("next-committee", &lang.t("home-next-committee"), None, body)
}

fn bodies(ctx: &Ctx, all: &[BodyRow]) -> Markup {
    let lang = ctx.lang;
    let today = crate::meetings::rules::day(ctx.now());
    let table = DataTable::new(lang.t("home-bodies")).caption_hidden().narrow(Narrow::Stacked);
    let table = table.column(lang.t("home-beneficiary")).figures(lang.t("home-overdue"));
    let table = table.figures(lang.t("home-open")).figures(lang.t("home-outages"));
    let table = table
        .figures(lang.t("home-deadlines"))
        .column(lang.t("home-agreement"))
        .column(lang.t("home-scoreboard"));
    let rows = table.rows(all.iter().map(|one| row(lang, today, one)));
    let nothing = empty_state(&lang.t("home-no-agreement"), &lang.t("home-no-agreement-why"), None);
    let more = link("/scoreboards", &lang.t("home-all-bodies"));
    section("bodies", &lang.t("home-bodies"), Some(more), html! { (rows.empty(nothing)) })
}

fn row(lang: Lang, today: Date, one: &BodyRow) -> [Markup; 7] {
    let body = &one.body;
    let counted = |count: i64, href: String| {
        if count == 0 { text("0") } else { link(&href, &figures::count(lang, count)) }
    };
    let code = platform::web::guard::percent(&format!("bénéficiaire:{}", body.code));
    [
        link(&format!("/organisations/{}", body.id), &body.name),
        counted(one.overdue, format!("/tickets?q={code}+due%3Ad%C3%A9pass%C3%A9e")),
        counted(one.open, format!("/tickets?q={code}")),
        counted(one.outages, format!("/status/{}", body.code)),
        counted(one.deadlines, format!("/deadlines?beneficiary={}&state=overdue", body.id)),
        agreement(lang, today, one),
        match one.agreement {
            Some(_) => link(&format!("/scoreboards/{}", body.code), &lang.t("home-this-month")),
            None => text("—"),
        },
    ]
}

/// The agreement in force, with a warning in its last year: nothing is renewed by itself.
fn agreement(lang: Lang, today: Date, one: &BodyRow) -> Markup {
    let href = format!("/agreements/{}", one.body.code);
    let Some((reference, last)) = &one.agreement else {
        return html! { (tag(Tone::Warning, &lang.t("home-no-version"))) };
    };
    let warned_from = last.and_then(|last| kernel::months::add_months(last, -TERM_WARNING_MONTHS).ok());
    html! {
        (link(&href, reference))
        @if let Some(last) = last { p.hint { (lang.t("home-term")) " " (figures::date(lang, *last)) } }
        @if warned_from.is_some_and(|day| today >= day) { (tag(Tone::Warning, &lang.t("home-term-near"))) }
    }
}
