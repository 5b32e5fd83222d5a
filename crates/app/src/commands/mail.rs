//! `socle mail`: mail handed over by a mail server, mailboxes read once, the way out tried.

use super::setup::told;
use anyhow::{Context as _, Result, bail};
use clap::Subcommand;
use desk::{
    mail_intake::{actions, parse},
    mailboxes, outbox,
};
use platform::{Ctx, Platform, mail::Failure};
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
    /// Look once into every mailbox that is read, and take what is there.
    Fetch,
    /// Send one test mail now, and say what the server answers.
    Try {
        /// Address of somebody who can say whether it arrives.
        address: String,
    },
}

/// Runs the command.
pub async fn run(platform: Platform, command: &MailCommand) -> Result<()> {
    let ctx = Ctx::system(platform, "socle mail");
    match command {
        MailCommand::Take { files } => take(&ctx, files).await,
        MailCommand::Fetch => fetch(&ctx).await,
        MailCommand::Try { address } => attempt(&ctx, address).await,
    }
}

async fn take(ctx: &Ctx, files: &[PathBuf]) -> Result<()> {
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
        let came = actions::take_piped(ctx, raw).await.map_err(|e| told(ctx, &e))?;
        let reason = came.reason.map(|reason| ctx.lang.text(&parse::told(reason))).unwrap_or_default();
        let ticket = came.ticket.map(|key| key.path()).unwrap_or_default();
        println!("{} {ticket}{reason}", came.outcome);
    }
    Ok(())
}

async fn fetch(ctx: &Ctx) -> Result<()> {
    let mut failed = vec![];
    for mut mailbox in mailboxes::actions::list(ctx).await.map_err(|e| told(ctx, &e))? {
        if !mailbox.access.is_enabled {
            continue;
        }
        match mailboxes::reading::once(ctx, &mut mailbox).await {
            Ok(count) => println!("{}: {count}", mailbox.access.name),
            Err(trouble) => failed.push(format!("{}: {}: {trouble}", mailbox.access.name, trouble.step())),
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!(failed.join("\n")) }
}

async fn attempt(ctx: &Ctx, address: &str) -> Result<()> {
    let sent = outbox::actions::attempt(ctx, address).await.map_err(|e| told(ctx, &e))?;
    match sent {
        Ok(server) => println!("{}", ctx.lang.with("outbox-try-sent", &[("server", server)])),
        Err(Failure::Refused(words)) => bail!(ctx.lang.with("outbox-try-refused", &[("words", words)])),
        Err(Failure::Later(words)) => bail!(ctx.lang.with("outbox-try-later", &[("words", words)])),
        Err(Failure::Unreachable(words)) => {
            bail!(ctx.lang.with("outbox-try-unreachable", &[("words", words)]))
        }
    }
    Ok(())
}
