//! How costs are drawn.

use super::{
    CloseForm, CostContent, CostRow, Source, UnitCost, UnitsForm,
    actions::{Year, Years},
    year_path,
};
use kernel::{Cents, Figure, Permission};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    sheet::{self, Sheet},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, FieldError, Fields, Head, Tone,
            chart::{ChartHead, StackedBar, stacked},
            empty_state, error_summary, explained, facts, folded_form, hidden, link, link_button, notice,
            section, tag, text,
        },
        page,
    },
};

/// Rows drawn on a page; a file has them all.
const SHOWN: usize = 200;

/// What was typed on the page of a year, and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    /// Units of work.
    pub(super) units: Option<UnitsForm>,
    /// A closing.
    pub(super) close: Option<CloseForm>,
    /// What is wrong.
    pub(super) errors: Vec<FieldError>,
}

/// The columns of the file of a year.
pub(super) fn sheet(lang: Lang, year: &Year) -> Sheet {
    let keys = ["cost-block", "cost-source", "cost-label", "cost-detail", "cost-amount"];
    Sheet {
        file: format!("costs-{}-{}", year.beneficiary.code.to_lowercase(), year.year).into(),
        title: lang.with("cost-year-title", &[("year", year.year)]),
        columns: keys.map(|key| lang.t(key)).to_vec(),
        lang,
    }
}

/// The closed years of each beneficiary.
pub(super) fn list_page(ctx: &Ctx, all: &[Years]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("cost-title"))
        .column(lang.t("money-beneficiary"))
        .column(lang.t("cost-last-ended"))
        .column(lang.t("cost-closed-years"))
        .column(lang.t("saving-title"))
        .rows(all.iter().map(|one| {
            let id = &one.beneficiary.id;
            let closed = one.closed.iter().enumerate().map(|(place, closed)| {
                html! {
                    @if place > 0 { ", " }
                    (link(&year_path(id, closed.year), &closed.year.to_string())) " (" (figures::money(lang, closed.core)) ")"
                }
            });
            [
                text(&one.beneficiary.name),
                link(&year_path(id, one.last_ended), &one.last_ended.to_string()),
                html! { @if one.closed.is_empty() { "—" } @for closed in closed { (closed) } },
                link(&format!("/savings/{id}"), &lang.t("saving-title")),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("scoreboard-nobody"), &lang.t("scoreboard-nobody-why"), None));
    let head = Head::new(lang.t("cost-title"), lang.t("money-view")).lead(text(lang.t("cost-lead")));
    let head = if ctx.actor.may(Permission::CostRead) {
        head.actions(html! {
            (link_button(Emphasis::Secondary, "/supplier-invoices", &lang.t("supplier-title"))) " "
            (link_button(Emphasis::Secondary, "/cost-sources", &lang.t("cost-sources-title")))
        })
    } else {
        head
    };
    page(ctx, &head, table.render())
}

/// The costs of a year.
pub(super) fn year_page(ctx: &Ctx, year: &Year, typed: &Typed) -> Markup {
    let (lang, content) = (ctx.lang, &year.content);
    let id = &year.beneficiary.id;
    let head =
        Head::new(lang.with("cost-year-title", &[("year", year.year)]), year.beneficiary.name.as_str())
            .crumbs([Crumb::new(lang.t("cost-title"), "/costs")])
            .lead(html! { p { (standing(lang, year)) } })
            .has_errors(!typed.errors.is_empty());
    let file = format!("{}/file", year_path(id, year.year));
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, &typed.errors))
            (moved(lang, year))
            (totals(lang, content))
            @if content.rows.is_empty() {
                (empty_state(&lang.t("cost-nothing"), &lang.t("cost-nothing-why"), None))
            } @else {
                (chart(lang, year))
                (section("services", &lang.t("cost-services"), None, services(ctx, content)))
                (section("rows", &lang.t("cost-rows"), None, html! {
                    (rows(ctx, content))
                    (sheet::links(lang, "export-as", &file))
                }))
            }
            (versions(lang, year))
            (forms(ctx, year, typed))
        },
    )
}

