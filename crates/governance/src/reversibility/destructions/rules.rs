//! When data may be deleted, and until when what stays is kept (R9.12, R9.14). Pure.

use super::{Basis, Obstacle};
use crate::reversibility::handovers::Handover;
use jiff::{Span, civil::Date};
use kernel::{Explained, Explanation, Figure, Text, id::BeneficiaryId};

/// What is known about the end of an agreement and the return of its data.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Last day of the agreement; nothing when the beneficiary has none.
    pub ended_on: Option<Date>,
    /// Consequences of a confirmed exit that nobody saw to.
    pub tasks: usize,
    /// Path of the notice that led to it.
    pub notice: Option<String>,
    /// Drafts of invoices and credit notes.
    pub drafts: i64,
    /// Issued invoices that are not paid.
    pub unpaid: i64,
    /// Disputes that are not settled.
    pub disputes: i64,
    /// The last hand-over.
    pub handover: Option<Handover>,
    /// Days after a hand-over, put in the accepted plan, from which nothing more is awaited of the beneficiary.
    pub plan_days: Option<i64>,
    /// Whether a deletion is under way.
    pub is_under_way: bool,
    /// Tables of which nobody said what becomes of them.
    pub undecided: Vec<String>,
}

/// The first day on which a hand-over may be followed by the deletion though the beneficiary said nothing.
pub fn from_day(handed_on: Date, plan_days: Option<i64>) -> Option<Date> {
    handed_on.checked_add(Span::new().try_days(plan_days?).ok()?).ok()
}

/// Why the deletion may follow a hand-over on a day.
pub fn basis(handover: &Handover, plan_days: Option<i64>, today: Date) -> Option<Basis> {
    if handover.accepted_at.is_some() {
        return Some(Basis::Acknowledged);
    }
    from_day(handover.handed_on, plan_days).filter(|day| *day <= today).map(|_| Basis::Delay)
}

/// Everything that keeps the data from being deleted on a day, in the order in which it is seen to.
pub fn obstacles(beneficiary: &BeneficiaryId, known: &Known, today: Date) -> Vec<Obstacle> {
    let mut all = vec![];
    let mut add = |text: Text, href: Option<String>| all.push(Obstacle { text, href });
    match known.ended_on {
        None => add(Text::new("destruction-stop-no-agreement"), None),
        Some(last) if last >= today => {
            add(Text::new("destruction-stop-running").with("day", last), Some("/exits".to_owned()));
        }
        Some(_) => {}
    }
    let counted = |key: &'static str, count: i64| Text::new(key).with("count", count);
    if known.tasks > 0 {
        let count = i64::try_from(known.tasks).unwrap_or(i64::MAX);
        add(counted("destruction-stop-tasks", count), known.notice.clone());
    }
    if known.drafts > 0 {
        add(counted("destruction-stop-drafts", known.drafts), Some("/invoices".to_owned()));
    }
    if known.unpaid > 0 {
        add(
            counted("destruction-stop-unpaid", known.unpaid),
            Some(format!("/receivables?beneficiary={beneficiary}")),
        );
    }
    if known.disputes > 0 {
        add(counted("destruction-stop-disputes", known.disputes), Some("/disputes".to_owned()));
    }
    let handovers = Some(format!("/reversibility/{beneficiary}#handovers"));
    match &known.handover {
        None => add(Text::new("destruction-stop-no-handover"), handovers),
        Some(one) if basis(one, known.plan_days, today).is_none() => {
            add(waited_for(one, known.plan_days), handovers);
        }
        Some(_) => {}
    }
    if known.is_under_way {
        add(Text::new("destruction-stop-under-way"), None);
    }
    for table in &known.undecided {
        add(Text::new("destruction-stop-undecided").with("table", table.as_str()), None);
    }
    all
}

fn waited_for(handover: &Handover, plan_days: Option<i64>) -> Text {
    match from_day(handover.handed_on, plan_days) {
        Some(day) => Text::new("destruction-stop-waiting-until").with("day", day),
        None => Text::new("destruction-stop-waiting"),
    }
}

/// The last day for which pieces of the accounts are kept: so many years from the end of the year of the last of them (R9.14).
pub fn accounts_until(last: Date, years: u8) -> Option<Explained<Date>> {
    let mut story = told("destruction-accounts-rule", years);
    story.input(Text::new("destruction-last-piece"), Figure::Date(last), None);
    let until = Date::new(last.year().checked_add(i16::from(years))?, 12, 31).ok()?;
    story.step(Text::new("destruction-until"), "", Figure::Date(until));
    Some(story.explain(until))
}

/// The last day for which the papers of an agreement are kept: so many years from its last day (R9.14).
pub fn papers_until(ended_on: Date, years: u8) -> Option<Explained<Date>> {
    let mut story = told("destruction-papers-rule", years);
    story.input(Text::new("destruction-ended-on"), Figure::Date(ended_on), None);
    let until = ended_on.checked_add(Span::new().years(i64::from(years))).ok()?;
    story.step(Text::new("destruction-until"), "", Figure::Date(until));
    Some(story.explain(until))
}

