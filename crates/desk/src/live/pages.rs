//! The stream of news, and what pages ask for when they hear of some or have no stream.

use super::{SinceQuery, actions, sees_list, views};
use crate::{
    filters::{self, Condition, Instant, Test},
    tickets::{
        TicketKey,
        store::{self, Reader, lists},
    },
};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{
        IntoResponse as _, Response,
        sse::{Event, Sse},
    },
};
use futures_util::{Stream, stream::unfold};
use jiff::{SignedDuration, Timestamp};
use kernel::{Permission, Text};
use people::sessions::visit;
use platform::{
    Ctx, Error, Platform, Result,
    live::{Heard, Subscription},
    web::{Json, Path, Query, WebResult},
};
use serde_json::{Value, json};
use std::{convert::Infallible, time::Duration};

/// How often a quiet stream looks whether its session still is.
const PULSE: Duration = Duration::from_secs(10);

/// GET /live: `ticket` with `{"beneficiary", "id"}`, or `missed`; for `EventSource` only.
pub async fn stream(ctx: Ctx, headers: HeaderMap) -> WebResult<Response> {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !accepted.contains("text/event-stream") {
        return Err(Error::invalid("accept", Text::new("live-error-accept")));
    }
    let person = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let heard = ctx.platform.live.subscribe(&person)?;
    let unbuffered = (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    let stream = events(Listener { platform: ctx.platform, headers, heard, has_begun: false });
    Ok(([unbuffered], Sse::new(stream)).into_response())
}

struct Listener {
    platform: Platform,
    headers: HeaderMap,
    heard: Subscription,
    has_begun: bool,
}

fn events(listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> + Send + 'static {
    unfold(listener, |mut listener| async move {
        let event = listener.event().await?;
        Some((Ok(event), listener))
    })
}

impl Listener {
    /// The next event for this reader; nothing when the session or the server has ended.
    async fn event(&mut self) -> Option<Event> {
        if !self.has_begun {
            self.has_begun = true;
            return Some(Event::default().comment("open").retry(PULSE));
        }
        loop {
            let heard = tokio::time::timeout(PULSE, self.heard.next()).await;
            // Asked each time, so that nobody hears anything after the session has ended or a role was taken away.
            let actor = visit::still(&self.platform, &self.headers).await.ok().flatten()?;
            match heard {
                Err(_) => return Some(Event::default().comment("")),
                Ok(Heard::Over) => return None,
                Ok(Heard::Missed) => return Some(Event::default().event("missed").data("{}")),
                Ok(Heard::News(news)) => {
                    if actions::may_hear(&self.platform, &actor, &news).await.ok()? {
                        let data = json!({"beneficiary": news.beneficiary, "id": news.id});
                        return Some(Event::default().event(news.kind).data(data.to_string()));
                    }
                }
            }
        }
    }
}

/// GET /live/tickets?q=…&since=…: how many tickets under the filter changed since, at most a hundred, and in words.
pub async fn since(ctx: Ctx, Query(query): Query<SinceQuery>) -> WebResult<Json<Value>> {
    if !sees_list(&ctx.actor) {
        return Err(Error::Forbidden(Permission::TicketReadAll));
    }
    let refuse = |_| Error::invalid("since", Text::new("live-error-since"));
    let since: Timestamp = query.since.parse().map_err(refuse)?;
    let mut tx = ctx.read().await?;
    let mut filter = filters::read(&ctx, &mut tx, &query.q, None).await?;
    let from = Some(since.saturating_add(SignedDuration::from_micros(1)).unwrap_or(since));
    let changed = Test::Between { instant: Instant::Updated, from, to: None };
    filter.conditions.push(Condition { test: changed, is_excluded: false });
    let count = lists::count(&mut tx, &Reader::of(&ctx.actor), &filter).await?;
    Ok(Json(json!({"count": count, "words": views::changed(ctx.lang, count)})))
}

/// GET /live/tickets/{beneficiary}/{id}: the present version, for pages without a stream.
pub async fn version(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<Json<Value>> {
    let mut tx = ctx.read().await?;
    let ticket = store::get(&mut tx, &Reader::of(&ctx.actor), &key).await?.ok_or(Error::NotFound)?;
    Ok(Json(json!({"version": ticket.version})))
}
