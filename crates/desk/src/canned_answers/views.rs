//! How canned answers look: the list, the form with its preview, what a reply offers, and a macro before it is applied.

use super::{Canned, CannedForm, CannedId, Give, actions, rules};
use crate::{
    teams,
    tickets::{TicketKey, Transition, actions::Reading},
};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, empty_state, error_of, error_summary, link, link_button, paragraphs, section,
            submit, tag, text,
        },
        page,
    },
};

/// The canned answers, the most used first.
pub(super) fn list_page(ctx: &Ctx, all: &[Canned]) -> Markup {
    let lang = ctx.lang;
    let new = link_button(Emphasis::Primary, "/canned-answers/new", &lang.t("canned-new"));
    let head = Head::new(lang.t("canned-title"), lang.t("desk-view-desk")).lead(text(lang.t("canned-lead")));
    let table = DataTable::new(lang.t("canned-title")).caption_hidden();
    let table = ["canned-name", "canned-reach", "canned-does"]
        .iter()
        .fold(table, |table, key| table.column(lang.t(key)));
    let table = table.figures(lang.t("canned-uses")).rows(all.iter().map(|canned| {
        vec![
            html! {
                (link(&canned.path(), &canned.name))
                @if canned.archived_at.is_some() { " " (tag(Tone::Neutral, &lang.t("canned-archived"))) }
            },
            text(reach(lang, canned)),
            text(does(lang, canned)),
            text(canned.uses.to_string()),
        ]
    }));
    let nothing = empty_state(&lang.t("canned-none"), &lang.t("canned-none-why"), Some(new.clone()));
    page(ctx, &head.actions(new), html! { (table.empty(nothing)) })
}

fn reach(lang: Lang, canned: &Canned) -> String {
    let first = match (&canned.owner, &canned.team) {
        (Some(_), _) => lang.t("canned-mine"),
        (None, Some((_, team))) => team.clone(),
        (None, None) => lang.t("canned-everybody"),
    };
    let body = canned.beneficiary.as_ref().map(|(_, name)| name.clone());
    std::iter::once(first).chain(body).collect::<Vec<_>>().join(", ")
}

/// What happens besides the words.
fn does(lang: Lang, canned: &Canned) -> String {
    let then = canned.then.map(|then| lang.t(then.label_key()));
    let give = match &canned.give {
        Give::Unchanged => None,
        Give::Me => Some(lang.t("canned-give-me")),
        Give::Nobody => Some(lang.t("canned-give-nobody")),
        Give::Team(_) => Some(lang.t("canned-give-team")),
    };
    let all: Vec<String> = then.into_iter().chain(give).collect();
    if all.is_empty() { lang.t("canned-only-words") } else { all.join(", ") }
}

/// A stored canned answer as it is typed.
pub(super) fn stored(canned: &Canned) -> CannedForm {
    let reach = match (&canned.owner, &canned.team) {
        (Some(_), _) => "mine",
        (None, Some(_)) => "team",
        (None, None) => "all",
    };
    CannedForm {
        name: canned.name.clone(),
        body: canned.body.clone(),
        reach: reach.to_owned(),
        team: canned.team.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default(),
        beneficiary: canned.beneficiary.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default(),
        then: canned.then.map(|then| then.as_str().to_owned()).unwrap_or_default(),
        give: canned.give.word().to_owned(),
        version: canned.version,
    }
}

/// The form of a new one, or of one that exists with how it reads.
pub(super) async fn form_page(
    ctx: &Ctx,
    canned: Option<&Canned>,
    form: &CannedForm,
    errors: &[FieldError],
) -> Result<Markup> {
    let lang = ctx.lang;
    let title = canned.map_or_else(|| lang.t("canned-new"), |canned| canned.name.clone());
    let head = Head::new(title, lang.t("desk-view-desk")).has_errors(!errors.is_empty());
    let head = head.crumbs([Crumb::new(lang.t("canned-title"), "/canned-answers")]);
    let action = canned.map_or_else(|| "/canned-answers".to_owned(), Canned::path);
    let may_change = canned.is_none_or(|canned| actions::may_change(ctx, canned).is_ok());
    let post = PostForm::new(action, &ctx.csrf).hidden("version", form.version.to_string());
    let body = html! {
        (error_summary(lang, errors))
        @if may_change { (post.body(fields(ctx, form, errors).await?)) }
        @if let Some(canned) = canned {
            (section("preview", &lang.t("canned-preview"), None, html! { blockquote { (paragraphs(&sample(lang, &canned.body))) } }))
            @if may_change { (end(ctx, canned)) }
        }
    };
    Ok(page(ctx, &head, body))
}

fn end(ctx: &Ctx, canned: &Canned) -> Markup {
    let (verb, label) = if canned.archived_at.is_none() {
        ("archival", "canned-archive")
    } else {
        ("restoration", "canned-restore")
    };
    let action = format!("{}/{verb}", canned.path());
    action_button(&ctx.csrf, &action, Emphasis::Secondary, &ctx.lang.t(label), None)
}

/// How it reads for an invented ticket.
fn sample(lang: Lang, body: &str) -> String {
    rules::filled(body, |name| match name {
        "requester" => lang.t("canned-sample-requester"),
        "reference" => "ABC-12".to_owned(),
        "title" => lang.t("canned-sample-title"),
        "beneficiary" => lang.t("canned-sample-beneficiary"),
        "site" => lang.t("canned-sample-site"),
        "due" => lang.t("canned-sample-due"),
        _ => lang.t("canned-sample-agent"),
    })
}

