//! Holding, taking back and releasing. What is released goes through the same action as if it had been sent at once.

use super::{CUT_SHORT, Content, FOR, Held, HeldFile, Kind, State, TOLD, store};
use crate::{
    drafts,
    tickets::{
        State as TicketState, TicketKey, Transition,
        actions::{self as tickets, Say},
        store as ticket_store,
    },
    time_spent::{self, TimeForm},
};
use kernel::{Text, id::PersonId};
use people::audit::{Entry, record};
use platform::{Ctx, Digest, Error, Result, db::Tx, web::UploadedFile};
use serde_json::json;

/// Holds an answer for ten seconds. Everything that would refuse it now refuses it.
pub async fn hold_answer(ctx: &Ctx, key: &TicketKey, say: Say, minutes: &str) -> Result<()> {
    tickets::check_say(ctx, key, &say).await?;
    let mut files = vec![];
    for file in say.files {
        let digest = ctx.platform.files.put(file.bytes).await?;
        files.push(HeldFile { digest: digest.to_string(), name: file.name, media_type: file.media_type });
    }
    let minutes = minutes.to_owned();
    let content = Content { version: say.version, body: say.body, then: say.then, files, minutes };
    hold(ctx, key, Kind::Answer, say.idempotency_key, content).await
}

/// Holds a closing for ten seconds.
pub async fn hold_closing(ctx: &Ctx, key: &TicketKey, version: i64) -> Result<()> {
    tickets::check_move(ctx, key, version, Transition::Close).await?;
    let content = Content { version, then: Some(Transition::Close), ..Content::default() };
    hold(ctx, key, Kind::Close, None, content).await
}

async fn hold(ctx: &Ctx, key: &TicketKey, kind: Kind, sent: Option<String>, content: Content) -> Result<()> {
    let person = person(ctx)?;
    let held = Held {
        id: sent.map_or_else(|| ctx.id(), Into::into),
        key: key.clone(),
        person,
        kind,
        content,
        state: State::Held,
        failure: None,
        release_at: ctx.now() + FOR,
        releasing_at: None,
    };
    let mut tx = ctx.begin().await?;
    if store::insert(&mut tx, &held, ctx.now()).await? && kind == Kind::Answer {
        drafts::store::forget(&mut tx, key, &held.person, drafts::Kind::Answer).await?;
    }
    Ok(tx.commit().await?)
}

/// What the actor holds on a ticket, or failed to send lately.
pub async fn mine(ctx: &Ctx, key: &TicketKey) -> Result<Vec<Held>> {
    let Some(person) = &ctx.actor.person else { return Ok(vec![]) };
    Ok(store::of(&mut ctx.read().await?, key, person, ctx.now() - TOLD).await?)
}

/// Takes it back: an answer becomes what its author was writing again.
pub async fn take_back(ctx: &Ctx, key: &TicketKey, id: &str) -> Result<()> {
    let (mut tx, held) = own(ctx, key, id).await?;
    store::settle(&mut tx, &held, State::TakenBack, None).await?;
    let chain = Some(&key.beneficiary).filter(|_| held.kind == Kind::Close);
    let entry = Entry::new("ticket.take_back", chain, "held", held.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"kind": held.kind}))).await?;
    tx.commit().await?;
    written_again(ctx, &held).await
}

/// Releases one of the actor's own at once.
pub async fn release_now(ctx: &Ctx, key: &TicketKey, id: &str) -> Result<()> {
    let (tx, held) = own(ctx, key, id).await?;
    drop(tx);
    Box::pin(release(ctx, &held)).await
}

async fn own(ctx: &Ctx, key: &TicketKey, id: &str) -> Result<(Tx, Held)> {
    let person = person(ctx)?;
    let mut tx = ctx.begin().await?;
    let held = store::lock(&mut tx, key, id).await?.filter(|held| held.person == person);
    match held.ok_or(Error::NotFound)? {
        held if held.state == State::Done || held.releasing_at.is_some() => {
            Err(Error::Refused(Text::new("held-error-late")))
        }
        held if held.state == State::Held => Ok((tx, held)),
        _ => Err(Error::NotFound),
    }
}

