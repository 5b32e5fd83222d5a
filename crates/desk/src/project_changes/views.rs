//! How the changes of a project look, on its page and on theirs.

use super::{Named, store};
use crate::projects::{ProjectKey, views::Typed};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::Lang,
    web::components::{
        Emphasis, Field, PostForm, Tone, error_of, folded_form, hidden, link, section, submit, tag,
    },
};

/// The changes on the page of a project; nothing for who sees no changes.
pub(crate) async fn of_project(ctx: &Ctx, key: &ProjectKey, typed: &Typed) -> Result<Option<Markup>> {
    if !ctx.actor.may(Permission::DeskRead) {
        return Ok(None);
    }
    let (lang, leads) = (ctx.lang, ctx.actor.may(Permission::ProjectManage));
    let all = store::of_project(&mut ctx.read().await?, key).await?;
    let path = format!("{}/changes", key.path());
    let is_open = typed.refused == "changes";
    let errors = if is_open { typed.errors.as_slice() } else { &[] };
    let field = Field::text(lang, "change", lang.t("project-change-number")).value(&typed.change);
    let field = field.error(error_of(errors, "change")).required();
    let removal = format!("{path}/removal");
    let body = html! {
        @if all.is_empty() { p { (lang.t("project-no-change")) } }
        ul.recent { @for one in &all { li {
            (link(&one.path(), &format!("{} {}", one.reference(), one.content.title)))
            (tag(Tone::Info, &lang.t(one.state.label_key())))
            @if leads { (PostForm::new(&removal, &ctx.csrf).body(html! {
                (hidden("change", &one.reference()))
                (submit(Emphasis::Quiet, &format!("{} {}", lang.t("project-unlink"), one.reference())))
            })) }
        } } }
        @if leads { (folded_form(&ctx.csrf, &path, &lang.t("project-change-add"), &lang.t("project-save"), is_open, html! { (field) })) }
    };
    Ok(Some(section("changes", &lang.t("project-changes"), None, body)))
}

/// The projects on the page of a change.
pub(crate) fn of_change(lang: Lang, all: &[Named]) -> Markup {
    if all.is_empty() {
        return html! {};
    }
    let body = html! { ul.recent { @for one in all { li { (link(&one.key.path(), &one.name)) } } } };
    section("projects", &lang.t("project-title"), None, body)
}
