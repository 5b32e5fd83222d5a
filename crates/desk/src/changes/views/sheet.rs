//! The page of one change: where it stands and what may be done now, what was written, who agreed, what was told.

use super::{
    form::conflict_list,
    risk_tag, state_tag,
    steps::{self, Typed},
    times,
};
use crate::{
    approvals::Decision,
    changes::{
        Seat,
        actions::{self, Whole},
        rules::{self, Step, risk},
    },
    maintenance::{self, rules as notice},
};
use agreements::versions;
use jiff::civil::Date;
use kernel::{Figure, Permission, Text};
use maud::{Markup, html};
use people::{Organisation, Person};
use platform::{
    Ctx, Result,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons, error_of,
            error_summary, explained, facts, link, link_button, section, submit, tag, text, time, with_aside,
        },
        page,
    },
};

/// What the page needs besides the change.
pub(super) struct Around {
    bodies: Vec<Organisation>,
    sites: Vec<estate::sites::Site>,
    pub(super) may_answer: Vec<Person>,
    is_asked: bool,
    /// Days of notice and last day to announce, for each beneficiary concerned.
    pub(super) notices: Vec<(String, u32, Option<Date>)>,
}

async fn around(ctx: &Ctx, whole: &Whole) -> Result<Around> {
    let mut tx = ctx.read().await?;
    let change = &whole.change;
    let bodies = people::organisations::store::beneficiaries(&mut tx).await?;
    let today = agreements::reading::today(ctx);
    let starts_on = change.content.planned.from().to_zoned(figures::paris().clone()).date();
    let mut in_force = versions::all_in_force(&mut tx, today).await?;
    let mut notices = vec![];
    for body in bodies.iter().filter(|body| change.content.places.iter().any(|p| p.beneficiary == body.id)) {
        let version = in_force.remove(&body.id);
        let days = notice::notice_days(version.as_ref().map(|version| &*version.document));
        notices.push((body.name.clone(), days, notice::last_day(starts_on, days)));
    }
    Ok(Around {
        sites: estate::sites::store::list(&mut tx, None).await?,
        may_answer: actions::may_answer(&mut tx, change.author.id.as_ref()).await?,
        is_asked: actions::waiting(&mut tx, ctx).await?.iter().any(|one| one.id == change.id),
        bodies,
        notices,
    })
}

