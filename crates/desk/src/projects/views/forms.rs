//! The forms of a project and of its parts.

use super::super::{
    DecisionForm, Project, ProjectForm, ProjectKey, ProjectState, Risk, RiskForm, Step, StepForm, StepKind,
    Weather, WeatherForm, rules,
};
use super::crumb;
use crate::time_spent::TimeForm;
use maud::{Markup, html};
use people::{Organisation, persons::Person};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, action_button, actions as buttons,
            error_of, error_summary, link_button, submit,
        },
        page,
    },
};

/// A project as it is typed.
pub(in super::super) fn stored(project: &Project) -> ProjectForm {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    ProjectForm {
        beneficiary: project.key.beneficiary.to_string(),
        name: project.name.clone(),
        aim: project.aim.clone(),
        sponsor: project.sponsor.clone(),
        manager: project.manager.id.as_ref().map(ToString::to_string).unwrap_or_default(),
        state: project.state.as_str().to_owned(),
        starts_on: day(project.starts_on),
        ends_on: day(project.ends_on),
        version: project.version,
        key: String::new(),
    }
}

/// The form of a new project, or of one that exists.
pub(in super::super) fn project_form(
    ctx: &Ctx,
    project: Option<&Project>,
    form: &ProjectForm,
    bodies: &[Organisation],
    leaders: &[Person],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let here = project.map(|project| Crumb::new(project.name.clone(), project.key.path()));
    let title = lang.t(if project.is_some() { "project-edit" } else { "project-new" });
    let head = Head::new(title, lang.t("project-view")).crumbs(std::iter::once(crumb(lang)).chain(here));
    let back = project.map_or_else(|| "/projects".to_owned(), |project| project.key.path());
    let action = project.map_or_else(|| "/projects".to_owned(), |_| format!("{back}/edit"));
    let post = PostForm::new(action, &ctx.csrf).hidden("version", form.version.to_string());
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let post = if project.is_none() { post.hidden("key", key) } else { post };
    let owners = bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let post = post.body(html! {
        @if project.is_none() {
            (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), owners).value(&form.beneficiary)
                .error(error_of(errors, "beneficiary")).required())
        }
        (fields(lang, form, leaders, errors))
        (buttons(html! {
            (submit(Emphasis::Primary, &lang.t("project-save")))
            (link_button(Emphasis::Secondary, &back, &lang.t("project-cancel")))
        }))
    });
    page(ctx, &head.has_errors(!errors.is_empty()), html! { (error_summary(lang, errors)) (post) })
}

fn fields(lang: Lang, form: &ProjectForm, leaders: &[Person], errors: &[FieldError]) -> Markup {
    let limit = |characters: usize| u32::try_from(characters).unwrap_or(u32::MAX);
    let states = ProjectState::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let me = std::iter::once(Choice::new("", lang.t("project-manager-me")));
    let leaders = me.chain(leaders.iter().map(|one| Choice::new(one.id.as_str(), &one.name)));
    html! {
        (Field::text(lang, "name", lang.t("project-name")).value(&form.name).max_length(limit(rules::NAME))
            .error(error_of(errors, "name")).required())
        (Field::textarea(lang, "aim", lang.t("project-aim")).rows(5).value(&form.aim).hint(lang.t("project-aim-hint"))
            .error(error_of(errors, "aim")).required())
        (Field::text(lang, "sponsor", lang.t("project-sponsor")).value(&form.sponsor).hint(lang.t("project-sponsor-hint"))
            .error(error_of(errors, "sponsor")).required())
        (Field::select(lang, "manager", lang.t("project-manager"), leaders).value(&form.manager)
            .error(error_of(errors, "manager")))
        (Field::select(lang, "state", lang.t("project-state"), states).value(&form.state)
            .error(error_of(errors, "state")).required())
        (Field::date(lang, "starts_on", lang.t("project-start")).value(&form.starts_on).error(error_of(errors, "starts_on")))
        (Field::date(lang, "ends_on", lang.t("project-end-agreed")).value(&form.ends_on).error(error_of(errors, "ends_on")))
    }
}

