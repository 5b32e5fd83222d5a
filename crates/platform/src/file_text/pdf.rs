//! The text of a PDF, page after page.

use super::{MOST_BYTES, MOST_CHARACTERS};
use lopdf::{Document, LoadOptions};

/// Pages read of one file.
const MOST_PAGES: usize = 500;

/// The text; none when the file asks for a password. A page that cannot be read does not hide the others.
pub(super) fn read(bytes: &[u8]) -> Result<Option<String>, String> {
    let limits = LoadOptions::with_max_decompressed_size(MOST_BYTES);
    let document = Document::load_mem_with_options(bytes, limits).map_err(|e| e.to_string())?;
    if document.is_encrypted() {
        return Ok(None);
    }
    let mut text = String::new();
    for page in document.get_pages().into_keys().take(MOST_PAGES) {
        for chunk in document.extract_text_chunks_with_limit(&[page], MOST_BYTES).into_iter().flatten() {
            text.push_str(&chunk);
        }
        text.push('\n');
        // A character takes four bytes at most.
        if text.len() > 4 * MOST_CHARACTERS {
            break;
        }
    }
    Ok(Some(text))
}
