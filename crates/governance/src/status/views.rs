//! How the state of the network looks.

use super::{DAYS, Status};
use crate::availability::views::{calendar, choose_of, share};
use desk::maintenance::Shown;
use estate::outages::{self, Outage};
use maud::{Markup, html};
use people::organisations::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Emphasis, Head, Tone, actions, empty_state, explained, link, link_button, notice, section,
        },
        page,
    },
};

/// One beneficiary to choose.
pub(super) fn choose(ctx: &Ctx, beneficiaries: &[Organisation]) -> Markup {
    choose_of(ctx, &ctx.lang.t("status-title"), "/status", beneficiaries)
}

/// What is cut off now, works ahead, the past days.
pub(super) fn show(ctx: &Ctx, status: &Status) -> Markup {
    let (lang, report) = (ctx.lang, &status.report);
    let head = Head::new(&report.beneficiary_name, lang.t("status-title")).as_of(report.as_of);
    let none = empty_state(&lang.t("outage-none"), &lang.t("status-past-none"), None);
    let body = html! {
        (now(lang, &status.open))
        (section("ahead", &lang.t("status-ahead"), None, ahead(lang, &status.ahead)))
        (section("past", &lang.with("status-past", &[("days", DAYS)]), None, html! {
            @if let Some(measured) = &report.measured {
                h3 { (lang.t("availability-on-window")) }
                (explained(
                    lang,
                    &lang.t("availability-on-window"),
                    &share(measured.network.value.availability.as_ref()),
                    &measured.network.explanation,
                ))
                (calendar(lang, measured, report.period))
            }
            (outages::views::table(ctx, &lang.t("outage-title"), &status.past).empty(none))
            p { (link(&format!("/availability/{}", report.code), &lang.t("status-figures"))) }
        }))
        (section("follow", &lang.t("status-follow"), None, html! {
            p { (lang.t("status-follow-how")) }
            (actions(html! {
                (link_button(Emphasis::Quiet, "/account/notifications", &lang.t("status-follow-choose")))
                (link_button(Emphasis::Quiet, "/calendars", &lang.t("status-follow-calendar")))
            }))
        }))
    };
    page(ctx, &head, body)
}

/// What lasts, or that all works.
fn now(lang: Lang, open: &[Outage]) -> Markup {
    if open.is_empty() {
        return notice(
            Tone::Good,
            &lang.t("status-all-works"),
            html! { p { (lang.t("status-all-works-why")) } },
        );
    }
    let body = html! { ul { @for one in open { li {
        @let names: Vec<&str> = one.sites.iter().map(|site| site.name.as_str()).collect();
        (link(&one.path(), &names.join(", "))) " – "
        (lang.with("status-since", &[("at", figures::instant(lang, one.from))]))
        @if !one.ticket.is_empty() { ", " (one.ticket) }
        @if !one.note.is_empty() { p.hint { (one.note) } }
    } } } };
    notice(Tone::Bad, &lang.with("status-cut-off", &[("count", open.len())]), body)
}

fn ahead(lang: Lang, ahead: &[Shown]) -> Markup {
    html! {
        @if ahead.is_empty() { p { (lang.t("status-ahead-none")) } } @else { ul { @for one in ahead { li {
            strong { (one.notice.title(lang)) } " – "
            (figures::instant(lang, one.notice.span.from())) " → " (figures::instant(lang, one.notice.span.to()))
            @if !one.site_names.is_empty() { p.hint { (one.site_names.join(", ")) } }
        } } } }
    }
}
