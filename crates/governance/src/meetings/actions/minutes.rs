//! The minutes: written, sent, commented, validated by both sides, and then never changed (R7.4).

use super::{Whole, finish, held};
use crate::{
    meetings::{
        CommentForm, MeetingKey, MeetingState, MinutesState, SummaryForm, Validation, invitation,
        invitation::Occasion,
        paper, rules,
        store::{self, parts},
    },
    savings,
};
use jiff::Timestamp;
use kernel::{Permission, Side};
use people::{
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Digest, Error, Problems, Result, web::UploadedFile};
use serde_json::json;

/// Writes what the minutes say before their points, when the meeting is still as it was read.
pub async fn summarise(ctx: &Ctx, key: &MeetingKey, form: &SummaryForm) -> Result<()> {
    let (mut tx, meeting) = held(ctx, key, rules::is_open).await?;
    let mut problems = Problems::default();
    rules::long(&mut problems, "summary", &form.summary);
    problems.into_result()?;
    let written = (form.summary.trim(), form.version);
    if store::set_summary(&mut tx, key, written, ctx.now()).await? == 0 {
        return Err(Error::Stale(meeting.version));
    }
    finish(ctx, tx, key, "minutes.write", json!({})).await
}

/// Sends the minutes of a meeting that was held to those who sit in it: they can be commented and validated.
pub async fn send(ctx: &Ctx, key: &MeetingKey) -> Result<usize> {
    let (mut tx, _) =
        held(ctx, key, |meeting| meeting.state == MeetingState::Held && rules::is_open(meeting)).await?;
    store::set_minutes(&mut tx, key, MinutesState::Sent, None, ctx.now()).await?;
    let meeting = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let participants = parts::participants(&mut tx, key).await?;
    let told = invitation::tell(&mut tx, ctx, Occasion::Minutes, &meeting, &participants).await?;
    finish(ctx, tx, key, "minutes.send", json!({"told": told})).await?;
    Ok(told)
}

/// Takes minutes that were sent back to be written again: whoever had agreed is asked again.
pub async fn reopen(ctx: &Ctx, key: &MeetingKey) -> Result<()> {
    let (mut tx, _) = held(ctx, key, |meeting| meeting.minutes_state == MinutesState::Sent).await?;
    parts::forget_validations(&mut tx, key).await?;
    store::set_minutes(&mut tx, key, MinutesState::Draft, None, ctx.now()).await?;
    finish(ctx, tx, key, "minutes.reopen", json!({})).await
}

/// Says something about minutes that were sent. Either side may; sent twice with one key, it is said once.
pub async fn comment(ctx: &Ctx, key: &MeetingKey, form: &CommentForm) -> Result<()> {
    ctx.require(Permission::CommitteeRead)?;
    let mut tx = ctx.begin().await?;
    let meeting = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if meeting.minutes_state != MinutesState::Sent {
        return Err(Error::refused("minutes-error-not-sent"));
    }
    let mut problems = Problems::default();
    rules::words(&mut problems, "body", &form.body);
    problems.into_result()?;
    let id = ctx.id();
    if parts::add_comment(&mut tx, key, (&id, &ctx.actor, form), ctx.now()).await? == 0 {
        return Ok(());
    }
    finish(ctx, tx, key, "minutes.comment", json!({"comment": id})).await
}

/// One's own side agrees to the minutes as sent. With both, they are frozen, with the file that says what they said.
pub async fn validate(ctx: &Ctx, key: &MeetingKey) -> Result<()> {
    ctx.require(Permission::MinutesValidate)?;
    let side = ctx.actor.side.filter(|side| *side != Side::Contractor).ok_or(Error::NotFound)?;
    let now = ctx.now();
    let all = super::read(ctx, key).await?;
    let digest = last_word(ctx, &all, side, now).await?;
    let mut tx = ctx.begin().await?;
    let meeting = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if meeting.minutes_state != MinutesState::Sent {
        return Err(Error::refused("minutes-error-not-sent"));
    }
    if parts::validate(&mut tx, key, (side, &ctx.actor), now).await? == 0 {
        return Ok(());
    }
    let entry = Entry::new("minutes.validate", Some(&key.beneficiary), "meeting", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"side": side, "digest": digest}))).await?;
    if parts::validations(&mut tx, key).await?.len() == 2 {
        // Minutes that were sent change only by being taken back, which raises the version.
        let drawn = digest.filter(|_| meeting.version == all.meeting.version);
        let digest = drawn.ok_or(Error::Stale(meeting.version))?;
        store::set_minutes(&mut tx, key, MinutesState::Validated, Some(&digest), now).await?;
        savings::actions::carry(ctx, &mut tx, key).await?;
    }
    Ok(tx.commit().await?)
}

