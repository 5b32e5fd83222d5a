//! Decisions about requests: what may be asked, what R0.2 says of it, what an acceptance changes. Pure.

use super::{AnswerForm, AskForm, Asked, RequestState};
use crate::{
    document::AgreementDocument,
    subscriptions::{self, Judgement, Subscription, judge},
    written::Edit,
};
use jiff::civil::Date;
use kernel::Text;
use platform::{
    Problems,
    typed::{chosen, day, limited, maybe_day, needed, read},
};

/// Longest text in characters.
pub const TEXT: usize = 2_000;

/// Reads what is asked: what, and from when.
pub fn ask(form: &AskForm) -> Result<(Asked, Date), Problems> {
    let mut problems = Problems::default();
    let kind = chosen(&mut problems, "kind", Asked::parse(&form.kind));
    needed(&mut problems, "offer", &form.offer, TEXT);
    limited(&mut problems, "reason", &form.reason, TEXT);
    let wanted_on = day(&mut problems, "wanted_on", &form.wanted_on);
    read(problems, kind.zip(wanted_on))
}

/// What the agreement says of a request for a day: a warning to know, or why it is refused, with the field concerned. Nothing is asked
/// for a past day: what was subscribed then stays.
pub fn examine(
    document: &AgreementDocument,
    (kind, offer, on): (Asked, &str, Date),
    today: Date,
) -> Result<Option<Text>, (&'static str, Text)> {
    let known = document.offer(offer).ok_or(("offer", Text::new("web-error-choice")))?;
    let last = document.term.last_day().unwrap_or(Date::MAX);
    if on < today {
        return Err(("wanted_on", Text::new("subscription-error-past")));
    }
    if on > last {
        return Err(("wanted_on", Text::new("subscription-error-after").with("day", last)));
    }
    let mut all = subscriptions::of(document);
    let held = all.iter().position(|one| one.offer == offer && one.until >= on);
    match (kind, held) {
        (Asked::Subscribe, Some(_)) => Err(("offer", Text::new("subscription-error-held"))),
        (Asked::Leave, None) => Err(("offer", Text::new("subscription-error-not-held"))),
        (Asked::Subscribe, None) => {
            let one = Subscription {
                offer: known.code.clone(),
                name: known.name.clone(),
                is_core: !known.needs_core,
                blocks: known.blocks.clone(),
                from: on,
                until: last,
            };
            all.push(one.clone());
            match judge(&all, &one) {
                Judgement::Sound => Ok(None),
                Judgement::Warning(text) => Ok(Some(text)),
                Judgement::Refused(text) => Err(("offer", text)),
            }
        }
        (Asked::Leave, Some(place)) => {
            if on < all[place].from {
                return Err(("wanted_on", Text::new("subscription-error-not-held")));
            }
            all[place].until = on;
            Ok(all.iter().find_map(|one| match judge(&all, one) {
                Judgement::Sound => None,
                Judgement::Warning(text) | Judgement::Refused(text) => Some(text),
            }))
        }
    }
}

/// What an acceptance changes in the agreement.
pub fn edits(kind: Asked, offer: &str, on: Date) -> Vec<Edit> {
    let path = |key: &str| format!("offers[{offer}].{key}");
    match kind {
        Asked::Subscribe => {
            vec![Edit::set(path("subscribed_from"), on.to_string()), Edit::remove(path("subscribed_until"))]
        }
        Asked::Leave => vec![Edit::set(path("subscribed_until"), on.to_string())],
    }
}

