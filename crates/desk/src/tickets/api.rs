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
use kernel::{
    Permission, Scope, Text,
    id::{BeneficiaryId, PersonId},
};
use platform::{
    Ctx, Error, Result,
    web::{Created, IdempotencyKey, IfMatch, Json, Path, Query, Versioned, WebResult},
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

/// GET /api/v1/tickets/{beneficiary}/{id}: a ticket with its clocks, states, messages and files.
pub async fn get(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<TicketBody> {
    whole(&ctx, &key).await
}

/// A ticket to open. Words that are missing take the values of the portal's form.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
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

/// POST /api/v1/tickets: opens a ticket.
pub async fn create(
    ctx: Ctx,
    IdempotencyKey(idempotency_key): IdempotencyKey,
    Json(body): Json<NewTicket>,
) -> WebResult<Created<TicketBody>> {
    let draft = body.draft(&ctx)?;
    let key = actions::create(&ctx, Incoming { draft, files: vec![], idempotency_key }).await?;
    Ok(Created(whole(&ctx, &key).await?))
}

/// A message to add.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessage {
    body: String,
    #[serde(default)]
    internal: bool,
    then: Option<Transition>,
}

/// POST /api/v1/tickets/{beneficiary}/{id}/messages: adds a message to a ticket, and may pass a transition with it.
pub async fn say(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    IfMatch(version): IfMatch,
    IdempotencyKey(idempotency_key): IdempotencyKey,
    Json(body): Json<NewMessage>,
) -> WebResult<Created<TicketBody>> {
    let say = Say {
        version,
        body: body.body,
        is_internal: body.internal,
        then: body.then,
        files: vec![],
        idempotency_key,
    };
    actions::say(&ctx, &key, say).await?;
    Ok(Created(whole(&ctx, &key).await?))
}

/// Who is to work on the ticket; nobody when null.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    assignee: Option<PersonId>,
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/assignment: says who works on a ticket.
pub async fn assign(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    IfMatch(version): IfMatch,
    Json(body): Json<Assignment>,
) -> WebResult<TicketBody> {
    actions::assign(&ctx, &key, version, body.assignee).await?;
    whole(&ctx, &key).await
}

/// Impact and urgency; the agreement's matrix gives the level.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criticality {
    impact: Impact,
    urgency: Urgency,
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/criticality: sets impact and urgency; the agreement’s matrix gives the
/// level.
pub async fn criticality(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    IfMatch(version): IfMatch,
    Json(body): Json<Criticality>,
) -> WebResult<TicketBody> {
    actions::set_criticality(&ctx, &key, version, body.impact, body.urgency).await?;
    whole(&ctx, &key).await
}

/// A transition to pass.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    transition: Transition,
    #[serde(default)]
    reason: String,
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/state: passes a transition.
pub async fn move_state(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    IfMatch(version): IfMatch,
    Json(body): Json<Move>,
) -> WebResult<TicketBody> {
    actions::move_state(&ctx, &key, version, body.transition, &body.reason).await?;
    whole(&ctx, &key).await
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/correction: corrects title, kind, site or beneficiary of a ticket.
pub async fn correct(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    IfMatch(version): IfMatch,
    Json(body): Json<Correction>,
) -> WebResult<TicketBody> {
    actions::correct(&ctx, &key, version, body).await?;
    whole(&ctx, &key).await
}

/// A ticket with its version as `ETag`.
pub(crate) type TicketBody = Versioned<Json<Value>>;

/// The ticket as the actor sees it.
pub(crate) async fn whole(ctx: &Ctx, key: &TicketKey) -> WebResult<TicketBody> {
    let reading = actions::read(ctx, key).await?;
    Ok(Versioned(reading.thread.ticket.version, Json(document(&reading)?)))
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
