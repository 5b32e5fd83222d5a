//! How the register of risks and ways to improve looks.

mod risk;

pub(super) use risk::{new_page, risk_page, stored};

use super::{ListQuery, Risk, RiskState, rules};
use crate::meetings::{rules::day, side_key};
use kernel::{Permission, Scope};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, FieldError, Head, Narrow, Tone, empty_state, error_of,
            error_summary, filter_form, link, link_button, pagination, submit, tag, text,
        },
        guard::percent,
        page,
    },
};

fn state_tag(ctx: &Ctx, one: &Risk) -> Markup {
    let lang = ctx.lang;
    if one.is_overdue(day(ctx.now())) {
        return tag(Tone::Bad, &lang.t("risk-review-overdue"));
    }
    let tone = match one.state {
        RiskState::Open => Tone::Info,
        RiskState::Accepted => Tone::Warning,
        RiskState::Closed => Tone::Neutral,
    };
    tag(tone, &lang.t(one.state.label_key()))
}

/// `8 (2 × 4)`, with a word when it is grave: never by colour alone.
fn weight(lang: Lang, likelihood: i64, impact: i64) -> Markup {
    let weight = likelihood * impact;
    html! {
        (weight) " (" (likelihood) " × " (impact) ")"
        @if weight >= rules::GRAVE { " " (tag(Tone::Warning, &lang.t("risk-grave"))) }
    }
}

/// The list.
pub(super) fn list_page(
    ctx: &Ctx,
    asked: &ListQuery,
    found: &[Risk],
    next: Option<&str>,
    bodies: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("risk-title"), lang.t("committee-view"))
        .lead(text(lang.t("risk-lead")))
        .actions(html! {
            @if ctx.actor.may(Permission::CommitteeManage) {
                (link_button(Emphasis::Primary, "/risks/new", &lang.t("risk-new")))
            }
        })
        .has_errors(!errors.is_empty());
    let first = (!asked.after.is_empty()).then(|| address(asked, ""));
    let next = next.map(|after| address(asked, after));
    let nothing = empty_state(&lang.t("risk-none"), &lang.t("risk-none-why"), None);
    let body = html! {
        (error_summary(lang, errors))
        (filters(ctx, asked, bodies, errors))
        (table(ctx, found).empty(nothing))
        (pagination(lang, &lang.t("risk-title"), first.as_deref(), next.as_deref(), None))
        @if !found.is_empty() { (platform::sheet::links(lang, "export-as", "/exports/risks")) }
    };
    page(ctx, &head, body)
}

fn table(ctx: &Ctx, all: &[Risk]) -> DataTable {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("risk-title")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["risk-one", "risk-kind", "risk-weight", "action-owner", "risk-review", "risk-state"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.column(lang.t("desk-beneficiary"));
    table.rows(all.iter().map(|one| {
        [
            link(&one.key.path(), &one.title),
            text(lang.t(one.kind.label_key())),
            weight(lang, one.likelihood, one.impact),
            html! { (one.owner) p.hint { (lang.t(side_key(one.side))) } },
            text(figures::date(lang, one.review_on)),
            state_tag(ctx, one),
            text(&one.beneficiary_name),
        ]
    }))
}

fn address(asked: &ListQuery, after: &str) -> String {
    let parts = [("beneficiary", asked.beneficiary.as_str()), ("state", &asked.state), ("after", after)];
    let pairs: Vec<String> = parts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", percent(value)))
        .collect();
    format!("/risks?{}", pairs.join("&"))
}

fn filters(ctx: &Ctx, asked: &ListQuery, bodies: &[Organisation], errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let any = std::iter::once(Choice::new("", lang.t("project-any")));
    let bodies = any.chain(bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name)));
    let states = RiskState::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let state = if asked.state.is_empty() { RiskState::Open.as_str() } else { &asked.state };
    filter_form(
        "/risks",
        &lang.t("risk-title"),
        html! {
            @if *ctx.scope() == Scope::All {
                (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), bodies).value(&asked.beneficiary))
            }
            (Field::select(lang, "state", lang.t("risk-state"), states).value(state).error(error_of(errors, "state")))
            (submit(Emphasis::Secondary, &lang.t("desk-filter")))
        },
    )
}
