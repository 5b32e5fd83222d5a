//! `socle audit`: verify the hash chains, write their ends down.

use anyhow::{Context as _, Result};
use clap::Subcommand;
use kernel::Scope;
use people::audit::verify;
use platform::Platform;
use std::{path::PathBuf, process::ExitCode};

/// What to do with the audit log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Read every entry and check each chain; fails when something was altered, removed or reordered.
    Verify {
        /// Ends written down earlier, kept outside the database: without them a cut end cannot be seen.
        #[arg(long)]
        checkpoint: Option<PathBuf>,
    },
    /// Print the end of every chain, to keep elsewhere.
    Checkpoint,
}

/// Runs the command; a damaged log is a failure.
pub async fn run(platform: Platform, command: &AuditCommand) -> Result<ExitCode> {
    let mut tx = platform.db.read(&Scope::All).await?;
    let checkpoint = match command {
        AuditCommand::Checkpoint => {
            print!("{}", verify::write_marks(&verify::checkpoint(&mut tx).await?));
            return Ok(ExitCode::SUCCESS);
        }
        AuditCommand::Verify { checkpoint } => checkpoint,
    };
    let marks = match checkpoint {
        Some(path) => {
            verify::read_marks(&std::fs::read_to_string(path).with_context(|| path.display().to_string())?)?
        }
        None => vec![],
    };
    let report = verify::verify(&mut tx, &marks).await?;
    for fault in &report.faults {
        println!("{fault:?}");
    }
    println!("{} entries, {} chains, {} faults", report.entries, report.chains, report.faults.len());
    Ok(if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
