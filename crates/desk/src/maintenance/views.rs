//! How planned maintenance looks: its page, the portal's list, and what stands on the page of a change.

use super::{Notice, NoticeKind, Shown};
use kernel::{Permission, Side};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{DataTable, Head, Narrow, Tone, empty_state, link, section, tag, text, time},
        page,
    },
};

/// What is ahead, then what is over.
pub(super) fn list_page(ctx: &Ctx, ahead: &[Shown], over: &[Shown]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("maintenance-title"), lang.t("desk-view-desk"));
    let head = head.lead(text(lang.t("maintenance-lead"))).as_of(ctx.now());
    let none = empty_state(&lang.t("maintenance-none"), &lang.t("maintenance-none-why"), None);
    let body = html! {
        (section("ahead", &lang.t("maintenance-ahead"), None, table(ctx, "maintenance-ahead", ahead, none)))
        @if !over.is_empty() {
            (section("over", &lang.t("maintenance-over"), None, table(ctx, "maintenance-over", over, html! {})))
        }
    };
    page(ctx, &head, body)
}

fn table(ctx: &Ctx, caption: &str, all: &[Shown], none: Markup) -> Markup {
    let (lang, is_ours) = (ctx.lang, ctx.actor.side != Some(Side::Beneficiary));
    let mut table = DataTable::new(lang.t(caption)).caption_hidden().narrow(Narrow::Stacked);
    table = table.column(lang.t("maintenance-what"));
    if is_ours {
        table = table.column(lang.t("desk-beneficiary"));
    }
    for key in ["maintenance-when", "maintenance-sites", "maintenance-told"] {
        table = table.column(lang.t(key));
    }
    let rows = all.iter().map(|one| {
        let notice = &one.notice;
        let mut row = vec![html! {
            (title(ctx, notice)) " " (kind(lang, notice.kind))
            p.hint { (notice.text(lang)) }
        }];
        if is_ours {
            row.push(text(&one.beneficiary_name));
        }
        row.extend([text(times(lang, notice)), text(sites(lang, one)), announced(lang, notice)]);
        row
    });
    html! { (table.rows(rows).empty(none)) }
}

fn title(ctx: &Ctx, notice: &Notice) -> Markup {
    let words = notice.title(ctx.lang);
    if ctx.actor.may(Permission::DeskRead) {
        link(&format!("/changes/{}", notice.change), words)
    } else {
        text(words)
    }
}

/// What was told, in a word.
pub(crate) fn kind(lang: Lang, kind: NoticeKind) -> Markup {
    let tone = match kind {
        NoticeKind::Planned => Tone::Info,
        NoticeKind::Moved | NoticeKind::Postponed => Tone::Warning,
        NoticeKind::Cancelled => Tone::Neutral,
    };
    tag(tone, &lang.t(kind.label_key()))
}

fn times(lang: Lang, notice: &Notice) -> String {
    let ends = [
        ("from", figures::instant(lang, notice.span.from())),
        ("to", figures::instant(lang, notice.span.to())),
    ];
    lang.with("announcement-from-to", &ends)
}

fn sites(lang: Lang, one: &Shown) -> String {
    if one.site_names.is_empty() { lang.t("announcement-sites-all") } else { one.site_names.join(", ") }
}

/// When it was told, and whether that was early enough to leave it out of the availability (R5.7).
fn announced(lang: Lang, notice: &Notice) -> Markup {
    html! {
        (time(lang, notice.announced_at))
        @if notice.kind.takes_place() {
            " "
            @if notice.is_in_time { (tag(Tone::Good, &lang.with("maintenance-in-time", &[("days", notice.notice_days)]))) }
            @else { (tag(Tone::Warning, &lang.with("maintenance-late", &[("days", notice.notice_days)]))) }
        }
        @if !notice.late_reason.is_empty() { p.hint { (notice.late_reason) } }
    }
}

/// The next works, on the portal; nothing when there are none.
pub(crate) fn ahead(ctx: &Ctx, ahead: &[Shown]) -> Markup {
    let lang = ctx.lang;
    html! {
        @if !ahead.is_empty() {
            (section("maintenance", &lang.t("maintenance-title"), None, html! {
                ul { @for one in ahead { li {
                    strong { (one.notice.title(lang)) } " — " (times(lang, &one.notice)) " " (sites(lang, one)) "."
                } } }
                p { (link("/maintenance", &lang.t("maintenance-all"))) }
            }))
        }
    }
}

/// Everything told of a change, for the provider.
pub(crate) fn record(lang: Lang, told: &[Shown]) -> Markup {
    let table = DataTable::new(lang.t("maintenance-record")).caption_hidden().narrow(Narrow::Stacked);
    let columns =
        ["maintenance-told", "desk-beneficiary", "maintenance-what", "maintenance-when", "maintenance-whom"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(told.iter().map(|one| {
        let names: Vec<&str> = one.notice.told.iter().map(|told| told.name.as_str()).collect();
        [
            html! { (announced(lang, &one.notice)) p.hint { (one.notice.announced_by_name) } },
            text(&one.beneficiary_name),
            kind(lang, one.notice.kind),
            html! { (times(lang, &one.notice)) p.hint { (sites(lang, one)) } },
            html! { details { summary { (lang.with("maintenance-persons", &[("count", names.len())])) } (names.join(", ")) } },
        ]
    }));
    html! { (table) }
}
