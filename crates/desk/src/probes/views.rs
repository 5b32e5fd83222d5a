//! How probes look: the list, and one with what it found.

pub mod forms;

use super::{
    Content, Finding, Found, Kind, Outcome, Probe, State, Summary, actions::Whole, pages::ListQuery, rules,
};
use jiff::civil::Date;
use kernel::Permission;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{
        Lang,
        figures::{self, count},
    },
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, Head, Narrow, Tone, action_button, actions as buttons,
            chart::{ChartHead, Series, lines},
            empty_state, facts, filter_form, link, link_button, pagination, section, submit, tag, text, time,
            with_aside,
        },
        page,
    },
};
use std::collections::BTreeMap;

/// The list, by name.
pub(super) fn list_page(
    ctx: &Ctx,
    probes: &[Probe],
    bodies: &[Organisation],
    query: &ListQuery,
    next: Option<String>,
) -> Markup {
    let (lang, may_manage) = (ctx.lang, ctx.actor.may(Permission::DeskManage));
    let new = || link_button(Emphasis::Primary, "/probes/new", &lang.t("probe-new"));
    let head = Head::new(lang.t("probe-title"), lang.t("estate-view")).lead(text(lang.t("probe-lead")));
    let head = head.actions(html! { @if may_manage { (new()) } }).as_of(ctx.now());
    let every = std::iter::once(Choice::new("", lang.t("probe-every-beneficiary")));
    let owners = every.chain(bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name)));
    let any = std::iter::once(Choice::new("", lang.t("probe-every-state")));
    let states =
        any.chain(State::ALL.iter().map(|state| Choice::new(state.as_str(), lang.t(state.label_key()))));
    let filter = filter_form(
        "/probes",
        &lang.t("probe-title"),
        html! {
            @if bodies.len() > 1 {
                (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), owners).value(&query.beneficiary))
            }
            (Field::select(lang, "state", lang.t("probe-state"), states).value(&query.state))
            (submit(Emphasis::Secondary, &lang.t("desk-choose")))
        },
    );
    let table = DataTable::new(lang.t("probe-title")).caption_hidden().narrow(Narrow::Stacked);
    let columns =
        ["probe-name", "probe-state", "probe-target", "probe-of", "desk-beneficiary", "probe-checked"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("probe-millis"));
    let table = table.rows(probes.iter().map(|probe| row(lang, probe)));
    let nothing = empty_state(&lang.t("probe-none"), &lang.t("probe-none-why"), may_manage.then(new));
    let next = next
        .map(|next| format!("/probes?beneficiary={}&state={}&after={next}", query.beneficiary, query.state));
    let body = html! {
        (filter)
        (table.empty(nothing))
        (pagination(lang, &lang.t("probe-title"), None, next.as_deref(), None))
    };
    page(ctx, &head, body)
}

fn row(lang: Lang, probe: &Probe) -> [Markup; 7] {
    let places: Vec<&str> =
        [&probe.site, &probe.application].into_iter().flatten().map(|place| place.name.as_str()).collect();
    [
        link(&probe.path(), &probe.content.name),
        state(lang, probe),
        text(what(lang, &probe.content)),
        text(places.join(", ")),
        text(&probe.beneficiary_name),
        html! { @match probe.checked_at { Some(at) => (time(lang, at)), None => (lang.t("probe-not-yet")) } },
        text(probe.last.as_ref().map_or("—".to_owned(), |last| millis(lang, last.millis))),
    ]
}

/// How a probe stands, in a word.
fn state(lang: Lang, probe: &Probe) -> Markup {
    if probe.paused_at.is_some() {
        return tag(Tone::Neutral, &lang.t("probe-paused"));
    }
    let state = probe.standing.state;
    let tone = match state {
        State::New => Tone::Info,
        State::Up if probe.standing.streak > 0 => Tone::Warning,
        State::Up => Tone::Good,
        State::Down => Tone::Bad,
    };
    tag(tone, &lang.t(state.label_key()))
}

/// What a probe looks at, in a line.
fn what(lang: Lang, content: &Content) -> String {
    let kind = lang.t(content.look.kind.label_key());
    lang.with("probe-what", &[("kind", kind), ("target", content.look.target.clone())])
}

fn millis(lang: Lang, millis: i64) -> String {
    lang.with("probe-millis-value", &[("count", count(lang, millis))])
}

