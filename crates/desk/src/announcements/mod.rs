//! Announcements: known outages and planned works, told to those concerned before they ask.
//!
//! An announcement is shown from its beginning less [`rules::AHEAD_DAYS`] until its end. Told to several
//! beneficiaries, it is one row for each under one identifier: each sees its own and learns nothing of the others.

pub mod actions;
mod api;
mod pages;
pub mod rules;
pub mod store;
pub mod views;

use crate::words::words;
use jiff::Timestamp;
use kernel::{Permission, id::BeneficiaryId};
use platform::{
    i18n::Lang,
    web::{Access, Routes},
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// An announcement.
    AnnouncementId,
}

words! {
    /// What it means for those concerned.
    Severity {
        /// Something to know.
        Information = "information", "announcement-information";
        /// Planned works: a service may be cut at those times.
        Works = "works", "announcement-works";
        /// Something does not work now.
        Outage = "outage", "announcement-outage";
    }
}

/// An announcement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Announcement {
    /// Which one.
    pub id: AnnouncementId,
    /// What it means.
    pub severity: Severity,
    /// In a few words, in French and in English; without English, French is shown.
    pub title: [String; 2],
    /// What happens and what to do, in French and in English.
    pub body: [String; 2],
    /// When it begins.
    pub from: Timestamp,
    /// When it ends; nothing when nobody knows yet.
    pub to: Option<Timestamp>,
    /// Who wrote it.
    pub created_by_name: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// Since when it is not shown any more.
    pub archived_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
}

impl Announcement {
    /// The title in the reader's language.
    pub fn title(&self, lang: Lang) -> &str {
        said(lang, &self.title)
    }

    /// The words in the reader's language.
    pub fn body(&self, lang: Lang) -> &str {
        said(lang, &self.body)
    }
}

pub(crate) fn said(lang: Lang, [fr, en]: &[String; 2]) -> &str {
    if lang == Lang::En && !en.is_empty() { en } else { fr }
}

/// An announcement as one beneficiary is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Who is told.
    pub beneficiary: BeneficiaryId,
    /// What.
    #[serde(flatten)]
    pub announcement: Announcement,
    /// Names of the sites concerned; the whole beneficiary without any.
    pub sites: Vec<String>,
}

/// An announcement with those it is told to, for those who write them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// What.
    #[serde(flatten)]
    pub announcement: Announcement,
    /// How many beneficiaries are told.
    pub told: i64,
    /// Name of the only one, or of one of them.
    pub told_name: String,
}

/// What a person types.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AnnouncementForm {
    /// Who is told, at the beginning; everybody when empty.
    pub beneficiary: String,
    /// The sites of that beneficiary that are concerned, at the beginning; all when empty.
    pub sites: Vec<String>,
    /// What it means.
    pub severity: String,
    /// In a few words, in French.
    pub title_fr: String,
    /// In a few words, in English; may be empty.
    pub title_en: String,
    /// What happens and what to do, in French.
    pub body_fr: String,
    /// The same in English; may be empty.
    pub body_en: String,
    /// Beginning, wall clock of Paris: `2026-03-03T17:30`; now when empty.
    pub from: String,
    /// End; empty when nobody knows yet.
    pub to: String,
    /// The version read, for a change.
    pub version: i64,
}

/// Routes of this feature: the desk writes, everybody concerned reads.
pub fn routes() -> Routes {
    let (read, write) = (Access::SignedIn, Access::Needs(Permission::DeskRun));
    Routes::new()
        .get("/announcements", write, pages::list)
        .post("/announcements", write, pages::create)
        .get("/announcements/new", write, pages::new)
        .get("/announcements/{announcement}", write, pages::edit)
        .post("/announcements/{announcement}", write, pages::change)
        .post("/announcements/{announcement}/archive", write, pages::archive)
        .post("/announcements/{announcement}/restoration", write, pages::restore)
        .get("/api/v1/announcements", read, api::current)
        .post("/api/v1/announcements", write, api::create)
        .put("/api/v1/announcements/{announcement}", write, api::change)
        .put("/api/v1/announcements/{announcement}/archived", write, api::set_archived)
}
