//! What would become of a ticket. Pure.

use super::{Change, Ticked};
use crate::{
    teams::TeamId,
    tickets::{Ticket, rules},
};
use jiff::{SignedDuration, Timestamp};
use kernel::{Text, id::PersonId};
use std::collections::BTreeMap;

/// Most tickets changed at once.
pub const MOST: usize = 200;

/// How long a change can be put back.
pub const UNDO_FOR: SignedDuration = SignedDuration::from_mins(10);

/// Whether a change made at an instant can still be put back.
pub fn may_undo(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at) <= UNDO_FOR
}

/// Names of those who may be given tickets, by identifier.
pub type Names = BTreeMap<String, String>;

/// What stands before and after, or why nothing would be done.
pub fn judge(
    ticked: &Ticked,
    ticket: Option<&Ticket>,
    change: &Change,
    names: &Names,
) -> Result<(Text, Text), Text> {
    let ticket = ticket.ok_or_else(|| Text::new("bulk-refused-gone"))?;
    if ticket.version != ticked.version {
        return Err(Text::new("bulk-refused-changed"));
    }
    let said = |words: &str| Text::new("bulk-words").with("words", words);
    let or_none = |id: Option<&str>| match id {
        None => Ok(Text::new("desk-nobody")),
        Some(id) => names.get(id).map(|name| said(name)).ok_or_else(|| Text::new("bulk-refused-name")),
    };
    let (before, after) = match change {
        Change::Assign { assignee } => {
            let before =
                ticket.assignee.as_ref().map_or_else(|| Text::new("desk-nobody"), |named| said(&named.name));
            (before, or_none(assignee.as_ref().map(PersonId::as_str))?)
        }
        Change::Team { team } => {
            let before =
                ticket.team.as_ref().map_or_else(|| Text::new("desk-nobody"), |(_, name)| said(name));
            (before, or_none(team.as_ref().map(TeamId::as_str))?)
        }
        Change::Criticality { impact, urgency } => {
            if (ticket.impact, ticket.urgency) == (*impact, *urgency) {
                return Err(Text::new("bulk-refused-same"));
            }
            return Ok((said(&ticket.priority), Text::new("bulk-criticality")));
        }
        Change::Move { transition, .. } => {
            let path =
                rules::path(ticket.state, *transition).ok_or_else(|| Text::new("desk-error-transition"))?;
            let last = path.last().copied().unwrap_or(ticket.state);
            (Text::new(ticket.state.label_key()), Text::new(last.label_key()))
        }
    };
    if before == after { Err(Text::new("bulk-refused-same")) } else { Ok((before, after)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_are_ten_minutes() {
        let at: Timestamp = "2026-03-11T09:00:00Z".parse().unwrap();
        assert!(may_undo(at, at + SignedDuration::from_mins(10)));
        assert!(!may_undo(at, at + SignedDuration::from_secs(601)));
    }

    #[test]
    fn a_box_of_a_list_is_read_back() {
        let ticked = Ticked::parse("b1/t1/3").unwrap();
        assert_eq!((ticked.beneficiary.as_str(), ticked.id.as_str(), ticked.version), ("b1", "t1", 3));
        for wrong in ["", "b1", "b1/t1", "b1/t1/x", "b1/t1/1/2"] {
            assert_eq!(Ticked::parse(wrong), None, "{wrong}");
        }
    }
}
