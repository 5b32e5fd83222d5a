//! From rows to what is measured. Pure.

use crate::{decisions::Decision, scoreboard::rules::as_decided};
use agreements::document::{AgreementDocument, CommitmentStatus, IndicatorFormula};
use desk::maintenance::Notice;
use estate::{
    availability::{Maintenance, OutageRecord, SiteRecord, Terms},
    blind_times::BlindTime,
    connections::{Connection, rules::served},
    outages::store::OfSite,
    sites::Site,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use kernel::{Exact, Interval};
use std::collections::BTreeMap;

/// What an agreement fixes about availability, with the target that a decision in force gave it: without one, or without a
/// target, nothing is contractual (R5.1). `targets`: the latest first, all in force before the period began.
pub fn terms(document: Option<&AgreementDocument>, targets: &[Decision]) -> Terms {
    let usual = Terms::default();
    let commitments = document.map(|document| document.commitments.as_slice()).unwrap_or_default();
    let promise = commitments.iter().find(|one| one.formula == IndicatorFormula::Availability);
    let Some(promise) = promise else { return Terms { target: None, ..usual } };
    let (promise, _) = as_decided(promise, targets);
    let agreed = promise.target.as_ref().filter(|_| promise.status == CommitmentStatus::Target);
    let parameters = promise.parameters.as_ref();
    Terms {
        target: agreed.map(|target| &target.value.0 / &Exact::from(100)),
        notice_days: parameters.and_then(|p| p.maintenance_notice_days).map_or(usual.notice_days, u32::from),
        merge_gap_seconds: parameters.and_then(|p| p.merge_gap_seconds).unwrap_or(usual.merge_gap_seconds),
    }
}

/// The part of a period that is over at `now`; nothing when it has not begun.
pub fn over((from, to): (Timestamp, Timestamp), now: Timestamp) -> Option<Interval> {
    Interval::new(from, to.min(now)).ok()
}

/// What happened to the sites of one beneficiary.
#[derive(Clone, Debug, Default)]
pub struct Happened {
    /// How the sites were connected, site by site, in order.
    pub connections: Vec<Connection>,
    /// What cut them off.
    pub outages: Vec<OfSite>,
    /// When nobody watched.
    pub blind: Vec<BlindTime>,
    /// Maintenance as told last.
    pub notices: Vec<Notice>,
}

/// One record for each kind of link that served a site within `span`, with the site it is of.
pub fn records(
    sites: &[Site],
    happened: &Happened,
    span: Interval,
    zone: &TimeZone,
) -> (Vec<Site>, Vec<SiteRecord>) {
    let mut connections: BTreeMap<&str, Vec<Connection>> = BTreeMap::new();
    for one in &happened.connections {
        connections.entry(one.site.as_str()).or_default().push(one.clone());
    }
    let mut outages: BTreeMap<&str, Vec<&OfSite>> = BTreeMap::new();
    for one in &happened.outages {
        outages.entry(one.site.as_str()).or_default().push(one);
    }
    let (mut of, mut records) = (vec![], vec![]);
    for site in sites {
        let history = connections.get(site.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        for time in served(site, history) {
            let (from, to) = (midnight(time.from, zone), midnight(time.to, zone));
            let is_met = from.is_none_or(|from| from < span.to()) && to.is_none_or(|to| to > span.from());
            if !is_met {
                continue;
            }
            let own = outages.get(site.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            let met = |one: &&&OfSite| {
                to.is_none_or(|to| one.from < to)
                    && from.is_none_or(|from| one.to.is_none_or(|end| end > from))
            };
            of.push(site.clone());
            records.push(SiteRecord {
                id: site.name.clone(),
                weight: site.weight.clone(),
                link: time.link,
                from,
                to,
                outages: own.iter().filter(met).map(|one| record(one)).collect(),
                planned: planned(site, &happened.notices),
                unknown: unknown(site, &happened.blind, span),
            });
        }
    }
    (of, records)
}

fn midnight(day: Option<Date>, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_timestamp(day?.at(0, 0, 0, 0)).ok()
}

fn record(one: &OfSite) -> OutageRecord {
    OutageRecord { id: one.outage.to_string(), from: one.from, to: one.to, factor: one.factor.clone() }
}

/// Maintenance told for a site; what names no site is for every one.
fn planned(site: &Site, notices: &[Notice]) -> Vec<Maintenance> {
    let concerns = |notice: &&Notice| notice.sites.is_empty() || notice.sites.contains(&site.id);
    let told = |notice: &Notice| Maintenance { span: notice.span, announced_at: Some(notice.announced_at) };
    notices.iter().filter(concerns).map(told).collect()
}

/// When nobody watched a site, up to the end of what is measured while that lasts.
fn unknown(site: &Site, blind: &[BlindTime], span: Interval) -> Vec<Interval> {
    let concerns = |one: &&BlindTime| one.site.as_ref().is_none_or(|id| *id == site.id);
    let time = |one: &BlindTime| Interval::new(one.from, one.to.unwrap_or(span.to())).ok();
    blind.iter().filter(concerns).filter_map(time).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        decisions::{DecidedTarget, DecisionKind},
        meetings::{MeetingKey, MinutesState},
    };
    use agreements::document::Operator;
    use proptest::prelude::*;

    proptest! {
        /// Nothing after now is measured, and nothing outside the period.
        #[test]
        fn only_what_is_over_is_measured(from in 0i64..1_000, length in 1i64..1_000, now in 0i64..3_000) {
            let at = |seconds| Timestamp::from_second(seconds).unwrap();
            match over((at(from), at(from + length)), at(now)) {
                Some(span) => {
                    prop_assert_eq!(span.from(), at(from));
                    prop_assert_eq!(span.to(), at(now.min(from + length)));
                }
                None => prop_assert!(now <= from),
            }
        }
    }

    #[test]
    fn a_target_decided_since_is_the_one_that_counts() {
        let text = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
        let document = agreements::document::check(text).document.unwrap();
        let agreed = terms(Some(&document), &[]);
        assert_eq!(agreed.target, Exact::ratio(995, 1000));
        let decision = Decision {
            id: "d".into(),
            meeting: MeetingKey { beneficiary: "b".into(), id: "m".into() },
            beneficiary_name: String::new(),
            year: 2026,
            number: 1,
            kind: DecisionKind::Target,
            body: String::new(),
            effective_on: Date::constant(2026, 2, 1),
            target: Some(DecidedTarget {
                commitment: "A.1a".to_owned(),
                operator: Operator::AtLeast,
                value: "98".to_owned(),
            }),
            withdrawn_at: None,
            minutes_state: MinutesState::Validated,
        };
        let decided = terms(Some(&document), &[decision]);
        assert_eq!(decided, Terms { target: Exact::ratio(98, 100), ..agreed });
    }

    #[test]
    fn without_an_agreement_nothing_is_contractual() {
        assert_eq!(terms(None, &[]), Terms { target: None, ..Terms::default() });
    }
}
