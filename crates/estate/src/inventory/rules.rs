//! Decisions about inventories: what makes a machine this one, what it tells of its asset, what kind of asset it is. Pure.

use super::{AccessForm, Content, content::Item, wire::Told};
use crate::assets::{AssetForm, Field, LegalStatus, Party, kinds::BuiltIn};
use kernel::{Text, fold};
use platform::Problems;

/// Longest name of an access in characters.
pub const NAME: usize = 120;

/// Serial numbers, makers and models that stand in thousands of machines, folded and without marks: they make nobody
/// (R12.5).
const GENERIC: [&str; 26] = [
    "0",
    "0123456789",
    "123456789",
    "1234567890",
    "12345678",
    "basboardserialnumber",
    "chassisserialnumber",
    "default",
    "defaultstring",
    "empty",
    "invalid",
    "na",
    "none",
    "notapplicable",
    "notavailable",
    "notdefined",
    "notspecified",
    "null",
    "oem",
    "serialnumber",
    "systemserialnumber",
    "tobefilledbyoem",
    "tobesetbyoem",
    "unknown",
    "unspecified",
    "virtualmachine",
];

/// Identifiers that boards come with when nobody set one.
const GENERIC_UUIDS: [&str; 3] = [
    "03000200-0400-0500-0006-000700080009",
    "12345678-1234-5678-90ab-cddeefaabbcc",
    "4c4c4544-0000-2010-8020-80c04f202020",
];

/// Shortest serial number that is taken to be one.
const SHORTEST: usize = 4;

/// Most characters of each part of an identity: an index holds it.
const IDENTITY: usize = 200;

/// Whether a serial number may be that of many machines.
pub fn is_generic(serial: &str) -> bool {
    plain(serial).len() < SHORTEST || is_filler(serial)
}

/// Whether a maker left a text in place of one: nothing, one character over and over, or words for it.
fn is_filler(text: &str) -> bool {
    let plain = plain(text);
    let mut all = plain.chars();
    let first = all.next();
    all.all(|c| Some(c) == first) || GENERIC.contains(&plain.as_str())
}

/// Folded letters and digits.
fn plain(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_generic_uuid(uuid: &str) -> bool {
    let plain: String = uuid.chars().filter(char::is_ascii_hexdigit).collect();
    let first = plain.chars().next();
    plain.len() != 32 || plain.chars().all(|c| Some(c) == first) || GENERIC_UUIDS.contains(&uuid)
}

/// The serial number of a machine, when it is one.
pub fn serial(content: &Content) -> Option<&str> {
    let serial = content.first("bios", "ssn");
    (!is_generic(serial)).then_some(serial)
}

/// What makes a machine this one: its serial number, else its UUID, else the agent's name for it with its lowest network
/// address (R12.5). What makes nobody is passed over, so that machines never merge.
pub fn identity(told: &Told) -> String {
    let uuid = told.content.first("hardware", "uuid").to_lowercase();
    let cut = |text: &str| text.chars().take(IDENTITY).collect::<String>();
    match serial(&told.content) {
        Some(serial) => format!("serial:{}", cut(&fold(serial))),
        None if !is_generic_uuid(&uuid) => format!("uuid:{}", cut(&uuid)),
        None => {
            let address = address(&told.content).unwrap_or_default();
            format!("device:{}:{}", told.device_id, cut(&address))
        }
    }
}

/// The lowest hardware address of a network card that is no invention of the system.
fn address(content: &Content) -> Option<String> {
    let is_real = |card: &&Item| {
        let says = |field: &str| card.get(field).map_or("", String::as_str);
        !matches!(says("virtualdev"), "1" | "true") && says("type") != "loopback"
    };
    let cards = content.items("networks").iter().filter(is_real);
    let addresses = cards.filter_map(|card| card.get("macaddr").or_else(|| card.get("mac")));
    let addresses = addresses.map(|address| address.to_lowercase());
    addresses.filter(|address| address.chars().any(|c| c.is_ascii_hexdigit() && c != '0')).min()
}

/// What a machine tells of its asset.
pub fn facts(content: &Content) -> Vec<(Field, String)> {
    // Of the machine, else of its board.
    let bios = |fields: [&str; 2]| {
        let told = fields.map(|field| content.first("bios", field));
        told.into_iter().find(|text| !is_filler(text)).unwrap_or_default()
    };
    let short = |text: &str| text.chars().take(crate::assets::rules::NAME).collect();
    vec![
        (Field::Name, short(content.first("hardware", "name"))),
        (Field::Maker, short(bios(["smanufacturer", "mmanufacturer"]))),
        (Field::Model, short(bios(["smodel", "mmodel"]))),
        (Field::Serial, short(serial(content).unwrap_or_default())),
    ]
}

/// What kind of asset a machine is, as far as it says.
pub fn kind(told: &Told) -> BuiltIn {
    match fold(&told.item_type).as_str() {
        "printer" => return BuiltIn::Printer,
        "phone" => return BuiltIn::Smartphone,
        _ => {}
    }
    let is_virtual = !["", "physical"].contains(&fold(told.content.first("hardware", "vmsystem")).as_str());
    let chassis = fold(told.content.first("hardware", "chassis_type"));
    let says = |words: &[&str]| words.iter().any(|word| chassis.contains(word));
    let system = fold(told.content.first("operatingsystem", "full_name"));
    match () {
        () if is_virtual => BuiltIn::VirtualMachine,
        () if says(&["laptop", "notebook", "portable", "convertible", "detachable"]) => BuiltIn::Laptop,
        () if says(&["tablet"]) => BuiltIn::Tablet,
        () if says(&["server", "rack", "blade"]) || system.contains("server") => BuiltIn::Server,
        () => BuiltIn::Workstation,
    }
}

/// The asset that a machine never seen becomes.
pub fn new_asset(told: &Told, legal: LegalStatus) -> AssetForm {
    let owner = match legal {
        LegalStatus::LentFree | LegalStatus::Integrated => Party::Beneficiary,
        LegalStatus::ProviderBought | LegalStatus::BoughtOnRequest => Party::Provider,
        LegalStatus::Rented => Party::ThirdParty,
    };
    let mut form = AssetForm {
        kind: kind(told).as_str().to_owned(),
        owner: owner.as_str().to_owned(),
        legal_status: legal.as_str().to_owned(),
        ..AssetForm::usual()
    };
    for (field, text) in facts(&told.content) {
        match field {
            Field::Name => form.name = text,
            Field::Maker => form.maker = text,
            Field::Model => form.model = text,
            Field::Serial => form.serial = text,
        }
    }
    if form.name.is_empty() {
        form.name = told.device_id.chars().take(crate::assets::rules::NAME).collect();
    }
    form
}

/// Name and legal status of an access as typed.
pub fn access(form: &AccessForm) -> Result<(String, LegalStatus), Problems> {
    let mut problems = Problems::default();
    let name = form.name.trim();
    if name.is_empty() {
        problems.add("name", Text::new("asset-error-needed"));
    }
    if name.chars().count() > NAME {
        problems.add("name", Text::new("asset-error-too-long").with("limit", NAME));
    }
    let legal = LegalStatus::parse(&form.legal_status);
    if legal.is_none() {
        problems.add("legal_status", Text::new("asset-error-choice"));
    }
    match legal {
        Some(legal) if problems.0.is_empty() => Ok((name.to_owned(), legal)),
        _ => Err(problems),
    }
}

#[cfg(test)]
mod tests;
