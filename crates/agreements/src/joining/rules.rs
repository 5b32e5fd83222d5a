//! Filling a template, and the edits that renew an agreement. Pure.

use super::{Designation, TEMPLATE, VariablesForm};
use crate::{
    document::{AgreementDocument, Euros, Offer},
    written::{Edit, Unwritable, apply},
};
use jiff::civil::Date;
use kernel::{Siren, Siret, Text};
use people::Organisation;
use platform::{
    Problems,
    typed::{limited, maybe_day},
};
use std::collections::BTreeSet;

/// Longest name in characters.
pub const NAME: usize = 200;
/// Longest list of sites in characters.
pub const TEXT: usize = 8_000;
/// Years that are read as a year of signature.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2099;

/// The offers that the template holds: code and name.
pub fn offers() -> Vec<(String, String)> {
    let read: Result<toml::Table, _> = TEMPLATE.parse();
    let read = read.unwrap_or_default();
    let offers = read.get("offers").and_then(toml::Value::as_array).into_iter().flatten();
    let word = |offer: &toml::Value, key: &str| Some(offer.get(key)?.as_str()?.to_owned());
    offers.filter_map(|offer| Some((word(offer, "code")?, word(offer, "name")?))).collect()
}

/// What a form says that is more than words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// First day.
    pub start: Option<Date>,
    /// Year of signature.
    pub signature_year: Option<i16>,
    years: Option<u8>,
    price: Option<Euros>,
}

/// Reads the form of variables. What is empty is still to come; what is typed must be right.
pub fn read(form: &VariablesForm) -> Result<Said, Problems> {
    let mut problems = Problems::default();
    let words = [
        ("designation", &form.designation),
        ("represented_by", &form.represented_by),
        ("voted_by", &form.voted_by),
        ("reference", &form.reference),
    ];
    for (field, text) in words {
        limited(&mut problems, field, text, NAME);
    }
    limited(&mut problems, "sites", &form.sites, TEXT);
    let start = maybe_day(&mut problems, "start", &form.start);
    let cents = platform::typed::euros(&mut problems, "price", &form.price);
    let said = Said {
        start,
        signature_year: number(&mut problems, "signature_year", &form.signature_year, |year| {
            YEARS.contains(year)
        }),
        years: number(&mut problems, "years", &form.years, |years| (1..=30).contains(years)),
        price: cents.map(Euros),
    };
    number(&mut problems, "agents", &form.agents, |_: &u32| true);
    let siren = form.siren.trim();
    if !siren.is_empty() && (siren.len() != 9 || siren.parse::<Siren>().is_err()) {
        problems.add("siren", Text::new("draft-error-siren"));
    }
    let siret = form.siret.trim();
    if !siret.is_empty()
        && (siret.len() != 14 || siret.parse::<Siret>().is_err() || !siret.starts_with(siren))
    {
        problems.add("siret", Text::new("draft-error-siret"));
    }
    let known = offers();
    if form.offers.iter().any(|offer| !known.iter().any(|(code, _)| code == offer)) {
        problems.add("offers", Text::new("web-error-choice"));
    }
    platform::typed::read(problems, Some(said))
}

fn number<N: std::str::FromStr>(
    problems: &mut Problems,
    field: &str,
    text: &str,
    is_right: impl Fn(&N) -> bool,
) -> Option<N> {
    let text = text.trim();
    let number = text.parse().ok().filter(is_right);
    if number.is_none() && !text.is_empty() {
        problems.add(field, Text::new("draft-error-number"));
    }
    number
}

