//! Reading articles, writing them, deciding about what others wrote, saying whether they helped.

mod serve;
mod write;

pub use serve::{Insert, answered, count_read, inserted, made_from, remind, vote};
pub use write::{confirm, create, decide, discard, go_back, retire, save, submit, withdraw};

use super::{
    Article, ArticleId, Author, Review, Served, Version, Vote, rules,
    store::{self, Reader, View, Wanted},
    suggest,
};
use crate::tickets::TicketKey;
use jiff::civil::Date;
use kernel::{Permission, Side, Text, Zone, id::BeneficiaryId};
use platform::{Ctx, Error, Result, db::Tx, search};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Opinions shown with their words.
const REMARKS: i64 = 20;

/// The day in Paris.
pub fn today(ctx: &Ctx) -> Date {
    ctx.now().to_zoned(Zone::Metropole.time_zone()).date()
}

/// Whether the actor writes articles.
pub fn may_write(ctx: &Ctx) -> bool {
    ctx.actor.side == Some(Side::Provider) && ctx.actor.may(Permission::DeskRun)
}

pub(super) fn writer(ctx: &Ctx) -> Result<()> {
    if may_write(ctx) { Ok(()) } else { Err(Error::Forbidden(Permission::DeskRun)) }
}

/// Whose name stands under what the actor does.
pub(super) fn author(ctx: &Ctx) -> Author {
    Author { id: ctx.actor.person.clone(), name: ctx.actor.name.clone() }
}

/// The query of a list; every field may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Words.
    pub q: String,
    /// A category.
    pub category: String,
    /// `read`, `draft`, `review`, `due`, `unread` or `retired`; for agents.
    pub view: String,
    /// Where the page before ended: the identifier of its last article.
    pub after: String,
}

/// One page of articles.
#[derive(Clone, Debug)]
pub struct List {
    /// The articles by title.
    pub articles: Vec<Article>,
    /// How each served, by its identifier; for agents.
    pub served: BTreeMap<String, Served>,
    /// The last of the page, when others follow.
    pub next: Option<ArticleId>,
    /// How many wait for a second person, and how many should have been read again; for agents.
    pub waiting: [i64; 2],
}

/// The names of the views that agents choose from.
pub const VIEWS: [&str; 7] = ["", "read", "draft", "review", "due", "unread", "retired"];

fn view(ctx: &Ctx, reader: Reader, word: &str) -> Result<View> {
    Ok(match word {
        _ if reader != Reader::Agents => View::Read,
        "" => View::All,
        "read" => View::Read,
        "draft" => View::Drafts,
        "review" => View::Reviews,
        "due" => View::Due(today(ctx)),
        "unread" => View::Unread,
        "retired" => View::Retired,
        _ => return Err(Error::invalid("view", Text::new("desk-error-choice"))),
    })
}

/// One page of what the actor may read.
pub async fn list(ctx: &Ctx, query: &ListQuery) -> Result<List> {
    let reader = Reader::of(&ctx.actor);
    let mut tx = ctx.read().await?;
    search::prepare(&mut tx).await?;
    let mut wanted = Wanted {
        view: view(ctx, reader, &query.view)?,
        category: Some(query.category.clone()).filter(|id| !id.is_empty()),
        ..Wanted::default()
    };
    if let Some(asked) = search::ask(&query.q) {
        let kinds: Vec<_> = suggest::kind_of(&ctx.actor).into_iter().collect();
        wanted.words = search::narrowing(&ctx.actor, &kinds, &asked);
    }
    if !query.after.is_empty() {
        // An article that is gone, or is not the reader's, is no place in the list: the list begins again.
        let last = store::find(&mut tx, reader, &ArticleId::from(query.after.as_str())).await?;
        wanted.after = last.map(|last| (last.title_folded, last.id.into())).unwrap_or_default();
    }
    let mut articles = store::list(&mut tx, reader, &wanted).await?;
    let has_more = articles.len() > store::PAGE;
    articles.truncate(store::PAGE);
    let next = articles.last().filter(|_| has_more).map(|article| article.id.clone());
    let ids: Vec<ArticleId> = articles.iter().map(|article| article.id.clone()).collect();
    let mut list = List { articles, served: BTreeMap::new(), next, waiting: [0, 0] };
    if reader == Reader::Agents {
        list.served = store::served(&mut tx, &ids).await?;
        list.waiting = [
            store::count(&mut tx, View::Reviews).await?,
            store::count(&mut tx, View::Due(today(ctx))).await?,
        ];
    }
    Ok(list)
}

/// An article with what its reader may know about it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// What the actor said of it.
    pub own_vote: Option<bool>,
    /// What agents know besides.
    pub inside: Option<Inside>,
}

/// What only agents know about an article.
#[derive(Clone, Debug)]
pub struct Inside {
    /// The newest version, when it is not the one that is read.
    pub pending: Option<Version>,
    /// Who wrote what was not published yet.
    pub authors: Vec<Author>,
    /// The beneficiaries named by the version that is read.
    pub named: Vec<(BeneficiaryId, String)>,
    /// Every decision, the newest first.
    pub reviews: Vec<Review>,
    /// How it served.
    pub served: Served,
    /// What readers said.
    pub remarks: Vec<Vote>,
    /// The ticket it was made of.
    pub source: Option<TicketKey>,
}

/// The article, when the actor may read it.
pub async fn read(ctx: &Ctx, id: &ArticleId) -> Result<Reading> {
    let reader = Reader::of(&ctx.actor);
    let mut tx = ctx.read().await?;
    let article = store::find(&mut tx, reader, id).await?.ok_or(Error::NotFound)?;
    let own_vote = match &ctx.actor.person {
        Some(person) => store::own_vote(&mut tx, id, person).await?,
        None => None,
    };
    let inside = match reader {
        Reader::Agents => Some(inside(&mut tx, &article).await?),
        Reader::Served | Reader::Visiting => None,
    };
    Ok(Reading { article, own_vote, inside })
}

async fn inside(tx: &mut Tx, article: &Article) -> Result<Inside> {
    let id = &article.id;
    let versions = store::versions(tx, id).await?;
    Ok(Inside {
        pending: versions
            .iter()
            .find(|one| one.number == article.latest && one.number != article.shown.number)
            .cloned(),
        authors: unpublished_authors(article, &versions),
        named: store::audiences(tx, id).await?.remove(&article.shown.number).unwrap_or_default(),
        reviews: store::reviews(tx, id).await?,
        served: store::served(tx, std::slice::from_ref(id)).await?.remove(id.as_str()).unwrap_or_default(),
        remarks: store::remarks(tx, id, REMARKS).await?,
        source: store::source(tx, id).await?,
    })
}

/// Who wrote what a second person decides about: every version after the one that is read, up to the newest that counts.
pub(super) fn unpublished_authors(article: &Article, versions: &[Version]) -> Vec<Author> {
    let from = article.published.unwrap_or(0);
    let waiting = versions.iter().filter(|one| one.number > from && one.number <= article.latest);
    waiting.map(|version| version.author.clone()).collect()
}

/// Whether the actor may decide about what waits.
pub fn may_decide(ctx: &Ctx, inside: &Inside) -> bool {
    may_write(ctx) && rules::may_decide(ctx.actor.person.as_ref(), &inside.authors)
}
