//! What the list pages and the API list read: the filter of an address, one page, the next address.

use super::{
    State, Ticket,
    actions::Reading,
    store::{self, Cursor, Filter, Order, Reader, lists::PAGE},
    views::{Beside, forms::Choices, lists::ListPage},
};
use crate::presence;
use crate::teams::{self, TeamId};
use jiff::Timestamp;
use kernel::{
    Permission, Side, Text,
    id::{BeneficiaryId, PersonId},
};
use people::persons::Person;
use platform::{Ctx, Error, Result, db::Tx, web::guard::percent};
use serde::{Deserialize, Serialize};

/// The query of a list: every field may be empty or missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// A state.
    pub state: String,
    /// A level of criticality.
    pub priority: String,
    /// A beneficiary.
    pub beneficiary: String,
    /// A person, `me` or `nobody`.
    pub assignee: String,
    /// A team, or `mine` for every team the reader belongs to.
    pub team: String,
    /// `due` or `newest`.
    pub order: String,
    /// Where the page before ended.
    pub after: String,
}

impl ListQuery {
    /// The filter meant. Words that mean nothing are refused with the name of their field.
    pub fn filter(&self, ctx: &Ctx) -> Result<Filter> {
        let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let refuse = |field: &str| Error::invalid(field, Text::new("desk-error-filter").with("field", field));
        let state = given(&self.state).map(|word| State::parse(&word).ok_or_else(|| refuse("state")));
        let after = given(&self.after).map(|text| cursor(&text).ok_or_else(|| refuse("after")));
        let state = state.transpose()?;
        let is_over = matches!(state, Some(State::Resolved | State::Closed));
        let order = match self.order.as_str() {
            "" | "due" if is_over => Order::Newest,
            "" | "due" => Order::Due,
            "newest" => Order::Newest,
            _ => return Err(refuse("order")),
        };
        let assignee = match self.assignee.as_str() {
            "" | "nobody" => None,
            "me" => Some(ctx.actor.person.clone().ok_or(Error::SignInRequired)?),
            id => Some(PersonId::from(id)),
        };
        Ok(Filter {
            beneficiary: given(&self.beneficiary).map(BeneficiaryId::from),
            state,
            priority: given(&self.priority),
            assignee,
            is_unassigned: self.assignee == "nobody",
            team: given(&self.team).filter(|team| team != "mine").map(TeamId::from),
            member: ctx.actor.person.clone().filter(|_| self.team == "mine"),
            order,
            after: after.transpose()?,
        })
    }

