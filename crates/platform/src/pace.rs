//! How fast each program may call: a number of calls a minute, of which a minute's worth may come at once.

use jiff::{SignedDuration, Timestamp};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Programs remembered before those that are quiet are forgotten.
const REMEMBERED: usize = 10_000;

/// For each program, the instant at which everything it called would have come at an even pace (the generic cell
/// rate algorithm). Each process counts by itself.
#[derive(Clone, Debug, Default)]
pub struct Pace(Arc<Mutex<HashMap<String, Timestamp>>>);

impl Pace {
    /// Counts a call, or refuses it with the seconds to wait. No limit when `per_minute` is 0.
    pub fn count(&self, who: &str, per_minute: u32, now: Timestamp) -> Result<(), i64> {
        if per_minute == 0 {
            return Ok(());
        }
        let step = SignedDuration::from_secs(60) / i32::try_from(per_minute).unwrap_or(i32::MAX);
        let most = SignedDuration::from_secs(60) - step;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.retain(|_, even| *even > now);
        }
        let even = known.get(who).copied().unwrap_or(now).max(now);
        let ahead = even.duration_since(now);
        if ahead > most {
            // The next whole second: a program that waits so long is let in.
            return Err((ahead - most).as_secs() + 1);
        }
        known.insert(who.to_owned(), even + step);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minutes_worth_comes_at_once_then_the_pace_is_kept() {
        let (pace, now) = (Pace::default(), Timestamp::UNIX_EPOCH);
        let at = |seconds| now + SignedDuration::from_secs(seconds);
        for _ in 0..60 {
            assert_eq!(pace.count("one", 60, now), Ok(()));
        }
        assert_eq!(pace.count("one", 60, now), Err(2), "and refusing costs nothing");
        assert_eq!(pace.count("other", 60, now), Ok(()));
        assert_eq!(pace.count("one", 60, at(2)), Ok(()));
        assert_eq!(pace.count("one", 60, at(2)), Ok(()));
        assert!(pace.count("one", 60, at(2)).is_err());
        for _ in 0..60 {
            assert_eq!(pace.count("one", 60, at(200)), Ok(()), "a rest fills it again, and no more");
        }
        assert!(pace.count("one", 60, at(200)).is_err());
        for _ in 0..1000 {
            assert_eq!(pace.count("free", 0, now), Ok(()));
        }
    }
}
