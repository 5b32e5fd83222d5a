//! The page of a report: what is to be done with it, what persons wrote, its chapters, what was said about it.

use super::{contents, crumb, state_tag};
use crate::{
    meetings::adding,
    reports::{CommentForm, CorrectionForm, Report, ReportKind, ReportState, TextsForm, Whole, paper, rules},
};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::figures,
    web::{
        components::{
            Emphasis, Entry, Field, FieldError, Head, PostForm, Tone, Voice, action_button,
            actions as buttons, conversation, error_of, error_summary, facts, link_button, notice,
            paragraphs, section, submit, text,
        },
        page,
    },
};

/// What was typed on the page and is shown again.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Typed {
    pub(in super::super) texts: Option<TextsForm>,
    pub(in super::super) comment: CommentForm,
    pub(in super::super) correction: CorrectionForm,
    /// The part that was refused.
    pub(in super::super) refused: &'static str,
    pub(in super::super) errors: Vec<FieldError>,
}

impl Typed {
    fn errors_of(&self, part: &str) -> &[FieldError] {
        if self.refused == part { &self.errors } else { &[] }
    }
}

/// The page.
pub(in super::super) fn report_page(ctx: &Ctx, all: &Whole, typed: &Typed) -> Markup {
    let (lang, report, document) = (ctx.lang, &all.report, &all.document);
    let manages = ctx.actor.may(Permission::ReportManage);
    let base = report.key.path();
    let head = Head::new(paper::title(lang, report), lang.t("report-view"))
        .crumbs([crumb(lang)])
        .lead(html! { p { (report.name) } p { (state_tag(lang, report)) } })
        .actions(head_actions(ctx, report, manages))
        .as_of(document.computed_at)
        .has_errors(!typed.errors.is_empty());
    let plan = |name: &str| Some(report.plan.as_str()).filter(|plan| name == "ahead" && !plan.is_empty());
    let body = html! {
        (error_summary(lang, &typed.errors))
        @if report.state != ReportState::Published {
            (notice(Tone::Info, &lang.t("report-banner-draft"), text(lang.t("report-draft-why"))))
        }
        (about(ctx, report))
        @if manages && rules::is_open(report) { (texts(ctx, report, typed)) }
        (contents_list(ctx, all))
        @if !report.introduction.is_empty() {
            (section("introduction", &lang.t("report-introduction"), None, paragraphs(&report.introduction)))
        }
        @for (number, one) in (1..).zip(&document.sections) {
            (contents::chapter(ctx, number, one, &base, plan(&one.name)))
        }
        (explanations(ctx, all))
        (remarks(ctx, all, typed))
        @if manages && report.state == ReportState::Published { (correction(ctx, report, typed)) }
    };
    page(ctx, &head, body)
}

fn head_actions(ctx: &Ctx, report: &Report, manages: bool) -> Markup {
    let (lang, base) = (ctx.lang, report.key.path());
    let act = |path: &str, key: &str, emphasis| {
        action_button(&ctx.csrf, &format!("{base}/{path}"), emphasis, &lang.t(key), None)
    };
    html! {
        @match report.state {
            ReportState::Draft if manages => {
                (act("review", "report-to-review", Emphasis::Primary))
                (act("computing", "report-compute", Emphasis::Secondary))
            }
            ReportState::Review if manages => {
                (PostForm::new(format!("{base}/publication"), &ctx.csrf).hidden("version", report.version.to_string())
                    .body(submit(Emphasis::Primary, &lang.t("report-publish"))))
                (act("reopening", "report-reopen", Emphasis::Secondary))
            }
            _ => {}
        }
        (link_button(Emphasis::Secondary, &format!("{base}/file.pdf"), &lang.t("report-pdf")))
        (link_button(Emphasis::Quiet, &format!("{base}/file.json"), &lang.t("report-json")))
    }
}

fn about(ctx: &Ctx, report: &Report) -> Markup {
    let lang = ctx.lang;
    let days =
        [("first", figures::date(lang, report.span.first)), ("last", figures::date(lang, report.span.last))];
    let mut pairs = vec![(lang.t("report-period"), text(lang.with("report-days", &days)))];
    if report.edition > 1 {
        let args = [("edition", report.edition.to_string()), ("reason", report.reason.clone())];
        pairs.push((lang.t("report-edition"), text(lang.with("report-corrects", &args))));
    }
    if let Some(former) = &report.corrects {
        let path = format!("/reports/{}/{former}", report.key.beneficiary);
        pairs.push((
            lang.t("report-former"),
            platform::web::components::link(&path, &lang.t("report-former-see")),
        ));
    }
    if let Some(at) = report.published_at {
        let args = [("at", figures::instant(lang, at)), ("by", report.published_by.clone())];
        pairs.push((lang.t("report-published"), text(lang.with("report-published-by", &args))));
    }
    for (key, digest) in
        [("report-digest-pdf", &report.pdf_digest), ("report-digest-data", &report.document_digest)]
    {
        if let Some(digest) = digest {
            pairs.push((lang.t(key), html! { code { (digest) } }));
        }
    }
    facts(pairs)
}

