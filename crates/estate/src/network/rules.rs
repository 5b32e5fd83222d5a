//! Decisions about the network in the buildings. Pure.

use super::{Cabling, CablingForm, Equipment, EquipmentForm, EquipmentId, Kind, Purpose};
use crate::sites::SiteId;
use jiff::civil::Date;
use kernel::{Side, Text};
use platform::{Problems, Result};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Longest text in characters.
pub const TEXT: usize = 500;

/// Most ports or units.
const PLACES: i64 = 10_000;

/// What a form says, once checked: all but what feeds it, which only the database knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What it is.
    pub kind: Kind,
    /// Name.
    pub name: String,
    /// Maker and model.
    pub model: String,
    /// Ports or units.
    pub places: i64,
    /// Those in use.
    pub places_used: i64,
    /// What is to be known.
    pub note: String,
}

/// What a form says, or every mistake with its field.
pub fn content(form: &EquipmentForm) -> Result<Content> {
    let mut problems = Problems::default();
    let kind = Kind::parse(&form.kind);
    if kind.is_none() {
        problems.add("kind", Text::new("network-error-kind"));
    }
    if form.name.trim().is_empty() {
        problems.add("name", Text::new("network-error-name"));
    }
    for (field, text) in [("name", &form.name), ("model", &form.model), ("note", &form.note)] {
        if text.chars().count() > TEXT {
            problems.add(field, Text::new("estate-error-too-long").with("limit", TEXT));
        }
    }
    let mut whole = |field: &str, text: &str| match text.trim() {
        "" => 0,
        text => text.parse().ok().filter(|n| (0..=PLACES).contains(n)).unwrap_or_else(|| {
            problems.add(field, Text::new("network-error-places").with("limit", PLACES));
            0
        }),
    };
    let (places, places_used) = (whole("places", &form.places), whole("places_used", &form.places_used));
    if places_used > places && problems.0.is_empty() {
        problems.add("places_used", Text::new("network-error-used"));
    }
    problems.into_result()?;
    Ok(Content {
        kind: kind.unwrap_or(Kind::Switch),
        name: form.name.trim().to_owned(),
        model: form.model.trim().to_owned(),
        places,
        places_used,
        note: form.note.trim().to_owned(),
    })
}

/// Whether equipment fed by `feeder` would in the end feed itself.
pub fn is_ring(all: &[Equipment], id: &EquipmentId, feeder: &EquipmentId) -> bool {
    let feeders: BTreeMap<&EquipmentId, Option<&EquipmentId>> =
        all.iter().map(|one| (&one.id, one.fed_by.as_ref())).collect();
    let (mut at, mut seen) = (Some(feeder), BTreeSet::new());
    while let Some(one) = at {
        if one == id || !seen.insert(one) {
            return true;
        }
        at = feeders.get(one).copied().flatten();
    }
    false
}

/// What stops when a piece of equipment stops.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Impact {
    /// Equipment it feeds, near first, each with its distance.
    pub equipment: Vec<(EquipmentId, usize)>,
    /// Other sites of which some equipment stops.
    pub sites: Vec<SiteId>,
}

/// What stops when a piece of equipment stops: all that it feeds, directly or not.
pub fn impact(all: &[Equipment], of: &Equipment) -> Impact {
    let mut fed: BTreeMap<&EquipmentId, Vec<&Equipment>> = BTreeMap::new();
    for one in all {
        if let Some(feeder) = &one.fed_by {
            fed.entry(feeder).or_default().push(one);
        }
    }
    let (mut found, mut seen) = (Impact::default(), BTreeSet::from([&of.id]));
    let mut next = VecDeque::from([(&of.id, 0)]);
    while let Some((id, distance)) = next.pop_front() {
        for one in fed.get(id).into_iter().flatten() {
            if seen.insert(&one.id) {
                found.equipment.push((one.id.clone(), distance + 1));
                if one.site != of.site && !found.sites.contains(&one.site) {
                    found.sites.push(one.site.clone());
                }
                next.push_back((&one.id, distance + 1));
            }
        }
    }
    found
}

/// Who pays a cable: the provider for access points and for nurseries without Wi-Fi (note 1), the beneficiary for any other,
/// on ports left (note 1) or for a whole building by wire, for which it may ask for equipment by the annex agreement (note 2).
pub fn payer(purpose: Purpose) -> Side {
    match purpose {
        Purpose::AccessPoint | Purpose::Nursery => Side::Provider,
        Purpose::Workstation | Purpose::Building => Side::Beneficiary,
    }
}

/// Cables as a form says them, or every mistake with its field.
pub fn cabling(form: &CablingForm, today: Date) -> Result<(Purpose, i64, Date)> {
    let mut problems = Problems::default();
    let purpose = Purpose::parse(&form.purpose);
    if purpose.is_none() {
        problems.add("purpose", Text::new("network-error-purpose"));
    }
    let cables = match form.cables.trim() {
        "" => Some(1),
        text => text.parse().ok().filter(|n| (1..=PLACES).contains(n)),
    };
    if cables.is_none() {
        problems.add("cables", Text::new("network-error-places").with("limit", PLACES));
    }
    let laid_on = match form.laid_on.trim() {
        "" => Some(today),
        text => text.parse().ok().filter(|day| *day <= today),
    };
    if laid_on.is_none() {
        problems.add("laid_on", Text::new("network-error-day"));
    }
    if form.note.chars().count() > TEXT {
        problems.add("note", Text::new("estate-error-too-long").with("limit", TEXT));
    }
    problems.into_result()?;
    Ok((purpose.unwrap_or(Purpose::Workstation), cables.unwrap_or(1), laid_on.unwrap_or(today)))
}

/// Cables by who pays them: the provider's, then the beneficiary's.
pub fn paid(all: &[Cabling]) -> (i64, i64) {
    let of = |side: Side| all.iter().filter(|one| one.payer == side).map(|one| one.cables).sum();
    (of(Side::Provider), of(Side::Beneficiary))
}

#[cfg(test)]
mod tests;
