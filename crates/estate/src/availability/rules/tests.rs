//! The worked figures of March 2026 (R5.13) and the cases around them.

use super::*;
use kernel::{ServiceWindow, TimeOfDay};
use proptest::prelude::*;

const DAY: &str = "2026-03-10";

fn at(text: &str) -> Timestamp {
    let text = if text.contains('T') { text.to_owned() } else { format!("{DAY}T{text}") };
    let civil: jiff::civil::DateTime = text.parse().unwrap();
    civil.to_zoned(Zone::Metropole.time_zone()).unwrap().timestamp()
}

fn between(from: &str, to: &str) -> Interval {
    Interval::new(at(from), at(to)).unwrap()
}

fn march() -> Interval {
    between("2026-03-01T00:00", "2026-04-01T00:00")
}

fn service() -> ServiceClock {
    let (open, close) = (TimeOfDay::new(8, 0).unwrap(), TimeOfDay::new(18, 0).unwrap());
    ServiceClock::new(ServiceWindow::weekdays(open, close, Zone::Metropole).unwrap())
}

fn always() -> ServiceClock {
    ServiceClock::new(ServiceWindow::around_the_clock(Zone::Metropole))
}

fn outage(from: &str, to: &str) -> OutageRecord {
    OutageRecord { id: from.to_owned(), from: at(from), to: Some(at(to)), factor: Exact::from(1) }
}

fn site(outages: Vec<OutageRecord>) -> SiteRecord {
    SiteRecord {
        id: "S1".into(),
        weight: Exact::from(1),
        link: Link::Own,
        from: None,
        to: None,
        outages,
        planned: vec![],
        unknown: vec![],
    }
}

fn on(clock: &ServiceClock, sites: &[SiteRecord]) -> Assessment {
    explain(march(), clock, &Terms::default(), sites).value
}

fn one(site: SiteRecord) -> SiteAvailability {
    on(&service(), &[site]).sites.remove(0)
}

fn percent(share: Option<&Exact>) -> String {
    (share.unwrap() * Exact::from(100)).to_decimal_cut(3)
}

#[test]
fn overlapping_outages_are_counted_once() {
    let found = one(site(vec![outage("09:00", "10:00"), outage("09:30", "10:30")]));
    assert_eq!((found.base_seconds, found.down_seconds), (792_000, Exact::from(5_400)));
    assert_eq!(percent(found.availability.as_ref()), "99.318");
    assert_eq!((found.cuts, found.cuts_in_window), (1, 1));
    assert_eq!(found.mean_repair, Some(Exact::from(3_600)));
}

#[test]
fn a_night_outage_counts_around_the_clock_only() {
    let night = || site(vec![outage("18:00", "2026-03-11T08:00")]);
    let found = one(night());
    assert!(found.down_seconds.is_zero());
    assert_eq!(percent(found.availability.as_ref()), "100.000");
    assert_eq!((found.cuts, found.cuts_in_window), (1, 0));
    assert_eq!(found.mean_repair, Some(Exact::from(50_400)));
    assert_eq!(found.mean_repair_in_window, Some(Exact::zero()));
    let found = on(&always(), &[night()]).sites.remove(0);
    assert_eq!((found.base_seconds, percent(found.availability.as_ref())), (743 * 3600, "98.115".into()));
}

#[test]
fn only_the_part_of_an_outage_outside_the_maintenance_counts() {
    let mut record = site(vec![outage("10:30", "11:30")]);
    record.planned = vec![Maintenance { span: between("09:00", "11:00"), announced_at: None }];
    let found = one(record);
    assert_eq!((found.base_seconds, found.down_seconds), (784_800, Exact::from(1_800)));
    assert_eq!(percent(found.availability.as_ref()), "99.770");
    assert_eq!(found.cuts, 1);
}

#[test]
fn the_target_is_held_against_the_exact_value() {
    let network = |end| on(&service(), &[site(vec![outage("09:00", end)])]).network;
    let (met, missed) = (network("10:06:00"), network("10:06:01"));
    assert_eq!((percent(met.availability.as_ref()), met.met), ("99.500".into(), Some(true)));
    assert_eq!((percent(missed.availability.as_ref()), missed.met), ("99.499".into(), Some(false)));
}

#[test]
fn sites_are_weighed_and_the_worst_one_is_named() {
    let mut heavy = site(vec![outage("09:00", "10:00")]);
    heavy.weight = Exact::from(3);
    let half = OutageRecord { factor: Exact::parse("0.5").unwrap(), ..outage("09:00", "13:00") };
    let light = SiteRecord { id: "S2".into(), ..site(vec![half]) };
    let network = on(&service(), &[heavy, light]).network;
    let value = network.availability.unwrap();
    assert_eq!((value.to_fraction(), percent(Some(&value))), ("175/176".into(), "99.431".into()));
    assert_eq!(network.worst.as_deref(), Some("S2"));
}

#[test]
fn the_worst_factor_counts_at_each_instant() {
    let partial = OutageRecord { factor: Exact::parse("0.5").unwrap(), ..outage("09:00", "11:00") };
    let found = one(site(vec![partial, outage("10:00", "10:30")]));
    assert_eq!(found.down_seconds, Exact::from(1_800 + 5_400 / 2));
}