pub(super) fn weather_fields(lang: Lang, form: &WeatherForm, errors: &[FieldError]) -> Markup {
    let choices = Weather::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    html! {
        (Field::radios(lang, "weather", lang.t("project-weather"), choices).value(&form.weather)
            .error(error_of(errors, "weather")).required())
        (Field::text(lang, "says", lang.t("project-weather-says")).value(&form.says).hint(lang.t("project-weather-says-hint"))
            .error(error_of(errors, "says")).required())
    }
}

/// The fields of a step. Its kind and the day agreed are said once, when it is new.
pub(super) fn step_fields(lang: Lang, form: &StepForm, errors: &[FieldError], is_new: bool) -> Markup {
    let kinds = StepKind::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let kind = if form.kind.is_empty() { StepKind::Milestone.as_str() } else { &form.kind };
    let day = |name: &str, label: &str, value: &str| {
        Field::date(lang, name, lang.t(label)).value(value).error(error_of(errors, name))
    };
    html! {
        @if is_new {
            (Field::radios(lang, "kind", lang.t("project-step-kind"), kinds).value(kind).error(error_of(errors, "kind")).required())
        }
        (Field::text(lang, "name", lang.t("project-step-name")).value(&form.name).error(error_of(errors, "name")).required())
        @if is_new || form.kind == StepKind::Phase.as_str() {
            (day("starts_on", "project-step-start", &form.starts_on).hint(lang.t("project-step-start-hint")))
        }
        @if is_new {
            (day("planned_on", "project-planned", &form.planned_on).hint(lang.t("project-planned-hint")).required())
        }
        (day("forecast_on", "project-foreseen", &form.forecast_on).hint(lang.t("project-foreseen-hint")))
        (day("done_on", "project-done-on", &form.done_on).hint(lang.t("project-done-on-hint")))
    }
}

/// The fields of a risk.
pub(super) fn risk_fields(lang: Lang, form: &RiskForm, errors: &[FieldError], may_close: bool) -> Markup {
    let degrees = |key: &str| {
        let words = lang.t(key);
        let words: Vec<String> = words.split('|').map(|word| word.trim().to_owned()).collect();
        (1..)
            .zip(words)
            .map(|(n, word): (i64, String)| Choice::new(n.to_string(), format!("{n} – {word}")))
            .collect::<Vec<_>>()
    };
    html! {
        (Field::text(lang, "what", lang.t("project-risk")).value(&form.what).hint(lang.t("project-risk-hint"))
            .error(error_of(errors, "what")).required())
        (Field::select(lang, "probability", lang.t("project-probability"), degrees("project-probabilities"))
            .value(&form.probability).error(error_of(errors, "probability")).required())
        (Field::select(lang, "impact", lang.t("project-impact"), degrees("project-impacts"))
            .value(&form.impact).error(error_of(errors, "impact")).required())
        (Field::text(lang, "owner", lang.t("project-risk-owner")).value(&form.owner).error(error_of(errors, "owner")).required())
        (Field::textarea(lang, "response", lang.t("project-response")).rows(3).value(&form.response)
            .error(error_of(errors, "response")).required())
        @if may_close { (Field::checkbox(lang, "closed", lang.t("project-risk-close")).value(&form.closed)) }
    }
}

pub(super) fn decision_fields(lang: Lang, form: &DecisionForm, errors: &[FieldError]) -> Markup {
    html! {
        (Field::textarea(lang, "decision", lang.t("project-decision")).rows(3).value(&form.decision)
            .error(error_of(errors, "decision")).required())
        (Field::text(lang, "decided_by", lang.t("project-decided-by")).value(&form.decided_by)
            .hint(lang.t("project-decided-by-hint")).error(error_of(errors, "decided_by")).required())
        (Field::date(lang, "decided_on", lang.t("project-decided-on")).value(&form.decided_on)
            .hint(lang.t("time-day-hint")).error(error_of(errors, "decided_on")))
    }
}

