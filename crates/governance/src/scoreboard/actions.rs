//! Reading a scoreboard: one consistent view of agreement, tickets and closures.

use super::{
    CountedRow, Indicator, LiveFact, Period, Scoreboard, TicketFact, files,
    rules::{
        self,
        delays::{Delay, delays, judged},
    },
};
use crate::{
    availability::{self, Report},
    committees::Compliance,
    decisions::{self, Decision},
    meetings,
};
use agreements::{
    document::{AgreementDocument, Commitment, Committee, Domain, IndicatorFormula},
    versions::{self, Version},
};
use desk::{
    closures, request_forms, requests,
    tickets::{Kind, store::Measure, terms::Terms},
};
use estate::{
    backups::measures as backups,
    connections::{self, Rollout},
    sites,
    telephony::lines::{self, SetFact},
};
use jiff::{Timestamp, tz::TimeZone};
use kernel::{Explained, Intervals, Permission, Text, id::BeneficiaryId};
use people::organisations::{self, Organisation};
use platform::{Ctx, Error, Result, db::Tx, i18n::Lang};
use std::sync::Arc;

/// Most meetings of a year that are looked at.
const MOST_MEETINGS: i64 = 500;

/// Everything the indicators are computed from.
struct Facts {
    tickets: Vec<TicketFact>,
    lives: Vec<LiveFact>,
    closures: Intervals,
    compliance: Explained<Compliance>,
    targets: Vec<Decision>,
    taken_over: i64,
    period: Period,
    now: Timestamp,
    availability: Report,
    rollout: Explained<Rollout>,
    backups: Option<backups::Measures>,
    sets: Vec<SetFact>,
}

/// The scoreboard of a beneficiary over a period. Without an agreement in force on its last day there is none.
pub async fn read(ctx: &Ctx, code: &str, period: Period) -> Result<Scoreboard> {
    let mut tx = ctx.read().await?;
    let organisation = served(&mut tx, code).await?;
    of(ctx, &mut tx, organisation, period).await
}

/// The same in a transaction that is open, for a beneficiary that is known.
pub(crate) async fn of(
    ctx: &Ctx,
    tx: &mut Tx,
    organisation: Organisation,
    period: Period,
) -> Result<Scoreboard> {
    as_known(ctx, tx, organisation, period, ctx.now()).await
}

/// The same under the rules known at an instant: what was imported or validated later neither rules nor judges (R5.1).
pub(crate) async fn as_known(
    ctx: &Ctx,
    tx: &mut Tx,
    organisation: Organisation,
    period: Period,
    known_at: Timestamp,
) -> Result<Scoreboard> {
    ctx.require(Permission::ScoreboardRead)?;
    if period.first > period.last {
        return Err(Error::invalid("to", Text::new("scoreboard-problem-order")));
    }
    let beneficiary = &organisation.id;
    let versions = ruling(tx, beneficiary, period, known_at).await?;
    let version = versions.last().ok_or_else(|| Error::refused("scoreboard-no-agreement"))?;
    let terms = terms(&version.document)?;
    let zone = terms.clock.window().zone().time_zone();
    let targets = decisions::actions::targets(tx, beneficiary, period.first, known_at).await?;
    let facts = facts(ctx, tx, &organisation, period, (&versions, targets), &terms).await?;
    let is_known = |fact: &&TicketFact| version.document.level(&fact.level).is_some();
    let known = facts.tickets.iter().filter(is_known).count();
    let without_level = i64::try_from(facts.tickets.len() - known).unwrap_or(i64::MAX);
    let (indicators, unmeasured) = indicators(ctx.lang, &version.document, &terms, &facts, &zone);
    Ok(Scoreboard {
        beneficiary: beneficiary.clone(),
        code: organisation.code,
        beneficiary_name: organisation.name,
        period,
        taken_over: facts.taken_over,
        without_level,
        as_of: facts.now,
        agreement_version: version.number,
        indicators,
        unmeasured,
    })
}

/// The incidents of a period whose delay a target of the agreement of their day judges, with whether it was kept. None without an
/// agreement.
pub(crate) async fn judged_incidents(
    tx: &mut Tx,
    organisation: &Organisation,
    period: Period,
    (delay, now): (Delay, Timestamp),
) -> Result<Vec<CountedRow>> {
    let mut versions: Vec<Version> = vec![];
    for summary in versions::list(tx, &organisation.id).await? {
        versions.extend(versions::get(tx, &organisation.id, summary.number).await?);
    }
    versions.sort_by_key(|one| (one.effective_from, one.number));
    let Some(version) = versions.last() else { return Ok(vec![]) };
    let period =
        Period { last: version.last_day().map_or(period.last, |end| end.min(period.last)), ..period };
    let terms = terms(&version.document)?;
    let zone = terms.clock.window().zone().time_zone();
    let (from, to) = rules::bounds(period, &zone);
    let measures = desk::tickets::store::measures(tx, &organisation.id, from, to).await?;
    let fact = |measure| fact(measure, &organisation.code, &versions, &zone);
    let facts: Vec<TicketFact> = measures.into_iter().map(fact).collect();
    Ok(judged(delay, &facts, &terms.clock, now).collect())
}

