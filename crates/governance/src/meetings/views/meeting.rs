//! A meeting: what is to be done about it, who sits in it, its agenda and minutes, decisions, actions.

use super::{
    absent_key, adding, committee_name, crumb,
    forms::{item_fields, participant_fields},
    minutes, minutes_tag, presence_tag, side_key, state_tag,
};
use crate::{
    action_items::{self, ActionForm},
    decisions::{self, DecisionForm},
    meetings::{
        CancelForm, CommentForm, Item, ItemForm, Meeting, MeetingState, Participant, ParticipantForm,
        SummaryForm, actions::Whole, rules,
    },
};
use agreements::document::AgreementDocument;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            DataTable, Emphasis, Field, FieldError, Head, Narrow, Tone, action_button, error_of,
            error_summary, facts, link, link_button, notice, section, tag, text, time,
        },
        page,
    },
};

/// What was typed on the page and is shown again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub(crate) cancel: CancelForm,
    pub(crate) participant: ParticipantForm,
    pub(crate) item: ItemForm,
    pub(crate) summary: Option<SummaryForm>,
    pub(crate) comment: CommentForm,
    pub(crate) decision: DecisionForm,
    pub(crate) action: ActionForm,
    /// The part that was refused: its form is shown open with what is wrong.
    pub(crate) refused: &'static str,
    pub(crate) errors: Vec<FieldError>,
}

impl Typed {
    /// The errors of a part; other parts have fields of the same name.
    pub(crate) fn errors_of(&self, part: &str) -> &[FieldError] {
        if self.refused == part { &self.errors } else { &[] }
    }
}

/// The commitments a decision may set a target for: code and words.
pub(in super::super) fn commitments(document: &AgreementDocument) -> Vec<(String, String)> {
    document
        .commitments
        .iter()
        .map(|one| (one.code.clone(), format!("{} – {}", one.code, one.indicator)))
        .collect()
}

/// The page.
pub(in super::super) fn meeting_page(
    ctx: &Ctx,
    all: &Whole,
    commitments: &[(String, String)],
    typed: &Typed,
) -> Markup {
    let (lang, meeting) = (ctx.lang, &all.meeting);
    let manages = ctx.actor.may(Permission::CommitteeManage);
    let is_written = manages && rules::is_open(meeting);
    let head = Head::new(committee_name(lang, meeting.committee), lang.t("meeting-view"))
        .crumbs([crumb(lang)])
        .lead(html! {
            p { (meeting.beneficiary_name) " · " (time(lang, meeting.starts_at)) }
            p { (state_tag(lang, meeting)) " " @if meeting.state == MeetingState::Held { (minutes_tag(lang, meeting.minutes_state)) } }
        })
        .actions(head_actions(ctx, meeting, manages))
        .has_errors(!typed.errors.is_empty());
    let body = html! {
        (error_summary(lang, &typed.errors))
        @if meeting.state == MeetingState::Cancelled {
            (notice(Tone::Warning, &lang.t("meeting-state-cancelled"), text(&meeting.cancel_reason)))
        }
        (about(lang, meeting))
        @if manages && rules::is_ahead(meeting) { (cancellation(ctx, meeting, typed)) }
        (section("participants", &lang.t("meeting-participants"), None, participants(ctx, all, is_written, typed)))
        (section("agenda", &lang.t("meeting-agenda"), None, agenda(ctx, all, is_written, typed)))
        (section("decisions", &lang.t("decision-title"), None, decisions::views::of_meeting(ctx, all, (is_written, commitments), typed)))
        (section("actions", &lang.t("action-title"), None, action_items::views::of_meeting(ctx, all, is_written, typed)))
        @if meeting.state != MeetingState::Cancelled { (minutes::part(ctx, all, (manages, is_written), typed)) }
    };
    page(ctx, &head, body)
}

fn head_actions(ctx: &Ctx, meeting: &Meeting, manages: bool) -> Markup {
    let (lang, base) = (ctx.lang, meeting.key.path());
    let act = |path: &str, key: &str, emphasis| {
        action_button(&ctx.csrf, &format!("{base}/{path}"), emphasis, &lang.t(key), None)
    };
    html! {
        @if manages && rules::may_hold(meeting, ctx.now()) { (act("holding", "meeting-hold", Emphasis::Primary)) }
        @else if manages && rules::is_ahead(meeting) {
            @let again = meeting.state == MeetingState::Convened;
            (act("convocation", if again { "meeting-convene-again" } else { "meeting-convene" }, Emphasis::Primary))
        }
        @if manages && rules::is_ahead(meeting) {
            (link_button(Emphasis::Secondary, &format!("{base}/edit"), &lang.t("meeting-edit")))
        }
        @if rules::is_ahead(meeting) {
            (link_button(Emphasis::Secondary, &format!("{base}/invitation.ics"), &lang.t("meeting-to-calendar")))
        }
        @if meeting.state == MeetingState::Held {
            (link_button(Emphasis::Secondary, &format!("{base}/minutes.pdf"), &lang.t("minutes-pdf")))
        }
        @if meeting.state != MeetingState::Cancelled { (crate::reports::pack_links(ctx, meeting)) }
    }
}

