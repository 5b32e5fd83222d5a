//! Pages of the network in the buildings.

use super::{CablingForm, Equipment, EquipmentForm, EquipmentKey, actions, store, views};
use crate::sites::{self, SiteKey};
use axum::response::Response;
use kernel::id::BeneficiaryId;
use maud::Markup;
use platform::{
    Ctx, Result,
    web::{Form, Path, Query, WebResult, components::FieldError, forms, redirect},
};

/// GET /network
pub async fn list(ctx: Ctx) -> WebResult {
    Ok(views::list_page(&ctx, &actions::list(&ctx).await?))
}

/// GET /network/new: the site first, then what feeds it.
pub async fn new_equipment(ctx: Ctx, Query(form): Query<EquipmentForm>) -> WebResult {
    form_page(&ctx, None, &form, &[]).await
}

async fn form_page(
    ctx: &Ctx,
    equipment: Option<&Equipment>,
    form: &EquipmentForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let mut tx = ctx.read().await?;
    let sites = sites::store::list(&mut tx, None).await?;
    let owner = BeneficiaryId::from(form.place.split_once('/').map_or("", |(owner, _)| owner));
    let mut feeders = store::all(&mut tx, Some(&owner)).await?;
    feeders.retain(|one| equipment.is_none_or(|own| own.id != one.id));
    Ok(views::form_page(ctx, equipment, form, &sites, &feeders, errors))
}

/// POST /network
pub async fn create(ctx: Ctx, Form(form): Form<EquipmentForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(made) => Ok(redirect(&made.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            Ok(forms::again(status, form_page(&ctx, None, &form, &errors).await?))
        }
    }
}

/// GET /network/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<EquipmentKey>) -> WebResult {
    Ok(views::show(&ctx, &actions::read(&ctx, &key).await?))
}

/// GET /network/{beneficiary}/{id}/edit
pub async fn edit(ctx: Ctx, Path(key): Path<EquipmentKey>) -> WebResult {
    let one = actions::read(&ctx, &key).await?.equipment;
    form_page(&ctx, Some(&one), &form_of(&one), &[]).await
}

/// The form of equipment as it stands.
fn form_of(one: &Equipment) -> EquipmentForm {
    EquipmentForm {
        place: format!("{}/{}", one.beneficiary, one.site),
        kind: one.kind.as_str().to_owned(),
        name: one.name.clone(),
        model: one.model.clone(),
        fed_by: one.fed_by.as_ref().map(ToString::to_string).unwrap_or_default(),
        places: one.places.to_string(),
        places_used: one.places_used.to_string(),
        note: one.note.clone(),
        version: one.version,
    }
}

/// POST /network/{beneficiary}/{id}
pub async fn change(
    ctx: Ctx,
    Path(key): Path<EquipmentKey>,
    Form(form): Form<EquipmentForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(one) => Ok(redirect(&one.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            let one = actions::read(&ctx, &key).await?.equipment;
            let form = EquipmentForm { place: form_of(&one).place, version: one.version, ..form };
            Ok(forms::again(status, form_page(&ctx, Some(&one), &form, &errors).await?))
        }
    }
}

/// POST /sites/{beneficiary}/{id}/cabling
pub async fn lay(ctx: Ctx, Path(key): Path<SiteKey>, Form(form): Form<CablingForm>) -> WebResult<Response> {
    match actions::lay(&ctx, &key, &form).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "purpose")?;
            let typed = sites::pages::Typed { cabling: form, ..sites::pages::Typed::default() };
            Ok(forms::again(status, sites::pages::sheet(&ctx, &key, &typed, &errors).await?))
        }
    }
}
