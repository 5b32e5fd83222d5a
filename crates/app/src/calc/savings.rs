//! `socle calc savings`: what a saving does to the initial price of the next year (art. 8, note 8, R1.12).

use super::{
    Refusal,
    clock::Clocks,
    fields::{Amount, Whole},
    session::Ask,
};
use finance::savings::{Refusal as NoSaving, Saving, YearlyCost, rules::share_saving};
use kernel::{Cents, Explained, Explanation};
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    p0: Amount,
    reference: Vec<Year>,
    year: Whole,
    cost: Amount,
    agents: Whole,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Year {
    year: Whole,
    cost: Amount,
}

#[derive(Debug, Serialize)]
pub(super) struct Answer {
    expected: String,
    saving: String,
    per_agent: String,
    p0: String,
}

fn yearly(year: Whole, cost: Amount) -> Result<YearlyCost, Refusal> {
    let out = || Refusal::of("calc-out-of-range").with("key", "year").with("min", 1).with("max", 9_000);
    let year = i16::try_from(year.0).ok().filter(|year| (1..=9_000).contains(year)).ok_or_else(out)?;
    if cost.0 < Cents::ZERO {
        return Err(Refusal::of("calc-negative-cost"));
    }
    Ok(YearlyCost { year, cost: cost.0 })
}

impl Query {
    fn saving(&self) -> Result<Explained<Saving>, Refusal> {
        let reference = self.reference.iter().map(|one| yearly(one.year, one.cost));
        let reference = reference.collect::<Result<Vec<_>, _>>()?;
        let out =
            || Refusal::of("calc-out-of-range").with("key", "agents").with("min", 1).with("max", u32::MAX);
        let agents = u32::try_from(self.agents.0).map_err(|_| out())?;
        let shared = share_saving(self.p0.0, &reference, yearly(self.year, self.cost)?, agents);
        shared.map_err(|refusal| match refusal {
            NoSaving::TooFewYears => Refusal::of("calc-savings-years"),
            NoSaving::NoAgent => out(),
        })
    }
}

impl Ask for Query {
    type Answer = Answer;

    fn answer(&self, _: &mut Clocks) -> Result<Answer, Refusal> {
        let saving = self.saving()?.value;
        Ok(Answer {
            expected: saving.expected.to_string(),
            saving: saving.saving.to_string(),
            per_agent: saving.per_agent.to_string(),
            p0: saving.initial_price.to_string(),
        })
    }

    fn explain(&self, _: &mut Clocks) -> Result<Explanation, Refusal> {
        Ok(self.saving()?.explanation)
    }
}
