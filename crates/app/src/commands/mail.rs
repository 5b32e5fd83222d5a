//! `socle mail`: mail handed over by a mail server.

use super::setup::told;
use anyhow::{Context as _, Result};
use clap::Subcommand;
use desk::mail_intake::{actions, parse};
use platform::{Ctx, Platform};
use std::{io::Read as _, path::PathBuf};

/// What to do with mail.
#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// Take mails into the service: from files, or one from standard input, as a mail server pipes it. A mail taken
    /// before makes nothing new. Fails when a mail could not be kept, so that the server tries again.
    Take {
        /// Files, one mail each; standard input without any.
        files: Vec<PathBuf>,
    },
}

/// Runs the command.
pub async fn run(platform: Platform, command: &MailCommand) -> Result<()> {
    let MailCommand::Take { files } = command;
    let ctx = Ctx::system(platform, "socle mail");
    let mut mails = vec![];
    for file in files {
        mails.push(std::fs::read(file).with_context(|| file.display().to_string())?);
    }
    if files.is_empty() {
        let mut raw = vec![];
        std::io::stdin().lock().read_to_end(&mut raw).context("standard input")?;
        mails.push(raw);
    }
    for raw in mails {
        let came = actions::take_piped(&ctx, raw).await.map_err(|e| told(&ctx, &e))?;
        let reason = came.reason.map(|reason| ctx.lang.text(&parse::told(reason))).unwrap_or_default();
        let ticket = came.ticket.map(|key| key.path()).unwrap_or_default();
        println!("{} {ticket}{reason}", came.outcome);
    }
    Ok(())
}
