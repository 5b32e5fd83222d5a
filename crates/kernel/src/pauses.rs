//! Service time with pauses taken out: waiting for the requester stops the clock (R4.6).

use crate::{ClockError, Intervals, ServiceClock};
use jiff::Timestamp;

impl ServiceClock {
    /// Service seconds of `[from, to)` outside every pause (R4.6): the net time, beside the gross time that
    /// [`ServiceClock::elapsed`] gives. A pause counts only for its part inside the window and the period.
    pub fn elapsed_net(&self, from: Timestamp, to: Timestamp, pauses: &Intervals) -> i64 {
        let paused: i64 =
            pauses.clip(from, to).iter().map(|pause| self.elapsed(pause.from(), pause.to())).sum();
        self.elapsed(from, to) - paused
    }

    /// First instant at which `seconds` of net service time have elapsed since `from`, given the pauses known
    /// so far (R4.6); with 0 seconds, the first open instant outside every pause. An open pause belongs in
    /// `pauses` up to the present: the answer then is the earliest possible one.
    pub fn due_net(
        &self,
        from: Timestamp,
        seconds: i64,
        pauses: &Intervals,
    ) -> Result<Timestamp, ClockError> {
        let (mut at, mut left) = (from, seconds);
        for pause in pauses.iter().filter(|pause| pause.to() > from) {
            let due = self.due(at, left)?;
            // Reaching the last second as the pause begins is in time; a clock yet to start waits for its end.
            if due < pause.from() || left > 0 && due == pause.from() {
                return Ok(due);
            }
            left -= self.elapsed(at, pause.from());
            at = pause.to();
        }
        self.due(at, left)
    }
}
