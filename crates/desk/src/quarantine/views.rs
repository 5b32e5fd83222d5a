//! How the quarantine looks.

use super::{Held, Standing, pages::DecisionForm};
use crate::mail_intake::parse;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx, Problems,
    i18n::figures,
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions, empty_state,
            error_summary, link, paragraphs, section, submit, tag, time,
        },
        guard::percent,
        page,
    },
};

pub(super) fn list(ctx: &Ctx, standing: Standing, held: &[Held], next: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("intake-title"), lang.t("intake-view"))
        .lead(html! { p { (lang.t("intake-lead")) } });
    let is_rejected = standing == Standing::Rejected;
    let title = lang.t(if is_rejected { "intake-rejected" } else { "intake-waiting" });
    let more = next.map(|next| format!("/quarantine?standing={}&after={}", standing.as_str(), percent(next)));
    page(
        ctx,
        &head,
        html! {
            p {
                @if is_rejected { (link("/quarantine", &lang.t("intake-waiting"))) }
                @else { (link("/quarantine?standing=rejected", &lang.t("intake-rejected"))) }
            }
            (section("mails", &title, None, table(ctx, &title, held)))
            @if let Some(more) = more { p { (link(&more, &lang.t("web-next"))) } }
        },
    )
}

fn table(ctx: &Ctx, title: &str, held: &[Held]) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(title)
        .caption_hidden()
        .column(lang.t("intake-subject"))
        .column(lang.t("intake-sender"))
        .column(lang.t("intake-received"))
        .column(lang.t("intake-reason"))
        .empty(empty_state(&lang.t("intake-none"), &lang.t("intake-none-why"), None));
    let rows = held.iter().map(|mail| {
        [
            html! { (link(&format!("/quarantine/{}", mail.id), &subject(ctx, mail))) },
            html! { (mail.from_name) " " (mail.from_address) },
            html! { (figures::instant(lang, mail.received_at)) },
            html! { (lang.text(&parse::told(mail.reason))) },
        ]
    });
    table.rows(rows).render()
}

fn subject(ctx: &Ctx, mail: &Held) -> String {
    if mail.subject.is_empty() { ctx.lang.t("intake-no-subject") } else { mail.subject.clone() }
}

pub(super) fn show(ctx: &Ctx, mail: &Held, form: &DecisionForm, problems: &Problems) -> Markup {
    let lang = ctx.lang;
    let reason = lang.text(&parse::told(mail.reason));
    let head = Head::new(subject(ctx, mail), lang.t("intake-view"))
        .crumbs([Crumb::new(lang.t("intake-title"), "/quarantine")])
        .lead(html! { (tag(Tone::Warning, &reason)) " " (mail.from_name) " " (mail.from_address) " · " (time(lang, mail.received_at)) })
        .has_errors(!problems.0.is_empty());
    let errors: Vec<FieldError> = problems
        .0
        .iter()
        .map(|p| FieldError { field: p.field.clone(), message: lang.text(&p.text) })
        .collect();
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, &errors))
            (section("preview", &lang.t("intake-preview"), None, html! {
                @if let Some(name) = &mail.came_to {
                    p { (lang.t("intake-came-to")) " " (name) @if let Some(body) = &mail.meant_for { " (" (body) ")" } }
                }
                (paragraphs(&mail.preview))
                p { (link(&format!("/quarantine/{}/raw", mail.id), &lang.t("intake-raw"))) " · " (lang.t("intake-raw-note")) }
            }))
            @match mail.standing {
                Standing::Quarantine => (choices(ctx, mail, form, problems)),
                Standing::Rejected => (decision(ctx, mail, "restoration", html! {}, "intake-restore", Emphasis::Primary)),
                Standing::Ticket | Standing::Message => {
                    @if let Some(key) = &mail.ticket { p { (link(&key.path(), &lang.t("desk-view-ticket"))) } }
                }
            }
        },
    )
}

fn choices(ctx: &Ctx, mail: &Held, form: &DecisionForm, problems: &Problems) -> Markup {
    let lang = ctx.lang;
    let said = |field: &str| problems.of(field).map(|text| lang.text(text));
    let proposed = if form.requester.is_empty() { &mail.from_address } else { &form.requester };
    let requester = Field::text(lang, "requester", lang.t("intake-release-requester"))
        .hint(lang.t("intake-release-requester-hint"))
        .value(proposed)
        .error(said("requester"))
        .required();
    let reference = Field::text(lang, "reference", lang.t("intake-add-reference"))
        .hint(lang.t("intake-add-reference-hint"))
        .value(&form.reference)
        .error(said("reference"))
        .required();
    html! {
        (section("release", &lang.t("intake-release"), None,
            decision(ctx, mail, "release", html! { (requester) }, "intake-release", Emphasis::Primary)))
        (section("addition", &lang.t("intake-add"), None,
            decision(ctx, mail, "addition", html! { (reference) }, "intake-add", Emphasis::Secondary)))
        (section("rejection", &lang.t("intake-reject"), None,
            decision(ctx, mail, "rejection", html! {}, "intake-reject", Emphasis::Secondary)))
    }
}

fn decision(ctx: &Ctx, mail: &Held, path: &str, fields: Markup, label: &str, emphasis: Emphasis) -> Markup {
    let label = ctx.lang.t(label);
    PostForm::new(format!("/quarantine/{}/{path}", mail.id), &ctx.csrf)
        .hidden("version", mail.version.to_string())
        .body(html! { (fields) (actions(submit(emphasis, &label))) })
        .render()
}
