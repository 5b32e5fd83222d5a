//! Recurring tickets: work that comes back, such as the check of backups (art. 4), opened by itself on its day.

pub mod actions;
pub mod api;
mod jobs;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

pub use jobs::jobs;

use crate::{checklists::ChecklistId, tickets::Kind, words::words};
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{DeskManage, DeskRun},
    id::{BeneficiaryId, PersonId},
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A recurring ticket.
    RecurringId,
}

words! {
    /// How often it comes back.
    Rhythm {
        /// Every day.
        Day = "day", "recurring-day";
        /// Every day from Monday to Friday that is no public holiday.
        WorkingDay = "working_day", "recurring-working-day";
        /// Once a week.
        Week = "week", "recurring-week";
        /// Once a month.
        Month = "month", "recurring-month";
        /// Once a year.
        Year = "year", "recurring-year";
    }
}

/// When it comes back, on the wall clock of Paris.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// How often.
    pub every: Rhythm,
    /// Day of the week, 1 for Monday: counts for a week.
    pub weekday: i8,
    /// Day of the month, the last one in shorter months: counts for a month and a year.
    pub day: i8,
    /// Month: counts for a year.
    pub month: i8,
    /// Hour.
    pub hour: i8,
    /// Minute.
    pub minute: i8,
}

/// A recurring ticket.
#[derive(Clone, Debug)]
pub struct Recurring {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Which one.
    pub id: RecurringId,
    /// Title of its tickets.
    pub title: String,
    /// Their description.
    pub description: String,
    /// Incident or request.
    pub kind: Kind,
    /// For whom.
    pub requester: (PersonId, String),
    /// Identifier of the site.
    pub site: Option<String>,
    /// The checklist whose tasks each ticket has.
    pub checklist: Option<ChecklistId>,
    /// When it comes back.
    pub schedule: Schedule,
    /// Day of the next ticket.
    pub next_on: Date,
    /// When the next ticket is opened.
    pub next_at: Timestamp,
    /// Since when it opens nothing.
    pub paused_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
}

/// What is typed about a recurring ticket. Also the body of the API.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RecurringForm {
    /// Identifier of the beneficiary.
    pub beneficiary: String,
    /// Title.
    pub title: String,
    /// Description.
    pub description: String,
    /// `incident` or `request`.
    pub kind: String,
    /// Identifier of the person it is for.
    pub requester: String,
    /// Identifier of a site, or empty.
    pub site: String,
    /// Identifier of a checklist, or empty.
    pub checklist: String,
    /// A rhythm.
    pub every: String,
    /// 1 to 7.
    pub weekday: String,
    /// 1 to 31.
    pub day: String,
    /// 1 to 12.
    pub month: String,
    /// Time as `08:00`.
    pub at: String,
    /// First day on which it may come, as `2026-03-27`; today when empty.
    pub from: String,
    /// The version read before a change; not used to create.
    pub version: i64,
}

impl RecurringForm {
    /// What would be typed to have it as it is.
    pub fn of(one: &Recurring) -> Self {
        let Schedule { every, weekday, day, month, hour, minute } = one.schedule;
        Self {
            beneficiary: one.beneficiary.to_string(),
            title: one.title.clone(),
            description: one.description.clone(),
            kind: one.kind.as_str().to_owned(),
            requester: one.requester.0.to_string(),
            site: one.site.clone().unwrap_or_default(),
            checklist: one.checklist.as_ref().map(ToString::to_string).unwrap_or_default(),
            every: every.as_str().to_owned(),
            weekday: weekday.to_string(),
            day: day.to_string(),
            month: month.to_string(),
            at: format!("{hour:02}:{minute:02}"),
            from: one.next_on.to_string(),
            version: one.version,
        }
    }
}

/// Path of a recurring ticket.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct RecurringPath {
    beneficiary: BeneficiaryId,
    recurring: RecurringId,
}

impl RecurringPath {
    /// The address of its page.
    pub fn path(&self) -> String {
        format!("/recurring-tickets/{}/{}", self.beneficiary, self.recurring)
    }
}

impl Recurring {
    /// Where it is.
    pub fn place(&self) -> RecurringPath {
        RecurringPath { beneficiary: self.beneficiary.clone(), recurring: self.id.clone() }
    }
}

/// Every route of recurring tickets, pages then API.
pub fn routes() -> Routes {
    let (run, manage) = (Needs(DeskRun), Needs(DeskManage));
    Routes::new()
        .get("/recurring-tickets", run, pages::list)
        .get("/recurring-tickets/new", manage, pages::new_recurring)
        .post("/recurring-tickets", manage, pages::create)
        .get("/recurring-tickets/{beneficiary}/{recurring}", manage, pages::edit)
        .post("/recurring-tickets/{beneficiary}/{recurring}", manage, pages::change)
        .post("/recurring-tickets/{beneficiary}/{recurring}/pause", manage, pages::pause)
        .post("/recurring-tickets/{beneficiary}/{recurring}/resumption", manage, pages::resume)
        .get("/api/v1/recurring-tickets", run, api::list)
        .post("/api/v1/recurring-tickets", manage, api::create)
        .put("/api/v1/recurring-tickets/{beneficiary}/{recurring}", manage, api::change)
        .post("/api/v1/recurring-tickets/{beneficiary}/{recurring}/pause", manage, api::pause)
        .post("/api/v1/recurring-tickets/{beneficiary}/{recurring}/resumption", manage, api::resume)
}
