//! Setting sources up, trying them, and looking at what came of them. Taking what they post is in [`super::intake`].

use super::{
    Came, Event, Kind, OnRecovery, Rule, RuleForm, RuleId, Settings, Source, SourceId, intake, payloads,
    rules::{self, Plan},
    store::{self, incidents},
};
use crate::tickets::{Impact, Urgency};
use estate::sites::SiteId;
use jiff::{SignedDuration, Timestamp};
use kernel::{
    Permission, Text,
    id::{BeneficiaryId, PersonId},
};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Problems, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::{Value, json};

const NAME_KEY: &str = "monitoring_source_name_folded_key";

/// Events of one page.
pub const PAGE: usize = 50;

/// Events kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// What the figures beside a source count.
fn recently(ctx: &Ctx) -> Timestamp {
    ctx.now() - SignedDuration::from_hours(24 * 7)
}

/// Every source.
pub async fn list(ctx: &Ctx) -> Result<Vec<Source>> {
    ctx.require(Permission::DeskRun)?;
    Ok(store::all(&mut ctx.read().await?, recently(ctx)).await?)
}

/// A source with its rules.
pub async fn get(ctx: &Ctx, id: &SourceId) -> Result<(Source, Vec<Rule>)> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.read().await?;
    let source = store::find(&mut tx, id, recently(ctx)).await?.ok_or(Error::NotFound)?;
    let rules = store::rules(&mut tx, id).await?;
    Ok((source, rules))
}

/// The latest events of a source, and where the next page begins.
pub async fn events(ctx: &Ctx, id: &SourceId, before: Option<&str>) -> Result<(Vec<Came>, Option<String>)> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.read().await?;
    store::find(&mut tx, id, ctx.now()).await?.ok_or(Error::NotFound)?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut events = incidents::latest(&mut tx, id, before, limit).await?;
    let has_more = events.len() > PAGE;
    events.truncate(PAGE);
    let next = events.last().filter(|_| has_more).map(|event| event.id.clone());
    Ok((events, next))
}

/// Sets a source up and gives its secret, the only time it is shown.
pub async fn create(ctx: &Ctx, settings: Settings) -> Result<(Source, String)> {
    ctx.require(Permission::DeskManage)?;
    if settings.kind == Kind::Probe {
        return Err(Error::invalid("kind", Text::new("monitoring-error-kind")));
    }
    let settings = rules::check(settings)?;
    let mut tx = ctx.begin().await?;
    let id: SourceId = ctx.id();
    store::insert(&mut tx, &id, &settings, ctx.now()).await.on_unique(NAME_KEY, taken())?;
    let source = finish(ctx, tx, "monitoring.create", &id, json!(settings)).await?;
    let secret = intake::secret(ctx, &source);
    Ok((source, secret))
}

/// The source under which this program tells what its own probes see; made at its first use, with nobody asked.
pub(crate) async fn own(tx: &mut Tx, ctx: &Ctx, id: &SourceId) -> Result<Source> {
    if let Some(source) = store::find(tx, id, ctx.now()).await? {
        return Ok(source);
    }
    let name = ctx.lang.t("monitoring-kind-probe");
    // Another source may have taken the name.
    for name in [name.clone(), format!("{name} ({id})")] {
        let settings = Settings { name, ..usual(Kind::Probe) };
        store::insert_own(tx, id, &settings, ctx.now()).await?;
    }
    store::find(tx, id, ctx.now()).await?.ok_or(Error::NotFound)
}

/// Changes a source that is still as it was read.
pub async fn change(ctx: &Ctx, id: &SourceId, settings: Settings, version: i64) -> Result<Source> {
    let (mut tx, source) = held(ctx, id).await?;
    let settings = rules::check(settings)?;
    if source.version != version {
        return Err(Error::Stale(source.version));
    }
    let (before, after) = (source.settings.kind, settings.kind);
    if before != after && !(before.posts() && after.posts()) {
        return Err(Error::invalid("kind", Text::new("monitoring-error-kind")));
    }
    store::update(&mut tx, id, &settings).await.on_unique(NAME_KEY, taken())?;
    finish(ctx, tx, "monitoring.change", id, json!(settings)).await
}

/// Gives a source another secret; the one before is worth nothing from now on.
pub async fn renew_secret(ctx: &Ctx, id: &SourceId) -> Result<(Source, String)> {
    let (mut tx, _) = held(ctx, id).await?;
    store::renew_secret(&mut tx, id).await?;
    let source = finish(ctx, tx, "monitoring.secret", id, json!({})).await?;
    let secret = intake::secret(ctx, &source);
    Ok((source, secret))
}

/// Refuses what a source posts, or takes it again.
pub async fn set_enabled(ctx: &Ctx, id: &SourceId, is_enabled: bool) -> Result<Source> {
    let (mut tx, _) = held(ctx, id).await?;
    store::set_enabled(&mut tx, id, is_enabled).await?;
    let action = if is_enabled { "monitoring.resume" } else { "monitoring.pause" };
    finish(ctx, tx, action, id, json!({})).await
}

