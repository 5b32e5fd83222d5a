//! From the facts to the semantic model of EN 16931.

use super::{
    BillingFramework, Buyer, EInvoiceError, InvoiceFacts, InvoiceKind, LineFacts, Notes, PartyFacts, Payment,
    Problem, Seller, Totals, VatAmount, VatStatus, rules,
};
use en16931::{
    Identifier, Invoice, InvoiceAmount, InvoiceLine, InvoiceNote, Percentage, Quantity, UnitPriceAmount,
    Validated,
    invoice::{
        Code, Contact, CreditTransfer, DocumentTotals, Item, Party, PaymentInstructions, PaymentMeans,
        Period, PostalAddress, PrecedingInvoice, PriceDetails, VatBreakdown,
    },
    profiles::En16931,
};
use en16931_formats::Written;
use jiff::civil::Date;
use kernel::{Cents, Exact, Text};
use rust_decimal::Decimal;
use std::fmt::Display;

/// An invoice proved right: by our own exact rules, then by those of EN 16931. The only way to a file.
#[derive(Clone, Debug)]
pub struct EInvoice {
    pub(super) proof: Validated<En16931>,
}

impl EInvoice {
    /// Checks the facts. All problems are listed at once.
    pub fn new(facts: &InvoiceFacts) -> Result<Self, EInvoiceError> {
        let problems = rules::check(facts);
        if !problems.is_empty() {
            return Err(EInvoiceError::Problems(problems));
        }
        let invoice = model(facts).map_err(|problem| EInvoiceError::Problems(vec![problem]))?;
        let proof = Validated::new(invoice).map_err(|rejected| {
            let findings = rejected.report().fatal().map(|finding| {
                let (rule, path) = (finding.rule.as_str(), finding.path.to_string());
                let text = Text::new("einvoice-norm-rule").with("rule", rule).with("term", &path);
                Problem::new(path, rule, text)
            });
            EInvoiceError::Problems(findings.collect())
        })?;
        Ok(Self { proof })
    }
}

/// A document that says everything the model says, or an error.
pub(super) fn complete(format: &'static str, written: Written) -> Result<String, EInvoiceError> {
    let lost: Vec<String> =
        written.entries.iter().filter(|entry| entry.is_loss()).map(ToString::to_string).collect();
    if lost.is_empty() {
        Ok(written.xml)
    } else {
        Err(EInvoiceError::Lossy { format, detail: lost.join("; ") })
    }
}

fn unreadable(term: &str, value: impl Display) -> Problem {
    Problem::new(term, "R2.13", Text::new("einvoice-unreadable").with("term", term).with("value", value))
}

fn model(facts: &InvoiceFacts) -> Result<Invoice, Problem> {
    let out_of_scope = facts.lines.iter().any(|line| matches!(line.vat, VatStatus::OutOfScope { .. }));
    let type_code = match facts.kind {
        InvoiceKind::Invoice => "380",
        InvoiceKind::CreditNote => "381",
    };
    let mut builder = Invoice::builder(
        "urn:cen.eu:en16931:2017",
        facts.number.as_str(),
        date("BT-2", facts.issue_date)?,
        type_code,
        "EUR",
    )
    .business_process(match facts.framework {
        BillingFramework::S1 => "S1",
        BillingFramework::S2 => "S2",
        BillingFramework::S4 => "S4",
    })
    .seller(seller(&facts.seller, out_of_scope)?)
    .buyer(buyer(&facts.buyer, out_of_scope)?)
    .totals(totals(facts.totals));
    if facts.kind == InvoiceKind::CreditNote {
        builder = builder.credit_note();
    }
    for note in notes(&facts.notes) {
        builder = builder.note(note);
    }
    for (index, facts) in facts.lines.iter().enumerate() {
        builder = builder.line(line(index, facts)?);
    }
    for vat in &facts.vat {
        builder = builder.vat_breakdown(breakdown(vat)?);
    }
    let mut invoice = builder.build();
    references(facts, &mut invoice)?;
    invoice.payment_terms.clone_from(&facts.payment_terms);
    invoice.payment = facts.payment.as_ref().map(payment);
    Ok(invoice)
}

/// Dates and documents the invoice refers to.
fn references(facts: &InvoiceFacts, invoice: &mut Invoice) -> Result<(), Problem> {
    invoice.due_date = facts.due_date.map(|day| date("BT-9", day)).transpose()?;
    invoice.invoicing_period = match facts.period {
        Some(period) => {
            Some(Period { start: Some(date("BT-73", period.from)?), end: Some(date("BT-74", period.to)?) })
        }
        None => None,
    };
    invoice.buyer_reference.clone_from(&facts.buyer.service_code);
    let reference = |text: &Option<String>| text.as_deref().map(en16931::DocumentReference::new);
    invoice.purchase_order_reference = reference(&facts.buyer.commitment_number);
    invoice.contract_reference = reference(&facts.agreement_number);
    if let Some(earlier) = &facts.earlier_invoice {
        invoice.preceding_invoices = vec![PrecedingInvoice {
            reference: en16931::DocumentReference::new(earlier.number.as_str()),
            issue_date: Some(date("BT-26", earlier.date)?),
        }];
    }
    Ok(())
}

