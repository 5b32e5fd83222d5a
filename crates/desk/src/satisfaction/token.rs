//! The link by which one requester answers about one ticket, and nothing else.

use crate::tickets::TicketKey;
use kernel::id::PersonId;
use platform::Secrets;

/// Purpose of the signature.
const PURPOSE: &str = "satisfaction";

/// A token: whose ticket, which one, who may answer, and the signature of all three.
pub fn make(secrets: &Secrets, ticket: &TicketKey, requester: &PersonId) -> String {
    let claim = format!("{}.{}.{requester}", ticket.beneficiary, ticket.id);
    let signature = secrets.sign(PURPOSE, claim.as_bytes());
    format!("{claim}.{signature}")
}

/// What a genuine token allows; nothing for any other text.
pub fn read(secrets: &Secrets, token: &str) -> Option<(TicketKey, PersonId)> {
    let (claim, signature) = token.rsplit_once('.')?;
    if !secrets.verify(PURPOSE, claim.as_bytes(), signature) {
        return None;
    }
    let mut parts = claim.split('.');
    let (beneficiary, id, person) = (parts.next()?, parts.next()?, parts.next()?);
    let ticket = TicketKey { beneficiary: beneficiary.into(), id: id.to_owned().into() };
    Some((ticket, PersonId::from(person)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_token_allows_one_person_one_ticket() {
        let secrets = Secrets::of_bytes([7; 32]);
        let key = TicketKey { beneficiary: "b1".into(), id: "t1".to_owned().into() };
        let token = make(&secrets, &key, &"rose".into());
        assert_eq!(read(&secrets, &token), Some((key, "rose".into())));
        for other in [token.replace("b1", "b2"), token.replace("t1", "t2"), token.replace("rose", "ada")] {
            assert_eq!(read(&secrets, &other), None, "{other}");
        }
        assert_eq!(read(&Secrets::of_bytes([8; 32]), &token), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(text in ".{0,80}") {
            prop_assert_eq!(read(&Secrets::of_bytes([7; 32]), &text), None);
        }
    }
}
