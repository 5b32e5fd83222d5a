//! How invoices of suppliers are drawn.

use super::{
    Imputation, ImputeForm, Line, Nature, SupplierInvoice,
    actions::Whole,
    pages::ListQuery,
    store::{Listed, PAGE},
};
use kernel::{Cents, Permission};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Fields, Head, PostForm, Tone, actions,
            empty_state, error_of, error_summary, facts, filter_form, folded_form, hidden, link, link_button,
            notice, pagination, reference, section, submit, tag, text,
        },
        guard::percent,
        page,
    },
};

/// What was typed on the page of an invoice, and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    /// An imputation.
    pub(super) part: ImputeForm,
    /// Why it is set aside.
    pub(super) why: Option<String>,
    /// What is wrong.
    pub(super) errors: Vec<FieldError>,
}

/// The invoices received, and the form of another.
pub(super) fn list_page(
    ctx: &Ctx,
    query: &ListQuery,
    mut rows: Vec<Listed>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let next = (rows.len() > PAGE).then(|| {
        rows.truncate(PAGE);
        let after = rows.last().map(|one| one.id.to_string()).unwrap_or_default();
        format!("/supplier-invoices?year={}&after={after}", percent(&query.year))
    });
    let year = Field::number(lang, "year", lang.t("money-year")).width(8).value(&query.year);
    let head = Head::new(lang.t("supplier-title"), lang.t("money-view"))
        .lead(text(lang.t("supplier-lead")))
        .actions(link_button(Emphasis::Secondary, "/cost-sources", &lang.t("cost-sources-title")))
        .has_errors(!errors.is_empty());
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (filter_form("/supplier-invoices", &lang.t("supplier-filter"), html! {
                (year.error(error_of(errors, "year")))
                (submit(Emphasis::Secondary, &lang.t("cost-show")))
            }))
            (list_table(lang, &rows))
            (pagination(lang, &lang.t("supplier-title"), None, next.as_deref(), None))
            @if ctx.actor.may(Permission::CostManage) {
                (section("receive", &lang.t("supplier-receive"), None, receive(ctx, errors)))
            }
        },
    )
}

fn list_table(lang: Lang, rows: &[Listed]) -> Markup {
    let table = DataTable::new(lang.t("supplier-title"))
        .column(lang.t("supplier-number"))
        .column(lang.t("supplier-seller"))
        .column(lang.t("supplier-issued"))
        .figures(lang.t("supplier-net"))
        .figures(lang.t("supplier-gross"))
        .column(lang.t("money-state"))
        .rows(rows.iter().map(|one| {
            [
                reference(&format!("/supplier-invoices/{}", one.id), &one.number),
                text(&one.seller_name),
                text(figures::date(lang, one.issued_on)),
                text(figures::money(lang, one.net)),
                text(figures::money(lang, one.gross)),
                states(lang, one),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("supplier-none"), &lang.t("supplier-none-why"), None));
    html! { (table) }
}

fn states(lang: Lang, one: &Listed) -> Markup {
    html! {
        @if one.set_aside_at.is_some() { (tag(Tone::Neutral, &lang.t("supplier-state-aside"))) }
        @else if one.lines_left > 0 { (tag(Tone::Warning, &lang.t("supplier-state-left"))) }
        @else { (tag(Tone::Good, &lang.t("supplier-state-done"))) }
        @if one.has_differences { " " (tag(Tone::Warning, &lang.t("supplier-state-differs"))) }
    }
}

fn receive(ctx: &Ctx, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let file = Field::file(lang, "file", lang.t("supplier-file")).accept(".pdf,.xml");
    let body = html! {
        (file.hint(lang.t("supplier-file-hint")).error(error_of(errors, "file")).required())
        (actions(submit(Emphasis::Primary, &lang.t("supplier-receive"))))
    };
    html! { (PostForm::new("/supplier-invoices", &ctx.csrf).upload().body(body)) }
}

/// One invoice: what it states, what does not add up, where its lines go.
pub(super) fn invoice_page(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, one) = (ctx.lang, &whole.invoice);
    let file = format!("{}/file", one.path());
    let head = Head::new(one.facts.number.as_str(), lang.t("supplier-title"))
        .crumbs([Crumb::new(lang.t("supplier-title"), "/supplier-invoices")])
        .lead(html! { p { (one.facts.seller_name) ", " (figures::date(lang, one.facts.issued_on)) } })
        .actions(link_button(Emphasis::Secondary, &file, &lang.t("supplier-download")))
        .has_errors(!typed.errors.is_empty());
    let is_open = ctx.actor.may(Permission::CostManage) && one.set_aside_at.is_none();
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, &typed.errors))
            @if one.set_aside_at.is_some() {
                (notice(Tone::Warning, &lang.t("supplier-state-aside"), html! { p { (one.set_aside_why) } }))
            }
            (differences(lang, one))
            (told(lang, one))
            (section("lines", &lang.t("supplier-lines"), None, lines(ctx, whole)))
            (section("parts", &lang.t("supplier-parts"), None, html! {
                (parts(ctx, whole, is_open))
                @if is_open && whole.left.iter().any(|left| *left != Cents::ZERO) { (impute(ctx, whole, typed)) }
            }))
            @if is_open { (aside(ctx, one, typed)) }
        },
    )
}

