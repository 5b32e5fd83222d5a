//! Bringing data in: rows of a file, or of another tool, become persons, sites, assets and past tickets.
//!
//! One idea for all of them: a table of rows, a *target* (what a row becomes) and a *mapping* (which column is which
//! field, what its words mean) give a plan line by line: creates, changes, nothing to do, or refused with the column, the
//! words typed and what to do. The plan is shown first, then applied in batches, each whole or not at all.

pub mod actions;
pub mod api;
pub mod batches;
pub mod fields;
pub mod glpi;
pub mod jobs;
pub mod mapping;
pub mod pages;
pub mod records;
pub mod rules;
pub mod store;
pub mod targets;
pub mod undoing;
pub mod views;

pub use mapping::Mapping;

use jiff::Timestamp;
use kernel::{
    Permission::DataImport,
    Text,
    id::{BeneficiaryId, PersonId},
};
use platform::{
    Digest,
    web::{Access::Needs, Routes},
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// An import.
    ImportId,
    /// A mapping kept under a name.
    MappingId,
}

/// What a row becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A person who may sign in once invited.
    #[default]
    Person,
    /// A site of a beneficiary.
    Site,
    /// An asset of a beneficiary.
    Asset,
    /// A past ticket with its conversation.
    Ticket,
}

impl Target {
    /// Every target, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Person, Self::Site, Self::Asset, Self::Ticket];

    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Site => "site",
            Self::Asset => "asset",
            Self::Ticket => "ticket",
        }
    }

    /// Key of the words on screens.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Person => "import-target-person",
            Self::Site => "import-target-site",
            Self::Asset => "import-target-asset",
            Self::Ticket => "import-target-ticket",
        }
    }

    /// The target of a typed word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.as_str() == word)
    }
}

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its columns are not mapped yet.
    New,
    /// It is gone through without writing anything.
    Checking,
    /// What it would do is known.
    Checked,
    /// It is being done.
    Applying,
    /// It is done.
    Done,
    /// Somebody stopped it; what was done stays.
    Cancelled,
    /// It is being taken back.
    Undoing,
    /// It was taken back as far as possible.
    Undone,
}

impl State {
    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Applying => "applying",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }

    /// Key of the words on screens.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::New => "import-state-new",
            Self::Checking => "import-state-checking",
            Self::Checked => "import-state-checked",
            Self::Applying => "import-state-applying",
            Self::Done => "import-state-done",
            Self::Cancelled => "import-state-cancelled",
            Self::Undoing => "import-state-undoing",
            Self::Undone => "import-state-undone",
        }
    }

    /// Whether work is under way.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Checking | Self::Applying | Self::Undoing)
    }

    /// Whether nothing of it was written yet.
    pub fn is_before_writing(self) -> bool {
        matches!(self, Self::New | Self::Checking | Self::Checked)
    }
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Something new.
    Create,
    /// A change of something known.
    Change,
    /// Nothing to do.
    Same,
    /// It cannot be taken.
    Refused,
}

impl Outcome {
    /// Every outcome, in the order of the report.
    pub const ALL: [Self; 4] = [Self::Create, Self::Change, Self::Same, Self::Refused];

    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Change => "change",
            Self::Same => "same",
            Self::Refused => "refused",
        }
    }

    /// Key of the words on screens.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Create => "import-outcome-create",
            Self::Change => "import-outcome-change",
            Self::Same => "import-outcome-same",
            Self::Refused => "import-outcome-refused",
        }
    }

    /// The outcome of a typed word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == word)
    }
}

/// How many lines have each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Lines that create.
    pub creates: i64,
    /// Lines that change.
    pub changes: i64,
    /// Lines with nothing to do.
    pub same: i64,
    /// Lines refused.
    pub refused: i64,
    /// Of an import taken back: what is gone.
    pub taken_back: i64,
    /// Of an import taken back: what was kept.
    pub kept: i64,
}

