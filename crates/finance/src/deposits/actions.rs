//! Asking for a deposit, handing it over, asking what became of it.

use super::{
    Deposit, DepositState,
    client::{Fault, Flow, Found, Portal, Report},
    rules::{self, Next},
    store,
};
use crate::{
    collection::{self, ReceivableKey},
    invoices::{self, EventKind, FileFormat, InvoiceId, store::NewEvent},
    reach,
};
use kernel::{Permission, Text};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

/// Asks for the deposit of an issued invoice or credit note. The same file is deposited once: only what was refused or given up may be
/// asked for again.
pub async fn ask(ctx: &Ctx, key: &ReceivableKey) -> Result<()> {
    ctx.require(Permission::InvoiceIssue)?;
    if !ctx.platform.settings.chorus_pro.is_on() {
        return Err(Error::refused("deposit-error-off"));
    }
    let mut tx = ctx.begin().await?;
    let invoice = invoices::store::lock(&mut tx, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)?;
    let issue = invoice.issue.as_ref().ok_or_else(|| Error::refused("invoice-not-issued"))?;
    refuse_ended(invoice.last_event)?;
    // Without an account, the portal refuses: its «mode de paiement» is mandatory.
    if issue.facts.payment.is_none() {
        return Err(Error::refused("deposit-error-account"));
    }
    let files = invoices::store::files(&mut tx, &key.beneficiary, &key.id).await?;
    let file = files.into_iter().find(|file| file.format == FileFormat::Pdf).ok_or(Error::NotFound)?;
    let deposit = Deposit {
        beneficiary: key.beneficiary.clone(),
        id: ctx.id(),
        invoice: key.id.clone(),
        digest: file.digest,
        file_name: FileFormat::Pdf.file_name(&issue.number),
        state: DepositState::Waiting,
        flow_number: String::new(),
        portal_state: String::new(),
        reason: String::new(),
        attempts: 0,
        next_at: Some(ctx.now()),
        sent_at: None,
        asked_at: ctx.now(),
        asked_by: ctx.actor.name.clone(),
        ended_at: None,
    };
    store::insert(&mut tx, ctx, &deposit)
        .await
        .on_unique("portal_deposit_beneficiary_id_digest_key", Error::refused("deposit-error-twice"))?;
    noted(&mut tx, ctx, &deposit, "invoice.deposit").await?;
    Ok(tx.commit().await?)
}

fn refuse_ended(last: Option<EventKind>) -> Result<()> {
    match last {
        Some(EventKind::Paid | EventKind::CancelledByCreditNote) => {
            Err(Error::Refused(Text::new("deposit-error-over")))
        }
        _ => Ok(()),
    }
}

/// Looks at every deposit that is due: hands over, seeks, asks. Safe to run any number of times, by several processes.
pub async fn follow(ctx: &Ctx) -> Result<()> {
    if !ctx.platform.settings.chorus_pro.is_on() {
        return Ok(());
    }
    let mut look = ctx.read().await?;
    let due = store::due(&mut look, ctx.now()).await?;
    drop(look);
    if due.is_empty() {
        return Ok(());
    }
    let portal = Portal::open(ctx).await;
    for one in due {
        step(ctx, portal.as_ref(), &one).await?;
    }
    Ok(())
}

/// What the portal answered to the question that a deposit asks now.
enum Answered {
    HandedOver(Result<Flow, Fault>),
    Sought(Result<Option<Found>, Fault>),
    Reported(Result<Report, Fault>),
    Followed(Result<Option<Found>, Fault>),
}

