//! How the books of goods are drawn.

use super::{
    Movement,
    actions::{Books, GoodShown},
    pages::{DayQuery, YearQuery},
};
use estate::assets::BookedAsset;
use kernel::{Cents, Figure, id::BeneficiaryId};
use maud::{Markup, Render as _, html};
use people::organisations::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    sheet::{self, Sheet},
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, Tone, empty_state, error_of, error_summary,
            explained, facts, filter_form, link, notice, pagination, section, submit, text,
        },
        guard::percent,
        page,
    },
};

/// Goods on a page.
const PAGE: usize = 100;

/// Path of a good on a day; on this day without one.
pub(crate) fn good_path(beneficiary: &BeneficiaryId, asset: &estate::assets::AssetId) -> String {
    format!("/depreciation/{beneficiary}/assets/{asset}")
}

/// The columns of the file of a year.
pub(super) fn sheet(lang: Lang) -> Sheet {
    let keys = [
        "asset-reference",
        "asset-name",
        "asset-kind",
        "depreciation-cost",
        "depreciation-in-service",
        "depreciation-years",
        "depreciation-opening",
        "depreciation-acquired",
        "depreciation-charge",
        "depreciation-written-off",
        "depreciation-closing",
    ];
    let columns = keys.map(|key| lang.t(key)).to_vec();
    Sheet { file: "depreciation".into(), title: lang.t("depreciation-title"), columns, lang }
}

/// Whose books.
pub(super) fn choose(ctx: &Ctx, all: &[Organisation]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("depreciation-title"))
        .column(lang.t("money-beneficiary"))
        .rows(all.iter().map(|one| [link(&format!("/depreciation/{}", one.id), &one.name)]))
        .caption_hidden()
        .empty(empty_state(&lang.t("scoreboard-nobody"), &lang.t("scoreboard-nobody-why"), None));
    let head =
        Head::new(lang.t("depreciation-title"), lang.t("money-view")).lead(text(lang.t("depreciation-lead")));
    page(ctx, &head, table.render())
}

/// The goods of a year.
pub(super) fn books(ctx: &Ctx, books: &Books, asked: &YearQuery, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let base = format!("/depreciation/{}", books.beneficiary.id);
    let head = Head::new(books.beneficiary.name.as_str(), lang.t("depreciation-title"))
        .crumbs([Crumb::new(lang.t("depreciation-title"), "/depreciation")])
        .lead(text(lang.t("depreciation-lead")))
        .has_errors(!errors.is_empty());
    let typed = if asked.year.is_empty() { books.year.to_string() } else { asked.year.clone() };
    let year = Field::number(lang, "year", lang.t("money-year")).width(8).value(typed.as_str());
    let filter = html! {
        (year.error(error_of(errors, "year")))
        (submit(Emphasis::Secondary, &lang.t("depreciation-show")))
    };
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (filter_form(&base, &lang.t("money-year"), filter))
            (facts([(lang.t("depreciation-basis"), text(lang.t(books.basis.label_key())))]))
            (total(lang, books))
            (goods(lang, &base, books, asked))
            (incomplete(lang, &books.table.incomplete))
        },
    )
}

fn movement_columns(lang: Lang, table: DataTable) -> DataTable {
    let keys = [
        "depreciation-opening",
        "depreciation-acquired",
        "depreciation-charge",
        "depreciation-written-off",
        "depreciation-closing",
    ];
    keys.iter().fold(table, |table, key| table.figures(lang.t(key)))
}

fn movement_cells(lang: Lang, moved: Movement) -> [Markup; 5] {
    [moved.opening, moved.acquired, moved.charge, moved.written_off, moved.closing]
        .map(|amount: Cents| text(figures::money(lang, amount)))
}

fn total(lang: Lang, books: &Books) -> Markup {
    let caption = lang.with("depreciation-total", &[("year", &books.year.to_string())]);
    movement_columns(lang, DataTable::new(caption)).rows([movement_cells(lang, books.table.total)]).render()
}

