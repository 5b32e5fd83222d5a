//! A row under a mapping: what stands in each field, and from which column.

use super::{
    Mapping, Target, Trouble,
    fields::{self, Field},
};
use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};
use kernel::{Text, fold};
use platform::{
    Problems,
    i18n::Lang,
    sheet::reading::{Table, TableRow},
};
use std::collections::{BTreeMap, HashMap};

/// What stands in a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// As typed; empty when it is fixed.
    pub typed: String,
    /// What it means.
    pub value: String,
}

/// A row, field by field.
#[derive(Clone, Debug)]
pub struct Record {
    /// Line in the file.
    pub line: u64,
    fields: BTreeMap<&'static str, Given>,
    columns: BTreeMap<&'static str, String>,
}

/// Reads every row of a table.
pub fn read(target: Target, mapping: &Mapping, table: &Table) -> Vec<Record> {
    let places: Vec<(&'static Field, Option<usize>)> = fields::of(target)
        .iter()
        .map(|field| {
            let column = mapping.column_of(field);
            (field, column.and_then(|column| table.columns.iter().position(|one| one == column)))
        })
        .collect();
    table.rows.iter().map(|row| Record::of(mapping, &places, &table.columns, row)).collect()
}

impl Record {
    fn of(
        mapping: &Mapping,
        places: &[(&'static Field, Option<usize>)],
        columns: &[String],
        row: &TableRow,
    ) -> Self {
        let mut record = Self { line: row.line, fields: BTreeMap::new(), columns: BTreeMap::new() };
        for (field, place) in places {
            let cell = place.and_then(|i| row.cells.get(i)).map_or("", |cell| cell.trim());
            if let Some(column) = place.and_then(|i| columns.get(i)) {
                record.columns.insert(field.name, column.clone());
            }
            let value = if cell.is_empty() {
                mapping.fixed_of(field).unwrap_or_default()
            } else {
                mapping.meaning(field.name, cell)
            };
            if !value.is_empty() || !cell.is_empty() {
                let value = if field.name == "external_id" { number(value) } else { value.trim().to_owned() };
                let given = Given { typed: cell.to_owned(), value };
                record.fields.insert(field.name, given);
            }
        }
        record
    }

    /// What stands in a field; empty when nothing does.
    pub fn get(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", |given| given.value.as_str())
    }

    /// Whether something stands in a field.
    pub fn has(&self, field: &str) -> bool {
        !self.get(field).is_empty()
    }

    /// Heading of the column of a field; empty when none fills it.
    pub fn column(&self, field: &str) -> &str {
        self.columns.get(field).map_or("", String::as_str)
    }

    /// What was typed in a field, or is fixed for it.
    pub fn typed(&self, field: &str) -> String {
        let given = self.fields.get(field).cloned().unwrap_or_default();
        let typed = if given.typed.is_empty() { given.value } else { given.typed };
        typed.chars().take(200).collect()
    }

    /// What is wrong with a field of this row.
    pub fn trouble(&self, field: &str, text: Text) -> Trouble {
        Trouble { line: self.line, column: self.column(field).to_owned(), typed: self.typed(field), text }
    }

    /// Problems of an action, each at the column that fills its field.
    pub fn troubles(&self, problems: &Problems) -> Vec<Trouble> {
        problems.0.iter().map(|problem| self.trouble(&problem.field, problem.text.clone())).collect()
    }

    /// Refuses an empty field that must not be.
    pub fn need(&self, target: Target, troubles: &mut Vec<Trouble>) {
        for field in fields::of(target).iter().filter(|field| field.is_required && !self.has(field.name)) {
            troubles.push(self.trouble(field.name, Text::new("import-error-missing")));
        }
    }

    /// The word of a field among those it may hold, each with the key of its label: said as stored, or as either language
    /// calls it. Nothing when the field is empty.
    pub fn word(
        &self,
        field: &str,
        words: &[(&'static str, &'static str)],
        troubles: &mut Vec<Trouble>,
    ) -> Option<&'static str> {
        let given = self.get(field);
        if given.is_empty() {
            return None;
        }
        let found = word(given, words);
        if found.is_none() {
            let known = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
            troubles.push(self.trouble(field, Text::new("import-error-word").with("words", known)));
        }
        found
    }

    /// The instant of a field, told in a zone; nothing when it is empty.
    pub fn instant(&self, field: &str, zone: &TimeZone, troubles: &mut Vec<Trouble>) -> Option<Timestamp> {
        instant(self.get(field), zone).unwrap_or_else(|Unreadable| {
            troubles.push(self.trouble(field, Text::new("import-error-instant")));
            None
        })
    }

    /// Whether a field says yes; nothing when it is empty.
    pub fn yes(&self, field: &str, troubles: &mut Vec<Trouble>) -> Option<bool> {
        let given = fold(self.get(field));
        match given.as_str() {
            "" => None,
            "1" | "oui" | "yes" | "true" | "vrai" | "x" | "on" => Some(true),
            "0" | "non" | "no" | "false" | "faux" | "off" => Some(false),
            _ => {
                troubles.push(self.trouble(field, Text::new("import-error-yes")));
                None
            }
        }
    }
}

/// An identifier; a number without the spaces that some exports put between its thousands.
fn number(typed: &str) -> String {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let is_number = !plain.is_empty() && plain.bytes().all(|b| b.is_ascii_digit());
    if is_number { plain } else { typed.trim().to_owned() }
}

/// Reads an instant: with its offset, or told in a zone. Days may be written `2026-03-12` or `12/03/2026`, with or without
/// a time. What other tools write for "never" is nothing.
pub fn instant(text: &str, zone: &TimeZone) -> Result<Option<Timestamp>, Unreadable> {
    let text = text.trim();
    if text.is_empty() || text.starts_with("0000-00-00") || text.eq_ignore_ascii_case("null") {
        return Ok(None);
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(Some(at));
    }
    let plain = text.replacen('T', " ", 1);
    let (day, time) = plain.split_once(' ').unwrap_or((&plain, "00:00"));
    let read = || {
        let parts: Vec<i16> =
            day.split(['-', '/', '.']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let [a, b, c] = parts.try_into().ok()?;
        let small = |n: i16| i8::try_from(n).ok();
        let date =
            if a > 31 { Date::new(a, small(b)?, small(c)?) } else { Date::new(c, small(b)?, small(a)?) };
        let date = date.ok().filter(|date| date.year() > 1970)?;
        let mut clock = time.trim().split([':', 'h']).map(|part| part.trim().parse::<i8>().ok());
        let (hour, minute) = (clock.next()??, clock.next().flatten().unwrap_or(0));
        let at = Time::new(hour, minute, clock.next().flatten().unwrap_or(0), 0).ok()?;
        zone.to_timestamp(date.to_datetime(at)).ok()
    };
    read().map(Some).ok_or(Unreadable)
}

/// What stands there is no instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// The stored word of a typed one: itself, or its label in either language, compared folded.
pub fn word(given: &str, words: &[(&'static str, &'static str)]) -> Option<&'static str> {
    let given = fold(given);
    let is_it = |(word, key): &&(&'static str, &'static str)| {
        fold(word) == given || [Lang::Fr, Lang::En].iter().any(|lang| fold(&lang.t(key)) == given)
    };
    let found = words.iter().find(is_it).map(|(word, _)| *word);
    let usual = || USUAL.iter().find(|(said, _)| *said == given).map(|(_, word)| *word);
    found.or_else(|| usual().filter(|usual| words.iter().any(|(word, _)| word == usual)))
}

/// What people write for our words, folded.
const USUAL: [(&str, &str); 19] = [
    ("haute", "high"),
    ("haut", "high"),
    ("elevee", "high"),
    ("moyenne", "medium"),
    ("moyen", "medium"),
    ("normale", "medium"),
    ("basse", "low"),
    ("bas", "low"),
    ("faible", "low"),
    ("ouvert", "new"),
    ("open", "new"),
    ("en cours", "in_progress"),
    ("en attente", "waiting_requester"),
    ("pending", "waiting_requester"),
    ("solved", "resolved"),
    ("clos", "closed"),
    ("ferme", "closed"),
    ("courriel", "mail"),
    ("telephone", "phone"),
];

/// Rows that are one thing together: those of a past ticket bear its number, any other row stands alone.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its rows, in order; never empty.
    pub records: Vec<Record>,
    /// Line of an earlier row that is the same thing, which refuses this one.
    pub same_as: Option<u64>,
}

impl Unit {
    /// Line of its first row.
    pub fn line(&self) -> u64 {
        self.first().line
    }

    /// Its first row.
    pub fn first(&self) -> &Record {
        &self.records[0]
    }
}

/// Puts rows together, in order of their first line, and finds those that come twice.
pub fn units(target: Target, records: Vec<Record>) -> Vec<Unit> {
    let mut units: Vec<Unit> = vec![];
    let mut seen: HashMap<String, usize> = HashMap::new();
    for record in records {
        let key = key(target, &record);
        let place = units.len();
        let first = if key.is_empty() { place } else { *seen.entry(key).or_insert(place) };
        if first == place {
            units.push(Unit { records: vec![record], same_as: None });
        } else if target == Target::Ticket {
            // Another message of a ticket already begun.
            units[first].records.push(record);
        } else {
            let same_as = Some(units[first].line());
            units.push(Unit { records: vec![record], same_as });
        }
    }
    units
}

/// What makes two rows the same thing; empty when nothing does.
fn key(target: Target, record: &Record) -> String {
    match target {
        Target::Person => people::persons::rules::fold_email(record.get("email")),
        Target::Site if record.has("name") => {
            format!("{}\n{}", fold(record.get("beneficiary")), fold(record.get("name")))
        }
        Target::Asset if record.has("serial") => {
            format!("{}\nserial\n{}", fold(record.get("beneficiary")), fold(record.get("serial")))
        }
        Target::Asset if record.has("name") && !record.has("external_id") => {
            format!("{}\nname\n{}", fold(record.get("beneficiary")), fold(record.get("name")))
        }
        Target::Site | Target::Asset => String::new(),
        Target::Ticket => record.get("external_id").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_instants_as_tools_and_people_write_them() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        for (text, expected) in [
            ("2026-03-12 09:30:00", Some("2026-03-12T08:30:00Z")),
            ("2026-07-12T09:30", Some("2026-07-12T07:30:00Z")),
            ("12/03/2026 09:30", Some("2026-03-12T08:30:00Z")),
            ("12-03-2026 9h30", Some("2026-03-12T08:30:00Z")),
            ("2026-03-12", Some("2026-03-11T23:00:00Z")),
            ("2026-03-12T09:30:00+00:00", Some("2026-03-12T09:30:00Z")),
            ("", None),
            ("NULL", None),
            ("0000-00-00 00:00:00", None),
        ] {
            let expected = expected.map(|at| at.parse::<Timestamp>().unwrap());
            assert_eq!(instant(text, &zone), Ok(expected), "{text}");
        }
        for bad in ["hier", "31/02/2026", "2026-13-01", "12/03/26", "2026-03-12 25:00", "1/2", "99999-1-1"] {
            assert_eq!(instant(bad, &zone), Err(Unreadable), "{bad}");
        }
    }
}