/// When the other side agreed already: the file as it will be frozen, drawn and kept before anything is held.
async fn last_word(ctx: &Ctx, all: &Whole, side: Side, now: Timestamp) -> Result<Option<Digest>> {
    if !all.validations.iter().any(|one| one.side != side) {
        return Ok(None);
    }
    let mut frozen = all.clone();
    frozen.meeting.minutes_state = MinutesState::Validated;
    frozen.meeting.validated_at = Some(now);
    frozen.validations.retain(|one| one.side != side);
    frozen.validations.push(Validation { side, person: ctx.actor.name.clone(), at: now });
    let bytes = draw(ctx, &frozen).await?;
    Ok(Some(ctx.platform.files.put(bytes).await?))
}

/// The minutes as a file: the one both sides validated, or as they are now.
pub async fn pdf(ctx: &Ctx, key: &MeetingKey) -> Result<(Whole, Vec<u8>)> {
    let all = super::read(ctx, key).await?;
    if let Some(digest) = &all.meeting.minutes_digest {
        let bytes = ctx.platform.files.get(digest).await?;
        return Ok((all, bytes));
    }
    let bytes = draw(ctx, &all).await?;
    Ok((all, bytes))
}

async fn draw(ctx: &Ctx, all: &Whole) -> Result<Vec<u8>> {
    let mut tx = ctx.read().await?;
    let provider = organisations::store::provider(&mut tx).await?;
    let provider = provider.ok_or_else(|| Error::refused("scoreboard-no-provider"))?;
    let body = organisations::store::find(&mut tx, &all.meeting.key.beneficiary).await?;
    let body = body.ok_or(Error::NotFound)?;
    drop(tx);
    ctx.print(paper::minutes(ctx.lang, all, &provider, &body, ctx.now())).await
}

/// Corrects validated minutes beside them: what they said stays (R7.4).
pub async fn correct(ctx: &Ctx, key: &MeetingKey, form: &CommentForm) -> Result<()> {
    let (mut tx, _) = held(ctx, key, |meeting| meeting.minutes_state == MinutesState::Validated).await?;
    let mut problems = Problems::default();
    rules::words(&mut problems, "body", &form.body);
    problems.into_result()?;
    let id: String = ctx.id();
    let said = (id.as_str(), form.body.trim(), ctx.actor.name.as_str());
    parts::add_erratum(&mut tx, key, said, ctx.now()).await?;
    finish(ctx, tx, key, "minutes.correct", json!({})).await
}

/// Joins the activity report presented in the meeting: without it an operational review does not fill its slot (R7.2).
pub async fn present(ctx: &Ctx, key: &MeetingKey, file: Option<UploadedFile>) -> Result<()> {
    ctx.require(Permission::CommitteeManage)?;
    let file =
        file.filter(|file| !file.bytes.is_empty()).ok_or_else(|| Error::refused("meeting-error-file"))?;
    let digest = ctx.platform.files.put(file.bytes).await?;
    let (mut tx, _) = held(ctx, key, rules::is_open).await?;
    store::set_report(&mut tx, key, (&digest, &file.name), ctx.now()).await?;
    finish(ctx, tx, key, "meeting.report", json!({"digest": digest, "name": file.name})).await
}

/// The activity report presented, with its name.
pub async fn report(ctx: &Ctx, key: &MeetingKey) -> Result<(String, Vec<u8>)> {
    ctx.require(Permission::CommitteeRead)?;
    let meeting = store::find(&mut ctx.read().await?, key).await?.ok_or(Error::NotFound)?;
    let (digest, name) = meeting.report.ok_or(Error::NotFound)?;
    Ok((name, ctx.platform.files.get(&digest).await?))
}
