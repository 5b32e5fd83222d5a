//! A month is closed once, corrected by a new version beside it, and commented by both sides.

use super::{served, today};
use crate::{
    indicators::{
        CloseForm, ClosedValue, Closing, ClosingPath, CommentForm, CorrectForm, Evidence, Gap, ValuePath,
        rules::{self, Surroundings},
        store,
    },
    meetings,
    scoreboard::{self, Scoreboard},
};
use estate::{blind_times, outages};
use jiff::{Timestamp, civil::Date};
use kernel::{Permission, Text, id::BeneficiaryId};
use people::{
    Organisation,
    audit::{Entry, hold, record, record_after},
};
use platform::{Ctx, Error, Problems, Result, db::Tx, i18n::Lang};
use serde_json::json;

/// Most meetings of a month that are looked at.
const MEETINGS: i64 = 500;

/// A month as it would be closed now.
struct Drawn {
    body: Organisation,
    month: Date,
    board: Scoreboard,
    gaps: Vec<Gap>,
}

/// What is missing in a month that is over: what closing it would ask to confirm.
pub async fn gaps(ctx: &Ctx, code: &str, month: &str) -> Result<Vec<Gap>> {
    ctx.require(Permission::CommitteeManage)?;
    Ok(Box::pin(drawn(ctx, code, month, None)).await?.gaps)
}

/// Closes a month that is over: each value is frozen with what was counted. What is missing must be confirmed with a reason
/// (R5.1 to R5.4).
pub async fn close(ctx: &Ctx, code: &str, form: &CloseForm) -> Result<Closing> {
    ctx.require(Permission::CommitteeManage)?;
    let drawn = Box::pin(drawn(ctx, code, &form.month, None)).await?;
    let reason = form.reason.trim();
    confirmed(&drawn.gaps, ("reason", reason))?;
    let fresh = store::versions(&mut ctx.read().await?, &drawn.body.id, drawn.month).await?;
    if !fresh.is_empty() {
        return Err(Error::invalid("month", Text::new("indicator-error-closed")));
    }
    let gaps_reason = if drawn.gaps.is_empty() { "" } else { reason };
    freeze(ctx, drawn, None, ("", gaps_reason)).await
}

/// Corrects a closed month: computed again from the rows as they are now, as a new version that names the former one.
pub async fn correct(ctx: &Ctx, path: &ClosingPath, form: &CorrectForm) -> Result<Closing> {
    ctx.require(Permission::CommitteeManage)?;
    let mut problems = Problems::default();
    meetings::rules::words(&mut problems, "reason", &form.reason);
    problems.into_result()?;
    let mut tx = ctx.read().await?;
    let body = served(&mut tx, &path.beneficiary).await?;
    let former = store::find(&mut tx, &body.id, &path.closing).await?.ok_or(Error::NotFound)?;
    let values = store::values(&mut tx, &body.id, &former.id).await?;
    let closings = store::versions(&mut tx, &body.id, former.month).await?;
    drop(tx);
    // Rows may have been corrected; what ruled the month when it was first closed rules it for good (R5.1).
    let known_at = closings.first().map_or(former.as_of, |first| first.as_of);
    let drawn = Box::pin(drawn(ctx, &body.code, &rules::month_word(former.month), Some(known_at))).await?;
    let now: Vec<ClosedValue> = frozen(&drawn.board, &former).into_iter().map(|(value, _)| value).collect();
    if rules::changes(&values, &now).is_empty() {
        return Err(Error::refused("indicator-error-same"));
    }
    let fresh: Vec<Gap> = drawn.gaps.iter().filter(|gap| !former.gaps.contains(gap)).cloned().collect();
    let gaps_reason = form.gaps_reason.trim();
    confirmed(&fresh, ("gaps_reason", gaps_reason))?;
    let gaps_reason = if gaps_reason.is_empty() { &former.gaps_reason } else { gaps_reason };
    freeze(ctx, drawn, Some(&former), (form.reason.trim(), gaps_reason)).await
}

/// Whoever closes a month knows what is missing: without a reason in its field, each missing thing is told.
fn confirmed(gaps: &[Gap], (field, reason): (&str, &str)) -> Result<()> {
    let mut problems = Problems::default();
    if !gaps.is_empty() && reason.is_empty() {
        problems.add(field, Text::new("indicator-error-gaps").with("count", gaps.len()));
        for gap in gaps {
            problems.add(field, gap.text.clone());
        }
    }
    meetings::rules::long(&mut problems, field, reason);
    problems.into_result()
}

/// The month computed from the rows as they are now, under the rules known at an instant, now when there is none. Stored words are
/// those of the agreement, hence French.
async fn drawn(ctx: &Ctx, code: &str, month: &str, known_at: Option<Timestamp>) -> Result<Drawn> {
    let month =
        rules::month(month).ok_or_else(|| Error::invalid("month", Text::new("indicator-error-month")))?;
    let period = rules::period(month);
    if period.last >= today(ctx) {
        return Err(Error::invalid("month", Text::new("indicator-error-not-over")));
    }
    let ctx = Ctx { lang: Lang::Fr, ..ctx.clone() };
    let mut tx = ctx.read().await?;
    let body = served(&mut tx, code).await?;
    let known_at = known_at.unwrap_or_else(|| ctx.now());
    let board = match scoreboard::actions::as_known(&ctx, &mut tx, body.clone(), period, known_at).await {
        Err(Error::Refused(text)) => return Err(Error::invalid("month", text)),
        other => other?,
    };
    let around = surroundings(&mut tx, &body.id, month, &board).await?;
    let gaps = rules::gaps(&board, &around);
    Ok(Drawn { body, month, board, gaps })
}

