//! Verbs on runs: beginning, going on, stopping, approving what was looked at, issuing.

mod drafting;
mod issuing;

pub use issuing::{approve, issue};

use super::{BillingRun, BillingRunId, Controls, Item, RunForm, RunInvoice, RunState, jobs, rules, store};
use kernel::{Permission, Text, fold};
use people::{
    Organisation,
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Problems, Result, db::OnUnique as _};
use serde::Deserialize;
use serde_json::json;

/// Percent beyond which a move is an anomaly, when nobody says otherwise.
const JUMP_PERCENT: i64 = 20;

/// Begins the drafts of a year for every beneficiary. One run of a year at a time.
pub async fn start(ctx: &Ctx, form: &RunForm) -> Result<BillingRun> {
    ctx.require(Permission::InvoiceDraft)?;
    let mut problems = Problems::default();
    let year = form.year.trim().parse::<i16>().ok().filter(|year| (2000..=2099).contains(year));
    if year.is_none() {
        problems.add("year", Text::new("money-year-unreadable"));
    }
    let percent = match form.jump_percent.trim() {
        "" => Some(JUMP_PERCENT),
        typed => typed.parse().ok().filter(|percent| (1..=1_000).contains(percent)),
    };
    if percent.is_none() {
        problems.add("jump_percent", Text::new("billing-error-percent"));
    }
    let (Some(year), Some(jump_percent)) = (year, percent) else { return Err(Error::Invalid(problems)) };
    let mut tx = ctx.begin().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let run = BillingRun {
        id: ctx.id(),
        year,
        jump_percent,
        state: RunState::Drafting,
        total: i64::try_from(bodies.len()).unwrap_or(i64::MAX),
        done: 0,
        last: (String::new(), String::new()),
        asked_by: ctx.actor.name.clone(),
        started_at: ctx.now(),
        ended_at: None,
    };
    store::insert(&mut tx, &run)
        .await
        .on_unique("billing_run_year_key", Error::invalid("year", Text::new("billing-error-running")))?;
    let entry = Entry::new("billing_run.start", None, "billing_run", run.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"year": year, "jump_percent": jump_percent}))).await?;
    jobs::ask(&mut tx, ctx, &run.id).await?;
    tx.commit().await?;
    Ok(run)
}

/// Where a run stands.
pub async fn run(ctx: &Ctx, id: &BillingRunId) -> Result<BillingRun> {
    ctx.require(Permission::BillingRead)?;
    store::find(&mut ctx.read().await?, id).await?.ok_or(Error::NotFound)
}

/// The last runs.
pub async fn latest(ctx: &Ctx) -> Result<Vec<BillingRun>> {
    ctx.require(Permission::BillingRead)?;
    Ok(store::latest(&mut ctx.read().await?).await?)
}

/// Which part of what a run found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ItemsQuery {
    /// `anomalies` for what a person should look at, `all` for everything; anomalies first when empty.
    pub show: String,
    /// Where the page before ended: the identifier of its last beneficiary.
    pub after: String,
}

/// A run with its control totals and one page of what it found.
pub struct Whole {
    /// The run.
    pub run: BillingRun,
    /// Control totals over everything.
    pub controls: Controls,
    /// Whether only what has an anomaly is shown.
    pub only_anomalies: bool,
    /// The page.
    pub items: Vec<Item>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Documents of the run.
    pub documents: Vec<RunInvoice>,
}

/// A run with what it found.
pub async fn read(ctx: &Ctx, id: &BillingRunId, asked: &ItemsQuery) -> Result<Whole> {
    let run = run(ctx, id).await?;
    let mut tx = ctx.read().await?;
    let documents = store::documents(&mut tx, id, None).await?;
    let controls = rules::controls(&store::items(&mut tx, id).await?, &documents);
    let only_anomalies = match asked.show.as_str() {
        "all" => false,
        "anomalies" => true,
        _ => controls.with_anomalies > 0,
    };
    let after = match asked.after.as_str() {
        "" => (String::new(), String::new()),
        after => {
            let body = organisations::store::find(&mut tx, &after.into()).await?.ok_or(Error::NotFound)?;
            (fold(&body.name), body.id.to_string())
        }
    };
    let mut items = store::page(&mut tx, id, only_anomalies, &after).await?;
    let has_more = items.len() > store::PAGE;
    items.truncate(store::PAGE);
    let next = items.last().filter(|_| has_more).map(|last| last.beneficiary.to_string());
    Ok(Whole { run, controls, only_anomalies, items, next, documents })
}

/// Stops a run where it is. What was drafted, approved or issued stays.
pub async fn cancel(ctx: &Ctx, id: &BillingRunId) -> Result<()> {
    ctx.require(Permission::InvoiceDraft)?;
    let mut tx = ctx.begin().await?;
    let run = store::hold(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if !run.is_running() {
        return Err(Error::refused("billing-error-not-running"));
    }
    store::end(&mut tx, id, RunState::Cancelled, ctx.now()).await?;
    let entry = Entry::new("billing_run.cancel", None, "billing_run", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"done": run.done, "total": run.total}))).await?;
    Ok(tx.commit().await?)
}

/// Looks after the next beneficiaries of a run, at most so many: drafts them, or issues what was approved of them. Gives the
/// run as it is then. Safe to run again at any point, and by two workers at once.
pub async fn advance(ctx: &Ctx, id: &BillingRunId, most: i64) -> Result<BillingRun> {
    let mut run = run(ctx, id).await?;
    if !run.is_running() {
        return Ok(run);
    }
    let next: Vec<Organisation> = store::next(&mut ctx.read().await?, &run, most).await?;
    for body in &next {
        let moved = match run.state {
            RunState::Drafting => Box::pin(drafting::draft(ctx, &run, body)).await?,
            _ => Box::pin(issuing::issue_of(ctx, &run, body)).await?,
        };
        run = self::run(ctx, id).await?;
        if !moved || !run.is_running() {
            // Somebody else works on it too, or stopped it.
            return Ok(run);
        }
    }
    if i64::try_from(next.len()).unwrap_or(i64::MAX) < most {
        let ended = if run.state == RunState::Drafting { RunState::Drafted } else { RunState::Issued };
        let mut tx = ctx.begin().await?;
        let held = store::hold(&mut tx, id).await?.ok_or(Error::NotFound)?;
        if held.state == run.state {
            store::end(&mut tx, id, ended, ctx.now()).await?;
        }
        tx.commit().await?;
    }
    self::run(ctx, id).await
}

/// The fold of a name, by which runs go on.
fn place(body: &Organisation) -> (String, String) {
    (fold(&body.name), body.id.to_string())
}

/// Why something cannot be done, as words to keep; any other error goes on.
fn refusal(error: Error) -> Result<Text> {
    match error {
        Error::Refused(why) => Ok(why),
        Error::Invalid(problems) => {
            let first = problems.0.into_iter().next().map(|problem| problem.text);
            Ok(first.unwrap_or_else(|| Text::new("web-error-stale")))
        }
        error => Err(error),
    }
}
