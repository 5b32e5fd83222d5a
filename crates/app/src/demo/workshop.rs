//! Where a demonstration is made before it stands in its folder: in memory, when the machine offers that.
//!
//! Each deed is one durable commit, thousands of them; on a disk most of the time would be spent waiting for it. The
//! instance is made with its usual settings in a folder held in memory, then copied and synced once. An interrupted
//! demonstration is made again, so nothing is lost.

use anyhow::{Context as _, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The file system held in memory on Linux.
const MEMORY: &str = "/dev/shm";

/// A place to work, removed when dropped.
#[derive(Debug)]
pub struct Workshop {
    path: PathBuf,
    is_temporary: bool,
}

impl Workshop {
    /// A folder of this process in memory, or `fallback` itself where there is no such thing.
    pub fn open(fallback: &Path) -> Self {
        let path = Path::new(MEMORY).join(format!("socle-demo-{}", std::process::id()));
        match fs::create_dir(&path) {
            Ok(()) => Self { path, is_temporary: true },
            Err(_) => Self { path: fallback.to_owned(), is_temporary: false },
        }
    }

    /// Where to work.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Copies what was made into a folder and syncs it.
    pub fn deliver(&self, folder: &Path) -> Result<()> {
        if self.is_temporary { copy(&self.path, folder) } else { Ok(()) }
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        if self.is_temporary {
            // A folder left behind in memory goes with the next start of the machine.
            drop(fs::remove_dir_all(&self.path));
        }
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target).with_context(|| target.display().to_string())?;
            fs::File::open(&target)?.sync_all()?;
        }
    }
    Ok(fs::File::open(to)?.sync_all()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_is_delivered_and_nothing_stays_behind() {
        let folder = tempfile::tempdir().unwrap();
        let workshop = Workshop::open(folder.path());
        let place = workshop.path().to_owned();
        fs::create_dir_all(place.join("files/ab")).unwrap();
        fs::write(place.join("files/ab/abc"), "invoice").unwrap();
        workshop.deliver(folder.path()).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("files/ab/abc")).unwrap(), "invoice");
        let was_temporary = workshop.is_temporary;
        drop(workshop);
        assert_eq!(place.exists(), !was_temporary);
    }
}
