//! Formulas of the network: A.1a, A.1b, A.2 and A.3, from what availability measured (R5.5 to R5.11).

use super::told;
use crate::{availability::Report, scoreboard::Indicator};
use agreements::document::Commitment;
use estate::connections::Rollout;
use kernel::{Exact, Explained, Explanation, Figure, Text};

/// A.1a: availability of the network on the service window.
pub fn availability(commitment: &Commitment, report: &Report) -> Indicator {
    let Some(measured) = &report.measured else { return nothing(commitment, "R5.5", "availability-rule") };
    let value = measured.network.value.availability.as_ref();
    let judged = value.map(|share| share * &Exact::from(100));
    let shown = value.map_or(Figure::NoData, |share| Figure::Share(share.clone()));
    told(commitment, shown, judged.as_ref(), measured.network.explanation.clone())
}

/// A.1b: cuts of the sites, those that touch the window told in the story.
pub fn service_cuts(commitment: &Commitment, report: &Report) -> Indicator {
    let Some(measured) = &report.measured else {
        return nothing(commitment, "R5.9", "availability-rule-cuts");
    };
    if measured.records.is_empty() {
        return nothing(commitment, "R5.9", "availability-rule-cuts");
    }
    let count = measured.cuts.value.0;
    told(commitment, Figure::Count(count), Some(&Exact::from(count)), measured.cuts.explanation.clone())
}

/// A.2: mean duration of the incidents that ended in the period; targets are in hours.
pub fn mean_duration(commitment: &Commitment, report: &Report) -> Indicator {
    let Some(measured) = &report.measured else {
        return nothing(commitment, "R5.10", "availability-rule-incidents");
    };
    let mean = measured.incidents.value.mean.as_ref();
    let hours = mean.map(|seconds| seconds / &Exact::from(3600));
    let seconds = mean.and_then(|mean| mean.to_decimal_cut(0).parse().ok());
    let shown = seconds.map_or(Figure::NoData, Figure::Seconds);
    told(commitment, shown, hours.as_ref(), measured.incidents.explanation.clone())
}

/// A.3: buildings connected in the period; those left are told in the story.
pub fn connected_buildings(commitment: &Commitment, rollout: &Explained<Rollout>) -> Indicator {
    let count = i64::try_from(rollout.value.connected_in_period.len()).unwrap_or(i64::MAX);
    if rollout.value.buildings == 0 && count == 0 {
        return told(commitment, Figure::NoData, None, rollout.explanation.clone());
    }
    told(commitment, Figure::Count(count), Some(&Exact::from(count)), rollout.explanation.clone())
}

fn nothing(commitment: &Commitment, rule: &str, words: &str) -> Indicator {
    let article = format!("annexe 1 A, {}", commitment.code);
    told(commitment, Figure::NoData, None, Explanation::of(rule, &article, Text::new(words)))
}
