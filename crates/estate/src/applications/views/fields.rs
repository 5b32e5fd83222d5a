//! The fields of the parts of an application.

use crate::applications::{
    CheckForm, CheckResult, DecideForm, Decision, Direction, Environment, EnvironmentData, EnvironmentForm,
    EnvironmentKind, ExceptionForm, FlowForm, ImprovementForm, ItemForm, ItemKind, MeasureForm,
    SpecificationForm, rules,
};
use maud::{Markup, html};
use platform::web::components::{Choice, Field, Fields};

/// The fields of an environment. Its kind is said once, when it is new.
pub(super) fn environment(fields: &Fields<'_>, form: &EnvironmentForm, is_new: bool) -> Markup {
    let lang = fields.lang;
    let kinds = EnvironmentKind::ALL.iter().map(|one| (one.as_str(), one.label_key()));
    let data = EnvironmentData::ALL.iter().map(|one| (one.as_str(), one.label_key()));
    html! {
        @if is_new { (fields.word("kind", "application-environment-kind", kinds, &form.kind).required()) }
        (fields.line("name", "application-environment-name", &form.name).required())
        (fields.line("address", "application-address", &form.address).hint(lang.t("application-address-hint")))
        (fields.word("data", "application-data", data, &form.data).hint(lang.t("application-data-hint")).required())
    }
}

pub(super) fn exception(fields: &Fields<'_>, form: &ExceptionForm) -> Markup {
    let lang = fields.lang;
    let limit = lang.with("application-exception-hint", &[("days", rules::LONGEST_EXCEPTION)]);
    html! {
        (fields.area("reason", "application-exception-reason", &form.reason).required())
        (fields.area("safeguards", "application-exception-safeguards", &form.safeguards).required())
        (fields.day("starts_on", "application-exception-from", &form.starts_on).hint(lang.t("application-today-hint")))
        (fields.day("ends_on", "application-exception-to", &form.ends_on).hint(limit).required())
    }
}

pub(super) fn item(fields: &Fields<'_>, form: &ItemForm) -> Markup {
    let kinds = ItemKind::ALL.iter().map(|one| (one.as_str(), one.label_key()));
    let hint = fields.lang.t("application-item-hint");
    html! {
        (fields.word("kind", "application-item-kind", kinds, &form.kind).required())
        (fields.line("name", "application-item", &form.name).hint(hint).required())
        (fields.line("value", "application-item-value", &form.value).required())
    }
}

/// The choice of an environment that still is.
pub(crate) fn environment_choice(fields: &Fields<'_>, environments: &[Environment], chosen: &str) -> Field {
    let open = environments.iter().filter(|one| one.closed_at.is_none());
    let choices = open.map(|one| Choice::new(one.id.as_str(), &one.name));
    fields.choice("environment", "application-environment", choices, chosen).required()
}

pub(super) fn flow(fields: &Fields<'_>, environments: &[Environment], form: &FlowForm) -> Markup {
    let ways = Direction::ALL.iter().map(|one| (one.as_str(), one.label_key()));
    let hint = fields.lang.t("application-flow-means-hint");
    let every = if form.every_days.is_empty() { "30" } else { &form.every_days };
    html! {
        (fields.line("name", "application-flow-name", &form.name).required())
        (environment_choice(fields, environments, &form.environment))
        (fields.word("direction", "application-flow-direction", ways, &form.direction).required())
        (fields.line("partner", "application-flow-partner", &form.partner).required())
        (fields.line("means", "application-flow-means", &form.means).hint(hint).required())
        (fields.line("every_days", "application-flow-every", every).inputmode("numeric").width(6).required())
    }
}

pub(super) fn check(fields: &Fields<'_>, form: &CheckForm) -> Markup {
    let lang = fields.lang;
    let results = CheckResult::ALL.iter().map(|one| (one.as_str(), one.label_key()));
    html! {
        (fields.word("result", "application-check-result", results, &form.result).required())
        (fields.line("note", "application-check-note", &form.note).hint(lang.t("application-check-note-hint")))
        (fields.day("checked_on", "application-check-on", &form.checked_on).hint(lang.t("application-today-hint")))
    }
}

pub(super) fn specification(fields: &Fields<'_>, form: &SpecificationForm) -> Markup {
    let hint = fields.lang.t("application-specification-hint");
    html! {
        (fields.area("steps", "application-specification-steps", &form.steps).rows(8).hint(hint).required())
        (fields.line("note", "application-specification-note", &form.note))
    }
}

pub(super) fn measure(fields: &Fields<'_>, form: &MeasureForm) -> Markup {
    let hint = fields.lang.t("application-today-hint");
    html! {
        (fields.line("what", "application-measure-what", &form.what).required())
        (fields.line("value", "application-measure-value", &form.value).inputmode("decimal").width(12).required())
        (fields.line("unit", "application-measure-unit", &form.unit).width(12))
        (fields.day("measured_on", "application-measure-on", &form.measured_on).hint(hint))
    }
}

pub(super) fn improvement(fields: &Fields<'_>, form: &ImprovementForm) -> Markup {
    let hint = fields.lang.t("application-improvement-cost-hint");
    html! {
        (fields.area("proposal", "application-improvement-proposal", &form.proposal).required())
        (fields.area("gain", "application-improvement-gain", &form.gain).required())
        (fields.line("cost", "application-improvement-cost", &form.cost).inputmode("decimal").width(12).hint(hint))
    }
}

pub(super) fn decision(fields: &Fields<'_>, form: &DecideForm) -> Markup {
    let answers = [Decision::Accepted, Decision::Refused].map(|one| (one.as_str(), one.label_key()));
    let hint = fields.lang.t("application-improvement-remark-hint");
    html! {
        (fields.word("decision", "application-improvement-decision", answers, &form.decision).required())
        (fields.line("remark", "application-improvement-remark", &form.remark).hint(hint))
    }
}
