//! The HTML original of a mail: a document of its own under a policy of its own.

use super::{actions, html};
use crate::tickets::{TicketId, TicketKey};
use axum::response::{Html, IntoResponse as _, Response};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Path, WebResult, guard::Policy},
};
use serde::Deserialize;

/// Path of a ticket's mail.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct LetterPath {
    beneficiary: BeneficiaryId,
    id: TicketId,
    letter: String,
}

/// GET /tickets/{beneficiary}/{id}/mails/{letter}
pub async fn original(ctx: Ctx, Path(path): Path<LetterPath>) -> WebResult<Response> {
    let key = TicketKey { beneficiary: path.beneficiary, id: path.id };
    let document = actions::original(&ctx, &key, &path.letter).await?;
    let mut answer = Html(document).into_response();
    answer.extensions_mut().insert(Policy(html::POLICY));
    Ok(answer)
}
