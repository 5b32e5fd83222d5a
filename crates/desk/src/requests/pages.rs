//! Pages of requests: catalogue, the form, and what the desk records.

use super::{
    actions,
    intake::{self, Ask},
    store, views,
};
use crate::{
    request_forms::{
        self as forms, FormVersion,
        document::{FormDocument, Prefill},
        rules::{Answers, is_offered},
    },
    tickets::{Channel, TicketKey},
};
use agreements::{reading::today, scope::Concern, versions};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use jiff::civil::DateTime;
use kernel::{
    Permission, Scope, Text, Zone,
    id::{BeneficiaryId, PersonId},
};
use maud::Markup;
use people::{organisations, persons};
use platform::{
    Ctx, Error, Problems, Result,
    db::Tx,
    web::{Form, Path, Query, Upload, UploadedFile, WebResult, redirect},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Whose catalogue or form; one's own without it.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Whose {
    beneficiary: String,
    requester: String,
}

/// The beneficiary meant: one's own, or the one named by who sees all.
pub(super) async fn beneficiary(
    tx: &mut Tx,
    ctx: &Ctx,
    named: &str,
) -> Result<Option<organisations::Organisation>> {
    let id = match ctx.scope() {
        Scope::One(own) if named.is_empty() || named == own.as_str() => own.clone(),
        Scope::One(_) => return Err(Error::NotFound),
        Scope::All if named.is_empty() => return Ok(None),
        Scope::All => BeneficiaryId::from(named),
    };
    let all = organisations::store::beneficiaries(tx).await?;
    all.into_iter().find(|one| one.id == id).map(Some).ok_or(Error::NotFound)
}

/// GET /catalogue: what may be asked, under what is subscribed today.
pub(super) async fn catalogue(ctx: Ctx, Query(whose): Query<Whose>) -> WebResult {
    let mut tx = ctx.read().await?;
    let all = organisations::store::beneficiaries(&mut tx).await?;
    let body = beneficiary(&mut tx, &ctx, &whose.beneficiary).await?;
    let body = body.or_else(|| all.first().cloned()).ok_or(Error::NotFound)?;
    let day = today(&ctx);
    let version = versions::in_force(&mut tx, &body.id, day).await?;
    let document = version.as_ref().map(|version| &*version.document);
    let mut offered = forms::store::latest(&mut tx, false).await?;
    offered.retain(|form| is_offered(&form.document, &body.code, document, day));
    Ok(views::catalogue(&ctx, &all, &body, document, &offered))
}

/// GET /requests/forms/{form}
pub(super) async fn form(ctx: Ctx, Path(code): Path<String>, Query(whose): Query<Whose>) -> WebResult {
    let mut sent: Answers = BTreeMap::new();
    sent.insert("beneficiary".into(), whose.beneficiary);
    sent.insert("requester".into(), whose.requester);
    shown(&ctx, &code, &sent, true, &Problems::default()).await
}

