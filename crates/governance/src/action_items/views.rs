//! How the plan of actions looks.

use super::{Action, ActionForm, ActionState, actions::ListQuery};
use crate::meetings::{Typed, actions::Whole, adding, rules, side_key};
use kernel::{Permission, Scope, Side};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm, Tone,
            actions as buttons, empty_state, error_of, error_summary, facts, filter_form, link, link_button,
            pagination, submit, tag, text,
        },
        guard::percent,
        page,
    },
};

fn state_tag(ctx: &Ctx, one: &Action) -> Markup {
    let lang = ctx.lang;
    if one.is_overdue(rules::day(ctx.now())) {
        return tag(Tone::Bad, &lang.t("action-overdue-one"));
    }
    let tone = match one.state {
        ActionState::Open => Tone::Info,
        ActionState::Done => Tone::Good,
        ActionState::Dropped => Tone::Neutral,
    };
    tag(tone, &lang.t(one.state.label_key()))
}

/// The actions agreed in a meeting.
pub(crate) fn of_meeting(ctx: &Ctx, all: &Whole, is_written: bool, typed: &Typed) -> Markup {
    let (lang, key) = (ctx.lang, &all.meeting.key);
    let fields = || fields(lang, &typed.action, typed.errors_of("actions"), true);
    html! {
        @if all.actions.is_empty() { p { (lang.t("action-none")) } }
        @else { (table(ctx, &all.actions, false)) }
        @if is_written { (adding(ctx, &format!("{}/actions", key.path()), "action-add", typed.refused == "actions", fields())) }
    }
}

fn table(ctx: &Ctx, all: &[Action], names_beneficiary: bool) -> DataTable {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("action-title")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["action-one", "action-owner", "action-due", "action-state"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = if names_beneficiary { table.column(lang.t("desk-beneficiary")) } else { table };
    table.rows(all.iter().map(|one| {
        let mut cells = vec![
            html! { (link(&one.path(), &one.body)) @if !one.outcome.is_empty() { p.hint { (one.outcome) } } },
            html! { (one.owner) p.hint { (lang.t(side_key(one.side))) } },
            text(figures::date(lang, one.due_on)),
            state_tag(ctx, one),
        ];
        if names_beneficiary {
            cells.push(link(&one.meeting.path(), &one.beneficiary_name));
        }
        cells
    }))
}

fn fields(lang: Lang, form: &ActionForm, errors: &[FieldError], is_new: bool) -> Markup {
    let sides = [Side::Provider, Side::Beneficiary]
        .map(|side| Choice::new(rules::side_word(side), lang.t(side_key(side))));
    let states = ActionState::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let id = |name: &str| format!("action-{name}");
    html! {
        (Field::textarea(lang, "body", lang.t("action-one")).id_as(id("body")).rows(3).value(&form.body).error(error_of(errors, "body")).required())
        (Field::select(lang, "side", lang.t("meeting-side"), sides).id_as(id("side")).value(&form.side).error(error_of(errors, "side")).required())
        (Field::text(lang, "owner", lang.t("action-owner")).value(&form.owner).hint(lang.t("action-owner-hint")).error(error_of(errors, "owner")).required())
        (Field::date(lang, "due_on", lang.t("action-due")).value(&form.due_on).error(error_of(errors, "due_on")).required())
        @if !is_new {
            (Field::radios(lang, "state", lang.t("action-state"), states).value(&form.state).error(error_of(errors, "state")))
            (Field::textarea(lang, "outcome", lang.t("action-outcome")).rows(3).value(&form.outcome)
                .hint(lang.t("action-outcome-hint")).error(error_of(errors, "outcome")))
        }
    }
}

/// An action as it is typed.
pub(super) fn stored(one: &Action) -> ActionForm {
    ActionForm {
        body: one.body.clone(),
        side: rules::side_word(one.side).to_owned(),
        owner: one.owner.clone(),
        due_on: one.due_on.to_string(),
        state: one.state.as_str().to_owned(),
        outcome: one.outcome.clone(),
        version: one.version,
    }
}

/// The page of an action: a form for who runs committees, its facts for the others.
pub(super) fn action_page(ctx: &Ctx, one: &Action, form: &ActionForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let crumbs = [
        Crumb::new(lang.t("action-title"), "/actions"),
        Crumb::new(one.beneficiary_name.clone(), one.meeting.path()),
    ];
    let head = Head::new(lang.t("action-of"), lang.t("committee-view"))
        .crumbs(crumbs)
        .lead(html! { p { (state_tag(ctx, one)) } })
        .has_errors(!errors.is_empty());
    let changes = ctx.actor.may(Permission::CommitteeManage);
    let post = PostForm::new(one.path(), &ctx.csrf).hidden("version", form.version.to_string()).body(html! {
        (fields(lang, form, errors, false))
        (buttons(html! {
            (submit(Emphasis::Primary, &lang.t("meeting-save")))
            (link_button(Emphasis::Quiet, &one.meeting.path(), &lang.t("action-meeting")))
        }))
    });
    let told = facts([
        (lang.t("action-one"), text(&one.body)),
        (lang.t("action-owner"), text(format!("{} ({})", one.owner, lang.t(side_key(one.side))))),
        (lang.t("action-due"), text(figures::date(lang, one.due_on))),
        (lang.t("action-outcome"), text(if one.outcome.is_empty() { "—" } else { &one.outcome })),
        (lang.t("action-meeting"), link(&one.meeting.path(), &lang.t("meeting-one"))),
    ]);
    page(ctx, &head, html! { (error_summary(lang, errors)) @if changes { (post) } @else { (told) } })
}

/// The list.
pub(super) fn list_page(
    ctx: &Ctx,
    asked: &ListQuery,
    found: &[Action],
    next: Option<&str>,
    bodies: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("action-title"), lang.t("committee-view"))
        .lead(text(lang.t("action-lead")))
        .has_errors(!errors.is_empty());
    let first = (!asked.after.is_empty()).then(|| address(asked, ""));
    let next = next.map(|after| address(asked, after));
    let nothing = empty_state(&lang.t("action-none"), &lang.t("action-none-why"), None);
    let body = html! {
        (error_summary(lang, errors))
        (filters(ctx, asked, bodies, errors))
        (table(ctx, found, true).empty(nothing))
        (pagination(lang, &lang.t("action-title"), first.as_deref(), next.as_deref(), None))
        @if !found.is_empty() { (platform::sheet::links(lang, "export-as", "/exports/actions")) }
    };
    page(ctx, &head, body)
}

fn address(asked: &ListQuery, after: &str) -> String {
    let parts = [("beneficiary", asked.beneficiary.as_str()), ("state", &asked.state), ("after", after)];
    let pairs: Vec<String> = parts
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", percent(value)))
        .collect();
    format!("/actions?{}", pairs.join("&"))
}

fn filters(ctx: &Ctx, asked: &ListQuery, bodies: &[Organisation], errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let any = std::iter::once(Choice::new("", lang.t("project-any")));
    let bodies = any.chain(bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name)));
    let states = ActionState::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let state = if asked.state.is_empty() { ActionState::Open.as_str() } else { &asked.state };
    filter_form(
        "/actions",
        &lang.t("action-title"),
        html! {
            @if *ctx.scope() == Scope::All {
                (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), bodies).value(&asked.beneficiary))
            }
            (Field::select(lang, "state", lang.t("action-state"), states).value(state).error(error_of(errors, "state")))
            (submit(Emphasis::Secondary, &lang.t("desk-filter")))
        },
    )
}
