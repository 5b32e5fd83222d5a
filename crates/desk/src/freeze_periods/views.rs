//! How freeze periods look.

use super::{FreezeForm, FreezePeriod};
use crate::changes::rules::written::TITLE;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, empty_state, error_of, error_summary, section, submit, tag, text, time,
        },
        page,
    },
};

/// The freeze periods, and the form that sets one.
pub(super) fn list_page(ctx: &Ctx, all: &[FreezePeriod], form: &FreezeForm, errors: &[FieldError]) -> Markup {
    let (lang, may_run) = (ctx.lang, ctx.actor.may(Permission::DeskRun));
    let head = Head::new(lang.t("freeze-title"), lang.t("desk-view-desk")).lead(text(lang.t("freeze-lead")));
    let head = head.crumbs([Crumb::new(lang.t("change-title"), "/changes")]).has_errors(!errors.is_empty());
    let table = DataTable::new(lang.t("freeze-title")).caption_hidden();
    let columns = ["freeze-what", "freeze-why", "change-from", "change-to", "freeze-standing"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(all.iter().map(|one| {
        [
            text(&one.title),
            text(&one.reason),
            time(lang, one.span.from()),
            time(lang, one.span.to()),
            standing(ctx, one, may_run),
        ]
    }));
    let body = html! {
        (error_summary(lang, errors))
        (table.empty(empty_state(&lang.t("freeze-none"), &lang.t("freeze-none-why"), None)))
        @if may_run { (section("set", &lang.t("freeze-set"), None, fields(ctx, form, errors))) }
    };
    page(ctx, &head, body)
}

fn standing(ctx: &Ctx, one: &FreezePeriod, may_run: bool) -> Markup {
    let lang = ctx.lang;
    let is_over = one.span.to() <= ctx.now();
    let (verb, label) = if one.cancelled_at.is_none() {
        ("cancellation", "freeze-lift")
    } else {
        ("restoration", "freeze-restore")
    };
    html! {
        @match one.cancelled_at {
            Some(_) => (tag(Tone::Neutral, &lang.t("freeze-lifted"))),
            None if is_over => (tag(Tone::Neutral, &lang.t("freeze-over"))),
            None => (tag(Tone::Warning, &lang.t("freeze-counts"))),
        }
        @if may_run && !is_over {
            " " (action_button(&ctx.csrf, &format!("/freeze-periods/{}/{verb}", one.id), Emphasis::Quiet, &lang.t(label), Some(&one.title)))
        }
    }
}

fn fields(ctx: &Ctx, form: &FreezeForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new("/freeze-periods", &ctx.csrf).label(lang.t("freeze-set")).body(html! {
        (Field::text(lang, "title", lang.t("freeze-what")).value(&form.title).hint(lang.t("freeze-what-hint"))
            .max_length(u32::try_from(TITLE).unwrap_or(u32::MAX)).error(error_of(errors, "title")).required())
        (Field::text(lang, "reason", lang.t("freeze-why")).value(&form.reason).error(error_of(errors, "reason")).required())
        (Field::date_time(lang, "from", lang.t("change-from")).value(&form.from).error(error_of(errors, "from")).required())
        (Field::date_time(lang, "to", lang.t("change-to")).value(&form.to).error(error_of(errors, "to")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("freeze-set"))))
    });
    html! { (post) }
}
