//! What the list pages and the API list read: the filter of an address, one page, the next address.

use super::{
    Ticket,
    actions::Reading,
    store::{self, Cursor, Filter, Order, Reader, lists::PAGE},
    views::{Beside, forms::Choices, lists::ListPage},
};
use crate::{
    canned_answers,
    filters::{
        self, Column,
        rules::{self, Key},
    },
    held, knowledge, presence, saved_views, teams,
};
use jiff::Timestamp;
use kernel::{Permission, Side, Text, id::BeneficiaryId};
use people::persons::Person;
use platform::{Ctx, Error, Result, db::Tx, i18n::Lang, web::guard::percent};
use serde::{Deserialize, Serialize};

/// The query of a list: every field may be empty or missing. The line says everything; the other fields are the
/// controls beside it, which write into it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// The line of filters.
    pub q: String,
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
    /// `due`, `newest` or `updated`.
    pub order: String,
    /// Where the page before ended.
    pub after: String,
}

impl ListQuery {
    /// The line with what the controls add to it.
    pub fn line(&self, lang: Lang) -> String {
        let controls = [
            (Key::Of(Column::State), &self.state),
            (Key::Of(Column::Priority), &self.priority),
            (Key::Of(Column::Beneficiary), &self.beneficiary),
            (Key::Of(Column::Assignee), &self.assignee),
            (Key::Of(Column::Team), &self.team),
            (Key::Order, &self.order),
        ];
        let given = controls.into_iter().filter(|(_, value)| !value.trim().is_empty());
        given.fold(self.q.trim().to_owned(), |line, (key, value)| rules::with(&line, key, value, lang))
    }

    /// Where the page before ended.
    pub fn cursor(&self) -> Result<Option<Cursor>> {
        let refuse = || Error::invalid("after", Text::new("desk-error-filter").with("field", "after"));
        let given = Some(self.after.as_str()).filter(|text| !text.is_empty());
        given.map(|text| cursor(text).ok_or_else(refuse)).transpose()
    }

    /// The filter meant to the actor.
    pub async fn filter(&self, ctx: &Ctx, tx: &mut Tx) -> Result<Filter> {
        filters::read(ctx, tx, &self.line(ctx.lang), self.cursor()?).await
    }
}

/// The address of a list under a line of filters.
pub fn address(path: &str, line: &str) -> String {
    if line.is_empty() { path.to_owned() } else { format!("{path}?q={}", percent(line)) }
}

/// The address of the page after the cursor.
fn next(path: &str, line: &str, after: &str) -> String {
    let sign = if line.is_empty() { '?' } else { '&' };
    format!("{}{sign}after={}", address(path, line), percent(after))
}

/// `1773219600000000.0195…`: microseconds since 1970 and the identifier.
pub fn cursor(text: &str) -> Option<Cursor> {
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
            Order::Updated => ticket.updated_at,
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
    Ok(cut(store::requests_page(tx, &person, query.cursor()?).await?, Order::Newest))
}

/// The page of tickets for those who work on them. A line that means nothing shows no ticket and says where.
pub async fn page(ctx: &Ctx, query: &ListQuery) -> Result<ListPage> {
    let line = query.line(ctx.lang);
    let mut tx = ctx.read().await?;
    let own = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let mut page = ListPage {
        views: saved_views::counts::shown(ctx, &mut tx).await?,
        own_teams: teams::store::of_person(&mut tx, &own).await?,
        is_first: query.after.is_empty(),
        beneficiaries: people::organisations::store::beneficiaries(&mut tx).await?,
        workers: active_workers(&mut tx).await?,
        teams: teams::store::active(&mut tx).await?,
        now: ctx.now(),
        line: line.clone(),
        tickets: vec![],
        next: None,
        errors: vec![],
    };
    match query.filter(ctx, &mut tx).await {
        Ok(filter) => {
            let (tickets, after) = tickets(ctx, &mut tx, &filter).await?;
            page.next = after.map(|after| next("/tickets", &line, &after));
            page.tickets = tickets;
        }
        Err(error) => page.errors = crate::forms::errors(ctx, error, "q")?,
    }
    Ok(page)
}

/// The actor's own requests, the address of the next page, and how many wait for the actor.
pub async fn own(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<Ticket>, Option<String>, i64)> {
    let mut tx = ctx.read().await?;
    let (tickets, after) = own_tickets(ctx, &mut tx, query).await?;
    let person = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let waiting = store::waiting(&mut tx, &person).await?;
    Ok((tickets, after.map(|after| next("/requests", "", &after)), waiting))
}

/// What stands beside a ticket: those who may be given it, for the provider's side, and the requester's other
/// tickets that the reader may see.
pub async fn beside(ctx: &Ctx, reading: &Reading) -> Result<Beside> {
    let ticket = &reading.thread.ticket;
    let panels = crate::panels::beside(ctx, reading).await?;
    let canned = canned_answers::views::in_answer(ctx, reading).await?;
    let articles = knowledge::views::in_answer(ctx, reading).await?;
    let held = held::actions::mine(ctx, &ticket.key).await?;
    let present = presence::actions::others(ctx, &ticket.key).await?;
    let mut tx = ctx.read().await?;
    let may_work = ctx.actor.may(Permission::TicketWork);
    Ok(Beside {
        workers: if may_work { active_workers(&mut tx).await? } else { vec![] },
        panels,
        canned: maud::html! { (canned) (articles) },
        present,
        held,
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
