//! Reminding requesters of what they were asked: a ticket that waits for its requester is brought to mind after some
//! working days, twice at most. Reading it, answering by mail and everything else go the ordinary ways.

pub mod actions;
mod jobs;
pub mod rules;
pub mod store;

pub use jobs::jobs;
