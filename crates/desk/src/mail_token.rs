//! The signed token by which an answer finds its ticket again: in the Message-ID of what we send and in its
//! Reply-To address.
//!
//! The token is bound to one ticket **and** to the address it was sent to. It is worth nothing in the hands of
//! somebody else, and an address without its token is worth nothing either: a From line is only typed text.

use crate::tickets::TicketKey;
use platform::{Digest, Secrets};

/// Purpose of the signature.
const PURPOSE: &str = "mail";

/// Characters of a seal: 96 bits, in letters that no mail server changes.
const SEAL: usize = 24;

/// The line above which people are asked to answer. Everything below it is history.
pub const REPLY_LINE: &str = "--- Répondez au-dessus de cette ligne / Reply above this line ---";

/// Header by which an instance knows its own mail again; its value is [`mark`].
pub const MARK_HEADER: &str = "X-Socle-Mail";

/// What a token claims, before anybody has checked it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Claim {
    /// Reference of a ticket, such as `VAL-123`.
    pub reference: String,
    seal: String,
}

/// The token of one ticket for one recipient, in small letters, digits and hyphens: `val-123-` and its seal.
pub fn make(secrets: &Secrets, key: &TicketKey, reference: &str, recipient: &str) -> String {
    format!("{}-{}", reference.to_lowercase(), seal(secrets, key, recipient))
}

/// Reads a token. The claim says which ticket to look up; only [`is_genuine`] proves it.
pub fn read(token: &str) -> Option<Claim> {
    let (reference, seal) = token.rsplit_once('-')?;
    let (code, number) = reference.split_once('-')?;
    let is_seal = seal.len() == SEAL && seal.bytes().all(|b| b.is_ascii_hexdigit());
    let is_code = (1..=20).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_number = (1..=12).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    (is_seal && is_code && is_number)
        .then(|| Claim { reference: reference.to_uppercase(), seal: seal.to_lowercase() })
}

/// Whether this instance made the token for this ticket and for who answers with it.
pub fn is_genuine(secrets: &Secrets, claim: &Claim, key: &TicketKey, sender: &str) -> bool {
    // Digests are compared, so the time it takes says nothing about the seal.
    Digest::of(claim.seal.as_bytes()) == Digest::of(seal(secrets, key, sender).as_bytes())
}

/// `<TOKEN.UNIQUE@DOMAIN>`: a Message-ID that an answer quotes in In-Reply-To and References. `unique` tells the
/// mails of one ticket to one person apart and stays the same when a mail is sent again.
pub fn message_id(token: &str, unique: &str, domain: &str) -> String {
    format!("<{token}.{unique}@{domain}>")
}

/// `desk+TOKEN@example.org` for a desk at `desk@example.org`.
pub fn reply_to(desk: &str, token: &str) -> String {
    match desk.split_once('@') {
        Some((local, domain)) => format!("{local}+{token}@{domain}"),
        None => desk.to_owned(),
    }
}

/// The claim within a Message-ID or an address made by [`message_id`] or [`reply_to`].
pub fn found_in(text: &str) -> Option<Claim> {
    let text = text.trim().trim_start_matches('<');
    let (local, _) = text.split_once('@')?;
    let token = local.rsplit_once('+').map_or(local, |(_, token)| token);
    read(token.split_once('.').map_or(token, |(token, _)| token))
}

/// What [`MARK_HEADER`] carries: proof that this instance wrote the mail with this Message-ID.
pub fn mark(secrets: &Secrets, message_id: &str) -> String {
    secrets.sign(PURPOSE, &marked(message_id))
}

/// Whether this instance wrote the mail.
pub fn is_own(secrets: &Secrets, message_id: &str, mark: &str) -> bool {
    secrets.verify(PURPOSE, &marked(message_id), mark.trim())
}

/// The bytes signed: the same with and without angle brackets.
fn marked(message_id: &str) -> Vec<u8> {
    written(&["mark", message_id.trim().trim_matches(['<', '>'])])
}

fn seal(secrets: &Secrets, key: &TicketKey, address: &str) -> String {
    let address = people::persons::rules::fold_email(address);
    let parts = ["token", key.beneficiary.as_str(), key.id.as_str(), &address];
    let signature = secrets.sign(PURPOSE, &written(&parts));
    // Mail servers may change the case of a local part: hexadecimal digits survive it.
    Digest::of(signature.as_bytes()).as_str().chars().take(SEAL).collect()
}

/// Parts with their lengths, so that no two lists of parts are written alike.
fn written(parts: &[&str]) -> Vec<u8> {
    let lengths = parts.iter().map(|part| format!("{}:{part}", part.len()));
    lengths.collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(beneficiary: &str, id: &str) -> TicketKey {
        TicketKey { beneficiary: beneficiary.into(), id: id.to_owned().into() }
    }

    #[test]
    fn a_token_is_bound_to_its_ticket_and_its_recipient() {
        let secrets = Secrets::of_bytes([7; 32]);
        let (ours, other) = (key("b1", "t1"), key("b2", "t1"));
        let token = make(&secrets, &ours, "VAL-12", "Rose@Valmont.fr");
        for text in [
            message_id(&token, "0190-a", "hautevive.fr"),
            reply_to("desk@hautevive.fr", &token),
            reply_to("desk@hautevive.fr", &token).to_uppercase(),
        ] {
            let claim = found_in(&text).unwrap();
            assert_eq!(claim.reference, "VAL-12");
            assert!(is_genuine(&secrets, &claim, &ours, " rose@valmont.FR"), "{text}");
            assert!(!is_genuine(&secrets, &claim, &ours, "theo@hautevive.fr"), "another sender");
            assert!(!is_genuine(&secrets, &claim, &other, "rose@valmont.fr"), "another beneficiary");
            assert!(!is_genuine(&secrets, &claim, &key("b1", "t2"), "rose@valmont.fr"), "another ticket");
            assert!(!is_genuine(&Secrets::of_bytes([8; 32]), &claim, &ours, "rose@valmont.fr"));
        }
        let local = reply_to("assistance@hautevive.fr", &token);
        assert!(local.split_once('@').unwrap().0.len() <= 64, "a local part has at most 64 bytes: {local}");
    }

    #[test]
    fn a_mark_is_bound_to_its_message() {
        let secrets = Secrets::of_bytes([7; 32]);
        let own = mark(&secrets, "<a@b>");
        assert!(is_own(&secrets, "<a@b>", &own) && !is_own(&secrets, "<c@b>", &own));
        assert!(!is_own(&secrets, "<a@b>", ""));
    }

    #[test]
    fn other_texts_claim_nothing() {
        for text in [
            "",
            "@",
            "<a@b>",
            "val-12@b",
            "val-12-zz@b",
            "desk+val-12-@b",
            "val-x-0123456789abcdef01234567@b",
        ] {
            assert_eq!(found_in(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(text in ".{0,80}") {
            let _ = found_in(&text);
        }

        #[test]
        fn what_is_made_is_read(code in "[A-Z0-9]{1,10}", number in 1..1_000_000_000_u32, who in "[a-z]{1,9}@[a-z]{1,9}\\.fr") {
            let secrets = Secrets::of_bytes([7; 32]);
            let reference = format!("{code}-{number}");
            let token = make(&secrets, &key("b1", "t1"), &reference, &who);
            let claim = found_in(&reply_to("d@x.fr", &token)).unwrap();
            prop_assert_eq!(&claim.reference, &reference);
            prop_assert!(is_genuine(&secrets, &claim, &key("b1", "t1"), &who));
        }
    }
}
