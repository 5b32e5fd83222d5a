//! Decisions about answers: which questions are asked, whether answers fit, what follows from them. Pure.

use super::document::{Condition, FieldKind, FormDocument, FormField, Meaning};
use agreements::{document::AgreementDocument, scope::Concern, subscriptions};
use jiff::{ToSpan as _, civil::Date};
use kernel::Text;
use platform::Problems;
use std::collections::BTreeMap;

/// Longest one-line answer in characters.
pub const LINE_CHARACTERS: usize = 200;

/// Longest answer in characters.
pub const TEXT_CHARACTERS: usize = 5_000;

/// Answers by code of their question.
pub type Answers = BTreeMap<String, String>;

/// Whether a condition holds for the answers given.
pub fn holds(condition: Option<&Condition>, answers: &Answers) -> bool {
    condition.is_none_or(|condition| {
        answers.get(&condition.field).is_some_and(|given| condition.is.iter().any(|value| value == given))
    })
}

/// The answers that count: trimmed, to questions that are asked, in turn: what is hidden hides what depends on it.
pub fn asked(form: &FormDocument, given: &Answers) -> Answers {
    let mut kept = Answers::new();
    for field in &form.fields {
        if !holds(field.show_when.as_ref(), &kept) {
            continue;
        }
        let answer = given.get(&field.code).map(|text| text.trim()).unwrap_or_default();
        if !answer.is_empty() {
            kept.insert(field.code.clone(), answer.to_owned());
        }
    }
    kept
}

/// What is wrong with answers that were [`asked`], question by question. Persons and sites are looked up elsewhere.
/// `has_files` says whether files are joined, which answers a question of that type.
pub fn check(form: &FormDocument, answers: &Answers, has_files: bool, today: Date) -> Problems {
    let mut problems = Problems::default();
    for field in form.fields.iter().filter(|field| holds(field.show_when.as_ref(), answers)) {
        let text = match answers.get(&field.code) {
            Some(answer) => wrong(field, answer, today),
            None if field.kind == FieldKind::File && has_files => None,
            None => field.required.then(|| Text::new("form-error-required")),
        };
        if let Some(text) = text {
            problems.add(&field.name(), text);
        }
    }
    problems
}

/// Names the answers to questions that the form does not have.
pub fn unknown(form: &FormDocument, given: &Answers) -> Problems {
    let mut problems = Problems::default();
    for code in given.keys().filter(|code| form.field(code).is_none()) {
        problems.add(&format!("answers.{code}"), Text::new("form-error-unknown").with("code", code));
    }
    problems
}

fn wrong(field: &FormField, answer: &str, today: Date) -> Option<Text> {
    let longest = match field.kind {
        FieldKind::LongText => TEXT_CHARACTERS,
        _ => LINE_CHARACTERS,
    };
    if answer.chars().count() > longest {
        return Some(Text::new("desk-error-too-long").with("limit", longest));
    }
    match field.kind {
        FieldKind::Choice => {
            let known = field.choices.iter().any(|choice| choice.value == answer);
            (!known).then(|| Text::new("form-error-choice"))
        }
        FieldKind::YesNo => (!["yes", "no"].contains(&answer)).then(|| Text::new("form-error-choice")),
        FieldKind::Number => number(field, answer),
        FieldKind::Date => match answer.parse::<Date>() {
            Err(_) => Some(Text::new("form-error-date")),
            Ok(day) if field.not_past && day < today => Some(Text::new("form-error-past")),
            Ok(_) => None,
        },
        FieldKind::Text | FieldKind::LongText | FieldKind::Person | FieldKind::Site | FieldKind::File => None,
    }
}

fn number(field: &FormField, answer: &str) -> Option<Text> {
    let Ok(number) = answer.parse::<i64>() else { return Some(Text::new("form-error-number")) };
    let low = field.least.filter(|least| number < *least);
    let high = field.most.filter(|most| number > *most);
    match (low, high) {
        (Some(least), _) => Some(Text::new("form-error-least").with("least", least)),
        (_, Some(most)) => Some(Text::new("form-error-most").with("most", most)),
        _ => None,
    }
}

/// What the request is about: the line that an answer names, else the form's own.
pub fn concern(form: &FormDocument, answers: &Answers) -> Concern {
    let mut chosen = form.fields.iter().filter_map(|field| {
        let answer = answers.get(&field.code)?;
        field.choices.iter().find(|choice| choice.value == *answer)?.line.clone()
    });
    let line = chosen.next_back().or_else(|| form.line.clone());
    let block = form.blocks.first().cloned();
    Concern { block, line, live_since: meant(form, answers, Meaning::LiveSince) }
}

/// The date that an answer gives to a meaning.
pub fn meant(form: &FormDocument, answers: &Answers, meaning: Meaning) -> Option<Date> {
    answers.get(&form.meant(meaning)?.code)?.parse().ok()
}

/// The codes between braces of a text.
pub fn variables(text: &str) -> Vec<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

/// A text with the answers in place of their codes; nothing where a question was not answered.
pub fn filled(text: &str, words: &Answers) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some((name, rest)) => {
                filled += words.get(name).map_or("…", String::as_str);
                filled += rest;
            }
            None => filled = format!("{filled}{{{part}"),
        }
    }
    filled
}

/// The due day of a task: the answer that fixes it with the days added.
pub fn due(form_field: Option<&String>, days: i16, answers: &Answers) -> Option<Date> {
    let day: Date = answers.get(form_field?)?.parse().ok()?;
    day.checked_add(i64::from(days).days()).ok()
}

/// Whether a form is offered on a day under an agreement: the core is subscribed (R0.2), the beneficiary is one of
/// its own, and one of its blocks is open when it names some.
pub fn is_offered(form: &FormDocument, code: &str, document: Option<&AgreementDocument>, day: Date) -> bool {
    let for_it = form.beneficiaries.is_empty() || form.beneficiaries.iter().any(|one| one == code);
    let open = document.is_some_and(|document| {
        let subscribed = |block: &String| subscriptions::is_open(document, block, day);
        subscriptions::has_core(document, day)
            && (form.blocks.is_empty() || form.blocks.iter().any(subscribed))
    });
    for_it && open
}

#[cfg(test)]
mod tests;
