//! Decisions of signing in: which passwords are good enough, how long to wait after failures, where to go next.

use super::guessable::is_guessable;
use jiff::{SignedDuration, Timestamp};
use kernel::{Side, Text, fold, folded_words};
use platform::Settings;
use unicode_normalization::UnicodeNormalization as _;

/// Shortest password, in characters.
pub const SHORTEST: usize = 12;
/// Longest password, in characters: enough for any phrase, little enough to hash.
pub const LONGEST: usize = 200;

/// The form under which a password is hashed: the same however the keyboard composes accents.
pub fn normalised(password: &str) -> String {
    password.nfc().collect()
}

/// Why a password is refused: too short or long, built on the person's own name or address, of few letters, or
/// made of what everybody tries first.
pub fn check_password(password: &str, name: &str, email: &str) -> Result<(), Text> {
    let normal = normalised(password);
    let length = normal.chars().count();
    if length < SHORTEST {
        return Err(Text::new("people-password-short").with("least", SHORTEST));
    }
    if length > LONGEST {
        return Err(Text::new("people-password-long").with("most", LONGEST));
    }
    let folded = fold(&normal).replace(' ', "");
    let local = email.split('@').next().unwrap_or_default();
    let own =
        folded_words(name).into_iter().chain([fold(local).replace(' ', ""), fold(email).replace(' ', "")]);
    if own.into_iter().any(|word| word.chars().count() >= 4 && folded.contains(&word)) {
        return Err(Text::new("people-password-own"));
    }
    let mut letters: Vec<char> = folded.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if letters.len() < 5 {
        return Err(Text::new("people-password-monotone"));
    }
    if is_guessable(&normal) {
        return Err(Text::new("people-password-common"));
    }
    Ok(())
}

/// How failures are counted for one kind of subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// Failures that cost nothing.
    pub free: i64,
    /// The longest wait, in seconds.
    pub longest: i64,
}

/// For an account: the wait stays short, because anybody may cause it.
pub const ACCOUNT: Patience = Patience { free: 5, longest: 60 };
/// For a network address, which a whole town hall may share.
pub const ADDRESS: Patience = Patience { free: 30, longest: 900 };
/// Quiet time after which failures are forgotten.
pub const FORGET: SignedDuration = SignedDuration::from_hours(1);

/// Seconds still to wait after `failures`, the last at `last`: nothing, then doubling from one second to the
/// longest wait. It never becomes a lock-out.
pub fn wait(patience: Patience, failures: i64, last: Timestamp, now: Timestamp) -> i64 {
    let over = failures - patience.free;
    if over < 0 || now.duration_since(last) >= FORGET {
        return 0;
    }
    let delay = 1_i64.checked_shl(u32::try_from(over.min(20)).unwrap_or(20)).unwrap_or(i64::MAX);
    (delay.min(patience.longest) - now.duration_since(last).as_secs()).max(0)
}

/// The page to go to after signing in: an own path, or the home page. Anything a browser could read as another
/// site (`//evil`, `/\evil`, control characters) is refused.
pub fn safe_next(next: &str) -> &str {
    let is_own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.chars().any(char::is_control)
        && !next.starts_with("/sign-");
    if is_own { next } else { "/" }
}

/// Time without activity after which a session ends, by side.
pub fn idle(settings: &Settings, side: Side) -> SignedDuration {
    SignedDuration::from_mins(match side {
        Side::Beneficiary => settings.beneficiary_idle_minutes,
        Side::Provider | Side::Contractor => settings.staff_idle_minutes,
    })
}

/// Whether a request is an act of the person. Signs of presence and live news are sent by an open page alone: they
/// must not keep a session alive that nobody uses.
pub(super) fn is_activity(path: &str) -> bool {
    !(path.ends_with("/presence") || path == "/live" || path.starts_with("/live/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judges_passwords() {
        let key = |password: &str| {
            check_password(password, "Odile Martinez-Roy", "o.martinez@valmont.example").err().map(|t| t.key)
        };
        assert_eq!(key("Quatre platanes"), None);
        assert_eq!(key("éééééé"), Some("people-password-short".into()));
        assert_eq!(key(&"abcdefg ".repeat(26)), Some("people-password-long".into()));
        assert_eq!(key("Odile et ses platanes"), Some("people-password-own".into()));
        assert_eq!(key("les MARTI\u{301}NEZ du 64"), Some("people-password-own".into()));
        assert_eq!(key("o.martinez@valmont.example"), Some("people-password-own".into()));
        assert_eq!(key("aaaaaaaabbbbb"), Some("people-password-monotone".into()));
        assert_eq!(key("Motdepasse2026!"), Some("people-password-common".into()));
        assert_eq!(normalised("e\u{301}te\u{301}"), "été");
    }

    #[test]
    fn waits_grow_and_end() {
        let at = |seconds: i64| Timestamp::from_second(1_000_000 + seconds).unwrap();
        let waits: Vec<i64> = (0..14).map(|n| wait(ACCOUNT, n, at(0), at(0))).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(wait(ACCOUNT, 99, at(0), at(59)), 1);
        assert_eq!(wait(ACCOUNT, 99, at(0), at(60)), 0);
        assert_eq!(wait(ADDRESS, i64::MAX, at(0), at(0)), 900);
    }

    #[test]
    fn goes_on_to_own_pages_only() {
        for own in ["/", "/tickets/1?a=b#c", "/a//b"] {
            assert_eq!(safe_next(own), own);
        }
        for foreign in [
            "",
            "//evil.test",
            "/\\evil.test",
            "https://evil.test",
            "/a\r\nX: y",
            "javascript:1",
            "/sign-out",
        ] {
            assert_eq!(safe_next(foreign), "/", "{foreign}");
        }
    }
}
