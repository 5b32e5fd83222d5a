//! How something stands: tags, notices, empty lists, progress. Always words with a drawing, never a colour alone.

use super::icon::Icon;
use maud::{Markup, html};

/// What a state means for the reader. It picks the colour and the usual drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// A plain state, neither good nor bad.
    #[default]
    Neutral,
    /// Something to know; work under way.
    Info,
    /// In order, met, done.
    Good,
    /// Needs attention soon.
    Warning,
    /// Missed, refused, failed.
    Bad,
}

impl Tone {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Bad => "bad",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Neutral => Icon::Dot,
            Self::Info => Icon::Info,
            Self::Good => Icon::Check,
            Self::Warning => Icon::Alert,
            Self::Bad => Icon::Cross,
        }
    }
}

/// A state in a few words, with the usual drawing of its tone.
pub fn tag(tone: Tone, words: &str) -> Markup {
    tag_with(tone, tone.icon(), words)
}

/// A state in a few words with a drawing of its own (a paused clock, an internal note).
pub fn tag_with(tone: Tone, icon: Icon, words: &str) -> Markup {
    html! { span class={ "tag " (tone.class()) } { (icon) (words) } }
}

/// A message across the page: what happened or what to know. `title` is read first; `body` may hold links.
pub fn notice(tone: Tone, title: &str, body: Markup) -> Markup {
    notice_with(tone, title, body, false)
}

/// The answer to what the reader has just done: as [`notice`], announced by screen readers.
pub fn confirmation(title: &str, body: Markup) -> Markup {
    notice_with(Tone::Good, title, body, true)
}

fn notice_with(tone: Tone, title: &str, body: Markup, is_answer: bool) -> Markup {
    html! {
        div class={ "notice " (tone.class()) } role=[is_answer.then_some("status")] {
            (tone.icon())
            div {
                p.notice-title { strong { (title) } }
                @if !body.0.is_empty() { div.notice-body { (body) } }
            }
        }
    }
}

/// A list with nothing in it: what it holds, why it is empty, and one thing to do (a link or an action).
pub fn empty_state(what: &str, why: &str, action: Option<Markup>) -> Markup {
    html! {
        div.empty {
            p { strong { (what) } }
            p { (why) }
            @if let Some(action) = action { div.actions { (action) } }
        }
    }
}

/// How far a long piece of work is: `done` of `total`, and the same in words beside it.
pub fn progress(label: &str, done: u64, total: u64, words: &str) -> Markup {
    html! {
        label.progress {
            span.progress-label { (label) }
            progress value=(done.min(total)) max=(total.max(1)) { (words) }
            span.progress-words { (words) }
        }
    }
}
