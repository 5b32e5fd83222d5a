//! The chain of filters. Each has one concern and answers or passes; the first answer decides.

mod follow_up;
mod machines;
mod sender;
#[cfg(test)]
mod tests;

pub use follow_up::is_only_thanks;

use super::{Facts, Parsed, Reason, Verdict};

/// A filter: its answer, or nothing when the mail is none of its concern.
pub type Filter = fn(&Parsed, &Facts) -> Option<Verdict>;

/// The filters in their order, each with its name in the documentation.
pub const CHAIN: [(&str, Filter); 11] = [
    ("own", machines::own),
    ("bounce", machines::bounce),
    ("loop", machines::circling),
    ("auto_reply", machines::auto_reply),
    ("list", machines::list),
    ("automatic", machines::automatic),
    ("no_sender", sender::none),
    ("verification", machines::verification),
    ("follow_up", follow_up::by_token),
    ("tag", follow_up::by_tag),
    ("known_sender", sender::known),
];

/// What becomes of a mail. Whoever nobody knows waits in the quarantine.
pub fn judge(mail: &Parsed, facts: &Facts) -> Verdict {
    CHAIN
        .iter()
        .find_map(|(_, filter)| filter(mail, facts))
        .unwrap_or(Verdict::Quarantine(Reason::UnknownSender))
}
