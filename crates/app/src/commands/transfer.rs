//! `socle export`, `socle import`, `socle transfer`: a whole instance as text, or from one engine to the other.

use crate::instance;
use anyhow::{Context as _, Result};
use platform::{
    Clock,
    db::{Db, migrate, transfer},
};
use std::{
    fs::File,
    io::{BufReader, BufWriter, Write as _},
    path::Path,
};

/// Writes everything the database holds to a file, one JSON value a line.
pub async fn export(url: &str, path: &Path) -> Result<()> {
    let db = connect(url).await?;
    let mut out = BufWriter::new(File::create(path).with_context(|| path.display().to_string())?);
    transfer::export(&db, &mut out, &mut shown).await?;
    out.flush()?;
    out.get_ref().sync_all()?;
    db.close().await;
    Ok(())
}

/// Reads such a file into an empty database. Nothing is written when a line does not fit.
pub async fn import(url: &str, path: &Path) -> Result<()> {
    let db = connect(url).await?;
    migrate::run(&db, Clock::System.now()).await?;
    let mut input = BufReader::new(File::open(path).with_context(|| path.display().to_string())?);
    transfer::import(&db, &mut input, &mut shown).await?;
    db.close().await;
    Ok(())
}

/// Copies an instance into an empty database of either engine, then exports the copy and compares.
pub async fn run(from: &str, to: &str) -> Result<()> {
    let folder = std::env::temp_dir().join(format!("socle-transfer-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let (original, copy) = (folder.join("original.jsonl"), folder.join("copy.jsonl"));
    let result = async {
        export(from, &original).await?;
        import(to, &original).await?;
        export(to, &copy).await?;
        anyhow::ensure!(
            std::fs::read(&original)? == std::fs::read(&copy)?,
            "the copy differs from the original"
        );
        Ok(())
    }
    .await;
    std::fs::remove_dir_all(&folder)?;
    result
}

async fn connect(url: &str) -> Result<Db> {
    Db::connect(url).await.with_context(|| format!("connecting to {}", instance::public(url)))
}

fn shown(table: &str, rows: u64) {
    if rows > 0 {
        eprintln!("{table}: {rows}");
    }
}
