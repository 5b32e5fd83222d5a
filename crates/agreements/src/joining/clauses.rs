//! The library of clauses: the articles of an agreement as they are printed, filled from what its file states. Pure.

use super::Designation;
use crate::{
    document::{AgreementDocument, DailySlot, Language, value_label},
    subscriptions,
};
use platform::i18n::{Lang, figures};
use serde::Deserialize;
use std::collections::BTreeMap;

const LIBRARY: &str = include_str!("../../../../agreements/clauses.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Library {
    clauses: Vec<Clause>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clause {
    code: String,
    article: String,
    title: String,
    text: String,
    /// Printed only when a subscribed offer opens this block.
    block: Option<String>,
    /// Printed only when the agreement says so.
    with: Option<String>,
    /// Printed only when the agreement does not say so.
    without: Option<String>,
}

/// An article of an agreement, with its paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Code of each clause and its text.
    pub clauses: Vec<(String, String)>,
}

/// The language in which an agreement is written.
pub fn language(document: &AgreementDocument) -> Lang {
    match document.identity.language {
        Language::Fr => Lang::Fr,
        Language::En => Lang::En,
    }
}

/// The articles of an agreement, in the order of the library.
pub fn articles(document: &AgreementDocument) -> Vec<Article> {
    let library: Library = toml::from_str(LIBRARY).unwrap_or(Library { clauses: vec![] });
    let known = variables(document);
    let mut found: Vec<Article> = vec![];
    for clause in library.clauses.into_iter().filter(|clause| is_printed(document, clause)) {
        let text = known
            .iter()
            .fold(clause.text, |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value));
        if found.last().is_none_or(|last| last.number != clause.article) {
            found.push(Article { number: clause.article, title: clause.title, clauses: vec![] });
        }
        if let Some(last) = found.last_mut() {
            last.clauses.push((clause.code, text));
        }
    }
    found
}

fn is_printed(document: &AgreementDocument, clause: &Clause) -> bool {
    let says = |word: &String| match word.as_str() {
        "contracts_transferred" => document.exit.contracts_transferred,
        "tacit_renewal" => document.term.tacit_renewal,
        _ => false,
    };
    let opened = |block: &String| subscriptions::of(document).iter().any(|one| one.blocks.contains(block));
    clause.block.as_ref().is_none_or(opened)
        && clause.with.as_ref().is_none_or(says)
        && !clause.without.as_ref().is_some_and(says)
}

fn variables(document: &AgreementDocument) -> BTreeMap<&'static str, String> {
    let lang = language(document);
    let (term, price, exit) = (&document.term, &document.price, &document.exit);
    let (served, runs) =
        (Designation::of(&document.beneficiary.designation), Designation::of(&document.provider.designation));
    let last_day = term.last_day().map(|day| figures::date(lang, day)).unwrap_or_default();
    BTreeMap::from([
        ("subject", document.identity.subject.clone()),
        ("general_terms", document.identity.general_terms.code.clone()),
        ("the_beneficiary", served.the),
        ("The_beneficiary", served.heading),
        ("of_the_beneficiary", served.of),
        ("to_the_beneficiary", served.to),
        ("the_provider", runs.the),
        ("The_provider", runs.heading),
        ("of_the_provider", runs.of),
        ("to_the_provider", runs.to),
        ("reversibility_months", exit.reversibility.first_version_months.to_string()),
        ("review_months", exit.reversibility.review_months.to_string()),
        ("breach_hours", document.data_protection.breach_alert_hours.to_string()),
        ("window", window(lang, document)),
        ("start", figures::date(lang, term.start)),
        ("years", term.years.to_string()),
        ("last_day", last_day),
        ("notice_year", term.notice.from_year.to_string()),
        ("notice_months", term.notice.months.to_string()),
        ("left_share", figures::rate(lang, &exit.left_share.0)),
        ("unit", price.unit.clone()),
        ("price", figures::money(lang, price.initial_price.0)),
        ("invoices", price.billing.invoices_per_year.to_string()),
        ("payment_days", price.billing.payment_days.to_string()),
        ("fixed_share", figures::exact(lang, &price.formula.fixed_share.0)),
        ("variable_share", figures::exact(lang, &price.formula.variable_share.0)),
        ("index", price.index.name.clone()),
        ("month_zero", price.month_zero.to_string()),
        ("decimals", price.rounding.intermediate_decimals.to_string()),
        ("stages", stages(document)),
    ])
}

fn stages(document: &AgreementDocument) -> String {
    let stages = document.disputes.stages.iter().zip(1..);
    stages.map(|(stage, rank): (_, u8)| format!("\n{rank}. {}", stage.text)).collect()
}

fn window(lang: Lang, document: &AgreementDocument) -> String {
    let window = &document.service_window;
    let slot = |slot: &DailySlot| {
        let word = |day: &crate::document::Day| {
            let word = serde_json::to_value(day).unwrap_or_default();
            lang.text(&value_label(word.as_str().unwrap_or_default()))
        };
        let days: Vec<String> = slot.days.iter().map(word).collect();
        format!("{} {}–{}", days.join(", "), slot.open, slot.close)
    };
    let mut told: Vec<String> = window.slots.iter().map(slot).collect();
    if window.closed_on_holidays {
        told.push(lang.t("draft-window-holidays"));
    }
    told.join(" ; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::check;

    #[test]
    fn the_reference_agreement_prints_its_ten_articles() {
        let document =
            check(include_str!("../../../../agreements/pau-bearn-pyrenees.toml")).document.unwrap();
        let found = articles(&document);
        let numbers: Vec<&str> = found.iter().map(|article| article.number.as_str()).collect();
        assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
        let texts: Vec<&str> =
            found.iter().flat_map(|article| &article.clauses).map(|(_, text)| text.as_str()).collect();
        assert!(texts.iter().all(|text| !text.contains("{{")), "{texts:#?}");
        assert!(
            texts
                .iter()
                .any(|text| text.contains("du Pôle métropolitain") && text.contains("1\u{202f}050,00"))
        );
        // Block D is not subscribed: its clause is not printed.
        assert!(found.iter().flat_map(|article| &article.clauses).all(|(code, _)| code != "2.4"));
    }
}
