//! A project: how it goes, its steps, risks, decisions, work of the desk, time, and what both sides say.

use super::super::{
    CommentForm, Decision, DecisionForm, Linked, ProjectKey, ProjectTime, Risk, RiskForm, Step, StepForm,
    WeatherForm,
    actions::{Whole, today},
    rules,
};
use super::{crumb, end, forms, standing, state_tag, weather_tag};
use crate::{tickets::views::state_tag as ticket_tag, time_spent::TimeForm};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            DataTable, Emphasis, Entry, Field, FieldError, Head, PostForm, Tone, Voice, action_button,
            actions as buttons, conversation, error_of, error_summary, facts, folded_form, link, link_button,
            paragraphs, section, submit, tag, text, time, with_aside,
        },
        page,
    },
};

/// What was typed on the page and is shown again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub(crate) change: String,
    pub(crate) weather: Option<WeatherForm>,
    pub(crate) step: StepForm,
    pub(crate) risk: RiskForm,
    pub(crate) decision: DecisionForm,
    pub(crate) reference: String,
    pub(crate) time: TimeForm,
    pub(crate) comment: CommentForm,
    /// The part that was refused: its form is shown open with what is wrong.
    pub(crate) refused: &'static str,
    pub(crate) errors: Vec<FieldError>,
}

impl Typed {
    /// The errors of a part; other parts have fields of the same name.
    fn errors_of(&self, part: &str) -> &[FieldError] {
        if self.refused == part { &self.errors } else { &[] }
    }
}

/// The page.
pub(in super::super) fn project_page(
    ctx: &Ctx,
    whole: &Whole,
    changes: Option<&Markup>,
    typed: &Typed,
) -> Markup {
    let (lang, project) = (ctx.lang, &whole.project);
    let (key, leads) = (&project.key, ctx.actor.may(Permission::ProjectManage));
    let lead = html! {
        (state_tag(lang, project.state)) " " (weather_tag(lang, project.weather)) " " (project.weather_says)
    };
    let head = Head::new(project.name.clone(), lang.t("project-view")).crumbs([crumb(lang)]).lead(lead);
    let head = head.actions(html! {
        @if leads { (link_button(Emphasis::Primary, &format!("{}/edit", key.path()), &lang.t("project-edit"))) }
        (link_button(Emphasis::Secondary, &format!("{}/sheet", key.path()), &lang.t("project-sheet")))
    });
    let main = html! {
        (error_summary(lang, &typed.errors))
        (section("aim", &lang.t("project-aim"), None, paragraphs(&project.aim)))
        (steps(ctx, key, &whole.steps, leads, typed))
        (risks(ctx, key, &whole.risks, leads, typed))
        (decisions(ctx, key, &whole.decisions, leads, typed))
        (comments(ctx, whole, typed))
    };
    let aside = html! {
        (about(ctx, whole))
        @if leads { (weather(ctx, whole, typed)) }
        @if let Some(all) = &whole.linked { (linked(ctx, key, all, leads, typed)) }
        @if let Some(changes) = changes { (changes) }
        @if let Some(times) = &whole.times { (spent(ctx, key, times, leads, typed)) }
    };
    let body = with_aside(&lang.t("project-about"), main, aside);
    page(ctx, &head.has_errors(!typed.errors.is_empty()), body)
}

fn about(ctx: &Ctx, whole: &Whole) -> Markup {
    let (lang, project) = (ctx.lang, &whole.project);
    let (done, all) = rules::progress(&whole.steps);
    let told = html! { (project.weather_by.0) ", " (time(lang, project.weather_by.1)) };
    section(
        "about",
        &lang.t("project-about"),
        None,
        facts([
            (lang.t("desk-beneficiary"), text(&project.beneficiary_name)),
            (lang.t("project-sponsor"), text(&project.sponsor)),
            (lang.t("project-manager"), text(&project.manager.name)),
            (lang.t("project-start"), text(super::day(lang, project.starts_on))),
            (lang.t("project-end"), text(end(lang, project, &whole.steps))),
            (lang.t("project-steps"), text(lang.with("project-steps-of", &[("done", done), ("all", all)]))),
            (lang.t("project-weather-told"), told),
        ]),
    )
}

