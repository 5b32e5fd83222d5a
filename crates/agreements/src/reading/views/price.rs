//! The price of the core, its revision and the offers' prices.

use super::Reader;
use crate::document::{AgreementDocument, Price};
use maud::{Markup, Render as _, html};
use platform::{
    i18n::figures,
    web::components::{DataTable, Narrow, Tone, facts, section, tag, text},
};

pub(super) fn draw(reader: &Reader, document: &AgreementDocument) -> Markup {
    let price = &document.price;
    html! {
        (section("price", &reader.field("price"), None, amount(reader, price)))
        (section("revision", &reader.field("revision"), None, revision(reader, price)))
        (section("billing", &reader.field("billing"), None, billing(reader, price)))
        (section("offers", &reader.field("offers"), None, offers(reader, document)))
    }
}

fn amount(reader: &Reader, price: &Price) -> Markup {
    let amount = figures::money(reader.lang, price.initial_price.0);
    facts([
        reader.fact("initial_price", reader.lang.with("versions-price-excl", &[("amount", amount)])),
        reader.said_fact("unit", &price.unit),
        reader.fact("month_zero", price.month_zero.to_string()),
        reader.fact("article", &price.article),
    ])
}

fn revision(reader: &Reader, price: &Price) -> Markup {
    let (formula, rounding, index, rule) = (&price.formula, &price.rounding, &price.index, &price.revision);
    let shares = [
        ("fixed", reader.number(&formula.fixed_share)),
        ("variable", reader.number(&formula.variable_share)),
    ];
    facts([
        reader.fact("formula", reader.lang.with("versions-formula", &shares)),
        reader.said_fact("index", &index.name),
        reader.said_fact("published_in", &index.published_in),
        reader.fact("reference_month", reader.month(index.reference_month)),
        reader.fact("value_policy", reader.value(index.value_policy)),
        reader.fact("series", reader.value(index.series)),
        reader.fact("month", reader.month(rule.month)),
        reader.fact("first_year", rule.first_year.to_string()),
        reader.fact("effect", reader.value(rule.effect)),
        reader.fact("rounding", reader.value(rounding.reading)),
        reader.fact("intermediate_decimals", rounding.intermediate_decimals.to_string()),
        reader.fact("coefficient_decimals", rounding.coefficient_decimals.to_string()),
        reader.fact("price_decimals", rounding.price_decimals.to_string()),
    ])
}

fn billing(reader: &Reader, price: &Price) -> Markup {
    let savings = &price.savings;
    facts([
        reader.fact("census", reader.value(price.census.rule)),
        reader.fact("shared_workstation_counts", reader.value(price.census.shared_workstation_counts)),
        reader.fact("proration", reader.value(price.proration.method)),
        reader.fact("savings", reader.value(savings.applies)),
        reader.fact("expected_cost", reader.value(savings.expected_cost)),
        reader.fact("delay_years", savings.delay_years.to_string()),
        reader.fact("invoices_per_year", price.billing.invoices_per_year.to_string()),
        reader.fact("payment_days", price.billing.payment_days.to_string()),
    ])
}

fn offers(reader: &Reader, document: &AgreementDocument) -> Markup {
    let table = DataTable::new(reader.field("offers"))
        .narrow(Narrow::Stacked)
        .caption_hidden()
        .column(reader.t("versions-offer"))
        .column(reader.field("billing_unit"))
        .figures(reader.field("unit_price"))
        .column(reader.field("vat"));
    let rows = document.offers.iter().map(|offer| {
        let core = (!offer.needs_core).then_some(document.price.initial_price);
        let price = offer.unit_price.or(core);
        let price = price.map_or_else(
            || text(reader.t("versions-not-stated")),
            |price| text(figures::money(reader.lang, price.0)),
        );
        let rate = offer.vat.rate.as_ref().map(|rate| format!(" {} %", reader.number(rate)));
        let mention = offer.vat.legal_mention.as_deref();
        let vat = html! {
            (tag(Tone::Neutral, &format!("{}{}", reader.value(offer.vat.status), rate.unwrap_or_default())))
            @if let Some(mention) = mention { " " (reader.said(mention)) }
        };
        [
            html! { (offer.code) " · " (reader.said(&offer.name)) },
            reader.said(&offer.billing_unit),
            price,
            vat,
        ]
    });
    table.rows(rows).render()
}
