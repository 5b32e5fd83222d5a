//! How availability, cuts and repair times are measured (R5.3 to R5.11). Pure.

pub mod network;

use super::{
    Assessment, CarrierOutage, CarrierRecord, Link, Maintenance, NetworkAvailability, OutageRecord,
    SiteAvailability, SiteRecord, Terms,
};
use jiff::{Timestamp, ToSpan};
use kernel::{
    Exact, Explained, Explanation, Figure, Interval, Intervals, ServiceClock, Text, Zone,
    months::is_working_day,
};
use std::collections::BTreeSet;

/// Measures the sites over `period`, on the window of `clock`, with every step told.
pub fn explain(
    period: Interval,
    clock: &ServiceClock,
    terms: &Terms,
    sites: &[SiteRecord],
) -> Explained<Assessment> {
    let value = assess(period, clock, terms, sites);
    let mut story = Explanation::of("R5.5", "annexe 1 A, A.1", Text::new("availability-rule"));
    story.input(Text::new("availability-from"), Figure::Instant(period.from()), None).input(
        Text::new("availability-to"),
        Figure::Instant(period.to()),
        None,
    );
    if let Some(target) = &terms.target {
        story.input(Text::new("availability-target"), Figure::Share(target.clone()), None);
    }
    for (record, site) in sites.iter().zip(&value.sites) {
        tell_site(&mut story, record, site);
    }
    for carrier in &value.carriers {
        let label = Text::new("availability-carrier").with("site", &carrier.id);
        let share = Exact::ratio(i64::from(carrier.respected), i64::from(carrier.judged));
        story.step(label, format!("{} ÷ {}", carrier.respected, carrier.judged), shown(share.as_ref()));
    }
    if let Some(worst) = &value.network.worst {
        story.step(Text::new("availability-worst"), "", Figure::Words(worst.clone()));
    }
    let network = value.network.availability.as_ref();
    let fraction = network.map(Exact::to_fraction).unwrap_or_default();
    story.step(Text::new("availability-network"), fraction, shown(network));
    if let Some(met) = value.network.met {
        let key = if met { "availability-met" } else { "availability-missed" };
        story.step(Text::new("availability-verdict"), "", Figure::Text(Text::new(key)));
    }
    story.explain(value)
}

fn tell_site(story: &mut Explanation, record: &SiteRecord, site: &SiteAvailability) {
    let label = |key: &str| Text::new(key).with("site", &site.id);
    let (base, down) = (site.base_seconds, &site.down_seconds);
    story.input(label("availability-weight"), Figure::Number(record.weight.clone()), None);
    story
        .step(label("availability-base"), "", Figure::Seconds(base))
        .step(label("availability-down"), "", Figure::Number(down.clone()))
        .step(
            label("availability-site"),
            format!("({base} − {down}) ÷ {base}"),
            shown(site.availability.as_ref()),
        )
        .step(label("availability-cuts"), "", Figure::Count(i64::from(site.cuts)))
        .step(label("availability-cuts-in-window"), "", Figure::Count(i64::from(site.cuts_in_window)));
    if let Some(mean) = &site.mean_repair {
        story.step(label("availability-mean-repair"), "", Figure::Number(mean.clone()));
    }
    for outage in &site.open_outages {
        story.step(label("availability-open-outage"), "", Figure::Words(outage.clone()));
    }
}

fn shown(share: Option<&Exact>) -> Figure {
    share.map_or(Figure::NoData, |share| Figure::Share(share.clone()))
}

/// The same without its words.
pub fn assess(period: Interval, clock: &ServiceClock, terms: &Terms, sites: &[SiteRecord]) -> Assessment {
    let openings = clock.windows_between(period.from(), period.to());
    let measured: Vec<SiteAvailability> =
        sites.iter().map(|site| measure(period, clock, &openings, terms, site)).collect();
    let network = network(terms, sites, &measured);
    let carriers = sites.iter().filter_map(|site| carrier(period, site)).collect();
    Assessment { sites: measured, network, carriers }
}

