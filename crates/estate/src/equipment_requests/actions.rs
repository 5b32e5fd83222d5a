//! Asking for equipment, and carrying a request on, one step after the other (R6.1).

use super::{
    DayForm, EquipmentRequest, EquipmentRequestKey, LateForm, Order, OrderForm, RequestForm, SignForm,
    Signature, State, StepForm, StudyForm, TermsForm, document, rules, store,
};
use agreements::{
    acts::{self, Act, ActKey, rules::order_threshold},
    reading::today,
    versions,
};
use jiff::civil::Date;
use kernel::{Cents, Explained, Permission, Scope, Text, id::BeneficiaryId};
use people::{
    Organisation,
    audit::{Entry, hold, record},
    organisations,
};
use platform::{Ctx, Digest, Error, Problems, Result, db::Tx, typed::maybe_day, web::UploadedFile};
use serde::Deserialize;
use serde_json::{Value, json};

/// Where a list begins; empty for its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Where the page before ended: `2026-03-11.0195…`.
    pub after: String,
}

/// One page, the latest received first, and where the next one begins.
pub async fn list(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<EquipmentRequest>, Option<String>)> {
    ctx.require(Permission::EquipmentRead)?;
    let place = query.after.split_once('.').and_then(|(day, id)| Some((day.parse().ok()?, id.to_owned())));
    let before = place.unwrap_or((Date::MAX, String::new()));
    let mut found = store::page(&mut ctx.read().await?, &before).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|last| format!("{}.{}", last.received_on, last.key.id));
    Ok((found, next))
}

/// A request with what surrounds it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The request.
    pub request: EquipmentRequest,
    /// The first day on which its equipment may be wanted; nothing when no agreement was in force at its receipt.
    pub earliest: Option<Explained<Date>>,
    /// Acts of the beneficiary that its order may be, for those who order.
    pub orders: Vec<Act>,
    /// The amount from which its order is such an act, in cents, were it ordered today.
    pub threshold: Cents,
}

/// A request in scope.
pub async fn read(ctx: &Ctx, key: &EquipmentRequestKey) -> Result<Whole> {
    ctx.require(Permission::EquipmentRead)?;
    let mut tx = ctx.read().await?;
    let request = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let orders_next = request.state == State::SignedBoth && ctx.actor.may(Permission::EquipmentManage);
    let orders =
        if orders_next { acts::store::planned_orders(&mut tx, &key.beneficiary).await? } else { vec![] };
    let now = versions::in_force(&mut tx, &key.beneficiary, today(ctx)).await?;
    let earliest = earliest(&mut tx, &key.beneficiary, request.received_on).await?;
    Ok(Whole { request, earliest, orders, threshold: order_threshold(now.as_ref()) })
}

/// The first day on which equipment asked for on a day may be wanted, as the agreement in force that day says; nothing
/// when none is.
async fn earliest(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    received: Date,
) -> Result<Option<Explained<Date>>> {
    let version = versions::in_force(tx, beneficiary, received).await?;
    Ok(version.and_then(|version| rules::earliest(received, &rules::Lead::of(&version)).ok()))
}

/// The same for a request that is not sent yet: of the beneficiary that asks, or of the one that is chosen.
pub async fn preview(ctx: &Ctx, form: &RequestForm) -> Result<Option<Explained<Date>>> {
    ctx.require(Permission::EquipmentRead)?;
    let (beneficiary, received) = match ctx.scope() {
        Scope::One(own) => (own.clone(), today(ctx)),
        Scope::All => (
            BeneficiaryId::from(form.beneficiary.as_str()),
            maybe_day(&mut Problems::default(), "received_on", &form.received_on)
                .unwrap_or_else(|| today(ctx)),
        ),
    };
    earliest(&mut ctx.read().await?, &beneficiary, received).await
}

/// Whether an actor may ask: a beneficiary for itself, the provider on behalf of one that wrote a letter.
pub fn may_ask(ctx: &Ctx) -> bool {
    ctx.actor.may(Permission::EquipmentAsk) || ctx.actor.may(Permission::EquipmentManage)
}

