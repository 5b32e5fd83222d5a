//! What an annual invoice contains, and what may happen to one. All pure.

mod credit;

pub use credit::{credit, left, lowered, reduction, rest};

use super::{Content, Draft, EventForm, EventKind, ExplainedFigure, Invoice, InvoiceState};
use crate::{
    censuses::Census,
    einvoice::{LineFacts, VatStatus, rules as amounts},
    revision::rules::{TimeProration, prorate, share_of_year},
    revisions::PriceRevision,
    terms::Terms,
};
use agreements::document::RevisionEffect;
use jiff::civil::{Date, date};
use kernel::{Cents, Exact, Explanation, Figure, Rounding, Step, Text};
use platform::{
    Problems,
    i18n::{Lang, figures},
};

/// The language of the documents themselves: they go to French public accountants.
pub const DOCUMENT_LANG: Lang = Lang::Fr;

/// UN/ECE unit code of persons.
const PERSON: &str = "IE";

/// A part of the year at one price: its days and the year of its revision, none for the initial price.
pub type Part = (Date, Date, Option<i16>);

/// The parts of a year and the revision each one takes (R1.8).
pub fn parts(terms: &Terms, year: i16) -> Vec<Part> {
    let revised = |year: i16| (year >= terms.first_year).then_some(year);
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    match terms.effect {
        RevisionEffect::CalendarYear => vec![(first, last, revised(year))],
        RevisionEffect::NextCalendarYear => vec![(first, last, revised(year - 1))],
        RevisionEffect::FromRevisionMonth => match Date::new(year, terms.revision_month, 1) {
            Ok(start) if start > first && revised(year).is_some() => {
                let eve = start.yesterday().unwrap_or(start);
                vec![(first, eve, revised(year - 1)), (start, last, revised(year))]
            }
            _ => vec![(first, last, revised(year))],
        },
    }
}

/// What an annual invoice is computed from.
pub struct Basis<'a> {
    /// Parameters of the agreement.
    pub terms: &'a Terms,
    /// Year billed.
    pub year: i16,
    /// Census in force (R1.13).
    pub census: &'a Census,
    /// Each part with its approved revision; none for the initial price.
    pub parts: Vec<(Part, Option<PriceRevision>)>,
}

/// The annual invoice of the core block: census × price, line by line explained (R1.1, R1.14, R2.14).
pub fn annual(basis: &Basis<'_>) -> Result<Draft, Text> {
    let terms = basis.terms;
    let last = date(basis.year, 12, 31);
    let vat = terms.core.vat.clone().filter(|_| terms.core.vat_from.is_none_or(|from| from <= last));
    let vat = vat.ok_or_else(|| Text::new("invoice-vat-undecided").with("offer", &terms.core.name))?;
    let outside = || Text::new("invoice-not-member").with("year", basis.year);
    let (from, until) = terms.membership().ok_or_else(outside)?;
    let (mut lines, mut explanations, mut revisions) = (vec![], vec![], vec![]);
    for (part, revision) in &basis.parts {
        let share = share(terms, basis.year, *part, basis.parts.len() == 1, (from, until));
        if share.is_zero() {
            continue;
        }
        let (line, explained) = line(basis, *part, revision.as_ref(), &share, &vat);
        lines.push(line);
        explanations.extend(explained);
        revisions.extend(revision.as_ref().map(|r| r.id.clone()));
    }
    if lines.is_empty() {
        return Err(outside());
    }
    explanations.push(total(&lines));
    let (start, end) = match terms.proration {
        TimeProration::None => (date(basis.year, 1, 1), last),
        _ => (from.max(date(basis.year, 1, 1)), until.min(last)),
    };
    let args = [("name", terms.core.name.clone()), ("year", basis.year.to_string())];
    Ok(Draft {
        year: basis.year,
        offer: terms.core.code.clone(),
        object: DOCUMENT_LANG.with("invoice-object", &args),
        content: Content {
            lines,
            from: start,
            to: end,
            agreement: terms.reference.clone(),
            payment_days: terms.payment_days,
            keys: vec![],
        },
        explanations,
        census: Some(basis.census.id.clone()),
        revisions,
    })
}