/// POST /requests/forms/{form}
pub(super) async fn ask(
    ctx: Ctx,
    Path(code): Path<String>,
    Upload { form: sent, files }: Upload<Answers>,
) -> WebResult<Response> {
    let mut tx = ctx.read().await?;
    let text = |name: &str| sent.get(name).cloned().unwrap_or_default();
    let body = beneficiary(&mut tx, &ctx, &text("beneficiary")).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let ask = typed(&ctx, body.id, &code, &sent, files);
    match intake::ask(&ctx, ask).await {
        Ok(key) => Ok(redirect(&key.path())),
        Err(Error::Invalid(problems)) => {
            let page = shown(&ctx, &code, &sent, false, &problems).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}

fn typed(ctx: &Ctx, beneficiary: BeneficiaryId, code: &str, sent: &Answers, files: Vec<UploadedFile>) -> Ask {
    let text = |name: &str| sent.get(name).cloned().filter(|text| !text.is_empty());
    let is_provider = crate::tickets::actions::is_provider(&ctx.actor);
    Ask {
        beneficiary,
        requester: text("requester").map(PersonId::from),
        form: code.to_owned(),
        answers: answers(sent),
        files,
        channel: if is_provider { Channel::Phone } else { Channel::Portal },
        idempotency_key: text("key"),
    }
}

/// The fields named `answers.code`, by code.
fn answers(sent: &Answers) -> Answers {
    let named = sent.iter().filter_map(|(name, value)| Some((name.strip_prefix("answers.")?, value)));
    named.map(|(code, value)| (code.to_owned(), value.clone())).collect()
}

/// The page of a form: empty with what is known already, or with what was typed.
async fn shown(ctx: &Ctx, code: &str, sent: &Answers, is_new: bool, problems: &Problems) -> Result<Markup> {
    ctx.require(Permission::TicketCreate)?;
    let mut tx = ctx.read().await?;
    let text = |name: &str| sent.get(name).map_or("", String::as_str);
    let Some(body) = beneficiary(&mut tx, ctx, text("beneficiary")).await? else {
        let all = organisations::store::beneficiaries(&mut tx).await?;
        return Ok(views::choose(ctx, code, &all));
    };
    let form = intake::offered(&mut tx, ctx, &body.id, code).await?;
    let page = filled(&mut tx, ctx, sent, is_new, body, form).await?;
    Ok(views::form(ctx, &page, problems))
}

/// What the page of a form shows, with its answers: what is known already, or what was typed.
async fn filled(
    tx: &mut Tx,
    ctx: &Ctx,
    sent: &Answers,
    is_new: bool,
    body: organisations::Organisation,
    form: FormVersion,
) -> Result<views::FormPage> {
    let text = |name: &str| sent.get(name).map_or("", String::as_str);
    let asks_for_others = ctx.actor.may(Permission::TicketReadAll) || ctx.actor.person.is_none();
    let answers = if is_new { known(tx, ctx, text("requester"), &body, &form).await? } else { answers(sent) };
    Ok(views::FormPage {
        persons: persons::store::active_of(tx, &body.id).await?,
        sites: estate::sites::store::list(tx, Some(&body.id)).await?,
        document: versions::in_force(tx, &body.id, today(ctx)).await?.map(|version| version.document),
        requester: asks_for_others.then(|| text("requester").to_owned()),
        key: Some(text("key").to_owned()).filter(|key| !key.is_empty()).unwrap_or_else(|| ctx.id()),
        answers,
        body,
        form,
    })
}

/// What is known of the requester: the one named, else the actor.
async fn known(
    tx: &mut Tx,
    ctx: &Ctx,
    requester: &str,
    body: &organisations::Organisation,
    form: &FormVersion,
) -> Result<Answers> {
    let named = Some(requester).filter(|id| !id.is_empty()).map(PersonId::from);
    match named.or_else(|| ctx.actor.person.clone()) {
        Some(id) => prefilled(tx, &body.id, &id, &form.document).await,
        None => Ok(Answers::new()),
    }
}

/// What is known already: told once, it is not asked again.
async fn prefilled(
    tx: &mut Tx,
    of: &BeneficiaryId,
    requester: &PersonId,
    form: &FormDocument,
) -> Result<Answers> {
    let person = persons::store::find(tx, requester).await?.filter(|p| p.beneficiary.as_ref() == Some(of));
    let Some(person) = person else { return Ok(Answers::new()) };
    let last = store::last_answers(tx, of, requester, &form.code).await?;
    let known = form.fields.iter().filter_map(|field| {
        let value = match field.prefill? {
            Prefill::RequesterName => person.name.clone(),
            Prefill::RequesterEmail => person.email.clone(),
            Prefill::RequesterPhone => person.phone.clone(),
            Prefill::Requester => person.id.to_string(),
            Prefill::LastAnswer => last.get(&field.code)?.clone(),
        };
        Some((field.code.clone(), value))
    });
    Ok(known.collect())
}

/// What a ticket is about.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ScopeForm {
    line: String,
    live_since: String,
}

/// POST /tickets/{beneficiary}/{id}/scope
pub(super) async fn scope(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Form(form): Form<ScopeForm>,
) -> WebResult<Response> {
    let concern = Concern {
        block: None,
        line: Some(form.line).filter(|line| !line.is_empty()),
        live_since: form.live_since.parse().ok(),
    };
    actions::set_concern(&ctx, &key, concern).await?;
    Ok(redirect(&key.path()))
}

/// When a request went live, wall clock of the territory; empty: not yet after all.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LiveForm {
    at: String,
}

/// POST /tickets/{beneficiary}/{id}/go-live
pub(super) async fn go_live(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Form(form): Form<LiveForm>,
) -> WebResult<Response> {
    let wall = form.at.parse::<DateTime>().ok();
    let at = wall.and_then(|at| Zone::Metropole.time_zone().to_timestamp(at).ok());
    if at.is_none() && !form.at.is_empty() {
        return Err(Error::invalid("at", Text::new("request-error-live")));
    }
    actions::go_live(&ctx, &key, at).await?;
    Ok(redirect(&key.path()))
}
