//! The network as a whole: its figure with the story of it, its incidents, and the days on which it was down. Pure.

use super::{
    super::{Assessment, NetworkAvailability, OutageRecord, SiteRecord, Terms},
    base, has_ended_in, is_down, is_open_at, is_planned, planned, shown, span,
};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use kernel::{Exact, Explained, Explanation, Figure, Interval, Intervals, ServiceClock, Text};
use std::collections::BTreeMap;

/// The figure of the network with its story: the sums over the sites, each of which explains itself, and the value around
/// the clock beside it (R5.5, R5.6, R5.11). `rows` is where the sites are listed.
pub fn explain_network(
    period: Interval,
    terms: &Terms,
    sites: &[SiteRecord],
    on_window: &Assessment,
    around_the_clock: &Assessment,
    rows: &str,
) -> Explained<NetworkAvailability> {
    let value = on_window.network.clone();
    let own: Vec<_> =
        sites.iter().zip(&on_window.sites).filter(|(site, _)| site.link == super::super::Link::Own).collect();
    let base: Exact = own.iter().map(|(site, one)| &site.weight * Exact::from(one.base_seconds)).sum();
    let down: Exact = own.iter().map(|(site, one)| &site.weight * &one.down_seconds).sum();
    let mut story = Explanation::of("R5.11", "annexe 1 A, A.1", Text::new("availability-rule"));
    let href = || Some(rows.to_owned());
    story
        .input(Text::new("availability-from"), Figure::Instant(period.from()), None)
        .input(Text::new("availability-to"), Figure::Instant(period.to()), None)
        .input(Text::new("availability-sites"), count(own.len()), href());
    if let Some(target) = &terms.target {
        story.input(Text::new("availability-target"), Figure::Share(target.clone()), None);
    }
    story
        .step(Text::new("availability-network-base"), "", Figure::Number(base.clone()))
        .step(Text::new("availability-network-down"), "", Figure::Number(down.clone()))
        .step(Text::new("availability-always"), "", shown(around_the_clock.network.availability.as_ref()))
        .step(
            Text::new("availability-network"),
            format!("({base} − {down}) ÷ {base}"),
            shown(value.availability.as_ref()),
        );
    if let Some(worst) = &value.worst {
        story.step(Text::new("availability-worst"), "", Figure::Words(worst.clone()));
    }
    if let Some(met) = value.met {
        let key = if met { "availability-met" } else { "availability-missed" };
        story.step(Text::new("availability-verdict"), "", Figure::Text(Text::new(key)));
    }
    story.explain(value)
}

/// One incident of the network: an outage, however many sites it cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// What names the outage.
    pub id: String,
    /// First instant.
    pub from: Timestamp,
    /// First instant after it; nothing while it lasts.
    pub to: Option<Timestamp>,
    /// Its whole length in clock seconds.
    pub seconds: i64,
    /// The same in seconds of the window.
    pub seconds_in_window: i64,
}

/// The incidents that ended in a period, and those still open when it ends (R5.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incidents {
    /// Ended in the period, whenever they began; the first first.
    pub ended: Vec<Incident>,
    /// Open when it ends: left out of the mean, listed beside.
    pub open: Vec<Incident>,
    /// Mean length of those that ended, in clock seconds.
    pub mean: Option<Exact>,
    /// The same in seconds of the window.
    pub mean_in_window: Option<Exact>,
}

