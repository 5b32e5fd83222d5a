//! The list of reports, and how the drafts of a period for everybody go on.

use super::{crumb, state_tag};
use crate::reports::{DraftForm, Report, ReportKind, Run, actions::ListQuery, paper, rules};
use kernel::{Permission, Scope};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons,
            empty_state, error_of, error_summary, facts, filter_form, link, link_button, pagination,
            progress, section, submit, tag, text, time,
        },
        guard::percent,
        page,
    },
};

/// What the list shows.
pub(in super::super) struct Listed<'a> {
    pub(in super::super) found: &'a [Report],
    pub(in super::super) next: Option<&'a str>,
    pub(in super::super) bodies: &'a [Organisation],
    pub(in super::super) runs: &'a [Run],
}

/// The list. `typed`: what was typed in the form of that name, shown again.
pub(in super::super) fn list_page(
    ctx: &Ctx,
    asked: &ListQuery,
    shown: &Listed<'_>,
    (typed, refused): (&DraftForm, &'static str),
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let manages = ctx.actor.may(Permission::ReportManage);
    let head = Head::new(lang.t("report-list"), lang.t("report-view"))
        .lead(text(lang.t("report-lead")))
        .has_errors(!errors.is_empty());
    let first = (!asked.after.is_empty()).then(|| address(asked, ""));
    let next = shown.next.map(|after| address(asked, after));
    let nothing = empty_state(&lang.t("report-none"), &lang.t("report-none-why"), None);
    let of = |part: &str| if refused == part { errors } else { &[] };
    let form = |part: &str| if refused == part { typed.clone() } else { DraftForm::default() };
    let body = html! {
        (error_summary(lang, errors))
        (filters(ctx, asked, shown.bodies, if refused.is_empty() { errors } else { &[] }))
        (table(ctx, shown.found).empty(nothing))
        (pagination(lang, &lang.t("report-list"), first.as_deref(), next.as_deref(), None))
        @if !shown.found.is_empty() { (platform::sheet::links(lang, "export-as", "/exports/reports")) }
        @if manages {
            (section("draft", &lang.t("report-draft-one"), None, draft(ctx, shown.bodies, &form("draft"), of("draft"))))
            (section("run", &lang.t("report-draft-all"), None, html! { (run_form(ctx, &form("run"), of("run"))) (runs(lang, shown.runs)) }))
        }
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
    format!("/reports?{}", pairs.join("&"))
}

fn table(ctx: &Ctx, found: &[Report]) -> DataTable {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("report-list")).caption_hidden();
    let columns = ["report-one", "report-of", "report-state", "report-published"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.rows(found.iter().map(|one| {
        let edition =
            (one.edition > 1).then(|| lang.with("report-edition-short", &[("edition", one.edition)]));
        [
            html! {
                (link(&one.key.path(), &paper::title(lang, one)))
                @if let Some(words) = edition { p.hint { (words) } }
            },
            text(&one.name),
            state_tag(lang, one),
            html! { @if let Some(at) = one.published_at { (time(lang, at)) } @else { "—" } },
        ]
    }))
}

fn kinds(lang: Lang) -> impl Iterator<Item = Choice> {
    ReportKind::ALL.iter().map(move |one| Choice::new(one.as_str(), lang.t(one.label_key())))
}

fn filters(ctx: &Ctx, asked: &ListQuery, bodies: &[Organisation], errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let any = || std::iter::once(Choice::new("", lang.t("project-any")));
    let choices = any().chain(bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name)));
    filter_form(
        "/reports",
        &lang.t("report-list"),
        html! {
            @if *ctx.scope() == Scope::All {
                (Field::select(lang, "beneficiary", lang.t("report-of"), choices).value(&asked.beneficiary))
            }
            (Field::select(lang, "kind", lang.t("report-kind"), any().chain(kinds(lang))).value(&asked.kind).error(error_of(errors, "kind")))
            (submit(Emphasis::Secondary, &lang.t("desk-filter")))
        },
    )
}

