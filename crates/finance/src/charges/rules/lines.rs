//! What should be billed, source by source, with how each amount came about. All pure.

use super::super::{
    AnnexedOffer, ChargeKey, ChargeKind, Due, EquipmentShare, Facts, Held, Overrun, Roamed, Settled,
};
use crate::{
    einvoice::{LineFacts, VatStatus, rules::line_net},
    invoices::rules::DOCUMENT_LANG,
    revision::rules::share_of_year,
};
use kernel::{Cents, Exact, Explanation, Figure, Rounding, Step, Text};
use platform::i18n::figures;

/// UN/ECE unit codes: one, and minute.
const ONE: &str = "C62";
const MINUTE: &str = "MIN";

/// Decimals of a unit price at most (R2.13).
const PRICE_PLACES: u32 = 6;

type Said = Result<Due, Held>;

/// Everything that is due, and everything that cannot be said yet, in the order of the page.
pub(super) fn due(facts: &Facts) -> Vec<Said> {
    let mut all: Vec<Said> = core(facts).into_iter().collect();
    all.extend(facts.annexed.iter().filter_map(|offer| annexed(facts, offer)));
    all.extend(facts.overruns.iter().map(|one| overrun(facts, one)));
    all.extend(facts.roaming.iter().filter(|one| one.amount > Cents::ZERO).map(|one| roamed(facts, one)));
    let shares = facts.equipment.iter().filter(|one| one.share > Cents::ZERO);
    all.extend(shares.map(|one| equipment(facts, one)));
    all.into_iter().map(|said| said.map(|due| settle(facts, due))).collect()
}

fn key(facts: &Facts, kind: ChargeKind, source: &str) -> ChargeKey {
    ChargeKey { kind, period: facts.year, source: source.to_owned() }
}

/// The core block: census × price, as the annual invoice computes it (R1.1, R1.14). Not a member: nothing.
fn core(facts: &Facts) -> Option<Said> {
    let (code, name) = &facts.core_offer;
    let key = key(facts, ChargeKind::Core, code);
    let lines = match &facts.core {
        Ok(lines) => lines,
        Err(why) if why.key == "invoice-not-member" => return None,
        Err(why) => return Some(Err(Held { key, name: name.clone(), why: why.clone() })),
    };
    let mut story = Explanation::of("R1.1", "art. 8", Text::new("charge-core-rule"));
    for (line, stories) in lines {
        for one in stories {
            story.inputs.extend(one.inputs.iter().cloned());
            story.steps.extend(one.steps.iter().cloned());
        }
        let product = format!("{} × {}", line.quantity, line.unit_price);
        story.step(Text::new("charge-step-line"), product, Figure::Money(line.net));
    }
    let lines = lines.iter().map(|(line, _)| line.clone()).collect();
    Some(Ok(Due { key, lines, explanation: story }))
}

/// A service by its unit of work, in proportion of the year (R1.14, R1.15). Not subscribed in the year: nothing.
fn annexed(facts: &Facts, offer: &AnnexedOffer) -> Option<Said> {
    let key = key(facts, ChargeKind::Annexed, &offer.code);
    let (from, until) = offer.subscribed;
    let share = share_of_year(facts.proration, facts.year, from, until);
    if share.is_zero() {
        return None;
    }
    let hold = |why: Text| Some(Err(Held { key: key.clone(), name: offer.name.clone(), why }));
    let Some(price) = offer.unit_price else {
        return hold(Text::new("charge-no-price").with("offer", &offer.name));
    };
    let Some(vat) = &offer.vat else {
        return hold(Text::new("invoice-vat-undecided").with("offer", &offer.name));
    };
    let Some(count) = facts.units.iter().find(|count| count.offer == offer.code) else {
        return hold(Text::new("charge-no-units").with("offer", &offer.name));
    };
    let mut story = Explanation::of("R1.15", "art. 1, art. 8", Text::new("charge-annexed-rule"));
    story
        .input(Text::new("charge-unit-price"), Figure::Money(price), Some(agreement(facts)))
        .input(Text::new("charge-units"), Figure::Number(count.quantity.clone()), Some(units(facts)))
        .input(Text::new("charge-evidence"), Figure::Words(count.evidence.clone()), None)
        .input(Text::new("proration-share"), Figure::Number(share.clone()), None);
    let unit_price = story.round(
        Text::new("proration-unit-price"),
        format!("{price} × {}", share.to_fraction()),
        &(price.euros() * &share),
        Rounding::HalfUp,
        PRICE_PLACES,
    );
    let lang = DOCUMENT_LANG;
    let year = |day: jiff::civil::Date| day.year() == facts.year;
    let first = if year(from) { from } else { jiff::civil::date(facts.year, 1, 1) };
    let last = if year(until) { until } else { jiff::civil::date(facts.year, 12, 31) };
    let args = [("from", figures::date(lang, first)), ("to", figures::date(lang, last))];
    let line = Priced {
        name: named(&offer.name, facts.year),
        description: Some(lang.with("charge-line-period", &args)),
        quantity: count.quantity.clone(),
        unit: (ONE, offer.unit.clone()),
        unit_price,
        vat: vat.clone(),
    };
    Some(Ok(Due { lines: vec![line.line(&mut story)], key, explanation: story }))
}

