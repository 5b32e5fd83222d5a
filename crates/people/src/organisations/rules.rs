//! What may be said about an organisation: every field checked, every problem told at once.

use super::{Address, Organisation, Routing};
use kernel::{Side, Siren, Siret, Text};
use platform::{Error, Problems, Result};
use serde::{Deserialize, Deserializer, Serialize};

/// An organisation as typed in the form or sent to the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OrganisationForm {
    /// `provider`, `beneficiary` or `contractor`; only read at creation.
    pub side: String,
    /// Short code.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Nine digits, spaces allowed; taken from the SIRET when left empty.
    pub siren: String,
    /// Fourteen digits, spaces allowed.
    pub siret: String,
    /// VAT number.
    pub vat_number: String,
    /// Number and street.
    pub street: String,
    /// Five digits.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// Electronic address for invoices.
    pub electronic_address: String,
    /// Whether a service code is demanded: true or false, `on` from a ticked box.
    #[serde(deserialize_with = "ticked")]
    pub needs_service_code: bool,
    /// Whether a commitment number is demanded: as above.
    #[serde(deserialize_with = "ticked")]
    pub needs_commitment_number: bool,
    /// Service code.
    pub service_code: String,
    /// Commitment number.
    pub commitment_number: String,
    /// Account on which the organisation is paid, spaces allowed.
    pub iban: String,
    /// Its bank.
    pub bic: String,
    /// Version read before a change; ignored at creation.
    pub version: i64,
}

/// A yes or no: a JSON boolean, or the `on` a browser sends for a ticked box (an unticked one is not sent).
fn ticked<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Tick {
        Flag(bool),
        Word(String),
    }
    match Tick::deserialize(from)? {
        Tick::Flag(is_set) => Ok(is_set),
        Tick::Word(word) if word == "on" || word == "true" => Ok(true),
        Tick::Word(word) if word.is_empty() || word == "false" => Ok(false),
        Tick::Word(word) => Err(serde::de::Error::custom(format!("`{word}` is neither true nor false"))),
    }
}

/// The checked content of an [`OrganisationForm`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Side.
    pub side: Side,
    /// Short code.
    pub code: String,
    /// Official name.
    pub name: String,
    /// Legal entity.
    pub siren: Option<Siren>,
    /// Establishment.
    pub siret: Option<Siret>,
    /// VAT number.
    pub vat_number: Option<String>,
    /// Postal address.
    pub address: Address,
    /// Invoice routing.
    pub routing: Routing,
    /// Account on which it is paid.
    pub iban: Option<String>,
    /// Bank of that account.
    pub bic: Option<String>,
}

impl OrganisationForm {
    /// The form filled with what is stored.
    pub fn of(organisation: &Organisation) -> Self {
        let o = organisation.clone();
        Self {
            side: side_name(o.side).to_owned(),
            code: o.code,
            name: o.name,
            siren: o.siren.map(|s| s.to_string()).unwrap_or_default(),
            siret: o.siret.map(|s| s.to_string()).unwrap_or_default(),
            vat_number: o.vat_number.unwrap_or_default(),
            street: o.address.street,
            postal_code: o.address.postal_code,
            city: o.address.city,
            electronic_address: o.routing.electronic_address.unwrap_or_default(),
            needs_service_code: o.routing.needs_service_code,
            needs_commitment_number: o.routing.needs_commitment_number,
            service_code: o.routing.service_code.unwrap_or_default(),
            commitment_number: o.routing.commitment_number.unwrap_or_default(),
            iban: o.iban.unwrap_or_default(),
            bic: o.bic.unwrap_or_default(),
            version: o.version,
        }
    }