fn kind_and_period(lang: Lang, form: &DraftForm, errors: &[FieldError], id: &str) -> Markup {
    html! {
        (Field::select(lang, "kind", lang.t("report-kind"), kinds(lang)).id_as(format!("{id}-kind")).value(&form.kind).error(error_of(errors, "kind")).required())
        (Field::text(lang, "period", lang.t("report-period")).id_as(format!("{id}-period")).value(&form.period)
            .hint(lang.t("report-period-hint")).error(error_of(errors, "period")).width(10).required())
    }
}

fn draft(ctx: &Ctx, bodies: &[Organisation], form: &DraftForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let choices = bodies.iter().map(|body| Choice::new(&body.code, &body.name));
    let post = PostForm::new("/reports", &ctx.csrf).label(lang.t("report-draft-one")).body(html! {
        (Field::select(lang, "beneficiary", lang.t("report-of"), choices).id_as("draft-beneficiary").value(&form.beneficiary)
            .error(error_of(errors, "beneficiary")).required())
        (kind_and_period(lang, form, errors, "draft"))
        (buttons(submit(Emphasis::Primary, &lang.t("report-draft-make"))))
    });
    html! { (post) }
}

fn run_form(ctx: &Ctx, form: &DraftForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new("/report-runs", &ctx.csrf).label(lang.t("report-draft-all")).body(html! {
        p { (lang.t("report-run-why")) }
        (kind_and_period(lang, form, errors, "run"))
        (buttons(submit(Emphasis::Secondary, &lang.t("report-run-start"))))
    });
    html! { (post) }
}

fn name(lang: Lang, run: &Run) -> String {
    let period = crate::reports::writing::period(run.kind, rules::span(run.kind, run.first));
    format!("{} · {}", lang.t(run.kind.label_key()), figures::figure(lang, &period))
}

fn runs(lang: Lang, all: &[Run]) -> Markup {
    if all.is_empty() {
        return html! {};
    }
    let table = DataTable::new(lang.t("report-runs"));
    let table = table
        .column(lang.t("report-one"))
        .column(lang.t("report-run-by"))
        .column(lang.t("report-run-progress"));
    let row = |one: &Run| {
        [
            link(&format!("/report-runs/{}", one.id), &name(lang, one)),
            html! { (one.asked_by) " · " (time(lang, one.started_at)) },
            text(progress_words(lang, one)),
        ]
    };
    html! { (table.rows(all.iter().map(row))) }
}

fn progress_words(lang: Lang, run: &Run) -> String {
    lang.with("report-run-done", &[("done", run.done), ("total", run.total)])
}

/// How a run goes on; the page is fetched again to see it move.
pub(in super::super) fn run_page(ctx: &Ctx, run: &Run) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(name(lang, run), lang.t("report-runs")).crumbs([crumb(lang)]);
    let (done, total) = (run.done.unsigned_abs(), run.total.unsigned_abs());
    let (tone, state) = match run.finished_at {
        Some(_) => (Tone::Good, "report-run-finished"),
        None => (Tone::Info, "report-run-working"),
    };
    let mut pairs = vec![
        (lang.t("report-state"), tag(tone, &lang.t(state))),
        (lang.t("report-run-by"), html! { (run.asked_by) " · " (time(lang, run.started_at)) }),
        (lang.t("report-run-skipped"), text(figures::count(lang, run.skipped))),
    ];
    if !run.failed.is_empty() {
        pairs.push((lang.t("report-run-failed"), tag(Tone::Bad, &run.failed.join(", "))));
    }
    if let Some(at) = run.finished_at {
        pairs.push((lang.t("report-run-ended"), time(lang, at)));
    }
    let period = rules::written(run.kind, run.first);
    let again = PostForm::new("/report-runs", &ctx.csrf)
        .hidden("kind", run.kind.as_str())
        .hidden("period", period)
        .body(buttons(submit(Emphasis::Secondary, &lang.t("report-run-again"))));
    let body = html! {
        (progress(&lang.t("report-run-progress"), done, total, &progress_words(lang, run)))
        (facts(pairs))
        (buttons(html! {
            (link_button(Emphasis::Secondary, &format!("/report-runs/{}", run.id), &lang.t("report-run-refresh")))
            (link_button(Emphasis::Quiet, "/reports", &lang.t("report-list")))
        }))
        @if run.finished_at.is_some() { (again) }
    };
    page(ctx, &head, body)
}
