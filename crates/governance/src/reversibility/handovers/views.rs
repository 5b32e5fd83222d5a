//! How hand-overs look on the page of a beneficiary.

use super::{Handover, HandoverForm};
use crate::reversibility::pages::Typed;
use kernel::{Permission, Side, id::BeneficiaryId};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::figures,
    web::components::{
        Emphasis, Field, FieldError, PostForm, Tone, actions as buttons, error_of, facts, paragraphs, submit,
        tag, text,
    },
};

/// The hand-overs, with the forms of whoever may use them.
pub(in crate::reversibility) fn handovers(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    (all, suggested): (&[Handover], &str),
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    html! {
        @if all.is_empty() { p { (lang.t("handover-none")) } }
        @for one in all { (handover(ctx, one, typed, errors)) }
        @if ctx.actor.may(Permission::ReversibilityManage) {
            (recording(ctx, beneficiary, (&typed.handover, suggested), errors))
        }
    }
}

fn handover(ctx: &Ctx, one: &Handover, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let standing = match one.accepted_at {
        Some(at) => html! {
            (tag(Tone::Good, &lang.t("handover-accepted"))) " " (one.accepted_by) ", " (figures::instant(lang, at))
        },
        None => tag(Tone::Warning, &lang.t("handover-waiting")),
    };
    let mut pairs = vec![
        (lang.t("handover-state"), standing),
        (lang.t("handover-received-by"), text(&one.received_by)),
        (lang.t("handover-means"), text(&one.means)),
        (lang.t("pack-digest"), html! { code { (one.manifest) } }),
        (
            lang.t("handover-recorded"),
            text(format!("{}, {}", one.recorded_by, figures::instant(lang, one.recorded_at))),
        ),
    ];
    if !one.note.is_empty() {
        pairs.push((lang.t("handover-note"), paragraphs(&one.note)));
    }
    if !one.remarks.is_empty() {
        pairs.push((lang.t("handover-remarks"), paragraphs(&one.remarks)));
    }
    let is_asked = one.accepted_at.is_none()
        && ctx.actor.side == Some(Side::Beneficiary)
        && ctx.actor.may(Permission::ReversibilityAccept);
    html! {
        h3 { (lang.with("handover-of", &[("day", &figures::date(lang, one.handed_on))])) }
        (facts(pairs))
        @if is_asked { (accepting(ctx, one, typed, errors)) }
    }
}

fn accepting(ctx: &Ctx, one: &Handover, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let path = format!("/reversibility/{}/handovers/{}/acceptance", one.key.beneficiary, one.key.id);
    let post = PostForm::new(path, &ctx.csrf).label(lang.t("handover-accept"));
    html! {
        (post.body(html! {
            p { (lang.t("handover-accept-lead")) }
            (Field::textarea(lang, "remarks", lang.t("handover-remarks")).id_as(format!("remarks-{}", one.key.id)).rows(3)
                .value(&typed.remarks).error(error_of(errors, "remarks")))
            (buttons(submit(Emphasis::Primary, &lang.t("handover-accept"))))
        }))
    }
}

fn recording(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    (form, suggested): (&HandoverForm, &str),
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let error = |name: &str| error_of(errors, name);
    let manifest = if form.manifest.is_empty() { suggested } else { &form.manifest };
    let post = PostForm::new(format!("/reversibility/{beneficiary}/handovers"), &ctx.csrf);
    let post = post.label(lang.t("handover-new")).body(html! {
        (Field::date(lang, "handed_on", lang.t("handover-day")).value(&form.handed_on).error(error("handed_on")).required())
        (Field::text(lang, "received_by", lang.t("handover-received-by")).hint(lang.t("handover-received-by-hint"))
            .value(&form.received_by).error(error("received_by")).required())
        (Field::text(lang, "means", lang.t("handover-means")).hint(lang.t("handover-means-hint"))
            .value(&form.means).error(error("means")).required())
        (Field::text(lang, "manifest", lang.t("pack-digest")).hint(lang.t("handover-digest-hint"))
            .value(manifest).error(error("manifest")).required())
        (Field::textarea(lang, "note", lang.t("handover-note")).rows(3).value(&form.note).error(error("note")))
        (buttons(submit(Emphasis::Secondary, &lang.t("handover-record"))))
    });
    html! {
        h3 { (lang.t("handover-new")) }
        (post)
    }
}
