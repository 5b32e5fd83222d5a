//! Shares of incidents seen to in time: whether a promise was kept is worked out from the service clock of the agreement of each
//! day, by the rules of the scoreboard, and never stored.

use crate::{
    query::{Dimension, Question, catalogue::Source, rules, store::Counted},
    scoreboard::{Period, actions::judged_incidents, rules::delays::Delay},
};
use jiff::civil::Date;
use people::organisations;
use platform::{Ctx, Result, db::Tx};

/// The delay that a question is about; nothing when the database counts it.
pub(super) fn delay(question: &Question) -> Option<Delay> {
    match question.measure.source {
        Source::Interventions => Some(Delay::Intervention),
        Source::Restorations => Some(Delay::Restoration),
        _ => None,
    }
}

/// Judges the incidents beneficiary by beneficiary: as many statements as there are beneficiaries in scope, whatever the number
/// of incidents.
pub(super) async fn counted(
    ctx: &Ctx,
    tx: &mut Tx,
    (question, delay): (&Question, Delay),
    starts: &[Vec<Date>; 2],
) -> Result<Vec<Counted>> {
    let period = Period { first: question.first, last: question.last };
    let kept = |dimension, value: &str| {
        question.only.iter().filter(|(one, _)| *one == dimension).all(|(_, only)| only == value)
    };
    let mut judged = vec![];
    for body in organisations::store::beneficiaries(tx).await? {
        if !kept(Dimension::Beneficiary, body.id.as_str()) {
            continue;
        }
        for row in judged_incidents(tx, &body, period, (delay, ctx.now())).await? {
            if kept(Dimension::Criticality, &row.level) {
                let keys = [0, 1].map(|place| {
                    rules::key(question.by.get(place), &starts[place], (body.id.as_str(), &row))
                });
                let is_kept = row.is_kept == Some(true);
                judged.push(Counted { keys, numerator: i64::from(is_kept), denominator: 1 });
            }
        }
    }
    Ok(rules::added_up(judged))
}
