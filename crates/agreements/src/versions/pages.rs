//! Pages of the versions of an agreement, and the import of a file.

use super::{
    Proposal, Verdict,
    actions::{self, Import},
    rules::{EFFECTIVE_FROM, SOURCE},
    store,
    views::{self, Typed},
};
use crate::{drafts, reading};
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use jiff::civil::Date;
use kernel::{Permission, Text};
use maud::Markup;
use platform::{
    Ctx, Error, Problems, Result,
    web::{
        Path, Upload, WebResult,
        components::{Crumb, Emphasis, FieldError, Head, link_button},
        page, redirect,
    },
};
use serde::Deserialize;

fn head(ctx: &Ctx, title: String, name: &str, code: &str) -> Head {
    let crumbs = [
        Crumb::new(ctx.lang.t("versions-list"), "/agreements"),
        Crumb::new(name, format!("/agreements/{code}")),
    ];
    Head::new(title, ctx.lang.t("versions-list")).crumbs(crumbs)
}

/// Every version of an agreement.
pub async fn list(ctx: Ctx, Path(code): Path<String>) -> WebResult<Markup> {
    let shown = reading::pages::read(&ctx, &code, None).await?;
    let mut tx = ctx.read().await?;
    let versions = store::list(&mut tx, &shown.holder.id).await?;
    let mut head = head(&ctx, ctx.lang.t("versions-title"), &shown.holder.name, &code);
    head = head.actions(ways(&ctx, &shown));
    let drafts = drafts::store::open_of(&mut tx, &shown.holder.id).await?;
    let body = maud::html! {
        (reading::views::part_tabs(ctx.lang, &shown, None))
        (drafts::views::open_list(ctx.lang, &drafts))
        (views::version_table(ctx.lang, &code, &versions, shown.in_force))
    };
    Ok(page(&ctx, &head, body))
}

/// What may be begun from an agreement: an amendment, the renewal (R3.12), the import of a file.
fn ways(ctx: &Ctx, shown: &reading::Reading) -> Markup {
    let (lang, beneficiary) = (ctx.lang, &shown.holder.id);
    let draft = |kind: &str| format!("/agreement-drafts/new?beneficiary={beneficiary}&kind={kind}");
    maud::html! {
        @if ctx.actor.may(Permission::AgreementDraft) {
            (link_button(Emphasis::Primary, &draft("amendment"), &lang.t("draft-amend")))
            (link_button(Emphasis::Secondary, &draft("renewal"), &lang.t("draft-renew")))
        }
        @if ctx.actor.may(Permission::AgreementImport) {
            @let import = format!("/agreements/{}/import", shown.holder.code);
            (link_button(Emphasis::Secondary, &import, &lang.t("versions-import")))
        }
    }
}

/// One version and what it changed.
pub async fn show(ctx: Ctx, Path((code, number)): Path<(String, i64)>) -> WebResult<Markup> {
    let shown = reading::pages::read(&ctx, &code, Some(number)).await?;
    let mut tx = ctx.read().await?;
    let changes = store::changes(&mut tx, &shown.version).await?;
    let title = views::version_name(ctx.lang, shown.version.kind, number);
    let all = Crumb::new(ctx.lang.t("versions-title"), format!("/agreements/{code}/versions"));
    let crumbs = [
        Crumb::new(ctx.lang.t("versions-list"), "/agreements"),
        Crumb::new(shown.holder.name.clone(), format!("/agreements/{code}")),
        all,
    ];
    let head = Head::new(title, ctx.lang.t("versions-list")).crumbs(crumbs);
    Ok(page(&ctx, &head, views::version_page(ctx.lang, &code, &shown.version, &changes)))
}

/// The file of a version, word for word.
pub async fn source(ctx: Ctx, Path((code, number)): Path<(String, i64)>) -> WebResult<Response> {
    let shown = reading::pages::read(&ctx, &code, Some(number)).await?;
    let mut tx = ctx.read().await?;
    let text = store::source(&mut tx, &shown.version).await?;
    let name =
        format!("attachment; filename=\"{}-v{number}.toml\"", shown.version.reference.replace('/', "-"));
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, text).into_response())
}

