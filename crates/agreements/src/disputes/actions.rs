//! Opening a dispute, carrying it from stage to stage, joining documents.

use super::{
    BeginForm, Dispute, DisputeDocumentId, DisputeForm, DisputeKey, DisputeState, Document, DocumentForm,
    EndForm, Party, Stage, rules, rules::Next, store,
};
use crate::{joined, reading::today, versions};
use jiff::civil::Date;
use kernel::{Permission, Side, Text};
use people::{
    Organisation,
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Result, db::Tx, web::UploadedFile};
use serde::Deserialize;
use serde_json::{Value, json};

/// Where a list begins; empty for its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Where the page before ended: `2026-03-11.0195…`.
    pub after: String,
}

/// One page of disputes, the latest opened first, and where the next one begins.
pub async fn list(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<Dispute>, Option<String>)> {
    ctx.require(Permission::AgreementRead)?;
    let place =
        query.after.split_once('.').and_then(|(day, id)| Some((day.parse::<Date>().ok()?, id.to_owned())));
    let before = place.filter(|(day, _)| day.year() >= 1).unwrap_or((Date::MAX, String::new()));
    let mut found = store::page(&mut ctx.read().await?, &before).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|last| format!("{}.{}", last.opened_on, last.key.id));
    Ok((found, next))
}

/// A dispute with its stages and documents.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The dispute.
    pub dispute: Dispute,
    /// Its stages in their order.
    pub stages: Vec<Stage>,
    /// What was joined.
    pub documents: Vec<Document>,
}

/// A dispute in scope.
pub async fn read(ctx: &Ctx, key: &DisputeKey) -> Result<Whole> {
    ctx.require(Permission::AgreementRead)?;
    let mut tx = ctx.read().await?;
    let dispute = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let stages = store::stages(&mut tx, key).await?;
    Ok(Whole { dispute, stages, documents: store::documents(&mut tx, key).await? })
}

/// The beneficiaries about whose agreement the actor may open a dispute.
pub async fn offered(ctx: &Ctx) -> Result<Vec<Organisation>> {
    ctx.require(Permission::DisputeManage)?;
    Ok(organisations::store::beneficiaries(&mut ctx.read().await?).await?)
}

/// Opens a dispute: its stages are those of the version in force on its day, and the first begins. Sent twice with one key, it is
/// made once.
pub async fn open(ctx: &Ctx, form: &DisputeForm) -> Result<Dispute> {
    ctx.require(Permission::DisputeManage)?;
    let (opened_on, due_on) = rules::dispute(form, today(ctx)).map_err(Error::Invalid)?;
    let mut tx = ctx.begin().await?;
    let mut bodies = organisations::store::beneficiaries(&mut tx).await?;
    let only = form.beneficiary.is_empty() && bodies.len() == 1;
    bodies.retain(|body| only || body.id.as_str() == form.beneficiary);
    let body = bodies.pop().ok_or_else(|| Error::invalid("beneficiary", Text::new("web-error-choice")))?;
    let version = versions::in_force(&mut tx, &body.id, opened_on).await?;
    let version =
        version.ok_or_else(|| Error::invalid("opened_on", Text::new("dispute-error-no-agreement")))?;
    let one = Dispute {
        key: DisputeKey { beneficiary: body.id, id: ctx.id() },
        beneficiary_name: body.name,
        title: form.title.trim().to_owned(),
        subject: form.subject.trim().to_owned(),
        article: form.article.trim().to_owned(),
        side: party(ctx),
        opened_on,
        agreement_version: version.number,
        state: DisputeState::Open,
        closed_on: None,
        created_by: ctx.actor.name.clone(),
        version: 1,
    };
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if store::insert(&mut tx, &one, sent, ctx.now()).await? == 0 {
        return store::sent(&mut tx, &one.key.beneficiary, &form.key).await?.ok_or(Error::NotFound);
    }
    for stage in rules::stages(&version.document, opened_on, due_on) {
        store::add_stage(&mut tx, &one.key, &stage).await?;
    }
    noted(&mut tx, ctx, &one.key, "dispute.open", json!({"title": one.title, "opened_on": opened_on}))
        .await?;
    tx.commit().await?;
    Ok(one)
}

