//! How major incidents look: the list, the page of one, and what a ticket's page says of it.

use super::{DeclareForm, IncidentId, MajorIncident, actions, store};
use crate::tickets::{Linked, actions::Reading, views::state_tag};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, empty_state, error_of, error_summary, link, notice, paragraphs, section,
            submit, tag, text, time,
        },
        page,
    },
};

/// What was typed and is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) tickets: String,
    pub(super) body: String,
}

/// The major incidents, and the form that declares one.
pub(super) async fn list_page(ctx: &Ctx, form: &DeclareForm, errors: &[FieldError]) -> Result<Markup> {
    let (lang, incidents) = (ctx.lang, actions::list(ctx).await?);
    let head = Head::new(lang.t("major-title"), lang.t("desk-view-desk")).lead(text(lang.t("major-lead")));
    let table = DataTable::new(lang.t("major-title")).caption_hidden();
    let table =
        ["major-what", "desk-state", "major-since"].iter().fold(table, |t, key| t.column(lang.t(key)));
    let table = table.figures(lang.t("major-tickets")).figures(lang.t("major-bodies"));
    let table = table.rows(incidents.iter().map(|incident| {
        vec![
            link(&format!("/major-incidents/{}", incident.id), &incident.title),
            standing(lang, incident),
            time(lang, incident.declared_at),
            text(incident.tickets.to_string()),
            text(incident.beneficiaries.to_string()),
        ]
    }));
    let nothing = empty_state(&lang.t("major-none"), &lang.t("major-none-why"), None);
    let post = PostForm::new("/major-incidents", &ctx.csrf).label(lang.t("major-declare")).body(html! {
        (Field::text(lang, "title", lang.t("major-what")).value(&form.title).hint(lang.t("major-what-hint"))
            .error(error_of(errors, "title")).required())
        (Field::text(lang, "tickets", lang.t("major-tickets")).value(&form.tickets).hint(lang.t("major-tickets-hint"))
            .error(error_of(errors, "tickets")))
        (buttons(submit(Emphasis::Primary, &lang.t("major-declare"))))
    });
    let body = html! {
        (error_summary(lang, errors)) (table.empty(nothing))
        (section("declare", &lang.t("major-declare"), None, html! { (post) }))
    };
    Ok(page(ctx, &head.has_errors(!errors.is_empty()), body))
}

fn standing(lang: Lang, incident: &MajorIncident) -> Markup {
    match incident.resolved_at {
        None => tag(Tone::Bad, &lang.t("major-going-on")),
        Some(at) => html! { (tag(Tone::Good, &lang.t("major-over"))) " " (time(lang, at)) },
    }
}

/// The page of one: what is said to all, its tickets, its end.
pub(super) async fn incident_page(
    ctx: &Ctx,
    id: &IncidentId,
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Markup> {
    let (lang, whole) = (ctx.lang, actions::read(ctx, id).await?);
    let incident = &whole.incident;
    let path = format!("/major-incidents/{id}");
    let lead = html! {
        (standing(lang, incident)) " "
        (lang.with("major-by", &[("name", &incident.declared_by_name)])) ", " (time(lang, incident.declared_at)) ". "
        (lang.with("major-reach", &[("tickets", incident.tickets), ("bodies", incident.beneficiaries)]))
    };
    let head =
        Head::new(incident.title.clone(), lang.t("major-one")).lead(lead).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("major-title"), "/major-incidents")]);
    let goes_on = incident.resolved_at.is_none();
    let body = html! {
        (error_summary(lang, errors))
        @if goes_on { (section("say", &lang.t("major-say"), None, say(ctx, &path, typed, errors))) }
        @else {
            p { (lang.t("major-reopen-help")) }
            (action_button(&ctx.csrf, &format!("{path}/reopening"), Emphasis::Secondary, &lang.t("major-reopen"), None))
        }
        (section("tickets", &lang.t("major-tickets"), None, html! {
            (members(ctx, &path, &whole.members))
            @if goes_on { (add(ctx, &path, typed, errors)) }
        }))
        @if !whole.said.is_empty() {
            (section("said", &lang.t("major-said"), None, html! {
                @for said in &whole.said {
                    article { p { strong { (said.author.name) } ", " (time(lang, said.at)) } (paragraphs(&said.body)) }
                }
            }))
        }
    };
    Ok(page(ctx, &head, body))
}

