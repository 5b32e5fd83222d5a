//! The service desk: tickets, their conversations and the clocks of what was promised.

// Tickets and the work on them.
pub mod bulk;
pub mod canned_answers;
pub mod categories;
pub mod checklists;
pub mod held;
pub mod links;
pub mod major_incidents;
pub mod recurring;
pub mod reminders;
pub mod tasks;
pub mod teams;
pub mod tickets;
pub mod time_spent;
pub mod visits;
pub mod wake_ups;
pub mod watchers;

// How tickets come in, and how answers go out.
pub mod calls;
pub mod chats;
pub mod counters;
mod hooks;
pub mod mail_intake;
pub mod mail_token;
pub mod mailboxes;
pub mod monitoring;
pub mod outbox;
pub mod phone_lines;
pub mod portal;
pub mod probes;
pub mod quarantine;
pub mod walk_ins;

// Requests: their forms, who agrees to them.
pub mod approvals;
pub mod request_forms;
pub mod requests;

// Clocks: what stops them, what warns.
pub mod closures;
pub mod deadlines;
pub mod pauses;
pub mod pending_reasons;

// What outlasts a ticket.
pub mod application_links;
pub mod changes;
pub mod freeze_periods;
pub mod knowledge;
pub mod maintenance;
pub mod problems;
pub mod project_changes;
pub mod projects;

// Who is told.
pub mod announcements;
pub mod live;
pub mod notifications;
pub mod satisfaction;
pub mod webhooks;

// The agent's screen.
pub mod desk_settings;
pub mod drafts;
pub mod exports;
pub mod filters;
mod forms;
mod panels;
pub mod presence;
pub mod saved_views;
pub mod shortcuts;
mod words;

use platform::{jobs::Jobs, web::Routes};

/// Every route of the desk.
pub fn routes() -> Routes {
    work().merge(channels()).merge(requested()).merge(clocks()).merge(lasting()).merge(told()).merge(screen())
}

fn work() -> Routes {
    tickets::routes()
        .merge(links::routes())
        .merge(watchers::routes())
        .merge(tasks::routes())
        .merge(checklists::routes())
        .merge(time_spent::routes())
        .merge(visits::routes())
        .merge(wake_ups::routes())
        .merge(recurring::routes())
        .merge(major_incidents::routes())
        .merge(bulk::routes())
        .merge(held::routes())
        .merge(canned_answers::routes())
        .merge(teams::routes())
        .merge(categories::routes())
}

fn channels() -> Routes {
    portal::routes()
        .merge(mail_intake::routes())
        .merge(mailboxes::routes())
        .merge(quarantine::routes())
        .merge(outbox::routes())
        .merge(monitoring::routes())
        .merge(probes::routes())
        .merge(calls::routes())
        .merge(phone_lines::routes())
        .merge(counters::routes())
        .merge(walk_ins::routes())
        .merge(chats::routes())
}

fn requested() -> Routes {
    request_forms::routes().merge(requests::routes()).merge(approvals::routes())
}

fn clocks() -> Routes {
    closures::routes().merge(pauses::routes()).merge(pending_reasons::routes())
}

fn lasting() -> Routes {
    application_links::routes()
        .merge(problems::routes())
        .merge(changes::routes())
        .merge(freeze_periods::routes())
        .merge(maintenance::routes())
        .merge(knowledge::routes())
        .merge(projects::routes())
        .merge(project_changes::routes())
}

fn told() -> Routes {
    announcements::routes()
        .merge(notifications::routes())
        .merge(satisfaction::routes())
        .merge(webhooks::routes())
        .merge(live::routes())
}

fn screen() -> Routes {
    drafts::routes()
        .merge(presence::routes())
        .merge(saved_views::routes())
        .merge(exports::routes())
        .merge(shortcuts::routes())
        .merge(desk_settings::routes())
}

/// What the desk shows on pages of earlier areas.
pub fn slots() -> platform::Slots {
    application_links::slots()
}

/// The background work of the desk.
pub fn jobs() -> Jobs {
    Jobs::new()
        .merge(outbox::jobs())
        .merge(notifications::jobs())
        .merge(satisfaction::jobs::jobs())
        .merge(deadlines::jobs())
        .merge(held::jobs())
        .merge(major_incidents::jobs())
        .merge(problems::jobs())
        .merge(reminders::jobs())
        .merge(approvals::jobs::jobs())
        .merge(desk_settings::jobs())
        .merge(wake_ups::jobs())
        .merge(recurring::jobs())
        .merge(monitoring::jobs())
        .merge(probes::jobs())
        .merge(webhooks::jobs())
        .merge(knowledge::jobs())
        .merge(chats::jobs())
        .merge(calls::jobs())
}
