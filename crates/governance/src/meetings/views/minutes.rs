//! The minutes of a meeting: what they say, what is said about them, who agreed, what they should have said.

use super::{Typed, adding, side_key};
use crate::meetings::{Meeting, MeetingState, MinutesState, actions::Whole};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::figures,
    web::components::{
        Emphasis, Entry, Field, PostForm, Tone, Voice, action_button, actions as buttons, conversation,
        error_of, facts, link, notice, paragraphs, section, submit, time,
    },
};

/// The part of the page about the minutes. `manages`: runs committees; `is_written`: and may write in this meeting now.
pub(super) fn part(ctx: &Ctx, all: &Whole, (manages, is_written): (bool, bool), typed: &Typed) -> Markup {
    let (lang, meeting) = (ctx.lang, &all.meeting);
    let body = html! {
        (report(ctx, meeting, is_written, typed))
        @if is_written { (summary(ctx, meeting, typed)) }
        @else if !meeting.summary.is_empty() { (paragraphs(&meeting.summary)) }
        @if meeting.state == MeetingState::Held {
            (steps(ctx, all, manages))
            (agreed(ctx, all))
        }
        (comments(ctx, all, typed))
        (errata(ctx, all, manages, typed))
    };
    section("minutes", &lang.t("minutes-title"), None, body)
}

fn report(ctx: &Ctx, meeting: &Meeting, is_written: bool, typed: &Typed) -> Markup {
    let (lang, path) = (ctx.lang, format!("{}/report", meeting.key.path()));
    let label = lang.t("meeting-report-add");
    html! {
        @if let Some((_, name)) = &meeting.report { p { (lang.t("meeting-report")) " : " (link(&path, name)) } }
        @if is_written {
            details.more open[typed.refused == "report"] {
                summary { (label) }
                (PostForm::new(&path, &ctx.csrf).upload().label(label.as_str()).body(html! {
                    (Field::file(lang, "file", lang.t("meeting-report")).hint(lang.t("meeting-report-hint"))
                        .error(error_of(typed.errors_of("report"), "file")).required())
                    (buttons(submit(Emphasis::Secondary, &lang.t("meeting-save"))))
                }))
            }
        }
    }
}

fn summary(ctx: &Ctx, meeting: &Meeting, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let value = typed.summary.as_ref().map_or(&meeting.summary, |typed| &typed.summary);
    let post = PostForm::new(format!("{}/summary", meeting.key.path()), &ctx.csrf);
    let post =
        post.label(lang.t("minutes-summary")).hidden("version", meeting.version.to_string()).body(html! {
            (Field::textarea(lang, "summary", lang.t("minutes-summary")).rows(5).value(value)
                .hint(lang.t("minutes-summary-hint")).error(error_of(typed.errors_of("summary"), "summary")))
            (buttons(submit(Emphasis::Secondary, &lang.t("meeting-save"))))
        });
    let is_older = typed
        .summary
        .as_ref()
        .is_some_and(|typed| typed.version != meeting.version && typed.summary != meeting.summary);
    html! {
        // Somebody else wrote meanwhile: both texts stand side by side, and nothing is lost.
        @if is_older { (notice(Tone::Warning, &lang.t("minutes-written-meanwhile"), paragraphs(&meeting.summary))) }
        (post)
    }
}

/// What can be done with the minutes now.
fn steps(ctx: &Ctx, all: &Whole, manages: bool) -> Markup {
    let (lang, meeting) = (ctx.lang, &all.meeting);
    let act = |path: &str, key: &str, emphasis| {
        action_button(
            &ctx.csrf,
            &format!("{}/minutes/{path}", meeting.key.path()),
            emphasis,
            &lang.t(key),
            None,
        )
    };
    let has_agreed = all.validations.iter().any(|one| Some(one.side) == ctx.actor.side);
    let validates = ctx.actor.may(Permission::MinutesValidate) && !has_agreed;
    match meeting.minutes_state {
        MinutesState::Draft if manages => {
            buttons(html! { (act("sending", "minutes-send", Emphasis::Primary)) })
        }
        MinutesState::Sent => buttons(html! {
            @if validates { (act("validation", "minutes-validate", Emphasis::Primary)) }
            @if manages { (act("reopening", "minutes-reopen", Emphasis::Secondary)) }
        }),
        _ => html! {},
    }
}

fn agreed(ctx: &Ctx, all: &Whole) -> Markup {
    let lang = ctx.lang;
    let mut pairs = vec![];
    if let Some(at) = all.meeting.sent_at {
        pairs.push((lang.t("minutes-sent-at"), time(lang, at)));
    }
    for one in &all.validations {
        let args = [("person", one.person.as_str()), ("at", &figures::instant(lang, one.at))];
        let words = lang.with("minutes-validated-by", &args);
        pairs.push((lang.t(side_key(one.side)), html! { (words) }));
    }
    if let Some(digest) = &all.meeting.minutes_digest {
        pairs.push((lang.t("minutes-digest"), html! { code { (digest) } }));
    }
    facts(pairs)
}

fn comments(ctx: &Ctx, all: &Whole, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let entry = |one: &crate::meetings::Comment| Entry {
        id: format!("comment-{}", one.id),
        voice: if one.is_provider { Voice::Provider } else { Voice::Requester },
        author: one.author.clone(),
        channel: String::new(),
        at: one.at,
        body: paragraphs(&one.body),
        attachments: vec![],
    };
    let entries: Vec<Entry> = all.comments.iter().map(entry).collect();
    let key = if typed.comment.key.is_empty() { ctx.id() } else { typed.comment.key.clone() };
    let post = PostForm::new(format!("{}/minutes/comments", all.meeting.key.path()), &ctx.csrf);
    let value = if typed.refused == "comments" { typed.comment.body.as_str() } else { "" };
    let post = post.label(lang.t("minutes-comment-add")).hidden("key", key).body(html! {
        (Field::textarea(lang, "body", lang.t("minutes-comment")).rows(3).value(value)
            .error(error_of(typed.errors_of("comments"), "body")).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("minutes-comment-add"))))
    });
    html! {
        @if !entries.is_empty() { (conversation(lang, &lang.t("minutes-comments"), &entries)) }
        @if all.meeting.minutes_state == MinutesState::Sent { (post) }
    }
}

fn errata(ctx: &Ctx, all: &Whole, manages: bool, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let value = if typed.refused == "errata" { typed.comment.body.as_str() } else { "" };
    let field = || {
        Field::textarea(lang, "body", lang.t("minutes-erratum"))
            .id_as("erratum")
            .rows(3)
            .value(value)
            .hint(lang.t("minutes-erratum-hint"))
            .error(error_of(typed.errors_of("errata"), "body"))
            .required()
    };
    let may = manages && all.meeting.minutes_state == MinutesState::Validated;
    html! {
        @if !all.errata.is_empty() {
            h3 { (lang.t("minutes-errata")) }
            ul.recent { @for one in &all.errata { li { (paragraphs(&one.body)) p.hint { (one.author) ", " (time(lang, one.at)) } } } }
        }
        @if may { (adding(ctx, &format!("{}/minutes/errata", all.meeting.key.path()), "minutes-correct", typed.refused == "errata", html! { (field()) })) }
    }
}
