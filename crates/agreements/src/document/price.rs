//! The yearly price of the core block and its revision (article 8, R1).

use super::{Decimal, Euros, YearMonth};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Price of the core block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Article that fixes it.
    pub article: String,
    /// Initial unit price P0, euros excl. VAT per unit and year (R1.2).
    pub initial_price: Euros,
    /// What is counted: the agents having a workstation (R1.1).
    pub unit: String,
    /// Month of the price base, m0 (R0.6): June of the year of signature.
    pub month_zero: YearMonth,
    /// Revision formula.
    pub formula: Formula,
    /// How intermediate results are rounded.
    pub rounding: PriceRounding,
    /// Which index values are used.
    pub index: IndexRule,
    /// When the revision happens and what it applies to.
    pub revision: RevisionRule,
    /// Joining or leaving during the year.
    pub proration: Proration,
    /// Which count is billed.
    pub census: CensusRule,
    /// Observed savings (footnote 8).
    pub savings: Savings,
    /// Invoicing.
    pub billing: Billing,
}

/// P = P0 x (fixed + variable x S / S0) (R1.3); never chained on the previous revised price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// Part that never moves.
    pub fixed_share: Decimal,
    /// Part that follows the index; fixed + variable = 1.
    pub variable_share: Decimal,
}

/// Roundings of the revision (R1.4, R1.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceRounding {
    /// Which reading of the rounding clauses applies.
    pub reading: RoundingReading,
    /// Decimals of intermediate results, half-up.
    pub intermediate_decimals: u8,
    /// Decimals of the coefficient, rounded towards +infinity.
    pub coefficient_decimals: u8,
    /// Decimals of the revised price, half-up.
    pub price_decimals: u8,
}

/// The three readings of the rounding clauses (R1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum RoundingReading {
    /// Ratio and product rounded half-up.
    A,
    /// Ratio rounded half-up, the coefficient exact then rounded up.
    B,
    /// Nothing rounded before the coefficient.
    C,
}

/// The price index (R1.7 to R1.10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndexRule {
    /// Name of the index.
    pub name: String,
    /// Where it is published.
    pub published_in: String,
    /// Month whose value is read each year, 1 to 12: 3 is March.
    pub reference_month: u8,
    /// What "last published value of the month" means.
    pub value_policy: IndexValuePolicy,
    /// Which series both values are read in.
    pub series: SeriesPolicy,
}

/// Readings of "last published value of the index of the month" (R1.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndexValuePolicy {
    /// V1: the value relating to the month, published about the end of the next one.
    RelatingToMonth,
    /// V2: the last value known at the end of the month.
    KnownAtMonthEnd,
}

/// Series of the index (R1.9, R1.10): an old base is never set against an unlinked revised value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SeriesPolicy {
    /// Revised series on both sides; for a signature from 2022-09-30.
    Revised,
    /// Old base value, revised values linked by 0.97975 rounded half-up to 3 decimals.
    OldLinked,
}

/// When the price is revised (R1.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RevisionRule {
    /// Month of the revision, 1 to 12: 6 is June.
    pub month: u8,
    /// First calendar year with a revised price.
    pub first_year: i16,
    /// What the revised price applies to.
    pub effect: RevisionEffect,
}

/// Charges that a revision applies to (R1.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RevisionEffect {
    /// The whole calendar year of the revision.
    CalendarYear,
    /// From the revision month on; earlier months at the old price.
    FromRevisionMonth,
    /// The next calendar year.
    NextCalendarYear,
}

/// Charge of a year begun or ended part-way (R1.14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proration {
    /// How the part of the year is counted.
    pub method: ProrationMethod,
    /// Most decimals of the prorated unit price: at most 6.
    pub decimals: u8,
}

/// How a part of a year is counted (R1.14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProrationMethod {
    /// The full year is due.
    None,
    /// Months started / 12.
    MonthsStarted,
    /// Days / days of the year.
    Days,
}

/// Which census is billed (R1.13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CensusRule {
    /// Which census is in force for a billed year.
    pub rule: CensusPolicy,
    /// An agent who only shares a workstation counts.
    pub shared_workstation_counts: bool,
}

/// Which census is in force (R1.13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CensusPolicy {
    /// Latest validated one with a reference date up to 31 December of the billed year.
    LatestOfYear,
    /// Latest validated one with a reference date up to 1 January of the billed year.
    StartOfYear,
}

/// Savings given back on the initial price of the next year (footnote 8, R1.12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Savings {
    /// Whether savings lower the price.
    pub applies: bool,
    /// Footnote that grants them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footnote: Option<u8>,
    /// How the expected cost is found.
    pub expected_cost: ExpectedCost,
    /// Years after the observed one when the price moves: 1.
    pub delay_years: u8,
}

/// How the expected cost is extrapolated (R1.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExpectedCost {
    /// Straight line through the actual costs of the reference years.
    LinearExtrapolation,
}

/// Invoicing of the core (R1.15).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Billing {
    /// Invoices a year; the text says one.
    pub invoices_per_year: u8,
    /// Days to pay after issue (R2.12: 30 between public bodies).
    pub payment_days: u8,
}
