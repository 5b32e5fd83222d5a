//! `socle jobs`: background work from the command line.

use crate::jobs;
use anyhow::{Result, bail};
use clap::Subcommand;
use platform::{Ctx, Platform, jobs::JobState};

/// What to do with background work.
#[derive(Debug, Subcommand)]
pub enum JobsCommand {
    /// List what waits, was given up or was done lately.
    List {
        /// `waiting`, `dead` or `done`.
        #[arg(default_value = "dead")]
        state: String,
    },
    /// Give a piece of work another chance.
    Retry {
        /// Its identifier; of recurring work, its kind.
        id: String,
    },
    /// Do everything that is due now, then stop.
    Run,
}

/// Runs the command.
pub async fn run(platform: Platform, command: &JobsCommand) -> Result<()> {
    let ctx = Ctx::system(platform.clone(), "socle jobs");
    match command {
        JobsCommand::List { state } => {
            let Some(state) = JobState::parse(state) else { bail!("{state}: waiting, dead or done") };
            for job in jobs::page(&ctx, state, "").await?.jobs {
                println!(
                    "{}  {}  {}  {} attempts  {}",
                    job.id, job.kind, job.run_at, job.attempts, job.last_error
                );
            }
        }
        JobsCommand::Retry { id } => jobs::retry(&ctx, id).await?,
        JobsCommand::Run => {
            for (kind, failed) in platform::jobs::run_due(&platform, &jobs::all()).await? {
                println!("{kind}  {}", failed.as_deref().unwrap_or("done"));
            }
        }
    }
    Ok(())
}
