//! Every kind of background work, area by area, and the page that shows how it goes.

pub mod api;
pub mod pages;
pub mod views;

use jiff::{SignedDuration, Timestamp};
use kernel::Permission;
use people::{Entry, record};
use platform::{
    Ctx, Error, Result,
    jobs::{self, Every, Job, JobState, Jobs},
    web::{Access, Routes},
};

/// Every kind of work of the product.
pub fn all() -> Jobs {
    let own = Jobs::new().every("jobs.purge", Every::DayAt(3, 10), purge);
    own.merge(crate::search::jobs::jobs())
        .merge(crate::imports::jobs::jobs())
        .merge(estate::jobs())
        .merge(desk::jobs())
        .merge(finance::jobs())
        .merge(governance::jobs())
}

/// Addresses of the page and its API.
pub fn routes() -> Routes {
    let access = Access::Needs(Permission::InstanceManage);
    Routes::new()
        .get("/jobs", access, pages::list)
        .post("/jobs/{id}/retry", access, pages::retry)
        .get("/api/v1/jobs", access, api::list)
        .post("/api/v1/jobs/{id}/retry", access, api::retry)
}

/// Days for which work that was done is remembered.
const REMEMBERED: i64 = 7;

async fn purge(ctx: Ctx) -> Result<()> {
    let mut tx = ctx.begin().await?;
    jobs::purge(&mut tx, ctx.now() - SignedDuration::from_hours(24 * REMEMBERED)).await?;
    Ok(tx.commit().await?)
}

/// Pieces of work on a page.
const PAGE: usize = 50;

/// One page of the work in a state.
pub struct Page {
    /// The state.
    pub state: JobState,
    /// The pieces, the latest first.
    pub jobs: Vec<Job>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many were given up.
    pub dead: i64,
    /// How many are due and not begun.
    pub overdue: i64,
}

/// The work in a state, after the place where a page ended: `microseconds.identifier`.
pub async fn page(ctx: &Ctx, state: JobState, before: &str) -> Result<Page> {
    ctx.require(Permission::InstanceManage)?;
    let before = before.split_once('.').and_then(|(at, id)| {
        let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
        Some((at, id.to_owned()))
    });
    let mut tx = ctx.read().await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut found = jobs::list(&mut tx, state, before.as_ref(), limit).await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| has_more);
    let next = last.map(|job| format!("{}.{}", job.run_at.as_microsecond(), job.id));
    let (dead, overdue) = (jobs::dead(&mut tx).await?, jobs::waiting(&mut tx, ctx.now()).await?);
    Ok(Page { state, jobs: found, next, dead, overdue })
}

/// Gives work another chance, at once.
pub async fn retry(ctx: &Ctx, id: &str) -> Result<()> {
    ctx.require(Permission::InstanceManage)?;
    let mut tx = ctx.begin().await?;
    if !jobs::retry(&mut tx, id, ctx.now()).await? {
        return Err(Error::NotFound);
    }
    record(&mut tx, ctx, Entry::new("job.retry", None, "job", id)).await?;
    Ok(tx.commit().await?)
}
