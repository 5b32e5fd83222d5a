//! The drafts of a period for every beneficiary, then the consolidated one: one after the other, each in its own
//! transaction, so that a stop loses nothing and the work goes on where it was.

use super::{compose, finish, gather::ruling, life::first_edition};
use crate::{
    meetings::rules::day,
    reports::{ReportKind, ReportState, Run, RunId, Span, jobs, rules, store},
};
use jiff::civil::Date;
use kernel::{Permission, Side, Text, fold};
use people::{
    Organisation,
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// Begins the drafts of a period, or again once they were made. While they are being made, gives that run.
pub async fn start(ctx: &Ctx, kind: &str, period: &str) -> Result<RunId> {
    ctx.require(Permission::ReportManage)?;
    let unknown = || Error::invalid("kind", Text::new("report-error-kind"));
    let kind = ReportKind::parse(kind).ok_or_else(unknown)?;
    let span = rules::period(kind, period).filter(|span| span.last < day(ctx.now()));
    let span = span.ok_or_else(|| Error::invalid("period", Text::new("report-error-run-period")))?;
    begin(ctx, kind, span.first).await
}

async fn begin(ctx: &Ctx, kind: ReportKind, first: Date) -> Result<RunId> {
    let mut tx = ctx.begin().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let total = i64::try_from(bodies.len() + 1).unwrap_or(i64::MAX);
    let known = store::runs::of(&mut tx, kind, first).await?;
    let run = Run {
        id: known.as_ref().map_or_else(|| ctx.id(), |run| run.id.clone()),
        kind,
        first,
        total,
        done: 0,
        skipped: 0,
        failed: vec![],
        last: (String::new(), String::new()),
        asked_by: ctx.actor.name.clone(),
        started_at: ctx.now(),
        finished_at: None,
    };
    let changed = match known {
        None => store::runs::insert(&mut tx, &run).await?,
        Some(_) => store::runs::restart(&mut tx, &run.id, total, (&ctx.actor.name, ctx.now())).await?,
    };
    if changed == 0 {
        // It is being made already; somebody may have begun it since it was looked for.
        let known = store::runs::of(&mut tx, kind, first).await?;
        return Ok(known.map_or(run.id, |known| known.id));
    }
    let entry = Entry::new("report.run", None, "report_run", run.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"kind": kind, "first": first}))).await?;
    jobs::ask(&mut tx, ctx, &run.id).await?;
    tx.commit().await?;
    Ok(run.id)
}

/// Begins the drafts that are due today and were not asked for yet (R7.5).
pub async fn start_due(ctx: &Ctx) -> Result<()> {
    ctx.require(Permission::ReportManage)?;
    for (kind, first) in rules::due(day(ctx.now())) {
        let known = store::runs::of(&mut ctx.read().await?, kind, first).await?;
        if known.is_none() {
            begin(ctx, kind, first).await?;
        }
    }
    Ok(())
}

/// Where a run stands.
pub async fn run(ctx: &Ctx, id: &RunId) -> Result<Run> {
    ctx.require(Permission::ReportManage)?;
    store::runs::find(&mut ctx.read().await?, id).await?.ok_or(Error::NotFound)
}

/// The last runs.
pub async fn latest(ctx: &Ctx) -> Result<Vec<Run>> {
    ctx.require(Permission::ReportManage)?;
    Ok(store::runs::latest(&mut ctx.read().await?).await?)
}

/// Looks after the next beneficiaries of a run, at most so many, and the consolidated report at the end. Gives the run as it
/// is then. Safe to run again at any point.
pub async fn advance(ctx: &Ctx, id: &RunId, most: i64) -> Result<Run> {
    let mut run = run(ctx, id).await?;
    if run.finished_at.is_some() {
        return Ok(run);
    }
    let next = store::runs::next(&mut ctx.read().await?, &run, most).await?;
    let span = rules::span(run.kind, run.first);
    for body in &next {
        let made = Box::pin(drafted(ctx, body, (run.kind, span))).await;
        let is_skipped = matches!(made, Ok(false));
        let mut tx = ctx.begin().await?;
        failed(&mut tx, &run, body, made).await?;
        let moved =
            store::runs::advance(&mut tx, &run, (&fold(&body.name), body.id.as_str()), is_skipped).await?;
        tx.commit().await?;
        if moved == 0 {
            // Somebody else works on it too: that one goes on.
            return self::run(ctx, id).await;
        }
        run = self::run(ctx, id).await?;
    }
    if i64::try_from(next.len()).unwrap_or(i64::MAX) < most {
        let provider = organisations::store::provider(&mut ctx.read().await?).await?;
        let made = match &provider {
            Some(provider) => Box::pin(drafted(ctx, provider, (run.kind, span))).await,
            None => Ok(false),
        };
        let mut tx = ctx.begin().await?;
        if let Some(provider) = &provider {
            failed(&mut tx, &run, provider, made).await?;
        }
        store::runs::finish(&mut tx, id, ctx.now()).await?;
        tx.commit().await?;
    }
    self::run(ctx, id).await
}

/// Keeps the name of a body whose report could not be written, so that one never stops the others.
async fn failed(tx: &mut Tx, run: &Run, body: &Organisation, made: Result<bool>) -> Result<()> {
    let Err(error) = made else { return Ok(()) };
    tracing::error!(body = %body.code, %error, "a report could not be written");
    let mut failed = run.failed.clone();
    failed.push(body.name.clone());
    Ok(store::runs::set_failed(tx, run, &failed).await?)
}

/// Drafts the report of one body, or computes its draft again; a report in review or published stays as it is. Gives whether
/// there is one: without an agreement in the period there is none.
async fn drafted(ctx: &Ctx, body: &Organisation, (kind, span): (ReportKind, Span)) -> Result<bool> {
    let mut look = ctx.read().await?;
    let known = store::last_of(&mut look, &body.id, (kind, span.first)).await?;
    let version = ruling(&mut look, &body.id, span).await?;
    drop(look);
    let Some(report) = known else {
        if body.side == Side::Beneficiary && version.is_none() {
            return Ok(false);
        }
        first_edition(ctx, body, (kind, span)).await?;
        return Ok(true);
    };
    if report.state == ReportState::Draft {
        let document = compose(ctx, body, (kind, span)).await?;
        let mut tx = ctx.begin().await?;
        // Somebody changed it meanwhile: what they have is theirs.
        if store::recompute(&mut tx, &report, &document).await? > 0 {
            finish(ctx, tx, &report, "report.compute", json!({})).await?;
        }
    }
    Ok(true)
}
