//! What an answer of the portal means, and when it is asked again. All pure.

use super::{
    Deposit, DepositState,
    client::{Fault, Flow, Found, Report},
};
use crate::invoices::EventKind;
use jiff::{SignedDuration, Timestamp};
use platform::retry::wait_after;

/// How long whoever took a deposit may take to hand it over; then somebody else may look.
pub const LEASE: SignedDuration = SignedDuration::from_mins(10);

/// How long a deposit is tried while the portal cannot be reached.
const TRIED_FOR: SignedDuration = SignedDuration::from_hours(5 * 24);

/// How long the portal is given to show an invoice whose answer was lost, before it is handed over again: its nightly round included.
const SHOWN_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// How often an accepted invoice is asked about.
const FOLLOWED: SignedDuration = SignedDuration::from_hours(24);

/// Longest reason kept, in characters.
const REASON: usize = 1000;

/// What becomes of a deposit, and what happens to its invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The deposit from now on.
    pub deposit: Deposit,
    /// What happened to the invoice: an event and its reason.
    pub event: Option<(EventKind, String)>,
}

impl Next {
    fn only(deposit: Deposit) -> Self {
        Self { deposit, event: None }
    }
}

/// Somebody takes a deposit to hand it over: from here on nobody knows whether the portal has it, until it says so.
pub fn taken(mut deposit: Deposit, now: Timestamp) -> Deposit {
    deposit.state = DepositState::Uncertain;
    deposit.sent_at = Some(now);
    deposit.next_at = Some(now + LEASE);
    deposit
}

/// After it was handed over.
pub fn handed_over(mut deposit: Deposit, answer: Result<Flow, Fault>, now: Timestamp) -> Next {
    match answer {
        Ok(flow) => Next::only(received(deposit, &flow.number, now)),
        Err(Fault::Refused(why)) => refused(deposit, &why, now),
        Err(Fault::NotSent(why)) => {
            deposit.state = DepositState::Waiting;
            Next::only(later(deposit, &why, now))
        }
        Err(Fault::Unknown(why)) => Next::only(later(deposit, &why, now)),
    }
}

fn received(mut deposit: Deposit, number: &str, now: Timestamp) -> Deposit {
    deposit.state = DepositState::Received;
    number.clone_into(&mut deposit.flow_number);
    deposit.attempts = 0;
    deposit.reason.clear();
    deposit.next_at = Some(now + wait_after(0));
    deposit
}

fn refused(mut deposit: Deposit, why: &str, now: Timestamp) -> Next {
    deposit.state = DepositState::Refused;
    deposit.reason = shortened(why);
    (deposit.next_at, deposit.ended_at) = (None, Some(now));
    let why = deposit.reason.clone();
    Next { deposit, event: Some((EventKind::Rejected, why)) }
}

/// Tried again later; one that was never received is given up after five days.
fn later(mut deposit: Deposit, why: &str, now: Timestamp) -> Deposit {
    deposit.attempts += 1;
    deposit.reason = shortened(why);
    let is_over = now.duration_since(deposit.asked_at) >= TRIED_FOR;
    if is_over && deposit.state == DepositState::Waiting {
        deposit.state = DepositState::Abandoned;
        (deposit.next_at, deposit.ended_at) = (None, Some(now));
    } else {
        deposit.next_at = Some(now + wait_after(deposit.attempts));
    }
    deposit
}

fn shortened(why: &str) -> String {
    why.chars().filter(|c| !c.is_control() || *c == '\n').take(REASON).collect()
}

/// After the portal was asked whether it has an invoice whose answer was lost: found, it has it; still unknown after a day, it was lost
/// on the way and is handed over again.
pub fn sought(mut deposit: Deposit, answer: Result<Option<Found>, Fault>, now: Timestamp) -> Next {
    match answer {
        Ok(Some(found)) => Next::only(received(deposit, &found.flow_number, now)),
        Ok(None) => {
            let sent = deposit.sent_at.unwrap_or(deposit.asked_at);
            if now.duration_since(sent) >= SHOWN_AFTER {
                deposit.state = DepositState::Waiting;
                deposit.attempts = 0;
                deposit.next_at = Some(now);
                return Next::only(deposit);
            }
            let why = deposit.reason.clone();
            Next::only(later(deposit, &why, now))
        }
        Err(fault) => Next::only(later(deposit, fault.why(), now)),
    }
}

/// After the portal was asked what became of a flow.
pub fn reported(mut deposit: Deposit, answer: Result<Report, Fault>, now: Timestamp) -> Next {
    let report = match answer {
        Ok(report) => report,
        Err(fault) => return Next::only(later(deposit, fault.why(), now)),
    };
    deposit.portal_state.clone_from(&report.state);
    match report.outcome() {
        Some(true) => {
            deposit.state = DepositState::Integrated;
            deposit.reason.clear();
            (deposit.attempts, deposit.ended_at) = (0, Some(now));
            deposit.next_at = Some(now + FOLLOWED);
            Next { event: Some((EventKind::Deposited, String::new())), deposit }
        }
        Some(false) => {
            let why = if report.errors.is_empty() { report.state.clone() } else { report.errors.join("\n") };
            refused(deposit, &why, now)
        }
        None => {
            deposit.attempts += 1;
            deposit.reason.clear();
            deposit.next_at = Some(now + wait_after(deposit.attempts));
            Next::only(deposit)
        }
    }
}

/// After the portal was asked what its recipient did with an accepted invoice.
pub fn followed(
    mut deposit: Deposit,
    last: EventKind,
    answer: Result<Option<Found>, Fault>,
    now: Timestamp,
) -> Next {
    let found = match answer {
        Ok(found) => found,
        Err(fault) => return Next::only(later(deposit, fault.why(), now)),
    };
    deposit.attempts = 0;
    deposit.reason.clear();
    let is_over = matches!(last, EventKind::Paid | EventKind::CancelledByCreditNote);
    deposit.next_at = (!is_over).then_some(now + FOLLOWED);
    let Some(found) = found else { return Next::only(deposit) };
    let is_news = found.state != deposit.portal_state;
    deposit.portal_state.clone_from(&found.state);
    let kind = match found.state.as_str() {
        "REJETEE" => EventKind::Rejected,
        "SUSPENDUE" | "A_RECYCLER" => EventKind::Suspended,
        _ => return Next::only(deposit),
    };
    if kind == EventKind::Rejected {
        return refused(deposit, &found.state, now);
    }
    Next { event: is_news.then_some((kind, found.state)), deposit }
}

#[cfg(test)]
mod tests;
