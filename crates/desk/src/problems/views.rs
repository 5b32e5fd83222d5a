//! How problems look: the list with what might be one, known errors, and what a ticket's page says.

mod sheet;

pub(crate) use sheet::of_change;
pub(super) use sheet::{Typed, form_page, show};

use super::{Candidate, Common, Problem, State, actions};
use crate::tickets::{actions::Reading, views::state_tag as ticket_state};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, Head, Narrow, PostForm, Tab, Tone, actions as buttons,
            empty_state, filter_form, link, link_button, notice, pagination, section, submit, tabs, tag,
            text, time,
        },
        guard::percent,
        page,
    },
};

/// Where a problem stands, in a word.
pub(super) fn state_tag(lang: Lang, state: State) -> Markup {
    let tone = match state {
        State::New => Tone::Neutral,
        State::Investigating => Tone::Info,
        State::KnownError => Tone::Warning,
        State::Resolved | State::Closed => Tone::Good,
    };
    tag(tone, &lang.t(state.label_key()))
}

/// A problem by its number and title, as a link.
pub(crate) fn named(problem: &Problem) -> Markup {
    link(&problem.path(), &format!("{} {}", problem.reference(), problem.title))
}

fn parts(lang: Lang, is_known: bool) -> Markup {
    let tab = |key: &str, href: &str, is_current| Tab {
        label: lang.t(key),
        href: href.to_owned(),
        is_current,
        count: None,
    };
    tabs(
        &lang.t("problem-title"),
        &[tab("problem-list", "/problems", !is_known), tab("known-title", "/known-errors", is_known)],
    )
}

/// The list, the latest first, after what might be a problem.
pub(super) fn list_page(
    ctx: &Ctx,
    problems: &[Problem],
    candidates: &[Candidate],
    state: Option<State>,
    next: Option<&str>,
) -> Markup {
    let (lang, may_run) = (ctx.lang, ctx.actor.may(Permission::DeskRun));
    let new = || link_button(Emphasis::Primary, "/problems/new", &lang.t("problem-new"));
    let head =
        Head::new(lang.t("problem-title"), lang.t("desk-view-desk")).lead(text(lang.t("problem-lead")));
    let head = head.actions(html! { @if may_run { (new()) } });
    let every = std::iter::once(Choice::new("", lang.t("change-every-state")));
    let states = every.chain(State::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key()))));
    let filter = filter_form(
        "/problems",
        &lang.t("problem-title"),
        html! {
            (Field::select(lang, "state", lang.t("desk-state"), states).value(state.map(State::as_str).unwrap_or_default()))
            (submit(Emphasis::Secondary, &lang.t("desk-choose")))
        },
    );
    let nothing = empty_state(&lang.t("problem-none"), &lang.t("problem-none-why"), may_run.then(new));
    let body = html! {
        (parts(lang, false))
        (proposals(ctx, candidates))
        (filter)
        (table(lang, problems, nothing))
        (pagination(lang, &lang.t("problem-title"), None, next, None))
        (platform::sheet::links(lang, "export-as", "/exports/problems"))
    };
    page(ctx, &head, body)
}

fn table(lang: Lang, problems: &[Problem], nothing: Markup) -> Markup {
    let table = DataTable::new(lang.t("problem-title")).caption_hidden();
    let columns = ["problem-one", "desk-state", "problem-category", "problem-opened"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("problem-incidents")).figures(lang.t("major-bodies"));
    let table = table.rows(problems.iter().map(|one| {
        [
            named(one),
            html! { (state_tag(lang, one.state)) @if one.published_at.is_some() { " " (tag(Tone::Info, &lang.t("problem-published"))) } },
            text(one.category.as_ref().map_or("—", |(_, name)| name)),
            time(lang, one.opened_at),
            text(one.incidents.to_string()),
            text(one.beneficiaries.to_string()),
        ]
    }));
    html! { (table.empty(nothing)) }
}

/// Incidents with something in common, each group with its rows and one press to write a problem down.
fn proposals(ctx: &Ctx, candidates: &[Candidate]) -> Markup {
    let lang = ctx.lang;
    html! {
        @if !candidates.is_empty() {
            (section("candidates", &lang.t("problem-candidates"), None, html! {
                p { (lang.with("problem-candidates-lead", &[("days", super::rules::DAYS)])) }
                @for group in candidates { (proposal(ctx, group)) }
            }))
        }
    }
}

fn proposal(ctx: &Ctx, group: &Candidate) -> Markup {
    let lang = ctx.lang;
    let (key, category) = match &group.common {
        Common::Category(id) => ("problem-candidate-category", id.as_str()),
        Common::Site(_) => ("problem-candidate-site", ""),
    };
    let count = group.incidents.len().to_string();
    let title = lang.with(key, &[("name", group.name.as_str()), ("count", count.as_str())]);
    let references: Vec<&str> = group.incidents.iter().map(|one| one.reference.as_str()).collect();
    let href = format!(
        "/problems/new?title={}&category={category}&tickets={}",
        percent(&group.name),
        percent(&references.join(", "))
    );
    html! {
        details {
            summary { (title) }
            ul { @for one in &group.incidents { li {
                (link(&one.key.path(), &format!("{} {}", one.reference, one.title))) ", " (one.beneficiary_name) " "
                (ticket_state(lang, one.state))
            } } }
            @if ctx.actor.may(Permission::DeskRun) { p { (link(&href, &lang.t("problem-candidate-open"))) } }
        }
    }
}

