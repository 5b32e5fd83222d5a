//! Reports as files: on paper, as data, their tables for spreadsheets, and the pack of a committee.

use super::read;
use crate::{
    action_items, meetings,
    meetings::{MeetingKey, MeetingState, rules::day},
    reports::{ReportKey, ReportState, Whole, pack as packs, paper, rules, store, tables},
};
use agreements::document::CommitteeKind;
use jiff::SignedDuration;
use kernel::Permission;
use people::organisations;
use platform::{Ctx, Error, Result, i18n::Lang, sheet};

/// Days before a meeting in which the one before it is looked for.
const LOOK_BACK: i64 = 400;

/// A table of a report, ready to be written to a file.
pub struct Sheet {
    /// Its head.
    pub sheet: sheet::Sheet,
    /// Its rows.
    pub rows: Vec<sheet::Cells>,
}

/// The report on paper. Published: the file that was kept, or its translation for who reads English.
pub async fn pdf(ctx: &Ctx, key: &ReportKey) -> Result<(Whole, Vec<u8>)> {
    let all = read(ctx, key).await?;
    if let (Some(digest), Lang::Fr) = (&all.report.pdf_digest, ctx.lang) {
        let bytes = ctx.platform.files.get(digest).await?;
        return Ok((all, bytes));
    }
    let bytes = print(ctx, ctx.lang, &all).await?;
    Ok((all, bytes))
}

pub(super) async fn print(ctx: &Ctx, lang: Lang, all: &Whole) -> Result<Vec<u8>> {
    let mut tx = ctx.read().await?;
    let provider = organisations::store::provider(&mut tx).await?;
    let provider = provider.ok_or_else(|| Error::refused("scoreboard-no-provider"))?;
    let body = organisations::store::find(&mut tx, &all.report.key.beneficiary).await?;
    drop(tx);
    ctx.print(paper::document(lang, all, &provider, body.as_ref())).await
}

/// The report as data: the bytes that were kept once it is published.
pub async fn data(ctx: &Ctx, key: &ReportKey) -> Result<Vec<u8>> {
    let all = read(ctx, key).await?;
    match &all.report.document_digest {
        Some(digest) => Ok(ctx.platform.files.get(digest).await?),
        None => serde_json::to_vec(&all.document).map_err(|e| Error::Internal(e.to_string())),
    }
}

/// A table of the report, a chart's own among them.
pub async fn table(ctx: &Ctx, key: &ReportKey, name: &str) -> Result<Sheet> {
    let all = read(ctx, key).await?;
    let table = all.document.table(name).ok_or(Error::NotFound)?;
    Ok(Sheet { sheet: tables::sheet(ctx.lang, &all.report, &table), rows: tables::rows(ctx.lang, &table) })
}

/// What a committee has in front of it: agenda, the actions of the last minutes, and the report it looks at.
pub async fn pack(ctx: &Ctx, key: &MeetingKey) -> Result<(String, Vec<u8>)> {
    ctx.require(Permission::ReportRead)?;
    let all = meetings::actions::read(ctx, key).await?;
    let meeting = &all.meeting;
    let mut tx = ctx.read().await?;
    let since = meeting.starts_at - SignedDuration::from_hours(24 * LOOK_BACK);
    let span = (since, meeting.starts_at);
    let before = meetings::store::between(&mut tx, Some(&key.beneficiary), span, 300).await?;
    let is_before = |one: &&meetings::Meeting| {
        one.committee == meeting.committee && one.state == MeetingState::Held && one.key != *key
    };
    let last = before.iter().rev().find(is_before);
    let agreed = match last {
        Some(last) => action_items::store::of_meeting(&mut tx, &last.key).await?,
        None => vec![],
    };
    let looked_at = rules::looked_at(meeting.committee == CommitteeKind::Steering, day(meeting.starts_at));
    let report = store::shown_of(&mut tx, &key.beneficiary, looked_at).await?;
    // A beneficiary's people read a draft like the provider's: the pack says at its head that it holds one.
    let shown = match report {
        Some(report) => {
            let document = store::document(&mut tx, &report.key).await?.ok_or(Error::NotFound)?;
            Some(Whole { report, document, remarks: vec![] })
        }
        None => None,
    };
    let provider = organisations::store::provider(&mut tx).await?;
    let provider = provider.ok_or_else(|| Error::refused("scoreboard-no-provider"))?;
    let body = organisations::store::find(&mut tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let parts = packs::Parts {
        all: &all,
        last: last.map(|one| (one, agreed.as_slice())),
        report: shown.as_ref(),
        looked_at,
    };
    let bytes = ctx.print(packs::document(ctx.lang, &parts, &provider, &body, ctx.now())).await?;
    let state = shown.map_or(ReportState::Draft, |one| one.report.state);
    let word = meetings::rules::committee_word(meeting.committee);
    let suffix = if state == ReportState::Published { "" } else { "-projet" };
    Ok((format!("dossier-{word}-{}{suffix}.pdf", day(meeting.starts_at)), bytes))
}
