//! Many months closed one after the other: in the background when asked, each day when the settings say so, from the command
//! line. Each month is a transaction of its own, so that interrupted work goes on where it was.

use super::{close, reading::first_to_close, served, today, waiting};
use crate::indicators::{
    CloseForm, Closing, ClosingRun, RunForm, RunId, RunState, jobs,
    rules::{self, MOST_MONTHS},
    store::{self, runs},
};
use jiff::civil::Date;
use kernel::{Permission, Text, id::BeneficiaryId};
use people::{
    Organisation,
    audit::{Entry, record},
    organisations, persons,
};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::json;

/// Months closed by one piece of background work.
const AT_A_TIME: usize = 6;

/// Asks to close every month that is over of one beneficiary, in the background.
pub async fn run(ctx: &Ctx, code: &str, form: &RunForm) -> Result<ClosingRun> {
    ctx.require(Permission::CommitteeManage)?;
    let mut tx = ctx.begin().await?;
    let body = served(&mut tx, code).await?;
    let months = to_close(&mut tx, ctx, &body.id, &form.from).await?;
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return Err(Error::refused("indicator-error-nothing"));
    };
    let mut problems = Problems::default();
    crate::meetings::rules::long(&mut problems, "reason", &form.reason);
    problems.into_result()?;
    let run = ClosingRun {
        beneficiary: body.id.clone(),
        id: ctx.id(),
        first: *first,
        last: *last,
        reason: form.reason.trim().to_owned(),
        state: RunState::Going,
        total: i64::try_from(months.len()).unwrap_or(i64::MAX),
        done: 0,
        trouble: None,
        asked_by: ctx.actor.person.clone(),
        asked_by_name: ctx.actor.name.clone(),
        asked_at: ctx.now(),
        finished_at: None,
    };
    runs::insert(&mut tx, &run).await?;
    jobs::ask(&mut tx, ctx, &run).await?;
    let entry = Entry::new("indicators.run", Some(&body.id), "closing_run", run.id.as_str());
    let detail = json!({"first": rules::month_word(run.first), "last": rules::month_word(run.last)});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(run)
}