fn date(term: &str, day: Date) -> Result<en16931::Date, Problem> {
    en16931::Date::parse(&day.to_string()).map_err(|_| unreadable(term, day))
}

fn decimal(term: &str, number: &Exact) -> Result<Decimal, Problem> {
    number.to_string().parse().map_err(|_| unreadable(term, number))
}

fn amount(cents: Cents) -> InvoiceAmount {
    InvoiceAmount::from_minor_units(cents.0)
}

fn party(facts: &PartyFacts) -> Result<Party, Problem> {
    let country = facts.country.as_str();
    let mut address = PostalAddress::new(&facts.street, &facts.city, &facts.post_code, country)
        .map_err(|_| unreadable("BT-40", country))?;
    address.line2.clone_from(&facts.complement);
    let mut party = Party::new(facts.name.as_str(), address)
        .with_electronic_address(Identifier::schemed(facts.electronic_address.as_str(), "0225"));
    party.identifiers = vec![Identifier::schemed(facts.siret.as_str(), "0009")];
    party.legal_registration = Some(Identifier::schemed(facts.siret.siren().as_str(), "0002"));
    Ok(party)
}

fn seller(facts: &Seller, out_of_scope: bool) -> Result<Party, Problem> {
    let mut seller = party(&facts.party)?;
    seller.vat_identifier = facts.vat_number.clone().filter(|_| !out_of_scope);
    seller.contact =
        Contact { name: facts.contact.clone(), phone: facts.phone.clone(), email: facts.mail.clone() };
    Ok(seller)
}

fn buyer(facts: &Buyer, out_of_scope: bool) -> Result<Party, Problem> {
    let mut buyer = party(&facts.party)?;
    buyer.vat_identifier = facts.vat_number.clone().filter(|_| !out_of_scope);
    Ok(buyer)
}

fn notes(facts: &Notes) -> Vec<InvoiceNote> {
    let coded =
        [("PMT", &facts.recovery_indemnity), ("PMD", &facts.late_payment_penalty), ("AAB", &facts.discount)];
    let coded = coded.into_iter().map(|(code, text)| InvoiceNote::new(text.as_str()).with_subject(code));
    coded.chain(facts.other.iter().map(|text| InvoiceNote::new(text.as_str()))).collect()
}

fn line(index: usize, facts: &LineFacts) -> Result<InvoiceLine, Problem> {
    let term = |term: &str| format!("BG-25[{}]/{term}", index + 1);
    let quantity = Quantity::new(decimal(&term("BT-129"), &facts.quantity)?);
    let price = UnitPriceAmount::new(decimal(&term("BT-146"), &facts.unit_price)?);
    let rate = percentage(&term("BT-152"), &facts.vat)?;
    let line = InvoiceLine::new(
        (index + 1).to_string(),
        facts.name.as_str(),
        quantity,
        facts.unit_code.as_str(),
        amount(facts.net),
        facts.vat.category(),
        rate,
    );
    let item = Item { description: facts.description.clone(), ..line.item.clone() };
    Ok(line.with_price(PriceDetails { net_price: price, ..PriceDetails::default() }).with_item(item))
}

fn percentage(term: &str, status: &VatStatus) -> Result<Option<Percentage>, Problem> {
    let rate = status.rate().map(|rate| decimal(term, &rate)).transpose()?;
    Ok(rate.map(Percentage::new))
}

fn breakdown(vat: &VatAmount) -> Result<VatBreakdown, Problem> {
    let exemption = vat.status.exemption();
    Ok(VatBreakdown {
        taxable_amount: amount(vat.basis),
        tax_amount: amount(vat.amount),
        category: Code::new(vat.status.category()),
        rate: percentage("BT-119", &vat.status)?,
        exemption_reason: exemption.map(|(_, mention)| mention.to_owned()),
        exemption_reason_code: exemption.map(|(code, _)| Code::new(code)),
    })
}

fn totals(totals: Totals) -> DocumentTotals {
    DocumentTotals {
        line_total: amount(totals.net),
        taxable_total: amount(totals.net),
        vat_total: Some(amount(totals.vat)),
        gross_total: amount(totals.gross),
        paid: (totals.paid != Cents::ZERO).then(|| amount(totals.paid)),
        due: amount(totals.due),
        ..DocumentTotals::default()
    }
}

fn payment(facts: &Payment) -> PaymentInstructions {
    PaymentInstructions {
        means_code: Some(Code::new("30")),
        remittance_information: facts.reference.clone(),
        means: Some(PaymentMeans::CreditTransfer(vec![CreditTransfer {
            account_identifier: Some(facts.iban.split_whitespace().collect()),
            account_name: facts.holder.clone(),
            provider_identifier: facts.bic.clone(),
        }])),
        ..PaymentInstructions::default()
    }
}
