//! How receivables are drawn.

mod file;
mod show;

pub(super) use file::import;
pub(super) use show::{Typed, show};

use super::{
    Age, Ageing, ListForm, Receivable, ReceivableKey, ReferenceForm, ReminderStep, actions,
    references::{self, Reference, References},
};
use crate::{
    invoices::{EventKind, Invoice, InvoiceKind, InvoiceState, views::tone},
    reach,
    screen::PAGE,
};
use jiff::civil::Date;
use kernel::{Cents, Permission};
use maud::{Markup, Render as _, html};
use people::organisations::Organisation;
use platform::{
    Ctx, Result,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons,
            empty_state, error_of, error_summary, facts, filter_form, link, link_button, pagination, section,
            submit, tag, text,
        },
        guard::percent,
        page,
    },
};

/// Where a document stands; that it is late is said too.
fn state(lang: Lang, one: &Receivable, today: Date) -> Markup {
    html! {
        (tag(tone(one.state), &lang.t(one.state.label_key())))
        @if one.is_late(today) { " " (tag(Tone::Warning, &lang.t("receivable-late"))) }
    }
}

fn signed(one: &Receivable, amount: Cents) -> Cents {
    match one.kind {
        InvoiceKind::Invoice => amount,
        InvoiceKind::CreditNote => -amount,
    }
}

/// What was issued under a filter, and what is owed by age.
pub(super) fn list(
    ctx: &Ctx,
    mut rows: Vec<Receivable>,
    ageing: &[Ageing],
    all: &[Organisation],
    form: &ListForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| has_more).map(|last| {
        let (state, whose) = (percent(&form.state), percent(&form.beneficiary));
        format!("/receivables?state={state}&beneficiary={whose}&after={}", last.key.id)
    });
    let may = ctx.actor.may(Permission::InvoiceIssue);
    let import =
        may.then(|| link_button(Emphasis::Secondary, "/receivables/import", &lang.t("receivable-import")));
    let head = Head::new(lang.t("receivable-title"), lang.t("money-view"))
        .lead(text(lang.t("receivable-lead")))
        .actions(import.unwrap_or_default())
        .has_errors(!errors.is_empty());
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (section("ageing", &lang.t("ageing-title"), None, ages(lang, ageing)))
            (section("list", &lang.t("receivable-list"), None, html! {
                (filters(lang, all, form, errors))
                (table(ctx, &rows))
                (pagination(lang, &lang.t("receivable-list"), None, next.as_deref(), None))
            }))
        },
    )
}

fn filters(lang: Lang, all: &[Organisation], form: &ListForm, errors: &[FieldError]) -> Markup {
    let mut states = vec![
        Choice::new("", lang.t("receivable-all")),
        Choice::new("open", lang.t("receivable-open")),
        Choice::new("late", lang.t("receivable-late")),
    ];
    states.extend(EventKind::ALL.map(|kind| Choice::new(kind.as_str(), lang.t(kind.label_key()))));
    let mut whose = vec![Choice::new("", lang.t("receivable-everybody"))];
    whose.extend(all.iter().map(|one| Choice::new(one.id.as_str(), one.name.as_str())));
    filter_form(
        "/receivables",
        &lang.t("receivable-filter"),
        html! {
            (Field::select(lang, "state", lang.t("money-state"), states).value(form.state.as_str())
                .error(error_of(errors, "state")))
            @if all.len() > 1 {
                (Field::select(lang, "beneficiary", lang.t("money-beneficiary"), whose).value(form.beneficiary.as_str()))
            }
            (submit(Emphasis::Secondary, &lang.t("receivable-filter")))
        },
    )
}

