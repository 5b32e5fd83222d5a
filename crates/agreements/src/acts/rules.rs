//! Decisions about acts: which order needs an information, from which day an act may be concluded. Pure.

use super::{ActForm, ActKind, ActState, EndForm, InformForm, Information};
use crate::versions::Version;
use jiff::civil::Date;
use kernel::{Cents, Explained, Explanation, Figure, Text};
use platform::{
    Problems,
    typed::{chosen, day, euros, limited, needed, past, read},
};

/// Longest name in characters.
pub const NAME: usize = 200;
/// Longest text in characters.
pub const TEXT: usize = 4_000;

/// The amount from which an order is an act of which the beneficiary is informed before, as the version in force on its
/// day says; any order is one when none is in force (`docs/decisions/0030-applications-and-acts.md`).
pub fn order_threshold(version: Option<&Version>) -> Cents {
    version.map_or(Cents::ZERO, |version| version.document.equipment.order_informed_from.0)
}

/// The first day on which an act may be concluded: the day after the first information (R6.3). Nothing without one.
pub fn first_day(informations: &[Information]) -> Option<Explained<Date>> {
    let first = informations.iter().min_by_key(|one| (one.informed_on, one.id.as_str()))?;
    let after = first.informed_on.tomorrow().ok()?;
    let mut story = Explanation::of("R6.3", "art. 3", Text::new("act-first-rule"));
    story.input(Text::new("act-informed-on"), Figure::Date(first.informed_on), None).input(
        Text::new("act-recipient"),
        Figure::Words(first.recipient.clone()),
        None,
    );
    story.step(Text::new("act-first-day"), "", Figure::Date(after));
    Some(story.explain(after))
}

/// Whether an act may be concluded on a day.
pub fn may_conclude(informations: &[Information], on: Date) -> bool {
    first_day(informations).is_some_and(|first| first.value <= on)
}

/// Reads the form of an act: kind, amount, day.
pub fn act(form: &ActForm) -> Result<(ActKind, Option<Cents>, Date), Problems> {
    let mut problems = Problems::default();
    let kind = chosen(&mut problems, "kind", ActKind::parse(&form.kind));
    needed(&mut problems, "title", &form.title, NAME);
    limited(&mut problems, "counterpart", &form.counterpart, NAME);
    let amount = euros(&mut problems, "amount", &form.amount);
    let planned_on = day(&mut problems, "planned_on", &form.planned_on);
    read(problems, kind.zip(planned_on)).map(|(kind, planned_on)| (kind, amount, planned_on))
}

/// Reads the form of an information: the day, which is not in the future.
pub fn information(form: &InformForm, today: Date) -> Result<Date, Problems> {
    let mut problems = Problems::default();
    let on = past(&mut problems, "informed_on", &form.informed_on, today);
    needed(&mut problems, "recipient", &form.recipient, NAME);
    needed(&mut problems, "means", &form.means, NAME);
    needed(&mut problems, "content", &form.content, TEXT);
    read(problems, on)
}

/// Reads how an act ends: concluded on a day that is not in the future and comes after an information, or dropped for a
/// reason.
pub fn end(
    form: &EndForm,
    informations: &[Information],
    today: Date,
) -> Result<(ActState, Option<Date>), Problems> {
    let mut problems = Problems::default();
    let state = ActState::parse(&form.state).filter(|state| *state != ActState::Planned);
    let state = chosen(&mut problems, "state", state);
    limited(&mut problems, "reason", &form.reason, TEXT);
    match state {
        Some(ActState::Concluded) => {
            let on = past(&mut problems, "concluded_on", &form.concluded_on, today);
            if on.is_some_and(|on| !may_conclude(informations, on)) {
                problems.add("concluded_on", Text::new("act-error-uninformed"));
            }
            read(problems, on.map(|on| (ActState::Concluded, Some(on))))
        }
        Some(ActState::Dropped) => {
            needed(&mut problems, "reason", &form.reason, TEXT);
            read(problems, Some((ActState::Dropped, None)))
        }
        Some(ActState::Planned) | None => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, civil::date};
    use proptest::prelude::*;

    fn told(on: Date) -> Information {
        Information {
            id: "i".into(),
            informed_on: on,
            recipient: "La directrice".into(),
            means: "Courrier".into(),
            content: "Nouveau marché".into(),
            author: String::new(),
            recorded_at: Timestamp::UNIX_EPOCH,
            acknowledged_at: None,
            acknowledged_by: None,
            acknowledgement: String::new(),
        }
    }

    #[test]
    fn an_act_is_concluded_after_an_information_never_before_nor_with_it() {
        let on = date(2026, 3, 10);
        let cases: [(&[Information], Date, bool); 5] = [
            (&[], on, false),
            (&[told(on)], on, false),
            (&[told(date(2026, 3, 9))], on, true),
            (&[told(date(2026, 3, 11))], on, false),
            (&[told(date(2026, 3, 11)), told(date(2026, 2, 1))], on, true),
        ];
        for (informations, on, expected) in cases {
            assert_eq!(may_conclude(informations, on), expected, "{informations:?}");
        }
        let first = first_day(&[told(date(2026, 2, 28))]).unwrap();
        assert_eq!((first.value, first.explanation.rule.code.as_str()), (date(2026, 3, 1), "R6.3"));
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        fn wrong<T>(read: Result<T, Problems>) -> Vec<String> {
            read.err().unwrap_or_default().0.into_iter().map(|problem| problem.field).collect()
        }
        let today = date(2026, 3, 11);
        assert_eq!(wrong(act(&ActForm::default())), ["kind", "title", "planned_on"]);
        let late = InformForm { informed_on: "2026-03-12".into(), ..InformForm::default() };
        assert_eq!(wrong(information(&late, today)), ["informed_on", "recipient", "means", "content"]);
        let conclude = EndForm { state: "concluded".into(), ..EndForm::default() };
        assert_eq!(wrong(end(&conclude, &[], today)), ["concluded_on"]);
        let informed = [told(date(2026, 3, 1))];
        assert_eq!(end(&conclude, &informed, today).ok(), Some((ActState::Concluded, Some(today))));
        let tomorrow = EndForm { concluded_on: "2026-03-12".into(), ..conclude };
        assert_eq!(wrong(end(&tomorrow, &informed, today)), ["concluded_on"]);
        assert_eq!(
            wrong(end(&EndForm { state: "dropped".into(), ..EndForm::default() }, &[], today)),
            ["reason"]
        );
        assert_eq!(order_threshold(None), Cents::ZERO, "without an agreement, any order is told of");
    }

    proptest! {
        #[test]
        fn no_act_is_concluded_on_the_day_of_its_only_information(days in 0i32..20_000) {
            let on = date(2000, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            prop_assert!(!may_conclude(&[told(on)], on));
            prop_assert!(may_conclude(&[told(on)], on.tomorrow().unwrap()));
        }
    }
}
