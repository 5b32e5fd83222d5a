//! Bearer tokens for programs: shown once, kept as a digest, named, expiring, revocable.

pub mod store;
