//! Flows, specifications, measures and proposals on the page of an application.

use super::{Fields, Typed, adding, fields};
use crate::applications::{
    CheckResult, Decision, Flow, Improvement, Specification, SpecificationForm, SpecificationKind,
    actions::Whole, rules,
};
use agreements::reading::today;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::components::{DataTable, Emphasis, Tone, action_button, paragraphs, section, tag, text, time},
};

fn result_tag(lang: Lang, result: CheckResult) -> Markup {
    let tone = match result {
        CheckResult::Good => Tone::Good,
        CheckResult::Degraded => Tone::Warning,
        CheckResult::Broken => Tone::Bad,
    };
    tag(tone, &lang.t(result.label_key()))
}

/// What it exchanges, with the last check of each and when the next is due.
pub(super) fn flows(ctx: &Ctx, whole: &Whole, keeps: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let is_open = typed.refused == "flows";
    let own = Fields::of(lang, "flows", is_open, &typed.errors);
    let action = format!("{}/flows", whole.application.key.path());
    let body = html! {
        @if whole.flows.is_empty() { p { (lang.t("application-flows-none")) } } @else { (flow_table(ctx, whole)) }
        @if keeps {
            @for flow in &whole.flows { (check(ctx, whole, flow, typed)) }
            (adding(ctx, &action, "application-flow-add", is_open, fields::flow(&own, &whole.environments, &typed.flow)))
        }
    };
    section("flows", &lang.t("application-flows"), None, body)
}

