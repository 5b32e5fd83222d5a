//! The desk under load: each frequent act by one client, then by eight at once, each on other tickets and other words.

use super::{
    figures::{Figure, Target, timed},
    requests,
    seed::World,
};
use crate::server;
use anyhow::{Result, anyhow};
use axum::Router;
use desk::tickets::actions::{self, Say};
use people::Person;
use platform::{Ctx, Platform};
use std::{sync::Arc, time::Duration};

/// Acts measured for each figure, all clients together.
const ACTS: usize = 400;
/// Acts before that, so that caches of both the program and the database are warm.
const WARM: usize = 40;
/// Steps between two tickets looked at, prime so that all beneficiaries and days have their turn.
const STRIDE: usize = 7_919;

/// Words people look for: common, rare and in company.
const WORDS: [&str; 8] = [
    "imprimante",
    "certificat médiathèque",
    "messagerie",
    "visioconference piscine",
    "bureau 70001",
    "sauvegardes",
    "tablettes crèche",
    "réseau",
];

/// What one client needs.
struct Desk {
    platform: Platform,
    router: Router,
    cookie: String,
    technician: Person,
    world: World,
}

/// A list, a ticket, a search and an answer, p50 and p95, by one client and by eight.
pub(super) async fn measure(platform: &Platform, world: &World) -> Result<Vec<Figure>> {
    let cookie = requests::session(platform, &world.technician).await?;
    let desk = Arc::new(Desk {
        platform: platform.clone(),
        router: server::router(platform.clone()),
        cookie,
        technician: world.technician.clone(),
        world: world.clone(),
    });
    let mut figures = vec![];
    for clients in [1, 8] {
        let mut figure = |name: &str, most: f64, sample| {
            let name = format!("{name}, {clients} client{}", if clients == 1 { "" } else { "s" });
            figures.push(Figure::milliseconds(name, sample).held_to(Target::AtMost(most)));
        };
        figure("list of tickets", 50.0, sample(&desk, clients, list).await?);
        figure("one ticket", 80.0, sample(&desk, clients, ticket).await?);
        figure("search", 150.0, sample(&desk, clients, search).await?);
        figure("answer to a ticket", 80.0, sample(&desk, clients, answer).await?);
    }
    Ok(figures)
}

/// How long each act took, the clients sharing them out.
async fn sample<F>(desk: &Arc<Desk>, clients: usize, act: fn(Arc<Desk>, usize) -> F) -> Result<Vec<Duration>>
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    let one = |client: usize, desk: Arc<Desk>| async move {
        let mut sample = vec![];
        for turn in (client..WARM + ACTS).step_by(clients) {
            // Several clients go on where one stopped, so that nothing is looked at or answered twice.
            let place = if clients == 1 { turn } else { WARM + ACTS + turn };
            let (took, ()) = timed(act(desk.clone(), place)).await?;
            if turn >= WARM {
                sample.push(took);
            }
        }
        anyhow::Ok(sample)
    };
    let running: Vec<_> = (0..clients).map(|client| tokio::spawn(one(client, desk.clone()))).collect();
    let mut all = vec![];
    for client in running {
        all.extend(client.await??);
    }
    Ok(all)
}

async fn list(desk: Arc<Desk>, turn: usize) -> Result<()> {
    let lines = ["/tickets", "/tickets?order=newest", "/tickets?q=priorit%C3%A9:p2", "/tickets?state=closed"];
    requests::get(&desk.router, lines[turn % lines.len()], &desk.cookie).await
}

async fn ticket(desk: Arc<Desk>, turn: usize) -> Result<()> {
    let key = desk.world.ticket(i64::try_from(turn * STRIDE)?);
    requests::get(&desk.router, &key.path(), &desk.cookie).await
}

async fn search(desk: Arc<Desk>, turn: usize) -> Result<()> {
    let words = WORDS[turn % WORDS.len()].replace(' ', "+");
    requests::get(&desk.router, &format!("/search?q={words}"), &desk.cookie).await
}

async fn answer(desk: Arc<Desk>, turn: usize) -> Result<()> {
    // One in five is open: numbers that five divides. Eight beneficiaries take turns.
    let place = i64::try_from((turn / 8 * 5 + 4) * 8 + turn % 8)?;
    let ctx = Ctx::of(desk.platform.clone(), desk.technician.actor());
    let say = Say {
        version: 3,
        body: "Le remplacement est prévu demain matin.".to_owned(),
        is_internal: false,
        then: None,
        files: vec![],
        idempotency_key: Some(ctx.id()),
    };
    actions::say(&ctx, &desk.world.ticket(place), say).await.map(drop).map_err(|e| anyhow!("{e}"))
}