/// What the import form sends.
#[derive(Debug, Default, Deserialize)]
pub struct ImportForm {
    #[serde(default)]
    effective_from: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    step: String,
    number: Option<i64>,
}

/// The empty import form.
pub async fn import_form(ctx: Ctx, Path(code): Path<String>) -> WebResult<Markup> {
    ctx.require(Permission::AgreementImport)?;
    let holder = holder(&ctx, &code).await?;
    Ok(import_page(&ctx, &holder, &Typed::default(), &[], None))
}

/// Shows what an import would do, or does it once confirmed. What was typed is kept.
pub async fn import(ctx: Ctx, Path(code): Path<String>, upload: Upload<ImportForm>) -> WebResult<Response> {
    ctx.require(Permission::AgreementImport)?;
    let holder = holder(&ctx, &code).await?;
    let (typed, unreadable) = typed(&upload);
    let date: Option<Date> = typed.effective_from.parse().ok();
    let confirmed = (upload.form.step == "confirm").then_some(upload.form.number).flatten();
    let proposal = match (confirmed, date) {
        (Some(number), Some(date)) if upload.files.is_empty() => {
            match actions::confirm(&ctx, &holder.id, &typed.source, date, number).await? {
                Import::Created { version, .. } => {
                    return Ok(redirect(&format!("/agreements/{code}/versions/{}", version.number)));
                }
                Import::Unchanged(version) => unchanged(version.number),
                Import::Refused(proposal) | Import::Overtaken(proposal) => proposal,
            }
        }
        _ => actions::preview(&ctx, &holder.id, &typed.source, date).await?,
    };
    let errors = errors(&ctx, &typed, &proposal, unreadable);
    Ok(import_page(&ctx, &holder, &typed, &errors, Some(&proposal)).into_response())
}

fn unchanged(number: i64) -> Proposal {
    let (problems, refusals) = (vec![], Problems::default());
    Proposal { problems, refusals, verdict: Verdict::Unchanged { number } }
}

async fn holder(ctx: &Ctx, code: &str) -> Result<store::Holder> {
    let mut tx = ctx.read().await?;
    store::holder(&mut tx, code).await?.ok_or(Error::NotFound)
}

/// The text of the file when there is one, else of the text box; and whether the file is not text at all.
/// Browsers send line ends as CR LF: the text is kept as it was written.
fn typed(upload: &Upload<ImportForm>) -> (Typed, bool) {
    let form = &upload.form;
    let pasted = || form.source.replace("\r\n", "\n");
    let (source, unreadable) = match upload.files.first() {
        None => (pasted(), false),
        Some(file) => match String::from_utf8(file.bytes.clone()) {
            Ok(text) => (text.replace("\r\n", "\n"), false),
            Err(_) => (pasted(), true),
        },
    };
    (Typed { effective_from: form.effective_from.trim().to_owned(), source }, unreadable)
}

fn errors(ctx: &Ctx, typed: &Typed, proposal: &Proposal, unreadable: bool) -> Vec<FieldError> {
    let mut errors = proposal.refusals.clone();
    if unreadable {
        errors.0.clear();
        errors.add("file", Text::new("versions-not-text"));
    } else if typed.source.trim().is_empty() {
        errors.0.clear();
        errors.add(SOURCE, Text::new("versions-source-missing"));
    }
    let date_missing = typed.effective_from.parse::<Date>().is_err() && errors.of(EFFECTIVE_FROM).is_none();
    if date_missing && !matches!(proposal.verdict, Verdict::Unchanged { .. }) {
        errors.add(EFFECTIVE_FROM, Text::new("versions-date-missing"));
    }
    let words = |text: &Text| ctx.lang.text(text);
    errors.0.iter().map(|p| FieldError { field: p.field.clone(), message: words(&p.text) }).collect()
}

fn import_page(
    ctx: &Ctx,
    holder: &store::Holder,
    typed: &Typed,
    errors: &[FieldError],
    proposal: Option<&Proposal>,
) -> Markup {
    let title = ctx.lang.with("versions-import-for", &[("name", &holder.name)]);
    let head = head(ctx, title, &holder.name, &holder.code).has_errors(!errors.is_empty());
    page(ctx, &head, views::import_page(ctx.lang, &ctx.csrf, &holder.code, typed, errors, proposal))
}
