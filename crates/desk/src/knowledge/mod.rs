//! Knowledge: what answers questions before they become tickets, and what agents need to know.
//!
//! An article is a list of versions, never changed once written. A version says who reads it: the provider's side,
//! everybody, or named beneficiaries. It is published by somebody who did not write it; until then the version before
//! goes on being read. From time to time its owner reads it again.

pub mod actions;
pub mod api;
mod changes;
mod jobs;
pub mod markup;
pub mod pages;
pub mod rules;
pub mod search;
pub mod store;
pub mod suggest;
pub mod views;

pub use jobs::jobs;

use crate::{categories::CategoryId, tickets::TicketKey, words::words};
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{DeskRun, TicketWork},
    id::{BeneficiaryId, PersonId},
};
use platform::web::{
    Access::{Needs, SignedIn},
    Routes,
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// An article.
    ArticleId,
}

words! {
    /// What an article is for.
    ArticleKind {
        /// It answers a question.
        Article = "article", "knowledge-kind-article";
        /// It says how an application is operated (art. 2-II.D).
        Procedure = "procedure", "knowledge-kind-procedure";
    }
}

words! {
    /// Who reads a version.
    Audience {
        /// The provider's side alone.
        Internal = "internal", "knowledge-audience-internal";
        /// Everybody at every beneficiary.
        Everybody = "everybody", "knowledge-audience-everybody";
        /// Everybody at the beneficiaries that are named.
        Named = "named", "knowledge-audience-named";
    }
}

words! {
    /// Where the newest version stands.
    Stage {
        /// It is being written.
        Draft = "draft", "knowledge-stage-draft";
        /// Somebody else must read it.
        Review = "review", "knowledge-stage-review";
        /// It is the one that is read.
        Published = "published", "knowledge-stage-published";
    }
}

words! {
    /// What a second person decides.
    Verdict {
        /// It may be read.
        Published = "published", "knowledge-verdict-published";
        /// It must be written again.
        Returned = "returned", "knowledge-verdict-returned";
    }
}

/// Somebody named by an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Author {
    /// Who; nobody for the system itself.
    pub id: Option<PersonId>,
    /// The name shown.
    pub name: String,
}

/// What was written at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Version {
    /// From 1.
    pub number: i64,
    /// In a few words: the question it answers.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// Who reads it.
    pub audience: Audience,
    /// What changed, in the author's words.
    pub note: String,
    /// Who wrote it.
    pub author: Author,
    /// When.
    pub written_at: Timestamp,
}

/// What a second person decided about a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Review {
    /// Which version.
    pub number: i64,
    /// What was decided.
    pub verdict: Verdict,
    /// Why, or what to change.
    pub remark: String,
    /// Who decided.
    pub reviewer: Author,
    /// When.
    pub at: Timestamp,
}

/// An article with one of its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Article {
    /// Which one.
    pub id: ArticleId,
    /// What it is for.
    pub kind: ArticleKind,
    /// Its category, and the category's name.
    pub category: Option<(CategoryId, String)>,
    /// Who answers for it.
    pub owner: Author,
    /// The version that is read.
    pub published: Option<i64>,
    /// The newest version that counts.
    pub latest: i64,
    /// Where the newest stands.
    pub stage: Stage,
    /// The last day on which it is taken to be right without being read again.
    pub review_by: Option<Date>,
    /// Since when nobody reads it any more.
    pub retired_at: Option<Timestamp>,
    /// When something about it last changed.
    pub updated_at: Timestamp,
    /// Raised at each change.
    pub version: i64,
    /// The version that is read; the newest one before the first publication.
    pub shown: Version,
    /// For the place in a list.
    #[serde(skip)]
    pub title_folded: String,
}

impl Article {
    /// Path of its page.
    pub fn path(&self) -> String {
        path_of(&self.id)
    }

    /// Whether readers find it.
    pub fn is_read(&self) -> bool {
        self.published.is_some() && self.retired_at.is_none()
    }
}

