//! How calls look: the list, the card of a caller, the form of a call noted, and the calls of a ticket.

pub mod card;

pub(super) use card::{Typed, card_page};

use super::{Call, Direction, NoteForm, Part, State, rules, store};
use crate::tickets::{actions::Reading, listing};
use kernel::{Permission, phone};
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tab, Tone,
            actions as buttons, empty_state, error_of, error_summary, filter_form, link, link_button,
            pagination, reference, section, submit, tabs, tag, text, time,
        },
        page,
    },
};

/// The number as people read it, or that it was hidden.
fn number(lang: Lang, call: &Call) -> String {
    if call.number.is_empty() { lang.t("call-hidden") } else { phone::shown(&call.number) }
}

/// The other one in a few words: a name, else a number.
fn other(lang: Lang, call: &Call) -> String {
    call.person.as_ref().map_or_else(|| number(lang, call), |person| person.name.clone())
}

/// Where the call stands; a missed one also says whether the desk was open and who called back.
fn state(lang: Lang, call: &Call) -> Markup {
    let tone = match call.state {
        State::Ringing => Tone::Warning,
        State::Answered => Tone::Info,
        State::Missed if call.called_back.is_none() => Tone::Bad,
        State::Missed | State::Ended => Tone::Neutral,
    };
    html! {
        (tag(tone, &lang.t(call.state.label_key())))
        @if call.state == State::Missed {
            " " (lang.t(if call.in_hours { "call-in-hours" } else { "call-out-of-hours" }))
        }
        @if let Some((at, by)) = &call.called_back {
            " " (lang.with("call-called-back-by", &[("name", by)])) ", " (time(lang, *at))
        }
        @if let Some(seconds) = rules::spoken(call).filter(|seconds| *seconds > 0) {
            " " (figures::duration(lang, seconds))
        }
    }
}

/// A part of the calls.
pub(super) fn list_page(ctx: &Ctx, part: Part, calls: &[Call], next: Option<&str>, waiting: i64) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("call-title"), lang.t("desk-view-desk"))
        .lead(html! { p { (lang.t("call-lead")) } })
        .actions(html! {
            (link_button(Emphasis::Primary, "/calls/new", &lang.t("call-note-new")))
            (link_button(Emphasis::Secondary, "/phone-lines", &lang.t("phone-lines")))
        });
    let parts = Part::ALL.iter().map(|one| Tab {
        label: lang.t(one.label_key()),
        href: format!("/calls?part={}", one.as_str()),
        is_current: *one == part,
        count: (*one == Part::Missed).then(|| u64::try_from(waiting).unwrap_or(0)),
    });
    let parts: Vec<Tab> = parts.collect();
    let table = DataTable::new(lang.t(part.label_key())).caption_hidden();
    let columns = ["call-who", "call-number", "call-when", "call-state", "call-agent", "call-ticket"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(calls.iter().map(|call| row(lang, call)));
    let nothing = empty_state(&lang.t("call-none"), &lang.t("call-none-why"), None);
    let next = next.map(|after| format!("/calls?part={}&after={after}", part.as_str()));
    let body = html! {
        (tabs(&lang.t("call-title"), &parts))
        (table.empty(nothing))
        (pagination(lang, &lang.t("call-title"), None, next.as_deref(), None))
    };
    page(ctx, &head, body)
}

fn row(lang: Lang, call: &Call) -> [Markup; 6] {
    [
        link(&call.path(), &other(lang, call)),
        text(number(lang, call)),
        html! { (time(lang, call.began_at)) ", " (lang.t(call.direction.label_key())) },
        state(lang, call),
        text(call.agent.as_ref().map_or("—", |(_, name)| name)),
        html! { @match &call.ticket { Some((key, number)) => (reference(&key.path(), number)), None => "—" } },
    ]
}

/// The form of a call that no exchange told of.
pub(super) async fn note_page(ctx: &Ctx, form: &NoteForm, errors: &[FieldError]) -> Result<Markup> {
    let lang = ctx.lang;
    let choices = listing::choices(ctx, &form.beneficiary).await?;
    let head = Head::new(lang.t("call-note-new"), lang.t("desk-view-desk"))
        .crumbs([Crumb::new(lang.t("call-title"), "/calls")])
        .has_errors(!errors.is_empty());
    let bodies = choices.beneficiaries.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let ways = Direction::ALL.iter().map(|way| Choice::new(way.as_str(), lang.t(way.label_key())));
    let ends = [State::Ended, State::Missed].map(|state| Choice::new(state.as_str(), lang.t(end_key(state))));
    let nobody = std::iter::once(Choice::new("", lang.t("call-person-by-number")));
    let persons =
        nobody.chain(choices.persons.iter().map(|person| Choice::new(person.id.as_str(), &person.name)));
    let or = |text: &str, usual: &str| if text.is_empty() { usual.to_owned() } else { text.to_owned() };
    let post = PostForm::new("/calls", &ctx.csrf).hidden("beneficiary", &form.beneficiary).body(html! {
        (Field::radios(lang, "direction", lang.t("call-direction"), ways).value(or(&form.direction, "in")))
        (Field::tel(lang, "number", lang.t("call-number")).value(&form.number).error(error_of(errors, "number")))
        @if !choices.persons.is_empty() {
            (Field::select(lang, "person", lang.t("call-who"), persons).value(&form.person).error(error_of(errors, "person")))
        }
        (Field::radios(lang, "state", lang.t("call-end"), ends).value(or(&form.state, "ended")))
        (Field::date_time(lang, "at", lang.t("call-when")).value(&form.at).hint(lang.t("call-at-hint")).error(error_of(errors, "at")))
        (Field::text(lang, "ticket", lang.t("call-ticket")).value(&form.ticket).hint(lang.t("call-ticket-hint"))
            .error(error_of(errors, "ticket")).width(20))
        (Field::textarea(lang, "note", lang.t("call-note")).value(&form.note).error(error_of(errors, "note")).rows(3))
        (buttons(submit(Emphasis::Primary, &lang.t("call-save"))))
    });
    let body = html! {
        (error_summary(lang, errors))
        (filter_form("/calls/new", &lang.t("desk-beneficiary"), html! {
            input type="hidden" name="number" value=(form.number);
            input type="hidden" name="ticket" value=(form.ticket);
            (Field::select(lang, "beneficiary", lang.t("call-person-of"), bodies).value(&form.beneficiary))
            (submit(Emphasis::Secondary, &lang.t("desk-choose")))
        }))
        (post)
    };
    Ok(page(ctx, &head, body))
}

fn end_key(state: State) -> &'static str {
    if state == State::Missed { "call-end-missed" } else { "call-end-spoken" }
}

/// The calls of a ticket, to those who run the desk.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    if !ctx.actor.may(Permission::DeskRun) {
        return Ok(None);
    }
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let calls = store::of_ticket(&mut ctx.read().await?, &ticket.key).await?;
    let note = format!("/calls/new?beneficiary={}&ticket={}", ticket.key.beneficiary, ticket.reference);
    let body = html! {
        @if calls.is_empty() { p { (lang.t("call-panel-none")) } }
        ul { @for call in &calls { li {
            (link(&call.path(), &other(lang, call))) ", " (lang.t(call.direction.label_key())) ", " (time(lang, call.began_at))
            ", " (state(lang, call))
            @if !call.note.is_empty() { ": " (call.note) }
        } } }
        p { (link(&note, &lang.t("call-note-new"))) }
    };
    Ok(Some(section("calls", &lang.t("call-title"), None, body)))
}