/// Minutes beyond a quota, that a person decided to bill, at the price of their class (R8.1, R8.2).
fn overrun(facts: &Facts, one: &Overrun) -> Said {
    let (word, label) = &one.class;
    let key = key(facts, ChargeKind::CallOverrun, word);
    let lang = DOCUMENT_LANG;
    let args = [("class", lang.t(label)), ("year", facts.year.to_string())];
    let name = lang.with("charge-overrun-name", &args);
    let hold = |why: Text| Err(Held { key: key.clone(), name: name.clone(), why });
    let Some(price) = &one.price else {
        return hold(Text::new("charge-no-tariff").with("class", lang.t(label)));
    };
    let Some(vat) = &facts.telephony_vat else {
        return hold(Text::new("charge-vat-telephony"));
    };
    let beyond = one.minutes - one.quota;
    let consumption = format!("/call-consumption/{}/{}", facts.beneficiary, facts.year);
    let mut story = Explanation::of("R8.1", "art. 2, I-C, note 6", Text::new("charge-overrun-rule"));
    story
        .input(Text::new("charge-overrun-minutes"), Figure::Count(one.minutes), Some(consumption.clone()))
        .input(Text::new("charge-overrun-quota"), Figure::Count(one.quota), Some(consumption))
        .input(Text::new("charge-overrun-reason"), Figure::Words(one.reason.clone()), None)
        .input(Text::new("charge-overrun-price"), Figure::Number(price.clone()), Some(agreement(facts)))
        .step(
            Text::new("charge-overrun-beyond"),
            format!("{} − {}", one.minutes, one.quota),
            Figure::Count(beyond),
        );
    let description = [("minutes", one.minutes.to_string()), ("quota", one.quota.to_string())];
    let line = Priced {
        name: name.clone(),
        description: Some(lang.with("charge-overrun-description", &description)),
        quantity: Exact::from(beyond),
        unit: (MINUTE, lang.t("charge-unit-minute")),
        unit_price: price.clone(),
        vat: vat.clone(),
    };
    Ok(Due { lines: vec![line.line(&mut story)], key, explanation: story })
}

/// A charge beside a plan abroad: at cost, declared or not, with the trip where it is known (R8.4).
fn roamed(facts: &Facts, one: &Roamed) -> Said {
    let key = key(facts, ChargeKind::Roaming, &one.id);
    let lang = DOCUMENT_LANG;
    let args = [
        ("what", lang.t(one.what)),
        ("number", one.number.clone()),
        ("country", one.country.clone()),
        ("day", figures::date(lang, one.on)),
    ];
    let name = lang.with("charge-roaming-name", &args);
    let Some(vat) = &facts.telephony_vat else {
        return Err(Held { key, name, why: Text::new("charge-vat-telephony") });
    };
    let mut story = Explanation::of("R8.4", "art. 2, I-C, note 7", Text::new("charge-roaming-rule"));
    let list = "/out-of-plan-charges".to_owned();
    story
        .input(Text::new("charge-roaming-day"), Figure::Date(one.on), None)
        .input(Text::new("charge-roaming-standing"), Figure::Text(Text::new(one.standing)), None)
        .input(Text::new("charge-roaming-cost"), Figure::Money(one.amount), Some(list));
    if let Some(traveller) = &one.traveller {
        story.input(Text::new("charge-roaming-traveller"), Figure::Words(traveller.clone()), None);
    }
    let description = match &one.traveller {
        Some(traveller) => lang.with("charge-roaming-trip", &[("traveller", traveller.clone())]),
        None => lang.t(one.standing),
    };
    let line = Priced::once(name, Some(description), one.amount, vat);
    Ok(Due { lines: vec![line.line(&mut story)], key, explanation: story })
}