/// Path of an article's page.
pub fn path_of(id: &ArticleId) -> String {
    format!("/knowledge/{id}")
}

/// How an article served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Served {
    /// Times it was read.
    pub reads: i64,
    /// Questions it answered before they became a ticket.
    pub answered: i64,
    /// Answers of the desk it was put into.
    pub inserted: i64,
    /// Readers whom it helped.
    pub helpful: i64,
    /// Readers whom it did not help.
    pub unhelpful: i64,
}

/// What a reader said of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Vote {
    /// Whether it helped.
    pub is_helpful: bool,
    /// What was missing, in the reader's words.
    pub remark: String,
    /// When.
    pub at: Timestamp,
    /// Name of the reader's organisation; the person is not told.
    pub beneficiary_name: String,
}

/// What is typed about an article. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ArticleForm {
    /// A word of [`ArticleKind`].
    pub kind: String,
    /// In a few words: the question it answers.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// A word of [`Audience`].
    pub audience: String,
    /// The beneficiaries named.
    pub beneficiaries: Vec<String>,
    /// A category; may be empty.
    pub category: String,
    /// Who answers for it; who writes it first when empty.
    pub owner: String,
    /// The last day on which it is taken to be right: `2027-03-01`; a year after its publication when empty.
    pub review_by: String,
    /// What changed.
    pub note: String,
    /// The ticket it is made of, as `beneficiary/ticket`; only at the beginning.
    pub ticket: String,
    /// The version of the article read before a change.
    pub version: i64,
    /// Makes sending a new one twice harmless.
    pub key: String,
}

impl ArticleForm {
    /// The ticket it is made of.
    pub fn source(&self) -> Option<TicketKey> {
        let (beneficiary, id) = self.ticket.split_once('/')?;
        Some(TicketKey { beneficiary: BeneficiaryId::from(beneficiary), id: id.into() })
    }
}

/// Every route of knowledge, pages then API.
pub fn routes() -> Routes {
    let (read, write) = (SignedIn, Needs(DeskRun));
    Routes::new()
        .get("/knowledge", read, pages::list)
        .post("/knowledge", write, pages::create)
        .get("/knowledge/new", write, pages::new)
        .get("/knowledge/suggestions", read, pages::suggestions)
        .get("/knowledge/{article}", read, pages::show)
        .get("/knowledge/{article}/text", write, pages::edit)
        .post("/knowledge/{article}/text", write, pages::save)
        .get("/knowledge/{article}/versions", write, pages::versions)
        .get("/knowledge/{article}/versions/{number}", write, pages::version)
        .post("/knowledge/{article}/versions/{number}/return", write, pages::go_back)
        .post("/knowledge/{article}/submission", write, pages::submit)
        .post("/knowledge/{article}/withdrawal", write, pages::withdraw)
        .post("/knowledge/{article}/decision", write, pages::decide)
        .post("/knowledge/{article}/discard", write, pages::discard)
        .post("/knowledge/{article}/confirmation", write, pages::confirm)
        .post("/knowledge/{article}/retirement", write, pages::retire)
        .post("/knowledge/{article}/restoration", write, pages::restore)
        .post("/knowledge/{article}/opinion", read, pages::vote)
        .post("/knowledge/{article}/answered", read, pages::answered)
        .post("/tickets/{beneficiary}/{id}/article", Needs(TicketWork), pages::insert)
        .get("/api/v1/knowledge", read, api::list)
        .post("/api/v1/knowledge", write, api::create)
        .get("/api/v1/knowledge/suggestions", read, api::suggestions)
        .get("/api/v1/knowledge/{article}", read, api::show)
        .put("/api/v1/knowledge/{article}", write, api::save)
        .get("/api/v1/knowledge/{article}/versions", write, api::versions)
        .post("/api/v1/knowledge/{article}/submission", write, api::submit)
        .post("/api/v1/knowledge/{article}/decision", write, api::decide)
        .put("/api/v1/knowledge/{article}/retired", write, api::set_retired)
        .put("/api/v1/knowledge/{article}/opinion", read, api::vote)
}
