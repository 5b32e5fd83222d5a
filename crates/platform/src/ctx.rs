//! What every action receives first: who acts, on whose rows, when, and with which means.

use crate::{
    Clock, Error, Files, Ids, Result, Secrets, Settings,
    db::{Db, Tx},
    documents::{DocumentData, DocumentRenderer},
    i18n::Lang,
    web::Access,
};
use jiff::Timestamp;
use kernel::{Actor, Explanation, Permission, Scope, Side};
use std::sync::Arc;

/// A group of the main navigation: pages that belong together, under one word.
#[derive(Clone, Debug)]
pub struct NavGroup {
    /// Message key of the word.
    pub key: &'static str,
    /// Its pages, the one most opened first.
    pub links: Vec<NavLink>,
}

/// A link of the main navigation, shown to those who may follow it.
#[derive(Clone, Debug)]
pub struct NavLink {
    /// Message key of the label.
    pub key: &'static str,
    /// Path.
    pub href: &'static str,
    /// Needed to see the link.
    pub permission: Permission,
    /// Shown to this side only.
    pub side: Option<Side>,
}

impl NavLink {
    /// Whether this actor may follow the link.
    pub fn is_for(&self, actor: &Actor) -> bool {
        actor.may(self.permission) && self.side.is_none_or(|side| actor.side == Some(side))
    }
}

/// How a person likes the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Whether single keys act (WCAG 2.1.4 asks that they can be switched off).
    pub has_shortcuts: bool,
    /// Whether lists and conversations are drawn close together.
    pub is_compact: bool,
}

impl Default for Screen {
    fn default() -> Self {
        Self { has_shortcuts: true, is_compact: false }
    }
}

/// The means of one running instance, shared by all requests.
#[derive(Clone)]
pub struct Platform {
    /// The database.
    pub db: Db,
    /// The source of time.
    pub clock: Clock,
    /// The source of identifiers.
    pub ids: Ids,
    /// Stored files.
    pub files: Files,
    /// The instance's key.
    pub secrets: Secrets,
    /// Makes PDF documents.
    pub documents: DocumentRenderer,
    /// Settings of the instance.
    pub settings: Arc<Settings>,
    /// News for open pages.
    pub live: crate::live::Hub,
    /// How fast each program may call.
    pub pace: crate::pace::Pace,
    /// The authority's name, colours and logo.
    pub appearance: crate::appearance::Presented,
    /// The main navigation, given by the application because its links lead to later areas.
    pub navigation: Arc<Vec<NavGroup>>,
    /// The pages with who may open them, given by the application for the same reason.
    pub pages: Arc<crate::web::PageAccess>,
    /// What later areas show on pages of earlier ones.
    pub slots: Arc<crate::Slots>,
}

/// One unit of work: the platform seen by one actor.
#[derive(Clone)]
pub struct Ctx {
    /// The means.
    pub platform: Platform,
    /// Who acts.
    pub actor: Actor,
    /// The reader's language.
    pub lang: Lang,
    /// How the reader likes the screens.
    pub screen: Screen,
    /// Token that our own forms of this session carry; empty outside a session.
    pub csrf: String,
    /// Path and query of the request; empty outside a request.
    pub path: String,
    /// Reference of the request in logs and error pages.
    pub request_id: String,
    /// Notifications that the actor has not read, shown in the header.
    pub unread: i64,
}

impl Ctx {
    /// Work of the system itself: command line, background jobs, seeded data.
    pub fn system(platform: Platform, name: &str) -> Self {
        Self::of(platform, Actor::system(name))
    }

    /// Work of `actor` outside a web request.
    pub fn of(platform: Platform, actor: Actor) -> Self {
        Self {
            platform,
            actor,
            lang: Lang::Fr,
            screen: Screen::default(),
            csrf: String::new(),
            path: String::new(),
            request_id: String::new(),
            unread: 0,
        }
    }

    /// Whether the actor may open a page of ours, as far as permissions say: whether the row is in scope, its page tells.
    pub fn may_open(&self, address: &str) -> bool {
        match self.platform.pages.access(address) {
            Some(Access::Needs(permission)) => self.actor.may(permission),
            Some(Access::SignedIn | Access::Public) | None => true,
        }
    }

    /// An explanation whose inputs link to pages that the actor may open, and to no other.
    pub fn linked(&self, explanation: &Explanation) -> Explanation {
        let mut linked = explanation.clone();
        for input in &mut linked.inputs {
            input.href.take_if(|href| !self.may_open(href));
        }
        linked
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.platform.clock.now()
    }

    /// A new identifier.
    pub fn id<T: From<String>>(&self) -> T {
        self.platform.ids.next(self.now())
    }

    /// The PDF of a document. Drawing it is processor work: it runs aside, and must not stand inside a transaction.
    pub async fn print(&self, data: DocumentData) -> Result<Vec<u8>> {
        let renderer = self.platform.documents.clone();
        let printed = tokio::task::spawn_blocking(move || renderer.render(&data)).await;
        let drawn = printed.map_err(|e| Error::Internal(e.to_string()))?;
        drawn.map_err(|e| Error::Internal(e.to_string()))
    }

    /// The rows this actor may touch.
    pub fn scope(&self) -> &Scope {
        &self.actor.scope
    }

    /// Begins a write transaction in the actor's scope.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(self.platform.db.begin(self.scope()).await?)
    }

    /// Begins a read transaction in the actor's scope: one consistent view for a whole page.
    pub async fn read(&self) -> Result<Tx> {
        Ok(self.platform.db.read(self.scope()).await?)
    }

    /// Refuses unless the actor may do `permission`.
    pub fn require(&self, permission: Permission) -> Result<()> {
        match (self.actor.may(permission), self.actor.is_signed_in()) {
            (true, _) => Ok(()),
            (false, true) => Err(Error::Forbidden(permission)),
            (false, false) => Err(Error::SignInRequired),
        }
    }
}
