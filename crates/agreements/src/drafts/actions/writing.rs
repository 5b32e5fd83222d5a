//! What is written in a draft: what it is about, variables, values, the whole file.

use super::{
    super::{
        AboutForm, Draft, DraftKey, DraftKind, DraftState, SourceForm, ValuesBody, rules, store, values,
    },
    held, noted, unwritable,
};
use crate::{
    document::check,
    joining::{self, VariablesForm},
    written,
};
use kernel::{Permission, Text};
use people::organisations;
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// A held draft that is being written, with its file.
async fn open(ctx: &Ctx, tx: &mut Tx, key: &DraftKey, version: i64) -> Result<(Draft, String)> {
    ctx.require(Permission::AgreementDraft)?;
    let one = held(tx, key, DraftState::Drafting, version).await?;
    let source = store::source(tx, key).await?;
    Ok((one, source))
}

/// Says what a draft is about, and from when it rules.
pub async fn describe(ctx: &Ctx, key: &DraftKey, form: &AboutForm) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let (one, source) = open(ctx, &mut tx, key, form.version).await?;
    let day = rules::about(form).map_err(Error::Invalid)?;
    // A whole agreement rules from the first day of its term.
    let effective_on = if one.kind == DraftKind::Amendment { day } else { one.effective_on };
    let (title, reason) = (form.title.trim().to_owned(), form.reason.trim().to_owned());
    store::write(&mut tx, &Draft { title, reason, effective_on, ..one }, &source).await?;
    noted(&mut tx, ctx, key, "draft.describe", json!({"effective_on": effective_on})).await?;
    Ok(tx.commit().await?)
}

/// Fills the variables of a body that joins: the file is made again of the template.
pub async fn fill(ctx: &Ctx, key: &DraftKey, form: &VariablesForm) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let (one, _) = open(ctx, &mut tx, key, form.version).await?;
    if one.kind != DraftKind::Joining {
        return Err(Error::NotFound);
    }
    let said = joining::rules::read(form).map_err(Error::Invalid)?;
    let provider = organisations::store::provider(&mut tx).await?;
    let provider = provider.ok_or_else(|| Error::refused("draft-error-no-provider"))?;
    let body = organisations::store::find(&mut tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    let source = joining::rules::fill(form, &said, (&provider, &body)).map_err(unwritable)?;
    let one = Draft { variables: form.clone(), effective_on: said.start, ..one };
    store::write(&mut tx, &one, &source).await?;
    noted(&mut tx, ctx, key, "draft.fill", json!({"start": said.start})).await?;
    Ok(tx.commit().await?)
}

/// Changes values of a draft, one part at a time.
pub async fn set(ctx: &Ctx, key: &DraftKey, body: &ValuesBody) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let (one, source) = open(ctx, &mut tx, key, body.version).await?;
    let document = check(&source).document;
    let document = document.ok_or_else(|| Error::refused("draft-error-unreadable"))?;
    let edits = values::edits(&document, &body.part, &body.values).map_err(Error::Invalid)?;
    let next = written::apply(&source, &edits).map_err(unwritable)?;
    let paths: Vec<&String> = edits.iter().map(|edit| &edit.path).collect();
    write_source(&mut tx, one, &next).await?;
    noted(&mut tx, ctx, key, "draft.set", json!({"paths": paths})).await?;
    Ok(tx.commit().await?)
}

/// Replaces the whole file of a draft. A file that is no TOML is refused; anything else wrong with it is a finding.
pub async fn write(ctx: &Ctx, key: &DraftKey, form: &SourceForm) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let (one, _) = open(ctx, &mut tx, key, form.version).await?;
    let source = form.source.replace("\r\n", "\n");
    if let Err(error) = source.parse::<toml::Table>() {
        let text = Text::new("draft-error-toml").with("detail", error.message());
        return Err(Error::invalid("source", text));
    }
    write_source(&mut tx, one, &source).await?;
    noted(&mut tx, ctx, key, "draft.write", json!({"digest": platform::Digest::of(source.as_bytes())}))
        .await?;
    Ok(tx.commit().await?)
}

/// A whole agreement rules from the first day of the term that its text states.
async fn write_source(tx: &mut Tx, one: Draft, source: &str) -> Result<()> {
    let start = check(source).document.map(|document| document.term.start);
    let effective_on =
        if one.kind == DraftKind::Amendment { one.effective_on } else { start.or(one.effective_on) };
    Ok(store::write(tx, &Draft { effective_on, ..one }, source).await?)
}
