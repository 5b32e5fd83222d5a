//! `socle calc`: the pure rules as commands, for people and scripts. Formats: `docs/reference/calc.md`.
//!
//! Queries come on standard input, one JSON object a line, or one document, or one array; each gets one line of
//! JSON on standard output. A query that cannot be answered gets a line with the error, its line and column; the
//! others are still answered, and the exit status is 1.

mod availability;
mod clock;
mod depreciation;
mod exit;
mod fields;
mod governance;
mod holidays;
mod input;
mod refusal;
mod revision;
mod savings;
mod session;
mod simulation;

use clap::{Args, Subcommand};
use kernel::Zone;
use platform::i18n::Lang;
use refusal::Refusal;
use session::Session;
use std::{
    io::{self, Read, Write},
    process::ExitCode,
};

/// The rules of the agreement as commands.
#[derive(Debug, Args)]
pub struct CalcArgs {
    #[command(subcommand)]
    rule: Rule,
    /// Print the steps of each calculation for a person instead of JSON.
    #[arg(long, global = true)]
    explain: bool,
    /// Language of explanations and error messages: fr or en.
    #[arg(long, global = true, default_value = "fr")]
    lang: Lang,
}

/// Which rule is asked.
#[derive(Debug, Subcommand)]
enum Rule {
    /// Public holidays of a year, one ISO date a line (R4.2).
    Holidays {
        /// Civil year.
        #[arg(value_parser = clap::value_parser!(i16).range(1..=9998))]
        year: i16,
        /// Territory: metropole, alsace_moselle, guadeloupe, martinique, guyane, reunion, mayotte...
        #[arg(long, default_value = "metropole")]
        zone: Zone,
    },
    /// Service clock: elapsed, due, open (R4).
    Clock,
    /// Price revision (R1).
    Revision,
    /// A saving and the initial price it gives (R1.12).
    Savings,
    /// The price of a year to come (R1.18).
    Simulation,
    /// Depreciation schedule and net book value (R3.2, R3.3).
    Depreciation,
    /// Exit date, earliest exit and settlement (R3.5 to R3.10).
    Exit,
    /// Availability of sites and of the network (R5.5 to R5.13).
    Availability,
    /// Meetings held against the plan (R7.2).
    Governance,
}

/// Answers every query of `stdin` on `stdout`. Status 1 when one of them could not be answered.
pub fn run(args: &CalcArgs, stdin: impl Read, stdout: impl Write) -> anyhow::Result<ExitCode> {
    let mut session = Session::new(stdout, args.lang, args.explain);
    let served = match args.rule {
        Rule::Holidays { year, zone } => session.list_holidays(year, zone),
        Rule::Clock => session.serve::<clock::Query>(stdin),
        Rule::Revision => session.serve::<revision::Query>(stdin),
        Rule::Savings => session.serve::<savings::Query>(stdin),
        Rule::Simulation => session.serve::<simulation::Query>(stdin),
        Rule::Depreciation => session.serve::<depreciation::Query>(stdin),
        Rule::Exit => session.serve::<exit::Query>(stdin),
        Rule::Availability => session.serve::<availability::Query>(stdin),
        Rule::Governance => session.serve::<governance::Query>(stdin),
    };
    match served.and_then(|()| session.finish()) {
        // The reader has seen enough, as with `head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error.into()),
        Ok(true) => Ok(ExitCode::SUCCESS),
        Ok(false) => Ok(ExitCode::FAILURE),
    }
}
