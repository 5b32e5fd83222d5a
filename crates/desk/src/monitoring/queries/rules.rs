//! Decisions about queries: what may be asked, which times are read, what points mean. Pure.

use super::QueryForm;
use jiff::{SignedDuration, Timestamp};
use kernel::Text;
use platform::{
    Problems, Result,
    egress::{self, EgressSettings},
};
use std::collections::{BTreeMap, BTreeSet};

/// Fewest and most seconds between two points.
pub const STEP: (i64, i64) = (1, 3_600);

/// Longest expression in characters.
pub const EXPRESSION: usize = 1_000;

/// Longest label in characters.
const LABEL: usize = 100;

/// Most points of one reading.
pub const POINTS: i64 = 1_000;

/// What a form says, all but the token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Where the Prometheus is, without a slash at its end.
    pub address: String,
    /// What is asked.
    pub expression: String,
    /// The label that names the site.
    pub site_label: String,
    /// Seconds between two points.
    pub step_seconds: i64,
}

/// What a form says, or every mistake with its field.
pub fn content(form: &QueryForm, settings: &EgressSettings) -> Result<Content> {
    let mut problems = Problems::default();
    let address = form.address.trim().trim_end_matches('/').to_owned();
    if let Err(refusal) = egress::check(&address, settings) {
        problems.add("address", refusal.text());
    } else if address.contains(['?', '#']) {
        problems.add("address", Text::new("egress-unreadable"));
    }
    let expression = form.expression.trim().to_owned();
    if expression.is_empty() || expression.chars().count() > EXPRESSION {
        problems.add("expression", Text::new("query-error-expression").with("limit", EXPRESSION));
    }
    let label = form.site_label.trim();
    let site_label = if label.is_empty() { "site" } else { label }.to_owned();
    let is_label = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !site_label.chars().all(is_label) || site_label.len() > LABEL {
        problems.add("site_label", Text::new("query-error-label"));
    }
    let step = if form.step.trim().is_empty() { Ok(60) } else { form.step.trim().parse() };
    let step = step.ok().filter(|step| (STEP.0..=STEP.1).contains(step));
    if step.is_none() {
        let text = Text::new("monitoring-error-number").with("least", STEP.0).with("most", STEP.1);
        problems.add("step", text);
    }
    problems.into_result()?;
    Ok(Content { address, expression, site_label, step_seconds: step.unwrap_or(60) })
}

/// The last whole step that may be read now: two steps ago and ten seconds at least, when every value has come.
pub fn last_point(now: Timestamp, step: i64) -> Timestamp {
    let late = now.as_second() - (2 * step).max(10);
    second(late - late.rem_euclid(step.max(1)))
}

/// How long before a point its value may have been measured: two steps, so that one that comes a little late leaves no hole.
pub fn lookback(step: i64) -> i64 {
    2 * step
}

/// The points to read after the last one that was read, which is read again to know what was there; the last point alone at
/// the first reading. Nothing when there is none yet.
pub fn span(read_until: Option<Timestamp>, now: Timestamp, step: i64) -> Option<(Timestamp, Timestamp)> {
    let last = last_point(now, step);
    let Some(until) = read_until else { return Some((last, last)) };
    // Another step may have been set: the grid is that of the new one.
    let from = second(until.as_second() - until.as_second().rem_euclid(step.max(1)));
    let to = last.min(from + SignedDuration::from_secs(POINTS * step));
    (to > from).then_some((from, to))
}

/// The instants of a span on the grid, both ends included.
pub fn grid((from, to): (Timestamp, Timestamp), step: i64) -> impl Iterator<Item = Timestamp> {
    let (from, to) = (from.as_second(), to.as_second());
    (0..=(to - from) / step.max(1)).map(move |i| second(from + i * step))
}

fn second(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// What a series does at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is down from then on.
    Fell(Timestamp),
    /// It is up again from then on.
    Recovered(Timestamp),
}

/// What the points of a series change, in order: true is up. A point holds until the next one; where there is none, nothing
/// changes. `is_down` is what is known before.
pub fn changes(points: &BTreeMap<Timestamp, bool>, mut is_down: bool) -> Vec<Change> {
    let mut found = vec![];
    for (at, is_up) in points {
        if *is_up == is_down {
            is_down = !is_up;
            found.push(if *is_up { Change::Recovered(*at) } else { Change::Fell(*at) });
        }
    }
    found
}

/// When nobody watched a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// A time that was blind before this span ends then.
    Ends(Timestamp),
    /// A time within the span.
    Within(Timestamp, Timestamp),
    /// A time that began and lasts.
    Begins(Timestamp),
}

