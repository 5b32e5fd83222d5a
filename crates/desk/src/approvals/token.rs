//! The link by which one person answers for one seat, until a day; it opens nothing else.

use super::SeatId;
use jiff::{SignedDuration, Timestamp};
use kernel::id::{BeneficiaryId, PersonId};
use platform::Secrets;

/// Purpose of the signature.
const PURPOSE: &str = "approval";

/// Days during which a link answers. A reminder brings a new one.
pub const DAYS: i64 = 14;

/// What a genuine link allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Whose request.
    pub beneficiary: BeneficiaryId,
    /// Which seat.
    pub seat: SeatId,
    /// Who answers: the person asked, or the delegate.
    pub person: PersonId,
    /// Until when.
    pub until: Timestamp,
}

impl Claim {
    /// A claim that lasts [`DAYS`].
    pub fn new(beneficiary: &BeneficiaryId, seat: &SeatId, person: &PersonId, now: Timestamp) -> Self {
        let until = now + SignedDuration::from_hours(24 * DAYS);
        Self { beneficiary: beneficiary.clone(), seat: seat.clone(), person: person.clone(), until }
    }
}

/// The text of a claim with its signature.
pub fn make(secrets: &Secrets, claim: &Claim) -> String {
    let Claim { beneficiary, seat, person, until } = claim;
    let text = format!("{beneficiary}.{seat}.{person}.{}", until.as_second());
    let signature = secrets.sign(PURPOSE, text.as_bytes());
    format!("{text}.{signature}")
}

/// The claim of a genuine token, in time or not; nothing for any other text.
pub fn read(secrets: &Secrets, token: &str) -> Option<Claim> {
    let (text, signature) = token.rsplit_once('.')?;
    if !secrets.verify(PURPOSE, text.as_bytes(), signature) {
        return None;
    }
    let mut parts = text.split('.');
    let (beneficiary, seat, person) = (parts.next()?, parts.next()?, parts.next()?);
    let until = Timestamp::from_second(parts.next()?.parse().ok()?).ok()?;
    Some(Claim {
        beneficiary: beneficiary.into(),
        seat: seat.to_owned().into(),
        person: person.into(),
        until,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_link_answers_for_one_person_one_seat_until_a_day() {
        let secrets = Secrets::of_bytes([7; 32]);
        let now = Timestamp::from_second(1_773_000_000).unwrap();
        let claim = Claim::new(&"b1".into(), &"s1".to_owned().into(), &"rose".into(), now);
        assert_eq!(claim.until, now + SignedDuration::from_hours(24 * 14));
        let token = make(&secrets, &claim);
        assert_eq!(read(&secrets, &token), Some(claim));
        let later = token.replace(".1774", ".1884");
        for other in
            [token.replace("b1", "b2"), token.replace("s1", "s2"), token.replace("rose", "ada"), later]
        {
            assert_ne!(other, token);
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
