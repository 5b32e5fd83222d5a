//! How a decision on a saving is drawn.

use super::actions::Open;
use crate::indicators::DecideForm;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::figures,
    web::{
        components::{
            Choice, Crumb, Emphasis, FieldError, Fields, Head, PostForm, actions, empty_state, error_summary,
            explanation, submit,
        },
        page,
    },
};

/// The decision of a meeting on a saving.
pub(super) fn decide_page(ctx: &Ctx, open: &Open, form: &DecideForm, errors: &[FieldError]) -> Markup {
    let (lang, saving) = (ctx.lang, &open.saving);
    let of = lang.with("saving-of", &[("year", saving.year)]);
    let head = Head::new(lang.t("saving-decide"), saving.beneficiary_name.as_str())
        .crumbs([
            Crumb::new(lang.t("saving-title"), format!("/savings/{}", saving.key.beneficiary)),
            Crumb::new(of, saving.key.path()),
        ])
        .has_errors(!errors.is_empty());
    let body = if open.meetings.is_empty() {
        empty_state(&lang.t("saving-no-meeting"), &lang.t("saving-no-meeting-why"), None)
    } else {
        decide_form(ctx, open, form, errors)
    };
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            p { (lang.with("saving-decide-lead", &[
                ("before", figures::money(lang, saving.price_before)),
                ("after", figures::money(lang, saving.outcome.initial_price)),
                ("year", (saving.year + 1).to_string()),
            ])) }
            (body)
            (explanation(lang, "why", &ctx.linked(&saving.explanation)))
        },
    )
}

fn decide_form(ctx: &Ctx, open: &Open, form: &DecideForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let fields = Fields::plain(lang, errors);
    let usual = lang.with(
        "saving-decision-words",
        &[
            ("year", open.saving.year.to_string()),
            ("next", (open.saving.year + 1).to_string()),
            ("price", figures::money(lang, open.saving.outcome.initial_price)),
        ],
    );
    let decision = if form.decision.is_empty() && errors.is_empty() { usual } else { form.decision.clone() };
    let meetings = open.meetings.iter();
    let meetings =
        meetings.map(|one| Choice::new(one.key.id.as_str(), figures::instant(lang, one.starts_at)));
    let body = html! {
        (fields.choice("meeting", "indicator-meeting", meetings, &form.meeting).hint(lang.t("indicator-meeting-hint")).required())
        (fields.area("decision", "saving-decision-text", &decision).required())
        (fields.day("effective_on", "saving-effective", &form.effective_on).hint(lang.t("saving-effective-hint")))
        (actions(submit(Emphasis::Primary, &lang.t("saving-decide"))))
    };
    html! { (PostForm::new(format!("{}/decision", open.saving.key.path()), &ctx.csrf).body(body)) }
}
