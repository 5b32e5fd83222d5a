//! Taking what a source posts: who it is, what it says, what becomes of it.

use super::{
    Event, Kind, OnRecovery, Outcome, Reason, Refusal, Rule, Source, SourceId, payloads,
    rules::{self, Facts, Plan, Standing},
    store::{self, incidents},
};
use crate::{
    desk_settings,
    hooks::Hook,
    links,
    tickets::{
        Channel, Kind as TicketKind, State, TicketKey, Transition,
        actions::{Draft, Say, Work, open},
        rules::{TEXT_CHARACTERS, TITLE_CHARACTERS},
        store as ticket_store,
    },
};
use axum::http::HeaderMap;
use jiff::{SignedDuration, Timestamp};
use kernel::{Actor, Scope, Text, id::BeneficiaryId};
use platform::{
    Ctx, Error, Problems, Result,
    db::Tx,
    i18n::{Lang, figures},
};
use serde::Serialize;
use serde_json::json;

/// Most bytes of a delivery.
pub const BYTES: usize = 1 << 20;

/// How often the same refusal is written down.
const REFUSALS: SignedDuration = SignedDuration::from_mins(1);

/// What became of one event of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// What became of it, when it first came.
    pub outcome: Outcome,
    /// Why it made nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Whether it had come before.
    pub repeated: bool,
    /// Path of its ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
}

/// The work of a source: it acts under its own name, and stands on nobody's side, so that what it says is no answer of
/// the desk.
fn speaking(ctx: &Ctx, source: &Source) -> Ctx {
    let actor = Actor {
        person: None,
        name: source.settings.name.clone(),
        side: None,
        scope: Scope::All,
        permissions: vec![],
        is_system: true,
    };
    Ctx { actor, ..ctx.clone() }
}

/// Takes a delivery. `body` is nothing when it was too large. Told twice, an event makes nothing new.
pub async fn take(
    ctx: &Ctx,
    id: &SourceId,
    headers: &HeaderMap,
    body: Option<&[u8]>,
) -> Result<Vec<Answer>> {
    let mut tx = ctx.platform.db.read(&Scope::All).await?;
    let source = store::find(&mut tx, id, ctx.now()).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let ctx = speaking(ctx, &source);
    let events = match readable(&ctx, &source, headers, body) {
        Ok(events) => events,
        Err((why, error)) => {
            let mut tx = ctx.begin().await?;
            store::refused(&mut tx, id, why, ctx.now(), ctx.now() - REFUSALS).await?;
            tx.commit().await?;
            return Err(error);
        }
    };
    let mut answers = vec![];
    for event in &events {
        answers.push(Box::pin(one(&ctx, id, event)).await?);
    }
    refuse_when_nothing_was_taken(&answers)?;
    Ok(answers)
}

type Unread = (Refusal, Error);

fn readable(
    ctx: &Ctx,
    source: &Source,
    headers: &HeaderMap,
    body: Option<&[u8]>,
) -> Result<Vec<Event>, Unread> {
    let unproven = |error| (Refusal::Proof, error);
    if source.settings.kind != Kind::Generic {
        hook(source).by_secret(ctx, headers).map_err(unproven)?;
    }
    let limit = || Error::invalid("", Text::new("monitoring-error-size").with("limit", BYTES >> 10));
    let body = body.ok_or_else(|| (Refusal::Size, limit()))?;
    if source.settings.kind == Kind::Generic {
        hook(source).by_signature(ctx, headers, body).map_err(unproven)?;
    }
    if !source.is_enabled {
        return Err((Refusal::Paused, Error::refused("monitoring-error-paused")));
    }
    payloads::read(source.settings.kind, body).map_err(|error| (Refusal::Form, error))
}

fn hook(source: &Source) -> Hook<'_> {
    Hook { purpose: "monitoring", id: source.id.as_str(), generation: source.generation }
}

/// The secret of a source.
pub(super) fn secret(ctx: &Ctx, source: &Source) -> String {
    hook(source).secret(ctx)
}

/// A delivery of which no event could be taken is refused as a whole, so that its sender shows it.
fn refuse_when_nothing_was_taken(answers: &[Answer]) -> Result<()> {
    if answers.is_empty() || answers.iter().any(|answer| answer.outcome != Outcome::Refused) {
        return Ok(());
    }
    let mut problems = Problems::default();
    for (i, answer) in answers.iter().enumerate() {
        let key = answer.reason.map_or("monitoring-outcome-refused", Reason::label_key);
        problems.add(&format!("events[{i}]"), Text::new(key));
    }
    problems.into_result()
}

