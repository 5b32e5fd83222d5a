//! The minutes as a document.

use super::{Meeting, Presence, actions::Whole, invitation::title, rules};
use crate::{
    action_items::Action,
    decisions::{self, Decision},
};
use jiff::Timestamp;
use kernel::Side;
use people::Organisation;
use platform::{
    documents::{
        DocumentData, DocumentHead, LabelledValue, PartyBlock, SignatureBlock, TextBlock, TextColumn,
        TextDocument, TextSection, TextTable,
    },
    i18n::{Lang, figures},
};

/// The minutes of a meeting, as they are at an instant.
pub(super) fn minutes(
    lang: Lang,
    all: &Whole,
    provider: &Organisation,
    body: &Organisation,
    now: Timestamp,
) -> DocumentData {
    let meeting = &all.meeting;
    let name = title(lang, meeting);
    let document = TextDocument {
        head: DocumentHead {
            lang,
            title: lang.with("minutes-document-title", &[("meeting", &name)]),
            subject: lang.with("minutes-document-title", &[("meeting", &name)]),
            identity: format!("minutes {} {}", meeting.key.beneficiary, meeting.key.id),
            created: meeting.validated_at.unwrap_or(now),
            provider: PartyBlock { name: provider.name.clone(), ..PartyBlock::default() },
            logo_svg: None,
            banner: meeting.validated_at.is_none().then(|| lang.t("minutes-document-draft")),
        },
        subtitle: figures::instant(lang, meeting.starts_at),
        addressee: None,
        references: references(lang, meeting),
        has_contents: false,
        sections: sections(lang, all, provider, body),
    };
    DocumentData::Text(Box::new(document))
}

fn fact(lang: Lang, key: &str, value: impl Into<String>) -> LabelledValue {
    LabelledValue { label: lang.t(key), value: value.into() }
}

fn references(lang: Lang, meeting: &Meeting) -> Vec<LabelledValue> {
    let length = figures::duration(lang, meeting.minutes_long.saturating_mul(60));
    let mut references = vec![fact(lang, "meeting-length", length)];
    if !meeting.place.is_empty() {
        references.push(fact(lang, "meeting-place", meeting.place.clone()));
    }
    references.push(fact(lang, "minutes-state", lang.t(meeting.minutes_state.label_key())));
    references
}

fn sections(lang: Lang, all: &Whole, provider: &Organisation, body: &Organisation) -> Vec<TextSection> {
    let mut sections = vec![TextSection::new(lang.t("meeting-participants"), present(lang, all))];
    if !all.meeting.summary.is_empty() {
        let summary = vec![TextBlock::Paragraph(all.meeting.summary.clone())];
        sections.push(TextSection::new(lang.t("minutes-summary"), summary));
    }
    sections.push(TextSection::new(lang.t("meeting-agenda"), points(lang, all)));
    let ruled: Vec<&Decision> = all.decisions.iter().filter(|one| one.withdrawn_at.is_none()).collect();
    if !ruled.is_empty() {
        sections
            .push(TextSection::new(lang.t("decision-title"), vec![TextBlock::Table(decided(lang, &ruled))]));
    }
    if !all.actions.is_empty() {
        sections.push(TextSection::new(
            lang.t("action-title"),
            vec![TextBlock::Table(agreed(lang, &all.actions))],
        ));
    }
    let signatures = [(Side::Provider, provider), (Side::Beneficiary, body)];
    let signed = signatures.map(|(side, party)| signature(lang, all, side, party)).to_vec();
    sections.push(TextSection::new("", vec![TextBlock::Signatures(signed)]));
    sections
}

/// Who came, who did not, and the side nobody came for (R7.3).
fn present(lang: Lang, all: &Whole) -> Vec<TextBlock> {
    let columns = vec![
        TextColumn::new(lang.t("meeting-side")),
        TextColumn::wide(lang.t("meeting-function")),
        TextColumn::new(lang.t("meeting-name")),
        TextColumn::new(lang.t("meeting-presence")),
    ];
    let seats = all.participants.iter().filter(|one| !one.is_optional || one.presence == Presence::Present);
    let rows = seats.map(|one| {
        vec![
            lang.t(super::views::side_key(one.side)),
            one.function.clone(),
            if one.name.is_empty() { "–".to_owned() } else { one.name.clone() },
            lang.t(one.presence.label_key()),
        ]
    });
    let table = TextTable { columns, rows: rows.collect(), ..TextTable::default() };
    let absent = rules::absent_sides(&all.participants);
    let note = |side: Side| TextBlock::Note(lang.t(super::views::absent_key(side)));
    std::iter::once(TextBlock::Table(table)).chain(absent.into_iter().map(note)).collect()
}

fn points(lang: Lang, all: &Whole) -> Vec<TextBlock> {
    let mut blocks = vec![];
    for (number, item) in (1..).zip(&all.items) {
        blocks.push(TextBlock::Heading(format!("{number}. {}", item.title)));
        if !item.detail.is_empty() {
            blocks.push(TextBlock::Note(item.detail.clone()));
        }
        let said = if item.minutes.is_empty() { lang.t("minutes-nothing") } else { item.minutes.clone() };
        blocks.push(TextBlock::Paragraph(said));
    }
    if blocks.is_empty() {
        blocks.push(TextBlock::Paragraph(lang.t("meeting-no-item")));
    }
    blocks
}

fn decided(lang: Lang, ruled: &[&Decision]) -> TextTable {
    let columns = vec![
        TextColumn::new(lang.t("decision-number")),
        TextColumn::wide(lang.t("decision-one")),
        TextColumn::new(lang.t("decision-kind")),
        TextColumn::new(lang.t("decision-effective")),
    ];
    let rows = ruled.iter().map(|one| {
        let target = decisions::views::target(lang, one);
        let words = if target.is_empty() { one.body.clone() } else { format!("{}\n{target}", one.body) };
        vec![one.reference(), words, lang.t(one.kind.label_key()), figures::date(lang, one.effective_on)]
    });
    TextTable { columns, rows: rows.collect(), ..TextTable::default() }
}

fn agreed(lang: Lang, actions: &[Action]) -> TextTable {
    let columns = vec![
        TextColumn::wide(lang.t("action-one")),
        TextColumn::new(lang.t("action-owner")),
        TextColumn::new(lang.t("action-due")),
    ];
    let rows =
        actions.iter().map(|one| vec![one.body.clone(), one.owner.clone(), figures::date(lang, one.due_on)]);
    TextTable { columns, rows: rows.collect(), ..TextTable::default() }
}

fn signature(lang: Lang, all: &Whole, side: Side, party: &Organisation) -> SignatureBlock {
    let agreed = all.validations.iter().find(|one| one.side == side);
    let signed = agreed.map(|one| {
        let args = [("person", one.person.as_str()), ("at", &figures::instant(lang, one.at))];
        lang.with("minutes-validated-by", &args)
    });
    SignatureBlock { party: party.name.clone(), function: String::new(), signed: signed.unwrap_or_default() }
}
