//! What an import would do: refuse, change nothing, or make a version. Pure.

use super::{Version, VersionKind};
use crate::{
    document::{AgreementDocument, Change, Problem, check, difference},
    subscriptions::{self, Judgement},
};
use jiff::civil::Date;
use kernel::Text;
use platform::{Digest, Problems};
use std::sync::Arc;

/// Field of forms and of the API that holds the first day of a version.
pub const EFFECTIVE_FROM: &str = "effective_from";
/// Field of forms and of the API that holds the text of the file.
pub const SOURCE: &str = "source";

/// What importing a text would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What was found in the text, with places; errors forbid the import.
    pub problems: Vec<Problem>,
    /// What else forbids it, by field.
    pub refusals: Problems,
    /// The outcome.
    pub verdict: Verdict,
}

/// The outcome of a [`Proposal`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing would be imported; the problems and refusals say why.
    Refused,
    /// The text says what the latest version already says.
    Unchanged {
        /// Number of that version.
        number: i64,
    },
    /// A version would be made.
    New(Box<Draft>),
}

/// The version that would be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its number.
    pub number: i64,
    /// Agreement or amendment.
    pub kind: VersionKind,
    /// First day it rules.
    pub effective_from: Date,
    /// SHA-256 of the text.
    pub source_digest: Digest,
    /// What it states.
    pub document: Arc<AgreementDocument>,
    /// What changes; empty for the first version.
    pub changes: Vec<Change>,
}

/// Decides what importing `source` would do. `code` is the beneficiary's own code: a file states the
/// agreement of one beneficiary and is never imported for another.
pub fn propose(latest: Option<&Version>, code: &str, source: &str, effective_from: Option<Date>) -> Proposal {
    let report = check(source);
    let mut refusals = Problems::default();
    let Some(document) = report.document else {
        return Proposal { problems: report.problems, refusals, verdict: Verdict::Refused };
    };
    let source_digest = Digest::of(source.as_bytes());
    let same =
        latest.filter(|known| known.source_digest == source_digest.as_str() || *known.document == document);
    if let Some(known) = same {
        let verdict = Verdict::Unchanged { number: known.number };
        return Proposal { problems: report.problems, refusals, verdict };
    }
    refuse_other_party(&mut refusals, code, &document);
    refuse_services_without_core(&mut refusals, &document);
    refuse_date(&mut refusals, latest, &document, effective_from);
    let verdict = match effective_from {
        Some(effective_from) if refusals.0.is_empty() => Verdict::New(Box::new(Draft {
            number: latest.map_or(1, |known| known.number + 1),
            kind: latest.map_or(VersionKind::Agreement, |_| VersionKind::Amendment),
            effective_from,
            source_digest,
            changes: latest.map_or_else(Vec::new, |known| difference(&known.document, &document)),
            document: Arc::new(document),
        })),
        _ => Verdict::Refused,
    };
    Proposal { problems: report.problems, refusals, verdict }
}

fn refuse_other_party(refusals: &mut Problems, code: &str, document: &AgreementDocument) {
    let stated = &document.beneficiary.code;
    if stated != code {
        let text = Text::new("versions-other-beneficiary").with("stated", stated).with("expected", code);
        refusals.add(SOURCE, text);
    }
}

fn refuse_services_without_core(refusals: &mut Problems, document: &AgreementDocument) {
    let all = subscriptions::of(document);
    for one in &all {
        if let Judgement::Refused(text) = subscriptions::judge(&all, one) {
            refusals.add(SOURCE, text);
        }
    }
}

/// A version rules from a day inside its own term, and not before the version it amends.
fn refuse_date(
    refusals: &mut Problems,
    latest: Option<&Version>,
    document: &AgreementDocument,
    effective_from: Option<Date>,
) {
    let Some(date) = effective_from else {
        return refusals.add(EFFECTIVE_FROM, Text::new("versions-date-missing"));
    };
    let start = document.term.start;
    if date < start {
        return refusals.add(EFFECTIVE_FROM, Text::new("versions-date-before-start").with("start", start));
    }
    if let Some(last) = document.term.last_day().filter(|last| date > *last) {
        return refusals.add(EFFECTIVE_FROM, Text::new("versions-date-after-end").with("last", last));
    }
    if let Some(known) = latest.filter(|known| date < known.effective_from) {
        let text = Text::new("versions-date-before-previous")
            .with("number", known.number)
            .with("date", known.effective_from);
        refusals.add(EFFECTIVE_FROM, text);
    }
}