/// The side for which the actor speaks.
fn party(ctx: &Ctx) -> Party {
    if ctx.actor.side == Some(Side::Beneficiary) { Party::Beneficiary } else { Party::Provider }
}

/// A held dispute that goes on, as it was read, with its stages.
async fn held(
    ctx: &Ctx,
    tx: &mut Tx,
    key: &DisputeKey,
    version: Option<i64>,
) -> Result<(Dispute, Vec<Stage>)> {
    ctx.require(Permission::DisputeManage)?;
    let one = store::hold(tx, key).await?.ok_or(Error::NotFound)?;
    if version.is_some_and(|version| version != one.version) {
        return Err(Error::Stale(one.version));
    }
    if one.state != DisputeState::Open {
        return Err(Error::refused("dispute-error-closed"));
    }
    let stages = store::stages(tx, key).await?;
    Ok((one, stages))
}

/// Begins the next stage, once the one before it ended (R6.7).
pub async fn begin(ctx: &Ctx, key: &DisputeKey, form: &BeginForm) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let (_, stages) = held(ctx, &mut tx, key, Some(form.version)).await?;
    let begun = rules::begin(form, &stages, today(ctx)).map_err(Error::Invalid)?;
    store::begin(&mut tx, key, begun).await?;
    store::stand(&mut tx, key, (DisputeState::Open, None)).await?;
    let detail = json!({"stage": begun.0, "began_on": begun.1, "due_on": begun.2});
    noted(&mut tx, ctx, key, "dispute.begin", detail).await?;
    Ok(tx.commit().await?)
}

/// Ends the present stage, or skips the next one where the agreement lets it.
pub async fn end(ctx: &Ctx, key: &DisputeKey, form: &EndForm) -> Result<Dispute> {
    let mut tx = ctx.begin().await?;
    let (_, stages) = held(ctx, &mut tx, key, Some(form.version)).await?;
    let ended = rules::end(form, &stages, today(ctx)).map_err(Error::Invalid)?;
    store::end(&mut tx, key, ended, form.note.trim()).await?;
    let state = rules::state_after(ended.1);
    let closed_on = (state != DisputeState::Open).then_some(ended.2);
    store::stand(&mut tx, key, (state, closed_on)).await?;
    let detail = json!({"stage": ended.0, "outcome": ended.1, "ended_on": ended.2, "note": form.note.trim()});
    noted(&mut tx, ctx, key, "dispute.end", detail).await?;
    let one = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(one)
}

/// Joins a document to the stage that runs, or to the last one that ended.
pub async fn join(
    ctx: &Ctx,
    key: &DisputeKey,
    form: &DocumentForm,
    file: Option<UploadedFile>,
) -> Result<Document> {
    ctx.require(Permission::DisputeManage)?;
    let dated_on = rules::document(form, today(ctx)).map_err(Error::Invalid)?;
    let file = joined::keep(ctx, file).await?;
    if file.is_none() {
        return Err(Error::invalid("file", Text::new("dispute-error-file")));
    }
    let mut tx = ctx.begin().await?;
    let (_, stages) = held(ctx, &mut tx, key, None).await?;
    let position = match rules::next(&stages) {
        Next::End(stage) => stage.position,
        Next::Begin(stage, _) => stage.position - 1,
        Next::Nothing => return Err(Error::refused("dispute-error-closed")),
    };
    let one = Document {
        id: ctx.id(),
        position,
        title: form.title.trim().to_owned(),
        dated_on,
        side: party(ctx),
        file,
        added_by: ctx.actor.name.clone(),
        added_at: ctx.now(),
    };
    store::add_document(&mut tx, key, &one).await?;
    let detail = json!({"document": one.id, "stage": position, "title": one.title});
    noted(&mut tx, ctx, key, "dispute.join", detail).await?;
    tx.commit().await?;
    Ok(one)
}

/// One document of a dispute in scope.
pub async fn document(ctx: &Ctx, key: &DisputeKey, id: &DisputeDocumentId) -> Result<Document> {
    ctx.require(Permission::AgreementRead)?;
    store::document(&mut ctx.read().await?, key, id).await?.ok_or(Error::NotFound)
}

/// Both sides read in the beneficiary's log what was done.
async fn noted(tx: &mut Tx, ctx: &Ctx, key: &DisputeKey, action: &'static str, detail: Value) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "dispute", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}
