//! When those in charge are reminded of a deadline.

use super::{Deadline, DeadlineState, Moment, Subject};
use agreements::document::AgreementDocument;
use jiff::{Span, civil::Date};
use kernel::months::add_months;

/// Days before most deadlines.
const USUAL_DAYS: i64 = 30;
/// Days before the review of each month.
const MONTHLY_DAYS: i64 = 7;
/// Days before the last useful notice: a council must have time to vote.
const NOTICE_DAYS: i64 = 90;
/// Nobody is told of what should have been told longer ago than this, in days.
const STALE_DAYS: i64 = 31;
/// The reminder once the day is past.
const LATE: &str = "late";

/// The reminders before a deadline, the first one first: 12, 9 and 6 months before the term or what the agreement says
/// (R3.12), 60 days before a certificate of insurance ends or what the agreement says (R6.5).
pub(super) fn moments(document: &AgreementDocument, subject: Subject, due: Date) -> Vec<Moment> {
    let before =
        |days: i64| vec![Moment { name: "before".into(), on: due.saturating_sub(Span::new().days(days)) }];
    match subject {
        Subject::Term => {
            let mut months = document.term.warning_months.clone();
            months.sort_unstable_by(|a, b| b.cmp(a));
            let one = |months: u8| {
                Some(Moment {
                    name: format!("months-{months}"),
                    on: add_months(due, -i32::from(months)).ok()?,
                })
            };
            months.into_iter().filter_map(one).collect()
        }
        Subject::Insurance => before(i64::from(document.insurance.reminder_days)),
        Subject::Notice => before(NOTICE_DAYS),
        Subject::Operational => before(MONTHLY_DAYS),
        _ => before(USUAL_DAYS),
    }
}

/// The reminder that is due on a day: the last one reached while the deadline is to come, or that it is late. Nothing once it is
/// done, nor when it should have been said more than a month ago.
pub fn due(one: &Deadline, today: Date) -> Option<Moment> {
    let is_fresh = |moment: &Moment| {
        moment.on <= today && today <= moment.on.saturating_add(Span::new().days(STALE_DAYS))
    };
    match one.state {
        DeadlineState::Coming => {
            one.reminders.iter().rev().find(|moment| moment.on <= today).filter(|m| is_fresh(m)).cloned()
        }
        DeadlineState::Overdue => {
            Some(Moment { name: LATE.into(), on: one.due.tomorrow().ok()? }).filter(|moment| is_fresh(moment))
        }
        DeadlineState::Done | DeadlineState::Past => None,
    }
}
