//! What a blind time may say. Pure.

use super::BlindTimeForm;
use crate::outages::rules::{REASON, span};
use jiff::Timestamp;
use kernel::Text;
use platform::{Problems, Result};

/// A blind time without its place, once checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// First instant.
    pub from: Timestamp,
    /// First instant after it; nothing while it lasts.
    pub to: Option<Timestamp>,
    /// Why nobody watched.
    pub reason: String,
}

/// What a form says, or every mistake with its field.
pub fn content(form: &BlindTimeForm, now: Timestamp) -> Result<Content> {
    let mut problems = Problems::default();
    let span = span(&form.from, &form.to, now, &mut problems);
    let reason = form.reason.trim().to_owned();
    if reason.is_empty() {
        problems.add("reason", Text::new("outage-error-reason"));
    } else if reason.chars().count() > REASON {
        problems.add("reason", Text::new("estate-error-too-long").with("limit", REASON));
    }
    match span {
        Some((from, to)) if problems.0.is_empty() => Ok(Content { from, to, reason }),
        _ => Err(platform::Error::Invalid(problems)),
    }
}

/// A place as a form says it: the beneficiary, and the site when there is one.
pub fn place(text: &str) -> (&str, Option<&str>) {
    match text.split_once('/') {
        Some((beneficiary, site)) if !site.is_empty() => (beneficiary, Some(site)),
        Some((beneficiary, _)) => (beneficiary, None),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_place_is_a_beneficiary_with_or_without_a_site() {
        for (text, expected) in
            [("b/s", ("b", Some("s"))), ("b", ("b", None)), ("b/", ("b", None)), ("", ("", None))]
        {
            assert_eq!(place(text), expected, "{text}");
        }
    }

    proptest! {
        /// A reason is always there, and the span never runs backwards.
        #[test]
        fn what_is_taken_has_a_reason_and_a_length(length in -100i64..100, reason in "[a ]{0,3}") {
            let now = Timestamp::from_second(1_000_000).unwrap();
            let at = |seconds| Timestamp::from_second(seconds).unwrap().to_string();
            let form = BlindTimeForm { from: at(500_000), to: at(500_000 + length), reason, ..BlindTimeForm::default() };
            if let Ok(content) = content(&form, now) {
                prop_assert!(content.from < content.to.unwrap() && !content.reason.is_empty());
            } else {
                prop_assert!(length <= 0 || form.reason.trim().is_empty());
            }
        }
    }
}
