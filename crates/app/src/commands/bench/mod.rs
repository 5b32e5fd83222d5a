//! `socle bench`: how fast this program is on this machine, beside what the machine itself can do.
//!
//! It works on instances of its own: SQLite in a temporary folder, and an empty PostgreSQL database when an
//! address is given. What is measured, and how, is in `docs/reference/bench.md`.

mod availability;
mod calls;
mod charges;
mod figures;
mod fleet;
mod indicators;
mod invoice;
mod load;
mod process;
mod rates;
mod report;
mod requests;
mod seed;
mod store;

use crate::instance;
use anyhow::{Context as _, Result, bail};
use clap::Args;
use figures::Figure;
use people::organisations;
use platform::{Clock, Ids, Platform, Settings};
use std::{path::Path, process::ExitCode};

/// What to measure.
#[derive(Debug, Args)]
pub struct BenchArgs {
    /// Tickets to put in the instance before measuring.
    #[arg(long, default_value_t = 100_000)]
    tickets: i64,
    /// Messages of each ticket.
    #[arg(long, default_value_t = 2)]
    messages: i64,
    /// Measure on PostgreSQL too: address of an empty database, which is left filled.
    #[arg(long)]
    postgres: Option<String>,
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
}

/// Measures everything and prints it; fails when a target is missed.
pub async fn run(args: &BenchArgs) -> Result<ExitCode> {
    let folder = tempfile::tempdir().context("temporary folder")?;
    let mut all = vec![rates::clock()?, invoice::pdf()?, report::pdf()?, charges::computed()?];
    all.extend(calls::records()?);
    let sqlite = format!("sqlite:{}", folder.path().join("socle.db").display());
    for (engine, url) in [("SQLite", Some(sqlite)), ("PostgreSQL", args.postgres.clone())] {
        let Some(url) = url else { continue };
        let settings = Settings {
            database_url: url,
            files_dir: folder.path().join(engine),
            secret_file: folder.path().join("socle.key"),
            ..Settings::default()
        };
        let figures = Box::pin(on_engine(settings, args, folder.path())).await.context(engine)?;
        all.extend(figures.into_iter().map(|figure| Figure { engine, ..figure }));
    }
    let is_met = all.iter().all(Figure::is_met);
    println!("{}", if args.json { figures::json(&all)? } else { figures::table(&all) });
    Ok(if is_met { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn on_engine(settings: Settings, args: &BenchArgs, folder: &Path) -> Result<Vec<Figure>> {
    let url = settings.database_url.clone();
    refuse_filled(&open(&settings).await?).await?;
    let mut all = process::starts(&url, folder, "cold start to first page, empty instance").await?;
    let platform = open(&settings).await?;
    eprintln!("{} tickets of {} messages are being made", args.tickets, args.messages);
    let world = seed::fill(&platform, args.tickets, args.messages).await?;
    all.push(rates::index(&platform).await?);
    all.extend(requests::measure(&platform, &world).await?);
    all.extend(load::measure(&platform, &world).await?);
    all.extend(rates::create(&platform, &world).await?);
    all.push(rates::mails(&platform, &world).await?);
    all.push(rates::audit(&platform).await?);
    all.extend(Box::pin(indicators::measure(&platform, &world)).await?);
    all.push(availability::measure(&platform, &world).await?);
    all.extend(fleet::measure(&platform, &world).await?);
    platform.db.close().await;
    all.extend(process::starts(&url, folder, "cold start to first page, seeded instance").await?);
    Ok(all)
}

async fn open(settings: &Settings) -> Result<Platform> {
    instance::open(settings.clone(), Clock::System, Ids::random()).await
}

/// Figures mean something only on the instance this command makes, and nobody's data must be mixed with it.
async fn refuse_filled(platform: &Platform) -> Result<()> {
    let mut tx = platform.db.read(&kernel::Scope::All).await?;
    if organisations::store::provider(&mut tx).await?.is_some() {
        bail!("this database is already in use: give an empty one");
    }
    drop(tx);
    platform.db.close().await;
    Ok(())
}
