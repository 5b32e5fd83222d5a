//! How categories look.

use super::{Category, CategoryForm, DOMAINS};
use agreements::document::Domain;
use kernel::Permission;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::Lang,
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
    let table = table.column(lang.t("category-one")).column(lang.t("category-domain"));
    let table = table.column(lang.t("category-state"));
    let nothing = empty_state(&lang.t("category-empty"), &lang.t("category-empty-why"), None);
    let row = |category: &Category| {
        [text(category.path()), domain(ctx, category, may_manage), state(ctx, category, may_manage)]
    };
    let table = table.rows(known.iter().map(row));
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

/// The sub-domains to choose from, none first.
fn domains(lang: Lang) -> impl Iterator<Item = Choice> {
    let none = std::iter::once(Choice::new("", lang.t("category-domain-none")));
    none.chain(DOMAINS.into_iter().map(move |(domain, key)| Choice::new(domain.as_str(), lang.t(key))))
}

fn domain(ctx: &Ctx, category: &Category, may_manage: bool) -> Markup {
    let lang = ctx.lang;
    let own = category.domain.map_or("", Domain::as_str);
    if !may_manage {
        let key = DOMAINS.into_iter().find(|(one, _)| Some(*one) == category.domain);
        return text(key.map_or_else(String::new, |(_, key)| lang.t(key)));
    }
    let id = format!("domain-{}", category.id);
    let label = lang.with("category-domain-of", &[("category", category.path())]);
    let form = PostForm::new(format!("/categories/{}/domain", category.id), &ctx.csrf).label(label.as_str());
    let fields = html! {
        (Field::select(lang, "domain", label, domains(lang)).id_as(id).value(own))
        (submit(Emphasis::Quiet, &lang.t("category-domain-save")))
    };
    form.body(fields).render()
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
        (Field::select(lang, "domain", lang.t("category-domain"), domains(lang)).value(&form.domain)
            .hint(lang.t("category-domain-hint")).error(error_of(errors, "domain")))
        (actions(submit(Emphasis::Primary, &lang.t("category-add"))))
    };
    PostForm::new("/categories", &ctx.csrf).body(fields).render()
}
