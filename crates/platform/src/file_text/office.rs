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

/// What became of a part.
enum Part {
    Read,
    /// It needs a password.
    Locked,
}

/// The text; none when the archive is no office document. A part that cannot be read takes nothing from the others.
pub(super) fn read(bytes: &[u8]) -> Result<Option<String>, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    // A part without a readable name is none that an office program wrote.
    let named = archive.file_names().take(MOST_PARTS).flatten();
    let mut names: Vec<String> = named.filter(|name| holds_text(name)).map(Into::into).collect();
    names.sort();
    if names.is_empty() {
        return Ok(None);
    }
    let (mut text, mut left, mut broken) = (String::new(), MOST_BYTES, None);
    for name in names {
        match read_part(&mut archive, &name, &mut left, &mut text) {
            Ok(Part::Read) => {}
            Ok(Part::Locked) => return Ok(None),
            Err(why) => broken = broken.or_else(|| Some(format!("{name}: {why}"))),
        }
        if left == 0 || text.len() > 4 * MOST_CHARACTERS {
            break;
        }
    }
    match broken {
        Some(why) if text.trim().is_empty() => Err(why),
        _ => Ok(Some(text)),
    }
}

/// Adds the words of a part. What it unpacks to is taken from what is `left`, even when it turns out to be broken.
fn read_part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    left: &mut usize,
    text: &mut String,
) -> Result<Part, String> {
    let part = archive.by_name(name).map_err(|e| e.to_string())?;
    if part.encrypted() {
        return Ok(Part::Locked);
    }
    let mut xml = vec![];
    let limit = u64::try_from(*left).unwrap_or(u64::MAX);
    let whole = part.take(limit).read_to_end(&mut xml);
    *left -= xml.len().min(*left);
    whole.map_err(|e| e.to_string())?;
    let xml = String::from_utf8(xml).map_err(|e| e.to_string())?;
    append(text, &xml).map_err(|e| e.to_string())?;
    Ok(Part::Read)
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn document(parts: &[(&str, &str)]) -> Result<Option<String>, String> {
        let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
        for (name, content) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        read(&zip.finish().unwrap().into_inner())
    }

    #[test]
    fn a_broken_part_takes_nothing_from_the_others() {
        let (good, broken) = ("<d><p>Plan</p></d>", "<d><p>half");
        for parts in [
            [("word/document.xml", good), ("word/footer1.xml", broken)],
            [("word/comments.xml", broken), ("word/document.xml", good)],
        ] {
            assert_eq!(document(&parts).unwrap().unwrap().trim(), "Plan");
        }
        let empty = [("word/document.xml", broken), ("word/footer1.xml", "<d><p/></d>")];
        assert!(document(&empty).unwrap_err().starts_with("word/document.xml: "));
    }

    #[test]
    fn a_part_beyond_the_limit_leaves_the_words_before_it() {
        let large = format!("<d><p>{}</p></d>", " ".repeat(MOST_BYTES));
        let parts = [("word/document.xml", "<d><p>Plan</p></d>"), ("word/footer1.xml", &large)];
        assert_eq!(document(&parts).unwrap().unwrap().trim(), "Plan");
    }
}
