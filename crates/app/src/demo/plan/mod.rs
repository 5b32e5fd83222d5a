//! The plan of the demonstration: three invented years, every deed with its instant, drawn from one seed.
//!
//! A plan is pure: the same seed gives the same plan, byte for byte, and making one touches nothing. It is played
//! by [`crate::demo::play`] through the product's own actions.

pub mod agreement_life;
pub mod applications;
mod arrivals;
pub mod assets;
pub mod backups;
pub mod calls;
pub mod cast;
pub mod changes;
pub mod charges;
pub mod chats;
pub mod committees;
pub mod costs;
pub mod counter;
pub mod deadlines;
mod dice;
pub mod editions;
pub mod estate;
mod house;
pub mod indicators;
pub mod knowledge;
mod life;
mod live;
mod mails;
pub mod office;
pub mod portal;
pub mod projects;
pub mod reports;
pub mod reversibility;
pub mod risks;
pub mod stories;
pub mod telephony;
pub mod tickets;
pub mod watch;

use anyhow::{Context as _, Result};
use arrivals::{arrivals, instant};
use cast::Cast;
use chats::ChatAct;
use committees::CommitteeAct;
use counter::CounterAct;
use dice::Dice;
use editions::Edition;
use house::{Desk, House};
use jiff::{
    SignedDuration, Timestamp,
    civil::{DateTime, date, datetime},
};
use office::Act;
use stories::{Library, Theme};
use tickets::{Arrival, PlannedTicket};

/// Wall clock in Paris when the first row is written: a Monday morning.
pub const START: DateTime = datetime(2023, 11, 20, 8, 0, 0, 0);

/// Wall clock in Paris at which the desk sets up its morning: teams, tasks, a major incident.
const MORNING: DateTime = datetime(2026, 11, 20, 10, 23, 0, 0);

/// Wall clock in Paris at which the demonstration begins to run: a Friday morning (decision 8).
pub const PRESENT: DateTime = datetime(2026, 11, 20, 10, 24, 0, 0);

/// Three years of deeds in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Who and where.
    pub cast: Cast,
    /// Every ticket.
    pub tickets: Vec<PlannedTicket>,
    /// What is done, in order; none after [`PRESENT`].
    pub events: Vec<Event>,
    /// Instant of [`PRESENT`].
    pub present: Timestamp,
}

/// Something done at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub deed: Deed,
}

/// What may be done. Numbers are positions in the plan's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// An organisation is created.
    Organisation(usize),
    /// A person is created.
    Person(usize),
    /// A site is created.
    Site(usize),
    /// The fibre reaches a site, or work is decided there.
    Fibre(usize),
    /// Something happens to the fleet.
    Asset(assets::AssetAct),
    /// Somebody manages.
    Office {
        /// Who.
        by: usize,
        /// What.
        act: Act,
    },
    /// A step of a ticket's life.
    Ticket {
        /// Which ticket.
        ticket: usize,
        /// Which step.
        step: usize,
    },
    /// The desk sets up its morning.
    Morning,
    /// Something happens about committees.
    Committee(CommitteeAct),
    /// Somebody records what proves an obligation.
    Prove(deadlines::ProveAct),
    /// A version of a reversibility plan.
    Reversibility(Box<reversibility::PlanAct>),
    /// Something happens in the life of an agreement.
    Life(agreement_life::LifeAct),
    /// Somebody writes in the register of risks.
    Risk(risks::RiskAct),
    /// Something happens about costs.
    Cost(costs::CostAct),
    /// Something happens to indicators.
    Indicators(indicators::IndicatorAct),
    /// A report is made and published.
    Report(reports::ReportAct),
    /// Something happens at the counter.
    Counter(CounterAct),
    /// Something happens in a live conversation.
    Chat(ChatAct),
    /// A mail comes in.
    Mail {
        /// Its number in its mailbox.
        number: i64,
        /// The mail.
        raw: String,
    },
    /// People are told of what happened.
    Tell,
    /// Some say how it went.
    Opinions,
    /// The telephone exchange is joined.
    Exchange,
    /// The exchange tells of a call.
    Call(calls::News),
    /// A call is put beside the ticket it became.
    CallOf {
        /// The exchange's name of the call.
        call: String,
        /// Which ticket.
        ticket: usize,
        /// Who.
        by: usize,
    },
    /// Something happens to telephony.
    Telephony(telephony::TelephonyAct),
    /// Something happens to backups.
    Backup(backups::BackupAct),
    /// Monitoring is set up.
    Watching,
    /// Monitoring tells of a failure or of its end.
    Alert(watch::Alert),
}

