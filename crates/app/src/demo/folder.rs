//! The folder of a demonstration: made, used again, or left alone when it is something else.

use anyhow::{Context as _, Result, bail};
use platform::Settings;
use serde::{Deserialize, Serialize};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Name of the file that says a folder is a demonstration.
const MARKER: &str = "demo.json";

/// A folder that is, or will be, a demonstration.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

/// What the marker says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Marker {
    /// Always `socle`.
    demonstration_of: String,
    /// Seed it was made from.
    seed: u64,
    /// Whether every deed was played and every output written.
    complete: bool,
}

/// What to do with the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Make the demonstration.
    ToMake,
    /// It is there.
    Made,
}

impl Folder {
    /// Looks at a folder and prepares it. A folder with anything else in it is refused and left as it is; an
    /// unfinished demonstration, or any demonstration when `fresh` is asked for, is removed first.
    pub fn prepare(path: &Path, seed: u64, fresh: bool) -> Result<(Self, Found)> {
        let folder = Self { path: path.to_owned() };
        match folder.marker()? {
            Some(marker) if marker.complete && !fresh => {
                if marker.seed != seed {
                    bail!(
                        "{} was made with --seed {}; add --fresh to make it again with --seed {seed}",
                        path.display(),
                        marker.seed
                    );
                }
                return Ok((folder, Found::Made));
            }
            Some(_) => fs::remove_dir_all(path).with_context(|| format!("removing {}", path.display()))?,
            None => folder.check_free()?,
        }
        fs::create_dir_all(folder.out()).with_context(|| format!("creating {}", path.display()))?;
        folder.mark(seed, false)?;
        Ok((folder, Found::ToMake))
    }

    fn marker(&self) -> Result<Option<Marker>> {
        let path = self.path.join(MARKER);
        match fs::read_to_string(&path) {
            Ok(text) => {
                let marker: Option<Marker> = serde_json::from_str(&text).ok();
                Ok(marker.filter(|marker| marker.demonstration_of == "socle"))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| path.display().to_string()),
        }
    }

    fn check_free(&self) -> Result<()> {
        let is_free = match fs::read_dir(&self.path) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
            Err(error) => return Err(error).with_context(|| self.path.display().to_string()),
        };
        if !is_free {
            bail!(
                "{} holds something that is not a demonstration of Socle: nothing was changed; name another folder \
                 with --folder",
                self.path.display()
            );
        }
        Ok(())
    }

    fn mark(&self, seed: u64, complete: bool) -> Result<()> {
        let marker = Marker { demonstration_of: "socle".to_owned(), seed, complete };
        let path = self.path.join(MARKER);
        fs::write(&path, serde_json::to_string_pretty(&marker)? + "\n")
            .with_context(|| path.display().to_string())
    }

    /// Says that the demonstration is whole.
    pub fn finish(&self, seed: u64) -> Result<()> {
        self.mark(seed, true)
    }

    /// Where invoices and scoreboards are written.
    pub fn out(&self) -> PathBuf {
        self.path.join("out")
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Settings of the demonstration, kept in a folder, listening on an address.
    pub fn settings(kept_in: &Path, listen: &str, authority: &str) -> Settings {
        Settings {
            database_url: format!("sqlite:{}", kept_in.join("socle.db").display()),
            files_dir: kept_in.join("files"),
            secret_file: kept_in.join("socle.key"),
            listen: listen.to_owned(),
            public_url: format!("http://{listen}"),
            authority: authority.to_owned(),
            // Whoever tries the interface is not told to wait.
            api_calls_per_minute: 0,
            demonstration: true,
            ..Settings::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_folder_is_left_as_it_is() {
        let parent = tempfile::tempdir().unwrap();
        fs::write(parent.path().join("budget.ods"), "mine").unwrap();
        for fresh in [false, true] {
            let error = Folder::prepare(parent.path(), 1, fresh).unwrap_err();
            assert!(error.to_string().contains("nothing was changed"), "{error}");
        }
        assert_eq!(fs::read_to_string(parent.path().join("budget.ods")).unwrap(), "mine");
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_demonstration_is_made_once_then_used_again() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("socle-demo");
        let (folder, found) = Folder::prepare(&path, 1, false).unwrap();
        assert_eq!(found, Found::ToMake);
        assert_eq!(Folder::prepare(&path, 1, false).unwrap().1, Found::ToMake, "it was not finished");
        folder.finish(1).unwrap();
        assert_eq!(Folder::prepare(&path, 1, false).unwrap().1, Found::Made);
        assert!(Folder::prepare(&path, 2, false).unwrap_err().to_string().contains("--fresh"));
        assert_eq!(Folder::prepare(&path, 2, true).unwrap().1, Found::ToMake);
    }
}
