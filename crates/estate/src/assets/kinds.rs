//! Kinds of assets: those the program knows, and those the authority adds.

use kernel::words;
use platform::i18n::Lang;
use serde::Serialize;

kernel::id! {
    /// A kind that the authority added.
    KindId,
}

words! {
    /// A kind that the program knows.
    BuiltIn {
        /// Desktop computer.
        Workstation = "workstation", "asset-kind-workstation";
        /// Portable computer.
        Laptop = "laptop", "asset-kind-laptop";
        /// Screen.
        Screen = "screen", "asset-kind-screen";
        /// Physical server.
        Server = "server", "asset-kind-server";
        /// Virtual machine.
        VirtualMachine = "virtual_machine", "asset-kind-virtual-machine";
        /// Machine that runs virtual machines.
        Hypervisor = "hypervisor", "asset-kind-hypervisor";
        /// Storage.
        Storage = "storage", "asset-kind-storage";
        /// Directory, names, addresses, shared files.
        BaseService = "base_service", "asset-kind-base-service";
        /// Firewall.
        Firewall = "firewall", "asset-kind-firewall";
        /// Filtering of what is visited.
        Filtering = "filtering", "asset-kind-filtering";
        /// Console of the antivirus.
        AntivirusConsole = "antivirus_console", "asset-kind-antivirus-console";
        /// Printer or copier.
        Printer = "printer", "asset-kind-printer";
        /// Telephone on a desk.
        DeskPhone = "desk_phone", "asset-kind-desk-phone";
        /// Smartphone.
        Smartphone = "smartphone", "asset-kind-smartphone";
        /// Tablet.
        Tablet = "tablet", "asset-kind-tablet";
        /// Licence of a program.
        Licence = "licence", "asset-kind-licence";
        /// Anything else.
        Other = "other", "asset-kind-other";
    }
}

/// What an asset is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Kind {
    /// The word stored: of a built-in kind, or the identifier of one of the authority's.
    pub word: String,
    /// Name of a kind of the authority.
    pub name: Option<String>,
}

impl Kind {
    /// Its name in the reader's language; that of the authority has one only.
    pub fn label(&self, lang: Lang) -> String {
        match (&self.name, BuiltIn::parse(&self.word)) {
            (Some(name), _) => name.clone(),
            (None, Some(kind)) => lang.t(kind.label_key()),
            (None, None) => self.word.clone(),
        }
    }
}

/// A kind that the authority added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct OwnKind {
    /// Which one.
    pub id: KindId,
    /// Its name, one of a kind.
    pub name: String,
    /// Whether it is offered no more.
    pub is_retired: bool,
}

/// Every kind that may be chosen, and the one an asset already has.
pub fn choices(lang: Lang, own: &[OwnKind], present: &str) -> Vec<(String, String)> {
    let built_in = BuiltIn::ALL.iter().map(|kind| (kind.as_str().to_owned(), lang.t(kind.label_key())));
    let own = own.iter().filter(|kind| !kind.is_retired || kind.id.as_str() == present);
    built_in.chain(own.map(|kind| (kind.id.to_string(), kind.name.clone()))).collect()
}

/// Whether a word names a kind that may be chosen.
pub fn is_known(own: &[OwnKind], word: &str, present: &str) -> bool {
    let is_it = |kind: &OwnKind| kind.id.as_str() == word && (!kind.is_retired || word == present);
    BuiltIn::parse(word).is_some() || own.iter().any(is_it)
}
