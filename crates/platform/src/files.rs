//! Files kept by digest, outside any web root; an authorised handler streams them.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{
    fmt,
    path::{Path, PathBuf},
};

/// SHA-256 of a file's bytes, in lower-case hexadecimal: its name on disk and its proof.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex(&Sha256::digest(bytes)))
    }

    /// The digest of everything a reader gives, piece by piece.
    pub fn of_reader(reader: &mut impl std::io::Read) -> std::io::Result<Self> {
        let mut digester = Digester::default();
        let mut piece = vec![0; 64 * 1024];
        loop {
            match reader.read(&mut piece)? {
                0 => return Ok(digester.end()),
                read => digester.take(&piece[..read]),
            }
        }
    }

    /// A digest as written in a file or a form: 64 hexadecimal digits, in whichever case.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_one = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        is_one.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The hexadecimal text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A digest being computed, piece by piece.
#[derive(Clone, Default)]
pub struct Digester(Sha256);

impl Digester {
    /// Goes on with these bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of everything taken.
    pub fn end(self) -> Digest {
        Digest(hex(&self.0.finalize()))
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

/// Where files lie that are about to be removed.
const LAID: &str = "laid-aside";

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

    /// Stores bytes durably: written aside, synced, renamed, folder synced. Bytes already
    /// stored are not written again.
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

    /// Opens a file to be read piece by piece, when it is too large to be held whole. Its digest is not checked.
    pub fn open(&self, digest: &Digest) -> std::io::Result<std::fs::File> {
        std::fs::File::open(self.path(digest))
    }

    /// Stores a file that lies at [`Files::aside`], without holding it in memory.
    pub async fn keep(&self, aside: &Path) -> std::io::Result<Digest> {
        let (files, aside) = (self.clone(), aside.to_owned());
        tokio::task::spawn_blocking(move || files.keep_now(&aside)).await.map_err(std::io::Error::other)?
    }

    fn keep_now(&self, aside: &Path) -> std::io::Result<Digest> {
        let mut file = std::fs::File::open(aside)?;
        let digest = Digest::of_reader(&mut file)?;
        file.sync_all()?;
        let path = self.path(&digest);
        let folder = path.parent().unwrap_or(&self.root);
        std::fs::create_dir_all(folder)?;
        std::fs::rename(aside, &path)?;
        sync_folder(folder)?;
        Ok(digest)
    }

    /// A path of this store where a long file may be written before it is kept; what lay there is gone.
    pub fn aside(&self, name: &str) -> std::io::Result<PathBuf> {
        let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        std::fs::create_dir_all(&self.root)?;
        let path = self.root.join(format!("{name}.aside"));
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
            _ => Ok(path),
        }
    }

    /// A store of its own below this one, for files that are removed again.
    #[must_use]
    pub fn apart(&self, name: &str) -> Self {
        // A name must not walk the disk, nor be one of the folders of this store.
        let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        Self { root: self.root.join(format!("apart-{name}")) }
    }

    /// Removes a file, and its folder and the store's own when nothing else is in them. One that is not there is removed
    /// already. Only for a store [`Files::apart`] whose files nobody else relies on: the same bytes are kept once.
    pub async fn remove(&self, digest: &Digest) -> std::io::Result<()> {
        let (path, root) = (self.path(digest), self.root.clone());
        tokio::task::spawn_blocking(move || remove_with_folders(&path, &root))
            .await
            .map_err(std::io::Error::other)?
    }

    /// Lays a file aside that nobody seems to rely on any more, so that whoever stores the same bytes meanwhile stores them
    /// anew. Laid aside already, or not there, changes nothing.
    pub async fn lay_aside(&self, digest: &Digest) -> std::io::Result<()> {
        let (path, laid) = (self.path(digest), self.laid(digest));
        tokio::task::spawn_blocking(move || moved(&path, &laid)).await.map_err(std::io::Error::other)?
    }

    /// Puts a file back that was laid aside, unless the same bytes are there again.
    pub async fn put_back(&self, digest: &Digest) -> std::io::Result<()> {
        let (path, laid) = (self.path(digest), self.laid(digest));
        tokio::task::spawn_blocking(move || if path.exists() { removed(&laid) } else { moved(&laid, &path) })
            .await
            .map_err(std::io::Error::other)?
    }

    /// Removes a file that was laid aside. One that is not there is removed already.
    pub async fn remove_laid(&self, digest: &Digest) -> std::io::Result<()> {
        let (laid, root) = (self.laid(digest), self.root.join(LAID));
        tokio::task::spawn_blocking(move || remove_with_folders(&laid, &root))
            .await
            .map_err(std::io::Error::other)?
    }

    /// Whether a file is in its place.
    pub fn has(&self, digest: &Digest) -> bool {
        self.path(digest).exists()
    }

