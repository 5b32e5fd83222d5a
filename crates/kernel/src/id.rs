//! Typed identifiers: time-ordered UUID text, one type per kind of row, so that two kinds never mix.

/// Declares one identifier type. The text is opaque; ordering is by creation time (UUID v7).
#[macro_export]
macro_rules! id {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {$(
        $(#[$meta])*
        #[derive(
            Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            schemars::JsonSchema,
        )]
        #[serde(transparent)]
        #[schemars(inline)]
        pub struct $name(String);

        impl $name {
            /// The identifier as stored and as written in URLs.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl From<String> for $name { fn from(text: String) -> Self { Self(text) } }
        impl From<&str> for $name { fn from(text: &str) -> Self { Self(text.to_owned()) } }
        impl From<$name> for String { fn from(id: $name) -> Self { id.0 } }
        impl From<&$name> for String { fn from(id: &$name) -> Self { id.0.clone() } }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
    )*};
}

id! {
    /// An organisation: the provider, a beneficiary or a contractor.
    OrganisationId,
    /// A person of any side.
    PersonId,
}

/// A beneficiary is an organisation; its identifier is the tenant key of every row that belongs to it.
pub type BeneficiaryId = OrganisationId;
