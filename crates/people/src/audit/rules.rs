//! The bytes under each digest.

use super::Recorded;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Digest before the first entry of a chain.
pub const NO_ENTRY: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// JSON text with the keys of every object in byte order, without spaces: the same bytes for the same content.
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(map) => {
            let mut pairs: Vec<_> = map.iter().collect();
            pairs.sort_by_key(|(key, _)| key.as_str());
            text.push('{');
            for (i, (key, value)) in pairs.into_iter().enumerate() {
                text.push_str(if i == 0 { "" } else { "," });
                text.push_str(&Value::from(key.as_str()).to_string());
                text.push(':');
                write(value, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                text.push_str(if i == 0 { "" } else { "," });
                write(item, text);
            }
            text.push(']');
        }
        plain => text.push_str(&plain.to_string()),
    }
}

/// A SHA-256 in small hexadecimal letters, kept on the stack: a verification compares two for every entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HexDigest([u8; 64]);

impl HexDigest {
    /// Whether this is the digest written in `text`.
    pub fn is(&self, text: &str) -> bool {
        self.0 == text.as_bytes()
    }
}

impl std::fmt::Display for HexDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}

/// What stands under the digest for the actor's name and the detail, so that both can be erased later.
pub fn commitment(entry: &Recorded) -> HexDigest {
    let mut hash = Hash::new("socle-audit-personal-1");
    hash.field(entry.salt.as_deref().unwrap_or_default());
    hash.field(&entry.actor_name);
    hash.field(&entry.detail);
    hash.end()
}

/// Digest of an entry: every stored field except the personal ones, which count through their commitment.
pub fn digest(entry: &Recorded) -> HexDigest {
    let mut hash = Hash::new("socle-audit-1");
    hash.field(&entry.chain);
    hash.number(entry.sequence);
    hash.field(entry.beneficiary.as_ref().map_or("", |id| id.as_str()));
    hash.number(entry.at.as_microsecond());
    hash.field(entry.actor.as_ref().map_or("", |id| id.as_str()));
    let last = [
        &entry.action,
        &entry.object_kind,
        &entry.object_id,
        &entry.request_id,
        &entry.commitment,
        &entry.previous_hash,
    ];
    for field in last {
        hash.field(field);
    }
    hash.end()
}

/// Each field goes in with its length before it: no two lists of fields give the same bytes.
struct Hash(Sha256);

impl Hash {
    fn new(domain: &str) -> Self {
        let mut hash = Self(Sha256::new());
        hash.field(domain);
        hash
    }

    fn field(&mut self, field: &str) {
        self.bytes(field.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    /// The number in decimal digits, written from the last one on.
    fn number(&mut self, number: i64) {
        let (mut text, mut start, mut left) = ([0u8; 20], 20, number.unsigned_abs());
        loop {
            start -= 1;
            text[start] = b'0' + u8::try_from(left % 10).unwrap_or(0);
            left /= 10;
            if left == 0 {
                break;
            }
        }
        if number < 0 {
            start -= 1;
            text[start] = b'-';
        }
        self.bytes(&text[start..]);
    }

    fn end(self) -> HexDigest {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0u8; 64];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0.finalize()) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        HexDigest(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_same_content_gives_the_same_bytes() {
        let one = json!({"b": [1, {"z": null, "a": "é\n"}], "a": true});
        let other = json!({"a": true, "b": [1, {"a": "é\n", "z": null}]});
        assert_eq!(canonical(&one), canonical(&other));
        assert_eq!(canonical(&one), r#"{"a":true,"b":[1,{"a":"é\n","z":null}]}"#);
    }

    fn hash(fields: &[&str]) -> HexDigest {
        let mut hash = Hash::new("d");
        for field in fields {
            hash.field(field);
        }
        hash.end()
    }

    #[test]
    fn moving_a_letter_between_fields_changes_the_digest() {
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["a", ""]), hash(&["a"]));
        assert_eq!(NO_ENTRY.len(), hash(&[]).to_string().len());
        assert!(hash(&["a"]).is(&hash(&["a"]).to_string()) && !hash(&["a"]).is(NO_ENTRY));
    }

    #[test]
    fn a_number_counts_as_its_digits() {
        for number in [0, 7, -1, 1_773_219_600_000_000, i64::MAX, i64::MIN] {
            let mut written = Hash::new("d");
            written.number(number);
            assert_eq!(written.end(), hash(&[&number.to_string()]), "{number}");
        }
    }
}
