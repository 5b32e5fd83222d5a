//! Tests of the agreement file: the shipped examples, the errors people make, the words on screens.

mod examples;

/// The real agreement, as shipped.
pub(crate) const REAL: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
