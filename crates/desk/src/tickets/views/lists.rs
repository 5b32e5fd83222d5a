//! The list of tickets, for those who work on them.

use super::super::{
    State, Ticket,
    store::{Filter, Order},
};
use super::state_tag;
use crate::teams::Team;
use jiff::Timestamp;
use kernel::Permission;
use maud::{Markup, html};
use people::{Organisation, persons::Person};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, DataTable, Emphasis, Field, Head, Tone, empty_state, filter_form, link, link_button,
            pagination, submit, tag, text, time,
        },
        page,
    },
};

/// What the list page shows.
pub struct ListPage {
    /// The rows, one page.
    pub tickets: Vec<Ticket>,
    /// Address of the next page.
    pub next: Option<String>,
    /// The filter in force.
    pub filter: Filter,
    /// The beneficiaries to choose from.
    pub beneficiaries: Vec<Organisation>,
    /// Those who may be assigned.
    pub workers: Vec<Person>,
    /// The teams to choose from.
    pub teams: Vec<Team>,
    /// When the rows were read.
    pub now: Timestamp,
}

/// The list of tickets.
pub fn list_page(ctx: &Ctx, list: &ListPage) -> Markup {
    let lang = ctx.lang;
    let create = ctx.actor.may(Permission::TicketCreate);
    let create = create.then(|| link_button(Emphasis::Primary, "/tickets/new", &lang.t("desk-new-ticket")));
    let head = Head::new(lang.t("desk-tickets"), lang.t("desk-view-desk")).as_of(list.now);
    let head = head.actions(html! { @if let Some(create) = &create { (create) } });
    let clear = link_button(Emphasis::Secondary, "/tickets", &lang.t("desk-clear-filters"));
    let body = html! {
        (filters(lang, list))
        (table(lang, &list.tickets, list.now)
            .empty(empty_state(&lang.t("desk-empty"), &lang.t("desk-empty-why"), Some(clear))))
        (pagination(lang, &lang.t("desk-tickets"), list.filter.after.as_ref().map(|_| "/tickets"), list.next.as_deref(), None))
    };
    page(ctx, &head, body)
}

fn filters(lang: Lang, list: &ListPage) -> Markup {
    let filter = &list.filter;
    let all = |key: &str| std::iter::once(Choice::new("", lang.t(key)));
    let states =
        all("desk-all-open").chain(State::ALL.iter().map(|s| Choice::new(s.as_str(), lang.t(s.label_key()))));
    let priorities = all("desk-all").chain(["P1", "P2", "P3", "P4"].map(|p| Choice::new(p, p)));
    let owners =
        all("desk-all").chain(list.beneficiaries.iter().map(|o| Choice::new(o.id.as_str(), &o.name)));
    let assignees = all("desk-all")
        .chain([Choice::new("me", lang.t("desk-me")), Choice::new("nobody", lang.t("desk-nobody"))])
        .chain(list.workers.iter().map(|p| Choice::new(p.id.as_str(), &p.name)));
    let teams = all("desk-all")
        .chain([Choice::new("mine", lang.t("team-mine"))])
        .chain(list.teams.iter().map(|team| Choice::new(team.id.as_str(), &team.name)));
    let team = filter.team.as_ref().map_or("", |id| id.as_str());
    let team = if filter.member.is_some() { "mine" } else { team };
    let orders =
        [("due", "desk-order-due"), ("newest", "desk-order-newest")].map(|(v, k)| Choice::new(v, lang.t(k)));
    let order = if filter.order == Order::Due { "due" } else { "newest" };
    let assignee =
        if filter.is_unassigned { "nobody" } else { filter.assignee.as_ref().map_or("", |id| id.as_str()) };
    filter_form(
        "/tickets",
        &lang.t("desk-filter"),
        html! {
            (Field::select(lang, "state", lang.t("desk-state"), states).value(filter.state.map_or("", State::as_str)))
            (Field::select(lang, "priority", lang.t("desk-criticality"), priorities).value(filter.priority.as_deref().unwrap_or("")))
            @if list.beneficiaries.len() > 1 {
                (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), owners)
                    .value(filter.beneficiary.as_ref().map_or("", |id| id.as_str())))
            }
            (Field::select(lang, "assignee", lang.t("desk-assignee"), assignees).value(assignee))
            (Field::select(lang, "team", lang.t("team-one"), teams).value(team))
            (Field::select(lang, "order", lang.t("desk-order"), orders).value(order))
            (submit(Emphasis::Secondary, &lang.t("desk-filter")))
        },
    )
}

fn table(lang: Lang, tickets: &[Ticket], now: Timestamp) -> DataTable {
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
        vec![
            link(&ticket.key.path(), &format!("{} {}", ticket.reference, ticket.title)),
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
