//! How drafts look: the list, one draft with its check, its changes and what ends it.

mod editing;
mod signing;

pub(super) use editing::{source_page, values_page, variables_page};

use super::{
    AbandonForm, AboutForm, Draft, DraftKind, DraftState, Finding, NewForm, SignForm, VoteForm,
    actions::Whole,
};
use crate::{
    document::parts,
    reading::{self, Reading, today},
    versions::{Version, VersionId, VersionKind, VersionSummary, store::Holder, views::difference_table},
    written::Severity,
};
use kernel::Permission;
use maud::{Markup, html};
use people::Organisation;
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, FieldError, Fields, Head, Narrow, PostForm, Tone,
            actions as buttons, empty_state, error_summary, facts, link, link_button, notice, pagination,
            section, submit, tag, text,
        },
        guard::percent,
        page,
    },
};
use std::sync::Arc;

/// What was typed on the page of a draft and is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) about: Option<AboutForm>,
    pub(super) vote: Option<VoteForm>,
    pub(super) sign: Option<SignForm>,
    pub(super) abandon: Option<AbandonForm>,
    pub(super) errors: Vec<FieldError>,
}

fn state_tag(lang: Lang, one: &Draft) -> Markup {
    let tone = match one.state {
        DraftState::Drafting => Tone::Info,
        DraftState::ToSign => Tone::Warning,
        DraftState::InForce => Tone::Good,
        DraftState::Abandoned => Tone::Neutral,
    };
    tag(tone, &lang.t(one.state.label_key()))
}

