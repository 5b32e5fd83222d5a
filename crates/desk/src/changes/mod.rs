//! Changes: planned work on what the provider runs, weighed, agreed to, carried out and looked back upon.
//!
//! A change belongs to the provider, where it takes place to each beneficiary. A beneficiary reads nothing of the change
//! itself: only what it was told by [`crate::maintenance`].

pub mod actions;
pub mod api;
pub mod forms;
pub mod pages;
mod routes;
pub mod rules;
pub mod search;
pub mod store;
pub mod views;

pub use forms::ChangeForm;
pub use routes::routes;

use crate::{approvals::Decision, tickets::Named, words::words};
use estate::sites::SiteId;
use jiff::Timestamp;
use kernel::{
    Interval,
    id::{BeneficiaryId, PersonId},
};
use serde::Serialize;

kernel::id! {
    /// A change.
    ChangeId,
    /// A standard change: a plan agreed to for good.
    TemplateId,
}

words! {
    /// How a change comes to be agreed to.
    Kind {
        /// Follows a template agreed to before.
        Standard = "standard", "change-kind-standard";
        /// Agreed to before it begins.
        Normal = "normal", "change-kind-normal";
        /// Begins at once; agreed to afterwards, with a reason.
        Emergency = "emergency", "change-kind-emergency";
    }
}

words! {
    /// How much, or how likely.
    Degree {
        /// Little.
        Low = "low", "change-degree-low";
        /// Some.
        Medium = "medium", "change-degree-medium";
        /// Much.
        High = "high", "change-degree-high";
    }
}

words! {
    /// What the provider runs that a change touches.
    Domain {
        /// Fibre, switches, Wi-Fi, Internet.
        Network = "network", "change-domain-network";
        /// Desk phones and mobiles.
        Telephony = "telephony", "change-domain-telephony";
        /// Servers, storage, backups.
        Hosting = "hosting", "change-domain-hosting";
        /// Mail, files, business software.
        Software = "software", "change-domain-software";
        /// Workstations and printing.
        Workstations = "workstations", "change-domain-workstations";
        /// Identities, filtering, protection.
        Security = "security", "change-domain-security";
    }
}

words! {
    /// Where a change stands.
    State {
        /// Being written.
        Draft = "draft", "change-state-draft";
        /// Those who must agree are asked.
        AwaitingApproval = "awaiting_approval", "change-state-awaiting-approval";
        /// Agreed to.
        Approved = "approved", "change-state-approved";
        /// Being carried out.
        InProgress = "in_progress", "change-state-in-progress";
        /// Carried out.
        Done = "done", "change-state-done";
        /// Undone by its back-out plan.
        BackedOut = "backed_out", "change-state-backed-out";
        /// Given up before it began.
        Cancelled = "cancelled", "change-state-cancelled";
    }
}

words! {
    /// What is said of a change afterwards.
    Review {
        /// It went as planned.
        AsPlanned = "as_planned", "change-review-as-planned";
        /// It was done, with trouble.
        WithTrouble = "with_trouble", "change-review-with-trouble";
        /// It did not reach its aim.
        Failed = "failed", "change-review-failed";
    }
}

/// Where a change takes place: one site, or a whole beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which site; the whole beneficiary when nothing.
    pub site: Option<SiteId>,
}

/// What is written of a change: all that is agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Content {
    /// What is done, in a few words.
    pub title: String,
    /// Why.
    pub why: String,
    /// How it comes to be agreed to.
    pub kind: Kind,
    /// The template it follows, when it is standard.
    pub template: Option<TemplateId>,
    /// How much is at stake if it fails.
    pub impact: Degree,
    /// How likely that is.
    pub likelihood: Degree,
    /// What it touches.
    pub services: Vec<Domain>,
    /// Where, in order; nowhere in particular when empty.
    pub places: Vec<Place>,
    /// When.
    #[serde(flatten)]
    pub planned: Interval,
    /// Step by step.
    pub plan: String,
    /// How it is undone.
    pub back_out: String,
    /// How it is known to work.
    pub test: String,
    /// What beneficiaries read once it is announced, in French and in English; without English, French is shown.
    pub public_title: [String; 2],
    /// The same, at length.
    pub public_text: [String; 2],
    /// Why it is done in a freeze period or beside another change.
    pub conflict_reason: String,
    /// Why it cannot wait for an agreement.
    pub emergency_reason: String,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Which one.
    pub id: ChangeId,
    /// Its number; [`Change::reference`] is how it is called.
    pub number: i64,
    /// What is written of it. In lists, its places are left out.
    #[serde(flatten)]
    pub content: Content,
    /// Where it stands.
    pub state: State,
    /// Raised each time it is submitted, or changed after that.
    pub revision: i64,
    /// Who wrote it.
    #[serde(skip)]
    pub author: Named,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// How it ended, or why it was given up.
    pub outcome: String,
    /// What is said of it afterwards.
    pub review: Option<Review>,
    /// The same in words.
    pub review_text: String,
    /// Who said so.
    pub reviewed_by_name: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// Raised at each change.
    pub version: i64,
}

impl Change {
    /// How it is called: `CHG-12`.
    pub fn reference(&self) -> String {
        format!("CHG-{}", self.number)
    }

    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/changes/{}", self.id)
    }
}

/// Somebody asked to agree to a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seat {
    /// Which revision.
    pub revision: i64,
    /// Who.
    pub person: PersonId,
    /// Name of that person.
    pub person_name: String,
    /// The answer.
    pub decision: Option<Decision>,
    /// Why.
    pub reason: String,
    /// Who answered: the person or the delegate.
    pub decided_by_name: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
}

/// A plan agreed to for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Template {
    /// Which one.
    pub id: TemplateId,
    /// What is done.
    pub name: String,
    /// How much is at stake.
    pub impact: Degree,
    /// How likely a failure is.
    pub likelihood: Degree,
    /// Step by step.
    pub plan: String,
    /// How it is undone.
    pub back_out: String,
    /// How it is known to work.
    pub test: String,
    /// Who agreed to it for good.
    pub agreed_by_name: String,
    /// When.
    pub agreed_at: Timestamp,
    /// Since when it is no longer proposed.
    pub archived_at: Option<Timestamp>,
}