fn differences(lang: Lang, one: &SupplierInvoice) -> Markup {
    html! {
        @if one.differences.is_empty() {
            p { (tag(Tone::Good, &lang.t("supplier-adds-up"))) }
        } @else {
            (notice(Tone::Warning, &lang.t("supplier-differs"), html! {
                ul { @for difference in &one.differences { li { (lang.text(&difference.text)) } } }
            }))
        }
    }
}

fn told(lang: Lang, one: &SupplierInvoice) -> Markup {
    let (facts_of, totals) = (&one.facts, &one.facts.totals);
    let money = |amount| text(figures::money(lang, amount));
    let maybe = |words: &Option<String>| text(words.clone().unwrap_or_else(|| "—".into()));
    let received = format!("{}, {}", one.received_by, figures::instant(lang, one.received_at));
    facts([
        (
            lang.t("supplier-kind"),
            text(format!("{} ({})", lang.t(facts_of.kind.label_key()), facts_of.syntax)),
        ),
        (lang.t("supplier-seller"), text(format!("{} ({})", facts_of.seller_name, facts_of.seller))),
        (lang.t("supplier-buyer"), text(&facts_of.buyer_name)),
        (
            lang.t("supplier-due"),
            text(facts_of.due_on.map_or_else(|| "—".into(), |day| figures::date(lang, day))),
        ),
        (lang.t("supplier-order"), maybe(&facts_of.order)),
        (lang.t("supplier-net"), money(totals.net)),
        (lang.t("supplier-vat"), money(totals.vat)),
        (lang.t("supplier-gross"), html! { strong { (figures::money(lang, totals.gross)) } }),
        (lang.t("supplier-to-pay"), money(totals.due)),
        (lang.t("supplier-received"), text(received)),
        (lang.t("supplier-digest"), digest(one.file.as_str())),
    ])
}

/// A digest that may be broken into lines of eight characters on a narrow screen.
fn digest(hexadecimal: &str) -> Markup {
    let pieces =
        (0..hexadecimal.len()).step_by(8).filter_map(|at| hexadecimal.get(at..hexadecimal.len().min(at + 8)));
    html! { code { @for piece in pieces { (piece) wbr; } } }
}

fn name(lang: Lang, line: &Line) -> String {
    if line.name.is_empty() { lang.t("supplier-line-whole") } else { line.name.clone() }
}

fn lines(ctx: &Ctx, whole: &Whole) -> Markup {
    let lang = ctx.lang;
    let rows = whole.invoice.facts.lines.iter().zip(&whole.left).enumerate();
    let table = DataTable::new(lang.t("supplier-lines"))
        .column(lang.t("supplier-line"))
        .figures(lang.t("supplier-quantity"))
        .figures(lang.t("supplier-price"))
        .figures(lang.t("supplier-net"))
        .figures(lang.t("supplier-rate"))
        .figures(lang.t("supplier-left"))
        .rows(rows.map(|(place, (line, left))| {
            [
                text(format!("{}. {}", place + 1, name(lang, line))),
                text(figures::exact(lang, &line.quantity)),
                text(figures::exact(lang, &line.price)),
                text(figures::money(lang, line.net)),
                text(lang.with("einvoice-rate", &[("rate", figures::exact(lang, &line.rate))])),
                text(figures::money(lang, *left)),
            ]
        }))
        .caption_hidden();
    html! { @if !whole.invoice.facts.has_lines { p { (lang.t("supplier-no-lines")) } } (table) }
}

