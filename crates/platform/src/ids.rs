//! The one source of identifiers and secrets.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;
use std::sync::{Arc, Mutex, PoisonError};

/// Makes identifiers and secrets: from the operating system, or from a seed so that a run can be repeated.
#[derive(Clone, Debug)]
pub struct Ids(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    rng: ChaCha20Rng,
    last_millisecond: u64,
    counter: u16,
}

impl Ids {
    /// Unpredictable identifiers, for real use.
    pub fn random() -> Self {
        Self::from_rng(ChaCha20Rng::from_rng(&mut os_rng()))
    }

    /// The same identifiers at each run: demonstration data and tests only.
    pub fn seeded(seed: u64) -> Self {
        Self::from_rng(ChaCha20Rng::seed_from_u64(seed))
    }

    fn from_rng(rng: ChaCha20Rng) -> Self {
        Self(Arc::new(Mutex::new(State { rng, last_millisecond: 0, counter: 0 })))
    }

    /// A new identifier (UUID v7 text): sorts by time, then by order of creation in this process.
    pub fn next<T: From<String>>(&self, now: Timestamp) -> T {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let millisecond = u64::try_from(now.as_millisecond()).unwrap_or(0);
        state.counter = if millisecond == state.last_millisecond { (state.counter + 1) & 0x0fff } else { 0 };
        state.last_millisecond = millisecond;
        let mut bytes = [0u8; 10];
        state.rng.fill_bytes(&mut bytes);
        bytes[..2].copy_from_slice(&state.counter.to_be_bytes());
        T::from(uuid::Builder::from_unix_timestamp_millis(millisecond, &bytes).into_uuid().to_string())
    }

    /// 256 random bits as URL-safe text: sessions, links, tokens.
    pub fn secret(&self) -> String {
        let mut bytes = [0u8; 32];
        self.fill(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Fills `bytes` with random bits (salts).
    pub fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).rng.fill_bytes(bytes);
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the system's random source")]
fn os_rng() -> rand::rngs::ThreadRng {
    rand::rng()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_sort_by_creation_and_repeat_with_the_seed() {
        let at = Timestamp::from_second(1_700_000_000).unwrap();
        let make = || -> Vec<String> {
            let ids = Ids::seeded(7);
            (0..3000).map(|_| ids.next(at)).collect()
        };
        let first = make();
        assert!(first.is_sorted());
        assert_eq!(first, make());
    }
}
