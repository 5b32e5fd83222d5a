//! `socle form`: check a request form, import one, print the schema.

use super::setup::told;
use anyhow::{Context as _, Result};
use clap::Subcommand;
use desk::request_forms::command;
use platform::{Ctx, Platform, i18n::Lang};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What to do with form files.
#[derive(Debug, Subcommand)]
pub enum FormCommand {
    /// Say what is wrong with a file: line, column and the fix.
    Check {
        /// Form file.
        file: PathBuf,
        /// Language of the messages.
        #[arg(long, default_value = "fr")]
        lang: Lang,
    },
    /// Import forms: each file is the next version of its form.
    Import {
        /// Form files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Print the JSON Schema of form files.
    Schema,
}

/// Runs the command; `open` gives the instance to the one that needs it.
pub async fn run(asked: &FormCommand, open: impl AsyncFnOnce() -> Result<Platform>) -> Result<ExitCode> {
    let (said, is_good) = match asked {
        FormCommand::Schema => (command::schema(), true),
        FormCommand::Check { file, lang } => command::check_file(*lang, &name(file), &read(file)?),
        FormCommand::Import { files } => {
            import(&Ctx::system(open().await?, "socle form import"), files).await?
        }
    };
    print!("{said}");
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Imports each file; one that is refused does not keep the others from being imported.
async fn import(ctx: &Ctx, files: &[PathBuf]) -> Result<command::Said> {
    let (mut said, mut is_good) = (String::new(), true);
    for file in files {
        let done = command::import_file(ctx, &name(file), &read(file)?).await;
        let (one, good) = done.map_err(|e| told(ctx, &e))?;
        said += &one;
        is_good &= good;
    }
    Ok((said, is_good))
}

fn name(file: &Path) -> String {
    file.display().to_string()
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| name(file))
}
