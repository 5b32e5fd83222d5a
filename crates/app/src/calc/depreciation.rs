//! `socle calc depreciation`: yearly charges and net book value (R3.2, R3.3).

use super::{
    Refusal,
    clock::Clocks,
    fields::{Amount, Day, Whole},
    session::Ask,
};
use finance::depreciation::{
    DayCount, Plan,
    rules::{book_value, net_book_value, schedule},
};
use jiff::civil::{Date, date};
use kernel::{Cents, Explanation};
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    op: Op,
    cost: Amount,
    in_service: Day,
    years: Whole,
    #[serde(default)]
    basis: DayCount,
    at: Option<Day>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Op {
    Schedule,
    Vnc,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Answer {
    Schedule { result: Vec<Row> },
    Value { result: String },
}

#[derive(Debug, Serialize)]
pub(super) struct Row {
    year: i16,
    charge: String,
    vnc: String,
}

/// A good as typed: shared with the settlement.
pub(super) fn plan(cost: Amount, in_service: Day, years: Whole, basis: DayCount) -> Result<Plan, Refusal> {
    let years = years.within("years", 1..=100)?;
    if cost.0 < Cents::ZERO {
        return Err(Refusal::of("calc-negative-cost"));
    }
    Plan::new(cost.0, in_service.0, years, basis)
        .map_err(|_| Refusal::of("calc-out-of-range").with("key", "years").with("min", 1).with("max", 100))
}

impl Query {
    fn plan(&self) -> Result<Plan, Refusal> {
        plan(self.cost, self.in_service, self.years, self.basis)
    }

    fn at(&self) -> Result<Date, Refusal> {
        match (self.op, self.at) {
            (Op::Vnc, None) => Err(Refusal::missing("at")),
            (Op::Vnc, Some(at)) => Ok(at.0),
            (Op::Schedule, Some(_)) => Err(Refusal::unused("at")),
            (Op::Schedule, None) => Ok(Date::MAX),
        }
    }
}

impl Ask for Query {
    type Answer = Answer;

    fn answer(&self, _: &mut Clocks) -> Result<Answer, Refusal> {
        let (plan, at) = (self.plan()?, self.at()?);
        if let Op::Vnc = self.op {
            return Ok(Answer::Value { result: book_value(&plan, at).to_string() });
        }
        let row = |charge: finance::depreciation::Charge| Row {
            year: charge.year,
            charge: charge.amount.to_string(),
            vnc: charge.net_book_value.to_string(),
        };
        Ok(Answer::Schedule { result: schedule(&plan).into_iter().map(row).collect() })
    }

    fn explain(&self, _: &mut Clocks) -> Result<Explanation, Refusal> {
        let (plan, at) = (self.plan()?, self.at()?);
        // A schedule is told as the value at the end of its last year: every charge is a step.
        let last = schedule(&plan).last().map_or(at, |charge| date(charge.year, 12, 31));
        let at = if let Op::Vnc = self.op { at } else { last };
        Ok(net_book_value(&plan, at, None).explanation)
    }
}