    /// Checks everything and tells every problem at once.
    pub fn check(&self) -> Result<Content> {
        let mut problems = Problems::default();
        let side = side_of(&self.side);
        if side.is_none() {
            problems.add("side", Text::new("people-side-unknown"));
        }
        let code = self.code.trim().to_uppercase();
        if !(2..=10).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
            problems.add("code", Text::new("people-code-shape"));
        }
        let name = required(&mut problems, "name", &self.name);
        let (siren, siret) = self.identifiers(&mut problems);
        let vat_number = self.vat(&mut problems);
        let postal_code = self.postal_code.trim().to_owned();
        let is_code = postal_code.len() == 5 && postal_code.bytes().all(|b| b.is_ascii_digit());
        if !(postal_code.is_empty() || is_code) {
            problems.add("postal_code", Text::new("people-postal-code-shape"));
        }
        let address = Address {
            street: bounded(&mut problems, "street", &self.street),
            postal_code,
            city: bounded(&mut problems, "city", &self.city),
        };
        let routing = self.routing(&mut problems);
        let (iban, bic) = self.account(&mut problems);
        match side {
            Some(side) if problems.0.is_empty() => {
                Ok(Content { side, code, name, siren, siret, vat_number, address, routing, iban, bic })
            }
            _ => Err(Error::Invalid(problems)),
        }
    }

    fn identifiers(&self, problems: &mut Problems) -> (Option<Siren>, Option<Siret>) {
        let siret: Option<Siret> = match filled(&self.siret).map(|text| text.parse()) {
            Some(Err(_)) => {
                problems.add("siret", Text::new("people-siret-wrong"));
                None
            }
            other => other.and_then(std::result::Result::ok),
        };
        let siren: Option<Siren> = match filled(&self.siren).map(|text| text.parse()) {
            Some(Err(_)) => {
                problems.add("siren", Text::new("people-siren-wrong"));
                None
            }
            Some(Ok(siren)) => Some(siren),
            None => siret.as_ref().map(Siret::siren),
        };
        if let (Some(entity), Some(place)) = (&siren, &siret)
            && place.siren() != *entity
        {
            problems.add("siret", Text::new("people-siret-of-other-siren"));
        }
        (siren, siret)
    }

    /// Two letters of a country, then up to 13 letters and digits. Only the shape is checked: liability is not ours to guess.
    fn vat(&self, problems: &mut Problems) -> Option<String> {
        let plain: String =
            self.vat_number.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        let fits = (4..=15).contains(&plain.len())
            && plain.bytes().take(2).all(|b| b.is_ascii_uppercase())
            && plain.bytes().all(|b| b.is_ascii_alphanumeric());
        if !plain.is_empty() && !fits {
            problems.add("vat_number", Text::new("people-vat-shape"));
        }
        filled(&plain)
    }

    /// The account and its bank, in capital letters without spaces; the check digits of the account are right.
    fn account(&self, problems: &mut Problems) -> (Option<String>, Option<String>) {
        let plain =
            |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        let (iban, bic) = (plain(&self.iban), plain(&self.bic));
        if !iban.is_empty() && !is_iban(&iban) {
            problems.add("iban", Text::new("people-iban-wrong"));
        }
        let is_bic = matches!(bic.len(), 8 | 11) && bic.bytes().all(|b| b.is_ascii_alphanumeric());
        if !bic.is_empty() && !is_bic {
            problems.add("bic", Text::new("people-bic-wrong"));
        }
        (filled(&iban), filled(&bic))
    }

    fn routing(&self, problems: &mut Problems) -> Routing {
        let mut text = |name: &str, value: &str| filled(&bounded(problems, name, value));
        Routing {
            electronic_address: text("electronic_address", &self.electronic_address),
            needs_service_code: self.needs_service_code,
            needs_commitment_number: self.needs_commitment_number,
            service_code: text("service_code", &self.service_code),
            commitment_number: text("commitment_number", &self.commitment_number),
        }
    }
}

/// Whether a text in capital letters is an account number: country, check digits, then letters and digits, the whole being 1
/// modulo 97 (ISO 13616).
fn is_iban(text: &str) -> bool {
    let is_shaped = (15..=34).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && text.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && text.bytes().skip(2).take(2).all(|b| b.is_ascii_digit());
    if !is_shaped {
        return false;
    }
    let (head, rest) = text.split_at(4);
    let value = |c: char| c.to_digit(36).unwrap_or_default();
    let rest = rest.chars().chain(head.chars()).map(value).fold(0_u32, |rest, digit| {
        if digit < 10 { (rest * 10 + digit) % 97 } else { (rest * 100 + digit) % 97 }
    });
    rest == 1
}

