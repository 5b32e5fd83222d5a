//! How a counter looks while it is worked at: who comes, who is received, who waits.

use super::{
    Act, DayAt, EntryForm, Known, Outcome, ReceptionForm, State, WalkIn, WalkInId,
    rules::{self, Figures, after},
};
use crate::{
    counters::views::{today, whereabouts},
    tickets::Kind,
};
use jiff::Timestamp;
use maud::{Markup, Render as _, html};
use people::{Organisation, Person};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons,
            empty_state, error_of, error_summary, facts, filter_form, id_of, link, link_button, reference,
            section, submit, submit_with, tag, text, time,
        },
        page,
    },
};

/// Persons just received or gone, shown with the button that takes it back.
const LATELY: usize = 5;

/// What was typed and refused.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) entry: EntryForm,
    pub(super) several: Vec<Known>,
    pub(super) reception: Option<(WalkInId, ReceptionForm)>,
    pub(super) errors: Vec<FieldError>,
}

/// The name under which a field of one reception among several stands on the page.
pub(super) fn own_name(id: &WalkInId, field: &str) -> String {
    format!("{id}-{field}")
}

/// Whether the actor is receiving that person.
pub(super) fn is_mine(ctx: &Ctx, one: &WalkIn) -> bool {
    one.state == State::Called && one.called_by.as_ref().is_some_and(|by| by.id == ctx.actor.person)
}

/// The page of a counter.
pub(super) fn queue_page(
    ctx: &Ctx,
    day: &DayAt,
    beneficiaries: &[Organisation],
    requesters: &[(WalkInId, Vec<Person>)],
    typed: &Typed,
) -> Markup {
    let lang = ctx.lang;
    let path = day.counter.path();
    let head = Head::new(&day.counter.name, lang.t("desk-view-desk"))
        .crumbs([Crumb::new(lang.t("counter-title"), "/counters")])
        .lead(html! { (today(lang, &day.counter, ctx.now())) " " (whereabouts(&day.counter)) })
        .actions(link_button(Emphasis::Secondary, &format!("{path}/display"), &lang.t("counter-display")))
        .has_errors(!typed.errors.is_empty());
    let of = |state: State| day.came.iter().filter(move |one| one.state == state);
    let body = html! {
        (error_summary(lang, &typed.errors))
        div.counter {
            (section("entry", &lang.t("walk-in-enter"), None, entry(ctx, day, beneficiaries, typed)))
            // The script brings these parts up to date; what is being typed above is left alone.
            div data-again=(path) {
                @for one in of(State::Called) { (received(ctx, one, requesters, typed)) }
                (line(ctx, day, &of(State::Waiting).collect::<Vec<_>>()))
                (lately(ctx, day))
                (section("today", &lang.t("walk-in-today"), None, html! {
                    (counted(lang, &rules::figures(&day.came)))
                    p { (link(&format!("{path}/day"), &lang.t("walk-in-rows"))) }
                }))
            }
        }
    };
    page(ctx, &head, body)
}

fn entry(ctx: &Ctx, day: &DayAt, beneficiaries: &[Organisation], typed: &Typed) -> Markup {
    let (lang, form, errors) = (ctx.lang, &typed.entry, &typed.errors);
    if day.counter.archived_at.is_some() {
        return html! { p { (lang.t("counter-archived")) } };
    }
    let bodies = std::iter::once(Choice::new("", lang.t("walk-in-body-known")));
    let bodies = bodies.chain(beneficiaries.iter().map(|body| Choice::new(body.id.as_str(), &body.name)));
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let post = PostForm::new(format!("{}/walk-ins", day.counter.path()), &ctx.csrf).hidden("key", key);
    let post = post.label(lang.t("walk-in-enter")).body(html! {
        (Field::text(lang, "title", lang.t("walk-in-title")).value(&form.title).max_length(200).key("e")
            .error(error_of(errors, "title")).required())
        div data-persons="/api/v1/counters/persons" {
            (Field::text(lang, "who", lang.t("walk-in-who")).value(&form.who).hint(lang.t("walk-in-who-hint")).autocomplete("off")
                .error(error_of(errors, "who")).required())
        }
        @if !typed.several.is_empty() {
            (Field::radios(lang, "person", lang.t("walk-in-which"), typed.several.iter().map(|known| {
                Choice::new(known.id.as_str(), format!("{} – {}", known.name, known.beneficiary_name)).hint(&known.email)
            })).value(&form.person).error(error_of(errors, "person")))
        }
        (Field::select(lang, "beneficiary", lang.t("walk-in-body"), bodies).value(&form.beneficiary)
            .error(error_of(errors, "beneficiary")))
        (buttons(html! {
            (submit(Emphasis::Primary, &lang.t("walk-in-enter-line")))
            (submit_with(Emphasis::Secondary, &lang.t("walk-in-enter-now"), "then", Act::Call.as_str()))
        }))
    });
    post.render()
}