async fn fields(ctx: &Ctx, form: &CannedForm, errors: &[FieldError]) -> Result<Markup> {
    let lang = ctx.lang;
    let mut tx = ctx.read().await?;
    let teams = teams::store::active(&mut tx).await?;
    let bodies = people::organisations::store::beneficiaries(&mut tx).await?;
    let shared = ctx.actor.may(Permission::DeskManage);
    let reaches = [("mine", "canned-mine"), ("all", "canned-everybody"), ("team", "canned-team")];
    let reaches = reaches.into_iter().filter(|(value, _)| shared || *value == "mine");
    let reaches = reaches.map(|(value, key)| Choice::new(value, lang.t(key)));
    let team_choices = || teams.iter().map(|team| Choice::new(team.id.as_str(), &team.name));
    let none = |key: &str| std::iter::once(Choice::new("", lang.t(key)));
    let bodies = none("canned-any-body").chain(bodies.iter().map(|b| Choice::new(b.id.as_str(), &b.name)));
    let then = Transition::ALL.iter().filter(|then| actions::is_offered(**then));
    let then =
        none("canned-then-nothing").chain(then.map(|t| Choice::new(t.as_str(), lang.t(t.label_key()))));
    let give = [("", "canned-give-unchanged"), ("me", "canned-give-me"), ("nobody", "canned-give-nobody")];
    let give = give.map(|(value, key)| Choice::new(value, lang.t(key))).into_iter().chain(team_choices());
    let variables = rules::VARIABLES.map(|name| format!("{{{name}}}")).join(" ");
    Ok(html! {
        (Field::text(lang, "name", lang.t("canned-name")).value(&form.name).error(error_of(errors, "name")).required())
        (Field::textarea(lang, "body", lang.t("canned-body")).rows(8).value(&form.body)
            .hint(lang.with("canned-body-hint", &[("variables", variables)])).error(error_of(errors, "body")).required())
        (Field::radios(lang, "reach", lang.t("canned-reach"), reaches).value(&form.reach).error(error_of(errors, "reach")))
        @if shared {
            (Field::select(lang, "team", lang.t("canned-team-which"), none("team-none").chain(team_choices())).value(&form.team)
                .error(error_of(errors, "team")))
        }
        (Field::select(lang, "beneficiary", lang.t("canned-for"), bodies).value(&form.beneficiary).error(error_of(errors, "beneficiary")))
        (Field::select(lang, "then", lang.t("canned-then"), then).value(&form.then).error(error_of(errors, "then")))
        (Field::select(lang, "give", lang.t("canned-give"), give).value(&form.give).error(error_of(errors, "give")))
        (buttons(submit(Emphasis::Primary, &lang.t("canned-save"))))
    })
}

/// In the form of an answer: a choice and a button that brings the words back; the macros as links.
pub(crate) async fn in_answer(ctx: &Ctx, reading: &Reading) -> Result<Markup> {
    let (lang, key) = (ctx.lang, &reading.thread.ticket.key);
    let usable = actions::usable(ctx, key).await?;
    let choices = usable.iter().map(|canned| Choice::new(canned.id.as_str(), &canned.name));
    Ok(html! {
        @if !usable.is_empty() {
            details.more {
                summary { (lang.t("canned-title")) }
                (Field::select(lang, "canned", lang.t("canned-one"), choices))
                button.button type="submit" formaction=(format!("{}/canned-answer", key.path())) { (lang.t("canned-insert")) }
                @if usable.iter().any(Canned::is_macro) {
                    p { (lang.t("canned-macros")) }
                    ul { @for canned in usable.iter().filter(|canned| canned.is_macro()) {
                        li { (link(&format!("{}/macros/{}", key.path(), canned.id), &canned.name)) " (" (does(lang, canned)) ")" }
                    } }
                }
                p { (link("/canned-answers", &lang.t("canned-manage"))) }
            }
        }
    })
}

/// A macro before it is applied: its words, which may still be changed, and what happens.
pub(super) async fn macro_page(
    ctx: &Ctx,
    key: &TicketKey,
    id: &CannedId,
    typed: Option<&str>,
    errors: &[FieldError],
) -> Result<Markup> {
    let (lang, (canned, reading, words)) = (ctx.lang, actions::prepared(ctx, key, id).await?);
    let ticket = &reading.thread.ticket;
    let crumb = Crumb::new(format!("{} {}", ticket.reference, ticket.title), key.path());
    let head = Head::new(canned.name.clone(), lang.t("desk-view-ticket")).crumbs([crumb]);
    let head = head.lead(text(lang.with("canned-will", &[("what", does(lang, &canned))])));
    let post = PostForm::new(format!("{}/macros/{id}", key.path()), &ctx.csrf);
    let post = post.hidden("version", ticket.version.to_string()).hidden("key", ctx.id::<String>());
    let post = post.body(html! {
        (Field::textarea(lang, "body", lang.t("desk-answer")).rows(10).value(typed.unwrap_or(&words))
            .error(error_of(errors, "body")).required())
        (buttons(html! {
            (submit(Emphasis::Primary, &lang.with("desk-answer-send", &[("name", &ticket.requester.name)])))
            (link_button(Emphasis::Secondary, &key.path(), &lang.t("canned-cancel")))
        }))
    });
    Ok(page(ctx, &head.has_errors(!errors.is_empty()), html! { (error_summary(lang, errors)) (post) }))
}
