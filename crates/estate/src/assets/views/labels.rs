//! Labels to print and stick: reference, name, whose, and a code that opens the page of the asset.

use super::super::{Asset, AssetKey, ListQuery};
use super::crumb;
use maud::{Markup, PreEscaped, html};
use platform::{
    Ctx,
    web::{
        components::{Head, empty_state, pagination, text},
        page,
    },
};
use qrcode::{EcLevel, QrCode, render::svg};

/// The sheet.
pub(in super::super) fn labels_page(
    ctx: &Ctx,
    query: &ListQuery,
    assets: &[Asset],
    next: Option<&AssetKey>,
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("asset-labels"), lang.t("asset-view")).crumbs([crumb(lang)]);
    let head = head.lead(text(lang.t("asset-labels-lead")));
    let path = "/estate/assets/labels";
    let next = next.map(|key| query.address(path, &[("after", &format!("{}/{}", key.beneficiary, key.id))]));
    let first = (!query.after.is_empty()).then(|| query.address(path, &[]));
    let body = html! {
        @if assets.is_empty() { (empty_state(&lang.t("asset-none"), &lang.t("asset-none-found"), None)) }
        ul.asset-labels { @for asset in assets { (label(ctx, asset)) } }
        (pagination(lang, &lang.t("asset-labels"), first.as_deref(), next.as_deref(), None))
    };
    page(ctx, &head, body)
}

fn label(ctx: &Ctx, asset: &Asset) -> Markup {
    let address = format!("{}{}", ctx.platform.settings.public_url.trim_end_matches('/'), asset.key.path());
    html! {
        li {
            (code(&address, &ctx.lang.with("asset-code-of", &[("reference", asset.reference.as_str())])))
            div {
                strong { (asset.reference) }
                p { (asset.name) }
                p { (ctx.lang.t(asset.owner.label_key())) " · " (asset.beneficiary_name) }
                @if !asset.serial.is_empty() { p { (ctx.lang.t("asset-serial")) " " (asset.serial) } }
            }
        }
    }
}

/// The code as a drawing; an address too long for one gives nothing, and the reference stands beside it anyway.
fn code(address: &str, says: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::M) else { return html! {} };
    let drawing = code.render::<svg::Color<'_>>().min_dimensions(96, 96).quiet_zone(true).build();
    let drawing = drawing.split_once("?>").map_or(drawing.as_str(), |(_, rest)| rest);
    html! { span.asset-code role="img" aria-label=(says) { (PreEscaped(drawing)) } }
}
