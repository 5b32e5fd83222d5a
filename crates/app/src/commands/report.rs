//! `socle report`: monthly and annual reports from the command line.

use anyhow::{Context as _, Result};
use clap::Subcommand;
use governance::reports::{
    DraftForm, Run,
    actions::{self, ListQuery},
    paper,
};
use platform::{Ctx, Platform};
use std::{
    io::{IsTerminal as _, stderr},
    path::PathBuf,
};

/// What to do with reports.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// List the reports, the latest period first.
    List {
        /// `monthly` or `annual`; both when not given.
        #[arg(long, default_value = "")]
        kind: String,
    },
    /// Draft the report of one beneficiary, or give the one that is there.
    Draft(Which),
    /// Draft the reports of a period for every beneficiary; stopped, the same command goes on.
    Run {
        /// `monthly` or `annual`.
        kind: String,
        /// The month, `2026-10`, or the year, `2025`.
        period: String,
    },
    /// Write the edition of a report that people are shown to a PDF file; published, the file that was kept.
    Pdf {
        /// Which one.
        #[command(flatten)]
        which: Which,
        /// The file to write.
        #[arg(long, short)]
        output: PathBuf,
    },
}

/// Which report.
#[derive(Debug, clap::Args)]
pub struct Which {
    /// Code of the beneficiary; the provider's own code for the consolidated report.
    code: String,
    /// `monthly` or `annual`.
    kind: String,
    /// The month, `2026-10`, or the year, `2025`.
    period: String,
}

/// Beneficiaries between two words about how it goes.
const AT_A_TIME: i64 = 1;

/// Runs the command.
pub async fn run(platform: Platform, command: &ReportCommand) -> Result<()> {
    let ctx = Ctx::system(platform, "socle report");
    match command {
        ReportCommand::List { kind } => list(&ctx, kind).await,
        ReportCommand::Draft(which) => {
            let key = Box::pin(actions::draft(&ctx, &which.form())).await?;
            println!("{}", key.path());
            Ok(())
        }
        ReportCommand::Run { kind, period } => through(&ctx, kind, period).await,
        ReportCommand::Pdf { which, output } => {
            let key = actions::shown(&ctx, &which.form()).await?;
            let (all, bytes) = Box::pin(actions::pdf(&ctx, &key)).await?;
            std::fs::write(output, bytes).with_context(|| output.display().to_string())?;
            println!("{}: {}", output.display(), paper::title(ctx.lang, &all.report));
            Ok(())
        }
    }
}

impl Which {
    fn form(&self) -> DraftForm {
        DraftForm { beneficiary: self.code.clone(), kind: self.kind.clone(), period: self.period.clone() }
    }
}

async fn list(ctx: &Ctx, kind: &str) -> Result<()> {
    let mut after = String::new();
    loop {
        let asked = ListQuery { kind: kind.to_owned(), after, ..ListQuery::default() };
        let (found, next) = actions::list(ctx, &asked).await?;
        for one in &found {
            let title = paper::title(ctx.lang, one);
            println!(
                "{}  {}  {}  edition {}  {}",
                one.code,
                one.state.as_str(),
                title,
                one.edition,
                one.key.path()
            );
        }
        let Some(next) = next else { return Ok(()) };
        after = next;
    }
}

async fn through(ctx: &Ctx, kind: &str, period: &str) -> Result<()> {
    let id = actions::start(ctx, kind, period).await?;
    loop {
        let run: Run = Box::pin(actions::advance(ctx, &id, AT_A_TIME)).await?;
        if stderr().is_terminal() {
            eprint!("\r{} of {}  ", run.done, run.total);
        }
        if run.finished_at.is_some() {
            if stderr().is_terminal() {
                eprintln!();
            }
            let failed = i64::try_from(run.failed.len()).unwrap_or(i64::MAX);
            println!(
                "{} reports, {} beneficiaries without an agreement",
                run.total - run.skipped - failed,
                run.skipped
            );
            anyhow::ensure!(failed == 0, "could not be written: {}", run.failed.join(", "));
            return Ok(());
        }
    }
}