fn weather(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, project) = (ctx.lang, &whole.project);
    let stored =
        WeatherForm { weather: project.weather.as_str().to_owned(), says: project.weather_says.clone() };
    let form = typed.weather.as_ref().unwrap_or(&stored);
    let fields = forms::weather_fields(lang, form, typed.errors_of("weather"));
    adding(
        ctx,
        &format!("{}/weather", project.key.path()),
        "project-weather-say",
        typed.refused == "weather",
        fields,
    )
}

/// A form that opens under its name: the page stays calm.
fn adding(ctx: &Ctx, action: &str, label: &str, is_open: bool, fields: Markup) -> Markup {
    let lang = ctx.lang;
    folded_form(&ctx.csrf, action, &lang.t(label), &lang.t("project-save"), is_open, fields)
}

fn steps(ctx: &Ctx, key: &ProjectKey, steps: &[Step], leads: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let fields = || forms::step_fields(lang, &typed.step, typed.errors_of("steps"), true);
    let body = html! {
        (steps_table(ctx, key, steps, leads))
        @if leads { (adding(ctx, &format!("{}/steps", key.path()), "project-step-add", typed.refused == "steps", fields())) }
    };
    section("steps", &lang.t("project-steps"), None, body)
}

fn steps_table(ctx: &Ctx, key: &ProjectKey, steps: &[Step], leads: bool) -> Markup {
    let (lang, today) = (ctx.lang, today(ctx));
    if steps.is_empty() {
        return html! { p { (lang.t("project-no-step")) } };
    }
    let table = DataTable::new(lang.t("project-steps")).caption_hidden();
    let columns =
        ["project-step", "project-planned", "project-foreseen", "project-done-on", "project-standing"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(steps.iter().map(|step| {
        let path = format!("{}/steps/{}", key.path(), step.id);
        let first = step.starts_on.map(|day| format!("{} → ", figures::date(lang, day))).unwrap_or_default();
        vec![
            html! {
                @if leads { (link(&path, &step.name)) } @else { (step.name) }
                p.hint { (lang.t(step.kind.label_key())) }
            },
            text(format!("{first}{}", figures::date(lang, step.planned_on))),
            text(figures::date(lang, step.forecast_on)),
            text(super::day(lang, step.done_on)),
            standing(lang, step, today),
        ]
    }));
    html! { (table) }
}

fn risks(ctx: &Ctx, key: &ProjectKey, risks: &[Risk], leads: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let fields = || forms::risk_fields(lang, &typed.risk, typed.errors_of("risks"), false);
    let body = html! {
        @if risks.is_empty() { p { (lang.t("project-no-risk")) } } @else { (risks_table(lang, key, risks, leads)) }
        @if leads { (adding(ctx, &format!("{}/risks", key.path()), "project-risk-add", typed.refused == "risks", fields())) }
    };
    section("risks", &lang.t("project-risks"), None, body)
}

fn risks_table(lang: Lang, key: &ProjectKey, risks: &[Risk], leads: bool) -> DataTable {
    let table = DataTable::new(lang.t("project-risks")).caption_hidden();
    let columns = ["project-risk", "project-severity", "project-response", "project-risk-owner"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.rows(risks.iter().map(|risk| {
        let path = format!("{}/risks/{}", key.path(), risk.id);
        vec![
            html! { @if leads { (link(&path, &risk.what)) } @else { (risk.what) } },
            severity(lang, risk),
            text(&risk.response),
            text(&risk.owner),
        ]
    }))
}

/// Probability by impact, or that it is over.
pub(super) fn severity(lang: Lang, risk: &Risk) -> Markup {
    if risk.closed_at.is_some() {
        return tag(Tone::Neutral, &lang.t("project-risk-over"));
    }
    let severity = rules::severity(risk);
    let args = [("severity", severity), ("probability", risk.probability), ("impact", risk.impact)];
    tag(rules::severity_tone(severity), &lang.with("project-severity-of", &args))
}

fn decisions(ctx: &Ctx, key: &ProjectKey, all: &[Decision], leads: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("project-decisions")).caption_hidden();
    let columns = ["project-decision", "project-decided-on", "project-decided-by", "project-standing"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(all.iter().map(|one| {
        let path = format!("{}/decisions/{}/withdrawal", key.path(), one.id);
        vec![
            html! { @if one.withdrawn_at.is_some() { del { (one.what) } } @else { (one.what) } },
            text(figures::date(lang, one.decided_on)),
            text(&one.decided_by),
            html! {
                @if one.withdrawn_at.is_some() { (tag(Tone::Neutral, &lang.t("project-withdrawn"))) }
                @else if leads { (action_button(&ctx.csrf, &path, Emphasis::Quiet, &lang.t("project-withdraw"), Some(&one.what))) }
            },
        ]
    }));
    let fields = || forms::decision_fields(lang, &typed.decision, typed.errors_of("decisions"));
    let body = html! {
        @if all.is_empty() { p { (lang.t("project-no-decision")) } } @else { (table) }
        @if leads { (adding(ctx, &format!("{}/decisions", key.path()), "project-decision-add", typed.refused == "decisions", fields())) }
    };
    section("decisions", &lang.t("project-decisions"), None, body)
}

fn linked(ctx: &Ctx, key: &ProjectKey, all: &[Linked], leads: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let field = || {
        Field::text(lang, "reference", lang.t("project-ticket-number"))
            .value(&typed.reference)
            .error(error_of(typed.errors_of("tickets"), "reference"))
            .required()
    };
    let body = html! {
        @if all.is_empty() { p { (lang.t("project-no-ticket")) } } @else { ul.recent { @for one in all {
            @let Linked::Ticket(ticket) = one;
            li {
                (link(&ticket.key.path(), &format!("{} {}", ticket.reference, ticket.title)))
                (ticket_tag(lang, ticket.state))
                @if leads {
                    @let path = format!("{}/tickets/{}/removal", key.path(), ticket.key.id);
                    (action_button(&ctx.csrf, &path, Emphasis::Quiet, &lang.t("project-unlink"), Some(&ticket.reference)))
                }
            }
        } } }
        @if leads { (adding(ctx, &format!("{}/tickets", key.path()), "project-ticket-add", typed.refused == "tickets", html! { (field()) })) }
    };
    section("tickets", &lang.t("project-tickets"), None, body)
}

fn spent(ctx: &Ctx, key: &ProjectKey, times: &[ProjectTime], leads: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let counted = times.iter().filter(|one| one.cancelled_at.is_none());
    let total: i64 = counted.map(|one| one.minutes).sum();
    let length = |minutes: i64| figures::duration(lang, minutes.saturating_mul(60));
    let line = |one: &ProjectTime| {
        format!("{}, {}, {} {}", figures::date(lang, one.on), one.person.name, length(one.minutes), one.note)
    };
    let fields = || forms::time_fields(lang, &typed.time, typed.errors_of("time"));
    let body = html! {
        p { (lang.t("time-total")) " : " (length(total)) }
        @if !times.is_empty() { ul.recent { @for one in times { li {
            @if one.cancelled_at.is_some() { del { (line(one)) } } @else { span { (line(one)) } }
            @if leads && one.cancelled_at.is_none() {
                @let path = format!("{}/time/{}/cancellation", key.path(), one.id);
                (action_button(&ctx.csrf, &path, Emphasis::Quiet, &lang.t("time-cancel"), Some(&length(one.minutes))))
            }
        } } } }
        @if leads { (adding(ctx, &format!("{}/time", key.path()), "time-add", typed.refused == "time", fields())) }
    };
    section("time", &lang.t("time-title"), None, body)
}

fn comments(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let entries: Vec<Entry> = whole
        .comments
        .iter()
        .map(|comment| Entry {
            id: format!("comment-{}", comment.id),
            voice: if comment.is_provider { Voice::Provider } else { Voice::Requester },
            author: comment.author.clone(),
            channel: String::new(),
            at: comment.at,
            body: paragraphs(&comment.body),
            attachments: vec![],
        })
        .collect();
    let key = if typed.comment.key.is_empty() { ctx.id() } else { typed.comment.key.clone() };
    let post = PostForm::new(format!("{}/comments", whole.project.key.path()), &ctx.csrf);
    let post = post.label(lang.t("project-comment-add")).hidden("key", key).body(html! {
        (Field::textarea(lang, "body", lang.t("project-comment")).rows(3).value(&typed.comment.body)
            .hint(lang.t("project-comment-hint")).error(error_of(typed.errors_of("comments"), "body")).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("project-comment-add"))))
    });
    let body = html! {
        @if !entries.is_empty() { (conversation(lang, &lang.t("project-comments"), &entries)) }
        (post)
    };
    section("comments", &lang.t("project-comments"), None, body)
}
