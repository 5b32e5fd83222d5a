//! Reading what the charges of a year are computed from. The rules decide; nothing is decided here.

use super::{
    AnnexedOffer, Answer, Billed, ChargeKey, EquipmentShare, Facts, Objection, Overrun, Roamed, Settled,
    store,
};
use crate::{
    invoices::{self, Draft, Invoice, InvoiceKind, InvoiceState},
    terms::{self, Ruled},
};
use agreements::document::{AgreementDocument, Destination};
use estate::{
    equipment_requests,
    telephony::{
        call_records::Class,
        quotas::{self, Decision},
        trips,
    },
};
use jiff::civil::{Date, date};
use kernel::{Cents, id::BeneficiaryId};
use platform::{Error, Result, db::Tx};

/// The facts of a year, with the core block as a draft of its own when it can be computed.
pub(super) struct Gathered {
    pub(super) facts: Facts,
    pub(super) core: Option<Draft>,
    /// Every invoice and credit note of the year.
    pub(super) documents: Vec<Invoice>,
    /// Every objection to charges of the year.
    pub(super) objections: Vec<Objection>,
}

/// Reads the facts of a year. `apart` is a draft that is left out: the one whose lines are compared.
pub(super) async fn gather(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    year: i16,
    ruled: &Ruled,
    apart: Option<&Invoice>,
) -> Result<Gathered> {
    let documents = invoices::store::of_whole_year(tx, beneficiary, year).await?;
    let quoted = documents.iter().find(|one| {
        let is_live =
            one.kind == InvoiceKind::Invoice && one.state == InvoiceState::Issued && !one.is_cancelled();
        is_live && one.census.is_some()
    });
    let quoted = quoted.and_then(|one| one.census.clone());
    let core = invoices::drafting::compute(tx, beneficiary, year, &ruled.terms, quoted.as_ref()).await;
    let core = match core {
        Ok(draft) => Ok(draft),
        Err(Error::Refused(why)) => Err(why),
        Err(error) => return Err(error),
    };
    let told = core.as_ref().map_err(Clone::clone).map(|draft| {
        let stories = draft.explanations.chunks(2);
        let stories = stories.map(|pair| pair.iter().map(|one| one.explanation.clone()).collect());
        draft.content.lines.iter().cloned().zip(stories).collect()
    });
    let objections = store::objections(tx, beneficiary, year).await?;
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    let facts = Facts {
        beneficiary: beneficiary.clone(),
        code: ruled.document.beneficiary.code.clone(),
        year,
        core_offer: (ruled.terms.core.code.clone(), ruled.terms.core.name.clone()),
        core: told,
        proration: ruled.terms.proration,
        annexed: annexed(ruled, last),
        units: store::units(tx, beneficiary, year).await?,
        overruns: overruns(tx, beneficiary, year, &ruled.document).await?,
        roaming: roaming(tx, beneficiary, (first, last)).await?,
        telephony_vat: ruled.now.telephony.extra_vat.as_ref().and_then(|vat| dated(vat, last)),
        equipment: equipment(tx, beneficiary, (first, last)).await?,
        equipment_vat: ruled.now.equipment.share_vat.as_ref().and_then(|vat| dated(vat, last)),
        settled: settled(&objections),
        billed: billed(&documents, apart),
    };
    Ok(Gathered { facts, core: core.ok(), documents, objections })
}

/// A VAT status once it is decided and holds in the year (R2.16).
fn dated(vat: &agreements::document::Vat, last: Date) -> Option<crate::einvoice::VatStatus> {
    terms::vat(vat).filter(|_| vat.from.is_none_or(|from| from <= last))
}

/// The optional services that the agreement states as subscribed, within its own days.
fn annexed(ruled: &Ruled, last: Date) -> Vec<AnnexedOffer> {
    let terms = &ruled.terms;
    let offers = ruled.document.offers.iter().filter(|offer| offer.needs_core);
    let subscribed = offers.filter_map(|offer| Some((offer, offer.subscribed_from?)));
    let told = subscribed.filter_map(|(offer, from)| {
        let from = from.max(terms.first_day);
        let until = offer.subscribed_until.map_or(terms.last_day, |day| day.min(terms.last_day));
        let vat = ruled.now.offer(&offer.code).unwrap_or(offer);
        (from <= until).then(|| AnnexedOffer {
            code: offer.code.clone(),
            name: offer.name.clone(),
            unit: offer.billing_unit.clone(),
            unit_price: offer.unit_price.map(|price| price.0),
            subscribed: (from, until),
            vat: dated(&vat.vat, last),
        })
    });
    told.collect()
}

