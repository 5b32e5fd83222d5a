//! The one source of the present instant.

use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Where "now" comes from. Instants are cut to the microsecond, the finest grain PostgreSQL keeps.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// The machine's clock plus a shift: the demonstration lives at its own date.
    Shifted(SignedDuration),
    /// A clock moved by hand, in microseconds since 1970: tests and seeded data.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still at `at` until moved.
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.as_microsecond())))
    }

    /// A running clock that reads `at` now.
    pub fn starting_at(at: Timestamp) -> Self {
        Self::Shifted(at.duration_since(system_now()))
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => system_now(),
            Self::Shifted(shift) => cut(system_now() + *shift),
            Self::Fixed(micros) => from_micros(micros.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock to `at`; a running clock is left alone.
    pub fn set(&self, at: Timestamp) {
        if let Self::Fixed(micros) = self {
            micros.store(at.as_microsecond(), Ordering::SeqCst);
        }
    }

    /// Moves a fixed clock forward; a running clock is left alone.
    pub fn advance(&self, by: SignedDuration) {
        self.set(self.now() + by);
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn system_now() -> Timestamp {
    cut(Timestamp::now())
}

fn cut(at: Timestamp) -> Timestamp {
    from_micros(at.as_microsecond())
}

fn from_micros(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}
