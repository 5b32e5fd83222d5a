//! Pages of assets.

use super::{
    AssetForm, AssetKey, Field, HandoverForm, HandoverId, KindId, ListQuery, RetireForm, actions,
    api::KindForm,
    sheet, store,
    views::{self, Typed},
};
use crate::sites;
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use futures_util::stream::try_unfold;
use kernel::{Scope, id::BeneficiaryId};
use maud::Markup;
use people::{
    audit::{Entry, record},
    organisations,
};
use platform::{
    Ctx, Error, Result,
    sheet::{self as file, Format},
    web::{
        Form, Nothing, Path, Query, WebResult,
        components::FieldError,
        forms::{again, errors},
        redirect,
    },
};
use serde::Deserialize;
use serde_json::json;

/// GET /estate/assets
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Response> {
    let (listed, problems, status) = match actions::list(&ctx, &query).await {
        Ok(listed) => (listed, vec![], StatusCode::OK),
        Err(error) => {
            let status = error.status();
            let problems = errors(&ctx, error, "state")?;
            (actions::list(&ctx, &ListQuery::default()).await?, problems, status)
        }
    };
    let mut tx = ctx.read().await?;
    let shown = views::Listed {
        bodies: organisations::store::beneficiaries(&mut tx).await?,
        kinds: store::kinds(&mut tx).await?,
        assets: listed.0,
        next: listed.1,
    };
    Ok((status, views::list_page(&ctx, &query, &shown, &problems)).into_response())
}

/// GET /estate/assets/export: the list under its filters, as a file.
pub async fn export(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Response> {
    let format = Format::parse(&query.format)?;
    let first = actions::to_export(&ctx, &query).await?;
    noted(&ctx, &query).await?;
    let sheet = views::sheet_of(ctx.lang);
    let pages = try_unfold((ctx, query, Some(first)), |(ctx, query, page)| async move {
        let Some((assets, next)) = page else { return Ok(None) };
        let cells = assets.iter().map(|asset| views::row(ctx.lang, asset)).collect();
        let following = match next {
            None => None,
            Some(key) => {
                let after = format!("{}/{}", key.beneficiary, key.id);
                Some(actions::to_export(&ctx, &ListQuery { after, ..query.clone() }).await?)
            }
        };
        Ok(Some((cells, (ctx, query, following))))
    });
    Box::pin(file::answer(format, sheet, pages)).await
}

/// Who took which list away is in the audit log.
async fn noted(ctx: &Ctx, query: &ListQuery) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let chain = match ctx.scope() {
        Scope::All => None,
        Scope::One(id) => Some(id),
    };
    let entry = Entry::new("asset.export", chain, "list", "assets");
    record(&mut tx, ctx, entry.detail(json!({"query": query}))).await?;
    Ok(tx.commit().await?)
}

/// GET /estate/assets/labels: a sheet of labels of the same page of the list, to print.
pub async fn labels(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (assets, next) = actions::list(&ctx, &query).await?;
    Ok(views::labels_page(&ctx, &query, &assets, next.as_ref()))
}

/// For whom a new asset is.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewQuery {
    beneficiary: String,
}

/// GET /estate/assets/new: first the beneficiary, then the rest.
pub async fn new(ctx: Ctx, Query(query): Query<NewQuery>) -> WebResult {
    if query.beneficiary.is_empty() {
        let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
        return Ok(views::body_page(&ctx, &bodies));
    }
    let form = AssetForm { beneficiary: query.beneficiary, ..AssetForm::usual() };
    form_page(&ctx, None, &form, &[]).await
}

async fn form_page(
    ctx: &Ctx,
    key: Option<&AssetKey>,
    form: &AssetForm,
    problems: &[FieldError],
) -> Result<Markup> {
    let mut tx = ctx.read().await?;
    let asset = match key {
        Some(key) => Some(store::find(&mut tx, key).await?.ok_or(Error::NotFound)?),
        None => None,
    };
    let body = BeneficiaryId::from(form.beneficiary.as_str());
    let owner = organisations::store::find(&mut tx, &body).await?;
    let places = views::Places {
        body: owner.filter(|owner| owner.beneficiary().is_some()).ok_or(Error::NotFound)?,
        sites: sites::store::list(&mut tx, Some(&body)).await?,
        kinds: store::kinds(&mut tx).await?,
    };
    // What was typed is shown again with the present version: sending it once more then decides.
    let version = asset.as_ref().map_or(0, |asset| asset.version);
    let form = AssetForm { version, ..form.clone() };
    Ok(views::form_page(ctx, asset.as_ref(), &form, &places, problems))
}

/// POST /estate/assets
pub async fn create(ctx: Ctx, Form(form): Form<AssetForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(made) => Ok(redirect(&made.key.path())),
        Err(error) => {
            let (status, problems) = (error.status(), errors(&ctx, error, "name")?);
            if problems.iter().any(|problem| problem.field == "beneficiary") {
                let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
                return Ok(again(status, views::body_page(&ctx, &bodies)));
            }
            Ok(again(status, form_page(&ctx, None, &form, &problems).await?))
        }
    }
}

