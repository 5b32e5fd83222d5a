//! What may still be done about a document: show it to the beneficiary, object to a line, give back.

use super::{Shown, Typed};
use crate::{
    charges::objections_of,
    invoices::{InvoiceKind, InvoiceState, rules},
};
use kernel::{Cents, Permission};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::figures,
    web::components::{
        Choice, Emphasis, Field, FieldError, Fields, PostForm, Tone, actions, folded_form, notice, section,
        submit,
    },
};

/// A draft that the beneficiary may see: what it is, and what was objected to it.
pub(super) fn preview(ctx: &Ctx, shown: &Shown, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, invoice) = (ctx.lang, &shown.invoice);
    let is_open = invoice.state != InvoiceState::Issued;
    let Some(submitted) = invoice.submitted.as_ref().filter(|_| is_open) else {
        return html! {
            @if !shown.objections.is_empty() { (objections(ctx, shown)) }
        };
    };
    let args = [("by", submitted.by.clone()), ("at", figures::instant(lang, submitted.at))];
    html! {
        (notice(Tone::Info, &lang.t("invoice-preview"), html! { p { (lang.with("invoice-preview-lead", &args)) } }))
        (objections(ctx, shown))
        @if ctx.actor.may(Permission::ChargeObject) { (objection_form(ctx, shown, typed, errors)) }
    }
}

fn objections(ctx: &Ctx, shown: &Shown) -> Markup {
    let body = objections_of(ctx.lang, &shown.objections);
    html! {
        @if !shown.objections.is_empty() { (section("objections", &ctx.lang.t("objection-title"), None, body)) }
    }
}

fn objection_form(ctx: &Ctx, shown: &Shown, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, invoice) = (ctx.lang, &shown.invoice);
    let is_refused = typed.objection.is_some();
    let untyped = crate::charges::ObjectionForm::default();
    let form = typed.objection.as_ref().unwrap_or(&untyped);
    let fields = Fields::of(lang, "objection", is_refused, errors);
    let mut choices: Vec<Choice> = vec![];
    for (key, line) in invoice.keys().into_iter().zip(&invoice.content.lines) {
        let key = key.to_string();
        if !choices.iter().any(|choice| choice.value == key) {
            choices.push(Choice::new(key, format!("{} : {}", line.name, figures::money(lang, line.net))));
        }
    }
    let body = html! {
        (fields.choice("line", "invoice-line", choices, &form.line).required())
        (fields.area("reason", "objection-reason", &form.reason).required())
    };
    let action = format!("{}/objections", invoice.href());
    folded_form(&ctx.csrf, &action, &lang.t("objection-make"), &lang.t("objection-send"), is_refused, body)
}

/// The credit notes: whole, or some lines.
pub(super) fn credit_forms(ctx: &Ctx, shown: &Shown, typed: &Typed, errors: &[FieldError]) -> Markup {
    let may = rules::may_credit(&shown.invoice) && shown.credit.is_none();
    html! {
        @if may && ctx.actor.may(Permission::InvoiceDraft) {
            @if may_cancel(shown) { (credit_form(ctx, shown, typed, errors)) }
            @if shown.invoice.kind == InvoiceKind::Invoice { (reduction_form(ctx, shown, typed, errors)) }
        }
    }
}

/// Whether something is left to give back, and no draft is about to give a part of it back.
fn may_cancel(shown: &Shown) -> bool {
    let is_left = || rules::left(&shown.invoice, &shown.reductions).values().any(|net| *net > Cents::ZERO);
    shown.reductions.iter().all(|note| note.state == InvoiceState::Issued) && is_left()
}

fn credit_form(ctx: &Ctx, shown: &Shown, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let fields = Fields::of(lang, "credit", typed.reduction.is_none(), errors);
    section(
        "credit",
        &lang.t("invoice-credit"),
        None,
        html! {
            p { (lang.t(if shown.reductions.is_empty() { "invoice-credit-lead" } else { "invoice-rest-lead" })) }
            (PostForm::new(format!("{}/credit-note", shown.invoice.href()), &ctx.csrf).body(html! {
                (fields.with("reason", Field::textarea(lang, "reason", lang.t("invoice-reason")).value(typed.reason.as_str())).required())
                (actions(submit(Emphasis::Danger, &lang.t("invoice-credit"))))
            }))
        },
    )
}

/// One field a line: how much of it is given back.
fn reduction_form(ctx: &Ctx, shown: &Shown, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, invoice) = (ctx.lang, &shown.invoice);
    let left = rules::left(invoice, &shown.reductions);
    let is_refused = typed.reduction.is_some();
    let untyped = super::ReductionForm::default();
    let form = typed.reduction.as_ref().unwrap_or(&untyped);
    let fields = Fields::of(lang, "reduction", is_refused, errors);
    let name = |key: &crate::charges::ChargeKey| {
        let keys = invoice.keys();
        let line = keys.iter().zip(&invoice.content.lines).find(|(one, _)| *one == key);
        line.map(|(_, line)| line.name.clone()).unwrap_or_default()
    };
    let choices = left.iter().filter(|(_, net)| **net > Cents::ZERO).map(|(key, net)| {
        let words = format!("{} ({})", name(key), figures::money(lang, *net));
        Choice::new(key.to_string(), words)
    });
    let body = html! {
        p { (lang.t("invoice-reduction-lead")) }
        (fields.choice("line", "invoice-line", choices, &form.line).required())
        (fields.line("amount", "invoice-reduction-how-much", &form.amount).inputmode("decimal").width(12)
            .hint(lang.t("invoice-reduction-hint")))
        (fields.with("reason", Field::textarea(lang, "reason", lang.t("invoice-reason")).value(form.reason.as_str())).required())
    };
    let action = format!("{}/reduction", invoice.href());
    let label = lang.t("invoice-reduction");
    let form = folded_form(&ctx.csrf, &action, &label, &lang.t("invoice-reduction-make"), is_refused, body);
    section("reduction", &label, None, form.render())
}
