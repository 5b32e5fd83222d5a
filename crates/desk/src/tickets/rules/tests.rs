//! The rules against the vectors of R4 and G.2, and properties of random lives.

use super::{
    super::{ClockKind, Impact, Named, State, Stay, Transition, Urgency, terms::Terms},
    clocks::{Facts, Standing, next_due, read},
    deadlines::explain,
    *,
};
use jiff::SignedDuration;
use kernel::Figure;
use proptest::prelude::*;

/// Levels with targets: 1 h, 2 h and 10 h of service time for everybody.
fn terms() -> Terms {
    let mut terms = Terms::without_agreement().unwrap();
    for level in &mut terms.priority.levels {
        level.acknowledge_minutes = Some(60);
        level.intervene_minutes = Some(120);
        level.restore_minutes = Some(600);
    }
    terms
}

fn at(text: &str) -> Timestamp {
    format!("{text}[Europe/Paris]").parse::<jiff::Zoned>().unwrap().timestamp()
}

fn facts(received: &str, stays: &[(State, &str)]) -> Facts {
    let mut list = vec![(State::New, at(received), None)];
    for (state, from) in stays {
        list.last_mut().unwrap().2 = Some(at(from));
        list.push((*state, at(from), None));
    }
    Facts {
        received_at: at(received),
        stays: list,
        added: vec![],
        first_answer_at: None,
        is_administrative: false,
        priority: "P3".to_owned(),
        is_taken_over: false,
    }
}

fn restore(facts: &Facts, now: &str) -> clocks::Reading {
    read(ClockKind::Restore, facts, &terms(), at(now)).unwrap()
}

#[test]
fn a_clock_starts_at_the_next_opening_and_keeps_the_true_reception() {
    // R4.7: Saturday 2026-03-14 at noon; ten hours of service end on Monday at 18:00, not on Tuesday.
    let reading = restore(&facts("2026-03-14T12:00", &[]), "2026-03-14T12:00");
    assert_eq!(reading.starts_at, at("2026-03-16T08:00"));
    assert_eq!(reading.due, Some(at("2026-03-16T18:00")));
    assert_eq!((reading.gross, reading.net), (0, 0));
}

#[test]
fn the_clock_follows_the_vectors_of_the_rules() {
    // R4.4: due(2026-12-31 12:00, 10 h) = 2027-01-04 12:00.
    let reading = restore(&facts("2026-12-31T12:00", &[]), "2026-12-31T12:00");
    assert_eq!(reading.due, Some(at("2027-01-04T12:00")));
    // R4.4: Wed 2026-05-13 17:30 to Fri 09:00 over Ascension is 5 400 s.
    assert_eq!(restore(&facts("2026-05-13T17:30", &[]), "2026-05-15T09:00").net, 5_400);
}

#[test]
fn waiting_for_a_vendor_counts_and_is_told_apart() {
    let wait = |until: &'static str| {
        vec![
            (State::InProgress, "2026-03-11T10:00"),
            (State::WaitingVendor, "2026-03-11T17:00"),
            (State::InProgress, until),
        ]
    };
    let cases = [
        // An hour before closing, one after opening: the night is nobody's delay.
        ("2026-03-12T09:00", "2026-03-12T10:00", 2 * 3600),
        // Entirely outside the window.
        ("2026-03-11T17:00", "2026-03-12T10:00", 0),
        // Still waiting when it is read.
        ("2026-03-12T12:00", "2026-03-12T08:30", 3600 + 1800),
    ];
    for (until, now, vendor) in cases {
        let mut known = facts("2026-03-11T09:00", &wait(until));
        if at(until) > at(now) {
            known.stays.pop();
            known.stays.last_mut().unwrap().2 = None;
        }
        let reading = restore(&known, now);
        assert_eq!((reading.vendor, reading.net), (vendor, reading.gross), "{until}");
        let told = explain(&reading, &known, &terms(), at(now)).explanation;
        let said = told.steps.iter().any(|step| step.label.key == "desk-why-vendor");
        assert_eq!(said, vendor > 0, "{until}");
    }
}

#[test]
fn only_waiting_for_the_requester_stops_the_clock() {
    let stays = [(State::InProgress, "2026-03-11T10:00"), (State::WaitingRequester, "2026-03-11T12:00")];
    let paused = restore(&facts("2026-03-11T09:00", &stays), "2026-03-11T16:00");
    assert_eq!((paused.gross, paused.net), (7 * 3600, 3 * 3600));
    assert_eq!(paused.standing, Standing::Paused { left: Some(7 * 3600) });
    let stays = [(State::InProgress, "2026-03-11T10:00"), (State::WaitingVendor, "2026-03-11T12:00")];
    let running = restore(&facts("2026-03-11T09:00", &stays), "2026-03-11T16:00");
    assert_eq!(running.net, 7 * 3600);
    assert_eq!(running.standing, Standing::Running { left: Some(3 * 3600) });
}

