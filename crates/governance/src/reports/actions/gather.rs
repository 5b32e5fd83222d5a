//! Reading the facts of a period in one consistent view.

use crate::{
    action_items, availability, decisions, indicators, meetings,
    reports::{
        ReportKind, Span,
        facts::{
            AgreementFacts, BlockFact, DeskFacts, Facts, GovernanceFacts, IndicatorFacts, MONTHS, MoneyFacts,
            ProviderFacts, SiteFact, SiteFacts,
        },
        rules,
        store::{self, facts::Instants},
    },
    scoreboard::{self, Period, Scoreboard},
};
use agreements::{
    document::{BlockKind, Committee},
    subscriptions,
    versions::{self, Version},
};
use estate::{connections, sites};
use finance::{
    censuses::{self, Verdict},
    indices,
    revision::IndexSeries,
    revisions,
};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use kernel::{Figure, Zone, id::BeneficiaryId};
use people::{Organisation, organisations};
use platform::{Ctx, Error, Result, db::Tx};
use std::collections::HashMap;

/// Months of the index drawn.
const INDEX_MONTHS: usize = 24;

/// Years of prices shown.
const PRICE_YEARS: i16 = 5;

/// Most meetings read.
const MEETINGS: i64 = 300;

fn midnight(day: Date) -> Timestamp {
    let at = Zone::Metropole.time_zone().to_timestamp(day.at(0, 0, 0, 0));
    at.unwrap_or(Timestamp::MAX)
}

fn after(span: Span) -> Date {
    span.last.tomorrow().unwrap_or(span.last)
}

fn period(span: Span) -> Period {
    Period { first: span.first, last: span.last }
}

fn instants(span: Span, before: Span) -> Instants {
    Instants { before: midnight(before.first), from: midnight(span.first), to: midnight(after(span)) }
}

/// First days of the months looked at, and the instants between them.
fn calendar(span: Span) -> (Vec<Date>, Vec<Timestamp>) {
    let months = rules::months(span.last, MONTHS);
    let bounds = months.iter().copied().chain([after(span)]).map(midnight).collect();
    (months, bounds)
}

/// The version of the agreement that ruled the end of a period: its last day, or the last day of an agreement that ended within it.
pub(super) async fn ruling(tx: &mut Tx, beneficiary: &BeneficiaryId, span: Span) -> Result<Option<Version>> {
    if let Some(version) = versions::in_force(tx, beneficiary, span.last).await? {
        return Ok(Some(version));
    }
    let last = versions::latest(tx, beneficiary).await?;
    let ends_within = |version: &Version| {
        version.effective_from <= span.last && version.last_day().is_some_and(|end| end >= span.first)
    };
    Ok(last.filter(ends_within))
}

