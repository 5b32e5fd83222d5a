//! When runs are due, which are compliant, and what indicators they give (R5.12). Pure.

mod loss;
mod measures;
mod policy;

pub use loss::observed_data_loss;
pub use measures::{
    DueRun, Loss, RestoreFact, Restored, TestFact, data_loss, due_runs, restore_tests, restore_times, success,
};
pub use policy::{check, clock, is_compliant, slot_of, slots};
