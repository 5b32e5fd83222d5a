//! The stored files of a pack, and their list.

use super::{making::Progress, registers, rules, tables::Named};
use platform::{Ctx, Digest, Result, archive::Archive, sheet::Cell};
use serde::Serialize;
use std::{
    collections::HashMap,
    io::{self, Read as _, Seek as _},
};

/// A file of a row, as it is listed.
#[derive(Debug, Serialize)]
pub(super) struct Listed {
    /// The table of the row.
    pub(super) table: String,
    /// What names the row there, as JSON.
    pub(super) key: String,
    /// The name it was given.
    pub(super) name: Option<String>,
    /// Where it lies in the pack; nothing when it is damaged or lost.
    pub(super) path: Option<String>,
    /// How many bytes it holds.
    pub(super) bytes: Option<u64>,
    /// Their SHA-256.
    pub(super) sha256: String,
}

/// Writes each file once, whatever the number of rows that name it, then the list. A file that is damaged or lost does not
/// hold the pack up: it is listed as missing.
pub(super) async fn write(
    ctx: &Ctx,
    archive: &mut Archive,
    named: Vec<Named>,
    progress: &Progress,
) -> Result<Vec<Listed>> {
    let mut written: HashMap<String, Option<(String, u64)>> = HashMap::new();
    let mut listed = Vec::with_capacity(named.len());
    progress.more(named.len() as u64);
    for one in named {
        progress.step()?;
        if !written.contains_key(&one.digest) {
            let place = copy(ctx, archive, &one)?;
            written.insert(one.digest.clone(), place);
            // A file is read and written without waiting: others get their turn between two.
            tokio::task::yield_now().await;
        }
        let place = written.get(&one.digest).cloned().flatten();
        let (path, bytes) = place.unzip();
        listed.push(Listed {
            table: one.table,
            key: one.key,
            name: one.name,
            path,
            bytes,
            sha256: one.digest,
        });
    }
    list(archive, &listed)?;
    Ok(listed)
}

fn copy(ctx: &Ctx, archive: &mut Archive, one: &Named) -> Result<Option<(String, u64)>> {
    let digest = Digest::from(one.digest.clone());
    let Ok(mut file) = ctx.platform.files.open(&digest) else { return Ok(None) };
    if Digest::of_reader(&mut file)? != digest {
        return Ok(None);
    }
    file.rewind()?;
    let mut first = vec![];
    file.by_ref().take(8).read_to_end(&mut first)?;
    file.rewind()?;
    let ending = rules::ending(one.name.as_deref(), &first);
    let path = format!("files/{digest}{ending}");
    if rules::is_compressed(&ending) {
        archive.begin_stored(&path)?;
    } else {
        archive.begin(&path)?;
    }
    let bytes = io::copy(&mut file, archive)?;
    archive.end()?;
    Ok(Some((path, bytes)))
}

fn list(archive: &mut Archive, listed: &[Listed]) -> Result<()> {
    if listed.is_empty() {
        return Ok(());
    }
    registers::json(archive, "files.json", listed)?;
    let labels = ["table", "key", "name", "path", "bytes", "sha256"];
    let rows = listed.iter().map(|one| {
        vec![
            Cell::Text(one.table.clone()),
            Cell::Text(one.key.clone()),
            Cell::words(one.name.as_deref()),
            Cell::words(one.path.as_deref()),
            one.bytes.map_or(Cell::Empty, |bytes| Cell::Number(i64::try_from(bytes).unwrap_or(i64::MAX))),
            Cell::Text(one.sha256.clone()),
        ]
    });
    registers::csv(archive, "files.csv", &labels, rows)
}
