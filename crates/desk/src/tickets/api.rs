//! Tickets for programs. Changes name the version they were decided on in `If-Match`; creation and messages
//! may carry an `Idempotency-Key`.

use super::{
    AttachmentId, Channel, Impact, Kind, Ticket, TicketKey, Transition, Urgency,
    actions::{self, Correction, Draft, Incoming, Reading, Say},
    listing::{self, ListQuery},
    rules::{
        clocks::{self, Facts},
        deadlines,
    },
};
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use kernel::{
    Permission, Scope, Text,
    id::{BeneficiaryId, PersonId},
};
use platform::{
    Ctx, Error, Result,
    web::{Json, Path, Query, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// GET /api/v1/tickets: every ticket one may see in order of the next promise, or one's own, the newest first.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Value>> {
    let mut tx = ctx.read().await?;
    let sees_list = ctx.actor.may(Permission::TicketReadAll) || ctx.actor.may(Permission::TicketWork);
    let (tickets, after) = if sees_list {
        {
            let filter = query.filter(&ctx, &mut tx).await?;
            listing::tickets(&ctx, &mut tx, &filter).await?
        }
    } else {
        listing::own_tickets(&ctx, &mut tx, &query).await?
    };
    let items: Vec<Value> = tickets.iter().map(row).collect();
    Ok(Json(json!({"items": items, "after": after})))
}

/// GET /api/v1/tickets/{beneficiary}/{id}
pub async fn get(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<Response> {
    whole(&ctx, &key, StatusCode::OK).await
}

/// A ticket to open. Words that are missing take the values of the portal's form.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewTicket {
    beneficiary: Option<BeneficiaryId>,
    requester: Option<PersonId>,
    kind: Kind,
    #[serde(default)]
    administrative: bool,
    #[serde(default)]
    title: String,
    #[serde(default)]
    description: String,
    channel: Option<Channel>,
    site: Option<String>,
    impact: Option<Impact>,
    urgency: Option<Urgency>,
}

impl NewTicket {
    /// A beneficiary's program speaks for its own body and decides neither channel nor criticality.
    fn draft(self, ctx: &Ctx) -> Result<Draft> {
        let is_agent = actions::is_provider(&ctx.actor);
        let own = match ctx.scope() {
            Scope::One(id) => Some(id.clone()),
            Scope::All => None,
        };
        let beneficiary = self.beneficiary.or(own);
        let missing = || Error::invalid("beneficiary", Text::new("desk-error-beneficiary"));
        let own_person = ctx.actor.person.clone().filter(|_| !is_agent);
        Ok(Draft {
            beneficiary: beneficiary.ok_or_else(missing)?,
            requester: self.requester.or(own_person),
            kind: self.kind,
            is_administrative: is_agent && self.administrative,
            title: self.title,
            description: self.description,
            channel: self.channel.filter(|_| is_agent).unwrap_or(Channel::Api),
            site: self.site,
            impact: self.impact.filter(|_| is_agent).unwrap_or(Impact::Low),
            urgency: self.urgency.filter(|_| is_agent).unwrap_or(Urgency::Medium),
        })
    }
}

/// POST /api/v1/tickets
pub async fn create(ctx: Ctx, headers: HeaderMap, Json(body): Json<NewTicket>) -> WebResult<Response> {
    let draft = body.draft(&ctx)?;
    let idempotency_key = text(&headers, "idempotency-key");
    let key = actions::create(&ctx, Incoming { draft, files: vec![], idempotency_key }).await?;
    whole(&ctx, &key, StatusCode::CREATED).await
}

/// A message to add.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    body: String,
    #[serde(default)]
    internal: bool,
    then: Option<Transition>,
}

/// POST /api/v1/tickets/{beneficiary}/{id}/messages
pub async fn say(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    headers: HeaderMap,
    Json(body): Json<NewMessage>,
) -> WebResult<Response> {
    let say = Say {
        version: if_match(&headers)?,
        body: body.body,
        is_internal: body.internal,
        then: body.then,
        files: vec![],
        idempotency_key: text(&headers, "idempotency-key"),
    };
    actions::say(&ctx, &key, say).await?;
    whole(&ctx, &key, StatusCode::CREATED).await
}

/// Who is to work on the ticket; nobody when null.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    assignee: Option<PersonId>,
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/assignment
pub async fn assign(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    headers: HeaderMap,
    Json(body): Json<Assignment>,
) -> WebResult<Response> {
    actions::assign(&ctx, &key, if_match(&headers)?, body.assignee).await?;
    whole(&ctx, &key, StatusCode::OK).await
}

/// Impact and urgency; the agreement's matrix gives the level.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criticality {
    impact: Impact,
    urgency: Urgency,
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/criticality
pub async fn criticality(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    headers: HeaderMap,
    Json(body): Json<Criticality>,
) -> WebResult<Response> {
    actions::set_criticality(&ctx, &key, if_match(&headers)?, body.impact, body.urgency).await?;
    whole(&ctx, &key, StatusCode::OK).await
}

