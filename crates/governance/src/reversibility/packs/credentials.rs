//! What opens things and must be handed over beside a pack: named, never written down.

use super::registers;
use kernel::words;
use platform::{Result, archive::Archive, i18n::Lang, sheet::Cell};
use serde::Serialize;

words! {
    /// What opens what.
    CredentialKind {
        /// Accounts that administer an environment of an application.
        Environment = "environment", "credential-environment";
        /// Accounts that administer a piece of network equipment.
        Equipment = "equipment", "credential-equipment";
        /// Codes of the card of a mobile line.
        Line = "line", "credential-line";
        /// Key and account of what is backed up.
        Backup = "backup", "credential-backup";
        /// Secret by which a process reports.
        Process = "process", "credential-process";
        /// Token of inventory agents.
        Inventory = "inventory", "credential-inventory";
    }
}

impl CredentialKind {
    /// Key of the sentence that says what is done about it.
    pub(super) fn what_key(self) -> &'static str {
        match self {
            Self::Environment => "credential-environment-what",
            Self::Equipment => "credential-equipment-what",
            Self::Line => "credential-line-what",
            Self::Backup => "credential-backup-what",
            Self::Process => "credential-process-what",
            Self::Inventory => "credential-inventory-what",
        }
    }
}

/// Something that is to be handed over or made anew.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Credential {
    /// What opens what.
    pub(super) kind: CredentialKind,
    /// Of which thing.
    pub(super) name: String,
    /// More about that thing.
    pub(super) detail: String,
    /// What names it in its table.
    pub(super) id: String,
}

/// The list as JSON and for spreadsheets, with what is done about each in both languages.
pub(super) fn write(archive: &mut Archive, all: &[Credential]) -> Result<()> {
    registers::json(archive, "credentials.json", all)?;
    let labels = ["kind", "name", "detail", "a_remettre", "to_hand_over", "id"];
    let rows = all.iter().map(|one| {
        vec![
            Cell::Text(one.kind.as_str().to_owned()),
            Cell::Text(one.name.clone()),
            Cell::Text(one.detail.clone()),
            Cell::Text(Lang::Fr.t(one.kind.what_key())),
            Cell::Text(Lang::En.t(one.kind.what_key())),
            Cell::Text(one.id.clone()),
        ]
    });
    registers::csv(archive, "credentials.csv", &labels, rows)
}
