//! Depreciation of the goods the provider books (R3.1 to R3.4): straight line, from the day of entry into
//! service, over the life voted for the category, without residual value.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
mod views;

pub(crate) use views::good_path;

use estate::assets::BookedAsset;
use jiff::civil::Date;
use kernel::Cents;
use serde::{Deserialize, Serialize};

/// How a year that is not whole is counted (R3.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub enum DayCount {
    /// Every month has 30 days; the day of entry counts; the last day of a month counts as the 30th.
    #[default]
    #[serde(rename = "30/360")]
    Thirty360,
    /// Real days over the real days of the whole life.
    #[serde(rename = "actual")]
    Actual,
    /// Whole months, a month started being counted.
    #[serde(rename = "months")]
    Months,
}

impl DayCount {
    /// Message key of the sentence that states the basis.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Thirty360 => "depreciation-basis-30-360",
            Self::Actual => "depreciation-basis-actual",
            Self::Months => "depreciation-basis-months",
        }
    }
}

/// A good as it is depreciated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    cost: Cents,
    in_service: Date,
    years: u8,
    basis: DayCount,
}

/// Why a good cannot be depreciated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A cost is zero or more.
    #[error("a cost is never below zero")]
    NegativeCost,
    /// A life is between 1 and 100 years.
    #[error("a life is between 1 and 100 whole years")]
    NoSuchLife,
}

impl Plan {
    /// A plan for a good of that cost as booked (R3.4), in service from that day, over that many whole years.
    pub fn new(cost: Cents, in_service: Date, years: u8, basis: DayCount) -> Result<Self, Refusal> {
        if cost < Cents::ZERO {
            return Err(Refusal::NegativeCost);
        }
        if !(1..=100).contains(&years) || in_service.year() > 9_800 {
            return Err(Refusal::NoSuchLife);
        }
        Ok(Self { cost, in_service, years, basis })
    }

    /// The amount booked, VAT included when it cannot be recovered (R3.4).
    pub fn cost(&self) -> Cents {
        self.cost
    }

    /// Day of entry into service, which counts.
    pub fn in_service(&self) -> Date {
        self.in_service
    }
}

/// The charge of one calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Charge {
    /// Calendar year.
    pub year: i16,
    /// Units charged: days, or months under [`DayCount::Months`].
    pub units: i64,
    /// The charge, half-up to the cent; the last one is the remainder.
    pub amount: Cents,
    /// Net book value when the year closes.
    pub net_book_value: Cents,
}

/// What one calendar year does to a good of the provider's books: opening + acquired − charge − written off = closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct YearLine {
    /// The good.
    pub asset: BookedAsset,
    /// The movements of its value.
    #[serde(flatten)]
    pub movement: Movement,
}

/// How the net book value of a good, or of many, moves in a calendar year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Movement {
    /// Net book value when the year opens.
    pub opening: Cents,
    /// Cost of what enters service in the year.
    pub acquired: Cents,
    /// Depreciation of the year.
    pub charge: Cents,
    /// Net book value of what is retired in the year, on that day.
    pub written_off: Cents,
    /// Net book value when the year closes.
    pub closing: Cents,
}

/// The goods bought for a beneficiary over a calendar year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct YearTable {
    /// One line a good that had a value in the year, by number.
    pub lines: Vec<YearLine>,
    /// Sum of the lines.
    pub total: Movement,
    /// Goods bought whose cost, entry into service or life is not known: they are in no line.
    pub incomplete: Vec<BookedAsset>,
}
