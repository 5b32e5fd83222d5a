//! Which census counts, and what looks wrong in one. All pure.

use super::{Census, CensusForm, NewCensus};
use agreements::document::CensusPolicy;
use jiff::civil::{Date, date};
use kernel::{Text, id::BeneficiaryId};
use platform::{Problems, Result};

/// Longest note, in characters.
const NOTE_LENGTH: usize = 2000;

/// Largest count that is believed: no public body in France has a million agents.
const LARGEST_COUNT: i64 = 1_000_000;

/// Reads a form. Everything wrong is said at once, each on its field.
pub fn read(form: &CensusForm, today: Date) -> Result<NewCensus> {
    let mut problems = Problems::default();
    if form.beneficiary.is_empty() {
        problems.add("beneficiary", Text::new("census-beneficiary-missing"));
    }
    let reference_date = form.reference_date.trim().parse::<Date>().ok();
    match reference_date {
        None => problems.add("reference_date", Text::new("census-date-unreadable")),
        Some(day) if day > today => problems.add("reference_date", Text::new("census-date-future")),
        Some(day) if day.year() < 2000 => problems.add("reference_date", Text::new("census-date-unreadable")),
        Some(_) => {}
    }
    let digits: String = form.agent_count.chars().filter(|c| !c.is_whitespace()).collect();
    let agent_count = digits.parse::<i64>().ok().filter(|n| (0..=LARGEST_COUNT).contains(n));
    if agent_count.is_none() {
        problems.add("agent_count", Text::new("census-count-unreadable"));
    }
    if form.note.chars().count() > NOTE_LENGTH {
        problems.add("note", Text::new("census-note-long").with("limit", NOTE_LENGTH));
    }
    problems.into_result()?;
    Ok(NewCensus {
        beneficiary: BeneficiaryId::from(form.beneficiary.as_str()),
        reference_date: reference_date.unwrap_or(today),
        agent_count: agent_count.unwrap_or_default(),
        note: form.note.trim().to_owned(),
        corrects: (!form.corrects.is_empty()).then(|| form.corrects.as_str().into()),
    })
}

/// Last reference date a census may have to be billed for `year` (R1.13).
pub fn last_reference(policy: CensusPolicy, year: i16) -> Date {
    match policy {
        CensusPolicy::LatestOfYear => date(year, 12, 31),
        CensusPolicy::StartOfYear => date(year, 1, 1),
    }
}

/// The census in force for a billed year: the latest validated one with a reference date up to the policy's
/// day; of two with one date, the one established last (R1.13).
pub fn in_force(censuses: &[Census], policy: CensusPolicy, year: i16) -> Option<&Census> {
    let limit = last_reference(policy, year);
    censuses
        .iter()
        .filter(|c| c.is_validated() && c.reference_date <= limit)
        .max_by_key(|c| (c.reference_date, c.established_at, &c.id))
}

/// What a person should look at before validating: never a refusal, the count is the beneficiary's.
///
/// A jump is a change by more than half and by at least ten agents: an ordinary year moves far less, and a
/// slip of a digit moves more.
pub fn warnings(census: &Census, earlier: &[Census]) -> Vec<Text> {
    let mut warnings = vec![];
    let before = earlier.iter().filter(|c| c.is_validated() && c.id != census.id);
    let previous = before
        .clone()
        .filter(|c| c.reference_date <= census.reference_date)
        .max_by_key(|c| (c.reference_date, c.established_at));
    if let Some(previous) = previous {
        let change = (census.agent_count - previous.agent_count).abs();
        if change >= 10 && 2 * change > previous.agent_count {
            warnings.push(
                Text::new("census-warning-jump")
                    .with("before", previous.agent_count)
                    .with("after", census.agent_count),
            );
        }
    }
    if census.agent_count == 0 {
        warnings.push(Text::new("census-warning-zero"));
    }
    if before.clone().any(|c| c.reference_date > census.reference_date) {
        warnings.push(Text::new("census-warning-older"));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::censuses::{CensusDecision, Verdict};

    fn census(id: &str, day: Date, count: i64, verdict: Option<Verdict>) -> Census {
        let at = "2023-01-01T00:00:00Z".parse().unwrap();
        Census {
            beneficiary: "b".into(),
            beneficiary_name: "B".into(),
            id: id.into(),
            reference_date: day,
            agent_count: count,
            note: String::new(),
            corrects: None,
            author: "a".into(),
            established_at: at,
            decision: verdict.map(|verdict| CensusDecision {
                verdict,
                by: "b".into(),
                at,
                note: String::new(),
            }),
        }
    }

    #[test]
    fn the_latest_validated_census_of_the_year_is_in_force() {
        let (yes, no) = (Some(Verdict::Validated), Some(Verdict::Refused));
        let all = [
            census("1", date(2022, 6, 1), 40, yes),
            census("2", date(2023, 1, 1), 41, yes),
            census("3", date(2023, 11, 1), 42, yes),
            census("4", date(2023, 11, 1), 43, yes),
            census("5", date(2023, 12, 1), 99, no),
            census("6", date(2023, 12, 2), 98, None),
            census("7", date(2024, 1, 1), 50, yes),
        ];
        let count = |policy, year| in_force(&all, policy, year).map(|c| c.agent_count);
        assert_eq!(count(CensusPolicy::LatestOfYear, 2023), Some(43));
        assert_eq!(count(CensusPolicy::StartOfYear, 2023), Some(41));
        assert_eq!(count(CensusPolicy::LatestOfYear, 2022), Some(40));
        assert_eq!(count(CensusPolicy::LatestOfYear, 2021), None);
    }

    #[test]
    fn warns_of_jumps_and_of_older_dates() {
        let before = [census("1", date(2023, 1, 1), 42, Some(Verdict::Validated))];
        let keys = |count, day| -> Vec<String> {
            warnings(&census("9", day, count, None), &before).into_iter().map(|w| w.key).collect()
        };
        assert_eq!(keys(43, date(2023, 6, 1)), Vec::<String>::new());
        assert_eq!(keys(420, date(2023, 6, 1)), ["census-warning-jump"]);
        assert_eq!(keys(0, date(2023, 6, 1)), ["census-warning-jump", "census-warning-zero"]);
        assert_eq!(keys(42, date(2022, 6, 1)), ["census-warning-older"]);
    }

    #[test]
    fn reads_a_form_and_names_every_wrong_field() {
        let form = |date: &str, count: &str| CensusForm {
            beneficiary: "b".into(),
            reference_date: date.into(),
            agent_count: count.into(),
            ..CensusForm::default()
        };
        let today = date(2023, 6, 1);
        assert_eq!(read(&form("2023-01-15", "1 042"), today).unwrap().agent_count, 1042);
        for (day, count, field) in [
            ("2023-13-01", "42", "reference_date"),
            ("2023-06-02", "42", "reference_date"),
            ("2023-01-15", "-1", "agent_count"),
            ("2023-01-15", "42,5", "agent_count"),
            ("2023-01-15", "", "agent_count"),
        ] {
            let Err(platform::Error::Invalid(problems)) = read(&form(day, count), today) else {
                panic!("{day} {count} was taken");
            };
            assert!(problems.of(field).is_some(), "{day} {count}");
        }
    }
}
