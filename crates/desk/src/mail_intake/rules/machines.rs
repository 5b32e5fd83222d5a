//! Mails that no person wrote: our own, reports, loops, answering machines, lists, programs, sign-in codes.

use super::super::{Facts, Parsed, Reason, Verdict};
use kernel::fold;

/// Servers a mail passes through before it is taken for a loop; RFC 5321 advises at least 100 for a server, ordinary
/// mail passes fewer than 15.
const MOST_HOPS: usize = 50;

/// Mails with one sender and subject within an hour before the next is taken for a loop.
const MOST_ALIKE: i64 = 10;

/// Our own mail, come back by forwarding or by a mailbox that writes to itself.
pub(super) fn own(_: &Parsed, facts: &Facts) -> Option<Verdict> {
    facts.is_own.then_some(Verdict::Ignore(Reason::Own))
}

/// A report of delivery: the mail it is about is marked, no ticket is made of it.
pub(super) fn bounce(mail: &Parsed, _: &Facts) -> Option<Verdict> {
    let is_null = mail.return_path.as_deref() == Some("") && is_postmaster(&mail.from.address);
    (mail.bounce.is_some() || is_null).then_some(Verdict::Ignore(Reason::Bounce))
}

fn is_postmaster(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    local.is_empty() || ["mailer-daemon", "postmaster"].contains(&local)
}

/// A mail that circles: between servers, or between us and a program that says nothing about itself.
pub(super) fn circling(mail: &Parsed, facts: &Facts) -> Option<Verdict> {
    (mail.hops > MOST_HOPS || facts.alike >= MOST_ALIKE).then_some(Verdict::Quarantine(Reason::Loop))
}

/// An answering machine (RFC 3834), by its headers or by how absences are usually announced.
pub(super) fn auto_reply(mail: &Parsed, _: &Facts) -> Option<Verdict> {
    let says_so = mail.auto_submitted.starts_with("auto-replied") || mail.precedence == "auto_reply";
    let subject = fold(&mail.subject);
    let is_absence = ABSENCES.iter().any(|words| subject.starts_with(words));
    let is_marked = mail.has_auto_mark && !mail.references.is_empty() && mail.auto_submitted != "no";
    (says_so || is_absence || is_marked).then_some(Verdict::Ignore(Reason::AutoReply))
}

const ABSENCES: [&str; 8] = [
    "out of office",
    "automatic reply",
    "auto reply",
    "autoreply",
    "reponse automatique",
    "absence du bureau",
    "message d absence",
    "absent du bureau",
];

/// A mail sent to a list: a person may still want it.
pub(super) fn list(mail: &Parsed, _: &Facts) -> Option<Verdict> {
    let is_bulk = ["list", "bulk", "junk"].contains(&mail.precedence.as_str());
    (mail.is_list || is_bulk).then_some(Verdict::Quarantine(Reason::List))
}

/// A mail a program wrote by itself: a person may still want it.
pub(super) fn automatic(mail: &Parsed, _: &Facts) -> Option<Verdict> {
    let is_plain = mail.auto_submitted.is_empty() || mail.auto_submitted.starts_with("no");
    let is_null = mail.return_path.as_deref() == Some("");
    (!is_plain || is_null).then_some(Verdict::Quarantine(Reason::Automatic))
}

/// A code or a link for signing in elsewhere with an address of the desk: whoever made another service send it must
/// never read it in a ticket.
pub(super) fn verification(mail: &Parsed, facts: &Facts) -> Option<Verdict> {
    let local = fold(mail.from.address.split('@').next().unwrap_or_default());
    let is_no_reply = NO_REPLY.iter().any(|words| local.contains(words));
    let subject = fold(&mail.subject);
    let is_code = facts.sender.is_none() && CODES.iter().any(|words| subject.contains(words));
    (is_no_reply || is_code).then_some(Verdict::Quarantine(Reason::Verification))
}

const NO_REPLY: [&str; 7] =
    ["no reply", "noreply", "do not reply", "donotreply", "ne pas repondre", "nepasrepondre", "notification"];

const CODES: [&str; 14] = [
    "verification",
    "verify",
    "confirm your",
    "confirmez votre",
    "confirmer votre",
    "security code",
    "code de securite",
    "sign in code",
    "code de connexion",
    "one time",
    "usage unique",
    "reset your password",
    "reinitialis",
    "activate your",
];
