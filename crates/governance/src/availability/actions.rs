//! Measuring the availability of a beneficiary: one consistent view of outages, maintenance and the agreement.

use super::{
    Measured, Report,
    rules::{self, Happened},
};
use crate::{
    decisions::{self, Decision},
    scoreboard::{Period, rules::bounds},
};
use agreements::versions::{self, Version};
use desk::{maintenance, tickets::terms::Terms as DeskTerms};
use estate::{
    availability::{
        Terms,
        rules::{assess, network},
    },
    blind_times, connections, outages,
    sites::{self, Site, SiteId},
};
use jiff::Timestamp;
use kernel::{Interval, Permission, ServiceClock, ServiceWindow, Text};
use people::organisations::{self, Organisation};
use platform::{Ctx, Error, Result, db::Tx};

/// The availability of a beneficiary over a period.
pub async fn read(ctx: &Ctx, code: &str, period: Period) -> Result<Report> {
    ctx.require(Permission::SiteRead)?;
    if period.first > period.last {
        return Err(Error::invalid("to", Text::new("scoreboard-problem-order")));
    }
    let mut tx = ctx.read().await?;
    let owners = organisations::store::beneficiaries(&mut tx).await?;
    let owner = owners.into_iter().find(|owner| owner.code == code).ok_or(Error::NotFound)?;
    let version = versions::in_force(&mut tx, &owner.id, period.last).await?;
    report(&mut tx, &owner, period, version.as_ref(), ctx.now()).await
}

/// The same, and one of the beneficiary's sites, served in the period or not.
pub async fn read_site(ctx: &Ctx, code: &str, period: Period, id: &SiteId) -> Result<(Report, Site)> {
    let report = read(ctx, code, period).await?;
    let site = sites::store::find(&mut ctx.read().await?, &report.beneficiary, id).await?;
    Ok((report, site.ok_or(Error::NotFound)?))
}

/// The same inside a transaction, under the version in force on the last day of the period and the targets decided before
/// it began.
pub async fn report(
    tx: &mut Tx,
    owner: &Organisation,
    period: Period,
    version: Option<&Version>,
    now: Timestamp,
) -> Result<Report> {
    let targets = decisions::actions::targets(tx, &owner.id, period.first, now).await?;
    under(tx, owner, period, (version, &targets), now).await
}

/// The same under decided targets that the caller chose, the latest first.
pub(crate) async fn under(
    tx: &mut Tx,
    owner: &Organisation,
    period: Period,
    (version, targets): (Option<&Version>, &[Decision]),
    now: Timestamp,
) -> Result<Report> {
    let document = version.map(|version| &version.document);
    let of_window = |error: kernel::WindowError| Error::Internal(error.to_string());
    let desk = match document {
        Some(document) => DeskTerms::of(document),
        None => DeskTerms::without_agreement(),
    };
    let (clock, terms) = (desk.map_err(of_window)?.clock, rules::terms(document.map(|d| &**d), targets));
    let zone = clock.window().zone().time_zone();
    let measured = match rules::over(bounds(period, &zone), now) {
        Some(span) => Some(measure(tx, owner, period, span, &clock, &terms).await?),
        None => None,
    };
    Ok(Report {
        beneficiary: owner.id.clone(),
        code: owner.code.clone(),
        beneficiary_name: owner.name.clone(),
        period,
        measured,
        as_of: now,
        agreement_version: version.map(|version| version.number),
        terms,
    })
}

async fn measure(
    tx: &mut Tx,
    owner: &Organisation,
    period: Period,
    span: Interval,
    clock: &ServiceClock,
    terms: &Terms,
) -> Result<Measured> {
    let (from, to) = (span.from(), span.to());
    let all = sites::store::list(tx, Some(&owner.id)).await?;
    let happened = Happened {
        connections: connections::store::all(tx, Some(&owner.id)).await?,
        outages: outages::store::touching(tx, &owner.id, from, to).await?,
        blind: blind_times::store::between(tx, &owner.id, from, to).await?,
        notices: maintenance::store::planned(tx, &owner.id, span).await?,
    };
    let zone = clock.window().zone();
    let (sites, records) = rules::records(&all, &happened, span, &zone.time_zone());
    let always = ServiceClock::new(ServiceWindow::around_the_clock(zone));
    let on_window = assess(span, clock, terms, &records);
    let around_the_clock = assess(span, &always, terms, &records);
    let rows = format!("/availability/{}?from={}&to={}#sites", owner.code, period.first, period.last);
    let outages = outages::store::between(tx, &owner.id, from, to).await?;
    Ok(Measured {
        span,
        network: network::explain_network(span, terms, &records, &on_window, &around_the_clock, &rows),
        cuts: network::cuts(&on_window, &rows),
        incidents: network::incidents(span, clock, terms, &records),
        down_by_day: network::down_by_day(span, clock, terms, &records, &zone.time_zone()),
        sites,
        records,
        on_window,
        around_the_clock,
        outages,
        clock: clock.clone(),
        always,
    })
}
