//! Reading the file of a supplier: a Factur-X PDF, a CII or a UBL document. Bounded in size, depth and number of lines; a
//! document with a DTD, one that says a thing twice or one that cannot be read whole is refused with its reason.

use super::{Line, SupplierFacts, SupplierKind, Totals, VatGroup};
use en16931::{
    Invoice, InvoiceAmount, Percentage,
    invoice::{DocumentAllowanceCharge, DocumentKind, InvoiceLine, LineAllowanceCharge, Party},
};
use en16931_formats::{Read, Syntax, report::Kind, zugferd::Limits};
use jiff::civil::Date;
use kernel::{Cents, Exact, Siren, Siret, Text};

/// Largest file, in bytes.
pub const LARGEST_FILE: usize = 10 << 20;

/// Largest document inside a PDF, and largest XML file, in bytes once unpacked.
const LARGEST_XML: usize = 4 << 20;

/// Most objects of a PDF that are looked through.
const MOST_OBJECTS: usize = 5_000;

/// Most lines of an invoice.
const MOST_LINES: usize = 2_000;

/// Largest amount that is believed, in cents: ten billion euros.
const LARGEST_AMOUNT: u64 = 1_000_000_000_000;

/// Longest text that is kept, in characters; what is beyond is cut.
const LONGEST: usize = 500;

/// Type codes of money given back.
const CREDIT_CODES: [&str; 5] = ["81", "83", "381", "396", "532"];

/// What a file states, or why it is not taken.
pub fn read(bytes: &[u8]) -> Result<SupplierFacts, Text> {
    let is_pdf = bytes.starts_with(b"%PDF");
    let largest = if is_pdf { LARGEST_FILE } else { LARGEST_XML };
    if bytes.len() > largest {
        return Err(Text::new("supplier-error-large").with("limit", largest >> 20));
    }
    let limits = Limits::new().with_max_stream_bytes(LARGEST_XML).with_max_total_bytes(2 * LARGEST_XML);
    let read = en16931_formats::read_with(bytes, &limits.with_max_objects(MOST_OBJECTS))
        .map_err(|error| Text::new("supplier-error-unreadable").with("detail", error))?;
    let unclear = read.entries.iter().find(|entry| {
        matches!(entry.kind, Kind::Duplicate | Kind::Malformed | Kind::Unreadable | Kind::Ambiguous)
    });
    if let Some(entry) = unclear {
        let place = entry.term.as_deref().unwrap_or(&entry.path);
        return Err(Text::new("supplier-error-unclear").with("place", place).with("detail", &entry.message));
    }
    facts(&read, is_pdf)
}

fn facts(read: &Read, is_pdf: bool) -> Result<SupplierFacts, Text> {
    let invoice = &read.invoice;
    let needed = |term: &str| Text::new("supplier-error-missing").with("term", term);
    if invoice.currency.as_ref().is_none_or(|code| code.as_str() != "EUR") {
        return Err(Text::new("supplier-error-currency"));
    }
    if invoice.lines.len() > MOST_LINES {
        return Err(Text::new("supplier-error-lines").with("limit", MOST_LINES));
    }
    let number = cut(invoice.number.as_deref().unwrap_or_default());
    if number.is_empty() {
        return Err(needed("BT-1"));
    }
    let totals = totals(invoice)?;
    let has_lines = !invoice.lines.is_empty();
    let mut vat = vec![];
    for group in &invoice.vat_breakdown {
        vat.push(VatGroup {
            category: group.category.as_str().to_owned(),
            rate: rate(group.rate)?,
            basis: cents(group.taxable_amount)?,
            amount: cents(group.tax_amount)?,
        });
    }
    let mut facts = SupplierFacts {
        syntax: syntax(read.syntax, is_pdf).to_owned(),
        kind: kind(invoice),
        number,
        issued_on: invoice.issue_date.and_then(day).ok_or_else(|| needed("BT-2"))?,
        due_on: invoice.due_date.and_then(day),
        seller: seller(&invoice.seller).ok_or_else(|| needed("BT-30"))?,
        seller_name: cut(invoice.seller.name.as_deref().unwrap_or_default()),
        buyer: siren(&invoice.buyer),
        buyer_name: cut(invoice.buyer.name.as_deref().unwrap_or_default()),
        order: invoice.purchase_order_reference.as_ref().map(|one| cut(one.as_str())),
        contract: invoice.contract_reference.as_ref().map(|one| cut(one.as_str())),
        has_lines,
        lines: vec![],
        vat,
        totals,
    };
    facts.lines = lines(invoice, &facts)?;
    Ok(facts)
}

fn syntax(syntax: Syntax, is_pdf: bool) -> &'static str {
    match syntax {
        _ if is_pdf => "Factur-X",
        Syntax::Ubl => "UBL",
        _ => "CII",
    }
}

fn kind(invoice: &Invoice) -> SupplierKind {
    let code = invoice.type_code.as_ref().map(en16931::invoice::Code::as_str);
    let gives_back =
        invoice.kind == DocumentKind::CreditNote || code.is_some_and(|code| CREDIT_CODES.contains(&code));
    if gives_back { SupplierKind::CreditNote } else { SupplierKind::Invoice }
}

fn totals(invoice: &Invoice) -> Result<Totals, Text> {
    let stated = &invoice.totals;
    Ok(Totals {
        lines: cents(stated.line_total)?,
        allowances: maybe_cents(stated.allowance_total)?,
        charges: maybe_cents(stated.charge_total)?,
        net: cents(stated.taxable_total)?,
        vat: maybe_cents(stated.vat_total)?,
        gross: cents(stated.gross_total)?,
        paid: maybe_cents(stated.paid)?,
        rounding: maybe_cents(stated.rounding)?,
        due: cents(stated.due)?,
    })
}

