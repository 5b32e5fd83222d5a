//! Sets of half-open intervals of time: outages, maintenance, pauses, windows (R5.5 to R5.13, R4.6).

use crate::instants::whole_second;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A half-open interval of time `[from, to)`, never empty.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(try_from = "Bounds", into = "Bounds")]
pub struct Interval {
    from: Timestamp,
    to: Timestamp,
}

/// Why two instants bound no interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an interval must end after it begins, but {from} is not before {to}")]
pub struct EmptyInterval {
    /// The proposed beginning.
    pub from: Timestamp,
    /// The proposed end.
    pub to: Timestamp,
}

#[derive(Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct Bounds {
    from: Timestamp,
    to: Timestamp,
}

impl TryFrom<Bounds> for Interval {
    type Error = EmptyInterval;
    fn try_from(bounds: Bounds) -> Result<Self, EmptyInterval> {
        Self::new(bounds.from, bounds.to)
    }
}

impl From<Interval> for Bounds {
    fn from(interval: Interval) -> Self {
        Self { from: interval.from, to: interval.to }
    }
}

impl Interval {
    /// The interval from `from`, included, to `to`, excluded.
    pub fn new(from: Timestamp, to: Timestamp) -> Result<Self, EmptyInterval> {
        if from < to { Ok(Self { from, to }) } else { Err(EmptyInterval { from, to }) }
    }

    /// First instant inside.
    pub fn from(self) -> Timestamp {
        self.from
    }

    /// First instant after.
    pub fn to(self) -> Timestamp {
        self.to
    }

    /// Length in seconds. Both ends are cut down to the whole second first, so that the parts of an interval
    /// always add up to the whole.
    pub fn seconds(self) -> i64 {
        whole_second(self.to) - whole_second(self.from)
    }

    /// Whether `at` lies inside.
    pub fn contains(self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }

    fn overlap(self, other: Self) -> Option<Self> {
        Self::new(self.from.max(other.from), self.to.min(other.to)).ok()
    }
}

/// A set of instants, kept as sorted intervals that neither overlap nor touch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Interval>", into = "Vec<Interval>")]
pub struct Intervals(Vec<Interval>);

impl Intervals {
    /// The empty set.
    pub const EMPTY: Self = Self(vec![]);

    /// Merges intervals given in any order: two become one when they overlap, touch, or when no more than
    /// `gap_seconds` lies between them. The gap filled in then belongs to the set (R5.9, anti-flap; 0 by
    /// default).
    pub fn merged(intervals: impl IntoIterator<Item = Interval>, gap_seconds: u32) -> Self {
        let gap = SignedDuration::from_secs(i64::from(gap_seconds));
        let mut given: Vec<Interval> = intervals.into_iter().collect();
        given.sort_unstable();
        let mut set: Vec<Interval> = Vec::with_capacity(given.len());
        for next in given {
            match set.last_mut() {
                Some(last) if next.from.duration_since(last.to) <= gap => last.to = last.to.max(next.to),
                _ => set.push(next),
            }
        }
        Self(set)
    }

    /// The set of one interval; empty when `from` is not before `to`.
    pub fn between(from: Timestamp, to: Timestamp) -> Self {
        Interval::new(from, to).map_or(Self::EMPTY, Self::from)
    }

    /// Instants in either set.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.iter().chain(other.iter()).collect()
    }

    /// Instants in both sets.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let (mut left, mut right) = (self.0.as_slice(), other.0.as_slice());
        let mut set = vec![];
        while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
            set.extend(a.overlap(*b));
            if a.to <= b.to { left = left_rest } else { right = right_rest }
        }
        Self(set)
    }

    /// Instants in this set and not in the other.
    #[must_use]
    pub fn difference(&self, other: &Self) -> Self {
        let mut set = vec![];
        let mut right = other.0.as_slice();
        for interval in &self.0 {
            let mut from = interval.from;
            while let [hole, rest @ ..] = right {
                if hole.from >= interval.to {
                    break;
                }
                set.extend(Interval::new(from, hole.from));
                from = from.max(hole.to);
                if hole.to > interval.to {
                    break;
                }
                right = rest;
            }
            set.extend(Interval::new(from, interval.to));
        }
        Self(set)
    }

    /// The part inside `[from, to)`.
    #[must_use]
    pub fn clip(&self, from: Timestamp, to: Timestamp) -> Self {
        self.intersection(&Self::between(from, to))
    }

    /// Sum of the lengths in seconds, each end cut down to the whole second.
    pub fn total_seconds(&self) -> i64 {
        self.iter().map(Interval::seconds).sum()
    }

    /// Whether `at` lies inside one of the intervals.
    pub fn contains(&self, at: Timestamp) -> bool {
        let after = self.0.partition_point(|interval| interval.from <= at);
        after > 0 && self.0[after - 1].contains(at)
    }

    /// Whether the set has no instant.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Number of separate intervals.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The intervals in order of time.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Interval> + ExactSizeIterator + '_ {
        self.0.iter().copied()
    }

    /// The intervals in order of time.
    pub fn as_slice(&self) -> &[Interval] {
        &self.0
    }
}

