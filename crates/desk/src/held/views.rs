//! What waits, with the button that takes it back; and what did not happen.

use super::{Held, Kind, State};
use maud::{Markup, html};
use platform::{
    Ctx,
    web::components::{Emphasis, PostForm, Tone, action_button, notice, paragraphs},
};

/// Above the conversation, to its author only. The script shows the page again when it has happened.
pub fn waiting(ctx: &Ctx, held: &[Held]) -> Markup {
    html! { @for one in held { (shown(ctx, one)) } }
}

fn shown(ctx: &Ctx, held: &Held) -> Markup {
    let lang = ctx.lang;
    let path = format!("{}/held/{}", held.key.path(), held.id);
    if held.state == State::Failed {
        let why = held.failure.as_ref().map_or_else(String::new, |text| lang.text(text));
        let title = if held.kind == Kind::Answer { "held-answer-failed" } else { "held-close-failed" };
        return notice(Tone::Bad, &lang.t(title), html! { p { (why) } });
    }
    let (title, undo) = match held.kind {
        Kind::Answer => ("held-answer-waits", "held-answer-undo"),
        Kind::Close => ("held-close-waits", "held-close-undo"),
    };
    let left = held.release_at.duration_since(ctx.now()).as_secs().max(0);
    html! {
        div.held role="status" data-held=(left) {
            p { strong { (lang.t(title)) } }
            @if held.kind == Kind::Answer { div.held-words { (paragraphs(&held.content.body)) } }
            div.actions {
                (PostForm::new(format!("{path}/undo"), &ctx.csrf).body(html! {
                    button."button primary" type="submit" data-key="z" { (lang.t(undo)) " " kbd aria-hidden="true" { "Z" } }
                }))
                (action_button(&ctx.csrf, &format!("{path}/release"), Emphasis::Quiet, &lang.t("held-now"), None))
            }
        }
    }
}
