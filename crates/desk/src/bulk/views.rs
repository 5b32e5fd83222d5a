//! How changes to several tickets look.

use super::{BatchId, Foreseen, Outcome, pages::BulkForm, rules};
use crate::{
    teams::Team,
    tickets::{Transition, views::forms},
};
use maud::{Markup, Render as _, html};
use people::persons::Person;
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions, confirmation, error_of, error_summary, link, link_button, notice, section, submit, tag,
            text,
        },
        page,
    },
};

/// The box of a row, and the words for those who hear it.
pub fn tick(lang: Lang, ticket: &crate::tickets::Ticket) -> Markup {
    let about = lang.with("bulk-tick", &[("reference", &ticket.reference)]);
    html! { input.tick type="checkbox" name="t" value=(super::Ticked::value(ticket)) aria-label=(about); " " }
}

fn head(lang: Lang) -> Head {
    let head = Head::new(lang.t("bulk-title"), lang.t("desk-view-desk"));
    head.crumbs([Crumb::new(lang.t("desk-tickets"), "/tickets")])
}

/// The tickets ticked, what may be done to them, and what would happen.
pub(super) fn preview_page(
    ctx: &Ctx,
    form: &BulkForm,
    (workers, teams): (&[Person], &[Team]),
    foreseen: Option<&[Foreseen]>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let count = form.ticked().len();
    let lead = lang.with("bulk-count", &[("count", count)]);
    let body = html! {
        (error_summary(lang, errors))
        @if count == 0 {
            p #field-t { (link_button(Emphasis::Primary, "/tickets", &lang.t("bulk-back"))) }
        } @else {
            (choose(lang, form, workers, teams, errors))
            @if let Some(foreseen) = foreseen { (preview(ctx, form, foreseen)) }
        }
    };
    page(ctx, &head(lang).lead(text(lead)).has_errors(!errors.is_empty()), body)
}

/// One kind of change at a time. Everything is in the address, so that the preview can be looked at again.
fn choose(lang: Lang, form: &BulkForm, workers: &[Person], teams: &[Team], errors: &[FieldError]) -> Markup {
    let kinds = ["assign", "team", "criticality", "move"]
        .into_iter()
        .zip(["desk-assignee", "team-one", "desk-criticality", "desk-state"])
        .map(|(kind, key)| Choice::new(kind, lang.t(key)));
    let nobody = |value: &str| std::iter::once(Choice::new(value, lang.t("desk-nobody")));
    let people =
        nobody("nobody").chain(workers.iter().map(|person| Choice::new(person.id.as_str(), &person.name)));
    let groups = nobody("none").chain(teams.iter().map(|team| Choice::new(team.id.as_str(), &team.name)));
    let moves = Transition::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let usual = |typed: &str, or: &str| if typed.is_empty() { or.to_owned() } else { typed.to_owned() };
    html! {
        form.bulk-form method="get" action="/tickets/bulk" novalidate aria-label=(lang.t("bulk-choose")) {
            @for ticked in &form.t { input type="hidden" name="t" value=(ticked); }
            (Field::radios(lang, "change", lang.t("bulk-choose"), kinds).value(usual(&form.change, "assign"))
                .error(error_of(errors, "change")))
            div.filter-controls {
                (Field::select(lang, "assignee", lang.t("desk-assignee"), people).value(&form.assignee))
                (Field::select(lang, "team", lang.t("team-one"), groups).value(&form.team))
                (forms::impact(lang, &usual(&form.impact, "low"))) (forms::urgency(lang, &usual(&form.urgency, "medium")))
                (Field::select(lang, "transition", lang.t("desk-state"), moves).value(&form.transition))
                (Field::text(lang, "reason", lang.t("desk-reason")).value(&form.reason)
                    .hint(lang.t("desk-reason-hint")).error(error_of(errors, "reason")))
            }
            (actions(submit(Emphasis::Primary, &lang.t("bulk-preview"))))
        }
    }
}