fn goods(lang: Lang, base: &str, books: &Books, asked: &YearQuery) -> Markup {
    let lines = &books.table.lines;
    let begin = lines.iter().position(|line| line.asset.reference == asked.after).map_or(0, |last| last + 1);
    let shown = &lines[begin..lines.len().min(begin + PAGE)];
    let year = books.year;
    let next = (begin + PAGE < lines.len()).then(|| shown.last()).flatten();
    let next = next.map(|line| format!("{base}?year={year}&after={}", percent(&line.asset.reference)));
    let first = (begin > 0).then(|| format!("{base}?year={year}"));
    // What was retired in the year is explained on that day, as it was written off.
    let at = |asset: &BookedAsset| {
        let retired = asset.retired_on.filter(|day| day.year() == year);
        retired.map_or_else(|| format!("{year}-12-31"), |day| day.to_string())
    };
    let table = DataTable::new(lang.with("depreciation-goods", &[("year", &year.to_string())]))
        .column(lang.t("asset-reference"))
        .column(lang.t("asset-name"))
        .column(lang.t("depreciation-in-service"))
        .figures(lang.t("depreciation-cost"));
    let table = movement_columns(lang, table).rows(shown.iter().map(|line| {
        let asset = &line.asset;
        let path = format!("{}?at={}", good_path(&asset.key.beneficiary, &asset.key.id), at(asset));
        let words = [
            link(&path, &asset.reference),
            text(&asset.name),
            text(asset.in_service_on.map(|day| figures::date(lang, day)).unwrap_or_default()),
            text(asset.cost_cents.map(|cost| figures::money(lang, cost)).unwrap_or_default()),
        ];
        words.into_iter().chain(movement_cells(lang, line.movement)).collect::<Vec<_>>()
    }));
    html! {
        (table.empty(empty_state(&lang.t("depreciation-none"), &lang.t("depreciation-none-why"), None)))
        (pagination(lang, &lang.t("depreciation-title"), first.as_deref(), next.as_deref(), None))
        @if !lines.is_empty() { (sheet::links(lang, "export-as", &format!("{base}/file?year={year}"))) }
    }
}

/// Goods that cannot be depreciated yet, each with a link to what is missing.
fn incomplete(lang: Lang, goods: &[BookedAsset]) -> Markup {
    html! {
        @if !goods.is_empty() {
            (notice(Tone::Warning, &lang.with("depreciation-incomplete", &[("count", goods.len())]), html! {
                p { (lang.t("depreciation-incomplete-why")) }
                ul {
                    @for good in goods.iter().take(PAGE) {
                        li { (link(&good.key.path(), &format!("{} {}", good.reference, good.name))) }
                    }
                }
            }))
        }
    }
}

/// One good.
pub(super) fn good(ctx: &Ctx, good: &GoodShown, asked: &DayQuery, errors: &[FieldError]) -> Markup {
    let (lang, asset) = (ctx.lang, &good.asset);
    let base = good_path(&asset.key.beneficiary, &asset.key.id);
    let books = format!("/depreciation/{}", asset.key.beneficiary);
    let head = Head::new(format!("{} {}", asset.reference, asset.name), lang.t("depreciation-title"))
        .crumbs([
            Crumb::new(lang.t("depreciation-title"), "/depreciation"),
            Crumb::new(asset.beneficiary_name.clone(), books),
        ])
        .has_errors(!errors.is_empty());
    let typed = if asked.at.is_empty() { good.at.to_string() } else { asked.at.clone() };
    let filter = html! {
        (Field::date(lang, "at", lang.t("depreciation-at")).value(typed).error(error_of(errors, "at")))
        (submit(Emphasis::Secondary, &lang.t("depreciation-show")))
    };
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (filter_form(&base, &lang.t("depreciation-at"), filter))
            (facts([
                (lang.t("asset-legal"), text(lang.t(asset.legal_status.label_key()))),
                (lang.t("depreciation-asset"), link(&asset.key.path(), &asset.reference)),
            ]))
            @match &good.worth {
                None => { (notice(Tone::Warning, &lang.t("depreciation-missing"), html! { p { (lang.t("depreciation-incomplete-why")) } })) }
                Some((value, charges)) => {
                    (section("value", &lang.t("depreciation-net-book-value"), None, explained(
                        lang, &asset.reference, &Figure::Money(value.value), &value.explanation)))
                    (life(lang, charges))
                }
            }
        },
    )
}

fn life(lang: Lang, charges: &[super::Charge]) -> Markup {
    let table = DataTable::new(lang.t("depreciation-life"))
        .column(lang.t("money-year"))
        .figures(lang.t("depreciation-charge"))
        .figures(lang.t("depreciation-closing"))
        .rows(charges.iter().map(|charge| {
            [
                text(charge.year.to_string()),
                text(figures::money(lang, charge.amount)),
                text(figures::money(lang, charge.net_book_value)),
            ]
        }));
    table.render()
}
