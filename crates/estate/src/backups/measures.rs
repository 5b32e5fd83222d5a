//! What backups and restores of a beneficiary give as indicators over a period, from its rows.

use super::{restores, rules, store};
use jiff::Timestamp;
use kernel::{Explained, Interval, ServiceClock, id::BeneficiaryId};
use platform::{Result, db::Tx};

/// Indicators of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measures {
    /// S.1a: successful and compliant runs.
    pub success: Explained<Option<i64>>,
    /// S.1b: tests of restoring.
    pub tests: Explained<i64>,
    /// The tests.
    pub tested: Vec<rules::TestFact>,
    /// The runs that were due, each once.
    pub due: Vec<rules::DueRun>,
    /// Data asked back and given back, in the order of `restored`.
    pub facts: Vec<rules::RestoreFact>,
    /// B.2a and S.2a: seconds of service until data were usable, restore by restore.
    pub restored: Vec<rules::Restored>,
    /// The middle of them.
    pub restore_time: Explained<Option<i64>>,
    /// B.2b and S.2b: seconds of data that a failure would have lost.
    pub loss: Explained<Option<i64>>,
    /// The same, for each thing protected.
    pub losses: Vec<rules::Loss>,
}

/// Reads them from one instant to another, not beyond now. Nothing when the period has not begun.
pub async fn read(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (from, to): (Timestamp, Timestamp),
    clock: &ServiceClock,
) -> Result<Option<Measures>> {
    let Ok(period) = Interval::new(from, to) else { return Ok(None) };
    let objects = store::of(tx, beneficiary).await?;
    let runs = store::due_between(tx, Some(beneficiary), from, to).await?;
    let successes = store::successes(tx, beneficiary, from, to).await?;
    let successes: Vec<_> = successes.iter().map(|(id, at)| (id.as_str(), *at)).collect();
    let tests = restores::store::test_facts(tx, beneficiary, from, to).await?;
    let facts = restores::store::facts(tx, beneficiary, from, to).await?;
    let (restored, restore_time) = rules::restore_times(&facts, clock);
    // What was no longer protected when the period began, or not yet, loses nothing in it.
    let protected: Vec<_> = objects
        .iter()
        .filter(|object| object.retired_at.is_none_or(|end| end > period.from()))
        .filter(|object| {
            let end = object.retired_at.map_or(to, |end| end.min(to));
            !rules::slots(&object.policy, from, end, &kernel::Zone::Metropole.time_zone()).is_empty()
        })
        .cloned()
        .collect();
    let (losses, loss) = rules::data_loss(&protected, &successes, period);
    Ok(Some(Measures {
        success: rules::success(&objects, &runs, period),
        due: rules::due_runs(&objects, &runs, period),
        facts,
        tests: rules::restore_tests(&tests),
        tested: tests,
        restored,
        restore_time,
        loss,
        losses,
    }))
}
