//! The turns of probes: who is due looks, what it found is kept, monitoring is told.

use super::{
    Finding, Outcome, Probe, ProbeKey, State, actions, check, rules,
    store::{self, results},
};
use crate::monitoring::{Event, Rule, Source, intake};
use estate::{
    blind_times::watched::{self, Watch},
    sites::SiteId,
};
use futures_util::{StreamExt as _, stream};
use jiff::{SignedDuration, Timestamp};
use kernel::Scope;
use platform::{Ctx, Result};
use std::collections::BTreeMap;

/// Looks at the same time by one process.
const AT_ONCE: usize = 16;

/// Probes taken in one turn: with every one of them taking as long as it may, a turn lasts less than five minutes.
const TAKEN: i64 = 200;

/// Days during which each look is kept; older ones an hour a row.
const RESULTS: i64 = 3;

/// Days during which hours are kept.
const HOURS: i64 = 400;

/// One turn: times without a look are blind, those that are due look, monitoring is told. An instance without a probe that is
/// due writes nothing. Two processes never take the same turn.
pub(super) async fn turn(ctx: &Ctx) -> Result<()> {
    blind(ctx).await?;
    if results::is_due(&mut ctx.platform.db.read(&Scope::All).await?, ctx.now()).await? {
        let looking = take(ctx).await?.into_iter().map(|probe| looked(ctx.clone(), probe));
        let done: Vec<Result<()>> = stream::iter(looking).buffer_unordered(AT_ONCE).collect().await;
        done.into_iter().collect::<Result<()>>()?;
    }
    tell(ctx).await
}

/// The probes whose turn it is, which have their next one already.
async fn take(ctx: &Ctx) -> Result<Vec<Probe>> {
    let now = ctx.now();
    let mut tx = ctx.begin().await?;
    let probes = store::due(&mut tx, now, TAKEN).await?;
    let mut by_interval: BTreeMap<i64, Vec<_>> = BTreeMap::new();
    for probe in &probes {
        by_interval.entry(probe.content.interval_seconds).or_default().push(&probe.id);
    }
    for (interval, ids) in by_interval {
        results::put_off(&mut tx, &ids, now + SignedDuration::from_secs(interval)).await?;
    }
    tx.commit().await?;
    Ok(probes)
}

async fn looked(ctx: Ctx, probe: Probe) -> Result<()> {
    let at = ctx.now();
    let found = check::run(&ctx.platform.settings.egress, &probe.content.look, at).await;
    keep(&ctx, &probe, Outcome { at, found }).await
}

/// Keeps what a look found, and what it makes of the probe; nothing when a person changed the probe meanwhile. Monitoring is
/// told at the next turn. For the background work, whoever it is that looks.
pub async fn keep(ctx: &Ctx, probe: &Probe, outcome: Outcome) -> Result<()> {
    let needs = (probe.content.failures, probe.content.successes);
    let is_good = outcome.found.finding == Finding::Good;
    let (standing, change) = rules::after(&probe.standing, needs, is_good, outcome.at);
    let mut tx = ctx.begin().await?;
    results::found(&mut tx, probe, &standing, &outcome, change.is_some()).await?;
    Ok(tx.commit().await?)
}

