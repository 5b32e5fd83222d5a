//! Adding, changing, pausing and taking probes away; looking at what they found. Looking itself is in [`super::runs`].

use super::{
    Kind, Outcome, Probe, ProbeForm, ProbeId, ProbeKey, Summary, rules, runs,
    store::{self, Filter, Places, results},
};
use crate::monitoring::{self, Source, SourceId, intake};
use estate::{
    applications::{self, ApplicationKey},
    blind_times::watched,
    sites::{self, SiteId},
};
use jiff::SignedDuration;
use kernel::{
    Permission, Scope, Side, Text,
    id::{BeneficiaryId, PersonId},
};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Problems, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

const NAME_KEY: &str = "probe_beneficiary_id_name_folded_key";

/// The source under which every probe tells what it sees.
const SOURCE: &str = "probes";

/// Latest results shown.
const SHOWN: usize = 20;

/// A page of probes and where the next one begins.
pub async fn list(ctx: &Ctx, filter: &Filter) -> Result<(Vec<Probe>, Option<(String, String)>)> {
    ctx.require(Permission::SiteRead)?;
    let mut found = store::page(&mut ctx.read().await?, filter).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more);
    let next = next.map(|probe| (kernel::fold(&probe.content.name), probe.id.to_string()));
    Ok((found, next))
}

/// A probe, the hours of its last day, those of its last thirty days, and its latest results.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The probe.
    pub probe: Probe,
    /// Hours of the last day, the first first.
    pub day: Vec<Summary>,
    /// Hours of the last thirty days, the first first.
    pub month: Vec<Summary>,
    /// The latest results, the latest first.
    pub latest: Vec<Outcome>,
}

/// A probe with what it found.
pub async fn read(ctx: &Ctx, key: &ProbeKey) -> Result<Whole> {
    ctx.require(Permission::SiteRead)?;
    let mut tx = ctx.read().await?;
    let probe = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let now = ctx.now();
    let ago = |days: i64| rules::hour_of(now - SignedDuration::from_hours(24 * days - 1));
    let mut month = results::hours(&mut tx, key, ago(30)).await?;
    let outcomes = results::since(&mut tx, key, ago(30), now + SignedDuration::from_secs(1)).await?;
    let recent = rules::by_hour(&outcomes);
    let day = recent.iter().filter(|hour| hour.from >= ago(1)).cloned().collect();
    month.extend(recent);
    let latest = outcomes.into_iter().rev().take(SHOWN).collect();
    Ok(Whole { probe, day, month, latest })
}

/// The source of probes as it stands; made at its first use.
pub(super) async fn source(ctx: &Ctx) -> Result<Source> {
    let mut tx = ctx.begin().await?;
    let source = monitoring::actions::own(&mut tx, ctx, &SourceId::from(SOURCE)).await?;
    tx.commit().await?;
    Ok(source)
}

/// What a form says, with the rows it names.
struct Checked {
    site: Option<String>,
    application: Option<String>,
    contact: PersonId,
    content: super::Content,
}

impl Checked {
    fn places(&self) -> Places<'_> {
        Places {
            site: self.site.as_deref(),
            application: self.application.as_deref(),
            contact: &self.contact,
        }
    }
}

async fn checked(
    ctx: &Ctx,
    tx: &mut Tx,
    own: &BeneficiaryId,
    form: &ProbeForm,
    kind: Kind,
) -> Result<Checked> {
    let mut problems = Problems::default();
    let content = rules::content(form, kind, &ctx.platform.settings.egress, &mut problems);
    let site = match form.site.as_str() {
        "" => None,
        id => sites::store::find(tx, own, &SiteId::from(id)).await?.map(|site| site.id.to_string()),
    };
    if site.is_none() && !form.site.is_empty() {
        problems.add("site", Text::new("desk-error-site"));
    }
    let application = match form.application.as_str() {
        "" => None,
        id => {
            let key = ApplicationKey { beneficiary: own.clone(), id: id.into() };
            applications::store::find(tx, &key).await?.map(|found| found.key.id.to_string())
        }
    };
    if application.is_none() && !form.application.is_empty() {
        problems.add("application", Text::new("probe-error-application"));
    }
    if form.site.is_empty() && form.application.is_empty() {
        problems.add("site", Text::new("probe-error-belongs"));
    }
    let person = people::persons::store::find(tx, &PersonId::from(form.contact.as_str())).await?;
    let person = person.filter(|p| p.beneficiary.as_ref() == Some(own) && p.disabled_at.is_none());
    if person.is_none() {
        problems.add("contact", Text::new("monitoring-error-contact"));
    }
    problems.into_result()?;
    let contact = person.ok_or(Error::NotFound)?.id;
    Ok(Checked { site, application, contact, content })
}

