//! Decisions about problems. Pure.

use super::{Candidate, Common, Problem, ProblemForm, State, Unexplained};
use crate::announcements::rules::BODY;
use kernel::{Text, fold};
use platform::Problems;
use std::collections::BTreeMap;

/// Longest title in characters.
pub const TITLE: usize = 200;

/// Longest text in characters.
pub const TEXT: usize = 10_000;

/// Days looked back upon for incidents with something in common.
pub const DAYS: i64 = 30;

/// Incidents with something in common from which a problem is proposed.
pub const MANY: usize = 4;

/// Where a problem may go from a state: on, or back when it was not so after all.
pub fn next(state: State) -> &'static [State] {
    match state {
        State::New => &[State::Investigating, State::KnownError, State::Resolved],
        State::Investigating => &[State::KnownError, State::Resolved],
        State::KnownError => &[State::Resolved, State::Investigating],
        State::Resolved => &[State::Closed, State::Investigating],
        State::Closed => &[State::Investigating],
    }
}

/// What is missing before a problem may go somewhere.
pub fn check(problem: &Problem, to: State, resolution: &str) -> Result<(), Problems> {
    let mut problems = Problems::default();
    if !next(problem.state).contains(&to) {
        problems.add("state", Text::new("problem-error-state"));
    } else if to == State::KnownError && problem.workaround.is_empty() && problem.public_text[0].is_empty() {
        problems.add("state", Text::new("problem-error-workaround"));
    } else if to == State::Resolved && resolution.trim().is_empty() {
        problems.add("resolution", Text::new("problem-error-resolution"));
    } else if resolution.chars().count() > TEXT {
        problems.add("resolution", Text::new("desk-error-too-long").with("limit", TEXT));
    }
    if problems.0.is_empty() { Ok(()) } else { Err(problems) }
}

/// Every mistake of a form, with its field.
pub fn mistakes(form: &ProblemForm) -> Problems {
    let mut problems = Problems::default();
    if form.title.trim().is_empty() {
        problems.add("title", Text::new("change-error-empty"));
    }
    let lengths = [
        ("title", &form.title, TITLE),
        ("public_title_fr", &form.public_title_fr, TITLE),
        ("public_title_en", &form.public_title_en, TITLE),
        ("description", &form.description, TEXT),
        ("root_cause", &form.root_cause, TEXT),
        ("workaround", &form.workaround, TEXT),
        ("public_text_fr", &form.public_text_fr, BODY),
        ("public_text_en", &form.public_text_en, BODY),
    ];
    for (field, text, limit) in lengths {
        if text.chars().count() > limit {
            problems.add(field, Text::new("desk-error-too-long").with("limit", limit));
        }
    }
    problems
}

/// Whether a problem holds every word looked for, whatever the accents and the case.
pub fn says(problem: &Problem, looked_for: &str) -> bool {
    let texts = [
        problem.reference(),
        problem.title.clone(),
        problem.description.clone(),
        problem.root_cause.clone(),
        problem.workaround.clone(),
        problem.public_title[0].clone(),
        problem.public_text[0].clone(),
        problem.category.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
    ];
    holds(&texts.join(" "), looked_for)
}

/// Whether a text holds every word looked for, whatever the accents and the case.
pub fn holds(text: &str, looked_for: &str) -> bool {
    let text = fold(text);
    fold(looked_for).split_whitespace().all(|word| text.contains(word))
}

/// The number of a problem as people write it: `PRB-12`, `prb-12` or `12`.
pub fn number(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches('#').to_uppercase();
    let digits = text.strip_prefix("PRB-").unwrap_or(&text);
    digits.parse().ok().filter(|number| *number > 0)
}