/// The beneficiary of that code, among those the actor may see.
pub(crate) async fn served(tx: &mut Tx, code: &str) -> Result<Organisation> {
    let beneficiaries = organisations::store::beneficiaries(tx).await?;
    beneficiaries.into_iter().find(|o| o.code == code).ok_or(Error::NotFound)
}

/// The scoreboard as a PDF, in the reader's language.
pub async fn pdf(ctx: &Ctx, code: &str, period: Period) -> Result<(Scoreboard, Vec<u8>)> {
    let board = read(ctx, code, period).await?;
    let mut tx = ctx.read().await?;
    let served = served(&mut tx, code).await?;
    let provider = organisations::store::provider(&mut tx)
        .await?
        .ok_or_else(|| Error::refused("scoreboard-no-provider"))?;
    drop(tx);
    let data = files::document(ctx.lang, &board, &provider, &served);
    let bytes = ctx.print(data).await?;
    Ok((board, bytes))
}

fn terms(document: &AgreementDocument) -> Result<Terms> {
    Terms::of(document).map_err(|e| Error::Internal(e.to_string()))
}

/// The versions that ruled the period as it was known at an instant, in order; the last one rules its last day.
async fn ruling(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    period: Period,
    known_at: Timestamp,
) -> Result<Vec<Version>> {
    let known = versions::list(tx, beneficiary).await?;
    let known = known.into_iter().filter(|one| one.imported_at <= known_at).collect();
    let mut ruling: Vec<Version> = vec![];
    for (number, last) in rules::ruling(known, period) {
        let version = versions::get(tx, beneficiary, number).await?;
        match version.filter(|one| one.last_day().is_none_or(|end| last <= end)) {
            Some(version) => ruling.insert(0, version),
            None => break,
        }
    }
    if let [first, .., last] = &mut ruling[..] {
        last.document = Arc::new(rules::judging(&first.document, &last.document));
    }
    Ok(ruling)
}

async fn facts(
    ctx: &Ctx,
    tx: &mut Tx,
    served: &Organisation,
    period: Period,
    (versions, targets): (&[Version], Vec<Decision>),
    terms: &Terms,
) -> Result<Facts> {
    let (beneficiary, code) = (&served.id, served.code.as_str());
    let zone = &terms.clock.window().zone().time_zone();
    let (from, to) = rules::bounds(period, zone);
    let measures = desk::tickets::store::measures(tx, beneficiary, from, to).await?;
    let tickets = measures.into_iter().map(|measure| fact(measure, code, versions, zone)).collect();
    let committees = versions.last().map_or(&[][..], |version| &version.document.committees);
    Ok(Facts {
        tickets,
        compliance: compliance(ctx, tx, beneficiary, committees, period).await?,
        lives: lives(tx, beneficiary, code, (from, to)).await?,
        closures: closures::store::between(tx, from, to).await?,
        taken_over: desk::tickets::store::taken_over(tx, beneficiary, from, to).await?,
        availability: availability::actions::under(
            tx,
            served,
            period,
            (versions.last(), &targets),
            ctx.now(),
        )
        .await?,
        targets,
        rollout: rollout(tx, beneficiary, period).await?,
        backups: backups::read(tx, beneficiary, (from, to.min(ctx.now())), &terms.clock).await?,
        sets: lines::store::set_facts(tx, Some(beneficiary)).await?,
        period,
        now: ctx.now(),
    })
}

/// How the meetings of the year follow the plan at the end of the period, or now when that is earlier (G.1, R7.2).
async fn compliance(
    ctx: &Ctx,
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    committees: &[Committee],
    period: Period,
) -> Result<Explained<Compliance>> {
    let year = period.last.year();
    let as_of = period.last.tomorrow().unwrap_or(period.last).min(meetings::rules::day(ctx.now()));
    let bounds = meetings::actions::bounds(year);
    let held = meetings::store::between(tx, Some(beneficiary), bounds, MOST_MEETINGS).await?;
    Ok(meetings::actions::compliance(committees, year, as_of, &held))
}

/// The buildings connected in the period, and those left (A.3).
async fn rollout(tx: &mut Tx, beneficiary: &BeneficiaryId, period: Period) -> Result<Explained<Rollout>> {
    let sites = sites::store::list(tx, Some(beneficiary)).await?;
    let history = connections::store::all(tx, Some(beneficiary)).await?;
    Ok(connections::rules::rollout(&sites, &history, period.first, period.last))
}

