//! Taking what an exchange tells of a call: who it is, which call, what changed.

use super::{Call, CallId, Direction, Post, State, Told, rules, store};
use crate::{
    phone_lines::{self, Line, LineId, actions::hook},
    tickets::terms::Terms,
};
use axum::http::HeaderMap;
use jiff::{SignedDuration, Timestamp};
use kernel::{Actor, Scope, Text, id::PersonId, phone};
use people::{
    audit::{Entry, record},
    persons::rules::fold_email,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde::Serialize;
use serde_json::json;

/// Most bytes of a delivery.
pub const BYTES: usize = 16 << 10;

/// How often a refusal is written down.
const REFUSALS: SignedDuration = SignedDuration::from_mins(1);

/// What became of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Answer {
    /// The call.
    pub call: CallId,
    /// Where it stands now.
    pub state: State,
    /// Whether all of it was known.
    pub repeated: bool,
}

fn speaking(ctx: &Ctx, line: &Line) -> Ctx {
    let actor = Actor { scope: Scope::All, ..Actor::system(&line.name) };
    Ctx { actor, ..ctx.clone() }
}

/// Takes what an exchange tells. `body` is nothing when it was too large. Told twice, it changes nothing.
pub async fn take(ctx: &Ctx, id: &LineId, headers: &HeaderMap, body: Option<&[u8]>) -> Result<Answer> {
    let mut tx = ctx.platform.db.read(&Scope::All).await?;
    let line = phone_lines::store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let ctx = speaking(ctx, &line);
    match readable(&ctx, &line, headers, body) {
        Ok(post) => told(&ctx, id, &post).await,
        Err(error) => {
            let mut tx = ctx.begin().await?;
            phone_lines::store::refused(&mut tx, id, ctx.now(), ctx.now() - REFUSALS).await?;
            tx.commit().await?;
            Err(error)
        }
    }
}

fn readable(ctx: &Ctx, line: &Line, headers: &HeaderMap, body: Option<&[u8]>) -> Result<Post> {
    let limit = Text::new("call-error-size").with("limit", BYTES >> 10);
    let body = body.ok_or_else(|| Error::invalid("", limit))?;
    hook(line).by_either(ctx, headers, body)?;
    if !line.is_enabled {
        return Err(Error::refused("phone-error-paused"));
    }
    let post: Post = serde_json::from_slice(body).map_err(|e| {
        let text = Text::new("web-json-malformed").with("line", e.line()).with("column", e.column());
        Error::invalid("", text.with("detail", e.to_string()))
    })?;
    if post.call.trim().is_empty() || post.call.chars().count() > rules::NAME {
        return Err(Error::invalid("call", Text::new("call-error-name").with("limit", rules::NAME)));
    }
    Ok(post)
}

async fn told(ctx: &Ctx, id: &LineId, post: &Post) -> Result<Answer> {
    let mut tx = ctx.begin().await?;
    phone_lines::store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    phone_lines::store::heard(&mut tx, id, ctx.now()).await?;
    // An exchange whose clock is ahead dates nothing in the future.
    let at = post.at.map_or(ctx.now(), |at| at.min(ctx.now()));
    let agent = agent(&mut tx, &post.agent).await?;
    let known = store::by_name(&mut tx, id, &post.call).await?;
    let (call, is_news) = match known {
        None => (begin(&mut tx, ctx, id, post, at, agent).await?, true),
        Some(known) => match rules::after(&known, post.event, at, agent) {
            None => (known, false),
            Some(next) => {
                store::update(&mut tx, &next).await?;
                (next, true)
            }
        },
    };
    if is_news {
        if let (Direction::Out, Told::Answered, Some((_, by))) = (call.direction, post.event, &call.agent) {
            store::called_back(&mut tx, &call.number, at, by).await?;
        }
        noted(&mut tx, ctx, &call).await?;
    }
    tx.commit().await?;
    ctx.platform.live.nudge();
    Ok(Answer { call: call.id, state: call.state, repeated: !is_news })
}

/// Records that a call changed, without its number: open pages hear of it.
pub(super) async fn noted(tx: &mut Tx, ctx: &Ctx, call: &Call) -> Result<()> {
    let entry = Entry::new("call.told", None, "phone_call", call.id.as_str());
    record(tx, ctx, entry.detail(json!({"state": call.state, "direction": call.direction}))).await
}

async fn agent(tx: &mut Tx, text: &str) -> Result<Option<(PersonId, String)>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number = phone::e164(text).unwrap_or_default();
    let found = store::agent(tx, &fold_email(text), &number).await?;
    Ok(found.map(|agent| (agent.id, agent.name)))
}

async fn begin(
    tx: &mut Tx,
    ctx: &Ctx,
    line: &LineId,
    post: &Post,
    at: Timestamp,
    agent: Option<(PersonId, String)>,
) -> Result<Call> {
    let mut call = blank(ctx, post.direction, number(&post.number), at)?;
    // One person has the number: that is who calls. Several, or none: an agent says.
    if !call.number.is_empty()
        && let [only] = store::callers(tx, &call.number).await?.as_slice()
    {
        call.person = Some(only.clone());
    }
    let call = rules::first(call, post.event, at, agent);
    store::insert(tx, &call, Some((line, &post.call))).await?;
    Ok(call)
}

/// The number as it is compared; what is none is kept as it was told (an extension), a hidden one is empty.
pub(super) fn number(text: &str) -> String {
    if let Some(number) = phone::e164(text) {
        return number;
    }
    let text: String = text.trim().chars().filter(|c| !c.is_control()).take(40).collect();
    if text.chars().any(|c| c.is_ascii_digit()) { text } else { String::new() }
}

/// A call of which nothing is known but when it began.
pub(super) fn blank(ctx: &Ctx, direction: Direction, number: String, at: Timestamp) -> Result<Call> {
    // A caller may be anybody's: the desk is open in the hours of R4.1.
    let terms = Terms::without_agreement().map_err(|e| Error::Internal(e.to_string()))?;
    Ok(Call {
        id: ctx.id(),
        direction,
        number,
        state: State::Ringing,
        in_hours: terms.clock.is_open(at),
        began_at: at,
        answered_at: None,
        ended_at: None,
        agent: None,
        person: None,
        ticket: None,
        note: String::new(),
        called_back: None,
        version: 1,
    })
}
