//! `socle reindex`: makes the search index again from everything there is.

use crate::search::jobs;
use anyhow::{Result, anyhow};
use platform::Platform;

/// Runs the command; says how far it is, then how many documents can be found.
pub async fn run(platform: Platform) -> Result<()> {
    let mut told = |done: usize| {
        if done.is_multiple_of(5_000) {
            eprintln!("{done} objects");
        }
    };
    let written = jobs::reindex(&platform, &mut told).await.map_err(|e| anyhow!("{e}"))?;
    println!("{written} documents can be found");
    platform.db.close().await;
    Ok(())
}
