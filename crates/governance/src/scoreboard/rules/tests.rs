//! Worked cases of the scoreboard's formulas.

use super::{
    delays::{Delay, delays},
    *,
};
use agreements::document::{Domain, IndicatorFormula, IndicatorParameters, Level, Target, Unit};
use kernel::{Interval, ServiceWindow, TimeOfDay, Zone};
use proptest::prelude::*;

fn commitment(formula: IndicatorFormula, target: Option<i64>) -> Commitment {
    Commitment {
        code: "X".to_owned(),
        domain: Domain::Governance,
        text: String::new(),
        indicator: String::new(),
        formula,
        unit: Unit::Percent,
        status: if target.is_some() { CommitmentStatus::Target } else { CommitmentStatus::Unmeasured },
        target: target.map(|value| Target {
            operator: Operator::AtLeast,
            value: agreements::document::Decimal(Exact::from(value)),
        }),
        parameters: Some(IndicatorParameters { within_days: Some(7), ..IndicatorParameters::default() }),
        found_level: None,
        remark: None,
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn fact(id: &str, received: &str, answered: Option<&str>, acted: Option<&str>) -> TicketFact {
    TicketFact {
        id: id.into(),
        number: format!("T-{id}"),
        is_incident: acted.is_some(),
        is_administrative: acted.is_none(),
        level: "P1".to_owned(),
        domain: None,
        received_at: at(received),
        first_answer_at: answered.map(at),
        first_action_at: acted.map(at),
        restored_at: None,
        pauses: Intervals::EMPTY,
        intervene_target: None,
        restore_target: None,
    }
}

fn clock() -> ServiceClock {
    let time = |hour| TimeOfDay::new(hour, 0).unwrap();
    ServiceClock::new(ServiceWindow::weekdays(time(8), time(18), Zone::Metropole).unwrap())
}

fn level(minutes: Option<u32>) -> Level {
    Level {
        code: "P1".to_owned(),
        name: String::new(),
        acknowledge_minutes: None,
        intervene_minutes: minutes,
        restore_minutes: None,
    }
}

const NOW: &str = "2026-04-15T10:00:00+02:00";

#[test]
fn a_week_is_counted_date_to_date_across_the_clock_change() {
    // 25 March 10:00 +01:00 plus seven days is 1 April 10:00 +02:00, one hour less of real time.
    let facts = [
        fact("a", "2026-03-25T10:00:00+01:00", Some("2026-04-01T10:00:00+02:00"), None),
        fact("b", "2026-03-25T10:00:00+01:00", Some("2026-04-01T10:00:01+02:00"), None),
        fact("c", "2026-04-14T10:00:00+02:00", None, None),
    ];
    let zone = Zone::Metropole.time_zone();
    let indicator =
        answered_within(&commitment(IndicatorFormula::AnsweredWithin, Some(100)), &facts, &zone, at(NOW));
    assert_eq!(indicator.value, Figure::Share(Exact::parse("1/2").unwrap()));
    assert_eq!(indicator.verdict, Verdict::Missed);
    assert_eq!(indicator.rows.len(), 2, "the third is still inside its week");
}

#[test]
fn an_empty_base_gives_no_value() {
    let indicator = answered_within(
        &commitment(IndicatorFormula::AnsweredWithin, Some(100)),
        &[],
        &Zone::Metropole.time_zone(),
        at(NOW),
    );
    assert_eq!((indicator.value, indicator.verdict), (Figure::NoData, Verdict::NoData));
    let indicator = delays(
        Delay::Intervention,
        &commitment(IndicatorFormula::InterventionTime, None),
        &[],
        &[level(None)],
        &clock(),
        at(NOW),
    );
    assert_eq!((indicator.value, indicator.verdict), (Figure::NoData, Verdict::NoData));
}

#[test]
fn times_without_target_are_shown_never_judged() {
    let facts = [
        fact("a", "2026-04-10T17:30:00+02:00", None, Some("2026-04-13T09:00:00+02:00")),
        fact("b", "2026-04-13T09:00:00+02:00", None, Some("2026-04-13T09:10:00+02:00")),
    ];
    let commitment = commitment(IndicatorFormula::InterventionTime, None);
    let indicator = delays(Delay::Intervention, &commitment, &facts, &[level(None)], &clock(), at(NOW));
    assert_eq!(indicator.verdict, Verdict::NotContractual);
    // 30 minutes on Friday and one hour on Monday; then ten minutes.
    assert_eq!((indicator.levels[0].median, indicator.levels[0].p90), (Some(600), Some(5400)));
    assert!(indicator.rows.iter().all(|r| r.is_kept.is_none()));
}

#[test]
fn an_overdue_incident_nobody_took_counts_as_missed() {
    let waiting = |target| {
        [TicketFact {
            first_action_at: None,
            is_incident: true,
            is_administrative: false,
            intervene_target: Some(target),
            ..fact("a", "2026-04-13T08:00:00+02:00", None, Some(NOW))
        }]
    };
    let commitment = commitment(IndicatorFormula::InterventionTime, Some(90));
    let indicator =
        delays(Delay::Intervention, &commitment, &waiting(3600), &[level(Some(60))], &clock(), at(NOW));
    assert_eq!((indicator.value, indicator.verdict), (Figure::Share(Exact::zero()), Verdict::Missed));
    let early =
        delays(Delay::Intervention, &commitment, &waiting(360_000), &[level(Some(6000))], &clock(), at(NOW));
    assert_eq!(early.verdict, Verdict::NoData, "its time is still running");
}

#[test]
fn a_target_judges_only_tickets_received_since_it_was_agreed() {
    let before = fact("a", "2026-04-13T09:00:00+02:00", None, Some("2026-04-13T12:00:00+02:00"));
    let after = TicketFact {
        intervene_target: Some(3600),
        ..fact("b", "2026-04-14T09:00:00+02:00", None, Some("2026-04-14T09:30:00+02:00"))
    };
    let commitment = commitment(IndicatorFormula::InterventionTime, Some(90));
    let indicator =
        delays(Delay::Intervention, &commitment, &[before, after], &[level(Some(60))], &clock(), at(NOW));
    assert_eq!((indicator.value, indicator.verdict), (Figure::Share(Exact::from(1)), Verdict::Met));
    assert_eq!((indicator.levels[0].count, indicator.levels[0].judged), (2, 1));
}

fn version(number: i64, effective_from: &str) -> VersionSummary {
    VersionSummary {
        beneficiary: "b".into(),
        id: "v".into(),
        number,
        kind: agreements::versions::VersionKind::Amendment,
        reference: String::new(),
        title: String::new(),
        effective_from: effective_from.parse().unwrap(),
        signed_on: None,
        signature_year: 2022,
        source_digest: String::new(),
        imported_by: None,
        imported_by_name: String::new(),
        imported_at: at(NOW),
    }
}

#[test]
fn each_day_of_a_period_is_ruled_by_the_version_whose_first_day_came_last() {
    let march = Period { first: "2026-03-01".parse().unwrap(), last: "2026-03-31".parse().unwrap() };
    let all = vec![
        version(1, "2022-01-01"),
        version(2, "2026-03-10"),
        version(3, "2026-03-20"),
        version(4, "2026-04-01"),
    ];
    let ruled: Vec<_> =
        ruling(all, march).into_iter().map(|(number, last)| (number, last.to_string())).collect();
    let told = [(3, "2026-03-31"), (2, "2026-03-19"), (1, "2026-03-09")].map(|(n, day)| (n, day.to_owned()));
    assert_eq!(ruled, told);
    // One that was replaced before its first day ruled nothing.
    let replaced = vec![version(1, "2026-03-05"), version(2, "2026-03-05")];
    assert_eq!(ruling(replaced, march).len(), 1);
}

#[test]
fn a_target_that_comes_in_the_midst_of_a_period_does_not_judge_it() {
    let text = include_str!("../../../../../agreements/pau-bearn-pyrenees.toml");
    let first = agreements::document::check(text).document.unwrap();
    let mut last = first.clone();
    let place = last.commitments.iter().position(|one| one.status == CommitmentStatus::Unmeasured).unwrap();
    let code = last.commitments[place].code.clone();
    last.commitments[place].status = CommitmentStatus::Target;
    last.commitments[place].target = commitment(IndicatorFormula::StaffedHours, Some(90)).target;
    let judging = judging(&first, &last);
    assert_eq!(judging.commitment(&code), first.commitment(&code));
    assert_eq!(super::judging(&last, &last), last);
}

#[test]
fn closures_count_only_inside_the_window() {
    let period = Period { first: "2026-03-02".parse().unwrap(), last: "2026-03-06".parse().unwrap() };
    // Half an hour inside the window of Tuesday; the evening does not count.
    let closure = Interval::new(at("2026-03-03T17:30:00+01:00"), at("2026-03-03T22:00:00+01:00")).unwrap();
    let closures: Intervals = [closure].into_iter().collect();
    let indicator = staffed_hours(
        &commitment(IndicatorFormula::StaffedHours, Some(100)),
        period,
        &closures,
        &clock(),
        at(NOW),
    );
    assert_eq!(indicator.value, Figure::Share(Exact::parse("99/100").unwrap()));
    assert_eq!(indicator.verdict, Verdict::Missed);
    let whole = staffed_hours(
        &commitment(IndicatorFormula::StaffedHours, Some(100)),
        period,
        &Intervals::EMPTY,
        &clock(),
        at(NOW),
    );
    assert_eq!(whole.verdict, Verdict::Met);
}

proptest! {
    #[test]
    fn a_percentile_is_a_value_that_enough_values_do_not_exceed(mut values in prop::collection::vec(0i64..1000, 1..60), percent in 1usize..=100) {
        values.sort_unstable();
        let found = percentile(&values, percent).unwrap();
        let below = values.iter().filter(|v| **v <= found).count();
        prop_assert!(below * 100 >= values.len() * percent);
        let strictly = values.iter().filter(|v| **v < found).count();
        prop_assert!(strictly * 100 < values.len() * percent);
    }
}

/// Accepted Friday 2026-03-13 17:00, live Monday 10:00: 65 h of real time, 3 h of service. Another type in one hour.
#[test]
fn go_live_is_timed_by_type_on_both_clocks_and_never_judged_without_a_target() {
    let live = |service: &str, accepted: &str, live: &str| LiveFact {
        id: "t".into(),
        number: "VAL-1".into(),
        service: [service.to_owned(), format!("{service} (en)")],
        accepted_at: accepted.parse().unwrap(),
        live_at: live.parse().unwrap(),
    };
    let lives = [
        live("Réseau", "2026-03-13T16:00:00Z", "2026-03-16T09:00:00Z"),
        live("Arrivée", "2026-03-17T09:00:00Z", "2026-03-17T10:00:00Z"),
    ];
    let (commitment, clock) = (commitment(IndicatorFormula::GoLiveTime, None), clock());
    let found = go_live_time(&commitment, &lives, &clock, Lang::Fr);
    assert_eq!(found.value, Figure::Seconds(3600), "the nearest rank of two is the first");
    assert_eq!(found.verdict, Verdict::NotContractual);
    let services: Vec<_> =
        found.levels.iter().map(|one| (one.level.as_str(), one.count, one.median)).collect();
    assert_eq!(services, [("Arrivée", 1, Some(3600)), ("Réseau", 1, Some(65 * 3600))]);
    assert_eq!(found.rows[0].service_seconds, Some(3 * 3600));
    assert_eq!(go_live_time(&commitment, &lives, &clock, Lang::En).rows[0].level, "Réseau (en)");
    let none = go_live_time(&commitment, &[], &clock, Lang::Fr);
    assert_eq!((none.value, none.verdict), (Figure::NoData, Verdict::NoData));
}

/// B.1b: only incidents of categories of the domain, until the present resolution, pauses left out.
#[test]
fn restoration_is_timed_on_the_incidents_of_its_domain() {
    let hosting = |id: &str, restored: Option<&str>, domain: Option<Domain>| TicketFact {
        restored_at: restored.map(at),
        domain,
        ..fact(id, "2026-03-11T09:00:00+01:00", None, Some("2026-03-11T09:10:00+01:00"))
    };
    let facts = [
        hosting("a", Some("2026-03-11T11:00:00+01:00"), Some(Domain::Hosting)),
        hosting("b", Some("2026-03-11T15:00:00+01:00"), Some(Domain::Telephony)),
        hosting("c", None, Some(Domain::Hosting)),
        hosting("d", Some("2026-03-11T09:30:00+01:00"), None),
    ];
    let parameters = IndicatorParameters { scope: Some(Domain::Hosting), ..IndicatorParameters::default() };
    let commitment = Commitment {
        code: "B.1b".to_owned(),
        parameters: Some(parameters),
        ..commitment(IndicatorFormula::RestorationTime, None)
    };
    let found = delays(Delay::Restoration, &commitment, &facts, &[level(None)], &clock(), at(NOW));
    assert_eq!((found.value, found.verdict), (Figure::Seconds(7200), Verdict::NotContractual));
    assert_eq!(found.rows.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["T-a"]);
    assert_eq!(found.explanation.rule.article, "annexe 1 A, B.1");
    let none = delays(Delay::Restoration, &commitment, &[], &[level(None)], &clock(), at(NOW));
    assert_eq!((none.value, none.verdict), (Figure::NoData, Verdict::NoData));
}