async fn one(ctx: &Ctx, id: &SourceId, event: &Event) -> Result<Answer> {
    match Box::pin(taken(ctx, id, event)).await {
        // A rule of tickets refuses it: its contact has left, for example. Somebody must see that.
        Err(Error::NotFound | Error::Forbidden(_) | Error::Refused(_) | Error::Invalid(_)) => {
            let mut tx = ctx.begin().await?;
            let reason = Some(Reason::Desk);
            kept(&mut tx, ctx, id, event, (Outcome::Refused, reason), None).await?;
            tx.commit().await?;
            Ok(Answer { outcome: Outcome::Refused, reason, repeated: false, ticket: None })
        }
        done => done,
    }
}

async fn taken(ctx: &Ctx, id: &SourceId, event: &Event) -> Result<Answer> {
    let mut tx = ctx.begin().await?;
    if !store::lock(&mut tx, id).await? {
        return Err(Error::NotFound);
    }
    let source = store::find(&mut tx, id, ctx.now()).await?.ok_or(Error::NotFound)?;
    store::heard(&mut tx, id, ctx.now()).await?;
    let before = incidents::by_key(&mut tx, id, &event.key).await?;
    if let Some(before) = before.filter(|before| before.outcome != Outcome::Refused) {
        incidents::told_again(&mut tx, &before.id).await?;
        tx.commit().await?;
        let ticket = before.ticket.map(|key| key.path());
        return Ok(Answer { outcome: before.outcome, reason: before.reason, repeated: true, ticket });
    }
    let rules = store::rules(&mut tx, id).await?;
    let Some(rule) = rules::deciding(&rules, event) else {
        let (outcome, reason) = rules::WITHOUT_RULE;
        kept(&mut tx, ctx, id, event, (outcome, reason), None).await?;
        tx.commit().await?;
        return Ok(Answer { outcome, reason, repeated: false, ticket: None });
    };
    let facts = facts(&mut tx, ctx, &source, &rule.beneficiary, event).await?;
    let plan = rules::decide(&source.settings, event, &facts);
    let (outcome, reason) = plan.outcome();
    let told = Told { ctx, source: &source, rule, event };
    let ticket = told.carry_out(tx, plan, facts).await?;
    Ok(Answer { outcome, reason, repeated: false, ticket: ticket.map(|key| key.path()) })
}

/// What is known when an event of a beneficiary comes.
pub(super) async fn facts(
    tx: &mut Tx,
    ctx: &Ctx,
    source: &Source,
    beneficiary: &BeneficiaryId,
    event: &Event,
) -> Result<Facts> {
    let since = ctx.now() - SignedDuration::from_mins(source.settings.storm_minutes);
    let alarm = incidents::alarm(tx, beneficiary, &source.id, &event.alarm).await?;
    let about = if event.is_firing {
        incidents::latest_of_group(tx, beneficiary, &source.id, event).await?
    } else {
        alarm.clone()
    };
    Ok(Facts {
        standing: standing(tx, about, event).await?,
        alarm,
        opened_lately: incidents::opened_since(tx, beneficiary, &source.id, since).await?,
        storm: incidents::storm(tx, beneficiary, &source.id, since).await?,
        reopen_days: desk_settings::store::get(tx).await?.reopen_days,
        now: ctx.now(),
    })
}

/// How the ticket of an alarm stands; that of a duplicate is where its conversation goes on.
async fn standing(tx: &mut Tx, alarm: Option<super::Alarm>, event: &Event) -> Result<Option<Standing>> {
    let Some(alarm) = alarm else { return Ok(None) };
    let main = links::store::main_of(tx, &alarm.ticket).await?;
    let ticket = main.unwrap_or_else(|| alarm.ticket.clone());
    Ok(incidents::standing(tx, &alarm, ticket, &event.alarm).await?)
}

async fn kept(
    tx: &mut Tx,
    ctx: &Ctx,
    source: &SourceId,
    event: &Event,
    (outcome, reason): (Outcome, Option<Reason>),
    ticket: Option<&TicketKey>,
) -> Result<()> {
    let id: String = ctx.id();
    let kept = incidents::Kept { id: &id, source, event, outcome, reason, ticket, at: ctx.now() };
    Ok(incidents::keep(tx, &kept).await?)
}

/// An event, and whose it is.
struct Told<'a> {
    ctx: &'a Ctx,
    source: &'a Source,
    rule: &'a Rule,
    event: &'a Event,
}

