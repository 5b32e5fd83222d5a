//! Pages of probes.

use super::{
    Kind, Probe, ProbeForm, ProbeKey, State, actions,
    store::Filter,
    views::{self, forms::Offered},
};
use crate::forms;
use axum::response::Response;
use kernel::id::BeneficiaryId;
use maud::Markup;
use platform::{
    Ctx, Result,
    web::{Form, Nothing, Path, Query, WebResult, components::FieldError, redirect},
};
use serde::Deserialize;

/// Which probes, and where the page before ended: `id.folded name`.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Identifier of a beneficiary; every one in scope when empty.
    pub(super) beneficiary: String,
    /// A word of [`State`]; every state when empty.
    pub(super) state: String,
    /// Where the page before ended.
    pub(super) after: String,
}

impl ListQuery {
    pub(super) fn filter(&self) -> Filter {
        let beneficiary =
            Some(self.beneficiary.as_str()).filter(|id| !id.is_empty()).map(BeneficiaryId::from);
        let after = self.after.split_once('.').map(|(id, name)| (name.to_owned(), id.to_owned()));
        Filter { beneficiary, state: State::parse(&self.state), after: after.unwrap_or_default() }
    }
}

/// How an address says where a page ended.
pub(super) fn cursor((name, id): &(String, String)) -> String {
    format!("{id}.{name}")
}

/// GET /probes
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (probes, next) = actions::list(&ctx, &query.filter()).await?;
    let bodies = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    Ok(views::list_page(&ctx, &probes, &bodies, &query, next.as_ref().map(cursor)))
}

/// GET /probes/new: whose and what first, then the rest.
pub async fn new_probe(ctx: Ctx, Query(mut form): Query<ProbeForm>) -> WebResult {
    if form.key.is_empty() {
        form.key = ctx.id();
    }
    form_page(&ctx, None, &form, &[]).await
}

async fn form_page(
    ctx: &Ctx,
    probe: Option<&Probe>,
    form: &ProbeForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let choices = crate::tickets::listing::choices(ctx, &form.beneficiary).await?;
    let applications = if form.beneficiary.is_empty() {
        vec![]
    } else {
        let own = BeneficiaryId::from(form.beneficiary.as_str());
        estate::applications::store::in_use(&mut ctx.read().await?, &own).await?
    };
    let offered = Offered { choices, applications };
    Ok(views::forms::form_page(ctx, probe, form, &offered, errors))
}

/// POST /probes
pub async fn create(ctx: Ctx, Form(form): Form<ProbeForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(probe) => Ok(redirect(&probe.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            Ok(forms::again(status, form_page(&ctx, None, &form, &errors).await?))
        }
    }
}

/// GET /probes/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<ProbeKey>) -> WebResult {
    let whole = actions::read(&ctx, &key).await?;
    Ok(views::show(&ctx, &whole))
}

/// GET /probes/{beneficiary}/{id}/edit
pub async fn edit(ctx: Ctx, Path(key): Path<ProbeKey>) -> WebResult {
    let probe = actions::read(&ctx, &key).await?.probe;
    form_page(&ctx, Some(&probe), &views::forms::of(&probe), &[]).await
}

/// POST /probes/{beneficiary}/{id}
pub async fn change(
    ctx: Ctx,
    Path(key): Path<ProbeKey>,
    Form(mut form): Form<ProbeForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(probe) => Ok(redirect(&probe.path())),
        Err(error) => {
            let (status, probe) = (error.status(), actions::read(&ctx, &key).await?.probe);
            let errors = forms::errors(&ctx, error, "name")?;
            // Whose it is and what it looks at are kept for good.
            form.beneficiary = key.beneficiary.to_string();
            Kind::as_str(probe.content.look.kind).clone_into(&mut form.kind);
            Ok(forms::again(status, form_page(&ctx, Some(&probe), &form, &errors).await?))
        }
    }
}

/// POST /probes/{beneficiary}/{id}/pause
pub async fn pause(
    ctx: Ctx,
    Path(key): Path<ProbeKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    Ok(redirect(&actions::set_paused(&ctx, &key, true).await?.path()))
}

/// POST /probes/{beneficiary}/{id}/resumption
pub async fn resume(
    ctx: Ctx,
    Path(key): Path<ProbeKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    Ok(redirect(&actions::set_paused(&ctx, &key, false).await?.path()))
}

/// POST /probes/{beneficiary}/{id}/removal
pub async fn remove(
    ctx: Ctx,
    Path(key): Path<ProbeKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::remove(&ctx, &key).await?;
    Ok(redirect("/probes"))
}
