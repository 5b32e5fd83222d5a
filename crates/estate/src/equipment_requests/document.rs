//! The equipment agreement on paper, for both signatures.

use super::EquipmentRequest;
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Explained, Figure};
use people::Organisation;
use platform::{
    documents::{
        DocumentData, DocumentHead, ExplanationBlock, LabelledValue, PartyBlock, SignatureBlock, TextBlock,
        TextDocument, TextSection,
    },
    i18n::{self, Lang, figures},
};

/// The language of what is signed.
const LANG: Lang = Lang::Fr;

/// What the PDF shows; the renderer draws it.
pub(super) fn agreement(
    one: &EquipmentRequest,
    articles: Vec<String>,
    first: Option<&Explained<Date>>,
    (provider, beneficiary): (&Organisation, &Organisation),
    created: Timestamp,
) -> DocumentData {
    let reference = [("reference", one.reference())];
    let document = TextDocument {
        head: DocumentHead {
            lang: LANG,
            title: LANG.t("equipment-agreement"),
            subject: LANG.with("equipment-agreement-title", &reference),
            identity: one.reference(),
            created,
            provider: party(provider),
            logo_svg: None,
            banner: None,
        },
        subtitle: format!("{} · {}", one.reference(), one.title),
        addressee: Some(party(beneficiary)),
        references: references(one),
        has_contents: false,
        sections: sections(one, articles, first, (provider, beneficiary)),
    };
    DocumentData::Text(Box::new(document))
}

fn sections(
    one: &EquipmentRequest,
    articles: Vec<String>,
    first: Option<&Explained<Date>>,
    (provider, beneficiary): (&Organisation, &Organisation),
) -> Vec<TextSection> {
    let need = vec![TextBlock::Paragraph(one.need.clone())];
    let mut sections = vec![TextSection::new(LANG.t("equipment-need"), need)];
    sections.extend((1..).zip(articles).map(|(number, article): (i64, String)| {
        let title = LANG.with("equipment-article", &[("number", number)]);
        TextSection::new(title, vec![TextBlock::Paragraph(article)])
    }));
    let signs = |party: &Organisation| SignatureBlock {
        party: party.name.clone(),
        function: LANG.t("equipment-signature"),
        signed: String::new(),
    };
    let signatures = vec![TextBlock::Signatures(vec![signs(provider), signs(beneficiary)])];
    sections.push(TextSection::new(LANG.t("equipment-signatures"), signatures));
    if let Some(first) = first {
        let value = i18n::figure(LANG, &Figure::Date(first.value));
        let why = ExplanationBlock::new(LANG, LANG.t("equipment-earliest"), value, &first.explanation);
        sections.push(TextSection::new(LANG.t("equipment-date-why"), vec![TextBlock::Explanation(why)]));
    }
    sections
}

fn references(one: &EquipmentRequest) -> Vec<LabelledValue> {
    let fact = |key: &str, value: String| LabelledValue { label: LANG.t(key), value };
    let money =
        |amount: Option<Cents>| amount.map_or_else(|| "—".to_owned(), |amount| figures::money(LANG, amount));
    vec![
        fact("equipment-received-on", figures::date(LANG, one.received_on)),
        fact("equipment-wanted-on", figures::date(LANG, one.wanted_on)),
        fact("equipment-cost", money(one.cost)),
        fact("equipment-share", money(one.share)),
    ]
}

fn party(organisation: &Organisation) -> PartyBlock {
    let address = &organisation.address;
    let town = format!("{} {}", address.postal_code, address.city);
    let lines = address.street.lines().map(str::to_owned).chain([town]);
    PartyBlock {
        name: organisation.name.clone(),
        address: lines.filter(|line| !line.trim().is_empty()).collect(),
        details: vec![],
    }
}
