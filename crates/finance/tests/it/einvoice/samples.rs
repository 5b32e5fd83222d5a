//! Invented invoices, one for each VAT case, and a credit note. The referee of `tests/einvoice` gets the same ones.

use finance::einvoice::{
    BilledPeriod, BillingFramework, Buyer, EarlierInvoice, InvoiceFacts, InvoiceKind, LineFacts, Notes,
    PartyFacts, Payment, Presentation, Seller, Totals, VatStatus, rules,
};
use finance::revision::{Formula, IndexPair, IndexValue, Revised, RoundingReading, rules::revise};
use jiff::civil::date;
use kernel::{Cents, Exact};
use platform::{documents::ExplanationBlock, i18n::Lang};

/// An invented establishment of the seller.
pub(crate) const SELLER_SIRET: &str = "12345678200010";
/// An invented establishment of the buyer.
pub(crate) const BUYER_SIRET: &str = "98765432400019";

fn number(text: &str) -> Exact {
    Exact::parse(text).unwrap()
}

fn party(name: &str, siret: &str, address: &str, street: &str) -> PartyFacts {
    PartyFacts {
        name: name.into(),
        siret: siret.parse().unwrap(),
        electronic_address: address.into(),
        street: street.into(),
        complement: Some("Direction du numérique".into()),
        post_code: "64000".into(),
        city: "Pau".into(),
        country: "FR".into(),
    }
}

fn seller() -> Seller {
    Seller {
        party: party(
            "Communauté d’agglomération des Rives",
            SELLER_SIRET,
            "123456782_FACTURES",
            "2 bis place de la Halle",
        ),
        vat_number: Some("FR11123456782".into()),
        contact: Some("Service facturation".into()),
        mail: Some("facturation@rives.example".into()),
        phone: Some("05 59 00 00 00".into()),
    }
}

fn buyer() -> Buyer {
    Buyer {
        party: party("Pôle métropolitain des Gaves", BUYER_SIRET, "987654324", "14 avenue de la Gare"),
        vat_number: None,
        service_code: Some("NUM".into()),
        commitment_number: Some("ENG-2024-00318".into()),
        needs_service_code: true,
        needs_commitment_number: true,
    }
}

pub(crate) fn line(name: &str, quantity: &str, unit_price: &str, vat: &VatStatus) -> LineFacts {
    let (quantity, unit_price) = (number(quantity), number(unit_price));
    LineFacts {
        name: name.into(),
        description: Some("Recensement du 31 décembre 2023".into()),
        net: rules::line_net(&quantity, &unit_price),
        quantity,
        unit_code: "IE".into(),
        unit_label: "agent".into(),
        unit_price,
        vat: vat.clone(),
    }
}

/// Sets lines with the amounts that follow from them.
pub(crate) fn billed(mut facts: InvoiceFacts, lines: Vec<LineFacts>) -> InvoiceFacts {
    facts.vat = rules::vat_breakdown(&lines);
    facts.totals = rules::totals(&lines, facts.totals.paid);
    facts.lines = lines;
    facts
}

pub(crate) fn base(invoice_number: &str) -> InvoiceFacts {
    InvoiceFacts {
        kind: InvoiceKind::Invoice,
        number: invoice_number.into(),
        issue_date: date(2024, 7, 8),
        due_date: Some(date(2024, 8, 7)),
        period: Some(BilledPeriod { from: date(2024, 1, 1), to: date(2024, 12, 31) }),
        framework: BillingFramework::S1,
        seller: seller(),
        buyer: buyer(),
        agreement_number: Some("CC-2022-01".into()),
        earlier_invoice: None,
        lines: vec![],
        vat: vec![],
        totals: Totals::default(),
        notes: Notes {
            recovery_indemnity: "Indemnité forfaitaire pour frais de recouvrement : 40 €.".into(),
            late_payment_penalty: "Intérêts moratoires au taux de la Banque centrale européenne majoré de \
                                   huit points."
                .into(),
            discount: "Pas d’escompte pour paiement anticipé.".into(),
            other: vec![],
        },
        payment: Some(Payment {
            iban: "FR7630001007941234567890185".into(),
            bic: Some("BDFEFRPPCCT".into()),
            holder: Some("Trésorerie des Rives".into()),
            reference: Some(invoice_number.into()),
        }),
        payment_terms: Some("Paiement à 30 jours.".into()),
    }
}

