//! Adding categories and putting them aside. One that tickets have is never erased.

use super::{Category, CategoryForm, CategoryId, store};
use kernel::{Permission, Text, fold};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

const NAME: usize = 80;

/// Adds a category, under another of the upper level or beside them.
pub async fn create(ctx: &Ctx, form: &CategoryForm) -> Result<Category> {
    ctx.require(Permission::DeskManage)?;
    let name = form.name.trim();
    if name.is_empty() || name.chars().count() > NAME {
        return Err(Error::invalid("name", Text::new("category-error-name").with("limit", NAME)));
    }
    let mut tx = ctx.begin().await?;
    let known = store::all(&mut tx).await?;
    let parent = match form.parent.as_str() {
        "" => None,
        id => {
            let above = known.iter().find(|c| c.id.as_str() == id && c.parent.is_none());
            Some(above.ok_or_else(|| Error::invalid("parent", Text::new("category-error-parent")))?)
        }
    };
    let beside = |c: &&Category| c.parent.as_ref() == parent.map(|above| &above.id);
    if known.iter().filter(beside).any(|c| fold(&c.name) == fold(name)) {
        return Err(Error::invalid("name", Text::new("category-error-taken")));
    }
    let category = Category {
        id: ctx.id(),
        name: name.to_owned(),
        parent: parent.map(|above| above.id.clone()),
        parent_name: parent.map(|above| above.name.clone()),
        archived_at: None,
    };
    store::insert(&mut tx, &category, ctx.now()).await?;
    let entry = Entry::new("category.create", None, "category", category.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"name": category.path()}))).await?;
    tx.commit().await?;
    Ok(category)
}

/// Stops proposing a category, or proposes it again.
pub async fn set_archived(ctx: &Ctx, id: &CategoryId, is_archived: bool) -> Result<()> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    if store::set_archived(&mut tx, id, is_archived.then(|| ctx.now())).await? == 0 {
        return Err(Error::NotFound);
    }
    let action = if is_archived { "category.archive" } else { "category.restore" };
    record(&mut tx, ctx, Entry::new(action, None, "category", id.as_str())).await?;
    Ok(tx.commit().await?)
}

/// A category that is still proposed: its identifier and path.
pub(crate) async fn chosen(tx: &mut Tx, id: &str) -> Result<(CategoryId, String)> {
    let found = store::find(tx, &id.into()).await?.filter(|c| c.archived_at.is_none());
    let found = found.ok_or_else(|| Error::invalid("category", Text::new("category-error-unknown")))?;
    Ok((found.id, found.name))
}
