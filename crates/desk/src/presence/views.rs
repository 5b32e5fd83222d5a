//! Who else is there, in words and with a drawing.

use super::Present;
use maud::{Markup, html};
use platform::{
    i18n::Lang,
    web::components::{Icon, Tone, tag_with},
};

/// The others, those who write first; nothing when one is alone.
pub fn others(lang: Lang, others: &[Present]) -> Markup {
    html! {
        @for other in others.iter().filter(|other| other.is_writing) {
            (tag_with(Tone::Warning, Icon::Person, &lang.with("presence-writing", &[("name", &other.name)])))
            " "
        }
        @for other in others.iter().filter(|other| !other.is_writing) {
            (tag_with(Tone::Neutral, Icon::Person, &lang.with("presence-reading", &[("name", &other.name)])))
            " "
        }
    }
}

/// The place of the others on a ticket's page; it says aloud who comes and who begins to write.
pub fn place(lang: Lang, path: &str, present: &[Present]) -> Markup {
    html! { div.presence role="status" data-presence={ (path) "/presence" } { (others(lang, present)) } }
}
