//! Pages of approvals.

use super::{Decision, DelegationId, SeatId, actions, store, views};
use crate::forms;
use agreements::reading::today;
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use kernel::{Text, id::BeneficiaryId, id::PersonId};
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
    let changes = crate::changes::actions::waiting(&mut tx, ctx).await?;
    let changes = crate::changes::views::waiting(ctx, &changes);
    Ok(views::list(ctx, &waiting, &changes, &delegations, &colleagues, typed, problems))
}

/// GET /approvals/{beneficiary}/{seat}: what is asked, with all that is needed to answer.
pub(super) async fn show(ctx: Ctx, Path((beneficiary, seat)): Path<(BeneficiaryId, SeatId)>) -> WebResult {
    let asked = actions::asked(&ctx, &beneficiary, &seat).await?;
    let action = format!("/approvals/{beneficiary}/{seat}");
    Ok(views::asked_page(&ctx, &action, &asked, "", &[]))
}

/// GET /approval/{token}: the same by the link of a mail. Looking decides nothing.
pub(super) async fn link(ctx: Ctx, Path(token): Path<String>) -> WebResult {
    let (own, beneficiary, seat) = actions::by_link(&ctx, &token).await?;
    let asked = actions::asked(&own, &beneficiary, &seat).await?;
    Ok(views::asked_page(&ctx, &format!("/approval/{token}"), &asked, "", &[]))
}

/// POST /approval/{token}
pub(super) async fn decide_by_link(
    ctx: Ctx,
    Path(token): Path<String>,
    Form(form): Form<AnswerForm>,
) -> WebResult<Response> {
    let (own, beneficiary, seat) = actions::by_link(&ctx, &token).await?;
    let action = format!("/approval/{token}");
    let done = answered(&own, &beneficiary, &seat, &form).await;
    let asked = actions::asked(&own, &beneficiary, &seat).await?;
    match done {
        Ok(_) => Ok(views::asked_page(&ctx, &action, &asked, "", &[]).into_response()),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "reason")?;
            Ok(forms::again(status, views::asked_page(&ctx, &action, &asked, &form.reason, &errors)))
        }
    }
}

/// Decides what a button says; without one, nothing is decided.
async fn answered(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    seat: &SeatId,
    form: &AnswerForm,
) -> Result<super::Seat> {
    let decision = Decision::parse(&form.decision);
    let decision = decision.ok_or_else(|| Error::invalid("reason", Text::new("approval-error-choice")))?;
    actions::decide(ctx, beneficiary, seat, decision, &form.reason).await
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
    // Somebody else's seat does not exist, whatever is typed.
    actions::asked(&ctx, &beneficiary, &seat).await?;
    match answered(&ctx, &beneficiary, &seat, &form).await {
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
