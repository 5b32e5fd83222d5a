//! What is kept of an inventory: categories of what a machine is made of, each a list of things with fields of text. What
//! tells of persons, of what they run and of their secrets is left at the door (R12.4, R9.14).

use serde_json::Value;
use std::collections::BTreeMap;

/// One thing: field to text.
pub type Item = BTreeMap<String, String>;

/// Categories kept, by their names in small letters: those of both protocols.
const KEPT: [&str; 24] = [
    "antivirus",
    "batteries",
    "bios",
    "controllers",
    "cpus",
    "drives",
    "firewall",
    "firewalls",
    "hardware",
    "inputs",
    "licenseinfos",
    "memories",
    "modems",
    "monitors",
    "networks",
    "operatingsystem",
    "physical_volumes",
    "ports",
    "printers",
    "softwares",
    "sounds",
    "storages",
    "videos",
    "virtualmachines",
];

/// Fields dropped wherever they stand: persons, keys of licences, where a program lies, and what changes at each run.
const DROPPED: [&str; 22] = [
    "comments",
    "datelastloggeduser",
    "description_user",
    "etime",
    "folder",
    "fullkey",
    "helplink",
    "key",
    "lastloggeduser",
    "owner",
    "processes",
    "uninstall_string",
    "user",
    "userdomain",
    "userid",
    "username",
    "users",
    "wincompany",
    "winowner",
    "winprodid",
    "winprodkey",
    "workgroup_user",
];

/// Most things of one category.
const ITEMS: usize = 5_000;
/// Most fields of one thing.
const FIELDS: usize = 60;
/// Most characters of one field.
const CHARACTERS: usize = 1_000;

/// What is kept of one machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content(BTreeMap<String, Vec<Item>>);

/// Whether a category is kept; its name in small letters.
pub fn is_kept(category: &str) -> bool {
    KEPT.contains(&category)
}

impl Content {
    /// A category that was told of, even when it holds nothing.
    pub fn open(&mut self, category: &str) {
        if is_kept(category) {
            self.0.entry(category.to_owned()).or_default();
        }
    }

    /// Adds a thing; what is not kept is left out, and what is beyond the limits.
    pub fn add(&mut self, category: &str, item: impl IntoIterator<Item = (String, String)>) {
        if !is_kept(category) {
            return;
        }
        let items = self.0.entry(category.to_owned()).or_default();
        let fields = item.into_iter().filter_map(|(field, text)| {
            let text = clean(&text, CHARACTERS);
            (!text.is_empty() && !is_dropped(&field)).then_some((field, text))
        });
        let item: Item = fields.take(FIELDS).collect();
        if items.len() < ITEMS && !item.is_empty() {
            items.push(item);
        }
    }

    /// The things of a category.
    pub fn items(&self, category: &str) -> &[Item] {
        self.0.get(category).map_or(&[], Vec::as_slice)
    }

    /// A field of the first thing of a category.
    pub fn first(&self, category: &str, field: &str) -> &str {
        self.items(category).first().and_then(|item| item.get(field)).map_or("", String::as_str)
    }

    /// Every category with its things, in order.
    pub fn categories(&self) -> impl Iterator<Item = (&str, &[Item])> {
        self.0.iter().map(|(name, items)| (name.as_str(), items.as_slice()))
    }

    /// Puts what is told now over what was known: each category told replaces the one known, the others stay (R12.9).
    #[must_use]
    pub fn over(self, mut known: Self) -> Self {
        known.0.extend(self.0);
        known
    }

    /// As JSON text with keys in order: the same content is the same text.
    pub fn to_text(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// The same without the free space of volumes, which moves at nearly every run: what makes one inventory another.
    pub fn to_compared(&self) -> String {
        let mut compared = self.clone();
        for volume in compared.0.get_mut("drives").into_iter().flatten() {
            volume.remove("free");
        }
        compared.to_text()
    }

    /// Of JSON text written by [`Content::to_text`].
    pub fn of_text(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap_or_default())
    }
}

/// Whether a field is dropped, by its own name or that of a part of it: `user.name` is dropped like `user`.
fn is_dropped(field: &str) -> bool {
    field.split('.').any(|part| DROPPED.contains(&part)) || field.contains("password")
}

/// Text without control characters and space at its ends, of at most so many characters.
pub(super) fn clean(text: &str, most: usize) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    plain.collect::<String>().trim().chars().take(most).collect()
}

/// Adds the things of a category as JSON tells them: one object or a list of objects.
pub fn add_json(content: &mut Content, category: &str, told: Value) {
    let category = category.to_lowercase();
    content.open(&category);
    let items = match told {
        Value::Array(items) => items,
        one => vec![one],
    };
    for item in items.into_iter().take(ITEMS) {
        if let Value::Object(fields) = item {
            let mut flat = vec![];
            for (field, value) in fields {
                flatten(&mut flat, field.to_lowercase(), value);
            }
            content.add(&category, flat);
        }
    }
}

/// A value as text; an object one level down gives `field.inner`, a list its scalars.
fn flatten(into: &mut Vec<(String, String)>, field: String, value: Value) {
    match value {
        Value::Object(inner) => {
            for (name, value) in inner {
                into.push((format!("{field}.{}", name.to_lowercase()), scalar(&value)));
            }
        }
        Value::Array(values) => {
            let texts: Vec<String> = values.iter().map(scalar).filter(|text| !text.is_empty()).collect();
            into.push((field, texts.join(", ")));
        }
        other => into.push((field, scalar(&other))),
    }
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(is) => is.to_string(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
