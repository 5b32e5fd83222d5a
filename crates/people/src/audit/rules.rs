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

/// What stands under the digest for the actor's name and the detail, so that both can be erased later.
pub fn commitment(entry: &Recorded) -> String {
    let salt = entry.salt.as_deref().unwrap_or_default();
    hash("socle-audit-personal-1", &[salt, &entry.actor_name, &entry.detail])
}

/// Digest of an entry: every stored field except the personal ones, which count through their commitment.
pub fn digest(entry: &Recorded) -> String {
    let (sequence, at) = (entry.sequence.to_string(), entry.at.as_microsecond().to_string());
    hash(
        "socle-audit-1",
        &[
            &entry.chain,
            &sequence,
            entry.beneficiary.as_ref().map_or("", |id| id.as_str()),
            &at,
            entry.actor.as_ref().map_or("", |id| id.as_str()),
            &entry.action,
            &entry.object_kind,
            &entry.object_id,
            &entry.request_id,
            &entry.commitment,
            &entry.previous_hash,
        ],
    )
}

/// Each field goes in with its length before it: no two lists of fields give the same bytes.
fn hash(domain: &str, fields: &[&str]) -> String {
    let mut sha = Sha256::new();
    for field in std::iter::once(&domain).chain(fields) {
        sha.update((field.len() as u64).to_be_bytes());
        sha.update(field.as_bytes());
    }
    lower_hex(&sha.finalize())
}

fn lower_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
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

    #[test]
    fn moving_a_letter_between_fields_changes_the_digest() {
        assert_ne!(hash("d", &["ab", "c"]), hash("d", &["a", "bc"]));
        assert_ne!(hash("d", &["a", ""]), hash("d", &["a"]));
        assert_eq!(NO_ENTRY.len(), hash("d", &[]).len());
    }
}
