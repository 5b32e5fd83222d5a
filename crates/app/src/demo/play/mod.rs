//! Plays a plan: each deed through the action a screen would call, by the person who would, at its own instant.

mod agreement_life;
mod applications;
mod assets;
mod backups;
mod calls;
mod changes;
mod charges;
mod chats;
mod committees;
mod costs;
mod counter;
mod deadlines;
mod desk_day;
mod estate;
mod imports;
mod indicators;
mod knowledge;
mod mails;
mod office;
mod places;
mod portal;
mod probes;
mod problems;
mod programs;
mod projects;
mod reports;
mod reversibility;
mod risks;
mod telephony;
mod tickets;
mod views;
mod watch;

use super::plan::{Deed, Event, Plan};
use ::estate::{applications::ApplicationKey, assets::AssetKey, outages::OutageKey, sites::Site};
use anyhow::{Context as _, Result};
use desk::{
    categories::CategoryId,
    changes::{ChangeId, TemplateId},
    knowledge::ArticleId,
    projects::ProjectKey,
    tickets::{TicketId, TicketKey},
};
use finance::{censuses::CensusId, invoices::InvoiceId, revisions::RevisionId};
use kernel::id::BeneficiaryId;
use people::{Organisation, Person};
use platform::{Ctx, Platform};
use std::collections::{BTreeMap, BTreeSet};

/// Told after each deed: how many are done, and the deed.
pub type Progress<'a> = &'a mut (dyn FnMut(usize, &Event) + Send);

/// Plays every deed of a plan on an empty instance whose clock is fixed. A refused deed stops the play.
pub async fn play(platform: &Platform, plan: &Plan, progress: Progress<'_>) -> Result<()> {
    let mut stage = Stage::new(platform, plan);
    for (done, event) in plan.events.iter().enumerate() {
        platform.clock.set(event.at);
        stage.perform(&event.deed).await.with_context(|| format!("{}: {:?}", event.at, event.deed))?;
        progress(done + 1, event);
    }
    platform.clock.set(plan.present);
    stage.views().await?;
    stage.programs().await?;
    stage.probes().await?;
    stage.estate_watch().await?;
    stage.imports().await
}

/// What exists so far, by position in the plan.
struct Stage<'a> {
    platform: &'a Platform,
    plan: &'a Plan,
    organisations: Vec<Organisation>,
    persons: Vec<Person>,
    sites: Vec<Site>,
    /// Assets by their names in the plan.
    assets: BTreeMap<String, AssetKey>,
    /// What the agents of a beneficiary bring, by its code.
    secrets: BTreeMap<String, String>,
    /// Key and version of each ticket that has arrived.
    tickets: Vec<Option<(TicketKey, i64)>>,
    /// Categories of tickets, by name.
    categories: BTreeMap<&'static str, CategoryId>,
    /// Tickets of which the category was said.
    sorted: BTreeSet<TicketId>,
    /// Ticket of each request made by a form, by its name in the plan.
    requests: BTreeMap<String, TicketKey>,
    /// The source of monitoring, once it is set up.
    watching: Option<watch::Watching>,
    /// The outage entered last.
    outage: Option<OutageKey>,
    /// Changes by their name in the plan.
    changes: BTreeMap<String, ChangeId>,
    /// Templates by the name of the change each was made of.
    templates: BTreeMap<String, TemplateId>,
    /// Articles and projects, by their names in the plan.
    articles: BTreeMap<String, ArticleId>,
    projects: BTreeMap<String, ProjectKey>,
    /// Applications and acts, by their names in the plan; what each process tells with, by application and name.
    applications: BTreeMap<String, ApplicationKey>,
    acts: BTreeMap<String, String>,
    process_secrets: BTreeMap<(String, String), String>,
    /// The exchange, once it is joined.
    exchange: Option<calls::Exchange>,
    /// Last census of a beneficiary, by its code.
    censuses: BTreeMap<String, CensusId>,
    /// Revision of a beneficiary's year.
    revisions: BTreeMap<(String, i16), RevisionId>,
    /// Last invoice or credit note of a beneficiary's year.
    invoices: BTreeMap<(String, i16), InvoiceId>,
    /// What is backed up.
    protected: backups::Protected,
    /// Person and ticket of each conversation of the last morning.
    chats: Vec<(usize, TicketKey)>,
}

impl<'a> Stage<'a> {
    fn new(platform: &'a Platform, plan: &'a Plan) -> Self {
        Self {
            platform,
            plan,
            organisations: vec![],
            persons: vec![],
            sites: vec![],
            assets: BTreeMap::new(),
            secrets: BTreeMap::new(),
            tickets: vec![None; plan.tickets.len()],
            categories: BTreeMap::new(),
            sorted: BTreeSet::new(),
            requests: BTreeMap::new(),
            watching: None,
            outage: None,
            changes: BTreeMap::new(),
            templates: BTreeMap::new(),
            articles: BTreeMap::new(),
            projects: BTreeMap::new(),
            applications: BTreeMap::new(),
            acts: BTreeMap::new(),
            process_secrets: BTreeMap::new(),
            exchange: None,
            censuses: BTreeMap::new(),
            revisions: BTreeMap::new(),
            invoices: BTreeMap::new(),
            protected: backups::Protected::default(),
            chats: vec![],
        }
    }

    async fn perform(&mut self, deed: &Deed) -> Result<()> {
        match deed {
            Deed::Organisation(place) => self.organisation(*place).await,
            Deed::Person(place) => self.person(*place).await,
            Deed::Site(place) => self.site(*place).await,
            Deed::Fibre(place) => self.fibre(*place).await,
            Deed::Asset(act) => self.asset(act).await,
            Deed::Office { by, act } => self.act(*by, act).await,
            Deed::Ticket { ticket, step } => self.step(*ticket, *step).await,
            Deed::Morning => self.morning().await,
            Deed::Committee(act) => self.committee(act).await,
            Deed::Prove(act) => self.prove(act).await,
            Deed::Reversibility(act) => self.reversibility(act).await,
            Deed::Life(act) => self.life(act).await,
            Deed::Risk(act) => self.risk(act).await,
            Deed::Cost(act) => self.cost(act).await,
            Deed::Indicators(act) => self.indicators(act).await,
            Deed::Report(act) => self.report(act).await,
            Deed::Counter(act) => self.counter(act).await,
            Deed::Chat(act) => self.chat(act).await,
            Deed::Mail { number, raw } => self.mail(*number, raw).await,
            Deed::Tell => self.tell().await,
            Deed::Opinions => self.opinions().await,
            Deed::Exchange => self.exchange().await,
            Deed::Call(news) => self.call(news).await,
            Deed::CallOf { call, ticket, by } => self.call_of(call, *ticket, *by).await,
            Deed::Telephony(act) => self.telephony(act).await,
            Deed::Backup(act) => self.backup(act).await,
            Deed::Watching => self.watching().await,
            Deed::Alert(alert) => self.alert(alert).await,
        }
    }

    /// Work of a person of the cast.
    fn by(&self, person: usize) -> Ctx {
        Ctx::of(self.platform.clone(), self.persons[person].actor())
    }

    /// Work of the instance itself.
    fn system(&self, name: &str) -> Ctx {
        Ctx::system(self.platform.clone(), name)
    }

    /// The tenant key of a beneficiary's code.
    fn beneficiary(&self, code: &str) -> Result<BeneficiaryId> {
        Ok(self.organisations[self.plan.cast.organisation(code)?].id.clone())
    }
}
