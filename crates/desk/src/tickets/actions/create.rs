//! Opening a ticket: by the requester, for a colleague, or by an agent on the phone (R6.8).

use super::{check_files, check_length, clock_error, is_provider, join, keep, named, terms_at};
use crate::{
    teams,
    tickets::{
        Attachment, Channel, Impact, Kind, Named, State, Stay, Thread, Ticket, TicketId, TicketKey, Urgency,
        rules::{self, clocks},
        store,
    },
};
use jiff::Timestamp;
use kernel::{
    Permission, Scope, Text,
    id::{BeneficiaryId, PersonId},
};
use people::audit::{Entry, hold, record_after};
use platform::{Ctx, Error, Problems, Result, db::Tx, web::UploadedFile};
use serde_json::json;

/// What is asked, as typed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Whose ticket.
    pub beneficiary: BeneficiaryId,
    /// For whom.
    pub requester: Option<PersonId>,
    /// Incident or request.
    pub kind: Kind,
    /// Answered within calendar days (G.2a).
    pub is_administrative: bool,
    /// In a few words; the beginning of the description when empty.
    pub title: String,
    /// As told.
    pub description: String,
    /// How it came.
    pub channel: Channel,
    /// Where.
    pub site: Option<String>,
    /// How many are concerned.
    pub impact: Impact,
    /// How much work is hindered.
    pub urgency: Urgency,
}

/// A draft with its files and the key that makes sending it twice harmless.
pub struct Incoming {
    /// What is asked.
    pub draft: Draft,
    /// Joined files.
    pub files: Vec<UploadedFile>,
    /// Chosen by the sender; one ticket per key and beneficiary.
    pub idempotency_key: Option<String>,
}

