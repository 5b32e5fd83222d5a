//! The equipment agreement on paper, for both signatures.

use super::{EquipmentRequest, rules};
use jiff::Timestamp;
use kernel::Figure;
use people::Organisation;
use platform::{
    documents::{
        DocumentData, DocumentHead, EquipmentAgreementDocument, ExplanationBlock, LabelledValue, PartyBlock,
    },
    i18n::{self, Lang, figures},
};

/// The language of what is signed.
const LANG: Lang = Lang::Fr;

/// What the PDF shows; the renderer draws it.
pub(super) fn agreement(
    one: &EquipmentRequest,
    articles: Vec<String>,
    (provider, beneficiary): (&Organisation, &Organisation),
    created: Timestamp,
) -> DocumentData {
    let title = LANG.with("equipment-agreement-title", &[("reference", &one.reference())]);
    let why = rules::earliest(one.received_on).ok().map(|first| {
        let value = i18n::figure(LANG, &Figure::Date(first.value));
        ExplanationBlock::new(LANG, LANG.t("equipment-earliest"), value, &first.explanation)
    });
    DocumentData::EquipmentAgreement(Box::new(EquipmentAgreementDocument {
        head: DocumentHead {
            lang: LANG,
            subject: title.clone(),
            title,
            identity: one.reference(),
            created,
            provider: party(provider),
            logo_svg: None,
            banner: None,
        },
        reference: one.reference(),
        beneficiary: party(beneficiary),
        object: one.title.clone(),
        need: one.need.clone(),
        facts: facts(one),
        articles,
        explanations: why.into_iter().collect(),
    }))
}

fn facts(one: &EquipmentRequest) -> Vec<LabelledValue> {
    let fact = |key: &str, value: String| LabelledValue { label: LANG.t(key), value };
    let money = |amount: Option<kernel::Cents>| {
        amount.map_or_else(|| "—".to_owned(), |amount| figures::money(LANG, amount))
    };
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
