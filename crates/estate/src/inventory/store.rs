//! Accesses and machines in the database.

mod accesses;
mod machines;

pub use accesses::{access, accesses, usable};
pub(super) use accesses::{insert as insert_access, revoke, touch as touch_access};
pub use machines::{PAGE, content, find, latest, of_asset, unknown};
pub(super) use machines::{attach, by_device, by_identity, changed, insert, keep, touch};
