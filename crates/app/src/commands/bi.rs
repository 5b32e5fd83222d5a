//! `socle bi`: which logins of the server read the reporting views, and of whom.

use anyhow::{Context as _, Result, bail};
use clap::Subcommand;
use governance::{indicators::actions::chosen, query::actions::readers};
use platform::{
    Ctx, Platform,
    db::{Db, views},
};

/// What to do with the logins of tools.
#[derive(Debug, Subcommand)]
pub enum BiCommand {
    /// List the logins that read the views.
    List,
    /// Let a login of the server, made before by who administers it, read the views.
    Grant {
        /// The login.
        role: String,
        /// Code of the beneficiary whose rows it sees; every one when left out.
        #[arg(long)]
        beneficiary: Option<String>,
    },
    /// Take them away from a login.
    Revoke {
        /// The login.
        role: String,
    },
}

/// Runs the command.
pub async fn run(platform: Platform, command: &BiCommand) -> Result<()> {
    let ctx = Ctx::system(platform, "socle bi");
    match command {
        BiCommand::List => {
            for one in readers::list(&ctx).await? {
                println!("{}  {}", one.role, one.beneficiary.unwrap_or(one.reads));
            }
        }
        BiCommand::Grant { role, beneficiary } => {
            let known = chosen(&ctx).await?;
            if let Some(code) = beneficiary
                && !known.iter().any(|one| one.code == *code)
            {
                bail!("{code}: no beneficiary has this code");
            }
            let db = owner(&ctx).await?;
            if views::grant(&db, role).await? == 0 {
                bail!("there are no reporting views here: SQLite has no logins, use PostgreSQL");
            }
            let reads = readers::allow(&ctx, role, beneficiary.as_deref()).await?;
            println!("Granted. Once, as administrator of the server:");
            println!("alter role \"{role}\" set socle.scope = '{reads}';");
        }
        BiCommand::Revoke { role } => {
            readers::forget(&ctx, role).await.with_context(|| role.clone())?;
            views::revoke(&owner(&ctx).await?, role).await?;
        }
    }
    Ok(())
}

/// With the rights of who owns the views.
async fn owner(ctx: &Ctx) -> Result<Db> {
    let settings = &ctx.platform.settings;
    Ok(Db::connect(settings.database_owner_url.as_ref().unwrap_or(&settings.database_url)).await?)
}