/// A probe and what it found.
pub(super) fn show(ctx: &Ctx, whole: &Whole) -> Markup {
    let (lang, probe) = (ctx.lang, &whole.probe);
    let head = Head::new(probe.content.name.clone(), lang.t("probe-one"));
    let head = head.crumbs([Crumb::new(lang.t("probe-title"), "/probes")]).as_of(ctx.now());
    let head = head.lead(html! { (state(lang, probe)) " " (what(lang, &probe.content)) });
    let main = html! {
        @if ctx.actor.may(Permission::DeskManage) { (section("manage", &lang.t("probe-manage"), None, manage(ctx, probe))) }
        (section("day", &lang.t("probe-day"), None, day(lang, &whole.day)))
        (section("month", &lang.t("probe-month"), None, month(lang, &whole.month)))
        (section("latest", &lang.t("probe-latest"), None, latest(lang, &whole.latest)))
    };
    let aside = section("facts", &lang.t("probe-facts"), None, sides(ctx, probe));
    page(ctx, &head, with_aside(&lang.t("probe-facts"), main, aside))
}

fn manage(ctx: &Ctx, probe: &Probe) -> Markup {
    let (lang, own) = (ctx.lang, probe.path());
    let (verb, key) = match probe.paused_at {
        None => ("pause", "probe-pause"),
        Some(_) => ("resumption", "probe-resume"),
    };
    let press = |verb: &str, emphasis: Emphasis, key: &str| {
        action_button(&ctx.csrf, &format!("{own}/{verb}"), emphasis, &lang.t(key), None)
    };
    html! {
        (buttons(html! {
            (link_button(Emphasis::Primary, &format!("{own}/edit"), &lang.t("probe-change")))
            (press(verb, Emphasis::Secondary, key))
            (press("removal", Emphasis::Quiet, "probe-remove"))
        }))
        p.hint { (lang.t("probe-manage-hint")) }
    }
}

fn sides(ctx: &Ctx, probe: &Probe) -> Markup {
    let (lang, content) = (ctx.lang, &probe.content);
    let mut pairs = vec![(lang.t("desk-beneficiary"), text(&probe.beneficiary_name))];
    if let Some(site) = &probe.site {
        pairs.push((lang.t("desk-site"), link(&format!("/outages?site={}", site.id), &site.name)));
    }
    if let Some(application) = &probe.application {
        let path = format!("/applications/{}/{}", probe.beneficiary, application.id);
        pairs.push((lang.t("probe-application"), link(&path, &application.name)));
    }
    pairs.push((lang.t("monitoring-contact"), text(&probe.contact_name)));
    pairs.push((lang.t("probe-target"), text(&content.look.target)));
    pairs.extend(expected(lang, content));
    pairs.push((lang.t("probe-interval"), text(figures::duration(lang, content.interval_seconds))));
    pairs.push((lang.t("probe-timeout"), text(figures::duration(lang, content.look.timeout_seconds))));
    let needs = [("failures", content.failures), ("successes", content.successes)];
    pairs.push((lang.t("probe-needs"), text(lang.with("probe-needs-value", &needs))));
    let cuts = if content.cuts_off { "probe-cuts-yes" } else { "probe-cuts-no" };
    pairs.push((lang.t("probe-cuts-off"), text(lang.t(cuts))));
    pairs.push((lang.t("probe-since"), time(lang, probe.paused_at.unwrap_or(probe.standing.since))));
    facts(pairs)
}

/// What is expected, by kind.
fn expected(lang: Lang, content: &Content) -> Vec<(String, Markup)> {
    let look = &content.look;
    let or_any = |words: &str| text(if words.is_empty() { lang.t("probe-any") } else { words.to_owned() });
    match look.kind {
        Kind::Tcp => vec![],
        Kind::Http => {
            let status = if look.status == 0 { lang.t("probe-status-any") } else { look.status.to_string() };
            vec![(lang.t("probe-status"), text(status)), (lang.t("probe-word"), or_any(&look.word))]
        }
        Kind::Tls => vec![(lang.t("probe-days"), text(count(lang, look.days)))],
        Kind::Dns => vec![
            (lang.t("probe-server"), text(&look.server)),
            (lang.t("probe-record"), text(look.record.as_str())),
            (lang.t("probe-answer"), or_any(&look.answer)),
        ],
    }
}

