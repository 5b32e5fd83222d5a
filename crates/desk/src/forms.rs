//! What the forms of the desk share.

pub(crate) use platform::web::forms::{again, errors};