/// The indicators of a period; nothing without an agreement. The one place that says where their values come from.
async fn measured(ctx: &Ctx, tx: &mut Tx, body: &Organisation, of: Period) -> Result<Option<Scoreboard>> {
    let span = Span { first: of.first, last: of.last };
    let Some(version) = ruling(tx, &body.id, span).await? else { return Ok(None) };
    let of = Period { last: version.last_day().map_or(of.last, |end| end.min(of.last)), ..of };
    match Box::pin(scoreboard::actions::of(ctx, tx, body.clone(), of)).await {
        Ok(board) => Ok(Some(board)),
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Everything a beneficiary's report is written from.
pub(super) async fn facts(
    ctx: &Ctx,
    tx: &mut Tx,
    body: &Organisation,
    (kind, span): (ReportKind, Span),
) -> Result<Facts> {
    let before = rules::before(kind, span);
    let at = instants(span, before);
    let (months, bounds) = calendar(span);
    let version = ruling(tx, &body.id, span).await?;
    let provider = organisations::store::provider(tx).await?;
    let mut desk = store::facts::desk(tx, &body.id, at).await?;
    desk.received = store::facts::received(tx, Some(&body.id), &bounds).await?;
    let money = money(tx, &body.id, (span, before), at.to).await?;
    let (_, earlier) = rules::places(kind, MONTHS);
    let has_before =
        desk.count(earlier, None, None) + desk.resolved.1 > 0 || !money.invoices_before.is_empty();
    let available = async |tx: &mut Tx, of: Span| {
        availability::actions::report(tx, body, period(of), version.as_ref(), ctx.now()).await
    };
    Ok(Facts {
        code: body.code.clone(),
        name: body.name.clone(),
        provider: provider.map_or_else(String::new, |one| one.name),
        kind,
        span,
        before,
        has_before,
        as_of: ctx.now(),
        agreement: version.as_ref().map(|version| agreement(version, span.last)),
        indicators: all_indicators(ctx, tx, body, (kind, span, before)).await?,
        availability: Some(Box::pin(available(tx, span)).await?),
        availability_before: Some(Box::pin(available(tx, before)).await?),
        sites: site_facts(tx, &body.id, span).await?,
        estate: store::facts::estate(tx, &body.id, (months[0], span.last)).await?,
        security: store::facts::security(tx, &body.id, at).await?,
        governance: governance(tx, &body.id, (kind, span, at), version.as_ref()).await?,
        months,
        desk,
        money,
    })
}

fn agreement(version: &Version, day: Date) -> AgreementFacts {
    let document = &version.document;
    let block = |one: &agreements::document::Block| BlockFact {
        code: one.code.clone(),
        title: one.title.clone(),
        is_core: one.kind == BlockKind::Core,
        is_open: subscriptions::is_open(document, &one.code, day),
        services: i64::try_from(one.services.len()).unwrap_or(0),
    };
    AgreementFacts {
        reference: version.reference.clone(),
        number: version.number,
        until: version.last_day(),
        blocks: document.blocks.iter().map(block).collect(),
    }
}

async fn all_indicators(
    ctx: &Ctx,
    tx: &mut Tx,
    body: &Organisation,
    (kind, span, before): (ReportKind, Span, Span),
) -> Result<IndicatorFacts> {
    let mut monthly = vec![];
    if kind == ReportKind::Annual {
        let months = rules::months(span.last, 12);
        let mut closed = closed(tx, &body.id, span).await?;
        for month in months {
            let values = match closed.remove(&month) {
                Some(values) => values,
                None => {
                    computed(measured(ctx, tx, body, period(rules::span(ReportKind::Monthly, month))).await?)
                }
            };
            monthly.push((month, values));
        }
    }
    Ok(IndicatorFacts {
        now: measured(ctx, tx, body, period(span)).await?,
        before: measured(ctx, tx, body, period(before)).await?,
        monthly,
    })
}

/// Values of indicators by the code of their commitment.
type Values = Vec<(String, Figure)>;

/// The values of the months of a period that are closed, each as it was closed last: they are not computed again.
async fn closed(tx: &mut Tx, beneficiary: &BeneficiaryId, span: Span) -> Result<HashMap<Date, Values>> {
    let mut closed: HashMap<Date, Values> = HashMap::new();
    for value in indicators::store::series(tx, beneficiary, None, (span.first, span.last)).await? {
        closed.entry(value.month).or_default().push((value.code, value.value));
    }
    Ok(closed)
}

fn computed(board: Option<Scoreboard>) -> Values {
    let indicators = board.map(|board| board.indicators).unwrap_or_default();
    indicators.into_iter().map(|one| (one.commitment.code, one.value)).collect()
}

async fn site_facts(tx: &mut Tx, beneficiary: &BeneficiaryId, span: Span) -> Result<SiteFacts> {
    let sites = sites::store::list(tx, Some(beneficiary)).await?;
    let history = connections::store::all(tx, Some(beneficiary)).await?;
    let rollout = connections::rules::rollout(&sites, &history, span.first, span.last);
    let served = sites.iter().filter(|site| {
        site.serves_from.is_none_or(|from| from <= span.last)
            && site.serves_to.is_none_or(|to| to >= span.last)
    });
    let fact = |site: &sites::Site| {
        let own = history.iter().filter(|one| one.site == site.id && one.from_on <= span.last);
        let states: Vec<_> = own.collect();
        let last = states.last();
        SiteFact {
            name: site.name.clone(),
            city: site.city.clone(),
            link: last.map_or_else(|| connections::State::of(site.fibre), |one| one.state),
            // The first row is how the site was found: no change, hence no day.
            since: last.filter(|_| states.len() > 1).map(|one| one.from_on),
            expected: last.and_then(|one| one.expected_on),
        }
    };
    Ok(SiteFacts { all: served.map(fact).collect(), rollout: Some(rollout) })
}

async fn money(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (span, before): (Span, Span),
    to: Timestamp,
) -> Result<MoneyFacts> {
    let mut censuses = censuses::store::of_beneficiary(tx, beneficiary).await?;
    censuses.retain(|one| {
        let decided = one.decision.as_ref().filter(|decision| decision.verdict == Verdict::Validated);
        one.reference_date <= span.last && decided.is_some_and(|decision| decision.at < to)
    });
    let mut found = vec![];
    for year in span.last.year() - PRICE_YEARS + 1..=span.last.year() {
        let revision = revisions::store::approved(tx, beneficiary, year).await?;
        found.extend(revision.filter(|one| one.approval.as_ref().is_some_and(|approval| approval.at < to)));
    }
    let mut index = indices::store::current(tx).await?;
    index.retain(|one| one.series == IndexSeries::Revised && one.month <= span.last);
    index.drain(..index.len().saturating_sub(INDEX_MONTHS));
    Ok(MoneyFacts {
        censuses,
        revisions: found,
        index,
        invoices: store::facts::invoices(tx, beneficiary, (span.first, span.last)).await?,
        invoices_before: store::facts::invoices(tx, beneficiary, (before.first, before.last)).await?,
    })
}

async fn governance(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (kind, span, at): (ReportKind, Span, Instants),
    version: Option<&Version>,
) -> Result<GovernanceFacts> {
    let meetings = meetings::store::between(tx, Some(beneficiary), (at.from, at.to), MEETINGS).await?;
    let length = if kind == ReportKind::Annual { 12.months() } else { 2.months() };
    let until = midnight(after(span).checked_add(length).unwrap_or(span.last));
    let mut ahead = meetings::store::between(tx, Some(beneficiary), (at.to, until), MEETINGS).await?;
    ahead.retain(|one| one.state != meetings::MeetingState::Cancelled);
    let year = span.last.year();
    let bounds = meetings::actions::bounds(year);
    let of_year = meetings::store::between(tx, Some(beneficiary), bounds, MEETINGS).await?;
    let none: &[Committee] = &[];
    let committees = version.map_or(none, |version| &version.document.committees);
    let compliance = meetings::actions::compliance(committees, year, after(span), &of_year);
    let mut decisions = decided(tx, beneficiary, i64::from(year)).await?;
    decisions.retain(|one| {
        one.withdrawn_at.is_none() && meetings.iter().any(|meeting| meeting.key.id == one.meeting.id)
    });
    decisions.reverse();
    Ok(GovernanceFacts {
        closed: store::facts::closed_actions(tx, beneficiary, at).await?,
        compliance: Some(compliance),
        meetings,
        decisions,
        open: open_actions(tx, beneficiary).await?,
        ahead,
    })
}

/// The decisions numbered in a year, the last first, and maybe some of the years before: every page of them, since they are
/// counted.
async fn decided(tx: &mut Tx, beneficiary: &BeneficiaryId, year: i64) -> Result<Vec<decisions::Decision>> {
    let mut cursor = (year + 1, 0, String::new());
    let mut all = vec![];
    loop {
        let found = decisions::store::page(tx, (Some(beneficiary), None), &cursor).await?;
        let has_more = found.len() > decisions::store::PAGE;
        if let Some(last) = found.last() {
            cursor = (last.year, last.number, last.id.as_str().to_owned());
        }
        all.extend(found);
        if !has_more || cursor.0 < year {
            return Ok(all);
        }
    }
}

/// The open actions, the first due first: every page of them, since they are counted.
async fn open_actions(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<action_items::Action>> {
    let asked = (Some(beneficiary), action_items::ActionState::Open);
    let mut cursor = (Date::constant(1, 1, 1), String::new());
    let mut all = vec![];
    loop {
        let found = action_items::store::page(tx, asked, &cursor).await?;
        let has_more = found.len() > action_items::store::PAGE;
        if let Some(last) = found.last() {
            cursor = (last.due_on, last.id.as_str().to_owned());
        }
        all.extend(found);
        if !has_more {
            return Ok(all);
        }
    }
}

/// Everything the consolidated report is written from.
pub(super) async fn provider_facts(
    ctx: &Ctx,
    tx: &mut Tx,
    provider: &Organisation,
    (kind, span): (ReportKind, Span),
) -> Result<ProviderFacts> {
    let before = rules::before(kind, span);
    let at = instants(span, before);
    let (months, bounds) = calendar(span);
    let reports = store::summaries(tx, kind, span.first).await?;
    let bodies = organisations::store::beneficiaries(tx).await?;
    let is_missing = |body: &&Organisation| reports.iter().all(|one| one.key.beneficiary != body.id);
    let missing = bodies.iter().filter(is_missing).map(|body| body.name.clone()).collect();
    let received = store::facts::received(tx, None, &bounds).await?;
    Ok(ProviderFacts {
        code: provider.code.clone(),
        name: provider.name.clone(),
        kind,
        span,
        before,
        as_of: ctx.now(),
        months,
        desk: DeskFacts { received, ..DeskFacts::default() },
        reports,
        missing,
        held_mail: store::facts::held_mail(tx, at).await?,
    })
}
