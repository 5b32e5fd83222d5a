//! The follow-up of an issued document, drawn.

use super::{state, step};
use crate::{
    collection::{
        OrderForm, Origin, Payment, PaymentForm, PaymentId, ReceivableKey, RevenueOrder, actions::Whole,
        rules,
    },
    deposits::{Deposit, DepositState},
    invoices::{Event, EventForm, EventKind, InvoiceKind, rules::may_follow, views::tone},
    reach,
};
use kernel::{Cents, Figure, Permission};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions, empty_state, error_of, error_summary, explained, facts, folded_form, hidden, link,
            notice, section, submit, tag, text,
        },
        page,
    },
};

/// What was typed in the forms of the page.
#[derive(Default)]
pub(in crate::collection) struct Typed {
    pub(in crate::collection) event: EventForm,
    pub(in crate::collection) order: Option<OrderForm>,
    pub(in crate::collection) payment: PaymentForm,
    pub(in crate::collection) reversal: Option<(PaymentId, String)>,
}

/// Everything that happened to a document since its issue.
pub(in crate::collection) fn show(ctx: &Ctx, whole: &Whole, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, one) = (ctx.lang, &whole.receivable);
    let title = lang.with("receivable-of", &[("number", &one.number)]);
    let head = Head::new(title, lang.t("receivable-title"))
        .crumbs([Crumb::new(lang.t("receivable-title"), "/receivables")])
        .lead(html! { p { (one.object) " " (state(lang, one, reach::today(ctx))) } })
        .has_errors(!errors.is_empty());
    let is_claim = one.kind == InvoiceKind::Invoice;
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (standing(ctx, whole))
            (section("events", &lang.t("invoice-events"), None, html! {
                (events(lang, &whole.events))
                (event_form(ctx, whole, &typed.event, errors))
            }))
            (section("order", &lang.t("order-title"), None, orders(ctx, whole, typed.order.as_ref(), errors)))
            @if is_claim { (section("payments", &lang.t("payment-title"), None, payments(ctx, whole, typed, errors))) }
            (section("deposits", &lang.t("deposit-title"), None, deposits(ctx, whole, errors)))
            @if is_claim {
                (section("reminders", &lang.t("payment-reminder-title"), None, reminders(lang, whole)))
            }
        },
    )
}

fn standing(ctx: &Ctx, whole: &Whole) -> Markup {
    let (lang, one) = (ctx.lang, &whole.receivable);
    let money = |amount: Cents| html! { span.number { (figures::money(lang, amount)) } };
    let mut pairs = vec![
        (lang.t("receivable-invoice"), link(&one.key.invoice_path(), &one.number)),
        (lang.t("money-beneficiary"), text(&one.beneficiary_name)),
        (lang.t("invoice-date"), text(figures::date(lang, one.issued_on))),
    ];
    if let Some(due) = one.due_on {
        pairs.push((lang.t("invoice-due"), text(figures::date(lang, due))));
    }
    pairs.push((lang.t("invoice-gross"), money(super::signed(one, one.gross))));
    if one.kind == InvoiceKind::Invoice {
        if one.reduced > Cents::ZERO {
            pairs.push((lang.t("receivable-reduced"), money(one.reduced)));
        }
        pairs.push((lang.t("receivable-paid"), money(one.paid)));
        let what = lang.t("receivable-remaining");
        let left = if one.is_open() {
            let story = ctx.linked(&whole.remaining.explanation);
            explained(lang, &what, &Figure::Money(whole.remaining.value), &story)
        } else {
            money(one.remaining())
        };
        pairs.push((what, left));
    }
    if let Some(day) = whole.lapses_on {
        pairs.push((lang.t("receivable-lapses"), text(figures::date(lang, day))));
    }
    let back = one.to_give_back();
    html! {
        (facts(pairs))
        @if back > Cents::ZERO {
            (notice(Tone::Warning, &lang.with("receivable-give-back", &[("amount", figures::money(lang, back))]), html! {}))
        }
    }
}

/// What happened, in order.
pub(super) fn events(lang: Lang, all: &[Event]) -> Markup {
    let table = DataTable::new(lang.t("invoice-events"))
        .column(lang.t("invoice-event"))
        .column(lang.t("invoice-event-on"))
        .column(lang.t("invoice-event-reference"))
        .column(lang.t("invoice-event-note"))
        .column(lang.t("invoice-event-by"))
        .rows(all.iter().map(|e| {
            [
                tag(tone(e.kind), &lang.t(e.kind.label_key())),
                text(figures::date(lang, e.on)),
                text(&e.reference),
                text(&e.note),
                text(&e.by),
            ]
        }))
        .caption_hidden();
    table.render()
}

