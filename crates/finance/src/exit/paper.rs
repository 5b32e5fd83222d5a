//! The statement of the goods on leaving, as a document for both signatures.

use super::{Fate, NoticeKey, StatementLine, actions};
use people::organisations;
use platform::{
    Ctx, Error, Result,
    documents::{
        DocumentData, DocumentHead, ExplanationBlock, LabelledValue, PartyBlock, SignatureBlock, TextBlock,
        TextColumn, TextDocument, TextSection, TextTable,
    },
    i18n::{Lang, figures},
};

/// The statement of a notice as a PDF, and the name of its file.
pub async fn statement(ctx: &Ctx, key: &NoticeKey) -> Result<(String, Vec<u8>)> {
    let whole = actions::read(ctx, key).await?;
    let mut tx = ctx.read().await?;
    let provider = organisations::store::provider(&mut tx).await?;
    let provider = provider.ok_or_else(|| Error::refused("scoreboard-no-provider"))?;
    let served = organisations::store::find(&mut tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let name = format!("exit-{}-{}", served.code, whole.notice.last_day);
    let party = |one: &people::Organisation| PartyBlock { name: one.name.clone(), ..PartyBlock::default() };
    let data = document(ctx, &whole, party(&provider), party(&served));
    Ok((name, ctx.print(data).await?))
}

fn document(ctx: &Ctx, whole: &actions::Whole, provider: PartyBlock, served: PartyBlock) -> DocumentData {
    let (lang, notice) = (ctx.lang, &whole.notice);
    let day = figures::date(lang, notice.last_day);
    let title = lang.with("exit-document-title", &[("day", &day)]);
    let frozen = notice.statement.is_some();
    let signature =
        |party: &PartyBlock| SignatureBlock { party: party.name.clone(), ..SignatureBlock::default() };
    let signatures = vec![signature(&provider), signature(&served)];
    let total = figures::money(lang, whole.statement.total);
    let explanation = ExplanationBlock::new(lang, lang.t("exit-total"), total, &whole.statement.explanation);
    let document = TextDocument {
        head: DocumentHead {
            lang,
            subject: title.clone(),
            title,
            identity: format!("exit {} {}", notice.key.beneficiary, notice.key.id),
            created: notice.closed_at.unwrap_or(notice.recorded_at),
            provider,
            logo_svg: None,
            banner: (!frozen).then(|| lang.t("exit-document-draft")),
        },
        subtitle: notice.reference.clone(),
        addressee: Some(served),
        references: references(lang, whole),
        has_contents: false,
        sections: vec![
            TextSection::new(lang.t("exit-goods"), vec![TextBlock::Table(goods(lang, whole))]),
            TextSection::new(lang.t("exit-why"), vec![TextBlock::Explanation(explanation)]),
            TextSection::new("", vec![TextBlock::Signatures(signatures)]),
        ],
    };
    DocumentData::Text(Box::new(document))
}

fn references(lang: Lang, whole: &actions::Whole) -> Vec<LabelledValue> {
    let notice = &whole.notice;
    let fact = |key: &str, value: String| LabelledValue { label: lang.t(key), value };
    vec![
        fact("exit-received", figures::date(lang, notice.received_on)),
        fact("exit-means", lang.t(notice.means.label_key())),
        fact("exit-last-day", figures::date(lang, notice.last_day)),
        fact("exit-total", figures::money(lang, whole.statement.total)),
    ]
}

fn goods(lang: Lang, whole: &actions::Whole) -> TextTable {
    let row = |line: &StatementLine| {
        vec![
            line.reference.clone(),
            line.name.clone(),
            lang.t(line.fate.label_key()),
            line.net_book_value.map(|value| figures::money(lang, value)).unwrap_or_default(),
            figures::money(lang, line.due),
        ]
    };
    let is_shown = |line: &&StatementLine| line.fate != Fate::Rented;
    let total = [String::new(), lang.t("exit-total"), String::new(), String::new()];
    let total = total.into_iter().chain([figures::money(lang, whole.statement.total)]).collect();
    TextTable {
        caption: lang.t("exit-goods"),
        columns: vec![
            TextColumn::new(lang.t("asset-reference")),
            TextColumn::wide(lang.t("asset-name")),
            TextColumn::new(lang.t("exit-fate")),
            TextColumn::figure(lang.t("depreciation-net-book-value")),
            TextColumn::figure(lang.t("exit-due")),
        ],
        rows: whole.statement.lines.iter().filter(is_shown).map(row).collect(),
        total,
    }
}
