//! Rows that become assets. The key is the other tool's identifier, else the serial number within the beneficiary, else,
//! for rows without one, the name.

use super::{super::Object, Known, Step, check_twice, own};
use crate::imports::{
    Target, Trouble,
    records::{Record, Unit},
};
use estate::{
    assets::{
        Asset, AssetForm, AssetId, AssetKey, LegalStatus, Party, Protection, State, actions,
        kinds::{BuiltIn, OwnKind},
        rules, store,
    },
    sites::{self, Site},
};
use kernel::{Side, Text, fold, id::BeneficiaryId};
use people::{
    Organisation, Person,
    persons::{rules::fold_email, store::by_emails},
};
use platform::{Ctx, Result, db::Tx};
use std::collections::HashMap;

/// What is to be done to an asset.
#[derive(Debug)]
pub struct Work {
    /// Which one is changed; none when it is new.
    key: Option<AssetKey>,
    form: AssetForm,
}

/// What a batch is decided from.
struct Among {
    assets: Vec<Asset>,
    sites: Vec<Site>,
    kinds: Vec<OwnKind>,
    /// Those whose mail address a row gives.
    persons: Vec<Person>,
}

pub(super) async fn decide(tx: &mut Tx, known: &Known<'_>, units: &[Unit]) -> Result<Vec<Step>> {
    let folded = |field: &str| -> Vec<String> {
        let all = units.iter().map(|unit| fold(unit.first().get(field)));
        all.filter(|text| !text.is_empty()).collect()
    };
    let ids: Vec<AssetId> =
        units.iter().filter_map(|unit| known.reference(unit)).map(AssetId::from).collect();
    let used_by = units.iter().map(|unit| unit.first().get("used_by"));
    let addresses: Vec<String> = used_by.filter(|text| text.contains('@')).map(fold_email).collect();
    let mut among = Among {
        assets: store::with_ids(tx, &ids).await?,
        sites: vec![],
        kinds: store::kinds(tx).await?,
        persons: by_emails(tx, &addresses).await?,
    };
    among.assets.extend(store::with_serials(tx, &folded("serial")).await?);
    among.assets.extend(store::with_names(tx, &folded("name")).await?);
    let mut read: Vec<BeneficiaryId> = vec![];
    let mut steps = vec![];
    let mut seen: HashMap<String, u64> = HashMap::new();
    for unit in units {
        let mut troubles = vec![];
        let owner = known.organisation(unit.first(), "beneficiary", Some(Side::Beneficiary), &mut troubles);
        if let Some(id) = own(owner).filter(|id| !read.contains(id)) {
            // All sites of a beneficiary at once: a batch names few beneficiaries.
            among.sites.extend(sites::store::list(tx, Some(id)).await?);
            read.push(id.clone());
        }
        let step = step(known, &among, unit, owner, troubles);
        // Whichever way each line found it, an asset is changed once in a batch.
        let object = step.object.as_ref().map(|object| object.id.clone());
        let first = object.map_or(step.line, |id| *seen.entry(id).or_insert(step.line));
        steps.push(if first == step.line { step } else { twice(unit, step.what, first) });
    }
    Ok(steps)
}

/// Refuses a line about the asset that an earlier line is about.
fn twice(unit: &Unit, what: String, line: u64) -> Step {
    let record = unit.first();
    let text = Text::new("import-error-line-twice").with("line", line);
    Step::refused(unit, what, vec![record.trouble(key_field(record), text)])
}

/// The field that makes a row an asset of ours when the other tool's identifier does not.
fn key_field(record: &Record) -> &'static str {
    if record.has("serial") { "serial" } else { "name" }
}

