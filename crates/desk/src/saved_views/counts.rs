//! How many tickets each view shows, up to a number beyond which nobody counts.

use super::{SavedView, rules};
use crate::{
    filters,
    tickets::{
        listing::address,
        store::{Reader, lists},
    },
};
use platform::{Ctx, Error, Result, db::Tx};

/// A view as its reader sees it: saved or one that everybody has.
pub struct Shown {
    /// What it is called.
    pub name: String,
    /// Its line of filters.
    pub line: String,
    /// The saved view; nothing for those that everybody has.
    pub saved: Option<SavedView>,
    /// How many tickets it shows, at most [`lists::COUNTED`]; nothing when it was not counted or its line means
    /// nothing any more.
    pub count: Option<usize>,
}

impl Shown {
    /// Address of its list.
    pub fn address(&self) -> String {
        address("/tickets", &self.line)
    }
}

/// Every view the actor reads, those that everybody has first, without counts.
pub async fn shown(ctx: &Ctx, tx: &mut Tx) -> Result<Vec<Shown>> {
    let saved = super::actions::mine(ctx, tx).await?;
    let built_in = rules::built_in(ctx.lang).into_iter().map(|(key, line)| {
        let name = ctx.lang.t(key);
        Shown { name, line, saved: None, count: None }
    });
    let saved = saved.into_iter().map(|view| {
        let (name, line) = (view.name.clone(), view.line.clone());
        Shown { name, line, saved: Some(view), count: None }
    });
    Ok(built_in.chain(saved).collect())
}

/// The same, counted: one statement a view, each reading no more rows than it counts.
pub async fn counted(ctx: &Ctx, tx: &mut Tx) -> Result<Vec<Shown>> {
    let mut all = shown(ctx, tx).await?;
    for view in &mut all {
        view.count = match filters::read(ctx, tx, &view.line, None).await {
            Ok(filter) => Some(lists::count(tx, &Reader::of(&ctx.actor), &filter).await?),
            Err(Error::Invalid(_)) => None,
            Err(other) => return Err(other),
        };
    }
    Ok(all)
}