/// Asks for equipment. Sent twice with one key, it is asked for once. A beneficiary asks today; the provider records when a
/// letter was received.
pub async fn create(ctx: &Ctx, form: &RequestForm) -> Result<EquipmentRequest> {
    if !may_ask(ctx) {
        return Err(Error::Forbidden(Permission::EquipmentAsk));
    }
    let own = match ctx.scope() {
        Scope::One(own) => Some(own.clone()),
        Scope::All => None,
    };
    let form = match &own {
        Some(own) => RequestForm { beneficiary: own.to_string(), received_on: String::new(), ..form.clone() },
        None => form.clone(),
    };
    let stated = rules::request(&form, today(ctx)).map_err(Error::Invalid)?;
    let mut tx = ctx.begin().await?;
    let body = body(&mut tx, &form.beneficiary).await?;
    hold(&mut tx, Some(&body.id)).await?;
    if !form.key.is_empty()
        && let Some(made) = store::sent(&mut tx, &body.id, &form.key).await?
    {
        return Ok(made);
    }
    let number = store::next_number(&mut tx, &body.id).await?;
    let one = blank(ctx, body, number, &form, &stated);
    store::insert(&mut tx, &one, Some(form.key.as_str()).filter(|key| !key.is_empty()), ctx.now()).await?;
    let detail = json!({"reference": one.reference(), "title": one.title, "wanted_on": one.wanted_on});
    noted(&mut tx, ctx, &one.key, "equipment.request", detail).await?;
    tx.commit().await?;
    Ok(one)
}

async fn body(tx: &mut Tx, id: &str) -> Result<Organisation> {
    let found = organisations::store::find(tx, &BeneficiaryId::from(id)).await?;
    let found = found.filter(|body| body.side == kernel::Side::Beneficiary);
    found.ok_or_else(|| Error::invalid("beneficiary", Text::new("web-error-choice")))
}

fn blank(
    ctx: &Ctx,
    body: Organisation,
    number: i64,
    form: &RequestForm,
    stated: &rules::Stated,
) -> EquipmentRequest {
    EquipmentRequest {
        key: EquipmentRequestKey { beneficiary: body.id, id: ctx.id() },
        beneficiary_name: body.name,
        beneficiary_code: body.code,
        number,
        title: form.title.trim().to_owned(),
        need: form.need.trim().to_owned(),
        received_on: stated.received_on,
        wanted_on: stated.wanted_on,
        state: State::Requested,
        requested_by: ctx.actor.name.clone(),
        derogation: String::new(),
        decided_by: None,
        study: String::new(),
        cost: None,
        share: None,
        terms: String::new(),
        agreement: None,
        signature: Signature::default(),
        order: Order::default(),
        delivered_on: None,
        in_service_on: None,
        version: 1,
        updated_at: ctx.now(),
    }
}

/// The request held for a step, as it was read, when that step may follow.
async fn held(tx: &mut Tx, key: &EquipmentRequestKey, to: State, version: i64) -> Result<EquipmentRequest> {
    let one = store::hold(tx, key).await?.ok_or(Error::NotFound)?;
    follows(&one, to, version)?;
    Ok(one)
}

/// Refuses a request that changed since it was read, and a step that does not follow from where it stands (R6.1).
fn follows(one: &EquipmentRequest, to: State, version: i64) -> Result<()> {
    if one.version != version {
        return Err(Error::Stale(one.version));
    }
    if !rules::before(to).contains(&one.state) {
        return Err(Error::refused("equipment-error-step"));
    }
    Ok(())
}

/// Stores a step with its entry of the log, which both sides read.
async fn stepped(
    ctx: &Ctx,
    mut tx: Tx,
    one: EquipmentRequest,
    action: &'static str,
    detail: Value,
) -> Result<EquipmentRequest> {
    let one = EquipmentRequest { version: one.version + 1, updated_at: ctx.now(), ..one };
    store::save(&mut tx, &one).await?;
    noted(&mut tx, ctx, &one.key, action, detail).await?;
    tx.commit().await?;
    Ok(one)
}

async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &EquipmentRequestKey,
    action: &'static str,
    detail: Value,
) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "equipment_request", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}

