//! Tests of the agreement file: the shipped examples, the errors people make, the words on screens.

mod catalogue;
mod examples;
mod mistakes;
mod versions;

/// The real agreement, as shipped.
pub(crate) const REAL: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
/// The invented second beneficiary, as shipped.
pub(crate) const INVENTED: &str = include_str!("../../../../agreements/exemple-syndicat.toml");
