//! An instance of Socle: its settings, its database brought up to date, its means.

use crate::routes;
use anyhow::{Context as _, Result, bail};
use platform::{
    Clock, Files, Ids, Platform, Secrets, Settings,
    db::{Db, Engine, migrate},
};
use std::{path::Path, sync::Arc};

/// Reads the settings file; its absence means the defaults unless it was asked for by name.
pub fn settings(path: Option<&Path>) -> Result<Settings> {
    let asked = path.is_some();
    let path = path.unwrap_or(Path::new("socle.toml"));
    match std::fs::read_to_string(path) {
        Ok(text) => Settings::parse(&text).with_context(|| format!("{}: mend this setting", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !asked => Ok(Settings::default()),
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}

/// Opens an instance: connects, applies missing migrations, refuses a database made by a newer program.
pub async fn open(settings: Settings, clock: Clock, ids: Ids) -> Result<Platform> {
    bring_up_to_date(&settings, &clock).await?;
    let db = Db::connect(&settings.database_url)
        .await
        .with_context(|| format!("connecting to {}", public(&settings.database_url)))?;
    Ok(Platform {
        db,
        clock,
        ids,
        files: Files::new(&settings.files_dir),
        secrets: Secrets::of_file(&settings.secret_file)?,
        documents: documents::renderer(),
        live: platform::live::Hub::default(),
        pace: platform::pace::Pace::default(),
        appearance: platform::appearance::Presented::default(),
        navigation: Arc::new(routes::navigation()),
        pages: Arc::new(routes::pages()),
        slots: Arc::new(desk::slots()),
        settings: Arc::new(settings),
    })
}

/// Migrates with the owner's rights when there is a separate owner, then grants the application's role what it needs.
async fn bring_up_to_date(settings: &Settings, clock: &Clock) -> Result<()> {
    let url = settings.database_owner_url.as_ref().unwrap_or(&settings.database_url);
    let db = Db::connect(url).await.with_context(|| format!("connecting to {}", public(url)))?;
    for name in migrate::run(&db, clock.now()).await? {
        tracing::info!(name, "migration applied");
    }
    if db.engine() == Engine::Postgres {
        let role = migrate::role_of(&settings.database_url);
        if role.is_empty() {
            bail!("name the application's role in database_url: postgres://ROLE@HOST/DATABASE");
        }
        if settings.database_owner_url.is_some() {
            migrate::grant(&db, &role).await?;
        }
    }
    db.close().await;
    Ok(())
}

/// An address without its password, fit for messages.
pub fn public(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(super::public("postgres://socle:secret@db/socle"), "postgres://…@db/socle");
        assert_eq!(super::public("sqlite:socle.db"), "sqlite:socle.db");
    }
}
