//! How disputes look: the list, one with its stages.

use super::{
    BeginForm, Dispute, DisputeForm, DisputeState, Document, DocumentForm, EndForm, Stage,
    actions::Whole,
    rules::{self, Next},
};
use crate::reading::today;
use kernel::Permission;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Fields, Head, PostForm, Tone,
            actions as buttons, empty_state, error_summary, facts, hidden, link, link_button, pagination,
            paragraphs, section, submit, tag, text,
        },
        page,
    },
};

/// What was typed on the page of a dispute and is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) begin: Option<BeginForm>,
    pub(super) end: Option<EndForm>,
    pub(super) document: Option<DocumentForm>,
    pub(super) errors: Vec<FieldError>,
}

fn state_tag(lang: Lang, one: &Dispute) -> Markup {
    let tone = match one.state {
        DisputeState::Open => Tone::Warning,
        DisputeState::Settled => Tone::Good,
        DisputeState::Judged | DisputeState::Dropped => Tone::Neutral,
    };
    tag(tone, &lang.t(one.state.label_key()))
}

/// The list.
pub(super) fn list_page(ctx: &Ctx, disputes: &[Dispute], is_later: bool, next: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let new = ctx.actor.may(Permission::DisputeManage);
    let new = new.then(|| link_button(Emphasis::Secondary, "/disputes/new", &lang.t("dispute-new")));
    let head = Head::new(lang.t("dispute-list"), lang.t("dispute-view")).lead(text(lang.t("dispute-lead")));
    let head = head.actions(html! { @if let Some(new) = &new { (new) } });
    let table = DataTable::new(lang.t("dispute-list")).caption_hidden();
    let columns = ["dispute-title", "dispute-opened-by", "dispute-opened-on", "dispute-state"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(disputes.iter().map(|one| {
        [
            html! { (link(&one.key.path(), &one.title)) p.hint { (one.beneficiary_name) } },
            text(lang.t(one.side.label_key())),
            text(figures::date(lang, one.opened_on)),
            state_tag(lang, one),
        ]
    }));
    let nothing = empty_state(&lang.t("dispute-none"), &lang.t("dispute-none-why"), None);
    let first = is_later.then_some("/disputes");
    let next = next.map(|after| format!("/disputes?after={after}"));
    let body = html! {
        (table.empty(nothing))
        (pagination(lang, &lang.t("dispute-list"), first, next.as_deref(), None))
    };
    page(ctx, &head, body)
}

/// The form of a new dispute.
pub(super) fn form_page(
    ctx: &Ctx,
    form: &DisputeForm,
    bodies: &[Organisation],
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("dispute-new"), lang.t("dispute-view"));
    let head = head.crumbs([Crumb::new(lang.t("dispute-list"), "/disputes")]).has_errors(!errors.is_empty());
    let own = Fields::plain(lang, errors);
    let bodies = bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let post = PostForm::new("/disputes", &ctx.csrf).hidden("key", key).body(html! {
        (own.choice("beneficiary", "dispute-beneficiary", bodies, &form.beneficiary).required())
        (own.line("title", "dispute-title", &form.title).required())
        (own.area("subject", "dispute-subject", &form.subject).required())
        (own.line("article", "dispute-article", &form.article).hint(lang.t("dispute-article-hint")))
        (own.day("opened_on", "dispute-opened-on", &form.opened_on).hint(lang.t("dispute-today-hint")))
        (own.day("due_on", "dispute-due-on", &form.due_on).hint(lang.t("dispute-due-hint")))
        (buttons(submit(Emphasis::Primary, &lang.t("dispute-open"))))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

/// The page of a dispute.
pub(super) fn dispute_page(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, one) = (ctx.lang, &whole.dispute);
    let head = Head::new(one.title.clone(), lang.t("dispute-view"));
    let head = head.crumbs([Crumb::new(lang.t("dispute-list"), "/disputes")]);
    let head = head.lead(html! { (state_tag(lang, one)) " " (one.beneficiary_name) });
    let manages = ctx.actor.may(Permission::DisputeManage) && one.state == DisputeState::Open;
    let body = html! {
        (error_summary(lang, &typed.errors))
        (about(lang, one))
        (section("stages", &lang.t("dispute-stages"), None, html! {
            p.hint { (lang.t("dispute-stages-lead")) }
            ol.tasks { @for stage in &whole.stages { li { (stage_words(ctx, whole, stage)) } } }
        }))
        @if manages { (forward(ctx, whole, typed)) (join(ctx, one, typed)) }
    };
    page(ctx, &head.has_errors(!typed.errors.is_empty()), body)
}

fn about(lang: Lang, one: &Dispute) -> Markup {
    let mut pairs = vec![
        (lang.t("dispute-opened-by"), text(lang.t(one.side.label_key()))),
        (lang.t("dispute-opened-on"), text(figures::date(lang, one.opened_on))),
        (lang.t("dispute-article"), text(&one.article)),
    ];
    if let Some(day) = one.closed_on {
        pairs.push((lang.t("dispute-closed-on"), text(figures::date(lang, day))));
    }
    section("about", &lang.t("dispute-about"), None, html! { (paragraphs(&one.subject)) (facts(pairs)) })
}

fn stage_words(ctx: &Ctx, whole: &Whole, stage: &Stage) -> Markup {
    let (lang, today) = (ctx.lang, today(ctx));
    let late = stage.ended_on.is_none() && stage.due_on.is_some_and(|due| due < today);
    let (tone, key) = match (stage.outcome, stage.began_on) {
        (Some(outcome), _) => (Tone::Neutral, outcome.label_key()),
        (None, Some(_)) if late => (Tone::Bad, "dispute-stage-late"),
        (None, Some(_)) => (Tone::Info, "dispute-stage-running"),
        (None, None) => (Tone::Neutral, "dispute-stage-to-come"),
    };
    let documents = whole.documents.iter().filter(|one| one.position == stage.position);
    html! {
        p { strong { (stage.text) } " " (tag(tone, &lang.t(key))) }
        @if !stage.unless.is_empty() && stage.outcome.is_none() {
            p.hint { (lang.with("dispute-unless", &[("reason", &stage.unless)])) }
        }
        p { (dates(lang, stage)) }
        @if !stage.note.is_empty() { (paragraphs(&stage.note)) }
        ul { @for one in documents { li { (document(lang, whole, one)) } } }
    }
}

fn dates(lang: Lang, stage: &Stage) -> String {
    let days = [
        ("dispute-began", stage.began_on),
        ("dispute-due", stage.due_on.filter(|_| stage.ended_on.is_none())),
        ("dispute-ended", stage.ended_on),
    ];
    let told = days.into_iter().filter_map(|(key, day)| Some((key, day?)));
    told.map(|(key, day)| lang.with(key, &[("day", figures::date(lang, day))]))
        .collect::<Vec<_>>()
        .join(" · ")
}

fn document(lang: Lang, whole: &Whole, one: &Document) -> Markup {
    let href = format!("{}/documents/{}", whole.dispute.key.path(), one.id);
    let who =
        format!("{}, {}, {}", figures::date(lang, one.dated_on), lang.t(one.side.label_key()), one.added_by);
    html! { (link(&href, &one.title)) " (" (who) ")" }
}

/// What carries the dispute on: a beginning, an end.
fn forward(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, one) = (ctx.lang, &whole.dispute);
    let version = one.version.to_string();
    let title = match rules::next(&whole.stages) {
        Next::End(_) => lang.t("dispute-end"),
        Next::Begin(..) => lang.t("dispute-next"),
        Next::Nothing => return html! {},
    };
    let own = Fields::of(lang, "end", typed.end.is_some(), &typed.errors);
    let form = typed.end.clone().unwrap_or_default();
    let outcomes = rules::outcomes(&whole.stages).into_iter().map(|one| (one.as_str(), one.label_key()));
    let end = PostForm::new(format!("{}/outcome", one.key.path()), &ctx.csrf)
        .label(lang.t("dispute-end"))
        .body(html! {
            (hidden("version", &version))
            (own.word("outcome", "dispute-outcome", outcomes, &form.outcome).required())
            (own.day("ended_on", "dispute-ended-on", &form.ended_on).hint(lang.t("dispute-today-hint")))
            (own.area("note", "dispute-note", &form.note).required())
            (buttons(submit(Emphasis::Secondary, &lang.t("dispute-end"))))
        });
    let begins = matches!(rules::next(&whole.stages), Next::Begin(..));
    section("forward", &title, None, html! { @if begins { (begin(ctx, one, typed)) } (end) })
}

fn begin(ctx: &Ctx, one: &Dispute, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let own = Fields::of(lang, "begin", typed.begin.is_some(), &typed.errors);
    let form = typed.begin.clone().unwrap_or_default();
    let post = PostForm::new(format!("{}/stages", one.key.path()), &ctx.csrf).label(lang.t("dispute-begin"));
    let post = post.hidden("version", one.version.to_string()).body(html! {
        (own.day("began_on", "dispute-began-on", &form.began_on).hint(lang.t("dispute-today-hint")))
        (own.day("due_on", "dispute-due-on", &form.due_on).hint(lang.t("dispute-due-hint")))
        (buttons(submit(Emphasis::Primary, &lang.t("dispute-begin"))))
    });
    html! { (post) }
}

fn join(ctx: &Ctx, one: &Dispute, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let own = Fields::of(lang, "document", typed.document.is_some(), &typed.errors);
    let form = typed.document.clone().unwrap_or_default();
    let post = PostForm::new(format!("{}/documents", one.key.path()), &ctx.csrf).upload().body(html! {
        (own.line("title", "dispute-document-title", &form.title).required())
        (own.day("dated_on", "dispute-document-date", &form.dated_on).hint(lang.t("dispute-today-hint")))
        (own.with("file", Field::file(lang, "file", lang.t("dispute-file")).required()))
        (buttons(submit(Emphasis::Secondary, &lang.t("dispute-join"))))
    });
    section("join", &lang.t("dispute-join"), None, html! { (post) })
}