fn measure(
    period: Interval,
    clock: &ServiceClock,
    openings: &Intervals,
    terms: &Terms,
    site: &SiteRecord,
) -> SiteAvailability {
    let (from, to) = (site.from.unwrap_or(Timestamp::MIN), site.to.unwrap_or(Timestamp::MAX));
    let (base, planned) = base(openings, clock, terms, site);
    let base_seconds = base.total_seconds();
    let down_seconds = down(period, &base, &site.outages);
    let availability = Exact::ratio(Exact::from(base_seconds) - &down_seconds, base_seconds);

    let spans = site.outages.iter().filter(|o| is_down(o)).filter_map(|outage| span(outage, period.to()));
    let cuts: Vec<Interval> = Intervals::merged(spans, terms.merge_gap_seconds)
        .iter()
        .filter(|cut| period.contains(cut.from()) && from <= cut.from() && cut.from() < to)
        .filter(|cut| !is_planned(*cut, &planned))
        .collect();
    let in_window = cuts.iter().filter(|cut| clock.elapsed(cut.from(), cut.to()) > 0).count();

    let ended: Vec<Interval> = site
        .outages
        .iter()
        .filter(|outage| is_down(outage) && has_ended_in(outage, period))
        .filter_map(|outage| span(outage, period.to()))
        .filter(|outage| !is_planned(*outage, &planned))
        .collect();
    let mean = |length: &dyn Fn(&Interval) -> i64| {
        Exact::ratio(ended.iter().map(length).sum::<i64>(), i64::try_from(ended.len()).unwrap_or(i64::MAX))
    };
    let open = site.outages.iter().filter(|outage| is_open_at(outage, period.to()));
    SiteAvailability {
        id: site.id.clone(),
        base_seconds,
        down_seconds,
        availability,
        cuts: count(cuts.len()),
        cuts_in_window: count(in_window),
        cut_spans: cuts,
        mean_repair: mean(&|outage| outage.seconds()),
        mean_repair_in_window: mean(&|outage| clock.elapsed(outage.from(), outage.to())),
        open_outages: open.map(|outage| outage.id.clone()).collect(),
    }
}

/// The window less maintenance announced in time and time without monitoring, while the site is served (R5.5); then that
/// maintenance.
fn base(
    openings: &Intervals,
    clock: &ServiceClock,
    terms: &Terms,
    site: &SiteRecord,
) -> (Intervals, Intervals) {
    let planned = planned(site, clock, terms);
    let unknown: Intervals = site.unknown.iter().copied().collect();
    let (from, to) = (site.from.unwrap_or(Timestamp::MIN), site.to.unwrap_or(Timestamp::MAX));
    (openings.clip(from, to).difference(&planned).difference(&unknown), planned)
}

/// Maintenance of a site that was announced in time (R5.7).
fn planned(site: &SiteRecord, clock: &ServiceClock, terms: &Terms) -> Intervals {
    let zone = clock.window().zone();
    let counted = |m: &&Maintenance| is_announced_in_time(m, zone, terms.notice_days);
    site.planned.iter().filter(counted).map(|m| m.span).collect()
}

/// Seconds down inside the base, each instant weighed by the worst factor that covers it (R5.11).
fn down(period: Interval, base: &Intervals, outages: &[OutageRecord]) -> Exact {
    let factors: BTreeSet<&Exact> = outages.iter().filter(|o| is_down(o)).map(|o| &o.factor).collect();
    let (mut sum, mut left) = (Exact::zero(), base.clone());
    for factor in factors.into_iter().rev() {
        let of_factor = outages.iter().filter(|outage| outage.factor == *factor);
        let covered: Intervals = of_factor.filter_map(|outage| span(outage, period.to())).collect();
        sum = sum + factor * Exact::from(left.intersection(&covered).total_seconds());
        left = left.difference(&covered);
    }
    sum
}

