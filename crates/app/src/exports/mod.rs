//! Lists as files for spreadsheets, whole and within the reader's scope. Tickets have theirs under the filter of their
//! list (`desk::exports`); here are the lists of every other area.

mod api;
mod applications;
mod desk;
mod estate;
mod finance;
mod governance;
mod pages;
mod people;

use ::people::audit::{Entry, record};
use kernel::{Permission, Scope};
use platform::{
    Ctx, Result,
    i18n::Lang,
    sheet::{Cells, Format, Sheet},
    web::{Access::Needs, Query, Routes},
};
use serde_json::json;
use std::pin::Pin;

/// A page of rows, and what gives the next one.
type Page = (Vec<Cells>, Option<String>);
type Reading = Pin<Box<dyn Future<Output = Result<Page>> + Send>>;

/// A list that may be taken away.
struct List {
    /// Its address as a page.
    path: &'static str,
    /// Its address for programs.
    api: &'static str,
    /// Name of the file, and of the list in the audit log.
    file: &'static str,
    /// Message key of its name.
    title: &'static str,
    /// Who may read it.
    needs: Permission,
    /// Message keys of its columns.
    columns: &'static [&'static str],
    /// Reads a page, after the one before.
    read: fn(Ctx, Option<String>) -> Reading,
}

impl List {
    fn sheet(&self, lang: Lang) -> Sheet {
        let columns = self.columns.iter().map(|key| lang.t(key)).collect();
        Sheet { file: self.file.into(), title: lang.t(self.title), columns, lang }
    }
}

/// Every list, in the order of the navigation.
const LISTS: &[&List] = &[
    &estate::SITES,
    &estate::OUTAGES,
    &applications::APPLICATIONS,
    &desk::PROBLEMS,
    &desk::CHANGES,
    &people::PERSONS,
    &people::AUDIT,
    &finance::INVOICES,
    &finance::CENSUSES,
    &finance::REVISIONS,
    &finance::INDICES,
    &governance::INDICATORS,
    &governance::DECISIONS,
    &governance::ACTIONS,
    &governance::DEADLINES,
    &governance::RISKS,
    &governance::REPORTS,
];

/// Every route of exports.
pub fn routes() -> Routes {
    LISTS.iter().copied().fold(Routes::new(), |routes, list| {
        let answer = move |ctx: Ctx, Query(query): Query<pages::FormatQuery>| pages::file(ctx, query, list);
        let told = move |ctx: Ctx, Query(query): Query<pages::FormatQuery>| api::file(ctx, query, list);
        routes.get(list.path, Needs(list.needs), answer).get(list.api, Needs(list.needs), told)
    })
}

/// Who took which list away is in the audit log.
async fn noted(ctx: &Ctx, list: &List, format: Format) -> Result<()> {
    let chain = match ctx.scope() {
        Scope::All => None,
        Scope::One(id) => Some(id),
    };
    let mut tx = ctx.begin().await?;
    let entry = Entry::new("list.export", chain, "list", list.file);
    record(&mut tx, ctx, entry.detail(json!({"format": format.as_str()}))).await?;
    Ok(tx.commit().await?)
}
