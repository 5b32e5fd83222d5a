//! Pages of queries.

use super::{QueryForm, actions, views};
use crate::{
    forms,
    monitoring::{Kind, SourceId, actions as sources},
};
use axum::response::Response;
use platform::{
    Ctx, Error,
    web::{Form, Path, WebResult, redirect},
};

/// GET /monitoring/{source}/query
pub async fn edit(ctx: Ctx, Path(id): Path<SourceId>) -> WebResult {
    let (source, _) = sources::get(&ctx, &id).await?;
    if source.settings.kind != Kind::Prometheus {
        return Err(Error::NotFound);
    }
    let query = actions::get(&ctx, &id).await?;
    Ok(views::form_page(&ctx, &source, query.as_ref(), &views::of(query.as_ref()), &[]))
}

/// POST /monitoring/{source}/query
pub async fn set(ctx: Ctx, Path(id): Path<SourceId>, Form(form): Form<QueryForm>) -> WebResult<Response> {
    let Err(error) = actions::set(&ctx, &id, &form).await else {
        return Ok(redirect(&format!("/monitoring/{id}")));
    };
    let status = error.status();
    let errors = forms::errors(&ctx, error, "expression")?;
    let (source, _) = sources::get(&ctx, &id).await?;
    let query = actions::get(&ctx, &id).await?;
    Ok(forms::again(status, views::form_page(&ctx, &source, query.as_ref(), &form, &errors)))
}
