//! Whether what is asked belongs to what was subscribed, and who must act when it does not (R0.3, R0.4).
//!
//! Nothing is refused by this: a request out of scope is recorded and routed, with the same explanation for
//! both sides. Silence never puts anything out of scope.

pub mod rules;

pub use rules::{hint, judge, topics};

use crate::document::PartyRole;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a request is about, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Concern {
    /// Code of the block: `SOCLE-A`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// Code of the line of the responsibility matrix: `A-INV-P4`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// Day the application concerned went live, for its vendor's warranty (R0.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub live_since: Option<Date>,
}

impl Concern {
    /// About a line of the matrix.
    pub fn line(code: &str) -> Self {
        Self { line: Some(code.to_owned()), ..Self::default() }
    }

    /// Whether nothing is known of it.
    pub fn is_unsaid(&self) -> bool {
        self.block.is_none() && self.line.is_none()
    }
}

/// How a request stands against the agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The provider bears it, under a block subscribed on that day.
    InScope,
    /// Nobody said what it is about, or the agreement does not say who bears it: treated as in scope.
    Unsaid,
    /// The matrix gives it to the beneficiary (R0.3).
    Beneficiarys,
    /// The block that would carry it is not subscribed on that day (article 5).
    NotSubscribed,
    /// A service without the core block on that day (R0.2).
    NoCore,
    /// The vendor's warranty still runs (R0.4).
    UnderWarranty,
}

impl Standing {
    /// Whether the provider does not have to act.
    pub fn is_out(self) -> bool {
        !matches!(self, Self::InScope | Self::Unsaid)
    }

    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InScope => "in_scope",
            Self::Unsaid => "unsaid",
            Self::Beneficiarys => "beneficiarys",
            Self::NotSubscribed => "not_subscribed",
            Self::NoCore => "no_core",
            Self::UnderWarranty => "under_warranty",
        }
    }

    /// Message key of the sentence that says it.
    pub fn key(self) -> &'static str {
        match self {
            Self::InScope => "scope-in",
            Self::Unsaid => "scope-unsaid",
            Self::Beneficiarys => "scope-beneficiarys",
            Self::NotSubscribed => "scope-not-subscribed",
            Self::NoCore => "scope-no-core",
            Self::UnderWarranty => "scope-under-warranty",
        }
    }
}

/// What the agreement says of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How it stands.
    pub standing: Standing,
    /// Who must act; nobody in particular when the agreement does not say.
    pub party: Option<PartyRole>,
    /// Name of that party as the agreement gives it; empty without one.
    pub party_name: String,
    /// Where the text says it; empty when it does not.
    pub article: String,
    /// Code of the line that decides; empty without one.
    pub line: String,
}
