//! The sheet for committees: one page of paper that says how a project goes.

use super::super::{
    Decision, Linked, Risk, Step,
    actions::{Whole, today},
    rules,
};
use super::{crumb, day, end, project::severity, standing, state_tag, weather_tag};
use crate::tickets::State;
use jiff::civil::Date;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{Crumb, DataTable, Head, facts, section, text},
        page,
    },
};

/// Steps, risks and decisions that fit on the sheet.
const STEPS: usize = 9;
const RISKS: usize = 4;
const DECISIONS: usize = 4;

/// The sheet: what a committee must know, in the order in which it asks.
pub(in super::super) fn sheet_page(ctx: &Ctx, whole: &Whole) -> Markup {
    let (lang, project, today) = (ctx.lang, &whole.project, today(ctx));
    let back = Crumb::new(project.name.clone(), project.key.path());
    let title = lang.with("project-sheet-of", &[("name", &project.name)]);
    let lead = html! {
        (project.beneficiary_name) " · " (lang.with("project-sheet-on", &[("day", figures::date(lang, today))]))
    };
    let head = Head::new(title, lang.t("project-sheet")).crumbs([crumb(lang), back]).lead(lead);
    let open: Vec<&Risk> = whole.risks.iter().filter(|risk| risk.closed_at.is_none()).take(RISKS).collect();
    let valid = whole.decisions.iter().filter(|one| one.withdrawn_at.is_none());
    let valid: Vec<&Decision> = valid.take(DECISIONS).collect();
    let body = html! {
        div.sheet {
            p.sheet-weather { (weather_tag(lang, project.weather)) " " strong { (project.weather_says) } }
            p { (first_paragraph(&project.aim)) }
            (facts([
                (lang.t("project-state"), state_tag(lang, project.state)),
                (lang.t("project-sponsor"), text(&project.sponsor)),
                (lang.t("project-manager"), text(&project.manager.name)),
                (lang.t("project-start"), text(day(lang, project.starts_on))),
                (lang.t("project-end"), text(end(lang, project, &whole.steps))),
                (lang.t("project-tickets"), text(tickets(lang, whole))),
            ]))
            (section("steps", &lang.t("project-steps"), None, steps(lang, &whole.steps, today)))
            (section("risks", &lang.t("project-risks"), None, risks(lang, &open)))
            (section("decisions", &lang.t("project-decisions"), None, decisions(lang, &valid)))
        }
    };
    page(ctx, &head, body)
}

fn first_paragraph(aim: &str) -> &str {
    aim.split("\n\n").next().unwrap_or(aim)
}

/// How many tickets belong to it, and how many are open; only said to who reads tickets.
fn tickets(lang: Lang, whole: &Whole) -> String {
    let Some(linked) = &whole.linked else { return "—".to_owned() };
    let is_open = |one: &&Linked| {
        let Linked::Ticket(ticket) = one;
        !matches!(ticket.state, State::Resolved | State::Closed)
    };
    let counts = [("open", linked.iter().filter(is_open).count()), ("all", linked.len())];
    lang.with("project-tickets-of", &counts)
}

/// What was done last, then what comes: as many as fit.
fn steps(lang: Lang, steps: &[Step], today: Date) -> Markup {
    if steps.is_empty() {
        return html! { p { (lang.t("project-no-step")) } };
    }
    let done = steps.iter().filter(|step| step.done_on.is_some()).count();
    let from = done.saturating_sub(STEPS / 3).min(steps.len().saturating_sub(STEPS));
    let columns =
        ["project-step", "project-planned", "project-foreseen", "project-done-on", "project-standing"];
    let table = DataTable::new(lang.t("project-steps")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(steps.iter().skip(from).take(STEPS).map(|step| {
        vec![
            text(&step.name),
            text(figures::date(lang, step.planned_on)),
            text(figures::date(lang, step.forecast_on)),
            text(day(lang, step.done_on)),
            standing(lang, step, today),
        ]
    }));
    let (done, all) = rules::progress(steps);
    html! { (table) p.hint { (lang.with("project-steps-of", &[("done", done), ("all", all)])) } }
}

fn risks(lang: Lang, risks: &[&Risk]) -> Markup {
    if risks.is_empty() {
        return html! { p { (lang.t("project-no-risk")) } };
    }
    let columns = ["project-risk", "project-severity", "project-response", "project-risk-owner"];
    let table = DataTable::new(lang.t("project-risks")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let rows = risks.iter();
    let rows = rows
        .map(|risk| vec![text(&risk.what), severity(lang, risk), text(&risk.response), text(&risk.owner)]);
    html! { (table.rows(rows)) }
}

fn decisions(lang: Lang, decisions: &[&Decision]) -> Markup {
    if decisions.is_empty() {
        return html! { p { (lang.t("project-no-decision")) } };
    }
    let columns = ["project-decision", "project-decided-on", "project-decided-by"];
    let table = DataTable::new(lang.t("project-decisions")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let rows = decisions.iter();
    let rows = rows
        .map(|one| vec![text(&one.what), text(figures::date(lang, one.decided_on)), text(&one.decided_by)]);
    html! { (table.rows(rows)) }
}