/// Records as blind the time during which no probe of a site looked: the program did not run (R5.5).
async fn blind(ctx: &Ctx) -> Result<()> {
    let now = ctx.now();
    let sites = results::watched(&mut ctx.platform.db.read(&Scope::All).await?).await?;
    let is_blind = |until: Timestamp, interval: i64| now.duration_since(until) > rules::patience(interval);
    for site in sites.iter().filter(|site| is_blind(site.until, site.interval)) {
        let mut tx = ctx.begin().await?;
        if results::was_blind(&mut tx, site, now).await? > 0 {
            let id = SiteId::from(site.site.as_str());
            let watch_key = watch_key(&site.site);
            let watch = Watch { beneficiary: &site.beneficiary, site: &id, watch_key: &watch_key };
            let reason = ctx.lang.t("probe-blind");
            watched::was_blind(&mut tx, ctx, watch, (site.until, now), &reason).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// What the blind times of the probes of a site are called.
pub(super) fn watch_key(site: &str) -> String {
    format!("probes {site}")
}

/// What monitoring calls the thing that a probe looks at.
pub(super) fn alarm(key: &ProbeKey) -> String {
    format!("probe {}", key.id)
}

/// Tells monitoring of every state it does not know, unless somebody paused the source of probes. Stopped between telling and writing down that it is told, the same is
/// told again, which makes nothing new.
async fn tell(ctx: &Ctx) -> Result<()> {
    let untold = store::untold(&mut ctx.platform.db.read(&Scope::All).await?).await?;
    if untold.is_empty() {
        return Ok(());
    }
    let source = actions::source(ctx).await?;
    if !source.is_enabled {
        return Ok(());
    }
    for probe in untold {
        told(ctx, &source, &probe).await?;
        let key = ProbeKey { beneficiary: probe.beneficiary.clone(), id: probe.id.clone() };
        let mut tx = ctx.begin().await?;
        results::told(&mut tx, &key, probe.standing.since).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn told(ctx: &Ctx, source: &Source, probe: &Probe) -> Result<()> {
    let rule = Rule {
        id: probe.id.as_str().into(),
        label: String::new(),
        value: String::new(),
        beneficiary: probe.beneficiary.clone(),
        beneficiary_name: probe.beneficiary_name.clone(),
        contact: probe.contact.clone(),
        contact_name: probe.contact_name.clone(),
        site: probe.site.clone().map(|site| (site.id, site.name)),
    };
    intake::tell(ctx, source, &event(ctx, probe), Some(&rule)).await.map(drop)
}

/// What a probe saw, in the words of the desk.
fn event(ctx: &Ctx, probe: &Probe) -> Event {
    let (content, standing) = (&probe.content, &probe.standing);
    let key = ProbeKey { beneficiary: probe.beneficiary.clone(), id: probe.id.clone() };
    let is_firing = standing.state == State::Down;
    let lang = probe.contact_language;
    let place = probe.site.as_ref().or(probe.application.as_ref());
    let host = place.map(|place| place.name.clone()).unwrap_or_default();
    let severity = if content.cuts_off { "down" } else { "degraded" }.to_owned();
    let finding = probe.last.as_ref().map(|last| lang.t(last.finding.label_key())).unwrap_or_default();
    let detail = probe.last.as_ref().map(|last| last.detail.clone()).unwrap_or_default();
    let public = ctx.platform.settings.public_url.trim_end_matches('/');
    let labels = [("host", &host), ("service", &content.name), ("severity", &severity)];
    Event {
        key: format!("{} {} {}", probe.id, standing.since, standing.state.as_str()),
        alarm: alarm(&key),
        is_firing,
        summary: lang.with("probe-event", &[("host", &host), ("name", &content.name), ("finding", &finding)]),
        detail: format!("{}\n{detail}", content.look.target).trim().to_owned(),
        link: format!("{public}{}", probe.path()),
        at: Some(standing.since),
        labels: labels.map(|(label, value)| (label.to_owned(), value.clone())).into(),
        host,
        service: content.name.clone(),
        severity,
    }
}

/// Keeps older results an hour a row, and forgets the oldest hours.
pub(super) async fn condense(ctx: &Ctx) -> Result<()> {
    let before = rules::hour_of(ctx.now() - SignedDuration::from_hours(24 * RESULTS));
    let keys = results::with_results_before(&mut ctx.platform.db.read(&Scope::All).await?, before).await?;
    for key in keys {
        let mut tx = ctx.begin().await?;
        let outcomes = results::since(&mut tx, &key, Timestamp::UNIX_EPOCH, before).await?;
        results::condense(&mut tx, &key, &rules::by_hour(&outcomes), before).await?;
        tx.commit().await?;
    }
    let mut tx = ctx.begin().await?;
    results::forget(&mut tx, ctx.now() - SignedDuration::from_hours(24 * HOURS)).await?;
    Ok(tx.commit().await?)
}
