//! Plain text in UTF-8, UTF-16 with its mark, or Windows-1252.

/// How much of a file is looked at to tell text from anything else.
const LOOKED_AT: usize = 64 << 10;

/// The text, or none when these bytes are no text.
pub(super) fn read(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _, is_broken) = encoding.decode(bytes);
        return (!is_broken).then(|| text.into_owned());
    }
    let is_binary = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    if bytes.iter().take(LOOKED_AT).any(is_binary) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => Some(encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()),
    }
}
