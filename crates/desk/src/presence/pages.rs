//! The script of an open ticket gives a sign every twenty seconds and shows who else is there.

use super::{actions, views};
use crate::tickets::TicketKey;
use platform::{
    Ctx,
    web::{Form, Path, WebResult},
};
use serde::Deserialize;

/// A sign of presence.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignForm {
    writing: String,
}

/// POST /tickets/{beneficiary}/{id}/presence: who else is there, as part of a page.
pub async fn note(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<SignForm>) -> WebResult {
    let others = actions::note(&ctx, &key, form.writing == "on").await?;
    Ok(views::others(ctx.lang, &others))
}
