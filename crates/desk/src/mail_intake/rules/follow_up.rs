//! Answers to tickets: by token, or by tag from somebody who takes part.

use super::super::{Facts, Named, Parsed, Reason, Sender, Standing, Verdict, folding};
use kernel::folded_words;

/// An answer with the token made for this ticket and for its sender: only so does a mail speak for the provider's
/// staff.
pub(super) fn by_token(mail: &Parsed, facts: &Facts) -> Option<Verdict> {
    let named = facts.named.iter().find(|named| named.is_genuine)?;
    let sender = facts.sender.as_ref()?;
    Some(follow(mail, named, sender, true))
}

/// An answer that only names its ticket. The sender must take part in it and be of the beneficiary; the provider's
/// staff needs a token, and a stranger opens a ticket of one's own instead.
pub(super) fn by_tag(mail: &Parsed, facts: &Facts) -> Option<Verdict> {
    let sender = facts.sender.as_ref()?;
    let beneficiary = sender.beneficiary.as_ref()?;
    let takes_part = |named: &&Named| named.is_participant && named.key.beneficiary == *beneficiary;
    facts.named.iter().find(takes_part).map(|named| follow(mail, named, sender, false))
}

fn follow(mail: &Parsed, named: &Named, sender: &Sender, is_proven: bool) -> Verdict {
    let (key, person) = (named.key.clone(), sender.person.clone());
    let own = sender.beneficiary.as_ref().filter(|own| **own == key.beneficiary);
    match (named.standing, own) {
        (Standing::Over, Some(own)) => {
            Verdict::Open { beneficiary: own.clone(), requester: person, follows: Some(key) }
        }
        (Standing::Over, None) => Verdict::Quarantine(Reason::Over),
        // A token of another beneficiary's ticket cannot have been sent to this person.
        (_, None) if sender.beneficiary.is_some() => Verdict::Quarantine(Reason::Stranger),
        (standing, own) => {
            let reopens = standing == Standing::MayReopen && own.is_some() && !is_only_thanks(&mail.text);
            Verdict::Follow { key, person, is_proven, reopens }
        }
    }
}

/// Whether an answer only thanks: it is kept, and the ticket stays resolved.
pub fn is_only_thanks(text: &str) -> bool {
    let said = folding::fold(text).said;
    let words = folded_words(&said);
    let thanks = words.iter().any(|word| ["merci", "mercis", "thanks", "thank"].contains(&word.as_str()));
    let doubt = ["mais", "but", "encore", "toujours", "still", "pas", "not", "probleme", "problem"];
    thanks
        && words.len() <= 12
        && !said.contains('?')
        && !words.iter().any(|word| doubt.contains(&word.as_str()))
}
