//! The page of questions and its files.

use super::{Answer, Asked, actions, files, views};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use people::organisations;
use platform::{
    Ctx,
    sheet::Format,
    web::{Query, WebResult, forms},
};

/// GET /query: the form; its answer when something is asked.
pub async fn ask(ctx: Ctx, Query(asked): Query<Asked>) -> WebResult<Response> {
    let (answer, errors, status): (Option<Answer>, _, _) = if asked == Asked::default() {
        (None, vec![], StatusCode::OK)
    } else {
        match actions::ask(&ctx, &asked).await {
            Ok(answer) => (Some(answer), vec![], StatusCode::OK),
            Err(error) => {
                let status = error.status();
                (None, forms::errors(&ctx, error, "measure")?, status)
            }
        }
    };
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let page = views::ask_page(&ctx, &asked, answer.as_ref(), &bodies, &errors);
    Ok((status, page).into_response())
}

/// GET /query/file: the answer as a file for spreadsheets.
pub async fn file(ctx: Ctx, Query(asked): Query<Asked>) -> WebResult<Response> {
    let format = Format::parse(&asked.format)?;
    let answer = actions::ask(&ctx, &asked).await?;
    actions::noted(&ctx, &asked, format).await?;
    files::answer(ctx.lang, format, &answer).await
}
