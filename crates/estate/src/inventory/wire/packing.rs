//! How bodies are packed. What the headers say is not looked at: agents write all sorts of things there (R12.7).

use super::Unreadable;
use flate2::{
    Compression,
    read::{GzDecoder, ZlibDecoder},
    write::{GzEncoder, ZlibEncoder},
};
use std::io::{Read as _, Write as _};

/// Most bytes of a body as it comes (R12.11).
pub const BYTES: usize = 8 << 20;
/// Most bytes of a body unpacked (R12.11).
pub const CLEAR_BYTES: u64 = 64 << 20;

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    Plain,
    /// zlib.
    Zlib,
    /// gzip.
    Gzip,
}

impl Packing {
    /// How a body is packed, by its first bytes.
    pub fn of(body: &[u8]) -> Self {
        match body {
            [0x1f, 0x8b, ..] => Self::Gzip,
            // The low half of the first byte is deflate, and both bytes together divide by 31 (RFC 1950).
            [a, b, ..] if a & 0x0f == 8 && (u16::from(*a) << 8 | u16::from(*b)).is_multiple_of(31) => {
                Self::Zlib
            }
            _ => Self::Plain,
        }
    }
}

/// The body unpacked, and how it was packed. Reading stops where the limit is: a bomb fills nothing.
pub fn unpack(body: &[u8]) -> Result<(Packing, Vec<u8>), Unreadable> {
    let packing = Packing::of(body);
    let mut clear = vec![];
    let read = match packing {
        Packing::Plain => return Ok((packing, body.to_vec())),
        Packing::Zlib => ZlibDecoder::new(body).take(CLEAR_BYTES + 1).read_to_end(&mut clear),
        Packing::Gzip => GzDecoder::new(body).take(CLEAR_BYTES + 1).read_to_end(&mut clear),
    };
    read.map_err(|error| Unreadable::Broken(format!("cannot be unpacked: {error}")))?;
    if clear.len() as u64 > CLEAR_BYTES { Err(Unreadable::TooLarge) } else { Ok((packing, clear)) }
}

/// Packs a reply as the question was. The default level is the one whose first bytes agents look for (R12.3).
pub fn pack(packing: Packing, clear: Vec<u8>) -> Vec<u8> {
    let level = Compression::default();
    let packed = match packing {
        Packing::Plain => return clear,
        Packing::Zlib => {
            let mut encoder = ZlibEncoder::new(vec![], level);
            encoder.write_all(&clear).and_then(|()| encoder.finish())
        }
        Packing::Gzip => {
            let mut encoder = GzEncoder::new(vec![], level);
            encoder.write_all(&clear).and_then(|()| encoder.finish())
        }
    };
    // Writing to memory does not fail; were it to, agents read plain replies too.
    packed.unwrap_or(clear)
}