/// The response of each hour of a day, drawn, and its looks.
fn day(lang: Lang, hours: &[Summary]) -> Markup {
    if hours.is_empty() {
        return html! { p { (lang.t("probe-day-none")) } };
    }
    let hour = |summary: &Summary| {
        let local = summary.from.to_zoned(figures::paris().clone());
        lang.with("probe-hour", &[("hour", local.hour().to_string())])
    };
    let labels: Vec<String> = hours.iter().map(hour).collect();
    let point = |summary: &Summary| {
        rules::average(summary).map(|average| {
            let position = f64::from(i32::try_from(average).unwrap_or(i32::MAX));
            (position, millis(lang, average))
        })
    };
    let series = [Series { name: lang.t("probe-average"), points: hours.iter().map(point).collect() }];
    let sum = total(hours);
    let described = [("checks", count(lang, sum.0)), ("failed", count(lang, sum.1))];
    let head = ChartHead {
        id: "response".to_owned(),
        title: lang.t("probe-chart"),
        description: lang.with("probe-chart-words", &described),
    };
    #[expect(clippy::cast_possible_truncation, reason = "a round value of a scale, written without decimals")]
    let written = |value: f64| millis(lang, value as i64);
    let rows = hours.iter().map(|one| (hour(one), one.clone()));
    html! {
        @if hours.iter().any(|one| rules::average(one).is_some()) {
            (lines(lang, &head, &labels, &series, None, &written))
        }
        (summaries(lang, "probe-day", "probe-hour-column", rows))
    }
}

fn total(summaries: &[Summary]) -> (i64, i64) {
    (summaries.iter().map(|one| one.checks).sum(), summaries.iter().map(|one| one.failed).sum())
}

/// The days of a month, the latest first.
fn month(lang: Lang, hours: &[Summary]) -> Markup {
    let mut days: BTreeMap<Date, Summary> = BTreeMap::new();
    for hour in hours {
        let day = hour.from.to_zoned(figures::paris().clone()).date();
        let empty = Summary { from: hour.from, checks: 0, failed: 0, millis_total: 0, millis_most: 0 };
        let sum = days.entry(day).or_insert(empty);
        sum.checks += hour.checks;
        sum.failed += hour.failed;
        sum.millis_total += hour.millis_total;
        sum.millis_most = sum.millis_most.max(hour.millis_most);
    }
    if days.is_empty() {
        return html! { p { (lang.t("probe-month-none")) } };
    }
    let rows = days.into_iter().rev().map(|(day, sum)| (figures::date(lang, day), sum));
    summaries(lang, "probe-month", "probe-day-column", rows)
}

fn summaries(
    lang: Lang,
    caption: &str,
    first: &str,
    rows: impl Iterator<Item = (String, Summary)>,
) -> Markup {
    let table = DataTable::new(lang.t(caption)).caption_hidden().column(lang.t(first));
    let columns = ["probe-checks", "probe-failed", "probe-average", "probe-slowest"];
    let table = columns.iter().fold(table, |table, key| table.figures(lang.t(key)));
    let table = table.rows(rows.map(|(when, sum)| {
        let average = rules::average(&sum);
        [
            text(when),
            text(count(lang, sum.checks)),
            text(count(lang, sum.failed)),
            text(average.map_or("—".to_owned(), |average| millis(lang, average))),
            text(average.map_or("—".to_owned(), |_| millis(lang, sum.millis_most))),
        ]
    }));
    html! { (table) }
}

/// The latest results, the latest first.
fn latest(lang: Lang, outcomes: &[Outcome]) -> Markup {
    let table = DataTable::new(lang.t("probe-latest")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["probe-at", "probe-found", "probe-detail"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("probe-millis"));
    let table = table.rows(outcomes.iter().map(|outcome| {
        [
            time(lang, outcome.at),
            found(lang, &outcome.found),
            text(&outcome.found.detail),
            text(millis(lang, outcome.found.millis)),
        ]
    }));
    let nothing = empty_state(&lang.t("probe-latest-none"), &lang.t("probe-latest-none-why"), None);
    html! { (table.empty(nothing)) }
}

fn found(lang: Lang, found: &Found) -> Markup {
    let tone = if found.finding == Finding::Good { Tone::Good } else { Tone::Bad };
    tag(tone, &lang.t(found.finding.label_key()))
}
