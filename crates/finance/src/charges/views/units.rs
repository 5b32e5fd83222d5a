//! Units of work: what was counted, and the form to count again.

use super::{
    super::{Charges, actions::Shown},
    Typed,
};
use kernel::Permission;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::figures,
    web::components::{Choice, DataTable, Fields, folded_form, section, text, time},
};

/// What was counted of each optional service.
pub(super) fn units(ctx: &Ctx, shown: &Shown, typed: &Typed) -> Markup {
    if shown.annexed.is_empty() && shown.units.is_empty() {
        return html! {};
    }
    let lang = ctx.lang;
    let name = |code: &str| {
        let offer = shown.annexed.iter().find(|offer| offer.code == code);
        offer.map_or_else(|| code.to_owned(), |offer| offer.name.clone())
    };
    let table = DataTable::new(lang.t("charge-units"))
        .column(lang.t("charge-service"))
        .figures(lang.t("charge-quantity"))
        .column(lang.t("charge-evidence"))
        .column(lang.t("charge-counted-by"))
        .rows(shown.units.iter().map(|one| {
            [
                text(name(&one.offer)),
                text(figures::exact(lang, &one.quantity)),
                text(&one.evidence),
                html! { (one.recorded_by) ", " (time(lang, one.recorded_at)) },
            ]
        }))
        .caption_hidden()
        .empty(text(lang.t("charge-no-count")));
    let body = html! {
        p { (lang.t("charge-units-lead")) }
        (table.render())
        @if ctx.actor.may(Permission::InvoiceDraft) && !shown.annexed.is_empty() { (form(ctx, shown, typed)) }
    };
    section("units", &lang.t("charge-units"), None, body)
}

fn form(ctx: &Ctx, shown: &Shown, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let is_refused = typed.refused == "units";
    let fields = Fields::of(lang, "units", is_refused, &typed.errors);
    let offers =
        shown.annexed.iter().map(|one| Choice::new(&one.code, format!("{} ({})", one.name, one.unit)));
    let typed = &typed.units;
    let body = html! {
        (fields.choice("offer", "charge-service", offers, &typed.offer).required())
        (fields.line("quantity", "charge-quantity", &typed.quantity).inputmode("decimal").width(10).required())
        (fields.line("evidence", "charge-evidence", &typed.evidence).hint(lang.t("charge-evidence-hint")).required())
    };
    let action = format!("{}/units", Charges::path(&shown.beneficiary.id, shown.year));
    folded_form(&ctx.csrf, &action, &lang.t("charge-count"), &lang.t("charge-count-save"), is_refused, body)
}
