//! A year of committees, of all beneficiaries and of one.

use super::{committee_name, crumb, minutes_tag, state_tag};
use crate::{
    committees::{Compliance, MeetingKind, Slot},
    meetings::{
        Meeting, MinutesState,
        actions::{Overview, Year},
        rules,
    },
    reports::pack_link,
};
use kernel::{Exact, Figure, Permission};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            DataTable, Emphasis, Field, Head, PostForm, Tone, empty_state, explained, filter_form, link,
            link_button, section, submit, tag, text, time,
        },
        page,
    },
};

fn rate(compliance: &Compliance) -> Figure {
    compliance.rate().and_then(|rate| Exact::parse(&rate).ok()).map_or(Figure::NoData, Figure::Share)
}

fn standing(lang: Lang, compliance: &Compliance) -> Markup {
    match compliance.compliant {
        Some(true) => tag(Tone::Good, &lang.t("committee-kept")),
        Some(false) => tag(Tone::Bad, &lang.t("committee-missed")),
        None => tag(Tone::Neutral, &lang.t("committee-nothing-due")),
    }
}

/// The year of each beneficiary.
pub(in super::super) fn overview_page(ctx: &Ctx, overview: &Overview) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("committee-title"), lang.t("committee-view"))
        .lead(text(lang.with("committee-lead", &[("year", &overview.year.to_string())])))
        .as_of(ctx.now());
    let table = DataTable::new(lang.t("committee-by-beneficiary"))
        .column(lang.t("desk-beneficiary"))
        .column(lang.t("committee-rate"))
        .column(lang.t("committee-standing"))
        .column(lang.t("committee-next"))
        .figures(lang.t("action-overdue"));
    let row = |one: &Year| {
        let path = format!("/committees/{}?year={}", one.body.code, one.year);
        let next = one.meetings.iter().find(|m| rules::is_ahead(m) && m.starts_at >= ctx.now());
        let actions = format!("/actions?beneficiary={}", one.body.id);
        vec![
            link(&path, &one.body.name),
            text(figures::figure(lang, &rate(&one.compliance.value))),
            standing(lang, &one.compliance.value),
            html! { @if let Some(next) = next { (link(&next.key.path(), &committee_name(lang, next.committee))) " " (time(lang, next.starts_at)) " · " (pack_link(ctx, next)) } @else { "—" } },
            link(&actions, &figures::count(lang, one.overdue)),
        ]
    };
    let nothing = empty_state(&lang.t("committee-none"), &lang.t("committee-none-why"), None);
    let body = html! {
        (choose_year(lang, "/committees", overview.year))
        (table.rows(overview.years.iter().map(row)).empty(nothing))
    };
    page(ctx, &head, body)
}

fn choose_year(lang: Lang, base: &str, year: i16) -> Markup {
    filter_form(
        base,
        &lang.t("committee-choose-year"),
        html! {
            (Field::number(lang, "year", lang.t("committee-year")).value(year.to_string()).width(6))
            (submit(Emphasis::Secondary, &lang.t("scoreboard-show")))
        },
    )
}

/// The year of one beneficiary: whether the plan is kept, each slot of it, each meeting.
pub(in super::super) fn year_page(ctx: &Ctx, year: &Year) -> Markup {
    let lang = ctx.lang;
    let base = format!("/committees/{}", year.body.code);
    let manages = ctx.actor.may(Permission::CommitteeManage);
    let new = format!("/meetings/new?beneficiary={}", year.body.id);
    let head = Head::new(&year.body.name, lang.t("committee-view"))
        .crumbs([crumb(lang)])
        .lead(text(lang.with("committee-lead", &[("year", &year.year.to_string())])))
        .as_of(ctx.now())
        .actions(html! {
            @if manages { (link_button(Emphasis::Primary, &new, &lang.t("meeting-new"))) }
            (link_button(Emphasis::Secondary, &format!("/decisions?beneficiary={}", year.body.id), &lang.t("decision-title")))
            (link_button(Emphasis::Secondary, &format!("/actions?beneficiary={}", year.body.id), &lang.t("action-title")))
        });
    let what = lang.t("committee-rate");
    let kept = html! {
        p { (standing(lang, &year.compliance.value)) }
        (explained(lang, &what, &rate(&year.compliance.value), &year.compliance.explanation))
    };
    let body = html! {
        (choose_year(lang, &base, year.year))
        (section("compliance", &what, None, kept))
        (section("plan", &lang.t("committee-plan"), None, html! {
            (slots(lang, year))
            @if manages { (plan_form(ctx, &base, year)) }
        }))
        (section("meetings", &lang.t("meeting-title"), None, meetings(ctx, year)))
    };
    page(ctx, &head, body)
}

