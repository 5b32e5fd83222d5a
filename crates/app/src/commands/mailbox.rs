//! `socle mailbox`: the mailboxes that are read, from the command line. A secret is read from standard input or a file,
//! never from the arguments, which other accounts of the machine see.

use super::setup::told;
use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use desk::mailboxes::{Mailbox, MailboxForm, MailboxId, actions};
use platform::{Ctx, Platform};
use std::{io::Read as _, path::PathBuf};

/// What to do with mailboxes.
#[derive(Debug, Subcommand)]
pub enum MailboxCommand {
    /// List the mailboxes and how each goes.
    List,
    /// Add a mailbox; its password or token is read from standard input.
    Add(AddArgs),
    /// Try a mailbox: connect, sign in, open the folder, count. Takes nothing.
    Try {
        /// Identifier or name.
        mailbox: String,
    },
    /// Replace the password or the token, read from standard input: for the program that renews tokens.
    Secret {
        /// Identifier or name.
        mailbox: String,
        /// File that holds the secret alone, instead of standard input.
        #[arg(long)]
        file: Option<PathBuf>,
    },
    /// Stop reading a mailbox.
    Pause {
        /// Identifier or name.
        mailbox: String,
    },
    /// Read a mailbox again.
    Resume {
        /// Identifier or name.
        mailbox: String,
    },
    /// Take a mailbox away; the mails that came from it stay.
    Remove {
        /// Identifier or name.
        mailbox: String,
    },
}

/// A mailbox to add.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Name for those who look after it.
    #[arg(long)]
    name: String,
    /// Address people write to.
    #[arg(long)]
    address: String,
    /// Name of the server.
    #[arg(long)]
    host: String,
    /// Port; the usual one otherwise.
    #[arg(long, default_value = "")]
    port: String,
    /// `starttls`, `tls`, or `plain` to this machine.
    #[arg(long, default_value = "starttls", value_parser = ["starttls", "tls", "plain"])]
    security: String,
    /// Account.
    #[arg(long)]
    user: String,
    /// `password` or `xoauth2`.
    #[arg(long, default_value = "password", value_parser = ["password", "xoauth2"])]
    sign_in: String,
    /// Folder to read.
    #[arg(long, default_value = "INBOX")]
    folder: String,
    /// Folder to which mails go once they are taken.
    #[arg(long, default_value = "")]
    done_folder: String,
    /// File that holds the secret alone, instead of standard input.
    #[arg(long)]
    secret_file: Option<PathBuf>,
}

/// Runs the command.
pub async fn run(platform: Platform, command: MailboxCommand) -> Result<()> {
    let ctx = Ctx::system(platform, "socle mailbox");
    match command {
        MailboxCommand::List => list(&ctx).await,
        MailboxCommand::Add(args) => add(&ctx, args).await,
        MailboxCommand::Try { mailbox } => attempt(&ctx, &mailbox).await,
        MailboxCommand::Secret { mailbox, file } => {
            let (id, secret) = (named(&ctx, &mailbox).await?.id, secret(file)?);
            done(&ctx, actions::set_secret(&ctx, &id, &secret).await.map(drop))
        }
        MailboxCommand::Pause { mailbox } => enable(&ctx, &mailbox, false).await,
        MailboxCommand::Resume { mailbox } => enable(&ctx, &mailbox, true).await,
        MailboxCommand::Remove { mailbox } => {
            let id = named(&ctx, &mailbox).await?.id;
            done(&ctx, actions::remove(&ctx, &id).await)
        }
    }
}

fn done(ctx: &Ctx, done: platform::Result<()>) -> Result<()> {
    done.map_err(|e| told(ctx, &e))
}

async fn all(ctx: &Ctx) -> Result<Vec<Mailbox>> {
    actions::list(ctx).await.map_err(|e| told(ctx, &e))
}

async fn named(ctx: &Ctx, name: &str) -> Result<Mailbox> {
    let found = all(ctx).await?.into_iter().find(|m| m.id.as_str() == name || m.access.name == name);
    found.with_context(|| format!("{name}: {}", ctx.lang.t("error-not-found")))
}

async fn list(ctx: &Ctx) -> Result<()> {
    for mailbox in all(ctx).await? {
        let (access, health) = (&mailbox.access, &mailbox.health);
        let state = match (access.is_enabled, health.failing_since) {
            (false, _) => "paused".to_owned(),
            (true, Some(since)) => {
                format!("failing since {since}: {}: {}", health.failed_step, health.last_error)
            }
            (true, None) => health.last_success_at.map_or("new".to_owned(), |at| format!("read at {at}")),
        };
        println!(
            "{}  {}  {}  {}:{}  {state}",
            mailbox.id, access.name, access.address, access.host, access.port
        );
    }
    Ok(())
}

async fn add(ctx: &Ctx, args: AddArgs) -> Result<()> {
    let form = MailboxForm {
        name: args.name,
        address: args.address,
        host: args.host,
        port: args.port,
        security: args.security,
        user: args.user,
        sign_in: args.sign_in,
        secret: secret(args.secret_file)?,
        folder: args.folder,
        done_folder: args.done_folder,
        ..MailboxForm::default()
    };
    let mailbox = actions::create(ctx, &form).await.map_err(|e| told(ctx, &e))?;
    println!("{}", mailbox.id);
    Ok(())
}

async fn attempt(ctx: &Ctx, name: &str) -> Result<()> {
    let id: MailboxId = named(ctx, name).await?.id;
    match actions::attempt(ctx, &id).await.map_err(|e| told(ctx, &e))? {
        Ok(found) => {
            println!("{}", ctx.lang.with("mailbox-works-waiting", &[("count", found.waiting)]));
            Ok(())
        }
        Err(failure) => bail!("{}: {failure}", failure.step.as_str()),
    }
}

async fn enable(ctx: &Ctx, name: &str, is_enabled: bool) -> Result<()> {
    let id = named(ctx, name).await?.id;
    done(ctx, actions::set_enabled(ctx, &id, is_enabled).await.map(drop))
}

fn secret(file: Option<PathBuf>) -> Result<String> {
    let mut text = String::new();
    match file {
        Some(path) => text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?,
        None => drop(std::io::stdin().lock().read_to_string(&mut text).context("standard input")?),
    }
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
