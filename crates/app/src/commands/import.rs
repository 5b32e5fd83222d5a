//! `socle import`: an instance's own export read into an empty database, or another tool taken over.

use super::transfer;
use crate::imports::glpi::{
    Place, Plan, USUAL,
    actions::{Order, Outcomes, Parity, take_over},
};
use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use jiff::civil::Date;
use platform::{Ctx, Platform};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

/// What to bring in.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ImportArgs {
    /// File written by `socle export`, read into an empty database.
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<ImportCommand>,
}

/// Other tools.
#[derive(Debug, Subcommand)]
enum ImportCommand {
    /// Take over the users and tickets of a GLPI (9.5 or 10) through its REST API.
    Glpi(GlpiArgs),
    /// Print the usual mapping of a GLPI, to be completed with its entities.
    GlpiMapping,
}

/// Where a GLPI is, and how it is read. Tokens are read from files, never from the arguments, which other accounts of
/// the machine see.
#[derive(Debug, Args)]
struct GlpiArgs {
    /// Address of its API: `https://glpi.example.fr/apirest.php`.
    #[arg(long)]
    url: String,
    /// File that holds the token of the API client alone, when it asks for one.
    #[arg(long)]
    app_token_file: Option<PathBuf>,
    /// File that holds the remote access key of a user who may read everything.
    #[arg(long)]
    user_token_file: PathBuf,
    /// Mapping file; the usual one, without entities, otherwise.
    #[arg(long)]
    mapping: Option<PathBuf>,
    /// Say what would be done, and write nothing but the reports.
    #[arg(long)]
    dry_run: bool,
    /// Only tickets changed since: `2024-01-31`.
    #[arg(long)]
    since: Option<Date>,
    /// Seconds an answer may take.
    #[arg(long, default_value_t = 60)]
    timeout: u64,
}

/// Runs the command; `open` gives the instance, `url` its database.
pub async fn run(
    asked: ImportArgs,
    url: &str,
    open: impl AsyncFnOnce() -> Result<Platform>,
) -> Result<ExitCode> {
    match (asked.file, asked.command) {
        (Some(file), None) => transfer::import(url, &file).await?,
        (None, Some(ImportCommand::GlpiMapping)) => print!("{USUAL}"),
        (None, Some(ImportCommand::Glpi(args))) => return glpi(&args, open().await?).await,
        _ => bail!("name a file written by `socle export`, or a tool: socle import glpi --help"),
    }
    Ok(ExitCode::SUCCESS)
}

async fn glpi(args: &GlpiArgs, platform: Platform) -> Result<ExitCode> {
    let ctx = Ctx::system(platform, "socle import glpi");
    let mapping = args.mapping.as_deref().map_or_else(|| Ok(USUAL.to_owned()), read)?;
    let plan = Plan::parse(&mapping).map_err(|e| super::setup::told(&ctx, &e))?;
    let place = Place {
        url: args.url.clone(),
        app_token: args.app_token_file.as_deref().map_or_else(|| Ok(String::new()), secret)?,
        user_token: secret(&args.user_token_file)?,
        timeout: Duration::from_secs(args.timeout),
        page: 200,
    };
    let since = args.since.map(|day| day.to_datetime(jiff::civil::Time::midnight()));
    let order = Order { place, plan, since, is_dry: args.dry_run, pause: Duration::from_secs(1) };
    let mut shown = |kind: &str, done: usize, total: usize| eprintln!("{kind}: {done}/{total}");
    let outcomes = Box::pin(take_over(&ctx, &order, &mut shown)).await?;
    print!("{}", told(&ctx, &outcomes, args.dry_run));
    let is_whole = outcomes.parities.iter().all(|parity| parity.differences.is_empty());
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

fn secret(path: &Path) -> Result<String> {
    Ok(read(path)?.trim().to_owned())
}

/// Both sides compared, each difference with its reason.
pub fn told(ctx: &Ctx, outcomes: &Outcomes, is_dry: bool) -> String {
    let mut said = String::new();
    for parity in &outcomes.parities {
        said += &one(ctx, parity, is_dry);
    }
    said += "Not taken over yet:\n";
    for (kind, count) in &outcomes.left {
        let count = count.map_or_else(|| "may not be read".to_owned(), |count| count.to_string());
        said += &format!("  {kind}: {count}\n");
    }
    said
}

fn one(ctx: &Ctx, parity: &Parity, is_dry: bool) -> String {
    let name = ctx.lang.t(parity.target.label_key());
    let mut said = if is_dry {
        format!("{name}: {} there, {} would be here\n", parity.there, parity.foreseen)
    } else {
        format!("{name}: {} there, {} here\n", parity.there, parity.here)
    };
    let (there, here) = parity.messages;
    if there + here > 0 {
        said += &format!("  messages: {there} there, {here} here\n");
    }
    for difference in &parity.differences {
        said += &format!("  - {difference}\n");
    }
    said
}
