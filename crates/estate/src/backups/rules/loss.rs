//! Observed data loss (R5.12). Pure.

use jiff::Timestamp;
use kernel::{Explained, Explanation, Figure, Interval, Text};

/// The longest time, in clock seconds, whose data a failure in the period would have lost: the longest gap
/// between consecutive successful backups, the one from the last success to the end of the period included
/// (R5.12). The last success before the period opens the first gap.
///
/// Nothing without any success up to the end of the period: the loss is then without bound, and no figure says so.
pub fn observed_data_loss(successes: &[Timestamp], period: Interval) -> Explained<Option<i64>> {
    let mut story = Explanation::of("R5.12", "annexe 1 A, B.2b", Text::new("backups-loss-rule"));
    story.input(Text::new("backups-from"), Figure::Instant(period.from()), None).input(
        Text::new("backups-to"),
        Figure::Instant(period.to()),
        None,
    );
    let mut ends: Vec<Timestamp> = successes.iter().copied().filter(|end| *end < period.to()).collect();
    ends.sort_unstable();
    let before = ends.partition_point(|end| *end < period.from());
    let mut ends = ends.split_off(before.saturating_sub(1));
    story.input(
        Text::new("backups-successes"),
        Figure::Count(ends.len().try_into().unwrap_or(i64::MAX)),
        None,
    );
    if !ends.is_empty() {
        ends.push(period.to());
    }
    let gaps = ends.windows(2).filter_map(|pair| Interval::new(pair[0], pair[1]).ok());
    let Some(longest) = gaps.max_by_key(|gap| gap.seconds()) else {
        story.step(Text::new("backups-loss"), "", Figure::NoData);
        return story.explain(None);
    };
    story
        .step(Text::new("backups-gap-from"), "", Figure::Instant(longest.from()))
        .step(Text::new("backups-gap-to"), "", Figure::Instant(longest.to()))
        .step(Text::new("backups-loss"), "", Figure::Seconds(longest.seconds()));
    story.explain(Some(longest.seconds()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evening(day: i8) -> Timestamp {
        jiff::civil::date(2026, 3, day).at(21, 0, 0, 0).in_tz("UTC").unwrap().timestamp()
    }

    fn loss(days: &[i8], from: i8, to: i8) -> Option<i64> {
        let successes: Vec<_> = days.iter().map(|day| evening(*day)).collect();
        observed_data_loss(&successes, Interval::new(evening(from), evening(to)).unwrap()).value
    }

    #[test]
    fn one_missed_night_loses_two_days() {
        assert_eq!(loss(&[2, 3, 5, 6], 2, 7), Some(48 * 3600));
        assert_eq!(loss(&[2, 3, 4, 5, 6], 2, 7), Some(24 * 3600));
    }

    #[test]
    fn the_time_since_the_last_success_counts() {
        assert_eq!(loss(&[2, 3], 2, 7), Some(96 * 3600));
    }

    #[test]
    fn the_last_success_before_the_period_opens_the_first_gap() {
        assert_eq!(loss(&[1, 2, 5, 6], 4, 7), Some(72 * 3600));
    }

    #[test]
    fn no_success_gives_no_figure() {
        assert_eq!(loss(&[], 2, 7), None);
        assert_eq!(loss(&[8], 2, 7), None);
    }
}