impl Told<'_> {
    fn at(&self) -> Timestamp {
        // A source whose clock is ahead does not date anything in the future.
        self.event.at.map_or(self.ctx.now(), |at| at.min(self.ctx.now()))
    }

    /// Does what was decided, keeps the event with it, commits. Gives the ticket.
    async fn carry_out(&self, mut tx: Tx, plan: Plan, facts: Facts) -> Result<Option<TicketKey>> {
        let outcome = plan.outcome();
        match plan {
            Plan::Open | Plan::BeginStorm => {
                let is_storm = plan == Plan::BeginStorm;
                let key = self.open(&mut tx, is_storm).await?;
                self.fires(&mut tx, &key, is_storm).await?;
                self.done(tx, outcome, Some(key)).await
            }
            Plan::Hold(key) => {
                self.fires(&mut tx, &key, true).await?;
                self.done(tx, outcome, Some(key)).await
            }
            Plan::Join(key) => self.join(tx, key, &facts, outcome).await,
            Plan::Reopen(key) => {
                self.fires(&mut tx, &key, false).await?;
                let words = self.words(&mut tx, "monitoring-says-again").await?;
                self.moved(tx, key, &[(Transition::Reopen, &words)], outcome).await
            }
            Plan::Recover(key) | Plan::Forget(key) => {
                self.recovers(&mut tx, &facts).await?;
                self.done(tx, outcome, Some(key)).await
            }
            Plan::End(key, then) => {
                self.recovers(&mut tx, &facts).await?;
                let words = self.words(&mut tx, "monitoring-says-recovered").await?;
                match then {
                    OnRecovery::Note => self.say(tx, key, words, outcome).await,
                    OnRecovery::Resolve => {
                        self.moved(tx, key, &[(Transition::Resolve, &words)], outcome).await
                    }
                    OnRecovery::Close => {
                        let both = [(Transition::Resolve, words.as_str()), (Transition::Close, "")];
                        self.moved(tx, key, &both, outcome).await
                    }
                }
            }
            Plan::Ignore(_) => self.done(tx, outcome, None).await,
        }
    }

    async fn done(
        &self,
        mut tx: Tx,
        outcome: (Outcome, Option<Reason>),
        ticket: Option<TicketKey>,
    ) -> Result<Option<TicketKey>> {
        kept(&mut tx, self.ctx, &self.source.id, self.event, outcome, ticket.as_ref()).await?;
        tx.commit().await?;
        Ok(ticket)
    }

    async fn fires(&self, tx: &mut Tx, key: &TicketKey, is_storm: bool) -> Result<()> {
        let (source, event, now) = (&self.source.id, self.event, self.ctx.now());
        incidents::add_incident(tx, key, source, event, is_storm, now).await?;
        Ok(incidents::fires(tx, &self.ctx.id(), source, event, key, self.at()).await?)
    }

    async fn recovers(&self, tx: &mut Tx, facts: &Facts) -> Result<()> {
        let Some(alarm) = &facts.alarm else { return Ok(()) };
        Ok(incidents::recovers(tx, alarm, self.at()).await?)
    }

    /// Adds the event to an open ticket, which says so when it is news and not too often.
    async fn join(
        &self,
        mut tx: Tx,
        key: TicketKey,
        facts: &Facts,
        outcome: (Outcome, Option<Reason>),
    ) -> Result<Option<TicketKey>> {
        let known = facts.alarm.as_ref().filter(|alarm| alarm.is_firing);
        let is_news = known.is_none_or(|alarm| alarm.severity != self.event.severity);
        self.fires(&mut tx, &key, false).await?;
        let now = self.ctx.now();
        let since = now - SignedDuration::from_mins(self.source.settings.storm_minutes);
        if !is_news || !incidents::may_say(&mut tx, &key, now, since).await? {
            return self.done(tx, outcome, Some(key)).await;
        }
        let words = self.words(&mut tx, "monitoring-says-more").await?;
        self.say(tx, key, words, outcome).await
    }

    /// Says something in the ticket to both sides.
    async fn say(
        &self,
        tx: Tx,
        key: TicketKey,
        body: String,
        outcome: (Outcome, Option<Reason>),
    ) -> Result<Option<TicketKey>> {
        let mut work = Work::within(self.ctx, tx, &key).await?;
        let version = work.thread.ticket.version;
        let say = Say { version, body, is_internal: false, then: None, files: vec![], idempotency_key: None };
        let message = work.speak(say, vec![]).await?;
        kept(&mut work.tx, self.ctx, &self.source.id, self.event, outcome, Some(&key)).await?;
        let detail = json!({"message": message, "channel": Channel::Monitoring});
        work.finish("ticket.answer", detail).await?;
        Ok(Some(key))
    }

    /// Passes the ticket through states, each with its reason.
    async fn moved(
        &self,
        tx: Tx,
        key: TicketKey,
        through: &[(Transition, &str)],
        outcome: (Outcome, Option<Reason>),
    ) -> Result<Option<TicketKey>> {
        let mut work = Work::within(self.ctx, tx, &key).await?;
        let (before, version): (State, i64) = (work.thread.ticket.state, work.thread.ticket.version);
        work.expect(version)?;
        for (transition, reason) in through {
            work.pass(*transition, reason).await?;
        }
        kept(&mut work.tx, self.ctx, &self.source.id, self.event, outcome, Some(&key)).await?;
        let after = work.thread.ticket.state;
        let transition = through.first().map(|(transition, _)| *transition);
        let detail = json!({"transition": transition, "from": before, "to": after, "channel": Channel::Monitoring});
        work.finish("ticket.move", detail).await?;
        Ok(Some(key))
    }

    async fn open(&self, tx: &mut Tx, is_storm: bool) -> Result<TicketKey> {
        let lang = self.lang(tx).await?;
        let (severities, event) = (&self.source.settings.severities, self.event);
        let (impact, urgency) = rules::meaning(severities, &event.severity).ok_or(Error::NotFound)?;
        let draft = Draft {
            beneficiary: self.rule.beneficiary.clone(),
            requester: Some(self.rule.contact.clone()),
            kind: TicketKind::Incident,
            is_administrative: false,
            title: self.title(lang, is_storm),
            description: self.description(lang, is_storm),
            channel: Channel::Monitoring,
            // A storm is rarely of one site.
            site: if is_storm { None } else { site(tx, self.rule, event).await?.map(|(id, _)| id) },
            impact,
            urgency,
        };
        let (key, _) = open(tx, self.ctx, &draft, vec![], None).await?;
        Ok(key)
    }

    /// The ticket is read by its contact: it speaks that person's language.
    async fn lang(&self, tx: &mut Tx) -> Result<Lang> {
        let person = people::persons::store::find(tx, &self.rule.contact).await?;
        Ok(person.map_or(Lang::Fr, |person| person.language))
    }

    fn title(&self, lang: Lang, is_storm: bool) -> String {
        if is_storm {
            return lang.with("monitoring-storm-title", &[("source", &self.source.settings.name)]);
        }
        title(self.event)
    }

    fn description(&self, lang: Lang, is_storm: bool) -> String {
        let (settings, event) = (&self.source.settings, self.event);
        if is_storm {
            let args = [("count", settings.storm_count), ("minutes", settings.storm_minutes)];
            return lang.with("monitoring-storm-body", &args);
        }
        let since = figures::instant(lang, self.at());
        let lines = [
            ("monitoring-source", &settings.name),
            ("monitoring-host", &event.host),
            ("monitoring-service", &event.service),
            ("monitoring-severity", &event.severity),
            ("monitoring-since", &since),
            ("monitoring-link", &event.link),
        ];
        let lines = lines.into_iter().filter(|(_, value)| !value.is_empty());
        let mut text: String = lines
            .map(|(key, value)| lang.with("monitoring-line", &[("label", &lang.t(key)), ("value", value)]) + "\n")
            .collect();
        if !event.detail.is_empty() {
            text = format!("{}\n\n{text}", event.detail);
        }
        text.chars().take(TEXT_CHARACTERS).collect()
    }

    async fn words(&self, tx: &mut Tx, key: &str) -> Result<String> {
        let lang = self.lang(tx).await?;
        let (event, at) = (self.event, figures::instant(lang, self.at()));
        let args = [("what", title(event)), ("at", at), ("severity", event.severity.clone())];
        let words = lang.with(key, &args);
        let more = if event.is_firing && !event.detail.is_empty() { &event.detail } else { "" };
        Ok(format!("{words}\n\n{more}").trim().chars().take(TEXT_CHARACTERS).collect())
    }
}

