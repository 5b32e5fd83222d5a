//! Pages of trips and charges.

use super::{ChargeForm, TripForm, TripKey, actions, store::Cursor, views};
use axum::response::Response;
use kernel::Text;
use maud::Markup;
use platform::{
    Ctx, Error, Result,
    web::{Form, Nothing, Path, Query, WebResult, components::FieldError, forms, redirect},
};
use serde::Deserialize;

/// Where the page before ended: `2026-03-10.0195…`.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    before: String,
}

impl ListQuery {
    pub(super) fn cursor(&self) -> Option<Cursor> {
        let (on, id) = self.before.split_once('.')?;
        Some((on.parse().ok()?, id.to_owned()))
    }
}

/// Where the next page begins.
pub(super) fn written(cursor: &Cursor) -> String {
    format!("{}.{}", cursor.0, cursor.1)
}

/// GET /trips
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (trips, next) = actions::list(&ctx, query.cursor().as_ref()).await?;
    let next = next.map(|cursor| format!("/trips?before={}", written(&cursor)));
    Ok(views::list_page(&ctx, &trips, next.as_deref()))
}

/// GET /trips/new
pub async fn new_trip(ctx: Ctx) -> WebResult {
    form_page(&ctx, &TripForm::default(), &[]).await
}

async fn form_page(ctx: &Ctx, form: &TripForm, errors: &[FieldError]) -> Result<Markup> {
    let owners = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    Ok(views::form_page(ctx, form, &owners, errors))
}

/// POST /trips
pub async fn create(ctx: Ctx, Form(form): Form<TripForm>) -> WebResult<Response> {
    match actions::declare(&ctx, &form).await {
        Ok(_) => Ok(redirect("/trips")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "number")?;
            Ok(forms::again(status, form_page(&ctx, &form, &errors).await?))
        }
    }
}

/// POST /trips/{beneficiary}/{id}/cancellation
pub async fn cancel(
    ctx: Ctx,
    Path(key): Path<TripKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::cancel(&ctx, &key).await?;
    Ok(redirect("/trips"))
}

/// GET /out-of-plan-charges
pub async fn charges(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    charges_page(&ctx, &query, &ChargeForm::default(), &[]).await
}

async fn charges_page(
    ctx: &Ctx,
    query: &ListQuery,
    form: &ChargeForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let (charges, next) = actions::charges(ctx, query.cursor().as_ref()).await?;
    let owners = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let next = next.map(|cursor| format!("/out-of-plan-charges?before={}", written(&cursor)));
    Ok(views::charges_page(ctx, &charges, &owners, next.as_deref(), form, errors))
}

/// POST /out-of-plan-charges
pub async fn add_charge(ctx: Ctx, Form(form): Form<ChargeForm>) -> WebResult<Response> {
    let added = match actions::add_charges(&ctx, std::slice::from_ref(&form)).await {
        Ok(0) => Err(Error::invalid("key", Text::new("trip-error-known"))),
        added => added,
    };
    match added {
        Ok(_) => Ok(redirect("/out-of-plan-charges")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "number")?;
            Ok(forms::again(status, charges_page(&ctx, &ListQuery::default(), &form, &errors).await?))
        }
    }
}
