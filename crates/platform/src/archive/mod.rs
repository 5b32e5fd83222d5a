//! Many files as one: written to a folder or to a zip, each with its digest; and read back.
//!
//! The same files in the same order give the same bytes: a zip holds no date of its own and no name of a machine. Memory
//! grows by the names and digests of the files, never by what they hold.

mod reading;

pub use reading::Opened;

use crate::{Digest, files::Digester};
use std::{
    fs::{self, File},
    io::{self, BufWriter, Error, IntoInnerError, Write},
    path::{Path, PathBuf},
};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its path, parts separated by `/`.
    pub path: String,
    /// How many bytes it holds.
    pub bytes: u64,
    /// Their SHA-256, in lower-case hexadecimal.
    pub sha256: Digest,
}

/// An archive being written, one file after the other.
pub struct Archive {
    out: Out,
    current: Option<Current>,
    entries: Vec<Entry>,
}

enum Out {
    Zip(Box<ZipWriter<BufWriter<File>>>),
    Folder { root: PathBuf, file: Option<BufWriter<File>> },
}

struct Current {
    path: String,
    bytes: u64,
    digester: Digester,
}

impl Archive {
    /// A zip written to a file.
    pub fn zip(file: File) -> Self {
        Self::on(Out::Zip(Box::new(ZipWriter::new(BufWriter::new(file)))))
    }

    /// A folder, made when it is not there; refused when something is in it.
    pub fn folder(root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        if fs::read_dir(root)?.next().is_some() {
            return Err(Error::new(io::ErrorKind::DirectoryNotEmpty, "the folder is not empty"));
        }
        Ok(Self::on(Out::Folder { root: root.to_owned(), file: None }))
    }

    fn on(out: Out) -> Self {
        Self { out, current: None, entries: vec![] }
    }

    /// Begins a file; what is written until [`Archive::end`] is in it.
    pub fn begin(&mut self, path: &str) -> io::Result<()> {
        self.start(path, CompressionMethod::Deflated)
    }

    /// [`Archive::begin`] for what is compressed already.
    pub fn begin_stored(&mut self, path: &str) -> io::Result<()> {
        self.start(path, CompressionMethod::Stored)
    }

    fn start(&mut self, path: &str, method: CompressionMethod) -> io::Result<()> {
        if self.current.is_some() || !is_plain(path) {
            return Err(Error::new(io::ErrorKind::InvalidInput, format!("no file begins as {path}")));
        }
        match &mut self.out {
            Out::Zip(zip) => {
                // How long a file becomes is not known yet: room for four gigabytes and more is always left.
                let options = SimpleFileOptions::default().compression_method(method).large_file(true);
                let options = options.last_modified_time(DateTime::default()).unix_permissions(0o644);
                zip.start_file(path, options).map_err(Error::from)?;
            }
            Out::Folder { root, file } => {
                let place = root.join(path);
                fs::create_dir_all(place.parent().unwrap_or(root))?;
                *file = Some(BufWriter::new(File::create_new(place)?));
            }
        }
        self.current = Some(Current { path: path.to_owned(), bytes: 0, digester: Digester::default() });
        Ok(())
    }

    /// Ends the file that was begun.
    pub fn end(&mut self) -> io::Result<&Entry> {
        let none = || Error::new(io::ErrorKind::InvalidInput, "no file was begun");
        let current = self.current.take().ok_or_else(none)?;
        if let Out::Folder { file, .. } = &mut self.out
            && let Some(mut file) = file.take()
        {
            file.flush()?;
        }
        let Current { path, bytes, digester } = current;
        self.entries.push(Entry { path, bytes, sha256: digester.end() });
        self.entries.last().ok_or_else(none)
    }

    /// A whole file at once.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> io::Result<&Entry> {
        self.begin(path)?;
        self.write_all(bytes)?;
        self.end()
    }

    /// The files written so far, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Ends the archive; until then a zip is none.
    pub fn finish(self) -> io::Result<()> {
        match self.out {
            Out::Zip(zip) => {
                let file =
                    zip.finish().map_err(Error::from)?.into_inner().map_err(IntoInnerError::into_error)?;
                file.sync_all()
            }
            Out::Folder { .. } => Ok(()),
        }
    }
}

impl Write for Archive {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let none = || Error::new(io::ErrorKind::InvalidInput, "no file was begun");
        let current = self.current.as_mut().ok_or_else(none)?;
        let written = match &mut self.out {
            Out::Zip(zip) => zip.write(bytes)?,
            Out::Folder { file, .. } => file.as_mut().ok_or_else(none)?.write(bytes)?,
        };
        current.digester.take(&bytes[..written]);
        current.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether a path stays below where it is put on every system: plain letters, digits, `.`, `-`, `_` and `/` between.
pub fn is_plain(path: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    };
    path.len() <= 200 && path.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn written(mut archive: Archive) -> Vec<Entry> {
        archive.add("a/one.txt", b"un").unwrap();
        archive.begin_stored("two.bin").unwrap();
        archive.write_all(&vec![0; 70_000]).unwrap();
        archive.end().unwrap();
        let entries = archive.entries().to_vec();
        archive.finish().unwrap();
        entries
    }

    #[test]
    fn a_folder_and_a_zip_hold_the_same_and_twice_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        let zip = |name: &str| written(Archive::zip(File::create(place(name)).unwrap()));
        let entries = zip("1.zip");
        assert_eq!(zip("2.zip"), entries);
        assert_eq!(fs::read(place("1.zip")).unwrap(), fs::read(place("2.zip")).unwrap());
        assert_eq!(written(Archive::folder(&place("open")).unwrap()), entries);
        assert!(Archive::folder(&place("open")).is_err(), "something is in it");
        for place in [place("1.zip"), place("open")] {
            let mut opened = Opened::open(&place).unwrap();
            assert_eq!(opened.paths().unwrap(), ["a/one.txt", "two.bin"]);
            let mut text = String::new();
            opened.read("a/one.txt").unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, "un");
            for entry in &entries {
                let mut reader = opened.read(&entry.path).unwrap();
                assert_eq!(Digest::of_reader(&mut reader).unwrap(), entry.sha256);
            }
            assert!(opened.read("../1.zip").is_err());
        }
    }

    #[test]
    fn paths_stay_below() {
        for path in ["../x", "/x", "a//b", "a/../b", ".x", "a\\b", "c:x", "é", "", "a/"] {
            assert!(!is_plain(path), "{path}");
        }
        assert!(is_plain("data/ticket_message.json"));
    }

    #[test]
    fn half_a_zip_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let whole = folder.path().join("whole.zip");
        written(Archive::zip(File::create(&whole).unwrap()));
        let bytes = fs::read(&whole).unwrap();
        let half = folder.path().join("half.zip");
        fs::write(&half, &bytes[..bytes.len() / 2]).unwrap();
        assert!(Opened::open(&half).is_err());
    }
}