/// Adds a probe, which looks within seconds. Sent twice with one key, it is added once.
pub async fn create(ctx: &Ctx, form: &ProbeForm) -> Result<Probe> {
    ctx.require(Permission::DeskManage)?;
    let own = BeneficiaryId::from(form.beneficiary.as_str());
    let nobody = || Error::invalid("beneficiary", Text::new("desk-error-beneficiary"));
    if matches!(ctx.scope(), Scope::One(scope) if *scope != own) {
        return Err(nobody());
    }
    let kind =
        Kind::parse(&form.kind).ok_or_else(|| Error::invalid("kind", Text::new("probe-error-kind")))?;
    let mut tx = ctx.begin().await?;
    let owner = people::organisations::store::find(&mut tx, &own).await?;
    if owner.is_none_or(|owner| owner.side != Side::Beneficiary) {
        return Err(nobody());
    }
    let idempotency_key = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if let Some(key) = idempotency_key
        && let Some(made) = store::by_key(&mut tx, &own, key).await?
    {
        return Ok(made);
    }
    let checked = checked(ctx, &mut tx, &own, form, kind).await?;
    monitoring::actions::own(&mut tx, ctx, &SourceId::from(SOURCE)).await?;
    let key = ProbeKey { beneficiary: own, id: ctx.id::<ProbeId>() };
    let places = checked.places();
    let made = store::insert(&mut tx, &key, &places, &checked.content, ctx.now(), idempotency_key);
    made.await.on_unique(NAME_KEY, taken())?;
    begins_to_watch(&mut tx, ctx, &checked).await?;
    finish(ctx, tx, "probe.create", &key).await
}

/// Changes a probe that is still as it was read. What it said before says nothing any more: an outage of its own ends.
pub async fn change(ctx: &Ctx, key: &ProbeKey, form: &ProbeForm) -> Result<Probe> {
    let (mut tx, probe) = held(ctx, key).await?;
    let checked = checked(ctx, &mut tx, &key.beneficiary, form, probe.content.look.kind).await?;
    if probe.version != form.version {
        return Err(Error::Stale(probe.version));
    }
    let next = probe.paused_at.is_none().then(|| ctx.now());
    let places = checked.places();
    let changed = store::update(&mut tx, key, &places, &checked.content, ctx.now(), next);
    changed.await.on_unique(NAME_KEY, taken())?;
    look_away(&mut tx, ctx, key).await?;
    if probe.paused_at.is_none() {
        begins_to_watch(&mut tx, ctx, &checked).await?;
    }
    finish(ctx, tx, "probe.change", key).await
}

/// Pauses a probe, or lets it look again. Paused, an outage of its own ends, and its site is blind unless another probe
/// watches it (R5.5).
pub async fn set_paused(ctx: &Ctx, key: &ProbeKey, is_paused: bool) -> Result<Probe> {
    let (mut tx, probe) = held(ctx, key).await?;
    if probe.paused_at.is_some() == is_paused {
        return Ok(probe);
    }
    store::set_paused(&mut tx, key, is_paused, ctx.now()).await?;
    look_away(&mut tx, ctx, key).await?;
    if let Some(site) = probe.site.as_ref().filter(|_| probe.content.cuts_off) {
        let watch_key = runs::watch_key(&site.id);
        if !is_paused {
            watched::speaks_again(&mut tx, ctx, &watch_key).await?;
        } else if store::others_watching(&mut tx, key, &site.id).await? == 0 {
            let places = [(key.beneficiary.clone(), Some(SiteId::from(site.id.as_str())))];
            let reason = ctx.lang.with("probe-blind-paused", &[("name", &probe.content.name)]);
            watched::fell_silent(&mut tx, ctx, &places, &watch_key, ctx.now(), &reason).await?;
        }
    }
    finish(ctx, tx, if is_paused { "probe.pause" } else { "probe.resume" }, key).await
}

/// Takes a probe away with what it found. What came of it stays: tickets, outages, blind times.
pub async fn remove(ctx: &Ctx, key: &ProbeKey) -> Result<()> {
    let (mut tx, probe) = held(ctx, key).await?;
    look_away(&mut tx, ctx, key).await?;
    if let Some(site) = probe.site.as_ref().filter(|_| probe.content.cuts_off) {
        watched::speaks_again(&mut tx, ctx, &runs::watch_key(&site.id)).await?;
    }
    store::remove(&mut tx, key).await?;
    let entry = Entry::new("probe.remove", Some(&key.beneficiary), "probe", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"name": probe.content.name}))).await?;
    Ok(tx.commit().await?)
}

async fn begins_to_watch(tx: &mut Tx, ctx: &Ctx, checked: &Checked) -> Result<()> {
    match checked.site.as_ref().filter(|_| checked.content.cuts_off) {
        Some(site) => watched::speaks_again(tx, ctx, &runs::watch_key(site)).await,
        None => Ok(()),
    }
}

/// Before anything that is written down in the log: whoever works on tickets takes the ticket first.
async fn look_away(tx: &mut Tx, ctx: &Ctx, key: &ProbeKey) -> Result<()> {
    intake::look_away(tx, ctx, &SourceId::from(SOURCE), &key.beneficiary, &runs::alarm(key)).await
}

async fn held(ctx: &Ctx, key: &ProbeKey) -> Result<(Tx, Probe)> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    let probe = store::lock(&mut tx, key).await?.ok_or(Error::NotFound)?;
    Ok((tx, probe))
}

async fn finish(ctx: &Ctx, mut tx: Tx, action: &'static str, key: &ProbeKey) -> Result<Probe> {
    let probe = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let entry = Entry::new(action, Some(&key.beneficiary), "probe", key.id.as_str());
    let site = probe.site.as_ref().map(|site| &site.id);
    record(&mut tx, ctx, entry.detail(json!({"content": probe.content, "site": site}))).await?;
    tx.commit().await?;
    Ok(probe)
}

fn taken() -> Error {
    Error::invalid("name", Text::new("probe-error-name-taken"))
}
