//! Adding tasks, doing them, changing them, taking them away.

use super::{Listed, Task, TaskForm, TaskId, rules, store};
use crate::{
    checklists::{self, ChecklistId},
    requests,
    teams::{self, TeamId},
    tickets::{Named, TicketKey, actions as tickets, store as ticket_store},
    watchers,
};
use jiff::civil::Date;
use kernel::{
    Permission, Text, fold,
    id::{BeneficiaryId, PersonId},
};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::{Value, json};

/// A task to add: what a checklist, a form or another feature asks for.
#[derive(Clone, Debug, Default)]
pub struct NewTask {
    /// What to do.
    pub title: String,
    /// The team that does it.
    pub team: Option<TeamId>,
    /// Name of the team when only that is known: the team that bears it, or the name itself.
    pub team_name: Option<String>,
    /// Who does it.
    pub assignee: Option<PersonId>,
    /// Due day.
    pub due_on: Option<Date>,
    /// Whose access is taken away when it is done, on or after the due day.
    pub revokes: Option<PersonId>,
}

/// The tasks of a ticket that the actor may see.
pub async fn list(ctx: &Ctx, key: &TicketKey) -> Result<Vec<Task>> {
    let mut tx = ctx.read().await?;
    let reader = ticket_store::Reader::of(&ctx.actor);
    ticket_store::get(&mut tx, &reader, key).await?.ok_or(Error::NotFound)?;
    Ok(store::of_ticket(&mut tx, key).await?)
}

/// One page of tasks over tickets, and where the next begins. Who sees only what was handed over sees the own ones.
pub async fn page(ctx: &Ctx, mut filter: store::Filter) -> Result<(Vec<Listed>, Option<(Date, String)>)> {
    ctx.require(Permission::TicketWork)?;
    if !ctx.actor.may(Permission::TicketReadAll) {
        filter.person = Some(ctx.actor.person.clone().ok_or(Error::SignInRequired)?);
    }
    let mut found = store::page(&mut ctx.read().await?, &filter).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|last| store::place(&last.task));
    Ok((found, next))
}

/// Adds a task to a ticket.
pub async fn add(ctx: &Ctx, key: &TicketKey, form: &TaskForm) -> Result<TaskId> {
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let task = typed(form)?;
    let added = add_in(&mut tx, ctx, key, vec![task]).await?;
    tx.commit().await?;
    added.into_iter().next().ok_or(Error::NotFound)
}

/// Adds the tasks of a checklist; their due days count from today.
pub async fn apply(ctx: &Ctx, key: &TicketKey, id: &ChecklistId) -> Result<Vec<TaskId>> {
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let list = checklists::store::find(&mut tx, id).await?.filter(|list| list.archived_at.is_none());
    let list = list.ok_or_else(|| Error::invalid("checklist", Text::new("checklist-error-unknown")))?;
    let tasks = checklists::rules::tasks(&list, rules::today(ctx.now()));
    let added = add_in(&mut tx, ctx, key, tasks).await?;
    tx.commit().await?;
    Ok(added)
}

/// Adds tasks to a held ticket in the caller's transaction: the one way by which tasks come into being.
pub async fn add_in(tx: &mut Tx, ctx: &Ctx, key: &TicketKey, new: Vec<NewTask>) -> Result<Vec<TaskId>> {
    let known = store::of_ticket(tx, key).await?;
    if known.len() + new.len() > rules::TASKS {
        return Err(Error::invalid("title", Text::new("task-error-many").with("limit", rules::TASKS)));
    }
    let first = known.last().map_or(1, |task| task.position + 1);
    let teams = teams::store::active(tx).await?;
    let mut added = vec![];
    for (position, new) in (first..).zip(new) {
        let word = new.team_name.filter(|_| new.team.is_none());
        let named = word.as_ref().and_then(|word| teams.iter().find(|team| fold(&team.name) == fold(word)));
        let team = new.team.or_else(|| named.map(|team| team.id.clone()));
        let task = Task {
            ticket: key.clone(),
            id: ctx.id(),
            position,
            title: new.title,
            team_word: word.filter(|_| team.is_none()),
            team: chosen_team(tx, team.as_ref()).await?,
            assignee: worker(tx, new.assignee.as_ref()).await?,
            due_on: new.due_on,
            revokes: new.revokes,
            done: None,
            version: 1,
        };
        store::insert(tx, &task, &ctx.actor.name, ctx.now()).await?;
        let_see(tx, ctx, &task).await?;
        let detail = json!({"task": task.id, "title": task.title, "due": task.due_on});
        note(tx, ctx, "ticket.task_add", &task, detail).await?;
        added.push(task.id);
    }
    Ok(added)
}