async fn surroundings(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    month: Date,
    board: &Scoreboard,
) -> Result<Surroundings> {
    let zone = kernel::Zone::Metropole.time_zone();
    let (from, to) = scoreboard::rules::bounds(board.period, &zone);
    let touching = outages::store::touching(tx, beneficiary, from, to).await?;
    let mut open: Vec<_> = touching.into_iter().filter(|one| one.to.is_none()).collect();
    open.dedup_by(|one, other| one.outage == other.outage);
    let blind = blind_times::store::between(tx, beneficiary, from, to).await?;
    let closed = store::months(tx, beneficiary).await?;
    let earlier = match closed.first().filter(|first| **first < month) {
        Some(first) => {
            let months = rules::months(*first, rules::before(month, 1));
            months.into_iter().filter(|one| !closed.contains(one)).collect()
        }
        None => vec![],
    };
    Ok(Surroundings {
        outages: open.into_iter().map(|one| one.from).collect(),
        blind: blind.into_iter().filter(|one| one.to.is_none()).map(|one| one.from).collect(),
        meetings: meetings::store::between(tx, Some(beneficiary), (from, to), MEETINGS).await?,
        earlier,
    })
}

/// What is frozen of a month.
fn frozen(board: &Scoreboard, closing: &Closing) -> Vec<(ClosedValue, Vec<Evidence>)> {
    let lines = (1..).zip(&board.indicators);
    let of = (&closing.id, closing.month, closing.version);
    lines.map(|(place, indicator)| rules::frozen(indicator, place, of)).collect()
}

/// Stores a month for good. The end of the beneficiary's audit chain is held, so that two who close it at once do not both.
async fn freeze(
    ctx: &Ctx,
    drawn: Drawn,
    former: Option<&Closing>,
    (reason, gaps_reason): (&str, &str),
) -> Result<Closing> {
    let mut closing = Closing {
        beneficiary: drawn.body.id.clone(),
        id: ctx.id(),
        month: drawn.month,
        version: former.map_or(1, |one| one.version + 1),
        corrects: former.map(|one| one.id.clone()),
        reason: reason.to_owned(),
        gaps_reason: if drawn.gaps.is_empty() { String::new() } else { gaps_reason.to_owned() },
        gaps: drawn.gaps,
        agreement_version: drawn.board.agreement_version,
        as_of: drawn.board.as_of,
        closed_by_name: ctx.actor.name.clone(),
        closed_at: ctx.now(),
        digest: String::new(),
    };
    let values = frozen(&drawn.board, &closing);
    closing.digest = rules::digest_of_month(&values);
    let mut tx = ctx.begin().await?;
    let head = hold(&mut tx, Some(&closing.beneficiary)).await?;
    let known = store::versions(&mut tx, &closing.beneficiary, closing.month).await?;
    let last = known.last().map_or(0, |one| one.version);
    if last != closing.version - 1 {
        return Err(Error::Stale(last));
    }
    store::insert(&mut tx, &ctx.actor, &closing, &values).await?;
    let action = if former.is_some() { "indicators.correct" } else { "indicators.close" };
    let entry = Entry::new(action, Some(&closing.beneficiary), "indicator_closing", closing.id.as_str());
    let detail = json!({
        "month": rules::month_word(closing.month), "version": closing.version, "digest": closing.digest,
        "missing": closing.gaps.len(), "reason": closing.reason,
    });
    record_after(&mut tx, ctx, head, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(closing)
}

/// Says something of a closed value. Either side may; sent twice with one key, it is said once.
pub async fn comment(ctx: &Ctx, path: &ValuePath, form: &CommentForm) -> Result<()> {
    ctx.require(Permission::CommitteeRead)?;
    let mut problems = Problems::default();
    meetings::rules::words(&mut problems, "body", &form.body);
    let mut tx = ctx.begin().await?;
    let body = served(&mut tx, &path.beneficiary).await?;
    let of = (&path.closing, path.code.as_str());
    if store::evidence(&mut tx, &body.id, of).await?.is_none() {
        return Err(Error::NotFound);
    }
    problems.into_result()?;
    let id = ctx.id();
    if store::add_comment(&mut tx, &body.id, of, (&id, &ctx.actor, form), ctx.now()).await? == 0 {
        return Ok(());
    }
    let entry = Entry::new("indicators.comment", Some(&body.id), "indicator_closing", path.closing.as_str());
    record(&mut tx, ctx, entry.detail(json!({"code": path.code, "comment": id}))).await?;
    Ok(tx.commit().await?)
}
