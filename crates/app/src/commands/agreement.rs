//! `socle agreement`: check a file, import a version, print the schema.

use super::setup::told;
use agreements::command;
use anyhow::{Context as _, Result};
use clap::Subcommand;
use jiff::civil::Date;
use platform::{Ctx, Platform, i18n::Lang};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

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

/// Runs the command; `open` gives the instance to the one that needs it.
pub async fn run(asked: &AgreementCommand, open: impl AsyncFnOnce() -> Result<Platform>) -> Result<ExitCode> {
    let (said, is_good) = match asked {
        AgreementCommand::Schema => (command::schema(), true),
        AgreementCommand::Check { file, lang } => command::check_file(*lang, &name(file), &read(file)?),
        AgreementCommand::Import { file, beneficiary, from } => {
            let (source, ctx) = (read(file)?, Ctx::system(open().await?, "socle agreement import"));
            let done = command::import_file(&ctx, beneficiary, &name(file), &source, *from).await;
            done.map_err(|e| told(&ctx, &e))?
        }
    };
    print!("{said}");
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn name(file: &Path) -> String {
    file.display().to_string()
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| name(file))
}
