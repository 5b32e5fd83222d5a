//! Where records of calls come from, and how files are read.

use jiff::tz::TimeZone;
use kernel::{Text, id::BeneficiaryId, words};
use platform::{Problems, Result};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A source of records.
    SourceId,
}

words! {
    /// What a source writes.
    Format {
        /// `Master.csv` of Asterisk.
        Asterisk = "asterisk", "calls-format-asterisk";
        /// Flat files of Cisco Unified Communications Manager.
        Cucm = "cucm", "calls-format-cucm";
        /// CSV of a carrier, with its columns named.
        Carrier = "carrier", "calls-format-carrier";
    }
}

/// Names of the columns of a carrier's file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Columns {
    /// Who called.
    pub caller: String,
    /// The number called.
    pub called: String,
    /// Day, or day and time.
    pub date: String,
    /// Time of the day, when it stands alone.
    pub time: String,
    /// Talk time: seconds, decimal minutes with a comma, or `hh:mm:ss`.
    pub duration: String,
    /// The carrier's own name of the call; without one, the row is its own name.
    pub key: String,
}

/// How the files of a source are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Reading {
    /// Zone of local times.
    pub time_zone: String,
    /// Digits dialled before an outside number and written down with it.
    pub outside_prefix: String,
    /// Beginnings of the names of outgoing trunks; without any, every call leaves.
    pub trunks: Vec<String>,
    /// What separates the cells of a carrier's file.
    pub delimiter: char,
    /// Whether durations are minutes.
    pub is_minutes: bool,
    /// The columns of a carrier's file.
    pub columns: Columns,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            time_zone: "Europe/Paris".to_owned(),
            outside_prefix: String::new(),
            trunks: vec![],
            delimiter: ';',
            is_minutes: false,
            columns: Columns::default(),
        }
    }
}

/// A source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Source {
    /// Which one.
    pub id: SourceId,
    /// Its name.
    pub name: String,
    /// What it writes.
    pub format: Format,
    /// How it is read.
    pub reading: Reading,
    /// Whose are calls made by a number that is no known line.
    pub owner: Option<BeneficiaryId>,
}

/// What is typed about a source. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SourceForm {
    /// Its name, one of a kind.
    pub name: String,
    /// A word of [`Format`].
    pub format: String,
    /// Identifier of a beneficiary, or empty.
    pub owner: String,
    /// Zone of local times; Paris when empty.
    pub time_zone: String,
    /// Digits before an outside number.
    pub outside_prefix: String,
    /// Beginnings of names of trunks, separated by commas.
    pub trunks: String,
    /// `;`, `,`, `tab` or `|`.
    pub delimiter: String,
    /// `on` when durations are minutes.
    pub is_minutes: String,
    /// Heading of the column of the caller.
    pub caller: String,
    /// Of the number called.
    pub called: String,
    /// Of the day.
    pub date: String,
    /// Of the time, when it stands alone.
    pub time: String,
    /// Of the duration.
    pub duration: String,
    /// Of the carrier's own name of the call.
    pub key: String,
}

impl SourceForm {
    /// The name, format and reading typed; tells every problem at once.
    pub fn checked(&self) -> Result<(String, Format, Reading)> {
        let mut problems = Problems::default();
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > 100 {
            problems.add("name", Text::new("calls-error-name"));
        }
        let format = Format::parse(&self.format);
        if format.is_none() {
            problems.add("format", Text::new("calls-error-format"));
        }
        let mut reading =
            Reading { outside_prefix: self.outside_prefix.trim().to_owned(), ..Reading::default() };
        if !self.time_zone.trim().is_empty() {
            self.time_zone.trim().clone_into(&mut reading.time_zone);
        }
        if TimeZone::get(&reading.time_zone).is_err() {
            problems.add("time_zone", Text::new("calls-error-zone"));
        }
        if reading.outside_prefix.len() > 3 || !reading.outside_prefix.bytes().all(|b| b.is_ascii_digit()) {
            problems.add("outside_prefix", Text::new("calls-error-prefix"));
        }
        let trunks = self.trunks.split(',').map(str::trim).filter(|trunk| !trunk.is_empty());
        reading.trunks = trunks.map(str::to_owned).collect();
        match self.delimiter.trim() {
            "" => {}
            "tab" => reading.delimiter = '\t',
            ";" | "," | "|" => reading.delimiter = self.delimiter.trim().chars().next().unwrap_or(';'),
            _ => problems.add("delimiter", Text::new("calls-error-delimiter")),
        }
        reading.is_minutes = matches!(self.is_minutes.as_str(), "on" | "true");
        reading.columns = self.columns();
        if format == Some(Format::Carrier) {
            let needed = [
                ("caller", &self.caller),
                ("called", &self.called),
                ("date", &self.date),
                ("duration", &self.duration),
            ];
            for (field, typed) in needed {
                if typed.trim().is_empty() {
                    problems.add(field, Text::new("calls-error-column"));
                }
            }
        }
        problems.into_result()?;
        Ok((name.to_owned(), format.unwrap_or(Format::Carrier), reading))
    }

    fn columns(&self) -> Columns {
        let [caller, called, date, time, duration, key] =
            [&self.caller, &self.called, &self.date, &self.time, &self.duration, &self.key]
                .map(|typed| typed.trim().to_owned());
        Columns { caller, called, date, time, duration, key }
    }
}