/// GET /estate/assets/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<AssetKey>) -> WebResult {
    let whole = actions::read(&ctx, &key).await?;
    Ok(views::asset_page(&ctx, &whole, &Typed::default()))
}

/// GET /estate/assets/{beneficiary}/{id}/edit
pub async fn edit(ctx: Ctx, Path(key): Path<AssetKey>) -> WebResult {
    let asset = actions::read(&ctx, &key).await?.asset;
    form_page(&ctx, Some(&key), &AssetForm::of(&asset), &[]).await
}

/// POST /estate/assets/{beneficiary}/{id}/edit
pub async fn change(ctx: Ctx, Path(key): Path<AssetKey>, Form(form): Form<AssetForm>) -> WebResult<Response> {
    match actions::change(&ctx, &key, &form).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, problems) = (error.status(), errors(&ctx, error, "name")?);
            let form = AssetForm { beneficiary: key.beneficiary.to_string(), ..form };
            Ok(again(status, form_page(&ctx, Some(&key), &form, &problems).await?))
        }
    }
}

/// Back to the asset; when something was refused, its form shown open with what was typed and what is wrong.
async fn after(
    ctx: &Ctx,
    key: &AssetKey,
    done: Result<()>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let (status, problems) = (error.status(), errors(ctx, error, field)?);
    let whole = actions::read(ctx, key).await?;
    Ok(again(status, views::asset_page(ctx, &whole, &Typed { errors: problems, ..typed })))
}

/// POST /estate/assets/{beneficiary}/{id}/handovers
pub async fn hand_over(
    ctx: Ctx,
    Path(key): Path<AssetKey>,
    Form(form): Form<HandoverForm>,
) -> WebResult<Response> {
    let done = actions::hand_over(&ctx, &key, &form).await.map(drop);
    after(&ctx, &key, done, Typed { handover: Some(form), ..Typed::default() }, "condition").await
}

/// POST /estate/assets/{beneficiary}/{id}/retirement
pub async fn retire(
    ctx: Ctx,
    Path(key): Path<AssetKey>,
    Form(form): Form<RetireForm>,
) -> WebResult<Response> {
    let done = actions::retire(&ctx, &key, &form).await.map(drop);
    after(&ctx, &key, done, Typed { retirement: Some(form), ..Typed::default() }, "retired_why").await
}

/// Fields kept in hand.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LocksForm {
    locked: Vec<String>,
}

/// POST /estate/assets/{beneficiary}/{id}/locks
pub async fn unlock(ctx: Ctx, Path(key): Path<AssetKey>, Form(form): Form<LocksForm>) -> WebResult<Response> {
    let kept: Vec<Field> = form.locked.iter().filter_map(|word| Field::parse(word)).collect();
    actions::unlock(&ctx, &key, &kept).await?;
    Ok(redirect(&key.path()))
}

/// Path of a change of hands.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct HandoverPath {
    beneficiary: BeneficiaryId,
    id: super::AssetId,
    handover: HandoverId,
}

/// GET /estate/assets/{beneficiary}/{id}/handovers/{handover}/sheet: the sheet to sign, as a PDF.
pub async fn handover_sheet(ctx: Ctx, Path(path): Path<HandoverPath>) -> WebResult<Response> {
    let key = AssetKey { beneficiary: path.beneficiary, id: path.id };
    let (name, bytes) = sheet::handover(&ctx, &key, &path.handover).await?;
    let disposition = format!("attachment; filename=\"{name}.pdf\"");
    let headers =
        [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}

/// GET /estate/assets/kinds
pub async fn kinds(ctx: Ctx) -> WebResult {
    let kinds = actions::kinds(&ctx).await?;
    Ok(views::kinds_page(&ctx, &kinds, "", &[]))
}

/// POST /estate/assets/kinds
pub async fn add_kind(ctx: Ctx, Form(form): Form<KindForm>) -> WebResult<Response> {
    match actions::add_kind(&ctx, &form.name).await {
        Ok(_) => Ok(redirect("/estate/assets/kinds")),
        Err(error) => {
            let (status, problems) = (error.status(), errors(&ctx, error, "name")?);
            let kinds = actions::kinds(&ctx).await?;
            Ok(again(status, views::kinds_page(&ctx, &kinds, &form.name, &problems)))
        }
    }
}

/// POST /estate/assets/kinds/{kind}/retirement
pub async fn retire_kind(ctx: Ctx, Path(kind): Path<KindId>, _: Form<Nothing>) -> WebResult<Response> {
    actions::retire_kind(&ctx, &kind).await?;
    Ok(redirect("/estate/assets/kinds"))
}
