//! Asking and answering.

use super::{Listed, Opinion, Result as Figures, rules, store, token};
use crate::tickets::{self, State, Ticket, TicketKey};
use jiff::{Timestamp, civil::date};
use kernel::{
    Permission, Scope, Text, Zone,
    id::{BeneficiaryId, PersonId},
};
use people::{
    audit::{
        Entry, Recorded,
        feed::{self, Follower},
        record,
    },
    organisations, persons,
};
use platform::{Ctx, Error, Problems, Result};
use serde_json::{Value, json};

/// The question was asked of nobody before an instance first ran this.
const FOLLOWER: Follower = Follower::from_now("satisfaction");

/// Notes the question for each ticket that was resolved since the last time.
pub async fn ask(ctx: &Ctx) -> Result<()> {
    let noted = feed::follow(ctx, &FOLLOWER, 50, async |tx, entry| {
        if let Some(ticket) = resolved(entry) {
            store::ask(tx, &ticket, entry.at).await?;
        }
        Ok(())
    });
    noted.await.map(drop)
}

/// The ticket that an entry says is over.
fn resolved(entry: &Recorded) -> Option<TicketKey> {
    let detail: Value = serde_json::from_str(&entry.detail).ok()?;
    let is_over = match entry.action.as_str() {
        "ticket.move" if detail["refused"].as_bool() == Some(true) => false,
        // It recovered by itself: nobody was served.
        "ticket.move" if detail["channel"].as_str() == Some("monitoring") => false,
        "ticket.move" => matches!(detail["to"].as_str(), Some("resolved" | "closed")),
        "ticket.answer" => detail["then"].as_str() == Some("resolve"),
        _ => false,
    };
    let beneficiary = entry.beneficiary.clone().filter(|_| is_over)?;
    Some(TicketKey { beneficiary, id: entry.object_id.clone().into() })
}

/// A question put to a requester by a link.
#[derive(Clone, Debug)]
pub struct Question {
    /// The ticket.
    pub ticket: Ticket,
    /// What was answered so far.
    pub opinion: Opinion,
    /// Whether an answer may be given now.
    pub is_open: bool,
}

/// The unit of work of the person a token was made for, when that person still is the requester of the ticket.
async fn requester(ctx: &Ctx, text: &str) -> Result<(Ctx, TicketKey)> {
    let (key, person) = token::read(&ctx.platform.secrets, text).ok_or(Error::NotFound)?;
    let mut tx = ctx.platform.db.read(&Scope::One(key.beneficiary.clone())).await?;
    let person = persons::store::find(&mut tx, &person).await?.filter(|person| person.disabled_at.is_none());
    let person = person.ok_or(Error::NotFound)?;
    Ok((Ctx { actor: person.actor(), ..ctx.clone() }, key))
}

async fn load(ctx: &Ctx, key: &TicketKey) -> Result<Question> {
    let mut tx = ctx.read().await?;
    let reader = tickets::store::Reader::of(&ctx.actor);
    let ticket = tickets::store::get(&mut tx, &reader, key).await?.ok_or(Error::NotFound)?;
    if ticket.requester.id != ctx.actor.person {
        return Err(Error::NotFound);
    }
    let unasked = || Opinion {
        ticket: key.clone(),
        asked_at: ctx.now(),
        score: None,
        comment: String::new(),
        voted_at: None,
        changed_at: None,
    };
    let opinion = store::find(&mut tx, key).await?.unwrap_or_else(unasked);
    let is_open = rules::may_vote(&opinion, ticket.state, ctx.now());
    Ok(Question { ticket, opinion, is_open })
}

/// The question of a link. Looking at it answers nothing.
pub async fn question(ctx: &Ctx, token: &str) -> Result<Question> {
    let (own, key) = requester(ctx, token).await?;
    load(&own, &key).await
}

/// Answers, or answers anew.
pub async fn vote(ctx: &Ctx, token: &str, score: Option<i64>, comment: &str) -> Result<()> {
    let (own, key) = requester(ctx, token).await?;
    vote_as(&own, &key, score, comment).await
}

