//! The places where pages show news. The script fills them; without it they stay empty.

use crate::tickets::Ticket;
use jiff::Timestamp;
use maud::{Markup, html};
use platform::i18n::Lang;

/// How many tickets changed, in words; nothing when none did.
pub(super) fn changed(lang: Lang, count: usize) -> String {
    if count == 0 { String::new() } else { lang.with("live-changed", &[("count", count)]) }
}

/// Above a list: what came or changed under its filter since it was read.
pub fn of_list(lang: Lang, line: &str, read_at: Timestamp) -> Markup {
    html! {
        div.live role="status" data-live-list=(line) data-since=(format!("{read_at:.6}")) data-show=(lang.t("live-show")) {}
    }
}

/// On a ticket: that it changed while it was open.
pub fn of_ticket(lang: Lang, ticket: &Ticket) -> Markup {
    html! {
        div.live role="status" data-live-ticket=(ticket.key.path()) data-version=(ticket.version)
            data-words=(lang.t("live-ticket-changed")) data-show=(lang.t("live-reload")) {}
    }
}
