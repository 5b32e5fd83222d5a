//! Days that the agreement fixes and that what Socle holds proves: committees, census, revision, invoice, restore tests;
//! and the days that are only told, notice and term.

use super::{Asked, DueDay, Fact, Holder, Known, Proof, Window, asked, deadline};
use crate::deadlines::{Deadline, Subject};
use agreements::document::{AgreementDocument, CensusPolicy, Debtor, Obligation, Term};
use finance::exit::{rules::first_notice, statement::terms};
use jiff::civil::{Date, date};
use kernel::{
    Text,
    months::{add_months, last_day},
};

/// Months between two restore tests when the agreement does not say.
const USUAL_MONTHS: i32 = 12;
/// Days looked back for the last useful notice: a roll to a working day never moves further.
const ROLL_DAYS: usize = 15;

fn first(year: i16) -> Date {
    date(year, 1, 1)
}

fn last(year: i16) -> Date {
    date(year, 12, 31)
}

/// The days of a window that the agreement rules.
fn ruled(term: &Term, window: Window) -> Window {
    let end = term.last_day().unwrap_or(Date::MAX);
    Window { from: window.from.max(term.start), to: window.to.min(end), ..window }
}

fn years(window: Window) -> impl Iterator<Item = i16> {
    window.from.year()..=window.to.year()
}

/// The earliest fact that counts within a period.
fn proof(
    known: &Known,
    subject: Subject,
    period: (Date, Date),
    is_of: impl Fn(&Fact) -> bool,
) -> Option<Proof> {
    let counts =
        |fact: &&Fact| fact.subject == subject && period.0 <= fact.counts_on && fact.counts_on <= period.1;
    let found = known.facts.iter().filter(counts).filter(|fact| is_of(fact)).min_by_key(|fact| fact.done_on);
    found.map(|fact| Proof { on: fact.done_on, href: fact.href.clone() })
}

/// Each slot of each committee: its month, proved by a meeting held in it (R7.2).
pub(super) fn of_committees(holder: Holder<'_>, known: &Known, window: Window, today: Date) -> Vec<Deadline> {
    let mut found = vec![];
    let window = ruled(&holder.document.term, window);
    for committee in &holder.document.committees {
        let subject = Subject::of_committee(committee.code);
        let own = Asked {
            code: subject.as_str(),
            article: &committee.article,
            subject,
            text: &committee.name,
            evidence: "",
            owner: Debtor::Both,
        };
        let stated = holder.document.obligations.iter().find(|one| Subject::of(one.proved_by) == subject);
        let asked = stated.map_or(own, asked);
        for year in years(window) {
            for month in committee.months.iter().filter_map(|month| i8::try_from(*month).ok()) {
                let from = date(year, month, 1);
                let due = DueDay { from, due: from.last_of_month(), reason: Text::new("deadline-due-slot") };
                if window.holds(due.due) {
                    let proof = proof(known, subject, (from, due.due), |_| true);
                    found.push(deadline(holder, asked, due, proof, today));
                }
            }
        }
    }
    found
}

