//! How long to wait before something is handed over again that another program did not take.

use jiff::SignedDuration;

/// After attempt number `attempts`: one minute, then five, fifteen, an hour, and four hours from then on.
pub fn wait_after(attempts: i64) -> SignedDuration {
    SignedDuration::from_mins(match attempts {
        ..=1 => 1,
        2 => 5,
        3 => 15,
        4 => 60,
        _ => 240,
    })
}