impl Plan {
    /// Draws the plan of a seed. `percent` of the full number of tickets are made: 100 for the demonstration, fewer
    /// for tests; the rest of the plan is always whole.
    pub fn new(seed: u64, percent: u64) -> Result<Self> {
        let (cast, library) = (Cast::read()?, Library::read()?);
        let start = instant(START).context("no such instant")?;
        let present = instant(PRESENT).context("no such instant")?;
        let tickets = all_tickets(seed, percent, &cast, &library)?;
        let mut events = settling(&cast, start);
        let morning = instant(MORNING).context("no such instant")?;
        events.push(Event { at: morning, deed: Deed::Morning });
        events.extend(works(&cast, start)?);
        events.extend(
            office::acts(&cast)?
                .into_iter()
                .chain(portal::acts(seed, &cast, PRESENT.date())?)
                .chain(changes::acts(&cast)?)
                .chain(estate::acts(&cast)?)
                .map(|(at, by, act)| Event { at, deed: Deed::Office { by, act } }),
        );
        events.extend(assets::events(&cast)?);
        events.extend(mails::events(&cast)?);
        events.extend(watch::events(seed, &cast)?);
        events.extend(committees::events()?);
        events.extend(deadlines::events()?);
        events.extend(reversibility::events()?);
        events.extend(agreement_life::events()?);
        events.extend(risks::events()?);
        events.extend(costs::events()?);
        events.extend(indicators::events()?);
        // A report is drawn on paper when it is published: a small demonstration has the last ones only.
        events.extend(reports::events(percent >= 100)?);
        events.extend(counter::events()?);
        events.extend(chats::events()?);
        events.extend(calls::events(seed, &cast, &tickets)?);
        events.extend(telephony::events(seed)?);
        events.extend(backups::events(seed)?);
        for (ticket, planned) in tickets.iter().enumerate() {
            let steps = planned.steps.iter().enumerate();
            events
                .extend(steps.map(|(step, (at, _))| Event { at: *at, deed: Deed::Ticket { ticket, step } }));
        }
        events.retain(|event| event.at < present);
        // Stable: what falls on one instant keeps the order in which it was written.
        events.sort_by_key(|event| event.at);
        Ok(Self { cast, tickets, events, present })
    }
}

fn all_tickets(seed: u64, percent: u64, cast: &Cast, library: &Library) -> Result<Vec<PlannedTicket>> {
    let desk = Desk::new(cast)?;
    let houses = [
        House::new(cast, "PMPB", Edition::Targets, date(2023, 11, 21), 1185 * percent / 100)?,
        House::new(cast, "STC", Edition::Signed, date(2023, 11, 22), 495 * percent / 100)?,
    ];
    let mut tickets = vec![];
    for (stream, house) in (0u64..).zip(&houses) {
        let mut dice = Dice::new(seed, stream);
        let days = arrivals(&mut dice, house.count, house.from, PRESENT.date());
        for (number, at) in (1u64..).zip(days) {
            let place = dice.weighted(
                library.stories.iter().map(|(theme, story)| story.weight * appetite(&house.code, *theme)),
            );
            let (theme, story) = &library.stories[place];
            let levels = (story.levels.0, story.levels.1);
            let arrival = Arrival { at, theme: *theme, story, levels, channel: None, site: None };
            let own = Dice::new(seed, (stream + 1) * 100_000 + number);
            tickets.push(tickets::draw(own, house, &desk, library, &arrival).play());
        }
    }
    tickets.extend(live::tickets(seed, &houses, &desk, library)?);
    Ok(tickets)
}

/// How often a theme comes up: who has not subscribed to workstations or printing asks less about them.
fn appetite(code: &str, theme: Theme) -> u64 {
    match (code, theme) {
        ("PMPB", Theme::Printing) => 4,
        ("PMPB", Theme::Workstation) => 7,
        ("STC", Theme::Software) => 6,
        _ => 10,
    }
}

/// The first morning: organisations, persons, sites, a few seconds apart.
fn settling(cast: &Cast, start: Timestamp) -> Vec<Event> {
    let organisations = (0..cast.organisations.len()).map(Deed::Organisation);
    let persons = (0..cast.persons.len()).map(Deed::Person);
    let sites = (0..cast.sites.len()).map(Deed::Site);
    let deeds = (1i64..).zip(organisations.chain(persons).chain(sites));
    deeds.map(|(n, deed)| Event { at: start + SignedDuration::from_secs(n * 41), deed }).collect()
}

/// Works on sites after the first morning.
fn works(cast: &Cast, start: Timestamp) -> Result<Vec<Event>> {
    let mut events = vec![];
    for (place, site) in cast.sites.iter().enumerate() {
        for day in [site.studied, site.connected].into_iter().flatten() {
            let at = instant(day.at(16, 30, 0, 0)).context("no such instant")?;
            if at > start {
                events.push(Event { at, deed: Deed::Fibre(place) });
            }
        }
    }
    Ok(events)
}