impl From<Interval> for Intervals {
    fn from(interval: Interval) -> Self {
        Self(vec![interval])
    }
}

impl From<Vec<Interval>> for Intervals {
    fn from(intervals: Vec<Interval>) -> Self {
        Self::merged(intervals, 0)
    }
}

impl From<Intervals> for Vec<Interval> {
    fn from(set: Intervals) -> Self {
        set.0
    }
}

impl FromIterator<Interval> for Intervals {
    fn from_iter<I: IntoIterator<Item = Interval>>(intervals: I) -> Self {
        Self::merged(intervals, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn minute(n: i64) -> Timestamp {
        Timestamp::from_second(1_770_000_000 + 60 * n).unwrap()
    }

    fn set(bounds: &[(i64, i64)]) -> Intervals {
        bounds.iter().map(|(a, b)| Interval::new(minute(*a), minute(*b)).unwrap()).collect()
    }

    /// The slow model: the minutes inside.
    fn minutes(set: &Intervals) -> BTreeSet<i64> {
        (0..80).filter(|n| set.contains(minute(*n))).collect()
    }

    fn any_set() -> impl Strategy<Value = Intervals> {
        prop::collection::vec((0i64..60, 1i64..15), 0..8).prop_map(|list| {
            let bounds: Vec<_> = list.into_iter().map(|(from, len)| (from, from + len)).collect();
            set(&bounds)
        })
    }

    #[test]
    fn merges_what_overlaps_touches_or_nearly_touches() {
        assert_eq!(set(&[(30, 60), (0, 20), (10, 30)]), set(&[(0, 60)]));
        let flapping = [Interval::new(minute(0), minute(1)), Interval::new(minute(3), minute(4))];
        let flapping = flapping.map(Result::unwrap);
        assert_eq!(Intervals::merged(flapping, 119).len(), 2);
        assert_eq!(Intervals::merged(flapping, 120), set(&[(0, 4)]));
        assert!(Interval::new(minute(2), minute(2)).is_err());
    }

    #[test]
    fn parts_cut_at_a_fraction_add_up() {
        let cut = Timestamp::from_millisecond(minute(1).as_millisecond() + 700).unwrap();
        let parts = [(minute(0), cut), (cut, minute(2))].map(|(a, b)| Interval::new(a, b).unwrap().seconds());
        assert_eq!(parts, [60, 60]);
    }

    #[test]
    fn reads_and_writes_json() {
        let both = set(&[(0, 10), (20, 30)]);
        let text = serde_json::to_string(&both).unwrap();
        assert_eq!(serde_json::from_str::<Intervals>(&text).unwrap(), both);
        let reversed = r#"{"from":"2026-03-02T10:00:00Z","to":"2026-03-02T09:00:00Z"}"#;
        let error = serde_json::from_str::<Interval>(reversed).unwrap_err().to_string();
        assert!(error.contains("must end after it begins"), "{error}");
    }

    proptest! {
        #[test]
        fn agrees_with_sets_of_minutes(a in any_set(), b in any_set(), from in 0i64..70, len in 0i64..30) {
            let (x, y) = (minutes(&a), minutes(&b));
            prop_assert_eq!(minutes(&a.union(&b)), &x | &y);
            prop_assert_eq!(minutes(&a.intersection(&b)), &x & &y);
            prop_assert_eq!(minutes(&a.difference(&b)), &x - &y);
            prop_assert_eq!(a.total_seconds(), 60 * i64::try_from(x.len()).unwrap());
            let clipped: BTreeSet<i64> = x.into_iter().filter(|n| (from..from + len).contains(n)).collect();
            prop_assert_eq!(minutes(&a.clip(minute(from), minute(from + len))), clipped);
        }

        #[test]
        fn results_are_sorted_and_apart(a in any_set(), b in any_set()) {
            for result in [a.union(&b), a.intersection(&b), a.difference(&b)] {
                prop_assert!(result.as_slice().windows(2).all(|pair| pair[0].to < pair[1].from));
            }
        }
    }
}
