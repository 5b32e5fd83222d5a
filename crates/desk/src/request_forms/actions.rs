//! Importing and retiring forms.

use super::{
    FormId, FormVersion,
    document::{Report, check},
    store,
};
use kernel::Permission;
use people::audit::{Entry, record};
use platform::{Ctx, Digest, Error, Result};
use serde_json::json;
use std::sync::Arc;

/// What an import did.
#[derive(Debug)]
pub enum Import {
    /// Nothing: the text is refused, line by line.
    Refused(Box<Report>),
    /// Nothing: the last version already says this.
    Unchanged(FormVersion),
    /// A version was made.
    Created(FormVersion),
}

/// Imports a form: the first version, or the next one of its code. Requests already made keep theirs.
pub async fn import(ctx: &Ctx, source: &str) -> Result<Import> {
    ctx.require(Permission::FormManage)?;
    let report = check(source);
    let Some(document) = report.document.clone() else { return Ok(Import::Refused(Box::new(report))) };
    let digest = Digest::of(source.as_bytes());
    let mut tx = ctx.begin().await?;
    let last = store::last(&mut tx, &document.code).await?;
    let number = last.as_ref().map_or(1, |known| known.version + 1);
    if let Some(known) = last
        && known.source_digest == digest.as_str()
        && known.retired_at.is_none()
    {
        return Ok(Import::Unchanged(known));
    }
    let form = FormVersion {
        id: ctx.id(),
        code: document.code.clone(),
        version: number,
        source_digest: digest.to_string(),
        document: Arc::new(document),
        imported_by_name: ctx.actor.name.clone(),
        imported_at: ctx.now(),
        retired_at: None,
    };
    store::insert(&mut tx, &form, source).await?;
    let told = json!({"code": form.code, "version": form.version, "source_digest": form.source_digest});
    record(&mut tx, ctx, Entry::new("form.import", None, "request_form", form.id.as_str()).detail(told))
        .await?;
    tx.commit().await?;
    Ok(Import::Created(form))
}

/// Offers a form no more. Importing it again offers it again.
pub async fn retire(ctx: &Ctx, id: &FormId) -> Result<()> {
    ctx.require(Permission::FormManage)?;
    let mut tx = ctx.begin().await?;
    let form = store::get(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if store::retire(&mut tx, &form.code, ctx.now()).await? == 0 {
        return Err(Error::refused("form-error-retired"));
    }
    let told = json!({"code": form.code});
    record(&mut tx, ctx, Entry::new("form.retire", None, "request_form", id.as_str()).detail(told)).await?;
    Ok(tx.commit().await?)
}