/// The overruns that somebody decided to bill, with the price of their class.
async fn overruns(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    year: i16,
    document: &AgreementDocument,
) -> Result<Vec<Overrun>> {
    let decided = quotas::store::decisions(tx, beneficiary, i64::from(year)).await?;
    let billed = decided.into_iter().filter(|one| one.decision == Decision::Bill && one.minutes > one.quota);
    let priced = billed.map(|one| {
        let tariffs = &document.telephony.tariffs;
        let tariff = tariffs.iter().find(|tariff| class_of(tariff.destination) == one.class);
        Overrun {
            class: (one.class.as_str().to_owned(), one.class.label_key()),
            minutes: one.minutes,
            quota: one.quota,
            reason: one.reason,
            price: tariff.map(|tariff| tariff.price_per_minute.0.clone()),
        }
    });
    Ok(priced.collect())
}

fn class_of(destination: Destination) -> Class {
    match destination {
        Destination::FixedFr => Class::FixedFr,
        Destination::MobileFr => Class::MobileFr,
        Destination::SharedCost => Class::SharedCost,
        Destination::Premium => Class::Premium,
        Destination::Overseas => Class::Overseas,
        Destination::International => Class::International,
        Destination::Satellite => Class::Satellite,
    }
}

/// Charges beside plans, each with the trip of its line on its day.
async fn roaming(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (first, last): (Date, Date),
) -> Result<Vec<Roamed>> {
    let charges = trips::store::charged(tx, beneficiary, first, last).await?;
    let mut lines: Vec<String> = charges.iter().map(|charge| charge.line.clone()).collect();
    lines.sort();
    lines.dedup();
    let trips =
        if lines.is_empty() { vec![] } else { trips::store::of_lines(tx, &lines, first, last).await? };
    let matched = charges.into_iter().map(|charge| {
        let (standing, trip) = trips::rules::matched(&charge, &trips);
        Roamed {
            id: charge.id.to_string(),
            number: charge.number.clone(),
            on: charge.charged_on,
            country: charge.country.clone(),
            what: charge.kind.label_key(),
            amount: charge.amount,
            traveller: trip.map(|trip| trip.traveller.clone()),
            standing: standing.label_key(),
        }
    });
    Ok(matched.collect())
}

/// Shares of what was delivered in the year.
async fn equipment(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (first, last): (Date, Date),
) -> Result<Vec<EquipmentShare>> {
    let delivered = equipment_requests::store::delivered(tx, beneficiary, first, last).await?;
    let shares = delivered.into_iter().filter_map(|one| {
        Some(EquipmentShare {
            id: one.key.id.to_string(),
            reference: one.reference(),
            share: one.share?,
            delivered_on: one.delivered_on?,
            title: one.title,
        })
    });
    Ok(shares.collect())
}

/// What was agreed to last on each line.
fn settled(objections: &[Objection]) -> Vec<Settled> {
    let mut settled: Vec<Settled> = vec![];
    for one in objections {
        let Some(answered) = one.answer.as_ref().filter(|one| one.answer == Answer::Accepted) else {
            continue;
        };
        let Some(quantity) = answered.quantity.clone() else { continue };
        settled.retain(|known| known.key != one.key);
        settled.push(Settled { key: one.key.clone(), quantity, href: one.href() });
    }
    settled
}

/// Every line of the documents of a year, but for the one set apart.
fn billed(documents: &[Invoice], apart: Option<&Invoice>) -> Vec<Billed> {
    let others = documents.iter().filter(|one| apart.is_none_or(|apart| apart.id != one.id));
    let lines = others.flat_map(|document| {
        let corrected = document.credited().unwrap_or(&document.id).clone();
        let number = document.issue.as_ref().map(|issue| issue.number.clone());
        document.keys().into_iter().zip(&document.content.lines).map(move |(key, line): (ChargeKey, _)| {
            Billed {
                key,
                invoice: corrected.clone(),
                document: (document.href(), number.clone()),
                net: document.signed(line.net),
                is_issued: document.state == InvoiceState::Issued,
                vat: line.vat.clone(),
                name: line.name.clone(),
            }
        })
    });
    lines.collect::<Vec<_>>()
}

/// The amount of the lines of a draft by charge.
pub(super) fn by_key(invoice: &Invoice) -> Vec<(ChargeKey, Cents)> {
    let mut sums: Vec<(ChargeKey, Cents)> = vec![];
    for (key, line) in invoice.keys().into_iter().zip(&invoice.content.lines) {
        match sums.iter_mut().find(|(known, _)| *known == key) {
            Some((_, net)) => *net = *net + line.net,
            None => sums.push((key, line.net)),
        }
    }
    sums
}