fn table(ctx: &Ctx, rows: &[Receivable]) -> Markup {
    let (lang, today) = (ctx.lang, reach::today(ctx));
    let table = DataTable::new(lang.t("receivable-list"))
        .column(lang.t("invoice-number"))
        .column(lang.t("money-beneficiary"))
        .column(lang.t("invoice-date"))
        .column(lang.t("invoice-due"))
        .figures(lang.t("invoice-gross"))
        .figures(lang.t("receivable-remaining"))
        .column(lang.t("order-number"))
        .column(lang.t("money-state"))
        .rows(rows.iter().map(|one| {
            [
                link(&one.key.path(), &one.number),
                text(&one.beneficiary_name),
                text(figures::date(lang, one.issued_on)),
                text(one.due_on.map(|due| figures::date(lang, due)).unwrap_or_default()),
                text(figures::money(lang, signed(one, one.gross))),
                text(figures::money(lang, one.remaining())),
                text(one.order_number.clone().unwrap_or_default()),
                state(lang, one, today),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("receivable-none"), &lang.t("receivable-none-why"), None));
    table.render()
}

/// What is owed by beneficiary and age; each row leads to its invoices.
fn ages(lang: Lang, ageing: &[Ageing]) -> Markup {
    let mut table = DataTable::new(lang.t("ageing-title")).column(lang.t("money-beneficiary"));
    for age in Age::ALL {
        table = table.figures(lang.t(age.label_key()));
    }
    let money = |amount: &Cents| text(figures::money(lang, *amount));
    let mut table = table.figures(lang.t("ageing-total")).rows(ageing.iter().map(|row| {
        let open = format!("/receivables?state=open&beneficiary={}", percent(row.beneficiary.as_str()));
        let name = link(&open, &row.beneficiary_name);
        std::iter::once(name)
            .chain(row.amounts.iter().map(money))
            .chain([money(&row.total)])
            .collect::<Vec<_>>()
    }));
    if ageing.len() > 1 {
        let sum = |column: usize| ageing.iter().map(|row| row.amounts[column]).sum::<Cents>();
        let sums = (0..Age::ALL.len()).map(|column| money(&sum(column)));
        let total: Cents = ageing.iter().map(|row| row.total).sum();
        table = table.total(std::iter::once(text(lang.t("ageing-total"))).chain(sums).chain([money(&total)]));
    }
    let table =
        table.caption_hidden().empty(empty_state(&lang.t("ageing-none"), &lang.t("ageing-none-why"), None));
    html! { (table) p.hint { (lang.t("ageing-why")) } }
}

/// What the page of an invoice shows beside it: before the issue, the references asked for; after it, where it stands.
pub(crate) async fn of_invoice(ctx: &Ctx, invoice: &Invoice) -> Result<Markup> {
    let key = ReceivableKey { beneficiary: invoice.beneficiary.clone(), id: invoice.id.clone() };
    if invoice.state == InvoiceState::Issued {
        return Ok(followed(ctx, &actions::read(ctx, &key).await?));
    }
    let mut tx = ctx.read().await?;
    let asked = references::of(&mut tx, invoice).await?;
    Ok(asked_for(ctx, invoice, &key, &asked))
}

fn followed(ctx: &Ctx, whole: &actions::Whole) -> Markup {
    let (lang, one) = (ctx.lang, &whole.receivable);
    let mut pairs = vec![(lang.t("money-state"), state(lang, one, reach::today(ctx)))];
    if let Some(order) = whole.order() {
        pairs.push((lang.t("order-title"), text(show::order_words(lang, order))));
    }
    if one.kind == InvoiceKind::Invoice {
        if one.reduced > Cents::ZERO {
            pairs.push((lang.t("receivable-reduced"), text(figures::money(lang, one.reduced))));
        }
        pairs.push((lang.t("receivable-paid"), text(figures::money(lang, one.paid))));
        pairs.push((lang.t("receivable-remaining"), text(figures::money(lang, one.remaining()))));
    }
    let open = link_button(Emphasis::Secondary, &one.key.path(), &lang.t("receivable-open-follow-up"));
    section(
        "events",
        &lang.t("invoice-events"),
        None,
        html! { (facts(pairs)) (show::events(lang, &whole.events)) (buttons(open)) },
    )
}

fn asked_for(ctx: &Ctx, invoice: &Invoice, key: &ReceivableKey, asked: &References) -> Markup {
    let lang = ctx.lang;
    let words = |reference: &Reference| {
        let parts = [&reference.service_code, &reference.commitment_number];
        let parts: Vec<&str> =
            parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
        if parts.is_empty() { "—".to_owned() } else { parts.join(" · ") }
    };
    let year = lang.with("reference-of-year", &[("year", invoice.year)]);
    let path = format!("{}/references", key.invoice_path());
    let may = ctx.actor.may(Permission::InvoiceDraft);
    section(
        "references",
        &lang.t("reference-title"),
        None,
        html! {
            (facts([
                (year, text(words(&asked.of_year))),
                (lang.t("reference-of-invoice"), text(words(&asked.of_invoice))),
            ]))
            @if may { (buttons(link_button(Emphasis::Secondary, &path, &lang.t("reference-change")))) }
        },
    )
}

/// The form filled with what holds: that of the invoice, else that of its year.
pub(super) fn typed_of(asked: &References) -> ReferenceForm {
    let is_own = asked.of_invoice != Reference::default();
    let known = if is_own { &asked.of_invoice } else { &asked.of_year };
    ReferenceForm {
        service_code: known.service_code.clone(),
        commitment_number: known.commitment_number.clone(),
        of: if is_own { "invoice" } else { "year" }.to_owned(),
    }
}

/// What the recipient asks for on an invoice to be issued.
pub(super) fn references(
    ctx: &Ctx,
    invoice: &Invoice,
    form: &ReferenceForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let key = ReceivableKey { beneficiary: invoice.beneficiary.clone(), id: invoice.id.clone() };
    let of = [
        Choice::new("year", lang.with("reference-of-year", &[("year", invoice.year)])),
        Choice::new("invoice", lang.t("reference-of-invoice")),
    ];
    let field = |name: &str, label: &str, value: &str| {
        Field::text(lang, name, lang.t(label)).value(value).error(error_of(errors, name)).width(40)
    };
    let body = html! {
        (field("service_code", "people-service-code", &form.service_code))
        (field("commitment_number", "people-commitment-number", &form.commitment_number))
        (Field::radios(lang, "of", lang.t("reference-for"), of).value(form.of.as_str()).error(error_of(errors, "of")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("reference-save"))))
    };
    let head = Head::new(lang.t("reference-title"), lang.t("invoice-list"))
        .crumbs([
            Crumb::new(lang.t("invoice-list"), "/invoices"),
            Crumb::new(&invoice.object, key.invoice_path()),
        ])
        .lead(text(lang.t("reference-lead")))
        .has_errors(!errors.is_empty());
    let path = format!("{}/references", key.invoice_path());
    page(ctx, &head, html! { (error_summary(lang, errors)) (PostForm::new(path, &ctx.csrf).body(body)) })
}

/// A step in words.
fn step(lang: Lang, step: ReminderStep) -> String {
    lang.t(step.label_key())
}