/// The file of an agreement made of the template. A variable that is still to come stays between its braces.
pub fn fill(
    form: &VariablesForm,
    said: &Said,
    (provider, beneficiary): (&Organisation, &Organisation),
) -> Result<String, Unwritable> {
    let mut text = TEMPLATE.to_owned();
    let optional = [("siren", form.siren.trim()), ("siret", form.siret.trim())];
    for (name, value) in optional {
        if value.is_empty() {
            let gone = format!("\"{{{{{name}}}}}\"");
            let kept: Vec<&str> = text.lines().filter(|line| !line.ends_with(&gone)).collect();
            text = format!("{}\n", kept.join("\n"));
        }
    }
    let raw = [
        ("start", said.start.map(|day| day.to_string())),
        ("years", said.years.map(|years| years.to_string())),
        ("signature_year", said.signature_year.map(|year| year.to_string())),
        ("first_revision", said.start.map(|day| (i32::from(day.year()) + 1).to_string())),
        ("price", said.price.map(|price| price.0.to_string())),
    ];
    for (name, literal) in raw {
        if let Some(literal) = literal {
            text = text.replace(&format!("\"{{{{{name}}}}}\""), &literal);
        }
    }
    for (name, value) in words(form, said, provider, beneficiary) {
        if !value.trim().is_empty() {
            text = text.replace(&format!("{{{{{name}}}}}"), &escaped(&value));
        }
    }
    let subscribed = said.start.into_iter().flat_map(|start| {
        let path = |code: &String| format!("offers[{code}].subscribed_from");
        form.offers.iter().map(move |code| Edit::set(path(code), start.to_string()))
    });
    apply(&text, &subscribed.collect::<Vec<_>>())
}

fn words(
    form: &VariablesForm,
    said: &Said,
    provider: &Organisation,
    beneficiary: &Organisation,
) -> Vec<(&'static str, String)> {
    let designation = form.designation.trim();
    let called = (!designation.is_empty()).then(|| Designation::of(designation));
    let as_called =
        |pick: fn(&Designation) -> &String| called.as_ref().map(pick).cloned().unwrap_or_default();
    vec![
        ("provider_code", provider.code.clone()),
        ("provider_name", provider.name.clone()),
        ("beneficiary_code", beneficiary.code.clone()),
        ("beneficiary_name", beneficiary.name.clone()),
        ("designation", designation.to_owned()),
        ("the_beneficiary", as_called(|called| &called.the)),
        ("The_beneficiary", as_called(|called| &called.heading)),
        ("of_the_beneficiary", as_called(|called| &called.of)),
        ("to_the_beneficiary", as_called(|called| &called.to)),
        ("represented_by", form.represented_by.trim().to_owned()),
        ("voted_by", form.voted_by.trim().to_owned()),
        ("reference", form.reference.trim().to_owned()),
        ("siren", form.siren.trim().to_owned()),
        ("siret", form.siret.trim().to_owned()),
        ("month_zero", said.signature_year.map(|year| format!("{year}-06")).unwrap_or_default()),
    ]
}

/// A text as it stands within the quotes of the template.
fn escaped(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    plain.replace('\\', "\\\\").replace('"', "\\\"")
}

/// The variables that are still to come, each once.
pub fn unresolved(text: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        found.insert(name);
        rest = after;
    }
    found
}

