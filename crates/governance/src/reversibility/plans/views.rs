//! How a version of the plan looks: its chapters, or their form for who writes them; who accepted it.

use super::{Chapter, Plan, PlanForm, PlanState, actions::Whole};
use crate::meetings::side_key;
use kernel::{Permission, Side};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons, error_of,
            error_summary, facts, link_button, notice, paragraphs, section, submit, tag, text,
        },
        page,
    },
};

/// A version as it is typed.
pub(super) fn stored(plan: &Plan) -> PlanForm {
    let of = |chapter: Chapter| plan.chapters.get(&chapter).cloned().unwrap_or_default();
    PlanForm {
        scope: of(Chapter::Scope),
        steps: of(Chapter::Steps),
        roles: of(Chapter::Roles),
        data: of(Chapter::Data),
        calendar: of(Chapter::Calendar),
        knowledge: of(Chapter::Knowledge),
        charges: of(Chapter::Charges),
        tests: of(Chapter::Tests),
        credentials: of(Chapter::Credentials),
        deletion: of(Chapter::Deletion),
        deletion_days: plan.deletion_days.map(|days| days.to_string()).unwrap_or_default(),
        changes: plan.changes.clone(),
        version: plan.version,
    }
}

/// Where a version stands, in words with a tone.
pub(in crate::reversibility) fn state_tag(lang: Lang, plan: &Plan) -> Markup {
    let tone = match plan.state {
        PlanState::Draft => Tone::Neutral,
        PlanState::Submitted => Tone::Warning,
        PlanState::Accepted => Tone::Good,
    };
    tag(tone, &lang.t(plan.state.label_key()))
}

/// The page of a version.
pub(super) fn plan_page(ctx: &Ctx, all: &Whole, form: &PlanForm, errors: &[FieldError]) -> Markup {
    let (lang, plan) = (ctx.lang, &all.plan);
    let base = format!("/reversibility/{}", plan.key.beneficiary);
    let title = lang.with("plan-title", &[("number", plan.key.number)]);
    let pdf = format!("{}/file.pdf", plan.key.path());
    let head = Head::new(title, lang.t("reversibility-title"))
        .crumbs([
            Crumb::new(lang.t("reversibility-title"), "/reversibility"),
            Crumb::new(plan.beneficiary_name.clone(), base),
        ])
        .lead(html! { p { (state_tag(lang, plan)) " " (lang.t("plan-lead")) } })
        .actions(link_button(Emphasis::Secondary, &pdf, &lang.t("plan-pdf")))
        .has_errors(!errors.is_empty());
    let writes = plan.state == PlanState::Draft && ctx.actor.may(Permission::ReversibilityManage);
    let body = html! {
        (error_summary(lang, errors))
        @if writes { (writing(ctx, plan, form, errors)) } @else { (reading(lang, plan)) }
        (section("acceptance", &lang.t("plan-acceptance"), None, acceptance(ctx, all)))
    };
    page(ctx, &head, body)
}

fn writing(ctx: &Ctx, plan: &Plan, form: &PlanForm, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new(plan.key.path(), &ctx.csrf).hidden("version", form.version.to_string());
    let post = post.label(lang.t("plan-write")).body(html! {
        @for chapter in Chapter::ALL {
            (Field::textarea(lang, chapter.as_str(), lang.t(chapter.label_key())).rows(6).hint(lang.t(chapter.hint_key()))
                .value(form.text(*chapter)).error(error_of(errors, chapter.as_str())))
        }
        (Field::number(lang, "deletion_days", lang.t("plan-deletion-days")).hint(lang.t("plan-hint-deletion-days"))
            .value(&form.deletion_days).error(error_of(errors, "deletion_days")).width(6))
        (Field::textarea(lang, "changes", lang.t("plan-changes")).rows(3).hint(lang.t("plan-hint-changes"))
            .value(&form.changes).error(error_of(errors, "changes")))
        (buttons(submit(Emphasis::Primary, &lang.t("meeting-save"))))
    });
    html! {
        (post)
        (step(ctx, plan, "submission", Emphasis::Secondary, "plan-submit", "plan-submit-lead"))
    }
}

fn reading(lang: Lang, plan: &Plan) -> Markup {
    html! {
        @for chapter in Chapter::ALL {
            @if let Some(words) = plan.chapters.get(chapter) {
                (section(chapter.as_str(), &lang.t(chapter.label_key()), None, paragraphs(words)))
            }
        }
        @if let Some(days) = plan.deletion_days {
            (section("deletion-days", &lang.t("plan-deletion-days"), None, html! { p { (lang.with("plan-deletion-days-told", &[("days", days)])) } }))
        }
        @if !plan.changes.is_empty() { (section("changes", &lang.t("plan-changes"), None, paragraphs(&plan.changes))) }
    }
}

/// A button that moves a version on, with what it does.
fn step(ctx: &Ctx, plan: &Plan, verb: &str, emphasis: Emphasis, label: &str, lead: &str) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new(format!("{}/{verb}", plan.key.path()), &ctx.csrf);
    let post = post.hidden("version", plan.version.to_string()).label(lang.t(label));
    html! { (post.body(html! { p { (lang.t(lead)) } (buttons(submit(emphasis, &lang.t(label)))) })) }
}

fn acceptance(ctx: &Ctx, all: &Whole) -> Markup {
    let (lang, plan) = (ctx.lang, &all.plan);
    let of = |side: Side| all.acceptances.iter().find(|one| one.side == side);
    let said = |side: Side| match of(side) {
        Some(one) => text(format!("{}, {}", one.person, figures::instant(lang, one.at))),
        None => text(lang.t("plan-not-accepted")),
    };
    let sides = [Side::Provider, Side::Beneficiary].map(|side| (lang.t(side_key(side)), said(side)));
    let is_submitted = plan.state == PlanState::Submitted;
    let may = is_submitted && ctx.actor.may(Permission::ReversibilityAccept);
    let is_asked = may && ctx.actor.side.is_some_and(|side| of(side).is_none());
    html! {
        (facts(sides))
        @if let Some(day) = plan.accepted_on {
            (notice(Tone::Good, &lang.t("plan-state-accepted"), html! { p { (lang.with("plan-frozen", &[("day", &figures::date(lang, day))])) } }))
        }
        @if is_asked { (step(ctx, plan, "acceptance", Emphasis::Primary, "plan-accept", "plan-accept-lead")) }
        @if is_submitted && ctx.actor.may(Permission::ReversibilityManage) {
            (step(ctx, plan, "reopening", Emphasis::Quiet, "plan-reopen", "plan-reopen-lead"))
        }
    }
}
