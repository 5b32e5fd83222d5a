//! Reading problems, known errors, and incidents with something in common.

use crate::{
    changes::Change,
    problems::{
        Candidate, KnownError, Message, Problem, ProblemId, rules,
        store::{self, Filter},
    },
    tickets::{
        Linked, Ticket,
        store::{self as tickets, Reader},
    },
};
use jiff::{SignedDuration, Timestamp};
use kernel::Permission;
use people::audit::{self, PROVIDER_CHAIN};
use platform::{Ctx, Error, Result};

/// Entries of the history of a problem, at most.
const HISTORY: i64 = 200;

/// A problem with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The problem.
    pub problem: Problem,
    /// Its incidents.
    pub incidents: Vec<Linked>,
    /// What was said to all of them.
    pub messages: Vec<Message>,
    /// The changes that solve it.
    pub changes: Vec<Change>,
    /// What happened to it, the last at the top: when, who, which verb of the log.
    pub history: Vec<(Timestamp, String, String)>,
}

/// One page, the latest first, and where the next begins.
pub async fn list(ctx: &Ctx, filter: &Filter) -> Result<(Vec<Problem>, Option<(Timestamp, String)>)> {
    ctx.require(Permission::DeskRead)?;
    let mut found = store::page(&mut ctx.read().await?, filter).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|one| (one.opened_at, one.id.to_string()));
    Ok((found, next))
}

/// A problem with all that belongs to it.
pub async fn read(ctx: &Ctx, id: &ProblemId) -> Result<Whole> {
    ctx.require(Permission::DeskRead)?;
    let mut tx = ctx.read().await?;
    let problem = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let filter = audit::Filter {
        before: (tickets::NEVER, String::new(), i64::MAX),
        chain: Some(PROVIDER_CHAIN.to_owned()),
        action: None,
        object_kind: Some("problem".to_owned()),
        object_id: Some(id.to_string()),
    };
    let entries = audit::store::list(&mut tx, &filter, HISTORY).await?;
    Ok(Whole {
        problem,
        incidents: store::incidents::of(&mut tx, id).await?,
        messages: store::messages::of(&mut tx, id).await?,
        changes: store::changes(&mut tx, id).await?,
        history: entries.into_iter().map(|one| (one.at, one.actor_name, one.action)).collect(),
    })
}

/// The known errors that hold every word looked for, for those who see problems.
pub async fn known_errors(ctx: &Ctx, looked_for: &str) -> Result<Vec<Problem>> {
    ctx.require(Permission::DeskRead)?;
    let mut found = store::known_errors(&mut ctx.read().await?).await?;
    found.retain(|problem| rules::says(problem, looked_for));
    Ok(found)
}

/// What a beneficiary's people read of a known error, with those of its incidents that the reader may see.
#[derive(Clone, Debug)]
pub struct Told {
    /// The public words.
    pub error: KnownError,
    /// The reader's incidents.
    pub tickets: Vec<Ticket>,
}

/// What the reader's beneficiary was told, with the reader's incidents.
pub async fn told(ctx: &Ctx, looked_for: &str) -> Result<Vec<Told>> {
    ctx.require(Permission::TicketCreate)?;
    let mut tx = ctx.read().await?;
    let mut all = vec![];
    let mut errors = store::told(&mut tx).await?;
    errors.retain(|one| rules::holds(&format!("{} {}", one.title.join(" "), one.text.join(" ")), looked_for));
    let ids: Vec<ProblemId> = errors.iter().map(|one| one.id.clone()).collect();
    let links = store::incidents::of_several(&mut tx, &ids).await?;
    let keys: Vec<_> = links.iter().map(|(_, key)| key.id.clone()).collect();
    let seen = tickets::visible(&mut tx, &Reader::of(&ctx.actor), &keys).await?;
    for error in errors {
        let is_of = |ticket: &&Ticket| {
            links.iter().any(|(problem, key)| *problem == error.id && *key == ticket.key)
                && ticket.key.beneficiary == error.beneficiary
        };
        let tickets = seen.iter().filter(is_of).cloned().collect();
        all.push(Told { error, tickets });
    }
    Ok(all)
}

/// Incidents of the last days with something in common, proposed as problems.
pub async fn candidates(ctx: &Ctx) -> Result<Vec<Candidate>> {
    ctx.require(Permission::DeskRead)?;
    let since = ctx.now() - SignedDuration::from_hours(24 * rules::DAYS);
    let recent = store::incidents::unexplained(&mut ctx.read().await?, since).await?;
    Ok(rules::candidates(&recent))
}

/// What a ticket's page says of problems.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The problem behind it, for those who see problems.
    pub problem: Option<Problem>,
    /// What its beneficiary reads of it.
    pub told: Option<KnownError>,
    /// Known errors that may explain it, for those who link.
    pub proposed: Vec<Problem>,
    /// Other problems that go on.
    pub going_on: Vec<Problem>,
}

/// What stands behind a ticket, as the reader may see it.
pub async fn beside(ctx: &Ctx, ticket: &Ticket) -> Result<Beside> {
    let mut tx = ctx.read().await?;
    if !ctx.actor.may(Permission::DeskRead) {
        let told = match store::incidents::problem_of(&mut tx, &ticket.key).await? {
            Some(id) => store::told_of(&mut tx, &ticket.key.beneficiary, &id).await?,
            None => None,
        };
        return Ok(Beside { told, ..Beside::default() });
    }
    let problem = store::of_ticket(&mut tx, &ticket.key).await?;
    if problem.is_some() || !ctx.actor.may(Permission::DeskRun) {
        return Ok(Beside { problem, ..Beside::default() });
    }
    let category = ticket.category.as_ref().map(|(id, _)| id.as_str());
    let site = ticket.site.as_ref().map(|(id, _)| (&ticket.key.beneficiary, id.as_str()));
    let proposed = store::proposed(&mut tx, category, site).await?;
    let mut going_on = store::going_on(&mut tx).await?;
    going_on.retain(|one| proposed.iter().all(|other| other.id != one.id));
    Ok(Beside { proposed, going_on, ..Beside::default() })
}
