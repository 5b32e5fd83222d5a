//! Accepting proposals: lines into drafts of invoices, amounts given back into drafts of credit notes.

use super::{checked_year, held};
use crate::{
    charges::{
        AcceptForm, ChargeKey, ChargeKind, Charges, Proposal,
        gather::{self, Gathered, by_key},
        rules,
    },
    einvoice::LineFacts,
    invoices::{
        self, Content, Draft, ExplainedFigure, Invoice, InvoiceId, InvoiceKind, InvoiceState, drafting,
        rules::DOCUMENT_LANG, store::NewInvoice,
    },
    reach,
    terms::{self, Ruled},
};
use jiff::civil::date;
use kernel::{Cents, Figure, Permission, Text, id::BeneficiaryId};
use platform::{Ctx, Error, Result, db::Tx};
use std::collections::BTreeMap;

/// The offer of an invoice that holds charges beside the core block's invoice.
const CHARGES: &str = "CHARGES";

/// Accepts proposals: lines join the draft of the year that may hold them, or a new one; what is outside the scope of VAT goes
/// to a draft of its own (R2.17); each invoice to be lowered gets a draft of a credit note. Gives the drafts.
pub async fn accept(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    year: i16,
    form: &AcceptForm,
) -> Result<Vec<Invoice>> {
    ctx.require(Permission::InvoiceDraft)?;
    checked_year(year)?;
    reach::within(ctx, beneficiary)?;
    let unknown = || Error::invalid("lines", Text::new("charge-error-lines"));
    let mut keys = vec![];
    for typed in &form.lines {
        keys.push(typed.parse::<ChargeKey>().map_err(|_| unknown())?);
    }
    if keys.is_empty() {
        return Err(unknown());
    }
    let ruled = terms::ruled(ctx, beneficiary, year).await?;
    let mut tx = ctx.begin().await?;
    let (_, charges) = held(&mut tx, (beneficiary, year), &ruled, None).await?;
    let all_proposed =
        keys.iter().all(|key| charges.charges.iter().any(|one| one.key == *key && one.proposal.is_some()));
    if !all_proposed {
        return Err(Error::invalid("lines", Text::new("charge-error-stale")));
    }
    let drafts = draft(&mut tx, ctx, (beneficiary, year), &ruled, &keys).await?;
    tx.commit().await?;
    Ok(drafts)
}

/// The lines of the core block and its yearly price, once they can be computed.
pub(crate) type CoreLines = Option<(Vec<LineFacts>, Figure)>;

/// Accepts every proposal of a year within a transaction; gives the drafts, the charges as they were before, and the core.
pub(crate) async fn accept_all(
    tx: &mut Tx,
    ctx: &Ctx,
    (beneficiary, year): (&BeneficiaryId, i16),
    ruled: &Ruled,
) -> Result<(Vec<Invoice>, Charges, CoreLines)> {
    let (found, charges) = held(tx, (beneficiary, year), ruled, None).await?;
    let proposed = charges.charges.iter().filter(|one| one.proposal.is_some());
    let keys: Vec<ChargeKey> = proposed.map(|one| one.key.clone()).collect();
    let drafts = draft(tx, ctx, (beneficiary, year), ruled, &keys).await?;
    let core = found.core.map(|core| {
        let price = core.explanations.first().map_or(Figure::NoData, |one| one.figure.clone());
        (core.content.lines, price)
    });
    Ok((drafts, charges, core))
}

async fn draft(
    tx: &mut Tx,
    ctx: &Ctx,
    whose: (&BeneficiaryId, i16),
    ruled: &Ruled,
    keys: &[ChargeKey],
) -> Result<Vec<Invoice>> {
    let (found, charges) = held(tx, whose, ruled, None).await?;
    let mut groups: BTreeMap<bool, Vec<ChargeKey>> = BTreeMap::new();
    let mut lowered: BTreeMap<InvoiceId, Vec<(ChargeKey, Cents)>> = BTreeMap::new();
    for charge in charges.charges.iter().filter(|one| keys.contains(&one.key)) {
        match &charge.proposal {
            Some(Proposal::Bill { lines }) => {
                let is_apart = lines.first().is_some_and(|line| rules::apart(&line.vat));
                groups.entry(is_apart).or_default().push(charge.key.clone());
            }
            Some(Proposal::Reduce { of }) => {
                for (invoice, amount) in of {
                    lowered.entry(invoice.clone()).or_default().push((charge.key.clone(), *amount));
                }
            }
            None => {}
        }
    }
    let mut drafts = vec![];
    for (is_apart, keys) in groups {
        let open = found.documents.iter().find(|one| is_open(one, is_apart));
        drafts.extend(redraft(tx, ctx, whose, ruled, (open, &keys)).await?);
    }
    let reason = DOCUMENT_LANG.t("charge-reduction-reason");
    for (invoice, lines) in lowered {
        drafts.push(drafting::reduce_in(tx, ctx, (whose.0, &invoice), &lines, &reason).await?);
    }
    Ok(drafts)
}