/// Takes a deposit, says or asks what is to be said or asked, and writes down what came of it. Before a file leaves, it is written down
/// that nobody knows whether it arrived.
async fn step(ctx: &Ctx, portal: Result<&Portal<'_>, &Fault>, due: &Deposit) -> Result<()> {
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    let Some(one) = store::hold(&mut tx, &due.beneficiary, &due.id).await? else { return Ok(()) };
    // Somebody was quicker.
    if one.next_at != due.next_at || one.state != due.state {
        return Ok(());
    }
    let was = one.state;
    let held = match was {
        DepositState::Waiting => rules::taken(one, now),
        _ => Deposit { next_at: Some(now + rules::LEASE), ..one },
    };
    store::update(&mut tx, &held).await?;
    tx.commit().await?;
    let answer = answer(ctx, portal, was, &held).await?;
    ended(ctx, held, answer).await
}

async fn answer(
    ctx: &Ctx,
    portal: Result<&Portal<'_>, &Fault>,
    was: DepositState,
    one: &Deposit,
) -> Result<Answered> {
    let number = one.file_name.trim_end_matches(".pdf");
    Ok(match (was, portal) {
        (DepositState::Waiting, Err(fault)) => Answered::HandedOver(Err(fault.clone())),
        (DepositState::Waiting, Ok(portal)) => {
            let file = ctx.platform.files.get(&one.digest).await?;
            Answered::HandedOver(portal.deposit(&one.file_name, &file).await)
        }
        (DepositState::Uncertain, Err(fault)) => Answered::Sought(Err(fault.clone())),
        (DepositState::Uncertain, Ok(portal)) => Answered::Sought(portal.find(number, "").await),
        (DepositState::Received, Err(fault)) => Answered::Reported(Err(fault.clone())),
        (DepositState::Received, Ok(portal)) => Answered::Reported(portal.report(&one.flow_number).await),
        (_, Err(fault)) => Answered::Followed(Err(fault.clone())),
        (_, Ok(portal)) => Answered::Followed(portal.find(number, &one.flow_number).await),
    })
}

async fn ended(ctx: &Ctx, held: Deposit, answer: Answered) -> Result<()> {
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    let key = held.receivable();
    let invoice = invoices::store::lock(&mut tx, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)?;
    let last = invoice.last_event.unwrap_or(EventKind::Issued);
    let was = held.state;
    let Next { deposit, event } = match answer {
        Answered::HandedOver(answer) => rules::handed_over(held, answer, now),
        Answered::Sought(answer) => rules::sought(held, answer, now),
        Answered::Reported(answer) => rules::reported(held, answer, now),
        Answered::Followed(answer) => rules::followed(held, last, answer, now),
    };
    store::update(&mut tx, &deposit).await?;
    if deposit.state != was {
        noted(&mut tx, ctx, &deposit, "invoice.deposit_state").await?;
    }
    if let Some((kind, why)) = event {
        moved(&mut tx, ctx, (&key.id, last), &deposit, (kind, &why)).await?;
    }
    Ok(tx.commit().await?)
}

/// The invoice moves as the portal says, unless it went further meanwhile: money that was received is not unsaid.
async fn moved(
    tx: &mut Tx,
    ctx: &Ctx,
    (invoice, last): (&InvoiceId, EventKind),
    deposit: &Deposit,
    (kind, why): (EventKind, &str),
) -> Result<()> {
    if !invoices::rules::may_follow(last, kind) {
        return Ok(());
    }
    let reference = if deposit.flow_number.is_empty() { &deposit.file_name } else { &deposit.flow_number };
    let event = NewEvent { invoice, kind, on: reach::today(ctx), reference, note: why };
    collection::actions::happened(tx, ctx, &deposit.receivable(), &event).await
}

async fn noted(tx: &mut Tx, ctx: &Ctx, deposit: &Deposit, action: &'static str) -> Result<()> {
    let entry = Entry::new(action, Some(&deposit.beneficiary), "invoice", deposit.invoice.as_str());
    let detail = json!({"deposit": deposit.id, "digest": deposit.digest, "state": deposit.state,
        "flow": deposit.flow_number, "reason": deposit.reason});
    record(tx, ctx, entry.detail(detail)).await
}
