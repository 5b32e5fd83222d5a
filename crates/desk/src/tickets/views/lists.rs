//! The list of tickets, for those who work on them.

use super::super::{Ticket, listing::address};
use super::state_tag;
use crate::{
    bulk::views::tick,
    exports, filters, live,
    saved_views::{
        counts::Shown,
        views::{Readers, save, tabs},
    },
    teams::{Team, TeamId},
};
use jiff::Timestamp;
use kernel::Permission;
use maud::{Markup, Render as _, html};
use people::{Organisation, persons::Person};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            DataTable, Emphasis, FieldError, Head, Tone, empty_state, error_summary, link, link_button,
            pagination, tag, text, time,
        },
        page,
    },
};

/// What the list page shows.
pub struct ListPage {
    /// The rows, one page.
    pub tickets: Vec<Ticket>,
    /// Whether it is the first page.
    pub is_first: bool,
    /// Address of the next page.
    pub next: Option<String>,
    /// The line of filters in force, as typed.
    pub line: String,
    /// What is wrong with it.
    pub errors: Vec<FieldError>,
    /// The beneficiaries to choose from.
    pub beneficiaries: Vec<Organisation>,
    /// Those who may be assigned.
    pub workers: Vec<Person>,
    /// The teams to choose from.
    pub teams: Vec<Team>,
    /// The views above the list.
    pub views: Vec<Shown>,
    /// Teams of the reader, who may save a view for them.
    pub own_teams: Vec<TeamId>,
    /// When the rows were read.
    pub now: Timestamp,
}

impl ListPage {
    fn readers(&self) -> Readers {
        let (teams, beneficiaries) = (self.teams.clone(), self.beneficiaries.clone());
        Readers { teams, beneficiaries, own_teams: self.own_teams.clone() }
    }
}

/// The list of tickets.
pub fn list_page(ctx: &Ctx, list: &ListPage) -> Markup {
    let lang = ctx.lang;
    let create = ctx.actor.may(Permission::TicketCreate);
    let create = create.then(|| link_button(Emphasis::Primary, "/tickets/new", &lang.t("desk-new-ticket")));
    let head = Head::new(lang.t("desk-tickets"), lang.t("desk-view-desk")).as_of(list.now);
    let head = head.actions(html! { @if let Some(create) = &create { (create) } });
    let clear = link_button(Emphasis::Secondary, "/tickets", &lang.t("desk-clear-filters"));
    let first = address("/tickets", &list.line);
    let body = html! {
        (error_summary(lang, &list.errors))
        (tabs(lang, &list.views, &list.line))
        (filters::views::form(lang, list))
        @if list.errors.is_empty() {
            (live::views::of_list(lang, &list.line, list.now))
            (rows(ctx, list, clear))
            (pagination(lang, &lang.t("desk-tickets"), (!list.is_first).then_some(first.as_str()), list.next.as_deref(), None))
            div.list-tools {
                (save(ctx, &list.readers(), &list.line))
                (exports::links(lang, "/tickets/export", &list.line))
            }
        }
    };
    page(ctx, &head.has_errors(!list.errors.is_empty()), body)
}

/// The table; for those who work on tickets each row has a box, and a button changes those ticked.
fn rows(ctx: &Ctx, list: &ListPage, clear: Markup) -> Markup {
    let lang = ctx.lang;
    let works = ctx.actor.may(Permission::TicketWork) && !list.tickets.is_empty();
    let table = table(lang, &list.tickets, list.now, works);
    let table = table.empty(empty_state(&lang.t("desk-empty"), &lang.t("desk-empty-why"), Some(clear)));
    if !works {
        return table.render();
    }
    html! {
        form.ticks method="get" action="/tickets/bulk" {
            (table)
            div.actions { button.button type="submit" data-key="b" { (lang.t("bulk-open")) } }
        }
    }
}

fn table(lang: Lang, tickets: &[Ticket], now: Timestamp, has_boxes: bool) -> DataTable {
    let columns = [
        "desk-ticket",
        "desk-state",
        "desk-criticality",
        "desk-next-due",
        "desk-beneficiary",
        "desk-requester",
        "desk-assignee",
        "desk-received",
    ];
    let table = columns
        .iter()
        .fold(DataTable::new(lang.t("desk-tickets")).caption_hidden(), |t, key| t.column(lang.t(key)));
    table.rows(tickets.iter().map(|ticket| {
        let name = link(&ticket.key.path(), &format!("{} {}", ticket.reference, ticket.title));
        vec![
            html! { @if has_boxes { (tick(lang, ticket)) } (name) },
            state_tag(lang, ticket.state),
            text(&ticket.priority),
            due(lang, ticket, now),
            text(&ticket.beneficiary_name),
            text(&ticket.requester.name),
            text(ticket.assignee.as_ref().map_or_else(|| lang.t("desk-nobody"), |a| a.name.clone())),
            time(lang, ticket.received_at),
        ]
    }))
}

/// The next promise of a row: which one, until when, and whether it is missed.
fn due(lang: Lang, ticket: &Ticket, now: Timestamp) -> Markup {
    match ticket.due {
        Some((clock, at)) if at < now => html! {
            (tag(Tone::Bad, &lang.t("desk-standing-late"))) " " (lang.t(clock.label_key())) ", " (time(lang, at))
        },
        Some((clock, at)) if ticket.is_due_soon => html! {
            (tag(Tone::Warning, &lang.t("deadline-due-soon"))) " " (lang.t(clock.label_key())) ", " (time(lang, at))
        },
        Some((clock, at)) => html! { (lang.t(clock.label_key())) ", " (time(lang, at)) },
        None => text("—"),
    }
}
