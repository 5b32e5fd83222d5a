//! `socle index`: read published values of the index from a file.

use super::setup::told;
use anyhow::{Context as _, Result};
use clap::Subcommand;
use finance::indices::import::Outcome;
use platform::{Ctx, Platform};
use std::{fs::File, path::PathBuf, process::ExitCode};

/// What to do with index values.
#[derive(Debug, Subcommand)]
pub enum IndexCommand {
    /// Read a file of values, all or nothing; says line by line what is new, the same, corrected or wrong.
    Import {
        /// CSV file: series, month, value, published, confidence, source.
        file: PathBuf,
        /// Only say what the file would bring.
        #[arg(long)]
        dry_run: bool,
    },
}

/// Runs the command; a wrong row is a failure and nothing is written.
pub async fn run(platform: Platform, command: &IndexCommand) -> Result<ExitCode> {
    let IndexCommand::Import { file, dry_run } = command;
    let ctx = Ctx::system(platform, "socle index import");
    let input = File::open(file).with_context(|| file.display().to_string())?;
    let report = finance::import_indices(&ctx, input, *dry_run).await.map_err(|e| told(&ctx, &e))?;
    for row in &report.rows {
        println!("{}:{}: {}: {}", file.display(), row.line, row.what, outcome(&ctx, &row.outcome));
    }
    println!("{} written", report.written);
    Ok(if report.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn outcome(ctx: &Ctx, outcome: &Outcome) -> String {
    match outcome {
        Outcome::New { value } => format!("new {value}"),
        Outcome::Same => "same".to_owned(),
        Outcome::Changed { from, to } => format!("corrected {from} -> {to}"),
        Outcome::Error { column, text } => format!("error: {column}: {}", ctx.lang.text(text)),
    }
}