/// The list.
pub(super) fn list_page(ctx: &Ctx, drafts: &[Draft], is_later: bool, next: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let new = ctx.actor.may(Permission::AgreementDraft);
    let new = new.then(|| link_button(Emphasis::Primary, "/agreement-drafts/new", &lang.t("draft-new")));
    let head = Head::new(lang.t("draft-list"), lang.t("draft-view")).lead(text(lang.t("draft-lead")));
    let head = head.actions(html! { @if let Some(new) = &new { (new) } });
    let table = DataTable::new(lang.t("draft-list")).caption_hidden().narrow(Narrow::Stacked);
    let columns = ["draft-title", "draft-kind", "draft-effective-on", "draft-state"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(drafts.iter().map(|one| {
        let day = one.effective_on.map_or_else(|| "—".to_owned(), |day| figures::date(lang, day));
        [
            html! { (link(&one.key.path(), &one.title)) p.hint { (one.beneficiary_name) } },
            text(lang.t(one.kind.label_key())),
            text(day),
            state_tag(lang, one),
        ]
    }));
    let nothing = empty_state(&lang.t("draft-none"), &lang.t("draft-none-why"), new);
    let first = is_later.then_some("/agreement-drafts");
    let next = next.map(|after| format!("/agreement-drafts?after={}", percent(after)));
    let body = html! {
        (table.empty(nothing))
        (pagination(lang, &lang.t("draft-list"), first, next.as_deref(), None))
    };
    page(ctx, &head, body)
}

/// The drafts of an agreement that are neither signed nor given up; nothing when there is none.
pub(crate) fn open_list(lang: Lang, drafts: &[Draft]) -> Markup {
    if drafts.is_empty() {
        return html! {};
    }
    let list = html! { ul { @for one in drafts { li { (link(&one.key.path(), &one.title)) " " (state_tag(lang, one)) } } } };
    section("drafts", &lang.t("draft-list"), None, list)
}

/// The form of a new draft.
pub(super) fn form_page(ctx: &Ctx, form: &NewForm, bodies: &[Organisation], errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("draft-new"), lang.t("draft-view"));
    let head =
        head.crumbs([Crumb::new(lang.t("draft-list"), "/agreement-drafts")]).has_errors(!errors.is_empty());
    let own = Fields::plain(lang, errors);
    let bodies = bodies.iter().map(|body| Choice::new(body.id.as_str(), &body.name));
    let kinds = DraftKind::ALL.iter().map(|one| (one.as_str(), one.label_key()));
    let key = if form.key.is_empty() { ctx.id() } else { form.key.clone() };
    let post = PostForm::new("/agreement-drafts", &ctx.csrf).hidden("key", key).body(html! {
        (own.choice("beneficiary", "draft-beneficiary", bodies, &form.beneficiary).hint(lang.t("draft-beneficiary-hint")).required())
        (own.word("kind", "draft-kind", kinds, &form.kind).hint(lang.t("draft-kind-hint")).required())
        (own.line("title", "draft-title", &form.title).hint(lang.t("draft-title-hint")).required())
        (own.area("reason", "draft-reason", &form.reason).hint(lang.t("draft-reason-hint")))
        (buttons(submit(Emphasis::Primary, &lang.t("draft-begin"))))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

/// The page of a draft.
pub(super) fn draft_page(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, one) = (ctx.lang, &whole.draft);
    let pdf = format!("{}/file.pdf", one.key.path());
    let head = Head::new(one.title.clone(), lang.t("draft-view"));
    let head = head.crumbs([Crumb::new(lang.t("draft-list"), "/agreement-drafts")]);
    let head = head.lead(
        html! { (state_tag(lang, one)) " " (lang.t(one.kind.label_key())) " · " (one.beneficiary_name) },
    );
    let is_readable = whole.report.document.is_some();
    let pdf = is_readable.then(|| link_button(Emphasis::Secondary, &pdf, &lang.t("draft-pdf")));
    let head = head.actions(html! { @if let Some(pdf) = pdf { (pdf) } });
    let writes = ctx.actor.may(Permission::AgreementDraft) && one.state == DraftState::Drafting;
    let is_over = matches!(one.state, DraftState::InForce | DraftState::Abandoned);
    let body = html! {
        (error_summary(lang, &typed.errors))
        (about(lang, whole))
        @if writes { (editing(ctx, whole, typed)) }
        @if one.kind != DraftKind::Joining {
            (section("difference", &lang.t("versions-difference"), None, difference_table(lang, &whole.changes)))
        }
        @if !is_over { (section("check", &lang.t("draft-check"), None, check(lang, &whole.findings))) }
        (signing::forward(ctx, whole, typed))
    };
    page(ctx, &head.has_errors(!typed.errors.is_empty()), body)
}

fn about(lang: Lang, whole: &Whole) -> Markup {
    let one = &whole.draft;
    let day = one.effective_on.map_or_else(|| "—".to_owned(), |day| figures::date(lang, day));
    let vote = |vote: &super::Vote| match vote.on {
        Some(on) => format!("{}, {}", vote.reference, figures::date(lang, on)),
        None => lang.t("draft-vote-to-come"),
    };
    let mut pairs = vec![
        (lang.t("draft-effective-on"), text(day)),
        (lang.t("draft-vote-provider"), text(vote(&one.provider_vote))),
        (lang.t("draft-vote-beneficiary"), text(vote(&one.beneficiary_vote))),
    ];
    if !one.reason.is_empty() {
        pairs.insert(0, (lang.t("draft-reason"), text(&one.reason)));
    }
    if let Some(number) = one.base_version {
        let href = format!("/agreements/{}/versions/{number}", one.beneficiary_code);
        pairs.push((lang.t("draft-base"), link(&href, &lang.with("draft-version", &[("number", number)]))));
    }
    if let Some(on) = one.signed_on {
        pairs.push((lang.t("draft-signed-on"), text(figures::date(lang, on))));
    }
    if let Some(file) = &one.signed_file {
        pairs.push((lang.t("draft-signed-file"), link(&format!("{}/signed", one.key.path()), &file.name)));
    }
    if let Some(number) = one.made_version {
        let href = format!("/agreements/{}/versions/{number}", one.beneficiary_code);
        pairs.push((lang.t("draft-made"), link(&href, &lang.with("draft-version", &[("number", number)]))));
    }
    if !one.closed_why.is_empty() {
        pairs.push((lang.t("draft-why"), text(&one.closed_why)));
    }
    let is_readable = whole.report.document.is_some();
    let preview = format!("{}/preview", one.key.path());
    let preview = link_button(Emphasis::Secondary, &preview, &lang.t("draft-preview"));
    let body = html! { (facts(pairs)) @if is_readable { (buttons(preview)) } };
    section("about", &lang.t("draft-about"), None, body)
}

/// What is to be settled, errors first.
fn check(lang: Lang, findings: &[Finding]) -> Markup {
    let sound = empty_state(&lang.t("draft-check-sound"), &lang.t("draft-check-sound-why"), None);
    let table = DataTable::new(lang.t("draft-check")).caption_hidden().narrow(Narrow::Stacked);
    let table = table
        .column(lang.t("versions-severity"))
        .column(lang.t("draft-article"))
        .column(lang.t("versions-finding"));
    let rows = findings.iter().map(|one| {
        let tone = match one.severity {
            Severity::Error => Tone::Bad,
            Severity::Warning => Tone::Warning,
            Severity::Remark => Tone::Neutral,
        };
        let place = [
            one.path.clone(),
            if one.line > 0 { lang.with("draft-line", &[("line", one.line)]) } else { String::new() },
        ];
        let place: Vec<String> = place.into_iter().filter(|part| !part.is_empty()).collect();
        [
            tag(tone, &lang.text(&one.severity.label())),
            text(&one.article),
            html! {
                (lang.text(&one.message)) " " (lang.text(&one.fix))
                @if !place.is_empty() { br; code { (place.join(", ")) } }
            },
        ]
    });
    html! { (table.rows(rows).empty(sound)) }
}

/// The ways to change the text: what it is about, variables, one part as a form, the whole file.
fn editing(ctx: &Ctx, whole: &Whole, typed: &Typed) -> Markup {
    let (lang, one) = (ctx.lang, &whole.draft);
    let path = one.key.path();
    let parts = whole.report.document.as_ref().map(parts).unwrap_or_default();
    let mut last = String::new();
    let sections: Vec<(String, Vec<(String, String)>)> = parts.into_iter().fold(vec![], |mut all, part| {
        let section = lang.text(&part.section);
        let href = format!("{path}/values?part={}", percent(&part.path));
        let words = if part.item.is_empty() { section.clone() } else { part.item };
        if section != last || all.is_empty() {
            last.clone_from(&section);
            all.push((section, vec![]));
        }
        if let Some((_, links)) = all.last_mut() {
            links.push((href, words));
        }
        all
    });
    let body = html! {
        @if whole.report.document.is_none() { (notice(Tone::Warning, &lang.t("draft-unreadable"), html! {})) }
        (buttons(html! {
            @if one.kind == DraftKind::Joining {
                (link_button(Emphasis::Secondary, &format!("{path}/variables"), &lang.t("draft-variables")))
            }
            (link_button(Emphasis::Secondary, &format!("{path}/source"), &lang.t("draft-source")))
        }))
        (about_form(ctx, one, typed))
        @if !sections.is_empty() {
            details.more {
                summary { (lang.t("draft-values")) }
                @for (section, links) in &sections {
                    p { strong { (section) } " " @for (href, words) in links { (link(href, words)) " " } }
                }
            }
        }
    };
    section("edit", &lang.t("draft-edit"), None, body)
}

fn about_form(ctx: &Ctx, one: &Draft, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let is_open = typed.about.is_some();
    let own = Fields::of(lang, "about", is_open, &typed.errors);
    let form = typed.about.clone().unwrap_or_else(|| AboutForm {
        title: one.title.clone(),
        reason: one.reason.clone(),
        effective_on: one.effective_on.map(|day| day.to_string()).unwrap_or_default(),
        version: one.version,
    });
    let post = PostForm::new(one.key.path(), &ctx.csrf).label(lang.t("draft-describe"));
    let post = post.hidden("version", one.version.to_string()).body(html! {
        (own.line("title", "draft-title", &form.title).required())
        (own.area("reason", "draft-reason", &form.reason))
        @if one.kind == DraftKind::Amendment {
            (own.day("effective_on", "draft-effective-on", &form.effective_on).hint(lang.t("draft-effective-hint")))
        }
        (buttons(submit(Emphasis::Secondary, &lang.t("draft-save"))))
    });
    html! { details.more open[is_open] { summary { (lang.t("draft-describe")) } (post) } }
}

/// The whole text of a draft, as the pages of the agreement would show it; nothing while it cannot be read.
pub(super) fn preview_page(ctx: &Ctx, whole: &Whole) -> Option<Markup> {
    let (lang, one) = (ctx.lang, &whole.draft);
    let document = whole.report.document.clone()?;
    let summary = VersionSummary {
        beneficiary: one.key.beneficiary.clone(),
        id: VersionId::from(one.key.id.as_str()),
        number: one.base_version.unwrap_or_default() + 1,
        kind: if one.base_version.is_some() { VersionKind::Amendment } else { VersionKind::Agreement },
        reference: document.identity.reference.clone(),
        title: document.identity.title.clone(),
        effective_from: one.effective_on.unwrap_or(document.term.start),
        signed_on: one.signed_on,
        signature_year: document.term.signature_year.into(),
        source_digest: String::new(),
        imported_by: None,
        imported_by_name: one.created_by.clone(),
        imported_at: one.created_at,
    };
    let version = Version { summary, document: Arc::new(document) };
    let holder = Holder {
        id: one.key.beneficiary.clone(),
        code: one.beneficiary_code.clone(),
        name: one.beneficiary_name.clone(),
    };
    let shown = Reading { holder, version, in_force: None, today: today(ctx) };
    let head = Head::new(lang.t("draft-preview"), lang.t("draft-view")).crumbs([
        Crumb::new(lang.t("draft-list"), "/agreement-drafts"),
        Crumb::new(one.title.clone(), one.key.path()),
    ]);
    Some(page(ctx, &head, reading::views::whole(lang, &shown)))
}
