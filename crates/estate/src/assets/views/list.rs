//! The list of assets, and the same as a file.

use super::super::{
    Asset, AssetKey, LegalStatus, ListQuery, State,
    kinds::{self, OwnKind},
};
use super::state_tag;
use kernel::{Permission, Scope};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::Lang,
    sheet::{Cell, Cells, Format, Sheet},
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, FieldError, Head, Icon, empty_state, error_of, error_summary,
            filter_form, link, link_button, pagination, submit, text,
        },
        page,
    },
};

/// What the list shows.
pub(in super::super) struct Listed {
    pub(in super::super) assets: Vec<Asset>,
    pub(in super::super) next: Option<AssetKey>,
    pub(in super::super) bodies: Vec<Organisation>,
    pub(in super::super) kinds: Vec<OwnKind>,
}

const PATH: &str = "/estate/assets";

/// The list.
pub(in super::super) fn list_page(
    ctx: &Ctx,
    query: &ListQuery,
    listed: &Listed,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let manages = ctx.actor.may(Permission::AssetManage);
    let new = || link_button(Emphasis::Primary, "/estate/assets/new", &lang.t("asset-new"));
    let head = Head::new(lang.t("asset-title"), lang.t("asset-view")).lead(text(lang.t("asset-lead")));
    let head = head.has_errors(!errors.is_empty()).actions(html! {
        @if manages {
            (new())
            (link_button(Emphasis::Secondary, "/estate/assets/kinds", &lang.t("asset-kinds")))
        }
    });
    let why = if *query == ListQuery::default() { "asset-none-why" } else { "asset-none-found" };
    let nothing = empty_state(&lang.t("asset-none"), &lang.t(why), manages.then(new));
    let first = (!query.after.is_empty()).then(|| query.address(PATH, &[]));
    let next = listed.next.as_ref();
    let next = next.map(|key| query.address(PATH, &[("after", &format!("{}/{}", key.beneficiary, key.id))]));
    let body = html! {
        (error_summary(lang, errors))
        (filters(ctx, query, listed, errors))
        (table(lang, &listed.assets).empty(nothing))
        (pagination(lang, &lang.t("asset-title"), first.as_deref(), next.as_deref(), None))
        @if !listed.assets.is_empty() { (files(lang, query)) }
    };
    page(ctx, &head, body)
}

fn files(lang: Lang, query: &ListQuery) -> Markup {
    let labels = query.address("/estate/assets/labels", &[("after", &query.after)]);
    html! {
        p.exports {
            (lang.t("export-as")) " "
            @for format in Format::ALL {
                @let path = query.address("/estate/assets/export", &[("format", format.as_str())]);
                a href=(path) { (Icon::Download) (format.as_str().to_uppercase()) } " "
            }
        }
        p { (link(&labels, &lang.t("asset-labels-print"))) }
    }
}

fn filters(ctx: &Ctx, query: &ListQuery, listed: &Listed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let any = || std::iter::once(Choice::new("", lang.t("asset-any")));
    let bodies = any().chain(listed.bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name)));
    let kinds = kinds::choices(lang, &listed.kinds, &query.kind);
    let kinds = any().chain(kinds.into_iter().map(|(word, label)| Choice::new(word, label)));
    let states = std::iter::once(Choice::new("", lang.t("asset-any-but-retired")))
        .chain(State::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key()))));
    let legal =
        any().chain(LegalStatus::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key()))));
    let fields = html! {
        (Field::search(lang, "q", lang.t("asset-search")).value(&query.q).hint(lang.t("asset-search-hint")))
        @if *ctx.scope() == Scope::All {
            (Field::select(lang, "beneficiary", lang.t("asset-beneficiary"), bodies).value(&query.beneficiary))
        }
        (Field::select(lang, "kind", lang.t("asset-kind"), kinds).value(&query.kind))
        (Field::select(lang, "state", lang.t("asset-state"), states).value(&query.state).error(error_of(errors, "state")))
        (Field::select(lang, "legal_status", lang.t("asset-legal"), legal).value(&query.legal_status)
            .error(error_of(errors, "legal_status")))
        @if !query.site.is_empty() { input type="hidden" name="site" value=(query.site); }
        (submit(Emphasis::Secondary, &lang.t("asset-filter")))
    };
    filter_form(PATH, &lang.t("asset-title"), fields)
}

fn table(lang: Lang, assets: &[Asset]) -> DataTable {
    let columns = [
        "asset-name",
        "asset-reference",
        "asset-kind",
        "asset-state",
        "asset-site",
        "asset-used-by",
        "asset-serial",
    ];
    let table = DataTable::new(lang.t("asset-title")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.rows(assets.iter().map(|asset| {
        vec![
            html! { (link(&asset.key.path(), &asset.name)) p.hint { (asset.beneficiary_name) } },
            text(&asset.reference),
            html! { (asset.kind.label(lang)) p.hint { (asset.maker) " " (asset.model) } },
            state_tag(lang, asset.state),
            text(asset.site_name.as_deref().unwrap_or("—")),
            text(&asset.used_by),
            text(&asset.serial),
        ]
    }))
}

/// The list as a file: its columns.
pub(in super::super) fn sheet_of(lang: Lang) -> Sheet {
    const COLUMNS: [&str; 22] = [
        "asset-reference",
        "asset-beneficiary",
        "asset-kind",
        "asset-name",
        "asset-state",
        "asset-site",
        "asset-owner",
        "asset-manager",
        "asset-used-by",
        "asset-legal",
        "asset-shared",
        "asset-maker",
        "asset-model",
        "asset-serial",
        "asset-purchased-on",
        "asset-cost",
        "asset-in-service-on",
        "asset-useful-life",
        "asset-warranty",
        "asset-protection",
        "asset-retired-on",
        "export-key",
    ];
    let columns = COLUMNS.iter().map(|key| lang.t(key)).collect();
    Sheet { file: "assets".into(), title: lang.t("asset-title"), columns, lang }
}

/// A row of the file.
pub(in super::super) fn row(lang: Lang, asset: &Asset) -> Cells {
    let word = |key: &str| Cell::Text(lang.t(key));
    let text = |text: &str| Cell::Text(text.to_owned());
    let day = |day: Option<jiff::civil::Date>| day.map_or(Cell::Empty, Cell::Date);
    vec![
        text(&asset.reference),
        text(&asset.beneficiary_name),
        Cell::Text(asset.kind.label(lang)),
        text(&asset.name),
        word(asset.state.label_key()),
        Cell::words(asset.site_name.as_deref()),
        word(asset.owner.label_key()),
        word(asset.manager.label_key()),
        text(&asset.used_by),
        word(asset.legal_status.label_key()),
        word(if asset.is_shared { "asset-yes" } else { "asset-no" }),
        text(&asset.maker),
        text(&asset.model),
        text(&asset.serial),
        day(asset.purchased_on),
        asset.cost_cents.map_or(Cell::Empty, Cell::euros),
        day(asset.in_service_on),
        asset.useful_life_years.map_or(Cell::Empty, Cell::Number),
        day(asset.warranty_ends_on),
        word(asset.protection.label_key()),
        day(asset.retired_on),
        text(asset.key.id.as_str()),
    ]
}
