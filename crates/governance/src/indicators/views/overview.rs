//! The page of a beneficiary: where its commitments stand, and its closed months.

use super::{Attempt, crumb, gap_list, stage_tag, value_link, verdict_tag};
use crate::indicators::{
    Closing, ClosingRun, RunState,
    actions::{Line, Overview},
    rules::{self, month_word},
};
use kernel::Permission;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm, Tone, actions, empty_state,
            error_of, error_summary, id_of, link, notice, progress, section, submit, tag, text, time,
        },
        page,
    },
};

/// One beneficiary to choose, and the months of all of them to close.
pub(in super::super) fn choose_page(ctx: &Ctx, bodies: &[Organisation], attempt: &Attempt) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("indicator-title"), lang.t("indicator-view"))
        .lead(text(lang.t("indicator-lead")))
        .has_errors(!attempt.errors.is_empty());
    let nothing = empty_state(&lang.t("scoreboard-nobody"), &lang.t("scoreboard-nobody-why"), None);
    let table = DataTable::new(lang.t("scoreboard-beneficiaries"))
        .column(lang.t("scoreboard-beneficiary"))
        .column(lang.t("scoreboard-code"))
        .empty(nothing);
    let rows =
        bodies.iter().map(|body| [link(&format!("/indicators/{}", body.code), &body.name), text(&body.code)]);
    let body = html! {
        (error_summary(lang, &attempt.errors))
        (table.rows(rows))
        @if ctx.actor.may(Permission::CommitteeManage) && !bodies.is_empty() {
            (section("run", &lang.t("indicator-run-all"), None, run_form(ctx, "/indicators/runs", attempt)))
        }
    };
    page(ctx, &head, body)
}

/// Where the commitments stand, the closed months, and the forms that close more.
pub(in super::super) fn overview_page(ctx: &Ctx, all: &Overview, attempt: &Attempt) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(&all.body.name, lang.t("indicator-view"))
        .crumbs([crumb(lang)])
        .lead(text(lang.t("indicator-lead")))
        .has_errors(!attempt.errors.is_empty());
    let manages = ctx.actor.may(Permission::CommitteeManage);
    let body = html! {
        (error_summary(lang, &attempt.errors))
        (section("commitments", &lang.t("indicator-stages"), None, lines(ctx, all)))
        (section("closings", &lang.t("indicator-closings"), None, closings(lang, all)))
        @if manages { (section("close", &lang.t("indicator-close"), None, close_form(ctx, all, attempt))) }
        @if manages {
            @let path = format!("/indicators/{}/runs", all.body.code);
            (section("run", &lang.t("indicator-run"), None, run_form(ctx, &path, attempt)))
        }
        @if !all.runs.is_empty() { (section("runs", &lang.t("indicator-runs"), None, runs(lang, &all.runs))) }
    };
    page(ctx, &head, body)
}

fn lines(ctx: &Ctx, all: &Overview) -> Markup {
    let lang = ctx.lang;
    let keys = [
        "scoreboard-code",
        "scoreboard-indicator",
        "indicator-stage",
        "indicator-last",
        "scoreboard-standing",
    ];
    let table = DataTable::new(lang.t("indicator-stages")).caption_hidden().narrow(Narrow::Stacked);
    let table = keys.iter().fold(table, |table, key| table.column(lang.t(key)));
    let nothing = empty_state(&lang.t("indicator-no-agreement"), &lang.t("indicator-no-agreement-why"), None);
    let row = |line: &Line| {
        let code = &line.commitment.code;
        let path = format!("/indicators/{}/series/{code}", all.body.code);
        let last = line.last.as_ref();
        [
            link(&path, code),
            text(&line.commitment.indicator),
            stage_tag(lang, line.life.stage),
            html! {
                @if let Some(value) = last {
                    (value_link(ctx, &all.body.code, value)) " " small { (figures::month(lang, value.month)) }
                } @else { "—" }
            },
            last.map_or_else(|| text("—"), |value| verdict_tag(lang, value.verdict)),
        ]
    };
    html! { (table.rows(all.lines.iter().map(row)).empty(nothing)) }
}

