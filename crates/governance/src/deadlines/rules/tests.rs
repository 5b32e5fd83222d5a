//! What an agreement gives as deadlines, and what proves each.

use super::*;
use crate::deadlines::ProofId;
use agreements::insurance::Certificate;
use jiff::Timestamp;
use kernel::Side;

fn document() -> AgreementDocument {
    let text = include_str!("../../../../../agreements/pau-bearn-pyrenees.toml");
    agreements::document::check(text).document.unwrap()
}

fn of(known: &Known, window: Window, today: Date) -> Vec<Deadline> {
    let (id, document) = (BeneficiaryId::from("b1"), document());
    let holder = Holder { id: &id, name: "Pôle", document: &document, certificates: &[] };
    deadlines(holder, known, window, today)
}

fn year(year: i16) -> Window {
    Window { from: date(year, 1, 1), to: date(year, 12, 31), has_arrears: false }
}

fn fact(subject: Subject, counts_on: Date, done_on: Date) -> Fact {
    Fact { subject, counts_on, done_on, offer: "SOCLE".into(), href: "/x".into() }
}

fn recorded(obligation: &str, due: Date, valid_until: Option<Date>) -> RecordedProof {
    RecordedProof {
        beneficiary: "b1".into(),
        id: ProofId::from("p1"),
        obligation: obligation.into(),
        due,
        note: "Attestation".into(),
        valid_until,
        file: None,
        side: Side::Provider,
        recorded_by: "Agent".into(),
        recorded_at: Timestamp::UNIX_EPOCH,
        withdrawn_at: None,
        withdrawn_by: String::new(),
        withdrawn_reason: String::new(),
    }
}

fn dues(all: &[Deadline], subject: Subject) -> Vec<(Date, DeadlineState)> {
    all.iter().filter(|one| one.subject == subject).map(|one| (one.due, one.state)).collect()
}

/// R7.2: a June committee held in July leaves its slot missing.
#[test]
fn a_slot_is_due_at_the_end_of_its_month_and_only_a_meeting_of_that_month_fills_it() {
    let held = fact(Subject::Steering, date(2025, 1, 14), date(2025, 1, 14));
    let late = fact(Subject::Steering, date(2025, 7, 2), date(2025, 7, 2));
    let known = Known { facts: vec![held, late], recorded: vec![] };
    let all = of(&known, year(2025), date(2025, 7, 15));
    assert_eq!(
        dues(&all, Subject::Steering),
        [(date(2025, 1, 31), DeadlineState::Done), (date(2025, 6, 30), DeadlineState::Overdue)]
    );
    assert_eq!(dues(&all, Subject::Technical).len(), 3);
    assert_eq!(dues(&all, Subject::Operational).len(), 12);
    assert!(all.iter().filter(|one| one.subject == Subject::Steering).all(|one| one.obligation == "2.12"));
}

#[test]
fn census_revision_and_invoice_are_due_each_year_of_the_term() {
    let facts = vec![
        fact(Subject::Census, date(2025, 3, 1), date(2025, 3, 9)),
        fact(Subject::Revision, date(2025, 1, 1), date(2025, 8, 4)),
        Fact { offer: "ANNEXE-D".into(), ..fact(Subject::Invoice, date(2025, 1, 1), date(2025, 9, 1)) },
    ];
    let known = Known { facts, recorded: vec![] };
    let all = of(&known, year(2025), date(2025, 12, 1));
    assert_eq!(dues(&all, Subject::Census), [(date(2025, 12, 31), DeadlineState::Done)]);
    assert_eq!(dues(&all, Subject::Revision), [(date(2025, 6, 30), DeadlineState::Done)]);
    assert!(all.iter().find(|one| one.subject == Subject::Revision).unwrap().is_late());
    // The invoice of another offer proves nothing of the core.
    assert_eq!(dues(&all, Subject::Invoice), [(date(2025, 12, 31), DeadlineState::Coming)]);
    // The first revision is that of 2023 (R1.2), and nothing is due after the term (R3.12).
    assert_eq!(dues(&of(&known, year(2022), date(2025, 12, 1)), Subject::Revision), []);
    assert_eq!(of(&known, year(2027), date(2025, 12, 1)), []);
}

