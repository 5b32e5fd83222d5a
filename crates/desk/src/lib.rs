//! The service desk: tickets, their conversations and the clocks of what was promised.

pub mod announcements;
pub mod approvals;
pub mod bulk;
pub mod calendars;
pub mod calls;
pub mod canned_answers;
pub mod categories;
pub mod changes;
pub mod chats;
pub mod checklists;
pub mod closures;
pub mod counters;
pub mod deadlines;
pub mod desk_settings;
pub mod drafts;
pub mod exports;
pub mod filters;
mod forms;
pub mod freeze_periods;
pub mod held;
mod hooks;
pub mod knowledge;
pub mod links;
pub mod live;
pub mod mail_intake;
pub mod mail_token;
pub mod mailboxes;
pub mod maintenance;
pub mod major_incidents;
pub mod monitoring;
pub mod notifications;
pub mod outbox;
mod panels;
pub mod pauses;
pub mod pending_reasons;
pub mod phone_lines;
pub mod portal;
pub mod presence;
pub mod problems;
pub mod projects;
pub mod quarantine;
pub mod recurring;
pub mod reminders;
pub mod request_forms;
pub mod requests;
pub mod satisfaction;
pub mod saved_views;
pub mod shortcuts;
pub mod tasks;
pub mod teams;
pub mod tickets;
pub mod time_spent;
pub mod visits;
pub mod wake_ups;
pub mod walk_ins;
pub mod watchers;
pub mod webhooks;
mod words;

use platform::{jobs::Jobs, web::Routes};

/// Every route of the desk.
pub fn routes() -> Routes {
    tickets::routes()
        .merge(closures::routes())
        .merge(drafts::routes())
        .merge(presence::routes())
        .merge(saved_views::routes())
        .merge(exports::routes())
        .merge(bulk::routes())
        .merge(live::routes())
        .merge(held::routes())
        .merge(shortcuts::routes())
        .merge(outbox::routes())
        .merge(notifications::routes())
        .merge(satisfaction::routes())
        .merge(teams::routes())
        .merge(watchers::routes())
        .merge(categories::routes())
        .merge(links::routes())
        .merge(quarantine::routes())
        .merge(mail_intake::routes())
        .merge(request_forms::routes())
        .merge(requests::routes())
        .merge(approvals::routes())
        .merge(announcements::routes())
        .merge(portal::routes())
        .merge(tasks::routes())
        .merge(checklists::routes())
        .merge(pauses::routes())
        .merge(major_incidents::routes())
        .merge(mailboxes::routes())
        .merge(canned_answers::routes())
        .merge(time_spent::routes())
        .merge(desk_settings::routes())
        .merge(wake_ups::routes())
        .merge(visits::routes())
        .merge(recurring::routes())
        .merge(pending_reasons::routes())
        .merge(monitoring::routes())
        .merge(changes::routes())
        .merge(freeze_periods::routes())
        .merge(maintenance::routes())
        .merge(problems::routes())
        .merge(webhooks::routes())
        .merge(calendars::routes())
        .merge(knowledge::routes())
        .merge(projects::routes())
        .merge(counters::routes())
        .merge(walk_ins::routes())
        .merge(chats::routes())
        .merge(calls::routes())
        .merge(phone_lines::routes())
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
        .merge(webhooks::jobs())
        .merge(knowledge::jobs())
        .merge(chats::jobs())
        .merge(calls::jobs())
}
