//! Which deadlines an agreement gives, and what proves each (R0.7). Pure.

mod recorded;
mod remind;
mod slots;
#[cfg(test)]
mod tests;

pub use remind::due as due_reminder;

use super::{Deadline, DeadlineState, Moment, Proof, RecordedProof, Subject};
use agreements::{
    document::{AgreementDocument, Debtor, Obligation, Occurrence, ProvedBy},
    insurance::Certificate,
};
use jiff::civil::{Date, date};
use kernel::{Explained, Explanation, Figure, Text, id::BeneficiaryId};

/// Years of the calendar in which a day is looked for.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=9998;
/// A fact may count for a day up to this long before its deadline, in days, when no period is longer.
const LOOKED_BACK: i64 = 400;

/// From a first day to a last one, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Whether what a person must still prove is kept however old it is.
    pub has_arrears: bool,
}

impl Window {
    /// A day alone.
    pub fn of(day: Date) -> Self {
        Self { from: day, to: day, has_arrears: false }
    }

    /// A year back and a year ahead, with what a person must still prove.
    pub fn around(today: Date) -> Self {
        let away = |years: i64| today.saturating_add(jiff::Span::new().years(years));
        Self { from: away(-1), to: away(1), has_arrears: true }
    }

    /// The quarter of a text such as `2026-Q1`.
    pub fn quarter(text: &str) -> Option<Self> {
        let (year, quarter) = text.split_once("-Q")?;
        let (year, quarter): (i16, i8) = (year.parse().ok()?, quarter.parse().ok()?);
        let is_known = YEARS.contains(&year) && (1..=4).contains(&quarter);
        let first = is_known.then(|| date(year, 3 * quarter - 2, 1))?;
        Some(Self { from: first, to: date(year, 3 * quarter, 1).last_of_month(), has_arrears: false })
    }

    fn holds(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    fn keeps(self, one: &Deadline) -> bool {
        let is_open = one.state == DeadlineState::Overdue && one.subject.is_recorded();
        self.holds(one.due) || (self.has_arrears && is_open && one.due < self.from)
    }
}

/// Something that Socle holds and that proves a deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it proves.
    pub subject: Subject,
    /// The day for which it counts: of the meeting, of the count, the first of the year billed or revised.
    pub counts_on: Date,
    /// The day on which it was done.
    pub done_on: Date,
    /// For an invoice: the offer billed.
    pub offer: String,
    /// The page that shows it.
    pub href: String,
}

/// What is known of one beneficiary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What Socle holds.
    pub facts: Vec<Fact>,
    /// What persons recorded and did not take back, by the day it fell due.
    pub recorded: Vec<RecordedProof>,
}

/// Whose agreement it is.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'a> {
    /// The tenant key.
    pub id: &'a BeneficiaryId,
    /// The name.
    pub name: &'a str,
    /// The agreement.
    pub document: &'a AgreementDocument,
    /// The provider's certificates of insurance that were not taken back: the same for everybody.
    pub certificates: &'a [Certificate],
}

/// What an obligation asks for, before its days.
#[derive(Clone, Copy, Debug)]
struct Asked<'a> {
    code: &'a str,
    article: &'a str,
    subject: Subject,
    text: &'a str,
    evidence: &'a str,
    owner: Debtor,
}

/// A day on which something is due.
struct DueDay {
    from: Date,
    due: Date,
    reason: Text,
}

/// The deadlines of an agreement that fall within a window, in the order of their days.
pub fn deadlines(holder: Holder<'_>, known: &Known, window: Window, today: Date) -> Vec<Deadline> {
    let mut found = slots::of_committees(holder, known, window, today);
    for obligation in holder.document.obligations.iter().filter(|one| falls_due(one)) {
        let asked = asked(obligation);
        match asked.subject {
            Subject::Steering | Subject::Technical | Subject::Operational => {}
            Subject::Insurance | Subject::Document => {
                found.extend(recorded::chain(holder, obligation, asked, known, today));
            }
            _ => found.extend(slots::of_facts(holder, obligation, asked, known, window, today)),
        }
    }
    found.extend(slots::of_term(holder, today));
    found.retain(|one| window.keeps(one));
    found.sort_by(|a, b| (a.due, &a.obligation).cmp(&(b.due, &b.obligation)));
    found
}

