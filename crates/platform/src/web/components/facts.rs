//! Facts about one thing, the figures of a home screen, parts of a page, files.

use super::{
    icon::Icon,
    state::{Tone, tag},
};
use crate::i18n::{Lang, figures};
use maud::{Markup, html};

/// Facts about one thing, each with its name.
pub fn facts(pairs: impl IntoIterator<Item = (String, Markup)>) -> Markup {
    html! {
        dl.facts {
            @for (name, value) in pairs { div { dt { (name) } dd { (value) } } }
        }
    }
}

/// One figure of a home screen. It always leads to what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFigure {
    /// What it counts.
    pub label: String,
    /// The figure, already written in the reader's language.
    pub value: String,
    /// The list or the explanation behind it.
    pub href: String,
    /// The period it covers: `en novembre 2026`.
    pub period: String,
    /// What to compare it with: `objectif 99,500 %`.
    pub comparison: Option<String>,
    /// What it means, said in one sentence.
    pub definition: String,
    /// How it stands, in words.
    pub state: Option<(Tone, String)>,
}

/// The figures of a home screen, at most seven, the most urgent first.
pub fn key_figures(label: &str, figures: &[KeyFigure]) -> Markup {
    html! {
        ul.key-figures aria-label=(label) {
            @for figure in figures {
                @let id = format!("key-figure-{}", kernel::folded_words(&figure.label).join("-"));
                @let tone = figure.state.as_ref().map_or("neutral", |(tone, _)| tone.class());
                li class={ "key-figure " (tone) } {
                    a href=(figure.href) aria-describedby=(id) {
                        span.key-label { (figure.label) }
                        span.key-value { (figure.value) }
                    }
                    p.key-period { (figure.period) @if let Some(other) = &figure.comparison { " · " (other) } }
                    @if let Some((tone, words)) = &figure.state { p.key-state { (tag(*tone, words)) } }
                    p.key-definition id=(id) { (figure.definition) }
                }
            }
        }
    }
}

/// One part of a page that has several, as a link: the address says which part is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Words of the link.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the part shown.
    pub is_current: bool,
    /// How many things are in it.
    pub count: Option<u64>,
}

/// The parts of a page.
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul {
                @for tab in tabs {
                    li {
                        a href=(tab.href) aria-current=[tab.is_current.then_some("page")] {
                            (tab.label)
                            @if let Some(count) = tab.count { " " span.count { (count) } }
                        }
                    }
                }
            }
        }
    }
}

/// A file the reader may fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Name shown and given to the file.
    pub name: String,
    /// Where it is fetched.
    pub href: String,
    /// What it is, in words: `PDF`, `image`.
    pub kind: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// Files to fetch, each with its kind and size as part of the link.
pub fn attachments(lang: Lang, label: &str, files: &[Attachment]) -> Markup {
    html! {
        @if !files.is_empty() {
            ul.attachments aria-label=(label) {
                @for file in files {
                    li {
                        a href=(file.href) download=(file.name) {
                            (Icon::Paperclip)
                            span.file-name { (file.name) }
                            " "
                            span.file-kind { "(" (file.kind) ", " (figures::file_size(lang, file.bytes)) ")" }
                        }
                    }
                }
            }
        }
    }
}

/// A section of a page with its heading (`h2`) and, beside it, links or buttons.
pub fn section(id: &str, title: &str, actions: Option<Markup>, body: Markup) -> Markup {
    html! {
        section.part aria-labelledby=(id) {
            div.part-head {
                h2 id=(id) { (title) }
                @if let Some(actions) = actions { div.actions { (actions) } }
            }
            (body)
        }
    }
}

/// A page with its main matter and, beside it on wide screens, its context.
pub fn with_aside(aside_label: &str, body: Markup, aside: Markup) -> Markup {
    html! {
        div.with-aside {
            div.main-column { (body) }
            aside.side-column aria-label=(aside_label) { (aside) }
        }
    }
}

/// A value with a button that copies it; the button shows only where copying can work.
pub fn copyable(lang: Lang, value: &str) -> Markup {
    html! {
        span.copyable {
            code { (value) }
            button.quiet type="button" hidden data-copy=(value) data-done=(lang.t("web-copied")) { (lang.t("web-copy")) }
        }
    }
}
