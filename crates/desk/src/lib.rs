//! The service desk: tickets, their conversations and the clocks of what was promised.

pub mod tickets;
mod words;
