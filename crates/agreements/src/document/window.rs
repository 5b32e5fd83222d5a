//! When the service is due (article 5, R4) and how fast (annexe 1 A): window, priorities, clocks.

use super::ClockTime;
use jiff::civil::Date;
use kernel::{ServiceWindow, Slot, Week, WindowError, Zone};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The service window (plage de service), on the wall clock of its zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WindowTerms {
    /// Article that fixes it.
    pub article: String,
    /// Territory: it gives the time zone and the list of public holidays (R4.2).
    #[schemars(schema_with = "zone_schema")]
    pub zone: Zone,
    /// Whether public holidays close the window.
    pub closed_on_holidays: bool,
    /// Further closed days agreed by the parties.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed_dates: Vec<Date>,
    /// Opening slots; several a day are allowed, overlapping ones are not.
    pub slots: Vec<DailySlot>,
}

fn zone_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": Zone::ALL.map(Zone::as_str) })
}

/// One opening slot, the same on each of its days: open at `open`, closed at `close` (half-open).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DailySlot {
    /// Days of the week.
    pub days: Vec<Day>,
    /// Opening time.
    pub open: ClockTime,
    /// Closing time, after `open`; `24:00` is midnight.
    pub close: ClockTime,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    /// Lundi.
    Monday,
    /// Mardi.
    Tuesday,
    /// Mercredi.
    Wednesday,
    /// Jeudi.
    Thursday,
    /// Vendredi.
    Friday,
    /// Samedi.
    Saturday,
    /// Dimanche.
    Sunday,
}

/// Criticality of tickets: levels, how impact and urgency give one, and the clocks of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Priority {
    /// Levels from the most to the least critical.
    pub levels: Vec<Level>,
    /// Impact x urgency.
    pub matrix: Matrix,
    /// States of a ticket that stop the clocks (R4.6).
    pub pauses: Vec<Pause>,
}

/// A level of criticality with its clocks, in minutes of the service window. No target: the time is
/// measured and shown, never judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Short code: `P1`.
    pub code: String,
    /// Name on screens.
    pub name: String,
    /// Acknowledgement target, minutes of service window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledge_minutes: Option<u32>,
    /// Intervention target, minutes of service window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intervene_minutes: Option<u32>,
    /// Restoration target, minutes of service window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restore_minutes: Option<u32>,
}

/// Level by impact (rows), then urgency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Matrix {
    /// A whole site or service is concerned.
    pub high_impact: MatrixRow,
    /// Several persons are concerned.
    pub medium_impact: MatrixRow,
    /// One person is concerned.
    pub low_impact: MatrixRow,
}

/// Levels of one row of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatrixRow {
    /// Work is stopped.
    pub high_urgency: String,
    /// Work goes on with difficulty.
    pub medium_urgency: String,
    /// Work goes on.
    pub low_urgency: String,
}

impl Matrix {
    /// The nine cells with the name of their row and column, row by row.
    pub fn cells(&self) -> impl Iterator<Item = (&'static str, &'static str, &str)> {
        let rows = [
            ("high_impact", &self.high_impact),
            ("medium_impact", &self.medium_impact),
            ("low_impact", &self.low_impact),
        ];
        rows.into_iter().flat_map(|(impact, row)| {
            [
                (impact, "high_urgency", row.high_urgency.as_str()),
                (impact, "medium_urgency", row.medium_urgency.as_str()),
                (impact, "low_urgency", row.low_urgency.as_str()),
            ]
        })
    }
}

/// States that stop a ticket's clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pause {
    /// Waiting for the requester's answer.
    WaitingForRequester,
    /// Waiting for a vendor or carrier.
    WaitingForVendor,
}

impl WindowTerms {
    /// The window that clocks run on; refused when slots are reversed or overlap.
    pub fn to_service_window(&self) -> Result<ServiceWindow, WindowError> {
        let mut week = Week::default();
        for slot in &self.slots {
            let opening = Slot::new(slot.open.0, slot.close.0)?;
            for day in &slot.days {
                day.of(&mut week).push(opening);
            }
        }
        ServiceWindow::new(
            week,
            self.zone,
            self.closed_on_holidays,
            self.closed_dates.iter().copied().collect(),
        )
    }
}

impl Day {
    fn of(self, week: &mut Week) -> &mut Vec<Slot> {
        match self {
            Self::Monday => &mut week.monday,
            Self::Tuesday => &mut week.tuesday,
            Self::Wednesday => &mut week.wednesday,
            Self::Thursday => &mut week.thursday,
            Self::Friday => &mut week.friday,
            Self::Saturday => &mut week.saturday,
            Self::Sunday => &mut week.sunday,
        }
    }
}
