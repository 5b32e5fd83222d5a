//! The command line of `socle`: one subcommand a file or folder.

use crate::calc::{self, CalcArgs};
use clap::{Parser, Subcommand};
use std::{
    io::{stderr, stdin, stdout},
    process::ExitCode,
};

/// Shared digital services between public bodies, run from the agreement.
#[derive(Debug, Parser)]
#[command(name = "socle", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The rules of the agreement as calculations: clock, revision, depreciation, exit, availability.
    Calc(CalcArgs),
}

/// Runs the command the process was started with; a failure is told on standard error.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Calc(args) => calc::run(&args, stdin().lock(), stdout().lock()),
    };
    done.unwrap_or_else(|error| {
        use std::io::Write;
        // Nothing is left to tell it to when standard error is closed.
        let _ = writeln!(stderr(), "socle: {error:#}");
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
