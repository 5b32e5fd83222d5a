//! Formulas of backups and restores: B.2 and S.2, S.1 (R5.12); and of telephone sets: C.1c (R8.7).

use super::{percentile, sorted, told};
use crate::scoreboard::{CountedThing, Indicator, LevelTimes, ThingKind};
use agreements::document::{Commitment, IndicatorFormula};
use estate::{
    backups::{measures::Measures, restores::Complexity},
    telephony::lines::{self, SetFact, Standard},
};
use jiff::civil::Date;
use kernel::{Exact, Figure};
use platform::i18n::Lang;

/// The line of a commitment on backups and restores; nothing when its formula is another.
pub fn backups(commitment: &Commitment, measures: &Measures, lang: Lang) -> Option<Indicator> {
    let hours = |seconds: Option<i64>| seconds.and_then(|seconds| Exact::ratio(seconds, 3600));
    let shown = |seconds: Option<i64>| seconds.map_or(Figure::NoData, Figure::Seconds);
    Some(match commitment.formula {
        IndicatorFormula::BackupSuccess => {
            let (value, story) = (measures.success.value, measures.success.explanation.clone());
            let judged = value.map(Exact::from);
            let line = told(commitment, value.map_or(Figure::NoData, Figure::Count), judged.as_ref(), story);
            let all = i64::try_from(measures.due.len()).unwrap_or(i64::MAX);
            let parts = value.map(|good| (Exact::from(good), Exact::from(all)));
            Indicator { things: due(measures), parts, ..line }
        }
        IndicatorFormula::RestoreTests => {
            let (value, story) = (measures.tests.value, measures.tests.explanation.clone());
            let line = told(commitment, Figure::Count(value), Some(&Exact::from(value)), story);
            Indicator { things: tests(measures), ..line }
        }
        IndicatorFormula::DataRestoreTime => {
            let (value, story) = (measures.restore_time.value, measures.restore_time.explanation.clone());
            let line = told(commitment, shown(value), hours(value).as_ref(), story);
            Indicator { levels: levels(measures, lang), things: restores(measures), ..line }
        }
        IndicatorFormula::MaximumDataLoss => {
            let (value, story) = (measures.loss.value, measures.loss.explanation.clone());
            let line = told(commitment, shown(value), hours(value).as_ref(), story);
            Indicator { things: losses(measures), ..line }
        }
        _ => return None,
    })
}

/// The runs that were due, and whether each was answered by a compliant one.
fn due(measures: &Measures) -> Vec<CountedThing> {
    let run = |one: &estate::backups::rules::DueRun| CountedThing {
        from: Some(one.at),
        is_kept: Some(one.is_kept),
        ..CountedThing::new(ThingKind::Backup, one.object.as_str(), &one.name)
    };
    measures.due.iter().map(run).collect()
}

/// The tests that were done, and whether each passed.
fn tests(measures: &Measures) -> Vec<CountedThing> {
    let test = |one: &estate::backups::rules::TestFact| CountedThing {
        from: Some(one.done_at),
        is_kept: Some(one.is_passed),
        ..CountedThing::new(ThingKind::RestoreTest, one.id.as_str(), &one.object)
    };
    measures.tested.iter().map(test).collect()
}

/// What is protected, with what a failure would have lost of it.
fn losses(measures: &Measures) -> Vec<CountedThing> {
    let loss = |one: &estate::backups::rules::Loss| CountedThing {
        seconds: one.seconds,
        ..CountedThing::new(ThingKind::Backup, one.object.as_str(), &one.name)
    };
    measures.losses.iter().map(loss).collect()
}

/// Data asked back and given back, with their service time.
fn restores(measures: &Measures) -> Vec<CountedThing> {
    let pairs = measures.facts.iter().zip(&measures.restored);
    let restore = pairs.map(|(fact, one)| CountedThing {
        from: Some(fact.requested_at),
        to: Some(fact.usable_at),
        seconds: Some(one.seconds),
        ..CountedThing::new(ThingKind::Restore, fact.requested_at.to_string(), one.complexity.as_str())
    });
    restore.collect()
}

/// Times of restores by complexity.
fn levels(measures: &Measures, lang: Lang) -> Vec<LevelTimes> {
    let of = |complexity: &Complexity| {
        let mine = measures.restored.iter().filter(|one| one.complexity == *complexity);
        let seconds = sorted(mine.map(|one| one.seconds));
        LevelTimes {
            level: lang.t(complexity.label_key()),
            count: i64::try_from(seconds.len()).unwrap_or(i64::MAX),
            median: percentile(&seconds, 50),
            p90: percentile(&seconds, 90),
            target: None,
            judged: 0,
            kept: 0,
        }
    };
    Complexity::ALL.iter().map(of).filter(|level| level.count > 0).collect()
}

/// C.1c: fixed lines whose set speaks the current standard, over fixed lines in service on the last day.
pub fn modern_sets(commitment: &Commitment, facts: &[SetFact], on: Date) -> Indicator {
    let rate = lines::rules::modernisation(facts, on);
    let judged = rate.value.as_ref().map(|share| share * &Exact::from(100));
    let value = rate.value.map_or(Figure::NoData, Figure::Share);
    let line = told(commitment, value, judged.as_ref(), rate.explanation);
    let set = |fact: &SetFact| CountedThing {
        is_kept: Some(fact.standard == Standard::Voip),
        ..CountedThing::new(ThingKind::Line, fact.line.as_str(), &fact.number)
    };
    Indicator { things: lines::rules::sets_on(facts, on).into_iter().map(set).collect(), ..line }
}
