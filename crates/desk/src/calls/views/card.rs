//! The card of a call: who it may be, what they wait for, and the ticket in one key, a title and a requester.

use super::{number, other, state};
use crate::{
    calls::{Call, CallId, Caller, LinkForm, State, TicketForm, actions, actions::Card},
    tickets::listing,
};
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::Lang,
    web::{
        WebResult,
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, action_button, actions as buttons,
            error_of, error_summary, facts, filter_form, link, reference, section, submit, text, time,
            with_aside,
        },
        page,
    },
};

/// What was typed on a card.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    /// The beneficiary whose persons are offered.
    pub(crate) beneficiary: String,
    /// The ticket.
    pub(crate) ticket: TicketForm,
    /// The ticket that is there already.
    pub(crate) link: LinkForm,
    /// What is wrong.
    pub(crate) errors: Vec<FieldError>,
}

/// The page of a call. Pages of the desk show its first part over themselves while it rings.
pub(crate) async fn card_page(ctx: &Ctx, id: &CallId, typed: &Typed) -> WebResult {
    let lang = ctx.lang;
    let card = actions::card(ctx, id).await?;
    let head = Head::new(other(lang, &card.call), lang.t("call-title"))
        .crumbs([Crumb::new(lang.t("call-title"), "/calls")])
        .lead(state(lang, &card.call))
        .has_errors(!typed.errors.is_empty());
    let main = html! {
        (error_summary(lang, &typed.errors))
        (pop(ctx, &card))
        @if card.call.ticket.is_none() { (new_ticket(ctx, &card, typed).await?) }
        (about_ticket(ctx, &card, typed))
    };
    let aside = html! { (tickets(lang, &card)) (calls(lang, &card)) };
    Ok(page(ctx, &head, with_aside(&lang.t("call-aside"), main, aside)))
}

/// Who calls, in the part that is also shown over other pages.
fn pop(ctx: &Ctx, card: &Card) -> Markup {
    let (lang, call) = (ctx.lang, &card.call);
    let open = format!("{}#field-title", call.path());
    html! {
        section #call-card.call-card data-call=(call.id) data-pops=[card.pops.then_some("yes")] data-label=(lang.t("call-pop")) data-close=(lang.t("call-pop-close")) aria-labelledby="call-card-title" {
            h2 #call-card-title { (lang.t(heading(call))) " " (number(lang, call)) }
            @if card.callers.is_empty() { p { (lang.t("call-unknown")) } }
            @if card.callers.len() > 1 { p { (lang.t("call-several")) } }
            ul { @for caller in &card.callers { li {
                (link(&format!("/persons/{}", caller.id), &caller.name)) ", " (caller.organisation)
            } } }
            p { (lang.with("call-open-tickets", &[("count", card.tickets.len())])) }
            @if !call.note.is_empty() { p { (call.note) } }
            @if call.ticket.is_none() {
                p.call-go { a.button href=(open) data-key="t" { (lang.t("call-ticket-new")) } }
            }
            (back(ctx, call))
        }
    }
}

fn heading(call: &Call) -> &'static str {
    match call.state {
        State::Ringing => "call-heading-ringing",
        State::Answered => "call-heading-answered",
        State::Missed => "call-heading-missed",
        State::Ended => "call-heading-ended",
    }
}

fn back(ctx: &Ctx, call: &Call) -> Markup {
    let (lang, own) = (ctx.lang, call.path());
    let button = |verb: &str, key: &str| {
        action_button(&ctx.csrf, &format!("{own}/{verb}"), Emphasis::Secondary, &lang.t(key), None)
    };
    html! {
        @match (call.state, &call.called_back) {
            (State::Missed, None) => (button("called-back", "call-called-back")),
            (State::Missed, Some(_)) => (button("not-called-back", "call-not-called-back")),
            _ => {}
        }
    }
}

