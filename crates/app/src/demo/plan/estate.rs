//! What happens to the network over the three years beside what monitoring sees: carriers' links, outages that agents enter,
//! times without monitoring, read from the data.

use super::{arrivals::instant, cast::Cast, office::Act};
use ::estate::{
    blind_times::BlindTimeForm,
    connections::ConnectionForm,
    network::{CablingForm, EquipmentForm},
    outages::OutageForm,
};
use anyhow::{Context as _, Result};
use jiff::{Timestamp, civil::DateTime};
use serde::Deserialize;

/// What is done about the network. Sites are named by code and name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum EstateAct {
    /// Notes how a site is connected.
    Link {
        /// `CODE/Site`.
        site: String,
        /// The form.
        form: Box<ConnectionForm>,
    },
    /// Reports an outage.
    Outage {
        /// `CODE/Site` of each.
        sites: Vec<String>,
        /// The rest of the form.
        form: Box<OutageForm>,
    },
    /// Withdraws the outage reported last.
    Withdraw {
        /// Why.
        reason: String,
    },
    /// Sets up equipment.
    Equip {
        /// `CODE/Site`.
        site: String,
        /// Name of what feeds it, or empty.
        fed_by: String,
        /// The rest of the form.
        form: Box<EquipmentForm>,
    },
    /// Notes cables laid.
    Cable {
        /// `CODE/Site`.
        site: String,
        /// The form.
        form: Box<CablingForm>,
    },
    /// Records that nobody watched.
    Blind {
        /// `CODE` or `CODE/Site`.
        place: String,
        /// The rest of the form.
        form: Box<BlindTimeForm>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Diary {
    links: Vec<PlannedLink>,
    outages: Vec<PlannedOutage>,
    blind: Vec<PlannedBlind>,
    equipment: Vec<PlannedEquipment>,
    cabling: Vec<PlannedCabling>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlannedEquipment {
    at: DateTime,
    by: String,
    site: String,
    name: String,
    #[serde(default)]
    fed_by: String,
    form: EquipmentForm,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlannedCabling {
    at: DateTime,
    by: String,
    site: String,
    form: CablingForm,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlannedLink {
    at: DateTime,
    by: String,
    site: String,
    form: ConnectionForm,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlannedOutage {
    at: DateTime,
    by: String,
    sites: Vec<String>,
    form: OutageForm,
    withdrawn: Option<PlannedWithdrawal>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlannedWithdrawal {
    at: DateTime,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlannedBlind {
    at: DateTime,
    by: String,
    place: String,
    form: BlindTimeForm,
}

/// Every act with its instant and the position of who acts.
pub fn acts(cast: &Cast) -> Result<Vec<(Timestamp, usize, Act)>> {
    let diary: Diary = toml::from_str(include_str!("../data/estate.toml")).context("data/estate.toml")?;
    let mut acts = vec![];
    let mut put = |wall: DateTime, by: &str, act| -> Result<()> {
        let at = instant(wall).with_context(|| format!("no instant {wall}"))?;
        acts.push((at, cast.person(by)?, Act::Estate(act)));
        Ok(())
    };
    for link in diary.links {
        put(link.at, &link.by, EstateAct::Link { site: link.site, form: Box::new(link.form) })?;
    }
    for outage in diary.outages {
        put(outage.at, &outage.by, EstateAct::Outage { sites: outage.sites, form: Box::new(outage.form) })?;
        if let Some(end) = outage.withdrawn {
            put(end.at, &outage.by, EstateAct::Withdraw { reason: end.reason })?;
        }
    }
    for blind in diary.blind {
        put(blind.at, &blind.by, EstateAct::Blind { place: blind.place, form: Box::new(blind.form) })?;
    }
    for one in diary.equipment {
        let form = Box::new(EquipmentForm { name: one.name, ..one.form });
        put(one.at, &one.by, EstateAct::Equip { site: one.site, fed_by: one.fed_by, form })?;
    }
    for one in diary.cabling {
        put(one.at, &one.by, EstateAct::Cable { site: one.site, form: Box::new(one.form) })?;
    }
    Ok(acts)
}
