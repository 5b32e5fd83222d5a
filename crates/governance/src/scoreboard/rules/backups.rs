//! Formulas of backups and restores: B.2 and S.2, S.1 (R5.12); and of telephone sets: C.1c (R8.7).

use super::{percentile, sorted, verdict};
use crate::scoreboard::{Indicator, LevelTimes, Verdict};
use agreements::document::{Commitment, CommitmentStatus, IndicatorFormula, Unit};
use estate::backups::{measures::Measures, restores::Complexity};
use kernel::{Exact, Explained, Figure, Text};
use platform::i18n::Lang;

/// The line of a commitment on backups and restores; nothing when its formula is another.
pub fn backups(commitment: &Commitment, measures: &Measures, lang: Lang) -> Option<Indicator> {
    let hours = |seconds: i64| Exact::ratio(seconds, 3600);
    Some(match commitment.formula {
        IndicatorFormula::BackupSuccess => {
            let value = measures.success.value;
            told(commitment, value.map(Figure::Count), value.map(Exact::from), &measures.success)
        }
        IndicatorFormula::RestoreTests => {
            let value = measures.tests.value;
            told(commitment, Some(Figure::Count(value)), Some(Exact::from(value)), &measures.tests)
        }
        IndicatorFormula::DataRestoreTime => {
            let value = measures.restore_time.value;
            let judged = value.and_then(hours);
            let line = told(commitment, value.map(Figure::Seconds), judged, &measures.restore_time);
            Indicator { levels: levels(measures, lang), ..line }
        }
        IndicatorFormula::MaximumDataLoss => {
            let value = measures.loss.value;
            told(commitment, value.map(Figure::Seconds), value.and_then(hours), &measures.loss)
        }
        _ => return None,
    })
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
pub fn modern_sets(commitment: &Commitment, rate: &Explained<Option<Exact>>) -> Indicator {
    let judged = rate.value.as_ref().map(|share| share * &Exact::from(100));
    told(commitment, rate.value.clone().map(Figure::Share), judged, rate)
}

/// The line of a value that no ticket makes; `judged` is it in the unit of targets.
fn told<T>(
    commitment: &Commitment,
    value: Option<Figure>,
    judged: Option<Exact>,
    measured: &Explained<T>,
) -> Indicator {
    let verdict = judged.map_or(Verdict::NoData, |value| verdict(commitment, &value));
    let mut explanation = measured.explanation.clone();
    if let (CommitmentStatus::Target, Some(target)) = (commitment.status, &commitment.target) {
        let figure = match commitment.unit {
            Unit::Percent => Figure::Share(&target.value.0 / &Exact::from(100)),
            _ => Figure::Number(target.value.0.clone()),
        };
        explanation.input(Text::new("scoreboard-input-target"), figure, None);
    }
    let value = value.unwrap_or(Figure::NoData);
    Indicator { commitment: commitment.clone(), value, verdict, explanation, levels: vec![], rows: vec![] }
}
