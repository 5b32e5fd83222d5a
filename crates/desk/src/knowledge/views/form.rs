//! The form of an article.

use super::super::{Article, ArticleForm, ArticleKind, Audience, Version, actions::Inside, rules};
use super::crumb;
use crate::categories::Category;
use maud::{Markup, html};
use people::{Organisation, persons::Person};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons, error_of,
            error_summary, link_button, notice, submit,
        },
        page,
    },
};

/// What may be chosen in the form.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Choices {
    pub(in super::super) beneficiaries: Vec<Organisation>,
    pub(in super::super) categories: Vec<Category>,
    pub(in super::super) owners: Vec<Person>,
}

/// The newest text of an article as it is typed.
pub(in super::super) fn stored(article: &Article, inside: &Inside, named: Vec<String>) -> ArticleForm {
    let newest: &Version = inside.pending.as_ref().unwrap_or(&article.shown);
    ArticleForm {
        kind: article.kind.as_str().to_owned(),
        title: newest.title.clone(),
        body: newest.body.clone(),
        audience: newest.audience.as_str().to_owned(),
        beneficiaries: named,
        category: article.category.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default(),
        owner: article.owner.id.as_ref().map(ToString::to_string).unwrap_or_default(),
        review_by: article.review_by.map(|day| day.to_string()).unwrap_or_default(),
        version: article.version,
        ..ArticleForm::default()
    }
}

/// The form of a new article, or of one that exists.
pub(in super::super) fn form_page(
    ctx: &Ctx,
    article: Option<&Article>,
    form: &ArticleForm,
    choices: &Choices,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let title = lang.t(if article.is_some() { "knowledge-edit" } else { "knowledge-new" });
    let here = article.map(|article| Crumb::new(article.shown.title.clone(), article.path()));
    let head = Head::new(title, lang.t("knowledge-title")).crumbs(std::iter::once(crumb(lang)).chain(here));
    let action =
        article.map_or_else(|| "/knowledge".to_owned(), |article| format!("{}/text", article.path()));
    let back = article.map_or_else(|| "/knowledge".to_owned(), Article::path);
    let post = PostForm::new(action, &ctx.csrf).hidden("version", form.version.to_string());
    let post = match article {
        Some(_) => post,
        None => post.hidden("ticket", &form.ticket).hidden("key", key(ctx, form)),
    };
    let post = post.body(html! {
        (text_fields(lang, form, errors))
        (readers(lang, form, choices, errors))
        (beside(lang, form, choices, errors))
        @if article.is_some() {
            (Field::text(lang, "note", lang.t("knowledge-note")).value(&form.note).hint(lang.t("knowledge-note-hint"))
                .error(error_of(errors, "note")))
        }
        (buttons(html! {
            (submit(Emphasis::Primary, &lang.t("knowledge-save")))
            (link_button(Emphasis::Secondary, &back, &lang.t("knowledge-cancel")))
        }))
    });
    let body = html! {
        (error_summary(lang, errors))
        @if !form.ticket.is_empty() { (notice(Tone::Warning, &lang.t("knowledge-made-warning"), html! {})) }
        (post)
    };
    page(ctx, &head.has_errors(!errors.is_empty()), body)
}

/// The key of a form shown again stays the same, so that sending it once more is still sending it once.
fn key(ctx: &Ctx, form: &ArticleForm) -> String {
    if form.key.is_empty() { ctx.id() } else { form.key.clone() }
}

fn text_fields(lang: Lang, form: &ArticleForm, errors: &[FieldError]) -> Markup {
    let limit = |characters: usize| u32::try_from(characters).unwrap_or(u32::MAX);
    html! {
        (Field::text(lang, "title", lang.t("knowledge-form-title")).value(&form.title).hint(lang.t("knowledge-form-title-hint"))
            .max_length(limit(rules::TITLE)).error(error_of(errors, "title")).required())
        (Field::textarea(lang, "body", lang.t("knowledge-form-body")).rows(18).value(&form.body)
            .hint(lang.t("knowledge-form-body-hint")).max_length(limit(rules::BODY)).error(error_of(errors, "body")).required())
    }
}

fn readers(lang: Lang, form: &ArticleForm, choices: &Choices, errors: &[FieldError]) -> Markup {
    let audiences = Audience::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let ticked = |id: &str| form.beneficiaries.iter().any(|one| one == id);
    let bodies = choices.beneficiaries.iter();
    let bodies =
        bodies.map(|body| Choice::new(body.id.as_str(), &body.name).ticked(ticked(body.id.as_str())));
    html! {
        (Field::radios(lang, "audience", lang.t("knowledge-audience"), audiences).value(&form.audience)
            .hint(lang.t("knowledge-audience-hint")).error(error_of(errors, "audience")).required())
        (Field::checkboxes(lang, "beneficiaries", lang.t("knowledge-beneficiaries"), bodies)
            .hint(lang.t("knowledge-beneficiaries-hint")).error(error_of(errors, "beneficiaries")))
    }
}

fn beside(lang: Lang, form: &ArticleForm, choices: &Choices, errors: &[FieldError]) -> Markup {
    let kinds = ArticleKind::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let none = std::iter::once(Choice::new("", "—"));
    let used = choices.categories.iter();
    let used = used.filter(|one| one.archived_at.is_none() || one.id.as_str() == form.category);
    let categories = none.chain(used.map(|one| Choice::new(one.id.as_str(), one.path())));
    let me = std::iter::once(Choice::new("", lang.t("knowledge-owner-author")));
    let owners = me.chain(choices.owners.iter().map(|one| Choice::new(one.id.as_str(), &one.name)));
    html! {
        (Field::radios(lang, "kind", lang.t("knowledge-kind"), kinds)
            .value(if form.kind.is_empty() { ArticleKind::Article.as_str() } else { &form.kind })
            .error(error_of(errors, "kind")))
        (Field::select(lang, "category", lang.t("knowledge-category"), categories).value(&form.category)
            .error(error_of(errors, "category")))
        (Field::select(lang, "owner", lang.t("knowledge-owner"), owners).value(&form.owner)
            .hint(lang.t("knowledge-owner-hint")).error(error_of(errors, "owner")))
        (Field::date(lang, "review_by", lang.t("knowledge-review-by")).value(&form.review_by)
            .hint(lang.with("knowledge-review-by-hint", &[("months", rules::MONTHS)])).error(error_of(errors, "review_by")))
    }
}
