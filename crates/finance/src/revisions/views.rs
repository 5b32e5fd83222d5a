//! How revisions are drawn.

use super::{PriceRevision, RevisionState, rules};
use crate::{
    indices::{self, PublishedValue, month_name, series_name},
    screen::{YearForm, errors, next_page, year_fields},
};
use kernel::{Permission, Text};
use maud::{Markup, html};
use people::organisations::Organisation;
use platform::{
    Ctx, Problems,
    i18n::figures,
    sheet,
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, Head, Narrow, PostForm, Tone, action_button, actions,
            empty_state, error_of, error_summary, explanation, facts, link, notice, section, submit, tag,
            text,
        },
        page,
    },
};

fn state(ctx: &Ctx, state: RevisionState) -> Markup {
    let tone = match state {
        RevisionState::Pending => Tone::Warning,
        RevisionState::Proposed => Tone::Info,
        RevisionState::Approved => Tone::Good,
    };
    tag(tone, &ctx.lang.t(state.label_key()))
}

pub(super) fn list(
    ctx: &Ctx,
    mut rows: Vec<PriceRevision>,
    all: &[Organisation],
    form: &YearForm,
    problems: &Problems,
) -> Markup {
    let lang = ctx.lang;
    let errors = errors(lang, problems);
    let more = next_page(ctx, &mut rows, "/revisions", &lang.t("revision-list"), |r| r.id.to_string());
    let table = table(ctx, &rows);
    let head = Head::new(lang.t("revision-list"), lang.t("money-view"))
        .lead(html! { p { (lang.t("revision-lead")) } })
        .has_errors(!errors.is_empty());
    let propose = year_fields(ctx, all, form, &errors, &lang.t("revision-propose"));
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, &errors))
            (table) (more) (sheet::links(lang, "export-as", "/exports/revisions"))
            @if ctx.actor.may(Permission::InvoiceDraft) {
                (section("propose", &lang.t("revision-propose"), None,
                    html! { (PostForm::new("/revisions", &ctx.csrf).body(propose)) }))
            }
        },
    )
}

fn table(ctx: &Ctx, rows: &[PriceRevision]) -> DataTable {
    let lang = ctx.lang;
    DataTable::new(lang.t("revision-list"))
        .column(lang.t("money-year"))
        .column(lang.t("money-beneficiary"))
        .figures(lang.t("revision-coefficient-column"))
        .figures(lang.t("revision-price-column"))
        .column(lang.t("money-state"))
        .rows(rows.iter().map(|r| {
            let outcome = r.outcome.as_ref();
            [
                link(
                    &r.href(),
                    &lang.with("revision-name", &[("year", i64::from(r.year)), ("version", r.version)]),
                ),
                text(&r.beneficiary_name),
                text(
                    outcome
                        .map_or_else(|| lang.t("figure-no-data"), |o| figures::exact(lang, &o.coefficient)),
                ),
                text(outcome.map_or_else(|| lang.t("figure-no-data"), |o| figures::money(lang, o.price))),
                state(ctx, r.state),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("revision-none"), &lang.t("revision-none-why"), None))
}

pub(super) fn show(
    ctx: &Ctx,
    revision: &PriceRevision,
    current: &[PublishedValue],
    reason: &str,
    problems: &Problems,
) -> Markup {
    let lang = ctx.lang;
    let errors = errors(lang, problems);
    let title = Text::new("revision-title").with("beneficiary", &revision.beneficiary_name);
    let title = title.with("year", revision.year).with("version", revision.version);
    let head = Head::new(lang.text(&title), lang.t("revision-list"))
        .crumbs([Crumb::new(lang.t("revision-list"), "/revisions")])
        .lead(state(ctx, revision.state))
        .has_errors(!errors.is_empty());
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, &errors))
            (missing(ctx, revision))
            (moved(ctx, revision, current))
            (revision_facts(ctx, revision))
            (decisions(ctx, revision, reason, error_of(&errors, "reason")))
            @if let Some(outcome) = &revision.outcome {
                (explanation(lang, "why", &outcome.explanation))
                (section("readings", &lang.t("revision-readings"), None, readings(ctx, revision)))
            }
        },
    )
}

/// What to enter before there is a price.
fn missing(ctx: &Ctx, revision: &PriceRevision) -> Markup {
    let lang = ctx.lang;
    html! {
        @for missing in &revision.missing {
            @let enter = format!("/indices/new?series={}&month={}", series_name(missing.series), month_name(missing.month));
            (notice(Tone::Warning, &lang.text(&missing.text), html! {
                p { (lang.t("revision-missing-help")) }
                @if ctx.actor.may(Permission::IndexManage) { p { (link(&enter, &lang.t("index-enter"))) } }
            }))
        }
    }
}