fn flow_table(ctx: &Ctx, whole: &Whole) -> DataTable {
    let (lang, today) = (ctx.lang, today(ctx));
    let columns =
        ["application-flow-name", "application-flow-partner", "application-check", "application-check-next"];
    let table = DataTable::new(lang.t("application-flows")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.rows(whole.flows.iter().map(|flow| {
        let next = rules::next_check(flow, today);
        let place = whole.environments.iter().find(|one| one.id == flow.environment);
        let note = whole.checks.iter().find(|check| check.flow == flow.id && Some(check.checked_on) == flow.checked_on);
        vec![
            html! {
                (flow.name)
                p.hint { (lang.t(flow.direction.label_key())) @if let Some(place) = place { " · " (place.name) } }
            },
            html! { (flow.partner) p.hint { (flow.means) } },
            html! {
                @match flow.checked_on.zip(flow.result) {
                    Some((day, result)) => {
                        (result_tag(lang, result)) " " (figures::date(lang, day))
                        @if let Some(check) = note { p.hint { (check.note) } }
                    }
                    None => (lang.t("application-check-never")),
                }
            },
            html! {
                (figures::date(lang, next))
                @if next < today || flow.checked_on.is_none() { " " (tag(Tone::Warning, &lang.t("application-check-due"))) }
            },
        ]
    }))
}

fn check(ctx: &Ctx, whole: &Whole, flow: &Flow, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let sent = typed.check.as_ref().filter(|(id, _)| *id == flow.id && typed.refused == "checks");
    let form = sent.map(|(_, form)| form.clone()).unwrap_or_default();
    let own = Fields::of(lang, &format!("check-{}", flow.id), sent.is_some(), &typed.errors);
    let path = format!("{}/flows/{}", whole.application.key.path(), flow.id);
    let label = lang.with("application-check-add", &[("flow", &flow.name)]);
    let send = lang.t("application-save");
    html! {
        (platform::web::components::folded_form(
            &ctx.csrf, &format!("{path}/checks"), &label, &send, sent.is_some(), fields::check(&own, &form),
        ))
        (action_button(&ctx.csrf, &format!("{path}/removal"), Emphasis::Quiet, &lang.t("application-flow-remove"), Some(&flow.name)))
    }
}

/// How it is stopped and started again: the newest of each, the ones before folded.
pub(super) fn specifications(ctx: &Ctx, whole: &Whole, keeps: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let body = html! {
        @for kind in SpecificationKind::ALL {
            h3 { (lang.t(kind.label_key())) }
            (specification(ctx, whole, *kind))
            @if keeps { (write(ctx, whole, *kind, typed)) }
        }
    };
    section("specifications", &lang.t("application-specifications"), None, body)
}

fn of_kind(whole: &Whole, kind: SpecificationKind) -> Vec<&Specification> {
    whole.specifications.iter().filter(|one| one.kind == kind).collect()
}

fn specification(ctx: &Ctx, whole: &Whole, kind: SpecificationKind) -> Markup {
    let lang = ctx.lang;
    let all = of_kind(whole, kind);
    let Some((newest, before)) = all.split_first() else {
        return html! { p { (lang.t("application-specification-none")) } };
    };
    html! {
        (version(lang, newest))
        @if !before.is_empty() {
            details { summary { (lang.t("application-specification-before")) } @for one in before { (version(lang, one)) } }
        }
    }
}

fn version(lang: Lang, one: &Specification) -> Markup {
    let number = lang.with("application-specification-number", &[("number", one.number)]);
    html! {
        p.hint { (number) ", " (one.author) ", " (time(lang, one.written_at)) @if !one.note.is_empty() { " : " (one.note) } }
        ol { @for step in &one.steps { li { (step) } } }
    }
}

fn write(ctx: &Ctx, whole: &Whole, kind: SpecificationKind, typed: &Typed) -> Markup {
    let sent =
        typed.specification.as_ref().filter(|(one, _)| *one == kind && typed.refused == "specifications");
    let newest = of_kind(whole, kind).first().copied();
    let number = newest.map_or(0, |one| one.number);
    let stored = SpecificationForm {
        steps: newest.map(|one| one.steps.join("\n")).unwrap_or_default(),
        ..SpecificationForm::default()
    };
    let form = sent.map_or(stored, |(_, form)| form.clone());
    let own = Fields::of(ctx.lang, kind.as_str(), sent.is_some(), &typed.errors);
    let action = format!("{}/specifications/{}", whole.application.key.path(), kind.as_str());
    let shown = html! {
        (platform::web::components::hidden("number", &number.to_string()))
        (fields::specification(&own, &form))
    };
    let label = match kind {
        SpecificationKind::Stop => "application-specification-write-stop",
        SpecificationKind::Restart => "application-specification-write-restart",
    };
    adding(ctx, &action, label, sent.is_some(), shown)
}

/// Performance as followed.
pub(super) fn measures(ctx: &Ctx, whole: &Whole, keeps: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let is_open = typed.refused == "measures";
    let own = Fields::of(lang, "measures", is_open, &typed.errors);
    let table = DataTable::new(lang.t("application-measures")).caption_hidden();
    let table = table.column(lang.t("application-measure-on")).column(lang.t("application-measure-what"));
    let table = table.figures(lang.t("application-measure-value")).column(lang.t("application-measure-by"));
    let table = table.rows(whole.measures.iter().map(|one| {
        let value =
            kernel::Exact::parse(&one.value).map_or_else(|_| one.value.clone(), |n| figures::exact(lang, &n));
        vec![
            text(figures::date(lang, one.measured_on)),
            text(&one.what),
            text(format!("{value} {}", one.unit)),
            text(&one.by),
        ]
    }));
    let action = format!("{}/measures", whole.application.key.path());
    let body = html! {
        @if whole.measures.is_empty() { p { (lang.t("application-measures-none")) } } @else { (table) }
        @if keeps { (adding(ctx, &action, "application-measure-add", is_open, fields::measure(&own, &typed.measure))) }
    };
    section("measures", &lang.t("application-measures"), None, body)
}

/// What is proposed, and what the beneficiary said.
pub(super) fn improvements(ctx: &Ctx, whole: &Whole, keeps: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let is_open = typed.refused == "improvements";
    let own = Fields::of(lang, "improvements", is_open, &typed.errors);
    let action = format!("{}/improvements", whole.application.key.path());
    let body = html! {
        @if whole.improvements.is_empty() { p { (lang.t("application-improvements-none")) } }
        @for one in &whole.improvements { (improvement(ctx, whole, one, typed)) }
        @if keeps {
            (adding(ctx, &action, "application-improvement-add", is_open, fields::improvement(&own, &typed.improvement)))
        }
    };
    section("improvements", &lang.t("application-improvements"), None, body)
}

fn improvement(ctx: &Ctx, whole: &Whole, one: &Improvement, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let tone = match one.decision {
        Decision::Open => Tone::Info,
        Decision::Accepted => Tone::Good,
        Decision::Refused => Tone::Neutral,
    };
    let decides = one.decision == Decision::Open && ctx.actor.may(Permission::ApplicationDecide);
    html! {
        article.improvement {
            p { (tag(tone, &lang.t(one.decision.label_key()))) " " (one.proposed_by) ", " (time(lang, one.proposed_at)) }
            (paragraphs(&one.proposal))
            p { (lang.t("application-improvement-gain")) " : " (one.gain) }
            @if let Some(cost) = one.cost { p { (lang.t("application-improvement-cost")) " : " (figures::money(lang, cost)) } }
            @if let Some((by, at)) = one.decided_by.as_ref().zip(one.decided_at) {
                p.hint { (by) ", " (time(lang, at)) @if !one.remark.is_empty() { " : " (one.remark) } }
            }
            @if decides { (decide(ctx, whole, one, typed)) }
        }
    }
}

fn decide(ctx: &Ctx, whole: &Whole, one: &Improvement, typed: &Typed) -> Markup {
    let sent = typed.decision.as_ref().filter(|(id, _)| *id == one.id && typed.refused == "decisions");
    let form = sent.map(|(_, form)| form.clone()).unwrap_or_default();
    let own = Fields::of(ctx.lang, &format!("decision-{}", one.id), sent.is_some(), &typed.errors);
    let action = format!("{}/improvements/{}/decision", whole.application.key.path(), one.id);
    adding(ctx, &action, "application-improvement-decide", sent.is_some(), fields::decision(&own, &form))
}