/// A transition to pass.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    transition: Transition,
    #[serde(default)]
    reason: String,
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/state
pub async fn move_state(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    headers: HeaderMap,
    Json(body): Json<Move>,
) -> WebResult<Response> {
    actions::move_state(&ctx, &key, if_match(&headers)?, body.transition, &body.reason).await?;
    whole(&ctx, &key, StatusCode::OK).await
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/correction
pub async fn correct(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    headers: HeaderMap,
    Json(body): Json<Correction>,
) -> WebResult<Response> {
    actions::correct(&ctx, &key, if_match(&headers)?, body).await?;
    whole(&ctx, &key, StatusCode::OK).await
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
        .filter(|value| !value.is_empty())
}

/// The version of `If-Match: "3"`. Changing without having read is refused.
pub(crate) fn if_match(headers: &HeaderMap) -> Result<i64> {
    let given = text(headers, header::IF_MATCH.as_str()).unwrap_or_default();
    let refuse = || Error::invalid("If-Match", Text::new("desk-error-if-match"));
    given.trim_matches('"').parse().map_err(|_| refuse())
}

/// The ticket as the actor sees it, with its version as `ETag`.
pub(crate) async fn whole(ctx: &Ctx, key: &TicketKey, status: StatusCode) -> WebResult<Response> {
    let reading = actions::read(ctx, key).await?;
    let etag = HeaderValue::from_str(&format!("\"{}\"", reading.thread.ticket.version));
    let etag = etag.map_err(|e| Error::Internal(e.to_string()))?;
    Ok((status, [(header::ETAG, etag)], Json(document(&reading)?)).into_response())
}

fn row(ticket: &Ticket) -> Value {
    let due = ticket.due.map(|(clock, at)| json!({"clock": clock, "at": at}));
    json!({
        "id": ticket.key.id, "beneficiary": ticket.key.beneficiary, "reference": ticket.reference,
        "kind": ticket.kind, "administrative": ticket.is_administrative, "title": ticket.title,
        "channel": ticket.channel, "requester": {"id": ticket.requester.id, "name": ticket.requester.name},
        "site": ticket.site.as_ref().map(|(id, name)| json!({"id": id, "name": name})),
        "impact": ticket.impact, "urgency": ticket.urgency, "priority": ticket.priority,
        "team": ticket.team.as_ref().map(|(id, name)| json!({"id": id, "name": name})),
        "category": ticket.category.as_ref().map(|(id, name)| json!({"id": id, "name": name})),
        "assignee": ticket.assignee.as_ref().map(|a| json!({"id": a.id, "name": a.name})),
        "state": ticket.state, "received_at": ticket.received_at, "updated_at": ticket.updated_at, "next_due": due, "version": ticket.version,
    })
}

fn document(reading: &Reading) -> Result<Value> {
    let (thread, facts) = (&reading.thread, Facts::of(&reading.thread));
    let readings = clocks::read_all(&facts, &reading.terms, reading.now);
    let readings = readings.map_err(|e| Error::Internal(e.to_string()))?;
    let clocks: Vec<Value> = readings.iter().map(|read| clock(read, &facts, reading)).collect();
    let stays = thread.stays.iter().map(|stay| {
        json!({"state": stay.state, "from": stay.from, "to": stay.to, "by": stay.actor.name, "reason": stay.reason})
    });
    let messages = thread.messages.iter().map(|message| {
        json!({"id": message.id, "internal": message.is_internal, "provider": message.is_provider,
            "author": message.author.name, "at": message.at, "body": message.body})
    });
    let files = thread.attachments.iter().map(|file| {
        json!({"id": file.id, "message": file.message, "name": file.name, "size": file.size,
            "sha256": file.digest, "href": href(&thread.ticket.key, &file.id)})
    });
    let (stays, messages, files): (Vec<_>, Vec<_>, Vec<_>) =
        (stays.collect(), messages.collect(), files.collect());
    let mut document = row(&thread.ticket);
    let more = json!({"description": thread.ticket.description, "clocks": clocks, "states": stays,
        "messages": messages, "attachments": files});
    if let (Some(document), Value::Object(more)) = (document.as_object_mut(), more) {
        document.extend(more);
    }
    Ok(document)
}

fn clock(read: &clocks::Reading, facts: &Facts, reading: &Reading) -> Value {
    let why = deadlines::explain(read, facts, &reading.terms, reading.now);
    let standing = deadlines::standing_key(read.standing).trim_start_matches("desk-standing-");
    json!({"clock": read.kind, "starts_at": read.starts_at, "target_seconds": read.target,
        "gross_seconds": read.gross, "net_seconds": read.net, "vendor_seconds": read.vendor, "due": read.due, "done_at": read.done_at,
        "standing": standing, "explanation": why.explanation})
}

fn href(key: &TicketKey, file: &AttachmentId) -> String {
    format!("{}/attachments/{file}", key.path())
}
