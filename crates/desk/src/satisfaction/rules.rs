//! Decisions about opinions: when one may be given or changed, what the figures are.

use super::{Opinion, Result};
use crate::tickets::{State, rules::is_open};
use jiff::{SignedDuration, Timestamp};
use kernel::{Exact, Rounding};

/// Days after the question during which it may be answered.
pub const ANSWER_DAYS: i64 = 30;

/// Days after the first answer during which it may be changed.
pub const CHANGE_DAYS: i64 = 7;

/// Longest comment in characters.
pub const COMMENT_CHARACTERS: usize = 2_000;

/// Whether an opinion may be given now, or given anew: of a ticket that is over, within [`ANSWER_DAYS`] of the
/// question, and within [`CHANGE_DAYS`] of the first answer.
pub fn may_vote(opinion: &Opinion, state: State, now: Timestamp) -> bool {
    let within =
        |from: Timestamp, days: i64| now.duration_since(from) <= SignedDuration::from_hours(24 * days);
    match opinion.voted_at {
        Some(voted) => within(voted, CHANGE_DAYS),
        None => !is_open(state) && within(opinion.asked_at, ANSWER_DAYS),
    }
}

/// Message key of a score.
pub fn score_key(score: i64) -> &'static str {
    match score {
        5 => "satisfaction-score-5",
        4 => "satisfaction-score-4",
        3 => "satisfaction-score-3",
        2 => "satisfaction-score-2",
        _ => "satisfaction-score-1",
    }
}

/// Mean score with one decimal, rounded half up; nothing without answers.
pub fn mean(result: &Result) -> Option<Exact> {
    let sum: i64 = (1..=5).zip(result.answers).map(|(score, count)| score * count).sum();
    let mean = Exact::ratio(sum, result.answered())?;
    Some(Rounding::HalfUp.apply(&mean, 1))
}

/// Share of the questions that were answered, in percent rounded half up; nothing when none was asked.
pub fn answer_rate(result: &Result) -> Option<i64> {
    let rate = Exact::ratio(result.answered() * 100, result.asked)?;
    Rounding::HalfUp.apply(&rate, 0).to_integer_i64()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tickets::TicketKey;

    fn opinion(voted: Option<&str>) -> Opinion {
        Opinion {
            ticket: TicketKey { beneficiary: "b".into(), id: "t".to_owned().into() },
            asked_at: "2026-03-01T09:00:00Z".parse().unwrap(),
            score: voted.map(|_| 4),
            comment: String::new(),
            voted_at: voted.map(|at| at.parse().unwrap()),
            changed_at: None,
        }
    }

    #[test]
    fn an_opinion_has_its_time() {
        let may = |voted, state, now: &str| may_vote(&opinion(voted), state, now.parse().unwrap());
        assert!(may(None, State::Resolved, "2026-03-31T09:00:00Z"));
        assert!(!may(None, State::Resolved, "2026-03-31T09:00:01Z"), "a second after thirty days");
        assert!(!may(None, State::InProgress, "2026-03-02T09:00:00Z"), "reopened");
        let voted = Some("2026-03-20T09:00:00Z");
        assert!(may(voted, State::Closed, "2026-03-27T09:00:00Z"));
        assert!(!may(voted, State::Closed, "2026-03-27T09:00:01Z"));
        assert!(may(voted, State::InProgress, "2026-03-21T09:00:00Z"), "what was said may be taken back");
    }

    #[test]
    fn figures_stand_with_their_rate() {
        let result = Result { asked: 7, answers: [1, 0, 0, 1, 2] };
        assert_eq!(mean(&result).unwrap().to_decimal_cut(1), "3.8", "15 / 4 = 3.75");
        assert_eq!(answer_rate(&result), Some(57), "4 / 7 = 57.1 %");
        assert_eq!((mean(&Result::default()), answer_rate(&Result::default())), (None, None));
    }
}
