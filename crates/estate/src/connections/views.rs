//! How connections look: the roll-out, and the part of a site's page.

use super::{Connection, ConnectionForm, State, actions::Progress, rules};
use crate::sites::{Site, SiteId};
use jiff::civil::Date;
use kernel::Figure;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm, Tone,
            actions as buttons, empty_state, error_of, explained, filter_form, link, section, submit, tag,
            text,
        },
        page,
    },
};

/// How a site is connected, in a word.
pub(crate) fn state_tag(lang: Lang, state: State) -> Markup {
    let tone = match state {
        State::Connected => Tone::Good,
        State::Planned | State::Study => Tone::Info,
        State::Carrier | State::Xdsl | State::Mobile => Tone::Warning,
        State::None => Tone::Neutral,
    };
    tag(tone, &lang.t(state.label_key()))
}

/// The roll-out, beneficiary by beneficiary (A.3).
pub(super) fn rollout_page(ctx: &Ctx, all: &[Progress], first: Date, last: Date) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("connection-rollout"), lang.t("estate-view"));
    let head = head.lead(text(lang.t("connection-rollout-lead"))).as_of(ctx.now());
    let head = head.crumbs([Crumb::new(lang.t("estate-sites"), "/sites")]);
    let filter = filter_form(
        "/rollout",
        &lang.t("connection-period"),
        html! {
            (Field::date(lang, "from", lang.t("connection-first")).value(first.to_string()))
            (Field::date(lang, "to", lang.t("connection-last")).value(last.to_string()))
            (submit(Emphasis::Secondary, &lang.t("outage-choose")))
        },
    );
    let nothing = empty_state(&lang.t("estate-empty"), &lang.t("estate-empty-why"), None);
    let body = html! {
        (filter)
        @if all.iter().all(|one| one.sites.is_empty()) { (nothing) }
        @for one in all.iter().filter(|one| !one.sites.is_empty()) {
            (section(&format!("of-{}", one.owner.code), &one.owner.name, None, of_one(lang, one, last)))
        }
    };
    page(ctx, &head, body)
}

fn of_one(lang: Lang, one: &Progress, last: Date) -> Markup {
    let (value, story) = (&one.rollout.value, &one.rollout.explanation);
    let count = |n: usize| Figure::Count(i64::try_from(n).unwrap_or(i64::MAX));
    let named = |ids: &[SiteId]| -> Vec<&Site> {
        ids.iter().filter_map(|id| one.sites.iter().find(|s| s.id == *id)).collect()
    };
    let (new, left) = (lang.t("connection-in-period"), lang.t("connection-remaining"));
    html! {
        p { (lang.with("estate-connected-count", &[("connected", value.connected), ("count", value.buildings)])) }
        h3 { (new) }
        (explained(lang, &new, &count(value.connected_in_period.len()), story))
        @if !value.connected_in_period.is_empty() { (sites(lang, &new, one, &named(&value.connected_in_period), last)) }
        h3 { (left) }
        (explained(lang, &left, &count(value.remaining.len()), story))
        @if !value.remaining.is_empty() { (sites(lang, &left, one, &named(&value.remaining), last)) }
    }
}

