//! `socle setup`: the first minute of an instance. No default account, one one-time link.

use anyhow::{Result, anyhow};
use clap::Args;
use platform::{Ctx, Error, Platform};

/// What the first minute needs.
#[derive(Debug, Args)]
pub struct SetupArgs {
    /// Full name of the authority that runs the services.
    #[arg(long)]
    authority: String,
    /// Mail address of the first administrator.
    #[arg(long)]
    email: String,
}

/// Creates the provider and its administrator, and prints the link by which that person chooses a password.
pub async fn run(platform: Platform, args: &SetupArgs) -> Result<()> {
    let ctx = Ctx::system(platform, "socle setup");
    let link = people::setup(&ctx, &args.authority, &args.email).await.map_err(|e| told(&ctx, &e))?;
    println!("{link}");
    Ok(())
}

/// An error of an action in words.
pub(super) fn told(ctx: &Ctx, error: &Error) -> anyhow::Error {
    match error {
        Error::Refused(text) => anyhow!(ctx.lang.text(text)),
        Error::Invalid(problems) => {
            let lines = problems.0.iter().map(|p| format!("{}: {}", p.field, ctx.lang.text(&p.text)));
            anyhow!(lines.collect::<Vec<_>>().join("\n"))
        }
        Error::NotFound => anyhow!(ctx.lang.t("error-not-found")),
        other => anyhow!("{other}"),
    }
}