/// The gaps in what is seen of a site: from the first point without a value to the next one with one. Before anything was ever
/// seen there is none. `is_blind` is what is known before.
pub fn gaps(grid: impl Iterator<Item = Timestamp>, seen: &BTreeSet<Timestamp>, is_blind: bool) -> Vec<Gap> {
    let (mut found, mut was_seen, mut since, mut is_blind) = (vec![], false, None, is_blind);
    for at in grid {
        if seen.contains(&at) {
            if is_blind {
                found.push(Gap::Ends(at));
                is_blind = false;
            } else if let Some(from) = since.take() {
                found.push(Gap::Within(from, at));
            }
            was_seen = true;
        } else if was_seen && since.is_none() {
            since = Some(at);
        }
    }
    found.extend(since.map(Gap::Begins));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second_: i64) -> Timestamp {
        second(1_773_129_600 + second_)
    }

    #[test]
    fn points_are_read_once_and_in_order() {
        let now = at(100);
        assert_eq!(last_point(now, 60), second((now.as_second() - 120) / 60 * 60));
        assert_eq!(last_point(now, 1), at(90));
        assert_eq!(span(None, now, 1), Some((at(90), at(90))));
        assert_eq!(span(Some(at(40)), now, 1), Some((at(40), at(90))));
        assert_eq!(span(Some(at(90)), now, 1), None, "nothing new");
        assert_eq!(span(Some(at(0)), at(5_000), 1), Some((at(0), at(POINTS))));
        assert_eq!(grid((at(0), at(4)), 2).collect::<Vec<_>>(), [at(0), at(2), at(4)]);
    }

    /// `+` up, `-` down, a space for nothing.
    fn read(points: &str) -> (BTreeMap<Timestamp, bool>, BTreeSet<Timestamp>) {
        let all = points.chars().enumerate().filter(|(_, c)| *c != ' ');
        let points: BTreeMap<_, _> = all.map(|(i, c)| (at(i64::try_from(i).unwrap()), c == '+')).collect();
        let seen = points.keys().copied().collect();
        (points, seen)
    }

    #[test]
    fn zero_is_down_until_the_next_point_that_is_not() {
        use Change::{Fell, Recovered};
        for (points, is_down, expected) in [
            ("+++", false, vec![]),
            ("+--+", false, vec![Fell(at(1)), Recovered(at(3))]),
            ("--+", true, vec![Recovered(at(2))]),
            ("--", true, vec![]),
            ("+- +", false, vec![Fell(at(1)), Recovered(at(3))]),
            ("-+-", false, vec![Fell(at(0)), Recovered(at(1)), Fell(at(2))]),
        ] {
            assert_eq!(changes(&read(points).0, is_down), expected, "{points}");
        }
    }

    #[test]
    fn a_hole_is_blind_once_something_was_seen() {
        use Gap::{Begins, Ends, Within};
        for (points, is_blind, expected) in [
            ("++", false, vec![]),
            ("  ++", false, vec![]),
            ("+  +", false, vec![Within(at(1), at(3))]),
            ("+-  ", false, vec![Begins(at(2))]),
            ("  ++", true, vec![Ends(at(2))]),
            ("    ", true, vec![]),
            ("  + +", true, vec![Ends(at(2)), Within(at(3), at(4))]),
        ] {
            let (_, seen) = read(points);
            let length = i64::try_from(points.len()).unwrap();
            let grid = grid((at(0), at(length - 1)), 1);
            assert_eq!(gaps(grid, &seen, is_blind), expected, "{points:?}");
        }
    }

    proptest! {
        /// Read in one piece or in two, the same time says the same.
        #[test]
        fn where_it_is_cut_changes_nothing(points in "[+ -]{2,40}", cut in 1usize..39) {
            let cut = cut.min(points.len() - 1);
            let (all, _) = read(&points);
            let (first, second): (BTreeMap<_, _>, BTreeMap<_, _>) =
                all.clone().into_iter().partition(|(when, _)| *when < at(i64::try_from(cut).unwrap()));
            let mut told = changes(&first, false);
            let is_down = matches!(told.last(), Some(Change::Fell(_)));
            told.extend(changes(&second, is_down));
            prop_assert_eq!(told, changes(&all, false));
        }
    }

    #[test]
    fn what_is_typed_is_read_or_told_at_its_field() {
        let settings = EgressSettings::default();
        let form = QueryForm {
            address: "https://prometheus.example/".into(),
            expression: "probe_success".into(),
            ..QueryForm::default()
        };
        let read = content(&form, &settings).unwrap();
        assert_eq!(
            (read.address.as_str(), read.site_label.as_str(), read.step_seconds),
            ("https://prometheus.example", "site", 60)
        );
        for (field, wrong) in [
            ("address", QueryForm { address: "http://127.0.0.1:9090".into(), ..form.clone() }),
            ("address", QueryForm { address: "https://prometheus.example/?a=b".into(), ..form.clone() }),
            ("expression", QueryForm { expression: " ".into(), ..form.clone() }),
            ("site_label", QueryForm { site_label: "a b".into(), ..form.clone() }),
            ("step", QueryForm { step: "0".into(), ..form.clone() }),
            ("step", QueryForm { step: "often".into(), ..form.clone() }),
        ] {
            let Err(platform::Error::Invalid(problems)) = content(&wrong, &settings) else {
                panic!("{wrong:?}")
            };
            assert_eq!(problems.0[0].field, field);
        }
    }
}