/// The demands that went live in the period, each with the type of service its form names.
async fn lives(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    code: &str,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<LiveFact>> {
    let lives = requests::store::live_between(tx, beneficiary, from, to).await?;
    let mut ids: Vec<_> = lives.iter().map(|live| live.form.clone()).collect();
    ids.sort();
    ids.dedup();
    let forms = request_forms::store::some(tx, &ids).await?;
    let service = |live: &requests::store::LiveFact| {
        let form = forms.iter().find(|form| form.id == live.form)?;
        form.document.delivers.as_ref().map(|service| [service.fr.clone(), service.en.clone()])
    };
    let facts = lives.iter().filter_map(|live| {
        Some(LiveFact {
            id: live.ticket.clone(),
            number: format!("{code}-{}", live.number),
            service: service(live)?,
            accepted_at: live.accepted_at,
            live_at: live.live_at,
        })
    });
    Ok(facts.collect())
}

fn fact(measure: Measure, code: &str, versions: &[Version], zone: &TimeZone) -> TicketFact {
    let day = measure.received_at.to_zoned(zone.clone()).date();
    let version = versions.iter().rev().find(|v| v.effective_from <= day);
    let level = version.and_then(|v| v.document.level(&measure.priority));
    let seconds = |minutes: Option<u32>| minutes.map(|minutes| i64::from(minutes) * 60);
    TicketFact {
        id: measure.id,
        number: format!("{code}-{}", measure.number),
        is_incident: measure.kind == Kind::Incident,
        is_administrative: measure.is_administrative,
        intervene_target: seconds(level.and_then(|l| l.intervene_minutes)),
        restore_target: seconds(level.and_then(|l| l.restore_minutes)),
        domain: measure.domain.as_deref().and_then(Domain::parse),
        level: measure.priority,
        received_at: measure.received_at,
        first_answer_at: measure.first_answer_at,
        first_action_at: measure.first_action_at,
        restored_at: measure.resolved_at,
        pauses: measure.pauses,
    }
}

/// The indicators in the order of the annexe, and the commitments no formula here measures yet.
fn indicators(
    lang: Lang,
    document: &AgreementDocument,
    terms: &Terms,
    facts: &Facts,
    zone: &TimeZone,
) -> (Vec<Indicator>, Vec<Commitment>) {
    let (mut measured, mut unmeasured) = (vec![], vec![]);
    for commitment in &document.commitments {
        let (commitment, decision) = rules::as_decided(commitment, &facts.targets);
        match measure(lang, &commitment, document, terms, facts, zone) {
            Some(indicator) => measured.push(rules::naming(indicator, decision)),
            None => unmeasured.push(commitment),
        }
    }
    (measured, unmeasured)
}

fn measure(
    lang: Lang,
    commitment: &Commitment,
    document: &AgreementDocument,
    terms: &Terms,
    facts: &Facts,
    zone: &TimeZone,
) -> Option<Indicator> {
    let levels = &document.priority.levels;
    let delayed = |delay| Some(delays(delay, commitment, &facts.tickets, levels, &terms.clock, facts.now));
    match commitment.formula {
        IndicatorFormula::AnsweredWithin => {
            Some(rules::answered_within(commitment, &facts.tickets, zone, facts.now))
        }
        IndicatorFormula::InterventionTime => delayed(Delay::Intervention),
        IndicatorFormula::RestorationTime => delayed(Delay::Restoration),
        IndicatorFormula::CommitteeSlots => Some(rules::committee_slots(commitment, &facts.compliance)),
        IndicatorFormula::GoLiveTime => {
            Some(rules::go_live_time(commitment, &facts.lives, &terms.clock, lang))
        }
        IndicatorFormula::StaffedHours => {
            Some(rules::staffed_hours(commitment, facts.period, &facts.closures, &terms.clock, facts.now))
        }
        IndicatorFormula::Availability => Some(rules::network::availability(commitment, &facts.availability)),
        IndicatorFormula::ServiceCuts => Some(rules::network::service_cuts(commitment, &facts.availability)),
        IndicatorFormula::MeanIncidentDuration => {
            Some(rules::network::mean_duration(commitment, &facts.availability))
        }
        IndicatorFormula::ConnectedBuildings => {
            Some(rules::network::connected_buildings(commitment, &facts.rollout))
        }
        IndicatorFormula::ModernSets => {
            Some(rules::backups::modern_sets(commitment, &facts.sets, facts.period.last))
        }
        _ => rules::backups::backups(commitment, facts.backups.as_ref()?, lang),
    }
}
