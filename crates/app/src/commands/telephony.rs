//! `socle telephony`: records of calls from the command line.

use anyhow::{Result, bail};
use clap::Subcommand;
use estate::telephony::call_records::{Import, State, actions};
use platform::{Ctx, Platform};
use std::{
    io::{IsTerminal as _, stderr},
    path::PathBuf,
};

/// What to do with telephony.
#[derive(Debug, Subcommand)]
pub enum TelephonyCommand {
    /// Read a file of calls: checked whole first, then each call once, however often it is told.
    Import {
        /// Name of the source that says how the file is read.
        #[arg(long)]
        source: String,
        /// The file.
        file: PathBuf,
    },
}

/// Runs the command.
pub async fn run(platform: Platform, command: &TelephonyCommand) -> Result<()> {
    let TelephonyCommand::Import { source, file } = command;
    let ctx = Ctx::system(platform, "socle telephony");
    // Stopped by Ctrl-C, the calls of whole batches stay and the same file goes on from the beginning, without harm.
    let mut told = tell;
    let import = tokio::select! {
        import = actions::import_file(&ctx, source, file, &mut told) => import?,
        _ = tokio::signal::ctrl_c() => bail!("stopped: give the same file again to go on"),
    };
    if stderr().is_terminal() {
        eprintln!();
    }
    report(&ctx, &import)
}

fn tell(import: &Import) {
    if !stderr().is_terminal() {
        return;
    }
    let percent = (import.bytes_done * 100).checked_div(import.size).unwrap_or(100);
    let what = if import.state == State::Checking { "checking" } else { "writing" };
    eprint!("\r{what}  {percent:>3} %  line {}  ", import.line_done);
}

fn report(ctx: &Ctx, import: &Import) -> Result<()> {
    if let (Some(line), Some(trouble)) = (import.trouble_line, &import.trouble) {
        bail!("{}:{line}: {}", import.file_name, ctx.lang.text(trouble));
    }
    if import.state != State::Done {
        let state = import.state.as_str();
        bail!("{}: {state}, not done: give the same file again to go on", import.file_name);
    }
    let counts = &import.counts;
    println!(
        "{}: {} new, {} known, {} unanswered, {} received, {} of nobody, {} too old",
        import.file_name,
        counts.added,
        counts.known,
        counts.unanswered,
        counts.incoming,
        counts.unowned,
        counts.too_old
    );
    Ok(())
}
