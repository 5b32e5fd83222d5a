//! Approving what was looked at, and issuing all of it. Numbers and files are those of the usual way of issuing, each document
//! in a transaction of its own: a crash leaves nothing half made.

use super::{jobs, place, refusal};
use crate::{
    billing_runs::{ApproveForm, BillingRun, BillingRunId, RunInvoice, RunState, store},
    invoices::{self, InvoiceState},
};
use kernel::{Permission, Text, id::BeneficiaryId};
use people::{
    Organisation,
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Result, db::OnUnique as _};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Approves the drafts of some beneficiaries, or of every one without an anomaly. Gives how many documents were approved; why
/// one could not be stands beside its beneficiary.
pub async fn approve(ctx: &Ctx, id: &BillingRunId, form: &ApproveForm) -> Result<usize> {
    ctx.require(Permission::InvoiceApprove)?;
    let mut tx = ctx.read().await?;
    let run = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if run.is_running() {
        return Err(Error::refused("billing-error-busy"));
    }
    let mut chosen: BTreeSet<String> = form.beneficiaries.iter().cloned().collect();
    if form.all == "sound" {
        let items = store::items(&mut tx, id).await?.into_iter();
        chosen
            .extend(items.filter(|item| item.anomalies.is_empty()).map(|item| item.beneficiary.to_string()));
    }
    if chosen.is_empty() {
        return Err(Error::invalid("beneficiaries", Text::new("billing-error-nobody")));
    }
    let documents = store::documents(&mut tx, id, None).await?;
    drop(tx);
    let is_chosen =
        |one: &&RunInvoice| chosen.contains(one.beneficiary.as_str()) && one.state == InvoiceState::Draft;
    let mut approved = 0;
    let mut refused: BTreeMap<&BeneficiaryId, Option<Text>> = BTreeMap::new();
    for document in documents.iter().filter(is_chosen) {
        let why = match invoices::actions::approve(ctx, &document.beneficiary, &document.id).await {
            Ok(()) => None,
            Err(error) => Some(refusal(error)?),
        };
        approved += usize::from(why.is_none());
        let told = refused.entry(&document.beneficiary).or_default();
        *told = told.take().or(why);
    }
    let mut tx = ctx.begin().await?;
    for (beneficiary, why) in refused {
        store::trouble(&mut tx, id, beneficiary, why.as_ref()).await?;
    }
    let entry = Entry::new("billing_run.approve", None, "billing_run", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"beneficiaries": chosen.len(), "documents": approved}))).await?;
    tx.commit().await?;
    Ok(approved)
}

/// Begins to issue what was approved. A run that was stopped goes on.
pub async fn issue(ctx: &Ctx, id: &BillingRunId) -> Result<BillingRun> {
    ctx.require(Permission::InvoiceIssue)?;
    let mut tx = ctx.begin().await?;
    let run = store::hold(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if run.is_running() {
        return Err(Error::refused("billing-error-busy"));
    }
    let documents = store::documents(&mut tx, id, None).await?;
    let approved = documents.iter().filter(|one| one.state == InvoiceState::Approved).count();
    if approved == 0 {
        return Err(Error::refused("billing-error-nothing"));
    }
    let bodies = organisations::store::beneficiaries(&mut tx).await?.len();
    let total = i64::try_from(bodies).unwrap_or(i64::MAX);
    store::enter(&mut tx, id, (RunState::Issuing, total))
        .await
        .on_unique("billing_run_year_key", Error::refused("billing-error-busy"))?;
    let entry = Entry::new("billing_run.issue", None, "billing_run", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"documents": approved}))).await?;
    jobs::ask(&mut tx, ctx, id).await?;
    let run = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(run)
}

/// Issues what was approved of one beneficiary, then says that it is done. Between both a crash costs nothing: a document
/// issued under the run's key is found again as it is.
pub(super) async fn issue_of(ctx: &Ctx, run: &BillingRun, body: &Organisation) -> Result<bool> {
    let documents = store::documents(&mut ctx.read().await?, &run.id, Some(&body.id)).await?;
    let key = format!("billing-run-{}", run.id);
    let (mut why, mut tried) = (None, false);
    for document in documents.iter().filter(|one| one.state == InvoiceState::Approved) {
        tried = true;
        if let Err(error) = invoices::actions::issue(ctx, &body.id, &document.id, Some(&key)).await {
            why = Some(refusal(error)?);
        }
    }
    let mut tx = ctx.begin().await?;
    let (name, id) = place(body);
    if store::advance(&mut tx, run, (&name, &id)).await? == 0 {
        return Ok(false);
    }
    if tried {
        store::trouble(&mut tx, &run.id, &body.id, why.as_ref()).await?;
    }
    tx.commit().await?;
    Ok(true)
}
