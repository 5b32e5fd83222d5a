//! How the keys are listed: the same list is a page and, with script, a window over any page.

use super::KEYS;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        self,
        components::{Emphasis, Field, Head, PostForm, actions, submit},
    },
};

/// The page.
pub fn page(ctx: &Ctx) -> Markup {
    let lang = ctx.lang;
    let on = |is_on: bool| if is_on { "on" } else { "" };
    let fields = html! {
        (Field::checkbox(lang, "shortcuts", lang.t("shortcuts-switch")).value(on(ctx.screen.has_shortcuts))
            .hint(lang.t("shortcuts-switch-hint")))
        (Field::checkbox(lang, "compact", lang.t("shortcuts-compact")).value(on(ctx.screen.is_compact))
            .hint(lang.t("shortcuts-compact-hint")))
        (actions(submit(Emphasis::Primary, &lang.t("shortcuts-save"))))
    };
    let body = html! {
        (PostForm::new("/shortcuts", &ctx.csrf).label(lang.t("shortcuts-screen")).body(fields).render())
        (list(lang))
    };
    web::page(ctx, &Head::new(lang.t("web-shortcuts"), lang.t("shortcuts-view")), body)
}

fn list(lang: Lang) -> Markup {
    html! {
        div #shortcut-list {
            h2 #shortcut-title { (lang.t("shortcuts-title")) }
            div.shortcut-groups {
                @for (group, keys) in KEYS {
                    div {
                        h3 { (lang.t(group)) }
                        dl {
                            @for (keys, does) in *keys {
                                div { dt { (lang.t(does)) } dd { (pressed(keys)) } }
                            }
                        }
                    }
                }
            }
            p.hint { (lang.t("shortcuts-remark")) }
        }
    }
}

/// `G T` is one key after the other, `Ctrl + Enter` several at once.
fn pressed(keys: &str) -> Markup {
    html! {
        @for (i, part) in keys.split(' ').enumerate() {
            @if i > 0 { " " }
            @if part == "+" { "+" } @else { kbd { (part) } }
        }
    }
}
