//! The consistency check of a draft: what the check of the file finds, and what only a draft can have wrong (R0.2, R0.5, R0.6). Each
//! finding names its article and what to do. Pure.

use super::{Draft, DraftKind};
use crate::{
    document::{AgreementDocument, CommitmentStatus, Report},
    joining::rules::unresolved,
    subscriptions::{self, Judgement},
    versions::Version,
    written::{Severity, texts},
};
use jiff::civil::Date;
use kernel::Text;
use serde::Serialize;

/// Words that a draft copied from an earlier text still holds (R0.5).
const LEFT_OVER: [&str; 3] = ["EPCC", "XX", "À COMPLÉTER"];

/// Something to settle, or to know, before a draft is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Finding {
    /// An error forbids signing.
    pub severity: Severity,
    /// Article or rule concerned.
    pub article: String,
    /// Line of the file; 0 for what stands in no line.
    pub line: usize,
    /// Key concerned; may be empty.
    pub path: String,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub fix: Text,
}

/// What a draft is checked against.
pub struct Subject<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// Its file.
    pub source: &'a str,
    /// What the check of the file found.
    pub report: &'a Report,
    /// The version it amends or renews.
    pub base: Option<&'a Version>,
    /// Names and designations of other beneficiaries.
    pub others: &'a [String],
    /// How many values it changes.
    pub changes: usize,
}

/// Everything found, errors first, then in the order of the file.
pub fn findings(subject: &Subject<'_>) -> Vec<Finding> {
    let mut found = vec![];
    variables(&mut found, subject);
    from_check(&mut found, subject);
    left_over(&mut found, subject);
    if let Some(document) = &subject.report.document {
        stated(&mut found, subject, document);
    }
    annexes(&mut found, subject);
    dates(&mut found, subject);
    found.sort_by(|a, b| (a.severity, a.line, &a.path).cmp(&(b.severity, b.line, &b.path)));
    found
}

fn add(
    found: &mut Vec<Finding>,
    severity: Severity,
    article: &str,
    (line, path): (usize, &str),
    message: Text,
) {
    let fix = Text { key: format!("{}-fix", message.key), args: message.args.clone() };
    found.push(Finding { severity, article: article.to_owned(), line, path: path.to_owned(), message, fix });
}

/// The article of a key of the file.
pub(super) fn article(path: &str) -> &'static str {
    match path.split(['.', '[']).next().unwrap_or_default() {
        "identity" | "provider" | "beneficiary" => "préambule",
        "blocks" | "committees" | "obligations" => "art. 2",
        "data_protection" => "art. 4, annexe 1 E",
        "offers" | "service_window" | "priority" => "art. 5",
        "equipment" | "exit" => "art. 6",
        "term" => "art. 7",
        "price" => "art. 8",
        "insurance" => "art. 9",
        "disputes" => "art. 10",
        "commitments" => "annexe 1 A",
        "telephony" => "art. 2, I-C",
        _ => "",
    }
}

fn variables(found: &mut Vec<Finding>, subject: &Subject<'_>) {
    for name in unresolved(subject.source) {
        let line = subject.source.lines().position(|line| line.contains(&format!("{{{{{name}}}}}")));
        let message = Text::new("draft-find-variable").with("name", name);
        add(found, Severity::Error, "", (line.map_or(0, |line| line + 1), ""), message);
    }
}

/// What the check of the file found, but where a variable is still to come: that is said once.
fn from_check(found: &mut Vec<Finding>, subject: &Subject<'_>) {
    let lines: Vec<&str> = subject.source.lines().collect();
    for problem in &subject.report.problems {
        let line = lines.get(problem.line.saturating_sub(1)).copied().unwrap_or_default();
        if !line.contains("{{") {
            found.push(Finding {
                severity: problem.severity,
                article: article(&problem.path).to_owned(),
                line: problem.line,
                path: problem.path.clone(),
                message: problem.message.clone(),
                fix: problem.fix.clone(),
            });
        }
    }
}

