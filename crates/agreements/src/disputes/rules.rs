//! Decisions about disputes: which stage is the present one, what may end or skip it, what begins next. Pure.

use super::{BeginForm, DisputeForm, DisputeState, DocumentForm, EndForm, Outcome, Stage};
use crate::document::AgreementDocument;
use jiff::civil::Date;
use kernel::Text;
use platform::{
    Problems,
    typed::{chosen, limited, maybe_day, needed, past, read},
};

/// Longest name in characters.
pub const NAME: usize = 200;
/// Longest text in characters.
pub const TEXT: usize = 4_000;

/// The stages of a dispute under an agreement; the first begins with it (R6.7).
pub fn stages(document: &AgreementDocument, began_on: Date, due_on: Option<Date>) -> Vec<Stage> {
    let stage = |(position, stated): (i64, &crate::document::DisputeStage)| Stage {
        position,
        code: stated.code.clone(),
        text: stated.text.clone(),
        unless: stated.unless.clone().unwrap_or_default(),
        began_on: (position == 1).then_some(began_on),
        due_on: due_on.filter(|_| position == 1),
        ended_on: None,
        outcome: None,
        note: String::new(),
    };
    (1..).zip(&document.disputes.stages).map(stage).collect()
}

/// What may be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next<'a> {
    /// The present stage may end.
    End(&'a Stage),
    /// This stage may begin, or be skipped when the agreement lets it; the one before ended on a day.
    Begin(&'a Stage, Date),
    /// Nothing: every stage is over.
    Nothing,
}

/// What may be done next: stages come in their order, one after the other.
pub fn next(stages: &[Stage]) -> Next<'_> {
    let Some(first) = stages.iter().find(|stage| stage.outcome.is_none()) else { return Next::Nothing };
    if first.began_on.is_some() {
        return Next::End(first);
    }
    let before = stages.iter().filter(|stage| stage.position < first.position);
    Next::Begin(first, before.filter_map(|stage| stage.ended_on).max().unwrap_or(Date::MIN))
}

/// How the present stage may end: the last one is judged, the others agreed or failed.
pub fn outcomes(stages: &[Stage]) -> Vec<Outcome> {
    match next(stages) {
        Next::End(stage) if stages.last().is_some_and(|last| last.position == stage.position) => {
            vec![Outcome::Agreed, Outcome::Judged, Outcome::Dropped]
        }
        Next::End(_) => vec![Outcome::Agreed, Outcome::Failed, Outcome::Dropped],
        Next::Begin(stage, _) if !stage.unless.is_empty() => vec![Outcome::Skipped, Outcome::Dropped],
        Next::Begin(..) => vec![Outcome::Dropped],
        Next::Nothing => vec![],
    }
}

/// Where a dispute stands after an outcome.
pub fn state_after(outcome: Outcome) -> DisputeState {
    match outcome {
        Outcome::Agreed => DisputeState::Settled,
        Outcome::Judged => DisputeState::Judged,
        Outcome::Dropped => DisputeState::Dropped,
        Outcome::Failed | Outcome::Skipped => DisputeState::Open,
    }
}

/// Reads a new dispute: when it was raised, and until when the first stage lasts.
pub fn dispute(form: &DisputeForm, today: Date) -> Result<(Date, Option<Date>), Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "title", &form.title, NAME);
    needed(&mut problems, "subject", &form.subject, TEXT);
    limited(&mut problems, "article", &form.article, NAME);
    let opened_on = past(&mut problems, "opened_on", &form.opened_on, today);
    let due_on = due(&mut problems, &form.due_on, opened_on);
    read(problems, opened_on.map(|opened_on| (opened_on, due_on)))
}

fn due(problems: &mut Problems, text: &str, from: Option<Date>) -> Option<Date> {
    let due_on = maybe_day(problems, "due_on", text);
    if due_on.zip(from).is_some_and(|(due_on, from)| due_on < from) {
        problems.add("due_on", Text::new("web-error-order"));
    }
    due_on
}

/// Reads how the next stage begins: once the one before ended.
pub fn begin(form: &BeginForm, stages: &[Stage], today: Date) -> Result<(i64, Date, Option<Date>), Problems> {
    let mut problems = Problems::default();
    let Next::Begin(stage, after) = next(stages) else {
        problems.add("began_on", Text::new("dispute-error-running"));
        return Err(problems);
    };
    let began_on = past(&mut problems, "began_on", &form.began_on, today);
    if began_on.is_some_and(|on| on < after) {
        problems.add("began_on", Text::new("dispute-error-before").with("day", after));
    }
    let due_on = due(&mut problems, &form.due_on, began_on);
    read(problems, began_on.map(|began_on| (stage.position, began_on, due_on)))
}

