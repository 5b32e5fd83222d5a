//! Who says to write: nobody, the provider's staff without proof, somebody of a beneficiary.

use super::super::{Facts, Parsed, Reason, Verdict};

/// A mail without a sender cannot be answered.
pub(super) fn none(mail: &Parsed, _: &Facts) -> Option<Verdict> {
    mail.from.address.is_empty().then_some(Verdict::Quarantine(Reason::NoSender))
}

/// Somebody of a beneficiary opens a ticket there. A From line that names the provider's staff gives no right: a
/// person decides.
pub(super) fn known(_: &Parsed, facts: &Facts) -> Option<Verdict> {
    let sender = facts.sender.as_ref()?;
    let Some(beneficiary) = sender.beneficiary.clone() else {
        return Some(Verdict::Quarantine(Reason::UnprovenStaff));
    };
    Some(Verdict::Open { beneficiary, requester: sender.person.clone(), follows: None })
}
