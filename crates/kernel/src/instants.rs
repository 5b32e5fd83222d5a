//! Instants counted in whole seconds: the one place that says how a fraction of a second is treated.

use jiff::Timestamp;

/// Seconds since 1970-01-01T00:00:00Z, the fraction cut down. Every length of time of the agreement is
/// counted between whole seconds, so that the parts of a period add up to the period.
pub fn whole_second(at: Timestamp) -> i64 {
    if at.subsec_nanosecond() < 0 { at.as_second() - 1 } else { at.as_second() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_down_on_both_sides_of_1970() {
        for (milliseconds, second) in [(1_999, 1), (1_000, 1), (-1, -1), (-1_000, -1), (-1_001, -2)] {
            let at = Timestamp::from_millisecond(milliseconds).unwrap();
            assert_eq!(whole_second(at), second, "{milliseconds} ms");
        }
    }
}
