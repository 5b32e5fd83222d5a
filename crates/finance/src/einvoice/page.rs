//! The printed page of an invoice, made from the same facts as its electronic form.

use super::{InvoiceFacts, InvoiceKind, LineFacts, PartyFacts, Payment, VatAmount, VatStatus};
use jiff::Timestamp;
use kernel::{Cents, Exact, Rounding};
use platform::{
    documents::{
        self, DocumentHead, ExplanationBlock, InvoiceDocument, InvoiceDocumentLine, InvoiceTotals,
        LabelledValue, PartyBlock, VatRow,
    },
    i18n::{Lang, figures},
};

/// What the page shows beside the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presentation {
    /// Language of the page.
    pub lang: Lang,
    /// What is billed, in one sentence.
    pub object: String,
    /// Creation date written in the file: the instant of issue.
    pub created: Timestamp,
    /// Logo of the seller, as SVG text.
    pub logo_svg: Option<String>,
    /// Banner across the first page: a draft says so.
    pub banner: Option<String>,
    /// How the figures came about, see [`ExplanationBlock::new`].
    pub explanations: Vec<ExplanationBlock>,
}

/// The document to hand to the renderer.
pub fn page(facts: &InvoiceFacts, shown: &Presentation) -> InvoiceDocument {
    let lang = shown.lang;
    let out_of_scope = facts.lines.iter().any(|line| matches!(line.vat, VatStatus::OutOfScope { .. }));
    let money = |amount: Cents| figures::money(lang, amount);
    let day = |date| figures::date(lang, date);
    InvoiceDocument {
        head: head(facts, shown, out_of_scope),
        kind: match facts.kind {
            InvoiceKind::Invoice => documents::InvoiceKind::Invoice,
            InvoiceKind::CreditNote => documents::InvoiceKind::CreditNote,
        },
        number: facts.number.clone(),
        issue_date: day(facts.issue_date),
        due_date: facts.due_date.map(day),
        period: facts
            .period
            .map(|p| lang.with("einvoice-period-shown", &[("from", day(p.from)), ("to", day(p.to))])),
        beneficiary: buyer(facts, lang, out_of_scope),
        object: shown.object.clone(),
        references: references(facts, lang),
        lines: facts.lines.iter().map(|line| line_row(line, lang)).collect(),
        vat: if out_of_scope { vec![] } else { facts.vat.iter().map(|vat| vat_row(vat, lang)).collect() },
        totals: InvoiceTotals {
            net: money(facts.totals.net),
            vat: (!out_of_scope).then(|| money(facts.totals.vat)),
            gross: money(facts.totals.gross),
            paid: (facts.totals.paid != Cents::ZERO).then(|| money(facts.totals.paid)),
            due: money(facts.totals.due),
        },
        legal_mentions: facts
            .vat
            .iter()
            .filter_map(|vat| Some(vat.status.exemption()?.1.to_owned()))
            .collect(),
        payment: account(facts, lang),
        payment_terms: terms(facts),
        carries_data: true,
        explanations: shown.explanations.clone(),
    }
}

fn head(facts: &InvoiceFacts, shown: &Presentation, out_of_scope: bool) -> DocumentHead {
    let lang = shown.lang;
    let seller = &facts.seller;
    let (title, subject) = match facts.kind {
        InvoiceKind::Invoice => ("einvoice-title-invoice", "einvoice-subject-invoice"),
        InvoiceKind::CreditNote => ("einvoice-title-credit-note", "einvoice-subject-credit-note"),
    };
    let args = [
        ("number", facts.number.clone()),
        ("seller", seller.party.name.clone()),
        ("date", figures::date(lang, facts.issue_date)),
        ("object", shown.object.clone()),
    ];
    let mut provider = party(&seller.party, lang);
    let vat_number = seller.vat_number.clone().filter(|_| !out_of_scope);
    provider.details.extend(labelled(lang, "einvoice-label-vat-number", vat_number));
    provider.details.extend(labelled(lang, "einvoice-label-contact", seller.contact.clone()));
    provider.details.extend(labelled(lang, "einvoice-label-mail", seller.mail.clone()));
    provider.details.extend(labelled(lang, "einvoice-label-phone", seller.phone.clone()));
    DocumentHead {
        lang,
        title: lang.with(title, &args),
        subject: lang.with(subject, &args),
        identity: format!("{} {}", seller.party.siret.as_str(), facts.number),
        created: shown.created,
        provider,
        logo_svg: shown.logo_svg.clone(),
        banner: shown.banner.clone(),
    }
}

fn labelled(lang: Lang, key: &str, value: Option<String>) -> Option<LabelledValue> {
    value.map(|value| LabelledValue { label: lang.t(key), value })
}

fn party(facts: &PartyFacts, lang: Lang) -> PartyBlock {
    let mut address = vec![facts.street.clone()];
    address.extend(facts.complement.clone());
    address.push(format!("{} {}", facts.post_code, facts.city));
    let siret = facts.siret.as_str();
    let grouped = [&siret[..3], &siret[3..6], &siret[6..9], &siret[9..]].join("\u{a0}");
    PartyBlock {
        name: facts.name.clone(),
        address,
        details: labelled(lang, "einvoice-label-siret", Some(grouped)).into_iter().collect(),
    }
}