fn moved(ctx: &Ctx, revision: &PriceRevision, current: &[PublishedValue]) -> Markup {
    let lang = ctx.lang;
    let used = revision.inputs.as_ref();
    let has_moved = used.is_some_and(|used| rules::has_moved(&revision.terms, revision.year, used, current));
    let key =
        if revision.state == RevisionState::Approved { "revision-moved-approved" } else { "revision-moved" };
    html! { @if has_moved { (notice(Tone::Warning, &lang.t(key), html! {})) } }
}

fn revision_facts(ctx: &Ctx, revision: &PriceRevision) -> Markup {
    let lang = ctx.lang;
    let mut pairs = vec![
        (lang.t("money-beneficiary"), text(&revision.beneficiary_name)),
        (lang.t("money-agreement"), text(&revision.terms.reference)),
    ];
    if let Some(inputs) = &revision.inputs {
        for (key, value) in [("revision-zero-used", &inputs.zero), ("revision-march-used", &inputs.march)] {
            let words =
                format!("{} ({})", figures::exact(lang, &value.value), figures::month(lang, value.month));
            pairs.push((lang.t(key), link(&indices::href(value.series, value.month), &words)));
        }
    }
    if let Some(outcome) = &revision.outcome {
        pairs.push((lang.t("revision-coefficient-column"), text(figures::exact(lang, &outcome.coefficient))));
        pairs.push((lang.t("revision-price-column"), text(figures::money(lang, outcome.price))));
    }
    if !revision.reason.is_empty() {
        pairs.push((lang.t("revision-reason"), text(&revision.reason)));
    }
    let who = |by: &str, at| text(format!("{by}, {}", figures::instant(lang, at)));
    pairs.push((lang.t("revision-proposed-by"), who(&revision.proposed_by, revision.proposed_at)));
    if let Some(approval) = &revision.approval {
        pairs.push((lang.t("revision-approved-by"), who(&approval.by, approval.at)));
    }
    facts(pairs)
}

fn decisions(ctx: &Ctx, revision: &PriceRevision, reason: &str, error: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let (href, csrf) = (revision.href(), ctx.csrf.as_str());
    let may = |permission| ctx.actor.may(permission);
    let again = PostForm::new("/revisions", csrf)
        .hidden("beneficiary", revision.beneficiary.as_str())
        .hidden("year", revision.year.to_string())
        .body(submit(Emphasis::Secondary, &lang.t("revision-again")));
    html! {
        @if revision.state == RevisionState::Proposed && may(Permission::InvoiceApprove) {
            (actions(action_button(csrf, &format!("{href}/approval"), Emphasis::Primary, &lang.t("revision-approve"), None)))
        }
        @if revision.state != RevisionState::Approved && may(Permission::InvoiceDraft) { (again) }
        @if revision.state == RevisionState::Approved && may(Permission::InvoiceDraft) {
            details open[error.is_some()] {
                summary { (lang.t("revision-replace")) }
                (PostForm::new(format!("{href}/replacement"), csrf).body(html! {
                    (Field::textarea(lang, "reason", lang.t("revision-reason")).value(reason).error(error).required())
                    (actions(submit(Emphasis::Secondary, &lang.t("revision-replace"))))
                }))
            }
        }
    }
}

/// The three readings side by side, computed again from the frozen inputs (R1.4).
fn readings(ctx: &Ctx, revision: &PriceRevision) -> Markup {
    let lang = ctx.lang;
    let Some(inputs) = &revision.inputs else { return html! {} };
    let chosen = revision.terms.formula.reading;
    let table = DataTable::new(lang.t("revision-readings"))
        .column(lang.t("revision-reading"))
        .figures(lang.t("revision-ratio"))
        .figures(lang.t("revision-product"))
        .figures(lang.t("revision-exact-column"))
        .figures(lang.t("revision-coefficient-column"))
        .figures(lang.t("revision-price-column"))
        .rows(rules::replay(&revision.terms, inputs).into_iter().map(|(reading, r)| {
            let mark = (reading == chosen).then(|| tag(Tone::Info, &lang.t("revision-reading-chosen")));
            let number = |n| text(figures::exact(lang, n));
            [
                html! { (lang.t(reading.label_key())) " " @if let Some(mark) = mark { (mark) } },
                number(&r.ratio),
                number(&r.product),
                number(&r.coefficient_exact),
                number(&r.coefficient),
                text(figures::money(lang, r.price)),
            ]
        }))
        .narrow(Narrow::Scroll)
        .caption_hidden();
    html! { p { (lang.t("revision-readings-lead")) } (table) }
}