fn search(lang: Lang, looked_for: &str) -> Markup {
    filter_form(
        "/known-errors",
        &lang.t("known-search"),
        html! {
            (Field::search(lang, "q", lang.t("known-search")).value(looked_for))
            (submit(Emphasis::Secondary, &lang.t("known-search-do")))
        },
    )
}

/// Every known error with what to do meanwhile, for agents.
pub(super) fn known_errors(ctx: &Ctx, problems: &[Problem], looked_for: &str) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("known-title"), lang.t("desk-view-desk")).lead(text(lang.t("known-lead")));
    let head = head.crumbs([Crumb::new(lang.t("problem-title"), "/problems")]);
    let table = DataTable::new(lang.t("known-title")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["problem-one", "problem-workaround", "problem-public", "problem-category"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(problems.iter().map(|one| {
        [
            named(one),
            html! { p.typed { (one.workaround) } },
            html! { p.typed { (one.public_text[0]) } @if one.published_at.is_some() { (tag(Tone::Info, &lang.t("problem-published"))) } },
            text(one.category.as_ref().map_or("—", |(_, name)| name)),
        ]
    }));
    let nothing = empty_state(&lang.t("known-none"), &lang.t("known-none-why"), None);
    page(ctx, &head, html! { (parts(lang, true)) (search(lang, looked_for)) (table.empty(nothing)) })
}

/// What a beneficiary's people read: the public words and their own incidents.
pub(super) fn told(ctx: &Ctx, told: &[actions::Told], looked_for: &str) -> Markup {
    let lang = ctx.lang;
    let head =
        Head::new(lang.t("known-title"), lang.t("desk-view-desk")).lead(text(lang.t("known-lead-served")));
    let table = DataTable::new(lang.t("known-title")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["known-what", "known-meanwhile", "desk-state", "known-yours"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(told.iter().map(|one| {
        let (tone, key) =
            if one.error.is_solved { (Tone::Good, "known-solved") } else { (Tone::Warning, "known-open") };
        [
            text(one.error.title(lang)),
            html! { p.typed { (one.error.text(lang)) } },
            tag(tone, &lang.t(key)),
            html! { ul { @for ticket in &one.tickets { li { (link(&ticket.key.path(), &format!("{} {}", ticket.reference, ticket.title))) } } } },
        ]
    }));
    let nothing = empty_state(&lang.t("known-none"), &lang.t("known-none-served"), None);
    page(ctx, &head, html! { (search(lang, looked_for)) (table.empty(nothing)) })
}

/// What a ticket's page says: to its beneficiary, the known error it was told; to agents, the problem behind it, or how to
/// link or write one in one press.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let beside = actions::beside(ctx, ticket).await?;
    let may_run = ctx.actor.may(Permission::DeskRun);
    let body = match (&beside.problem, &beside.told) {
        (Some(problem), _) => html! {
            p { (named(problem)) " " (state_tag(lang, problem.state)) }
            @if !problem.workaround.is_empty() { p.typed { strong { (lang.t("problem-workaround")) } ": " (problem.workaround) } }
        },
        (None, Some(told)) => {
            let key = if told.is_solved { "known-solved" } else { "known-open" };
            notice(Tone::Info, told.title(lang), html! { p { (lang.t(key)) } p.typed { (told.text(lang)) } })
        }
        (None, None) if may_run => linking(ctx, reading, &beside),
        (None, None) => return Ok(None),
    };
    let title = if ctx.actor.may(Permission::DeskRead) { "problem-one" } else { "known-one" };
    Ok(Some(section("problem", &lang.t(title), None, body)))
}

fn linking(ctx: &Ctx, reading: &Reading, beside: &actions::Beside) -> Markup {
    let (lang, action) = (ctx.lang, format!("{}/problem", reading.thread.ticket.key.path()));
    let new = std::iter::once(Choice::new("", lang.t("problem-from-ticket")));
    let others = beside.going_on.iter();
    let choices = new
        .chain(others.map(|one| Choice::new(one.id.as_str(), format!("{} {}", one.reference(), one.title))));
    let post = PostForm::new(&action, &ctx.csrf).body(html! {
        (Field::select(lang, "problem", lang.t("problem-one"), choices).value(""))
        (buttons(submit(Emphasis::Secondary, &lang.t("problem-link"))))
    });
    html! {
        @if !beside.proposed.is_empty() {
            p { (lang.t("problem-proposed")) }
            ul { @for one in &beside.proposed { li {
                (named(one))
                @if !one.workaround.is_empty() { p.typed { (one.workaround) } }
                @let post = PostForm::new(&action, &ctx.csrf).hidden("problem", one.id.as_str());
                (post.body(html! { button.quiet type="submit" {
                    (lang.t("problem-link-this")) span.visually-hidden { " " (one.reference()) }
                } }))
            } } }
        }
        details { summary { (lang.t("problem-behind")) } (post) }
    }
}
