//! Finance from outside, one module for each feature.
#![expect(clippy::unwrap_used, reason = "clippy knows only #[test] functions as tests, not what they share")]

mod einvoice;
mod suppliers;
