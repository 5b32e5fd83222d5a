//! What goes over the wire: bodies in several packings (R12.1, R12.3, R12.7), messages in two protocols, replies.

mod json;
mod packing;
mod reply;
mod xml;

#[cfg(test)]
mod tests;

pub use packing::{BYTES, CLEAR_BYTES, Packing, pack, unpack};
pub use reply::{Reply, accepted, refused};

use super::{Content, Protocol, content::clean};
use std::borrow::Cow;

/// Most characters of the agent's own name for its machine.
const DEVICE: usize = 200;

/// What an agent says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// It asks whether it is wanted, in XML.
    Prolog {
        /// The agent's own name for its machine.
        device_id: String,
    },
    /// It asks whether it is wanted, in JSON.
    Contact {
        /// The agent's own name for its machine.
        device_id: String,
    },
    /// It tells what it sees.
    Inventory(Box<Told>),
}

/// What an agent sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The agent's own name for its machine.
    pub device_id: String,
    /// What the thing is, in the agent's word: `Computer` when it says nothing.
    pub item_type: String,
    /// Whether only what changed is told (R12.9).
    pub is_partial: bool,
    /// What is kept of it.
    pub content: Content,
}

/// Why a body could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is larger than what is taken, as it comes or unpacked.
    #[error("larger than what is taken")]
    TooLarge,
    /// It is neither of both protocols, or broken; where and why.
    #[error("{0}")]
    Broken(String),
}

/// Reads a body that was unpacked.
pub fn read(clear: &[u8]) -> Result<(Protocol, Message), Unreadable> {
    let first = clear.iter().find(|byte| !byte.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(byte));
    match first {
        Some(b'{') => json::read(&text(clear)).map(|message| (Protocol::Json, message)),
        Some(b'<') => xml::read(&text(clear)).map(|message| (Protocol::Xml, message)),
        _ => Err(Unreadable::Broken("neither XML nor JSON".to_owned())),
    }
}

/// The agent's own name for its machine, as it is kept.
fn device(told: &str) -> String {
    clean(told, DEVICE)
}

/// The text of a body: UTF-8, else what its declaration says, else Windows-1252, which reads any byte.
fn text(clear: &[u8]) -> Cow<'_, str> {
    let clear = clear.strip_prefix(b"\xef\xbb\xbf").unwrap_or(clear);
    if let Ok(text) = std::str::from_utf8(clear) {
        return Cow::Borrowed(text);
    }
    let head = String::from_utf8_lossy(&clear[..clear.len().min(200)]).to_lowercase();
    let declared = head.split("encoding=").nth(1).and_then(|rest| rest.split(['"', '\'']).nth(1));
    let encoding = declared.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    let encoding = encoding.filter(|encoding| *encoding != encoding_rs::UTF_8);
    encoding.unwrap_or(encoding_rs::WINDOWS_1252).decode_without_bom_handling(clear).0
}
