//! How telephone exchanges look.

use super::{Line, LineForm, actions};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        WebResult,
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, confirmation, copyable, empty_state, error_of, error_summary, section,
            submit, tag, text, time,
        },
        page,
    },
};

/// Every exchange, the secret just made, and the form of a new one.
pub(super) async fn list_page(
    ctx: &Ctx,
    form: &LineForm,
    errors: &[FieldError],
    made: Option<&(Line, String)>,
) -> WebResult {
    let (lang, lines) = (ctx.lang, actions::list(ctx).await?);
    let may_manage = ctx.actor.may(Permission::DeskManage);
    let head = Head::new(lang.t("phone-lines"), lang.t("desk-view-desk"))
        .crumbs([Crumb::new(lang.t("call-title"), "/calls")])
        .lead(html! { p { (lang.t("phone-lines-lead")) } })
        .has_errors(!errors.is_empty());
    let post = PostForm::new("/phone-lines", &ctx.csrf).body(html! {
        (Field::text(lang, "name", lang.t("phone-name")).value(&form.name).hint(lang.t("phone-name-hint"))
            .error(error_of(errors, "name")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("phone-add"))))
    });
    let body = html! {
        (error_summary(lang, errors))
        @if let Some((line, secret)) = made {
            (confirmation(&lang.with("phone-secret-once", &[("line", &line.name)]),
                html! { p { (copyable(lang, secret)) } p { (lang.t("phone-secret-how")) } }))
        }
        (table(ctx, &lines, may_manage))
        @if may_manage { (section("new", &lang.t("phone-new"), None, html! { (post) })) }
    };
    Ok(page(ctx, &head, body))
}

fn table(ctx: &Ctx, lines: &[Line], may_manage: bool) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("phone-lines")).caption_hidden();
    let columns = ["phone-name", "phone-state", "phone-hook", "phone-last-event", "phone-change"];
    let shown = columns.iter().take(if may_manage { 5 } else { 4 });
    let table = shown.fold(table, |table, key| table.column(lang.t(key)));
    let public = ctx.platform.settings.public_url.trim_end_matches('/');
    let table = table.rows(lines.iter().map(|line| {
        let mut cells = vec![
            text(&line.name),
            state(lang, line),
            copyable(lang, &format!("{public}/api/v1/hooks/phone/{}", line.id)),
            html! { @match line.last_event_at { Some(at) => (time(lang, at)), None => (lang.t("phone-never")) } },
        ];
        if may_manage {
            cells.push(change(ctx, line));
        }
        cells
    }));
    let nothing = empty_state(&lang.t("phone-none"), &lang.t("phone-none-why"), None);
    html! { (table.empty(nothing)) }
}

fn state(lang: Lang, line: &Line) -> Markup {
    let is_refused = line.last_refused_at > line.last_event_at;
    match (line.is_enabled, is_refused, line.last_event_at) {
        (false, ..) => tag(Tone::Neutral, &lang.t("phone-state-paused")),
        (true, true, _) => tag(Tone::Bad, &lang.t("phone-state-refused")),
        (true, false, Some(_)) => tag(Tone::Good, &lang.t("phone-state-heard")),
        (true, false, None) => tag(Tone::Info, &lang.t("phone-state-new")),
    }
}

fn change(ctx: &Ctx, line: &Line) -> Markup {
    let (lang, own) = (ctx.lang, format!("/phone-lines/{}", line.id));
    let (verb, label) =
        if line.is_enabled { ("pause", "phone-pause") } else { ("resumption", "phone-resume") };
    let button = |verb: &str, key: &str| {
        action_button(&ctx.csrf, &format!("{own}/{verb}"), Emphasis::Quiet, &lang.t(key), Some(&line.name))
    };
    html! { (button(verb, label)) (button("secret", "phone-secret-new")) }
}