/// One text and two buttons: to say it, or to say it and resolve everything.
fn say(ctx: &Ctx, path: &str, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, key) = (ctx.lang, ctx.id::<String>());
    let post = PostForm::new(format!("{path}/messages"), &ctx.csrf).label(lang.t("major-say"));
    let post = post.hidden("key", key).body(html! {
        (Field::textarea(lang, "body", lang.t("major-body")).value(&typed.body).hint(lang.t("major-body-hint"))
            .error(error_of(errors, "body")).required())
        (buttons(html! {
            (submit(Emphasis::Primary, &lang.t("major-say-do")))
            button.button type="submit" formaction=(format!("{path}/resolution")) { (lang.t("major-resolve")) }
        }))
    });
    html! { (post) }
}

fn members(ctx: &Ctx, path: &str, members: &[Linked]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("major-tickets")).caption_hidden();
    let columns = ["desk-ticket", "desk-beneficiary", "desk-state", "major-end"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(members.iter().map(|member| {
        let post = PostForm::new(format!("{path}/tickets/removal"), &ctx.csrf);
        vec![
            link(&member.key.path(), &format!("{} {}", member.reference, member.title)),
            text(&member.beneficiary_name),
            state_tag(lang, member.state),
            html! { (post.hidden("tickets", &member.reference).body(html! { button.quiet type="submit" {
                (lang.t("major-remove")) span.visually-hidden { " " (member.reference) }
            } })) },
        ]
    }));
    html! { (table.empty(empty_state(&lang.t("major-no-ticket"), &lang.t("major-no-ticket-why"), None))) }
}

fn add(ctx: &Ctx, path: &str, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new(format!("{path}/tickets"), &ctx.csrf).label(lang.t("major-add")).body(html! {
        (Field::text(lang, "tickets", lang.t("major-add")).value(&typed.tickets).hint(lang.t("major-tickets-hint"))
            .error(error_of(errors, "tickets")).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("major-add-do"))))
    });
    html! { (post) }
}

/// What a ticket's page says: to both sides that it is part of one; to agents, how to declare or join one.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let (lang, key) = (ctx.lang, &reading.thread.ticket.key);
    let mut tx = ctx.read().await?;
    let own = store::of_ticket(&mut tx, key).await?;
    let may = ctx.actor.may(Permission::DeskRun);
    let body = match own {
        Some(incident) => {
            let tone = if incident.resolved_at.is_none() { Tone::Warning } else { Tone::Info };
            notice(
                tone,
                &lang.t("major-part"),
                html! {
                    p { @if may { (link(&format!("/major-incidents/{}", incident.id), &incident.title)) } @else { (incident.title) } }
                    p { (standing(lang, &incident)) " " (lang.t("major-since")) " " (time(lang, incident.declared_at)) }
                },
            )
        }
        None if may => {
            let going_on = store::going_on(&mut tx).await?;
            let new = std::iter::once(Choice::new("", lang.t("major-new")));
            let choices = new.chain(going_on.iter().map(|one| Choice::new(one.id.as_str(), &one.title)));
            let post = PostForm::new(format!("{}/major-incident", key.path()), &ctx.csrf).body(html! {
                (Field::select(lang, "incident", lang.t("major-one"), choices).value(""))
                (buttons(submit(Emphasis::Secondary, &lang.t("major-join"))))
            });
            html! { details { summary { (lang.t("major-join-title")) } (post) } }
        }
        None => return Ok(None),
    };
    Ok(Some(section("major-incident", &lang.t("major-one"), None, body)))
}
