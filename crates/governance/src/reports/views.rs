//! How reports look.

mod contents;
mod list;
mod report;

pub(super) use list::{Listed, list_page, run_page};
pub(super) use report::{Typed, report_page};

use super::{Report, ReportState};
use crate::meetings::Meeting;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::components::{Crumb, Emphasis, Tone, link, link_button, tag},
};

fn crumb(lang: Lang) -> Crumb {
    Crumb::new(lang.t("report-list"), "/reports")
}

fn state_tag(lang: Lang, report: &Report) -> Markup {
    let tone = match report.state {
        ReportState::Draft => Tone::Neutral,
        ReportState::Review => Tone::Info,
        ReportState::Published => Tone::Good,
    };
    tag(tone, &lang.t(report.state.label_key()))
}

/// The pack of a committee, from a list of meetings.
pub(crate) fn pack_link(ctx: &Ctx, meeting: &Meeting) -> Markup {
    html! {
        @if ctx.actor.may(Permission::ReportRead) {
            (link(&format!("{}/pack.pdf", meeting.key.path()), &ctx.lang.t("pack-short")))
        }
    }
}

/// The pack of a committee, from the page of its meeting.
pub(crate) fn pack_links(ctx: &Ctx, meeting: &Meeting) -> Markup {
    html! {
        @if ctx.actor.may(Permission::ReportRead) {
            (link_button(Emphasis::Secondary, &format!("{}/pack.pdf", meeting.key.path()), &ctx.lang.t("pack-pdf")))
        }
    }
}
