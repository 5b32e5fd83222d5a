//! The two ends of a ticket: a beneficiary with its service window, and the provider's desk.

use super::{
    cast::Cast,
    dice::Dice,
    editions::{self, Edition},
    stories::Theme,
};
use agreements::document::Priority;
use anyhow::Result;
use desk::tickets::{Impact, Urgency, rules};
use jiff::civil::Date;
use kernel::ServiceClock;
use people::Role;
use std::collections::BTreeMap;

/// A beneficiary as tickets need it.
pub(super) struct House {
    pub(super) code: String,
    pub(super) organisation: usize,
    pub(super) requesters: Vec<usize>,
    pub(super) sites: Vec<usize>,
    /// Those with Wi-Fi.
    pub(super) sites_with_wifi: Vec<usize>,
    /// Name of each site, then after « à » and after « de ».
    pub(super) places: BTreeMap<usize, [String; 3]>,
    /// Names of the whole cast, by position.
    pub(super) names: Vec<String>,
    pub(super) clock: ServiceClock,
    priority: Priority,
    /// First day with tickets.
    pub(super) from: Date,
    /// Tickets over the three years.
    pub(super) count: u64,
}

impl House {
    pub(super) fn new(cast: &Cast, code: &str, edition: Edition, from: Date, count: u64) -> Result<Self> {
        let document = editions::document(code, edition)?;
        let sites = cast.sites_of(code);
        let mut requesters = cast.holders(Role::Requester, code);
        // Whoever holds an office asks too, though less often than the two lists joined would say.
        for role in [Role::Officer, Role::BeneficiaryFinance] {
            requesters.extend(cast.holders(role, code));
        }
        let place = |site: &usize| {
            let one = &cast.sites[*site];
            (*site, [one.name.clone(), one.place.clone(), one.of_place.clone()])
        };
        Ok(Self {
            code: code.to_owned(),
            organisation: cast.organisation(code)?,
            requesters,
            places: sites.iter().map(place).collect(),
            sites_with_wifi: sites.iter().copied().filter(|site| !cast.sites[*site].cabled).collect(),
            sites,
            names: cast.persons.iter().map(|person| person.name.clone()).collect(),
            clock: ServiceClock::with_years(document.service_window.to_service_window()?, 2023..=2027),
            priority: document.priority,
            from,
            count,
        })
    }

    /// What the agreement promises for a ticket.
    pub(super) fn promise(&self, impact: Impact, urgency: Urgency) -> Promise {
        let code = rules::priority(&self.priority.matrix, impact, urgency);
        let levels = &self.priority.levels;
        let place = levels.iter().position(|level| level.code == code).unwrap_or(levels.len() - 1);
        let level = &levels[place];
        Promise {
            rank: place + 1,
            intervene: level.intervene_minutes.map(i64::from),
            restore: level.restore_minutes.map(i64::from),
        }
    }
}

/// What is promised for a ticket, in minutes of the service window.
pub(super) struct Promise {
    /// Rank of its criticality, from 1.
    pub(super) rank: usize,
    /// Until the first action of a technician.
    pub(super) intervene: Option<i64>,
    /// Until service is restored.
    pub(super) restore: Option<i64>,
}

/// The provider's technicians by what they know best.
pub(super) struct Desk {
    pub(super) call_centre: usize,
    technicians: Vec<usize>,
}

impl Desk {
    pub(super) fn new(cast: &Cast) -> Result<Self> {
        let technicians = ["Théo Fictif", "Tania Imaginaire", "Timéo Maquette", "Tess Gabarit"]
            .map(|name| cast.person(name));
        let technicians = technicians.into_iter().collect::<Result<Vec<_>>>()?;
        Ok(Self { call_centre: technicians[3], technicians })
    }

    /// Mostly who knows the theme, else whoever is free.
    pub(super) fn for_theme(&self, dice: &mut Dice, theme: Theme) -> usize {
        if dice.chance(22) {
            return *dice.pick(&self.technicians);
        }
        self.technicians[match theme {
            Theme::Network | Theme::Telephony => 0,
            Theme::Workstation | Theme::Printing => 1,
            Theme::Hosting | Theme::Software => 2,
            Theme::Accounts | Theme::Administrative => 3,
        }]
    }
}
