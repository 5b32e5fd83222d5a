//! Collects the words written above the handlers of the programming interface, so that its description can say
//! them: `("desk::tickets::api::create", "POST /api/v1/tickets: opens a ticket.")`.

use std::{
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = vec![];
    for area in fs::read_dir(&crates)? {
        let sources = area?.path().join("src");
        if sources.is_dir() && !sources.starts_with(crates.join("testkit")) {
            println!("cargo::rerun-if-changed={}", sources.display());
            collect(&sources, &mut files)?;
        }
    }
    files.sort();
    let mut table = String::from("&[\n");
    for file in files {
        let place = file.strip_prefix(&crates).map_err(io::Error::other)?.with_extension("");
        let parts = place.iter().filter(|part| *part != "src").map(|part| part.to_string_lossy());
        let module = parts.collect::<Vec<_>>().join("::");
        for (name, words) in handlers(&fs::read_to_string(&file)?) {
            writeln!(table, "    ({:?}, {words:?}),", format!("{module}::{name}"))
                .map_err(io::Error::other)?;
        }
    }
    table.push_str("]\n");
    #[expect(clippy::disallowed_methods, reason = "Cargo says by it where the table goes")]
    let folder = std::env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&folder).join("words.rs"), table)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.ends_with("api.rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// The asynchronous functions of a file, each with the documentation above it.
fn handlers(source: &str) -> Vec<(String, String)> {
    let mut found = vec![];
    let mut words: Vec<&str> = vec![];
    for line in source.lines() {
        if let Some(text) = line.strip_prefix("///") {
            words.push(text.trim());
        } else if let Some((_, rest)) = line.split_once("async fn ") {
            let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            found.push((name.to_owned(), std::mem::take(&mut words).join(" ")));
        } else if line.trim().is_empty() {
            words.clear();
        }
    }
    found
}
