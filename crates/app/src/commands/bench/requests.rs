//! Pages: whole requests through the router, in process, by signed-in people.

use super::{
    figures::{Figure, Target, timed},
    seed::World,
};
use crate::server;
use anyhow::{Result, anyhow, ensure};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use kernel::Scope;
use people::{
    Person,
    sessions::{self, opening},
};
use platform::{Ctx, Platform};
use tower::ServiceExt as _;

/// Requests measured for each page.
const REQUESTS: usize = 200;
/// Requests before that, so that caches of both the program and the database are warm.
const WARM: usize = 20;

/// Server time of the hottest pages.
pub(super) async fn measure(platform: &Platform, world: &World) -> Result<Vec<Figure>> {
    let router = server::router(platform.clone());
    let (technician, officer) =
        (session(platform, &world.technician).await?, session(platform, &world.officer).await?);
    let body = &world.requesters[0].0;
    let ticket = format!("/tickets/{body}/{body}-10000005");
    let pages = [
        ("page of 50 tickets, next promise first", "/tickets", &technician, 10.0),
        ("page of 50 tickets, newest first", "/tickets?order=newest", &technician, 10.0),
        ("page of 50 tickets, one beneficiary", "/tickets", &officer, 10.0),
        ("page of 50 tickets, closed ones", "/tickets?state=closed", &technician, 10.0),
        ("page of one ticket", &*ticket, &technician, 10.0),
        ("palette, pages and things found", "/palette?q=messagerie", &technician, 100.0),
    ];
    let mut figures = vec![];
    for (name, path, cookie, most) in pages {
        let mut sample = vec![];
        for turn in 0..WARM + REQUESTS {
            let (took, ()) = timed(get(&router, path, cookie)).await?;
            if turn >= WARM {
                sample.push(took);
            }
        }
        figures.push(Figure::milliseconds(name, sample).held_to(Target::AtMost(most)));
    }
    Ok(figures)
}

pub(super) async fn session(platform: &Platform, person: &Person) -> Result<String> {
    let ctx = Ctx::system(platform.clone(), "socle bench");
    let mut tx = platform.db.begin(&Scope::All).await?;
    let opened = opening::open(&mut tx, &ctx, &person.id, &opening::Origin::default()).await;
    let opened = opened.map_err(|e| anyhow!("{e}"))?;
    tx.commit().await?;
    Ok(format!("{}={}", sessions::cookie_name(&platform.settings), opened.secret))
}

pub(super) async fn get(router: &Router, path: &str, cookie: &str) -> Result<()> {
    let request = Request::get(path).header(header::COOKIE, cookie).header(header::HOST, "bench.example");
    let response = router.clone().oneshot(request.body(Body::empty())?).await?;
    ensure!(response.status().is_success(), "{path} answered {}", response.status());
    let bytes = to_bytes(response.into_body(), 16 << 20).await?;
    ensure!(bytes.len() > 2_000, "{path} answered {} bytes only", bytes.len());
    Ok(())
}