/// Refuses a beneficiary outside the actor's scope: it does not exist.
pub fn may_create_for(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Result<()> {
    ctx.require(Permission::TicketCreate)?;
    match ctx.scope() {
        Scope::All => Ok(()),
        Scope::One(own) if own == beneficiary => Ok(()),
        Scope::One(_) => Err(Error::NotFound),
    }
}

/// Opens a ticket. Sent twice with one key, it gives the first ticket again; with another content, a refusal.
pub async fn create(ctx: &Ctx, incoming: Incoming) -> Result<TicketKey> {
    let (tx, key, is_new) = begin(ctx, incoming).await?;
    if is_new {
        tx.commit().await?;
    }
    Ok(key)
}

/// Opens a ticket and gives its transaction, so that what belongs to it (answers to a form, what it is about) is
/// stored with it. Nothing is to commit when it is not new.
pub(crate) async fn begin(ctx: &Ctx, incoming: Incoming) -> Result<(Tx, TicketKey, bool)> {
    let Incoming { draft, files, idempotency_key } = incoming;
    may_create_for(ctx, &draft.beneficiary)?;
    check(&draft, &files)?;
    let files = keep(ctx, files).await?;
    let mut tx = ctx.begin().await?;
    let (key, is_new) = open(&mut tx, ctx, &draft, files, idempotency_key.as_deref()).await?;
    Ok((tx, key, is_new))
}

/// Opens a ticket in the transaction of what it is made from; its files are kept already. Says whether it is new.
pub(crate) async fn open(
    tx: &mut Tx,
    ctx: &Ctx,
    draft: &Draft,
    files: Vec<Attachment>,
    idempotency_key: Option<&str>,
) -> Result<(TicketKey, bool)> {
    open_received(tx, ctx, draft, files, idempotency_key, ctx.now()).await
}

/// As [`open`], for what was received before it is written down (R4.7).
pub(crate) async fn open_received(
    tx: &mut Tx,
    ctx: &Ctx,
    draft: &Draft,
    files: Vec<Attachment>,
    idempotency_key: Option<&str>,
    received_at: Timestamp,
) -> Result<(TicketKey, bool)> {
    let place = Place::find(tx, ctx, draft).await?;
    let mut ticket = ticket(ctx, draft, place, received_at);
    let terms = terms_at(tx, &draft.beneficiary, ticket.received_at).await?;
    rules::priority(&terms.priority.matrix, draft.impact, draft.urgency).clone_into(&mut ticket.priority);
    ticket.team = teams::rules::first_that_takes(&teams::store::active(tx).await?, &ticket);
    let stay = first_stay(ctx, &ticket);
    let thread = Thread {
        ticket,
        stays: vec![stay],
        pauses: vec![],
        messages: vec![],
        changes: vec![],
        attachments: vec![],
    };
    let due = clocks::next_due(&clocks::Facts::of(&thread), &terms, ctx.now()).map_err(clock_error)?;
    let Thread { ticket, stays, .. } = thread;
    let ticket = Ticket { due, ..ticket };
    let head = hold(tx, Some(&draft.beneficiary)).await?;
    let Some(number) = store::insert(tx, &ticket, idempotency_key, ctx.now()).await? else {
        return again(tx, &ticket, idempotency_key.unwrap_or_default()).await.map(|key| (key, false));
    };
    store::add_stay(tx, &ticket.key, 1, &stays[0]).await?;
    join(tx, &ticket.key, None, files, ctx.now()).await?;
    // Anybody can write a sender's address in a mail: it is not answered by itself.
    // Whoever of the desk made the ticket of a mail has looked at who asks.
    let verified = ticket.channel != Channel::Mail || ctx.actor.person.is_some();
    let detail = json!({"number": number, "channel": ticket.channel, "kind": ticket.kind, "priority": ticket.priority,
        "verified": verified});
    let entry = Entry::new("ticket.create", Some(&draft.beneficiary), "ticket", ticket.key.id.as_str());
    record_after(tx, ctx, head, entry.detail(detail)).await?;
    Ok((ticket.key, true))
}

fn check(draft: &Draft, files: &[UploadedFile]) -> Result<()> {
    let mut problems = Problems::default();
    if draft.description.trim().is_empty() && draft.title.trim().is_empty() {
        problems.add("description", Text::new("desk-error-say-something"));
    }
    check_length("title", &draft.title, rules::TITLE_CHARACTERS, &mut problems);
    check_length("description", &draft.description, rules::TEXT_CHARACTERS, &mut problems);
    if draft.requester.is_none() {
        problems.add("requester", Text::new("desk-error-requester"));
    }
    check_files(files, &mut problems);
    problems.into_result()
}

/// The requester and the site, both of the beneficiary.
pub(super) struct Place {
    pub(super) requester: Named,
    pub(super) site: Option<(String, String)>,
}

impl Place {
    async fn find(tx: &mut Tx, ctx: &Ctx, draft: &Draft) -> Result<Self> {
        Self::of(tx, ctx, &draft.beneficiary, draft.requester.as_ref(), draft.site.as_deref()).await
    }

    pub(super) async fn of(
        tx: &mut Tx,
        ctx: &Ctx,
        beneficiary: &BeneficiaryId,
        requester: Option<&PersonId>,
        site: Option<&str>,
    ) -> Result<Self> {
        let requester = Self::requester(tx, ctx, beneficiary, requester).await?;
        let site = match site.filter(|site| !site.is_empty()) {
            None => None,
            Some(site) => {
                let found = estate::sites::store::find(tx, beneficiary, &site.into()).await?;
                let found = found.ok_or_else(|| Error::invalid("site", Text::new("desk-error-site")))?;
                Some((found.id.into(), found.name))
            }
        };
        Ok(Self { requester, site })
    }

    async fn requester(
        tx: &mut Tx,
        ctx: &Ctx,
        beneficiary: &BeneficiaryId,
        requester: Option<&PersonId>,
    ) -> Result<Named> {
        let id = requester.ok_or_else(|| Error::invalid("requester", Text::new("desk-error-requester")))?;
        let is_own = ctx.actor.person.as_ref() == Some(id);
        if is_own && *ctx.scope() == Scope::One(beneficiary.clone()) {
            // Whoever asks for oneself was looked up when the request came in.
            return Ok(named(&ctx.actor));
        }
        // Only an officer or an agent speaks for somebody else.
        let may_ask_for = is_own || is_provider(&ctx.actor) || ctx.actor.may(Permission::TicketReadAll);
        let person = people::persons::store::find(tx, id).await?;
        let person = person.filter(|person| {
            may_ask_for && person.beneficiary.as_ref() == Some(beneficiary) && person.disabled_at.is_none()
        });
        let person = person.ok_or_else(|| Error::invalid("requester", Text::new("desk-error-requester")))?;
        Ok(Named { id: Some(person.id), name: person.name })
    }
}

fn ticket(ctx: &Ctx, draft: &Draft, place: Place, received_at: Timestamp) -> Ticket {
    Ticket {
        key: TicketKey { beneficiary: draft.beneficiary.clone(), id: ctx.id::<TicketId>() },
        reference: String::new(),
        beneficiary_name: String::new(),
        kind: draft.kind,
        is_administrative: draft.is_administrative,
        title: title(draft),
        description: draft.description.trim().to_owned(),
        channel: draft.channel,
        requester: place.requester,
        created_by: named(&ctx.actor),
        site: place.site,
        impact: draft.impact,
        urgency: draft.urgency,
        priority: String::new(),
        assignee: None,
        team: None,
        category: None,
        state: State::New,
        received_at,
        updated_at: ctx.now(),
        due: None,
        is_due_soon: false,
        former: None,
        version: 1,
    }
}

/// The title typed, else the first line of the description cut at 80 characters.
fn title(draft: &Draft) -> String {
    let typed = draft.title.trim();
    if !typed.is_empty() {
        return typed.to_owned();
    }
    let line = draft.description.trim().lines().next().unwrap_or_default().trim();
    let mut title: String = line.chars().take(80).collect();
    if title.len() < line.len() {
        title.push('…');
    }
    title
}

fn first_stay(ctx: &Ctx, ticket: &Ticket) -> Stay {
    Stay {
        state: State::New,
        from: ticket.received_at,
        to: None,
        actor: named(&ctx.actor),
        reason: String::new(),
        version: 1,
    }
}

/// The ticket sent before under the same key, when it is the same.
async fn again(tx: &mut Tx, ticket: &Ticket, key: &str) -> Result<TicketKey> {
    let taken = store::by_key(tx, &ticket.key.beneficiary, key).await?.ok_or(Error::NotFound)?;
    if taken.title == ticket.title && taken.description == ticket.description {
        return Ok(TicketKey { beneficiary: ticket.key.beneficiary.clone(), id: taken.id });
    }
    Err(Error::refused("desk-error-key-reused"))
}