/// Somebody who is being received: by the actor, with the form; by somebody else, with who that is.
fn received(ctx: &Ctx, one: &WalkIn, requesters: &[(WalkInId, Vec<Person>)], typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let title = lang.with("walk-in-number-called", &[("number", one.number)]);
    let by = one.called_by.as_ref().map_or("", |by| by.name.as_str());
    let id = format!("called-{}", one.key.id);
    let body = html! {
        p { strong { (one.name) } ", " (one.beneficiary_name) " – " (one.title) }
        @if let Some((key, number)) = &one.ticket { p { (lang.t("walk-in-has-ticket")) " " (reference(&key.path(), number)) } }
        @if is_mine(ctx, one) { (reception(ctx, one, requesters, typed)) }
        @else { p { (lang.with("walk-in-by", &[("name", by)])) } }
        (buttons(html! {
            (act(ctx, one, "call", Emphasis::Quiet, if is_mine(ctx, one) { "walk-in-call-again" } else { "walk-in-take" }))
            (act(ctx, one, "departure", Emphasis::Quiet, "walk-in-leave"))
            (act(ctx, one, "undo", Emphasis::Quiet, "walk-in-back-in-line"))
        }))
    };
    html! { div.received { (section(&id, &title, None, body)) } }
}

fn reception(ctx: &Ctx, one: &WalkIn, requesters: &[(WalkInId, Vec<Person>)], typed: &Typed) -> Markup {
    let (lang, errors) = (ctx.lang, &typed.errors);
    let refused = typed.reception.as_ref().filter(|(id, _)| *id == one.key.id).map(|(_, form)| form);
    let form = refused.cloned().unwrap_or_else(|| ReceptionForm {
        title: one.title.clone(),
        kind: Kind::Incident.as_str().to_owned(),
        ..ReceptionForm::default()
    });
    let persons = requesters.iter().find(|(id, _)| *id == one.key.id).map_or(&[][..], |(_, persons)| persons);
    let own = |field: Field, name: &str| {
        let name = own_name(&one.key.id, name);
        field.id_as(id_of(&name)).error(error_of(errors, &name))
    };
    let kinds = Kind::ALL.iter().map(|kind| Choice::new(kind.as_str(), lang.t(kind.label_key())));
    let choices = persons.iter().map(|person| Choice::new(person.id.as_str(), &person.name));
    let post = PostForm::new(format!("{}/reception", one.path()), &ctx.csrf)
        .hidden("version", one.version.to_string());
    let post = post.label(lang.with("walk-in-number-called", &[("number", one.number)])).body(html! {
        (own(Field::text(lang, "title", lang.t("walk-in-title")).value(&form.title).max_length(200).required(), "title"))
        (own(Field::select(lang, "kind", lang.t("desk-kind"), kinds).value(&form.kind), "kind"))
        @if !persons.is_empty() {
            (own(Field::select(lang, "requester", lang.t("walk-in-requester"), choices).value(&form.requester)
                .hint(lang.t("walk-in-requester-hint")), "requester"))
        }
        (own(Field::textarea(lang, "notes", lang.t("walk-in-notes")).rows(2).value(&form.notes).hint(lang.t("walk-in-notes-hint")), "notes"))
        (buttons(html! {
            (submit_with(Emphasis::Primary, &lang.t("walk-in-to-ticket"), "outcome", Outcome::Ticket.as_str()))
            (submit_with(Emphasis::Secondary, &lang.t("walk-in-to-answered"), "outcome", Outcome::Answered.as_str()))
        }))
    });
    post.render()
}

/// One step as a button.
fn act(ctx: &Ctx, one: &WalkIn, verb: &str, emphasis: Emphasis, label: &str) -> Markup {
    let class = if emphasis == Emphasis::Quiet { "quiet" } else { "button" };
    PostForm::new(format!("{}/{verb}", one.path()), &ctx.csrf)
        .hidden("version", one.version.to_string())
        .body(html! {
            button class=(class) type="submit" { (ctx.lang.t(label)) span.visually-hidden { " " (one.number) " " (one.name) } }
        })
        .render()
}

