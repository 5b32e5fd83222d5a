//! `socle agreement`: check a file, import a version, print the schema.

use super::setup::told;
use agreements::{
    document::{Severity, check, schema_text},
    versions::{self, Import, actions},
};
use anyhow::{Context as _, Result, anyhow};
use clap::Subcommand;
use jiff::civil::Date;
use platform::{Ctx, Platform, i18n::Lang};
use std::{path::PathBuf, process::ExitCode};

/// What to do with agreement files.
#[derive(Debug, Subcommand)]
pub enum AgreementCommand {
    /// Say what is wrong with a file: line, column and the fix. Fails on errors, not on warnings.
    Check {
        /// Agreement file.
        file: PathBuf,
        /// Language of the messages.
        #[arg(long, default_value = "fr")]
        lang: Lang,
    },
    /// Import a version: the first is the agreement, the next ones are amendments.
    Import {
        /// Agreement file.
        file: PathBuf,
        /// Code of the beneficiary.
        #[arg(long)]
        beneficiary: String,
        /// First day the version rules.
        #[arg(long)]
        from: Date,
    },
    /// Print the JSON Schema of agreement files.
    Schema,
}

/// Runs the command; `open` gives the instance to those that need one.
pub async fn run(command: &AgreementCommand, open: impl AsyncFnOnce() -> Result<Platform>) -> Result<ExitCode> {
    match command {
        AgreementCommand::Schema => println!("{}", schema_text()),
        AgreementCommand::Check { file, lang } => {
            let source = read(file)?;
            let report = check(&source);
            print!("{}", report.render(&file.display().to_string(), |text| lang.text(text)));
            return Ok(if report.has(Severity::Error) { ExitCode::FAILURE } else { ExitCode::SUCCESS });
        }
        AgreementCommand::Import { file, beneficiary, from } => {
            let ctx = Ctx::system(open().await?, "socle agreement import");
            return import(&ctx, file, beneficiary, *from).await;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn read(file: &PathBuf) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| file.display().to_string())
}

async fn import(ctx: &Ctx, file: &PathBuf, code: &str, from: Date) -> Result<ExitCode> {
    let source = read(file)?;
    let mut tx = ctx.read().await?;
    let holder = versions::store::holder(&mut tx, code).await?.ok_or_else(|| anyhow!("no beneficiary has the code {code}"))?;
    drop(tx);
    match actions::import(ctx, &holder.id, &source, from).await.map_err(|e| told(ctx, &e))? {
        Import::Refused(_) | Import::Overtaken(_) => {
            let report = check(&source);
            print!("{}", report.render(&file.display().to_string(), |text| ctx.lang.text(text)));
            println!("{}: nothing imported", file.display());
            Ok(ExitCode::FAILURE)
        }
        Import::Unchanged(version) => {
            println!("version {} already says this", version.number);
            Ok(ExitCode::SUCCESS)
        }
        Import::Created { version, changes } => {
            println!("version {} from {}, {} changes", version.number, version.effective_from, changes.len());
            for change in changes {
                println!("  {}", change.path);
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}