pub(super) fn time_fields(lang: Lang, form: &TimeForm, errors: &[FieldError]) -> Markup {
    html! {
        (Field::text(lang, "minutes", lang.t("time-minutes")).value(&form.minutes).hint(lang.t("time-minutes-hint"))
            .width(8).error(error_of(errors, "minutes")).required())
        (Field::date(lang, "on", lang.t("time-day")).value(&form.on).hint(lang.t("time-day-hint")).error(error_of(errors, "on")))
        (Field::text(lang, "note", lang.t("time-note")).value(&form.note).error(error_of(errors, "note")))
    }
}

/// A step as it is typed.
pub(in super::super) fn stored_step(step: &Step) -> StepForm {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    StepForm {
        kind: step.kind.as_str().to_owned(),
        name: step.name.clone(),
        starts_on: day(step.starts_on),
        planned_on: step.planned_on.to_string(),
        forecast_on: step.forecast_on.to_string(),
        done_on: day(step.done_on),
        version: step.version,
    }
}

/// A risk as it is typed.
pub(in super::super) fn stored_risk(risk: &Risk) -> RiskForm {
    RiskForm {
        what: risk.what.clone(),
        probability: risk.probability.to_string(),
        impact: risk.impact.to_string(),
        owner: risk.owner.clone(),
        response: risk.response.clone(),
        closed: if risk.closed_at.is_some() { "on".to_owned() } else { String::new() },
        version: risk.version,
    }
}

fn part_page(
    ctx: &Ctx,
    project: &Project,
    (title, action): (&str, &str),
    fields: Markup,
    after: Markup,
    errors: &[FieldError],
    version: i64,
) -> Markup {
    let lang = ctx.lang;
    let back = Crumb::new(project.name.clone(), project.key.path());
    let head = Head::new(title, lang.t("project-view")).crumbs([crumb(lang), back]);
    let post = PostForm::new(action, &ctx.csrf).hidden("version", version.to_string()).body(html! {
        (fields)
        (buttons(html! {
            (submit(Emphasis::Primary, &lang.t("project-save")))
            (link_button(Emphasis::Secondary, &project.key.path(), &lang.t("project-cancel")))
        }))
    });
    let body = html! { (error_summary(lang, errors)) (post) (after) };
    page(ctx, &head.has_errors(!errors.is_empty()), body)
}

fn part_path(key: &ProjectKey, kind: &str, id: &str) -> String {
    format!("{}/{kind}/{id}", key.path())
}

/// The page of a step.
pub(in super::super) fn step_page(
    ctx: &Ctx,
    project: &Project,
    step: &Step,
    form: &StepForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let path = part_path(&project.key, "steps", step.id.as_str());
    let form = StepForm { kind: step.kind.as_str().to_owned(), ..form.clone() };
    let agreed = platform::i18n::figures::date(lang, step.planned_on);
    let fields = html! {
        p { (lang.with("project-step-agreed", &[("day", agreed)])) }
        (step_fields(lang, &form, errors, false))
    };
    let removal = action_button(
        &ctx.csrf,
        &format!("{path}/removal"),
        Emphasis::Quiet,
        &lang.t("project-step-remove"),
        None,
    );
    part_page(ctx, project, (&step.name, &path), fields, buttons(removal), errors, form.version)
}

/// The page of a risk.
pub(in super::super) fn risk_page(
    ctx: &Ctx,
    project: &Project,
    risk: &Risk,
    form: &RiskForm,
    errors: &[FieldError],
) -> Markup {
    let path = part_path(&project.key, "risks", risk.id.as_str());
    let fields = risk_fields(ctx.lang, form, errors, true);
    part_page(ctx, project, (&risk.what, &path), fields, html! {}, errors, form.version)
}