/// The form that is filled while they speak: a title and for whom.
async fn new_ticket(ctx: &Ctx, card: &Card, typed: &Typed) -> Result<Markup> {
    let (lang, errors) = (ctx.lang, &typed.errors);
    let known: Vec<&Caller> = card.callers.iter().filter(|caller| caller.beneficiary.is_some()).collect();
    let choices = listing::choices(ctx, &typed.beneficiary).await?;
    let persons: Vec<Choice> = if typed.beneficiary.is_empty() {
        known.iter().map(|c| Choice::new(c.id.as_str(), format!("{}, {}", c.name, c.organisation))).collect()
    } else {
        choices.persons.iter().map(|person| Choice::new(person.id.as_str(), &person.name)).collect()
    };
    let first = known.first().map(|caller| caller.id.to_string()).unwrap_or_default();
    let requester = if typed.ticket.requester.is_empty() { first } else { typed.ticket.requester.clone() };
    let key: String = if typed.ticket.key.is_empty() { ctx.id() } else { typed.ticket.key.clone() };
    let post = PostForm::new(format!("{}/ticket", card.call.path()), &ctx.csrf).hidden("key", key).body(html! {
        (Field::text(lang, "title", lang.t("call-ticket-title")).value(&typed.ticket.title).key("t")
            .error(error_of(errors, "title")).required())
        (Field::select(lang, "requester", lang.t("desk-requester"), persons.clone()).value(requester)
            .error(error_of(errors, "requester")).required())
        (Field::textarea(lang, "description", lang.t("desk-description")).value(&typed.ticket.description).rows(3))
        (buttons(submit(Emphasis::Primary, &lang.t("call-ticket-open"))))
    });
    let bodies = choices.beneficiaries.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let whose = filter_form(
        &card.call.path(),
        &lang.t("call-person-of"),
        html! {
            (Field::select(lang, "beneficiary", lang.t("call-person-of"), bodies).value(&typed.beneficiary))
            (submit(Emphasis::Secondary, &lang.t("desk-choose")))
        },
    );
    let body = html! {
        @if persons.is_empty() { (whose) } @else { (post) details { summary { (lang.t("call-somebody-else")) } (whose) } }
    };
    Ok(section("ticket", &lang.t("call-ticket-new"), None, body))
}

/// The ticket of the call, or the form that puts the call beside one.
fn about_ticket(ctx: &Ctx, card: &Card, typed: &Typed) -> Markup {
    let (lang, call) = (ctx.lang, &card.call);
    if let Some((key, number)) = &call.ticket {
        let undo = action_button(
            &ctx.csrf,
            &format!("{}/unlinking", call.path()),
            Emphasis::Quiet,
            &lang.t("call-unlink"),
            Some(number),
        );
        return section(
            "linked",
            &lang.t("call-ticket"),
            None,
            html! { p { (reference(&key.path(), number)) } (undo) },
        );
    }
    let post = PostForm::new(format!("{}/link", call.path()), &ctx.csrf).body(html! {
        (Field::text(lang, "ticket", lang.t("call-link-to")).value(&typed.link.ticket).hint(lang.t("call-ticket-hint"))
            .error(error_of(&typed.errors, "ticket")).width(20).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("call-link"))))
    });
    section("link", &lang.t("call-link-title"), None, html! { (post) })
}

fn tickets(lang: Lang, card: &Card) -> Markup {
    let body = html! {
        @if card.tickets.is_empty() { p { (lang.t("call-no-ticket")) } }
        ul { @for ticket in &card.tickets { li {
            (reference(&ticket.key.path(), &ticket.reference)) " " (ticket.title) ", " (lang.t(ticket.state.label_key()))
            @if card.callers.len() > 1 { ", " (ticket.requester.name) }
        } } }
    };
    section("open-tickets", &lang.t("call-tickets"), None, body)
}

fn calls(lang: Lang, card: &Card) -> Markup {
    let call = &card.call;
    let began = (
        lang.t("call-when"),
        html! { (time(lang, call.began_at)) ", " (lang.t(call.direction.label_key())) },
    );
    let agent = call.agent.as_ref().map(|(_, name)| (lang.t("call-agent"), text(name)));
    let body = html! {
        (facts(std::iter::once(began).chain(agent)))
        @if card.calls.is_empty() { p { (lang.t("call-no-other")) } }
        ul { @for other in &card.calls { li {
            (link(&other.path(), &platform::i18n::figures::instant(lang, other.began_at))) ", " (state(lang, other))
            @if let Some((key, number)) = &other.ticket { ", " (reference(&key.path(), number)) }
        } } }
    };
    section("other-calls", &lang.t("call-others"), None, body)
}