fn event_form(ctx: &Ctx, whole: &Whole, form: &EventForm, errors: &[FieldError]) -> Markup {
    let (lang, one) = (ctx.lang, &whole.receivable);
    let next: Vec<EventKind> =
        EventKind::BY_HAND.into_iter().filter(|kind| may_follow(one.state, *kind)).collect();
    if next.is_empty() || !ctx.actor.may(Permission::InvoiceIssue) {
        return html! {};
    }
    let choices = next.iter().map(|kind| Choice::new(kind.as_str(), lang.t(kind.label_key())));
    let fields = html! {
        (Field::select(lang, "kind", lang.t("invoice-event"), choices)
            .value(form.kind.as_str()).error(error_of(errors, "kind")).required())
        (Field::date(lang, "on", lang.t("invoice-event-on"))
            .value(form.on.as_str()).error(error_of(errors, "on")).required())
        (Field::text(lang, "reference", lang.t("invoice-event-reference")).hint(lang.t("invoice-event-reference-hint"))
            .id_as("event-reference").value(form.reference.as_str()))
        (Field::textarea(lang, "note", lang.t("invoice-event-note")).hint(lang.t("invoice-event-note-hint"))
            .value(form.note.as_str()).error(error_of(errors, "note")))
    };
    let is_open = ["kind", "on", "note"].iter().any(|field| error_of(errors, field).is_some());
    let label = lang.t("invoice-event-record");
    folded_form(&ctx.csrf, &format!("{}/events", one.key.path()), &label, &label, is_open, fields)
}

/// A revenue order in words.
pub(super) fn order_words(lang: Lang, order: &RevenueOrder) -> String {
    let args = [
        ("order", order.order_number.clone()),
        ("slip", order.slip_number.clone()),
        ("day", figures::date(lang, order.ordered_on)),
        ("year", order.fiscal_year.to_string()),
    ];
    lang.with("order-words", &args)
}

