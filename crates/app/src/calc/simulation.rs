//! `socle calc simulation`: the price of a year to come, the index carried on at a yearly rate (art. 8, R1.18).

use super::{
    Refusal,
    clock::Clocks,
    fields::{Amount, Number, Whole},
    session::Ask,
};
use finance::{
    revision::{Formula, IndexPair, IndexValue, Revised, Revision, RoundingReading, rules},
    simulations::rules::carried,
};
use jiff::civil::{Date, date};
use kernel::{Cents, Exact, Explained, Explanation, Figure, Text};
use serde::{Deserialize, Serialize};

/// A month that index values must carry and a query does not give; never shown.
const MONTH: Date = date(2022, 6, 1);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    p0: Amount,
    s0: Number,
    sm: Number,
    years: Whole,
    rate: Number,
    agents: Whole,
    #[serde(default)]
    reading: RoundingReading,
}

#[derive(Debug, Serialize)]
pub(super) struct Answer {
    index: String,
    coefficient: String,
    price: String,
    charge: String,
}

impl Query {
    fn index(&self) -> Result<Exact, Refusal> {
        let years = self.years.within("years", 0..=50)?;
        let is_reasonable = self.rate.0 > Exact::from(-50) && self.rate.0 < Exact::from(50);
        if !is_reasonable {
            return Err(Refusal::of("calc-out-of-range")
                .with("key", "rate")
                .with("min", -50)
                .with("max", 50));
        }
        Ok(carried(&self.sm.0, &(&self.rate.0 / Exact::from(100)), i16::from(years)))
    }

    fn value(key: &str, value: Exact) -> Result<IndexValue<Revised>, Refusal> {
        let refuse = || Refusal::of("calc-revision-not-an-index").with("key", key);
        if value < Exact::from(1) / Exact::from(100) {
            return Err(refuse());
        }
        IndexValue::new(MONTH, value).map_err(|_| refuse())
    }

    fn revised(&self) -> Result<Explained<Revision>, Refusal> {
        if self.p0.0 < Cents::ZERO {
            return Err(Refusal::of("calc-revision-negative-price"));
        }
        let pair = IndexPair::of(&Self::value("s0", self.s0.0.clone())?, &Self::value("sm", self.index()?)?);
        Ok(rules::revise(self.p0.0, &pair, &Formula::founding(self.reading)))
    }

    fn charge(&self, price: Cents) -> Result<Cents, Refusal> {
        let out =
            || Refusal::of("calc-out-of-range").with("key", "agents").with("min", 0).with("max", 1_000_000);
        let agents = Some(self.agents.0).filter(|agents| (0..=1_000_000).contains(agents)).ok_or_else(out)?;
        price.0.checked_mul(agents).map(Cents).ok_or_else(out)
    }
}

impl Ask for Query {
    type Answer = Answer;

    fn answer(&self, _: &mut Clocks) -> Result<Answer, Refusal> {
        let revision = self.revised()?.value;
        Ok(Answer {
            index: self.index()?.to_string(),
            coefficient: revision.coefficient.to_string(),
            price: revision.price.to_string(),
            charge: self.charge(revision.price)?.to_string(),
        })
    }

    fn explain(&self, _: &mut Clocks) -> Result<Explanation, Refusal> {
        let Explained { value, explanation: mut story } = self.revised()?;
        let labels = ["calc-revision-index-zero", "calc-simulation-index"];
        let months = story.inputs.iter_mut().filter(|input| input.label.args.contains_key("month"));
        for (input, key) in months.zip(labels) {
            input.label = Text::new(key);
        }
        let expression = format!("{} × {}", self.agents.0, value.price);
        story.step(Text::new("calc-simulation-charge"), expression, Figure::Money(self.charge(value.price)?));
        Ok(story)
    }
}
