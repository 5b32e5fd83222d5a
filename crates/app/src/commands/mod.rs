//! The subcommands of the binary, one file each. Each calls the same actions as the screens.

pub mod serve;
pub mod transfer;
