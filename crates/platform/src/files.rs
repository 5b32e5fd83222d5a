//! Files kept by digest, outside any web root; an authorised handler streams them.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// SHA-256 of a file's bytes, in lower-case hexadecimal: its name on disk and its proof.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex(&Sha256::digest(bytes)))
    }

    /// The hexadecimal text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Digest {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The file store of an instance: a folder of files named by their digest.
#[derive(Clone, Debug)]
pub struct Files {
    root: PathBuf,
}

impl Files {
    /// A store below `root`, created when the first file is put.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Stores bytes durably: written aside, synced, renamed, folder synced. Storing the same bytes twice is free.
    pub async fn put(&self, bytes: Vec<u8>) -> std::io::Result<Digest> {
        let digest = Digest::of(&bytes);
        let path = self.path(&digest);
        tokio::task::spawn_blocking(move || write_durably(&path, &bytes))
            .await
            .map_err(std::io::Error::other)??;
        Ok(digest)
    }

    /// Reads a file back and checks its digest: a damaged file is an error, never served.
    pub async fn get(&self, digest: &Digest) -> std::io::Result<Vec<u8>> {
        let bytes = tokio::fs::read(self.path(digest)).await?;
        if Digest::of(&bytes) == *digest {
            Ok(bytes)
        } else {
            Err(std::io::Error::other(format!("file {digest} is damaged")))
        }
    }

    fn path(&self, digest: &Digest) -> PathBuf {
        // A digest read from the database is hexadecimal; anything else must not walk the disk.
        let name: String = digest.0.chars().filter(char::is_ascii_hexdigit).collect();
        self.root.join(name.get(..2).unwrap_or("00")).join(name)
    }
}

fn write_durably(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    if path.exists() {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let aside = path.with_extension(format!("{}.part", std::process::id()));
    let mut file = std::fs::File::create(&aside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&aside, path)?;
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn gives_back_what_was_put_and_refuses_damage() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let digest = files.put(b"convention".to_vec()).await.unwrap();
        assert_eq!(files.get(&digest).await.unwrap(), b"convention");
        std::fs::write(files.path(&digest), b"changed").unwrap();
        assert!(files.get(&digest).await.is_err());
    }
}
