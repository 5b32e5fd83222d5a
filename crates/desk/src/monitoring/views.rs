//! How monitoring looks: the sources, one source with its events, and what a ticket shows of it.

pub mod forms;
pub mod trial;

use super::{Alarm, Came, Kind, Outcome, Rule, Source, SourceId, actions, queries, store::incidents};
use crate::tickets::actions::Reading;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::{Lang, figures::count},
    web::{
        WebResult,
        components::{
            Crumb, DataTable, Emphasis, Head, Tone, action_button, actions as buttons, confirmation,
            copyable, empty_state, facts, link, link_button, pagination, reference, section, tag, text, time,
        },
        page,
    },
};

/// Things of a ticket shown beside it.
const BESIDE: i64 = 20;

/// Path of a source's page.
pub(super) fn path(id: &SourceId) -> String {
    format!("/monitoring/{id}")
}

/// Every source.
pub(super) fn list_page(ctx: &Ctx, sources: &[Source]) -> Markup {
    let lang = ctx.lang;
    let may_manage = ctx.actor.may(Permission::DeskManage);
    let add =
        may_manage.then(|| link_button(Emphasis::Primary, "/monitoring/new", &lang.t("monitoring-new")));
    let head = Head::new(lang.t("monitoring-title"), lang.t("desk-view-desk"))
        .lead(html! { p { (lang.t("monitoring-lead")) } })
        .actions(html! { @if let Some(add) = &add { (add) } });
    let columns = ["monitoring-name", "monitoring-kind", "monitoring-state", "monitoring-last-event"];
    let table = DataTable::new(lang.t("monitoring-title")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("monitoring-taken")).figures(lang.t("monitoring-refused"));
    let table = table.rows(sources.iter().map(|source| {
        [
            link(&path(&source.id), &source.settings.name),
            text(lang.t(source.settings.kind.label_key())),
            state(lang, source),
            html! { @match source.last_event_at { Some(at) => (time(lang, at)), None => (lang.t("monitoring-never")) } },
            text(count(lang, source.recent.0)),
            text(count(lang, source.recent.1)),
        ]
    }));
    let nothing = empty_state(&lang.t("monitoring-none"), &lang.t("monitoring-none-why"), add);
    page(ctx, &head, html! { (table.empty(nothing)) })
}

fn state(lang: Lang, source: &Source) -> Markup {
    let is_refused = source.last_refused_at > source.last_event_at;
    match (source.is_enabled, is_refused, source.last_event_at) {
        (false, ..) => tag(Tone::Neutral, &lang.t("monitoring-state-paused")),
        (true, true, _) => tag(Tone::Bad, &lang.t("monitoring-state-refused")),
        (true, false, Some(_)) => tag(Tone::Good, &lang.t("monitoring-state-heard")),
        (true, false, None) => tag(Tone::Info, &lang.t("monitoring-state-new")),
    }
}

/// What a page of a source shows beside what is stored.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// The secret just made, shown this once.
    pub(super) secret: Option<String>,
    /// The event before which the page of events begins.
    pub(super) before: Option<String>,
}

fn head(ctx: &Ctx, title: String) -> Head {
    let lang = ctx.lang;
    Head::new(title, lang.t("desk-view-desk")).crumbs([Crumb::new(lang.t("monitoring-title"), "/monitoring")])
}

/// The head of a page about one part of a source, which its title names.
pub(crate) fn part_head(ctx: &Ctx, source: &Source, part: &str) -> Head {
    let lang = ctx.lang;
    let crumbs = [
        Crumb::new(lang.t("monitoring-title"), "/monitoring"),
        Crumb::new(&source.settings.name, path(&source.id)),
    ];
    Head::new(lang.t(part), source.settings.name.as_str()).crumbs(crumbs)
}

fn hook(ctx: &Ctx, source: &Source) -> String {
    let public = ctx.platform.settings.public_url.trim_end_matches('/');
    format!("{public}/api/v1/hooks/monitoring/{}", source.id)
}

