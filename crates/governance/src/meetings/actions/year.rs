//! A year of committees: what the agreement plans, what was held, and whether that follows the plan (R7.2).

use super::{Meeting, seat};
use crate::{
    action_items,
    committees::{self, Compliance, MeetingKind, MeetingPlan, MeetingStatus},
    meetings::{MeetingForm, MeetingKey, MeetingState, rules, store},
    scoreboard::actions::served,
};
use agreements::{document::Committee, versions};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use kernel::{Explained, Permission, Zone, id::BeneficiaryId};
use people::{
    Organisation,
    audit::{Entry, hold, record},
    organisations,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;
use std::collections::BTreeMap;

/// Most meetings of a year that are shown.
const MOST: i64 = 20_000;

/// A year of one beneficiary.
#[derive(Clone, Debug)]
pub struct Year {
    /// Whose.
    pub body: Organisation,
    /// Which year.
    pub year: i16,
    /// The committees of the agreement in force at the end of the year, or today when that is earlier.
    pub committees: Vec<Committee>,
    /// Its meetings, in order.
    pub meetings: Vec<Meeting>,
    /// How they follow the plan.
    pub compliance: Explained<Compliance>,
    /// Actions that are overdue.
    pub overdue: i64,
}

/// The year of each beneficiary in scope.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Which year.
    pub year: i16,
    /// One for each beneficiary, by name.
    pub years: Vec<Year>,
}

/// A year of every beneficiary in scope, in a fixed number of statements.
pub async fn overview(ctx: &Ctx, year: i16) -> Result<Overview> {
    ctx.require(Permission::CommitteeRead)?;
    let mut tx = ctx.read().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let meetings = store::between(&mut tx, None, bounds(year), MOST).await?;
    let today = rules::day(ctx.now());
    let overdue = action_items::store::count_overdue(&mut tx, None, today).await?;
    let agreements = versions::all_in_force(&mut tx, last_day(year, today)).await?;
    let mut of_each: BTreeMap<BeneficiaryId, Vec<Meeting>> = BTreeMap::new();
    for meeting in meetings {
        of_each.entry(meeting.key.beneficiary.clone()).or_default().push(meeting);
    }
    let years = bodies.into_iter().map(|body| {
        let own = of_each.remove(&body.id).unwrap_or_default();
        let late = overdue.iter().find(|one| one.0 == body.id).map_or(0, |one| one.1);
        let committees = agreements.get(&body.id).map(|version| version.document.committees.clone());
        assess(body, (year, today), committees.unwrap_or_default(), own, late)
    });
    Ok(Overview { year, years: years.collect() })
}

/// A year of one beneficiary.
pub async fn year(ctx: &Ctx, code: &str, year: i16) -> Result<Year> {
    ctx.require(Permission::CommitteeRead)?;
    let mut tx = ctx.read().await?;
    let body = served(&mut tx, code).await?;
    of(ctx, &mut tx, body, year).await
}

async fn of(ctx: &Ctx, tx: &mut Tx, body: Organisation, year: i16) -> Result<Year> {
    let today = rules::day(ctx.now());
    let meetings = store::between(tx, Some(&body.id), bounds(year), MOST).await?;
    let overdue = action_items::store::count_overdue(tx, Some(&body.id), today).await?;
    let version = versions::in_force(tx, &body.id, last_day(year, today)).await?;
    let committees = version.map(|version| version.document.committees.clone()).unwrap_or_default();
    let late = overdue.first().map_or(0, |one| one.1);
    Ok(assess(body, (year, today), committees, meetings, late))
}

/// The last day of a year, or today when that is earlier: whose agreement says what was planned.
fn last_day(year: i16, today: Date) -> Date {
    today.min(date(year, 12, 31))
}

fn assess(
    body: Organisation,
    (year, today): (i16, Date),
    committees: Vec<Committee>,
    meetings: Vec<Meeting>,
    overdue: i64,
) -> Year {
    let compliance = compliance(&committees, year, today, &meetings);
    Year { body, year, committees, meetings, compliance, overdue }
}

/// How meetings follow the plan of an agreement (R7.2).
pub(crate) fn compliance(
    committees: &[Committee],
    year: i16,
    as_of: Date,
    meetings: &[Meeting],
) -> Explained<Compliance> {
    let fact = |one: &Meeting| committees::Meeting {
        kind: MeetingKind::of(one.committee),
        date: rules::day(one.starts_at),
        status: match one.state {
            MeetingState::Held => MeetingStatus::Held,
            MeetingState::Cancelled => MeetingStatus::Cancelled,
            MeetingState::Planned | MeetingState::Convened => MeetingStatus::Planned,
        },
        report: one.report.is_some(),
    };
    let facts: Vec<_> = meetings.iter().map(fact).collect();
    committees::rules::compliance(&MeetingPlan::of(committees), year, as_of, &facts)
}

/// From its first instant in Paris to the first of the next year.
pub(crate) fn bounds(year: i16) -> (Timestamp, Timestamp) {
    let first = |year: i16| {
        let at = date(year, 1, 1).at(0, 0, 0, 0);
        Zone::Metropole.time_zone().to_timestamp(at).unwrap_or(Timestamp::MAX)
    };
    (first(year), first(year + 1))
}

/// Plans the meetings of a year that the agreement asks for and that are not on the calendar yet; those whose day is past
/// are left out. Gives how many were planned.
pub async fn plan_year(ctx: &Ctx, code: &str, year: i16) -> Result<usize> {
    ctx.require(Permission::CommitteeManage)?;
    let mut tx = ctx.begin().await?;
    let body = served(&mut tx, code).await?;
    // Two people who plan the same year come one after the other: the second finds nothing missing.
    hold(&mut tx, Some(&body.id)).await?;
    let known = of(ctx, &mut tx, body, year).await?;
    if known.committees.is_empty() {
        return Err(Error::refused("committee-error-no-plan"));
    }
    let is_there = |kind, at| {
        known.meetings.iter().any(|one| {
            one.committee == kind
                && one.state != MeetingState::Cancelled
                && rules::day(one.starts_at).month() == rules::day(at).month()
        })
    };
    let plan = rules::plan(&known.committees, year);
    let missing = plan.into_iter().filter(|(kind, at)| *at >= ctx.now() && !is_there(*kind, *at));
    let mut planned = 0;
    for (kind, at) in missing.collect::<Vec<_>>() {
        let key = MeetingKey { beneficiary: known.body.id.clone(), id: ctx.id() };
        let stated = rules::Stated { committee: kind, starts_at: at, minutes_long: rules::USUAL_MINUTES };
        store::insert(&mut tx, &key, &MeetingForm::default(), &stated, ctx.now()).await?;
        for committee in known.committees.iter().filter(|one| one.code == kind) {
            seat(&mut tx, ctx, &key, committee).await?;
        }
        planned += 1;
    }
    let entry = Entry::new("committee.plan", Some(&known.body.id), "organisation", known.body.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"year": year, "meetings": planned}))).await?;
    tx.commit().await?;
    Ok(planned)
}
