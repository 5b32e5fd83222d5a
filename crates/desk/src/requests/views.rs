//! How the catalogue, a form and a request look. Every question shows without script, with the words that say when
//! it matters; script hides those that do not.

mod scope;

pub use scope::scope_panel;

use super::{Whole, actions, rules};
use crate::{
    approvals,
    request_forms::{
        FormVersion,
        document::{Condition, FieldKind, FormDocument, FormField},
        rules::Answers,
    },
    tickets::{actions::Reading, actions::is_provider, views::files_hint},
};
use agreements::{
    document::AgreementDocument,
    scope::{Concern, judge},
    subscriptions,
};
use estate::sites::Site;
use kernel::Permission;
use maud::{Markup, Render as _, html};
use people::{Organisation, Person};
use platform::{
    Ctx, Problems, Result,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons,
            empty_state, error_of, error_summary, explained, facts, filter_form, link, notice, section,
            submit, tag, text, time,
        },
        page,
    },
};
use std::sync::Arc;

/// The catalogue of a beneficiary: what may be asked today, and what is subscribed.
pub(super) fn catalogue(
    ctx: &Ctx,
    all: &[Organisation],
    body: &Organisation,
    document: Option<&AgreementDocument>,
    offered: &[FormVersion],
) -> Markup {
    let lang = ctx.lang;
    let head =
        Head::new(lang.t("request-catalogue"), lang.t("desk-view-desk")).lead(html! { p { (body.name) } });
    let columns = ["request-offer", "request-needs", "request-usual", "request-approvals"];
    let table = DataTable::new(lang.t("request-catalogue")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(offered.iter().map(|form| offer(lang, form, body, all.len() > 1)));
    let owners = all.iter().map(|one| Choice::new(one.id.as_str(), &one.name));
    let body = html! {
        @if all.len() > 1 {
            (filter_form("/catalogue", &lang.t("desk-beneficiary"), html! {
                (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), owners).value(body.id.as_str()))
                (submit(Emphasis::Secondary, &lang.t("desk-choose")))
            }))
        }
        (table.empty(empty_state(&lang.t("request-no-offer"), &lang.t("request-no-offer-why"), None)))
        @if let Some(document) = document { (services(ctx, document)) }
    };
    page(ctx, &head, body)
}

fn offer(lang: Lang, form: &FormVersion, body: &Organisation, names_body: bool) -> [Markup; 4] {
    let document = &form.document;
    let href = form_path(&form.code, names_body.then_some(body));
    let needed = document.fields.iter().filter(|field| field.required && field.show_when.is_none());
    let needed: Vec<&str> = needed.map(|field| field.label.of(lang)).collect();
    [
        html! { (link(&href, document.name.of(lang))) p.hint { (document.about.of(lang)) } },
        html! { ul { @for need in needed { li { (need) } } } },
        match document.usual_days {
            Some(days) => text(lang.with("request-days", &[("count", days)])),
            None => text("—"),
        },
        html! { ul { @for step in &document.approvals { li { (step.title.of(lang)) } } } },
    ]
}

/// Address of a form; the beneficiary is named by those who see several.
fn form_path(code: &str, body: Option<&Organisation>) -> String {
    let query = body.map_or_else(String::new, |body| format!("?beneficiary={}", body.id));
    format!("/requests/forms/{code}{query}")
}

/// The offers of the agreement: subscribed or not today, with their unit.
fn services(ctx: &Ctx, document: &AgreementDocument) -> Markup {
    let (lang, day) = (ctx.lang, agreements::reading::today(ctx));
    let table = DataTable::new(lang.t("request-services")).caption_hidden();
    let table =
        ["request-offer", "request-unit", "request-state"].iter().fold(table, |t, key| t.column(lang.t(key)));
    let table = table.rows(document.offers.iter().map(|offer| {
        let is_open = offer.blocks.iter().any(|block| subscriptions::is_open(document, block, day));
        let state = if is_open {
            tag(Tone::Good, &lang.t("scope-subscribed"))
        } else {
            tag(Tone::Neutral, &lang.t("scope-closed"))
        };
        [text(&offer.name), text(&offer.billing_unit), state]
    }));
    section(
        "services",
        &lang.t("request-services"),
        None,
        html! { (table) p.hint { (lang.t("request-services-why")) } },
    )
}

/// A form asked for by who sees several beneficiaries: for which one?
pub(super) fn choose(ctx: &Ctx, code: &str, all: &[Organisation]) -> Markup {
    let lang = ctx.lang;
    let owners = all.iter().map(|one| Choice::new(one.id.as_str(), &one.name));
    let head = Head::new(lang.t("request-new"), lang.t("desk-view-desk"));
    let body = filter_form(
        &format!("/requests/forms/{code}"),
        &lang.t("desk-beneficiary"),
        html! {
            (Field::select(lang, "beneficiary", lang.t("desk-beneficiary"), owners))
            (submit(Emphasis::Primary, &lang.t("desk-choose")))
        },
    );
    page(ctx, &head, body)
}