fn standing(lang: Lang, year: &Year) -> Markup {
    match &year.shown {
        None => tag(Tone::Warning, &lang.t("cost-open")),
        Some(shown) => html! {
            (tag(Tone::Info, &lang.t("cost-closed"))) " "
            (lang.with("cost-closed-by", &[("by", shown.closed_by.clone()), ("at", figures::instant(lang, shown.closed_at)), ("version", shown.version.to_string())]))
            @if !shown.reason.is_empty() { " " (shown.reason) }
        },
    }
}

/// That the sources give something else than what was closed.
fn moved(lang: Lang, year: &Year) -> Markup {
    let kinds = &year.content.kinds_without_block;
    html! {
        @if let Some(now) = &year.now {
            (notice(Tone::Warning, &lang.t("cost-moved"), html! {
                p { (lang.with("cost-moved-why", &[("now", figures::money(lang, now.total)), ("closed", figures::money(lang, year.content.total))])) }
            }))
        }
        @if !kinds.is_empty() {
            (notice(Tone::Warning, &lang.t("cost-kinds-open"), html! { p { (lang.t("cost-kinds-open-why")) } }))
        }
    }
}

fn totals(lang: Lang, content: &CostContent) -> Markup {
    let money = |amount: Cents| html! { strong { (figures::money(lang, amount)) } };
    facts([
        (lang.t("cost-core"), money(content.core)),
        (lang.t("cost-total"), money(content.total)),
        (lang.t("cost-agents"), text(content.agents.map_or_else(|| "—".into(), |n| figures::count(lang, n)))),
    ])
}

fn block_title(lang: Lang, code: &str) -> String {
    if code.is_empty() { lang.t("cost-no-block") } else { code.to_owned() }
}

/// Each block with its sources.
fn chart(lang: Lang, year: &Year) -> Markup {
    let content = &year.content;
    let names: Vec<String> = Source::ALL.iter().map(|source| lang.t(source.label_key())).collect();
    let bars: Vec<StackedBar> = content
        .blocks
        .iter()
        .map(|block| {
            let part = |source: Source| -> Cents {
                let of = content.rows.iter().filter(|row| row.block == block.code && row.source == source);
                of.map(|row| row.amount).sum()
            };
            let parts = Source::ALL.iter().map(|source| {
                let amount = part(*source);
                (amount.euros().approximate(), figures::money(lang, amount))
            });
            StackedBar {
                label: format!("{} {}", block_title(lang, &block.code), block.title),
                parts: parts.collect(),
                total: figures::money(lang, block.amount),
            }
        })
        .collect();
    let head = ChartHead {
        id: "blocks".into(),
        title: lang.t("cost-by-block"),
        description: lang.with(
            "cost-by-block-told",
            &[("total", figures::money(lang, content.total)), ("core", figures::money(lang, content.core))],
        ),
    };
    stacked(lang, &head, &names, &lang.t("cost-amount"), &bars)
}

fn services(ctx: &Ctx, content: &CostContent) -> Markup {
    let lang = ctx.lang;
    let shown = content.services.iter().filter(|one| one.cost != Cents::ZERO || one.units.is_some());
    let money =
        |amount: Option<Cents>| text(amount.map_or_else(|| "—".into(), |one| figures::money(lang, one)));
    let table = DataTable::new(lang.t("cost-services"))
        .column(lang.t("cost-service"))
        .figures(lang.t("cost-of"))
        .figures(lang.t("cost-units-of-work"))
        .figures(lang.t("cost-unit-cost"))
        .figures(lang.t("cost-price"))
        .figures(lang.t("cost-price-less-cost"))
        .rows(shown.map(|one| {
            let gap = one.price.zip(one.unit_cost).map(|(price, cost)| price - cost);
            [
                html! { (one.name) br; small { (one.unit) } },
                text(figures::money(lang, one.cost)),
                text(one.units.as_ref().map_or_else(|| "—".into(), |units| figures::exact(lang, units))),
                unit_cost(ctx, one),
                money(one.price),
                money(gap),
            ]
        }))
        .caption_hidden();
    table.render()
}