/// The incidents of the network: each outage once, unless it was wholly planned at every site (R5.7, R5.10).
pub fn incidents(
    period: Interval,
    clock: &ServiceClock,
    terms: &Terms,
    sites: &[SiteRecord],
) -> Explained<Incidents> {
    let outages = unplanned(period, clock, terms, sites);
    let told = |outage: &OutageRecord| {
        let end = outage.to.unwrap_or(period.to());
        Incident {
            id: outage.id.clone(),
            from: outage.from,
            to: outage.to,
            seconds: Intervals::between(outage.from, end).total_seconds(),
            seconds_in_window: clock.elapsed(outage.from, end),
        }
    };
    let ended: Vec<Incident> =
        outages.values().filter(|one| has_ended_in(one, period)).map(|one| told(one)).collect();
    let open: Vec<Incident> =
        outages.values().filter(|one| is_open_at(one, period.to())).map(|one| told(one)).collect();
    let sum = |length: fn(&Incident) -> i64| ended.iter().map(length).sum::<i64>();
    let (seconds, service) = (sum(|one| one.seconds), sum(|one| one.seconds_in_window));
    let many = i64::try_from(ended.len()).unwrap_or(i64::MAX);
    let value = Incidents {
        mean: Exact::ratio(seconds, many),
        mean_in_window: Exact::ratio(service, many),
        open,
        ended: ended.clone(),
    };
    let mean = |mean: &Option<Exact>| mean.clone().map_or(Figure::NoData, Figure::Number);
    let mut story = Explanation::of("R5.10", "annexe 1 A, A.2", Text::new("availability-rule-incidents"));
    story
        .input(Text::new("availability-ended"), Figure::Count(many), None)
        .input(Text::new("availability-still-open"), count(value.open.len()), None)
        .step(Text::new("availability-ended-seconds"), "", Figure::Seconds(seconds))
        .step(
            Text::new("availability-mean-in-window"),
            format!("{service} ÷ {many}"),
            mean(&value.mean_in_window),
        )
        .step(Text::new("availability-mean"), format!("{seconds} ÷ {many}"), mean(&value.mean));
    story.explain(value)
}

/// Each outage once, the first first, unless it was wholly planned at every site.
fn unplanned<'a>(
    period: Interval,
    clock: &ServiceClock,
    terms: &Terms,
    sites: &'a [SiteRecord],
) -> BTreeMap<(Timestamp, &'a str), &'a OutageRecord> {
    let mut outages = BTreeMap::new();
    for site in sites {
        let planned = planned(site, clock, terms);
        for outage in site.outages.iter().filter(|outage| is_down(outage)) {
            if span(outage, period.to()).is_some_and(|span| !is_planned(span, &planned)) {
                outages.insert((outage.from, outage.id.as_str()), outage);
            }
        }
    }
    outages
}

/// Cuts of the sites in the period, all and those that touch the window (R5.9): a cut of two sites is two.
pub fn cuts(assessment: &Assessment, rows: &str) -> Explained<(i64, i64)> {
    let all: i64 = assessment.sites.iter().map(|site| i64::from(site.cuts)).sum();
    let in_window: i64 = assessment.sites.iter().map(|site| i64::from(site.cuts_in_window)).sum();
    let mut story = Explanation::of("R5.9", "annexe 1 A, A.1", Text::new("availability-rule-cuts"));
    story
        .input(Text::new("availability-sites"), count(assessment.sites.len()), Some(rows.to_owned()))
        .step(Text::new("availability-all-cuts-in-window"), "", Figure::Count(in_window))
        .step(Text::new("availability-all-cuts"), "", Figure::Count(all));
    story.explain((all, in_window))
}

/// Seconds of the window during which sites were down, day by day, all sites together and whatever the share down: what a
/// calendar shows. Days without any are left out.
pub fn down_by_day(
    period: Interval,
    clock: &ServiceClock,
    terms: &Terms,
    sites: &[SiteRecord],
    zone: &TimeZone,
) -> BTreeMap<Date, i64> {
    let openings = clock.windows_between(period.from(), period.to());
    let mut days = BTreeMap::new();
    for site in sites.iter().filter(|site| !site.outages.is_empty()) {
        let (base, _) = base(&openings, clock, terms, site);
        let down: Intervals =
            site.outages.iter().filter(|one| is_down(one)).filter_map(|one| span(one, period.to())).collect();
        for one in base.intersection(&down).iter() {
            add(&mut days, one, zone);
        }
    }
    days
}

/// Adds the seconds of an interval to the days it covers.
fn add(days: &mut BTreeMap<Date, i64>, interval: Interval, zone: &TimeZone) {
    let mut from = interval.from();
    while from < interval.to() {
        let day = from.to_zoned(zone.clone()).date();
        let next = day.checked_add(1.day()).ok().and_then(|day| zone.to_timestamp(day.at(0, 0, 0, 0)).ok());
        let to = next.unwrap_or(Timestamp::MAX).min(interval.to());
        *days.entry(day).or_default() += Intervals::between(from, to).total_seconds();
        from = to;
    }
}

fn count(items: usize) -> Figure {
    Figure::Count(i64::try_from(items).unwrap_or(i64::MAX))
}
