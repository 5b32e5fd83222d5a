//! Pages of approvals.

use super::{Decision, DelegationId, SeatId, actions, store, views};
use agreements::reading::today;
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use kernel::{id::BeneficiaryId, id::PersonId};
use maud::Markup;
use people::persons;
use platform::{
    Ctx, Error, Problems, Result,
    web::{Form, Nothing, Path, WebResult, redirect},
};
use serde::Deserialize;

/// GET /approvals
pub(super) async fn list(ctx: Ctx) -> WebResult {
    shown(&ctx, &views::Typed::default(), &Problems::default()).await
}

async fn shown(ctx: &Ctx, typed: &views::Typed, problems: &Problems) -> Result<Markup> {
    let me = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let mut tx = ctx.read().await?;
    let waiting = actions::waiting(&mut tx, ctx).await?;
    let delegations = store::delegations(&mut tx, &me, today(ctx)).await?;
    let own = persons::actions::found(&mut tx, &me).await?;
    let mut colleagues = persons::store::active_of(&mut tx, &own.organisation).await?;
    colleagues.retain(|person| person.id != me);
    Ok(views::list(ctx, &waiting, &delegations, &colleagues, typed, problems))
}

/// An answer to a seat.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AnswerForm {
    decision: String,
    reason: String,
}

/// POST /approvals/{beneficiary}/{seat}
pub(super) async fn decide(
    ctx: Ctx,
    Path((beneficiary, seat)): Path<(BeneficiaryId, SeatId)>,
    Form(form): Form<AnswerForm>,
) -> WebResult<Response> {
    // Somebody else's seat does not exist, whatever is typed: the action looks first.
    let decision = Decision::parse(&form.decision).unwrap_or(Decision::Refused);
    match actions::decide(&ctx, &beneficiary, &seat, decision, &form.reason).await {
        Ok(_) => Ok(redirect("/approvals")),
        Err(Error::Invalid(problems)) => {
            let typed = views::Typed { seat: Some(seat), reason: form.reason, ..views::Typed::default() };
            let page = shown(&ctx, &typed, &problems).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}

/// A delegation to give.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DelegationForm {
    delegate: String,
    from: String,
    to: String,
}

/// POST /approvals/delegations
pub(super) async fn delegate(ctx: Ctx, Form(form): Form<DelegationForm>) -> WebResult<Response> {
    let to = PersonId::from(form.delegate.as_str());
    match actions::delegate(&ctx, &to, form.from.parse().ok(), form.to.parse().ok()).await {
        Ok(_) => Ok(redirect("/approvals")),
        Err(Error::Invalid(problems)) => {
            let typed = views::Typed {
                delegate: form.delegate,
                from: form.from,
                to: form.to,
                ..views::Typed::default()
            };
            let page = shown(&ctx, &typed, &problems).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}

/// POST /approvals/delegations/{delegation}/cancellation
pub(super) async fn cancel(ctx: Ctx, Path(id): Path<DelegationId>, _: Form<Nothing>) -> WebResult<Response> {
    actions::cancel(&ctx, &id).await?;
    Ok(redirect("/approvals"))
}
