//! A draft on paper, for deliberation and signature: the whole agreement for a body that joins or a renewal, what changes for an
//! amendment. In the language of the agreement.

use super::{
    DraftKind,
    actions::{Whole, signing::parties},
};
use crate::{
    document::{AgreementDocument, Block, BlockKind, Change, Commitment, PartyRole},
    joining::clauses,
    subscriptions,
};
use people::Organisation;
use platform::{
    Ctx, Error, Result,
    documents::{
        DocumentData, DocumentHead, LabelledValue, PartyBlock, SignatureBlock, TextBlock, TextColumn,
        TextDocument, TextSection, TextTable,
    },
    i18n::{self, Lang, figures},
};

/// The PDF of a draft: the one to sign, or a copy that says it is a draft. Refused while its text cannot be read.
pub(super) async fn print(ctx: &Ctx, known: &Whole, is_final: bool) -> Result<Vec<u8>> {
    let (provider, served) = parties(ctx, &known.draft.key).await?;
    let document = known.report.document.as_ref().ok_or_else(|| Error::refused("draft-error-unreadable"))?;
    ctx.print(paper(known, document, (&provider, &served), is_final)).await
}

fn paper(
    known: &Whole,
    document: &AgreementDocument,
    (provider, served): (&Organisation, &Organisation),
    is_final: bool,
) -> DocumentData {
    let (draft, lang) = (&known.draft, clauses::language(document));
    let is_amendment = draft.kind == DraftKind::Amendment;
    let mut sections = if is_amendment { amended(lang, known) } else { agreed(lang, known, document) };
    sections.push(signatures(lang, document));
    let title = if is_amendment {
        lang.with("draft-paper-amendment", &[("reference", &document.identity.reference)])
    } else {
        document.identity.title.clone()
    };
    let text = TextDocument {
        head: DocumentHead {
            lang,
            title: title.clone(),
            subject: title,
            identity: format!("draft {} {}", draft.key.beneficiary, draft.key.id),
            created: draft.created_at,
            provider: party(provider),
            logo_svg: None,
            banner: (!is_final).then(|| lang.t("draft-paper-banner")),
        },
        subtitle: draft.title.clone(),
        addressee: Some(party(served)),
        references: references(lang, known, document),
        has_contents: !is_amendment,
        sections,
    };
    DocumentData::Text(Box::new(text))
}

fn references(lang: Lang, known: &Whole, document: &AgreementDocument) -> Vec<LabelledValue> {
    let fact = |key: &str, value: String| LabelledValue { label: lang.t(key), value };
    let day = known.draft.effective_on.map(|day| figures::date(lang, day)).unwrap_or_default();
    let mut facts = vec![
        fact("draft-paper-reference", document.identity.reference.clone()),
        fact("draft-effective-on", day),
    ];
    if let Some(last) = document.term.last_day() {
        facts.push(fact("draft-paper-last-day", figures::date(lang, last)));
    }
    facts
}

fn between(lang: Lang, document: &AgreementDocument) -> TextSection {
    let told = |party: &crate::document::Party, key: &str| {
        let voted = party.voted_by.clone().unwrap_or_default();
        let words = [
            ("name", party.name.as_str()),
            ("function", &party.represented_by),
            ("voted", &voted),
            ("designation", &party.designation),
        ];
        TextBlock::Paragraph(lang.with(key, &words))
    };
    let grounds = document
        .identity
        .legal_basis
        .iter()
        .map(|ground| lang.with("draft-paper-ground", &[("text", ground)]));
    let recitals =
        document.identity.recitals.iter().map(|text| lang.with("draft-paper-recital", &[("text", text)]));
    let blocks = vec![
        TextBlock::List(grounds.collect()),
        TextBlock::List(recitals.collect()),
        told(&document.provider, "draft-paper-party"),
        told(&document.beneficiary, "draft-paper-party"),
    ];
    TextSection::new(lang.t("draft-paper-between"), blocks)
}