fn parts(ctx: &Ctx, whole: &Whole, is_open: bool) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("supplier-parts"))
        .column(lang.t("supplier-line"))
        .figures(lang.t("supplier-net"))
        .column(lang.t("cost-block"))
        .column(lang.t("supplier-nature"))
        .column(lang.t("cost-key"))
        .column(lang.t("cost-act"))
        .rows(whole.parts.iter().map(|part| {
            [
                text(part.line.to_string()),
                text(figures::money(lang, part.net)),
                text(&part.block),
                text(format!(
                    "{}{}",
                    lang.t(part.nature.label_key()),
                    lang.t(if part.bears_vat { "supplier-with-vat" } else { "supplier-without-vat" })
                )),
                link(&format!("/cost-sources/{}", whole.invoice.facts.issued_on.year()), &part.key_name),
                if is_open { removal(ctx, whole, part) } else { text("") },
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("supplier-parts-none"), &lang.t("supplier-parts-why"), None));
    html! { (table) }
}

fn removal(ctx: &Ctx, whole: &Whole, part: &Imputation) -> Markup {
    let lang = ctx.lang;
    let action = format!("{}/imputations/{}/removal", whole.invoice.path(), part.id);
    let body = html! {
        (hidden("version", &whole.invoice.version.to_string()))
        (submit(Emphasis::Secondary, &lang.with("supplier-part-remove", &[("line", part.line.to_string()), ("block", part.block.clone())])))
    };
    html! { (PostForm::new(action, &ctx.csrf).body(body)) }
}

fn impute(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, form) = (ctx.lang, &typed.part);
    let fields = Fields::plain(lang, &typed.errors);
    let open = whole.invoice.facts.lines.iter().zip(&whole.left).enumerate();
    let open = open.filter(|(_, (_, left))| **left != Cents::ZERO).map(|(place, (line, left))| {
        let label = format!("{}. {} ({})", place + 1, name(lang, line), figures::money(lang, *left));
        Choice::new((place + 1).to_string(), label)
    });
    let blocks = whole.blocks.iter().map(|(code, title)| Choice::new(code, format!("{code} – {title}")));
    let keys = whole.keys.iter().map(|key| Choice::new(key.id.as_str(), key.name.as_str()));
    let natures = Nature::ALL.iter().map(|one| (one.as_str(), one.label_key()));
    let year = whole.invoice.facts.issued_on.year();
    let body = html! {
        (hidden("version", &whole.invoice.version.to_string()))
        @if whole.keys.is_empty() {
            p { (link(&format!("/cost-sources/{year}"), &lang.with("supplier-no-key", &[("year", year)]))) }
        }
        (fields.choice("line", "supplier-line", open, &form.line).required())
        (fields.line("amount", "supplier-amount", &form.amount).hint(lang.t("supplier-amount-hint")).inputmode("decimal").width(14))
        (fields.choice("block", "cost-block", blocks, &form.block).required())
        (fields.word("nature", "supplier-nature", natures, &form.nature).hint(lang.t("supplier-nature-hint")).required())
        (fields.choice("key", "cost-key", keys, &form.key).required())
        (Field::checkbox(lang, "recovers_vat", lang.t("supplier-recovers-vat")).value(&form.recovers_vat))
        (actions(submit(Emphasis::Primary, &lang.t("supplier-impute"))))
    };
    let action = format!("{}/imputations", whole.invoice.path());
    html! { (PostForm::new(action, &ctx.csrf).label(lang.t("supplier-impute")).body(body)) }
}

fn aside(ctx: &Ctx, one: &SupplierInvoice, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let is_open = typed.why.is_some();
    let fields = Fields::of(lang, "aside", is_open, &typed.errors);
    let why = typed.why.as_deref().unwrap_or_default();
    let body = html! {
        (hidden("version", &one.version.to_string()))
        (fields.line("why", "supplier-why", why).required())
    };
    let label = lang.t("supplier-aside");
    folded_form(&ctx.csrf, &format!("{}/set-aside", one.path()), &label, &label, is_open, body)
}
