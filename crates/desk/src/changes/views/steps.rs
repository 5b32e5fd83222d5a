//! What may be done with a change now: answering, submitting, beginning, announcing, ending, looking back, giving up.

use super::sheet::Around;
use crate::{
    approvals::Decision,
    changes::{
        Change, Degree, Kind, Review, State,
        actions::Whole,
        rules::{self, Step, risk},
    },
    maintenance::actions as maintenance,
};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::figures,
    web::components::{
        Choice, Emphasis, Field, FieldError, PostForm, Tone, action_button, actions as buttons, error_of,
        notice as note, section, submit, submit_with, tag,
    },
};

/// What was typed on the page and is shown again.
#[derive(Clone, Debug, Default)]
pub(in crate::changes) struct Typed {
    pub(in crate::changes) approvers: Vec<String>,
    pub(in crate::changes) reason: String,
    pub(in crate::changes) cancel: String,
    pub(in crate::changes) outcome: String,
    pub(in crate::changes) review: String,
    pub(in crate::changes) text: String,
    pub(in crate::changes) late_reason: String,
    pub(in crate::changes) tickets: String,
}

/// The answer of who is asked.
pub(super) fn decide(ctx: &Ctx, change: &Change, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new(format!("{}/decision", change.path()), &ctx.csrf).label(lang.t("change-decide"));
    let post = post.hidden("revision", change.revision.to_string()).body(html! {
        (Field::text(lang, "reason", lang.t("approval-reason")).value(&typed.reason).error(error_of(errors, "reason")))
        (buttons(html! {
            (submit_with(Emphasis::Primary, &lang.t("approval-accept"), "decision", Decision::Accepted.as_str()))
            (submit_with(Emphasis::Secondary, &lang.t("approval-refuse"), "decision", Decision::Refused.as_str()))
        }))
    });
    section("decide", &lang.t("change-decide"), None, html! { (post) })
}

/// What may be done now, the usual thing first.
pub(super) fn next(
    ctx: &Ctx,
    whole: &Whole,
    around: &Around,
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let (lang, change, path) = (ctx.lang, &whole.change, whole.change.path());
    let may = |step| rules::after(change.state, change.content.kind, step).is_some();
    let button = |verb: &str, emphasis, key: &str| {
        action_button(&ctx.csrf, &format!("{path}/{verb}"), emphasis, &lang.t(key), None)
    };
    html! {
        @if may(Step::Submit) { (submission(ctx, change, around, typed, errors)) }
        @if may(Step::Start) {
            @if change.state == State::AwaitingApproval { (note(Tone::Warning, &lang.t("change-start-emergency"), html! {})) }
            div id="field-start" { (buttons(button("start", Emphasis::Primary, "change-start"))) }
        }
        @if matches!(change.state, State::Approved | State::InProgress) { (announcing(ctx, whole, around, typed, errors)) }
        @if may(Step::Finish) { (ending(ctx, change, typed, errors)) }
        @if matches!(change.state, State::Done | State::BackedOut) { (looking_back(ctx, change, typed, errors)) }
        @if may(Step::Reopen) { div id="field-reopening" { (buttons(button("reopening", Emphasis::Secondary, "change-reopen"))) } }
        @if may(Step::Cancel) { (cancelling(ctx, change, typed, errors)) }
    }
}

fn submission(ctx: &Ctx, change: &Change, around: &Around, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, is_standard) = (ctx.lang, change.content.kind == Kind::Standard);
    let needed = risk::approvers(risk::risk(change.content.impact, change.content.likelihood));
    let persons = around.may_answer.iter().map(|person| {
        let is_ticked = typed.approvers.iter().any(|id| id == person.id.as_str());
        Choice::new(person.id.as_str(), format!("{}, {}", person.name, person.function_title))
            .ticked(is_ticked)
    });
    let post =
        PostForm::new(format!("{}/submission", change.path()), &ctx.csrf).label(lang.t("change-submit"));
    let post = post.hidden("version", change.version.to_string()).body(html! {
        @if is_standard { p { (lang.t("change-submit-standard")) } } @else {
            (Field::checkboxes(lang, "approvers", lang.t("change-approvers"), persons)
                .hint(lang.with("change-approvers-hint", &[("count", needed)])).error(error_of(errors, "approvers")))
        }
        (buttons(submit(Emphasis::Primary, &lang.t(if is_standard { "change-submit-ready" } else { "change-submit" }))))
    });
    section("submit", &lang.t("change-submit"), None, html! { (post) })
}

