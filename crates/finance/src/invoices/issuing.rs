//! From an approved invoice to the facts of its electronic form: parties, routing data, notes, dates.

use super::{Invoice, InvoiceKind, rules::DOCUMENT_LANG};
use crate::einvoice::{
    BilledPeriod, BillingFramework, Buyer, EarlierInvoice, InvoiceFacts, InvoiceKind as FactsKind, Notes,
    PartyFacts, Payment, Seller, rules,
};
use jiff::{Span, civil::Date};
use kernel::{Cents, Text};
use people::organisations::Organisation;
use platform::Problems;

/// What an issue states beside the invoice itself.
pub struct Parties<'a> {
    /// Who claims.
    pub seller: &'a Organisation,
    /// Who owes.
    pub buyer: &'a Organisation,
}

/// The number of an invoice: `FA-PMPB-2024-0001`. The series belongs to one beneficiary and one year, so that
/// nobody can count another's invoices from its own.
pub fn number(kind: InvoiceKind, code: &str, year: i16, sequence: i64) -> String {
    format!("{}-{code}-{year}-{sequence:04}", kind.prefix())
}

/// Name of the counter of a series.
pub fn series(kind: InvoiceKind, year: i16) -> String {
    format!("{}-{year}", kind.prefix())
}

/// The facts of the electronic form. What is missing names the field of the organisation to fill in (R2.5).
pub fn facts(
    invoice: &Invoice,
    parties: &Parties<'_>,
    number: &str,
    today: Date,
    earlier: Option<EarlierInvoice>,
) -> Result<InvoiceFacts, Problems> {
    let mut problems = Problems::default();
    let seller = party(parties.seller, &mut problems);
    let buyer = party(parties.buyer, &mut problems);
    let routing = &parties.buyer.routing;
    if routing.needs_service_code && routing.service_code.is_none() {
        problems.add("service_code", missing(parties.buyer, Text::new("invoice-missing-service-code")));
    }
    if routing.needs_commitment_number && routing.commitment_number.is_none() {
        problems
            .add("commitment_number", missing(parties.buyer, Text::new("invoice-missing-commitment-number")));
    }
    match (seller, buyer) {
        (Some(seller), Some(buyer)) if problems.0.is_empty() => {
            let mut facts = assemble(invoice, number, today, (seller, buyer), parties);
            facts.earlier_invoice = earlier;
            Ok(facts)
        }
        _ => Err(problems),
    }
}

fn missing(organisation: &Organisation, text: Text) -> Text {
    text.with("organisation", &organisation.name)
}

fn party(organisation: &Organisation, problems: &mut Problems) -> Option<PartyFacts> {
    let address = &organisation.address;
    let mut lines = address.street.lines().map(str::trim).filter(|line| !line.is_empty());
    let street = lines.next().unwrap_or_default().to_owned();
    let complement: Vec<&str> = lines.collect();
    if street.is_empty() || address.postal_code.is_empty() || address.city.is_empty() {
        problems.add("street", missing(organisation, Text::new("invoice-missing-address")));
    }
    let Some(siret) = organisation.siret.clone() else {
        problems.add("siret", missing(organisation, Text::new("invoice-missing-siret")));
        return None;
    };
    let electronic_address = organisation.routing.electronic_address.clone();
    Some(PartyFacts {
        name: organisation.name.clone(),
        electronic_address: electronic_address.unwrap_or_else(|| siret.as_str().to_owned()),
        siret,
        street,
        complement: (!complement.is_empty()).then(|| complement.join(", ")),
        post_code: address.postal_code.clone(),
        city: address.city.clone(),
        country: "FR".to_owned(),
    })
}

fn assemble(
    invoice: &Invoice,
    number: &str,
    today: Date,
    (seller, buyer): (PartyFacts, PartyFacts),
    parties: &Parties<'_>,
) -> InvoiceFacts {
    let content = &invoice.content;
    let is_credit = invoice.kind == InvoiceKind::CreditNote;
    let due = today.checked_add(Span::new().days(content.payment_days)).ok().filter(|_| !is_credit);
    let days = [("days", content.payment_days)];
    let lang = DOCUMENT_LANG;
    let terms = if is_credit { lang.t("invoice-terms-credit") } else { lang.with("invoice-terms", &days) };
    InvoiceFacts {
        kind: if is_credit { FactsKind::CreditNote } else { FactsKind::Invoice },
        number: number.to_owned(),
        issue_date: today,
        due_date: due,
        period: Some(BilledPeriod { from: content.from, to: content.to }),
        framework: BillingFramework::S1,
        seller: Seller {
            party: seller,
            vat_number: parties.seller.vat_number.clone(),
            contact: None,
            mail: None,
            phone: None,
        },
        buyer: buyer_of(buyer, parties.buyer),
        agreement_number: Some(content.agreement.clone()),
        earlier_invoice: None,
        lines: content.lines.clone(),
        vat: rules::vat_breakdown(&content.lines),
        totals: rules::totals(&content.lines, Cents::ZERO),
        notes: Notes {
            recovery_indemnity: lang.t("invoice-note-recovery"),
            late_payment_penalty: lang.t("invoice-note-penalty"),
            discount: lang.t("invoice-note-discount"),
            other: if is_credit { vec![invoice.reason.clone()] } else { vec![] },
        },
        payment: payment(parties.seller, number),
        payment_terms: Some(terms),
    }
}

/// How to pay: on the account of the claimant's accountant, quoting the number. Nothing while no account is known.
fn payment(seller: &Organisation, number: &str) -> Option<Payment> {
    Some(Payment {
        iban: seller.iban.clone()?,
        bic: seller.bic.clone(),
        holder: None,
        reference: Some(number.to_owned()),
    })
}

fn buyer_of(party: PartyFacts, organisation: &Organisation) -> Buyer {
    let routing = organisation.routing.clone();
    Buyer {
        party,
        vat_number: organisation.vat_number.clone(),
        service_code: routing.service_code,
        commitment_number: routing.commitment_number,
        needs_service_code: routing.needs_service_code,
        needs_commitment_number: routing.needs_commitment_number,
    }
}