fn plan_form(ctx: &Ctx, base: &str, year: &Year) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new(format!("{base}/plan"), &ctx.csrf).hidden("year", year.year.to_string());
    post.label(lang.t("committee-plan-year"))
        .body(html! {
            p.hint { (lang.t("committee-plan-hint")) }
            (submit(Emphasis::Secondary, &lang.t("committee-plan-year")))
        })
        .render()
}

/// One row for each month of the plan, one column for each committee.
fn slots(lang: Lang, year: &Year) -> Markup {
    let table = DataTable::new(lang.t("committee-plan")).caption_hidden().column(lang.t("committee-month"));
    let table = year.committees.iter().fold(table, |table, one| table.column(committee_name(lang, one.code)));
    let months = (1..=12_i8).filter(|month| year.committees.iter().any(|one| has(&one.months, *month)));
    let rows = months.map(|month| {
        let first = jiff::civil::date(year.year, month, 1);
        let cells = year.committees.iter().map(|one| {
            let slot = Slot { kind: MeetingKind::of(one.code), year: year.year, month };
            if has(&one.months, month) { slot_state(lang, year, slot) } else { text("—") }
        });
        std::iter::once(text(figures::month(lang, first))).chain(cells).collect::<Vec<_>>()
    });
    let table = table.rows(rows.collect::<Vec<_>>());
    html! { (table) }
}

fn has(months: &[u8], month: i8) -> bool {
    months.iter().any(|one| i8::try_from(*one) == Ok(month))
}

fn slot_state(lang: Lang, year: &Year, slot: Slot) -> Markup {
    let compliance = &year.compliance.value;
    if compliance.filled.contains(&slot) {
        return tag(Tone::Good, &lang.t("committee-slot-filled"));
    }
    if compliance.missing.contains(&slot) {
        return tag(Tone::Bad, &lang.t("committee-slot-missing"));
    }
    let planned = year.meetings.iter().any(|one| {
        rules::is_ahead(one)
            && MeetingKind::of(one.committee) == slot.kind
            && rules::day(one.starts_at).month() == slot.month
    });
    if planned {
        tag(Tone::Info, &lang.t("committee-slot-planned"))
    } else {
        tag(Tone::Neutral, &lang.t("committee-slot-open"))
    }
}

fn meetings(ctx: &Ctx, year: &Year) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("meeting-title"))
        .caption_hidden()
        .column(lang.t("meeting-one"))
        .column(lang.t("meeting-starts"))
        .column(lang.t("meeting-state"))
        .column(lang.t("minutes-state"))
        .column(lang.t("pack-one"));
    let row = |one: &Meeting| {
        let name = committee_name(lang, one.committee);
        let name = if one.subject.is_empty() { name } else { format!("{name} – {}", one.subject) };
        let has_minutes =
            one.state == crate::meetings::MeetingState::Held || one.minutes_state != MinutesState::Draft;
        vec![
            link(&one.key.path(), &name),
            time(lang, one.starts_at),
            state_tag(lang, one),
            html! { @if has_minutes { (minutes_tag(lang, one.minutes_state)) } @else { "—" } },
            html! { @if one.state != crate::meetings::MeetingState::Cancelled { (pack_link(ctx, one)) } },
        ]
    };
    let nothing = empty_state(&lang.t("meeting-none"), &lang.t("meeting-none-why"), None);
    html! { (table.rows(year.meetings.iter().map(row)).empty(nothing)) }
}