/// Answers as the requester that the actor is.
pub async fn vote_as(ctx: &Ctx, key: &TicketKey, score: Option<i64>, comment: &str) -> Result<()> {
    let question = load(ctx, key).await?;
    let score = check(score, comment)?;
    if !question.is_open {
        return Err(Error::Refused(Text::new("satisfaction-error-late")));
    }
    let before = question.opinion.score;
    let opinion = Opinion {
        score: Some(score),
        comment: comment.trim().to_owned(),
        voted_at: question.opinion.voted_at.or(Some(ctx.now())),
        changed_at: question.opinion.voted_at.map(|_| ctx.now()),
        ..question.opinion
    };
    let mut tx = ctx.begin().await?;
    store::vote(&mut tx, &opinion).await?;
    let entry = Entry::new("satisfaction.vote", Some(&key.beneficiary), "ticket", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"before": before, "score": score}))).await?;
    Ok(tx.commit().await?)
}

fn check(score: Option<i64>, comment: &str) -> Result<i64> {
    let mut problems = Problems::default();
    let score = score.filter(|score| (1..=5).contains(score));
    if score.is_none() {
        problems.add("score", Text::new("satisfaction-error-score"));
    }
    if comment.chars().count() > rules::COMMENT_CHARACTERS {
        let text = Text::new("satisfaction-error-comment").with("limit", rules::COMMENT_CHARACTERS);
        problems.add("comment", text);
    }
    problems.into_result()?;
    score.ok_or(Error::NotFound)
}

/// The link by which a person answers about a ticket, when it is that person's to answer now.
pub fn link(ctx: &Ctx, ticket: &Ticket, opinion: Option<&Opinion>) -> Option<String> {
    let person: &PersonId = ctx.actor.person.as_ref()?;
    let is_own = ticket.requester.id.as_ref() == Some(person);
    let may = match opinion {
        Some(opinion) => rules::may_vote(opinion, ticket.state, ctx.now()),
        None => matches!(ticket.state, State::Resolved | State::Closed),
    };
    (is_own && may).then(|| format!("/opinion/{}", token::make(&ctx.platform.secrets, &ticket.key, person)))
}

/// The figures of a beneficiary over a year, and the answers when the actor may read tickets.
#[derive(Clone, Debug)]
pub struct Year {
    /// Whose.
    pub beneficiary: organisations::Organisation,
    /// Which year.
    pub year: i16,
    /// The figures.
    pub figures: Figures,
    /// The latest answers.
    pub answers: Vec<Listed>,
}

/// Answers read at once.
const ANSWERS: i64 = 200;

/// The figures of one beneficiary.
pub async fn year(ctx: &Ctx, beneficiary: &BeneficiaryId, year: Option<i16>) -> Result<Year> {
    ctx.require(Permission::ScoreboardRead)?;
    let mut tx = ctx.read().await?;
    let all = organisations::store::beneficiaries(&mut tx).await?;
    let beneficiary = all.into_iter().find(|one| one.id == *beneficiary).ok_or(Error::NotFound)?;
    let year = year.unwrap_or_else(|| ctx.now().to_zoned(Zone::Metropole.time_zone()).year());
    let (from, to) = bounds(year)?;
    let figures = store::figures(&mut tx, &beneficiary.id, from, to).await?;
    let answers = if ctx.actor.may(Permission::TicketReadAll) {
        store::answered(&mut tx, &beneficiary.id, from, to, ANSWERS).await?
    } else {
        vec![]
    };
    Ok(Year { beneficiary, year, figures, answers })
}

/// The first instants of a year and of the next, in Paris.
fn bounds(year: i16) -> Result<(Timestamp, Timestamp)> {
    let first = |year: i16| {
        let day = (2000..=9000).contains(&year).then(|| date(year, 1, 1));
        let zone = Zone::Metropole.time_zone();
        day.and_then(|day| day.to_zoned(zone).ok()).map(|at| at.timestamp()).ok_or(Error::NotFound)
    };
    Ok((first(year)?, first(year.saturating_add(1))?))
}

/// The figures of every beneficiary in scope this year.
pub async fn all(ctx: &Ctx) -> Result<Vec<(organisations::Organisation, Figures)>> {
    ctx.require(Permission::ScoreboardRead)?;
    let (from, to) = bounds(ctx.now().to_zoned(Zone::Metropole.time_zone()).year())?;
    let mut tx = ctx.read().await?;
    let mut known = store::all_figures(&mut tx, from, to).await?;
    let all = organisations::store::beneficiaries(&mut tx).await?;
    let figured = all.into_iter().map(|one| {
        let figures = known.remove(&one.id).unwrap_or_default();
        (one, figures)
    });
    Ok(figured.collect())
}
