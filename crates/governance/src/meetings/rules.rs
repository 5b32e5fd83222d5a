//! Decisions about meetings. Pure.

use super::{Item, Meeting, MeetingForm, MeetingState, MinutesState, Participant, Presence, Source};
use agreements::document::{Committee, CommitteeKind};
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Weekday, date},
};
use kernel::{Side, Text, Zone, months::next_working_day};
use platform::Problems;

/// Minutes of a meeting that its plan says nothing about.
pub const USUAL_MINUTES: i64 = 90;
/// Hour at which a meeting of the plan begins until somebody says otherwise.
const USUAL_HOUR: i8 = 10;
/// Longest meeting: a day.
const MOST_MINUTES: i64 = 24 * 60;
/// Most characters of a line.
pub const LONGEST_LINE: usize = 200;
/// Most characters of a text.
pub const LONGEST_TEXT: usize = 20_000;

/// What a form says about a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Which committee.
    pub committee: CommitteeKind,
    /// When it begins.
    pub starts_at: Timestamp,
    /// How long it lasts.
    pub minutes_long: i64,
}

/// Reads a form; tells every problem at once.
pub fn stated(form: &MeetingForm) -> Result<Stated, Problems> {
    let mut problems = Problems::default();
    let committee = committee(&form.committee);
    if committee.is_none() {
        problems.add("committee", Text::new("meeting-error-committee"));
    }
    let starts_at = instant(&form.starts);
    if starts_at.is_none() {
        problems.add("starts", Text::new("meeting-error-starts"));
    }
    let minutes_long = match form.minutes_long.trim() {
        "" => Some(USUAL_MINUTES),
        text => text.parse().ok().filter(|minutes| (1..=MOST_MINUTES).contains(minutes)),
    };
    if minutes_long.is_none() {
        problems.add("minutes_long", Text::new("meeting-error-minutes").with("limit", MOST_MINUTES));
    }
    short(&mut problems, "subject", &form.subject);
    short(&mut problems, "place", &form.place);
    match (committee, starts_at, minutes_long) {
        (Some(committee), Some(starts_at), Some(minutes_long)) if problems.0.is_empty() => {
            Ok(Stated { committee, starts_at, minutes_long })
        }
        _ => Err(problems),
    }
}

/// Refuses a line that is too long.
pub fn short(problems: &mut Problems, field: &str, text: &str) {
    if text.chars().count() > LONGEST_LINE {
        problems.add(field, Text::new("meeting-error-long").with("limit", LONGEST_LINE));
    }
}

/// Refuses a text that is too long.
pub fn long(problems: &mut Problems, field: &str, text: &str) {
    if text.chars().count() > LONGEST_TEXT {
        problems.add(field, Text::new("meeting-error-long").with("limit", LONGEST_TEXT));
    }
}

/// Refuses a text that is missing or too long.
pub fn words(problems: &mut Problems, field: &str, text: &str) {
    if text.trim().is_empty() {
        problems.add(field, Text::new("meeting-error-missing"));
    }
    long(problems, field, text);
}

/// The committee of a stored or typed word.
pub fn committee(word: &str) -> Option<CommitteeKind> {
    [CommitteeKind::Steering, CommitteeKind::Technical, CommitteeKind::Operational]
        .into_iter()
        .find(|kind| committee_word(*kind) == word)
}

/// The word stored and sent.
pub fn committee_word(kind: CommitteeKind) -> &'static str {
    match kind {
        CommitteeKind::Steering => "steering",
        CommitteeKind::Technical => "technical",
        CommitteeKind::Operational => "operational",
    }
}

/// The side of a typed word; a contractor sits in no committee.
pub fn side(word: &str) -> Option<Side> {
    match word {
        "provider" => Some(Side::Provider),
        "beneficiary" => Some(Side::Beneficiary),
        _ => None,
    }
}

