//! One box that leads anywhere (Ctrl+K): pages, views, tickets, persons, sites. The script adds the actions of the
//! page at hand; without it, `/palette` is a page like any other.

pub mod pages;
pub mod rules;
pub mod views;

use platform::{
    Ctx, Result,
    search::{self, Kind},
    web::{Access::SignedIn, Routes},
};
use serde::Deserialize;

/// Things found shown at once.
const FOUND: usize = 12;

/// What is asked for in an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PaletteQuery {
    /// The words.
    pub q: String,
}

/// One place to go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Key of the words that say what it is.
    pub kind: &'static str,
    /// How it is called.
    pub name: String,
    /// Where it is.
    pub path: String,
}

/// What the words lead to, within what the actor may open: pages and views first, then what was found. Without
/// words, every page and view.
pub async fn entries(ctx: &Ctx, words: &str) -> Result<Vec<Entry>> {
    let mut entries = rules::matching(pages(ctx).chain(views(ctx).await?).collect(), words);
    if !words.trim().is_empty() {
        let found = search::quick(ctx, words, FOUND).await?;
        entries.extend(found.into_iter().map(|hit| Entry {
            kind: kind(hit.kind),
            name: hit.title,
            path: hit.path,
        }));
    }
    Ok(entries)
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Ticket | Kind::Message | Kind::Note | Kind::Attachment => "palette-ticket",
        Kind::Person => "palette-person",
        Kind::Site => "palette-site",
        Kind::Asset => "palette-asset",
        Kind::Application => "palette-application",
        Kind::Problem => "palette-problem",
        Kind::Change => "palette-change",
        Kind::Article | Kind::Guide => "palette-article",
    }
}

/// The navigation of the actor, and the pages that everybody has.
fn pages(ctx: &Ctx) -> impl Iterator<Item = Entry> {
    let entry =
        |key: &str, path: &str| Entry { kind: "palette-page", name: ctx.lang.t(key), path: path.to_owned() };
    let groups = ctx.platform.navigation.iter();
    let links = groups.flat_map(|group| &group.links).filter(|link| link.is_for(&ctx.actor));
    let mut all = vec![entry("palette-home", "/")];
    all.extend(links.map(|link| entry(link.key, link.href)));
    all.extend(rules::new_ticket(&ctx.actor).map(|(key, path)| entry(key, path)));
    let own = [
        ("notify-title", "/notifications"),
        ("palette-account", "/account"),
        ("calendar-title", "/calendars"),
        ("api-title", "/api/docs"),
        ("web-shortcuts", "/shortcuts"),
        ("web-help", "/help"),
    ];
    all.extend(own.map(|(key, path)| entry(key, path)));
    all.into_iter()
}

async fn views(ctx: &Ctx) -> Result<Vec<Entry>> {
    if !rules::sees_list(&ctx.actor) {
        return Ok(vec![]);
    }
    let shown = desk::saved_views::counts::shown(ctx, &mut ctx.read().await?).await?;
    let entry = |view: desk::saved_views::counts::Shown| Entry {
        kind: "palette-view-kind",
        path: view.address(),
        name: view.name,
    };
    Ok(shown.into_iter().map(entry).collect())
}

/// Every route of the palette.
pub fn routes() -> Routes {
    Routes::new().get("/palette", SignedIn, pages::show)
}