/// Reads an answer: accepted from a day, or refused for a reason.
pub fn answer(form: &AnswerForm, wanted_on: Date) -> Result<(RequestState, Date), Problems> {
    let mut problems = Problems::default();
    let known = [RequestState::Accepted, RequestState::Refused];
    let decision = RequestState::parse(&form.decision).filter(|decision| known.contains(decision));
    let decision = chosen(&mut problems, "decision", decision);
    limited(&mut problems, "answer", &form.answer, TEXT);
    if decision == Some(RequestState::Refused) {
        needed(&mut problems, "answer", &form.answer, TEXT);
    }
    let on = maybe_day(&mut problems, "effective_on", &form.effective_on).unwrap_or(wanted_on);
    read(problems, decision.map(|decision| (decision, on)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::check, written};
    use jiff::civil::date;
    use proptest::prelude::*;

    const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

    fn document(edits: &[Edit]) -> AgreementDocument {
        check(&written::apply(AGREEMENT, edits).unwrap()).document.unwrap()
    }

    fn key(
        found: Result<Option<Text>, (&'static str, Text)>,
    ) -> Result<Option<String>, (&'static str, String)> {
        found.map(|text| text.map(|text| text.key)).map_err(|(field, text)| (field, text.key))
    }

    #[test]
    fn a_service_is_asked_for_with_the_core_and_not_twice() {
        let today = date(2025, 3, 1);
        let agreed = document(&[]);
        let ask = |document: &AgreementDocument, kind, offer: &str, on| {
            key(examine(document, (kind, offer, on), today))
        };
        assert_eq!(ask(&agreed, Asked::Subscribe, "POSTES", date(2025, 6, 1)), Ok(None));
        let held = Err(("offer", "subscription-error-held".to_owned()));
        assert_eq!(ask(&agreed, Asked::Subscribe, "SOCLE", date(2025, 6, 1)), held);
        let past = Err(("wanted_on", "subscription-error-past".to_owned()));
        assert_eq!(ask(&agreed, Asked::Subscribe, "POSTES", date(2025, 2, 28)), past);
        let after = Err(("wanted_on", "subscription-error-after".to_owned()));
        assert_eq!(ask(&agreed, Asked::Subscribe, "POSTES", date(2027, 1, 1)), after);
        // The core ends first: no service after it, a warning for one that would outlive it.
        let ending = document(&[Edit::set("offers[SOCLE].subscribed_until", "2025-12-31")]);
        let warned = Ok(Some("versions-core-ends".to_owned()));
        assert_eq!(ask(&ending, Asked::Subscribe, "POSTES", date(2025, 6, 1)), warned);
        let alone = Err(("offer", "versions-no-core".to_owned()));
        assert_eq!(ask(&ending, Asked::Subscribe, "POSTES", date(2026, 1, 1)), alone);
        // Leaving: what is held, from a day within it; leaving the core says what it leaves alone.
        let served = document(&[Edit::set("offers[POSTES].subscribed_from", "2024-01-01")]);
        assert_eq!(ask(&served, Asked::Leave, "POSTES", date(2025, 12, 31)), Ok(None));
        assert_eq!(ask(&served, Asked::Leave, "SOCLE", date(2025, 12, 31)), warned);
        let not_held = Err(("offer", "subscription-error-not-held".to_owned()));
        assert_eq!(ask(&served, Asked::Leave, "AMOA", date(2025, 12, 31)), not_held);
    }

    #[test]
    fn what_is_accepted_stands_in_the_agreement() {
        let on = date(2025, 6, 1);
        let after = document(&edits(Asked::Subscribe, "POSTES", on));
        assert!(subscriptions::is_open(&after, "ANNEXE-A", on));
        assert!(!subscriptions::is_open(&after, "ANNEXE-A", on.yesterday().unwrap()));
        let form = AnswerForm { decision: "refused".into(), ..AnswerForm::default() };
        assert!(answer(&form, on).is_err(), "a refusal says why");
        let form = AnswerForm { decision: "accepted".into(), ..AnswerForm::default() };
        assert_eq!(answer(&form, on).ok(), Some((RequestState::Accepted, on)));
        assert!(answer(&AnswerForm { decision: "asked".into(), ..form }, on).is_err());
    }

    proptest! {
        #[test]
        fn nothing_is_asked_for_the_past(days in 0i32..2_000) {
            let on = date(2022, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let today = date(2025, 3, 1);
            let found = examine(&document(&[]), (Asked::Subscribe, "POSTES", on), today);
            prop_assert_eq!(found.is_ok(), on >= today && on <= date(2026, 12, 31));
        }
    }
}
