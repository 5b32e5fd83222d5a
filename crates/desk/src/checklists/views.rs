//! How checklists look.

use super::{Checklist, ChecklistForm, ChecklistId, rules, store};
use crate::teams;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Error, Result,
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, empty_state, error_of, error_summary, link, section, submit, tag, text,
        },
        page,
    },
};

/// The checklists, and the form of a new one.
pub(super) fn list_page(
    ctx: &Ctx,
    lists: &[Checklist],
    form: &ChecklistForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("checklist-title"), lang.t("desk-view-desk"));
    let head = head.crumbs([Crumb::new(lang.t("task-mine"), "/tasks")]).lead(text(lang.t("checklist-lead")));
    let table = DataTable::new(lang.t("checklist-title")).caption_hidden();
    let table = table.column(lang.t("checklist-name")).column(lang.t("task-title"));
    let table = table.rows(lists.iter().map(|list| {
        vec![
            html! {
                (link(&format!("/checklists/{}", list.id), &list.name))
                @if list.archived_at.is_some() { " " (tag(Tone::Neutral, &lang.t("checklist-archived"))) }
            },
            html! { ol { @for item in &list.items { li { (item.title) } } } },
        ]
    }));
    let nothing = empty_state(&lang.t("checklist-none"), &lang.t("checklist-none-why"), None);
    let add = PostForm::new("/checklists", &ctx.csrf).label(lang.t("checklist-new"));
    let add = add.body(fields(ctx, form, errors));
    let body = html! {
        (error_summary(lang, errors)) (table.empty(nothing))
        @if ctx.actor.may(Permission::DeskManage) { (section("new", &lang.t("checklist-new"), None, html! { (add) })) }
    };
    page(ctx, &head.has_errors(!errors.is_empty()), body)
}

fn fields(ctx: &Ctx, form: &ChecklistForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    html! {
        (Field::text(lang, "name", lang.t("checklist-name")).value(&form.name).error(error_of(errors, "name")).required())
        (Field::textarea(lang, "items", lang.t("checklist-items")).rows(8).value(&form.items)
            .hint(lang.t("checklist-items-hint")).error(error_of(errors, "items")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("checklist-save"))))
    }
}

/// The page of a checklist. `typed` is what was refused.
pub(super) async fn checklist_page(
    ctx: &Ctx,
    id: &ChecklistId,
    typed: Option<ChecklistForm>,
    errors: &[FieldError],
) -> Result<Markup> {
    let lang = ctx.lang;
    let mut tx = ctx.read().await?;
    let list = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let items = rules::write(&list.items, &teams::store::active(&mut tx).await?);
    let stored = ChecklistForm { name: list.name.clone(), items, version: list.version };
    // What was typed is shown again with the present version: sending it once more then decides.
    let form = ChecklistForm { version: list.version, ..typed.unwrap_or(stored) };
    let head = Head::new(list.name.clone(), lang.t("desk-view-desk")).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("checklist-title"), "/checklists")]);
    let path = format!("/checklists/{id}");
    let (verb, label) = match list.archived_at {
        None => ("archival", "checklist-archive"),
        Some(_) => ("restoration", "checklist-restore"),
    };
    let post = PostForm::new(&path, &ctx.csrf).hidden("version", form.version.to_string());
    let body = html! {
        (error_summary(lang, errors))
        @if ctx.actor.may(Permission::DeskManage) {
            (post.body(fields(ctx, &form, errors)))
            (action_button(&ctx.csrf, &format!("{path}/{verb}"), Emphasis::Secondary, &lang.t(label), None))
        } @else { ol { @for item in &list.items { li { (item.title) } } } }
    };
    Ok(page(ctx, &head, body))
}
