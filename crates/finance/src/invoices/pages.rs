//! Pages of invoices. Both sides see the same page; only the provider has buttons on it.

use super::{
    FileFormat, Invoice, InvoiceId, InvoiceState, ReductionForm, actions, drafting, store,
    views::{self, Shown},
};
use crate::{
    charges::{self, ObjectionForm},
    collection, reach,
    screen::{ListQuery, ReasonForm, YearForm, unprocessable},
};
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use kernel::{Permission, id::BeneficiaryId};
use maud::Markup;
use platform::{
    Ctx, Error, Problems,
    web::{Form, Nothing, Path, Query, WebResult, redirect},
};

type Key = Path<(BeneficiaryId, InvoiceId)>;

/// The invoices in scope, the last drafted first; a beneficiary sees what was issued.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Markup> {
    list_with(&ctx, &query, &YearForm::default(), &Problems::default()).await
}

async fn list_with(ctx: &Ctx, query: &ListQuery, form: &YearForm, problems: &Problems) -> WebResult<Markup> {
    let beneficiaries = reach::beneficiaries(ctx).await?;
    let beneficiary = query.beneficiary.as_deref().map(BeneficiaryId::from);
    let mut tx = ctx.read().await?;
    let rows = store::page(&mut tx, beneficiary.as_ref(), hides_drafts(ctx), query.after.as_deref()).await?;
    Ok(views::list(ctx, rows, &beneficiaries, form, problems))
}

/// A beneficiary sees an invoice from its issue on, or once its draft was submitted: before, the provider has claimed nothing.
pub fn hides_drafts(ctx: &Ctx) -> bool {
    ctx.actor.side != Some(kernel::Side::Provider)
}

/// Drafts the annual invoice, or gives the form back.
pub async fn draft(ctx: Ctx, Form(form): Form<YearForm>) -> WebResult<Response> {
    let beneficiary = BeneficiaryId::from(form.beneficiary.as_str());
    let drafted = match reach::year(&form.year) {
        Ok(year) => drafting::draft(&ctx, &beneficiary, year).await,
        Err(error) => Err(error),
    };
    match drafted {
        Ok(invoice) => Ok(redirect(&invoice.href())),
        Err(Error::Invalid(problems)) => {
            Ok(unprocessable(list_with(&ctx, &ListQuery::default(), &form, &problems).await?))
        }
        Err(error) => Err(error),
    }
}

/// One invoice with everything that led to it.
pub async fn show(ctx: Ctx, Path((beneficiary, id)): Key) -> WebResult<Markup> {
    show_with(&ctx, &beneficiary, &id, &views::Typed::default(), &Problems::default()).await
}

async fn show_with(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    id: &InvoiceId,
    typed: &views::Typed,
    problems: &Problems,
) -> WebResult<Markup> {
    let shown = load(ctx, beneficiary, id).await?;
    Ok(views::show(ctx, &shown, typed, problems))
}

async fn load(ctx: &Ctx, beneficiary: &BeneficiaryId, id: &InvoiceId) -> WebResult<Shown> {
    let mut tx = ctx.read().await?;
    let invoice = visible(ctx, store::find(&mut tx, beneficiary, id).await?)?;
    let files = store::files(&mut tx, beneficiary, id).await?;
    let credit = store::credit_of(&mut tx, beneficiary, id).await?;
    let credit = credit.filter(|c| c.state == InvoiceState::Issued || !hides_drafts(ctx));
    let corrected = match invoice.credited() {
        None => None,
        Some(corrected) => store::find(&mut tx, beneficiary, corrected).await?,
    };
    let mut reductions = store::reductions_of(&mut tx, beneficiary, id).await?;
    reductions.retain(|one| one.state == InvoiceState::Issued || !hides_drafts(ctx));
    let mut objections = charges::store::objections(&mut tx, beneficiary, invoice.year).await?;
    objections.retain(|one| one.invoice == *id);
    drop(tx);
    let obstacles = match invoice.state {
        InvoiceState::Issued => Problems::default(),
        _ => obstacles(actions::rehearse(ctx, &invoice).await)?,
    };
    let follow_up = collection::views::of_invoice(ctx, &invoice).await?;
    Ok(Shown { invoice, files, credit, corrected, reductions, objections, obstacles, follow_up })
}

