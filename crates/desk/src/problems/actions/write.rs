//! Writing problems down, moving them on, publishing what beneficiaries read.

use super::{held, link::join, noted};
use crate::{
    categories,
    major_incidents::actions::meant,
    problems::{MoveForm, Problem, ProblemForm, ProblemId, State, rules, store},
};
use kernel::{Permission, Text};
use people::audit::{Entry, hold, record};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// Writes a problem down, with the incidents named.
pub async fn open(ctx: &Ctx, form: &ProblemForm) -> Result<Problem> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let members = meant(&mut tx, &form.tickets).await?;
    // Two writers never take one number: the second waits here for the first.
    hold(&mut tx, None).await?;
    let blank = Problem {
        id: ctx.id(),
        number: store::next_number(&mut tx).await?,
        title: String::new(),
        description: String::new(),
        state: State::New,
        category: None,
        root_cause: String::new(),
        workaround: String::new(),
        public_title: Default::default(),
        public_text: Default::default(),
        published_at: None,
        resolution: String::new(),
        opened_by_name: ctx.actor.name.clone(),
        opened_at: ctx.now(),
        resolved_at: None,
        incidents: 0,
        beneficiaries: 0,
        version: 1,
    };
    let problem = stated(&mut tx, form, blank).await?;
    store::insert(&mut tx, &problem).await?;
    let entry = Entry::new("problem.open", None, "problem", problem.id.as_str());
    let detail = json!({"number": problem.number, "title": problem.title});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    join(&mut tx, ctx, &problem, &members).await?;
    tx.commit().await?;
    Ok(problem)
}

async fn stated(tx: &mut Tx, form: &ProblemForm, before: Problem) -> Result<Problem> {
    let mut problems = rules::mistakes(form);
    let category = categories::store::all(tx).await?.into_iter().find(|one| one.id.as_str() == form.category);
    if category.is_none() && !form.category.is_empty() {
        problems.add("category", Text::new("desk-error-choice"));
    }
    let text = |text: &String| text.trim().to_owned();
    let now = Problem {
        title: text(&form.title),
        description: text(&form.description),
        category: category.map(|one| (one.id.clone(), one.path())),
        root_cause: text(&form.root_cause),
        workaround: text(&form.workaround),
        public_title: [text(&form.public_title_fr), text(&form.public_title_en)],
        public_text: [text(&form.public_text_fr), text(&form.public_text_en)],
        ..before
    };
    if now.published_at.is_some() && !can_be_read(&now) {
        problems.add("public_text_fr", Text::new("problem-error-public"));
    }
    problems.into_result()?;
    Ok(now)
}

fn can_be_read(problem: &Problem) -> bool {
    !problem.public_title[0].is_empty() && !problem.public_text[0].is_empty()
}

/// Changes what is written of a problem that is still as it was read; beneficiaries concerned read it at once when it is
/// published.
pub async fn change(ctx: &Ctx, id: &ProblemId, form: &ProblemForm) -> Result<Problem> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let before = held(&mut tx, id, Some(form.version)).await?;
    let mut problem = stated(&mut tx, form, before.clone()).await?;
    if problem == before {
        return Ok(problem);
    }
    let detail =
        json!({"title": problem.title, "root_cause": problem.root_cause, "workaround": problem.workaround});
    noted(&mut tx, ctx, &mut problem, "problem.edit", detail).await?;
    tx.commit().await?;
    Ok(problem)
}

/// Moves a problem on, or back when it was not so after all.
pub async fn set_state(ctx: &Ctx, id: &ProblemId, form: &MoveForm) -> Result<Problem> {
    ctx.require(Permission::DeskRun)?;
    let to =
        State::parse(&form.state).ok_or_else(|| Error::invalid("state", Text::new("desk-error-choice")))?;
    let mut tx = ctx.begin().await?;
    let mut problem = held(&mut tx, id, None).await?;
    moved(ctx, &mut problem, to, &form.resolution)?;
    let detail = json!({"state": to, "resolution": form.resolution.trim()});
    noted(&mut tx, ctx, &mut problem, action_of(to), detail).await?;
    tx.commit().await?;
    Ok(problem)
}

pub(super) fn moved(ctx: &Ctx, problem: &mut Problem, to: State, resolution: &str) -> Result<()> {
    rules::check(problem, to, resolution).map_err(Error::Invalid)?;
    match to {
        State::Resolved => {
            resolution.trim().clone_into(&mut problem.resolution);
            problem.resolved_at = Some(ctx.now());
        }
        State::Investigating => problem.resolved_at = None,
        State::New | State::KnownError | State::Closed => {}
    }
    problem.state = to;
    Ok(())
}

pub(super) fn action_of(to: State) -> &'static str {
    match to {
        State::New | State::Investigating => "problem.investigate",
        State::KnownError => "problem.known_error",
        State::Resolved => "problem.resolve",
        State::Closed => "problem.close",
    }
}

/// Lets beneficiaries with incidents of a problem read its public words, or no longer.
pub async fn publish(ctx: &Ctx, id: &ProblemId, is_published: bool) -> Result<Problem> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let mut problem = held(&mut tx, id, None).await?;
    if is_published && !can_be_read(&problem) {
        return Err(Error::invalid("published", Text::new("problem-error-public")));
    }
    if problem.published_at.is_some() == is_published {
        return Ok(problem);
    }
    problem.published_at = is_published.then(|| ctx.now());
    let action = if is_published { "problem.publish" } else { "problem.withdraw" };
    noted(&mut tx, ctx, &mut problem, action, json!({})).await?;
    tx.commit().await?;
    Ok(problem)
}
