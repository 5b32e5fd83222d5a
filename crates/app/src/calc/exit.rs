//! `socle calc exit`: exit date, earliest exit, settlement (R3.5 to R3.10).

use super::{
    Refusal,
    clock::Clocks,
    depreciation::plan,
    fields::{Amount, Day, Name, Whole},
    session::Ask,
};
use finance::{
    depreciation::DayCount,
    exit::{
        Effect, Exclusion, ExitTerms, NoticeReading, SettledAsset, Settlement, Shares,
        rules::{earliest, leave, settle},
    },
};
use kernel::{Explained, Explanation, Zone, months::OutOfCalendar};
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    op: Op,
    start: Option<Day>,
    term_years: Option<Whole>,
    notice_months: Option<Whole>,
    from_year: Option<Whole>,
    reading: Option<NoticeReading>,
    received: Option<Day>,
    roll: Option<bool>,
    zone: Option<Zone>,
    at: Option<Day>,
    term_end: Option<Day>,
    basis: Option<DayCount>,
    assets: Option<Vec<Asset>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Op {
    Exit,
    Earliest,
    Settlement,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asset {
    id: Name,
    cost: Amount,
    in_service: Day,
    years: Whole,
    recovered: bool,
    excluded: Option<Exclusion>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Answer {
    Date { result: String },
    TooEarly { result: (), reason: &'static str, first_notice: String },
    TermFirst { result: (), reason: &'static str, term_end: String },
    Settlement { result: String, assets: Vec<Line> },
}

#[derive(Debug, Serialize)]
pub(super) struct Line {
    id: String,
    vnc: String,
    due: String,
}

enum Outcome {
    Effect(Explained<Effect>),
    Settlement(Explained<Settlement>),
}

impl Query {
    fn solve(&self) -> Result<Outcome, Refusal> {
        self.refuse_unused()?;
        let beyond = |_: OutOfCalendar| Refusal::of("calc-beyond-calendar");
        match self.op {
            Op::Settlement => self.settlement().map(Outcome::Settlement),
            Op::Earliest => earliest(&self.terms()?).map(Outcome::Effect).map_err(beyond),
            Op::Exit => {
                let received = self.received.ok_or_else(|| Refusal::missing("received"))?;
                leave(&self.terms()?, received.0).map(Outcome::Effect).map_err(beyond)
            }
        }
    }

    /// A key that the operation does not read is a mistake worth telling.
    fn refuse_unused(&self) -> Result<(), Refusal> {
        let of_settlement = [
            ("at", self.at.is_some()),
            ("term_end", self.term_end.is_some()),
            ("basis", self.basis.is_some()),
            ("assets", self.assets.is_some()),
        ];
        let of_notice = [
            ("start", self.start.is_some()),
            ("term_years", self.term_years.is_some()),
            ("notice_months", self.notice_months.is_some()),
            ("from_year", self.from_year.is_some()),
            ("reading", self.reading.is_some()),
            ("roll", self.roll.is_some()),
            ("zone", self.zone.is_some()),
        ];
        let received = [("received", self.received.is_some())];
        let unused = match self.op {
            Op::Settlement => [&of_notice[..], &received[..]].concat(),
            Op::Earliest => [&of_settlement[..], &received[..]].concat(),
            Op::Exit => of_settlement.to_vec(),
        };
        match unused.into_iter().find(|(_, is_given)| *is_given) {
            Some((key, _)) => Err(Refusal::unused(key)),
            None => Ok(()),
        }
    }

    fn terms(&self) -> Result<ExitTerms, Refusal> {
        let number = |key: &str, given: Option<Whole>, usual: i64, range| {
            given.unwrap_or(Whole(usual)).within(key, range)
        };
        Ok(ExitTerms {
            start: self.start.ok_or_else(|| Refusal::missing("start"))?.0,
            term_years: number("term_years", self.term_years, 5, 1..=100)?,
            notice_months: number("notice_months", self.notice_months, 6, 0..=120)?,
            from_year: number("from_year", self.from_year, 3, 1..=100)?,
            reading: self.reading.unwrap_or_default(),
            roll: self.roll.unwrap_or(true).then(|| self.zone.unwrap_or(Zone::Metropole)),
        })
    }

    fn settlement(&self) -> Result<Explained<Settlement>, Refusal> {
        let at = self.at.ok_or_else(|| Refusal::missing("at"))?;
        let assets = self.assets.as_ref().ok_or_else(|| Refusal::missing("assets"))?;
        let settled = assets.iter().map(|asset| {
            let basis = self.basis.unwrap_or_default();
            Ok(SettledAsset {
                id: asset.id.0.clone(),
                plan: plan(asset.cost, asset.in_service, asset.years, basis)?,
                is_taken_back: asset.recovered,
                exclusion: asset.excluded,
            })
        });
        let settled: Vec<SettledAsset> = settled.collect::<Result<_, Refusal>>()?;
        Ok(settle(at.0, self.term_end.map(|day| day.0), &Shares::default(), &settled))
    }
}

impl Ask for Query {
    type Answer = Answer;

    fn answer(&self, _: &mut Clocks) -> Result<Answer, Refusal> {
        Ok(match self.solve()? {
            Outcome::Effect(effect) => match effect.value {
                Effect::Leaves { last_day } => Answer::Date { result: last_day.to_string() },
                Effect::TooEarly { first_notice } => Answer::TooEarly {
                    result: (),
                    reason: "too_early",
                    first_notice: first_notice.to_string(),
                },
                Effect::TermFirst { term_end } => {
                    Answer::TermFirst { result: (), reason: "term_first", term_end: term_end.to_string() }
                }
            },
            Outcome::Settlement(settled) => Answer::Settlement {
                result: settled.value.total.to_string(),
                assets: settled
                    .value
                    .lines
                    .into_iter()
                    .map(|line| Line {
                        id: line.id,
                        vnc: line.net_book_value.to_string(),
                        due: line.due.to_string(),
                    })
                    .collect(),
            },
        })
    }

    fn explain(&self, _: &mut Clocks) -> Result<Explanation, Refusal> {
        Ok(match self.solve()? {
            Outcome::Effect(effect) => effect.explanation,
            Outcome::Settlement(settled) => settled.explanation,
        })
    }
}
