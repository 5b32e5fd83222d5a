//! Asking, answering, taking back.

use super::{
    AnswerForm, AskForm, Asked, RequestKey, RequestState, SubscriptionRequest, WithdrawForm, rules, store,
};
use crate::{
    drafts,
    reading::today,
    versions::{self, Version},
};
use kernel::{Permission, Scope, Text, id::BeneficiaryId};
use people::{
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Result, db::Tx, i18n::Lang};
use serde::Deserialize;
use serde_json::{Value, json};

/// Where a list begins; empty for its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Where the page before ended: `2026-03-11T08:00:00Z/0195…`.
    pub after: String,
}

/// One page of requests, the latest asked first, and where the next one begins.
pub async fn list(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<SubscriptionRequest>, Option<String>)> {
    ctx.require(Permission::AgreementRead)?;
    let place = query.after.split_once('/').and_then(|(at, id)| Some((at.parse().ok()?, id.to_owned())));
    let before = place.unwrap_or((ctx.now() + jiff::SignedDuration::from_hours(24), String::new()));
    let mut found = store::page(&mut ctx.read().await?, &before).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|last| format!("{}/{}", last.asked_at, last.key.id));
    Ok((found, next))
}

/// A request with the agreement it is about.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The request.
    pub request: SubscriptionRequest,
    /// The latest version of the agreement.
    pub version: Option<Version>,
}

/// A request in scope.
pub async fn read(ctx: &Ctx, key: &RequestKey) -> Result<Whole> {
    ctx.require(Permission::AgreementRead)?;
    let mut tx = ctx.read().await?;
    let request = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let version = versions::latest(&mut tx, &key.beneficiary).await?;
    Ok(Whole { request, version })
}

/// The beneficiary that asks: one's own.
fn own(ctx: &Ctx) -> Result<BeneficiaryId> {
    ctx.require(Permission::SubscriptionAsk)?;
    match ctx.scope() {
        Scope::One(beneficiary) => Ok(beneficiary.clone()),
        Scope::All => Err(Error::Forbidden(Permission::SubscriptionAsk)),
    }
}

/// The latest version of one's own agreement: its offers are what may be asked.
pub async fn offered(ctx: &Ctx) -> Result<Option<Version>> {
    let beneficiary = own(ctx)?;
    versions::latest(&mut ctx.read().await?, &beneficiary).await
}

/// Asks to subscribe to a service or to leave it. Refused for a service without the core (R0.2). Sent twice with one key, it is made
/// once.
pub async fn ask(ctx: &Ctx, form: &AskForm) -> Result<SubscriptionRequest> {
    let beneficiary = own(ctx)?;
    let (kind, wanted_on) = rules::ask(form).map_err(Error::Invalid)?;
    let mut tx = ctx.begin().await?;
    let body = organisations::store::find(&mut tx, &beneficiary).await?.ok_or(Error::NotFound)?;
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    let known = match sent {
        Some(key) => store::sent(&mut tx, &beneficiary, key).await?,
        None => None,
    };
    if let Some(known) = known {
        return Ok(known);
    }
    let version = versions::latest(&mut tx, &beneficiary).await?;
    let version = version.ok_or_else(|| Error::refused("subscription-error-no-agreement"))?;
    let warning = rules::examine(&version.document, (kind, &form.offer, wanted_on), today(ctx));
    let warning = warning.map_err(|(field, text)| Error::invalid(field, text))?;
    if store::waiting(&mut tx, &beneficiary, &form.offer).await?.is_some() {
        return Err(Error::invalid("offer", Text::new("subscription-error-waiting")));
    }
    let one = SubscriptionRequest {
        key: RequestKey { beneficiary, id: ctx.id() },
        beneficiary_name: body.name,
        kind,
        offer: form.offer.clone(),
        wanted_on,
        reason: form.reason.trim().to_owned(),
        warning,
        state: RequestState::Asked,
        effective_on: None,
        answer: String::new(),
        answered_by: String::new(),
        answered_at: None,
        draft: None,
        asked_by: ctx.actor.name.clone(),
        asked_at: ctx.now(),
        version: 1,
    };
    if store::insert(&mut tx, &one, sent).await? == 0 {
        return store::sent(&mut tx, &one.key.beneficiary, &form.key).await?.ok_or(Error::NotFound);
    }
    let detail = json!({"kind": kind, "offer": one.offer, "wanted_on": wanted_on});
    noted(&mut tx, ctx, &one.key, "subscription.ask", detail).await?;
    tx.commit().await?;
    Ok(one)
}

/// A held request that waits, as it was read.
async fn held(tx: &mut Tx, key: &RequestKey, version: i64) -> Result<SubscriptionRequest> {
    let one = store::hold(tx, key).await?.ok_or(Error::NotFound)?;
    if one.version != version {
        return Err(Error::Stale(one.version));
    }
    if one.state == RequestState::Asked {
        Ok(one)
    } else {
        Err(Error::refused("subscription-error-answered"))
    }
}

/// Answers a request: what is accepted makes the draft of an amendment, from its day.
pub async fn answer(ctx: &Ctx, key: &RequestKey, form: &AnswerForm) -> Result<SubscriptionRequest> {
    ctx.require(Permission::AgreementDraft)?;
    let mut tx = ctx.begin().await?;
    let one = held(&mut tx, key, form.version).await?;
    let (decision, on) = rules::answer(form, one.wanted_on).map_err(Error::Invalid)?;
    let mut draft = None;
    if decision == RequestState::Accepted {
        let version = versions::latest(&mut tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
        let judged = rules::examine(&version.document, (one.kind, &one.offer, on), today(ctx));
        judged.map_err(|(_, text)| Error::invalid("effective_on", text))?;
        let body = organisations::store::find(&mut tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
        let name = version.document.offer(&one.offer).map(|offer| offer.name.clone()).unwrap_or_default();
        let key = if one.kind == Asked::Subscribe {
            "subscription-draft-subscribe"
        } else {
            "subscription-draft-leave"
        };
        // The title of what is signed is in the language of the agreement's own readers.
        let title = Lang::Fr.with(key, &[("offer", &name)]);
        let edits = rules::edits(one.kind, &one.offer, on);
        let made =
            drafts::actions::amend_in(&mut tx, ctx, &body, (&title, &one.reason), (&edits, on)).await?;
        draft = Some(made.id);
    }
    let effective_on = (decision == RequestState::Accepted).then_some(on);
    let said = (form.answer.trim(), ctx.actor.name.as_str(), ctx.now());
    store::answer(&mut tx, key, (decision, effective_on, draft.as_ref()), said).await?;
    let detail = json!({"decision": decision, "effective_on": effective_on, "draft": draft});
    noted(&mut tx, ctx, key, "subscription.answer", detail).await?;
    let one = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(one)
}

/// Takes a request back before it is answered.
pub async fn withdraw(ctx: &Ctx, key: &RequestKey, form: &WithdrawForm) -> Result<()> {
    ctx.require(Permission::SubscriptionAsk)?;
    let mut tx = ctx.begin().await?;
    held(&mut tx, key, form.version).await?;
    let said = ("", ctx.actor.name.as_str(), ctx.now());
    store::answer(&mut tx, key, (RequestState::Withdrawn, None, None), said).await?;
    noted(&mut tx, ctx, key, "subscription.withdraw", json!({})).await?;
    Ok(tx.commit().await?)
}

/// Both sides read in the beneficiary's log what was done.
async fn noted(tx: &mut Tx, ctx: &Ctx, key: &RequestKey, action: &'static str, detail: Value) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "subscription_request", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}
