//! The certificate of destruction as a document.

use super::{Certificate, Counted, Destruction, Held};
use platform::{
    documents::{
        DocumentData, DocumentHead, LabelledValue, PartyBlock, SignatureBlock, TextBlock, TextColumn,
        TextDocument, TextSection, TextTable,
    },
    i18n::{Lang, figures},
};

/// The certificate, ready to be printed.
pub(super) fn certificate(lang: Lang, found: &Destruction, said: &Certificate) -> DocumentData {
    let title = lang.t("destruction-certificate");
    let party = |name: &str| PartyBlock { name: name.to_owned(), ..PartyBlock::default() };
    let document = TextDocument {
        head: DocumentHead {
            lang,
            subject: format!("{title}, {}", said.beneficiary),
            title,
            identity: format!("destruction {} {}", found.key.beneficiary, found.key.id),
            created: said.ended_at,
            provider: party(&said.provider),
            logo_svg: None,
            banner: None,
        },
        subtitle: lang.t("destruction-certificate-subtitle"),
        addressee: Some(party(&said.beneficiary)),
        references: vec![
            fact(lang, "destruction-ended-on", figures::date(lang, said.ended_on)),
            fact(lang, "destruction-ended-at", figures::instant(lang, said.ended_at)),
        ],
        has_contents: false,
        sections: sections(lang, said),
    };
    DocumentData::Text(Box::new(document))
}

fn fact(lang: Lang, key: &str, value: String) -> LabelledValue {
    LabelledValue { label: lang.t(key), value }
}

fn sections(lang: Lang, said: &Certificate) -> Vec<TextSection> {
    let words = [("provider", said.provider.as_str()), ("beneficiary", said.beneficiary.as_str())];
    let signature =
        SignatureBlock { party: said.provider.clone(), function: String::new(), signed: String::new() };
    vec![
        TextSection::new("", vec![TextBlock::Paragraph(lang.with("destruction-certificate-said", &words))]),
        TextSection::new(lang.t("destruction-returned"), vec![TextBlock::Facts(returned(lang, said))]),
        TextSection::new(lang.t("destruction-who"), vec![TextBlock::Facts(who(lang, said))]),
        TextSection::new(lang.t("destruction-goes"), deleted(lang, said)),
        TextSection::new(lang.t("destruction-stays"), kept(lang, said)),
        TextSection::new(lang.t("destruction-how"), how(lang, said)),
        TextSection::new("", vec![TextBlock::Signatures(vec![signature])]),
    ]
}

fn returned(lang: Lang, said: &Certificate) -> Vec<LabelledValue> {
    let mut facts = vec![
        fact(lang, "handover-day", figures::date(lang, said.handed_on)),
        fact(lang, "handover-received-by", said.received_by.clone()),
        fact(lang, "pack-digest", said.manifest.as_str().to_owned()),
        fact(lang, "destruction-basis", lang.t(said.basis.label_key())),
    ];
    if !said.accepted_by.is_empty() {
        facts.push(fact(lang, "destruction-accepted-by", said.accepted_by.clone()));
    }
    facts
}

fn who(lang: Lang, said: &Certificate) -> Vec<LabelledValue> {
    let by = |name: &str, at| format!("{name}, {}", figures::instant(lang, at));
    vec![
        fact(lang, "destruction-asked", by(&said.asked_by, said.asked_at)),
        fact(lang, "destruction-confirmed", by(&said.confirmed_by, said.confirmed_at)),
        fact(lang, "destruction-ended-at", figures::instant(lang, said.ended_at)),
    ]
}

fn deleted(lang: Lang, said: &Certificate) -> Vec<TextBlock> {
    let rows = said.deleted.iter().map(|one| {
        vec![lang.t(one.theme.label_key()), tables(lang, &one.tables), figures::count(lang, one.rows)]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let sum = said.deleted.iter().map(|one| one.rows).sum();
    let table = TextTable {
        caption: String::new(),
        columns: vec![
            TextColumn::new(lang.t("destruction-category")),
            TextColumn::wide(lang.t("destruction-tables")),
            TextColumn::figure(lang.t("pack-rows")),
        ],
        total: vec![lang.t("destruction-total"), String::new(), figures::count(lang, sum)],
        rows,
    };
    let facts = vec![
        fact(lang, "destruction-files-removed", figures::count(lang, said.files)),
        fact(lang, "destruction-files-kept", figures::count(lang, said.shared_files)),
        fact(lang, "destruction-entries-erased", figures::count(lang, said.erased_entries)),
    ];
    vec![TextBlock::Table(table), TextBlock::Facts(facts)]
}

/// Tables with their rows, as one line.
fn tables(lang: Lang, all: &[Counted]) -> String {
    let named: Vec<String> =
        all.iter().map(|one| format!("{} ({})", one.table, figures::count(lang, one.rows))).collect();
    named.join(", ")
}

fn kept(lang: Lang, said: &Certificate) -> Vec<TextBlock> {
    let row = |one: &Held| {
        let until = one.until.map_or_else(|| lang.t("destruction-for-good"), |day| figures::date(lang, day));
        vec![lang.t(one.ground.label_key()), tables(lang, &one.tables), until]
    };
    let table = TextTable {
        caption: String::new(),
        columns: vec![
            TextColumn::new(lang.t("destruction-why")),
            TextColumn::wide(lang.t("destruction-tables")),
            TextColumn::new(lang.t("destruction-until")),
        ],
        rows: said.kept.iter().map(row).collect(),
        total: vec![],
    };
    vec![TextBlock::Table(table)]
}

fn how(lang: Lang, said: &Certificate) -> Vec<TextBlock> {
    let chain = [("count", figures::count(lang, said.chain_length)), ("digest", said.chain_digest.clone())];
    vec![
        TextBlock::Paragraph(said.method.clone()),
        TextBlock::Paragraph(
            lang.with("destruction-backups-told", &[("day", &figures::date(lang, said.backups_until))]),
        ),
        TextBlock::Note(lang.with("destruction-chain-told", &chain)),
        TextBlock::Note(lang.with("destruction-program", &[("version", &said.program)])),
    ]
}