#[test]
fn a_pause_over_a_night_costs_only_its_open_hours() {
    let stays = [
        (State::InProgress, "2026-03-11T10:00"),
        (State::WaitingRequester, "2026-03-11T17:00"),
        (State::InProgress, "2026-03-12T09:00"),
    ];
    // 09:00 to 17:00 is 8 h, then two open hours paused, then 2 h more.
    let reading = restore(&facts("2026-03-11T09:00", &stays), "2026-03-12T10:00");
    assert_eq!((reading.gross, reading.net), (11 * 3600, 9 * 3600));
    assert_eq!(reading.due, Some(at("2026-03-12T11:00")));
}

#[test]
fn a_reopened_ticket_resumes_the_same_clock() {
    let stays = [
        (State::InProgress, "2026-03-11T10:00"),
        (State::Resolved, "2026-03-11T12:00"),
        (State::Closed, "2026-03-11T14:00"),
    ];
    let resolved = restore(&facts("2026-03-11T09:00", &stays), "2026-03-13T12:00");
    assert_eq!((resolved.net, resolved.standing), (3 * 3600, Standing::Met));
    assert_eq!(resolved.done_at, Some(at("2026-03-11T12:00")));
    let mut reopened = stays.to_vec();
    reopened.push((State::InProgress, "2026-03-12T10:00"));
    let running = restore(&facts("2026-03-11T09:00", &reopened), "2026-03-12T11:00");
    assert_eq!(running.net, 4 * 3600);
    assert_eq!(running.due, Some(at("2026-03-12T17:00")));
}

#[test]
fn reaching_the_last_second_is_in_time_and_one_more_is_not() {
    for (done, standing) in
        [("2026-03-11T10:00:00", Standing::Met), ("2026-03-11T10:00:01", Standing::Missed)]
    {
        let mut facts = facts("2026-03-11T09:00", &[]);
        facts.first_answer_at = Some(at(done));
        let reading = read(ClockKind::Acknowledge, &facts, &terms(), at("2026-03-20T09:00")).unwrap();
        assert_eq!(reading.standing, standing, "{done}");
    }
}

#[test]
fn an_administrative_answer_comes_within_seven_calendar_days() {
    // Over the clock change of 2026-03-29: the same wall time, 167 real hours.
    let mut facts = facts("2026-03-26T15:00", &[]);
    facts.is_administrative = true;
    let clock =
        |facts: &Facts| read(ClockKind::Administrative, facts, &terms(), at("2026-03-27T15:00")).unwrap();
    assert_eq!(clock(&facts).due, Some(at("2026-04-02T15:00")));
    assert_eq!(clock(&facts).target, Some(167 * 3600));
    facts.first_answer_at = Some(at("2026-04-02T15:00"));
    assert_eq!(clock(&facts).standing, Standing::Met);
    facts.first_answer_at = Some(at("2026-04-02T15:00:01"));
    assert_eq!(clock(&facts).standing, Standing::Missed);
}

#[test]
fn without_target_time_is_measured_and_never_judged() {
    let stays = [(State::InProgress, "2026-03-11T10:00"), (State::Resolved, "2026-03-11T12:00")];
    let facts = facts("2026-03-11T09:00", &stays);
    let none = Terms::without_agreement().unwrap();
    let reading = read(ClockKind::Restore, &facts, &none, at("2026-03-12T09:00")).unwrap();
    assert_eq!((reading.net, reading.due, reading.standing), (3 * 3600, None, Standing::Measured));
    assert_eq!(next_due(&facts, &none, at("2026-03-12T09:00")).unwrap(), None);
}

#[test]
fn the_first_promise_still_open_is_the_next_one_due() {
    let now = at("2026-03-11T09:10");
    let mut facts = facts("2026-03-11T09:00", &[]);
    assert_eq!(
        next_due(&facts, &terms(), now).unwrap(),
        Some((ClockKind::Acknowledge, at("2026-03-11T10:00")))
    );
    facts.first_answer_at = Some(now);
    assert_eq!(
        next_due(&facts, &terms(), now).unwrap(),
        Some((ClockKind::Intervene, at("2026-03-11T11:00")))
    );
}

