//! Credit notes: what cancels an invoice whole, and what lowers some of its lines (R2.3, R2.11). All pure.

use super::{DOCUMENT_LANG, total};
use crate::{
    charges::ChargeKey,
    einvoice::LineFacts,
    invoices::{Content, Draft, ExplainedFigure, Invoice, ReductionForm},
};
use jiff::civil::Date;
use kernel::{Cents, Exact, Explanation, Figure, Text};
use platform::{Problems, i18n::figures};
use std::collections::BTreeMap;

/// The credit note that cancels an invoice whole: the same lines, given back (R2.3, R2.11).
pub fn credit(invoice: &Invoice, number: &str, on: Date) -> Draft {
    let args = [("number", number.to_owned()), ("date", figures::date(DOCUMENT_LANG, on))];
    let mut explanations = vec![credit_explained(invoice, number)];
    explanations.extend(invoice.explanations.iter().cloned());
    Draft {
        year: invoice.year,
        offer: invoice.offer.clone(),
        object: DOCUMENT_LANG.with("invoice-credit-object", &args),
        content: invoice.content.clone(),
        explanations,
        census: invoice.census.clone(),
        revisions: vec![],
    }
}

fn credit_explained(invoice: &Invoice, number: &str) -> ExplainedFigure {
    let mut story = Explanation::of("R2.3", "R2.11", Text::new("invoice-credit-rule"));
    let gross = Figure::Money(invoice.gross);
    story.input(Text::new("invoice-credited").with("number", number), gross, Some(invoice.href()));
    let figure = Figure::Money(-invoice.gross);
    story.step(Text::new("invoice-credit-amount"), format!("− {}", invoice.gross), figure.clone());
    ExplainedFigure { title: Text::new("invoice-credit-title"), figure, explanation: story }
}

/// The credit note that cancels an invoice which issued credit notes lowered before: what they left of each line, given back (R2.3,
/// R2.11). Nothing when they left nothing. Its VAT is computed on what is left, as of any document: where cents were rounded
/// each time, the notes together may differ from the invoice by a cent a note, which the explanation shows.
pub fn rest(invoice: &Invoice, (number, on): (&str, Date), reductions: &[Invoice]) -> Option<Draft> {
    let lang = DOCUMENT_LANG;
    let args = [("number", number.to_owned()), ("date", figures::date(lang, on))];
    let keys = invoice.keys();
    let (mut lines, mut kept) = (vec![], vec![]);
    for (key, net) in left(invoice, reductions).into_iter().filter(|(_, net)| *net > Cents::ZERO) {
        let of_key = keys.iter().zip(&invoice.content.lines).filter(|(known, _)| **known == key);
        let own: Vec<&LineFacts> = of_key.map(|(_, line)| line).collect();
        let claimed = own.iter().fold(Cents::ZERO, |sum, line| sum + line.net);
        if claimed == net {
            kept.extend(own.iter().map(|_| key.clone()));
            lines.extend(own.into_iter().cloned());
        } else if let Some(like) = own.first() {
            lines.push(taken_of(like, net, lang.with("invoice-rest-line", &args)));
            kept.push(key);
        }
    }
    if lines.is_empty() {
        return None;
    }
    let given = total(&lines);
    let explanations = vec![rest_explained(invoice, number, (reductions, &given.figure)), given];
    Some(Draft {
        year: invoice.year,
        offer: invoice.offer.clone(),
        object: lang.with("invoice-credit-object", &args),
        content: Content { lines, keys: kept, ..invoice.content.clone() },
        explanations,
        census: invoice.census.clone(),
        revisions: vec![],
    })
}

fn rest_explained(
    invoice: &Invoice,
    number: &str,
    (reductions, given): (&[Invoice], &Figure),
) -> ExplainedFigure {
    let mut story = Explanation::of("R2.3", "R2.11", Text::new("invoice-rest-rule"));
    let credited = Text::new("invoice-credited").with("number", number);
    story.input(credited, Figure::Money(invoice.gross), Some(invoice.href()));
    let mut words = vec![invoice.gross.to_string()];
    let mut difference = invoice.gross;
    for note in reductions {
        let number = note.issue.as_ref().map(|issue| issue.number.as_str()).unwrap_or_default();
        let lowered = Text::new("invoice-rest-lowered").with("number", number);
        story.input(lowered, Figure::Money(-note.gross), Some(note.href()));
        words.push(note.gross.to_string());
        difference = difference - note.gross;
    }
    story.step(Text::new("invoice-rest-left"), words.join(" − "), Figure::Money(difference));
    if let Figure::Money(given) = given {
        let figure = Figure::Money(-*given);
        story.step(Text::new("invoice-credit-amount"), format!("− {given}"), figure.clone());
        return ExplainedFigure { title: Text::new("invoice-credit-title"), figure, explanation: story };
    }
    ExplainedFigure { title: Text::new("invoice-credit-title"), figure: given.clone(), explanation: story }
}