/// What the page of a form shows.
pub(super) struct FormPage {
    pub(super) form: FormVersion,
    pub(super) body: Organisation,
    pub(super) persons: Vec<Person>,
    pub(super) sites: Vec<Site>,
    pub(super) document: Option<Arc<AgreementDocument>>,
    /// For whom, for those who ask for others.
    pub(super) requester: Option<String>,
    pub(super) answers: Answers,
    pub(super) key: String,
}

/// The form.
pub(super) fn form(ctx: &Ctx, shown: &FormPage, problems: &Problems) -> Markup {
    let (lang, document) = (ctx.lang, &shown.form.document);
    let errors: Vec<FieldError> = problems
        .0
        .iter()
        .map(|one| FieldError { field: one.field.clone(), message: lang.text(&one.text) })
        .collect();
    let people = shown.persons.iter().map(|one| Choice::new(one.id.as_str(), &one.name));
    let fields = html! {
        @if let Some(requester) = &shown.requester {
            (Field::select(lang, "requester", lang.t("desk-requester"), people).value(requester)
                .error(error_of(&errors, "requester")).required())
        }
        @for one in &document.fields { (question(lang, shown, one, &errors)) }
        (buttons(submit(Emphasis::Primary, &lang.t("desk-ask-send"))))
    };
    let post = PostForm::new(format!("/requests/forms/{}", shown.form.code), &ctx.csrf).upload();
    let post = post.hidden("key", &shown.key).hidden("beneficiary", shown.body.id.as_str()).body(fields);
    let head = Head::new(document.name.of(lang), lang.t("desk-view-desk"))
        .crumbs([Crumb::new(lang.t("request-catalogue"), "/catalogue")])
        .lead(html! { p { (document.about.of(lang)) } })
        .has_errors(!errors.is_empty());
    page(ctx, &head, html! { (error_summary(lang, &errors)) (out_of_scope(ctx, shown)) (post) })
}

/// Says before anything is typed which answers are out of scope, who must act and the article; nothing is refused.
fn out_of_scope(ctx: &Ctx, shown: &FormPage) -> Markup {
    let (lang, day) = (ctx.lang, agreements::reading::today(ctx));
    let form = &shown.form.document;
    let document = shown.document.as_deref();
    let own = form.line.as_deref().map(|line| (form.name.of(lang), line));
    let choices = form.fields.iter().flat_map(|field| &field.choices);
    let named = choices.filter_map(|choice| Some((choice.label.of(lang), choice.line.as_deref()?)));
    let out: Vec<_> = own
        .into_iter()
        .chain(named)
        .map(|(label, line)| (label, judge(document, day, &Concern::line(line)).value))
        .filter(|(_, finding)| finding.standing.is_out())
        .collect();
    html! {
        @if !out.is_empty() {
            (notice(Tone::Warning, &lang.t("request-out-title"), html! {
                ul {
                    @for (label, finding) in &out {
                        li { strong { (label) } " : " (lang.t(finding.standing.key())) " (" (finding.party_name) ", " (finding.article) ")" }
                    }
                }
                p { (lang.t("request-out-anyway")) }
            }))
        }
    }
}

fn question(lang: Lang, shown: &FormPage, field: &FormField, errors: &[FieldError]) -> Markup {
    let drawn = control(lang, shown, field, errors);
    match &field.show_when {
        None => drawn.render(),
        Some(condition) => html! {
            div.only-when data-show-when={ "answers." (condition.field) } data-show-is=(condition.is.join("|")) {
                p.hint { (only_when(lang, &shown.form.document, condition)) }
                (drawn)
            }
        },
    }
}

/// When a question matters, in words: `Seulement si « Téléphone » : Mobile`.
fn only_when(lang: Lang, form: &FormDocument, condition: &Condition) -> String {
    let asked = form.field(&condition.field);
    let label = asked.map_or("", |field| field.label.of(lang));
    let said = condition.is.iter().map(|value| match value.as_str() {
        "yes" => lang.t("form-yes"),
        "no" => lang.t("form-no"),
        _ => {
            let choices = asked.into_iter().flat_map(|field| &field.choices);
            let found = choices.into_iter().find(|choice| choice.value == *value);
            found.map_or_else(|| value.clone(), |choice| choice.label.of(lang).to_owned())
        }
    });
    let answers = said.collect::<Vec<_>>().join(", ");
    lang.with("form-only-when", &[("question", label), ("answers", answers.as_str())])
}

