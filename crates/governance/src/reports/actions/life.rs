//! The life of a report: draft, in review, published, corrected by another edition.

use super::{body, compose, finish, read};
use crate::{
    meetings::rules::day,
    reports::{
        CommentForm, CorrectionForm, DraftForm, PublicationForm, RemarkId, Report, ReportId, ReportKey,
        ReportKind, ReportState, Span, TextsForm, Whole, rules, store,
    },
};
use jiff::Timestamp;
use kernel::{Permission, Side, Text};
use people::{
    Organisation,
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Problems, Result, db::Tx, i18n::Lang};
use serde::Serialize;
use serde_json::json;

/// What is kept as data when a report is published.
#[derive(Debug, Serialize)]
struct Frozen<'a> {
    kind: ReportKind,
    edition: i64,
    corrects: Option<&'a str>,
    reason: &'a str,
    introduction: &'a str,
    plan: &'a str,
    published_at: Timestamp,
    published_by: &'a str,
    document: serde_json::Value,
}

/// What a form names: whose report, which kind and which period, one that has begun.
async fn named(ctx: &Ctx, form: &DraftForm) -> Result<(Organisation, ReportKind, Span)> {
    let mut problems = Problems::default();
    let kind = ReportKind::parse(&form.kind);
    let span = kind.and_then(|kind| rules::period(kind, &form.period));
    if kind.is_none() {
        problems.add("kind", Text::new("report-error-kind"));
    } else if span.is_none_or(|span| span.first > day(ctx.now())) {
        problems.add("period", Text::new("report-error-period"));
    }
    problems.into_result()?;
    let (Some(kind), Some(span)) = (kind, span) else { return Err(Error::NotFound) };
    Ok((body(&mut ctx.read().await?, form.beneficiary.trim()).await?, kind, span))
}

/// The edition of a period's report that people are shown; nothing is made.
pub async fn shown(ctx: &Ctx, form: &DraftForm) -> Result<ReportKey> {
    ctx.require(Permission::ReportRead)?;
    let (body, kind, span) = named(ctx, form).await?;
    let found = store::shown_of(&mut ctx.read().await?, &body.id, (kind, span.first)).await?;
    Ok(found.ok_or_else(|| Error::refused("report-error-none"))?.key)
}

/// Drafts the report of a period; when it is there already, gives it as it is.
pub async fn draft(ctx: &Ctx, form: &DraftForm) -> Result<ReportKey> {
    ctx.require(Permission::ReportManage)?;
    let (body, kind, span) = named(ctx, form).await?;
    let mut look = ctx.read().await?;
    let known = store::last_of(&mut look, &body.id, (kind, span.first)).await?;
    drop(look);
    match known {
        Some(report) => Ok(report.key),
        None => first_edition(ctx, &body, (kind, span)).await,
    }
}

/// Stores the first edition of a period.
pub(super) async fn first_edition(
    ctx: &Ctx,
    body: &Organisation,
    (kind, span): (ReportKind, Span),
) -> Result<ReportKey> {
    let document = compose(ctx, body, (kind, span)).await?;
    let key = ReportKey { beneficiary: body.id.clone(), id: ctx.id() };
    let new = store::New {
        key: &key,
        edition: 1,
        corrects: None,
        reason: "",
        texts: ("", ""),
        document: &document,
    };
    let mut tx = ctx.begin().await?;
    if store::insert(&mut tx, &new, ctx.now()).await? == 0 {
        let known = store::last_of(&mut tx, &body.id, (kind, span.first)).await?;
        return Ok(known.ok_or(Error::NotFound)?.key);
    }
    let chain = (body.side == Side::Beneficiary).then_some(&body.id);
    let entry = Entry::new("report.draft", chain, "report", key.id.as_str());
    let detail = json!({"kind": kind, "first": span.first, "edition": 1});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(key)
}

