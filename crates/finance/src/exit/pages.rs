//! Pages of exits. Both sides see the same figures.

use super::{
    ChoicesForm, ConfirmForm, Consequence, NoticeForm, NoticeId, NoticeKey, TaskForm, WhatIf, WithdrawForm,
    actions::{self, Supposed},
    paper,
    views::{self, Typed},
};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use kernel::id::BeneficiaryId;
use maud::Markup;
use platform::{
    Ctx, Error, Result,
    sheet::{self, Cell, Format},
    web::{Form, Path, Query, WebResult, components::FieldError, forms, redirect},
};

/// GET /exits: how each beneficiary may leave.
pub async fn list(ctx: Ctx) -> WebResult<Markup> {
    Ok(views::list_page(&ctx, &actions::ways(&ctx).await?))
}

/// GET /exits/{beneficiary}: what if we left.
pub async fn show(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Query(asked): Query<WhatIf>,
) -> WebResult<Response> {
    let (supposed, errors, status) = match actions::suppose(&ctx, &beneficiary, &asked).await {
        Ok(supposed) => (supposed, vec![], StatusCode::OK),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "on")?;
            (actions::suppose(&ctx, &beneficiary, &WhatIf::default()).await?, errors, status)
        }
    };
    let page = views::exit_page(&ctx, &supposed, &asked, &NoticeForm::default(), &errors);
    Ok(forms::again(status, page))
}

/// GET /exits/{beneficiary}/file: what would become of the goods, for a spreadsheet.
pub async fn file(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Query(asked): Query<WhatIf>,
) -> WebResult<Response> {
    let format = Format::parse(&asked.format)?;
    let supposed = actions::suppose(&ctx, &beneficiary, &asked).await?;
    goods_file(&ctx, format, &supposed.statement).await
}

async fn goods_file(ctx: &Ctx, format: Format, statement: &super::Statement) -> WebResult<Response> {
    let lang = ctx.lang;
    let rows = statement.lines.iter().map(|line| {
        vec![
            Cell::Text(line.reference.clone()),
            Cell::Text(line.name.clone()),
            Cell::Text(lang.t(line.legal_status.label_key())),
            Cell::Text(lang.t(line.fate.label_key())),
            line.net_book_value.map_or(Cell::Empty, Cell::euros),
            Cell::euros(line.due),
        ]
    });
    let rows = rows.collect();
    sheet::answer(format, views::sheet(lang), stream::iter([Ok(rows)])).await
}

/// POST /exits/{beneficiary}/notices
pub async fn receive(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Form(form): Form<NoticeForm>,
) -> WebResult<Response> {
    match actions::receive(&ctx, &beneficiary, &form).await {
        Ok(notice) => Ok(redirect(&notice.key.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "received_on")?);
            let asked = WhatIf::default();
            let supposed: Supposed = actions::suppose(&ctx, &beneficiary, &asked).await?;
            Ok(forms::again(status, views::exit_page(&ctx, &supposed, &asked, &form, &errors)))
        }
    }
}

async fn notice_page(ctx: &Ctx, key: &NoticeKey, typed: &Typed, errors: &[FieldError]) -> Result<Markup> {
    let whole = actions::read(ctx, key).await?;
    Ok(views::notice_page(ctx, &whole, typed, errors))
}

/// The page again after an error that it can show; back to it otherwise.
async fn answered(
    ctx: &Ctx,
    key: &NoticeKey,
    done: Result<()>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let (status, errors) = (error.status(), forms::errors(ctx, error, field)?);
    Ok(forms::again(status, notice_page(ctx, key, &typed, &errors).await?))
}

/// GET /exits/{beneficiary}/notices/{id}
pub async fn notice(ctx: Ctx, Path(key): Path<NoticeKey>) -> WebResult<Markup> {
    notice_page(&ctx, &key, &Typed::default(), &[]).await
}

/// POST /exits/{beneficiary}/notices/{id}/choices
pub async fn choose(
    ctx: Ctx,
    Path(key): Path<NoticeKey>,
    Form(form): Form<ChoicesForm>,
) -> WebResult<Response> {
    let done = actions::choose(&ctx, &key, &form).await;
    answered(&ctx, &key, done, Typed::default(), "taken_back").await
}

/// POST /exits/{beneficiary}/notices/{id}/tasks/{consequence}
pub async fn see_to(
    ctx: Ctx,
    Path((beneficiary, id, word)): Path<(BeneficiaryId, NoticeId, String)>,
    Form(form): Form<TaskForm>,
) -> WebResult<Response> {
    let key = NoticeKey { beneficiary, id };
    let consequence = Consequence::parse(&word).ok_or(Error::NotFound)?;
    let done = actions::see_to(&ctx, &key, consequence, &form).await;
    answered(&ctx, &key, done, Typed { task: Some((consequence, form.proof)), ..Typed::default() }, "proof")
        .await
}

/// POST /exits/{beneficiary}/notices/{id}/confirmation
pub async fn confirm(
    ctx: Ctx,
    Path(key): Path<NoticeKey>,
    Form(form): Form<ConfirmForm>,
) -> WebResult<Response> {
    let done = actions::confirm(&ctx, &key, &form).await;
    answered(&ctx, &key, done, Typed::default(), "confirm").await
}

/// POST /exits/{beneficiary}/notices/{id}/withdrawal
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<NoticeKey>,
    Form(form): Form<WithdrawForm>,
) -> WebResult<Response> {
    let done = actions::withdraw(&ctx, &key, &form).await;
    answered(&ctx, &key, done, Typed { why: form.why, ..Typed::default() }, "why").await
}

/// GET /exits/{beneficiary}/notices/{id}/file.pdf: the statement of the goods, to be signed by both sides.
pub async fn pdf(ctx: Ctx, Path(key): Path<NoticeKey>) -> WebResult<Response> {
    let (name, bytes) = paper::statement(&ctx, &key).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.pdf\"")),
    ];
    Ok((headers, bytes).into_response())
}
