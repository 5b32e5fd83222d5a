//! Beside the conversation: the clocks, who asks, under which agreement, and what else that person asked for.

use super::super::{Ticket, actions::Reading, rules::clocks::Facts};
use super::{clocks, state_tag};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::components::{facts, link, section, text, time},
};

/// The column.
pub(super) fn aside(ctx: &Ctx, reading: &Reading, recent: &[Ticket]) -> Markup {
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let why = format!("{}/deadlines", ticket.key.path());
    html! {
        (section("clocks", &lang.t("desk-clocks"), None, clocks::all(lang, reading, &why)))
        (section("who", &lang.t("desk-who"), None, who(lang, reading)))
        (section("recent", &lang.t("desk-recent"), None, others(lang, recent)))
        (section("facts", &lang.t("desk-facts"), None, html! {
            (more(lang, reading))
            @if ctx.actor.may(Permission::TicketWork) {
                p { (link(&format!("{}/correction", ticket.key.path()), &lang.t("desk-correct"))) }
            }
        }))
    }
}

fn who(lang: Lang, reading: &Reading) -> Markup {
    let ticket = &reading.thread.ticket;
    let agreement =
        reading.terms.source.as_ref().map_or_else(|| lang.t("desk-no-agreement"), |s| s.reference.clone());
    let mut pairs = vec![
        (lang.t("desk-requester"), text(&ticket.requester.name)),
        (lang.t("desk-beneficiary"), text(&ticket.beneficiary_name)),
        (lang.t("desk-agreement"), text(agreement)),
    ];
    if let Some((_, site)) = &ticket.site {
        pairs.push((lang.t("desk-site"), text(site)));
    }
    if ticket.created_by.id != ticket.requester.id {
        pairs.insert(1, (lang.t("desk-created-by"), text(&ticket.created_by.name)));
    }
    facts(pairs)
}

fn others(lang: Lang, recent: &[Ticket]) -> Markup {
    html! {
        @if recent.is_empty() { p.no-data { (lang.t("desk-recent-none")) } }
        @else {
            ul.recent {
                @for other in recent {
                    li {
                        (link(&other.key.path(), &format!("{} {}", other.reference, other.title)))
                        (state_tag(lang, other.state))
                    }
                }
            }
        }
    }
}

fn more(lang: Lang, reading: &Reading) -> Markup {
    let ticket = &reading.thread.ticket;
    let assignee = ticket.assignee.as_ref().map_or_else(|| lang.t("desk-nobody"), |a| a.name.clone());
    let mut pairs = vec![
        (lang.t("desk-assignee"), text(assignee)),
        (lang.t("desk-received"), time(lang, ticket.received_at)),
        (lang.t("desk-channel"), text(lang.t(ticket.channel.label_key()))),
        (lang.t("desk-impact"), text(lang.t(ticket.impact.label_key()))),
        (lang.t("desk-urgency"), text(lang.t(ticket.urgency.label_key()))),
    ];
    if let Some(former) = &ticket.former {
        pairs.insert(0, (lang.t("past-former"), text(former.reference())));
    }
    if let Some((_, category)) = &ticket.category {
        pairs.push((lang.t("category-one"), text(category)));
    }
    if let Some(done) = Facts::of(&reading.thread).resolved_at() {
        pairs.push((lang.t("desk-resolved"), time(lang, done)));
    }
    facts(pairs)
}
