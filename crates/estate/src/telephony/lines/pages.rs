//! Pages of lines.

use super::{Kind, LineForm, LineKey, RetireForm, actions, store::Filter, views};
use axum::response::Response;
use maud::Markup;
use platform::{
    Ctx, Result,
    web::{Form, Path, Query, WebResult, components::FieldError, forms, guard::percent, redirect},
};
use serde::Deserialize;

/// Which lines, and where the page before ended: `+33536491010.0195…`.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// A word of [`Kind`].
    kind: String,
    /// Identifier of a beneficiary.
    beneficiary: String,
    /// `on` for retired lines too.
    retired: String,
    after: String,
}

impl ListQuery {
    pub(super) fn filter(&self) -> Filter {
        let after = self.after.split_once('.').unwrap_or_default();
        Filter {
            kind: Kind::parse(&self.kind),
            beneficiary: (!self.beneficiary.is_empty()).then(|| self.beneficiary.as_str().into()),
            with_retired: self.retired == "on",
            after: (after.0.to_owned(), after.1.to_owned()),
        }
    }

    fn address(&self, after: &str) -> String {
        let [kind, beneficiary, retired, after] =
            [&self.kind, &self.beneficiary, &self.retired, after].map(percent);
        format!("/telephone-lines?kind={kind}&beneficiary={beneficiary}&retired={retired}&after={after}")
    }
}

/// GET /telephone-lines
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let filter = query.filter();
    let page = actions::list(&ctx, &filter).await?;
    let owners = people::organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let next = page.next.as_ref().map(|(number, id)| query.address(&format!("{number}.{id}")));
    Ok(views::list_page(&ctx, &page, &filter, &owners, next.as_deref()))
}

/// GET /telephone-lines/new
pub async fn new_line(ctx: Ctx, Query(form): Query<LineForm>) -> WebResult {
    form_page(&ctx, &form, None, &[]).await
}

async fn form_page(
    ctx: &Ctx,
    form: &LineForm,
    key: Option<&LineKey>,
    errors: &[FieldError],
) -> Result<Markup> {
    let mut tx = ctx.read().await?;
    let owners = people::organisations::store::beneficiaries(&mut tx).await?;
    let owner = key.map(|key| key.beneficiary.clone());
    let sites = crate::sites::store::list(&mut tx, owner.as_ref()).await?;
    Ok(views::form_page(ctx, form, key, &owners, &sites, errors))
}

/// POST /telephone-lines
pub async fn create(ctx: Ctx, Form(form): Form<LineForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(line) => Ok(redirect(&line.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "number")?;
            Ok(forms::again(status, form_page(&ctx, &form, None, &errors).await?))
        }
    }
}

/// GET /telephone-lines/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<LineKey>) -> WebResult {
    let (line, assignments) = actions::read(&ctx, &key).await?;
    Ok(views::show(&ctx, &line, &assignments, "", &[]))
}

/// GET /telephone-lines/{beneficiary}/{id}/edit
pub async fn edit(ctx: Ctx, Path(key): Path<LineKey>) -> WebResult {
    let (line, _) = actions::read(&ctx, &key).await?;
    form_page(&ctx, &LineForm::of(&line), Some(&key), &[]).await
}

/// POST /telephone-lines/{beneficiary}/{id}
pub async fn change(ctx: Ctx, Path(key): Path<LineKey>, Form(form): Form<LineForm>) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(line) => Ok(redirect(&line.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "number")?;
            Ok(forms::again(status, form_page(&ctx, &form, Some(&key), &errors).await?))
        }
    }
}

/// POST /telephone-lines/{beneficiary}/{id}/end
pub async fn retire(ctx: Ctx, Path(key): Path<LineKey>, Form(form): Form<RetireForm>) -> WebResult<Response> {
    match actions::retire(&ctx, &key, &form).await {
        Ok(line) => Ok(redirect(&line.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "retired_on")?;
            let (line, assignments) = actions::read(&ctx, &key).await?;
            let page = views::show(&ctx, &line, &assignments, &form.retired_on, &errors);
            Ok(forms::again(status, page))
        }
    }
}
