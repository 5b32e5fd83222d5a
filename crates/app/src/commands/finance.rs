//! `socle finance`: what leaves for the books, and what comes back.

use super::setup::told;
use anyhow::{Context as _, Result};
use clap::{Subcommand, ValueEnum};
use finance::{
    collection::import::{FileKind, Received, import},
    exports::command::{self, Export},
    indices::import::{ImportReport, Outcome},
};
use platform::{Ctx, Platform, i18n::Lang, sheet::Format};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What to do with the books.
#[derive(Debug, Subcommand)]
pub enum FinanceCommand {
    /// Write the revenue orders, the ledger or the cut-off of a year to a file.
    Export {
        /// Which one.
        what: What,
        /// The calendar year.
        #[arg(long)]
        year: i16,
        /// `csv`, `xlsx` or `ods`; CSV of revenue orders is written as the mapping says.
        #[arg(long, default_value = "csv")]
        format: String,
        /// Revenue orders: only documents without a recorded order.
        #[arg(long)]
        missing: bool,
        /// The file to write.
        #[arg(long, short)]
        output: PathBuf,
    },
    /// Read revenue orders or payments back, all or nothing; says line by line what is new, known or wrong.
    Import {
        /// What the file holds.
        kind: Back,
        /// CSV or XLSX file with a line of headings.
        file: PathBuf,
        /// Only say what the file would bring.
        #[arg(long)]
        dry_run: bool,
    },
    /// Check or import the mapping to the financial software, or print its schema.
    #[command(subcommand)]
    Mapping(MappingCommand),
}

/// What to do with a mapping.
#[derive(Debug, Subcommand)]
pub enum MappingCommand {
    /// Say what is wrong with a file: line, column and the fix.
    Check {
        /// Mapping file.
        file: PathBuf,
        /// Language of the messages.
        #[arg(long, default_value = "fr")]
        lang: Lang,
    },
    /// Import a mapping: it rules from now on.
    Import {
        /// Mapping file.
        file: PathBuf,
    },
    /// Print the JSON Schema of mappings.
    Schema,
}

/// What may be exported.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum What {
    /// Revenue orders for the financial software.
    Orders,
    /// Everything issued, with running totals.
    Ledger,
    /// What belongs to another year on 31 December.
    CutOff,
}

/// What may be read back.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Back {
    /// Revenue orders: invoice, order, slip, date.
    Orders,
    /// Payments: invoice, date, amount, reference.
    Payments,
}

/// Runs the command; `open` gives the instance to the ones that need it.
pub async fn run(asked: FinanceCommand, open: impl AsyncFnOnce() -> Result<Platform>) -> Result<ExitCode> {
    let is_good = match asked {
        FinanceCommand::Mapping(MappingCommand::Schema) => printed((command::schema(), true)),
        FinanceCommand::Mapping(MappingCommand::Check { file, lang }) => {
            printed(command::check_file(lang, &name(&file), &text(&file)?))
        }
        FinanceCommand::Mapping(MappingCommand::Import { file }) => {
            let ctx = Ctx::system(open().await?, "socle finance mapping import");
            let done = command::import_file(&ctx, &name(&file), &text(&file)?).await;
            printed(done.map_err(|e| told(&ctx, &e))?)
        }
        FinanceCommand::Export { what, year, format, missing, output } => {
            let ctx = Ctx::system(open().await?, "socle finance export");
            let export = match what {
                What::Orders => Export::Orders { only_missing: missing },
                What::Ledger => Export::Ledger,
                What::CutOff => Export::CutOff,
            };
            let format = Format::parse(&format).map_err(|e| told(&ctx, &e))?;
            let bytes = command::export(&ctx, export, format, year).await.map_err(|e| told(&ctx, &e))?;
            std::fs::write(&output, bytes).with_context(|| name(&output))?;
            println!("{}", name(&output));
            true
        }
        FinanceCommand::Import { kind, file, dry_run } => {
            let ctx = Ctx::system(open().await?, "socle finance import");
            let kind = match kind {
                Back::Orders => FileKind::Orders,
                Back::Payments => FileKind::Payments,
            };
            let bytes = std::fs::read(&file).with_context(|| name(&file))?;
            let read = import(&ctx, Received { kind, name: name(&file), bytes }, dry_run).await;
            reported(&ctx, &name(&file), &read.map_err(|e| told(&ctx, &e))?)
        }
    };
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn printed((said, is_good): command::Said) -> bool {
    print!("{said}");
    is_good
}

fn reported(ctx: &Ctx, file: &str, report: &ImportReport) -> bool {
    for row in &report.rows {
        let outcome = match &row.outcome {
            Outcome::New { value } | Outcome::Changed { to: value, .. } => format!("new {value}"),
            Outcome::Same => "same".to_owned(),
            Outcome::Error { column, text } => format!("error: {column}: {}", ctx.lang.text(text)),
        };
        println!("{file}:{}: {}: {outcome}", row.line, row.what);
    }
    println!("{} written", report.written);
    report.is_clean()
}

fn name(file: &Path) -> String {
    file.display().to_string()
}

fn text(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| name(file))
}