/// Releases what is due. Asked again after a crash, it does nothing twice.
pub async fn release_due(ctx: &Ctx) -> Result<()> {
    let mut tx = ctx.read().await?;
    if !store::is_due(&mut tx, ctx.now()).await? {
        return Ok(());
    }
    let due = store::due(&mut tx, ctx.now(), ctx.now() - CUT_SHORT).await?;
    drop(tx);
    for held in due {
        let mut tx = ctx.read().await?;
        let person = people::persons::store::find(&mut tx, &held.person).await?;
        drop(tx);
        // Who may not act any more does not act late either.
        let Some(person) = person.filter(|person| person.disabled_at.is_none()) else {
            failed(ctx, &held, Text::new("held-error-person")).await?;
            continue;
        };
        let own = Ctx { lang: person.language, ..Ctx::of(ctx.platform.clone(), person.actor()) };
        Box::pin(release(&own, &held)).await?;
    }
    Ok(())
}

/// Once on its way nobody takes it back, so that what is said taken back was never sent.
async fn release(ctx: &Ctx, held: &Held) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let is_ours = store::claim(&mut tx, held, ctx.now(), ctx.now() - CUT_SHORT).await?;
    tx.commit().await?;
    if !is_ours {
        return Ok(());
    }
    match Box::pin(happen(ctx, held)).await {
        Ok(()) => {
            let mut tx = ctx.begin().await?;
            store::settle(&mut tx, held, State::Done, None).await?;
            Ok(tx.commit().await?)
        }
        Err(Error::Stale(_)) => failed(ctx, held, Text::new("held-error-changed")).await,
        Err(Error::Refused(text)) => failed(ctx, held, text).await,
        Err(Error::Invalid(problems)) => {
            let text = problems.0.into_iter().next().map(|problem| problem.text);
            failed(ctx, held, text.unwrap_or_else(|| Text::new("held-error-changed"))).await
        }
        Err(Error::NotFound | Error::Forbidden(_)) => failed(ctx, held, Text::new("held-error-gone")).await,
        Err(other) => Err(other),
    }
}

async fn happen(ctx: &Ctx, held: &Held) -> Result<()> {
    let content = &held.content;
    if held.kind == Kind::Close {
        let mut tx = ctx.read().await?;
        let ticket = ticket_store::get(&mut tx, &ticket_store::Reader::of(&ctx.actor), &held.key).await?;
        drop(tx);
        if ticket.is_some_and(|ticket| ticket.state == TicketState::Closed) {
            return Ok(());
        }
        return tickets::move_state(ctx, &held.key, content.version, Transition::Close, "").await.map(drop);
    }
    let mut files = vec![];
    for file in &content.files {
        let bytes = ctx.platform.files.get(&Digest::from(file.digest.clone())).await?;
        files.push(UploadedFile { name: file.name.clone(), media_type: file.media_type.clone(), bytes });
    }
    let say = Say {
        version: content.version,
        body: content.body.clone(),
        is_internal: false,
        then: content.then,
        files,
        // Sent twice after a crash, it is said once.
        idempotency_key: Some(held.id.to_string()),
    };
    tickets::say(ctx, &held.key, say).await?;
    if content.minutes.is_empty() {
        return Ok(());
    }
    let spent =
        TimeForm { minutes: content.minutes.clone(), key: held.id.to_string(), ..TimeForm::default() };
    time_spent::actions::record(ctx, &held.key, &spent).await
}

/// What cannot happen any more is told to its author, and the words are kept.
async fn failed(ctx: &Ctx, held: &Held, why: Text) -> Result<()> {
    let mut tx = ctx.begin().await?;
    store::settle(&mut tx, held, State::Failed, Some(&why)).await?;
    tx.commit().await?;
    written_again(ctx, held).await
}

async fn written_again(ctx: &Ctx, held: &Held) -> Result<()> {
    if held.kind != Kind::Answer {
        return Ok(());
    }
    let mut tx = ctx.begin().await?;
    drafts::store::keep(
        &mut tx,
        &held.key,
        &held.person,
        drafts::Kind::Answer,
        &held.content.body,
        ctx.now(),
    )
    .await?;
    Ok(tx.commit().await?)
}

fn person(ctx: &Ctx) -> Result<PersonId> {
    ctx.actor.person.clone().ok_or(Error::SignInRequired)
}
