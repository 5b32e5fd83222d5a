//! How inventory is drawn.

mod machine;
mod overview;

pub(super) use machine::machine_page;
pub(super) use overview::{Shown, overview_page};
