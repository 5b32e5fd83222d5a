//! How approvals look: what waits for the reader, delegations, and where a request stands.

use super::{Asked, Decision, Delegation, Seat, SeatId, Step, StepState, Waiting};
use crate::requests;
use maud::{Markup, Render as _, html};
use people::Person;
use platform::{
    Ctx, Problems,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button, actions, empty_state,
            error_of, error_summary, link, notice, section, submit, submit_with, tag, time,
        },
        page,
    },
};

/// What was typed and is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) seat: Option<SeatId>,
    pub(super) reason: String,
    pub(super) delegate: String,
    pub(super) from: String,
    pub(super) to: String,
}

/// Words in the reader's language.
pub(crate) fn said(lang: Lang, words: &[String; 2]) -> &str {
    match lang {
        Lang::Fr => &words[0],
        Lang::En => &words[1],
    }
}

/// The page of what waits for the reader.
pub(super) fn list(
    ctx: &Ctx,
    waiting: &[Waiting],
    changes: &Markup,
    delegations: &[Delegation],
    colleagues: &[Person],
    typed: &Typed,
    problems: &Problems,
) -> Markup {
    let lang = ctx.lang;
    let errors: Vec<FieldError> = problems
        .0
        .iter()
        .map(|one| FieldError { field: field_of(&one.field, typed), message: lang.text(&one.text) })
        .collect();
    let head = Head::new(lang.t("approval-title"), lang.t("approval-view"))
        .lead(html! { p { (lang.t("approval-lead")) } })
        .has_errors(!errors.is_empty());
    let body = html! {
        (error_summary(lang, &errors))
        @if waiting.is_empty() && changes.0.is_empty() { (empty_state(&lang.t("approval-none"), &lang.t("approval-none-why"), None)) }
        @for one in waiting { (card(ctx, one, typed, &errors)) }
        (changes)
        (section("delegations", &lang.t("approval-delegations"), None, html! {
            p { (lang.t("approval-delegations-lead")) }
            (given(ctx, delegations))
            (delegate(ctx, colleagues, typed, &errors))
        }))
    };
    page(ctx, &head, body)
}

/// Each card has its own field of reasons.
fn field_of(field: &str, typed: &Typed) -> String {
    match (&typed.seat, field) {
        (Some(seat), "reason") => format!("reason {seat}"),
        _ => field.to_owned(),
    }
}

fn card(ctx: &Ctx, one: &Waiting, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let is_other = ctx.actor.person.as_ref() != Some(&one.person);
    let is_typed = typed.seat.as_ref() == Some(&one.seat);
    let target = format!("/approvals/{}/{}", one.ticket.beneficiary, one.seat);
    let name = format!("reason {}", one.seat);
    let reason = if is_typed { typed.reason.as_str() } else { "" };
    let form = PostForm::new(&target, &ctx.csrf).label(&one.reference).body(html! {
        (ReasonField { lang, name: &name, value: reason, error: platform::web::components::error_of(errors, &name) })
        (actions(html! {
            (submit_with(Emphasis::Primary, &lang.t("approval-accept"), "decision", Decision::Accepted.as_str()))
            (submit_with(Emphasis::Secondary, &lang.t("approval-refuse"), "decision", Decision::Refused.as_str()))
        }))
    });
    let title = format!("{} {}", one.reference, one.title);
    section(
        &format!("seat-{}", one.seat),
        &title,
        None,
        html! {
            p {
                (said(lang, &one.step)) " · " (lang.with("approval-asked-by", &[("name", &one.requester_name)])) ", "
                (time(lang, one.opened_at))
                @if is_other { " · " (tag(Tone::Info, &lang.with("approval-for", &[("name", &one.person_name)]))) }
            }
            p { (link(&target, &lang.t("approval-see"))) }
            (form)
        },
    )
}

/// One thing that waits for an answer: what is asked, what the agreement says, where it stands, and two buttons.
pub(super) fn asked_page(
    ctx: &Ctx,
    action: &str,
    asked: &Asked,
    reason: &str,
    errors: &[FieldError],
) -> Markup {
    let (lang, one) = (ctx.lang, &asked.waiting);
    let by = lang.with("approval-asked-by", &[("name", &one.requester_name)]);
    let head = Head::new(format!("{} {}", one.reference, one.title), lang.t("approval-title"))
        .lead(html! { p { strong { (said(lang, &one.step)) } " · " (by) ", " (time(lang, one.opened_at)) } })
        .has_errors(!errors.is_empty());
    let body = html! {
        (error_summary(lang, errors))
        @if asked.is_open { (answer_form(ctx, action, reason, errors)) }
        @else { (notice(Tone::Info, &lang.t("approval-over"), html! {})) }
        (section("request", asked.whole.form.document.name.of(lang), None, html! {
            (requests::views::answers(lang, &asked.whole))
            @if let Some(scoped) = &asked.scoped { p { (lang.t(scoped.finding.standing.key())) } }
        }))
        (section("progress", &lang.t("request-approvals"), None, progress(lang, &asked.steps, &asked.seats)))
    };
    page(ctx, &head, body)
}