/// 42 agents at a price, 20 % VAT (R2.15).
pub(crate) fn with_price(price: &str) -> InvoiceFacts {
    let vat = VatStatus::Taxable { rate: number("20") };
    billed(
        base("FA-2024-0007"),
        vec![line("Bloc socle : réseau, hébergement, téléphonie", "42", price, &vat)],
    )
}

/// Taxable.
pub(crate) fn taxable() -> InvoiceFacts {
    with_price("1101.45")
}

/// Two rates, a price of 6 decimals and a quantity of 4.
pub(crate) fn two_rates() -> InvoiceFacts {
    let (normal, reduced) =
        (VatStatus::Taxable { rate: number("20") }, VatStatus::Taxable { rate: number("5.5") });
    let lines = vec![
        line("Bloc socle, du 15 septembre au 31 décembre", "10", "325.908493", &normal),
        line("Assistance aux projets", "12.3456", "71.111111", &normal),
        line("Fournitures de formation", "3", "33.335", &reduced),
    ];
    billed(base("FA-2024-0008"), lines)
}

/// Exempt: services of a cost-sharing group.
pub(crate) fn exempt() -> InvoiceFacts {
    let vat = VatStatus::Exempt {
        vatex: "VATEX-EU-132-1F".into(),
        legal_mention: "Exonération de TVA, article 261 B du code général des impôts".into(),
    };
    billed(base("FA-2024-0009"), vec![line("Bloc socle", "42", "1101.45", &vat)])
}

/// Outside the scope of VAT.
pub(crate) fn out_of_scope() -> InvoiceFacts {
    let vat = VatStatus::OutOfScope {
        vatex: "VATEX-EU-O".into(),
        legal_mention: "Hors du champ d’application de la TVA, article 256 B du code général des impôts"
            .into(),
    };
    billed(base("FA-2024-0010"), vec![line("Bloc socle", "42", "1101.45", &vat)])
}

pub(crate) fn credits(facts: InvoiceFacts, credit_number: &str) -> InvoiceFacts {
    InvoiceFacts {
        kind: InvoiceKind::CreditNote,
        earlier_invoice: Some(EarlierInvoice { number: facts.number, date: facts.issue_date }),
        number: credit_number.into(),
        issue_date: date(2024, 9, 2),
        due_date: None,
        payment_terms: Some("Avoir à déduire du prochain règlement.".into()),
        ..facts
    }
}

/// A credit note of the taxable invoice.
pub(crate) fn credit_note() -> InvoiceFacts {
    credits(taxable(), "AV-2024-0001")
}

/// Already paid.
fn paid() -> InvoiceFacts {
    let mut facts = taxable();
    facts.number = "FA-2024-0011".into();
    facts.framework = BillingFramework::S2;
    facts.due_date = Some(date(2024, 7, 1));
    facts.totals = rules::totals(&facts.lines, facts.totals.gross);
    facts
}

/// Every sample under a file name.
pub(crate) fn all() -> Vec<(&'static str, InvoiceFacts)> {
    vec![
        ("taxable", taxable()),
        ("two-rates", two_rates()),
        ("exempt", exempt()),
        ("out-of-scope", out_of_scope()),
        ("paid", paid()),
        ("credit-note", credit_note()),
        ("credit-note-out-of-scope", credits(out_of_scope(), "AV-2024-0002")),
    ]
}

/// The page around the facts, with the charge explained.
pub(crate) fn presentation(facts: &InvoiceFacts, lang: Lang) -> Presentation {
    let month = |year, month, value| IndexValue::<Revised>::new(date(year, month, 1), number(value)).unwrap();
    let indices = IndexPair::of(&month(2022, 6, "284.7"), &month(2023, 3, "300.7"));
    let revised = revise(Cents(105_000), &indices, &Formula::founding(RoundingReading::B));
    let value = platform::i18n::figures::money(lang, revised.value.price);
    Presentation {
        lang,
        object: "Charge annuelle du bloc socle, année 2024".into(),
        created: "2024-07-08T08:00:00Z".parse().unwrap(),
        logo_svg: None,
        banner: (facts.totals.due == Cents::ZERO).then(|| "Facture acquittée".into()),
        // Explained where the line bills that price.
        explanations: if facts.lines[0].unit_price == revised.value.price.euros() {
            let title = "Prix unitaire révisé".into();
            vec![ExplanationBlock::new(lang, title, value, &revised.explanation)]
        } else {
            vec![]
        },
    }
}