/// The share of the year a part is due for. A year cut by the revision month is counted in months unless the
/// agreement counts days; without proration, a membership that touches the year owes all of it.
pub(crate) fn share(terms: &Terms, year: i16, part: Part, is_whole: bool, member: (Date, Date)) -> Exact {
    let (from, to, _) = part;
    let touches = !share_of_year(TimeProration::None, year, member.0, member.1).is_zero();
    match terms.proration {
        TimeProration::None if !touches => Exact::zero(),
        TimeProration::None if is_whole => Exact::from(1),
        TimeProration::None => share_of_year(TimeProration::Months, year, from, to),
        mode => share_of_year(mode, year, from.max(member.0), to.min(member.1)),
    }
}

fn line(
    basis: &Basis<'_>,
    part: Part,
    revision: Option<&PriceRevision>,
    share: &Exact,
    vat: &VatStatus,
) -> (LineFacts, [ExplainedFigure; 2]) {
    let (amount, price) = price(basis.terms, basis.year, revision);
    let mut prorated = prorate(amount, basis.census.agent_count, share);
    let hrefs = [revision.map(PriceRevision::href), Some(basis.census.href())];
    for (input, href) in prorated.explanation.inputs.iter_mut().zip(hrefs) {
        input.href = href;
    }
    let lang = DOCUMENT_LANG;
    let args = [
        ("date", figures::date(lang, basis.census.reference_date)),
        ("count", figures::count(lang, basis.census.agent_count)),
        ("from", figures::date(lang, part.0)),
        ("to", figures::date(lang, part.1)),
    ];
    let line = LineFacts {
        name: lang.with(
            "invoice-line-name",
            &[("name", basis.terms.core.name.clone()), ("year", basis.year.to_string())],
        ),
        description: Some(lang.with("invoice-line-description", &args)),
        quantity: Exact::from(basis.census.agent_count),
        unit_code: PERSON.to_owned(),
        unit_label: lang.t("invoice-unit"),
        unit_price: prorated.value.unit_price,
        net: prorated.value.net,
        vat: vat.clone(),
    };
    let explained = ExplainedFigure {
        title: Text::new("invoice-line-title").with("year", basis.year),
        figure: Figure::Money(line.net),
        explanation: prorated.explanation,
    };
    (line, [price, explained])
}

/// The yearly unit price: the revised one, or the initial price before the first revision (R1.2).
fn price(terms: &Terms, year: i16, revision: Option<&PriceRevision>) -> (Cents, ExplainedFigure) {
    let revised = revision.and_then(|r| Some((r, r.outcome.as_ref()?)));
    let title = Text::new("invoice-price-title").with("year", year);
    if let Some((revision, outcome)) = revised {
        let mut explanation = outcome.explanation.clone();
        explanation.inputs.push(kernel::Input {
            label: Text::new("invoice-revision").with("year", revision.year),
            figure: Figure::Money(outcome.price),
            href: Some(revision.href()),
        });
        return (outcome.price, ExplainedFigure { title, figure: Figure::Money(outcome.price), explanation });
    }
    let mut story = Explanation::of("R1.2", "art. 8", Text::new("invoice-initial-price-rule"));
    let figure = Figure::Money(terms.initial_price);
    match &terms.initial_price_origin {
        None => story.input(Text::new("revision-initial-price"), figure.clone(), None),
        Some(origin) => {
            let label = Text::new("revision-lowered-price").with("decision", &origin.reference);
            story.input(label, figure.clone(), Some(origin.path.clone()))
        }
    };
    (terms.initial_price, ExplainedFigure { title, figure, explanation: story })
}

