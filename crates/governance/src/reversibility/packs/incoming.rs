//! A pack that comes from elsewhere: nothing it says is believed before its digests were computed again.

use super::{FORM, Manifest};
use kernel::Text;
use platform::{
    Digest, Error, Result,
    archive::{self, Opened},
    db::portion,
};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
};

/// Longest manifest in bytes: half a million files.
const LONGEST: u64 = 128 * 1024 * 1024;

/// A pack whose every file is what its manifest says.
pub(super) struct Incoming {
    pub(super) manifest: Manifest,
    /// SHA-256 of the manifest.
    pub(super) digest: Digest,
    opened: Opened,
}

fn refused(key: &str) -> Error {
    Error::refused(key)
}

fn about(key: &str, path: &str) -> Error {
    Error::Refused(Text::new(key).with("path", path))
}

/// Opens a pack and verifies all of it. `expected` is the digest of the manifest that the other side showed.
pub(super) fn verify(path: &Path, expected: Option<&Digest>) -> Result<Incoming> {
    if !path.exists() {
        return Err(about("pack-error-no-file", &path.display().to_string()));
    }
    let mut opened = Opened::open(path).map_err(|_| refused("pack-error-half"))?;
    let (manifest, digest) = manifest(&mut opened)?;
    if expected.is_some_and(|expected| *expected != digest) {
        return Err(Error::Refused(Text::new("pack-error-other-digest").with("digest", &digest)));
    }
    let known = portion::migrations();
    if let Some(newer) = manifest.migrations.iter().find(|name| !known.contains(name)) {
        return Err(about("pack-error-newer-schema", newer));
    }
    same_files(&opened, &manifest)?;
    for entry in &manifest.files {
        let reader = opened.read(&entry.path).map_err(|_| about("pack-error-lost", &entry.path))?;
        // One byte more than it should hold: what unfolds without end is not read to its end.
        let found = Digest::of_reader(&mut reader.take(entry.bytes.saturating_add(1)));
        if found.map_err(|_| about("pack-error-tampered", &entry.path))? != entry.sha256 {
            return Err(about("pack-error-tampered", &entry.path));
        }
    }
    Ok(Incoming { manifest, digest, opened })
}

fn manifest(opened: &mut Opened) -> Result<(Manifest, Digest)> {
    let mut bytes = vec![];
    let reader = opened.read("manifest.json").map_err(|_| refused("pack-error-no-manifest"))?;
    reader.take(LONGEST).read_to_end(&mut bytes).map_err(|_| refused("pack-error-half"))?;
    let unreadable = |_| refused("pack-error-manifest");
    let told: Value = serde_json::from_slice(&bytes).map_err(unreadable)?;
    match told["socle_pack"].as_u64() {
        Some(FORM) => {}
        Some(form) if form > FORM => return Err(refused("pack-error-newer")),
        _ => return Err(refused("pack-error-manifest")),
    }
    let manifest: Manifest = serde_json::from_value(told).map_err(unreadable)?;
    Ok((manifest, Digest::of(&bytes)))
}

/// Every file listed is there, and no other.
fn same_files(opened: &Opened, manifest: &Manifest) -> Result<()> {
    let there: BTreeSet<String> =
        opened.paths()?.into_iter().filter(|path| path != "manifest.json").collect();
    let listed: BTreeSet<String> = manifest.files.iter().map(|entry| entry.path.clone()).collect();
    if let Some(path) = listed.iter().find(|path| !archive::is_plain(path)) {
        return Err(about("pack-error-path", path));
    }
    if let Some(path) = listed.difference(&there).next() {
        return Err(about("pack-error-lost", path));
    }
    if let Some(path) = there.difference(&listed).next() {
        return Err(about("pack-error-extra", path));
    }
    Ok(())
}

impl Incoming {
    /// The rows of a table, one after the other; the number of the line goes with each.
    pub(super) fn rows(&mut self, table: &str) -> Result<impl Iterator<Item = Result<(usize, Value)>> + '_> {
        let path = format!("data/{table}.json");
        let reader = self.opened.read(&path).map_err(|_| about("pack-error-lost", &path))?;
        let lines = BufReader::new(reader).lines().enumerate();
        let broken = move |line: usize| {
            Error::Refused(Text::new("pack-error-row").with("path", &path).with("line", line + 1))
        };
        Ok(lines.filter_map(move |(number, line)| {
            let Ok(line) = line else { return Some(Err(broken(number))) };
            let row = line.trim_end_matches(',');
            if ["[", "]", "", "[]"].contains(&row) {
                return None;
            }
            Some(serde_json::from_str(row).map(|row| (number + 1, row)).map_err(|_| broken(number)))
        }))
    }

    /// The bytes of a file.
    pub(super) fn file(&mut self, path: &str) -> Result<Vec<u8>> {
        let mut bytes = vec![];
        self.opened.read(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
