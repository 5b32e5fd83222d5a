//! Meetings of the committees: planned, convened, held, and their minutes, which both sides validate (article 2, R7).

pub mod actions;
pub mod api;
mod forms;
pub(crate) mod invitation;
pub mod pages;
mod paper;
mod paths;
mod routes;
pub mod rules;
pub mod store;
mod views;

pub use forms::{CancelForm, CommentForm, ItemForm, MeetingForm, ParticipantForm, SummaryForm};
pub use routes::routes;
pub use views::side_key;
pub(crate) use views::{Typed, adding};

use agreements::document::CommitteeKind;
use jiff::Timestamp;
use kernel::{
    Side,
    id::{BeneficiaryId, PersonId},
    words,
};
use platform::Digest;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A meeting.
    MeetingId,
    /// Somebody who sits in a meeting.
    ParticipantId,
    /// A point of an agenda.
    ItemId,
    /// A comment on minutes.
    CommentId,
}

words! {
    /// What became of a meeting.
    MeetingState {
        /// On the calendar.
        Planned = "planned", "meeting-state-planned";
        /// Those who sit in it were invited.
        Convened = "convened", "meeting-state-convened";
        /// It took place.
        Held = "held", "meeting-state-held";
        /// It will not take place.
        Cancelled = "cancelled", "meeting-state-cancelled";
    }
}

words! {
    /// Where the minutes stand (R7.4).
    MinutesState {
        /// Being written.
        Draft = "draft", "minutes-state-draft";
        /// Sent to those who sit in the meeting, open to comments.
        Sent = "sent", "minutes-state-sent";
        /// Validated by both sides: they never change again.
        Validated = "validated", "minutes-state-validated";
    }
}

words! {
    /// Whether somebody came.
    Presence {
        /// Not said yet.
        Unknown = "unknown", "presence-unknown";
        /// Came.
        Present = "present", "presence-present";
        /// Said beforehand that he or she would not come.
        Excused = "excused", "presence-excused";
        /// Did not come.
        Absent = "absent", "presence-absent";
    }
}

words! {
    /// Where a point of the agenda comes from.
    Source {
        /// Somebody proposed it.
        Typed = "typed", "agenda-source-typed";
        /// The agreement says what the month is for.
        Plan = "plan", "agenda-source-plan";
        /// An indicator missed its target.
        Indicator = "indicator", "agenda-source-indicator";
        /// An action is overdue.
        Action = "action", "agenda-source-action";
        /// Something waits for a decision.
        Decision = "decision", "agenda-source-decision";
        /// A deadline of the agreement comes near.
        Deadline = "deadline", "agenda-source-deadline";
    }
}

/// Key of a meeting: its beneficiary, then its own identifier. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct MeetingKey {
    /// With whom.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: MeetingId,
}

impl MeetingKey {
    /// Path of the meeting's page.
    pub fn path(&self) -> String {
        format!("/meetings/{}/{}", self.beneficiary, self.id)
    }
}

/// A meeting as its row tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Meeting {
    /// Its key.
    #[serde(flatten)]
    pub key: MeetingKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Which committee meets.
    pub committee: CommitteeKind,
    /// Why it meets beside its plan; empty for a meeting of the plan.
    pub subject: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// How long it is to last, in minutes.
    pub minutes_long: i64,
    /// Where.
    pub place: String,
    /// What became of it.
    pub state: MeetingState,
    /// Why it was cancelled.
    pub cancel_reason: String,
    /// Times those invited were told of a change.
    pub sequence: i64,
    /// What the minutes say before their points.
    pub summary: String,
    /// Where the minutes stand.
    pub minutes_state: MinutesState,
    /// When they were sent.
    pub sent_at: Option<Timestamp>,
    /// When both sides had validated them.
    pub validated_at: Option<Timestamp>,
    /// The file both sides validated.
    pub minutes_digest: Option<Digest>,
    /// The activity report presented, with its name.
    pub report: Option<(Digest, String)>,
    /// Raised when the meeting itself or its summary changes.
    pub version: i64,
}

/// Somebody who sits in a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Participant {
    /// Which one.
    pub id: ParticipantId,
    /// For which side.
    pub side: Side,
    /// In what function.
    pub function: String,
    /// Who, when known here.
    pub person: Option<PersonId>,
    /// The name; empty while nobody is named.
    pub name: String,
    /// Comes only when needed.
    pub is_optional: bool,
    /// Whether he or she came.
    pub presence: Presence,
}

/// A point of the agenda, and what the minutes say of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Item {
    /// Which one.
    pub id: ItemId,
    /// Its place, from 1.
    pub place: i64,
    /// What it is about.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// Where it comes from.
    pub source: Source,
    /// What it speaks of, so that it is proposed once.
    pub reference: String,
    /// The page that tells more; empty when there is none.
    pub path: String,
    /// What the minutes say.
    pub minutes: String,
    /// Raised at each change.
    pub version: i64,
}

/// Something said about minutes that were sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Comment {
    /// Which one.
    pub id: CommentId,
    /// Who.
    pub author: String,
    /// Whether the provider's side said it.
    pub is_provider: bool,
    /// The words.
    pub body: String,
    /// When.
    pub at: Timestamp,
}

/// A side agreed to the minutes as sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Validation {
    /// Which side.
    pub side: Side,
    /// By whom.
    pub person: String,
    /// When.
    pub at: Timestamp,
}

/// What validated minutes should have said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Erratum {
    /// The words.
    pub body: String,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub at: Timestamp,
}