/// The lines, then the allowances and charges of the document; without lines, one a rate of VAT.
fn lines(invoice: &Invoice, facts: &SupplierFacts) -> Result<Vec<Line>, Text> {
    if !facts.has_lines {
        let groups = facts.vat.iter().map(|group| whole(group.basis, &group.category, group.rate.clone()));
        let groups: Vec<Line> = groups.collect();
        let one = || vec![whole(facts.totals.net, "", Exact::zero())];
        return Ok(if groups.is_empty() { one() } else { groups });
    }
    let mut lines = vec![];
    for line in &invoice.lines {
        lines.push(read_line(line)?);
    }
    for (each, sign, name) in [(&invoice.allowances, -1, "Remise"), (&invoice.charges, 1, "Frais")] {
        for one in each {
            lines.push(document_line(one, sign, name)?);
        }
    }
    Ok(lines)
}

fn read_line(line: &InvoiceLine) -> Result<Line, Text> {
    let base = line.price.base_quantity.map_or_else(|| Ok(Exact::from(1)), |base| exact(&base))?;
    let read = Line {
        name: cut(line.item.name.as_deref().unwrap_or_default()),
        description: cut(line.item.description.as_deref().unwrap_or_default()),
        quantity: exact(&line.quantity)?,
        unit: line.unit_code.as_str().to_owned(),
        price: exact(&line.price.net_price)?,
        base: if base.is_zero() { Exact::from(1) } else { base },
        adjustment: sum(&line.charges)? - sum(&line.allowances)?,
        net: cents(line.net_amount)?,
        category: line.vat.category.as_str().to_owned(),
        rate: rate(line.vat.rate)?,
    };
    let product = &read.quantity * &read.price / &read.base;
    let largest = Exact::from(i64::try_from(LARGEST_AMOUNT).unwrap_or(i64::MAX));
    if product > largest || product < -largest {
        return Err(Text::new("supplier-error-amount"));
    }
    Ok(read)
}

fn sum(each: &[LineAllowanceCharge]) -> Result<Cents, Text> {
    each.iter().map(|one| cents(one.amount)).sum()
}

fn document_line(one: &DocumentAllowanceCharge, sign: i64, name: &str) -> Result<Line, Text> {
    let net = Cents(sign * cents(one.amount)?.0);
    let name = one.reason.as_deref().filter(|reason| !reason.trim().is_empty()).unwrap_or(name);
    Ok(Line { name: cut(name), ..whole(net, one.vat.category.as_str(), rate(one.vat.rate)?) })
}

/// A line that is an amount alone.
fn whole(net: Cents, category: &str, rate: Exact) -> Line {
    Line {
        name: String::new(),
        description: String::new(),
        quantity: Exact::from(1),
        unit: "C62".into(),
        price: net.euros(),
        base: Exact::from(1),
        adjustment: Cents::ZERO,
        net,
        category: category.to_owned(),
        rate,
    }
}

/// SIREN of a party: its legal identifier, or that of its establishment.
fn siren(party: &Party) -> Option<String> {
    let legal = party.legal_registration.iter().chain(&party.identifiers);
    let read = |text: &str| {
        let siren = text.parse::<Siren>().ok();
        siren.or_else(|| Some(text.parse::<Siret>().ok()?.siren())).map(|one| one.as_str().to_owned())
    };
    legal.map(en16931::Identifier::content).find_map(read)
}

/// Who claims: its SIREN, or its VAT number for a supplier of another country.
fn seller(party: &Party) -> Option<String> {
    let vat = || {
        let number: String = party.vat_identifier.as_deref()?.split_whitespace().collect();
        let french = number.strip_prefix("FR").and_then(|rest| rest.get(2..)?.parse::<Siren>().ok());
        Some(french.map_or(number, |siren| siren.as_str().to_owned()))
    };
    siren(party).or_else(vat).filter(|text| !text.is_empty() && text.chars().count() <= 20)
}

fn day(date: en16931::Date) -> Option<Date> {
    let year = i16::try_from(date.year()).ok().filter(|year| (2000..=2099).contains(year))?;
    Date::new(year, i8::try_from(date.month()).ok()?, i8::try_from(date.day()).ok()?).ok()
}

/// An amount, when it is one that a supplier may claim: so no sum of them is ever out of range.
fn cents(amount: InvoiceAmount) -> Result<Cents, Text> {
    let cents = Cents(amount.to_minor_units());
    if cents.0.unsigned_abs() > LARGEST_AMOUNT { Err(Text::new("supplier-error-amount")) } else { Ok(cents) }
}

fn maybe_cents(amount: Option<InvoiceAmount>) -> Result<Cents, Text> {
    amount.map_or(Ok(Cents::ZERO), cents)
}

/// A rate in percent, zero when there is none.
fn rate(percent: Option<Percentage>) -> Result<Exact, Text> {
    let rate = percent.map_or_else(|| Ok(Exact::zero()), |percent| exact(&percent))?;
    if rate.is_negative() || rate > Exact::from(100) {
        return Err(Text::new("supplier-error-number").with("number", rate));
    }
    Ok(rate)
}

fn exact(number: &impl std::fmt::Display) -> Result<Exact, Text> {
    let text = number.to_string();
    Exact::parse(&text).map_err(|_| Text::new("supplier-error-number").with("number", text))
}

fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>().trim().to_owned()
}