#[test]
fn an_empty_base_gives_no_value() {
    let gone = SiteRecord { to: Some(at("2026-02-01T00:00")), ..site(vec![]) };
    let found = on(&service(), std::slice::from_ref(&gone));
    assert_eq!((found.sites[0].base_seconds, &found.sites[0].availability), (0, &None));
    assert_eq!((found.network.availability, found.network.met), (None, None));
    assert_eq!(on(&service(), &[]).network.met, None);
}

#[test]
fn unmonitored_time_leaves_both_sides() {
    let mut record = site(vec![outage("09:00", "10:00")]);
    record.unknown = vec![between("08:00", "18:00")];
    let found = one(record);
    assert_eq!((found.base_seconds, found.down_seconds), (756_000, Exact::zero()));
    assert_eq!(found.cuts, 1);
}

#[test]
fn a_maintenance_announced_too_late_is_an_outage() {
    let down = |announced: &str| {
        let mut record = site(vec![outage("09:00", "10:00")]);
        let announced_at = Some(at(announced));
        record.planned = vec![Maintenance { span: between("09:00", "10:00"), announced_at }];
        one(record).down_seconds
    };
    assert_eq!(down("2026-03-03T17:00"), Exact::zero());
    assert_eq!(down("2026-03-04T08:00"), Exact::from(3_600));
    assert_eq!(down("2026-03-11T08:00"), Exact::from(3_600));
}

#[test]
fn wholly_planned_outages_are_no_cuts_and_no_incidents() {
    let mut record = site(vec![outage("09:30", "10:00")]);
    record.planned = vec![Maintenance { span: between("09:00", "11:00"), announced_at: None }];
    let found = one(record);
    assert_eq!((found.cuts, found.mean_repair), (0, None));
}

#[test]
fn repair_times_take_ended_outages_whole_and_list_the_open_ones() {
    let open = OutageRecord { to: None, ..outage("2026-03-31T17:00", "2026-03-31T18:00") };
    let found = one(site(vec![outage("2026-02-28T12:00", "2026-03-02T09:00"), open]));
    assert_eq!(found.mean_repair, Some(Exact::from(45 * 3600)));
    assert_eq!(found.mean_repair_in_window, Some(Exact::from(3_600)));
    assert_eq!(found.open_outages, ["2026-03-31T17:00"]);
    assert_eq!(found.cuts, 1);
    assert_eq!(found.down_seconds, Exact::from(7_200));
}

#[test]
fn carrier_links_are_judged_on_their_repair_time() {
    let mut record = site(vec![outage("09:00", "13:00"), outage("14:00", "18:01")]);
    record.link = Link::Carrier { repair_seconds: Some(4 * 3600) };
    record.outages.push(OutageRecord { to: None, ..outage("2026-03-31T23:00", "2026-03-31T23:30") });
    let found = on(&service(), &[record]);
    assert_eq!(found.network.availability, None);
    let carrier = &found.carriers[0];
    assert_eq!(carrier.outages.iter().map(|o| o.met).collect::<Vec<_>>(), [Some(true), Some(false), None]);
    assert_eq!((carrier.respected, carrier.judged), (1, 2));
}

#[test]
fn outages_close_together_are_one_cut_when_the_terms_say_so() {
    let records = [site(vec![outage("09:00", "09:10"), outage("09:12", "09:20")])];
    let cuts = |gap| {
        let terms = Terms { merge_gap_seconds: gap, ..Terms::default() };
        assess(march(), &service(), &terms, &records).sites[0].cuts
    };
    assert_eq!((cuts(0), cuts(119), cuts(120)), (2, 2, 1));
}

proptest! {
    /// Second by second against the definition, on one morning.
    #[test]
    fn agrees_with_counting_seconds(
        spans in prop::collection::vec((0_i64..4_000, 1_i64..2_000, 1_i64..=4), 0..6),
        planned in prop::collection::vec((0_i64..4_000, 1_i64..1_000), 0..3),
    ) {
        let zero = at("07:30").as_second();
        let instant = |second: i64| Timestamp::from_second(zero + second).unwrap();
        let quarter = |n: i64| Exact::ratio(n, 4).unwrap();
        let mut record = site(vec![]);
        record.outages = spans.iter().map(|&(from, length, n)| OutageRecord {
            id: String::new(), from: instant(from), to: Some(instant(from + length)), factor: quarter(n),
        }).collect();
        record.planned = planned.iter().map(|&(from, length)| Maintenance {
            span: Interval::new(instant(from), instant(from + length)).unwrap(), announced_at: None,
        }).collect();
        let found = one(record);
        let within = |second: i64, from: i64, length: i64| from <= second && second < from + length;
        let open = |second: &i64| *second >= 1_800 && !planned.iter().any(|p| within(*second, p.0, p.1));
        let worst = |second: i64| {
            spans.iter().filter(|s| within(second, s.0, s.1)).map(|s| s.2).max().unwrap_or(0)
        };
        let quarters: i64 = (0..6_000).filter(open).map(worst).sum();
        prop_assert_eq!(found.down_seconds, quarter(quarters));
    }
}
