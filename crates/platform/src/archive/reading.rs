//! Reading an archive back. What it says of itself is not trusted: paths stay below, and nothing is kept in memory.

use super::is_plain;
use std::{
    fs::{self, File},
    io::{self, BufReader, Error, Read},
    path::{Path, PathBuf},
};
use zip::ZipArchive;

/// An archive that is there.
pub enum Opened {
    /// A zip.
    Zip(Box<ZipArchive<BufReader<File>>>),
    /// A folder.
    Folder(PathBuf),
}

impl Opened {
    /// Opens a folder, or a file as a zip. Half a zip has no list of its files: it is refused.
    pub fn open(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            return Ok(Self::Folder(path.to_owned()));
        }
        let zip = ZipArchive::new(BufReader::new(File::open(path)?)).map_err(Error::from)?;
        if zip.has_duplicate_names() {
            return Err(Error::new(io::ErrorKind::InvalidData, "two files have one name"));
        }
        Ok(Self::Zip(Box::new(zip)))
    }

    /// The paths of every file, in their order of bytes.
    pub fn paths(&self) -> io::Result<Vec<String>> {
        let mut paths = vec![];
        match self {
            Self::Zip(zip) => {
                for name in zip.file_names() {
                    paths.push(name.map_err(Error::from)?.into_owned());
                }
            }
            Self::Folder(root) => walk(root, "", &mut paths)?,
        }
        paths.sort();
        Ok(paths)
    }

    /// A file, piece by piece.
    pub fn read(&mut self, path: &str) -> io::Result<Box<dyn Read + '_>> {
        if !is_plain(path) {
            return Err(Error::new(io::ErrorKind::InvalidInput, format!("{path} is no path of an archive")));
        }
        Ok(match self {
            Self::Zip(zip) => Box::new(zip.by_name(path).map_err(Error::from)?),
            Self::Folder(root) => Box::new(BufReader::new(File::open(root.join(path))?)),
        })
    }
}

fn walk(folder: &Path, before: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{before}{}", entry.file_name().to_string_lossy());
        // A link could lead anywhere: it is listed as it is, and reading it as a file of the archive then fails its digest.
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{path}/"), paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
