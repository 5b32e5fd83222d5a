//! Doing what was decided about an event: the ticket opened, added to, reopened, resolved; the event kept with it.

use super::super::{
    Event, OnRecovery, Outcome, Reason, Rule, Source, SourceId,
    rules::{self, Facts, Plan},
    store::incidents,
};
use crate::tickets::{
    Channel, Kind as TicketKind, State, TicketKey, Transition,
    actions::{Draft, Say, Work, open},
    rules::{TEXT_CHARACTERS, TITLE_CHARACTERS},
};
use jiff::{SignedDuration, Timestamp};
use platform::{
    Ctx, Error, Result,
    db::Tx,
    i18n::{Lang, figures},
};
use serde_json::json;

pub(super) async fn kept(
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
pub(super) struct Told<'a> {
    pub(super) ctx: &'a Ctx,
    pub(super) source: &'a Source,
    pub(super) rule: &'a Rule,
    pub(super) event: &'a Event,
}

impl Told<'_> {
    pub(super) fn at(&self) -> Timestamp {
        // A source whose clock is ahead does not date anything in the future.
        self.event.at.map_or(self.ctx.now(), |at| at.min(self.ctx.now()))
    }

    /// Does what was decided, keeps the event with it, commits. Gives the ticket.
    pub(super) async fn carry_out(&self, mut tx: Tx, plan: Plan, facts: Facts) -> Result<Option<TicketKey>> {
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
                self.recovers(&mut tx, &key, &facts).await?;
                self.done(tx, outcome, Some(key)).await
            }
            Plan::End(key, then) => {
                self.recovers(&mut tx, &key, &facts).await?;
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
        incidents::fires(tx, &self.ctx.id(), source, event, key, self.at()).await?;
        self.cuts_off(tx, key).await
    }

    async fn recovers(&self, tx: &mut Tx, key: &TicketKey, facts: &Facts) -> Result<()> {
        let Some(alarm) = &facts.alarm else { return Ok(()) };
        incidents::recovers(tx, alarm, self.at()).await?;
        self.works_again(tx, key).await
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
        let detail =
            json!({"transition": transition, "from": before, "to": after, "channel": Channel::Monitoring});
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
            .map(|(key, value)| {
                lang.with("monitoring-line", &[("label", &lang.t(key)), ("value", value)]) + "\n"
            })
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
pub(in super::super) fn title(event: &Event) -> String {
    let what = if event.summary.is_empty() { &event.service } else { &event.summary };
    let is_said = event.host.is_empty() || what.contains(&event.host);
    let title = if is_said { what.clone() } else { format!("{} – {what}", event.host) };
    title.chars().take(TITLE_CHARACTERS).collect()
}

/// The site of the rule, else the one that the event names by its label `site`.
pub(in super::super) async fn site(
    tx: &mut Tx,
    rule: &Rule,
    event: &Event,
) -> Result<Option<(String, String)>> {
    if rule.site.is_some() {
        return Ok(rule.site.clone());
    }
    let Some(name) = event.labels.get("site").map(|name| kernel::fold(name)) else { return Ok(None) };
    let sites = estate::sites::store::list(tx, Some(&rule.beneficiary)).await?;
    let site = sites.into_iter().find(|site| kernel::fold(&site.name) == name);
    Ok(site.map(|site| (site.id.to_string(), site.name)))
}