fn preview(ctx: &Ctx, form: &BulkForm, foreseen: &[Foreseen]) -> Markup {
    let lang = ctx.lang;
    let done = foreseen.iter().filter(|one| one.effect.is_ok()).count();
    let table = DataTable::new(lang.t("bulk-foreseen")).caption_hidden();
    let table =
        ["desk-ticket", "bulk-before", "bulk-after"].iter().fold(table, |t, key| t.column(lang.t(key)));
    let table = table.rows(foreseen.iter().map(|one| {
        let name = one.ticket.as_ref().map_or_else(
            || text(lang.t("bulk-unseen")),
            |ticket| link(&ticket.key.path(), &format!("{} {}", ticket.reference, ticket.title)),
        );
        match &one.effect {
            Ok((before, after)) => [name, text(lang.text(before)), text(lang.text(after))],
            Err(why) => [name, text("—"), tag(Tone::Warning, &lang.text(why))],
        }
    }));
    let key: String = ctx.id();
    let fields = [
        ("change", &form.change),
        ("assignee", &form.assignee),
        ("team", &form.team),
        ("impact", &form.impact),
        ("urgency", &form.urgency),
        ("transition", &form.transition),
        ("reason", &form.reason),
        ("batch", &key),
    ];
    let post = PostForm::new("/tickets/bulk", &ctx.csrf).label(lang.t("bulk-foreseen"));
    let post = form.t.iter().fold(post, |post, ticked| post.hidden("t", ticked));
    let post = fields.into_iter().fold(post, |post, (name, value)| post.hidden(name, value));
    let apply = lang.with("bulk-apply", &[("count", done)]);
    let body = html! {
        (table)
        @if done > 0 { (post.body(actions(submit(Emphasis::Primary, &apply)))) } @else { p { (lang.t("bulk-nothing")) } }
    };
    section("foreseen", &lang.t("bulk-foreseen"), None, body)
}

/// What became of each ticket, and putting it back while that is possible.
pub(super) fn report_page(ctx: &Ctx, batch: &BatchId, outcomes: &[Outcome]) -> Markup {
    let lang = ctx.lang;
    let count = |is: &dyn Fn(&&Outcome) -> bool| outcomes.iter().filter(is).count();
    let (done, undone) = (count(&|one| one.refusal.is_none()), count(&|one| one.undone_at.is_some()));
    let refused = outcomes.len() - done;
    let may_undo = undone < done && outcomes.first().is_some_and(|one| rules::may_undo(one.at, ctx.now()));
    let action = format!("/tickets/bulk/{batch}/undo");
    let title = lang.with("bulk-done", &[("count", done)]);
    let body = html! {
        (confirmation(&title, html! {
            @if may_undo {
                p { (lang.t("bulk-undo-until")) }
                (action_button(&ctx.csrf, &action, Emphasis::Secondary, &lang.t("bulk-undo"), None))
            }
        }))
        @if refused > 0 { (notice(Tone::Warning, &lang.with("bulk-refused", &[("count", refused)]), html! {})) }
        (outcome_table(lang, outcomes))
        p { (link("/tickets", &lang.t("bulk-back"))) }
    };
    page(ctx, &head(lang), body)
}

fn outcome_table(lang: Lang, outcomes: &[Outcome]) -> Markup {
    let table = DataTable::new(lang.t("bulk-title")).caption_hidden();
    let table = table.column(lang.t("desk-ticket")).column(lang.t("bulk-outcome"));
    let outcome = |one: &Outcome| match (&one.refusal, one.undone_at, &one.undo_refusal) {
        (Some(why), ..) => tag(Tone::Warning, &lang.text(why)),
        (None, Some(_), _) => tag(Tone::Neutral, &lang.t("bulk-undone")),
        (None, None, Some(why)) => html! {
            (tag(Tone::Good, &lang.t("bulk-changed"))) " "
            (tag(Tone::Warning, &lang.with("bulk-not-undone", &[("why", lang.text(why))])))
        },
        (None, None, None) => tag(Tone::Good, &lang.t("bulk-changed")),
    };
    table.rows(outcomes.iter().map(|one| [link(&one.key.path(), &one.name), outcome(one)])).render()
}
