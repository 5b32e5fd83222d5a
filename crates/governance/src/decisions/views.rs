//! How decisions look.

use super::{Decision, DecisionForm, DecisionKind, actions::ListQuery, rules};
use crate::meetings::{Typed, actions::Whole, adding};
use agreements::document::Operator;
use kernel::Scope;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, FieldError, Head, Narrow, Tone, action_button, empty_state,
            error_of, error_summary, filter_form, link, pagination, submit, tag, text,
        },
        guard::percent,
        page,
    },
};

/// Whether a decision rules: in force, to come, waiting for the minutes, taken back.
fn standing(ctx: &Ctx, one: &Decision) -> Markup {
    let (lang, today) = (ctx.lang, crate::meetings::rules::day(ctx.now()));
    if one.withdrawn_at.is_some() {
        tag(Tone::Neutral, &lang.t("decision-withdrawn"))
    } else if one.rules_on(today) {
        tag(Tone::Good, &lang.t("decision-in-force"))
    } else if one.rules_on(one.effective_on) {
        tag(Tone::Info, &lang.t("decision-to-come"))
    } else {
        tag(Tone::Warning, &lang.t("decision-waits"))
    }
}

/// The target decided, in words; empty for other decisions.
pub(crate) fn target(lang: Lang, one: &Decision) -> String {
    let Some(target) = &one.target else { return String::new() };
    let key = match target.operator {
        Operator::AtLeast => "decision-target-least",
        Operator::AtMost => "decision-target-most",
    };
    lang.with(key, &[("commitment", target.commitment.as_str()), ("value", target.value.as_str())])
}

/// The decisions of a meeting. `is_written`: more may be written, and with which commitments.
pub(crate) fn of_meeting(
    ctx: &Ctx,
    all: &Whole,
    (is_written, commitments): (bool, &[(String, String)]),
    typed: &Typed,
) -> Markup {
    let (lang, key) = (ctx.lang, &all.meeting.key);
    let table = DataTable::new(lang.t("decision-title")).caption_hidden().narrow(Narrow::Stacked);
    let columns =
        ["decision-number", "decision-one", "decision-kind", "decision-effective", "decision-standing"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let row = |one: &Decision| {
        let path = format!("{}/decisions/{}/withdrawal", key.path(), one.id);
        let reference = one.reference();
        vec![
            text(&reference),
            words(lang, one),
            text(lang.t(one.kind.label_key())),
            text(figures::date(lang, one.effective_on)),
            html! {
                (standing(ctx, one))
                @if is_written && one.withdrawn_at.is_none() {
                    (action_button(&ctx.csrf, &path, Emphasis::Quiet, &lang.t("decision-withdraw"), Some(&reference)))
                }
            },
        ]
    };
    let fields = || fields(lang, &typed.decision, commitments, typed.errors_of("decisions"));
    html! {
        @if all.decisions.is_empty() { p { (lang.t("decision-none")) } } @else { (table.rows(all.decisions.iter().map(row))) }
        @if is_written { (adding(ctx, &format!("{}/decisions", key.path()), "decision-add", typed.refused == "decisions", fields())) }
    }
}

fn words(lang: Lang, one: &Decision) -> Markup {
    let target = target(lang, one);
    html! {
        @if one.withdrawn_at.is_some() { del { (one.body) } } @else { (one.body) }
        @if !target.is_empty() { p.hint { (target) } }
    }
}

fn fields(
    lang: Lang,
    form: &DecisionForm,
    commitments: &[(String, String)],
    errors: &[FieldError],
) -> Markup {
    let kinds = DecisionKind::ALL.iter().map(|kind| Choice::new(kind.as_str(), lang.t(kind.label_key())));
    let none = || std::iter::once(Choice::new("", lang.t("decision-no-target")));
    let commitments = none().chain(commitments.iter().map(|(code, words)| Choice::new(code, words)));
    let operators = [Operator::AtLeast, Operator::AtMost]
        .map(|one| Choice::new(rules::operator_word(one), lang.t(rules::operator_key(one))));
    html! {
        (Field::select(lang, "kind", lang.t("decision-kind"), kinds).value(&form.kind).error(error_of(errors, "kind")).required())
        (Field::textarea(lang, "decision", lang.t("decision-one")).rows(3).value(&form.decision).error(error_of(errors, "decision")).required())
        (Field::date(lang, "effective_on", lang.t("decision-effective")).value(&form.effective_on)
            .hint(lang.t("decision-effective-hint")).error(error_of(errors, "effective_on")))
        fieldset {
            legend { (lang.t("decision-for-target")) }
            (Field::select(lang, "commitment", lang.t("decision-commitment"), commitments).value(&form.commitment).error(error_of(errors, "commitment")))
            (Field::select(lang, "operator", lang.t("decision-operator"), none().chain(operators)).value(&form.operator).error(error_of(errors, "operator")))
            (Field::text(lang, "value", lang.t("decision-value")).width(10).inputmode("decimal").value(&form.value)
                .hint(lang.t("decision-value-hint")).error(error_of(errors, "value")))
        }
    }
}

/// The list.
pub(super) fn list_page(
    ctx: &Ctx,
    asked: &ListQuery,
    found: &[Decision],
    next: Option<&str>,
    bodies: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("decision-title"), lang.t("committee-view"))
        .lead(text(lang.t("decision-lead")))
        .has_errors(!errors.is_empty());
    let table = DataTable::new(lang.t("decision-title")).caption_hidden().narrow(Narrow::Stacked);
    let columns =
        ["decision-number", "decision-one", "desk-beneficiary", "decision-kind", "decision-effective"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.column(lang.t("decision-standing"));
    let row = |one: &Decision| {
        vec![
            link(&one.meeting.path(), &one.reference()),
            words(lang, one),
            text(&one.beneficiary_name),
            text(lang.t(one.kind.label_key())),
            text(figures::date(lang, one.effective_on)),
            standing(ctx, one),
        ]
    };
    let first = (!asked.after.is_empty()).then(|| address(asked, ""));
    let next = next.map(|after| address(asked, after));
    let nothing = empty_state(&lang.t("decision-none"), &lang.t("decision-none-why"), None);
    let body = html! {
        (error_summary(lang, errors))
        (filters(ctx, asked, bodies, errors))
        (table.rows(found.iter().map(row)).empty(nothing))
        (pagination(lang, &lang.t("decision-title"), first.as_deref(), next.as_deref(), None))
        @if !found.is_empty() { (platform::sheet::links(lang, "export-as", "/exports/decisions")) }
    };
    page(ctx, &head, body)
}

fn address(asked: &ListQuery, after: &str) -> String {
    let parts = [("beneficiary", asked.beneficiary.as_str()), ("kind", &asked.kind), ("after", after)];
    let pairs: Vec<String> = parts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", percent(value)))
        .collect();
    format!("/decisions?{}", pairs.join("&"))
}

fn filters(ctx: &Ctx, asked: &ListQuery, bodies: &[Organisation], errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let any = || std::iter::once(Choice::new("", lang.t("project-any")));
    let bodies = any().chain(bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name)));
    let kinds =
        any().chain(DecisionKind::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key()))));
    filter_form(
        "/decisions",
        &lang.t("decision-title"),
        html! {
            @if *ctx.scope() == Scope::All {
                (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), bodies).value(&asked.beneficiary))
            }
            (Field::select(lang, "kind", lang.t("decision-kind"), kinds).value(&asked.kind).error(error_of(errors, "kind")))
            (submit(Emphasis::Secondary, &lang.t("desk-filter")))
        },
    )
}
