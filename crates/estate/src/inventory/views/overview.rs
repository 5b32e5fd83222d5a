//! The page of inventory: what lets agents in, machines that are no asset yet, who told of itself last.

use super::super::{Access, AccessForm, Machine, actions::Machines};
use crate::{assets::LegalStatus, sites::Site};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons,
            confirmation, copyable, error_of, error_summary, link, section, submit, tag, text, time,
        },
        page,
    },
};

/// What the page shows.
pub(in super::super) struct Shown<'a> {
    pub(in super::super) accesses: &'a [Access],
    pub(in super::super) machines: &'a Machines,
    pub(in super::super) bodies: &'a [Organisation],
    pub(in super::super) sites: &'a [Site],
    /// The secret of an access just made.
    pub(in super::super) secret: Option<&'a str>,
}

/// The page.
pub(in super::super) fn overview_page(
    ctx: &Ctx,
    shown: &Shown<'_>,
    form: &AccessForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head =
        Head::new(lang.t("inventory-title"), lang.t("asset-view")).lead(text(lang.t("inventory-lead")));
    let Machines { unknown, latest } = shown.machines;
    let body = html! {
        (error_summary(lang, errors))
        @if let Some(secret) = shown.secret { (told_once(ctx, secret)) }
        (section("unknown", &lang.t("inventory-unknown"), None, html! {
            p { (lang.t("inventory-unknown-lead")) }
            (machines(lang, unknown, "inventory-unknown", "inventory-unknown-none"))
        }))
        (section("latest", &lang.t("inventory-latest"), None, machines(lang, latest, "inventory-latest", "inventory-latest-none")))
        (section("accesses", &lang.t("inventory-accesses"), None, html! {
            (accesses(ctx, shown.accesses))
            (opening(ctx, shown, form, errors))
        }))
    };
    page(ctx, &head.has_errors(!errors.is_empty()), body)
}

/// The secret, this once, and how agents are told.
fn told_once(ctx: &Ctx, secret: &str) -> Markup {
    let lang = ctx.lang;
    let server = format!("{}/inventory/{secret}", ctx.platform.settings.public_url.trim_end_matches('/'));
    confirmation(
        &lang.t("inventory-secret"),
        html! {
            p { (lang.t("inventory-secret-lead")) }
            p { (lang.t("inventory-secret-address")) " " (copyable(lang, &server)) }
            p { (lang.t("inventory-secret-password")) " " (copyable(lang, secret)) }
        },
    )
}

fn machines(lang: Lang, machines: &[Machine], caption: &str, nothing: &str) -> Markup {
    let columns =
        ["inventory-machine", "asset-beneficiary", "inventory-asset", "inventory-agent", "inventory-seen"];
    let table = DataTable::new(lang.t(caption)).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(machines.iter().map(|one| {
        let asset = match (one.asset_key(), &one.asset_name) {
            (Some(key), Some(name)) => link(&key.path(), name),
            _ => tag(Tone::Warning, &lang.t("inventory-no-asset")),
        };
        [
            html! { (link(&one.key().path(), &one.name)) p.hint { (one.identity) } },
            text(&one.beneficiary_name),
            asset,
            text(&one.agent),
            time(lang, one.last_seen_at),
        ]
    }));
    html! { (table.empty(html! { p { (lang.t(nothing)) } })) }
}

fn accesses(ctx: &Ctx, accesses: &[Access]) -> Markup {
    let lang = ctx.lang;
    let columns = [
        "inventory-access",
        "asset-beneficiary",
        "asset-site",
        "inventory-makes",
        "inventory-used",
        "asset-state",
    ];
    let table = DataTable::new(lang.t("inventory-accesses")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(accesses.iter().map(|one| {
        let path = format!("/estate/inventory/accesses/{}/{}/revocation", one.beneficiary, one.id);
        let revoke = PostForm::new(path, &ctx.csrf).body(html! {
            button.quiet type="submit" { (lang.t("inventory-revoke")) span.visually-hidden { " " (one.name) } }
        });
        let makes = if one.makes_assets { one.legal_status.label_key() } else { "inventory-makes-none" };
        [
            text(&one.name),
            text(&one.beneficiary_name),
            text(one.site_name.as_deref().unwrap_or("—")),
            text(lang.t(makes)),
            one.last_used_at.map_or_else(|| text(lang.t("inventory-never")), |at| time(lang, at)),
            if one.revoked_at.is_some() { tag(Tone::Neutral, &lang.t("inventory-revoked")) } else { html! { (revoke) } },
        ]
    }));
    html! { (table.empty(html! { p { (lang.t("inventory-accesses-none")) } })) }
}

fn opening(ctx: &Ctx, shown: &Shown<'_>, form: &AccessForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let bodies = shown.bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let nowhere = std::iter::once(Choice::new("", lang.t("asset-site-none")));
    let site =
        |site: &Site| Choice::new(site.id.as_str(), format!("{} – {}", site.beneficiary_name, site.name));
    let sites = nowhere.chain(shown.sites.iter().map(site));
    let legal = LegalStatus::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let title = lang.t("inventory-open");
    let post = PostForm::new("/estate/inventory/accesses", &ctx.csrf).label(title.as_str()).body(html! {
        (Field::text(lang, "name", lang.t("inventory-access-name")).value(&form.name).hint(lang.t("inventory-access-hint"))
            .error(error_of(errors, "name")).required())
        (Field::select(lang, "beneficiary", lang.t("asset-beneficiary"), bodies).value(&form.beneficiary)
            .error(error_of(errors, "beneficiary")).required())
        (Field::select(lang, "site", lang.t("asset-site"), sites).value(&form.site).error(error_of(errors, "site")))
        (Field::checkbox(lang, "makes_assets", lang.t("inventory-makes-assets")).value(&form.makes_assets)
            .hint(lang.t("inventory-makes-assets-hint")))
        (Field::select(lang, "legal_status", lang.t("asset-legal"), legal).value(&form.legal_status)
            .error(error_of(errors, "legal_status")).required())
        (buttons(submit(Emphasis::Primary, &title)))
    });
    html! { details.more open[!errors.is_empty()] { summary { (title) } (post) } }
}
