//! The reversibility pack of a beneficiary (art. 3 and 7, R9.12): everything held for it, in open formats, in one file that
//! proves itself and that another instance can take in.

pub mod actions;
pub mod api;
pub mod catalogue;
mod credentials;
mod files;
mod incoming;
mod index;
pub mod jobs;
mod making;
pub mod pages;
mod registers;
mod rules;
pub mod store;
mod tables;
pub mod taking_in;
pub(super) mod views;

pub use making::{Made, Progress, write};
pub use rules::{Theme, theme};

use jiff::Timestamp;
use kernel::{
    Text,
    id::{BeneficiaryId, PersonId},
    words,
};
use platform::{Digest, archive::Entry};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A pack that was asked for.
    PackId,
}

/// Number of the form of packs; a pack with a higher one is too new for this program.
pub const FORM: u64 = 1;

/// Days for which a pack may be downloaded.
pub const KEPT_DAYS: i64 = 7;

words! {
    /// Why a table stays out of a pack.
    Why {
        /// Work of the instance itself.
        Work = "work", "pack-out-work";
        /// On its way to somebody; may hold links that sign in.
        Transport = "transport", "pack-out-transport";
        /// How persons look at screens.
        Screen = "screen", "pack-out-screen";
        /// Addresses and secrets of programs: they are connected again.
        Secret = "secret", "pack-out-secret";
        /// Words that nobody sent yet.
        Draft = "draft", "pack-out-draft";
        /// Figures of the provider about its own knowledge base.
        Figures = "figures", "pack-out-figures";
    }
}

words! {
    /// Where a pack that was asked for stands.
    PackState {
        /// To be made.
        Waiting = "waiting", "pack-state-waiting";
        /// Being made.
        Making = "making", "pack-state-making";
        /// There to be downloaded.
        Ready = "ready", "pack-state-ready";
        /// It could not be made.
        Failed = "failed", "pack-state-failed";
        /// Given up by somebody.
        Cancelled = "cancelled", "pack-state-cancelled";
        /// Its file was removed.
        Expired = "expired", "pack-state-expired";
    }
}

impl PackState {
    /// Whether it is still to come.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Waiting | Self::Making)
    }
}

/// Key of a pack, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct PackKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: PackId,
}

impl PackKey {
    /// Path of its actions.
    pub fn path(&self) -> String {
        format!("/reversibility/{}/packs/{}", self.beneficiary, self.id)
    }
}

/// A pack that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Pack {
    /// Its key.
    #[serde(flatten)]
    pub key: PackKey,
    /// Where it stands.
    pub state: PackState,
    /// Rows and files to be written.
    pub total: i64,
    /// Those written so far.
    pub done: i64,
    /// Why it could not be made.
    pub trouble: Option<Text>,
    /// SHA-256 of its manifest: what both sides compare.
    pub manifest: Option<Digest>,
    /// Its size in bytes.
    pub size: Option<i64>,
    /// How many files are in it.
    pub file_count: Option<i64>,
    /// How many rows are in it.
    pub row_count: Option<i64>,
    /// Files that should be in it and are damaged or lost.
    pub missing_count: Option<i64>,
    /// Who asked for it.
    #[serde(skip)]
    pub asked_by: Option<PersonId>,
    /// The name of that person then.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// When it was ready or given up.
    pub finished_at: Option<Timestamp>,
    /// Until when it may be downloaded.
    pub expires_at: Option<Timestamp>,
    /// SHA-256 of the zip, its name in the store.
    #[serde(skip)]
    pub digest: Option<Digest>,
}

/// `manifest.json` of a pack: what is in it and how each file proves itself. Its own digest is what both sides compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Number of the form: 1.
    pub socle_pack: u64,
    /// Version of the program that made it.
    pub socle: String,
    /// Whose data it holds.
    pub beneficiary: Party,
    /// Who held them.
    pub provider: Option<Party>,
    /// Instant of the last thing recorded in the audit log of the beneficiary: the state that the pack shows.
    pub as_of: Option<Timestamp>,
    /// The tables, each after those it refers to.
    pub tables: Vec<ManifestTable>,
    /// Files that should be in it and are damaged or lost.
    pub missing_files: u64,
    /// Migrations of the schema that it follows.
    pub migrations: Vec<String>,
    /// Every other file of the pack.
    pub files: Vec<Entry>,
}

/// A party named in a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Its identifier.
    pub id: BeneficiaryId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A table of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ManifestTable {
    /// Its name; its rows are in `data/NAME.json` and `data/NAME.csv`, described by `schemas/NAME.schema.json`.
    pub name: String,
    /// What it is about.
    pub theme: Theme,
    /// How many rows.
    pub rows: u64,
}
