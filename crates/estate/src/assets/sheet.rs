//! The sheet that both sides sign when an asset changes hands.

use super::{Asset, AssetKey, Direction, Handover, HandoverId, store};
use kernel::Permission;
use people::{Organisation, organisations};
use platform::{
    Ctx, Error, Result,
    documents::{
        DocumentData, DocumentHead, LabelledValue, PartyBlock, SignatureBlock, TextBlock, TextDocument,
        TextSection,
    },
    i18n::{Lang, figures},
};

/// Name and bytes of the sheet, in the reader's language.
pub async fn handover(ctx: &Ctx, key: &AssetKey, id: &HandoverId) -> Result<(String, Vec<u8>)> {
    ctx.require(Permission::AssetRead)?;
    let mut tx = ctx.read().await?;
    let asset = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let one = store::handover(&mut tx, key, id).await?.ok_or(Error::NotFound)?;
    let body = organisations::store::find(&mut tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    let provider = organisations::store::provider(&mut tx).await?;
    let provider = provider.ok_or_else(|| Error::refused("asset-error-no-provider"))?;
    drop(tx);
    let document = document(ctx.lang, &asset, &one, &provider, &body);
    let data = DocumentData::Text(Box::new(document));
    let bytes = ctx.print(data).await?;
    Ok((format!("{}-{}", asset.reference, one.happened_on), bytes))
}

fn document(
    lang: Lang,
    asset: &Asset,
    one: &Handover,
    provider: &Organisation,
    body: &Organisation,
) -> TextDocument {
    let row = |key: &str, value: String| LabelledValue { label: lang.t(key), value };
    let filled = |rows: Vec<LabelledValue>| -> Vec<LabelledValue> {
        rows.into_iter().filter(|row| !row.value.is_empty()).collect()
    };
    let signs = |key: &str, function: &str| SignatureBlock {
        party: lang.t(key),
        function: function.to_owned(),
        signed: String::new(),
    };
    let signatures =
        vec![signs("asset-given-by", &one.given_by), signs("asset-received-by", &one.received_by)];
    let seen = filled(vec![
        row("asset-handover-on", figures::date(lang, one.happened_on)),
        row("asset-condition", lang.t(one.condition.label_key())),
        row("asset-remarks", one.remarks.clone()),
        row("asset-accessories", one.accessories.clone()),
    ]);
    let statement = TextBlock::Paragraph(lang.t("asset-sheet-statement"));
    TextDocument {
        head: head(lang, asset, one, provider),
        subtitle: format!("{} · {}", asset.reference, figures::date(lang, one.happened_on)),
        addressee: Some(party(body)),
        references: filled(what(lang, asset)),
        has_contents: false,
        sections: vec![
            TextSection::new(lang.t("asset-remarks"), vec![TextBlock::Facts(seen)]),
            TextSection::new(
                lang.t("asset-sheet-signatures"),
                vec![statement, TextBlock::Signatures(signatures)],
            ),
        ],
    }
}

fn head(lang: Lang, asset: &Asset, one: &Handover, provider: &Organisation) -> DocumentHead {
    let title = match one.direction {
        Direction::HandedOver => "asset-sheet-handed-over",
        Direction::Returned => "asset-sheet-returned",
    };
    let subject = [("reference", asset.reference.clone()), ("day", figures::date(lang, one.happened_on))];
    DocumentHead {
        lang,
        title: lang.t(title),
        subject: lang.with("asset-sheet-subject", &subject),
        identity: format!("{} {}", asset.reference, one.id),
        created: one.recorded_at,
        provider: party(provider),
        logo_svg: None,
        banner: None,
    }
}

fn what(lang: Lang, asset: &Asset) -> Vec<LabelledValue> {
    let row = |key: &str, value: String| LabelledValue { label: lang.t(key), value };
    vec![
        row("asset-reference", asset.reference.clone()),
        row("asset-kind", asset.kind.label(lang)),
        row("asset-name", asset.name.clone()),
        row("asset-maker", asset.maker.clone()),
        row("asset-model", asset.model.clone()),
        row("asset-serial", asset.serial.clone()),
        row("asset-owner", lang.t(asset.owner.label_key())),
        row("asset-legal", lang.t(asset.legal_status.label_key())),
        row("asset-site", asset.site_name.clone().unwrap_or_default()),
    ]
}

fn party(organisation: &Organisation) -> PartyBlock {
    let address = &organisation.address;
    let lines = [address.street.clone(), format!("{} {}", address.postal_code, address.city)];
    PartyBlock {
        name: organisation.name.clone(),
        address: lines.into_iter().filter(|line| !line.trim().is_empty()).collect(),
        details: vec![],
    }
}