fn sites(lang: Lang, caption: &str, one: &Progress, sites: &[&Site], last: Date) -> Markup {
    let table = DataTable::new(caption).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["estate-name", "estate-fibre", "connection-from", "connection-expected"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(sites.iter().map(|site| {
        let own: Vec<Connection> = one.history.iter().filter(|c| c.site == site.id).cloned().collect();
        let now = rules::on(&own, last).cloned();
        [
            link(&site.path(), &site.name),
            html! { @if let Some(now) = &now { (state_tag(lang, now.state)) } },
            html! { @if let Some(now) = &now { (figures::date(lang, now.from_on)) } },
            html! { @match now.as_ref().and_then(|now| now.expected_on) { Some(day) => (figures::date(lang, day)), None => "—" } },
        ]
    }));
    html! { (table) }
}

/// How a site is connected, with the form that adds to it for those who may.
pub(crate) fn of_site(
    ctx: &Ctx,
    site: &Site,
    history: &[Connection],
    form: Option<&ConnectionForm>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("connection-title")).caption_hidden().narrow(Narrow::Stacked);
    let columns =
        ["connection-from", "estate-fibre", "connection-carrier", "connection-bandwidth", "outage-note"];
    let mut table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    if form.is_some() {
        table = table.column(lang.t("blind-then"));
    }
    let table = table.rows(history.iter().enumerate().rev().map(|(i, one)| {
        let mut row = vec![
            text(figures::date(lang, one.from_on)),
            html! { (state_tag(lang, one.state)) @if one.is_closed_group { " " (tag(Tone::Info, &lang.t("connection-closed-group"))) } },
            carrier(lang, one),
            text(one.megabits.map_or_else(|| "—".to_owned(), |n| lang.with("connection-megabits", &[("count", n)]))),
            html! { (one.note) @if let Some(day) = one.expected_on { p.hint { (lang.t("connection-expected")) " " (figures::date(lang, day)) } } },
        ];
        if form.is_some() {
            row.push(if i == 0 { text(lang.t("connection-found")) } else { removing(ctx, site, one) });
        }
        row
    }));
    html! {
        (table)
        @if let Some(form) = form { (adding(ctx, site, form, errors)) }
    }
}

fn carrier(lang: Lang, one: &Connection) -> Markup {
    let hours = one.repair_minutes.map(|minutes| figures::duration(lang, minutes * 60));
    html! {
        (if one.carrier.is_empty() { "—" } else { &one.carrier })
        @if let Some(hours) = hours { p.hint { (lang.with("connection-repair", &[("time", hours)])) } }
    }
}

fn removing(ctx: &Ctx, site: &Site, one: &Connection) -> Markup {
    let (lang, day) = (ctx.lang, figures::date(ctx.lang, one.from_on));
    let post = PostForm::new(format!("{}/connections/{}/removal", site.path(), one.id), &ctx.csrf);
    html! { (post.body(html! { button.quiet type="submit" {
        (lang.t("connection-remove")) span.visually-hidden { " " (day) }
    } })) }
}

fn adding(ctx: &Ctx, site: &Site, form: &ConnectionForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let states = State::ALL.iter().map(|state| Choice::new(state.as_str(), lang.t(state.label_key())));
    let post =
        PostForm::new(format!("{}/connections", site.path()), &ctx.csrf).label(lang.t("connection-new"));
    let line = |name: &str, key: &str, value: &str| {
        Field::text(lang, name, lang.t(key)).value(value).error(error_of(errors, name))
    };
    let post = post.body(html! {
        (Field::select(lang, "state", lang.t("estate-fibre"), states).value(&form.state).error(error_of(errors, "state")))
        (Field::date(lang, "from_on", lang.t("connection-from")).value(&form.from_on).hint(lang.t("connection-from-hint"))
            .error(error_of(errors, "from_on")))
        (Field::date(lang, "expected_on", lang.t("connection-expected")).value(&form.expected_on)
            .error(error_of(errors, "expected_on")))
        (line("carrier", "connection-carrier", &form.carrier))
        (line("repair_hours", "connection-repair-hours", &form.repair_hours).inputmode("decimal").width(6)
            .hint(lang.t("connection-repair-hint")))
        (line("megabits", "connection-bandwidth", &form.megabits).inputmode("numeric").width(8)
            .hint(lang.t("connection-bandwidth-hint")))
        (Field::checkbox(lang, "closed_group", lang.t("connection-closed-group"))
            .value(if form.closed_group.is_empty() { "" } else { "on" }))
        (line("note", "outage-note", &form.note))
        (buttons(submit(Emphasis::Secondary, &lang.t("estate-save"))))
    });
    html! { details open[!errors.is_empty()] { summary { (lang.t("connection-new")) } (post) } }
}
