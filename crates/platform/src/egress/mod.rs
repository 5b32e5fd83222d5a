//! Calls to addresses that people typed: what leaves the instance goes to the public internet, or to a network that
//! the operator named, and nowhere else.
//!
//! The name is resolved once, every address it has is checked, and the connection is made to a checked address: a
//! name that answers differently the second time leads nowhere. No redirect is followed, no proxy is used, time and
//! size are bounded. `docs/decisions/0026-calls-to-typed-addresses.md` says why.

mod client;
mod looks;
mod rules;

pub use client::{Answer, Call, Failure, post, send};
pub use looks::{certificate_end, connects, names, page};
pub use rules::{Network, Refusal, allowed, check, check_page, is_public};

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Where calls may go beside the public internet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EgressSettings {
    /// Networks of one's own that may be called, such as `10.20.0.0/16`; these only may be called without encryption.
    pub networks: Vec<Network>,
    /// Certificates (PEM) of an authority of one's own, beside those of the system.
    pub ca_file: Option<PathBuf>,
}
