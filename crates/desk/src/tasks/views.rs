//! How tasks look: the panel of a ticket, its page of tasks, and "my tasks".

use super::{Listed, Task, TaskForm, actions, pages::TasksQuery, rules, store};
use crate::{
    checklists::{self, Checklist},
    teams::{self, Team},
    tickets::{TicketKey, actions as tickets, actions::Reading, listing},
};
use jiff::civil::Date;
use kernel::Permission;
use maud::{Markup, html};
use people::persons::Person;
use platform::{
    Ctx, Result,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tab, Tone,
            actions as buttons, empty_state, error_of, error_summary, link, link_button, pagination,
            progress, section, submit, tabs, tag, text, time,
        },
        page,
    },
};

/// The tasks of a ticket, with a button to tick each; nothing when there is none and the reader may add none.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let (lang, key) = (ctx.lang, &reading.thread.ticket.key);
    let tasks = store::of_ticket(&mut ctx.read().await?, key).await?;
    let may_work = ctx.actor.may(Permission::TicketWork);
    if tasks.is_empty() && !may_work {
        return Ok(None);
    }
    let today = rules::today(reading.now);
    let body = html! {
        (bar(lang, &tasks))
        ul { @for task in &tasks { li { (line(ctx, task, today)) } } }
        p { (link(&format!("{}/tasks", key.path()), &lang.t(if may_work { "task-manage" } else { "task-see" }))) }
    };
    Ok(Some(section("tasks", &lang.t("task-title"), None, body)))
}

fn bar(lang: Lang, tasks: &[Task]) -> Markup {
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let (done, all) = (tasks.iter().filter(|task| task.done.is_some()).count(), tasks.len());
    html! {
        @if tasks.is_empty() { p { (lang.t("task-none")) } }
        @else { (progress(&lang.t("task-progress"), count(done), count(all), &lang.with("task-done-of", &[("done", done), ("all", all)]))) }
    }
}

/// A task in one line: what, who, until when, and the button.
fn line(ctx: &Ctx, task: &Task, today: Date) -> Markup {
    let lang = ctx.lang;
    let who = who(task);
    html! {
        (task.title)
        @if !who.is_empty() { " (" (who) ")" }
        " " (due(lang, task, today))
        @if let Some((at, by)) = &task.done { " " (tag(Tone::Good, &lang.t("task-done"))) " " (by) ", " (time(lang, *at)) }
        @if ctx.actor.may(Permission::TicketWork) { " " (tick(ctx, task)) }
    }
}

fn who(task: &Task) -> String {
    let team = task.team.as_ref().map(|(_, name)| name.clone()).or_else(|| task.team_word.clone());
    let person = task.assignee.as_ref().map(|named| named.name.clone());
    person.into_iter().chain(team).collect::<Vec<_>>().join(", ")
}

fn due(lang: Lang, task: &Task, today: Date) -> Markup {
    html! {
        @if let Some(day) = task.due_on {
            (lang.with("task-due-by", &[("date", figures::date(lang, day))]))
            @if rules::is_late(task, today) { " " (tag(Tone::Bad, &lang.t("task-late"))) }
        }
    }
}

fn tick(ctx: &Ctx, task: &Task) -> Markup {
    let (verb, label) = match (&task.done, &task.revokes) {
        (Some(_), _) => ("reopening", "task-undo"),
        (None, Some(_)) => ("completion", "task-revoke"),
        (None, None) => ("completion", "task-do"),
    };
    button(ctx, task, verb, label)
}

fn button(ctx: &Ctx, task: &Task, verb: &str, label: &str) -> Markup {
    let action = format!("{}/tasks/{}/{verb}", task.ticket.path(), task.id);
    let post = PostForm::new(action, &ctx.csrf).body(html! {
        button.quiet type="submit" { (ctx.lang.t(label)) span.visually-hidden { " " (task.title) } }
    });
    html! { (post) }
}

/// What may be chosen for a task.
struct Choices {
    workers: Vec<Person>,
    teams: Vec<Team>,
    checklists: Vec<Checklist>,
}

