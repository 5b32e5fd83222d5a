//! What may be recorded, and that a recorded pause counts as the same wait said in time.

use super::*;
use crate::{
    pauses::PauseId,
    tickets::{
        ClockKind,
        rules::clocks::{Facts, read},
    },
};
use jiff::SignedDuration;
use kernel::{ServiceClock, Zone};
use proptest::prelude::*;

fn at(text: &str) -> Timestamp {
    format!("{text}[Europe/Paris]").parse::<jiff::Zoned>().unwrap().timestamp()
}

fn form(from: &str, to: &str) -> PauseForm {
    let (from, to) = (from.to_owned(), to.to_owned());
    PauseForm { from, to, state: "waiting_requester".into(), reason: "Absent".into(), version: 1 }
}

fn pause(from: Timestamp, to: Timestamp, is_cancelled: bool) -> Pause {
    Pause {
        id: PauseId::from("p"),
        state: State::WaitingRequester,
        interval: Interval::new(from, to).unwrap(),
        reason: String::new(),
        recorded_by_name: String::new(),
        recorded_at: to,
        cancelled: is_cancelled.then(|| (to, String::new())),
    }
}

#[test]
fn a_pause_lies_in_the_life_of_its_ticket_and_touches_no_other() {
    let life = (at("2026-03-11T09:00"), at("2026-03-11T16:00"));
    let known = [
        pause(at("2026-03-11T12:00"), at("2026-03-11T13:00"), false),
        pause(at("2026-03-11T14:00"), at("2026-03-11T15:00"), true),
    ];
    let cases = [
        ("2026-03-11T10:00", "2026-03-11T11:00", None),
        ("2026-03-11T09:00", "2026-03-11T12:00", None),
        ("2026-03-11T14:00", "2026-03-11T15:00", None),
        ("2026-03-11T08:59", "2026-03-11T11:00", Some(("from", "pause-error-before"))),
        ("2026-03-11T10:00", "2026-03-11T16:01", Some(("to", "pause-error-future"))),
        ("2026-03-11T11:00", "2026-03-11T10:00", Some(("to", "pause-error-order"))),
        ("2026-03-11T10:00", "2026-03-11T10:00", Some(("to", "pause-error-order"))),
        ("2026-03-11T12:59", "2026-03-11T13:30", Some(("from", "pause-error-overlap"))),
        ("hier", "2026-03-11T13:30", Some(("from", "pause-error-time"))),
    ];
    for (from, to, expected) in cases {
        let found = check(&form(from, to), &Zone::Metropole.time_zone(), life, &known).err();
        let found = found.map(|p| (p.0[0].field.clone(), p.0[0].text.key.clone()));
        assert_eq!(found, expected.map(|(f, k)| (f.to_owned(), k.to_owned())), "{from} {to}");
    }
}

#[test]
fn a_pause_says_who_was_waited_for_and_why() {
    let life = (at("2026-03-11T09:00"), at("2026-03-11T16:00"));
    for (state, reason) in [("resolved", "Absent"), ("", "Absent"), ("waiting_vendor", "  ")] {
        let form = PauseForm {
            state: state.into(),
            reason: reason.into(),
            ..form("2026-03-11T10:00", "2026-03-11T11:00")
        };
        let problems = check(&form, &Zone::Metropole.time_zone(), life, &[]).unwrap_err();
        assert_eq!(problems.0.len(), 1, "{state} {reason}");
    }
}

fn terms() -> Terms {
    let mut terms = Terms::without_agreement().unwrap();
    for level in &mut terms.priority.levels {
        level.restore_minutes = Some(600);
    }
    terms
}

fn facts(received: Timestamp, pauses: &[(Timestamp, Timestamp)]) -> Facts {
    Facts {
        received_at: received,
        stays: vec![(State::InProgress, received, None)],
        added: pauses
            .iter()
            .map(|(from, to)| (State::WaitingRequester, Interval::new(*from, *to).unwrap()))
            .collect(),
        first_answer_at: None,
        is_administrative: false,
        priority: "P3".to_owned(),
        is_taken_over: false,
    }
}

/// Counts second by second what is open and not paused.
fn oracle(clock: &ServiceClock, from: Timestamp, to: Timestamp, pauses: &[(Timestamp, Timestamp)]) -> i64 {
    let open =
        |at: Timestamp| clock.is_open(at) && !pauses.iter().any(|(from, to)| (*from..*to).contains(&at));
    let seconds = 0..to.duration_since(from).as_secs();
    i64::try_from(seconds.filter(|n| open(from + SignedDuration::from_secs(*n))).count()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn net_time_is_what_a_slow_count_gives(
        start in 0i64..86_400,
        parts in prop::collection::vec((1i64..20_000, 1i64..20_000), 0..5),
        rest in 1i64..20_000,
    ) {
        let received = at("2026-03-12T00:00") + SignedDuration::from_secs(start);
        let (mut now, mut pauses) = (received, vec![]);
        for (before, length) in parts {
            let from = now + SignedDuration::from_secs(before);
            now = from + SignedDuration::from_secs(length);
            pauses.push((from, now));
        }
        now += SignedDuration::from_secs(rest);
        let terms = terms();
        let reading = read(ClockKind::Restore, &facts(received, &pauses), &terms, now).unwrap();
        prop_assert_eq!(reading.net, oracle(&terms.clock, received, now, &pauses));
        prop_assert_eq!(reading.gross, oracle(&terms.clock, received, now, &[]));
        // Where it is due, exactly the target has been counted.
        if let Some(due) = reading.due.filter(|due| *due <= now) {
            prop_assert_eq!(oracle(&terms.clock, received, due, &pauses), 36_000);
        }
    }

    #[test]
    fn recorded_late_counts_like_said_in_time(begins in 60i64..30_000, lasts in 1i64..200_000, rest in 1i64..50_000) {
        let received = at("2026-03-11T09:00");
        let from = received + SignedDuration::from_secs(begins);
        let to = from + SignedDuration::from_secs(lasts);
        let now = to + SignedDuration::from_secs(rest);
        let late = facts(received, &[(from, to)]);
        let mut in_time = facts(received, &[]);
        in_time.stays = vec![
            (State::InProgress, received, Some(from)),
            (State::WaitingRequester, from, Some(to)),
            (State::InProgress, to, None),
        ];
        let terms = terms();
        for kind in ClockKind::ALL {
            prop_assert_eq!(read(*kind, &late, &terms, now).unwrap(), read(*kind, &in_time, &terms, now).unwrap());
        }
    }
}
