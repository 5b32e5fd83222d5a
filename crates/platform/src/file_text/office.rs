//! Office documents: archives whose parts are XML. OpenDocument (text, sheets, slides) keeps its text in one part,
//! Office Open XML in some; in all of them it stands in text nodes, so one reader serves.

use super::{MOST_BYTES, MOST_CHARACTERS};
use roxmltree::{Document, Node, ParsingOptions};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// Parts of an archive that are looked at.
const MOST_PARTS: usize = 2_000;

/// Nodes of one part: a tree of them takes some hundred bytes each.
const MOST_NODES: u32 = 500_000;

/// The text; none when the archive is no office document.
pub(super) fn read(bytes: &[u8]) -> Result<Option<String>, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    // A part without a readable name is none that an office program wrote.
    let named = archive.file_names().take(MOST_PARTS).flatten();
    let mut names: Vec<String> = named.filter(|name| holds_text(name)).map(Into::into).collect();
    names.sort();
    if names.is_empty() {
        return Ok(None);
    }
    let (mut text, mut left) = (String::new(), MOST_BYTES);
    for name in names {
        let part = archive.by_name(&name).map_err(|e| format!("{name}: {e}"))?;
        if part.encrypted() {
            return Ok(None);
        }
        let mut xml = String::new();
        let limit = u64::try_from(left).unwrap_or(u64::MAX);
        part.take(limit).read_to_string(&mut xml).map_err(|e| format!("{name}: {e}"))?;
        left -= xml.len().min(left);
        append(&mut text, &xml).map_err(|e| format!("{name}: {e}"))?;
        if left == 0 || text.len() > 4 * MOST_CHARACTERS {
            break;
        }
    }
    Ok(Some(text))
}

/// Whether a part of this name is where an office format keeps text that people wrote.
fn holds_text(name: &str) -> bool {
    let is_numbered = |folder: &str| name.starts_with(folder) && name.ends_with(".xml");
    matches!(name, "content.xml" | "word/document.xml" | "xl/sharedStrings.xml")
        || ["word/header", "word/footer", "word/footnotes", "word/comments", "ppt/slides/slide"]
            .into_iter()
            .any(is_numbered)
}

fn append(text: &mut String, xml: &str) -> Result<(), roxmltree::Error> {
    // No document type is allowed, so no entity can grow.
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(xml, options)?;
    for node in document.descendants() {
        if ends_a_word(node) {
            text.push(' ');
        }
        if let (true, Some(words)) = (node.is_text(), node.text()) {
            text.push_str(words);
        }
    }
    Ok(())
}

/// Paragraphs, cells, tabs and line breaks separate words; runs of one format inside a word do not.
fn ends_a_word(node: Node<'_, '_>) -> bool {
    const APART: [&str; 10] = ["p", "h", "si", "tab", "br", "line-break", "s", "tc", "table-cell", "cr"];
    node.is_element() && APART.contains(&node.tag_name().name())
}