/// What is left to give back of each line of an invoice, excluding VAT, after the credit notes that lower it.
pub fn left(invoice: &Invoice, reductions: &[Invoice]) -> BTreeMap<ChargeKey, Cents> {
    let mut left: BTreeMap<ChargeKey, Cents> = BTreeMap::new();
    let add = |left: &mut BTreeMap<ChargeKey, Cents>, key: ChargeKey, net: Cents| {
        let entry = left.entry(key).or_insert(Cents::ZERO);
        *entry = *entry + net;
    };
    for (key, line) in invoice.keys().into_iter().zip(&invoice.content.lines) {
        add(&mut left, key, line.net);
    }
    for note in reductions {
        for (key, line) in note.keys().into_iter().zip(&note.content.lines) {
            add(&mut left, key, -line.net);
        }
    }
    left
}

/// The credit note that lowers some lines of an invoice, each by an amount excluding VAT (R2.11). Refuses what is not on the
/// invoice, nothing at all, and more than is left of a line.
pub fn reduction(
    invoice: &Invoice,
    (number, on): (&str, Date),
    lowered: &[(ChargeKey, Cents)],
    left: &BTreeMap<ChargeKey, Cents>,
) -> Result<Draft, Problems> {
    let mut problems = Problems::default();
    let lang = DOCUMENT_LANG;
    let args = [("number", number.to_owned()), ("date", figures::date(lang, on))];
    let (keys, lines) = (invoice.keys(), &invoice.content.lines);
    let (mut taken, mut explanations) = (vec![], vec![]);
    for (key, amount) in lowered {
        let like = keys.iter().zip(lines).find(|(known, _)| *known == key).map(|(_, line)| line);
        let most = left.get(key).copied().unwrap_or(Cents::ZERO);
        let Some(like) = like.filter(|_| *amount > Cents::ZERO && *amount <= most) else {
            let text = Text::new("invoice-reduction-amount").with("most", figures::money(lang, most));
            problems.add(&key.to_string(), text);
            continue;
        };
        taken.push(taken_of(like, *amount, lang.with("invoice-reduction-line", &args)));
        explanations.push(reduction_explained(invoice, number, (like, most, *amount)));
    }
    if lowered.is_empty() {
        problems.add("lines", Text::new("invoice-reduction-none"));
    }
    if !problems.0.is_empty() {
        return Err(problems);
    }
    explanations.push(total(&taken));
    Ok(Draft {
        year: invoice.year,
        offer: invoice.offer.clone(),
        object: lang.with("invoice-reduction-object", &args),
        content: Content {
            lines: taken,
            keys: lowered.iter().map(|(key, _)| key.clone()).collect(),
            ..invoice.content.clone()
        },
        explanations,
        census: invoice.census.clone(),
        revisions: vec![],
    })
}

/// The line that gives an amount of another one back.
fn taken_of(like: &LineFacts, amount: Cents, description: String) -> LineFacts {
    LineFacts {
        name: like.name.clone(),
        description: Some(description),
        quantity: Exact::from(1),
        unit_code: "C62".to_owned(),
        unit_label: DOCUMENT_LANG.t("charge-unit-once"),
        unit_price: amount.euros(),
        net: amount,
        vat: like.vat.clone(),
    }
}

/// Reads what was typed about a line to be lowered: all that is left of it without an amount.
pub fn lowered(
    form: &ReductionForm,
    left: &BTreeMap<ChargeKey, Cents>,
) -> Result<(ChargeKey, Cents), Problems> {
    let mut problems = Problems::default();
    let line = form.line.parse::<ChargeKey>().ok().and_then(|key| Some((left.get(&key).copied()?, key)));
    let Some((most, key)) = line.filter(|(most, _)| *most > Cents::ZERO) else {
        problems.add("line", Text::new("objection-error-line"));
        return Err(problems);
    };
    let plain: String = form.amount.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let amount = match plain.as_str() {
        "" => Some(most),
        typed => typed.replace(',', ".").parse::<Cents>().ok(),
    };
    if let Some(amount) = amount.filter(|amount| *amount > Cents::ZERO && *amount <= most) {
        return Ok((key, amount));
    }
    let most = figures::money(DOCUMENT_LANG, most);
    problems.add("amount", Text::new("invoice-reduction-amount").with("most", most));
    Err(problems)
}

fn reduction_explained(
    invoice: &Invoice,
    number: &str,
    (line, most, amount): (&LineFacts, Cents, Cents),
) -> ExplainedFigure {
    let mut story = Explanation::of("R2.11", "EN 16931", Text::new("invoice-reduction-rule"));
    let claimed = Text::new("invoice-credited").with("number", number);
    story
        .input(claimed, Figure::Money(line.net), Some(invoice.href()))
        .input(Text::new("invoice-reduction-left"), Figure::Money(most), None)
        .step(Text::new("invoice-credit-amount"), format!("− {amount}"), Figure::Money(-amount));
    ExplainedFigure {
        title: Text::new("invoice-credit-title"),
        figure: Figure::Money(-amount),
        explanation: story,
    }
}
