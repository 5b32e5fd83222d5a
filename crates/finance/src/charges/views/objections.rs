//! Objections and their answers.

use super::{
    super::{Answer, AnswerForm, Charges, Objection, actions::Shown},
    Typed,
};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::components::{Fields, Tone, folded_form, section, tag, time},
};

/// The objections of a year.
pub(super) fn section_of(ctx: &Ctx, shown: &Shown, typed: &Typed) -> Markup {
    if shown.objections.is_empty() {
        return html! {};
    }
    let may_answer = ctx.actor.may(Permission::InvoiceDraft);
    let body = html! {
        @for one in &shown.objections {
            (told(ctx.lang, one))
            @if may_answer && one.answer.is_none() { (answer_form(ctx, shown, one, typed)) }
        }
    };
    section("objections", &ctx.lang.t("objection-title"), None, body)
}

/// Some objections, to be read.
pub(crate) fn objections_of(lang: Lang, all: &[Objection]) -> Markup {
    html! { @for one in all { (told(lang, one)) } }
}

fn told(lang: Lang, one: &Objection) -> Markup {
    let amount = figures::money(lang, one.line.net);
    html! {
        article.objection id=(format!("objection-{}", one.id)) {
            h3 { (one.line.name) " : " (amount) }
            p { strong { (lang.t("objection-reason")) } " : " (one.reason) }
            p.hint { (one.by) ", " (time(lang, one.at)) }
            @match &one.answer {
                None => p { (tag(Tone::Warning, &lang.t("objection-waiting"))) },
                Some(answer) => {
                    p {
                        (tag(tone(answer.answer), &lang.t(answer.answer.label_key()))) " "
                        @if let Some(quantity) = &answer.quantity { (agreed(lang, quantity)) }
                    }
                    p { strong { (lang.t("objection-answer")) } " : " (answer.reason) }
                    p.hint { (answer.by) ", " (time(lang, answer.at)) }
                }
            }
        }
    }
}

fn tone(answer: Answer) -> Tone {
    match answer {
        Answer::Accepted => Tone::Good,
        Answer::Refused => Tone::Neutral,
    }
}

fn agreed(lang: Lang, quantity: &kernel::Exact) -> String {
    if quantity.is_zero() {
        return lang.t("objection-dropped");
    }
    lang.with("objection-agreed", &[("quantity", figures::exact(lang, quantity))])
}

fn answer_form(ctx: &Ctx, shown: &Shown, one: &Objection, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let mine = typed.answer.as_ref().filter(|(id, _)| *id == one.id).map(|(_, form)| form);
    let is_refused = mine.is_some();
    let fields = Fields::of(lang, one.id.as_str(), is_refused, &typed.errors);
    let untyped = AnswerForm::default();
    let form = mine.unwrap_or(&untyped);
    let words = Answer::ALL.iter().map(|answer| (answer.as_str(), answer.label_key()));
    let body = html! {
        (fields.word("answer", "objection-answer", words, &form.answer).required())
        (fields.line("quantity", "objection-quantity", &form.quantity).inputmode("decimal").width(10)
            .hint(lang.with("objection-quantity-hint", &[("now", figures::exact(lang, &one.line.quantity))])))
        (fields.area("reason", "objection-reason", &form.reason).required())
    };
    let action = format!("{}/objections/{}", Charges::path(&shown.beneficiary.id, shown.year), one.id);
    folded_form(
        &ctx.csrf,
        &action,
        &lang.t("objection-answer-to"),
        &lang.t("objection-answer-send"),
        is_refused,
        body,
    )
}