async fn choices(ctx: &Ctx) -> Result<Choices> {
    let workers = listing::workers(ctx).await?;
    let mut tx = ctx.read().await?;
    let teams = teams::store::active(&mut tx).await?;
    Ok(Choices { workers, teams, checklists: checklists::store::active(&mut tx).await? })
}

/// The page of a ticket's tasks. `typed` is a new task that was refused.
pub(super) async fn tasks_page(
    ctx: &Ctx,
    key: &TicketKey,
    typed: Option<&TaskForm>,
    errors: &[FieldError],
) -> Result<Markup> {
    let (lang, reading) = (ctx.lang, tickets::read(ctx, key).await?);
    let (ticket, tasks) = (&reading.thread.ticket, actions::list(ctx, key).await?);
    let choices = if ctx.actor.may(Permission::TicketWork) { Some(choices(ctx).await?) } else { None };
    let crumb = Crumb::new(format!("{} {}", ticket.reference, ticket.title), key.path());
    let head = Head::new(lang.with("task-of", &[("ticket", &ticket.reference)]), lang.t("desk-view-ticket"));
    let head = head.crumbs([crumb]).has_errors(!errors.is_empty());
    let today = rules::today(reading.now);
    let blank = TaskForm::default();
    let body = html! {
        (error_summary(lang, errors))
        (bar(lang, &tasks))
        @for task in &tasks { (one(ctx, task, today, choices.as_ref())) }
        @if let Some(choices) = &choices {
            (section("add", &lang.t("task-add"), None, add(ctx, key, typed.unwrap_or(&blank), choices, errors)))
            (section("checklist", &lang.t("checklist-apply"), None, apply(ctx, key, choices, errors)))
        }
    };
    Ok(page(ctx, &head, body))
}

/// A task with its form folded below.
fn one(ctx: &Ctx, task: &Task, today: Date, choices: Option<&Choices>) -> Markup {
    let form = choices.filter(|_| task.done.is_none()).map(|choices| {
        let id = |id: Option<&str>| id.unwrap_or_default().to_owned();
        let form = TaskForm {
            title: task.title.clone(),
            team: id(task.team.as_ref().map(|(team, _)| team.as_str())),
            assignee: id(task.assignee.as_ref().and_then(|named| Some(named.id.as_ref()?.as_str()))),
            due_on: task.due_on.map(|day| day.to_string()).unwrap_or_default(),
            version: task.version,
        };
        let action = format!("{}/tasks/{}/correction", task.ticket.path(), task.id);
        let of = format!("task-{}", task.id);
        let post = PostForm::new(action, &ctx.csrf).hidden("version", task.version.to_string());
        post.body(fields(ctx, &form, choices, &[], Some(&of), "task-save"))
    });
    html! {
        div.part {
            p { (line(ctx, task, today)) }
            @if let Some(form) = &form {
                details {
                    summary { (ctx.lang.t("task-change")) span.visually-hidden { " " (task.title) } }
                    (form) (button(ctx, task, "removal", "task-remove"))
                }
            }
        }
    }
}

fn add(ctx: &Ctx, key: &TicketKey, form: &TaskForm, choices: &Choices, errors: &[FieldError]) -> Markup {
    let post = PostForm::new(format!("{}/tasks", key.path()), &ctx.csrf).label(ctx.lang.t("task-add"));
    html! { (post.body(fields(ctx, form, choices, errors, None, "task-add"))) }
}