/// Says whether a request came in time, by the agreement in force at its receipt (R6.2).
pub async fn examine(ctx: &Ctx, key: &EquipmentRequestKey, form: &StepForm) -> Result<EquipmentRequest> {
    ctx.require(Permission::EquipmentManage)?;
    let mut tx = ctx.begin().await?;
    // From the same states either follows.
    let one = held(&mut tx, key, State::Late, form.version).await?;
    let first = earliest(&mut tx, &key.beneficiary, one.received_on).await?;
    let first = first.ok_or_else(|| Error::refused("equipment-error-no-agreement"))?.value;
    let state = rules::examined(first, one.wanted_on);
    let detail = json!({"state": state, "earliest": first});
    stepped(ctx, tx, EquipmentRequest { state, ..one }, "equipment.examine", detail).await
}

/// Gives a late request a derogation, or refuses it; both for a reason.
pub async fn decide_late(ctx: &Ctx, key: &EquipmentRequestKey, form: &LateForm) -> Result<EquipmentRequest> {
    ctx.require(Permission::EquipmentDecide)?;
    let mut tx = ctx.begin().await?;
    let one = held(&mut tx, key, State::Refused, form.version).await?;
    let is_given = rules::late(form).map_err(Error::Invalid)?;
    let state = if is_given { State::Admissible } else { State::Refused };
    let derogation = form.reason.trim().to_owned();
    let detail = json!({"state": state, "reason": derogation});
    let one = EquipmentRequest { state, derogation, decided_by: Some(ctx.actor.name.clone()), ..one };
    stepped(ctx, tx, one, "equipment.decide_late", detail).await
}

/// Writes down what a study found.
pub async fn study(ctx: &Ctx, key: &EquipmentRequestKey, form: &StudyForm) -> Result<EquipmentRequest> {
    ctx.require(Permission::EquipmentManage)?;
    let mut tx = ctx.begin().await?;
    let one = held(&mut tx, key, State::Study, form.version).await?;
    let (cost, share) = rules::study(form).map_err(Error::Invalid)?;
    let study = form.study.trim().to_owned();
    let detail = json!({"cost": cost, "share": share});
    let one = EquipmentRequest { state: State::Study, study, cost: Some(cost), share: Some(share), ..one };
    stepped(ctx, tx, one, "equipment.study", detail).await
}