/// What failed, in a line.
pub(super) fn title(event: &Event) -> String {
    let what = if event.summary.is_empty() { &event.service } else { &event.summary };
    let is_said = event.host.is_empty() || what.contains(&event.host);
    let title = if is_said { what.clone() } else { format!("{} – {what}", event.host) };
    title.chars().take(TITLE_CHARACTERS).collect()
}

/// The site of the rule, else the one that the event names by its label `site`.
pub(super) async fn site(tx: &mut Tx, rule: &Rule, event: &Event) -> Result<Option<(String, String)>> {
    if rule.site.is_some() {
        return Ok(rule.site.clone());
    }
    let Some(name) = event.labels.get("site").map(|name| kernel::fold(name)) else { return Ok(None) };
    let sites = estate::sites::store::list(tx, Some(&rule.beneficiary)).await?;
    let site = sites.into_iter().find(|site| kernel::fold(&site.name) == name);
    Ok(site.map(|site| (site.id.to_string(), site.name)))
}

/// Whether a ticket is one that the reader may open.
pub(super) async fn reference(tx: &mut Tx, ctx: &Ctx, key: &TicketKey) -> Result<Option<String>> {
    let ticket = ticket_store::get(tx, &ticket_store::Reader::of(&ctx.actor), key).await?;
    Ok(ticket.map(|ticket| ticket.reference))
}