fn step(
    known: &Known<'_>,
    among: &Among,
    unit: &Unit,
    owner: Option<&Organisation>,
    mut troubles: Vec<Trouble>,
) -> Step {
    let record = unit.first();
    let what = record.get("name").to_owned();
    record.need(Target::Asset, &mut troubles);
    check_twice(unit, key_field(record), &mut troubles);
    let Some(owner) = own(owner).filter(|_| troubles.is_empty()) else {
        return Step::refused(unit, what, troubles);
    };
    let existing = existing(known, &among.assets, unit, owner, &mut troubles);
    let before = existing.map(AssetForm::of);
    let mut form =
        before.clone().unwrap_or_else(|| AssetForm { beneficiary: owner.to_string(), ..AssetForm::usual() });
    fill(known, among, owner, &mut form, record, &mut troubles);
    used_by(among, owner, existing, &mut form, record, &mut troubles);
    if !troubles.is_empty() {
        return Step::refused(unit, what, troubles);
    }
    let stated = |form: &AssetForm| rules::stated(form, &among.kinds, existing);
    let after = match stated(&form) {
        Ok(after) => after,
        Err(problems) => return Step::refused(unit, what, record.troubles(&problems)),
    };
    // What is meant is compared, not what is typed: `1186,80` is `1186.80`.
    let is_same = before
        .is_some_and(|before| before.site == form.site && stated(&before).is_ok_and(|was| was == after));
    let key = existing.map(|asset| asset.key.clone());
    let work = (!is_same).then(|| super::Work::Asset(Box::new(Work { key, form })));
    Step::taken(unit, what, existing.map(object), work)
}

/// What the row says replaces what is known; what it does not say stays.
fn fill(
    known: &Known<'_>,
    among: &Among,
    owner: &BeneficiaryId,
    form: &mut AssetForm,
    record: &Record,
    troubles: &mut Vec<Trouble>,
) {
    let texts = [
        ("name", &mut form.name),
        ("maker", &mut form.maker),
        ("model", &mut form.model),
        ("serial", &mut form.serial),
        ("used_by", &mut form.used_by),
        ("cost", &mut form.cost),
        ("useful_life", &mut form.useful_life),
        ("notes", &mut form.notes),
    ];
    for (field, into) in texts.into_iter().filter(|(field, _)| record.has(field)) {
        record.get(field).clone_into(into);
    }
    let zone = known.mapping.zone().unwrap_or_else(|| kernel::Zone::Metropole.time_zone());
    let days = [
        ("purchased_on", &mut form.purchased_on),
        ("in_service_on", &mut form.in_service_on),
        ("warranty_ends_on", &mut form.warranty_ends_on),
    ];
    for (field, into) in days {
        if let Some(at) = record.instant(field, &zone, troubles) {
            *into = at.to_zoned(zone.clone()).date().to_string();
        }
    }
    worded(form, record, troubles);
    if record.has("kind") {
        match kind(record.get("kind"), &among.kinds) {
            Some(word) => form.kind = word,
            None => troubles.push(record.trouble("kind", Text::new("import-error-asset-kind"))),
        }
    }
    if record.has("site") {
        let name = fold(record.get("site"));
        let site = among.sites.iter().find(|site| site.beneficiary == *owner && fold(&site.name) == name);
        match site {
            Some(site) => form.site = site.id.to_string(),
            None => troubles.push(record.trouble("site", Text::new("import-error-asset-site"))),
        }
    }
}

/// A mail address must be that of a person of the beneficiary. One who works with it already changes nothing.
fn used_by(
    among: &Among,
    owner: &BeneficiaryId,
    existing: Option<&Asset>,
    form: &mut AssetForm,
    record: &Record,
    troubles: &mut Vec<Trouble>,
) {
    let is_as_before = existing.is_some_and(|asset| asset.used_by == form.used_by);
    if !form.used_by.contains('@') || is_as_before {
        return;
    }
    let address = fold_email(&form.used_by);
    let is_it = |one: &&Person| one.beneficiary.as_ref() == Some(owner) && fold_email(&one.email) == address;
    match (among.persons.iter().find(is_it), existing) {
        (None, _) => troubles.push(record.trouble("used_by", Text::new("asset-error-user"))),
        (Some(person), Some(asset)) if asset.user.as_ref() == Some(&person.id) => {
            form.used_by.clone_from(&asset.used_by);
        }
        (Some(_), _) => {}
    }
}

