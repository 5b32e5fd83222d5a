//! Adding categories and putting them aside. One that tickets have is never erased.

use super::{Category, CategoryForm, CategoryId, DOMAINS, DomainForm, store};
use agreements::document::Domain;
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
        domain: domain(&form.domain)?,
        archived_at: None,
    };
    store::insert(&mut tx, &category, ctx.now()).await?;
    let entry = Entry::new("category.create", None, "category", category.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"name": category.path()}))).await?;
    tx.commit().await?;
    Ok(category)
}

/// The sub-domain typed; nothing when empty.
fn domain(word: &str) -> Result<Option<Domain>> {
    match word.trim() {
        "" => Ok(None),
        word => {
            let known = DOMAINS.into_iter().map(|(domain, _)| domain).find(|domain| domain.as_str() == word);
            let refused = || Error::invalid("domain", Text::new("category-error-domain"));
            Ok(Some(known.ok_or_else(refused)?))
        }
    }
}

/// Says of which sub-domain of annexe 1 A the tickets of a category are: they count in its commitments from the next
/// measure on; months closed before stay as they were.
pub async fn set_domain(ctx: &Ctx, id: &CategoryId, form: &DomainForm) -> Result<()> {
    ctx.require(Permission::DeskManage)?;
    let domain = domain(&form.domain)?;
    let mut tx = ctx.begin().await?;
    if store::set_domain(&mut tx, id, domain).await? == 0 {
        return Err(Error::NotFound);
    }
    let entry = Entry::new("category.domain", None, "category", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"domain": domain}))).await?;
    Ok(tx.commit().await?)
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
