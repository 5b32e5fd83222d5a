//! Framework agreements: the file that states one, its checks, its dated versions and what changed between them.

pub mod document;
pub mod versions;