/// Writes the terms of the equipment agreement and makes it, for both signatures.
pub async fn write_terms(ctx: &Ctx, key: &EquipmentRequestKey, form: &TermsForm) -> Result<EquipmentRequest> {
    ctx.require(Permission::EquipmentManage)?;
    let articles = rules::terms(form).map_err(Error::Invalid)?;
    let mut tx = ctx.read().await?;
    let one = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    follows(&one, State::AgreementDraft, form.version)?;
    let provider = organisations::store::provider(&mut tx).await?.ok_or(Error::NotFound)?;
    let beneficiary = organisations::store::find(&mut tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    let first = earliest(&mut tx, &key.beneficiary, one.received_on).await?;
    drop(tx);
    let parties = (&provider, &beneficiary);
    let data = document::agreement(&one, articles, first.as_ref(), parties, ctx.now());
    let bytes = ctx.print(data).await?;
    let digest = ctx.platform.files.put(bytes).await?;
    let mut tx = ctx.begin().await?;
    let one = held(&mut tx, key, State::AgreementDraft, form.version).await?;
    let terms = form.terms.replace("\r\n", "\n").trim().to_owned();
    let detail = json!({"agreement": digest});
    let one = EquipmentRequest { state: State::AgreementDraft, terms, agreement: Some(digest), ..one };
    stepped(ctx, tx, one, "equipment.terms", detail).await
}

/// Records that both parties signed, with the scan of what was signed.
pub async fn sign(
    ctx: &Ctx,
    key: &EquipmentRequestKey,
    form: &SignForm,
    scan: Option<UploadedFile>,
) -> Result<EquipmentRequest> {
    ctx.require(Permission::EquipmentManage)?;
    let one = store::find(&mut ctx.read().await?, key).await?.ok_or(Error::NotFound)?;
    follows(&one, State::SignedBoth, form.version)?;
    let scan = scan.filter(|file| rules::is_scan(&file.bytes));
    let (provider, beneficiary) =
        rules::signed(form, scan.is_some(), &one, today(ctx)).map_err(Error::Invalid)?;
    let Some(scan) = scan else { return Err(Error::invalid("scan", Text::new("equipment-error-scan"))) };
    let digest = ctx.platform.files.put(scan.bytes).await?;
    let mut tx = ctx.begin().await?;
    let one = held(&mut tx, key, State::SignedBoth, form.version).await?;
    let signature = Signature {
        provider_signed_on: Some(provider),
        beneficiary_signed_on: Some(beneficiary),
        signatories: form.signatories.trim().to_owned(),
        scan: Some(digest),
        scan_name: scan.name,
    };
    let detail = json!({"provider": provider, "beneficiary": beneficiary, "scan": signature.scan});
    let one = EquipmentRequest { state: State::SignedBoth, signature, ..one };
    stepped(ctx, tx, one, "equipment.sign", detail).await
}

/// Orders what both parties agreed to. From the threshold on, the act is concluded with it: the beneficiary was informed
/// before (R6.3).
pub async fn order(ctx: &Ctx, key: &EquipmentRequestKey, form: &OrderForm) -> Result<EquipmentRequest> {
    ctx.require(Permission::EquipmentManage)?;
    let mut tx = ctx.begin().await?;
    let one = held(&mut tx, key, State::Ordered, form.version).await?;
    let (ordered_on, amount) = rules::order(form, &one, today(ctx)).map_err(Error::Invalid)?;
    let version = versions::in_force(&mut tx, &key.beneficiary, ordered_on).await?;
    let threshold = order_threshold(version.as_ref());
    let act = rules::act(form, amount, threshold).map_err(Error::Invalid)?;
    if let Some(act) = act {
        let act = ActKey { beneficiary: key.beneficiary.clone(), id: act.into() };
        acts::actions::conclude_in(&mut tx, ctx, &act, ordered_on).await?;
    }
    let order = Order {
        number: form.order_number.trim().to_owned(),
        supplier: form.supplier.trim().to_owned(),
        ordered_on: Some(ordered_on),
        amount: Some(amount),
        act: act.map(Into::into),
    };
    let detail = json!({"order": order.number, "ordered_on": ordered_on, "amount": amount, "act": order.act});
    stepped(ctx, tx, EquipmentRequest { state: State::Ordered, order, ..one }, "equipment.order", detail)
        .await
}

/// Records the delivery.
pub async fn deliver(ctx: &Ctx, key: &EquipmentRequestKey, form: &DayForm) -> Result<EquipmentRequest> {
    ctx.require(Permission::EquipmentManage)?;
    let mut tx = ctx.begin().await?;
    let one = held(&mut tx, key, State::Delivered, form.version).await?;
    let on = rules::on(form, one.order.ordered_on, today(ctx)).map_err(Error::Invalid)?;
    let one = EquipmentRequest { state: State::Delivered, delivered_on: Some(on), ..one };
    stepped(ctx, tx, one, "equipment.deliver", json!({"delivered_on": on})).await
}

/// Records that it serves.
pub async fn put_in_service(
    ctx: &Ctx,
    key: &EquipmentRequestKey,
    form: &DayForm,
) -> Result<EquipmentRequest> {
    ctx.require(Permission::EquipmentManage)?;
    let mut tx = ctx.begin().await?;
    let one = held(&mut tx, key, State::InService, form.version).await?;
    let on = rules::on(form, one.delivered_on, today(ctx)).map_err(Error::Invalid)?;
    let one = EquipmentRequest { state: State::InService, in_service_on: Some(on), ..one };
    stepped(ctx, tx, one, "equipment.service", json!({"in_service_on": on})).await
}

/// The beneficiary gives a request up, before both have signed.
pub async fn withdraw(ctx: &Ctx, key: &EquipmentRequestKey, form: &StepForm) -> Result<EquipmentRequest> {
    ctx.require(Permission::EquipmentAsk)?;
    let mut tx = ctx.begin().await?;
    let one = held(&mut tx, key, State::Withdrawn, form.version).await?;
    stepped(ctx, tx, EquipmentRequest { state: State::Withdrawn, ..one }, "equipment.withdraw", json!({}))
        .await
}

/// A file of a request: its bytes.
pub async fn file(ctx: &Ctx, digest: Option<&Digest>) -> Result<Vec<u8>> {
    let digest = digest.ok_or(Error::NotFound)?;
    Ok(ctx.platform.files.get(digest).await?)
}