/// Key of a side's name on screens.
pub fn side_key(side: Side) -> &'static str {
    match side {
        Side::Provider => "people-side-provider",
        Side::Beneficiary => "people-side-beneficiary",
        Side::Contractor => "people-side-contractor",
    }
}

/// The name under which a side is stored and sent.
pub fn side_name(side: Side) -> &'static str {
    match side {
        Side::Provider => "provider",
        Side::Beneficiary => "beneficiary",
        Side::Contractor => "contractor",
    }
}

fn side_of(name: &str) -> Option<Side> {
    [Side::Provider, Side::Beneficiary, Side::Contractor].into_iter().find(|side| side_name(*side) == name)
}

/// Longest text of one field, in characters.
const LONGEST: usize = 200;

/// The trimmed text, refused when empty or longer than 200 characters.
pub(crate) fn required(problems: &mut Problems, field: &str, text: &str) -> String {
    if text.trim().is_empty() {
        problems.add(field, Text::new("people-field-empty"));
    }
    bounded(problems, field, text)
}

/// The trimmed text, refused when longer than 200 characters or with control characters other than line feeds.
pub(crate) fn bounded(problems: &mut Problems, field: &str, text: &str) -> String {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().count() > LONGEST {
        problems.add(field, Text::new("people-field-long").with("limit", LONGEST));
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        problems.add(field, Text::new("people-field-control"));
    }
    text
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_number_has_its_check_digits() {
        for right in ["FR7630001007941234567890185", "GB82WEST12345698765432"] {
            assert!(is_iban(right), "{right}");
        }
        for wrong in [
            "",
            "FR76",
            "FR7630001007941234567890186",
            "7630001007941234567890185",
            "fr7630001007941234567890185",
        ] {
            assert!(!is_iban(wrong), "{wrong}");
        }
        let typed = OrganisationForm {
            iban: "fr76 3000 1007 9412 3456 7890 185".into(),
            bic: "bdfefrppcct".into(),
            ..form()
        };
        let content = typed.check().unwrap();
        assert_eq!(content.iban.as_deref(), Some("FR7630001007941234567890185"));
        assert_eq!(content.bic.as_deref(), Some("BDFEFRPPCCT"));
        assert!(OrganisationForm { iban: "FR00".into(), ..form() }.check().is_err());
    }

    fn form() -> OrganisationForm {
        OrganisationForm {
            side: "beneficiary".into(),
            code: "val".into(),
            name: " Commune de Valmont ".into(),
            siret: "732 829 320 00074".into(),
            postal_code: "64000".into(),
            ..OrganisationForm::default()
        }
    }

    fn fields(form: &OrganisationForm) -> Vec<String> {
        match form.check() {
            Err(Error::Invalid(problems)) => problems.0.into_iter().map(|p| p.field).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_ticked_box_and_a_json_boolean_say_the_same() {
        let read = |text: &str| serde_json::from_str::<OrganisationForm>(text).map(|f| f.needs_service_code);
        assert!(read(r#"{"needs_service_code": true}"#).unwrap());
        assert!(read(r#"{"needs_service_code": "on"}"#).unwrap());
        assert!(!read(r#"{"needs_service_code": false}"#).unwrap());
        assert!(!read("{}").unwrap());
        assert!(read(r#"{"needs_service_code": "yes"}"#).is_err());
    }

    #[test]
    fn takes_the_entity_from_the_establishment() {
        let content = form().check().unwrap();
        assert_eq!(content.siren.unwrap().as_str(), "732829320");
        assert_eq!((content.code.as_str(), content.name.as_str()), ("VAL", "Commune de Valmont"));
    }

    #[test]
    fn tells_every_problem_at_once() {
        let bad = OrganisationForm {
            side: "other".into(),
            code: "a b".into(),
            name: "  ".into(),
            siren: "404833048".into(),
            vat_number: "12".into(),
            postal_code: "6400".into(),
            service_code: "x".repeat(201),
            ..form()
        };
        assert_eq!(
            fields(&bad),
            ["side", "code", "name", "siret", "vat_number", "postal_code", "service_code"]
        );
        assert_eq!(fields(&OrganisationForm { siret: "73282932000075".into(), ..form() }), ["siret"]);
        assert_eq!(fields(&OrganisationForm { city: "a\u{0}b".into(), ..form() }), ["city"]);
    }
}