fn about(lang: Lang, meeting: &Meeting) -> Markup {
    let mut pairs = vec![];
    if !meeting.subject.is_empty() {
        pairs.push((lang.t("meeting-subject"), text(&meeting.subject)));
    }
    pairs.push((
        lang.t("meeting-length"),
        text(figures::duration(lang, meeting.minutes_long.saturating_mul(60))),
    ));
    let place = if meeting.place.is_empty() { lang.t("meeting-no-place") } else { meeting.place.clone() };
    pairs.push((lang.t("meeting-place"), text(place)));
    facts(pairs)
}

fn cancellation(ctx: &Ctx, meeting: &Meeting, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let field = Field::text(lang, "reason", lang.t("meeting-cancel-reason"))
        .value(&typed.cancel.reason)
        .error(error_of(typed.errors_of("cancel"), "reason"))
        .required();
    adding(
        ctx,
        &format!("{}/cancellation", meeting.key.path()),
        "meeting-cancel",
        typed.refused == "cancel",
        html! { (field) },
    )
}

fn participants(ctx: &Ctx, all: &Whole, is_written: bool, typed: &Typed) -> Markup {
    let (lang, key) = (ctx.lang, &all.meeting.key);
    let is_held = all.meeting.state == MeetingState::Held;
    let table = DataTable::new(lang.t("meeting-participants")).caption_hidden();
    let columns = ["meeting-function", "meeting-side", "meeting-name", "meeting-presence"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let row = |one: &Participant| {
        let path = format!("{}/participants/{}", key.path(), one.id);
        let optional = one.is_optional.then(|| lang.t("meeting-optional"));
        vec![
            html! {
                @if is_written { (link(&path, &one.function)) } @else { (one.function) }
                @if let Some(words) = optional { p.hint { (words) } }
            },
            text(lang.t(side_key(one.side))),
            text(if one.name.is_empty() { "—" } else { &one.name }),
            presence_tag(lang, one.presence),
        ]
    };
    let fields = || participant_fields(lang, &typed.participant, None, typed.errors_of("participants"), true);
    html! {
        @if is_held { @for side in rules::absent_sides(&all.participants) {
            (notice(Tone::Warning, &lang.t(absent_key(side)), text(lang.t("meeting-absent-why"))))
        } }
        @if all.participants.is_empty() { p { (lang.t("meeting-no-participant")) } } @else { (table.rows(all.participants.iter().map(row))) }
        @if is_written { (adding(ctx, &format!("{}/participants", key.path()), "meeting-seat-add", typed.refused == "participants", fields())) }
    }
}

fn agenda(ctx: &Ctx, all: &Whole, is_written: bool, typed: &Typed) -> Markup {
    let (lang, key) = (ctx.lang, &all.meeting.key);
    let proposes = rules::is_open(&all.meeting);
    let row = |(number, one): (usize, &Item)| {
        let path = format!("{}/agenda/{}", key.path(), one.id);
        let is_known = !one.path.is_empty() && ctx.may_open(&one.path);
        vec![
            html! {
                @if is_written { (link(&path, &format!("{number}. {}", one.title))) } @else { (number) ". " (one.title) }
                @if !one.detail.is_empty() { p.hint { (one.detail) } }
                @if is_known { p { (link(&one.path, &lang.t("agenda-see"))) } }
            },
            tag(Tone::Neutral, &lang.t(one.source.label_key())),
            html! { @if one.minutes.is_empty() { "—" } @else { (platform::web::components::paragraphs(&one.minutes)) } },
        ]
    };
    let table = DataTable::new(lang.t("meeting-agenda")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["agenda-point", "agenda-source", "minutes-said"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let fields = || item_fields(lang, &typed.item, typed.errors_of("agenda"));
    let filling = format!("{}/agenda/filling", key.path());
    html! {
        @if all.items.is_empty() { p { (lang.t("meeting-no-item")) } } @else { (table.rows((1..).zip(&all.items).map(row))) }
        @if is_written { (action_button(&ctx.csrf, &filling, Emphasis::Secondary, &lang.t("agenda-fill"), None)) p.hint { (lang.t("agenda-fill-hint")) } }
        @if proposes { (adding(ctx, &format!("{}/agenda", key.path()), "agenda-add", typed.refused == "agenda", fields())) }
    }
}
