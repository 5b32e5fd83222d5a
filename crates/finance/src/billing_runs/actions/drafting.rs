//! The drafts of one beneficiary of a run, with what is out of the ordinary.

use super::{place, refusal};
use crate::{
    billing_runs::{Anomaly, AnomalyKind, BillingRun, Item, rules, store},
    charges::{self, ChargeKind},
    invoices::{self, Invoice, InvoiceKind, InvoiceState},
    revisions,
    terms::{self, Ruled},
};
use kernel::{Cents, Figure, Text, id::BeneficiaryId};
use people::Organisation;
use platform::{Ctx, Error, Result, db::Tx};

/// Drafts what is proposed to one beneficiary, all or nothing, and says what to look at. Gives whether the run moved: not when
/// another worker was quicker, and then nothing was written.
pub(super) async fn draft(ctx: &Ctx, run: &BillingRun, body: &Organisation) -> Result<bool> {
    let ruled = match terms::ruled(ctx, &body.id, run.year).await {
        Ok(ruled) => ruled,
        Err(Error::Refused(why)) => return without(ctx, run, body, AnomalyKind::NoAgreement, why).await,
        Err(error) => return Err(error),
    };
    let mut tx = ctx.begin().await?;
    // Taken first: two workers never draft the same beneficiary.
    let (name, id) = place(body);
    if store::advance(&mut tx, run, (&name, &id)).await? == 0 {
        return Ok(false);
    }
    match found(&mut tx, ctx, run, body, &ruled).await {
        Ok((item, documents)) => {
            let ids: Vec<_> = documents.into_iter().map(|one| one.id).collect();
            store::put(&mut tx, &run.id, &item, &ids).await?;
            tx.commit().await?;
            Ok(true)
        }
        // Nothing of it is kept but the reason.
        Err(error) => {
            let why = refusal(error)?;
            drop(tx);
            without(ctx, run, body, AnomalyKind::Held, why).await
        }
    }
}

async fn without(
    ctx: &Ctx,
    run: &BillingRun,
    body: &Organisation,
    kind: AnomalyKind,
    text: Text,
) -> Result<bool> {
    let mut tx = ctx.begin().await?;
    let (name, id) = place(body);
    if store::advance(&mut tx, run, (&name, &id)).await? == 0 {
        return Ok(false);
    }
    let item = Item { anomalies: vec![Anomaly { kind, text }], ..empty(body) };
    store::put(&mut tx, &run.id, &item, &[]).await?;
    tx.commit().await?;
    Ok(true)
}

fn empty(body: &Organisation) -> Item {
    Item {
        beneficiary: body.id.clone(),
        name: body.name.clone(),
        anomalies: vec![],
        agents: 0,
        price: None,
        net: Cents::ZERO,
        vat: Cents::ZERO,
        gross: Cents::ZERO,
        blocks: vec![],
        trouble: None,
    }
}

/// Accepts every proposal, then looks at all that waits for that beneficiary and year.
async fn found(
    tx: &mut Tx,
    ctx: &Ctx,
    run: &BillingRun,
    body: &Organisation,
    ruled: &Ruled,
) -> Result<(Item, Vec<Invoice>)> {
    let whose = (&body.id, run.year);
    let (_, charges, core) = charges::actions::accept_all(tx, ctx, whose, ruled).await?;
    let year = invoices::store::of_whole_year(tx, &body.id, run.year).await?;
    let waiting: Vec<Invoice> = year.into_iter().filter(|one| one.state != InvoiceState::Issued).collect();
    let (mut obstacles, mut objections) = (vec![], 0);
    for one in &waiting {
        for text in invoices::actions::obstacles(tx, ctx, one).await? {
            if !obstacles.contains(&text) {
                obstacles.push(text);
            }
        }
        objections += charges::store::open_objections(tx, &body.id, &one.id).await?;
    }
    let agents = core.as_ref().and_then(|(lines, _)| lines.first()?.quantity.to_integer_i64());
    let price = core.as_ref().and_then(|(_, price)| match price {
        Figure::Money(price) => Some(*price),
        _ => None,
    });
    let anomalies = rules::anomalies(&rules::Seen {
        charges: &charges,
        agents,
        initial_prices: (ruled.terms.initial_price, started(tx, &body.id, run.year).await?),
        before: before(tx, &body.id, run.year - 1).await?,
        obstacles,
        open_objections: usize::try_from(objections).unwrap_or(usize::MAX),
        jump_percent: run.jump_percent,
    });
    let blocks = rules::blocks(&charges);
    let sum = |of: fn(&Invoice) -> Cents| waiting.iter().map(|one| one.signed(of(one))).sum();
    let item = Item {
        anomalies,
        agents: agents.unwrap_or_default(),
        price,
        net: blocks.iter().map(|(_, net)| *net).sum(),
        vat: sum(|one| one.vat),
        gross: sum(|one| one.gross),
        blocks,
        ..empty(body)
    };
    Ok((item, waiting))
}

/// The initial price that the approved revision of a year started from.
async fn started(tx: &mut Tx, beneficiary: &BeneficiaryId, year: i16) -> Result<Option<Cents>> {
    let revision = revisions::store::approved(tx, beneficiary, year).await?;
    Ok(revision.map(|revision| revision.terms.initial_price))
}

/// What was billed for the year before.
async fn before(tx: &mut Tx, beneficiary: &BeneficiaryId, year: i16) -> Result<rules::Before> {
    let all = invoices::store::of_whole_year(tx, beneficiary, year).await?;
    let issued: Vec<&Invoice> = all.iter().filter(|one| one.state == InvoiceState::Issued).collect();
    let net: Cents = issued.iter().map(|one| one.signed(one.net)).sum();
    let live = issued.iter().filter(|one| one.kind == InvoiceKind::Invoice && !one.is_cancelled());
    let mut agents = live.rev().filter_map(|one| {
        let keys = one.keys();
        let core = keys.iter().zip(&one.content.lines).find(|(key, _)| key.kind == ChargeKind::Core);
        core.and_then(|(_, line)| line.quantity.to_integer_i64())
    });
    Ok(rules::Before { agents: agents.next(), net: (net > Cents::ZERO).then_some(net) })
}
