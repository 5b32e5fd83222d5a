//! Rows that become sites. The key is the other tool's identifier, else the name within the beneficiary.

use super::{super::Object, Known, Step, check_twice, own};
use crate::imports::{
    Target, Trouble,
    records::{Record, Unit},
};
use estate::sites::{Fibre, Site, SiteForm, SiteKey, actions, rules, store, views};
use kernel::{Side, Text, fold, id::BeneficiaryId};
use people::Organisation;
use platform::{Ctx, Error, Result, db::Tx};

/// What is to be done to a site.
#[derive(Debug)]
pub struct Work {
    /// Which one is changed; none when it is new.
    key: Option<SiteKey>,
    form: SiteForm,
}

pub(super) async fn decide(tx: &mut Tx, known: &Known<'_>, units: &[Unit]) -> Result<Vec<Step>> {
    let mut sites: Vec<Site> = vec![];
    let mut read: Vec<BeneficiaryId> = vec![];
    let mut steps = vec![];
    for unit in units {
        let mut troubles = vec![];
        let side = Some(Side::Beneficiary);
        let owner = known.organisation(unit.first(), "beneficiary", side, &mut troubles);
        if let Some(id) = own(owner).filter(|id| !read.contains(id)) {
            // All sites of a beneficiary at once: a batch names few beneficiaries.
            sites.extend(store::list(tx, Some(id)).await?);
            read.push(id.clone());
        }
        steps.push(step(known, &sites, unit, owner, troubles));
    }
    Ok(steps)
}

fn step(
    known: &Known<'_>,
    sites: &[Site],
    unit: &Unit,
    owner: Option<&Organisation>,
    mut troubles: Vec<Trouble>,
) -> Step {
    let record = unit.first();
    let what = record.get("name").to_owned();
    record.need(Target::Site, &mut troubles);
    check_twice(unit, "name", &mut troubles);
    let words = Fibre::ALL.map(|fibre| (fibre.as_str(), fibre.label_key()));
    let fibre = record.word("fibre", &words, &mut troubles);
    let Some(owner) = own(owner).filter(|_| troubles.is_empty()) else {
        return Step::refused(unit, what, troubles);
    };
    let existing = existing(known, sites, unit, owner, &mut troubles);
    let before = existing.map(views::form_of);
    let mut form = before.clone().unwrap_or_else(|| SiteForm {
        beneficiary: owner.to_string(),
        fibre: Fibre::None.as_str().to_owned(),
        ..SiteForm::default()
    });
    fill(&mut form, record, fibre);
    if let (true, Err(Error::Invalid(problems))) = (troubles.is_empty(), rules::check(&form)) {
        troubles = record.troubles(&problems);
    }
    if !troubles.is_empty() {
        return Step::refused(unit, what, troubles);
    }
    let is_new = before.as_ref() != Some(&form);
    let key = existing.map(|site| SiteKey { beneficiary: site.beneficiary.clone(), id: site.id.clone() });
    let work = is_new.then(|| super::Work::Site(Box::new(Work { key, form })));
    Step::taken(unit, what, existing.map(object), work)
}

/// What the row says replaces what is known; what it does not say stays.
fn fill(form: &mut SiteForm, record: &Record, fibre: Option<&str>) {
    let places = [
        ("name", &mut form.name),
        ("street", &mut form.street),
        ("postal_code", &mut form.postal_code),
        ("city", &mut form.city),
    ];
    for (field, into) in places {
        if record.has(field) {
            *into = record.get(field).replace('\n', ", ");
        }
    }
    if let Some(fibre) = fibre {
        fibre.clone_into(&mut form.fibre);
    }
}

fn existing<'a>(
    known: &Known<'_>,
    sites: &'a [Site],
    unit: &Unit,
    owner: &BeneficiaryId,
    troubles: &mut Vec<Trouble>,
) -> Option<&'a Site> {
    let name = fold(unit.first().get("name"));
    let by_name = sites.iter().find(|site| site.beneficiary == *owner && fold(&site.name) == name);
    let by_id = known.reference(unit).and_then(|id| sites.iter().find(|site| site.id.as_str() == id));
    if let (Some(one), Some(other)) = (by_id, by_name)
        && one.id != other.id
    {
        troubles.push(unit.first().trouble("name", Text::new("estate-error-name-taken")));
    }
    by_id.or(by_name)
}

fn object(site: &Site) -> Object {
    Object { owner: Some(site.beneficiary.clone()), id: site.id.to_string(), version: site.version }
}

pub(super) async fn perform(tx: &mut Tx, ctx: &Ctx, work: &Work) -> Result<Object> {
    let site = match &work.key {
        None => actions::create_in(tx, ctx, &work.form).await?,
        Some(key) => actions::change_in(tx, ctx, key, &work.form).await?,
    };
    Ok(object(&site))
}

pub(super) async fn take_back(
    tx: &mut Tx,
    ctx: &Ctx,
    owner: &BeneficiaryId,
    object: &Object,
) -> Result<bool> {
    let key = SiteKey { beneficiary: owner.clone(), id: object.id.as_str().into() };
    actions::take_back_in(tx, ctx, &key, object.version).await
}
