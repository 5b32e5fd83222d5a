//! How reversibility looks: where each plan stands, and everything about one beneficiary.

use super::{
    actions::{Standing, Whole},
    handovers, packs,
    pages::Typed,
    plans::{self, Plan},
};
use crate::meetings::rules::day;
use kernel::{Permission, id::BeneficiaryId};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Crumb, DataTable, Emphasis, FieldError, Head, Narrow, PostForm, Tone, actions as buttons,
            empty_state, error_summary, explanation, facts, link, link_button, section, submit, tag, text,
        },
        page,
    },
};

/// Where the plan of each beneficiary stands.
pub(super) fn list_page(ctx: &Ctx, all: &[Standing]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("reversibility-title"))
        .column(lang.t("desk-beneficiary"))
        .column(lang.t("plan-accepted-version"))
        .column(lang.t("plan-open-version"))
        .column(lang.t("plan-due"))
        .rows(all.iter().map(|one| {
            [
                link(&format!("/reversibility/{}", one.beneficiary.id), &one.beneficiary.name),
                version(lang, one.accepted.as_ref()),
                version(lang, one.open.as_ref()),
                due(ctx, one),
            ]
        }))
        .caption_hidden()
        .narrow(Narrow::Stacked)
        .empty(empty_state(&lang.t("scoreboard-nobody"), &lang.t("scoreboard-nobody-why"), None));
    let head = Head::new(lang.t("reversibility-title"), lang.t("committee-view"));
    page(ctx, &head.lead(text(lang.t("reversibility-lead"))), table.render())
}

fn version(lang: Lang, plan: Option<&Plan>) -> Markup {
    match plan {
        None => text("—"),
        Some(plan) => html! {
            (link(&plan.key.path(), &lang.with("plan-title", &[("number", plan.key.number)]))) " "
            (plans::views::state_tag(lang, plan))
        },
    }
}

fn due(ctx: &Ctx, one: &Standing) -> Markup {
    let lang = ctx.lang;
    match &one.due {
        None => text(lang.t("exit-no-agreement")),
        Some(due) => html! {
            (figures::date(lang, due.value))
            @if one.is_late(day(ctx.now())) { " " (tag(Tone::Bad, &lang.t("plan-late"))) }
        },
    }
}

/// Everything about the reversibility of one beneficiary.
pub(super) fn page_of(ctx: &Ctx, all: &Whole, typed: &Typed, errors: &[FieldError]) -> Markup {
    let (lang, body) = (ctx.lang, &all.standing.beneficiary);
    let head = Head::new(body.name.as_str(), lang.t("reversibility-title"))
        .crumbs([Crumb::new(lang.t("reversibility-title"), "/reversibility")])
        .lead(text(lang.t("reversibility-lead")))
        .has_errors(!errors.is_empty());
    let suggested = all.packs.iter().find_map(|pack| pack.manifest.as_ref());
    let suggested = suggested.map_or("", |manifest| manifest.as_str());
    let content = html! {
        (error_summary(lang, errors))
        (section("plan", &lang.t("plan-section"), None, plan(ctx, all)))
        @if ctx.actor.may(Permission::PackMake) {
            (section("pack", &lang.t("pack-section"), None, packs::views::packs(ctx, &body.id, &all.packs)))
        }
        (section("handovers", &lang.t("handover-section"), None, html! {
            (handovers::views::handovers(ctx, &body.id, (&all.handovers, suggested), typed, errors))
        }))
        (section("deletion", &lang.t("destruction-title"), None, html! {
            p { (lang.t("destruction-lead")) }
            (buttons(link_button(Emphasis::Secondary, &format!("/reversibility/{}/destructions", body.id), &lang.t("destruction-see"))))
        }))
    };
    page(ctx, &head, content)
}

fn plan(ctx: &Ctx, all: &Whole) -> Markup {
    let (lang, standing) = (ctx.lang, &all.standing);
    html! {
        (facts([
            (lang.t("plan-accepted-version"), version(lang, standing.accepted.as_ref())),
            (lang.t("plan-open-version"), version(lang, standing.open.as_ref())),
            (lang.t("plan-due"), due(ctx, standing)),
        ]))
        @if let Some(due) = &standing.due { (explanation(lang, "why-due", &ctx.linked(&due.explanation))) }
        @if all.plans.len() > 1 { (versions(lang, &all.plans)) }
        @if standing.open.is_none() && ctx.actor.may(Permission::ReversibilityManage) {
            (beginning(ctx, &standing.beneficiary.id))
        }
    }
}

fn versions(lang: Lang, all: &[Plan]) -> DataTable {
    DataTable::new(lang.t("plan-versions"))
        .column(lang.t("plan-version"))
        .column(lang.t("plan-changes"))
        .column(lang.t("plan-accepted"))
        .rows(all.iter().map(|one| {
            [
                version(lang, Some(one)),
                text(&one.changes),
                text(one.accepted_on.map_or_else(|| "—".to_owned(), |day| figures::date(lang, day))),
            ]
        }))
        .narrow(Narrow::Stacked)
}

fn beginning(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Markup {
    let lang = ctx.lang;
    let post =
        PostForm::new(format!("/reversibility/{beneficiary}/plans"), &ctx.csrf).label(lang.t("plan-begin"));
    html! {
        (post.body(html! {
            p { (lang.t("plan-begin-lead")) }
            (buttons(submit(Emphasis::Secondary, &lang.t("plan-begin"))))
        }))
    }
}
