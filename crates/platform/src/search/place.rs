//! Places in the index: later documents have higher ones, so the newest are read first without sorting.

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

/// Places of one millisecond.
const PER_MILLISECOND: i64 = 1 << 20;

/// The first place to try for a document; the next ones follow when it is taken. Enough until the year 2248.
pub(super) fn first(at: Timestamp, identity: &str) -> i64 {
    let millisecond = at.as_millisecond().clamp(0, i64::MAX / PER_MILLISECOND - 1);
    let digest = Sha256::digest(identity);
    let low = digest.iter().take(3).fold(0, |n, byte| (n << 8) | i64::from(*byte)) % PER_MILLISECOND;
    millisecond * PER_MILLISECOND + low
}

/// Before every document.
pub(super) const END: i64 = i64::MAX;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_time() {
        let at = |text: &str| first(text.parse().unwrap(), "x");
        assert!(at("2026-03-11T09:00:00Z") < at("2026-03-11T09:00:00.001Z"));
        assert!(at("2199-12-31T00:00:00Z") < END && at("1950-01-01T00:00:00Z") >= 0);
    }
}
