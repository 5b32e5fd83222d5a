//! A request: what is known of it, and the step that comes next.

use super::{crumb, state_tag, steps};
use crate::equipment_requests::{EquipmentRequest, actions::Whole, views::Typed};
use jiff::civil::Date;
use kernel::{Cents, Figure};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{Head, error_summary, explained, facts, link, paragraphs, section, text, with_aside},
        page,
    },
};

/// The page.
pub(in crate::equipment_requests) fn request_page(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, one) = (ctx.lang, &whole.request);
    let lead = html! { (state_tag(lang, one.state)) " " (one.beneficiary_name) };
    let title = format!("{} {}", one.reference(), one.title);
    let head = Head::new(title, lang.t("equipment-view")).crumbs([crumb(lang)]).lead(lead);
    let main = html! {
        (error_summary(lang, &typed.errors))
        (section("need", &lang.t("equipment-need"), None, paragraphs(&one.need)))
        @if !one.derogation.is_empty() { (derogation(lang, one)) }
        @if !one.study.is_empty() { (section("studied", &lang.t("equipment-study"), None, paragraphs(&one.study))) }
        @if !one.terms.is_empty() { (section("agreed", &lang.t("equipment-terms"), None, agreed(lang, one))) }
        (steps::next(ctx, whole, typed))
    };
    let body = with_aside(&lang.t("equipment-about"), main, about(lang, whole));
    page(ctx, &head.has_errors(!typed.errors.is_empty()), body)
}

fn derogation(lang: Lang, one: &EquipmentRequest) -> Markup {
    let by = one.decided_by.as_deref().unwrap_or("—");
    let body = html! { (paragraphs(&one.derogation)) p.hint { (lang.t("equipment-decided-by")) " : " (by) } };
    section("derogation", &lang.t("equipment-late-decision"), None, body)
}

fn agreed(lang: Lang, one: &EquipmentRequest) -> Markup {
    let path = one.key.path();
    html! {
        (paragraphs(&one.terms))
        @if one.agreement.is_some() { p { (link(&format!("{path}/agreement"), &lang.t("equipment-agreement-pdf"))) } }
        @if one.signature.scan.is_some() { p { (link(&format!("{path}/scan"), &lang.t("equipment-scan-file"))) } }
    }
}

fn about(lang: Lang, whole: &Whole) -> Markup {
    let one = &whole.request;
    let day = |day: Option<Date>| text(day.map_or_else(|| "—".to_owned(), |day| figures::date(lang, day)));
    let money = |amount: Option<Cents>| {
        text(amount.map_or_else(|| "—".to_owned(), |amount| figures::money(lang, amount)))
    };
    let what = lang.t("equipment-earliest");
    let first = match &whole.earliest {
        Some(first) => explained(lang, &what, &Figure::Date(first.value), &first.explanation),
        None => text(lang.t("equipment-error-no-agreement")),
    };
    let (signature, order) = (&one.signature, &one.order);
    let mut pairs = vec![
        (lang.t("equipment-requested-by"), text(&one.requested_by)),
        (lang.t("equipment-received-on"), day(Some(one.received_on))),
        (what.clone(), first),
        (lang.t("equipment-wanted-on"), day(Some(one.wanted_on))),
        (lang.t("equipment-cost"), money(one.cost)),
        (lang.t("equipment-share"), money(one.share)),
        (lang.t("equipment-provider-signed"), day(signature.provider_signed_on)),
        (lang.t("equipment-beneficiary-signed"), day(signature.beneficiary_signed_on)),
        (lang.t("equipment-ordered-on"), day(order.ordered_on)),
        (lang.t("equipment-order-number"), text(&order.number)),
        (lang.t("equipment-supplier"), text(&order.supplier)),
        (lang.t("equipment-amount"), money(order.amount)),
        (lang.t("equipment-delivered-on"), day(one.delivered_on)),
        (lang.t("equipment-in-service-on"), day(one.in_service_on)),
    ];
    if let Some(act) = &order.act {
        let path = format!("/acts/{}/{act}", one.key.beneficiary);
        pairs.push((lang.t("equipment-act"), link(&path, &lang.t("equipment-act-open"))));
    }
    section("about", &lang.t("equipment-about"), None, facts(pairs))
}
