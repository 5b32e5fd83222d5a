//! How scheduled processes look: on the page of their application, and one by itself.

use super::{Outcome, Process, ProcessForm, Schedule, ScheduleKind, Standing, actions::Whole};
use crate::applications::{
    actions::Whole as Application,
    views::{Fields, Typed, adding, crumb, environment_choice},
};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, DataTable, Emphasis, FieldError, Head, PostForm, Tone, action_button, actions, copyable,
            error_summary, link, notice, section, submit, tag, text, time,
        },
        page,
    },
};

fn standing_tag(lang: Lang, standing: Standing) -> Markup {
    let tone = match standing {
        Standing::Waiting | Standing::Paused => Tone::Neutral,
        Standing::OnTime => Tone::Good,
        Standing::Late => Tone::Warning,
        Standing::Failed => Tone::Bad,
    };
    tag(tone, &lang.t(standing.label_key()))
}

/// When it is expected, in words.
fn expected(lang: Lang, schedule: &Schedule) -> String {
    match schedule.kind {
        ScheduleKind::Interval => lang.with(
            "process-every",
            &[("time", figures::duration(lang, schedule.every_minutes.saturating_mul(60)))],
        ),
        ScheduleKind::Daily => {
            let names = lang.t("process-day-names");
            let names: Vec<&str> = names.split('|').map(str::trim).collect();
            let name = |day: &str| Some(*names.get(day.parse::<usize>().ok()?.checked_sub(1)?)?);
            let days: Vec<&str> = schedule.days.split(',').filter_map(name).collect();
            lang.with("process-at", &[("time", schedule.at_time.clone()), ("days", days.join(", "))])
        }
    }
}

/// The processes on the page of their application.
pub(crate) fn part(ctx: &Ctx, whole: &Application, keeps: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let is_open = typed.refused == "processes";
    let own = Fields::of(lang, "processes", is_open, &typed.errors);
    let fields = html! {
        (environment_choice(&own, &whole.environments, &typed.process.environment))
        (fields(&own, &typed.process))
    };
    let action = format!("{}/processes", whole.application.key.path());
    let body = html! {
        p.hint { (lang.t("process-lead")) }
        @if whole.processes.is_empty() { p { (lang.t("process-none")) } } @else { (table(lang, whole)) }
        @if keeps { (adding(ctx, &action, "process-add", is_open, fields)) }
    };
    section("processes", &lang.t("process-title"), None, body)
}

fn table(lang: Lang, whole: &Application) -> DataTable {
    let columns = ["process-name", "process-expected", "process-standing", "process-last"];
    let table = DataTable::new(lang.t("process-title")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.rows(whole.processes.iter().map(|one| {
        let place = whole.environments.iter().find(|place| place.id == one.environment);
        let path = format!("{}/processes/{}", whole.application.key.path(), one.id);
        vec![
            html! { (link(&path, &one.name)) @if let Some(place) = place { p.hint { (place.name) } } },
            text(expected(lang, &one.schedule)),
            standing_tag(lang, one.standing),
            last(lang, one),
        ]
    }))
}

fn last(lang: Lang, one: &Process) -> Markup {
    html! { @match one.last_run_at { Some(at) => (time(lang, at)), None => "—" } }
}

fn fields(own: &Fields<'_>, form: &ProcessForm) -> Markup {
    let lang = own.lang;
    let kinds = ScheduleKind::ALL.iter().map(|one| (one.as_str(), one.label_key()));
    let grace = if form.grace_minutes.is_empty() { "30" } else { &form.grace_minutes };
    html! {
        (own.line("name", "process-name", &form.name).required())
        (own.word("schedule", "process-schedule", kinds, &form.schedule).required())
        (own.line("at_time", "process-at-time", &form.at_time).hint(lang.t("process-at-time-hint")).width(8))
        (own.line("days", "process-days", &form.days).hint(lang.t("process-days-hint")).width(16))
        (own.line("every_minutes", "process-minutes", &form.every_minutes).hint(lang.t("process-minutes-hint"))
            .inputmode("numeric").width(8))
        (own.line("grace_minutes", "process-grace", grace).hint(lang.t("process-grace-hint")).inputmode("numeric").width(8)
            .required())
    }
}

/// The page of a process; its address when it is told.
pub(super) fn process_page(
    ctx: &Ctx,
    whole: &Whole,
    form: &ProcessForm,
    address: Option<&str>,
    errors: &[FieldError],
) -> Markup {
    let (lang, one) = (ctx.lang, &whole.process);
    let key = &whole.application.key;
    let path = format!("{}/processes/{}", key.path(), one.id);
    let back = Crumb::new(whole.application.name.clone(), key.path());
    let lead = html! { (standing_tag(lang, one.standing)) " " (expected(lang, &one.schedule)) };
    let head = Head::new(one.name.clone(), lang.t("process-title")).crumbs([crumb(lang), back]).lead(lead);
    let keeps = ctx.actor.may(Permission::ApplicationManage);
    let body = html! {
        (error_summary(lang, errors))
        @if let Some(address) = address { (told(lang, address)) }
        (runs(ctx, whole))
        @if keeps { (change(ctx, one, &path, form, errors)) }
    };
    page(ctx, &head.has_errors(!errors.is_empty()), body)
}

/// The address with how to call it.
fn told(lang: Lang, address: &str) -> Markup {
    let body = html! {
        p { (lang.t("process-address-once")) }
        (copyable(lang, address))
        p { (lang.t("process-address-how")) }
        pre { code { "curl -fsS -X POST " (address) } }
    };
    notice(Tone::Info, &lang.t("process-address"), body)
}

fn runs(ctx: &Ctx, whole: &Whole) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("process-runs")).caption_hidden();
    let table = ["process-run-at", "process-outcome", "process-note"]
        .iter()
        .fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(whole.runs.iter().map(|run| {
        let tone = match run.outcome {
            Outcome::Done => Tone::Good,
            Outcome::Failed => Tone::Bad,
            Outcome::Missed => Tone::Warning,
        };
        vec![time(lang, run.at), tag(tone, &lang.t(run.outcome.label_key())), text(&run.note)]
    }));
    let body = html! { @if whole.runs.is_empty() { p { (lang.t("process-runs-none")) } } @else { (table) } };
    section("runs", &lang.t("process-runs"), None, body)
}

fn change(ctx: &Ctx, one: &Process, path: &str, form: &ProcessForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new(path, &ctx.csrf).hidden("version", form.version.to_string()).body(html! {
        (fields(&Fields::plain(lang, errors), form))
        (actions(submit(Emphasis::Primary, &lang.t("application-save"))))
    });
    let button = |end: &str, label: &str| {
        action_button(&ctx.csrf, &format!("{path}/{end}"), Emphasis::Quiet, &lang.t(label), Some(&one.name))
    };
    let body = html! {
        (post)
        @if one.standing == Standing::Paused { (button("resumption", "process-resume")) }
        @else { (button("pause", "process-pause")) }
        (button("address", "process-renew"))
        (button("removal", "process-remove"))
    };
    section("edit", &lang.t("application-edit"), None, body)
}