/// Reads the figures of a draft again; what a person wrote stays.
pub async fn recompute(ctx: &Ctx, key: &ReportKey) -> Result<()> {
    ctx.require(Permission::ReportManage)?;
    let mut look = ctx.read().await?;
    let report = store::find(&mut look, key).await?.ok_or(Error::NotFound)?;
    if report.state != ReportState::Draft {
        return Err(Error::refused("report-error-not-a-draft"));
    }
    let body = organisations::store::find(&mut look, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    drop(look);
    let document = compose(ctx, &body, (report.kind, report.span)).await?;
    let mut tx = ctx.begin().await?;
    if store::recompute(&mut tx, &report, &document).await? == 0 {
        return Err(Error::Stale(report.version));
    }
    finish(ctx, tx, &report, "report.compute", json!({})).await
}

/// The report held for a change by who makes reports, when it is in a state that allows it.
async fn held(ctx: &Ctx, key: &ReportKey, may: fn(&Report) -> bool) -> Result<(Tx, Report)> {
    ctx.require(Permission::ReportManage)?;
    let mut tx = ctx.begin().await?;
    let report = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if !may(&report) {
        return Err(Error::refused("report-error-state"));
    }
    Ok((tx, report))
}

/// Writes the introduction and the plan, when the report is still as it was read.
pub async fn write(ctx: &Ctx, key: &ReportKey, form: &TextsForm) -> Result<()> {
    let (mut tx, report) = held(ctx, key, rules::is_open).await?;
    let mut problems = Problems::default();
    rules::long(&mut problems, "introduction", &form.introduction);
    rules::long(&mut problems, "plan", &form.plan);
    problems.into_result()?;
    if form.version != report.version {
        return Err(Error::Stale(report.version));
    }
    store::set_texts(&mut tx, key, form.introduction.trim(), form.plan.trim()).await?;
    finish(ctx, tx, &report, "report.write", json!({})).await
}

/// Gives a draft to both sides to read and comment on.
pub async fn review(ctx: &Ctx, key: &ReportKey) -> Result<()> {
    let (mut tx, report) = held(ctx, key, |report| report.state == ReportState::Draft).await?;
    store::set_state(&mut tx, key, ReportState::Review).await?;
    finish(ctx, tx, &report, "report.review", json!({})).await
}

/// Takes a report in review back to be computed again; what was said stays.
pub async fn reopen(ctx: &Ctx, key: &ReportKey) -> Result<()> {
    let (mut tx, report) = held(ctx, key, |report| report.state == ReportState::Review).await?;
    store::set_state(&mut tx, key, ReportState::Draft).await?;
    finish(ctx, tx, &report, "report.reopen", json!({})).await
}

/// Says something about a report in review. Either side may; sent twice with one key, it is said once.
pub async fn comment(ctx: &Ctx, key: &ReportKey, form: &CommentForm) -> Result<()> {
    ctx.require(Permission::ReportRead)?;
    let mut tx = ctx.begin().await?;
    let report = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if report.state != ReportState::Review {
        return Err(Error::refused("report-error-not-in-review"));
    }
    let mut problems = Problems::default();
    rules::needed(&mut problems, "body", &form.body);
    problems.into_result()?;
    let id: RemarkId = ctx.id();
    let said = (form.body.trim(), form.key.as_str());
    if store::add_remark(&mut tx, key, (&id, &ctx.actor), said, ctx.now()).await? == 0 {
        return Ok(());
    }
    finish(ctx, tx, &report, "report.comment", json!({"comment": id})).await
}

/// Publishes a report that was reviewed, as it was read: its two files are drawn and kept before anything is held, then it is frozen.
pub async fn publish(ctx: &Ctx, key: &ReportKey, form: &PublicationForm) -> Result<()> {
    ctx.require(Permission::ReportManage)?;
    let mut all = read(ctx, key).await?;
    if let Some(obstacle) = rules::obstacle(&all.report, day(ctx.now())) {
        return Err(Error::Refused(obstacle));
    }
    let (now, seen) = (ctx.now(), all.report.version);
    if form.version != seen {
        return Err(Error::Stale(seen));
    }
    all.report.state = ReportState::Published;
    all.report.published_at = Some(now);
    all.report.published_by.clone_from(&ctx.actor.name);
    let bytes = data(&all, now)?;
    let document_digest = ctx.platform.files.put(bytes).await?;
    all.report.document_digest = Some(document_digest.clone());
    // French is the language of the agreement: this file is the one that is kept.
    let pdf = super::files::print(ctx, Lang::Fr, &all).await?;
    let pdf_digest = ctx.platform.files.put(pdf).await?;
    let (mut tx, report) = held(ctx, key, |report| report.state == ReportState::Review).await?;
    if report.version != seen {
        return Err(Error::Stale(report.version));
    }
    store::publish(&mut tx, key, (&pdf_digest, &document_digest), (&ctx.actor.name, now)).await?;
    let detail = json!({"pdf": pdf_digest, "document": document_digest, "edition": report.edition});
    finish(ctx, tx, &report, "report.publish", detail).await
}

/// The bytes kept as data.
fn data(all: &Whole, now: Timestamp) -> Result<Vec<u8>> {
    let report = &all.report;
    let failed = |e: serde_json::Error| Error::Internal(e.to_string());
    let frozen = Frozen {
        kind: report.kind,
        edition: report.edition,
        corrects: report.corrects.as_ref().map(ReportId::as_str),
        reason: &report.reason,
        introduction: &report.introduction,
        plan: &report.plan,
        published_at: now,
        published_by: &report.published_by,
        document: serde_json::to_value(&all.document).map_err(failed)?,
    };
    serde_json::to_vec(&frozen).map_err(failed)
}

/// Corrects a published report by another edition that names it and says why; its figures are read again.
pub async fn correct(ctx: &Ctx, key: &ReportKey, form: &CorrectionForm) -> Result<ReportKey> {
    ctx.require(Permission::ReportManage)?;
    let mut problems = Problems::default();
    rules::needed(&mut problems, "reason", &form.reason);
    problems.into_result()?;
    let all = read(ctx, key).await?;
    let former = &all.report;
    let mut look = ctx.read().await?;
    let last = store::last_of(&mut look, &key.beneficiary, (former.kind, former.span.first)).await?;
    let body = organisations::store::find(&mut look, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    drop(look);
    if former.state != ReportState::Published || last.is_none_or(|last| last.key != *key) {
        return Err(Error::refused("report-error-not-last"));
    }
    let document = compose(ctx, &body, (former.kind, former.span)).await?;
    let new_key = ReportKey { beneficiary: key.beneficiary.clone(), id: ctx.id() };
    let new = store::New {
        key: &new_key,
        edition: former.edition + 1,
        corrects: Some(&key.id),
        reason: form.reason.trim(),
        texts: (&former.introduction, &former.plan),
        document: &document,
    };
    let mut tx = ctx.begin().await?;
    if store::insert(&mut tx, &new, ctx.now()).await? == 0 {
        return Err(Error::refused("report-error-not-last"));
    }
    let detail = json!({"edition": new.edition, "new": new_key.id, "reason": new.reason});
    finish(ctx, tx, former, "report.correct", detail).await?;
    Ok(new_key)
}