/// What stands in the way of the issue, to be shown before anybody tries.
fn obstacles(rehearsal: Result<(), Error>) -> Result<Problems, Error> {
    match rehearsal {
        Ok(()) => Ok(Problems::default()),
        Err(Error::Invalid(problems)) => Ok(problems),
        Err(Error::Refused(text)) => {
            let mut problems = Problems::default();
            problems.add("", text);
            Ok(problems)
        }
        Err(error) => Err(error),
    }
}

pub(super) fn visible(ctx: &Ctx, invoice: Option<Invoice>) -> Result<Invoice, Error> {
    let shown = |i: &Invoice| i.state == InvoiceState::Issued || i.submitted.is_some() || !hides_drafts(ctx);
    invoice.filter(shown).ok_or(Error::NotFound)
}

/// Approves.
pub async fn approve(ctx: Ctx, Path((beneficiary, id)): Key, Form(_): Form<Nothing>) -> WebResult<Response> {
    actions::approve(&ctx, &beneficiary, &id).await?;
    Ok(redirect(&format!("/invoices/{beneficiary}/{id}")))
}

/// Issues, or shows what stands in the way.
pub async fn issue(ctx: Ctx, Path((beneficiary, id)): Key, Form(_): Form<Nothing>) -> WebResult<Response> {
    match actions::issue(&ctx, &beneficiary, &id, None).await {
        Ok(invoice) => Ok(redirect(&invoice.href())),
        Err(Error::Invalid(_)) => {
            let typed = views::Typed::default();
            Ok(unprocessable(show_with(&ctx, &beneficiary, &id, &typed, &Problems::default()).await?))
        }
        Err(error) => Err(error),
    }
}

/// Removes a draft.
pub async fn discard(ctx: Ctx, Path((beneficiary, id)): Key, Form(_): Form<Nothing>) -> WebResult<Response> {
    actions::discard(&ctx, &beneficiary, &id).await?;
    Ok(redirect("/invoices"))
}

/// Drafts the credit note, or gives the form back.
pub async fn credit(
    ctx: Ctx,
    Path((beneficiary, id)): Key,
    Form(form): Form<ReasonForm>,
) -> WebResult<Response> {
    match drafting::credit(&ctx, &beneficiary, &id, &form.reason).await {
        Ok(note) => Ok(redirect(&note.href())),
        Err(Error::Invalid(problems)) => {
            let typed = views::Typed { reason: form.reason, ..views::Typed::default() };
            Ok(unprocessable(show_with(&ctx, &beneficiary, &id, &typed, &problems).await?))
        }
        Err(error) => Err(error),
    }
}

/// Drafts the credit note that lowers one line, or gives the form back.
pub async fn reduce(
    ctx: Ctx,
    Path((beneficiary, id)): Key,
    Form(form): Form<ReductionForm>,
) -> WebResult<Response> {
    match drafting::reduce_line(&ctx, &beneficiary, &id, &form).await {
        Ok(note) => Ok(redirect(&note.href())),
        Err(Error::Invalid(problems)) => {
            let typed = views::Typed { reduction: Some(form), ..views::Typed::default() };
            Ok(unprocessable(show_with(&ctx, &beneficiary, &id, &typed, &problems).await?))
        }
        Err(error) => Err(error),
    }
}

/// Back to the draft after an objection, or the form again.
pub(crate) async fn after_objection(
    ctx: &Ctx,
    (beneficiary, id): (&BeneficiaryId, &InvoiceId),
    done: Result<(), Error>,
    form: ObjectionForm,
) -> WebResult<Response> {
    match done {
        Ok(()) => Ok(redirect(&format!("/invoices/{beneficiary}/{id}"))),
        Err(Error::Invalid(problems)) => {
            let typed = views::Typed { objection: Some(form), ..views::Typed::default() };
            Ok(unprocessable(show_with(ctx, beneficiary, id, &typed, &problems).await?))
        }
        Err(error) => Err(error),
    }
}

/// One of the three files of an issued invoice.
pub async fn file(
    ctx: Ctx,
    Path((beneficiary, id, format)): Path<(BeneficiaryId, InvoiceId, FileFormat)>,
) -> WebResult<Response> {
    ctx.require(Permission::InvoiceRead)?;
    let (name, bytes) = actions::file(&ctx, &beneficiary, &id, format).await?;
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