/// Those who wait, the first in line on top, and the one button that calls.
fn line(ctx: &Ctx, day: &DayAt, waiting: &[&WalkIn]) -> Markup {
    let lang = ctx.lang;
    let call = waiting.first().map(|first| {
        PostForm::new(format!("{}/calls", day.counter.path()), &ctx.csrf)
            .hidden("next", first.key.id.as_str())
            .body(html! {
                button."button primary" type="submit" data-key="n" {
                    (lang.with("walk-in-call-number", &[("number", first.number)])) " " kbd aria-hidden="true" { "N" }
                }
            })
            .render()
    });
    let table = DataTable::new(lang.t("walk-in-line")).caption_hidden().figures(lang.t("walk-in-number"));
    let columns = ["walk-in-who", "walk-in-title", "walk-in-since", "counter-more"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(waiting.iter().map(|one| {
        [
            text(figures::count(lang, one.number)),
            who(one),
            text(&one.title),
            text(waited(lang, one, ctx.now())),
            html! {
                (act(ctx, one, "call", Emphasis::Quiet, "walk-in-call"))
                (act(ctx, one, "departure", Emphasis::Quiet, "walk-in-leave"))
                (act(ctx, one, "undo", Emphasis::Quiet, "walk-in-cancel"))
            },
        ]
    }));
    let nothing = empty_state(&lang.t("walk-in-nobody"), &lang.t("walk-in-nobody-why"), None);
    section("line", &lang.t("walk-in-line"), call, html! { (table.empty(nothing)) })
}

fn who(one: &WalkIn) -> Markup {
    html! { (one.name) ", " (one.beneficiary_name) }
}

/// Whole minutes since the person came.
fn waited(lang: Lang, one: &WalkIn, now: Timestamp) -> String {
    let seconds = now.duration_since(one.arrived_at).as_secs().max(0);
    figures::duration(lang, seconds / 60 * 60)
}

/// Those received or gone last, each with the button that takes it back.
fn lately(ctx: &Ctx, day: &DayAt) -> Markup {
    let lang = ctx.lang;
    let mut ended: Vec<&WalkIn> = day.came.iter().filter(|one| is_over(one.state)).collect();
    ended.sort_by_key(|one| std::cmp::Reverse((one.ended_at, one.number)));
    ended.truncate(LATELY);
    if ended.is_empty() {
        return html! {};
    }
    let body = html! {
        ul.lately { @for one in ended { li {
            span { (lang.with("walk-in-numbered", &[("number", one.number)])) ", " (who(one)) " – " (standing(lang, one)) }
            (act(ctx, one, "undo", Emphasis::Quiet, "walk-in-undo"))
        } } }
    };
    section("lately", &lang.t("walk-in-lately"), None, body)
}

fn is_over(state: State) -> bool {
    matches!(state, State::Served | State::Left | State::Cancelled)
}

fn standing(lang: Lang, one: &WalkIn) -> Markup {
    let tone = match one.state {
        State::Waiting | State::Called => Tone::Info,
        State::Served => Tone::Good,
        State::Left => Tone::Warning,
        State::Cancelled => Tone::Neutral,
    };
    let key = one.outcome.map_or(one.state.label_key(), Outcome::label_key);
    html! {
        (tag(tone, &lang.t(key)))
        @if let Some((key, number)) = &one.ticket { " " (reference(&key.path(), number)) }
    }
}

fn counted(lang: Lang, counted: &Figures) -> Markup {
    let count = |n: usize| text(n.to_string());
    let median =
        counted.median_wait.map_or_else(|| "—".to_owned(), |seconds| figures::duration(lang, seconds));
    html! {
        (facts([
            (lang.t("walk-in-received"), count(counted.received)),
            (lang.t("walk-in-gone"), count(counted.left)),
            (lang.t("walk-in-present"), count(counted.present)),
            (lang.t("walk-in-median"), text(median)),
        ]))
        p.hint { (lang.t("walk-in-median-how")) }
    }
}

/// A day at a counter: its figures, then the rows they count.
pub(super) fn day_page(ctx: &Ctx, day: &DayAt) -> Markup {
    let lang = ctx.lang;
    let title = format!("{} – {}", day.counter.name, figures::date(lang, day.day));
    let head = Head::new(title, lang.t("desk-view-desk")).crumbs([
        Crumb::new(lang.t("counter-title"), "/counters"),
        Crumb::new(&day.counter.name, day.counter.path()),
    ]);
    let table = DataTable::new(lang.t("walk-in-came")).caption_hidden().figures(lang.t("walk-in-number"));
    let columns = [
        "walk-in-who",
        "walk-in-title",
        "walk-in-arrived",
        "walk-in-wait",
        "walk-in-received-by",
        "walk-in-became",
    ];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(day.came.iter().map(|one| {
        [
            text(figures::count(lang, one.number)),
            who(one),
            text(&one.title),
            time(lang, one.arrived_at),
            text(rules::wait(one).map_or_else(|| "—".to_owned(), |seconds| figures::duration(lang, seconds))),
            text(one.called_by.as_ref().map_or("—", |by| by.name.as_str())),
            html! {
                (standing(lang, one))
                @if after(one.state, Act::Undo).is_some() && is_over(one.state) { " " (act(ctx, one, "undo", Emphasis::Quiet, "walk-in-undo")) }
            },
        ]
    }));
    let nothing = empty_state(&lang.t("walk-in-nobody-came"), &lang.t("walk-in-nobody-why"), None);
    let body = html! {
        (filter_form(&format!("{}/day", day.counter.path()), &lang.t("walk-in-day"), html! {
            (Field::date(lang, "day", lang.t("walk-in-day")).value(day.day.to_string()))
            (submit(Emphasis::Secondary, &lang.t("walk-in-show")))
        }))
        (counted(lang, &rules::figures(&day.came)))
        (section("came", &lang.t("walk-in-came"), None, html! { (table.empty(nothing)) }))
    };
    page(ctx, &head, body)
}
