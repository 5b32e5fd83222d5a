//! How exports are drawn.

use super::{
    CutOff, CutOffKind, CutOffLine, LedgerLine, mapping::Report, pages::FileQuery, sheets, store::Stored,
};
use kernel::{Cents, Figure, Permission};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    sheet,
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions, confirmation,
            empty_state, error_of, error_summary, explained, facts, filter_form, link, link_button, notice,
            section, submit, submit_with, tag, text,
        },
        page,
    },
};

/// Lines of a ledger drawn on a page; a file has them all.
const SHOWN: usize = 200;

/// What the page of the books shows.
pub(super) struct Home<'a> {
    pub(super) lines: &'a [LedgerLine],
    /// For those who may export revenue orders: the mapping imported last.
    pub(super) mapping: Option<&'a Option<Stored>>,
    pub(super) query: &'a FileQuery,
    pub(super) errors: &'a [FieldError],
}

/// The three exports of a year, its control totals, and the mapping that rules.
pub(super) fn home(ctx: &Ctx, year: i16, shown: &Home<'_>) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("accounting-title"), lang.t("money-view"))
        .lead(text(lang.t("accounting-lead")))
        .has_errors(!shown.errors.is_empty());
    let at = |name: &str| format!("/accounting/{name}?year={year}");
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, shown.errors))
            (years(lang, "/accounting", year, shown))
            (section("ledger", &lang.t("accounting-ledger"), None, html! {
                p { (lang.t("accounting-ledger-why")) }
                (control(lang, shown.lines))
                (actions(link_button(Emphasis::Secondary, &at("ledger"), &lang.t("accounting-see"))))
                (sheet::links(lang, "export-as", &at("ledger")))
            }))
            (section("cut-off", &lang.t("accounting-cut-off"), None, html! {
                p { (lang.t("accounting-cut-off-why")) }
                (actions(link_button(Emphasis::Secondary, &at("cut-off"), &lang.t("accounting-see"))))
                (sheet::links(lang, "export-as", &at("cut-off")))
            }))
            @if let Some(mapping) = shown.mapping { (orders(ctx, year, shown.lines, mapping.as_ref())) }
        },
    )
}

fn years(lang: Lang, path: &str, year: i16, shown: &Home<'_>) -> Markup {
    let typed = if shown.query.year.is_empty() { year.to_string() } else { shown.query.year.clone() };
    let field = Field::number(lang, "year", lang.t("money-year")).width(8).value(typed);
    filter_form(
        path,
        &lang.t("money-year"),
        html! {
            (field.error(error_of(shown.errors, "year")))
            (submit(Emphasis::Secondary, &lang.t("accounting-show")))
        },
    )
}

/// Documents, totals, and whether the totals are those of the lines.
fn control(lang: Lang, lines: &[LedgerLine]) -> Markup {
    let totals = lines.last().map(|line| line.running).unwrap_or_default();
    let money = |amount| html! { span.number { (figures::money(lang, amount)) } };
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let difference = sheets::difference(lines);
    html! {
        (facts([
            (lang.t("ledger-count"), text(figures::count(lang, count))),
            (lang.t("invoice-net"), money(totals.net)),
            (lang.t("invoice-vat-total"), money(totals.vat)),
            (lang.t("invoice-gross"), money(totals.gross)),
            (lang.t("ledger-difference"), money(difference)),
        ]))
        @if difference != Cents::ZERO { (notice(Tone::Bad, &lang.t("ledger-differs"), html! {})) }
    }
}

