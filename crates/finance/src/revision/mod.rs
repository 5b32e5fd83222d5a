//! Price revision (art. 8): the index values it takes, the formula of the agreement and what it gives.
//!
//! The series of an index value is part of its type. A month-zero value of the stopped series and a
//! value of the revised series can meet in one computation only through [`rules::link`] (R1.10):
//!
//! ```
//! # use finance::revision::{IndexPair, IndexSeries, IndexValue, Old, Revised, rules};
//! # use jiff::civil::date;
//! # use kernel::Exact;
//! let zero = IndexValue::<Old>::new(date(2021, 6, 1), Exact::parse("275.7").unwrap()).unwrap();
//! let march = IndexValue::<Revised>::new(date(2023, 3, 1), Exact::parse("300.7").unwrap()).unwrap();
//! let pair = IndexPair::of(&zero, &rules::link(&march));
//! assert_eq!(pair.series(), IndexSeries::Old);
//! ```
//! ```compile_fail,E0308
//! # use finance::revision::{IndexPair, IndexValue, Old, Revised};
//! # use jiff::civil::date;
//! # use kernel::Exact;
//! let zero = IndexValue::<Old>::new(date(2021, 6, 1), Exact::parse("275.7").unwrap()).unwrap();
//! let march = IndexValue::<Revised>::new(date(2023, 3, 1), Exact::parse("300.7").unwrap()).unwrap();
//! let pair = IndexPair::of(&zero, &march); // the series differ
//! ```

pub mod rules;

use jiff::civil::Date;
use kernel::{Cents, Exact};
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// The three readings of the two rounding clauses of art. 8 (R1.4). The agreement's file names one;
/// the two others are always replayable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub enum RoundingReading {
    /// Ratio and product are both rounded half-up at 3 decimals: the rounding up then never does anything.
    A,
    /// The ratio is rounded half-up at 3 decimals, the coefficient stays exact until it is rounded up.
    #[default]
    B,
    /// Nothing is rounded before the coefficient.
    C,
}

impl RoundingReading {
    /// All readings, in the order they are shown side by side.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// Message key of the sentence that states the reading.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::A => "revision-reading-a",
            Self::B => "revision-reading-b",
            Self::C => "revision-reading-c",
        }
    }
}

/// The formula of art. 8: `coefficient = fixed + variable × (index of March ÷ index of month zero)` (R1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Formula {
    /// Share of the price that never moves: 0.125.
    pub fixed: Exact,
    /// Share of the price that follows the index: 0.875.
    pub variable: Exact,
    /// How the intermediate results are rounded.
    pub reading: RoundingReading,
}

impl Formula {
    /// The formula of the founding agreement, 0.125 + 0.875 × ratio, under one reading.
    pub fn founding(reading: RoundingReading) -> Self {
        let eighth = || Exact::from(1) / Exact::from(8);
        Self { fixed: eighth(), variable: Exact::from(7) * eighth(), reading }
    }
}

/// A revised price with every step that led to it. All numbers are exact, already rounded where the
/// reading rounds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Index of March over index of month zero: 3 decimals under A and B, exact under C.
    pub ratio: Exact,
    /// Variable share times the ratio: 3 decimals under A, exact under B and C.
    pub product: Exact,
    /// Fixed share plus the product, before it is rounded up.
    pub coefficient_exact: Exact,
    /// The coefficient rounded up to the thousandth (R1.5).
    pub coefficient: Exact,
    /// The revised unit price, excluding VAT: the initial price times the coefficient, half-up to the cent.
    pub price: Cents,
}

/// The two series of the Syntec index (R1.9).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum IndexSeries {
    /// The series stopped after July 2022.
    Old,
    /// The series that replaced it, back-cast to December 2019 by its publisher.
    Revised,
}

/// Marks a value of the stopped series, or one linked to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Old;

/// Marks a value of the revised series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revised;

/// A series known to the compiler.
pub trait Series {
    /// The same series as a value.
    const SERIES: IndexSeries;
}

impl Series for Old {
    const SERIES: IndexSeries = IndexSeries::Old;
}

impl Series for Revised {
    const SERIES: IndexSeries = IndexSeries::Revised;
}

/// The value of the index for one month, in one series. Above zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexValue<S> {
    month: Date,
    value: Exact,
    series: PhantomData<S>,
}

/// An index value is not above zero.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an index value is above zero, not {0}")]
pub struct NotAnIndex(pub Exact);

impl<S: Series> IndexValue<S> {
    /// The value relating to the month of the given day (reading V1 of R1.7), or a refusal when it is not above zero.
    pub fn new(month: Date, value: Exact) -> Result<Self, NotAnIndex> {
        if value.is_zero() || value.is_negative() {
            return Err(NotAnIndex(value));
        }
        Ok(Self { month: month.first_of_month(), value, series: PhantomData })
    }

    /// First day of the month the value relates to.
    pub fn month(&self) -> Date {
        self.month
    }

    /// The value itself.
    pub fn value(&self) -> &Exact {
        &self.value
    }
}

/// Two values of the index that may be divided: both of one series, by construction (R1.10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IndexPair {
    series: IndexSeries,
    zero: (Date, Exact),
    march: (Date, Exact),
}

impl IndexPair {
    /// Pairs the value of month zero with the value of March. Values of two series do not compile.
    pub fn of<S: Series>(zero: &IndexValue<S>, march: &IndexValue<S>) -> Self {
        Self {
            series: S::SERIES,
            zero: (zero.month, zero.value.clone()),
            march: (march.month, march.value.clone()),
        }
    }

    /// The series both values belong to, or are linked to.
    pub fn series(&self) -> IndexSeries {
        self.series
    }
}