#[test]
fn restore_tests_are_due_by_periods_from_the_first_day() {
    let known = Known {
        facts: vec![fact(Subject::RestoreTest, date(2025, 5, 20), date(2025, 5, 20))],
        recorded: vec![],
    };
    let all = of(&known, year(2025), date(2025, 8, 1));
    assert_eq!(
        dues(&all, Subject::RestoreTest),
        [
            (date(2025, 3, 31), DeadlineState::Overdue),
            (date(2025, 6, 30), DeadlineState::Done),
            (date(2025, 9, 30), DeadlineState::Coming),
            (date(2025, 12, 31), DeadlineState::Coming),
        ]
    );
}

/// R6.5: a certificate must be there from the first day; the next one is due when it ends, with a reminder 60 days before.
#[test]
fn a_certificate_answers_one_day_and_begins_the_next() {
    let today = date(2026, 11, 2);
    let none = of(&Known::default(), Window::around(today), today);
    assert_eq!(dues(&none, Subject::Insurance), [(date(2022, 1, 1), DeadlineState::Overdue)]);
    let first = recorded("9.1", date(2022, 1, 1), Some(date(2025, 12, 31)));
    let second = recorded("9.1", date(2025, 12, 31), Some(date(2026, 12, 31)));
    let known = Known { facts: vec![], recorded: vec![first, second] };
    let all = of(&known, Window::around(today), today);
    assert_eq!(
        dues(&all, Subject::Insurance),
        [(date(2025, 12, 31), DeadlineState::Done), (date(2026, 12, 31), DeadlineState::Coming)]
    );
    let next = all.iter().find(|one| one.subject == Subject::Insurance && one.proof.is_none()).unwrap();
    assert_eq!(next.reminders[0].on, date(2026, 11, 1));
    assert_eq!(due_reminder(next, today).unwrap().name, "before");
    assert_eq!(due_reminder(next, date(2026, 10, 31)), None);
}

/// R6.5: a certificate of the provider proves the deadline of every agreement, without anybody recording it again.
#[test]
fn certificates_of_insurance_follow_one_another() {
    let certificate = |id: &str, valid_from, valid_until| Certificate {
        id: id.into(),
        insurer: "Mutuelle".into(),
        policy: "P".into(),
        covers: "Responsabilité civile".into(),
        valid_from,
        valid_until,
        file: None,
        recorded_by: "Agent".into(),
        recorded_at: Timestamp::UNIX_EPOCH,
        withdrawn_at: None,
        withdrawn_by: String::new(),
        withdrawn_reason: String::new(),
    };
    let certificates = [
        certificate("c1", date(2022, 1, 1), date(2024, 12, 31)),
        certificate("c2", date(2025, 1, 1), date(2025, 12, 31)),
    ];
    let (id, document, today) = (BeneficiaryId::from("b1"), document(), date(2025, 11, 2));
    let holder = Holder { id: &id, name: "Pôle", document: &document, certificates: &certificates };
    let all = deadlines(holder, &Known::default(), Window::around(today), today);
    assert_eq!(
        dues(&all, Subject::Insurance),
        [(date(2024, 12, 31), DeadlineState::Done), (date(2025, 12, 31), DeadlineState::Coming)]
    );
    let done = all.iter().find(|one| one.subject == Subject::Insurance).unwrap();
    assert_eq!(done.proof.as_ref().unwrap().href, "/insurance/c2");
    let none =
        deadlines(Holder { certificates: &[], ..holder }, &Known::default(), Window::around(today), today);
    assert_eq!(dues(&none, Subject::Insurance), [(date(2022, 1, 1), DeadlineState::Overdue)]);
}

#[test]
fn what_is_owed_once_ends_with_its_proof() {
    let today = date(2025, 1, 1);
    let open = of(&Known::default(), Window::around(today), today);
    assert!(open.iter().any(|one| one.obligation == "6.1" && one.due == date(2022, 1, 1)));
    let known = Known { facts: vec![], recorded: vec![recorded("6.1", date(2022, 1, 1), None)] };
    let done = of(&known, Window::of(date(2022, 1, 1)), today);
    let own: Vec<_> = done.iter().filter(|one| one.obligation == "6.1").collect();
    assert_eq!(own.iter().map(|one| one.state).collect::<Vec<_>>(), [DeadlineState::Done]);
    assert!(!of(&known, Window::around(today), today).iter().any(|one| one.obligation == "6.1"));
}

