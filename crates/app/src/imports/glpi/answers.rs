//! Which rows an answer holds, and how many there are: `Content-Range: 0-199/312`.

/// First row, last row and how many there are in all; nothing when the header says nothing that can be read.
pub(super) fn range(header: &str) -> Option<(usize, usize, usize)> {
    let (rows, total) = header.trim().split_once('/')?;
    let (first, last) = rows.split_once('-')?;
    let number = |text: &str| text.trim().parse().ok();
    Some((number(first)?, number(last)?, number(total)?))
}

/// What an error of a GLPI says: `["ERROR_SESSION_TOKEN_INVALID", "…"]`.
pub(super) fn refusal(body: &[u8]) -> Option<(String, String)> {
    let parts: Vec<serde_json::Value> = serde_json::from_slice(body).ok()?;
    let code = parts.first()?.as_str().filter(|code| code.starts_with("ERROR"))?;
    let words = parts.get(1).and_then(serde_json::Value::as_str).unwrap_or_default();
    Some((code.to_owned(), words.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ranges_and_refusals() {
        assert_eq!(range("0-199/312"), Some((0, 199, 312)));
        assert_eq!(range(" 200-311 / 312"), Some((200, 311, 312)));
        for bad in ["", "*", "0-199", "a-b/c", "0-/3"] {
            assert_eq!(range(bad), None, "{bad}");
        }
        let body = br#"["ERROR_SESSION_TOKEN_INVALID", "session_token seems invalid"]"#;
        assert_eq!(refusal(body).unwrap().0, "ERROR_SESSION_TOKEN_INVALID");
        for other in [b"[]".as_slice(), b"[{\"id\": 1}]", b"{}", b"<html>", b""] {
            assert_eq!(refusal(other), None);
        }
    }
}