/// The beneficiary's share of equipment, as the signed equipment agreement fixes it, once it was delivered (R6.1).
fn equipment(facts: &Facts, one: &EquipmentShare) -> Said {
    let key = key(facts, ChargeKind::Equipment, &one.id);
    let lang = DOCUMENT_LANG;
    let args = [("reference", one.reference.clone()), ("title", one.title.clone())];
    let name = lang.with("charge-equipment-name", &args);
    let Some(vat) = &facts.equipment_vat else {
        return Err(Held { key, name, why: Text::new("charge-vat-equipment") });
    };
    let request = format!("/equipment-requests/{}/{}", facts.beneficiary, one.id);
    let mut story = Explanation::of("R6.1", "art. 2, II", Text::new("charge-equipment-rule"));
    story.input(Text::new("charge-equipment-share"), Figure::Money(one.share), Some(request)).input(
        Text::new("charge-equipment-delivered"),
        Figure::Date(one.delivered_on),
        None,
    );
    let day = [("day", figures::date(lang, one.delivered_on))];
    let line = Priced::once(name, Some(lang.with("charge-equipment-description", &day)), one.share, vat);
    Ok(Due { lines: vec![line.line(&mut story)], key, explanation: story })
}

/// What both sides agreed to after an objection stands instead of what was computed.
fn settle(facts: &Facts, mut due: Due) -> Due {
    let agreed: Option<&Settled> = facts.settled.iter().find(|one| one.key == due.key);
    let Some(agreed) = agreed else { return due };
    let quantity = Figure::Number(agreed.quantity.clone());
    due.explanation.input(Text::new("charge-settled"), quantity, Some(agreed.href.clone()));
    for line in &mut due.lines {
        line.quantity = agreed.quantity.clone();
        line.net = line_net(&line.quantity, &line.unit_price);
        let product = format!("{} × {}", line.quantity, line.unit_price);
        due.explanation.step(Text::new("charge-step-settled"), product, Figure::Money(line.net));
    }
    due
}

fn named(name: &str, year: i16) -> String {
    DOCUMENT_LANG.with("invoice-line-name", &[("name", name.to_owned()), ("year", year.to_string())])
}

fn agreement(facts: &Facts) -> String {
    format!("/agreements/{}", facts.code)
}

fn units(facts: &Facts) -> String {
    format!("/charges/{}/{}#units", facts.beneficiary, facts.year)
}

/// A line before its amount.
pub(super) struct Priced {
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) quantity: Exact,
    pub(super) unit: (&'static str, String),
    pub(super) unit_price: Exact,
    pub(super) vat: VatStatus,
}

impl Priced {
    /// One amount as it is.
    pub(super) fn once(name: String, description: Option<String>, amount: Cents, vat: &VatStatus) -> Self {
        Self {
            name,
            description,
            quantity: Exact::from(1),
            unit: (ONE, DOCUMENT_LANG.t("charge-unit-once")),
            unit_price: amount.euros(),
            vat: vat.clone(),
        }
    }

    /// The line: quantity × price, half-up to the cent, told in the story (R2.14).
    pub(super) fn line(self, story: &mut Explanation) -> LineFacts {
        let net = line_net(&self.quantity, &self.unit_price);
        story.steps.push(Step {
            label: Text::new("charge-step-line"),
            expression: format!("{} × {}", self.quantity, self.unit_price),
            exact: Some(Figure::Number(&self.quantity * &self.unit_price)),
            rounding: Some((Rounding::HalfUp, 2)),
            result: Figure::Money(net),
        });
        LineFacts {
            name: self.name,
            description: self.description,
            quantity: self.quantity,
            unit_code: self.unit.0.to_owned(),
            unit_label: self.unit.1,
            unit_price: self.unit_price,
            net,
            vat: self.vat,
        }
    }
}
