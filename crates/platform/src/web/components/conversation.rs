//! What was said and what happened, oldest first; and the clock of a promise.

use super::{
    facts::{Attachment, attachments},
    icon::Icon,
    state::{Tone, tag_with},
};
use crate::i18n::{Lang, figures};
use jiff::Timestamp;
use maud::{Markup, html};

/// Who may read an entry, and from which side it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The person who asked, or her organisation.
    Requester,
    /// The provider, to the requester.
    Provider,
    /// The provider, to itself: never shown to the other side.
    Internal,
    /// Something that happened: a state changed, a clock stopped.
    Event,
}

/// One entry of a conversation.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Identifier of the element, for links to this entry.
    pub id: String,
    /// Whose words they are.
    pub voice: Voice,
    /// Name of the author.
    pub author: String,
    /// How it came: `par téléphone`; empty when it does not matter.
    pub channel: String,
    /// When.
    pub at: Timestamp,
    /// The words, drawn by the caller. [`paragraphs`] draws plain text.
    pub body: Markup,
    /// Joined files.
    pub attachments: Vec<Attachment>,
}

/// A conversation, oldest entry first.
pub fn conversation(lang: Lang, label: &str, entries: &[Entry]) -> Markup {
    html! {
        ol.conversation aria-label=(label) {
            @for entry in entries {
                @if entry.voice == Voice::Event { (event(lang, entry)) } @else { (message(lang, entry)) }
            }
        }
    }
}

fn event(lang: Lang, entry: &Entry) -> Markup {
    html! {
        li.event id=(entry.id) {
            (Icon::Dot)
            div.event-words { (entry.body) }
            span.event-meta { (entry.author) ", " (time(lang, entry.at)) }
        }
    }
}

fn message(lang: Lang, entry: &Entry) -> Markup {
    let (class, mark) = match entry.voice {
        Voice::Internal => {
            ("message internal", Some(tag_with(Tone::Warning, Icon::Lock, &lang.t("web-internal-note"))))
        }
        Voice::Provider => {
            ("message provider", Some(tag_with(Tone::Info, Icon::Mail, &lang.t("web-public-answer"))))
        }
        Voice::Requester | Voice::Event => ("message requester", None),
    };
    html! {
        li class=(class) id=(entry.id) {
            article {
                header {
                    strong.author { (entry.author) }
                    @if !entry.channel.is_empty() { " " span.channel { (entry.channel) } }
                    @if let Some(mark) = mark { " " (mark) }
                    a.when href={ "#" (entry.id) } { (time(lang, entry.at)) }
                }
                div.words { (entry.body) }
                (attachments(lang, &lang.t("web-joined-files"), &entry.attachments))
            }
        }
    }
}

/// Plain text as paragraphs: an empty line ends a paragraph, a line break is kept.
pub fn paragraphs(text: &str) -> Markup {
    html! {
        @for paragraph in text.replace('\r', "").split("\n\n").filter(|p| !p.trim().is_empty()) {
            p.typed { (paragraph.trim_matches('\n')) }
        }
    }
}

/// An instant in words, with its exact form for machines.
pub fn time(lang: Lang, at: Timestamp) -> Markup {
    // HTML knows milliseconds at most; a second is enough for people.
    html! { time datetime=(format!("{at:.0}")) { (figures::instant(lang, at)) } }
}

/// How the clock of a promise stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Running: service time left in seconds, below zero when it is missed, and the instant the clock stops
    /// by itself (end of the service window).
    Running {
        /// Service seconds left; below zero when the promise is missed.
        left: i64,
        /// When it is due, if nothing stops the clock.
        due: Timestamp,
        /// The end of the service window: the screen stops counting there.
        runs_until: Option<Timestamp>,
    },
    /// Stopped: service seconds left, and why it is stopped, in the reader's language.
    Paused {
        /// Service seconds left.
        left: i64,
        /// Why the clock is stopped.
        reason: String,
    },
    /// Kept.
    Met,
    /// Not kept.
    Missed,
}

/// The clock of one promise (take charge, resolve): its state in words, the time left, the instant due.
/// `soon` is the number of seconds under which it needs attention. `why` leads to the calculation.
pub fn clock(lang: Lang, label: &str, clock: &Clock, soon: i64, why: Option<&str>) -> Markup {
    html! {
        div.clock {
            span.clock-label { (label) }
            (clock_tag(lang, clock, soon))
            @if let Clock::Running { due, .. } = clock {
                span.clock-due { (lang.t("web-clock-due")) " " (time(lang, *due)) }
            }
            @if let Some(href) = why {
                a.why href=(href) { (Icon::Sum) (lang.t("web-clock-why")) span.visually-hidden { " " (label) } }
            }
        }
    }
}

/// The state of a clock alone, for lists: its column says which promise it is.
pub fn clock_tag(lang: Lang, clock: &Clock, soon: i64) -> Markup {
    match clock {
        Clock::Running { left, runs_until, .. } => {
            let tone = match left {
                ..0 => Tone::Bad,
                left if *left < soon => Tone::Warning,
                _ => Tone::Info,
            };
            let words = running_words(lang, *left);
            html! {
                span.countdown data-left=(left) data-until=[runs_until.map(|at| at.to_string())]
                    data-lang=(lang.code()) { (tag_with(tone, Icon::Clock, &words)) }
            }
        }
        Clock::Paused { left, reason } => html! {
            (tag_with(Tone::Neutral, Icon::Pause, &lang.with("web-clock-paused", &[("left", minutes(lang, *left))])))
            span.clock-reason { (reason) }
        },
        Clock::Met => tag_with(Tone::Good, Icon::Check, &lang.t("web-clock-met")),
        Clock::Missed => tag_with(Tone::Bad, Icon::Cross, &lang.t("web-clock-missed")),
    }
}

fn running_words(lang: Lang, left: i64) -> String {
    let key = if left < 0 { "web-clock-late" } else { "web-clock-left" };
    match key {
        "web-clock-late" => lang.with("web-clock-late", &[("time", minutes(lang, -left))]),
        _ => lang.with("web-clock-left", &[("time", minutes(lang, left))]),
    }
}

/// Whole minutes: seconds on a promise counted in hours are noise.
fn minutes(lang: Lang, seconds: i64) -> String {
    figures::duration(lang, seconds / 60 * 60)
}
