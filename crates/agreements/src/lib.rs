//! Framework agreements: the file that states one, its checks, and what changed between two versions.

pub mod document;