fn orders(ctx: &Ctx, whole: &Whole, typed: Option<&OrderForm>, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let holds = whole.order().map(|order| order.id.clone());
    let table = DataTable::new(lang.t("order-title"))
        .column(lang.t("order-number"))
        .column(lang.t("order-slip"))
        .column(lang.t("order-date"))
        .column(lang.t("order-year"))
        .column(lang.t("order-origin"))
        .rows(whole.orders.iter().rev().map(|order| {
            let is_old = holds.as_ref() != Some(&order.id);
            [
                html! { (order.order_number) @if is_old { " " (tag(Tone::Neutral, &lang.t("order-replaced"))) } },
                text(&order.slip_number),
                text(figures::date(lang, order.ordered_on)),
                text(order.fiscal_year.to_string()),
                origin(lang, &order.origin, &order.reason),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("order-none"), &lang.t("order-none-why"), None));
    html! {
        (table)
        @if ctx.actor.may(Permission::InvoiceIssue) { (order_form(ctx, whole, typed, errors)) }
    }
}

fn origin(lang: Lang, origin: &Origin, reason: &str) -> Markup {
    let who = format!("{}, {}", origin.recorded_by, figures::instant(lang, origin.recorded_at));
    html! {
        (who)
        @if !origin.source.is_empty() { br; small { (origin.source) } }
        @if !reason.is_empty() { br; small { (reason) } }
    }
}

fn order_form(ctx: &Ctx, whole: &Whole, typed: Option<&OrderForm>, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let last = whole.order();
    let form = typed.cloned().unwrap_or_default();
    let replaces = last.map(|order| order.id.to_string()).unwrap_or_default();
    let fields = html! {
        (hidden("replaces", &replaces))
        (Field::text(lang, "order_number", lang.t("order-number")).width(20)
            .value(form.order_number).error(error_of(errors, "order_number")).required())
        (Field::text(lang, "slip_number", lang.t("order-slip")).width(20)
            .value(form.slip_number).error(error_of(errors, "slip_number")).required())
        (Field::date(lang, "ordered_on", lang.t("order-date"))
            .value(form.ordered_on).error(error_of(errors, "ordered_on")).required())
        (Field::number(lang, "fiscal_year", lang.t("order-year")).hint(lang.t("order-year-hint")).width(8)
            .value(form.fiscal_year).error(error_of(errors, "fiscal_year")))
        @if last.is_some() {
            (Field::text(lang, "reason", lang.t("order-why-corrected"))
                .value(form.reason).error(error_of(errors, "reason")).required())
        }
    };
    let is_open = typed.is_some() && !errors.is_empty();
    let label = lang.t(if last.is_some() { "order-correct" } else { "order-record" });
    let path = format!("{}/orders", whole.receivable.key.path());
    folded_form(&ctx.csrf, &path, &label, &label, is_open, fields)
}

fn payments(ctx: &Ctx, whole: &Whole, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let standing: Vec<&PaymentId> = whole.standing().map(|payment| &payment.id).collect();
    let may = ctx.actor.may(Permission::InvoiceIssue);
    let table = DataTable::new(lang.t("payment-title"))
        .column(lang.t("payment-on"))
        .figures(lang.t("payment-amount"))
        .column(lang.t("payment-reference"))
        .column(lang.t("order-origin"))
        .column(lang.t("payment-mistake"))
        .rows(whole.payments.iter().map(|payment| {
            let is_standing = standing.contains(&&payment.id);
            [
                text(figures::date(lang, payment.received_on)),
                text(figures::money(lang, payment.amount)),
                text(&payment.reference),
                origin(lang, &payment.origin, &payment.reason),
                html! { @if may && is_standing { (reversal(ctx, &whole.receivable.key, payment, typed, errors)) } },
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("payment-none"), &lang.t("payment-none-why"), None));
    let expects = rules::refuses_payment(&whole.receivable).is_none() && whole.remaining.value > Cents::ZERO;
    html! {
        (table)
        @if may && expects { (payment_form(ctx, whole, &typed.payment, errors)) }
    }
}

fn reversal(
    ctx: &Ctx,
    key: &ReceivableKey,
    payment: &Payment,
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let tried = typed.reversal.as_ref().filter(|(id, _)| *id == payment.id);
    let error = error_of(errors, "reason").filter(|_| tried.is_some());
    let reason = tried.map(|(_, reason)| reason.clone()).unwrap_or_default();
    let field = Field::text(lang, "reason", lang.t("payment-why-reversed"))
        .id_as(format!("reason-{}", payment.id))
        .value(reason)
        .error(error)
        .required();
    let path = format!("{}/payments/{}/reversal", key.path(), payment.id);
    let label = lang.t("payment-reverse");
    folded_form(&ctx.csrf, &path, &label, &label, tried.is_some(), field.render())
}

fn payment_form(ctx: &Ctx, whole: &Whole, form: &PaymentForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let left = figures::money(lang, whole.remaining.value);
    let fields = html! {
        (Field::date(lang, "received_on", lang.t("payment-on"))
            .value(form.received_on.as_str()).error(error_of(errors, "received_on")).required())
        (Field::text(lang, "amount", lang.t("payment-amount")).hint(lang.with("payment-amount-hint", &[("left", left)]))
            .inputmode("decimal").width(16)
            .value(form.amount.as_str()).error(error_of(errors, "amount")).required())
        (Field::text(lang, "reference", lang.t("payment-reference")).hint(lang.t("payment-reference-hint"))
            .value(form.reference.as_str()).error(error_of(errors, "reference")).required())
        (actions(submit(Emphasis::Primary, &lang.t("payment-record"))))
    };
    let path = format!("{}/payments", whole.receivable.key.path());
    html! { (PostForm::new(path, &ctx.csrf).label(lang.t("payment-record")).body(fields)) }
}

fn deposits(ctx: &Ctx, whole: &Whole, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let tone = |state| match state {
        DepositState::Integrated => Tone::Good,
        DepositState::Refused | DepositState::Abandoned => Tone::Bad,
        DepositState::Uncertain => Tone::Warning,
        DepositState::Waiting | DepositState::Received => Tone::Info,
    };
    let table = DataTable::new(lang.t("deposit-title"))
        .column(lang.t("deposit-asked"))
        .column(lang.t("money-state"))
        .column(lang.t("deposit-flow"))
        .column(lang.t("deposit-portal-state"))
        .column(lang.t("deposit-reason"))
        .rows(whole.deposits.iter().map(|one: &Deposit| {
            [
                text(format!("{}, {}", one.asked_by, figures::instant(lang, one.asked_at))),
                tag(tone(one.state), &lang.t(one.state.label_key())),
                text(&one.flow_number),
                text(&one.portal_state),
                text(&one.reason),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("deposit-none"), &lang.t("deposit-none-why"), None));
    let is_on = ctx.platform.settings.chorus_pro.is_on();
    let is_under_way = whole
        .deposits
        .iter()
        .any(|one| !matches!(one.state, DepositState::Refused | DepositState::Abandoned));
    let is_over = matches!(whole.receivable.state, EventKind::Paid | EventKind::CancelledByCreditNote);
    let may = ctx.actor.may(Permission::InvoiceIssue) && is_on && !is_under_way && !is_over;
    let path = format!("{}/deposits", whole.receivable.key.path());
    html! {
        (table)
        @if let Some(error) = error_of(errors, "deposit") { (notice(Tone::Bad, error, html! {})) }
        @if may { (action_button(&ctx.csrf, &path, Emphasis::Primary, &lang.t("deposit-ask"), None)) }
        @if !is_on { p.hint { (lang.t("deposit-off")) } }
    }
}

fn reminders(lang: Lang, whole: &Whole) -> Markup {
    let table = DataTable::new(lang.t("payment-reminder-title"))
        .column(lang.t("reminder-step"))
        .column(lang.t("reminder-sent"))
        .figures(lang.t("reminder-told"))
        .rows(whole.reminders.iter().map(|one| {
            [
                text(step(lang, one.step)),
                text(figures::instant(lang, one.sent_at)),
                text(figures::count(lang, one.told)),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("payment-reminder-none"), &lang.t("payment-reminder-none-why"), None));
    table.render()
}
