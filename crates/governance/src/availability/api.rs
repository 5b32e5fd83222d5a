//! Availability for programs: the same figures and explanations.

use super::{Measured, Report, actions, views::explained_site};
use crate::scoreboard::Asked;
use estate::sites::SiteId;
use jiff::{Timestamp, civil::Date};
use kernel::{Exact, Explanation, id::BeneficiaryId};
use platform::{
    Ctx,
    web::{Json, Path, Query, WebResult},
};
use schemars::JsonSchema;
use serde::Serialize;

/// The availability of a beneficiary over a period.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ReportBody {
    beneficiary: BeneficiaryId,
    /// First day.
    from: Date,
    /// Last day.
    to: Date,
    as_of: Timestamp,
    /// Version of the agreement in force at the end of the period; nothing without one.
    agreement_version: Option<i64>,
    /// Agreed target as a share of 1; nothing when none is.
    target: Option<Exact>,
    /// What was measured; nothing when the period is to come.
    measured: Option<MeasuredBody>,
}

/// What was measured.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct MeasuredBody {
    /// Availability of the network on the service window, as a share of 1: contractual.
    availability: Option<Exact>,
    /// The same around the clock.
    availability_around_the_clock: Option<Exact>,
    /// Whether the target is reached.
    met: Option<bool>,
    /// The site that fared worst.
    worst: Option<String>,
    explanation: Explanation,
    /// Cuts of the sites.
    cuts: i64,
    /// Of these, those that touch the service window.
    cuts_in_window: i64,
    cuts_explanation: Explanation,
    /// Mean seconds of the incidents that ended.
    mean_repair: Option<Exact>,
    /// The same in seconds of the service window.
    mean_repair_in_window: Option<Exact>,
    incidents_explanation: Explanation,
    /// Identifiers of the outages still open when the period ends.
    open_outages: Vec<String>,
    sites: Vec<SiteBody>,
    /// Carriers' links held against their repair time.
    carriers: Vec<CarrierBody>,
}

/// A site as far as one kind of link served it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SiteBody {
    id: SiteId,
    name: String,
    /// Whether the provider's own network serves it.
    is_own_network: bool,
    weight: Exact,
    base_seconds: i64,
    down_seconds: Exact,
    availability: Option<Exact>,
    availability_around_the_clock: Option<Exact>,
    cuts: u32,
    cuts_in_window: u32,
    mean_repair: Option<Exact>,
}

/// A carrier's link.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct CarrierBody {
    site: String,
    /// Guaranteed repair time in seconds.
    repair_seconds: Option<i64>,
    /// Outages repaired in time.
    respected: u32,
    /// Outages that can be judged.
    judged: u32,
}

/// GET /api/v1/availability/{beneficiary}: this month when no period is given.
pub(super) async fn show(
    ctx: Ctx,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> WebResult<Json<ReportBody>> {
    Ok(Json(body(actions::read(&ctx, &code, asked.period(&ctx)?).await?)))
}

fn body(report: Report) -> ReportBody {
    ReportBody {
        measured: report.measured.as_ref().map(measured),
        beneficiary: report.beneficiary,
        from: report.period.first,
        to: report.period.last,
        as_of: report.as_of,
        agreement_version: report.agreement_version,
        target: report.terms.target,
    }
}

fn measured(measured: &Measured) -> MeasuredBody {
    let incidents = &measured.incidents.value;
    MeasuredBody {
        availability: measured.network.value.availability.clone(),
        availability_around_the_clock: measured.around_the_clock.network.availability.clone(),
        met: measured.network.value.met,
        worst: measured.network.value.worst.clone(),
        explanation: measured.network.explanation.clone(),
        cuts: measured.cuts.value.0,
        cuts_in_window: measured.cuts.value.1,
        cuts_explanation: measured.cuts.explanation.clone(),
        mean_repair: incidents.mean.clone(),
        mean_repair_in_window: incidents.mean_in_window.clone(),
        incidents_explanation: measured.incidents.explanation.clone(),
        open_outages: incidents.open.iter().map(|one| one.id.clone()).collect(),
        sites: (0..measured.records.len()).map(|place| site_body(measured, place)).collect(),
        carriers: measured.on_window.carriers.iter().map(carrier).collect(),
    }
}

fn site_body(measured: &Measured, place: usize) -> SiteBody {
    let (record, service) = (&measured.records[place], &measured.on_window.sites[place]);
    SiteBody {
        id: measured.sites[place].id.clone(),
        name: record.id.clone(),
        is_own_network: record.link == estate::availability::Link::Own,
        weight: record.weight.clone(),
        base_seconds: service.base_seconds,
        down_seconds: service.down_seconds.clone(),
        availability: service.availability.clone(),
        availability_around_the_clock: measured.around_the_clock.sites[place].availability.clone(),
        cuts: service.cuts,
        cuts_in_window: service.cuts_in_window,
        mean_repair: service.mean_repair.clone(),
    }
}

fn carrier(one: &estate::availability::CarrierRecord) -> CarrierBody {
    CarrierBody {
        site: one.id.clone(),
        repair_seconds: one.repair_seconds,
        respected: one.respected,
        judged: one.judged,
    }
}

/// One site with its story.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SiteStory {
    #[serde(flatten)]
    site: SiteBody,
    /// How the figures on the service window came about.
    explanation: Explanation,
    /// How those around the clock did.
    explanation_around_the_clock: Explanation,
}

/// GET /api/v1/availability/{beneficiary}/sites/{site}: one entry for each kind of link that served it; none
/// when none did.
pub(super) async fn site(
    ctx: Ctx,
    Path((code, site)): Path<(String, SiteId)>,
    Query(asked): Query<Asked>,
) -> WebResult<Json<Vec<SiteStory>>> {
    let (report, site) = actions::read_site(&ctx, &code, asked.period(&ctx)?, &site).await?;
    let Some(measured) = &report.measured else { return Ok(Json(vec![])) };
    let places = (0..measured.records.len()).filter(|place| measured.sites[*place].id == site.id);
    let stories = places.map(|place| {
        let [service, always] = explained_site(&report, measured, place);
        SiteStory {
            site: site_body(measured, place),
            explanation: service.explanation,
            explanation_around_the_clock: always.explanation,
        }
    });
    Ok(Json(stories.collect()))
}
