//! Pages of outages.

use super::{
    Cause, EndForm, Outage, OutageForm, OutageKey, WithdrawForm, actions, rules,
    store::Filter,
    views::{self, Typed},
};
use crate::sites::{self, SiteId};
use axum::response::Response;
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use maud::Markup;
use platform::{
    Ctx, Result,
    web::{Form, Path, Query, WebResult, components::FieldError, forms, redirect},
};
use serde::Deserialize;

/// Which outages, and where the page before ended: `1773219600000000.0195…`.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Identifier of a site; every site when empty.
    site: String,
    /// `open` for those that still last.
    state: String,
    /// Where the page before ended.
    after: String,
}

impl ListQuery {
    pub(super) fn filter(&self) -> Filter {
        let site = Some(self.site.as_str()).filter(|site| !site.is_empty()).map(SiteId::from);
        Filter { site, is_open: self.state == "open", after: place(&self.after) }
    }
}

/// Where a page ended, as an address says it.
pub fn place(cursor: &str) -> Option<(Timestamp, String)> {
    let (at, id) = cursor.split_once('.')?;
    Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.to_owned()))
}

/// How an address says where a page ended.
pub fn cursor((at, id): &(Timestamp, String)) -> String {
    format!("{}.{id}", at.as_microsecond())
}

/// GET /outages
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (outages, next) = actions::list(&ctx, &query.filter()).await?;
    let sites = sites::store::list(&mut ctx.read().await?, None).await?;
    let next = next.as_ref().map(cursor);
    let next = next.map(|after| format!("/outages?site={}&state={}&after={after}", query.site, query.state));
    Ok(views::list_page(&ctx, &outages, &sites, &query.site, &query.state, next.as_deref()))
}

/// GET /outages/new: whose first, then which sites.
pub async fn new_outage(ctx: Ctx, Query(mut form): Query<OutageForm>) -> WebResult {
    if form.key.is_empty() {
        form.key = ctx.id();
    }
    form_page(&ctx, None, &form, &[]).await
}

async fn form_page(
    ctx: &Ctx,
    outage: Option<&Outage>,
    form: &OutageForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let mut tx = ctx.read().await?;
    let owners = people::organisations::store::beneficiaries(&mut tx).await?;
    let whose = if let [only] = owners.as_slice() { only.id.to_string() } else { form.beneficiary.clone() };
    let sites = if whose.is_empty() {
        vec![]
    } else {
        sites::store::list(&mut tx, Some(&BeneficiaryId::from(whose))).await?
    };
    Ok(views::form_page(ctx, outage, form, &owners, &sites, errors))
}

/// POST /outages
pub async fn report(ctx: Ctx, Form(form): Form<OutageForm>) -> WebResult<Response> {
    match actions::report(&ctx, &form).await {
        Ok(outage) => Ok(redirect(&outage.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "from")?;
            Ok(forms::again(status, form_page(&ctx, None, &form, &errors).await?))
        }
    }
}

/// GET /outages/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<OutageKey>) -> WebResult {
    Ok(views::show(&ctx, &actions::read(&ctx, &key).await?, &Typed::default(), &[]))
}

/// GET /outages/{beneficiary}/{id}/edit
pub async fn edit(ctx: Ctx, Path(key): Path<OutageKey>) -> WebResult {
    let outage = actions::read(&ctx, &key).await?.outage;
    form_page(&ctx, Some(&outage), &form_of(&outage), &[]).await
}

/// The form of an outage as it stands.
fn form_of(outage: &Outage) -> OutageForm {
    let percent = &outage.factor * &kernel::Exact::from(100);
    OutageForm {
        beneficiary: outage.beneficiary.to_string(),
        sites: outage.sites.iter().map(|site| site.id.to_string()).collect(),
        from: rules::typed(outage.from),
        to: outage.to.map(rules::typed).unwrap_or_default(),
        percent: percent.to_string(),
        factor_reason: outage.factor_reason.clone(),
        cause: if outage.cause == Cause::Unknown { String::new() } else { outage.cause.as_str().to_owned() },
        note: outage.note.clone(),
        ticket: outage.ticket.clone(),
        reason: String::new(),
        key: String::new(),
        version: outage.version,
    }
}

/// POST /outages/{beneficiary}/{id}
pub async fn correct(
    ctx: Ctx,
    Path(key): Path<OutageKey>,
    Form(form): Form<OutageForm>,
) -> WebResult<Response> {
    match actions::correct(&ctx, &key, &form).await {
        Ok(outage) => Ok(redirect(&outage.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "from")?;
            let outage = actions::read(&ctx, &key).await?.outage;
            let form =
                OutageForm { beneficiary: key.beneficiary.to_string(), version: outage.version, ..form };
            Ok(forms::again(status, form_page(&ctx, Some(&outage), &form, &errors).await?))
        }
    }
}

/// The page of the outage again: gone to when it was done, shown with what was typed when it was not.
async fn answered(
    ctx: &Ctx,
    key: &OutageKey,
    done: Result<Outage>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    match done {
        Ok(outage) => Ok(redirect(&outage.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, field)?;
            Ok(forms::again(status, views::show(ctx, &actions::read(ctx, key).await?, &typed, &errors)))
        }
    }
}

/// POST /outages/{beneficiary}/{id}/end
pub async fn end(ctx: Ctx, Path(key): Path<OutageKey>, Form(form): Form<EndForm>) -> WebResult<Response> {
    let done = actions::end(&ctx, &key, &form).await;
    answered(&ctx, &key, done, Typed { to: form.to, ..Typed::default() }, "to").await
}

/// POST /outages/{beneficiary}/{id}/withdrawal
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<OutageKey>,
    Form(form): Form<WithdrawForm>,
) -> WebResult<Response> {
    let done = actions::withdraw(&ctx, &key, &form).await;
    answered(&ctx, &key, done, Typed { reason: form.reason, ..Typed::default() }, "reason").await
}