/// Incidents of one category or one site, [`MANY`] at least, the largest group first.
pub fn candidates(incidents: &[Unexplained]) -> Vec<Candidate> {
    let mut groups: BTreeMap<Common, Candidate> = BTreeMap::new();
    for one in incidents {
        let category = one.category.as_ref().map(|(id, name)| (Common::Category(id.to_string()), name));
        let site = one.site.as_ref().map(|(id, name)| (Common::Site(id.clone()), name));
        for (common, name) in category.into_iter().chain(site) {
            let group = groups.entry(common.clone()).or_insert_with(|| Candidate {
                common,
                name: name.clone(),
                incidents: vec![],
            });
            group.incidents.push(one.incident.clone());
        }
    }
    let mut found: Vec<Candidate> =
        groups.into_values().filter(|group| group.incidents.len() >= MANY).collect();
    found.sort_by_key(|group| std::cmp::Reverse(group.incidents.len()));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        tickets::Linked,
        tickets::{State as TicketState, TicketKey},
    };
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn problem(state: State) -> Problem {
        Problem {
            id: "p".into(),
            number: 7,
            title: "Coupures du réseau".into(),
            description: "Chaque matin à 9 h".into(),
            state,
            category: None,
            root_cause: String::new(),
            workaround: String::new(),
            public_title: Default::default(),
            public_text: Default::default(),
            published_at: None,
            resolution: String::new(),
            opened_by_name: String::new(),
            opened_at: Timestamp::UNIX_EPOCH,
            resolved_at: None,
            incidents: 0,
            beneficiaries: 0,
            version: 1,
        }
    }

    #[test]
    fn a_problem_goes_on_with_what_is_known() {
        let with =
            |workaround: &str| Problem { workaround: workaround.into(), ..problem(State::Investigating) };
        let cases = [
            (problem(State::New), State::Investigating, "", true),
            (problem(State::New), State::Closed, "", false),
            (with(""), State::KnownError, "", false),
            (with("Redémarrer la borne"), State::KnownError, "", true),
            (with(""), State::Resolved, " ", false),
            (with(""), State::Resolved, "Câble changé", true),
            (problem(State::Resolved), State::Closed, "", true),
            (problem(State::Closed), State::Investigating, "", true),
            (problem(State::Closed), State::KnownError, "", false),
        ];
        for (problem, to, resolution, expected) in cases {
            assert_eq!(check(&problem, to, resolution).is_ok(), expected, "{:?} {to:?}", problem.state);
        }
    }

    #[test]
    fn known_errors_are_found_without_accents() {
        for (words, expected) in
            [("reseau", true), ("RÉSEAU matin", true), ("prb-7", true), ("fax", false), ("", true)]
        {
            assert_eq!(says(&problem(State::New), words), expected, "{words}");
        }
        assert_eq!((number("prb-7"), number("7"), number("CHG-7")), (Some(7), Some(7), None));
    }

    fn unexplained(number: usize, category: Option<&str>, site: Option<&str>) -> Unexplained {
        Unexplained {
            incident: Linked {
                key: TicketKey { beneficiary: "val".into(), id: format!("t{number}").into() },
                reference: format!("VAL-{number}"),
                title: String::new(),
                beneficiary_name: String::new(),
                state: TicketState::New,
            },
            category: category.map(|name| (name.into(), name.to_owned())),
            site: site.map(|name| (name.to_owned(), name.to_owned())),
        }
    }

    #[test]
    fn many_incidents_of_a_category_or_of_a_site_are_a_candidate() {
        let all: Vec<Unexplained> =
            (0..5).map(|n| unexplained(n, Some("wifi"), (n < MANY).then_some("mairie"))).collect();
        let found = candidates(&all);
        let counts: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.incidents.len())).collect();
        assert_eq!(counts, [("wifi", 5), ("mairie", 4)]);
        assert!(candidates(&all[..3]).is_empty());
    }

    proptest! {
        /// No incident is counted twice in one group, none is invented.
        #[test]
        fn groups_hold_what_was_given(rows in prop::collection::vec((0usize..3, 0usize..3), 0..40)) {
            let names = ["a", "b", "c"];
            let all: Vec<Unexplained> = rows.iter().enumerate()
                .map(|(n, (category, site))| unexplained(n, Some(names[*category]), Some(names[*site]))).collect();
            for group in candidates(&all) {
                let mut references: Vec<_> = group.incidents.iter().map(|one| one.reference.clone()).collect();
                references.sort();
                references.dedup();
                prop_assert_eq!(references.len(), group.incidents.len());
                prop_assert!(group.incidents.len() >= MANY && group.incidents.len() <= rows.len());
            }
        }
    }
}