/// How many days before its deadline a fact may count: as long as the longest period between two restore tests.
pub fn looked_back<'a>(documents: impl Iterator<Item = &'a AgreementDocument>) -> i64 {
    let tests = documents
        .flat_map(|document| &document.obligations)
        .filter(|one| one.proved_by == Some(ProvedBy::RestoreTest));
    let months = tests.filter_map(|one| one.every_months).max().unwrap_or_default();
    LOOKED_BACK.max(31 * i64::from(months))
}

/// What is continuous, or due only when something happens, has no day of its own.
fn falls_due(obligation: &Obligation) -> bool {
    matches!(obligation.occurs, Occurrence::Once | Occurrence::Periodic)
}

fn asked(obligation: &Obligation) -> Asked<'_> {
    Asked {
        code: &obligation.code,
        article: &obligation.article,
        subject: Subject::of(obligation.proved_by),
        text: &obligation.text,
        evidence: &obligation.evidence,
        owner: obligation.party,
    }
}

fn deadline(
    holder: Holder<'_>,
    asked: Asked<'_>,
    due: DueDay,
    proof: Option<Proof>,
    today: Date,
) -> Deadline {
    let state = match &proof {
        Some(_) => DeadlineState::Done,
        None if due.due >= today => DeadlineState::Coming,
        None if asked.subject.is_only_told() => DeadlineState::Past,
        None => DeadlineState::Overdue,
    };
    Deadline {
        beneficiary: holder.id.clone(),
        beneficiary_name: holder.name.to_owned(),
        obligation: asked.code.to_owned(),
        article: asked.article.to_owned(),
        subject: asked.subject,
        text: asked.text.to_owned(),
        evidence: asked.evidence.to_owned(),
        owner: asked.owner,
        from: due.from,
        due: due.due,
        reason: due.reason,
        state,
        proof,
        reminders: remind::moments(holder.document, asked.subject, due.due),
    }
}

/// Where a deadline stands, and how that came about.
pub fn explained(one: &Deadline, today: Date, may_open: bool) -> Explained<DeadlineState> {
    let mut story = Explanation::of("R0.7", &one.article, Text::new("deadline-rule"));
    story.input(Text::new("deadline-obligation"), Figure::Words(one.obligation.clone()), None);
    if !one.evidence.is_empty() {
        story.input(Text::new("deadline-evidence"), Figure::Words(one.evidence.clone()), None);
    }
    story.input(Text::new("deadline-today"), Figure::Date(today), None);
    if let Some(proof) = &one.proof {
        let href = may_open.then(|| proof.href.clone());
        story.input(Text::new("deadline-proof"), Figure::Date(proof.on), href);
    }
    story.step(Text::new("deadline-from"), "", Figure::Date(one.from)).step(
        one.reason.clone(),
        "",
        Figure::Date(one.due),
    );
    let state = if one.is_late() { "deadline-state-done-late" } else { one.state.label_key() };
    story.step(Text::new("deadline-state"), "", Figure::Text(Text::new(state)));
    story.explain(one.state)
}

/// How many are overdue, and how many come within a number of days.
pub fn count(all: &[Deadline], today: Date, days: i64) -> (i64, i64) {
    let until = today.saturating_add(jiff::Span::new().days(days));
    let of = |state, until: Date| {
        let some = all.iter().filter(|one| one.state == state && one.due <= until);
        i64::try_from(some.count()).unwrap_or(i64::MAX)
    };
    (of(DeadlineState::Overdue, today), of(DeadlineState::Coming, until))
}

/// The last day of the year of a day: what is billed or revised counts for its whole year.
pub fn last_of_year(day: Date) -> Date {
    date(day.year(), 12, 31)
}