/// Whether more lines may join a document: a draft of charges of the same kind of VAT, that nobody approved.
fn is_open(document: &Invoice, is_apart: bool) -> bool {
    let same = document.content.lines.first().is_some_and(|line| rules::apart(&line.vat) == is_apart);
    document.kind == InvoiceKind::Invoice
        && document.state == InvoiceState::Draft
        && document.is_of_charges()
        && same
}

/// Makes a draft of some charges, or makes one again with more of them. Nothing when none is due any more: the draft goes.
pub(super) async fn redraft(
    tx: &mut Tx,
    ctx: &Ctx,
    whose: (&BeneficiaryId, i16),
    ruled: &Ruled,
    (open, keys): (Option<&Invoice>, &[ChargeKey]),
) -> Result<Option<Invoice>> {
    let (found, charges) = held(tx, whose, ruled, open).await?;
    let mut keys = keys.to_vec();
    keys.extend(open.map(Invoice::keys).unwrap_or_default());
    let Some(draft) = compose(ruled, &found, &charges, (&keys, whose.1)) else {
        if let Some(open) = open {
            invoices::actions::drop_draft(tx, ctx, open).await?;
        }
        return Ok(None);
    };
    let (offer, round) = series(&found, open, &draft.content.keys, ruled);
    let draft = Draft { offer, ..draft };
    let id = open.map_or_else(|| ctx.id(), |open| open.id.clone());
    let new = NewInvoice {
        beneficiary: whose.0,
        id: &id,
        kind: InvoiceKind::Invoice,
        round,
        draft: &draft,
        corrects: None,
        reason: "",
    };
    Ok(Some(drafting::keep(tx, ctx, &new, "invoice.drafted").await?))
}

/// The draft of some charges as they are proposed.
fn compose(
    ruled: &Ruled,
    found: &Gathered,
    charges: &Charges,
    (keys, year): (&[ChargeKey], i16),
) -> Option<Draft> {
    let (mut lines, mut line_keys, mut explanations): (Vec<LineFacts>, Vec<ChargeKey>, Vec<ExplainedFigure>) =
        (vec![], vec![], vec![]);
    for charge in charges.charges.iter().filter(|one| keys.contains(&one.key)) {
        let Some(Proposal::Bill { lines: proposed }) = &charge.proposal else { continue };
        line_keys.extend(std::iter::repeat_n(charge.key.clone(), proposed.len()));
        lines.extend(proposed.iter().cloned());
        explanations.push(ExplainedFigure {
            title: Text::new("charge-line-title").with("name", &charge.name),
            figure: Figure::Money(charge.to_bill),
            explanation: charge.explanation.clone(),
        });
    }
    if lines.is_empty() {
        return None;
    }
    explanations.push(invoices::rules::total(&lines));
    let core = found.core.as_ref().filter(|_| line_keys.iter().any(|key| key.kind == ChargeKind::Core));
    let terms = &ruled.terms;
    Some(Draft {
        year,
        offer: CHARGES.to_owned(),
        object: DOCUMENT_LANG.with("charge-object", &[("year", year.to_string())]),
        content: Content {
            lines,
            from: date(year, 1, 1).max(terms.first_day),
            to: date(year, 12, 31).min(terms.last_day),
            agreement: terms.reference.clone(),
            payment_days: terms.payment_days,
            keys: line_keys,
        },
        explanations,
        census: core.and_then(|core| core.census.clone()),
        revisions: core.map(|core| core.revisions.clone()).unwrap_or_default(),
    })
}

/// The offer and the round of a draft: the core's own when it is the first live invoice of it, so that the yearly invoice of
/// the core is found where it always is.
fn series(found: &Gathered, open: Option<&Invoice>, keys: &[ChargeKey], ruled: &Ruled) -> (String, i64) {
    let core = ruled.terms.core.code.as_str();
    let others = || {
        let others = found.documents.iter().filter(|one| one.kind == InvoiceKind::Invoice);
        others.filter(|one| open.is_none_or(|open| open.id != one.id))
    };
    let is_taken = others().any(|one| one.offer == core && !one.is_cancelled());
    let holds_core = keys.iter().any(|key| key.kind == ChargeKind::Core);
    let offer = if holds_core && !is_taken { core } else { CHARGES };
    let round = match open {
        Some(open) if open.offer == offer => open.round,
        _ => others().filter(|one| one.offer == offer).map(|one| one.round + 1).max().unwrap_or(0),
    };
    (offer.to_owned(), round)
}

/// Whether the lines of a draft are still what is proposed without it.
pub(crate) async fn is_up_to_date(tx: &mut Tx, invoice: &Invoice, ruled: &Ruled) -> Result<bool> {
    let found = gather::gather(tx, &invoice.beneficiary, invoice.year, ruled, Some(invoice)).await?;
    let charges = rules::charges(&found.facts);
    let keys = invoice.keys();
    let holds = |key: &ChargeKey| {
        let charge = charges.charges.iter().find(|one| one.key == *key);
        let Some(Proposal::Bill { lines }) = charge.and_then(|one| one.proposal.as_ref()) else {
            return false;
        };
        let mine = keys.iter().zip(&invoice.content.lines).filter(|(known, _)| *known == key);
        mine.map(|(_, line)| line).eq(lines.iter())
    };
    Ok(by_key(invoice).iter().all(|(key, _)| holds(key)))
}