fn control(lang: Lang, shown: &FormPage, field: &FormField, errors: &[FieldError]) -> Field {
    let (name, label) = (field.name(), field.label.of(lang));
    let people = || shown.persons.iter().map(|one| Choice::new(one.id.as_str(), &one.name));
    let sites = || shown.sites.iter().map(|one| Choice::new(one.id.as_str(), &one.name));
    let yes_no = || {
        ["yes", "no"]
            .map(|word| Choice::new(word, lang.t(if word == "yes" { "form-yes" } else { "form-no" })))
    };
    let choices = || field.choices.iter().map(|choice| Choice::new(&choice.value, choice.label.of(lang)));
    let drawn = match field.kind {
        FieldKind::Text => Field::text(lang, &name, label),
        FieldKind::LongText => Field::textarea(lang, &name, label).rows(4),
        FieldKind::Choice if field.choices.len() <= 6 => Field::radios(lang, &name, label, choices()),
        FieldKind::Choice => Field::select(lang, &name, label, choices()),
        FieldKind::Date => Field::date(lang, &name, label),
        FieldKind::Person => Field::select(lang, &name, label, people()),
        FieldKind::Site => Field::select(lang, &name, label, sites()),
        FieldKind::Number => Field::number(lang, &name, label),
        FieldKind::YesNo => Field::radios(lang, &name, label, yes_no()),
        FieldKind::File => Field::file(lang, &name, label).multiple().accept("image/*,.pdf"),
    };
    let hint = match (&field.hint, field.kind) {
        (Some(hint), _) => Some(hint.of(lang).to_owned()),
        (None, FieldKind::File) => Some(files_hint(lang)),
        (None, _) => None,
    };
    let drawn = drawn.value(shown.answers.get(&field.code).cloned().unwrap_or_default());
    let drawn = drawn.error(error_of(errors, &name));
    let drawn = if let Some(hint) = hint { drawn.hint(hint) } else { drawn };
    // A question that may be hidden is required by the server only: the browser must not ask for what it hides.
    if field.required && field.show_when.is_none() { drawn.required() } else { drawn }
}

/// A request made by a form: answers, approvals, go-live. Its tasks stand with those of every ticket.
pub async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let key = &reading.thread.ticket.key;
    let mut tx = ctx.read().await?;
    let Some(whole) = actions::whole(&mut tx, ctx, key).await? else { return Ok(None) };
    let steps = approvals::store::steps(&mut tx, key).await?;
    let seats = approvals::store::seats(&mut tx, key).await?;
    let lang = ctx.lang;
    let body = html! {
        p { (standing(lang, &whole)) }
        (answers(lang, &whole))
        @if !steps.is_empty() { h3 { (lang.t("request-approvals")) } (approvals::views::progress(lang, &steps, &seats)) }
        @if whole.form.document.delivers.is_some() { h3 { (lang.t("request-live")) } (live(ctx, reading, &whole)) }
    };
    let title = whole.form.document.name.of(lang).to_owned();
    Ok(Some(section("request", &title, None, body)))
}

fn standing(lang: Lang, whole: &Whole) -> Markup {
    let request = &whole.request;
    html! {
        @if let Some(at) = request.refused_at { (tag(Tone::Bad, &lang.t("request-refused"))) " " (time(lang, at)) }
        @else if let Some(at) = request.accepted_at { (tag(Tone::Good, &lang.t("request-accepted"))) " " (time(lang, at)) }
        @else { (tag(Tone::Warning, &lang.t("request-awaits"))) }
    }
}

/// The answers to a form in words.
pub(crate) fn answers(lang: Lang, whole: &Whole) -> Markup {
    let label =
        |code: &str| whole.form.document.field(code).map_or(code, |field| field.label.of(lang)).to_owned();
    html! {
        (facts(whole.words.iter().map(|(code, said)| (label(code), text(said)))))
        p.hint { (lang.with("request-by-form", &[("version", whole.form.version)])) }
    }
}

fn live(ctx: &Ctx, reading: &Reading, whole: &Whole) -> Markup {
    let (lang, request) = (ctx.lang, &whole.request);
    let times = request.accepted_at.zip(request.live_at);
    let times = times.map(|(accepted, at)| rules::go_live(accepted, at, &reading.terms.clock));
    let may_record =
        ctx.actor.may(Permission::TicketWork) && request.accepted_at.is_some() && is_provider(&ctx.actor);
    let form = PostForm::new(format!("{}/go-live", request.ticket.path()), &ctx.csrf);
    let value = request
        .live_at
        .map(|at| at.to_zoned(figures::paris().clone()).strftime("%Y-%m-%dT%H:%M").to_string());
    html! {
        @match times {
            Some(times) => {
                (explained(lang, &lang.t("request-live"), &kernel::Figure::Seconds(times.value.calendar), &times.explanation))
            },
            None => p { (lang.t("request-not-live")) },
        }
        @if may_record {
            details {
                summary { (lang.t("request-live-set")) }
                (form.body(html! {
                    (Field::date_time(lang, "at", lang.t("request-live-at")).value(value.unwrap_or_default()))
                    (submit(Emphasis::Secondary, &lang.t("request-live-set")))
                }))
            }
        }
    }
}