/// What an amendment says: what changes, before and after, from when; the rest stays.
fn amended(lang: Lang, known: &Whole) -> Vec<TextSection> {
    let draft = &known.draft;
    let day = draft.effective_on.map(|day| figures::date(lang, day)).unwrap_or_default();
    let article = |number: &str, key: &str| {
        lang.with("draft-paper-article", &[("number", number.to_owned()), ("title", lang.t(key))])
    };
    let reason = if draft.reason.is_empty() { draft.title.clone() } else { draft.reason.clone() };
    vec![
        TextSection::new(article("1", "draft-paper-object"), vec![TextBlock::Paragraph(reason)]),
        TextSection::new(
            article("2", "draft-paper-changes"),
            vec![TextBlock::Table(changes(lang, &known.changes))],
        ),
        TextSection::new(
            article("3", "draft-paper-effect"),
            vec![
                TextBlock::Paragraph(lang.with("draft-paper-from", &[("day", day)])),
                TextBlock::Paragraph(lang.t("draft-paper-rest")),
            ],
        ),
    ]
}

fn changes(lang: Lang, changes: &[Change]) -> TextTable {
    let value = |value: &Option<kernel::Figure>, key: &str| {
        value.as_ref().map_or_else(|| lang.t(key), |value| i18n::figure(lang, value))
    };
    let row = |change: &Change| {
        let mut what = vec![lang.text(&change.section), change.item.clone(), lang.text(&change.label)];
        what.retain(|word| !word.is_empty());
        what.dedup();
        vec![
            what.join(" · "),
            value(&change.before, "versions-added"),
            value(&change.after, "versions-removed"),
        ]
    };
    TextTable {
        columns: vec![
            TextColumn::new(lang.t("versions-what")),
            TextColumn::wide(lang.t("versions-before")),
            TextColumn::wide(lang.t("versions-after")),
        ],
        rows: changes.iter().map(row).collect(),
        ..TextTable::default()
    }
}

/// What a whole agreement says: the parties, the articles, then the annexes.
fn agreed(lang: Lang, known: &Whole, document: &AgreementDocument) -> Vec<TextSection> {
    let mut sections = vec![between(lang, document)];
    for article in clauses::articles(document) {
        let words = [("number", article.number.as_str()), ("title", &article.title)];
        let mut blocks: Vec<TextBlock> =
            article.clauses.iter().map(|(_, text)| TextBlock::Paragraph(text.clone())).collect();
        if article.number == "2" {
            blocks.extend(
                document
                    .blocks
                    .iter()
                    .filter(|block| is_opened(document, block))
                    .flat_map(|block| of_block(lang, block)),
            );
        }
        if article.number == "8" {
            blocks.push(TextBlock::Table(price(lang, known, document)));
        }
        sections.push(TextSection::new(lang.with("draft-paper-article", &words), blocks));
    }
    sections.extend(annexes(lang, known, document));
    sections
}

fn is_opened(document: &AgreementDocument, block: &Block) -> bool {
    block.kind == BlockKind::Core
        || subscriptions::of(document).iter().any(|one| one.blocks.contains(&block.code))
}

fn of_block(lang: Lang, block: &Block) -> Vec<TextBlock> {
    let borne = |role: PartyRole| -> Vec<String> {
        block
            .responsibilities
            .iter()
            .filter(|line| line.party == role)
            .map(|line| line.item.clone())
            .collect()
    };
    let mut blocks = vec![
        TextBlock::Heading(block.title.clone()),
        TextBlock::List(block.services.iter().map(|service| service.text.clone()).collect()),
    ];
    for (role, key) in [
        (PartyRole::Provider, "draft-paper-provider-bears"),
        (PartyRole::Beneficiary, "draft-paper-beneficiary-bears"),
    ] {
        let lines = borne(role);
        if !lines.is_empty() {
            blocks.push(TextBlock::Note(lang.t(key)));
            blocks.push(TextBlock::List(lines));
        }
    }
    blocks
}

