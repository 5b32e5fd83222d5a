//! Plans, forms and states of meetings.

use super::*;
use crate::meetings::{ItemId, MeetingKey, ParticipantId};
use agreements::document::Committee;
use kernel::id::BeneficiaryId;
use proptest::prelude::*;

fn committee_of(code: CommitteeKind, months: &[u8]) -> Committee {
    Committee {
        code,
        name: String::new(),
        article: String::new(),
        minimum_per_year: 0,
        months: months.to_vec(),
        agenda: vec![],
        purposes: vec![],
        participants: vec![],
        report_required: false,
        reports: vec![],
    }
}

fn whole_plan() -> Vec<Committee> {
    vec![
        committee_of(CommitteeKind::Steering, &[1, 6]),
        committee_of(CommitteeKind::Technical, &[4, 9, 12]),
        committee_of(CommitteeKind::Operational, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    ]
}

fn meeting(state: MeetingState, minutes_state: MinutesState) -> Meeting {
    Meeting {
        key: MeetingKey { beneficiary: BeneficiaryId::from("b"), id: "m".to_owned().into() },
        beneficiary_name: String::new(),
        committee: CommitteeKind::Steering,
        subject: String::new(),
        starts_at: "2026-01-13T09:00:00Z".parse().unwrap(),
        minutes_long: 90,
        place: String::new(),
        state,
        cancel_reason: String::new(),
        sequence: 0,
        summary: String::new(),
        minutes_state,
        sent_at: None,
        validated_at: None,
        minutes_digest: None,
        report: None,
        version: 1,
    }
}

#[test]
fn the_plan_of_a_year_fills_each_slot_once_on_a_working_day() {
    let planned = plan(&whole_plan(), 2026);
    assert_eq!(planned.len(), 17);
    let days: Vec<String> = planned.iter().map(|(kind, at)| format!("{kind:?} {}", day(*at))).collect();
    assert_eq!(days[0], "Steering 2026-01-13");
    assert_eq!(days[1], "Operational 2026-01-20");
    assert!(days.contains(&"Operational 2026-02-10".to_owned()), "{days:?}");
    // The second Tuesday of July 2026 is the national day.
    assert!(days.contains(&"Operational 2026-07-15".to_owned()), "{days:?}");
}

proptest! {
    #[test]
    fn every_meeting_of_a_plan_stays_in_its_month(year in 2000i16..2100) {
        let planned = plan(&whole_plan(), year);
        let months = |kind| planned.iter().filter(|one| one.0 == kind).map(|one| day(one.1).month()).collect::<Vec<_>>();
        prop_assert_eq!(months(CommitteeKind::Steering), vec![1, 6]);
        prop_assert_eq!(months(CommitteeKind::Technical), vec![4, 9, 12]);
        prop_assert_eq!(months(CommitteeKind::Operational), (1..=12).collect::<Vec<i8>>());
    }
}

#[test]
fn a_form_tells_all_its_problems_at_once() {
    let form = MeetingForm {
        committee: "copil".into(),
        starts: "demain".into(),
        minutes_long: "0".into(),
        place: "x".repeat(201),
        ..MeetingForm::default()
    };
    let fields: Vec<String> = stated(&form).unwrap_err().0.into_iter().map(|p| p.field).collect();
    assert_eq!(fields, ["committee", "starts", "minutes_long", "place"]);
    let form = MeetingForm {
        committee: "steering".into(),
        starts: "2026-01-13T10:00".into(),
        ..MeetingForm::default()
    };
    let stated = stated(&form).unwrap();
    assert_eq!(stated.starts_at.to_string(), "2026-01-13T09:00:00Z");
    assert_eq!(stated.minutes_long, USUAL_MINUTES);
}

#[test]
fn what_was_held_sent_or_cancelled_stays_as_it_is() {
    let before = "2026-01-13T08:59:59Z".parse().unwrap();
    let after = "2026-01-13T09:00:00Z".parse().unwrap();
    let convened = meeting(MeetingState::Convened, MinutesState::Draft);
    assert!(!may_hold(&convened, before) && may_hold(&convened, after));
    for state in [MeetingState::Held, MeetingState::Cancelled] {
        assert!(!may_hold(&meeting(state, MinutesState::Draft), after));
        assert!(!is_ahead(&meeting(state, MinutesState::Draft)));
    }
    assert!(is_open(&meeting(MeetingState::Held, MinutesState::Draft)));
    assert!(!is_open(&meeting(MeetingState::Held, MinutesState::Sent)));
    assert!(!is_open(&meeting(MeetingState::Cancelled, MinutesState::Draft)));
}

#[test]
fn a_side_is_there_once_one_of_it_came() {
    let who = |side, presence| Participant {
        id: ParticipantId::from("p"),
        side,
        function: String::new(),
        person: None,
        name: String::new(),
        is_optional: false,
        presence,
    };
    let came = [who(Side::Provider, Presence::Present), who(Side::Beneficiary, Presence::Excused)];
    assert_eq!(absent_sides(&came), [Side::Beneficiary]);
    assert_eq!(absent_sides(&[]), [Side::Provider, Side::Beneficiary]);
}

#[test]
fn overdue_actions_open_the_agenda_and_nothing_is_proposed_twice() {
    let proposed = |source, reference: &str| Proposed {
        title: Text::new("agenda-plan"),
        detail: String::new(),
        source,
        reference: reference.to_owned(),
        path: String::new(),
    };
    let there = Item {
        id: ItemId::from("i"),
        place: 1,
        title: String::new(),
        detail: String::new(),
        source: Source::Indicator,
        reference: "G.2a".to_owned(),
        path: String::new(),
        minutes: String::new(),
        version: 1,
    };
    let all = vec![
        proposed(Source::Indicator, "G.2a"),
        proposed(Source::Indicator, "G.4"),
        proposed(Source::Plan, "plan"),
        proposed(Source::Action, "a1"),
    ];
    let references: Vec<String> = fresh(all, &[there]).into_iter().map(|one| one.reference).collect();
    assert_eq!(references, ["a1", "plan", "G.4"]);
}
