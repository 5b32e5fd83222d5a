//! Past tickets: taken over from another tool with their states, their conversation and their dates. They are marked as
//! such: nothing is told to anybody, no mail leaves, and no promise is judged, since nobody had promised here.

use super::terms_at;
use crate::{
    categories::CategoryId,
    tickets::{
        Channel, Former, Impact, Kind, Message, Named, State, Stay, Ticket, TicketKey, Urgency, rules, store,
    },
};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use people::audit::{Entry, hold, record, record_after};
use platform::{Ctx, Result, db::Tx};
use serde_json::json;

/// A ticket of another tool, as it stood there.
#[derive(Clone, Debug)]
pub struct PastTicket {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Where it comes from, and its number there.
    pub former: Former,
    /// Incident or request.
    pub kind: Kind,
    /// In a few words.
    pub title: String,
    /// As told.
    pub description: String,
    /// How it came.
    pub channel: Channel,
    /// For whom: a person of the beneficiary.
    pub requester: Named,
    /// Identifier and name of the site.
    pub site: Option<(String, String)>,
    /// Identifier and name of the category.
    pub category: Option<(CategoryId, String)>,
    /// How many were concerned.
    pub impact: Impact,
    /// How much work was hindered.
    pub urgency: Urgency,
    /// Who worked on it.
    pub assignee: Option<Named>,
    /// The states it went through and when each began, in order; the first is the reception.
    pub stays: Vec<(State, Timestamp)>,
    /// What was said, in order.
    pub said: Vec<Said>,
}

/// Something said in a past ticket.
#[derive(Clone, Debug)]
pub struct Said {
    /// By whom; a name alone when that person is unknown here.
    pub author: Named,
    /// Whether the provider's side wrote it.
    pub is_provider: bool,
    /// Whether it stayed on the provider's side.
    pub is_internal: bool,
    /// The words.
    pub body: String,
    /// When.
    pub at: Timestamp,
}

/// Stores a past ticket under a number of ours, whole or not at all, for an action that was authorised otherwise. Gives
/// its key and version.
pub async fn bring_in(tx: &mut Tx, ctx: &Ctx, past: &PastTicket) -> Result<(TicketKey, i64)> {
    let received_at = past.stays.first().map_or_else(|| ctx.now(), |(_, at)| *at);
    let terms = terms_at(tx, &past.beneficiary, received_at).await?;
    let mut ticket = ticket(ctx, past, received_at);
    rules::priority(&terms.priority.matrix, past.impact, past.urgency).clone_into(&mut ticket.priority);
    let head = hold(tx, Some(&past.beneficiary)).await?;
    let number = store::insert(tx, &ticket, None, ctx.now()).await?;
    store::mark_past(tx, &ticket).await?;
    for (sequence, (state, from)) in (1..).zip(&past.stays) {
        let stay = Stay {
            state: *state,
            from: *from,
            to: None,
            actor: doer(past, *state),
            reason: String::new(),
            version: ticket.version,
        };
        store::add_stay(tx, &ticket.key, sequence, &stay).await?;
    }
    for said in &past.said {
        let message = Message {
            id: ctx.id(),
            is_internal: said.is_internal,
            is_provider: said.is_provider,
            author: said.author.clone(),
            body: said.body.clone(),
            at: said.at,
            version: ticket.version,
        };
        store::add_message(tx, &ticket.key, &message, None).await?;
    }
    let entry = Entry::new("ticket.import", Some(&past.beneficiary), "ticket", ticket.key.id.as_str());
    let detail = json!({"number": number, "source": past.former.source, "former": past.former.number,
        "messages": past.said.len()});
    record_after(tx, ctx, head, entry.detail(detail)).await?;
    Ok((ticket.key, ticket.version))
}

/// Who brought a state about, as far as it is known: the requester asked, whoever had the ticket did the rest.
fn doer(past: &PastTicket, state: State) -> Named {
    match (state, &past.assignee) {
        (State::New, _) => past.requester.clone(),
        (_, Some(assignee)) => assignee.clone(),
        (_, None) => Named { id: None, name: past.former.source.clone() },
    }
}

fn ticket(ctx: &Ctx, past: &PastTicket, received_at: Timestamp) -> Ticket {
    let last = past.stays.iter().map(|(_, at)| *at).chain(past.said.iter().map(|said| said.at)).max();
    Ticket {
        key: TicketKey { beneficiary: past.beneficiary.clone(), id: ctx.id() },
        reference: String::new(),
        beneficiary_name: String::new(),
        kind: past.kind,
        is_administrative: false,
        title: past.title.clone(),
        description: past.description.clone(),
        channel: past.channel,
        requester: past.requester.clone(),
        created_by: past.requester.clone(),
        site: past.site.clone(),
        impact: past.impact,
        urgency: past.urgency,
        priority: String::new(),
        assignee: past.assignee.clone().filter(|assignee| assignee.id.is_some()),
        team: None,
        category: past.category.clone(),
        state: past.stays.last().map_or(State::New, |(state, _)| *state),
        received_at,
        updated_at: last.unwrap_or(received_at),
        due: None,
        is_due_soon: false,
        former: Some(past.former.clone()),
        version: 1,
    }
}

/// Takes a past ticket back that is still as it was brought in and to which nothing refers. Says whether it is gone; a
/// refusal by what refers to it leaves the transaction unusable.
pub async fn take_back_in(tx: &mut Tx, ctx: &Ctx, key: &TicketKey, version: i64) -> Result<bool> {
    if !store::is_untouched(tx, key, version).await? {
        return Ok(false);
    }
    store::delete_past(tx, key).await?;
    let entry = Entry::new("ticket.take_back", Some(&key.beneficiary), "ticket", key.id.as_str());
    record(tx, ctx, entry).await?;
    Ok(true)
}