/// Says whose some events of a source are.
pub async fn add_rule(ctx: &Ctx, id: &SourceId, form: &RuleForm) -> Result<Rule> {
    let (mut tx, source) = held(ctx, id).await?;
    if source.settings.kind == Kind::Probe {
        // Each probe says itself whose it is.
        return Err(Error::refused("monitoring-error-kind"));
    }
    let rule = typed(&mut tx, ctx, form).await?;
    store::insert_rule(&mut tx, id, &rule).await?;
    let detail = json!({"source": id, "label": rule.label, "value": rule.value, "contact": rule.contact,
        "site": rule.site.as_ref().map(|(id, _)| id)});
    let entry = Entry::new("monitoring.rule", Some(&rule.beneficiary), "monitoring_rule", rule.id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(rule)
}

async fn typed(tx: &mut Tx, ctx: &Ctx, form: &RuleForm) -> Result<Rule> {
    let mut problems = Problems::default();
    let (label, value) = (form.label.trim(), form.value.trim());
    rules::check_match(label, value, &mut problems);
    let bodies = people::organisations::store::beneficiaries(tx).await?;
    let body = bodies.into_iter().find(|body| body.id.as_str() == form.beneficiary);
    if body.is_none() {
        problems.add("beneficiary", Text::new("desk-error-beneficiary"));
    }
    let own = BeneficiaryId::from(form.beneficiary.as_str());
    let person = people::persons::store::find(tx, &PersonId::from(form.contact.as_str())).await?;
    let person = person.filter(|p| p.beneficiary.as_ref() == Some(&own) && p.disabled_at.is_none());
    if person.is_none() {
        problems.add("contact", Text::new("monitoring-error-contact"));
    }
    let site = match form.site.as_str() {
        "" => None,
        site => estate::sites::store::find(tx, &own, &SiteId::from(site)).await?,
    };
    if site.is_none() && !form.site.is_empty() {
        problems.add("site", Text::new("desk-error-site"));
    }
    problems.into_result()?;
    let (body, person) = body.zip(person).ok_or(Error::NotFound)?;
    Ok(Rule {
        id: ctx.id(),
        label: label.to_owned(),
        value: value.to_owned(),
        beneficiary: body.id,
        beneficiary_name: body.name,
        contact: person.id,
        contact_name: person.name,
        site: site.map(|site| (site.id.to_string(), site.name)),
    })
}

/// Takes a rule away: its events make nothing from now on, unless another rule is about them.
pub async fn remove_rule(ctx: &Ctx, id: &SourceId, rule: &RuleId) -> Result<()> {
    let (mut tx, _) = held(ctx, id).await?;
    let rules = store::rules(&mut tx, id).await?;
    let gone = rules.into_iter().find(|known| known.id == *rule).ok_or(Error::NotFound)?;
    store::remove_rule(&mut tx, id, rule).await?;
    let detail = json!({"source": id, "label": gone.label, "value": gone.value});
    let entry =
        Entry::new("monitoring.rule_removed", Some(&gone.beneficiary), "monitoring_rule", rule.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}

/// What would become of an event if it came now.
#[derive(Clone, Debug)]
pub struct Tried {
    /// What the delivery says.
    pub event: Event,
    /// Title of the ticket.
    pub title: String,
    /// The rule that decides; nothing when none does.
    pub rule: Option<Rule>,
    /// Where.
    pub site: Option<String>,
    /// What the severity means.
    pub meaning: Option<(Impact, Urgency)>,
    /// What would be done.
    pub plan: Option<Plan>,
    /// Reference of the ticket that is there already.
    pub reference: Option<String>,
}

/// Tries a delivery without doing anything.
pub async fn attempt(ctx: &Ctx, id: &SourceId, body: &str) -> Result<Vec<Tried>> {
    let (source, rules) = get(ctx, id).await?;
    ctx.require(Permission::DeskManage)?;
    let events = payloads::read(source.settings.kind, body.as_bytes())?;
    let mut tx = ctx.read().await?;
    let mut tried = vec![];
    for event in events {
        tried.push(tried_one(&mut tx, ctx, &source, &rules, event).await?);
    }
    Ok(tried)
}

async fn tried_one(tx: &mut Tx, ctx: &Ctx, source: &Source, rules: &[Rule], event: Event) -> Result<Tried> {
    let rule = rules::deciding(rules, &event).cloned();
    let (mut site, mut plan, mut reference) = (None, None, None);
    if let Some(rule) = &rule {
        let facts = intake::facts(tx, ctx, source, &rule.beneficiary, &event).await?;
        let decided = rules::decide(&source.settings, &event, &facts);
        site = intake::site(tx, rule, &event).await?.map(|(_, name)| name);
        if let Some(key) = decided.ticket() {
            reference = intake::reference(tx, ctx, key).await?;
        }
        plan = Some(decided);
    }
    let meaning = rules::meaning(&source.settings.severities, &event.severity);
    Ok(Tried { title: intake::title(&event), event, rule, site, meaning, plan, reference })
}

/// Forgets events that came long ago. What became of them stays in the tickets.
pub async fn forget(ctx: &Ctx) -> Result<()> {
    let mut tx = ctx.begin().await?;
    incidents::forget(&mut tx, ctx.now() - KEPT).await?;
    Ok(tx.commit().await?)
}

/// How a source of a kind is treated unless the desk says otherwise.
pub fn usual(kind: Kind) -> Settings {
    Settings {
        name: String::new(),
        kind,
        on_recovery: OnRecovery::Resolve,
        reopen_hours: 24,
        storm_count: 10,
        storm_minutes: 10,
        silent_minutes: 0,
        severities: rules::usual_severities(kind),
    }
}

/// A source that is looked after, held until the end of the transaction.
pub(super) async fn held(ctx: &Ctx, id: &SourceId) -> Result<(Tx, Source)> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    store::lock(&mut tx, id).await?;
    let source = store::find(&mut tx, id, ctx.now()).await?.ok_or(Error::NotFound)?;
    Ok((tx, source))
}

async fn finish(ctx: &Ctx, mut tx: Tx, action: &'static str, id: &SourceId, detail: Value) -> Result<Source> {
    let entry = Entry::new(action, None, "monitoring_source", id.as_str()).detail(detail);
    record(&mut tx, ctx, entry).await?;
    let source = store::find(&mut tx, id, recently(ctx)).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(source)
}

fn taken() -> Error {
    Error::invalid("name", Text::new("monitoring-error-name-taken"))
}