fn orders(ctx: &Ctx, year: i16, lines: &[LedgerLine], mapping: Option<&Stored>) -> Markup {
    let lang = ctx.lang;
    let missing = lines.iter().filter(|line| line.issued.order_number.is_none()).count();
    let rules = match mapping {
        None => lang.t("mapping-example"),
        Some(stored) => {
            let args = [("name", stored.name.clone()), ("version", stored.version.to_string())];
            let imported = [
                ("name", stored.imported_by.clone()),
                ("instant", figures::instant(lang, stored.imported_at)),
            ];
            format!("{} {}", lang.with("mapping-rules", &args), lang.with("versions-imported-by", &imported))
        }
    };
    section(
        "orders",
        &lang.t("accounting-orders"),
        None,
        html! {
            p { (lang.t("accounting-orders-why")) }
            (facts([
                (lang.t("accounting-without-order"), text(figures::count(lang, i64::try_from(missing).unwrap_or(i64::MAX)))),
                (lang.t("mapping-title"), text(rules)),
            ]))
            (sheet::links(lang, "accounting-export-missing", &format!("/accounting/orders?year={year}&orders=missing")))
            (sheet::links(lang, "accounting-export-all", &format!("/accounting/orders?year={year}")))
            (actions(html! {
                (link_button(Emphasis::Secondary, "/accounting/mapping", &lang.t("mapping-change")))
                (link_button(Emphasis::Secondary, "/receivables/import", &lang.t("receivable-import")))
            }))
        },
    )
}

fn crumbs(lang: Lang) -> [Crumb; 1] {
    [Crumb::new(lang.t("accounting-title"), "/accounting")]
}

