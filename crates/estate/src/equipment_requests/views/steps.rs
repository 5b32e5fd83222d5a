//! The forms of the step that comes next, for those who may take it.

use crate::equipment_requests::{
    EquipmentRequest, LateForm, OrderForm, SignForm, State, StudyForm, TermsForm, actions::Whole, rules,
};
use kernel::{Cents, Permission};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::components::{
        Choice, Emphasis, Field, FieldError, Fields, PostForm, actions as buttons, hidden, section, submit,
    },
};

/// What was typed on the page and is shown again.
#[derive(Clone, Debug, Default)]
pub(in crate::equipment_requests) struct Typed {
    pub(in crate::equipment_requests) late: LateForm,
    pub(in crate::equipment_requests) study: Option<StudyForm>,
    pub(in crate::equipment_requests) terms: Option<TermsForm>,
    pub(in crate::equipment_requests) sign: SignForm,
    pub(in crate::equipment_requests) order: OrderForm,
    pub(in crate::equipment_requests) on: String,
    /// Which form was refused, where two stand on the page.
    pub(in crate::equipment_requests) refused: &'static str,
    pub(in crate::equipment_requests) errors: Vec<FieldError>,
}

/// The steps that may follow, each with its form.
pub(super) fn next(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let one = &whole.request;
    let may = |permission| ctx.actor.may(permission);
    let follows = |to: State| rules::before(to).contains(&one.state);
    let manages = may(Permission::EquipmentManage);
    html! {
        @if follows(State::Late) && manages { (step(ctx, one, "examination", "equipment-examine", html! {})) }
        @if follows(State::Refused) && may(Permission::EquipmentDecide) {
            (step(ctx, one, "late", "equipment-late-decide", late(ctx.lang, typed)))
        }
        @if follows(State::Study) && manages { (step(ctx, one, "study", "equipment-study-write", study(ctx.lang, one, typed))) }
        @if follows(State::AgreementDraft) && manages {
            (step(ctx, one, "terms", "equipment-terms-write", terms(ctx.lang, one, typed)))
        }
        @if follows(State::SignedBoth) && manages { (sign(ctx, one, typed)) }
        @if follows(State::Ordered) && manages { (step(ctx, one, "order", "equipment-order", order(ctx.lang, whole, typed))) }
        @if follows(State::Delivered) && manages {
            (step(ctx, one, "delivery", "equipment-deliver", day(ctx.lang, "equipment-delivered-on", typed)))
        }
        @if follows(State::InService) && manages {
            (step(ctx, one, "service", "equipment-serve", day(ctx.lang, "equipment-in-service-on", typed)))
        }
        @if follows(State::Withdrawn) && may(Permission::EquipmentAsk) {
            (step(ctx, one, "withdrawal", "equipment-withdraw", html! {}))
        }
    }
}

fn step(ctx: &Ctx, one: &EquipmentRequest, part: &str, label: &str, fields: Markup) -> Markup {
    let words = ctx.lang.t(label);
    let post = PostForm::new(format!("{}/{part}", one.key.path()), &ctx.csrf).body(html! {
        (hidden("version", &one.version.to_string()))
        (fields)
        (buttons(submit(Emphasis::Primary, &words)))
    });
    section(part, &words, None, html! { (post) })
}

fn late(lang: Lang, typed: &Typed) -> Markup {
    let own = Fields::plain(lang, &typed.errors);
    let answers = [("derogation", "equipment-derogation"), ("refusal", "equipment-refusal")];
    html! {
        (own.word("decision", "equipment-late-decision", answers, &typed.late.decision).required())
        (own.area("reason", "equipment-reason", &typed.late.reason).required())
    }
}

fn study(lang: Lang, one: &EquipmentRequest, typed: &Typed) -> Markup {
    let amount = |amount: Option<Cents>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let stored = || StudyForm {
        study: one.study.clone(),
        cost: amount(one.cost),
        share: amount(one.share),
        version: 0,
    };
    let form = typed.study.clone().unwrap_or_else(stored);
    let own = Fields::of(lang, "study", typed.refused == "study", &typed.errors);
    html! {
        (own.area("study", "equipment-study", &form.study).rows(6).required())
        (own.line("cost", "equipment-cost", &form.cost).inputmode("decimal").width(12).required())
        (own.line("share", "equipment-share", &form.share).hint(lang.t("equipment-share-hint")).inputmode("decimal")
            .width(12).required())
    }
}

fn terms(lang: Lang, one: &EquipmentRequest, typed: &Typed) -> Markup {
    let usual = || lang.t("equipment-terms-usual").replace(" | ", "\n\n");
    let stored = if one.terms.is_empty() { usual() } else { one.terms.clone() };
    let form = typed.terms.as_ref().map_or(stored, |form| form.terms.clone());
    let own = Fields::of(lang, "terms", typed.refused == "terms", &typed.errors);
    html! { (own.area("terms", "equipment-terms", &form).rows(12).hint(lang.t("equipment-terms-hint")).required()) }
}

fn sign(ctx: &Ctx, one: &EquipmentRequest, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let own = Fields::of(lang, "sign", typed.refused == "sign", &typed.errors);
    let scan = Field::file(lang, "scan", lang.t("equipment-scan")).accept(".pdf,.jpg,.jpeg,.png");
    let form = &typed.sign;
    let words = lang.t("equipment-sign");
    let post = PostForm::new(format!("{}/signatures", one.key.path()), &ctx.csrf).upload().body(html! {
        (hidden("version", &one.version.to_string()))
        (own.day("provider_signed_on", "equipment-provider-signed", &form.provider_signed_on).required())
        (own.day("beneficiary_signed_on", "equipment-beneficiary-signed", &form.beneficiary_signed_on).required())
        (own.line("signatories", "equipment-signatories", &form.signatories).hint(lang.t("equipment-signatories-hint")).required())
        (own.with("scan", scan).hint(lang.t("equipment-scan-hint")).required())
        (buttons(submit(Emphasis::Primary, &words)))
    });
    section("sign", &words, None, html! { (post) })
}

fn order(lang: Lang, whole: &Whole, typed: &Typed) -> Markup {
    let own = Fields::plain(lang, &typed.errors);
    let form = &typed.order;
    let threshold = [("amount", figures::money(lang, whole.threshold))];
    let none = std::iter::once(Choice::new("", lang.t("equipment-act-none")));
    let acts = none.chain(whole.orders.iter().map(|act| Choice::new(act.key.id.as_str(), &act.title)));
    html! {
        (own.line("order_number", "equipment-order-number", &form.order_number).required())
        (own.line("supplier", "equipment-supplier", &form.supplier).required())
        (own.line("amount", "equipment-amount", &form.amount).inputmode("decimal").width(12).required())
        (own.day("ordered_on", "equipment-ordered-on", &form.ordered_on).hint(lang.t("equipment-today-hint")))
        (own.choice("act", "equipment-act", acts, &form.act).hint(lang.with("equipment-act-hint", &threshold)))
    }
}

fn day(lang: Lang, label: &str, typed: &Typed) -> Markup {
    let own = Fields::plain(lang, &typed.errors);
    html! { (own.day("on", label, &typed.on).hint(lang.t("equipment-today-hint"))) }
}