/// Words of another beneficiary, and words that an earlier text left. An amendment only warns: the parties may have signed them.
fn left_over(found: &mut Vec<Finding>, subject: &Subject<'_>) {
    let severity =
        if subject.draft.kind == DraftKind::Amendment { Severity::Warning } else { Severity::Error };
    let own = &subject.draft.beneficiary_name;
    for (place, text) in texts(subject.source) {
        // Remarks quote the defects of the text: they are there to show them.
        if place.path.starts_with("remarks") {
            continue;
        }
        let other =
            subject.others.iter().find(|other| has_words(&text, other) && !own.contains(other.as_str()));
        if let Some(other) = other {
            let message = Text::new("draft-find-other").with("words", other);
            add(found, severity, article(&place.path), (place.line, &place.path), message);
        }
        if let Some(words) = LEFT_OVER.iter().find(|words| has_words(&text, words)) {
            let message = Text::new("draft-find-left").with("words", words);
            add(found, Severity::Warning, article(&place.path), (place.line, &place.path), message);
        }
        let start = subject.report.document.as_ref().map(|document| document.term.start.year());
        let year = text.split_once("l'année ").and_then(|(_, rest)| rest.get(..4)?.parse::<i16>().ok());
        if let Some((year, start)) = year.zip(start).filter(|(year, start)| year < start) {
            let message = Text::new("draft-find-year").with("year", year).with("start", start);
            add(found, Severity::Warning, article(&place.path), (place.line, &place.path), message);
        }
    }
}

/// Whether whole words stand in a text.
fn has_words(text: &str, words: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    !words.is_empty()
        && text.match_indices(words).any(|(at, _)| {
            edge(text[..at].chars().next_back()) && edge(text[at + words.len()..].chars().next())
        })
}

fn stated(found: &mut Vec<Finding>, subject: &Subject<'_>, document: &AgreementDocument) {
    let code = &subject.draft.beneficiary_code;
    if document.beneficiary.code != *code {
        let message =
            Text::new("draft-find-party").with("stated", &document.beneficiary.code).with("expected", code);
        add(found, Severity::Error, "préambule", (0, "beneficiary.code"), message);
    }
    let all = subscriptions::of(document);
    for one in &all {
        let path = format!("offers[{}]", one.offer);
        let (severity, mut message) = match subscriptions::judge(&all, one) {
            Judgement::Sound => continue,
            Judgement::Warning(text) => (Severity::Warning, text),
            Judgement::Refused(text) => (Severity::Error, text),
        };
        let fix = Text::new("draft-find-core-fix").with("offer", &one.offer);
        message.args.entry("offer".to_owned()).or_insert_with(|| one.offer.clone());
        let article = "art. 5 (R0.2)".to_owned();
        found.push(Finding { severity, article, line: 0, path, message, fix });
    }
    let unmeasured = document.commitments.iter().filter(|one| one.status != CommitmentStatus::Target);
    let codes: Vec<&str> = unmeasured.map(|one| one.code.as_str()).collect();
    if !codes.is_empty() && subject.draft.kind != DraftKind::Amendment {
        let message = Text::new("draft-find-targets").with("codes", codes.join(", "));
        add(found, Severity::Warning, "annexe 1 A (R5.1)", (0, "commitments"), message);
    }
}

/// What the text says is annexed, and is not.
fn annexes(found: &mut Vec<Finding>, subject: &Subject<'_>) {
    if subject.draft.kind != DraftKind::Joining {
        return;
    }
    let variables = &subject.draft.variables;
    if variables.sites.trim().is_empty() {
        add(found, Severity::Warning, "art. 2, I-A", (0, ""), Text::new("draft-find-sites"));
    }
    if variables.agents.trim().is_empty() {
        add(found, Severity::Warning, "art. 8", (0, ""), Text::new("draft-find-agents"));
    }
}

fn dates(found: &mut Vec<Finding>, subject: &Subject<'_>) {
    let draft = subject.draft;
    if draft.kind == DraftKind::Amendment && subject.changes == 0 && subject.report.document.is_some() {
        add(found, Severity::Error, "", (0, ""), Text::new("draft-find-nothing"));
    }
    let Some(effective) = draft.effective_on else {
        if draft.kind == DraftKind::Amendment {
            add(found, Severity::Error, "art. 7", (0, ""), Text::new("draft-find-no-date"));
        }
        return;
    };
    let last: Option<Date> = subject.report.document.as_ref().and_then(|document| document.term.last_day());
    let before = subject.base.map(|base| base.effective_from).filter(|from| effective < *from);
    if let Some(from) = before {
        add(found, Severity::Error, "art. 7", (0, ""), Text::new("draft-find-before").with("day", from));
    }
    if let Some(last) = last.filter(|last| effective > *last) {
        add(found, Severity::Error, "art. 7", (0, ""), Text::new("draft-find-after").with("day", last));
    }
}

#[cfg(test)]
mod tests;