/// The days of an obligation that what Socle holds proves.
pub(super) fn of_facts(
    holder: Holder<'_>,
    obligation: &Obligation,
    asked: Asked<'_>,
    known: &Known,
    window: Window,
    today: Date,
) -> Vec<Deadline> {
    let document = holder.document;
    let window = ruled(&document.term, window);
    let dues: Vec<DueDay> = match asked.subject {
        Subject::RestoreTest => periods(document.term.start, obligation, window.to),
        Subject::Census => years(window).map(|year| of_census(document.price.census.rule, year)).collect(),
        Subject::Revision => {
            let rule = &document.price.revision;
            let month = i8::try_from(rule.month).ok().filter(|month| (1..=12).contains(month)).unwrap_or(12);
            let revised = years(window).filter(|year| *year >= rule.first_year);
            let due = |year| date(year, month, 1).last_of_month();
            let reason = || Text::new("deadline-due-revision");
            revised.map(|year| DueDay { from: first(year), due: due(year), reason: reason() }).collect()
        }
        _ => {
            let reason = || Text::new("deadline-due-year");
            years(window)
                .map(|year| DueDay { from: first(year), due: last(year), reason: reason() })
                .collect()
        }
    };
    let core: Vec<&str> =
        document.offers.iter().filter(|offer| !offer.needs_core).map(|offer| offer.code.as_str()).collect();
    let is_of = |fact: &Fact| asked.subject != Subject::Invoice || core.contains(&fact.offer.as_str());
    let one = |due: DueDay| {
        let is_year = matches!(asked.subject, Subject::Revision | Subject::Invoice);
        let until = if is_year { last(due.due.year()) } else { due.due };
        let proof = proof(known, asked.subject, (due.from, until), is_of);
        deadline(holder, asked, due, proof, today)
    };
    dues.into_iter().filter(|due| window.holds(due.due)).map(one).collect()
}

/// The census that is billed: dated within the year, or by its first day (R1.13).
fn of_census(policy: CensusPolicy, year: i16) -> DueDay {
    match policy {
        CensusPolicy::LatestOfYear => {
            DueDay { from: first(year), due: last(year), reason: Text::new("deadline-due-census") }
        }
        CensusPolicy::StartOfYear => {
            let from = first(year - 1).tomorrow().unwrap_or_else(|_| first(year - 1));
            DueDay { from, due: first(year), reason: Text::new("deadline-due-census-start") }
        }
    }
}

/// Periods of a number of months, one after the other from the first day of the agreement.
fn periods(start: Date, obligation: &Obligation, until: Date) -> Vec<DueDay> {
    let months = obligation.every_months.map_or(USUAL_MONTHS, i32::from).max(1);
    let mut found = vec![];
    let mut rank = 0;
    loop {
        let bounds = (add_months(start, rank * months), add_months(start, (rank + 1) * months));
        let (Ok(from), Ok(next)) = bounds else { break };
        let Ok(due) = next.yesterday() else { break };
        if from > until {
            break;
        }
        let reason = Text::new("deadline-due-period").with("months", months);
        found.push(DueDay { from, due, reason });
        rank += 1;
    }
    found
}

/// The last day of the agreement, and the last one on which a notice still matters (R3.8 to R3.12).
pub(super) fn of_term(holder: Holder<'_>, today: Date) -> Vec<Deadline> {
    let term = &holder.document.term;
    let Some(end) = term.last_day() else { return vec![] };
    let told = |code, article, subject| Asked {
        code,
        article,
        subject,
        text: "",
        evidence: "",
        owner: Debtor::Both,
    };
    let asked = told("term", &term.article, Subject::Term);
    let due = DueDay { from: term.start, due: end, reason: Text::new("deadline-due-term") };
    let mut found = vec![deadline(holder, asked, due, None, today)];
    if let Some((opens, closes)) = notice(holder.document, end) {
        let asked = told("notice", &term.notice.article, Subject::Notice);
        let reason = Text::new("deadline-due-notice").with("months", term.notice.months);
        found.push(deadline(holder, asked, DueDay { from: opens, due: closes, reason }, None, today));
    }
    found
}

/// The first and the last day on which a notice ends the agreement before its term; nothing when there is none.
fn notice(document: &AgreementDocument, end: Date) -> Option<(Date, Date)> {
    let terms = terms(document);
    let opens = first_notice(&terms).ok()?;
    let months = i32::from(terms.notice_months);
    let mut day = add_months(end, -months).ok()?;
    for _ in 0..ROLL_DAYS {
        if last_day(day, months, terms.roll).is_ok_and(|last| last < end) {
            break;
        }
        day = day.yesterday().ok()?;
    }
    (day >= opens).then_some((opens, day))
}
