//! Pages of simulations. Both sides may ask, for their own agreement.

use super::{Asked, SimulationKey, actions, views};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    sheet::{self, Cell, Format},
    web::{Form, Nothing, Path, Query, WebResult, forms, redirect},
};

/// GET /simulations: whose price.
pub async fn list(ctx: Ctx) -> WebResult<Response> {
    let all = actions::list(&ctx).await?;
    match all.as_slice() {
        [only] => Ok(redirect(&format!("/simulations/{}", only.id))),
        _ => Ok(views::list_page(&ctx, &all).into_response()),
    }
}

/// GET /simulations/{beneficiary}: what the price would be.
pub async fn answer(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Query(asked): Query<Asked>,
) -> WebResult<Response> {
    match actions::answer(&ctx, &beneficiary, &asked).await {
        Ok(told) => Ok(views::answer_page(&ctx, &told, &asked, &[]).into_response()),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "from")?);
            let told = actions::answer(&ctx, &beneficiary, &Asked::default()).await?;
            Ok(forms::again(status, views::answer_page(&ctx, &told, &asked, &errors)))
        }
    }
}

/// GET /simulations/{beneficiary}/file: the years, for a spreadsheet.
pub async fn file(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Query(asked): Query<Asked>,
) -> WebResult<Response> {
    let format = Format::parse(&asked.format)?;
    let told = actions::answer(&ctx, &beneficiary, &asked).await?;
    let rows = told.years.iter().map(|one| {
        vec![
            Cell::Number(i64::from(one.year)),
            one.index.clone().map_or(Cell::Empty, |index| Cell::Decimal(index, 1)),
            one.coefficient.clone().map_or(Cell::Empty, |value| Cell::Decimal(value, 3)),
            Cell::euros(one.price),
            Cell::Number(one.agents),
            Cell::euros(one.charge),
        ]
    });
    let rows = rows.collect();
    sheet::answer(format, views::sheet(ctx.lang), stream::iter([Ok(rows)])).await
}

/// POST /simulations/{beneficiary}: keeps an answer under a name.
pub async fn save(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Form(asked): Form<Asked>,
) -> WebResult<Response> {
    match actions::save(&ctx, &beneficiary, &asked).await {
        Ok(key) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "name")?);
            let told = match actions::answer(&ctx, &beneficiary, &asked).await {
                Ok(told) => told,
                Err(_) => actions::answer(&ctx, &beneficiary, &Asked::default()).await?,
            };
            Ok(forms::again(status, views::answer_page(&ctx, &told, &asked, &errors)))
        }
    }
}

/// GET /simulations/{beneficiary}/{id}: a simulation as it was kept.
pub async fn show(ctx: Ctx, Path(key): Path<SimulationKey>) -> WebResult {
    let (served, one) = actions::find(&ctx, &key).await?;
    Ok(views::kept_page(&ctx, &served, &one))
}

/// POST /simulations/{beneficiary}/{id}/removal
pub async fn remove(ctx: Ctx, Path(key): Path<SimulationKey>, _: Form<Nothing>) -> WebResult<Response> {
    actions::remove(&ctx, &key).await?;
    Ok(redirect(&format!("/simulations/{}", key.beneficiary)))
}