    fn laid(&self, digest: &Digest) -> PathBuf {
        Self { root: self.root.join(LAID) }.path(digest)
    }

    fn path(&self, digest: &Digest) -> PathBuf {
        // A digest read from the database is hexadecimal; anything else must not walk the disk.
        let name: String = digest.0.chars().filter(char::is_ascii_hexdigit).collect();
        self.root.join(name.get(..2).unwrap_or("00")).join(name)
    }
}

fn write_durably(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    let folder = path.parent().unwrap_or(Path::new("."));
    if !path.exists() {
        if !folder.exists() {
            std::fs::create_dir_all(folder)?;
            sync_folder(folder.parent().unwrap_or(folder))?;
        }
        let (aside, mut file) = create_aside(path)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&aside, path)?;
    }
    // Also when it was there: whoever put it may not have come to this line yet.
    sync_folder(folder)
}

/// Moves a file, whose way may have to be made; one that is not there stays so.
fn moved(from: &Path, to: &Path) -> std::io::Result<()> {
    let folder = to.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    match std::fs::rename(from, to) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    sync_folder(folder)
}

fn removed(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn remove_with_folders(path: &Path, root: &Path) -> std::io::Result<()> {
    removed(path)?;
    // A folder that holds something else stays: that is no failure.
    for folder in [path.parent().unwrap_or(root), root] {
        if std::fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

/// A file of this writer alone: two requests may store the same bytes at the same moment.
fn create_aside(path: &Path) -> std::io::Result<(PathBuf, std::fs::File)> {
    let mut number = 0_u64;
    loop {
        let aside = path.with_extension(format!("{}-{number}.part", std::process::id()));
        match std::fs::File::create_new(&aside) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            made => return made.map(|file| (aside, file)),
        }
    }
}

fn sync_folder(folder: &Path) -> std::io::Result<()> {
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

    #[tokio::test]
    async fn many_may_store_the_same_bytes_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let bytes: Vec<u8> = vec![7; 300_000];
        for round in 0..20_u8 {
            let content: Vec<u8> = bytes.iter().map(|b| b.wrapping_add(round)).collect();
            let writers: Vec<_> = (0..8)
                .map(|_| {
                    tokio::spawn({
                        let (files, content) = (files.clone(), content.clone());
                        async move { files.put(content).await }
                    })
                })
                .collect();
            for writer in writers {
                let digest = writer.await.unwrap().unwrap();
                assert_eq!(files.get(&digest).await.unwrap(), content);
            }
        }
        let left = walk(folder.path());
        assert!(left.iter().all(|name| !name.ends_with(".part")), "{left:?}");
    }

    #[tokio::test]
    async fn a_long_file_is_kept_without_being_held() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path().join("files")).apart("packs");
        let aside = files.aside("p-1").unwrap();
        std::fs::write(&aside, b"convention").unwrap();
        let digest = files.keep(&aside).await.unwrap();
        assert_eq!(files.get(&digest).await.unwrap(), b"convention");
        assert!(!aside.exists());
    }

    #[tokio::test]
    async fn what_is_kept_apart_is_removed_alone() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let apart = files.apart("calls").apart("../i-1");
        let digest = files.put(b"convention".to_vec()).await.unwrap();
        assert_eq!(apart.put(b"convention".to_vec()).await.unwrap(), digest);
        assert_eq!(walk(folder.path()).len(), 2);
        apart.remove(&digest).await.unwrap();
        apart.remove(&digest).await.unwrap();
        assert!(apart.get(&digest).await.is_err());
        assert!(!apart.root.exists() && apart.root.starts_with(folder.path()));
        assert_eq!(files.get(&digest).await.unwrap(), b"convention");
    }

    #[tokio::test]
    async fn a_file_laid_aside_comes_back_or_goes_for_good() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path());
        let digest = files.put(b"convention".to_vec()).await.unwrap();
        files.lay_aside(&digest).await.unwrap();
        files.lay_aside(&digest).await.unwrap();
        assert!(!files.has(&digest));
        files.put_back(&digest).await.unwrap();
        assert_eq!(files.get(&digest).await.unwrap(), b"convention");
        files.lay_aside(&digest).await.unwrap();
        // Somebody else stores the same bytes meanwhile.
        files.put(b"convention".to_vec()).await.unwrap();
        files.put_back(&digest).await.unwrap();
        assert_eq!(walk(folder.path()).len(), 1);
        files.lay_aside(&digest).await.unwrap();
        files.remove_laid(&digest).await.unwrap();
        files.remove_laid(&digest).await.unwrap();
        assert!(walk(folder.path()).is_empty() && !files.has(&digest));
    }

    fn walk(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let inside =
            |path: PathBuf| if path.is_dir() { walk(&path) } else { vec![path.display().to_string()] };
        entries.flat_map(inside).collect()
    }
}