/// The word of a side, stored and sent.
pub fn side_word(side: Side) -> &'static str {
    if side == Side::Provider { "provider" } else { "beneficiary" }
}

fn instant(wall: &str) -> Option<Timestamp> {
    Zone::Metropole.time_zone().to_timestamp(wall.trim().parse::<DateTime>().ok()?).ok()
}

/// The day of a meeting on the clock of Paris.
pub fn day(at: Timestamp) -> Date {
    at.to_zoned(Zone::Metropole.time_zone()).date()
}

/// When the meetings of a year's plan are to be, until somebody says otherwise: on the second Tuesday of their month, or the next
/// working day, at ten. The operational review of a month in which another committee meets comes a week later.
pub fn plan(committees: &[Committee], year: i16) -> Vec<(CommitteeKind, Timestamp)> {
    let mut planned = vec![];
    for committee in committees {
        for month in committee.months.iter().filter_map(|month| i8::try_from(*month).ok()) {
            let meets = |other: &Committee| other.months.iter().any(|m| i8::try_from(*m) == Ok(month));
            let is_later = committee.code == CommitteeKind::Operational
                && committees.iter().any(|other| other.code != committee.code && meets(other));
            let Some(day) = tuesday(year, month, if is_later { 3 } else { 2 }) else { continue };
            let at = next_working_day(day, Zone::Metropole).at(USUAL_HOUR, 0, 0, 0);
            planned.extend(Zone::Metropole.time_zone().to_timestamp(at).ok().map(|at| (committee.code, at)));
        }
    }
    planned.sort_by_key(|(_, at)| *at);
    planned
}

fn tuesday(year: i16, month: i8, which: i8) -> Option<Date> {
    date(year, month, 1).nth_weekday_of_month(which, Weekday::Tuesday).ok()
}

/// Whether the meeting can still be moved, and its agenda changed: not once it was held or cancelled.
pub fn is_ahead(meeting: &Meeting) -> bool {
    matches!(meeting.state, MeetingState::Planned | MeetingState::Convened)
}

/// Whether it may be said that it was held: once it has begun.
pub fn may_hold(meeting: &Meeting, now: Timestamp) -> bool {
    is_ahead(meeting) && meeting.starts_at <= now
}

/// Whether its agenda and minutes may be written: not once cancelled, sent or validated.
pub fn is_open(meeting: &Meeting) -> bool {
    meeting.state != MeetingState::Cancelled && meeting.minutes_state == MinutesState::Draft
}

/// The sides nobody of whom came: flagged, never a reason to stop (R7.3).
pub fn absent_sides(participants: &[Participant]) -> Vec<Side> {
    let came = |side| participants.iter().any(|one| one.side == side && one.presence == Presence::Present);
    [Side::Provider, Side::Beneficiary].into_iter().filter(|side| !came(*side)).collect()
}

/// A point that the system proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// What it is about.
    pub title: Text,
    /// More about it, in the words of who wrote it.
    pub detail: String,
    /// Where it comes from.
    pub source: Source,
    /// What it speaks of.
    pub reference: String,
    /// The page that tells more.
    pub path: String,
}

/// What of the proposals is not on the agenda yet, overdue actions first (R7.4), then the plan, then the rest as it comes.
pub fn fresh(proposals: Vec<Proposed>, items: &[Item]) -> Vec<Proposed> {
    let rank = |one: &Proposed| match one.source {
        Source::Action => 0,
        Source::Plan => 1,
        Source::Decision => 2,
        Source::Indicator => 3,
        Source::Deadline => 4,
        Source::Typed => 5,
    };
    let is_new = |one: &Proposed| !items.iter().any(|item| item.reference == one.reference);
    let mut fresh: Vec<Proposed> = proposals.into_iter().filter(is_new).collect();
    fresh.sort_by_key(rank);
    fresh.dedup_by(|a, b| a.reference == b.reference);
    fresh
}

#[cfg(test)]
mod tests;