/// Totals of the lines, VAT computed on their sum (R2.14).
pub(crate) fn total(lines: &[LineFacts]) -> ExplainedFigure {
    let totals = amounts::totals(lines, Cents::ZERO);
    let mut story = Explanation::of("R2.14", "EN 16931", Text::new("invoice-total-rule"));
    for line in lines {
        story.input(Text::new("invoice-line-net"), Figure::Money(line.net), None);
    }
    let sum: Vec<String> = lines.iter().map(|line| line.net.to_string()).collect();
    story.step(Text::new("invoice-net"), sum.join(" + "), Figure::Money(totals.net));
    for vat in amounts::vat_breakdown(lines) {
        let Some(rate) = vat.status.rate().filter(|rate| !rate.is_zero()) else { continue };
        story.steps.push(Step {
            label: Text::new("invoice-vat").with("rate", &rate),
            expression: format!("{} × {rate} ÷ 100", vat.basis),
            exact: Some(Figure::Number(vat.basis.euros() * &rate / Exact::from(100))),
            rounding: Some((Rounding::HalfUp, 2)),
            result: Figure::Money(vat.amount),
        });
    }
    story.step(
        Text::new("invoice-gross"),
        format!("{} + {}", totals.net, totals.vat),
        Figure::Money(totals.gross),
    );
    ExplainedFigure {
        title: Text::new("invoice-total-title"),
        figure: Figure::Money(totals.gross),
        explanation: story,
    }
}

/// Whether an approved draft still says what its basis gives now.
pub fn is_up_to_date(invoice: &Invoice, now: &Draft) -> bool {
    invoice.content == now.content && invoice.census == now.census
}

/// Whether `next` may follow `last` (R2.18). What is paid or cancelled is over; a rejected invoice may be deposited again.
pub fn may_follow(last: EventKind, next: EventKind) -> bool {
    use EventKind::{Deposited, InCollection, Issued, Paid, Rejected, Suspended};
    match last {
        Issued => matches!(next, Deposited | InCollection | Paid | Rejected),
        Deposited => matches!(next, InCollection | Paid | Rejected | Suspended),
        Suspended => matches!(next, Deposited | InCollection | Paid | Rejected),
        InCollection => matches!(next, Paid | Rejected | Suspended),
        Rejected => next == Deposited,
        Paid | EventKind::CancelledByCreditNote => false,
    }
}

/// Reads an event typed by a person, for an invoice issued on a day and what happened to it last.
pub fn read_event(
    form: &EventForm,
    (issued_on, last): (Date, EventKind),
    today: Date,
) -> Result<(EventKind, Date), Problems> {
    let mut problems = Problems::default();
    let kind = EventKind::BY_HAND.into_iter().find(|kind| kind.as_str() == form.kind);
    match kind {
        None => problems.add("kind", Text::new("invoice-event-unknown")),
        Some(kind) if !may_follow(last, kind) => {
            problems.add("kind", Text::new("invoice-event-order"));
        }
        Some(_) => {}
    }
    let on = form.on.trim().parse::<Date>().ok();
    if on.is_none_or(|on| on > today || on < issued_on) {
        problems.add("on", Text::new("invoice-event-date"));
    }
    if kind.is_some_and(EventKind::needs_reason) && form.note.trim().is_empty() {
        problems.add("note", Text::new("invoice-event-reason"));
    }
    if form.reference.chars().count() > 100 || form.note.chars().count() > 2000 {
        problems.add("note", Text::new("invoice-event-long"));
    }
    match (kind, on) {
        (Some(kind), Some(on)) if problems.0.is_empty() => Ok((kind, on)),
        _ => Err(problems),
    }
}

/// Whether an invoice may be cancelled by a credit note.
pub fn may_credit(invoice: &Invoice) -> bool {
    invoice.kind == super::InvoiceKind::Invoice
        && invoice.state == InvoiceState::Issued
        && !invoice.is_cancelled()
}

#[cfg(test)]
mod tests;
