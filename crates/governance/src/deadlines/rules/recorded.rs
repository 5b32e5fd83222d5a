//! Obligations whose proof a person records: each proof answers one day and begins the next.

use super::{Asked, DueDay, Holder, Known, Proof, deadline};
use crate::{
    deadlines::{Deadline, RecordedProof, Subject},
    meetings::rules::day as in_paris,
};
use agreements::{
    document::{Obligation, Occurrence},
    insurance,
};
use jiff::civil::Date;
use kernel::{Text, months::add_months};

/// Months after which what has no day of its own is due, and comes again (choice, as R6.6).
const YEAR: i32 = 12;

/// The days that were proved, then the first that is not. An obligation owed once ends with its proof.
pub(super) fn chain(
    holder: Holder<'_>,
    obligation: &Obligation,
    asked: Asked<'_>,
    known: &Known,
    today: Date,
) -> Vec<Deadline> {
    let term = &holder.document.term;
    let own: Vec<&RecordedProof> =
        known.recorded.iter().filter(|proof| proof.obligation == asked.code).collect();
    let mut found = vec![];
    let mut next = Some(opening(term.start, obligation, asked.subject));
    while let Some(due) = next.take() {
        let day = due.due;
        let shown = own.iter().find(|proof| proof.due == day).map(|proof| Shown::recorded(proof));
        let shown = shown.or_else(|| Shown::certified(holder, asked.subject, day));
        found.push(deadline(holder, asked, due, shown.as_ref().map(|shown| shown.proof.clone()), today));
        if let Some(shown) = shown {
            next = following(obligation, shown.valid_until, day)
                .filter(|due| due.due > day && term.last_day().is_none_or(|last| due.due <= last));
        }
    }
    found
}

/// What proves a day, and until when.
struct Shown {
    proof: Proof,
    valid_until: Option<Date>,
}

impl Shown {
    /// What a person recorded for that day.
    fn recorded(proof: &RecordedProof) -> Self {
        let shown = Proof { on: in_paris(proof.recorded_at), href: document_of(proof) };
        Self { proof: shown, valid_until: proof.valid_until }
    }

    /// A certificate of insurance in force on that day, or the first one after it: late, the cover has a gap (R6.5).
    fn certified(holder: Holder<'_>, subject: Subject, day: Date) -> Option<Self> {
        if subject != Subject::Insurance {
            return None;
        }
        let one = insurance::rules::proving(holder.certificates, day)?;
        let next = day.tomorrow().unwrap_or(day);
        let recorded = in_paris(one.recorded_at);
        let on = if one.valid_from > next { recorded.max(one.valid_from) } else { recorded };
        Some(Self { proof: Proof { on, href: one.path() }, valid_until: Some(one.valid_until) })
    }
}

/// The first day: the one the agreement gives; the first of the term for a certificate, which must be there from the start;
/// otherwise the end of the first period, or of the first year.
fn opening(start: Date, obligation: &Obligation, subject: Subject) -> DueDay {
    if let Some(due) = obligation.due {
        return DueDay { from: start, due, reason: Text::new("deadline-due-stated") };
    }
    if subject == Subject::Insurance {
        return DueDay { from: start, due: start, reason: Text::new("deadline-due-start") };
    }
    let months = obligation.every_months.map_or(YEAR, i32::from);
    let due = add_months(start, months).ok().and_then(|day| day.yesterday().ok()).unwrap_or(start);
    DueDay { from: start, due, reason: Text::new("deadline-due-first").with("months", months) }
}

/// The day after a proof: the end of its validity, or a period later.
fn following(obligation: &Obligation, valid_until: Option<Date>, day: Date) -> Option<DueDay> {
    if let Some(due) = valid_until {
        return Some(DueDay { from: day, due, reason: Text::new("deadline-due-valid") });
    }
    if obligation.occurs != Occurrence::Periodic {
        return None;
    }
    let months = obligation.every_months.map_or(YEAR, i32::from);
    // A day that the text gives comes back on its date; a period begins the day after the last: 30 September gives 31 December.
    let due = match obligation.due {
        Some(_) => add_months(day, months).ok()?,
        None => add_months(day.tomorrow().ok()?, months).ok()?.yesterday().ok()?,
    };
    Some(DueDay { from: day, due, reason: Text::new("deadline-due-period").with("months", months) })
}

/// The document when there is one, the page that quotes the note otherwise.
fn document_of(proof: &RecordedProof) -> String {
    match proof.file {
        Some(_) => format!("{}/file", proof.path()),
        None => crate::deadlines::DeadlineKey {
            beneficiary: proof.beneficiary.clone(),
            obligation: proof.obligation.clone(),
            due: proof.due,
        }
        .path(),
    }
}
