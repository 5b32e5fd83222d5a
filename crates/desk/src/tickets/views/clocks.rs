//! Clocks on screens: how each promise stands, and the page that says why.

use super::super::{
    ClockKind,
    actions::Reading,
    rules::{
        clocks::{self, Facts, Standing},
        deadlines,
    },
    terms::Terms,
};
use crate::{deadlines::rules::notice, pauses};
use jiff::{SignedDuration, Timestamp};
use kernel::{Interval, Permission};
use maud::{Markup, html};
use platform::{
    Ctx, Error, Result,
    i18n::{Lang, figures},
    web::{
        components::{self, Clock, Crumb, Emphasis, Tone, link_button, tag},
        page,
    },
};

/// Every clock of a ticket, each leading to its calculation. A clock beyond the calendar shows nothing.
pub fn all(lang: Lang, reading: &Reading, why: &str) -> Markup {
    let facts = Facts::of(&reading.thread);
    let readings = clocks::read_all(&facts, &reading.terms, reading.now).unwrap_or_default();
    let vendor = readings.iter().find(|read| read.kind == ClockKind::Restore).map_or(0, |read| read.vendor);
    html! {
        @if facts.is_taken_over { p { (lang.t("past-unjudged")) } }
        @for read in &readings { (one(lang, read, reading, why)) }
        @if vendor > 0 { p { (lang.with("desk-vendor-wait", &[("time", figures::duration(lang, vendor))])) } }
    }
}

fn one(lang: Lang, read: &clocks::Reading, reading: &Reading, why: &str) -> Markup {
    let label = lang.t(read.kind.label_key());
    let href = format!("{why}#{}", read.kind.as_str());
    if let Some(clock) = shown(lang, read, reading) {
        let soon = notice(read.kind, read.target.unwrap_or_default());
        return components::clock(lang, &label, &clock, soon, Some(&href));
    }
    html! {
            div.clock {
                span.clock-label { (label) }
                (tag(Tone::Neutral, &figures::duration(lang, read.net)))
                span.clock-due { (lang.t(deadlines::standing_key(read.standing))) }
                a.why href=(href) { (lang.t("web-clock-why")) span.visually-hidden { " " (label) } }
            }
    }
}

/// The clock of a promise that has a target; nothing without one.
fn shown(lang: Lang, read: &clocks::Reading, reading: &Reading) -> Option<Clock> {
    match read.standing {
        Standing::Running { left: Some(left) } => {
            let runs_until = match read.kind {
                ClockKind::Administrative => None,
                _ => Some(runs_until(&reading.terms, reading.now)),
            };
            Some(Clock::Running { left, due: read.due?, runs_until })
        }
        Standing::Paused { left: Some(left) } => {
            let reason =
                reading.thread.stays.last().map_or_else(String::new, |stay| lang.t(stay.state.label_key()));
            Some(Clock::Paused { left, reason })
        }
        Standing::Met => Some(Clock::Met),
        Standing::Missed => Some(Clock::Missed),
        Standing::Running { left: None } | Standing::Paused { left: None } | Standing::Measured => None,
    }
}

/// End of the present opening; now when the service is closed.
fn runs_until(terms: &Terms, now: Timestamp) -> Timestamp {
    let day = now + SignedDuration::from_hours(24);
    let opening = terms.clock.windows_between(now, day);
    opening.iter().next().filter(|_| terms.clock.is_open(now)).map_or(now, Interval::to)
}

/// The page "why this deadline": the calculation of every clock, the same for both sides.
pub fn deadlines_page(ctx: &Ctx, reading: &Reading) -> Result<Markup> {
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let facts = Facts::of(&reading.thread);
    let readings = clocks::read_all(&facts, &reading.terms, reading.now);
    let readings = readings.map_err(|e| Error::Internal(e.to_string()))?;
    let body = html! {
        @if facts.is_taken_over { p { (lang.t("past-unjudged")) } }
        @for read in &readings {
            div id=(read.kind.as_str()) {
                p { strong { (lang.t(read.kind.label_key())) } }
                @let why = deadlines::explain(read, &facts, &reading.terms, reading.now);
                (components::explanation(lang, &format!("why-{}", read.kind.as_str()), &why.explanation))
            }
        }
        (pauses::views::told(lang, reading))
    };
    let crumb = Crumb::new(format!("{} {}", ticket.reference, ticket.title), ticket.key.path());
    let head = super::head(ctx, ticket, "desk-view-deadlines").crumbs([super::list_crumb(ctx), crumb]);
    let add = format!("{}/pauses", ticket.key.path());
    let may_add = ctx.actor.may(Permission::TicketWork);
    let head = head
        .actions(html! { @if may_add { (link_button(Emphasis::Secondary, &add, &lang.t("pause-add"))) } });
    Ok(page(ctx, &head.as_of(reading.now), body))
}
