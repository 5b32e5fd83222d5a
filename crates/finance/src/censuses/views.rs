//! How censuses are drawn.

use super::{Census, CensusForm, Verdict, rules};
use crate::screen::{beneficiary_field, errors, next_page};
use kernel::Permission;
use maud::{Markup, html};
use people::organisations::Organisation;
use platform::{
    Ctx, Problems,
    i18n::figures,
    sheet,
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, Head, PostForm, Tone, actions, empty_state, error_of,
            error_summary, facts, link, link_button, notice, section, submit, submit_with, tag, text,
        },
        page,
    },
};

fn crumbs(ctx: &Ctx) -> Vec<Crumb> {
    vec![Crumb::new(ctx.lang.t("census-list"), "/censuses")]
}

fn state(ctx: &Ctx, census: &Census) -> Markup {
    let tone = match census.verdict() {
        None => Tone::Warning,
        Some(Verdict::Validated) => Tone::Good,
        Some(Verdict::Refused) => Tone::Bad,
    };
    tag(tone, &ctx.lang.t(census.state_key()))
}

pub(super) fn list(ctx: &Ctx, mut rows: Vec<Census>) -> Markup {
    let lang = ctx.lang;
    let more = next_page(ctx, &mut rows, "/censuses", &lang.t("census-list"), |c| c.id.to_string());
    let may = ctx.actor.may(Permission::CensusEstablish);
    let new = may.then(|| link_button(Emphasis::Primary, "/censuses/new", &lang.t("census-new")));
    let table = DataTable::new(lang.t("census-list"))
        .column(lang.t("census-reference-date"))
        .column(lang.t("money-beneficiary"))
        .figures(lang.t("census-agent-count"))
        .column(lang.t("money-state"))
        .column(lang.t("census-author"))
        .rows(rows.iter().map(|c| {
            [
                link(&c.href(), &figures::date(lang, c.reference_date)),
                text(&c.beneficiary_name),
                text(figures::count(lang, c.agent_count)),
                state(ctx, c),
                text(&c.author),
            ]
        }))
        .caption_hidden()
        .empty(empty_state(&lang.t("census-none"), &lang.t("census-none-why"), None));
    let head = Head::new(lang.t("census-list"), lang.t("money-view"))
        .lead(html! { p { (lang.t("census-lead")) } })
        .actions(new.unwrap_or_default());
    page(ctx, &head, html! { (table) (more) (sheet::links(lang, "export-as", "/exports/censuses")) })
}

pub(super) fn form(ctx: &Ctx, all: &[Organisation], form: &CensusForm, problems: &Problems) -> Markup {
    let lang = ctx.lang;
    let errors = errors(lang, problems);
    let body = html! {
        (beneficiary_field(ctx, all, &form.beneficiary, error_of(&errors, "beneficiary")))
        (Field::date(lang, "reference_date", lang.t("census-reference-date"))
            .hint(lang.t("census-reference-date-hint"))
            .value(form.reference_date.as_str())
            .error(error_of(&errors, "reference_date")).required())
        (Field::number(lang, "agent_count", lang.t("census-agent-count"))
            .hint(lang.t("census-agent-count-hint"))
            .value(form.agent_count.as_str())
            .error(error_of(&errors, "agent_count")).required())
        (Field::textarea(lang, "note", lang.t("census-note"))
            .hint(lang.t("census-note-hint"))
            .value(form.note.as_str())
            .error(error_of(&errors, "note")))
        (actions(html! {
            (submit(Emphasis::Primary, &lang.t("census-establish")))
            (link_button(Emphasis::Secondary, "/censuses", &lang.t("money-back")))
        }))
    };
    let head = Head::new(lang.t("census-new"), lang.t("census-list"))
        .crumbs(crumbs(ctx))
        .has_errors(!errors.is_empty());
    let post = PostForm::new("/censuses", &ctx.csrf).hidden("corrects", &form.corrects).body(body);
    page(ctx, &head, html! { (error_summary(lang, &errors)) (post) })
}

pub(super) fn show(ctx: &Ctx, census: &Census, all: &[Census], problems: &Problems) -> Markup {
    let lang = ctx.lang;
    let errors = errors(lang, problems);
    let title = lang.with("census-title", &[("date", figures::date(lang, census.reference_date))]);
    let may_correct = census.is_validated() && ctx.actor.may(Permission::CensusEstablish);
    let correct = may_correct.then(|| {
        let href = format!("/censuses/new?beneficiary={}&corrects={}", census.beneficiary, census.id);
        link_button(Emphasis::Secondary, &href, &lang.t("census-correct"))
    });
    let head = Head::new(title, lang.t("census-list"))
        .crumbs(crumbs(ctx))
        .lead(state(ctx, census))
        .actions(correct.unwrap_or_default())
        .has_errors(!errors.is_empty());
    let waits = census.decision.is_none();
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, &errors))
            @if waits {
                @for warning in rules::warnings(census, all) {
                    (notice(Tone::Warning, &lang.text(&warning), html! {}))
                }
            }
            (census_facts(ctx, census))
            @if waits && ctx.actor.may(Permission::CensusValidate) {
                (section("decision", &lang.t("census-decision"), None, decision(ctx, census, error_of(&errors, "note"))))
            }
        },
    )
}

fn census_facts(ctx: &Ctx, census: &Census) -> Markup {
    let lang = ctx.lang;
    let mut pairs = vec![
        (lang.t("money-beneficiary"), text(&census.beneficiary_name)),
        (lang.t("census-reference-date"), text(figures::date(lang, census.reference_date))),
        (lang.t("census-agent-count"), text(figures::count(lang, census.agent_count))),
        (lang.t("census-note"), text(&census.note)),
        (lang.t("census-author"), text(&census.author)),
        (lang.t("census-established-at"), text(figures::instant(lang, census.established_at))),
    ];
    if let Some(corrects) = &census.corrects {
        let href = format!("/censuses/{}/{corrects}", census.beneficiary);
        pairs.push((lang.t("census-corrects"), link(&href, &lang.t("census-corrected"))));
    }
    if let Some(decision) = &census.decision {
        let words = format!("{}, {}", decision.by, figures::instant(lang, decision.at));
        pairs.push((lang.t("census-decision"), html! { (state(ctx, census)) " " (words) }));
        if !decision.note.is_empty() {
            pairs.push((lang.t("census-decision-note"), text(&decision.note)));
        }
    }
    facts(pairs)
}

fn decision(ctx: &Ctx, census: &Census, error: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let body = html! {
        (Field::textarea(lang, "note", lang.t("census-decision-note"))
            .hint(lang.t("census-decision-note-hint")).error(error))
        (actions(html! {
            (submit_with(Emphasis::Primary, &lang.t("census-validate"), "verdict", "validated"))
            (submit_with(Emphasis::Danger, &lang.t("census-refuse"), "verdict", "refused"))
        }))
    };
    html! { (PostForm::new(format!("{}/decision", census.href()), &ctx.csrf).body(body)) }
}
