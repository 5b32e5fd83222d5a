//! Pages of announcements for those who write them.

use super::{Announcement, AnnouncementForm, AnnouncementId, actions, store, views};
use crate::forms;
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use people::organisations;
use platform::{
    Ctx, Error, Result,
    i18n::figures,
    web::{Form, Nothing, Path, Query, WebResult, components::FieldError, redirect},
};
use serde::Deserialize;

/// Where the page before ended: `1773219600000000.0195…`.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct After {
    after: String,
}

impl After {
    fn place(&self) -> Option<(Timestamp, String)> {
        let (at, id) = self.after.split_once('.')?;
        Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.to_owned()))
    }
}

/// GET /announcements
pub(super) async fn list(ctx: Ctx, Query(after): Query<After>) -> WebResult {
    actions::may_write(&ctx)?;
    let mut tx = ctx.read().await?;
    let (before, id) = after.place().unwrap_or((crate::tickets::store::NEVER, String::new()));
    let mut all = store::list(&mut tx, before, &id).await?;
    let has_more = all.len() > store::PAGE;
    all.truncate(store::PAGE);
    let last = all.last().filter(|_| has_more).map(|one| &one.announcement);
    let next = last.map(|one| format!("/announcements?after={}.{}", one.from.as_microsecond(), one.id));
    Ok(views::list_page(&ctx, &all, !after.after.is_empty(), next.as_deref()))
}

/// GET /announcements/new: told to whom the query names, else to everybody.
pub(super) async fn new(ctx: Ctx, Query(form): Query<AnnouncementForm>) -> WebResult {
    new_page(&ctx, &form, &[]).await
}

async fn new_page(ctx: &Ctx, form: &AnnouncementForm, errors: &[FieldError]) -> Result<maud::Markup> {
    actions::may_write(ctx)?;
    let mut tx = ctx.read().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let sites = match bodies.iter().find(|one| one.id.as_str() == form.beneficiary) {
        Some(body) => estate::sites::store::list(&mut tx, Some(&body.id)).await?,
        None => vec![],
    };
    Ok(views::new_page(ctx, form, &bodies, &sites, errors))
}

/// POST /announcements
pub(super) async fn create(ctx: Ctx, Form(form): Form<AnnouncementForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(_) => Ok(redirect("/announcements")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "title_fr")?;
            Ok((status, new_page(&ctx, &form, &errors).await?).into_response())
        }
    }
}

/// GET /announcements/{announcement}
pub(super) async fn edit(ctx: Ctx, Path(id): Path<AnnouncementId>) -> WebResult {
    edit_page(&ctx, &id, None, &[]).await
}

async fn edit_page(
    ctx: &Ctx,
    id: &AnnouncementId,
    typed: Option<&AnnouncementForm>,
    errors: &[FieldError],
) -> Result<maud::Markup> {
    actions::may_write(ctx)?;
    let mut tx = ctx.read().await?;
    let rows = store::rows(&mut tx, id).await?;
    let one = rows.first().ok_or(Error::NotFound)?.announcement.clone();
    let told: Vec<BeneficiaryId> = rows.into_iter().map(|row| row.beneficiary).collect();
    let mut bodies = organisations::store::beneficiaries(&mut tx).await?;
    bodies.retain(|body| told.contains(&body.id));
    let sites: Vec<String> =
        store::sites(&mut tx, std::slice::from_ref(id)).await?.into_values().flatten().collect();
    let form = typed.cloned().unwrap_or_else(|| form_of(&one));
    Ok(views::edit_page(ctx, &one, &form, &bodies, &sites, errors))
}

/// The form of an announcement as it stands.
fn form_of(one: &Announcement) -> AnnouncementForm {
    let wall = |at: Timestamp| at.to_zoned(figures::paris().clone()).strftime("%Y-%m-%dT%H:%M").to_string();
    AnnouncementForm {
        severity: one.severity.as_str().to_owned(),
        title_fr: one.title[0].clone(),
        title_en: one.title[1].clone(),
        body_fr: one.body[0].clone(),
        body_en: one.body[1].clone(),
        from: wall(one.from),
        to: one.to.map(wall).unwrap_or_default(),
        version: one.version,
        ..AnnouncementForm::default()
    }
}

/// POST /announcements/{announcement}
pub(super) async fn change(
    ctx: Ctx,
    Path(id): Path<AnnouncementId>,
    Form(form): Form<AnnouncementForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &id, &form).await {
        Ok(_) => Ok(redirect("/announcements")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "title_fr")?;
            Ok((status, edit_page(&ctx, &id, Some(&form), &errors).await?).into_response())
        }
    }
}

/// POST /announcements/{announcement}/archive
pub(super) async fn archive(
    ctx: Ctx,
    Path(id): Path<AnnouncementId>,
    _: Form<Nothing>,
) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, true).await?;
    Ok(redirect("/announcements"))
}

/// POST /announcements/{announcement}/restoration
pub(super) async fn restore(
    ctx: Ctx,
    Path(id): Path<AnnouncementId>,
    _: Form<Nothing>,
) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, false).await?;
    Ok(redirect("/announcements"))
}
