//! What a pack says about itself in files: lists as JSON and for spreadsheets, schemas, sums.

use super::{Manifest, catalogue::Catalogue, rules};
use platform::{
    Error, Result,
    archive::Archive,
    i18n::Lang,
    sheet::{self, Cells, Sheet},
};
use serde::Serialize;
use std::io::Write as _;

/// A list as JSON, one value a line.
pub(super) fn json(archive: &mut Archive, path: &str, items: &[impl Serialize]) -> Result<()> {
    archive.begin(path)?;
    for (place, item) in items.iter().enumerate() {
        archive.write_all(if place == 0 { b"[\n" } else { b",\n" })?;
        let text = serde_json::to_string(item).map_err(|e| Error::Internal(e.to_string()))?;
        archive.write_all(text.as_bytes())?;
    }
    archive.write_all(if items.is_empty() { b"[]\n" } else { b"\n]\n" })?;
    archive.end()?;
    Ok(())
}

/// A list for a spreadsheet.
pub(super) fn csv(
    archive: &mut Archive,
    path: &str,
    labels: &[&str],
    rows: impl Iterator<Item = Cells>,
) -> Result<()> {
    let columns = labels.iter().map(|label| (*label).to_owned()).collect();
    let sheet = Sheet { file: "list".into(), title: String::new(), columns, lang: Lang::Fr };
    archive.begin(path)?;
    archive.write_all(&sheet::csv_header(&sheet)?)?;
    for row in rows {
        archive.write_all(&sheet::csv_rows(Lang::Fr, &[row])?)?;
    }
    archive.end()?;
    Ok(())
}

/// The JSON Schema of each table that has rows, and of the manifest.
pub(super) fn schemas(archive: &mut Archive, catalogue: &Catalogue, filled: &[String]) -> Result<()> {
    for taken in catalogue.taken.iter().filter(|taken| filled.contains(&taken.table.name)) {
        let schema = rules::schema(&taken.table.name, &taken.table.columns);
        archive.add(&format!("schemas/{}.schema.json", taken.table.name), &pretty(&schema)?)?;
    }
    archive.add("schemas/manifest.schema.json", &pretty(&schemars::schema_for!(Manifest))?)?;
    Ok(())
}

/// `SHA256SUMS`, which `sha256sum --check` reads: anybody may verify a pack without this program.
pub(super) fn sums(archive: &mut Archive) -> Result<()> {
    let lines: String =
        archive.entries().iter().map(|entry| format!("{}  {}\n", entry.sha256, entry.path)).collect();
    archive.add("SHA256SUMS", lines.as_bytes())?;
    Ok(())
}

/// JSON to be read by persons too.
pub(super) fn pretty(value: &impl Serialize) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|e| Error::Internal(e.to_string()))?;
    bytes.push(b'\n');
    Ok(bytes)
}
