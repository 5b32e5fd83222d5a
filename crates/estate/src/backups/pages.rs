//! Pages of backups.

use super::{CheckForm, ObjectForm, ObjectKey, RetireForm, actions, views};
use axum::response::Response;
use maud::Markup;
use platform::{
    Ctx, Result,
    web::{Form, Nothing, Path, WebResult, components::FieldError, forms, redirect},
};

/// GET /backups
pub async fn list(ctx: Ctx) -> WebResult {
    Ok(views::list_page(&ctx, &actions::list(&ctx).await?))
}

/// GET /backups/new
pub async fn new_object(ctx: Ctx) -> WebResult {
    let form = ObjectForm {
        due_time: "22:00".into(),
        every_hours: "24".into(),
        window_minutes: "360".into(),
        ..ObjectForm::default()
    };
    form_page(&ctx, &form, None, &[]).await
}

async fn form_page(
    ctx: &Ctx,
    form: &ObjectForm,
    key: Option<&ObjectKey>,
    errors: &[FieldError],
) -> Result<Markup> {
    let owners = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    Ok(views::form_page(ctx, form, key, &owners, errors))
}

/// POST /backups
pub async fn create(ctx: Ctx, Form(form): Form<ObjectForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(object) => Ok(redirect(&object.key().path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            Ok(forms::again(status, form_page(&ctx, &form, None, &errors).await?))
        }
    }
}

/// GET /backups/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<ObjectKey>) -> WebResult {
    let (object, runs) = actions::read(&ctx, &key).await?;
    Ok(views::show(&ctx, &object, &runs))
}

/// GET /backups/{beneficiary}/{id}/edit
pub async fn edit(ctx: Ctx, Path(key): Path<ObjectKey>) -> WebResult {
    let (object, _) = actions::read(&ctx, &key).await?;
    form_page(&ctx, &ObjectForm::of(&object), Some(&key), &[]).await
}

/// POST /backups/{beneficiary}/{id}
pub async fn change(
    ctx: Ctx,
    Path(key): Path<ObjectKey>,
    Form(form): Form<ObjectForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(object) => Ok(redirect(&object.key().path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            Ok(forms::again(status, form_page(&ctx, &form, Some(&key), &errors).await?))
        }
    }
}

/// POST /backups/{beneficiary}/{id}/end
pub async fn retire(
    ctx: Ctx,
    Path(key): Path<ObjectKey>,
    Form(form): Form<RetireForm>,
) -> WebResult<Response> {
    Ok(redirect(&actions::retire(&ctx, &key, &form).await?.key().path()))
}

/// POST /backups/{beneficiary}/{id}/secret
pub async fn renew_secret(
    ctx: Ctx,
    Path(key): Path<ObjectKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    let (object, _) = actions::renew_secret(&ctx, &key).await?;
    Ok(redirect(&object.key().path()))
}

/// GET /backup-checks
pub async fn checks(ctx: Ctx) -> WebResult {
    Ok(views::checks_page(&ctx, &actions::day_list(&ctx).await?, "", &[]))
}

/// POST /backup-checks
pub async fn sign(ctx: Ctx, Form(form): Form<CheckForm>) -> WebResult<Response> {
    match actions::sign(&ctx, &form).await {
        Ok(_) => Ok(redirect("/backup-checks")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "note")?;
            let list = actions::day_list(&ctx).await?;
            Ok(forms::again(status, views::checks_page(&ctx, &list, &form.note, &errors)))
        }
    }
}