/// Announcing the works to those concerned: until when that is early enough, and what is told (R5.7).
fn announcing(ctx: &Ctx, whole: &Whole, around: &Around, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, change) = (ctx.lang, &whole.change);
    if around.notices.is_empty() || change.content.planned.to() <= ctx.now() {
        return html! {};
    }
    let today = agreements::reading::today(ctx);
    let is_late = around.notices.iter().any(|(_, _, last)| last.is_none_or(|last| last < today));
    let is_known = whole.change.content.places.iter().all(|place| {
        let sites = maintenance::sites_of(change, &place.beneficiary).unwrap_or_default();
        let mut told = whole.told.iter().map(|shown| &shown.notice);
        told.any(|notice| {
            notice.is_last
                && notice.beneficiary == place.beneficiary
                && maintenance::is_told(notice, change, &sites)
        })
    });
    let has_words = !change.content.public_title[0].is_empty() && !change.content.public_text[0].is_empty();
    let post =
        PostForm::new(format!("{}/announcement", change.path()), &ctx.csrf).label(lang.t("change-announce"));
    let post = post.hidden("version", change.version.to_string()).body(html! {
        @if is_late || error_of(errors, "late_reason").is_some() {
            (Field::text(lang, "late_reason", lang.t("change-late-reason")).value(&typed.late_reason)
                .hint(lang.t("change-late-reason-hint")).error(error_of(errors, "late_reason")))
        }
        (buttons(submit(Emphasis::Secondary, &lang.t("change-announce-do"))))
    });
    section(
        "announce",
        &lang.t("change-announce"),
        None,
        html! {
            ul { @for (name, days, last) in &around.notices { li {
                @let last_day = last.map(|day| figures::date(lang, day)).unwrap_or_default();
                (lang.with("change-notice", &[("name", name.clone()), ("days", days.to_string()), ("day", last_day)]))
                @if last.is_none_or(|last| last < today) { " " (tag(Tone::Warning, &lang.t("change-notice-late"))) }
            } } }
            @if is_known { p { (lang.t("maintenance-error-told")) } }
            @else if has_words { (post) } @else { p { (lang.t("maintenance-error-words")) } }
        },
    )
}

fn ending(ctx: &Ctx, change: &Change, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new(format!("{}/end", change.path()), &ctx.csrf).label(lang.t("change-end")).body(html! {
        (Field::textarea(lang, "outcome", lang.t("change-outcome")).rows(3).value(&typed.outcome)
            .error(error_of(errors, "outcome").or(error_of(errors, "end"))).required())
        (buttons(html! {
            (submit_with(Emphasis::Primary, &lang.t("change-end-done"), "end", State::Done.as_str()))
            (submit_with(Emphasis::Secondary, &lang.t("change-end-backed-out"), "end", State::BackedOut.as_str()))
        }))
    });
    section("end", &lang.t("change-end"), None, html! { (post) })
}

fn looking_back(ctx: &Ctx, change: &Change, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let own = change.review.map(Review::as_str).unwrap_or_default();
    let results = Review::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let value = if typed.review.is_empty() { own } else { &typed.review };
    let words = if typed.text.is_empty() { &change.review_text } else { &typed.text };
    let post = PostForm::new(format!("{}/review", change.path()), &ctx.csrf).label(lang.t("change-review"));
    let post = post.body(html! {
        (Field::radios(lang, "review", lang.t("change-review-result"), results).value(value).error(error_of(errors, "review")))
        (Field::textarea(lang, "text", lang.t("change-review-text")).rows(3).value(words).error(error_of(errors, "text")))
        (buttons(submit(Emphasis::Primary, &lang.t("change-review-save"))))
    });
    let can_be_standard = change.content.kind == Kind::Normal
        && change.state == State::Done
        && change.author.id != ctx.actor.person
        && risk::risk(change.content.impact, change.content.likelihood) != Degree::High
        && ctx.actor.may(Permission::ChangeApprove);
    html! {
        (section("review", &lang.t("change-review"), None, html! { (post) }))
        @if can_be_standard {
            (buttons(action_button(&ctx.csrf, &format!("{}/template", change.path()), Emphasis::Secondary, &lang.t("change-make-standard"), None)))
        }
    }
}

fn cancelling(ctx: &Ctx, change: &Change, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let error = error_of(errors, "cancel");
    let post = PostForm::new(format!("{}/cancellation", change.path()), &ctx.csrf).body(html! {
        (Field::text(lang, "reason", lang.t("change-cancel-reason")).id_as("field-cancel").value(&typed.cancel).error(error).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("change-cancel"))))
    });
    html! { details open[error.is_some()] { summary { (lang.t("change-cancel-title")) } (post) } }
}
