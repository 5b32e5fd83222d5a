//! Reading every Prometheus that is asked, from its last point on.

use super::{
    super::{Kind, Rule, Source, intake, rules::deciding, store as sources, store::incidents},
    Query, actions,
    rules::{self, Change, Gap},
    store,
    wire::{self, Series},
};
use estate::{
    blind_times::watched::{self, Watch},
    sites::SiteId,
};
use jiff::Timestamp;
use kernel::{Scope, id::BeneficiaryId};
use platform::{Ctx, Result};
use std::collections::{BTreeMap, BTreeSet};

/// Readings of one source in one turn: what was missed is caught up with bit by bit.
const READINGS: usize = 20;

/// A point of time is seen of a site when any series of it has a value.
type Seen = BTreeMap<(BeneficiaryId, SiteId), BTreeSet<Timestamp>>;

/// One turn: reads what is new of each source. What cannot be read now is read later: no time is lost.
pub(in super::super) async fn turn(ctx: &Ctx) -> Result<()> {
    let all = sources::all(&mut ctx.platform.db.read(&Scope::All).await?, ctx.now()).await?;
    for source in all.iter().filter(|one| one.is_enabled && one.settings.kind == Kind::Prometheus) {
        for _ in 0..READINGS {
            if !read(ctx, source).await? {
                break;
            }
        }
    }
    Ok(())
}

/// Reads a span of a source; says whether there may be more.
async fn read(ctx: &Ctx, source: &Source) -> Result<bool> {
    let query = store::find(&mut ctx.platform.db.read(&Scope::All).await?, &source.id).await?;
    let Some(query) = query else { return Ok(false) };
    let Some(span) = rules::span(query.read_until, ctx.now(), query.step_seconds) else { return Ok(false) };
    let token = actions::token(ctx, &source.id, &query);
    let answer = wire::ask(&ctx.platform.settings.egress, &query, &token, span).await;
    let is_done = match &answer {
        Ok(series) => {
            tell(ctx, source, &query, series, span).await?;
            true
        }
        Err(_) => false,
    };
    let mut tx = ctx.begin().await?;
    match answer {
        Ok(_) => store::was_read(&mut tx, &source.id, span.1, ctx.now()).await?,
        Err(error) => {
            let error: String = error.chars().filter(|c| !c.is_control()).take(500).collect();
            store::failed(&mut tx, &source.id, &error, ctx.now()).await?;
        }
    }
    tx.commit().await?;
    Ok(is_done)
}

/// Tells what a span says. Stopped in the middle, it is told again from the start, which makes nothing new.
async fn tell(
    ctx: &Ctx,
    source: &Source,
    query: &Query,
    all: &[Series],
    span: (Timestamp, Timestamp),
) -> Result<()> {
    let rules = sources::rules(&mut ctx.platform.db.read(&Scope::All).await?, &source.id).await?;
    let mut seen = Seen::new();
    for series in all {
        changed(ctx, source, query, &rules, series).await?;
        let event = wire::event_of(query, &series.labels, true, span.1);
        let Some(rule) = deciding(&rules, &event) else { continue };
        let mut tx = ctx.platform.db.read(&Scope::All).await?;
        let Some((site, _)) = intake::site(&mut tx, rule, &event).await? else { continue };
        let place = (rule.beneficiary.clone(), SiteId::from(site));
        seen.entry(place).or_default().extend(series.points.keys());
    }
    for (place, points) in &seen {
        gaps(ctx, source, query, place, points, span).await?;
    }
    Ok(())
}

/// Tells the incidents and outages of a series.
async fn changed(ctx: &Ctx, source: &Source, query: &Query, rules: &[Rule], series: &Series) -> Result<()> {
    let event = wire::event_of(query, &series.labels, true, ctx.now());
    let mut is_down = false;
    if let Some(rule) = deciding(rules, &event) {
        let mut tx = ctx.platform.db.read(&Scope::All).await?;
        let alarm = incidents::alarm(&mut tx, &rule.beneficiary, &source.id, &event.alarm).await?;
        is_down = alarm.is_some_and(|alarm| alarm.is_firing);
    }
    for change in rules::changes(&series.points, is_down) {
        let (is_firing, at) = match change {
            Change::Fell(at) => (true, at),
            Change::Recovered(at) => (false, at),
        };
        let event = wire::event_of(query, &series.labels, is_firing, at);
        intake::tell(ctx, source, &event, None).await?;
    }
    Ok(())
}

/// Records when nothing was seen of a site (R5.5).
async fn gaps(
    ctx: &Ctx,
    source: &Source,
    query: &Query,
    (beneficiary, site): &(BeneficiaryId, SiteId),
    points: &BTreeSet<Timestamp>,
    span: (Timestamp, Timestamp),
) -> Result<()> {
    let watch_key = format!("prometheus {} {site}", source.id);
    let mut tx = ctx.begin().await?;
    let is_blind = watched::is_blind(&mut tx, &watch_key).await?;
    let grid = rules::grid(span, query.step_seconds);
    let reason = ctx.lang.with("query-blind", &[("source", &source.settings.name)]);
    for gap in rules::gaps(grid, points, is_blind) {
        match gap {
            Gap::Ends(at) => watched::sees_again(&mut tx, ctx, &watch_key, at).await?,
            Gap::Within(from, to) => {
                let watch = Watch { beneficiary, site, watch_key: &watch_key };
                watched::was_blind(&mut tx, ctx, watch, (from, to), &reason).await?;
            }
            Gap::Begins(from) => {
                let places = [(beneficiary.clone(), Some(site.clone()))];
                watched::fell_silent(&mut tx, ctx, &places, &watch_key, from, &reason).await?;
            }
        }
    }
    Ok(tx.commit().await?)
}