/// One source: whether it is heard, whose its events are, what came of the latest.
pub(super) async fn source_page(ctx: &Ctx, id: &SourceId, shown: &Shown) -> WebResult {
    let lang = ctx.lang;
    let (source, rules) = actions::get(ctx, id).await?;
    let (events, next) = actions::events(ctx, id, shown.before.as_deref()).await?;
    let may_manage = ctx.actor.may(Permission::DeskManage);
    let kind = source.settings.kind;
    let query = if kind == Kind::Prometheus { queries::actions::get(ctx, id).await? } else { None };
    let add = may_manage.then(|| {
        link_button(Emphasis::Secondary, &format!("{}/rules/new", path(id)), &lang.t("monitoring-rule-new"))
    });
    let next = next.map(|next| format!("{}?after={next}", path(id)));
    let body = html! {
        @if let Some(secret) = &shown.secret { (secret_shown(lang, &source, secret)) }
        (section("state", &lang.t("monitoring-state"), None, html! {
            (about(ctx, &source))
            @if may_manage { (manage(ctx, &source)) }
        }))
        @if kind == Kind::Prometheus {
            (section("query", &lang.t("monitoring-query-title"), None, queries::views::about(lang, query.as_ref())))
        }
        @if kind == Kind::Probe {
            (buttons(link_button(Emphasis::Secondary, "/probes", &lang.t("probe-title"))))
        } @else {
            (section("rules", &lang.t("monitoring-rules"), add, rules_table(ctx, &source, &rules)))
        }
        (section("events", &lang.t("monitoring-events"), None, html! {
            (events_table(lang, &events))
            (pagination(lang, &lang.t("monitoring-events"), None, next.as_deref(), None))
        }))
    };
    let head = head(ctx, source.settings.name.clone()).lead(state(lang, &source));
    Ok(page(ctx, &head, body))
}

fn secret_shown(lang: Lang, source: &Source, secret: &str) -> Markup {
    let key = if source.settings.kind == Kind::Generic {
        "monitoring-secret-sign"
    } else {
        "monitoring-secret-bearer"
    };
    confirmation(
        &lang.t("monitoring-secret-once"),
        html! { p { (copyable(lang, secret)) } p { (lang.t(key)) } },
    )
}

fn about(ctx: &Ctx, source: &Source) -> Markup {
    let (lang, settings) = (ctx.lang, &source.settings);
    let storm = [("count", settings.storm_count), ("minutes", settings.storm_minutes)];
    let instant =
        |at| html! { @match at { Some(at) => (time(lang, at)), None => (lang.t("monitoring-never")) } };
    let mut pairs = vec![
        (lang.t("monitoring-kind"), text(lang.t(settings.kind.label_key()))),
        (lang.t("monitoring-last-event"), instant(source.last_event_at)),
        (lang.t("monitoring-on-recovery"), text(lang.t(settings.on_recovery.label_key()))),
        (
            lang.t("monitoring-again"),
            text(lang.with("monitoring-again-hours", &[("hours", settings.reopen_hours)])),
        ),
        (lang.t("monitoring-storm"), text(lang.with("monitoring-storm-after", &storm))),
    ];
    if settings.kind.posts() {
        pairs.insert(1, (lang.t("monitoring-hook"), copyable(lang, &hook(ctx, source))));
    }
    if let (Some(at), Some(why)) = (source.last_refused_at, source.last_refusal) {
        let why = html! { (time(lang, at)) ": " (lang.t(why.label_key())) };
        pairs.push((lang.t("monitoring-last-refusal"), why));
    }
    facts(pairs)
}

fn manage(ctx: &Ctx, source: &Source) -> Markup {
    let (lang, own) = (ctx.lang, path(&source.id));
    let (verb, label) =
        if source.is_enabled { ("pause", "monitoring-pause") } else { ("resumption", "monitoring-resume") };
    let button = |verb: &str, key: &str| {
        action_button(&ctx.csrf, &format!("{own}/{verb}"), Emphasis::Secondary, &lang.t(key), None)
    };
    buttons(html! {
        @if source.settings.kind.posts() {
            (link_button(Emphasis::Primary, &format!("{own}/trial"), &lang.t("monitoring-try")))
        }
        @if source.settings.kind == Kind::Prometheus {
            (link_button(Emphasis::Primary, &format!("{own}/query"), &lang.t("query-edit")))
        }
        (link_button(Emphasis::Secondary, &format!("{own}/settings"), &lang.t("monitoring-settings")))
        (button(verb, label))
        @if source.settings.kind.posts() { (button("secret", "monitoring-secret-new")) }
    })
}

