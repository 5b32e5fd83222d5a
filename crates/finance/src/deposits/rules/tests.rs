//! What becomes of a deposit after each answer of the portal, and after none.

use super::*;
use platform::Digest;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn deposit(state: DepositState) -> Deposit {
    Deposit {
        beneficiary: "b".into(),
        id: "d".to_owned().into(),
        invoice: "i".to_owned().into(),
        digest: Digest::of(b"x"),
        file_name: "FA-B-2026-0001.pdf".into(),
        state,
        flow_number: String::new(),
        portal_state: String::new(),
        reason: String::new(),
        attempts: 0,
        next_at: Some(at("2026-03-11T09:00:00Z")),
        sent_at: None,
        asked_at: at("2026-03-11T09:00:00Z"),
        asked_by: "F".into(),
        ended_at: None,
    }
}

fn report(state: &str, errors: &[&str]) -> Report {
    Report { state: state.into(), errors: errors.iter().map(|e| (*e).to_owned()).collect() }
}

#[test]
fn what_was_not_sent_is_sent_again_and_given_up_after_five_days() {
    let mut now = at("2026-03-11T09:00:00Z");
    let mut one = deposit(DepositState::Waiting);
    let mut tries = 0;
    while one.state != DepositState::Abandoned {
        one = taken(one, now);
        assert_eq!(one.state, DepositState::Uncertain, "written before it is sent");
        one = handed_over(one, Err(Fault::NotSent("no connection".into())), now).deposit;
        now = one.next_at.unwrap_or(now);
        tries += 1;
    }
    // At 0, 1, 6, 21 and 81 minutes, then every four hours until five days have passed.
    assert_eq!((tries, one.reason.as_str()), (35, "no connection"));
    assert!(now.duration_since(one.asked_at).as_hours() >= 120);
}

#[test]
fn a_lost_answer_is_sought_for_a_day_before_anything_is_sent_again() {
    let sent = at("2026-03-11T09:00:00Z");
    let one =
        handed_over(taken(deposit(DepositState::Waiting), sent), Err(Fault::Unknown("504".into())), sent)
            .deposit;
    assert_eq!(one.state, DepositState::Uncertain);
    let hour = sent + SignedDuration::from_hours(1);
    let still = sought(one.clone(), Ok(None), hour).deposit;
    assert_eq!((still.state, still.reason.as_str()), (DepositState::Uncertain, "504"));
    let found = Found { flow_number: "CPP1".into(), state: "MISE_A_DISPOSITION".into() };
    let there = sought(one.clone(), Ok(Some(found)), hour).deposit;
    assert_eq!((there.state, there.flow_number.as_str()), (DepositState::Received, "CPP1"));
    let again = sought(one, Ok(None), sent + SHOWN_AFTER).deposit;
    assert_eq!(again.state, DepositState::Waiting);
}

#[test]
fn the_invoice_moves_as_the_portal_says() {
    let now = at("2026-03-11T10:00:00Z");
    let one = deposit(DepositState::Received);
    let pending =
        reported(one.clone(), Ok(report("IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP", &[])), now);
    assert_eq!((pending.deposit.state, pending.event), (DepositState::Received, None));
    let good = reported(one.clone(), Ok(report("IN_INTEGRE", &[])), now);
    assert_eq!(good.event, Some((EventKind::Deposited, String::new())));
    assert_eq!(good.deposit.state, DepositState::Integrated);
    let bad = reported(one.clone(), Ok(report("IN_REJETE", &["Le service est inconnu"])), now);
    assert_eq!(bad.event, Some((EventKind::Rejected, "Le service est inconnu".into())));
    assert_eq!((bad.deposit.state, bad.deposit.next_at), (DepositState::Refused, None));
    let away = reported(one, Err(Fault::NotSent("away".into())), now);
    assert_eq!(
        (away.deposit.state, away.event),
        (DepositState::Received, None),
        "asked again, never given up"
    );
}

#[test]
fn an_accepted_invoice_is_followed_until_it_is_over() {
    let now = at("2026-03-12T10:00:00Z");
    let one = deposit(DepositState::Integrated);
    let found = |state: &str| Ok(Some(Found { flow_number: "CPP1".into(), state: state.into() }));
    let next = followed(one.clone(), EventKind::Deposited, found("MANDATEE"), now);
    assert_eq!((next.deposit.portal_state.as_str(), next.event), ("MANDATEE", None));
    let held = followed(one.clone(), EventKind::Deposited, found("SUSPENDUE"), now);
    assert_eq!(held.event, Some((EventKind::Suspended, "SUSPENDUE".into())));
    assert_eq!(
        followed(held.deposit, EventKind::Suspended, found("SUSPENDUE"), now).event,
        None,
        "said once"
    );
    let bad = followed(one.clone(), EventKind::Deposited, found("REJETEE"), now);
    assert_eq!(bad.event, Some((EventKind::Rejected, "REJETEE".into())));
    let over = followed(one, EventKind::Paid, found("MISE_EN_PAIEMENT"), now);
    assert_eq!(over.deposit.next_at, None);
}
