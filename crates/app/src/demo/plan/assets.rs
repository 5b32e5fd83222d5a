//! The fleet of the demonstration: assets that are bought, handed over, told of by their agents, returned and retired.

use super::{Deed, Event, arrivals::instant, cast::Cast};
use anyhow::{Context as _, Result};
use jiff::{ToSpan as _, civil::Date};
use serde::Deserialize;

/// An asset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedAsset {
    /// Its lot.
    pub lot: Lot,
    /// Its own name.
    pub name: String,
    /// Its serial number, invented; empty for kinds without one.
    pub serial: String,
    /// Position of its site in the cast.
    pub site: usize,
    /// Who works with it.
    pub user: String,
    /// First day of use.
    pub on: Date,
}

/// Something that happens to the fleet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssetAct {
    /// The agents of a beneficiary are let in.
    Access(String),
    /// An asset is added.
    Add(Box<PlannedAsset>),
    /// It is given to who works with it, or comes back.
    Hands {
        /// Which.
        name: String,
        /// Whether it comes back.
        is_return: bool,
    },
    /// Its agent tells what it sees.
    Tell(Box<PlannedAsset>),
    /// It goes out of use.
    Retire(Box<PlannedAsset>),
}

/// Assets that are alike.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lot {
    /// Code of the beneficiary.
    pub at: String,
    /// Word of the kind.
    pub kind: String,
    /// Beginning of the names.
    pub name: String,
    count: usize,
    /// Invented maker.
    pub maker: String,
    /// Invented model.
    pub model: String,
    on: Date,
    /// Amount of one, in euros.
    #[serde(default)]
    pub cost: String,
    /// Years of depreciation.
    #[serde(default)]
    pub years: Option<u8>,
    /// Last day of the warranty.
    #[serde(default)]
    pub warranty: String,
    /// Word of the legal status.
    pub legal: String,
    users: Vec<String>,
    /// Word of the protection.
    #[serde(default)]
    pub protection: String,
    #[serde(default)]
    told: bool,
    /// Whether the maker left the serial number at its default.
    #[serde(default)]
    pub lost: bool,
    #[serde(default)]
    retired: Option<Date>,
    #[serde(default)]
    retired_count: usize,
    /// Why some of them are retired.
    #[serde(default)]
    pub retired_why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fleet {
    lots: Vec<Lot>,
}

/// Days between two inventories that are shown: agents come daily, and most days nothing has changed.
const AGAIN: i64 = 330;

/// Everything that happens to the fleet.
pub(super) fn events(cast: &Cast) -> Result<Vec<Event>> {
    let fleet: Fleet = toml::from_str(include_str!("../data/assets.toml")).context("data/assets.toml")?;
    let mut events = vec![];
    for code in ["PMPB", "STC"] {
        events.push((Date::constant(2023, 11, 21), 9, AssetAct::Access(code.to_owned())));
    }
    for (number, lot) in fleet.lots.iter().enumerate() {
        let sites = cast.sites_of(&lot.at);
        for place in 0..lot.count {
            let asset = PlannedAsset {
                name: format!("{}-{:02}", lot.name, place + 1),
                serial: if lot.kind == "licence" {
                    String::new()
                } else {
                    format!("DEMO{:02}{:04}", number + 1, 1_000 + place * 7)
                },
                site: sites[place % sites.len()],
                user: lot.users[place % lot.users.len()].clone(),
                on: lot.on.saturating_add(i64::try_from(place)?.days()),
                lot: lot.clone(),
            };
            one(&mut events, asset, place < lot.retired_count);
        }
    }
    let events = events.into_iter().map(|(day, hour, act)| {
        let at = instant(day.at(hour, 12, 0, 0)).context("no such instant")?;
        Ok(Event { at, deed: Deed::Asset(act) })
    });
    events.collect()
}

/// The life of one asset.
fn one(events: &mut Vec<(Date, i8, AssetAct)>, asset: PlannedAsset, is_retired: bool) {
    let (on, name) = (asset.on, asset.name.clone());
    events.push((on, 9, AssetAct::Add(Box::new(asset.clone()))));
    if asset.lot.kind != "licence" {
        events.push((on, 11, AssetAct::Hands { name: name.clone(), is_return: false }));
    }
    let end = asset.lot.retired.filter(|_| is_retired);
    let mut told = on.saturating_add(1.day());
    while asset.lot.told && end.is_none_or(|end| told < end) && told < super::PRESENT.date() {
        events.push((told, 10, AssetAct::Tell(Box::new(asset.clone()))));
        told = told.saturating_add(AGAIN.days());
    }
    if let Some(end) = end {
        events.push((end, 14, AssetAct::Hands { name, is_return: true }));
        events.push((end, 15, AssetAct::Retire(Box::new(asset))));
    }
}