/// Fields of which only certain words may be said.
fn worded(form: &mut AssetForm, record: &Record, troubles: &mut Vec<Trouble>) {
    let state: Vec<_> = State::ALL.iter().map(|one| (one.as_str(), one.label_key())).collect();
    let party: Vec<_> = Party::ALL.iter().map(|one| (one.as_str(), one.label_key())).collect();
    let legal: Vec<_> = LegalStatus::ALL.iter().map(|one| (one.as_str(), one.label_key())).collect();
    let level: Vec<_> = Protection::ALL.iter().map(|one| (one.as_str(), one.label_key())).collect();
    for (field, words, into) in [
        ("state", &state, &mut form.state),
        ("owner", &party, &mut form.owner),
        ("manager", &party, &mut form.manager),
        ("legal_status", &legal, &mut form.legal_status),
        ("protection", &level, &mut form.protection),
    ] {
        if let Some(word) = record.word(field, words, troubles) {
            word.clone_into(into);
        }
    }
}

/// The kind that a word names: a built-in one as stored or as either language calls it, or one of the authority's.
fn kind(given: &str, own: &[OwnKind]) -> Option<String> {
    let words: Vec<_> = BuiltIn::ALL.iter().map(|one| (one.as_str(), one.label_key())).collect();
    let built_in = crate::imports::records::word(given, &words).map(str::to_owned);
    let is_it = |kind: &&OwnKind| !kind.is_retired && fold(&kind.name) == fold(given);
    built_in.or_else(|| own.iter().find(is_it).map(|kind| kind.id.to_string()))
}

fn existing<'a>(
    known: &Known<'_>,
    assets: &'a [Asset],
    unit: &Unit,
    owner: &BeneficiaryId,
    troubles: &mut Vec<Trouble>,
) -> Option<&'a Asset> {
    let record = unit.first();
    let (serial, name) = (fold(record.get("serial")), fold(record.get("name")));
    let own = || assets.iter().filter(|asset| asset.key.beneficiary == *owner);
    let by_id = known.reference(unit).and_then(|id| own().find(|asset| asset.key.id.as_str() == id));
    let is_alike = |asset: &&Asset| match serial.as_str() {
        "" => asset.serial.is_empty() && fold(&asset.name) == name,
        serial => fold(&asset.serial) == serial,
    };
    let mut alike: Vec<&Asset> = own().filter(is_alike).collect();
    alike.dedup_by(|a, b| a.key == b.key);
    if by_id.is_none() && alike.iter().any(|one| one.key != alike[0].key) {
        let field = if serial.is_empty() { "name" } else { "serial" };
        troubles.push(record.trouble(field, Text::new("import-error-asset-many")));
    }
    by_id.or_else(|| alike.first().copied())
}

fn object(asset: &Asset) -> Object {
    Object {
        owner: Some(asset.key.beneficiary.clone()),
        id: asset.key.id.to_string(),
        version: asset.version,
    }
}

pub(super) async fn perform(tx: &mut Tx, ctx: &Ctx, work: &Work) -> Result<Object> {
    let asset = match &work.key {
        None => actions::create_in(tx, ctx, &work.form).await?,
        Some(key) => actions::change_in(tx, ctx, key, &work.form).await?,
    };
    Ok(object(&asset))
}

pub(super) async fn take_back(
    tx: &mut Tx,
    ctx: &Ctx,
    owner: &BeneficiaryId,
    object: &Object,
) -> Result<bool> {
    let key = AssetKey { beneficiary: owner.clone(), id: object.id.as_str().into() };
    actions::take_back_in(tx, ctx, &key, object.version).await
}
