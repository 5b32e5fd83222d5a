//! The charts of availability: the days on which the network was down, and the sites that were, each with its table.

use crate::{availability::Measured, scoreboard::Period};
use estate::availability::SiteRecord;
use jiff::Timestamp;
use maud::{Markup, html};
use platform::{
    i18n::{Lang, figures},
    web::components::{
        Tone,
        chart::{self, CalendarDay, ChartHead, Lane, Span, Timeline},
    },
};
use std::cmp::Reverse;

/// Most sites drawn: those down the longest.
const LANES: usize = 15;

/// The days of the period, each by the time its sites were down on the service window.
pub(crate) fn calendar(lang: Lang, measured: &Measured, period: Period) -> Markup {
    let most = measured.down_by_day.values().max().copied().unwrap_or(0);
    let days: Vec<CalendarDay> = measured
        .down_by_day
        .iter()
        .map(|(date, seconds)| CalendarDay {
            date: *date,
            level: level(*seconds, most),
            shown: figures::duration(lang, *seconds),
        })
        .collect();
    let worst = measured.down_by_day.iter().max_by_key(|(date, seconds)| (**seconds, Reverse(**date)));
    let description = match worst {
        None => lang.t("availability-calendar-none"),
        Some((date, seconds)) => {
            let args = [
                ("count", days.len().to_string()),
                ("day", figures::date(lang, *date)),
                ("time", figures::duration(lang, *seconds)),
            ];
            lang.with("availability-calendar-description", &args)
        }
    };
    let head = ChartHead { id: "calendar".to_owned(), title: lang.t("availability-calendar"), description };
    chart::calendar(lang, &head, &lang.t("availability-down-time"), (period.first, period.last), &days)
}

/// Thirds of the worst day.
fn level(seconds: i64, most: i64) -> usize {
    match (seconds * 3, most) {
        (part, most) if part <= most => 1,
        (part, most) if part <= 2 * most => 2,
        _ => 3,
    }
}

/// The sites that were down, the longest first, with their maintenance and the time nobody watched.
pub(super) fn timeline(lang: Lang, measured: &Measured) -> Markup {
    let mut down: Vec<(&SiteRecord, i64)> = measured
        .records
        .iter()
        .filter(|record| !record.outages.is_empty())
        .map(|record| (record, lost(record, measured.span.to())))
        .collect();
    down.sort_by(|(a, lost_a), (b, lost_b)| lost_b.cmp(lost_a).then_with(|| a.id.cmp(&b.id)));
    let count = down.len();
    down.truncate(LANES);
    if down.is_empty() {
        return html! {};
    }
    let title = lang.t("availability-timeline");
    let args = [("shown", down.len()), ("count", count)];
    let description = lang.with("availability-timeline-description", &args);
    let lanes = down.into_iter().map(|(record, _)| lane(lang, record, measured)).collect();
    let time = Timeline { from: measured.span.from(), to: measured.span.to(), lanes, mark: None };
    chart::timeline(lang, &ChartHead { id: "timeline".to_owned(), title, description }, &time)
}

fn lost(record: &SiteRecord, end: Timestamp) -> i64 {
    record.outages.iter().map(|one| one.to.unwrap_or(end).duration_since(one.from).as_secs()).sum()
}

fn lane(lang: Lang, record: &SiteRecord, measured: &Measured) -> Lane {
    let (start, end) = (measured.span.from(), measured.span.to());
    let span = |from: Timestamp, to: Timestamp, tone, key: &str| Span {
        from: from.max(start),
        to: to.min(end),
        tone,
        words: lang.t(key),
    };
    let planned = record
        .planned
        .iter()
        .map(|one| span(one.span.from(), one.span.to(), Tone::Info, "availability-planned"));
    let unknown = record.unknown.iter().map(|one| span(one.from(), one.to(), Tone::Neutral, "blind-title"));
    let outages =
        record.outages.iter().map(|one| span(one.from, one.to.unwrap_or(end), Tone::Bad, "outage-one"));
    let mut spans: Vec<Span> =
        unknown.chain(planned).chain(outages).filter(|one| one.from < one.to).collect();
    // Drawn in this order, so that an outage is never hidden by what it falls into.
    spans.sort_by_key(|one| (one.tone == Tone::Bad, one.from));
    Lane { label: record.id.clone(), spans }
}