/// The table of article 8: agents, price, total; the total is known with the agents.
fn price(lang: Lang, known: &Whole, document: &AgreementDocument) -> TextTable {
    let unit = document.price.initial_price.0;
    let agents: Option<i64> = known.draft.variables.agents.trim().parse().ok();
    let total = agents.and_then(|agents| unit.0.checked_mul(agents)).map(kernel::Cents);
    let or_blank = |text: Option<String>| text.unwrap_or_else(|| "—".to_owned());
    TextTable {
        caption: lang.t("draft-paper-first-year"),
        columns: vec![
            TextColumn::wide(lang.t("draft-paper-unit")),
            TextColumn::figure(lang.t("draft-paper-quantity")),
            TextColumn::figure(lang.t("draft-paper-price")),
            TextColumn::figure(lang.t("draft-paper-total")),
        ],
        rows: vec![vec![
            document.price.unit.clone(),
            or_blank(agents.map(|agents| figures::count(lang, agents))),
            figures::money(lang, unit),
            or_blank(total.map(|total| figures::money(lang, total))),
        ]],
        total: vec![],
    }
}

fn annexes(lang: Lang, known: &Whole, document: &AgreementDocument) -> Vec<TextSection> {
    let sites: Vec<String> = known
        .draft
        .variables
        .sites
        .lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    let lent: Vec<String> = document
        .equipment
        .lent_assets
        .iter()
        .map(|asset| format!("{} × {}", asset.quantity, asset.text))
        .collect();
    let or_none = |lines: Vec<String>| {
        if lines.is_empty() {
            TextBlock::Paragraph(lang.t("draft-paper-none"))
        } else {
            TextBlock::List(lines)
        }
    };
    let matrix = TextTable {
        columns: vec![
            TextColumn::new(lang.t("draft-paper-theme")),
            TextColumn::new(document.provider.designation.clone()),
            TextColumn::new(document.beneficiary.designation.clone()),
        ],
        rows: document
            .data_protection
            .themes
            .iter()
            .map(|theme| vec![theme.title.clone(), theme.provider.join("\n"), theme.beneficiary.join("\n")])
            .collect(),
        ..TextTable::default()
    };
    let first = TextSection {
        begins_page: true,
        ..TextSection::new(
            lang.t("draft-paper-annex-a"),
            vec![TextBlock::Table(commitments(lang, &document.commitments))],
        )
    };
    vec![
        first,
        TextSection::new(lang.t("draft-paper-annex-b"), vec![or_none(lent)]),
        TextSection::new(lang.t("draft-paper-annex-sites"), vec![or_none(sites)]),
        TextSection::new(lang.t("draft-paper-annex-e"), vec![TextBlock::Table(matrix)]),
    ]
}

fn commitments(lang: Lang, commitments: &[Commitment]) -> TextTable {
    let target = |one: &Commitment| match &one.target {
        Some(target) => {
            let sign = serde_json::to_value(target.operator).unwrap_or_default();
            let operator = lang.text(&crate::document::value_label(sign.as_str().unwrap_or_default()));
            format!("{operator} {}", figures::exact(lang, &target.value.0))
        }
        None => lang.t("draft-paper-no-target"),
    };
    TextTable {
        columns: vec![
            TextColumn::new(lang.t("draft-paper-code")),
            TextColumn::wide(lang.t("draft-paper-commitment")),
            TextColumn::wide(lang.t("draft-paper-indicator")),
            TextColumn::new(lang.t("draft-paper-target")),
        ],
        rows: commitments
            .iter()
            .map(|one| vec![one.code.clone(), one.text.clone(), one.indicator.clone(), target(one)])
            .collect(),
        ..TextTable::default()
    }
}

fn signatures(lang: Lang, document: &AgreementDocument) -> TextSection {
    let signs = |party: &crate::document::Party| SignatureBlock {
        party: party.name.clone(),
        function: party.represented_by.clone(),
        signed: String::new(),
    };
    let blocks = vec![TextBlock::Signatures(vec![signs(&document.provider), signs(&document.beneficiary)])];
    TextSection::new(lang.t("draft-paper-done"), blocks)
}

fn party(organisation: &Organisation) -> PartyBlock {
    let address = &organisation.address;
    let town = format!("{} {}", address.postal_code, address.city);
    let lines = address.street.lines().map(str::to_owned).chain([town]);
    let siret = organisation
        .siret
        .as_ref()
        .map(|siret| LabelledValue { label: "SIRET".into(), value: siret.to_string() });
    PartyBlock {
        name: organisation.name.clone(),
        address: lines.filter(|line| !line.trim().is_empty()).collect(),
        details: siret.into_iter().collect(),
    }
}
