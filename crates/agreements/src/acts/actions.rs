//! Writing acts down, informing of them, acknowledging, concluding.

use super::{
    AcknowledgeForm, Act, ActForm, ActId, ActKey, ActKind, ActState, EndForm, InformForm, Information,
    InformationId, rules, store,
};
use crate::reading::today;
use jiff::civil::Date;
use kernel::{Permission, Text};
use people::{
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde::Deserialize;
use serde_json::{Value, json};

/// Where a list begins; empty for its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Where the page before ended: `2026-03-11.0195…`.
    pub after: String,
}

/// One page of acts, the latest planned first, and where the next one begins.
pub async fn list(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<Act>, Option<String>)> {
    ctx.require(Permission::AgreementRead)?;
    let place = query.after.split_once('.').and_then(|(day, id)| Some((day.parse().ok()?, id.to_owned())));
    let before = place.unwrap_or((Date::MAX, String::new()));
    let mut found = store::page(&mut ctx.read().await?, &before).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|last| format!("{}.{}", last.planned_on, last.key.id));
    Ok((found, next))
}

/// An act in scope with what was said before it.
pub async fn read(ctx: &Ctx, key: &ActKey) -> Result<(Act, Vec<Information>)> {
    ctx.require(Permission::AgreementRead)?;
    let mut tx = ctx.read().await?;
    let act = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    Ok((act, store::informations(&mut tx, key).await?))
}

/// Writes down an act that is to be concluded. Sent twice with one key, it is made once.
pub async fn create(ctx: &Ctx, form: &ActForm) -> Result<Act> {
    ctx.require(Permission::ActManage)?;
    let (kind, amount, planned_on) = rules::act(form).map_err(Error::Invalid)?;
    let mut tx = ctx.begin().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let body = bodies.into_iter().find(|body| body.id.as_str() == form.beneficiary);
    let body = body.ok_or_else(|| Error::invalid("beneficiary", Text::new("web-error-choice")))?;
    let act = Act {
        key: ActKey { beneficiary: body.id, id: ctx.id::<ActId>() },
        beneficiary_name: body.name,
        kind,
        title: form.title.trim().to_owned(),
        counterpart: form.counterpart.trim().to_owned(),
        amount,
        planned_on,
        state: ActState::Planned,
        concluded_on: None,
        reason: String::new(),
        created_by: ctx.actor.name.clone(),
        version: 1,
    };
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if store::insert(&mut tx, &act, sent, ctx.now()).await? == 0 {
        return store::sent(&mut tx, &act.key.beneficiary, &form.key).await?.ok_or(Error::NotFound);
    }
    noted(&mut tx, ctx, &act.key, "act.create", json!({"kind": kind, "title": act.title})).await?;
    tx.commit().await?;
    Ok(act)
}

/// The act, held, while it is to be concluded.
async fn held(tx: &mut Tx, key: &ActKey) -> Result<Act> {
    let act = store::hold(tx, key).await?.ok_or(Error::NotFound)?;
    if act.state == ActState::Planned { Ok(act) } else { Err(Error::refused("act-error-ended")) }
}

/// Records that the beneficiary was informed of an act.
pub async fn inform(ctx: &Ctx, key: &ActKey, form: &InformForm) -> Result<Information> {
    ctx.require(Permission::ActManage)?;
    let mut tx = ctx.begin().await?;
    held(&mut tx, key).await?;
    let informed_on = rules::information(form, today(ctx)).map_err(Error::Invalid)?;
    let one = Information {
        id: ctx.id(),
        informed_on,
        recipient: form.recipient.trim().to_owned(),
        means: form.means.trim().to_owned(),
        content: form.content.trim().to_owned(),
        author: ctx.actor.name.clone(),
        recorded_at: ctx.now(),
        acknowledged_at: None,
        acknowledged_by: None,
        acknowledgement: String::new(),
    };
    store::add_information(&mut tx, key, &one).await?;
    let detail = json!({"information": one.id, "informed_on": informed_on, "recipient": one.recipient});
    noted(&mut tx, ctx, key, "act.inform", detail).await?;
    tx.commit().await?;
    Ok(one)
}

/// The beneficiary says that it has the information. It is no consent: the text asks for none.
pub async fn acknowledge(ctx: &Ctx, key: &ActKey, id: &InformationId, form: &AcknowledgeForm) -> Result<()> {
    ctx.require(Permission::ActAcknowledge)?;
    let mut tx = ctx.begin().await?;
    store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let known = store::informations(&mut tx, key).await?.into_iter().any(|one| one.id == *id);
    if !known {
        return Err(Error::NotFound);
    }
    let remark = form.remark.trim();
    if remark.chars().count() > rules::TEXT {
        return Err(Error::invalid("remark", Text::new("web-error-too-long").with("limit", rules::TEXT)));
    }
    if store::acknowledge(&mut tx, key, id, (&ctx.actor.name, remark), ctx.now()).await? == 0 {
        return Err(Error::refused("act-error-acknowledged"));
    }
    noted(&mut tx, ctx, key, "act.acknowledge", json!({"information": id})).await?;
    Ok(tx.commit().await?)
}

/// Concludes an act of which the beneficiary was informed before, or drops it.
pub async fn end(ctx: &Ctx, key: &ActKey, form: &EndForm) -> Result<Act> {
    ctx.require(Permission::ActManage)?;
    let mut tx = ctx.begin().await?;
    let act = held(&mut tx, key).await?;
    if act.version != form.version {
        return Err(Error::Stale(act.version));
    }
    let informations = store::informations(&mut tx, key).await?;
    let ended = rules::end(form, &informations, today(ctx)).map_err(Error::Invalid)?;
    let reason = if ended.0 == ActState::Dropped { form.reason.trim() } else { "" };
    store::end(&mut tx, key, ended, reason).await?;
    let detail = json!({"state": ended.0, "concluded_on": ended.1, "reason": reason});
    noted(&mut tx, ctx, key, "act.end", detail).await?;
    let act = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(act)
}

/// Concludes an act in the transaction of the order that it is about. Refused, at field `act`, when it is no planned order,
/// or without an information dated before.
pub async fn conclude_in(tx: &mut Tx, ctx: &Ctx, key: &ActKey, on: Date) -> Result<()> {
    let known = store::hold(tx, key).await?;
    let known = known.filter(|act| act.state == ActState::Planned && act.kind == ActKind::Order);
    known.ok_or_else(|| Error::invalid("act", Text::new("web-error-choice")))?;
    let informations = store::informations(tx, key).await?;
    if !rules::may_conclude(&informations, on) {
        return Err(Error::invalid("act", Text::new("act-error-uninformed")));
    }
    store::end(tx, key, (ActState::Concluded, Some(on)), "").await?;
    noted(tx, ctx, key, "act.end", json!({"state": ActState::Concluded, "concluded_on": on})).await
}

/// Both sides read in the beneficiary's log what was done.
async fn noted(tx: &mut Tx, ctx: &Ctx, key: &ActKey, action: &'static str, detail: Value) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "act", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}