fn rules_table(ctx: &Ctx, source: &Source, rules: &[Rule]) -> Markup {
    let lang = ctx.lang;
    let may_manage = ctx.actor.may(Permission::DeskManage);
    let table = DataTable::new(lang.t("monitoring-rules")).caption_hidden();
    let columns = [
        "monitoring-rule-when",
        "desk-beneficiary",
        "monitoring-contact",
        "desk-site",
        "monitoring-rule-change",
    ];
    let shown = columns.iter().take(if may_manage { 5 } else { 4 });
    let table = shown.fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(rules.iter().map(|rule| {
        let when = when(lang, rule);
        let removal = format!("{}/rules/{}/removal", path(&source.id), rule.id);
        let mut cells = vec![
            text(&when),
            text(&rule.beneficiary_name),
            text(&rule.contact_name),
            html! { @match &rule.site { Some((_, name)) => (name), None => "—" } },
        ];
        if may_manage {
            cells.push(action_button(
                &ctx.csrf,
                &removal,
                Emphasis::Quiet,
                &lang.t("monitoring-rule-remove"),
                Some(&when),
            ));
        }
        cells
    }));
    let nothing = empty_state(&lang.t("monitoring-rules-none"), &lang.t("monitoring-rules-none-why"), None);
    html! { (table.empty(nothing)) }
}

/// The condition of a rule in words.
fn when(lang: Lang, rule: &Rule) -> String {
    if rule.label.is_empty() {
        return lang.t("monitoring-rule-all");
    }
    let (key, value) = match rule.value.strip_suffix('*') {
        Some(beginning) => ("monitoring-rule-begins", beginning),
        None => ("monitoring-rule-is", rule.value.as_str()),
    };
    lang.with(key, &[("label", rule.label.as_str()), ("value", value)])
}

fn outcome(lang: Lang, outcome: Outcome) -> Markup {
    let tone = match outcome {
        Outcome::Opened | Outcome::Reopened => Tone::Warning,
        Outcome::Held | Outcome::Grouped | Outcome::Recovered | Outcome::Noted => Tone::Info,
        Outcome::Resolved => Tone::Good,
        Outcome::Ignored => Tone::Neutral,
        Outcome::Refused => Tone::Bad,
    };
    tag(tone, &lang.t(outcome.label_key()))
}

fn events_table(lang: Lang, events: &[Came]) -> Markup {
    let table = DataTable::new(lang.t("monitoring-events")).caption_hidden();
    let columns = [
        "monitoring-event-at",
        "monitoring-host",
        "monitoring-service",
        "monitoring-severity",
        "monitoring-event-became",
        "monitoring-event-ticket",
    ];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(events.iter().map(|event| {
        [
            html! {
                (time(lang, event.at)) " "
                (lang.t(if event.is_firing { "monitoring-event-firing" } else { "monitoring-event-over" }))
            },
            text(&event.host),
            text(&event.service),
            text(&event.severity),
            html! {
                (outcome(lang, event.outcome))
                @if let Some(reason) = event.reason { " " (lang.t(reason.label_key())) }
                @if event.times > 1 { " " (lang.with("monitoring-event-times", &[("count", event.times)])) }
            },
            html! { @match event.ticket.as_ref().zip(event.reference.as_ref()) {
                Some((key, number)) => (reference(&key.path(), number)), None => "—",
            } },
        ]
    }));
    let nothing = empty_state(&lang.t("monitoring-events-none"), &lang.t("monitoring-events-none-why"), None);
    html! { (table.empty(nothing)) }
}

/// What monitoring says of a ticket: the same to both sides.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let (lang, key) = (ctx.lang, &reading.thread.ticket.key);
    let found = incidents::of_ticket(&mut ctx.read().await?, key, BESIDE).await?;
    let Some((is_storm, all, alarms)) = found else { return Ok(None) };
    let body = html! {
        @if is_storm { p { (tag(Tone::Warning, &lang.t("monitoring-storm"))) " " (lang.with("monitoring-storm-holds", &[("count", all)])) } }
        ul { @for alarm in &alarms { li { (line(lang, alarm)) } } }
        @if all > BESIDE { p { (lang.with("monitoring-more", &[("count", all - BESIDE)])) } }
    };
    Ok(Some(section("monitoring", &lang.t("monitoring-panel"), None, body)))
}

fn line(lang: Lang, alarm: &Alarm) -> Markup {
    let (tone, key) = if alarm.is_firing {
        (Tone::Bad, "monitoring-alarm-firing")
    } else {
        (Tone::Good, "monitoring-alarm-over")
    };
    html! {
        (tag(tone, &lang.t(key))) " " (alarm.host) @if !alarm.host.is_empty() { ", " } (alarm.service) ", " (time(lang, alarm.changed_at))
        @if alarm.times > 1 { " " (lang.with("monitoring-alarm-times", &[("count", alarm.times)])) }
    }
}
