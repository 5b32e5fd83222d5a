//! Decisions about certificates: where one stands, which proves a cover on a day. Pure.

use super::{Certificate, CertificateForm, Standing};
use jiff::civil::Date;
use platform::{
    Problems,
    typed::{day, needed, ordered, read},
};

/// Longest name in characters.
pub const NAME: usize = 200;
/// Longest text in characters.
pub const TEXT: usize = 2_000;
/// Days before the end from which a certificate is said to expire (R6.5).
pub const REMINDER_DAYS: i32 = 60;

/// Where a certificate stands on a day.
pub fn standing(one: &Certificate, on: Date) -> Standing {
    let soon = one.valid_until.saturating_sub(jiff::Span::new().days(REMINDER_DAYS));
    match one {
        _ if one.withdrawn_at.is_some() => Standing::Withdrawn,
        _ if on < one.valid_from => Standing::ToCome,
        _ if on > one.valid_until => Standing::Expired,
        _ if on >= soon => Standing::Expiring,
        _ => Standing::Valid,
    }
}

/// The certificate that proves the cover due on a day: the one that lasts longest among those that begin on the day after it at the
/// latest and go beyond it; otherwise the first that begins later, which leaves a gap. Nothing without one.
pub fn proving(certificates: &[Certificate], due: Date) -> Option<&Certificate> {
    let next = due.tomorrow().unwrap_or(due);
    let standing = certificates.iter().filter(|one| one.withdrawn_at.is_none() && one.valid_until > due);
    let (in_time, late): (Vec<_>, Vec<_>) = standing.partition(|one| one.valid_from <= next);
    let longest = in_time.into_iter().max_by_key(|one| (one.valid_until, one.id.as_str()));
    longest.or_else(|| late.into_iter().min_by_key(|one| (one.valid_from, one.id.as_str())))
}

/// Reads the form of a certificate: its first and last days.
pub fn certificate(form: &CertificateForm) -> Result<(Date, Date), Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "insurer", &form.insurer, NAME);
    needed(&mut problems, "policy", &form.policy, NAME);
    needed(&mut problems, "covers", &form.covers, TEXT);
    let from = day(&mut problems, "valid_from", &form.valid_from);
    let until = day(&mut problems, "valid_until", &form.valid_until);
    ordered(&mut problems, "valid_until", from, until);
    read(problems, from.zip(until))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use proptest::prelude::*;

    fn one(id: &str, valid_from: Date, valid_until: Date) -> Certificate {
        Certificate {
            id: id.into(),
            insurer: "Mutuelle".into(),
            policy: "P1".into(),
            covers: "Responsabilité civile".into(),
            valid_from,
            valid_until,
            file: None,
            recorded_by: String::new(),
            recorded_at: Timestamp::UNIX_EPOCH,
            withdrawn_at: None,
            withdrawn_by: String::new(),
            withdrawn_reason: String::new(),
        }
    }

    #[test]
    fn a_certificate_expires_from_sixty_days_before_its_end() {
        let year = one("a", date(2026, 1, 1), date(2026, 12, 31));
        let cases = [
            (date(2025, 12, 31), Standing::ToCome),
            (date(2026, 10, 31), Standing::Valid),
            (date(2026, 11, 1), Standing::Expiring),
            (date(2026, 12, 31), Standing::Expiring),
            (date(2027, 1, 1), Standing::Expired),
        ];
        for (on, expected) in cases {
            assert_eq!(standing(&year, on), expected, "{on}");
        }
        let back = Certificate { withdrawn_at: Some(Timestamp::UNIX_EPOCH), ..year };
        assert_eq!(standing(&back, date(2026, 3, 1)), Standing::Withdrawn);
    }

    #[test]
    fn the_next_certificate_takes_over_without_a_gap() {
        let all = [
            one("a", date(2025, 1, 1), date(2025, 12, 31)),
            one("b", date(2026, 1, 1), date(2026, 12, 31)),
            one("c", date(2027, 2, 1), date(2027, 12, 31)),
        ];
        let id = |due| proving(&all, due).map(|one| one.id.to_string());
        assert_eq!(id(date(2025, 1, 1)).as_deref(), Some("a"));
        assert_eq!(id(date(2025, 12, 31)).as_deref(), Some("b"), "from the day after");
        assert_eq!(id(date(2026, 12, 31)).as_deref(), Some("c"), "late: a month is not covered");
        assert_eq!(id(date(2027, 12, 31)), None);
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        let wrong = |form: &CertificateForm| -> Vec<String> {
            certificate(form).err().unwrap_or_default().0.into_iter().map(|one| one.field).collect()
        };
        let empty = CertificateForm::default();
        assert_eq!(wrong(&empty), ["insurer", "policy", "covers", "valid_from", "valid_until"]);
        let turned = CertificateForm {
            insurer: "I".into(),
            policy: "P".into(),
            covers: "C".into(),
            valid_from: "2026-02-01".into(),
            valid_until: "2026-01-31".into(),
            ..empty
        };
        assert_eq!(wrong(&turned), ["valid_until"]);
    }

    proptest! {
        #[test]
        fn what_proves_a_day_goes_beyond_it(days in 0i32..2_000) {
            let all = [one("a", date(2023, 1, 1), date(2025, 6, 30)), one("b", date(2024, 1, 1), date(2026, 12, 31))];
            let due = date(2023, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            prop_assert!(proving(&all, due).is_none_or(|one| one.valid_until > due));
        }
    }
}