/// What makes of an agreement the one that follows it (R3.12): it begins the day after, nothing of its signature stays, and what was
/// subscribed goes on. The price is left to the parties.
pub fn renewal(document: &AgreementDocument, signature_year: i16) -> Option<Vec<Edit>> {
    let start = document.term.last_day()?.tomorrow().ok()?;
    let reference: String = document.identity.reference.chars().take(30).collect();
    let mut edits = vec![
        Edit::text("identity.reference", &format!("{reference}-{}", start.year())),
        Edit::set("term.start", start.to_string()),
        Edit::set("term.signature_year", signature_year.to_string()),
        Edit::remove("term.signature_date"),
        Edit::remove("provider.vote_date"),
        Edit::remove("beneficiary.vote_date"),
        Edit::text("price.month_zero", &format!("{signature_year}-06")),
        Edit::set("price.revision.first_year", (i32::from(start.year()) + 1).to_string()),
    ];
    let goes_on = |offer: &&Offer| offer.subscribed_from.is_some() && offer.subscribed_until.is_none();
    for offer in document.offers.iter().filter(goes_on) {
        edits.push(Edit::set(format!("offers[{}].subscribed_from", offer.code), start.to_string()));
    }
    for offer in document.offers.iter().filter(|offer| offer.subscribed_until.is_some()) {
        edits.push(Edit::remove(format!("offers[{}].subscribed_from", offer.code)));
        edits.push(Edit::remove(format!("offers[{}].subscribed_until", offer.code)));
    }
    for one in document.obligations.iter().filter(|one| one.due.is_some_and(|due| due < start)) {
        edits.push(Edit::set(format!("obligations[{}].due", one.code), start.to_string()));
    }
    Some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::check, written};
    use jiff::{Timestamp, civil::date};
    use kernel::Side;
    use proptest::prelude::*;

    fn organisation(code: &str, name: &str) -> Organisation {
        Organisation {
            id: code.to_lowercase().into(),
            side: Side::Beneficiary,
            code: code.into(),
            name: name.into(),
            siren: None,
            siret: None,
            vat_number: None,
            address: people::organisations::Address::default(),
            routing: people::organisations::Routing::default(),
            version: 1,
            created_at: Timestamp::UNIX_EPOCH,
            iban: None,
            bic: None,
        }
    }

    fn complete() -> VariablesForm {
        VariablesForm {
            designation: "la commune".into(),
            represented_by: "le maire".into(),
            voted_by: "conseil municipal".into(),
            reference: "AGH-VAL-2027".into(),
            start: "2027-01-01".into(),
            years: "5".into(),
            signature_year: "2026".into(),
            price: "1 100,50".into(),
            agents: "42".into(),
            offers: vec!["SOCLE".into(), "POSTES".into()],
            ..VariablesForm::default()
        }
    }

    fn filled(form: &VariablesForm) -> String {
        let parties =
            (organisation("AGH", "Agglomération des Hauts"), organisation("VAL", "Commune \"Val\\mont\""));
        fill(form, &read(form).unwrap(), (&parties.0, &parties.1)).unwrap()
    }

    #[test]
    fn a_complete_form_makes_an_agreement_without_a_word_of_another() {
        let text = filled(&complete());
        assert!(unresolved(&text).is_empty(), "{:?}", unresolved(&text));
        let report = check(&text);
        let document = report.document.unwrap_or_else(|| panic!("{:#?}", report.problems));
        assert_eq!(document.beneficiary.name, "Commune \"Val\\mont\"");
        assert_eq!((document.term.start, document.price.initial_price.0.0), (date(2027, 1, 1), 110_050));
        assert_eq!(document.price.month_zero.to_string(), "2026-06");
        assert_eq!(document.offer("POSTES").unwrap().subscribed_from, Some(date(2027, 1, 1)));
        assert_eq!(document.offer("AMOA").unwrap().subscribed_from, None);
        assert!(document.identity.subject.starts_with("La commune confie"), "{}", document.identity.subject);
        assert!(!text.contains("Pôle") && !text.contains("EPCC") && !text.contains("CAPBP"));
    }

    #[test]
    fn what_is_missing_stays_between_its_braces_and_what_is_wrong_is_named() {
        let text = filled(&VariablesForm::default());
        let missing = unresolved(&text);
        assert!(
            missing.contains("start") && missing.contains("price") && missing.contains("the_beneficiary")
        );
        assert!(!missing.contains("siren"), "an optional line disappears");
        assert!(text.parse::<toml::Table>().is_ok());
        let wrong = VariablesForm {
            start: "demain".into(),
            years: "0".into(),
            signature_year: "26".into(),
            price: "beaucoup".into(),
            agents: "-3".into(),
            siren: "123".into(),
            offers: vec!["X".into()],
            ..VariablesForm::default()
        };
        let found: Vec<String> = read(&wrong).unwrap_err().0.into_iter().map(|one| one.field).collect();
        assert_eq!(found, ["start", "price", "signature_year", "years", "agents", "siren", "offers"]);
    }

    #[test]
    fn a_renewal_begins_the_day_after_and_keeps_what_is_subscribed() {
        let present = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
        let document = check(present).document.unwrap();
        let text = written::apply(present, &renewal(&document, 2026).unwrap()).unwrap();
        let next = check(&text).document.unwrap();
        assert_eq!((next.term.start, next.term.last_day()), (date(2027, 1, 1), Some(date(2031, 12, 31))));
        assert_eq!((next.beneficiary.vote_date, next.term.signature_year), (None, 2026));
        assert_eq!(next.offer("SOCLE").unwrap().subscribed_from, Some(date(2027, 1, 1)));
        assert_eq!(next.price.initial_price, document.price.initial_price);
        assert_eq!(next.identity.reference, "CAPBP-PMPB-2022-2027");
    }

    proptest! {
        #[test]
        fn no_designation_breaks_the_file(words in "\\PC{0,40}") {
            let form = VariablesForm { designation: words.clone(), represented_by: words, ..complete() };
            let text = filled(&form);
            prop_assert!(text.parse::<toml::Table>().is_ok());
        }
    }
}
