//! Equipment, telephony and what happens to the goods at the end (articles 2, 3, 6, 7, R3, R6, R8).

use super::{Decimal, Euros, Vat};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Equipment lent by the beneficiary (annexe 1 B) and equipment bought on request (R6.1, R6.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Equipment {
    /// Articles that rule it.
    pub article: String,
    /// Months between the written request and the wanted acquisition date (R6.2).
    pub request_lead_months: u8,
    /// Amount of an order, all taxes left out, from which it is an act of which the beneficiary is informed before (R6.3).
    pub order_informed_from: Euros,
    /// A signed equipment agreement is needed before any purchase.
    pub agreement_before_purchase: bool,
    /// Goods of the beneficiary are lent free of charge (R3.6).
    pub lent_free_of_charge: bool,
    /// Goods bought by the beneficiary before signature stay its property (R3.6).
    pub prior_goods_stay_beneficiary: bool,
    /// The list of annexe 1 B; empty when the annexe is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lent_assets: Vec<LentAsset>,
    /// VAT status of the beneficiary's share of equipment bought on request; absent: nobody has decided (R2.16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_vat: Option<Vat>,
}

/// A good lent by the beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LentAsset {
    /// Stable code.
    pub code: String,
    /// What it is.
    pub text: String,
    /// How many.
    pub quantity: u32,
}

/// Telephony (footnotes 6 and 7, R8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Telephony {
    /// Article and footnotes.
    pub article: String,
    /// Overrun of the yearly quota above which an extra yearly invoice may be decided, in percent (R8.1).
    pub strong_overrun_percent: Decimal,
    /// Whether a person decides that extra invoice (it is a right, not automatic).
    pub overrun_decided_by_person: bool,
    /// Territory where the mobile plans hold.
    pub plan_territory: String,
    /// Trips abroad are declared beforehand (R8.4).
    pub trips_declared: bool,
    /// Out-of-plan charges abroad are billed again at cost (R8.4).
    pub roaming_billed_at_cost: bool,
    /// Indicative quotas; empty when the annexe is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<CallQuota>,
    /// Prices of the minutes beyond a quota (R8.1); empty: an overrun has no price and cannot be billed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tariffs: Vec<CallTariff>,
    /// VAT status of overruns and out-of-plan charges; absent: nobody has decided (R2.16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra_vat: Option<Vat>,
}

/// Price of a minute beyond the quota of a class (R8.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallTariff {
    /// Stable code.
    pub code: String,
    /// Class of destination.
    pub destination: Destination,
    /// Euros excl. VAT for one minute, at most six decimals.
    pub price_per_minute: Decimal,
}

/// An indicative quota of calls (R8.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallQuota {
    /// Stable code.
    pub code: String,
    /// Fewest agents of the stratum.
    pub from_agents: u32,
    /// Most agents of the stratum; absent: no bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_agents: Option<u32>,
    /// Class of destination.
    pub destination: Destination,
    /// Minutes a year for the whole beneficiary.
    pub minutes_per_year: u32,
}

/// Classes of called numbers (R8.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Destination {
    /// French geographic and 09 numbers.
    FixedFr,
    /// French mobiles.
    MobileFr,
    /// Shared-cost numbers.
    SharedCost,
    /// Premium numbers.
    Premium,
    /// French overseas.
    Overseas,
    /// Other countries.
    International,
    /// Satellite.
    Satellite,
}

/// What is owed and handed back at the end (R3.5 to R3.7, R6.4, R6.6, R9.12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    /// Articles that rule it.
    pub article: String,
    /// Price of a good taken back, as a share of its net book value: 1.
    pub taken_back_share: Decimal,
    /// Compensation for a good not taken back, as a share of its net book value: 0.5.
    pub left_share: Decimal,
    /// Whether the two shares are due at the normal term too (R3.5).
    pub due_at_term: bool,
    /// Whether shared platform equipment counts (R3.7).
    pub shared_equipment_counts: bool,
    /// Day count of depreciation (R3.2).
    pub depreciation_basis: DepreciationBasis,
    /// Whether contracts signed by the provider go on with the beneficiary (R6.4).
    pub contracts_transferred: bool,
    /// The reversibility plan (R6.6).
    pub reversibility: Reversibility,
    /// What the provider keeps once the data of the beneficiary are deleted (R9.12, R9.14).
    #[serde(default)]
    pub kept: Kept,
}

/// How long the provider keeps what it must keep, once the data of the beneficiary are deleted (R9.14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Kept {
    /// Years for which pieces of the accounts are kept, from the end of the year of the last of them: 10.
    pub accounting_years: u8,
    /// Years for which the papers of the agreement are kept, from its last day: 10.
    pub paper_years: u8,
}

impl Default for Kept {
    fn default() -> Self {
        Self { accounting_years: 10, paper_years: 10 }
    }
}

/// Day count of prorated depreciation (R3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum DepreciationBasis {
    /// Months of 30 days.
    #[serde(rename = "30/360")]
    Thirty360,
    /// Actual days.
    #[serde(rename = "actual")]
    Actual,
    /// Whole months.
    #[serde(rename = "months")]
    Months,
}

/// Reversibility plan (article 3, R6.6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reversibility {
    /// Whether the parties have defined it.
    pub defined: bool,
    /// Months after the start within which the first version is due.
    pub first_version_months: u8,
    /// Months between reviews.
    pub review_months: u8,
    /// An exit date cannot be confirmed without a plan.
    pub needed_before_exit: bool,
    /// Code of the obligation that an accepted plan answers; absent: a person records its proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obligation: Option<String>,
}
