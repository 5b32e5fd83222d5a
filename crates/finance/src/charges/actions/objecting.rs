//! Showing a draft to the beneficiary, its objections, and the answers.

use super::{WORDS, accepting::redraft, quantity};
use crate::{
    charges::{Answer, AnswerForm, Answered, Objection, ObjectionForm, ObjectionId, store},
    invoices::{self, Invoice, InvoiceId, InvoiceKind, InvoiceState},
    reach, terms,
};
use kernel::{Permission, Text, id::BeneficiaryId};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result, typed::needed};
use serde_json::json;

/// Shows a draft to the beneficiary, so that it may object before anything is issued.
pub async fn submit(ctx: &Ctx, beneficiary: &BeneficiaryId, id: &InvoiceId) -> Result<()> {
    ctx.require(Permission::InvoiceDraft)?;
    let mut tx = ctx.begin().await?;
    let invoice = invoices::store::lock(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    if invoice.state == InvoiceState::Issued {
        return Err(Error::refused("invoice-issued-before"));
    }
    if invoice.kind != InvoiceKind::Invoice {
        return Err(Error::refused("invoice-not-submittable"));
    }
    if invoice.submitted.is_some() {
        return Err(Error::refused("invoice-submitted-before"));
    }
    invoices::store::submit(&mut tx, ctx, &invoice).await?;
    let entry = Entry::new("invoice.submitted", Some(beneficiary), "invoice", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"net": invoice.net, "gross": invoice.gross, "message": id})))
        .await?;
    Ok(tx.commit().await?)
}

/// Objects to a line of a draft that was shown. One objection to a line at a time.
pub async fn object(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    id: &InvoiceId,
    form: &ObjectionForm,
) -> Result<Objection> {
    ctx.require(Permission::ChargeObject)?;
    let mut problems = Problems::default();
    needed(&mut problems, "reason", &form.reason, WORDS);
    let mut tx = ctx.begin().await?;
    let invoice = invoices::store::lock(&mut tx, beneficiary, id).await?;
    let invoice = invoice.filter(|one| one.submitted.is_some() || one.state == InvoiceState::Issued);
    let invoice = invoice.ok_or(Error::NotFound)?;
    if invoice.state == InvoiceState::Issued {
        return Err(Error::refused("objection-late"));
    }
    let keys = invoice.keys();
    let line = keys.into_iter().zip(&invoice.content.lines).find(|(key, _)| key.to_string() == form.line);
    let Some((key, line)) = line.filter(|_| problems.0.is_empty()) else {
        if problems.0.is_empty() {
            problems.add("line", Text::new("objection-error-line"));
        }
        return Err(Error::Invalid(problems));
    };
    let objection = Objection {
        beneficiary: beneficiary.clone(),
        id: ctx.id(),
        invoice: id.clone(),
        key,
        line: line.clone(),
        reason: form.reason.trim().to_owned(),
        by: ctx.actor.name.clone(),
        at: ctx.now(),
        answer: None,
    };
    // The draft is held: nobody objects to it meanwhile.
    if store::is_open(&mut tx, &objection).await? {
        return Err(Error::refused("objection-open"));
    }
    store::insert_objection(&mut tx, &objection).await?;
    // Whoever answers it does so on the page of the year's charges.
    let detail = json!({"invoice": id, "line": objection.key.to_string(), "net": objection.line.net,
        "message": objection.key.period.to_string()});
    let entry = Entry::new("charge.objected", Some(beneficiary), "charge_objection", objection.id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(objection)
}

/// Answers an objection, once. Accepted, the line takes the quantity agreed to, now and in every computation to come; zero
/// drops it. A draft that was approved is to be approved again.
pub async fn answer(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    id: &ObjectionId,
    form: &AnswerForm,
) -> Result<()> {
    ctx.require(Permission::InvoiceDraft)?;
    reach::within(ctx, beneficiary)?;
    let mut tx = ctx.read().await?;
    let seen = store::objection(&mut tx, beneficiary, id.as_str()).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let answered = read_answer(ctx, &seen, form)?;
    let ruled = terms::ruled(ctx, beneficiary, seen.key.period).await?;
    let mut tx = ctx.begin().await?;
    // Drafts are held before objections, as everywhere.
    let draft = invoices::store::lock(&mut tx, beneficiary, &seen.invoice).await?;
    let objection = store::hold_objection(&mut tx, beneficiary, id.as_str()).await?.ok_or(Error::NotFound)?;
    if objection.answer.is_some() {
        return Err(Error::refused("objection-answered"));
    }
    store::answer(&mut tx, ctx, &objection, &answered).await?;
    let draft: Option<Invoice> = draft.filter(|one| one.state != InvoiceState::Issued);
    let mut shown = seen.invoice.clone();
    if let Some(draft) = draft.filter(|_| answered.answer == Answer::Accepted) {
        let whose = (beneficiary, draft.year);
        let again = redraft(&mut tx, ctx, whose, &ruled, (Some(&draft), &[])).await?;
        if let Some(again) = again {
            invoices::store::submit(&mut tx, ctx, &again).await?;
            shown = again.id;
        }
    }
    let detail = json!({"answer": answered.answer, "quantity": answered.quantity, "reason": answered.reason,
        "message": shown});
    let entry = Entry::new("charge.answered", Some(beneficiary), "charge_objection", id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}

fn read_answer(ctx: &Ctx, seen: &Objection, form: &AnswerForm) -> Result<Answered> {
    let mut problems = Problems::default();
    let answer = Answer::parse(&form.answer);
    if answer.is_none() {
        problems.add("answer", Text::new("web-error-choice"));
    }
    needed(&mut problems, "reason", &form.reason, WORDS);
    let agreed = match answer {
        Some(Answer::Accepted) => quantity(&mut problems, "quantity", &form.quantity),
        _ => None,
    };
    if agreed.as_ref().is_some_and(|agreed| *agreed == seen.line.quantity) {
        problems.add("quantity", Text::new("objection-error-same"));
    }
    match answer {
        Some(answer) if problems.0.is_empty() => Ok(Answered {
            answer,
            quantity: agreed,
            reason: form.reason.trim().to_owned(),
            by: ctx.actor.name.clone(),
            at: ctx.now(),
        }),
        _ => Err(Error::Invalid(problems)),
    }
}
