//! The words of a file that somebody joined, so that it is found by them: plain text, PDF, and the office formats,
//! which are archives of XML. A file is known by its first bytes, never by the name or kind its sender claims.
//!
//! Every reader is given a limit before it begins: a file of a few bytes may hold gigabytes. What is cut there is not
//! found, and nothing else of it is lost, the file itself being kept whole.

mod office;
mod pdf;
mod plain;

/// Most characters kept of a file; more is cut.
pub const MOST_CHARACTERS: usize = 200_000;

/// Most bytes of a file that is read, and of what one of its parts may unpack to.
pub const MOST_BYTES: usize = 32 << 20;

/// What reading a file gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileText {
    /// Its words, in the order of the file, separated by single spaces; at most [`MOST_CHARACTERS`].
    Words(String),
    /// Nothing to read: a picture, an archive, a scan, a file too large, protected by a password.
    Nothing,
    /// It is what its first bytes say, and is broken.
    Broken(String),
}

/// Reads a file. Takes time in proportion to its size: call it where waiting is allowed.
pub fn read(bytes: &[u8]) -> FileText {
    if bytes.len() > MOST_BYTES {
        return FileText::Nothing;
    }
    let text = if bytes.starts_with(b"%PDF-") {
        pdf::read(bytes)
    } else if bytes.starts_with(b"PK\x03\x04") {
        office::read(bytes)
    } else {
        Ok(plain::read(bytes))
    };
    match text.map(|text| text.as_deref().map(words)) {
        Ok(Some(words)) if !words.is_empty() => FileText::Words(words),
        Ok(_) => FileText::Nothing,
        Err(reason) => FileText::Broken(reason),
    }
}

/// The words of a text, without what a database cannot hold, up to the limit.
fn words(text: &str) -> String {
    let mut words = String::new();
    let mut left = MOST_CHARACTERS;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        let length = word.chars().count() + 1;
        if length > left {
            break;
        }
        left -= length;
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

#[cfg(test)]
mod tests;
