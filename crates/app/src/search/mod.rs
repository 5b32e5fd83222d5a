//! Finding anything from any page: the page of results, its interface for programs, and the work that keeps
//! the index up with what happens.

pub mod api;
mod files;
pub mod jobs;
pub mod pages;
pub mod store;
pub mod views;

use kernel::Text;
use platform::{
    Ctx, Error, Result,
    search::{self, Asked, Hit, Kind},
    web::{Access::SignedIn, Routes},
};
use serde::Deserialize;

/// Hits of one kind on a page over all kinds.
const FEW: usize = 5;
/// Hits of a page of one kind.
const PAGE: usize = 25;

/// What is asked for in an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SearchQuery {
    /// The words.
    pub q: String,
    /// Only this kind.
    pub kind: String,
    /// Where the page before ended.
    pub after: String,
}

/// What was found of one kind.
pub struct Group {
    /// The kind.
    pub kind: Kind,
    /// The newest first.
    pub hits: Vec<Hit>,
    /// Whether more follow.
    pub has_more: bool,
}

/// What was found.
pub enum Found {
    /// No word to look for was given.
    NoWord,
    /// The one thing a reference leads to.
    One(Hit),
    /// Results by kind; kinds without results are left out.
    Groups(Asked, Vec<Group>),
}

/// Answers a question in the actor's scope, of one kind or of all.
pub async fn find(ctx: &Ctx, query: &SearchQuery) -> Result<Found> {
    let kind = match query.kind.as_str() {
        "" => None,
        word => Some(Kind::parse(word).ok_or_else(|| refused("kind", "search-error-kind"))?),
    };
    let before = match query.after.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| refused("after", "search-error-cursor"))?),
    };
    let Some(asked) = search::ask(&query.q) else { return Ok(Found::NoWord) };
    let mut tx = ctx.read().await?;
    if kind.is_none()
        && let Some(hit) = search::jump(&mut tx, ctx, &asked).await?
    {
        return Ok(Found::One(hit));
    }
    let limit = if kind.is_some() { PAGE } else { FEW };
    let mut groups = vec![];
    for kind in kind.map_or(Kind::ALL.to_vec(), |kind| vec![kind]) {
        let mut hits = search::page(&mut tx, ctx, &asked, &[kind], before, limit + 1).await?;
        let has_more = hits.len() > limit;
        hits.truncate(limit);
        if !hits.is_empty() {
            groups.push(Group { kind, hits, has_more });
        }
    }
    Ok(Found::Groups(asked, groups))
}

fn refused(field: &str, key: &str) -> Error {
    Error::invalid(field, Text::new(key))
}

/// Every route of search.
pub fn routes() -> Routes {
    Routes::new().get("/search", SignedIn, pages::results).get("/api/v1/search", SignedIn, api::results)
}