fn buyer(facts: &InvoiceFacts, lang: Lang, out_of_scope: bool) -> PartyBlock {
    let mut block = party(&facts.buyer.party, lang);
    let vat_number = facts.buyer.vat_number.clone().filter(|_| !out_of_scope);
    block.details.extend(labelled(lang, "einvoice-label-vat-number", vat_number));
    let address = Some(facts.buyer.party.electronic_address.clone());
    block.details.extend(labelled(lang, "einvoice-label-electronic-address", address));
    block
}

fn references(facts: &InvoiceFacts, lang: Lang) -> Vec<LabelledValue> {
    let earlier = facts.earlier_invoice.as_ref().map(|earlier| {
        let args = [("number", earlier.number.clone()), ("date", figures::date(lang, earlier.date))];
        lang.with("einvoice-earlier-shown", &args)
    });
    [
        ("einvoice-label-commitment-number", facts.buyer.commitment_number.clone()),
        ("einvoice-label-service-code", facts.buyer.service_code.clone()),
        ("einvoice-label-agreement", facts.agreement_number.clone()),
        ("einvoice-label-framework", Some(format!("{:?}", facts.framework))),
        ("einvoice-label-earlier", earlier),
    ]
    .into_iter()
    .filter_map(|(key, value)| labelled(lang, key, value))
    .collect()
}

fn line_row(line: &LineFacts, lang: Lang) -> InvoiceDocumentLine {
    InvoiceDocumentLine {
        description: line.name.clone(),
        detail: line.description.clone(),
        quantity: figures::exact(lang, &line.quantity),
        unit: line.unit_label.clone(),
        unit_price: unit_price(&line.unit_price, lang),
        vat: rate(&line.vat, lang),
        net: figures::money(lang, line.net),
    }
}

/// A price with all its decimals, at least two.
fn unit_price(price: &Exact, lang: Lang) -> String {
    let cents = Cents::from_euros(price, Rounding::HalfUp);
    if cents.euros() == *price {
        return figures::money(lang, cents);
    }
    let digits = figures::exact(lang, price);
    match lang {
        Lang::Fr => format!("{digits}\u{a0}€"),
        Lang::En => format!("€{digits}"),
    }
}

fn rate(status: &VatStatus, lang: Lang) -> String {
    match status {
        VatStatus::Taxable { rate } => lang.with("einvoice-rate", &[("rate", figures::exact(lang, rate))]),
        VatStatus::Exempt { .. } => lang.t("einvoice-vat-exempt"),
        VatStatus::OutOfScope { .. } => lang.t("einvoice-vat-out-of-scope"),
    }
}

fn vat_row(vat: &VatAmount, lang: Lang) -> VatRow {
    let (category, percent) = match &vat.status {
        VatStatus::Taxable { rate } => ("einvoice-vat-taxable", rate.clone()),
        VatStatus::Exempt { .. } => ("einvoice-vat-exempt", Exact::zero()),
        VatStatus::OutOfScope { .. } => ("einvoice-vat-out-of-scope", Exact::zero()),
    };
    VatRow {
        category: lang.t(category),
        rate: lang.with("einvoice-rate", &[("rate", figures::exact(lang, &percent))]),
        basis: figures::money(lang, vat.basis),
        amount: figures::money(lang, vat.amount),
    }
}

/// Where to pay. A credit note says it to programs only, which ask for it (BT-81): nobody pays one.
fn account(facts: &InvoiceFacts, lang: Lang) -> Vec<LabelledValue> {
    let payment = facts.payment.as_ref().filter(|_| facts.kind == InvoiceKind::Invoice);
    payment.map(|payment| payment_rows(payment, lang)).unwrap_or_default()
}

fn payment_rows(payment: &Payment, lang: Lang) -> Vec<LabelledValue> {
    let compact: Vec<char> = payment.iban.chars().filter(|c| !c.is_whitespace()).collect();
    let iban: Vec<String> = compact.chunks(4).map(|group| group.iter().collect()).collect();
    [
        ("einvoice-label-means", Some(lang.t("einvoice-means-transfer"))),
        ("einvoice-label-holder", payment.holder.clone()),
        ("einvoice-label-iban", Some(iban.join("\u{a0}"))),
        ("einvoice-label-bic", payment.bic.clone()),
        ("einvoice-label-reference", payment.reference.clone()),
    ]
    .into_iter()
    .filter_map(|(key, value)| labelled(lang, key, value))
    .collect()
}

fn terms(facts: &InvoiceFacts) -> Vec<String> {
    let notes = &facts.notes;
    let said = [&notes.late_payment_penalty, &notes.recovery_indemnity, &notes.discount];
    let terms = facts.payment_terms.iter();
    terms.chain(said).chain(&notes.other).cloned().collect()
}
