//! Declaring trips, recording charges, matching them.

use super::{
    ChargeForm, Matched, Trip, TripForm, TripKey, rules,
    store::{self, Cursor, NewCharge},
};
use crate::telephony::lines::{self, Line};
use agreements::reading::today;
use kernel::{Permission, Scope, Text, id::BeneficiaryId};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::json;
use std::collections::HashMap;

/// Charges taken at once, at most.
const MOST: usize = 1_000;

/// One page of trips and the place where the next begins: one's own, unless one may read telephony.
pub async fn list(ctx: &Ctx, before: Option<&Cursor>) -> Result<(Vec<Trip>, Option<Cursor>)> {
    ctx.require(Permission::TicketCreate)?;
    let nobody = || kernel::id::PersonId::from("");
    let by =
        (!ctx.actor.may(Permission::TelephonyRead)).then(|| ctx.actor.person.clone().unwrap_or_else(nobody));
    let mut trips = store::page(&mut ctx.read().await?, by.as_ref(), before).await?;
    let more = trips.len() > store::PAGE;
    trips.truncate(store::PAGE);
    let next = trips.last().filter(|_| more).map(|trip| (trip.from_on, trip.id.to_string()));
    Ok((trips, next))
}

/// Declares a trip of a line of one's own beneficiary; the provider may for any.
pub async fn declare(ctx: &Ctx, form: &TripForm) -> Result<Trip> {
    ctx.require(Permission::TicketCreate)?;
    let checked = rules::check_trip(form, today(ctx))?;
    let mut tx = ctx.begin().await?;
    let line = mobile(&mut tx, &checked.number, own(ctx, &form.beneficiary).as_ref()).await?;
    let line = line.ok_or_else(|| Error::invalid("number", Text::new("trip-error-line")))?;
    let key = TripKey { beneficiary: line.beneficiary.clone(), id: ctx.id() };
    let by = (ctx.actor.person.as_ref(), ctx.actor.name.as_str());
    let trip = (form.traveller.trim(), &checked);
    store::insert(&mut tx, &key, line.id.as_str(), trip, by, ctx.now()).await?;
    let detail = json!({"countries": checked.countries, "from": checked.from_on, "to": checked.to_on});
    let entry = Entry::new("trip.declare", Some(&key.beneficiary), "trip_abroad", key.id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    let trip = store::find(&mut tx, &key).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(trip)
}

/// Whose lines are meant: one's own, else as typed, else anybody's.
fn own(ctx: &Ctx, typed: &str) -> Option<BeneficiaryId> {
    match ctx.scope() {
        Scope::One(own) => Some(own.clone()),
        Scope::All => (!typed.trim().is_empty()).then(|| typed.trim().into()),
    }
}

async fn mobile(tx: &mut Tx, number: &str, of: Option<&BeneficiaryId>) -> Result<Option<Line>> {
    let found = lines::store::numbered(tx, number).await?;
    Ok(found
        .into_iter()
        .find(|line| line.kind == lines::Kind::Mobile && of.is_none_or(|of| line.beneficiary == *of)))
}

/// Calls a trip off that one declared, or any when one keeps telephony.
pub async fn cancel(ctx: &Ctx, key: &TripKey) -> Result<Trip> {
    ctx.require(Permission::TicketCreate)?;
    let mut tx = ctx.begin().await?;
    let trip = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let is_own = trip.declared_by.is_some() && trip.declared_by == ctx.actor.person;
    if !is_own && !ctx.actor.may(Permission::TelephonyRead) {
        return Err(Error::NotFound);
    }
    if !is_own && !ctx.actor.may(Permission::TelephonyManage) {
        return Err(Error::Forbidden(Permission::TelephonyManage));
    }
    if store::cancel(&mut tx, key, ctx.now()).await? == 0 {
        return Err(Error::refused("trip-error-cancelled"));
    }
    let entry = Entry::new("trip.cancel", Some(&key.beneficiary), "trip_abroad", key.id.as_str());
    record(&mut tx, ctx, entry).await?;
    let trip = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(trip)
}

/// Records charges of carriers; the same key of a beneficiary is taken once. Gives how many are new.
pub async fn add_charges(ctx: &Ctx, forms: &[ChargeForm]) -> Result<u64> {
    ctx.require(Permission::TelephonyManage)?;
    if forms.is_empty() || forms.len() > MOST {
        return Err(Error::invalid("items", Text::new("trip-error-many").with("limit", MOST)));
    }
    let mut tx = ctx.begin().await?;
    let mobiles = lines::store::mobiles(&mut tx).await?;
    let mut known: HashMap<&str, &Line> = HashMap::new();
    for line in &mobiles {
        // Those in service come first.
        known.entry(line.number.as_str()).or_insert(line);
    }
    let (mut problems, mut charges) = (Problems::default(), vec![]);
    for (index, form) in forms.iter().enumerate() {
        match rules::check_charge(form, today(ctx)) {
            Ok(charge) => match known.get(charge.number.as_str()).copied() {
                Some(line) => charges.push(NewCharge {
                    line,
                    id: ctx.id(),
                    charge,
                    label: form.label.trim(),
                    key: form.key.trim(),
                }),
                None => problems.add(&placed(forms, index, "number"), Text::new("trip-error-line")),
            },
            Err(Error::Invalid(wrong)) => {
                for problem in wrong.0 {
                    problems.add(&placed(forms, index, &problem.field), problem.text);
                }
            }
            Err(other) => return Err(other),
        }
    }
    problems.into_result()?;
    charges.sort_by(|a, b| a.line.beneficiary.as_str().cmp(b.line.beneficiary.as_str()));
    let mut added = 0;
    for of_one in charges.chunk_by(|a, b| a.line.beneficiary == b.line.beneficiary) {
        added += take(&mut tx, ctx, of_one).await?;
    }
    tx.commit().await?;
    Ok(added)
}

/// Stores charges of one beneficiary; gives how many are new.
async fn take(tx: &mut Tx, ctx: &Ctx, charges: &[NewCharge<'_>]) -> Result<u64> {
    let added = store::insert_charges(tx, charges, &ctx.actor.name, ctx.now()).await?;
    if added > 0 {
        let beneficiary = charges.first().map(|one| &one.line.beneficiary);
        let entry = Entry::new("out_of_plan_charge.add", beneficiary, "out_of_plan_charge", "");
        record(tx, ctx, entry.detail(json!({"charges": added}))).await?;
    }
    Ok(added)
}

/// A field of one among several.
fn placed(forms: &[ChargeForm], index: usize, field: &str) -> String {
    if forms.len() == 1 { field.to_owned() } else { format!("items[{index}].{field}") }
}

/// One page of charges, each with how it stands, and the place where the next begins.
pub async fn charges(ctx: &Ctx, before: Option<&Cursor>) -> Result<(Vec<Matched>, Option<Cursor>)> {
    ctx.require(Permission::TelephonyRead)?;
    let mut tx = ctx.read().await?;
    let mut charges = store::charges(&mut tx, before).await?;
    let more = charges.len() > store::PAGE;
    charges.truncate(store::PAGE);
    let next = charges.last().filter(|_| more).map(|one| (one.charged_on, one.id.to_string()));
    let (Some(last), Some(first)) = (charges.first(), charges.last()) else { return Ok((vec![], None)) };
    let mut of: Vec<String> = charges.iter().map(|one| one.line.clone()).collect();
    of.sort();
    of.dedup();
    let trips = store::of_lines(&mut tx, &of, first.charged_on, last.charged_on).await?;
    let matched = charges.into_iter().map(|charge| {
        let (standing, trip) = rules::matched(&charge, &trips);
        let is_in_advance = trip.is_some_and(rules::is_in_advance);
        Matched { charge, standing, trip: trip.map(|trip| trip.id.clone()), is_in_advance }
    });
    Ok((matched.collect(), next))
}
