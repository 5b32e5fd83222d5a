//! The page of an entry: its facts, or its form for who keeps the register; what is done about it; what it was.

use super::{state_tag, weight};
use crate::{
    meetings::{rules, side_key},
    risks::{Risk, RiskForm, RiskKind, RiskState, RiskVersion, actions::Whole, rules::SCALE},
};
use kernel::{Permission, Side};
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, Narrow, PostForm,
            actions as buttons, error_of, error_summary, facts, link, link_button, paragraphs, section,
            submit, text, time,
        },
        page,
    },
};

fn crumb(lang: Lang) -> Crumb {
    Crumb::new(lang.t("risk-title"), "/risks")
}

/// An entry as it is typed.
pub(in crate::risks) fn stored(one: &Risk) -> RiskForm {
    RiskForm {
        beneficiary: one.key.beneficiary.to_string(),
        kind: one.kind.as_str().to_owned(),
        title: one.title.clone(),
        description: one.description.clone(),
        likelihood: one.likelihood.to_string(),
        impact: one.impact.to_string(),
        side: rules::side_word(one.side).to_owned(),
        owner: one.owner.clone(),
        treatment: one.treatment.clone(),
        review_on: one.review_on.to_string(),
        state: one.state.as_str().to_owned(),
        version: one.version,
        key: String::new(),
    }
}

/// The form of a new entry.
pub(in crate::risks) fn new_page(
    ctx: &Ctx,
    form: &RiskForm,
    bodies: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("risk-new"), lang.t("committee-view"))
        .crumbs([crumb(lang)])
        .has_errors(!errors.is_empty());
    let bodies = bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let post = PostForm::new("/risks", &ctx.csrf).hidden("key", &form.key).body(html! {
        (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), bodies).value(&form.beneficiary)
            .error(error_of(errors, "beneficiary")).required())
        (fields(lang, form, errors))
        (buttons(submit(Emphasis::Primary, &lang.t("meeting-save"))))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

/// The page of an entry.
pub(in crate::risks) fn risk_page(ctx: &Ctx, all: &Whole, form: &RiskForm, errors: &[FieldError]) -> Markup {
    let (lang, one) = (ctx.lang, &all.risk);
    let head = Head::new(one.title.clone(), lang.t("committee-view"))
        .crumbs([crumb(lang)])
        .lead(html! { p { (one.beneficiary_name) ", " (weight(lang, one.likelihood, one.impact)) " " (state_tag(ctx, one)) } })
        .has_errors(!errors.is_empty());
    let changes = ctx.actor.may(Permission::CommitteeManage);
    let post = PostForm::new(one.key.path(), &ctx.csrf).hidden("version", form.version.to_string());
    let post = post.label(lang.t("risk-one")).body(html! {
        (fields(lang, form, errors))
        (buttons(html! {
            (submit(Emphasis::Primary, &lang.t("meeting-save")))
            (link_button(Emphasis::Quiet, "/risks", &lang.t("meeting-back")))
        }))
    });
    let body = html! {
        (error_summary(lang, errors))
        @if changes { (post) } @else { (told(lang, one)) }
        (section("actions", &lang.t("action-title"), None, html! {
            (actions(lang, all))
            @if changes && !all.proposed.is_empty() { (linking(ctx, all, errors)) }
        }))
        (section("versions", &lang.t("risk-history"), None, html! { (history(lang, &all.versions)) }))
    };
    page(ctx, &head, body)
}

fn told(lang: Lang, one: &Risk) -> Markup {
    facts([
        (lang.t("risk-kind"), text(lang.t(one.kind.label_key()))),
        (lang.t("risk-description"), paragraphs(&one.description)),
        (lang.t("risk-weight"), weight(lang, one.likelihood, one.impact)),
        (lang.t("action-owner"), text(format!("{} ({})", one.owner, lang.t(side_key(one.side))))),
        (lang.t("risk-treatment"), paragraphs(&one.treatment)),
        (lang.t("risk-review"), text(figures::date(lang, one.review_on))),
    ])
}

fn fields(lang: Lang, form: &RiskForm, errors: &[FieldError]) -> Markup {
    let error = |name: &str| error_of(errors, name);
    let kinds = RiskKind::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let states = RiskState::ALL.iter().map(|one| Choice::new(one.as_str(), lang.t(one.label_key())));
    let sides = [Side::Provider, Side::Beneficiary]
        .map(|side| Choice::new(rules::side_word(side), lang.t(side_key(side))));
    let scale = || (1..=SCALE).map(|value| Choice::new(value.to_string().as_str(), value.to_string()));
    let state = if form.state.is_empty() { RiskState::Open.as_str() } else { &form.state };
    html! {
        (Field::radios(lang, "kind", lang.t("risk-kind"), kinds).value(&form.kind).error(error("kind")).required())
        (Field::text(lang, "title", lang.t("risk-one")).value(&form.title).error(error("title")).required())
        (Field::textarea(lang, "description", lang.t("risk-description")).rows(4).value(&form.description).error(error("description")))
        (Field::select(lang, "likelihood", lang.t("risk-likelihood"), scale()).hint(lang.t("risk-likelihood-hint"))
            .value(&form.likelihood).error(error("likelihood")).required())
        (Field::select(lang, "impact", lang.t("risk-impact"), scale()).hint(lang.t("risk-impact-hint"))
            .value(&form.impact).error(error("impact")).required())
        (Field::select(lang, "side", lang.t("meeting-side"), sides).value(&form.side).error(error("side")).required())
        (Field::text(lang, "owner", lang.t("action-owner")).value(&form.owner).hint(lang.t("action-owner-hint")).error(error("owner")).required())
        (Field::textarea(lang, "treatment", lang.t("risk-treatment")).rows(3).value(&form.treatment)
            .hint(lang.t("risk-treatment-hint")).error(error("treatment")))
        (Field::date(lang, "review_on", lang.t("risk-review")).value(&form.review_on).error(error("review_on")).required())
        (Field::radios(lang, "state", lang.t("risk-state"), states).value(state).error(error("state")))
    }
}

fn actions(lang: Lang, all: &Whole) -> Markup {
    html! {
        @if all.actions.is_empty() { p { (lang.t("risk-no-action")) } }
        @else {
            ul {
                @for one in &all.actions {
                    li { (link(&one.path(), &one.body)) ", " (figures::date(lang, one.due_on)) " (" (lang.t(one.state.label_key())) ")" }
                }
            }
        }
    }
}

fn linking(ctx: &Ctx, all: &Whole, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let choices = all.proposed.iter().map(|one| Choice::new(one.id.as_str(), &one.body));
    let label = lang.t("risk-link-action");
    let post = PostForm::new(format!("{}/actions", all.risk.key.path()), &ctx.csrf).label(label.as_str());
    let post = post.body(html! {
        (Field::select(lang, "action", lang.t("action-one"), choices).error(error_of(errors, "action")).required())
        (buttons(submit(Emphasis::Secondary, &label)))
    });
    html! { (post) }
}

fn history(lang: Lang, all: &[RiskVersion]) -> DataTable {
    let table = DataTable::new(lang.t("risk-history")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["risk-version", "risk-weight", "risk-treatment", "risk-review", "risk-state", "risk-by"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    table.rows(all.iter().map(|one| {
        [
            text(one.version.to_string()),
            weight(lang, one.likelihood, one.impact),
            text(if one.treatment.is_empty() { "—" } else { &one.treatment }),
            text(figures::date(lang, one.review_on)),
            text(lang.t(one.state.label_key())),
            html! { (one.by) p.hint { (time(lang, one.at)) } },
        ]
    }))
}