/// Whether a maintenance was announced at least `notice_days` working days ahead: the day of the announcement
/// is not counted, the first day of the maintenance is (R5.7). A Monday's announcement covers the next Monday.
pub fn is_announced_in_time(maintenance: &Maintenance, zone: Zone, notice_days: u32) -> bool {
    let Some(announced) = maintenance.announced_at else { return true };
    let civil = |at: Timestamp| at.to_zoned(zone.time_zone()).date();
    let (announced_on, starts_on) = (civil(announced), civil(maintenance.span.from()));
    let needed = notice_days as usize;
    let days = announced_on.series(1.day()).skip(1).take_while(|day| *day <= starts_on);
    // Stops at the last day needed, however long ago the announcement was.
    announced < maintenance.span.from()
        && days.filter(|day| is_working_day(*day, zone)).take(needed).count() == needed
}

fn network(terms: &Terms, records: &[SiteRecord], measured: &[SiteAvailability]) -> NetworkAvailability {
    let own: Vec<_> = records.iter().zip(measured).filter(|(record, _)| record.link == Link::Own).collect();
    let base: Exact = own.iter().map(|(r, m)| &r.weight * Exact::from(m.base_seconds)).sum();
    let down: Exact = own.iter().map(|(r, m)| &r.weight * &m.down_seconds).sum();
    let availability = Exact::ratio(&base - &down, base);
    let met = availability.as_ref().zip(terms.target.as_ref()).map(|(value, target)| value >= target);
    let worst = own
        .iter()
        .filter_map(|(_, m)| m.availability.as_ref().map(|value| (value, &m.id)))
        .min_by_key(|(value, _)| *value)
        .map(|(_, id)| id.clone());
    NetworkAvailability { availability, met, worst }
}

/// A carrier's outages against its repair time, in clock time (R5.8). One still open is judged as soon as it
/// has lasted too long.
fn carrier(period: Interval, site: &SiteRecord) -> Option<CarrierRecord> {
    let Link::Carrier { repair_seconds } = site.link else { return None };
    let outages: Vec<CarrierOutage> = site
        .outages
        .iter()
        .filter(|outage| is_down(outage))
        .filter(|outage| is_open_at(outage, period.to()) || has_ended_in(outage, period))
        .filter_map(|outage| {
            let is_open = is_open_at(outage, period.to());
            let end = if is_open { period.to() } else { outage.to? };
            let seconds = Interval::new(outage.from, end).ok()?.seconds();
            let met = repair_seconds.and_then(|limit| match seconds <= limit {
                true if is_open => None,
                in_time => Some(in_time),
            });
            Some(CarrierOutage { id: outage.id.clone(), seconds, met })
        })
        .collect();
    let judged = outages.iter().filter(|outage| outage.met.is_some()).count();
    let respected = outages.iter().filter(|outage| outage.met == Some(true)).count();
    Some(CarrierRecord {
        id: site.id.clone(),
        repair_seconds,
        outages,
        respected: count(respected),
        judged: count(judged),
    })
}

fn is_down(outage: &OutageRecord) -> bool {
    !outage.factor.is_zero()
}

/// Ended in the period: its last instant lies inside, so an end on the closing bound counts.
fn has_ended_in(outage: &OutageRecord, period: Interval) -> bool {
    outage.to.is_some_and(|end| period.from() < end && end <= period.to())
}

/// Begun before the end of the period and not ended by then: left out of the means, listed beside (R5.10).
fn is_open_at(outage: &OutageRecord, period_end: Timestamp) -> bool {
    is_down(outage) && outage.from < period_end && outage.to.is_none_or(|end| end > period_end)
}

/// The outage, up to the end of the period while it lasts.
fn span(outage: &OutageRecord, period_end: Timestamp) -> Option<Interval> {
    Interval::new(outage.from, outage.to.unwrap_or(period_end)).ok()
}

fn is_planned(cut: Interval, planned: &Intervals) -> bool {
    Intervals::from(cut).difference(planned).is_empty()
}

fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
