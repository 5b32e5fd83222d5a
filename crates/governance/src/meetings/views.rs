//! How committees and their meetings look.

mod forms;
mod meeting;
mod minutes;
mod year;

pub(super) use forms::{item_page, meeting_form, participant_page, stored, stored_item, stored_participant};
pub(crate) use meeting::Typed;
pub(super) use meeting::{commitments, meeting_page};
pub(super) use year::{overview_page, year_page};

use super::{Meeting, MeetingState, MinutesState, Presence};
use crate::committees::MeetingKind;
use agreements::document::CommitteeKind;
use kernel::Side;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::components::{Crumb, Emphasis, PostForm, Tone, actions as buttons, submit, tag},
};

fn crumb(lang: Lang) -> Crumb {
    Crumb::new(lang.t("committee-title"), "/committees")
}

fn committee_name(lang: Lang, committee: CommitteeKind) -> String {
    lang.t(MeetingKind::of(committee).label_key())
}

/// Message key of a side.
pub fn side_key(side: Side) -> &'static str {
    if side == Side::Provider { "meeting-side-provider" } else { "meeting-side-beneficiary" }
}

/// Message key of the remark that nobody of a side came.
pub(super) fn absent_key(side: Side) -> &'static str {
    if side == Side::Provider { "meeting-absent-provider" } else { "meeting-absent-beneficiary" }
}

fn state_tag(lang: Lang, meeting: &Meeting) -> Markup {
    let tone = match meeting.state {
        MeetingState::Planned => Tone::Neutral,
        MeetingState::Convened => Tone::Info,
        MeetingState::Held => Tone::Good,
        MeetingState::Cancelled => Tone::Warning,
    };
    tag(tone, &lang.t(meeting.state.label_key()))
}

fn minutes_tag(lang: Lang, state: MinutesState) -> Markup {
    let tone = match state {
        MinutesState::Draft => Tone::Neutral,
        MinutesState::Sent => Tone::Info,
        MinutesState::Validated => Tone::Good,
    };
    tag(tone, &lang.t(state.label_key()))
}

fn presence_tag(lang: Lang, presence: Presence) -> Markup {
    let tone = match presence {
        Presence::Unknown => Tone::Neutral,
        Presence::Present => Tone::Good,
        Presence::Excused => Tone::Info,
        Presence::Absent => Tone::Warning,
    };
    tag(tone, &lang.t(presence.label_key()))
}

/// A form that opens under its name: the page stays calm.
pub(crate) fn adding(ctx: &Ctx, action: &str, label: &str, is_open: bool, fields: Markup) -> Markup {
    let words = ctx.lang.t(label);
    let post = PostForm::new(action, &ctx.csrf).label(words.as_str());
    html! {
        details.more open[is_open] {
            summary { (words) }
            (post.body(html! { (fields) (buttons(submit(Emphasis::Primary, &ctx.lang.t("meeting-save")))) }))
        }
    }
}
