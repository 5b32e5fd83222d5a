//! Lists of the desk as files for spreadsheets, under the filter of the list.

mod api;
pub mod pages;

use crate::tickets::{Ticket, listing::address};
use maud::Markup;
use platform::{
    i18n::Lang,
    sheet::{self, Cell, Cells, Sheet},
    web::{Access::SignedIn, Routes},
};

/// Links to the files of a list under a line of filters.
pub fn links(lang: Lang, path: &str, line: &str) -> Markup {
    sheet::links(lang, "export-as", &address(path, line))
}

/// The list of tickets and its columns.
fn tickets(lang: Lang) -> Sheet {
    const COLUMNS: [&str; 17] = [
        "desk-ticket",
        "desk-title",
        "desk-kind",
        "desk-state",
        "desk-criticality",
        "desk-beneficiary",
        "desk-requester",
        "desk-site",
        "desk-channel",
        "category-one",
        "team-one",
        "desk-assignee",
        "desk-received",
        "export-clock",
        "desk-next-due",
        "export-updated",
        "export-key",
    ];
    let columns = COLUMNS.iter().map(|key| lang.t(key)).collect();
    Sheet { file: "tickets".into(), title: lang.t("desk-tickets"), columns, lang }
}

fn row(lang: Lang, ticket: &Ticket) -> Cells {
    let word = |key: &str| Cell::Text(lang.t(key));
    let text = |text: &String| Cell::Text(text.clone());
    vec![
        text(&ticket.reference),
        text(&ticket.title),
        word(ticket.kind.label_key()),
        word(ticket.state.label_key()),
        text(&ticket.priority),
        text(&ticket.beneficiary_name),
        text(&ticket.requester.name),
        Cell::words(ticket.site.as_ref().map(|(_, name)| name.as_str())),
        word(ticket.channel.label_key()),
        Cell::words(ticket.category.as_ref().map(|(_, name)| name.as_str())),
        Cell::words(ticket.team.as_ref().map(|(_, name)| name.as_str())),
        Cell::words(ticket.assignee.as_ref().map(|named| named.name.as_str())),
        Cell::Instant(ticket.received_at),
        ticket.due.map_or(Cell::Empty, |(clock, _)| word(clock.label_key())),
        Cell::instant(ticket.due.map(|(_, at)| at)),
        Cell::Instant(ticket.updated_at),
        Cell::Text(ticket.key.id.to_string()),
    ]
}

/// Every route of exports.
pub fn routes() -> Routes {
    Routes::new().get("/tickets/export", SignedIn, pages::tickets).get(
        "/api/v1/tickets/export",
        SignedIn,
        api::tickets,
    )
}
