//! How the desk's settings look: sentences, with the numbers to be changed in them.

use super::{DeskSettings, DeskSettingsForm};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    web::{
        components::{
            Emphasis, Field, FieldError, Head, PostForm, actions as buttons, error_of, error_summary, link,
            submit, text,
        },
        page,
    },
};

/// The page. `typed` is what was refused.
pub(super) fn settings_page(
    ctx: &Ctx,
    settings: &DeskSettings,
    typed: Option<&DeskSettingsForm>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head =
        Head::new(lang.t("settings-title"), lang.t("desk-view-desk")).lead(text(lang.t("settings-lead")));
    let stored = || [settings.reopen_days, settings.close_days, settings.chat_minutes].map(|n| n.to_string());
    let [reopen, close, chat] = typed.map_or_else(stored, |form| {
        [form.reopen_days.clone(), form.close_days.clone(), form.chat_minutes.clone()]
    });
    let post = PostForm::new("/desk-settings", &ctx.csrf).hidden("version", settings.version.to_string());
    let post = post.body(html! {
        (Field::number(lang, "reopen_days", lang.t("settings-reopen-days")).value(reopen).hint(lang.t("settings-reopen-hint"))
            .width(4).error(error_of(errors, "reopen_days")).required())
        (Field::number(lang, "close_days", lang.t("settings-close-days")).value(close).hint(lang.t("settings-close-hint"))
            .width(4).error(error_of(errors, "close_days")).required())
        (Field::number(lang, "chat_minutes", lang.t("settings-chat-minutes")).value(chat).hint(lang.t("settings-chat-hint"))
            .width(4).error(error_of(errors, "chat_minutes")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("settings-save"))))
    });
    let body = html! {
        (error_summary(lang, errors))
        p { (lang.with("settings-reopen-is", &[("days", settings.reopen_days)])) }
        p { @if settings.close_days == 0 { (lang.t("settings-close-never")) }
            @else { (lang.with("settings-close-is", &[("days", settings.close_days)])) } }
        p { (lang.with("settings-chat-is", &[("minutes", settings.chat_minutes)])) }
        @if ctx.actor.may(Permission::DeskManage) { (post) }
        ul.pages {
            li { (link("/teams", &lang.t("team-title"))) }
            li { (link("/pending-reasons", &lang.t("pending-title"))) }
            li { (link("/canned-answers", &lang.t("canned-title"))) }
            li { (link("/checklists", &lang.t("checklist-title"))) }
            @if ctx.actor.may(Permission::DeskRun) {
                li { (link("/recurring-tickets", &lang.t("recurring-title"))) }
            }
            li { (link("/time", &lang.t("time-report"))) }
        }
    };
    page(ctx, &head.has_errors(!errors.is_empty()), body)
}
