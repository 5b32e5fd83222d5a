//! Bearer tokens for programs: shown once, kept as a digest, named, expiring, revocable.

pub mod actions;
pub mod store;

use jiff::Timestamp;

kernel::id! {
    /// A token's identifier; opens nothing.
    TokenId,
}

/// A token as listed: never its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Identifier.
    pub id: TokenId,
    /// What it is for, in the person's words.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was taken back.
    pub revoked_at: Option<Timestamp>,
    /// Last use, noted at most once a minute.
    pub last_used_at: Option<Timestamp>,
}
