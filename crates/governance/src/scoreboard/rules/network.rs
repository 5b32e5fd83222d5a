//! Formulas of the network: A.1a, A.1b, A.2 and A.3, from what availability measured (R5.5 to R5.11).

use super::told;
use crate::{
    availability::{Measured, Report},
    scoreboard::{CountedThing, Indicator, ThingKind},
};
use agreements::document::Commitment;
use estate::{availability::Link, connections::Rollout};
use kernel::{Exact, Explained, Explanation, Figure, Text};

/// A.1a: availability of the network on the service window.
pub fn availability(commitment: &Commitment, report: &Report) -> Indicator {
    let Some(measured) = &report.measured else { return nothing(commitment, "R5.5", "availability-rule") };
    let value = measured.network.value.availability.as_ref();
    let judged = value.map(|share| share * &Exact::from(100));
    let shown = value.map_or(Figure::NoData, |share| Figure::Share(share.clone()));
    let line = told(commitment, shown, judged.as_ref(), measured.network.explanation.clone());
    let own =
        || measured.records.iter().zip(&measured.on_window.sites).filter(|(site, _)| site.link == Link::Own);
    let base: Exact = own().map(|(site, one)| &site.weight * Exact::from(one.base_seconds)).sum();
    let down: Exact = own().map(|(site, one)| &site.weight * &one.down_seconds).sum();
    let sites = measured.sites.iter().zip(&measured.records).zip(&measured.on_window.sites);
    let sites = sites.filter(|((_, record), _)| record.link == Link::Own).map(|((site, _), one)| {
        let up = Exact::from(one.base_seconds) - &one.down_seconds;
        CountedThing {
            seconds: up.to_decimal_cut(0).parse().ok(),
            of_seconds: Some(one.base_seconds),
            ..CountedThing::new(ThingKind::Site, site.id.as_str(), &site.name)
        }
    });
    let things = sites.chain(outages(measured)).collect();
    Indicator { things, parts: Some((base.clone() - &down, base)), ..line }
}

/// The outages that were counted.
fn outages(measured: &Measured) -> impl Iterator<Item = CountedThing> + '_ {
    measured.outages.iter().map(|one| CountedThing {
        from: Some(one.from),
        to: one.to,
        seconds: one.to.map(|to| to.duration_since(one.from).as_secs()),
        ..CountedThing::new(ThingKind::Outage, one.id.as_str(), names(one))
    })
}

fn names(one: &estate::outages::Outage) -> String {
    one.sites.iter().map(|site| site.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A.1b: cuts of the sites, each with its site; those that touch the window told in the story.
pub fn service_cuts(commitment: &Commitment, report: &Report) -> Indicator {
    let Some(measured) = &report.measured else {
        return nothing(commitment, "R5.9", "availability-rule-cuts");
    };
    if measured.records.is_empty() {
        return nothing(commitment, "R5.9", "availability-rule-cuts");
    }
    let count = measured.cuts.value.0;
    let line =
        told(commitment, Figure::Count(count), Some(&Exact::from(count)), measured.cuts.explanation.clone());
    let sites = measured.sites.iter().zip(&measured.on_window.sites);
    let things = sites.flat_map(|(site, one)| {
        one.cut_spans.iter().map(|cut| CountedThing {
            from: Some(cut.from()),
            to: Some(cut.to()),
            seconds: Some(cut.seconds()),
            ..CountedThing::new(ThingKind::Site, site.id.as_str(), &site.name)
        })
    });
    Indicator { things: things.collect(), ..line }
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
    let line = told(commitment, shown, hours.as_ref(), measured.incidents.explanation.clone());
    let ended = &measured.incidents.value.ended;
    let things = ended.iter().map(|one| CountedThing {
        from: Some(one.from),
        to: one.to,
        seconds: Some(one.seconds),
        ..CountedThing::new(ThingKind::Outage, one.id.as_str(), "")
    });
    let parts = Some((
        Exact::from(ended.iter().map(|one| one.seconds).sum::<i64>()),
        Exact::from(i64::try_from(ended.len()).unwrap_or(i64::MAX)),
    ));
    Indicator { things: things.collect(), parts, ..line }
}

/// A.3: buildings connected in the period; those left are told in the story.
pub fn connected_buildings(commitment: &Commitment, rollout: &Explained<Rollout>) -> Indicator {
    let count = i64::try_from(rollout.value.connected_in_period.len()).unwrap_or(i64::MAX);
    if rollout.value.buildings == 0 && count == 0 {
        return told(commitment, Figure::NoData, None, rollout.explanation.clone());
    }
    let line = told(commitment, Figure::Count(count), Some(&Exact::from(count)), rollout.explanation.clone());
    let connected = rollout.value.connected_in_period.iter();
    let things = connected.map(|site| CountedThing::new(ThingKind::Site, site.as_str(), ""));
    Indicator { things: things.collect(), ..line }
}

fn nothing(commitment: &Commitment, rule: &str, words: &str) -> Indicator {
    let article = format!("annexe 1 A, {}", commitment.code);
    told(commitment, Figure::NoData, None, Explanation::of(rule, &article, Text::new(words)))
}