/// Everything issued in a year with running totals.
pub(super) fn ledger(ctx: &Ctx, year: i16, lines: &[LedgerLine]) -> Markup {
    let lang = ctx.lang;
    let money = |amount| text(figures::money(lang, amount));
    let table = DataTable::new(lang.t("accounting-ledger"))
        .figures(lang.t("ledger-rank"))
        .column(lang.t("invoice-date"))
        .column(lang.t("invoice-number"))
        .column(lang.t("money-beneficiary"))
        .figures(lang.t("invoice-net"))
        .figures(lang.t("invoice-vat-total"))
        .figures(lang.t("invoice-gross"))
        .figures(lang.t("ledger-running-gross"))
        .column(lang.t("order-number"))
        .rows(lines.iter().take(SHOWN).map(|line| {
            let one = &line.issued;
            [
                text(figures::count(lang, line.rank)),
                text(figures::date(lang, one.issued_on)),
                link(&one.href(), &one.number),
                text(&one.beneficiary_name),
                money(one.signed(one.net)),
                money(one.signed(one.vat)),
                money(one.signed(one.gross)),
                money(line.running.gross),
                text(one.order_number.clone().unwrap_or_default()),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("ledger-none"), &lang.t("ledger-none-why"), None));
    let hidden = lines.len().saturating_sub(SHOWN);
    let title = lang.with("ledger-of", &[("year", year)]);
    let head = Head::new(title, lang.t("accounting-title")).crumbs(crumbs(lang));
    page(
        ctx,
        &head,
        html! {
            (control(lang, lines))
            (table)
            @if hidden > 0 { p { (lang.with("ledger-more", &[("count", hidden)])) } }
            (sheet::links(lang, "export-as", &format!("/accounting/ledger?year={year}")))
        },
    )
}

/// What belongs to another year on 31 December.
pub(super) fn cut_off(ctx: &Ctx, all: &CutOff) -> Markup {
    let lang = ctx.lang;
    let title = lang.with("cut-off-of", &[("year", all.year)]);
    let head = Head::new(title, lang.t("accounting-title"))
        .crumbs(crumbs(lang))
        .lead(text(lang.t("accounting-cut-off-why")));
    let part = |id: &str, kind: CutOffKind, sum: Cents| {
        let lines: Vec<&CutOffLine> = all.lines.iter().filter(|line| line.kind == kind).collect();
        let heading =
            lines.first().map_or_else(|| lang.t(kind.label_key()), |line| lang.t(sheets::kind_of(ctx, line)));
        section(
            id,
            &heading,
            None,
            html! {
                p { (lang.t(if kind == CutOffKind::BilledAhead { "cut-off-ahead-why" } else { "cut-off-later-why" })) }
                (lines_of(ctx, &heading, &lines, sum))
            },
        )
    };
    page(
        ctx,
        &head,
        html! {
            (part("ahead", CutOffKind::BilledAhead, all.ahead))
            (part("later", CutOffKind::BilledLater, all.later))
            (sheet::links(lang, "export-as", &format!("/accounting/cut-off?year={}", all.year)))
        },
    )
}

fn lines_of(ctx: &Ctx, heading: &str, lines: &[&CutOffLine], sum: Cents) -> Markup {
    let lang = ctx.lang;
    let document = |line: &CutOffLine| match (&line.href, &line.number) {
        (Some(href), Some(number)) => link(href, number),
        _ => tag(Tone::Info, &lang.t("cut-off-not-issued")),
    };
    let amount = |line: &CutOffLine| match (line.amount, &line.explanation, &line.missing) {
        (Some(amount), Some(story), _) => {
            explained(lang, &line.object, &Figure::Money(amount), &ctx.linked(story))
        }
        (_, _, Some(missing)) => text(lang.text(missing)),
        _ => text("—"),
    };
    let total = [text(lang.t("cut-off-total")), html! {}, html! {}, text(figures::money(lang, sum))];
    let mut table = DataTable::new(heading)
        .column(lang.t("money-beneficiary"))
        .column(lang.t("invoice-number"))
        .column(lang.t("invoice-object-column"))
        .figures(lang.t("cut-off-amount"))
        .rows(
            lines
                .iter()
                .map(|line| [text(&line.beneficiary_name), document(line), text(&line.object), amount(line)]),
        )
        .caption_hidden()
        .empty(empty_state(&lang.t("cut-off-none"), &lang.t("cut-off-none-why"), None));
    if !lines.is_empty() {
        table = table.total(total);
    }
    table.render()
}

/// What became of a mapping that was sent.
pub(super) enum Told {
    Report(Report),
    Unchanged(i64),
    Created(i64),
}

/// The mapping, to be checked and imported.
pub(super) fn mapping(ctx: &Ctx, source: &str, told: Option<&Told>, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let mut errors = errors.to_vec();
    let mut said = html! {};
    match told {
        None => {}
        Some(Told::Report(report)) => {
            errors.extend(found(lang, report));
            if report.document.is_some() {
                said = confirmation(&lang.with("mapping-file-valid", &[("errors", 0)]), html! {});
            }
        }
        Some(Told::Unchanged(version)) => {
            said = notice(Tone::Info, &lang.with("mapping-unchanged", &[("version", version)]), html! {});
        }
        Some(Told::Created(version)) => {
            said = confirmation(&lang.with("mapping-imported", &[("version", version)]), html! {});
        }
    }
    let head = Head::new(lang.t("mapping-title"), lang.t("accounting-title"))
        .crumbs(crumbs(lang))
        .lead(text(lang.t("mapping-lead")))
        .has_errors(!errors.is_empty());
    let body = html! {
        (Field::textarea(lang, "source", lang.t("mapping-source")).rows(24).value(source)
            .error(error_of(&errors, "source")).required())
        (actions(html! {
            (submit_with(Emphasis::Primary, &lang.t("mapping-check"), "mode", "check"))
            @if ctx.actor.may(Permission::InvoiceIssue) {
                (submit_with(Emphasis::Secondary, &lang.t("mapping-import"), "mode", "import"))
            }
        }))
    };
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, &errors))
            (said)
            (PostForm::new("/accounting/mapping", &ctx.csrf).body(body))
        },
    )
}

/// What is wrong with a mapping, line by line.
fn found(lang: Lang, report: &Report) -> Vec<FieldError> {
    let message = |one: &agreements::written::Problem| {
        let at = lang.with("form-at", &[("line", one.line), ("column", one.column)]);
        format!("{at} : {} {}", lang.text(&one.message), lang.text(&one.fix))
    };
    let error = |one| FieldError { field: "source".to_owned(), message: message(one) };
    report.problems.iter().map(error).collect()
}