#[test]
fn the_explanation_lists_every_interval_and_they_add_up() {
    let stays = [
        (State::InProgress, "2026-03-11T10:00"),
        (State::WaitingRequester, "2026-03-11T17:00"),
        (State::InProgress, "2026-03-12T09:00"),
    ];
    let facts = facts("2026-03-11T09:00", &stays);
    let reading = restore(&facts, "2026-03-12T10:00");
    let why = explain(&reading, &facts, &terms(), at("2026-03-12T10:00"));
    let seconds = |key: &str| -> Vec<i64> {
        let steps = why.explanation.steps.iter().filter(|step| step.label.key == key);
        steps.map(|step| if let Figure::Seconds(n) = step.result { n } else { panic!("{step:?}") }).collect()
    };
    assert_eq!(seconds("desk-why-counted"), [8 * 3600, 2 * 3600]);
    assert_eq!(seconds("desk-why-pause"), [2 * 3600]);
    assert_eq!(why.value, Some(at("2026-03-12T11:00")));
}

#[test]
fn the_matrix_of_the_agreement_gives_the_criticality() {
    let matrix = &terms().priority.matrix;
    assert_eq!(priority(matrix, Impact::High, Urgency::High), "P1");
    assert_eq!(priority(matrix, Impact::Medium, Urgency::Low), "P3");
    assert_eq!(priority(matrix, Impact::Low, Urgency::Low), "P4");
}

#[test]
fn reopening_ends_with_its_window() {
    let nobody = Named { id: None, name: String::new() };
    let resolved = at("2026-03-11T12:00");
    let stays = [Stay {
        state: State::Resolved,
        from: resolved,
        to: None,
        actor: nobody,
        reason: String::new(),
        version: 2,
    }];
    assert!(may_reopen(&stays, resolved + SignedDuration::from_hours(15 * 24), 15));
    assert!(!may_reopen(&stays, resolved + SignedDuration::from_secs(15 * 86_400 + 1), 15));
    assert!(may_reopen(&stays, resolved + SignedDuration::from_hours(15 * 24), 16));
    assert!(!may_reopen(&[], resolved, 15));
}

/// A ticket lived at random: transitions tried at growing instants, those outside the graph left out.
fn any_life() -> impl Strategy<Value = Facts> {
    prop::collection::vec((0usize..Transition::ALL.len(), 1i64..200_000), 0..12).prop_map(|tries| {
        let mut now = at("2026-03-11T09:00");
        let mut facts = facts("2026-03-11T09:00", &[]);
        for (transition, seconds) in tries {
            now += SignedDuration::from_secs(seconds);
            let state = facts.stays.last().unwrap().0;
            for next in path(state, Transition::ALL[transition]).unwrap_or(&[]) {
                facts.stays.last_mut().unwrap().2 = Some(now);
                facts.stays.push((*next, now, None));
            }
        }
        facts
    })
}

fn end_of(facts: &Facts) -> Timestamp {
    facts.stays.last().unwrap().1 + SignedDuration::from_secs(50_000)
}

proptest! {
    #[test]
    fn every_state_leads_on_and_only_resolution_leads_out(tries in prop::collection::vec(0usize..7, 0..40)) {
        let mut state = State::New;
        for n in tries {
            for next in path(state, Transition::ALL[n]).unwrap_or(&[]) {
                prop_assert!(*next != State::New);
                prop_assert!(*next != State::Closed || state == State::Resolved);
                state = *next;
            }
            prop_assert!(transitions(state).next().is_some());
        }
    }

    #[test]
    fn net_time_never_exceeds_gross_time(facts in any_life()) {
        for kind in ClockKind::ALL {
            let reading = read(*kind, &facts, &terms(), end_of(&facts)).unwrap();
            prop_assert!(0 <= reading.net && reading.net <= reading.gross, "{:?}", reading);
        }
    }

    #[test]
    fn pausing_then_resuming_shifts_the_deadline_by_the_open_time_of_the_pause(start in 3600i64..30_000, length in 1i64..400_000) {
        let received = at("2026-03-11T09:00");
        let (pause, resume) = (received + SignedDuration::from_secs(start), received + SignedDuration::from_secs(start + length));
        let mut paused = facts("2026-03-11T09:00", &[(State::InProgress, "2026-03-11T09:30")]);
        let plain = read(ClockKind::Restore, &paused, &terms(), resume).unwrap();
        paused.stays.last_mut().unwrap().2 = Some(pause);
        paused.stays.push((State::WaitingRequester, pause, Some(resume)));
        paused.stays.push((State::InProgress, resume, None));
        let shifted = read(ClockKind::Restore, &paused, &terms(), resume).unwrap();
        let clock = &terms().clock;
        let open = clock.elapsed(pause, resume);
        prop_assert_eq!(plain.net - shifted.net, open);
        let between = clock.elapsed(plain.due.unwrap(), shifted.due.unwrap());
        prop_assert_eq!(between, open);
    }
}
