//! What a plan must hold, and when it is read again (R6.6). Pure.

use super::{Chapter, Chapters, Plan, PlanForm};
use jiff::civil::Date;
use kernel::{
    Explained, Explanation, Figure, Text,
    months::{OutOfCalendar, add_months},
};
use platform::{Problems, typed::limited};

/// Longest chapter in characters.
pub const LONGEST: usize = 20_000;

/// Fewest and most days after which silence of the beneficiary allows the deletion.
pub const DELETION_DAYS: std::ops::RangeInclusive<i64> = 30..=1_000;

/// What was typed, chapter by chapter, with the days after which silence allows the deletion; what is too long is told.
pub fn stated(form: &PlanForm) -> Result<(Chapters, Option<i64>), Problems> {
    let mut problems = Problems::default();
    let mut chapters = Chapters::new();
    for chapter in Chapter::ALL {
        let text = form.text(*chapter).trim();
        limited(&mut problems, chapter.as_str(), text, LONGEST);
        if !text.is_empty() {
            chapters.insert(*chapter, text.replace("\r\n", "\n"));
        }
    }
    let days = match form.deletion_days.trim() {
        "" => None,
        typed => {
            let days = typed.parse().ok().filter(|days| DELETION_DAYS.contains(days));
            if days.is_none() {
                let (least, most) = (*DELETION_DAYS.start(), *DELETION_DAYS.end());
                problems.add(
                    "deletion_days",
                    Text::new("plan-error-days").with("least", least).with("most", most),
                );
            }
            days
        }
    };
    limited(&mut problems, "changes", &form.changes, 2_000);
    if problems.0.is_empty() { Ok((chapters, days)) } else { Err(problems) }
}

/// A plan that is put before both sides says something in every chapter, and from its second version on what changed.
pub fn complete(plan: &Plan) -> Result<(), Problems> {
    let mut problems = Problems::default();
    for chapter in Chapter::ALL.iter().filter(|chapter| !plan.chapters.contains_key(chapter)) {
        problems.add(chapter.as_str(), Text::new("plan-error-empty"));
    }
    if plan.key.number > 1 && plan.changes.trim().is_empty() {
        problems.add("changes", Text::new("plan-error-changes"));
    }
    if problems.0.is_empty() { Ok(()) } else { Err(problems) }
}

/// The last day by which a plan is due: the first version within so many months of the agreement, the next one so many months
/// after the last was accepted.
pub fn due(
    start: Date,
    accepted_on: Option<Date>,
    (first_months, review_months): (u8, u8),
) -> Result<Explained<Date>, OutOfCalendar> {
    let mut story = Explanation::of("R6.6", "art. 3", Text::new("plan-due-rule"));
    let (label, from, months) = match accepted_on {
        Some(day) => ("plan-accepted", day, review_months),
        None => ("exit-start", start, first_months),
    };
    story.input(Text::new(label), Figure::Date(from), None);
    story.input(Text::new("plan-months"), Figure::Count(i64::from(months)), None);
    let end = add_months(from, i32::from(months))?;
    let due = if accepted_on.is_none() { end.yesterday().unwrap_or(end) } else { end };
    story.step(Text::new("plan-due"), "", Figure::Date(due));
    Ok(story.explain(due))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reversibility::plans::{PlanKey, PlanState};
    use jiff::{Timestamp, civil::date};
    use proptest::prelude::*;

    fn plan(number: i64, chapters: Chapters) -> Plan {
        Plan {
            key: PlanKey { beneficiary: "b".into(), number },
            beneficiary_name: String::new(),
            state: PlanState::Draft,
            chapters,
            deletion_days: None,
            changes: String::new(),
            written_by: String::new(),
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            submitted_at: None,
            accepted_on: None,
            pdf_digest: None,
            version: 1,
        }
    }

    #[test]
    fn every_chapter_says_something_before_both_sides_read_it() {
        let form = PlanForm {
            scope: " Tout\r\nle parc ".into(),
            deletion_days: " 90 ".into(),
            ..PlanForm::default()
        };
        let (chapters, days) = stated(&form).unwrap();
        assert_eq!(days, Some(90));
        for typed in ["29", "1001", "trois mois"] {
            let form = PlanForm { deletion_days: typed.into(), ..PlanForm::default() };
            assert!(stated(&form).unwrap_err().of("deletion_days").is_some(), "{typed}");
        }
        assert_eq!(chapters[&Chapter::Scope], "Tout\nle parc");
        assert_eq!(complete(&plan(1, chapters)).unwrap_err().0.len(), Chapter::ALL.len() - 1);
        let whole: Chapters = Chapter::ALL.iter().map(|one| (*one, "Dit".to_owned())).collect();
        assert!(complete(&plan(1, whole.clone())).is_ok());
        assert!(complete(&plan(2, whole)).unwrap_err().of("changes").is_some());
        let long = PlanForm { tests: "x".repeat(LONGEST + 1), ..PlanForm::default() };
        assert!(stated(&long).unwrap_err().of("tests").is_some());
    }

    #[test]
    fn a_plan_is_due_in_the_first_year_and_read_again_each_year() {
        let months = (12, 12);
        assert_eq!(due(date(2022, 1, 1), None, months).unwrap().value, date(2022, 12, 31));
        assert_eq!(due(date(2022, 1, 1), Some(date(2024, 2, 29)), months).unwrap().value, date(2025, 2, 28));
    }

    proptest! {
        #[test]
        fn the_next_version_is_due_after_the_last_was_accepted(days in 0_i64..20_000, months in 1_u8..60) {
            let accepted = date(2000, 1, 1).saturating_add(jiff::Span::new().days(days));
            let found = due(date(2000, 1, 1), Some(accepted), (1, months)).unwrap().value;
            prop_assert!(found > accepted);
        }
    }
}
