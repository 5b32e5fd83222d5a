//! Chance that can be repeated: one seed and one stream always give the same throws.

use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// Throws of one stream. Each part of a plan has its own, so that changing one part leaves the others alone.
pub(super) struct Dice(ChaCha8Rng);

/// Spread of durations, in percent of the usual one: most near it, a few far longer.
const SPREAD: [i64; 12] = [35, 48, 58, 66, 75, 84, 92, 101, 112, 128, 155, 215];

impl Dice {
    /// The throws of a stream.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// A number from 0 to `limit` excluded; 0 when there is no choice.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(limit);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number between two bounds, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(high - low).unwrap_or(0);
        low.saturating_add_unsigned(self.below(width.saturating_add(1)))
    }

    /// Whether something that happens so often in a hundred happens now.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of a list, which holds at least one.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let place = self.below(u64::try_from(list.len()).unwrap_or(0));
        &list[usize::try_from(place).unwrap_or(0)]
    }

    /// Place of one of a list of weights.
    pub(super) fn weighted(&mut self, weights: impl Iterator<Item = u64> + Clone) -> usize {
        let mut throw = self.below(weights.clone().sum());
        for (place, weight) in weights.enumerate() {
            if throw < weight {
                return place;
            }
            throw -= weight;
        }
        0
    }

    /// A duration around the usual one.
    pub(super) fn around(&mut self, usual: i64) -> i64 {
        let percent = *self.pick(&SPREAD) + self.between(-6, 6);
        (usual * percent / 100).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn throws_repeat_and_stay_in_bounds() {
        let throws = |stream| -> Vec<i64> {
            let mut dice = Dice::new(7, stream);
            (0..200).map(|_| dice.between(-3, 3)).collect()
        };
        assert_eq!(throws(1), throws(1));
        assert_ne!(throws(1), throws(2));
        assert!(throws(1).iter().all(|n| (-3..=3).contains(n)));
        assert!((-3..=3).all(|n| throws(1).contains(&n)));
    }

    #[test]
    fn a_weight_of_zero_is_never_drawn() {
        let mut dice = Dice::new(7, 0);
        assert!((0..500).all(|_| dice.weighted([0, 3, 0, 1].into_iter()) % 2 == 1));
    }
}
