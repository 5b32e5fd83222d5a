//! Every indicator of one beneficiary over a year, beside one plain reading of its tickets of that year.

use super::{
    figures::{Figure, Target, timed},
    seed::World,
    store,
};
use anyhow::{Context as _, Result, ensure};
use governance::{
    query::{Asked, actions as questions},
    scoreboard::{Period, actions},
};
use jiff::ToSpan as _;
use kernel::{Scope, Zone, id::BeneficiaryId};
use platform::{Ctx, Platform};

/// Readings after one to warm up.
const READINGS: usize = 10;

/// The scoreboard of a year, and how many plain readings that is.
pub(super) async fn measure(platform: &Platform, world: &World) -> Result<Vec<Figure>> {
    let ctx = Ctx::system(platform.clone(), "socle bench");
    let (beneficiary, _) = world.requesters.first().context("no beneficiary")?;
    let last = ctx.now().to_zoned(Zone::Metropole.time_zone()).date();
    let period = Period { first: last.checked_sub(365.days())?, last };
    let zone = Zone::Metropole.time_zone();
    let (from, to) = governance::scoreboard::rules::bounds(period, &zone);
    let (mut boards, mut scans) = (vec![], vec![]);
    for reading in 0..=READINGS {
        let (took, board) = timed(async { Ok(Box::pin(actions::read(&ctx, "B00", period)).await?) }).await?;
        ensure!(board.unmeasured.is_empty(), "not every indicator was measured");
        let mut tx = platform.db.read(&Scope::All).await?;
        let scan = async { Ok(store::scan_tickets(&mut tx, beneficiary, (from, to)).await?) };
        let (plain, _) = timed(scan).await?;
        if reading > 0 {
            boards.push(took);
            scans.push(plain);
        }
    }
    let name = format!("every indicator of one beneficiary over a year, {} tickets", world.tickets * 8);
    let board = Figure::milliseconds(name, boards).held_to(Target::AtMost(1_000.0));
    let scan = Figure::milliseconds("one plain reading of its tickets", scans);
    let ratio = if scan.p50 > 0.0 { board.p50 / scan.p50 } else { 0.0 };
    let ratio = Figure::value("the former in plain readings", ratio, "times").held_to(Target::AtMost(3.0));
    let mut all = vec![board, scan, ratio];
    all.extend(asked(&ctx, beneficiary, (from, to)).await?);
    Ok(all)
}

/// A question about the same tickets by month and channel, and how many plain readings that is.
async fn asked(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    span: (jiff::Timestamp, jiff::Timestamp),
) -> Result<Vec<Figure>> {
    let question = Asked {
        measure: "tickets_received".into(),
        by: "month".into(),
        then: "channel".into(),
        beneficiary: "B00".into(),
        ..Asked::default()
    };
    let (mut answers, mut scans) = (vec![], vec![]);
    for reading in 0..=READINGS {
        let (took, answer) = timed(async { Ok(questions::ask(ctx, &question).await?) }).await?;
        ensure!(!answer.lines.is_empty(), "the question found nothing");
        let mut tx = ctx.platform.db.read(&Scope::All).await?;
        let (plain, _) = timed(async { Ok(store::scan_tickets(&mut tx, beneficiary, span).await?) }).await?;
        if reading > 0 {
            answers.push(took);
            scans.push(plain);
        }
    }
    let scan = Figure::milliseconds("one plain reading of its tickets, beside the question", scans);
    let answer = Figure::milliseconds("a question by month and channel", answers);
    let ratio = if scan.p50 > 0.0 { answer.p50 / scan.p50 } else { 0.0 };
    let ratio = Figure::value("the question in plain readings", ratio, "times").held_to(Target::AtMost(3.0));
    Ok(vec![answer, scan, ratio])
}
