//! `socle calc availability`: sites, network and carriers' links over a period (R5.5 to R5.13).

use super::{
    Refusal,
    clock::{Clocks, Hours},
    fields::{Instant, Name, Number, Time, Whole},
    session::Ask,
};
use estate::availability::{
    Assessment, CarrierRecord, Link, Maintenance, OutageRecord, SiteAvailability, SiteRecord, Terms,
    rules::{assess, explain},
};
use kernel::{Exact, Explanation, Interval, Zone};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Decimals of a length of time that is not whole, cut.
const SECOND_PLACES: u32 = 3;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    period: Span,
    #[serde(default)]
    window: Window,
    open: Option<Time>,
    close: Option<Time>,
    zone: Option<Zone>,
    target: Option<Number>,
    notice_days: Option<Whole>,
    merge_gap_s: Option<Whole>,
    sites: Vec<Site>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
enum Window {
    #[default]
    #[serde(rename = "service")]
    Service,
    #[serde(rename = "24x7")]
    Always,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Span {
    from: Instant,
    to: Instant,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Site {
    id: Name,
    weight: Option<Number>,
    #[serde(default)]
    operator_link: bool,
    repair_hours: Option<Number>,
    from: Option<Instant>,
    to: Option<Instant>,
    #[serde(default)]
    outages: Vec<Outage>,
    #[serde(default)]
    planned: Vec<Planned>,
    #[serde(default)]
    unknown: Vec<Span>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outage {
    id: Option<Name>,
    from: Instant,
    to: Option<Instant>,
    factor: Option<Number>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Planned {
    from: Instant,
    to: Instant,
    announced: Option<Instant>,
}

/// The query once every value is checked.
struct Case {
    period: Interval,
    hours: Hours,
    terms: Terms,
    sites: Vec<SiteRecord>,
}

impl Query {
    fn case(&self) -> Result<Case, Refusal> {
        let mut hours = Hours::weekdays(self.open, self.close, self.zone);
        if self.window == Window::Always {
            hours.slot = None;
        }
        Ok(Case {
            period: interval("period", self.period)?,
            hours,
            terms: self.terms()?,
            sites: self.sites.iter().map(Site::record).collect::<Result<_, Refusal>>()?,
        })
    }

    fn terms(&self) -> Result<Terms, Refusal> {
        let usual = Terms::default();
        let whole = |key: &str, given: Option<Whole>, usual: u32| match given {
            None => Ok(usual),
            Some(number) => u32::try_from(number.0).map_err(|_| not_in(key, 0, u32::MAX)),
        };
        let target = self.target.as_ref().map(|percent| between("target", percent, 0, 100)).transpose()?;
        Ok(Terms {
            target: target.map(|percent| percent / Exact::from(100)),
            notice_days: whole("notice_days", self.notice_days, usual.notice_days)?,
            merge_gap_seconds: whole("merge_gap_s", self.merge_gap_s, usual.merge_gap_seconds)?,
        })
    }
}

impl Site {
    fn record(&self) -> Result<SiteRecord, Refusal> {
        let weight =
            self.weight.as_ref().map(|weight| between("weight", weight, 0, 1_000_000)).transpose()?;
        let planned = |planned: &Planned| {
            Ok(Maintenance {
                span: interval("planned", Span { from: planned.from, to: planned.to })?,
                announced_at: planned.announced.map(|at| at.0),
            })
        };
        let outages = self.outages.iter().enumerate().map(|(n, outage)| outage.record(n + 1));
        Ok(SiteRecord {
            id: self.id.0.clone(),
            weight: weight.unwrap_or_else(|| Exact::from(1)),
            link: self.link()?,
            from: self.from.map(|at| at.0),
            to: self.to.map(|at| at.0),
            outages: outages.collect::<Result<_, Refusal>>()?,
            planned: self.planned.iter().map(planned).collect::<Result<_, Refusal>>()?,
            unknown: self
                .unknown
                .iter()
                .map(|span| interval("unknown", *span))
                .collect::<Result<_, Refusal>>()?,
        })
    }

    fn link(&self) -> Result<Link, Refusal> {
        if !self.operator_link {
            return Ok(Link::Own);
        }
        let seconds = |hours: &Number| {
            let hours = between("repair_hours", hours, 0, 10_000)?;
            let whole = (hours * Exact::from(3600)).to_integer_i64();
            whole.ok_or_else(|| not_in("repair_hours", 0, 10_000))
        };
        Ok(Link::Carrier { repair_seconds: self.repair_hours.as_ref().map(seconds).transpose()? })
    }
}

impl Outage {
    /// `position` names an outage without a name, from 1.
    fn record(&self, position: usize) -> Result<OutageRecord, Refusal> {
        let to = self.to.map(|at| at.0);
        if to.is_some_and(|to| to < self.from.0) {
            return Err(reversed("outages"));
        }
        let factor = self.factor.as_ref().map(|factor| between("factor", factor, 0, 1)).transpose()?;
        Ok(OutageRecord {
            id: self.id.as_ref().map_or_else(|| position.to_string(), |name| name.0.clone()),
            from: self.from.0,
            to,
            factor: factor.unwrap_or_else(|| Exact::from(1)),
        })
    }
}

fn interval(key: &str, span: Span) -> Result<Interval, Refusal> {
    Interval::new(span.from.0, span.to.0).map_err(|_| reversed(key))
}

fn reversed(key: &str) -> Refusal {
    Refusal::of("calc-reversed-span").with("key", key)
}

fn between(key: &str, number: &Number, min: u32, max: u32) -> Result<Exact, Refusal> {
    let inside = number.0 >= Exact::from(i64::from(min)) && number.0 <= Exact::from(i64::from(max));
    if inside { Ok(number.0.clone()) } else { Err(not_in(key, min, max)) }
}

fn not_in(key: &str, min: u32, max: u32) -> Refusal {
    Refusal::of("calc-out-of-range").with("key", key).with("min", min).with("max", max)
}

#[derive(Debug, Serialize)]
pub(super) struct Answer {
    sites: Vec<SiteAnswer>,
    network: NetworkAnswer,
    operator: Vec<OperatorAnswer>,
}

#[derive(Debug, Serialize)]
struct SiteAnswer {
    id: String,
    base_s: i64,
    down_s: Box<RawValue>,
    availability: Option<String>,
    cuts: u32,
    cuts_in_window: u32,
    mttr_s: Option<Box<RawValue>>,
    mttr_window_s: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    open: Vec<String>,
}

#[derive(Debug, Serialize)]
struct NetworkAnswer {
    availability: Option<String>,
    met: Option<bool>,
}

#[derive(Debug, Serialize)]
struct OperatorAnswer {
    id: String,
    outages: Vec<OperatorOutage>,
    respected: u32,
    judged: u32,
    share: Option<String>,
}

#[derive(Debug, Serialize)]
struct OperatorOutage {
    id: String,
    duration_s: i64,
    met: Option<bool>,
}

impl SiteAnswer {
    fn of(site: SiteAvailability) -> Result<Self, Refusal> {
        Ok(Self {
            id: site.id,
            base_s: site.base_seconds,
            down_s: seconds(&site.down_seconds)?,
            availability: site.availability.as_ref().map(percent),
            cuts: site.cuts,
            cuts_in_window: site.cuts_in_window,
            mttr_s: site.mean_repair.as_ref().map(seconds).transpose()?,
            mttr_window_s: site.mean_repair_in_window.as_ref().map(seconds).transpose()?,
            open: site.open_outages,
        })
    }
}

impl OperatorAnswer {
    fn of(carrier: CarrierRecord) -> Self {
        let outage = |outage: estate::availability::CarrierOutage| OperatorOutage {
            id: outage.id,
            duration_s: outage.seconds,
            met: outage.met,
        };
        Self {
            id: carrier.id,
            outages: carrier.outages.into_iter().map(outage).collect(),
            respected: carrier.respected,
            judged: carrier.judged,
            share: (carrier.judged > 0).then(|| format!("{}/{}", carrier.respected, carrier.judged)),
        }
    }
}

/// A share as a percentage with three decimals, cut (R5.4).
fn percent(share: &Exact) -> String {
    (share * Exact::from(100)).to_decimal_cut(3)
}

/// Seconds as a JSON number, with at most three decimals, cut, when they are not whole.
fn seconds(exact: &Exact) -> Result<Box<RawValue>, Refusal> {
    let cut = exact.to_decimal_cut(SECOND_PLACES);
    let short = cut.trim_end_matches('0').trim_end_matches('.');
    RawValue::from_string(short.to_owned()).map_err(|_| Refusal::of("calc-number-too-large"))
}

impl Ask for Query {
    type Answer = Answer;

    fn answer(&self, clocks: &mut Clocks) -> Result<Answer, Refusal> {
        let case = self.case()?;
        let Assessment { sites, network, carriers } =
            assess(case.period, clocks.get(case.hours)?, &case.terms, &case.sites);
        Ok(Answer {
            sites: sites.into_iter().map(SiteAnswer::of).collect::<Result<_, Refusal>>()?,
            network: NetworkAnswer {
                availability: network.availability.as_ref().map(percent),
                met: network.met,
            },
            operator: carriers.into_iter().map(OperatorAnswer::of).collect(),
        })
    }

    fn explain(&self, clocks: &mut Clocks) -> Result<Explanation, Refusal> {
        let case = self.case()?;
        Ok(explain(case.period, clocks.get(case.hours)?, &case.terms, &case.sites).explanation)
    }
}