fn told(rule: &'static str, years: u8) -> Explanation {
    let mut story = Explanation::of("R9.14", "annexe 1 E-7", Text::new(rule));
    story.input(Text::new("destruction-years"), Figure::Count(i64::from(years)), None);
    story
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reversibility::handovers::HandoverKey;
    use jiff::{Timestamp, civil::date};
    use platform::Digest;
    use proptest::prelude::*;

    fn handover(accepted: bool) -> Handover {
        Handover {
            key: HandoverKey { beneficiary: "b".into(), id: String::from("h").into() },
            handed_on: date(2026, 3, 10),
            received_by: "Direction".into(),
            means: "Disque".into(),
            manifest: Digest::of(b"manifest"),
            note: String::new(),
            recorded_by: String::new(),
            recorded_at: Timestamp::UNIX_EPOCH,
            accepted_at: accepted.then_some(Timestamp::UNIX_EPOCH),
            accepted_by: String::new(),
            remarks: String::new(),
        }
    }

    fn known() -> Known {
        Known { ended_on: Some(date(2026, 3, 1)), handover: Some(handover(true)), ..Known::default() }
    }

    fn keys(known: &Known, today: Date) -> Vec<String> {
        let all = obstacles(&"b".into(), known, today);
        all.into_iter().map(|one| one.text.key).collect()
    }

    #[test]
    fn nothing_holds_a_deletion_up_once_all_is_settled_and_handed_back() {
        assert!(keys(&known(), date(2026, 3, 11)).is_empty());
    }

    #[test]
    fn each_reason_is_told_and_all_of_them_at_once() {
        let all = Known {
            ended_on: Some(date(2026, 12, 31)),
            tasks: 2,
            drafts: 1,
            unpaid: 3,
            disputes: 1,
            handover: None,
            is_under_way: true,
            undecided: vec!["new_table".to_owned()],
            ..Known::default()
        };
        let told = [
            "destruction-stop-running",
            "destruction-stop-tasks",
            "destruction-stop-drafts",
            "destruction-stop-unpaid",
            "destruction-stop-disputes",
            "destruction-stop-no-handover",
            "destruction-stop-under-way",
            "destruction-stop-undecided",
        ];
        assert_eq!(keys(&all, date(2026, 12, 31)), told);
        let none = Known { ended_on: None, ..known() };
        assert_eq!(keys(&none, date(2026, 3, 11)), ["destruction-stop-no-agreement"]);
        // The last day itself is still a day of the agreement.
        let last = Known { ended_on: Some(date(2026, 3, 11)), ..known() };
        assert_eq!(keys(&last, date(2026, 3, 11)), ["destruction-stop-running"]);
        assert!(keys(&last, date(2026, 3, 12)).is_empty());
    }

    #[test]
    fn without_a_word_of_the_beneficiary_the_delay_of_the_plan_must_have_passed() {
        let silent = handover(false);
        assert_eq!(basis(&silent, None, date(2030, 1, 1)), None);
        assert_eq!(basis(&silent, Some(90), date(2026, 6, 7)), None);
        assert_eq!(basis(&silent, Some(90), date(2026, 6, 8)), Some(Basis::Delay));
        assert_eq!(basis(&handover(true), None, date(2026, 3, 10)), Some(Basis::Acknowledged));
        let waits = Known { handover: Some(silent.clone()), plan_days: Some(90), ..known() };
        assert_eq!(keys(&waits, date(2026, 6, 7)), ["destruction-stop-waiting-until"]);
        let waits = Known { handover: Some(silent), ..known() };
        assert_eq!(keys(&waits, date(2040, 1, 1)), ["destruction-stop-waiting"]);
    }

    #[test]
    fn accounts_are_kept_from_the_end_of_their_year_papers_from_the_last_day() {
        assert_eq!(accounts_until(date(2026, 3, 31), 10).unwrap().value, date(2036, 12, 31));
        assert_eq!(accounts_until(date(2026, 12, 31), 10).unwrap().value, date(2036, 12, 31));
        assert_eq!(papers_until(date(2026, 6, 30), 10).unwrap().value, date(2036, 6, 30));
        assert_eq!(papers_until(date(2024, 2, 29), 1).unwrap().value, date(2025, 2, 28));
        assert!(accounts_until(date(9_995, 1, 1), 10).is_none());
    }

    proptest! {
        #[test]
        fn what_is_kept_is_kept_at_least_so_many_years(days in 0_i64..20_000, years in 1_u8..60) {
            let last = date(2000, 1, 1).saturating_add(Span::new().days(days));
            let least = last.saturating_add(Span::new().years(i64::from(years)));
            prop_assert!(accounts_until(last, years).unwrap().value >= least);
            prop_assert_eq!(papers_until(last, years).unwrap().value, least);
        }

        #[test]
        fn a_delay_never_opens_before_its_last_day(days in 0_i64..2_000, today in 0_i64..3_000) {
            let one = handover(false);
            let on = one.handed_on.saturating_add(Span::new().days(today));
            prop_assert_eq!(basis(&one, Some(days), on).is_some(), today >= days);
        }
    }
}