fn closings(lang: Lang, all: &Overview) -> Markup {
    let keys = ["indicator-month", "indicator-version", "indicator-missing", "indicator-closed"];
    let table = DataTable::new(lang.t("indicator-closings")).caption_hidden();
    let table = keys.iter().fold(table, |table, key| table.column(lang.t(key)));
    let nothing = empty_state(&lang.t("indicator-none"), &lang.t("indicator-none-why"), None);
    let row = |one: &Closing| {
        let path = format!("/indicators/{}/closings/{}", all.body.code, one.id);
        [
            link(&path, &figures::month(lang, one.month)),
            text(one.version.to_string()),
            text(one.gaps.len().to_string()),
            html! { (time(lang, one.closed_at)) " · " (one.closed_by_name) },
        ]
    };
    html! {
        (table.rows(all.closings.iter().map(row)).empty(nothing))
        @if !all.closings.is_empty() { (platform::sheet::links(lang, "export-as", "/exports/indicators")) }
    }
}

/// The form that closes a month; what is missing is listed before the reason is asked.
fn close_form(ctx: &Ctx, all: &Overview, attempt: &Attempt) -> Markup {
    let lang = ctx.lang;
    let errors = attempt.errors_of("close");
    let next = all.next.map(month_word).unwrap_or_default();
    let month = if attempt.refused == "close" { &attempt.close.month } else { &next };
    let fields = html! {
        (Field::month(lang, "month", lang.t("indicator-month")).value(month).hint(lang.t("indicator-month-hint"))
            .error(error_of(errors, "month")).required())
        @if !attempt.gaps.is_empty() || !attempt.close.reason.is_empty() {
            @if !attempt.gaps.is_empty() {
                (notice(Tone::Warning, &lang.t("indicator-missing"), gap_list(lang, &attempt.gaps)))
            }
            (Field::textarea(lang, "reason", lang.t("indicator-confirm")).rows(3).value(&attempt.close.reason)
                .hint(lang.t("indicator-confirm-hint")).error(error_of(errors, "reason")))
        }
        (actions(submit(Emphasis::Primary, &lang.t("indicator-close"))))
    };
    let path = format!("/indicators/{}/closings", all.body.code);
    let words = lang.t("indicator-close");
    html! {
        p { (lang.t("indicator-close-hint")) }
        (PostForm::new(path, &ctx.csrf).label(words).body(fields))
    }
}

/// The form that closes several months.
fn run_form(ctx: &Ctx, path: &str, attempt: &Attempt) -> Markup {
    let lang = ctx.lang;
    let errors: &[FieldError] = attempt.errors_of("run");
    // Two forms of the page ask for a reason: the one that was refused is where its errors lead.
    let id = if attempt.refused == "run" { id_of("reason") } else { "run-reason".to_owned() };
    let fields = html! {
        (Field::month(lang, "from", lang.t("indicator-run-from")).value(&attempt.run.from)
            .hint(lang.t("indicator-run-from-hint")).error(error_of(errors, "from")))
        (Field::textarea(lang, "reason", lang.t("indicator-confirm")).id_as(id).rows(3)
            .value(&attempt.run.reason).hint(lang.t("indicator-run-reason-hint")).error(error_of(errors, "reason")))
        (actions(submit(Emphasis::Secondary, &lang.t("indicator-run"))))
    };
    html! { (PostForm::new(path, &ctx.csrf).label(lang.t("indicator-run")).body(fields)) }
}

fn runs(lang: Lang, all: &[ClosingRun]) -> Markup {
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    html! {
        @for run in all {
            @let args = [("first", month_word(run.first)), ("last", month_word(run.last)), ("name", run.asked_by_name.clone())];
            @let words = lang.with("indicator-run-progress", &[("done", run.done), ("total", run.total)]);
            @let tone = match run.state { RunState::Going => Tone::Info, RunState::Done => Tone::Neutral, RunState::Stopped => Tone::Warning };
            div {
                p { (time(lang, run.asked_at)) " · " (lang.with("indicator-run-of", &args)) " " (tag(tone, &lang.t(run.state.label_key()))) }
                (progress(&lang.t("indicator-runs"), count(run.done), count(run.total), &words))
                @if let Some(trouble) = &run.trouble { p { (lang.text(trouble)) } }
            }
        }
        @if all.iter().any(|run| run.state == RunState::Going) { p.hint { (lang.t("indicator-run-wait")) } }
        p.hint { (lang.with("indicator-run-limit", &[("limit", rules::MOST_MONTHS)])) }
    }
}