fn unit_cost(ctx: &Ctx, one: &UnitCost) -> Markup {
    let figure = one.unit_cost.map_or(Figure::NoData, Figure::Money);
    explained(ctx.lang, &one.name, &figure, &ctx.linked(&one.explanation))
}

fn rows(ctx: &Ctx, content: &CostContent) -> Markup {
    let lang = ctx.lang;
    let label = |row: &CostRow| match row.href.as_deref().filter(|href| ctx.may_open(href)) {
        Some(href) => link(href, &row.label),
        None => text(&row.label),
    };
    let table = DataTable::new(lang.t("cost-rows"))
        .column(lang.t("cost-block"))
        .column(lang.t("cost-source"))
        .column(lang.t("cost-label"))
        .column(lang.t("cost-detail"))
        .figures(lang.t("cost-amount"))
        .rows(content.rows.iter().take(SHOWN).map(|row| {
            [
                text(block_title(lang, &row.block)),
                text(lang.t(row.source.label_key())),
                label(row),
                text(&row.detail),
                explained(lang, &row.label, &Figure::Money(row.amount), &ctx.linked(&row.explanation)),
            ]
        }))
        .caption_hidden();
    let hidden = content.rows.len().saturating_sub(SHOWN);
    html! { (table) @if hidden > 0 { p { (lang.with("cost-rows-more", &[("count", hidden)])) } } }
}

fn versions(lang: Lang, year: &Year) -> Markup {
    if year.versions.len() < 2 {
        return html! {};
    }
    let path = year_path(&year.beneficiary.id, year.year);
    let table = DataTable::new(lang.t("cost-versions"))
        .column(lang.t("cost-version"))
        .figures(lang.t("cost-core"))
        .figures(lang.t("cost-total"))
        .column(lang.t("cost-reason"))
        .rows(year.versions.iter().map(|one| {
            [
                link(&format!("{path}?version={}", one.version), &one.version.to_string()),
                text(figures::money(lang, one.core)),
                text(figures::money(lang, one.total)),
                text(&one.reason),
            ]
        }))
        .caption_hidden();
    section("versions", &lang.t("cost-versions"), None, table.render())
}

fn forms(ctx: &Ctx, year: &Year, typed: &Typed) -> Markup {
    let may_close = ctx.actor.may(Permission::InvoiceApprove) && year.is_over;
    html! {
        @if ctx.actor.may(Permission::CostManage) && !year.offers.is_empty() { (units(ctx, year, typed)) }
        @if may_close && (year.shown.is_none() || year.now.is_some()) { (close(ctx, year, typed)) }
    }
}

fn units(ctx: &Ctx, year: &Year, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let form = typed.units.clone().unwrap_or_default();
    let fields = Fields::of(lang, "units", typed.units.is_some(), &typed.errors);
    let offers = year.offers.iter().map(|(code, name)| Choice::new(code, name));
    let body = html! {
        (fields.choice("offer", "cost-service", offers, &form.offer).required())
        (fields.line("quantity", "cost-units-of-work", &form.quantity).inputmode("decimal").width(12).required())
        (fields.line("source", "cost-figure-source", &form.source).required())
    };
    let action = format!("{}/units", year_path(&year.beneficiary.id, year.year));
    let label = lang.t("cost-units-put");
    folded_form(&ctx.csrf, &action, &label, &label, typed.units.is_some(), body)
}

fn close(ctx: &Ctx, year: &Year, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let form = typed.close.clone().unwrap_or_default();
    let fields = Fields::of(lang, "close", typed.close.is_some(), &typed.errors);
    let last = year.versions.first().map_or(0, |one| one.version);
    let body = html! {
        (hidden("version", &last.to_string()))
        p { (lang.t("cost-close-what")) }
        @if last > 0 { (fields.line("reason", "cost-reason", &form.reason).required()) }
        @else { (hidden("reason", "")) }
    };
    let action = format!("{}/closing", year_path(&year.beneficiary.id, year.year));
    let label = lang.with(if last > 0 { "cost-correct" } else { "cost-close" }, &[("year", year.year)]);
    folded_form(&ctx.csrf, &action, &label, &label, typed.close.is_some(), body)
}
