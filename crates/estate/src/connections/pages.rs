//! Pages of connections: the roll-out, and what a site's page posts.

use super::{ConnectionForm, ConnectionKey, actions, views};
use crate::sites::{self, SiteKey};
use axum::response::Response;
use jiff::civil::Date;
use kernel::{Text, Zone};
use platform::{
    Ctx, Error, Result,
    web::{Form, Nothing, Path, Query, WebResult, forms, redirect},
};
use serde::Deserialize;

/// A period, both days included; the year so far when nothing is said.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PeriodQuery {
    /// First day.
    from: String,
    /// Last day.
    to: String,
}

impl PeriodQuery {
    pub(super) fn period(&self, ctx: &Ctx) -> Result<(Date, Date)> {
        let today = ctx.now().to_zoned(Zone::Metropole.time_zone()).date();
        let day = |field: &str, text: &str, otherwise: Date| match text.trim() {
            "" => Ok(otherwise),
            text => text.parse().map_err(|_| Error::invalid(field, Text::new("connection-error-date"))),
        };
        Ok((day("from", &self.from, today.first_of_year())?, day("to", &self.to, today)?))
    }
}

/// GET /rollout
pub async fn rollout(ctx: Ctx, Query(query): Query<PeriodQuery>) -> WebResult {
    let (first, last) = query.period(&ctx)?;
    let all = actions::rollout(&ctx, first, last).await?;
    Ok(views::rollout_page(&ctx, &all, first, last))
}

/// POST /sites/{beneficiary}/{id}/connections
pub async fn record(
    ctx: Ctx,
    Path(key): Path<SiteKey>,
    Form(form): Form<ConnectionForm>,
) -> WebResult<Response> {
    match actions::record(&ctx, &key, &form).await {
        Ok(_) => Ok(redirect(&key.path())),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "state")?;
            let typed = sites::pages::Typed { connection: form, ..sites::pages::Typed::default() };
            Ok(forms::again(status, sites::pages::sheet(&ctx, &key, &typed, &errors).await?))
        }
    }
}

/// POST /sites/{beneficiary}/{id}/connections/{connection}/removal
pub async fn remove(
    ctx: Ctx,
    Path(key): Path<ConnectionKey>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::remove(&ctx, &key).await?;
    Ok(redirect(&SiteKey { beneficiary: key.beneficiary, id: key.id }.path()))
}