fn fields(
    ctx: &Ctx,
    form: &TaskForm,
    choices: &Choices,
    errors: &[FieldError],
    of: Option<&str>,
    verb: &str,
) -> Markup {
    let lang = ctx.lang;
    let own = |field: Field, name: &str| match of {
        Some(of) => field.id_as(format!("{of}-{name}")),
        None => field,
    };
    let none = |key: &str| std::iter::once(Choice::new("", lang.t(key)));
    let teams = none("team-none").chain(choices.teams.iter().map(|t| Choice::new(t.id.as_str(), &t.name)));
    let people =
        none("desk-nobody").chain(choices.workers.iter().map(|p| Choice::new(p.id.as_str(), &p.name)));
    let title = Field::text(lang, "title", lang.t("task-what")).value(&form.title);
    let due = Field::date(lang, "due_on", lang.t("task-due")).value(&form.due_on);
    html! {
        (own(title.error(error_of(errors, "title")).required(), "title"))
        (own(Field::select(lang, "assignee", lang.t("task-who"), people).value(&form.assignee).error(error_of(errors, "assignee")), "assignee"))
        (own(Field::select(lang, "team", lang.t("team-one"), teams).value(&form.team).error(error_of(errors, "team")), "team"))
        (own(due.error(error_of(errors, "due_on")), "due"))
        (buttons(submit(Emphasis::Secondary, &lang.t(verb))))
    }
}

fn apply(ctx: &Ctx, key: &TicketKey, choices: &Choices, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let lists = choices.checklists.iter().map(|list| {
        let label = [("name", list.name.clone()), ("count", list.items.len().to_string())];
        Choice::new(list.id.as_str(), lang.with("checklist-with-count", &label))
    });
    let post = PostForm::new(format!("{}/checklist", key.path()), &ctx.csrf).label(lang.t("checklist-apply"));
    html! {
        @if choices.checklists.is_empty() { p { (lang.t("checklist-none")) } }
        @else { (post.body(html! {
            (Field::select(lang, "checklist", lang.t("checklist-one"), lists).error(error_of(errors, "checklist")))
            (buttons(submit(Emphasis::Secondary, &lang.t("checklist-apply-do"))))
        })) }
        p { (link("/checklists", &lang.t("checklist-title"))) }
    }
}

/// "My tasks": the first due first, over every ticket.
pub(super) fn mine(ctx: &Ctx, query: &TasksQuery, tasks: &[Listed], next: Option<(Date, String)>) -> Markup {
    let (lang, today) = (ctx.lang, rules::today(ctx.now()));
    let address = |who: &str, state: &str| format!("/tasks?who={who}&state={state}");
    let tab = |key: &str, who: &str, state: &str| Tab {
        label: lang.t(key),
        href: address(who, state),
        is_current: (query.who == "all") == (who == "all") && (query.state == "done") == (state == "done"),
        count: None,
    };
    let mut parts = vec![tab("task-mine", "", ""), tab("task-mine-done", "", "done")];
    if ctx.actor.may(Permission::TicketReadAll) {
        parts.extend([tab("task-all", "all", ""), tab("task-all-done", "all", "done")]);
    }
    let table = DataTable::new(lang.t("task-mine")).caption_hidden();
    let columns = ["task-what", "task-due", "desk-ticket", "desk-beneficiary", "task-who", "task-state"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(tasks.iter().map(|listed| row(ctx, listed, today)));
    let tickets = link_button(Emphasis::Secondary, "/tickets", &lang.t("desk-tickets"));
    let next = next.map(|(day, id)| format!("{}&after={day}.{id}", address(&query.who, &query.state)));
    let head = Head::new(lang.t("task-mine"), lang.t("desk-view-desk")).lead(text(lang.t("task-mine-lead")));
    let body = html! {
        (tabs(&lang.t("task-title"), &parts))
        (table.empty(empty_state(&lang.t("task-empty"), &lang.t("task-empty-why"), Some(tickets))))
        (pagination(lang, &lang.t("task-mine"), None, next.as_deref(), None))
        p { (link("/checklists", &lang.t("checklist-title"))) }
    };
    page(ctx, &head, body)
}

fn row(ctx: &Ctx, listed: &Listed, today: Date) -> Vec<Markup> {
    let (lang, task) = (ctx.lang, &listed.task);
    vec![
        text(&task.title),
        due(lang, task, today),
        link(&task.ticket.path(), &listed.ticket),
        text(&listed.beneficiary_name),
        text(who(task)),
        html! {
            @if let Some((at, by)) = &task.done { (by) ", " (time(lang, *at)) " " }
            (tick(ctx, task))
        },
    ]
}