#[test]
fn periods_follow_one_another_without_losing_a_day() {
    let mut document = document();
    document.obligations.iter_mut().find(|one| one.code == "3.5").unwrap().every_months = Some(3);
    let proved = [date(2022, 3, 31), date(2022, 6, 30), date(2022, 9, 30)];
    let recorded = proved.iter().map(|due| recorded("3.5", *due, None)).collect();
    let known = Known { facts: vec![], recorded };
    let id = BeneficiaryId::from("b1");
    let holder = Holder { id: &id, name: "Pôle", document: &document, certificates: &[] };
    let all = deadlines(holder, &known, year(2022), date(2022, 11, 1));
    let last = all.iter().rfind(|one| one.obligation == "3.5").unwrap();
    assert_eq!((last.due, last.state), (date(2022, 12, 31), DeadlineState::Coming));
}

/// R3.8 to R3.12: six months' notice before the end of 2026, warnings at 12, 9 and 6 months.
#[test]
fn the_term_and_the_last_useful_notice_are_told() {
    let all = of(&Known::default(), year(2026), date(2026, 4, 10));
    assert_eq!(dues(&all, Subject::Term), [(date(2026, 12, 31), DeadlineState::Coming)]);
    assert_eq!(dues(&all, Subject::Notice), [(date(2026, 6, 30), DeadlineState::Coming)]);
    let term = all.iter().find(|one| one.subject == Subject::Term).unwrap();
    let warned: Vec<Date> = term.reminders.iter().map(|moment| moment.on).collect();
    assert_eq!(warned, [date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)]);
    assert_eq!(due_reminder(term, date(2026, 4, 10)).unwrap().name, "months-9");
    assert_eq!(due_reminder(term, date(2026, 6, 30)).unwrap().name, "months-6");
    assert_eq!(due_reminder(term, date(2026, 5, 20)), None, "too long ago");
    let later = of(&Known::default(), year(2026), date(2026, 7, 1));
    assert_eq!(dues(&later, Subject::Notice), [(date(2026, 6, 30), DeadlineState::Past)]);
}

#[test]
fn a_quarter_is_three_months() {
    let quarter = Window::quarter("2026-Q4").unwrap();
    assert_eq!((quarter.from, quarter.to), (date(2026, 10, 1), date(2026, 12, 31)));
    for wrong in ["2026-Q5", "2026-Q0", "2026", "x-Q1", "99999-Q1"] {
        assert_eq!(Window::quarter(wrong), None, "{wrong}");
    }
}

#[test]
fn a_state_explains_itself() {
    let all = of(&Known::default(), year(2025), date(2025, 2, 10));
    let slot = all.iter().find(|one| one.subject == Subject::Steering).unwrap();
    let explained = explained(slot, date(2025, 2, 10), true);
    assert_eq!(explained.value, DeadlineState::Overdue);
    assert_eq!((explained.explanation.rule.code.as_str(), explained.explanation.steps.len()), ("R0.7", 3));
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever the day and the window: every deadline is within it or an open proof of before, once, and its state fits its day.
        #[test]
        fn deadlines_are_within_their_window_each_once(days in 0i32..2_000, span in 1i64..700) {
            let today = date(2022, 1, 1).saturating_add(jiff::Span::new().days(days));
            let to = today.saturating_add(jiff::Span::new().days(span));
            let all = of(&Known::default(), Window { from: today, to, has_arrears: false }, today);
            prop_assert!(all.iter().all(|one| one.due >= today && one.due <= to));
            prop_assert!(all.iter().all(|one| one.state == DeadlineState::Coming));
            let mut keys: Vec<_> = all.iter().map(|one| (one.obligation.clone(), one.due)).collect();
            let count = keys.len();
            keys.dedup();
            prop_assert_eq!(keys.len(), count);
        }
    }
}
