//! How categories look.

use super::{Category, CategoryForm};
use kernel::Permission;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button, actions,
            empty_state, error_of, error_summary, section, submit, tag, text,
        },
        page,
    },
};

/// Every category, and the form that adds one.
pub(super) fn list_page(ctx: &Ctx, known: &[Category], form: &CategoryForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let may_manage = ctx.actor.may(Permission::DeskManage);
    let head = Head::new(lang.t("category-title"), lang.t("desk-view-desk"));
    let head = head.lead(text(lang.t("category-lead"))).has_errors(!errors.is_empty());
    let table = DataTable::new(lang.t("category-title")).caption_hidden();
    let table = table.column(lang.t("category-one")).column(lang.t("category-state"));
    let nothing = empty_state(&lang.t("category-empty"), &lang.t("category-empty-why"), None);
    let table =
        table.rows(known.iter().map(|category| [text(category.path()), state(ctx, category, may_manage)]));
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (table.empty(nothing))
            @if may_manage { (section("add", &lang.t("category-add"), None, add(ctx, known, form, errors))) }
        },
    )
}

fn state(ctx: &Ctx, category: &Category, may_manage: bool) -> Markup {
    let lang = ctx.lang;
    let (tone, words, verb, label) = match category.archived_at {
        None => (Tone::Good, "category-proposed", "archival", "category-archive"),
        Some(_) => (Tone::Neutral, "category-archived", "restoration", "category-restore"),
    };
    let action = format!("/categories/{}/{verb}", category.id);
    html! {
        (tag(tone, &lang.t(words))) " "
        @if may_manage { (action_button(&ctx.csrf, &action, Emphasis::Quiet, &lang.t(label), Some(&category.path()))) }
    }
}

fn add(ctx: &Ctx, known: &[Category], form: &CategoryForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let upper = known.iter().filter(|c| c.parent.is_none() && c.archived_at.is_none());
    let choices = std::iter::once(Choice::new("", lang.t("category-upper")))
        .chain(upper.map(|c| Choice::new(c.id.as_str(), &c.name)));
    let fields = html! {
        (Field::text(lang, "name", lang.t("category-name")).value(&form.name).error(error_of(errors, "name")).required())
        (Field::select(lang, "parent", lang.t("category-parent"), choices).value(&form.parent).error(error_of(errors, "parent")))
        (actions(submit(Emphasis::Primary, &lang.t("category-add"))))
    };
    PostForm::new("/categories", &ctx.csrf).body(fields).render()
}