/// Reads how the present stage ends.
pub fn end(form: &EndForm, stages: &[Stage], today: Date) -> Result<(i64, Outcome, Date), Problems> {
    let mut problems = Problems::default();
    let known = outcomes(stages);
    let outcome = Outcome::parse(&form.outcome).filter(|outcome| known.contains(outcome));
    let outcome = chosen(&mut problems, "outcome", outcome);
    needed(&mut problems, "note", &form.note, TEXT);
    let ended_on = past(&mut problems, "ended_on", &form.ended_on, today);
    let (position, from) = match next(stages) {
        Next::End(stage) => (stage.position, stage.began_on.unwrap_or(Date::MIN)),
        Next::Begin(stage, after) => (stage.position, after),
        Next::Nothing => return Err(problems),
    };
    if ended_on.is_some_and(|on| on < from) {
        problems.add("ended_on", Text::new("dispute-error-before").with("day", from));
    }
    read(problems, outcome.zip(ended_on).map(|(outcome, on)| (position, outcome, on)))
}

/// Reads a document: its date, which is not in the future.
pub fn document(form: &DocumentForm, today: Date) -> Result<Date, Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "title", &form.title, NAME);
    let dated_on = past(&mut problems, "dated_on", &form.dated_on, today);
    read(problems, dated_on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn agreed() -> AgreementDocument {
        let text = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
        crate::document::check(text).document.unwrap()
    }

    fn ended(stage: &mut Stage, outcome: Outcome, on: Date) {
        (stage.outcome, stage.ended_on) = (Some(outcome), Some(on));
    }

    #[test]
    fn stages_come_in_the_order_of_the_agreement() {
        let (opened, today) = (date(2025, 3, 3), date(2025, 9, 1));
        let mut all = stages(&agreed(), opened, Some(date(2025, 4, 30)));
        let codes: Vec<&str> = all.iter().map(|stage| stage.code.as_str()).collect();
        assert_eq!(codes, ["amiable", "mediation", "tribunal"]);
        assert_eq!(all[0].due_on, Some(date(2025, 4, 30)));
        assert!(begin(&BeginForm::default(), &all, today).is_err(), "the first one runs");
        assert_eq!(outcomes(&all), [Outcome::Agreed, Outcome::Failed, Outcome::Dropped]);
        ended(&mut all[0], Outcome::Failed, date(2025, 4, 30));
        assert!(
            matches!(next(&all), Next::Begin(stage, on) if stage.position == 2 && on == date(2025, 4, 30))
        );
        let early = BeginForm { began_on: "2025-04-29".into(), ..BeginForm::default() };
        assert!(begin(&early, &all, today).is_err(), "before the former ended");
        let on_time = BeginForm { began_on: "2025-05-05".into(), ..BeginForm::default() };
        assert_eq!(begin(&on_time, &all, today).ok(), Some((2, date(2025, 5, 5), None)));
        // Mediation may be skipped, as art. 10 lets; the court may not.
        assert!(outcomes(&all).contains(&Outcome::Skipped));
        ended(&mut all[1], Outcome::Skipped, date(2025, 5, 6));
        assert_eq!(outcomes(&all), [Outcome::Dropped]);
        all[2].began_on = Some(date(2025, 6, 1));
        assert!(outcomes(&all).contains(&Outcome::Judged));
        ended(&mut all[2], Outcome::Judged, date(2025, 8, 1));
        assert_eq!(next(&all), Next::Nothing);
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        fn wrong<T>(read: Result<T, Problems>) -> Vec<String> {
            read.err().unwrap_or_default().0.into_iter().map(|problem| problem.field).collect()
        }
        let today = date(2025, 3, 3);
        assert_eq!(wrong(dispute(&DisputeForm::default(), today)), ["title", "subject"]);
        let all = stages(&agreed(), today, None);
        let judged =
            EndForm { outcome: "judged".into(), ended_on: "2025-03-02".into(), ..EndForm::default() };
        assert_eq!(wrong(end(&judged, &all, today)), ["outcome", "note", "ended_on"]);
        let late = DocumentForm { dated_on: "2025-03-04".into(), ..DocumentForm::default() };
        assert_eq!(wrong(document(&late, today)), ["title", "dated_on"]);
    }

    proptest! {
        #[test]
        fn no_stage_begins_before_the_former_ended(ends in 0i32..400, begins in 0i32..400) {
            let day = |days: i32| date(2025, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let mut all = stages(&agreed(), day(0), None);
            ended(&mut all[0], Outcome::Failed, day(ends));
            let form = BeginForm { began_on: day(begins).to_string(), ..BeginForm::default() };
            prop_assert_eq!(begin(&form, &all, day(500)).is_ok(), begins >= ends);
        }
    }
}