fn texts(ctx: &Ctx, report: &Report, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let form = typed.texts.clone().unwrap_or_else(|| TextsForm {
        introduction: report.introduction.clone(),
        plan: report.plan.clone(),
        version: report.version,
    });
    let errors = typed.errors_of("texts");
    let is_older = form.version != report.version
        && (form.introduction.trim() != report.introduction || form.plan.trim() != report.plan);
    let plan = match report.kind {
        ReportKind::Annual => "report-plan-year",
        ReportKind::Monthly => "report-plan-month",
    };
    // What was typed is shown again with the present version: sending it once more then decides.
    let post = PostForm::new(format!("{}/texts", report.key.path()), &ctx.csrf)
        .label(lang.t("report-texts"))
        .hidden("version", report.version.to_string())
        .body(html! {
            (Field::textarea(lang, "introduction", lang.t("report-introduction")).rows(6).value(&form.introduction)
                .hint(lang.t("report-introduction-hint")).error(error_of(errors, "introduction")))
            (Field::textarea(lang, "plan", lang.t(plan)).rows(6).value(&form.plan)
                .hint(lang.t("report-plan-hint")).error(error_of(errors, "plan")))
            (buttons(submit(Emphasis::Secondary, &lang.t("meeting-save"))))
        });
    let other = html! { (paragraphs(&report.introduction)) (paragraphs(&report.plan)) };
    let body = html! {
        @if is_older { (notice(Tone::Warning, &lang.t("minutes-written-meanwhile"), other)) }
        (post)
    };
    section("texts", &lang.t("report-texts"), None, body)
}

fn contents_list(ctx: &Ctx, all: &Whole) -> Markup {
    let lang = ctx.lang;
    html! {
        nav aria-label=(lang.t("report-contents")) {
            ol.contents {
                @for one in &all.document.sections {
                    li { a href={ "#" (one.name) } { (one.title.write(lang)) } }
                }
            }
        }
    }
}

fn explanations(ctx: &Ctx, all: &Whole) -> Markup {
    let lang = ctx.lang;
    if all.document.explanations.is_empty() {
        return html! {};
    }
    let body = html! {
        p { (lang.t("report-explanations-lead")) }
        @for one in &all.document.explanations { (contents::why(ctx, one)) }
    };
    section("explanations", &lang.t("report-explanations"), None, body)
}

fn remarks(ctx: &Ctx, all: &Whole, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let entries: Vec<Entry> = all
        .remarks
        .iter()
        .map(|one| Entry {
            id: format!("comment-{}", one.id),
            voice: if one.is_provider { Voice::Provider } else { Voice::Requester },
            author: one.author.clone(),
            channel: String::new(),
            at: one.at,
            body: paragraphs(&one.body),
            attachments: vec![],
        })
        .collect();
    let key = if typed.comment.key.is_empty() { ctx.id() } else { typed.comment.key.clone() };
    let value = if typed.refused == "comments" { typed.comment.body.as_str() } else { "" };
    let post = || {
        let post = PostForm::new(format!("{}/comments", all.report.key.path()), &ctx.csrf);
        post.label(lang.t("report-comment-add")).hidden("key", key.clone()).body(html! {
            (Field::textarea(lang, "body", lang.t("report-comment")).rows(3).value(value)
                .error(error_of(typed.errors_of("comments"), "body")).required())
            (buttons(submit(Emphasis::Secondary, &lang.t("report-comment-add"))))
        })
    };
    if entries.is_empty() && all.report.state != ReportState::Review {
        return html! {};
    }
    let body = html! {
        @if entries.is_empty() { p { (lang.t("report-no-comment")) } }
        @else { (conversation(lang, &lang.t("report-comments"), &entries)) }
        @if all.report.state == ReportState::Review { (post()) }
    };
    section("comments", &lang.t("report-comments"), None, body)
}

fn correction(ctx: &Ctx, report: &Report, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let field = Field::textarea(lang, "reason", lang.t("report-correct-reason"))
        .rows(3)
        .value(&typed.correction.reason)
        .hint(lang.t("report-correct-hint"))
        .error(error_of(typed.errors_of("correction"), "reason"))
        .required();
    let action = format!("{}/correction", report.key.path());
    adding(ctx, &action, "report-correct", typed.refused == "correction", html! { (field) })
}
