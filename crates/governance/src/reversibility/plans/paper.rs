//! A version of the plan as a document for both signatures.

use super::{Chapter, PlanState, actions::Whole};
use kernel::Side;
use people::Organisation;
use platform::{
    documents::{
        DocumentData, DocumentHead, LabelledValue, PartyBlock, SignatureBlock, TextBlock, TextDocument,
        TextSection,
    },
    i18n::{Lang, figures},
};

/// The plan, ready to be printed.
pub(super) fn plan(lang: Lang, all: &Whole, provider: &Organisation, body: &Organisation) -> DocumentData {
    let plan = &all.plan;
    let title = lang.with("plan-document-title", &[("number", plan.key.number)]);
    let party = |one: &Organisation| PartyBlock { name: one.name.clone(), ..PartyBlock::default() };
    let document = TextDocument {
        head: DocumentHead {
            lang,
            subject: format!("{title}, {}", body.name),
            title,
            identity: format!("plan {} {}", plan.key.beneficiary, plan.key.number),
            created: plan.updated_at,
            provider: party(provider),
            logo_svg: None,
            banner: (plan.state != PlanState::Accepted).then(|| lang.t("plan-document-draft")),
        },
        subtitle: lang.t("plan-document-subtitle"),
        addressee: Some(party(body)),
        references: references(lang, all),
        has_contents: true,
        sections: sections(lang, all, provider, body),
    };
    DocumentData::Text(Box::new(document))
}

fn references(lang: Lang, all: &Whole) -> Vec<LabelledValue> {
    let plan = &all.plan;
    let fact = |key: &str, value: String| LabelledValue { label: lang.t(key), value };
    let mut references = vec![fact("plan-state", lang.t(plan.state.label_key()))];
    if let Some(day) = plan.accepted_on {
        references.push(fact("plan-accepted", figures::date(lang, day)));
    }
    references
}

fn sections(lang: Lang, all: &Whole, provider: &Organisation, body: &Organisation) -> Vec<TextSection> {
    let plan = &all.plan;
    let mut sections: Vec<TextSection> = Chapter::ALL
        .iter()
        .zip(1..)
        .filter_map(|(chapter, number): (_, usize)| {
            let words = plan.chapters.get(chapter)?;
            let title = format!("{number}. {}", lang.t(chapter.label_key()));
            Some(TextSection::new(title, paragraphs(words)))
        })
        .collect();
    if let Some(days) = plan.deletion_days {
        let told = lang.with("plan-deletion-days-told", &[("days", days)]);
        sections.push(TextSection::new(lang.t("plan-deletion-days"), vec![TextBlock::Paragraph(told)]));
    }
    if !plan.changes.is_empty() {
        sections.push(TextSection::new(lang.t("plan-changes"), paragraphs(&plan.changes)));
    }
    let signed = [(Side::Provider, provider), (Side::Beneficiary, body)]
        .map(|(side, party)| signature(lang, all, side, party));
    sections.push(TextSection::new("", vec![TextBlock::Signatures(signed.to_vec())]));
    sections
}

fn paragraphs(words: &str) -> Vec<TextBlock> {
    let lines = words.split('\n').map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| TextBlock::Paragraph(line.to_owned())).collect()
}

fn signature(lang: Lang, all: &Whole, side: Side, party: &Organisation) -> SignatureBlock {
    let accepted = all.acceptances.iter().find(|one| one.side == side);
    let signed = accepted.map(|one| {
        let args = [("person", one.person.as_str()), ("at", &figures::instant(lang, one.at))];
        lang.with("plan-accepted-by", &args)
    });
    SignatureBlock { party: party.name.clone(), function: String::new(), signed: signed.unwrap_or_default() }
}
