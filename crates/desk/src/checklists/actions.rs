//! Making and changing checklists.

use super::{Checklist, ChecklistForm, ChecklistId, Item, rules, store};
use crate::teams;
use kernel::{Permission, Text};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Problems, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

const NAME_KEY: &str = "checklist_name_folded_key";
const NAME: usize = 80;

/// Makes a checklist.
pub async fn create(ctx: &Ctx, form: &ChecklistForm) -> Result<Checklist> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    let (name, items) = typed(&mut tx, form).await?;
    let list = Checklist { id: ctx.id(), name, items, archived_at: None, version: 1 };
    store::insert(&mut tx, &list, ctx.now()).await.on_unique(NAME_KEY, taken())?;
    finish(ctx, tx, "checklist.create", list).await
}

/// Changes a checklist that is still as it was read. Tasks already added stay as they are.
pub async fn change(ctx: &Ctx, id: &ChecklistId, form: &ChecklistForm) -> Result<Checklist> {
    let (mut tx, mut list) = held(ctx, id).await?;
    if list.version != form.version {
        return Err(Error::Stale(list.version));
    }
    (list.name, list.items) = typed(&mut tx, form).await?;
    store::update(&mut tx, &list).await.on_unique(NAME_KEY, taken())?;
    finish(ctx, tx, "checklist.change", list).await
}

/// Stops proposing a checklist, or proposes it again.
pub async fn set_archived(ctx: &Ctx, id: &ChecklistId, is_archived: bool) -> Result<Checklist> {
    let (mut tx, mut list) = held(ctx, id).await?;
    list.archived_at = is_archived.then(|| ctx.now());
    store::update(&mut tx, &list).await?;
    finish(ctx, tx, if is_archived { "checklist.archive" } else { "checklist.restore" }, list).await
}

async fn held(ctx: &Ctx, id: &ChecklistId) -> Result<(Tx, Checklist)> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    let list = store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    Ok((tx, list))
}

async fn finish(ctx: &Ctx, mut tx: Tx, action: &'static str, list: Checklist) -> Result<Checklist> {
    let detail = json!({"name": list.name, "items": list.items});
    record(&mut tx, ctx, Entry::new(action, None, "checklist", list.id.as_str()).detail(detail)).await?;
    let list = store::find(&mut tx, &list.id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(list)
}

fn taken() -> Error {
    Error::invalid("name", Text::new("checklist-error-taken"))
}

async fn typed(tx: &mut Tx, form: &ChecklistForm) -> Result<(String, Vec<Item>)> {
    let mut problems = Problems::default();
    let name = form.name.trim();
    if name.is_empty() || name.chars().count() > NAME {
        problems.add("name", Text::new("checklist-error-name").with("limit", NAME));
    }
    let teams = teams::store::active(tx).await?;
    let items = rules::read(&form.items, &teams).unwrap_or_else(|wrong| {
        problems.0.extend(wrong.0);
        vec![]
    });
    problems.into_result()?;
    Ok((name.to_owned(), items))
}
