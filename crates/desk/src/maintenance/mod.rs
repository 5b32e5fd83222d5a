//! Planned maintenance as beneficiaries are told of it (R5.7): announced, put off, cancelled, to those concerned only.
//!
//! Each thing told is a row of one beneficiary that never changes, with when it was told, to whom, and whether that was
//! early enough. Availability leaves out what was announced in time; see [`store::planned`].

pub mod actions;
pub mod api;
mod letters;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

pub(crate) use letters::{letter, subject};

use crate::{announcements::AnnouncementId, changes::ChangeId, words::words};
use estate::sites::SiteId;
use jiff::Timestamp;
use kernel::{
    Interval,
    Permission::TicketCreate,
    id::{BeneficiaryId, PersonId},
};
use platform::{
    i18n::Lang,
    web::{Access::Needs, Routes},
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// Something told of planned maintenance.
    NoticeId,
}

words! {
    /// What is told.
    NoticeKind {
        /// When and where it takes place.
        Planned = "planned", "maintenance-kind-planned";
        /// That it takes place at other times or elsewhere.
        Moved = "moved", "maintenance-kind-moved";
        /// That it does not take place then; the new date follows.
        Postponed = "postponed", "maintenance-kind-postponed";
        /// That it does not take place.
        Cancelled = "cancelled", "maintenance-kind-cancelled";
    }
}

impl NoticeKind {
    /// Whether something takes place at the times told.
    pub fn takes_place(self) -> bool {
        matches!(self, Self::Planned | Self::Moved)
    }
}

/// A person who was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Who.
    pub id: PersonId,
    /// Name then.
    pub name: String,
}

/// Something told to one beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: NoticeId,
    /// The change it tells of.
    pub change: ChangeId,
    /// 1 for the first thing told of that change.
    pub number: i64,
    /// What is told.
    pub kind: NoticeKind,
    /// In a few words, in French and in English; without English, French is shown.
    pub title: [String; 2],
    /// What happens and what to do.
    pub text: [String; 2],
    /// The times told.
    #[serde(flatten)]
    pub span: Interval,
    /// The sites concerned; the whole beneficiary without any.
    pub sites: Vec<SiteId>,
    /// When it was told.
    pub announced_at: Timestamp,
    /// Who told it.
    pub announced_by_name: String,
    /// Working days that the agreement asked for then.
    pub notice_days: i64,
    /// Whether it was told that early (R5.7).
    pub is_in_time: bool,
    /// Why it was not.
    pub late_reason: String,
    /// Who was told.
    #[serde(skip)]
    pub told: Vec<Told>,
    /// The announcement shown on screens.
    #[serde(skip)]
    pub announcement: AnnouncementId,
    /// Whether nothing was told of this change since.
    pub is_last: bool,
}

impl Notice {
    /// The title in the reader's language.
    pub fn title(&self, lang: Lang) -> &str {
        crate::announcements::said(lang, &self.title)
    }

    /// The words in the reader's language.
    pub fn text(&self, lang: Lang) -> &str {
        crate::announcements::said(lang, &self.text)
    }
}

/// Planned maintenance with the names of its places, for lists and calendars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// What was told last.
    #[serde(flatten)]
    pub notice: Notice,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Names of the sites; the whole beneficiary without any.
    pub site_names: Vec<String>,
}

/// What is typed to announce a change. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AnnounceForm {
    /// Why it is announced later than the agreement asks; needed then.
    pub late_reason: String,
    /// The version of the change that was read.
    pub version: i64,
}

/// Routes of this feature: each beneficiary's people read their own, the provider's everything.
pub fn routes() -> Routes {
    Routes::new().get("/maintenance", Needs(TicketCreate), pages::list).get(
        "/api/v1/maintenance",
        Needs(TicketCreate),
        api::list,
    )
}