fn answer_form(ctx: &Ctx, action: &str, reason: &str, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    PostForm::new(action, &*ctx.csrf)
        .body(html! {
            (Field::text(lang, "reason", lang.t("approval-reason")).value(reason).error(error_of(errors, "reason")))
            (actions(html! {
                (submit_with(Emphasis::Primary, &lang.t("approval-accept"), "decision", Decision::Accepted.as_str()))
                (submit_with(Emphasis::Secondary, &lang.t("approval-refuse"), "decision", Decision::Refused.as_str()))
            }))
        })
        .render()
}

/// The reason of one card: sent as `reason`, found on the page by the seat.
struct ReasonField<'a> {
    lang: Lang,
    name: &'a str,
    value: &'a str,
    error: Option<&'a str>,
}

impl maud::Render for ReasonField<'_> {
    fn render(&self) -> Markup {
        let id = platform::web::components::id_of(self.name);
        html! {
            div class=(if self.error.is_some() { "field has-error" } else { "field" }) {
                label for=(id) { (self.lang.t("approval-reason")) }
                @if let Some(error) = self.error { p.field-error id={ (id) "-error" } { (error) } }
                input id=(id) name="reason" type="text" maxlength="500" value=(self.value)
                    aria-invalid=[self.error.map(|_| "true")]
                    aria-describedby=[self.error.map(|_| format!("{id}-error"))];
            }
        }
    }
}

fn given(ctx: &Ctx, delegations: &[Delegation]) -> Markup {
    let lang = ctx.lang;
    html! {
        @if !delegations.is_empty() {
            ul {
                @for one in delegations {
                    li {
                        (lang.with("approval-delegation", &[
                            ("person", one.person_name.clone()), ("delegate", one.delegate_name.clone()),
                            ("from", figures::date(lang, one.from)), ("to", figures::date(lang, one.to)),
                        ]))
                        @if ctx.actor.person.as_ref() == Some(&one.person) {
                            " " (action_button(&ctx.csrf, &format!("/approvals/delegations/{}/cancellation", one.id),
                                Emphasis::Quiet, &lang.t("approval-delegation-end"), Some(&one.delegate_name)))
                        }
                    }
                }
            }
        }
    }
}

fn delegate(ctx: &Ctx, colleagues: &[Person], typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let error = |name: &str| platform::web::components::error_of(errors, name).map(str::to_owned);
    let choices = colleagues.iter().map(|person| Choice::new(person.id.as_str(), &person.name));
    PostForm::new("/approvals/delegations", &ctx.csrf)
        .label(lang.t("approval-delegate"))
        .body(html! {
            (Field::select(lang, "delegate", lang.t("approval-delegate-to"), choices).value(&typed.delegate)
                .error(error("delegate")).required())
            (Field::date(lang, "from", lang.t("approval-from")).value(&typed.from).error(error("from")).required())
            (Field::date(lang, "to", lang.t("approval-to")).value(&typed.to).error(error("to")).required())
            (submit(Emphasis::Secondary, &lang.t("approval-delegate")))
        })
        .render()
}

/// Where a request stands, step by step, for both sides.
pub fn progress(lang: Lang, steps: &[Step], seats: &[Seat]) -> Markup {
    html! {
        ol {
            @for step in steps {
                li {
                    (said(lang, &step.title)) " " (tag(tone(step.state), &lang.t(step.state.label_key())))
                    @let of_step: Vec<&Seat> = seats.iter().filter(|seat| seat.step == step.id).collect();
                    @if step.state == StepState::Open && of_step.is_empty() { p { (lang.t("approval-nobody")) } }
                    @if !of_step.is_empty() {
                        ul { @for seat in of_step { li { (answer(lang, seat)) } } }
                    }
                }
            }
        }
    }
}

fn tone(state: StepState) -> Tone {
    match state {
        StepState::Waiting | StepState::Skipped => Tone::Neutral,
        StepState::Open => Tone::Warning,
        StepState::Accepted => Tone::Good,
        StepState::Refused => Tone::Bad,
    }
}

fn answer(lang: Lang, seat: &Seat) -> Markup {
    html! {
        (seat.person_name)
        @if let (Some(decision), Some(at)) = (seat.decision, seat.decided_at) {
            ": " (lang.t(decision.label_key())) ", " (time(lang, at))
            @if let Some(by) = seat.decided_by_name.as_ref().filter(|by| **by != seat.person_name) {
                " (" (lang.with("approval-by", &[("name", by)])) ")"
            }
            @if !seat.reason.is_empty() { " — " (seat.reason) }
        } @else { ": " (lang.t("approval-awaited")) }
    }
}