impl Counts {
    /// The number of an outcome.
    pub fn of(&self, outcome: Outcome) -> i64 {
        match outcome {
            Outcome::Create => self.creates,
            Outcome::Change => self.changes,
            Outcome::Same => self.same,
            Outcome::Refused => self.refused,
        }
    }

    /// Counts one more line.
    pub fn add(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Create => &mut self.creates,
            Outcome::Change => &mut self.changes,
            Outcome::Same => &mut self.same,
            Outcome::Refused => &mut self.refused,
        } += 1;
    }

    /// Lines gone through.
    pub fn lines(&self) -> i64 {
        self.creates + self.changes + self.same + self.refused
    }
}

/// An import as stored.
#[derive(Clone, Debug, Serialize)]
pub struct Import {
    /// Which one.
    pub id: ImportId,
    /// What its rows become.
    pub target: Target,
    /// The tool its rows come from.
    pub source: String,
    /// Name of the file, as sent.
    pub file_name: String,
    /// The rows as received.
    pub digest: Digest,
    /// Headings.
    pub columns: Vec<String>,
    /// Rows of the file.
    pub row_count: i64,
    /// Which column is which field; unknown until somebody said.
    pub mapping: Option<Mapping>,
    /// Where it stands.
    pub state: State,
    /// Lines to go through.
    pub total: i64,
    /// Last line gone through in the present phase.
    #[serde(skip)]
    pub place: i64,
    /// What becomes of its lines.
    pub counts: Counts,
    /// Who brought it; nobody for the command line.
    pub created_by: Option<PersonId>,
    /// The name of that person.
    pub created_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// When it was asked to be done.
    pub applied_at: Option<Timestamp>,
    /// When its last phase ended.
    pub finished_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
}

impl Import {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/imports/{}", self.id)
    }
}

/// One thing wrong with a line: where, what was typed, what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// Line in the file.
    pub line: u64,
    /// Heading of the column; empty for the whole line.
    pub column: String,
    /// What stands there.
    pub typed: String,
    /// What is wrong and what to do.
    pub text: Text,
}

/// A row of ours that a line became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Whose; nobody's when it is the provider's or a contractor's.
    pub owner: Option<BeneficiaryId>,
    /// Its identifier.
    pub id: String,
    /// Its version when the line was done.
    pub version: i64,
}

/// What becomes of a line, as stored.
#[derive(Clone, Debug)]
pub struct Line {
    /// Line in the file.
    pub line: i64,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Whether it was taken back, kept, done, or only foreseen.
    pub state: String,
    /// What it is about.
    pub what: String,
    /// The row it became.
    pub object: Option<Object>,
    /// What is wrong with it.
    pub troubles: Vec<Trouble>,
}

/// Every route of imports. The provider's own: nobody of a beneficiary reaches them.
pub fn routes() -> Routes {
    let may = Needs(DataImport);
    Routes::new()
        .get("/imports", may, pages::list)
        .get("/imports/new", may, pages::new_import)
        .post("/imports", may, pages::create)
        .get("/imports/{import}", may, pages::show)
        .get("/imports/{import}/mapping", may, pages::mapping)
        .post("/imports/{import}/mapping", may, pages::set_mapping)
        .get("/imports/{import}/refused", may, pages::refused)
        .post("/imports/{import}/application", may, pages::apply)
        .post("/imports/{import}/cancellation", may, pages::cancel)
        .post("/imports/{import}/undoing", may, pages::undo)
        .post("/imports/mappings/{mapping}/removal", may, pages::forget_mapping)
        .get("/api/v1/imports", may, api::list)
        .post("/api/v1/imports", may, api::create)
        .get("/api/v1/imports/{import}", may, api::show)
        .put("/api/v1/imports/{import}/mapping", may, api::set_mapping)
        .post("/api/v1/imports/{import}/application", may, api::apply)
        .post("/api/v1/imports/{import}/cancellation", may, api::cancel)
        .post("/api/v1/imports/{import}/undoing", may, api::undo)
}
