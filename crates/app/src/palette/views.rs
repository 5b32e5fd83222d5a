//! How the palette looks without script. The script draws the same list in a window over any page.

use super::{Entry, PaletteQuery};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        self,
        components::{Emphasis, Field, Head, empty_state, filter_form, submit},
    },
};

/// The page.
pub(super) fn page(ctx: &Ctx, query: &PaletteQuery, entries: &[Entry]) -> Markup {
    let lang = ctx.lang;
    let form = html! {
        (Field::search(lang, "q", lang.t("palette-words")).value(&query.q).max_length(200))
        (submit(Emphasis::Primary, &lang.t("palette-go")))
    };
    let body = html! {
        (filter_form("/palette", &lang.t("palette-title"), form))
        (list(lang, entries))
        @if entries.is_empty() { (empty_state(&lang.t("palette-nothing"), &lang.t("palette-nothing-why"), None)) }
    };
    web::page(ctx, &Head::new(lang.t("palette-title"), lang.t("palette-view")), body)
}

fn list(lang: Lang, entries: &[Entry]) -> Markup {
    html! {
        ul #palette-entries .palette-entries {
            @for entry in entries {
                li { a href=(entry.path) { span { (entry.name) } " " span.hint { (lang.t(entry.kind)) } } }
            }
        }
    }
}
