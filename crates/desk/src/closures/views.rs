//! How closures look.

use super::{Closure, actions::ClosureForm};
use kernel::Permission;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx, Problems,
    i18n::figures,
    web::{
        components::{
            DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button, empty_state,
            error_summary, section, submit, tag,
        },
        page,
    },
};

pub(super) fn list(ctx: &Ctx, closures: &[Closure], form: &ClosureForm, problems: &Problems) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("closure-title"), lang.t("closure-view"))
        .lead(html! { p { (lang.t("closure-lead")) } })
        .has_errors(!problems.0.is_empty());
    let may_record = ctx.actor.may(Permission::TicketWork);
    page(
        ctx,
        &head,
        html! {
            @if may_record { (section("record", &lang.t("closure-record"), None, entry(ctx, form, problems))) }
            (section("latest", &lang.t("closure-latest"), None, table(ctx, closures, may_record)))
        },
    )
}

fn entry(ctx: &Ctx, form: &ClosureForm, problems: &Problems) -> Markup {
    let lang = ctx.lang;
    let said = |field: &str| problems.of(field).map(|text| lang.text(text));
    let errors: Vec<FieldError> = problems
        .0
        .iter()
        .map(|p| FieldError { field: p.field.clone(), message: lang.text(&p.text) })
        .collect();
    let fields = html! {
        (error_summary(lang, &errors))
        (Field::date_time(lang, "from", lang.t("closure-from")).value(&form.from).error(said("from")).required())
        (Field::date_time(lang, "to", lang.t("closure-to")).value(&form.to).error(said("to")).required())
        (Field::text(lang, "reason", lang.t("closure-reason")).value(&form.reason).error(said("reason")).max_length(500).required())
        (submit(Emphasis::Primary, &lang.t("closure-submit")))
    };
    PostForm::new("/closures", &ctx.csrf).body(fields).render()
}

fn table(ctx: &Ctx, closures: &[Closure], may_cancel: bool) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("closure-latest"))
        .caption_hidden()
        .column(lang.t("closure-from"))
        .column(lang.t("closure-to"))
        .column(lang.t("closure-reason"))
        .column(lang.t("closure-recorded"))
        .column(lang.t("closure-state"))
        .empty(empty_state(&lang.t("closure-none"), &lang.t("closure-none-why"), None));
    let rows = closures.iter().map(|closure| {
        [
            html! { (figures::instant(lang, closure.interval.from())) },
            html! { (figures::instant(lang, closure.interval.to())) },
            html! { (closure.reason) },
            html! { (closure.recorded_by_name) ", " (figures::instant(lang, closure.recorded_at)) },
            state(ctx, closure, may_cancel),
        ]
    });
    table.rows(rows).render()
}

fn state(ctx: &Ctx, closure: &Closure, may_cancel: bool) -> Markup {
    let lang = ctx.lang;
    let action = format!("/closures/{}/cancellation", closure.id);
    html! {
        @if closure.cancelled_at.is_some() {
            (tag(Tone::Neutral, &lang.t("closure-cancelled")))
        } @else {
            (tag(Tone::Info, &lang.t("closure-counts")))
            @if may_cancel { (action_button(&ctx.csrf, &action, Emphasis::Quiet, &lang.t("closure-cancel"), Some(&figures::instant(lang, closure.interval.from())))) }
        }
    }
}
