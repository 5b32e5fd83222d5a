//! The words of a scoreboard, the same on the page, in the PDF, the CSV and the API.

use super::{Indicator, LevelTimes, Period, Scoreboard, Verdict};
use agreements::document::{Commitment, CommitmentStatus, IndicatorFormula, Operator, Target, Unit};
use kernel::{Exact, Figure};
use platform::{
    documents::Standing,
    i18n::{Lang, figures},
    web::components::Tone,
};

pub(crate) fn verdict(lang: Lang, verdict: Verdict) -> String {
    lang.t(verdict.label_key())
}

/// Message key of whether a counted row is as it should be.
pub(crate) fn kept_key(is_kept: bool) -> &'static str {
    if is_kept { "indicator-kept-yes" } else { "indicator-kept-no" }
}

/// Without an agreed target a value is never green or red (R5.1).
pub(crate) fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Met => Tone::Good,
        Verdict::Missed => Tone::Bad,
        Verdict::NotContractual | Verdict::NoData => Tone::Neutral,
    }
}

pub(super) fn standing(verdict: Verdict) -> Standing {
    match verdict {
        Verdict::Met => Standing::Met,
        Verdict::Missed => Standing::Missed,
        Verdict::NotContractual => Standing::NotContractual,
        Verdict::NoData => Standing::NoData,
    }
}

/// The agreed target, or that there is none.
pub(super) fn target(lang: Lang, commitment: &Commitment) -> String {
    let agreed = commitment.target.as_ref().filter(|_| commitment.status == CommitmentStatus::Target);
    self::agreed(lang, commitment.unit, agreed)
}

/// A target in words, in its unit; without one, that the value is not contractual.
pub(crate) fn agreed(lang: Lang, unit: Unit, target: Option<&Target>) -> String {
    let Some(target) = target else { return lang.t("scoreboard-not-contractual") };
    // Times are agreed in hours.
    let seconds = || (&target.value.0 * &Exact::from(3600)).to_decimal_cut(0).parse().unwrap_or_default();
    let share = match unit {
        Unit::Percent => figures::rate(lang, &(&target.value.0 / &Exact::from(100))),
        Unit::Count => figures::exact(lang, &target.value.0),
        Unit::ServiceTime | Unit::ElapsedTime => figures::duration(lang, seconds()),
    };
    let key = match target.operator {
        Operator::AtLeast => "scoreboard-at-least",
        Operator::AtMost => "scoreboard-at-most",
    };
    lang.with(key, &[("value", share)])
}

/// From the first day to the last.
pub(crate) fn period(lang: Lang, period: Period) -> String {
    lang.with(
        "scoreboard-period",
        &[("first", figures::date(lang, period.first)), ("last", figures::date(lang, period.last))],
    )
}

/// What the value is made of: how many tickets, or the median when times stand alone.
pub(super) fn detail(lang: Lang, indicator: &Indicator) -> String {
    match (&indicator.value, indicator.rows.len()) {
        (Figure::Seconds(_), count) => lang.with("scoreboard-median-of", &[("count", count)]),
        (_, 0) => String::new(),
        (_, count) => lang.with("scoreboard-over", &[("count", count)]),
    }
}

pub(crate) fn seconds(lang: Lang, seconds: Option<i64>) -> String {
    seconds.map_or_else(|| lang.t("scoreboard-none"), |s| figures::duration(lang, s))
}

/// The cells of one level: count, median, nine out of ten, target, kept.
pub(super) fn level_cells(lang: Lang, level: &LevelTimes) -> [String; 6] {
    let kept = match (level.judged, level.target) {
        (0, None) => lang.t("scoreboard-not-contractual"),
        (0, Some(_)) => lang.t("scoreboard-no-data"),
        (judged, _) => format!("{} / {judged}", level.kept),
    };
    [
        level.level.clone(),
        figures::count(lang, level.count),
        seconds(lang, level.median),
        seconds(lang, level.p90),
        level.target.map_or_else(|| lang.t("scoreboard-not-contractual"), |s| figures::duration(lang, s)),
        kept,
    ]
}

pub(super) fn level_headings(lang: Lang, formula: IndicatorFormula) -> [String; 6] {
    [
        level_key(formula),
        "scoreboard-count",
        "scoreboard-median",
        "scoreboard-p90",
        "scoreboard-target",
        "scoreboard-kept",
    ]
    .map(|key| lang.t(key))
}

/// What the rows of an indicator are sorted by: criticality, or type of service (G.3).
pub(super) fn level_key(formula: IndicatorFormula) -> &'static str {
    match formula {
        IndicatorFormula::GoLiveTime => "scoreboard-service",
        IndicatorFormula::DataRestoreTime => "restore-complexity",
        _ => "scoreboard-level",
    }
}

/// Title of the table of an indicator's levels.
pub(super) fn levels_key(formula: IndicatorFormula) -> &'static str {
    match formula {
        IndicatorFormula::GoLiveTime => "scoreboard-services",
        IndicatorFormula::DataRestoreTime => "scoreboard-complexities",
        IndicatorFormula::RestorationTime => "scoreboard-restorations",
        _ => "scoreboard-levels",
    }
}

/// Name of the files of a scoreboard, without extension.
pub(super) fn file_name(board: &Scoreboard) -> String {
    format!("tableau-de-bord-{}-{}", board.period.first, board.period.last)
}