/// The same for every beneficiary in scope that has months to close. Gives how many have.
pub async fn run_all(ctx: &Ctx, form: &RunForm) -> Result<usize> {
    ctx.require(Permission::CommitteeManage)?;
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let mut asked = 0;
    for body in bodies {
        match run(ctx, &body.code, form).await {
            Ok(_) => asked += 1,
            // Without an agreement, or with everything closed, there is nothing to do.
            Err(Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(asked)
}

/// The months that are over and not closed, from the one typed on, or from the first to close.
async fn to_close(tx: &mut Tx, ctx: &Ctx, beneficiary: &BeneficiaryId, from: &str) -> Result<Vec<Date>> {
    let last = rules::last_over(today(ctx));
    let first = match from.trim() {
        "" => first_to_close(tx, beneficiary, today(ctx)).await?,
        text => {
            let month = rules::month(text);
            let month = month.ok_or_else(|| Error::invalid("from", Text::new("indicator-error-month")))?;
            if month <= rules::before(last, MOST_MONTHS) {
                return Err(Error::invalid(
                    "from",
                    Text::new("indicator-error-far").with("limit", MOST_MONTHS),
                ));
            }
            Some(month)
        }
    };
    let closed = store::months(tx, beneficiary).await?;
    let months = first.map(|first| rules::months(first, last)).unwrap_or_default();
    Ok(months.into_iter().filter(|month| !closed.contains(month)).collect())
}

/// Goes on with months that were asked to be closed, in the name of whoever asked. Gives whether more are to be done.
pub(crate) async fn go(ctx: &Ctx, beneficiary: &BeneficiaryId, id: &RunId) -> Result<bool> {
    let mut tx = ctx.read().await?;
    let run = runs::find(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    let body = organisations::store::find(&mut tx, beneficiary).await?.ok_or(Error::NotFound)?;
    let asker = match &run.asked_by {
        Some(person) => {
            let person = persons::actions::found(&mut tx, person).await?;
            Ctx::of(ctx.platform.clone(), person.actor())
        }
        None => ctx.clone(),
    };
    let closed = store::months(&mut tx, beneficiary).await?;
    drop(tx);
    if run.state != RunState::Going {
        return Ok(false);
    }
    let left = rules::months(run.first, run.last).into_iter().filter(|month| !closed.contains(month));
    let left: Vec<Date> = left.collect();
    let mut done = run.total - i64::try_from(left.len()).unwrap_or(0).min(run.total);
    for month in left.iter().take(AT_A_TIME) {
        let form = CloseForm { month: rules::month_word(*month), reason: run.reason.clone() };
        if let Err(error) = close(&asker, &body.code, &form).await {
            let trouble = trouble(error, *month)?;
            told(ctx, &run, (done, RunState::Stopped), Some(&trouble)).await?;
            waiting::tell(ctx, &body.code, *month).await?;
            return Ok(false);
        }
        done += 1;
        told(ctx, &run, (done, RunState::Going), None).await?;
    }
    let has_more = left.len() > AT_A_TIME;
    if !has_more {
        told(ctx, &run, (done, RunState::Done), None).await?;
    }
    Ok(has_more)
}

async fn told(
    ctx: &Ctx,
    run: &ClosingRun,
    (done, state): (i64, RunState),
    trouble: Option<&Text>,
) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let ended = (state != RunState::Going).then(|| ctx.now());
    runs::advance(&mut tx, run, (done, state), trouble, ended).await?;
    Ok(tx.commit().await?)
}

/// What stops the work for a person to decide, also when whoever asked may no longer close; anything else is tried again.
fn trouble(error: Error, month: Date) -> Result<Text> {
    match error {
        Error::Invalid(_) | Error::Refused(_) | Error::Forbidden(_) => {
            Ok(Text::new("indicator-run-trouble").with("month", rules::month_word(month)))
        }
        other => Err(other),
    }
}

/// Closes the months of a beneficiary that are over, one after the other, and tells each. Stops at the first that cannot be.
pub async fn close_every(
    ctx: &Ctx,
    code: &str,
    form: &RunForm,
    told: &mut (dyn FnMut(&Closing) + Send),
) -> Result<usize> {
    ctx.require(Permission::CommitteeManage)?;
    let mut tx = ctx.read().await?;
    let body = served(&mut tx, code).await?;
    let months = to_close(&mut tx, ctx, &body.id, &form.from).await?;
    drop(tx);
    for month in &months {
        let form = CloseForm { month: rules::month_word(*month), reason: form.reason.clone() };
        told(&close(ctx, code, &form).await?);
    }
    Ok(months.len())
}

/// What the settings ask each day: from the day of the month they say on, the months that are over are closed when nothing is
/// missing in them. What is missing waits for a person, who is told once. Nothing for a beneficiary of which no month was ever closed.
pub async fn close_due(ctx: &Ctx) -> Result<usize> {
    let due = ctx.platform.settings.close_indicators_on_day;
    if due == 0 || i64::from(today(ctx).day()) < due {
        return Ok(0);
    }
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let mut closed = 0;
    for body in bodies {
        let mut tx = ctx.read().await?;
        let has_begun = !store::months(&mut tx, &body.id).await?.is_empty();
        drop(tx);
        if !has_begun {
            continue;
        }
        let mut one = |_: &Closing| closed += 1;
        match Box::pin(close_every(ctx, &body.code, &RunForm::default(), &mut one)).await {
            Ok(_) => {}
            Err(Error::Invalid(_) | Error::Refused(_)) => first_waits(ctx, &body).await?,
            Err(error) => return Err(error),
        }
    }
    Ok(closed)
}

/// Tells of the first month that could not be closed: those after it wait for it.
async fn first_waits(ctx: &Ctx, body: &Organisation) -> Result<()> {
    let mut tx = ctx.read().await?;
    let months = to_close(&mut tx, ctx, &body.id, "").await?;
    drop(tx);
    if let Some(month) = months.first() {
        waiting::tell(ctx, &body.code, *month).await?;
    }
    Ok(())
}
