//! `socle demo`: makes the demonstration when it is not there, says how to sign in, and serves it at its own date.

use crate::{
    commands::serve,
    demo::{
        folder::{Folder, Found},
        outputs, personas,
        plan::{Deed, Event, Plan},
        play, resume,
        workshop::Workshop,
    },
    instance, search,
};
use anyhow::{Context as _, Result};
use clap::Args;
use kernel::Zone;
use platform::{Clock, Ids, Settings};
use std::path::{Path, PathBuf};

/// Options of `socle demo`.
#[derive(Clone, Debug, Args)]
pub struct DemoArgs {
    /// Folder of the demonstration.
    #[arg(long, default_value = "socle-demo")]
    folder: PathBuf,
    /// Make the demonstration and its files, then stop.
    #[arg(long)]
    no_serve: bool,
    /// Make it again from nothing.
    #[arg(long)]
    fresh: bool,
    /// Which invented world: the same seed gives the same bytes.
    #[arg(long, default_value_t = 2026)]
    seed: u64,
}

/// Where the demonstration is served when nothing else is asked for: this machine only.
const LISTEN: &str = "127.0.0.1:8080";

/// Makes or finds the demonstration, prints a link for each persona and serves until interrupted.
pub async fn run(args: &DemoArgs, listen: Option<&str>) -> Result<()> {
    // The address is taken first: nobody waits for three years to be played to learn that it is in use.
    let listener = if args.no_serve { None } else { Some(serve::listen(listen.unwrap_or(LISTEN)).await?) };
    let address = listener.as_ref().map(tokio::net::TcpListener::local_addr).transpose()?;
    let address = address.map_or_else(|| LISTEN.to_owned(), |address| address.to_string());
    let (folder, found) = Folder::prepare(&args.folder, args.seed, args.fresh)?;
    let plan = Plan::new(args.seed, 100)?;
    let authority = plan.cast.organisations.first().map_or("Socle", |one| one.name.as_str());
    let settings = |kept_in: &Path| Folder::settings(kept_in, &address, authority);
    if found == Found::ToMake {
        tokio::select! {
            made = make(&plan, &settings, &folder, args.seed) => made?,
            () = serve::asked_to_stop() => {
                anyhow::bail!("interrupted; the unfinished folder is made again next time")
            }
        }
    }
    let mut platform =
        instance::open(settings(folder.path()), Clock::starting_at(plan.present), Ids::random()).await?;
    let left = resume::last_deed(&platform.db).await?.unwrap_or(plan.present);
    let present = left.max(plan.present);
    platform.clock = Clock::starting_at(present);
    let personas = personas::invite(&platform, &plan.cast).await?;
    println!("{}", personas::listing(&personas));
    println!("Files: {}", folder.out().display());
    let Some(listener) = listener else {
        platform.db.close().await;
        return Ok(());
    };
    let wall = present.to_zoned(Zone::Metropole.time_zone());
    println!("Its clock starts at {}. Ctrl+C stops it.", wall.strftime("%Y-%m-%d %H:%M"));
    serve::on(listener, platform).await
}

/// Plays the plan on a new instance with a fixed clock and seeded identifiers, then writes the outputs.
async fn make(plan: &Plan, settings: &impl Fn(&Path) -> Settings, folder: &Folder, seed: u64) -> Result<()> {
    eprintln!("Making the demonstration: three invented years, {} deeds.", plan.events.len());
    let start = plan.events.first().context("an empty plan")?.at;
    let workshop = Workshop::open(folder.path());
    let platform = instance::open(settings(workshop.path()), Clock::fixed(start), Ids::seeded(seed)).await?;
    play::play(&platform, plan, &mut told(plan.events.len())).await?;
    for name in outputs::write(&platform, &plan.cast, &folder.out()).await? {
        eprintln!("  {}", folder.out().join(name).display());
    }
    search::jobs::reindex(&platform, &mut |_| {}).await.map_err(|e| anyhow::anyhow!("{e}"))?;
    platform.db.close().await;
    workshop.deliver(folder.path())?;
    folder.finish(seed)
}

/// A line each time a quarter of the invented years begins.
fn told(all: usize) -> impl FnMut(usize, &Event) + Send {
    let mut quarter = String::new();
    let mut tickets = 0;
    move |done, event| {
        tickets += usize::from(matches!(event.deed, Deed::Ticket { step: 0, .. }));
        let day = event.at.to_zoned(Zone::Metropole.time_zone()).date();
        let now = format!("{}-Q{}", day.year(), (day.month() + 2) / 3);
        if now != quarter {
            eprintln!("  {now} · {} % · {tickets} tickets", done * 100 / all);
            quarter = now;
        }
    }
}
