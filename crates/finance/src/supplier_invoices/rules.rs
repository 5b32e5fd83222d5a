//! Sums of a supplier's invoice checked to the cent (R2.14), and how much of a line may be put to a block. Pure.

use super::{Difference, Imputation, Line, Nature, SupplierFacts};
use kernel::{Cents, Exact, Rounding, Text, fold};

/// What does not add up, exactly: official rule sets accept a line that is not quantity × price and VAT off by a cent
/// (R2.14). `provider` is the SIREN of who should owe.
pub fn differences(facts: &SupplierFacts, provider: Option<&str>) -> Vec<Difference> {
    let mut found = vec![];
    let mut compare = |term: String, stated: Cents, computed: Cents| {
        if stated != computed {
            let text = Text::new("supplier-difference").with("term", &term);
            found.push(Difference { term, text: text.with("stated", stated).with("computed", computed) });
        }
    };
    if facts.has_lines {
        for (place, line) in facts.lines.iter().enumerate() {
            compare(format!("BG-25[{}]/BT-131", place + 1), line.net, line_net(line));
        }
    }
    let totals = &facts.totals;
    let sum: Cents = facts.lines.iter().map(|line| line.net).sum();
    let document = totals.charges - totals.allowances;
    if facts.has_lines {
        compare("BT-106".into(), totals.lines, sum - document);
    }
    compare("BT-109".into(), totals.net, totals.lines + document);
    for group in &facts.vat {
        let is_of = |line: &&Line| line.category == group.category && line.rate == group.rate;
        let basis: Cents = facts.lines.iter().filter(is_of).map(|line| line.net).sum();
        let rate = group.rate.to_string();
        compare(format!("BG-23[{} {rate}]/BT-116", group.category), group.basis, basis);
        let tax = group.basis.euros() * &group.rate / Exact::from(100);
        let tax = Cents::from_euros(&tax, Rounding::HalfUp);
        compare(format!("BG-23[{} {rate}]/BT-117", group.category), group.amount, tax);
    }
    if !facts.vat.is_empty() {
        compare("BT-110".into(), totals.vat, facts.vat.iter().map(|group| group.amount).sum());
    }
    compare("BT-112".into(), totals.gross, totals.net + totals.vat);
    compare("BT-115".into(), totals.due, totals.gross - totals.paid + totals.rounding);
    if let (Some(buyer), Some(provider)) = (&facts.buyer, provider)
        && buyer != provider
    {
        let text = Text::new("supplier-difference-buyer").with("stated", buyer).with("computed", provider);
        found.push(Difference { term: "BT-47".into(), text });
    }
    found
}

/// Amount of a line: quantity × price ÷ base quantity + charges − allowances, to the nearest cent, halves away from zero.
pub fn line_net(line: &Line) -> Cents {
    let exact = &line.quantity * &line.price / &line.base;
    Cents::from_euros(&(exact + line.adjustment.euros()), Rounding::HalfUp)
}

/// Number under which an invoice is compared with others: case, spaces and accents tell nothing apart.
pub fn number_key(number: &str) -> String {
    fold(number).chars().filter(|c| !c.is_whitespace()).collect()
}

/// What is left of a line to be put to a block.
pub fn left(line: &Line, place: i64, parts: &[Imputation]) -> Cents {
    line.net - parts.iter().filter(|part| part.line == place).map(|part| part.net).sum()
}

/// Whether a part fits in what is left: not zero, of its sign, and no more.
pub fn fits(part: Cents, left: Cents) -> bool {
    part != Cents::ZERO && (part < Cents::ZERO) == (left < Cents::ZERO) && part.0.abs() <= left.0.abs()
}

/// The cost of a part: its amount, with its VAT when the provider bears it, exact; negative on a credit note. Nothing for
/// an investment, whose depreciation is the cost (R3.1).
pub fn cost(part: &Imputation, rate: &Exact, sign: i64) -> Option<Exact> {
    if part.nature == Nature::Investment {
        return None;
    }
    let vat = if part.bears_vat { rate / Exact::from(100) } else { Exact::zero() };
    Some(part.net.euros() * (Exact::from(1) + vat) * Exact::from(sign))
}