    /// The address of the page after the cursor, with the same filter.
    fn next(&self, path: &str, after: &str) -> String {
        let fields = [
            ("state", self.state.as_str()),
            ("priority", &self.priority),
            ("beneficiary", &self.beneficiary),
            ("assignee", &self.assignee),
            ("team", &self.team),
            ("order", &self.order),
            ("after", after),
        ];
        let given = fields.iter().filter(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = given.map(|(name, value)| format!("{name}={}", percent(value))).collect();
        format!("{path}?{}", pairs.join("&"))
    }
}

/// `1773219600000000.0195…`: microseconds since 1970 and the identifier.
fn cursor(text: &str) -> Option<Cursor> {
    let (at, id) = text.split_once('.')?;
    let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
    Some(Cursor { at, id: id.to_owned() })
}

/// Cuts a page and gives the cursor of its last row when another row follows.
fn cut(mut tickets: Vec<Ticket>, order: Order) -> (Vec<Ticket>, Option<String>) {
    let has_more = tickets.len() > PAGE;
    tickets.truncate(PAGE);
    let last = tickets.last().filter(|_| has_more).map(|ticket| {
        let at = match order {
            Order::Due => ticket.due.map_or(store::NEVER, |(_, at)| at),
            Order::Newest => ticket.received_at,
        };
        format!("{}.{}", at.as_microsecond(), ticket.key.id)
    });
    (tickets, last)
}

/// One page of tickets and the cursor of the next one.
pub async fn tickets(ctx: &Ctx, tx: &mut Tx, filter: &Filter) -> Result<(Vec<Ticket>, Option<String>)> {
    let reader = Reader::of(&ctx.actor);
    Ok(cut(store::agents_page(tx, &reader, filter).await?, filter.order))
}

/// One page of the actor's own requests and the cursor of the next one.
pub async fn own_tickets(ctx: &Ctx, tx: &mut Tx, query: &ListQuery) -> Result<(Vec<Ticket>, Option<String>)> {
    let person = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let after = query.filter(ctx)?.after;
    Ok(cut(store::requests_page(tx, &person, after).await?, Order::Newest))
}

/// The page of tickets for those who work on them.
pub async fn page(ctx: &Ctx, query: &ListQuery) -> Result<ListPage> {
    let filter = query.filter(ctx)?;
    let mut tx = ctx.read().await?;
    let (tickets, after) = tickets(ctx, &mut tx, &filter).await?;
    Ok(ListPage {
        tickets,
        next: after.map(|after| query.next("/tickets", &after)),
        filter,
        beneficiaries: people::organisations::store::beneficiaries(&mut tx).await?,
        workers: active_workers(&mut tx).await?,
        teams: teams::store::active(&mut tx).await?,
        now: ctx.now(),
    })
}

/// The actor's own requests, the address of the next page, and how many wait for the actor.
pub async fn own(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<Ticket>, Option<String>, i64)> {
    let mut tx = ctx.read().await?;
    let (tickets, after) = own_tickets(ctx, &mut tx, query).await?;
    let person = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let waiting = store::waiting(&mut tx, &person).await?;
    Ok((tickets, after.map(|after| query.next("/requests", &after)), waiting))
}

/// What stands beside a ticket: those who may be given it, for the provider's side, and the requester's other
/// tickets that the reader may see.
pub async fn beside(ctx: &Ctx, reading: &Reading) -> Result<Beside> {
    let ticket = &reading.thread.ticket;
    let panels = crate::panels::beside(ctx, reading).await?;
    let present = presence::actions::others(ctx, &ticket.key).await?;
    let mut tx = ctx.read().await?;
    let may_work = ctx.actor.may(Permission::TicketWork);
    Ok(Beside {
        workers: if may_work { active_workers(&mut tx).await? } else { vec![] },
        panels,
        present,
        recent: store::recent(&mut tx, &Reader::of(&ctx.actor), ticket).await?,
    })
}

/// Those who may work on tickets; only the provider's side chooses among them.
pub async fn workers(ctx: &Ctx) -> Result<Vec<Person>> {
    if !ctx.actor.may(Permission::TicketWork) {
        return Ok(vec![]);
    }
    active_workers(&mut ctx.read().await?).await
}

async fn active_workers(tx: &mut Tx) -> Result<Vec<Person>> {
    let Some(provider) = people::organisations::store::provider(tx).await? else { return Ok(vec![]) };
    let mut people = people::persons::store::active_of(tx, &provider.id).await?;
    people.retain(|person| person.side != Side::Beneficiary && person.actor().may(Permission::TicketWork));
    Ok(people)
}

/// What the agent's form offers once a beneficiary is chosen.
pub async fn choices(ctx: &Ctx, beneficiary: &str) -> Result<Choices> {
    let mut tx = ctx.read().await?;
    let beneficiaries = people::organisations::store::beneficiaries(&mut tx).await?;
    if beneficiary.is_empty() {
        return Ok(Choices { beneficiaries, persons: vec![], sites: vec![] });
    }
    let id = BeneficiaryId::from(beneficiary);
    if !beneficiaries.iter().any(|known| known.id == id) {
        return Err(Error::NotFound);
    }
    let persons = people::persons::store::active_of(&mut tx, &id).await?;
    let sites = estate::sites::store::list(&mut tx, Some(&id)).await?;
    Ok(Choices { beneficiaries, persons, sites })
}
