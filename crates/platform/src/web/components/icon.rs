//! Small drawings that stand beside words, never instead of them.

use maud::{Markup, Render, html};

/// A drawing of 16 by 16, in the colour of the text beside it and hidden from assistive tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Done, met, in order.
    Check,
    /// Time is running.
    Clock,
    /// Time is stopped.
    Pause,
    /// Needs attention.
    Alert,
    /// Missed, refused, failed.
    Cross,
    /// Something to know.
    Info,
    /// Neither good nor bad: a plain state.
    Dot,
    /// Visible to the provider's staff only.
    Lock,
    /// A message by mail.
    Mail,
    /// A call.
    Phone,
    /// A joined file.
    Paperclip,
    /// A person.
    Person,
    /// How a figure was computed.
    Sum,
    /// Onwards.
    Forward,
    /// Backwards.
    Back,
    /// Sorted upwards.
    Up,
    /// Sorted downwards.
    Down,
    /// Can be sorted.
    UpDown,
    /// Get a file.
    Download,
    /// Open the menu.
    Menu,
    /// Help.
    Help,
    /// Notifications.
    Bell,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Check => "M2.8 8.6 6.4 12.2 13.2 4.4",
            Self::Clock => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.6V8l2.4 1.8",
            Self::Pause => "M5.4 3.2v9.6M10.6 3.2v9.6",
            Self::Alert => "M8 2 14.4 13.4H1.6ZM8 6.4v3.2M8 11.5v.1",
            Self::Cross => "M3.6 3.6l8.8 8.8M12.4 3.6l-8.8 8.8",
            Self::Info => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 7.2v4M8 4.7v.1",
            Self::Dot => "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z",
            Self::Lock => "M3.4 7.2h9.2v6.4H3.4ZM5.4 7.2V5a2.6 2.6 0 0 1 5.2 0v2.2",
            Self::Mail => "M1.8 3.6h12.4v8.8H1.8ZM2 4l6 4.8L14 4",
            Self::Phone => {
                "M4.2 1.9 6.4 5 5 6.5a8 8 0 0 0 4.5 4.5L11 9.6l3.1 2.2c-.4 1.6-1.6 2.4-3 2.3C6 13.6 2.4 10 1.9 4.9c-.1-1.4.7-2.6 2.3-3Z"
            }
            Self::Paperclip => {
                "M13.4 7.4 8 12.8a3.4 3.4 0 0 1-4.8-4.8l5.7-5.7a2.3 2.3 0 0 1 3.2 3.2L6.6 11a1.1 1.1 0 0 1-1.6-1.6l4.9-4.9"
            }
            Self::Person => {
                "M8 2.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6ZM2.6 14c.4-3 2.6-4.6 5.4-4.6s5 1.6 5.4 4.6"
            }
            Self::Sum => "M12.2 3H4l4.4 5L4 13h8.2",
            Self::Forward => "M3 8h9.6M8.8 3.8 13 8l-4.2 4.2",
            Self::Back => "M13 8H3.4M7.2 3.8 3 8l4.2 4.2",
            Self::Up => "M8 13V3.4M3.8 7.2 8 3l4.2 4.2",
            Self::Down => "M8 3v9.6M3.8 8.8 8 13l4.2-4.2",
            Self::UpDown => "M4.6 6.4 8 3l3.4 3.4M4.6 9.6 8 13l3.4-3.4",
            Self::Download => "M8 2v8.4M4.2 6.8 8 10.6l3.8-3.8M2.6 13.6h10.8",
            Self::Menu => "M2.4 4.2h11.2M2.4 8h11.2M2.4 11.8h11.2",
            Self::Bell => {
                "M3.2 11.4h9.6c-1-1-1.4-2-1.4-4.2a3.4 3.4 0 0 0-6.8 0c0 2.2-.4 3.2-1.4 4.2ZM6.6 13.6h2.8M8 3.8V2.2"
            }
            Self::Help => {
                "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM6.2 6.4c0-2.4 3.7-2.3 3.7 0 0 1.5-1.9 1.5-1.9 3M8 11.4v.1"
            }
        }
    }
}

impl Render for Icon {
    fn render(&self) -> Markup {
        html! {
            svg.icon aria-hidden="true" focusable="false" viewBox="0 0 16 16" width="16" height="16" {
                path d=(self.path()) {}
            }
        }
    }
}
