//! Enumerations stored and sent as words, each with its message on screens.

pub(crate) use kernel::words;