/// Changes what a task says, as long as it is as it was read.
pub async fn change(ctx: &Ctx, key: &TicketKey, id: &TaskId, form: &TaskForm) -> Result<()> {
    let (mut tx, mut task) = held(ctx, key, id).await?;
    if task.version != form.version {
        return Err(Error::Stale(task.version));
    }
    let new = typed(form)?;
    task.team = chosen_team(&mut tx, new.team.as_ref()).await?;
    task.team_word = task.team_word.filter(|_| task.team.is_none());
    task.assignee = worker(&mut tx, new.assignee.as_ref()).await?;
    (task.title, task.due_on) = (new.title, new.due_on);
    store::save(&mut tx, &task).await?;
    let_see(&mut tx, ctx, &task).await?;
    let assignee = task.assignee.as_ref().map(|named| &named.name);
    let detail = json!({"task": id, "title": task.title, "due": task.due_on, "to": assignee});
    note(&mut tx, ctx, "ticket.task_change", &task, detail).await?;
    Ok(tx.commit().await?)
}

/// Says that a task is done, or not done after all. Doing it twice is doing it once. The task of a departure takes the
/// access away when it is done, on or after its day; it is given back on the page of the person.
pub async fn set_done(ctx: &Ctx, key: &TicketKey, id: &TaskId, is_done: bool) -> Result<()> {
    let (mut tx, mut task) = held(ctx, key, id).await?;
    if task.done.is_some() == is_done {
        return Ok(());
    }
    if is_done {
        may_do(&mut tx, ctx, &task).await?;
    }
    task.done = is_done.then(|| (ctx.now(), ctx.actor.name.clone()));
    store::save(&mut tx, &task).await?;
    let action = if is_done { "ticket.task_done" } else { "ticket.task_undone" };
    note(&mut tx, ctx, action, &task, json!({"task": id, "title": task.title})).await?;
    Ok(tx.commit().await?)
}

/// Nothing is done for a request that nobody has agreed to, and nobody's access goes before the day.
async fn may_do(tx: &mut Tx, ctx: &Ctx, task: &Task) -> Result<()> {
    let request = requests::store::find(tx, &task.ticket).await?;
    if request.is_some_and(|request| request.accepted_at.is_none()) {
        return Err(Error::refused("request-error-not-accepted"));
    }
    let Some(person) = &task.revokes else { return Ok(()) };
    if task.due_on.is_some_and(|day| rules::today(ctx.now()) < day) {
        return Err(Error::refused("request-error-too-early"));
    }
    people::persons::actions::disable_in(tx, ctx, person).await
}

/// Takes away a task added by mistake; the audit log keeps it. What was done stays.
pub async fn remove(ctx: &Ctx, key: &TicketKey, id: &TaskId) -> Result<()> {
    let (mut tx, task) = held(ctx, key, id).await?;
    if task.done.is_some() {
        return Err(Error::refused("task-error-done"));
    }
    store::delete(&mut tx, &task).await?;
    note(&mut tx, ctx, "ticket.task_remove", &task, json!({"task": id, "title": task.title})).await?;
    Ok(tx.commit().await?)
}

async fn held(ctx: &Ctx, key: &TicketKey, id: &TaskId) -> Result<(Tx, Task)> {
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let task = store::lock(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    Ok((tx, task))
}

async fn note(tx: &mut Tx, ctx: &Ctx, action: &'static str, task: &Task, detail: Value) -> Result<()> {
    let of: &BeneficiaryId = &task.ticket.beneficiary;
    record(tx, ctx, Entry::new(action, Some(of), "ticket", task.ticket.id.as_str()).detail(detail)).await
}

fn typed(form: &TaskForm) -> Result<NewTask> {
    let mut problems = Problems::default();
    let title = form.title.trim();
    if title.is_empty() || title.chars().count() > rules::TITLE {
        problems.add("title", Text::new("task-error-title").with("limit", rules::TITLE));
    }
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let due_on: Option<Date> = form.due_on.parse().ok();
    if due_on.is_none() && !form.due_on.is_empty() {
        problems.add("due_on", Text::new("task-error-date"));
    }
    problems.into_result()?;
    let (team, assignee) = (given(&form.team).map(TeamId::from), given(&form.assignee).map(PersonId::from));
    Ok(NewTask { title: title.to_owned(), team, assignee, due_on, ..NewTask::default() })
}

/// A team that takes work, with its name.
pub(crate) async fn chosen_team(tx: &mut Tx, id: Option<&TeamId>) -> Result<Option<(TeamId, String)>> {
    let Some(id) = id else { return Ok(None) };
    let team = teams::store::find(tx, id).await?.filter(|team| team.archived_at.is_none());
    let team = team.ok_or_else(|| Error::invalid("team", Text::new("team-error-unknown")))?;
    Ok(Some((team.id, team.name)))
}

async fn worker(tx: &mut Tx, id: Option<&PersonId>) -> Result<Option<Named>> {
    let Some(id) = id else { return Ok(None) };
    Ok(Some(tickets::worker(tx, id).await?))
}

/// Who sees only what is handed over follows the ticket of the task, or could not do it.
async fn let_see(tx: &mut Tx, ctx: &Ctx, task: &Task) -> Result<()> {
    let Some(id) = task.assignee.as_ref().and_then(|named| named.id.as_ref()) else { return Ok(()) };
    let person = people::persons::store::find(tx, id).await?;
    if person.is_some_and(|person| !person.actor().may(Permission::TicketReadAll)) {
        watchers::store::add(tx, &task.ticket, id, &ctx.actor.name, ctx.now()).await?;
    }
    Ok(())
}
