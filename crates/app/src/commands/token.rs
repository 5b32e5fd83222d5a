//! `socle token`: API tokens for programs, made by whoever runs the machine.

use super::setup::told;
use anyhow::{Result, anyhow};
use clap::Subcommand;
use kernel::Scope;
use people::{persons::rules::fold_email, sessions, tokens::actions};
use platform::{Ctx, Platform};

/// What to do with tokens.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token that acts as a person: same roles, same rows. Prints its text once, the only time it is known.
    Create {
        /// Mail address of the person.
        #[arg(long)]
        person: String,
        /// What it is for.
        #[arg(long)]
        name: String,
        /// Days after which it ends by itself, 365 at most.
        #[arg(long, default_value_t = 90)]
        days: i64,
    },
}

/// Runs the command.
pub async fn run(platform: Platform, command: &TokenCommand) -> Result<()> {
    let TokenCommand::Create { person: email, name, days } = command;
    let mut tx = platform.db.read(&Scope::All).await?;
    let known = sessions::store::credentials(&mut tx, &fold_email(email)).await?;
    drop(tx);
    let person = known.map(|known| known.person).filter(|person| person.disabled_at.is_none());
    let person = person.ok_or_else(|| anyhow!("nobody with access has the address {email}"))?;
    // The log says the person's token was made here and not on the person's own page.
    let request_id = "socle token create".to_owned();
    let ctx = Ctx { request_id, ..Ctx::of(platform, person.actor()) };
    let (_, secret) = actions::create(&ctx, name, *days).await.map_err(|e| told(&ctx, &e))?;
    println!("{secret}");
    Ok(())
}