/// The page of a change.
pub(in crate::changes) async fn show(
    ctx: &Ctx,
    whole: &Whole,
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Markup> {
    let (lang, change) = (ctx.lang, &whole.change);
    let around = around(ctx, whole).await?;
    let lead = html! {
        (state_tag(lang, change.state)) " " (risk_tag(lang, change)) " " (lang.t(change.content.kind.label_key())) ". "
        (times(lang, change))
    };
    let head = Head::new(format!("{} {}", change.reference(), change.content.title), lang.t("change-one"));
    let head = head.crumbs([Crumb::new(lang.t("change-title"), "/changes")]).lead(lead);
    let may_run = ctx.actor.may(Permission::DeskRun);
    let may_edit = may_run && rules::after(change.state, change.content.kind, Step::Edit).is_some();
    let head = head.has_errors(!errors.is_empty()).actions(html! { @if may_edit {
        (link_button(Emphasis::Secondary, &format!("{}/edit", change.path()), &lang.t("change-edit")))
    } });
    let main = html! {
        @if around.is_asked { (steps::decide(ctx, change, typed, errors)) }
        @if may_run { (steps::next(ctx, whole, &around, typed, errors)) }
        (written(lang, whole))
        @if !whole.told.is_empty() {
            (section("told", &lang.t("maintenance-record"), None, maintenance::views::record(lang, &whole.told)))
        }
    };
    let aside = html! {
        (section("facts", &lang.t("change-facts"), None, sides(lang, whole, &around)))
        (section("seats", &lang.t("change-approvals"), None, seats(lang, whole)))
        @if may_run || !whole.tickets.is_empty() {
            (section("tickets", &lang.t("major-tickets"), None, tickets(ctx, whole, typed, errors, may_run)))
        }
        (crate::problems::views::of_change(lang, &whole.problems))
        (crate::project_changes::views::of_change(lang, &whole.projects))
        (section("history", &lang.t("change-history"), None, history(lang, whole)))
    };
    let body = html! { (error_summary(lang, errors)) (with_aside(&lang.t("change-facts"), main, aside)) };
    Ok(page(ctx, &head, body))
}

/// What was written of it.
fn written(lang: Lang, whole: &Whole) -> Markup {
    let content = &whole.change.content;
    let part = |id: &str, key: &str, words: &str| {
        html! { @if !words.is_empty() { (section(id, &lang.t(key), None, html! { p.typed { (words) } })) } }
    };
    html! {
        (part("outcome", "change-outcome-was", &whole.change.outcome))
        @if !whole.conflicts.is_empty() {
            (section("conflicts", &lang.t("change-conflicts"), None, html! {
                (conflict_list(lang, &whole.conflicts))
                @if !content.conflict_reason.is_empty() { p { strong { (lang.t("change-conflict-reason")) } " " (content.conflict_reason) } }
            }))
        }
        (part("emergency", "change-emergency-reason", &content.emergency_reason))
        (part("why", "change-why", &content.why))
        (part("plan", "change-plan", &content.plan))
        (part("back-out", "change-back-out", &content.back_out))
        (part("test", "change-test", &content.test))
        (part("public", "change-public", [content.public_title[0].as_str(), &content.public_text[0]].join("\n").trim()))
    }
}

fn sides(lang: Lang, whole: &Whole, around: &Around) -> Markup {
    let (change, content) = (&whole.change, &whole.change.content);
    let risk = risk::explained(content.impact, content.likelihood);
    let figure = Figure::Text(Text::new(risk.value.label_key()));
    let services: Vec<String> = content.services.iter().map(|one| lang.t(one.label_key())).collect();
    let places = content.places.iter().map(|place| {
        let body =
            around.bodies.iter().find(|body| body.id == place.beneficiary).map_or("", |body| &body.name);
        match &place.site {
            None => lang.with("change-whole", &[("name", body)]),
            Some(id) => {
                let site = around.sites.iter().find(|site| site.id == *id).map_or("", |site| &site.name);
                format!("{site} — {body}")
            }
        }
    });
    facts([
        (lang.t("change-author"), html! { (change.author.name) ", " (time(lang, change.created_at)) }),
        (lang.t("change-risk"), explained(lang, &lang.t("change-risk"), &figure, &risk.explanation)),
        (lang.t("change-services"), text(services.join(", "))),
        (lang.t("change-places"), html! { ul { @for place in places { li { (place) } } } }),
        (
            lang.t("change-started"),
            html! { @if let Some(at) = change.started_at { (time(lang, at)) } @else { "—" } },
        ),
        (
            lang.t("change-ended"),
            html! { @if let Some(at) = change.ended_at { (time(lang, at)) } @else { "—" } },
        ),
    ])
}

/// Who was asked, revision by revision.
fn seats(lang: Lang, whole: &Whole) -> Markup {
    let is_now = |seat: &&Seat| seat.revision == whole.change.revision;
    let line = |seat: &Seat| {
        html! {
            (seat.person_name) ": "
            @match (seat.decision, seat.decided_at) {
                (Some(decision), Some(at)) => {
                    (tag(if decision == Decision::Accepted { Tone::Good } else { Tone::Bad }, &lang.t(decision.label_key())))
                    " " (time(lang, at))
                    @if let Some(by) = seat.decided_by_name.as_ref().filter(|by| **by != seat.person_name) {
                        " (" (lang.with("approval-by", &[("name", by)])) ")"
                    }
                    @if !seat.reason.is_empty() { " — " (seat.reason) }
                }
                _ => (tag(Tone::Warning, &lang.t("approval-awaited"))),
            }
        }
    };
    let (now, before): (Vec<&Seat>, Vec<&Seat>) = whole.seats.iter().partition(is_now);
    html! {
        @if now.is_empty() { p { (lang.t("change-nobody-asked")) } }
        ul { @for seat in &now { li { (line(seat)) } } }
        @if !before.is_empty() {
            details { summary { (lang.t("change-seats-before")) } ul { @for seat in &before { li { (line(seat)) } } } }
        }
    }
}

fn tickets(ctx: &Ctx, whole: &Whole, typed: &Typed, errors: &[FieldError], may_run: bool) -> Markup {
    let (lang, path) = (ctx.lang, whole.change.path());
    let post = PostForm::new(format!("{path}/tickets"), &ctx.csrf).label(lang.t("major-add")).body(html! {
        (Field::text(lang, "tickets", lang.t("major-add")).value(&typed.tickets).hint(lang.t("major-tickets-hint"))
            .error(error_of(errors, "tickets")).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("major-add-do"))))
    });
    html! {
        ul { @for one in &whole.tickets { li {
            (link(&one.key.path(), &format!("{} {}", one.reference, one.title))) ", " (one.beneficiary_name)
            @if may_run {
                @let post = PostForm::new(format!("{path}/tickets/removal"), &ctx.csrf);
                " " (post.hidden("tickets", &one.reference).body(html! { button.quiet type="submit" {
                    (lang.t("major-remove")) span.visually-hidden { " " (one.reference) }
                } }))
            }
        } } }
        @if may_run { (post) }
    }
}

fn history(lang: Lang, whole: &Whole) -> Markup {
    html! {
        ul { @for one in &whole.history { li {
            (time(lang, one.at)) ", " (one.by) ": " (lang.t(happened(&one.action)))
        } } }
    }
}

fn happened(action: &str) -> &'static str {
    match action {
        "change.create" => "change-happened-create",
        "change.edit" => "change-happened-edit",
        "change.submit" => "change-happened-submit",
        "change.agree" => "change-happened-agree",
        "change.disagree" => "change-happened-disagree",
        "change.accept" => "change-happened-accept",
        "change.refuse" => "change-happened-refuse",
        "change.start" => "change-happened-start",
        "change.finish" => "change-happened-finish",
        "change.back_out" => "change-happened-back-out",
        "change.review" => "change-happened-review",
        "change.cancel" => "change-happened-cancel",
        "change.reopen" => "change-happened-reopen",
        "change.make_standard" => "change-happened-make-standard",
        _ => "change-happened",
    }
}
