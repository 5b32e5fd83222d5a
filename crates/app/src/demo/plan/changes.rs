//! Changes over the three years, from their writing to their review, and the freeze periods, read from the data.

use super::{arrivals::instant, cast::Cast, office::Act};
use anyhow::{Context as _, Result};
use desk::{changes::ChangeForm, freeze_periods::FreezeForm};
use jiff::{
    Timestamp, ToSpan as _,
    civil::{Date, DateTime},
};
use kernel::{Zone, months::next_working_day};
use serde::Deserialize;

/// What is done about changes. `change` is a name of the plan's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ChangeAct {
    /// Sets a freeze period.
    Freeze(Box<FreezeForm>),
    /// Writes a change: at places named by code and site, after a template made of another change if one is named.
    Write {
        /// Its name.
        change: String,
        /// `CODE` or `CODE/Site`.
        places: Vec<String>,
        /// Name of the change that its template was made of.
        template: String,
        /// The rest of the form.
        form: Box<ChangeForm>,
    },
    /// Asks those named.
    Submit {
        /// Which one.
        change: String,
        /// Names.
        approvers: Vec<String>,
    },
    /// Agrees.
    Agree {
        /// Which one.
        change: String,
    },
    /// Tells those concerned.
    Announce {
        /// Which one.
        change: String,
    },
    /// Begins.
    Start {
        /// Which one.
        change: String,
    },
    /// Ends in a state.
    End {
        /// Which one.
        change: String,
        /// `done` or `backed_out`.
        end: String,
        /// How it went.
        outcome: String,
    },
    /// Says afterwards how it went.
    Review {
        /// Which one.
        change: String,
        /// The result.
        review: String,
        /// In words.
        text: String,
    },
    /// Makes a standard change of it.
    Standard {
        /// Which one.
        change: String,
    },
    /// Gives it up.
    Cancel {
        /// Which one.
        change: String,
        /// Why.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Diary {
    freezes: Vec<PlannedFreeze>,
    changes: Vec<PlannedChange>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlannedFreeze {
    at: DateTime,
    by: String,
    form: FreezeForm,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlannedChange {
    name: String,
    by: String,
    at: DateTime,
    approvers: Vec<String>,
    places: Vec<String>,
    #[serde(default)]
    template: String,
    until: String,
    #[serde(default)]
    announced: bool,
    #[serde(default)]
    standard: bool,
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    review: String,
    #[serde(default)]
    lesson: String,
    form: ChangeForm,
}

type Acts = Vec<(Timestamp, usize, Act)>;

/// Every act with its instant and the position of who acts.
pub fn acts(cast: &Cast) -> Result<Acts> {
    let diary: Diary = toml::from_str(include_str!("../data/changes.toml")).context("data/changes.toml")?;
    let mut acts = vec![];
    for freeze in diary.freezes {
        let act = ChangeAct::Freeze(Box::new(freeze.form));
        acts.push((at(freeze.at)?, cast.person(&freeze.by)?, Act::Change(act)));
    }
    for change in diary.changes {
        change.lives(cast, &mut acts)?;
    }
    Ok(acts)
}

fn at(wall: DateTime) -> Result<Timestamp> {
    instant(wall).with_context(|| format!("no instant {wall}"))
}

/// The working day that many days later.
fn later(day: Date, days: i64) -> Result<Date> {
    Ok(next_working_day(day.checked_add(days.days())?, Zone::Metropole))
}

impl PlannedChange {
    /// Written, submitted an hour later, agreed to the next working day, announced the one after, carried out when planned,
    /// looked back upon the working day after.
    fn lives(&self, cast: &Cast, acts: &mut Acts) -> Result<()> {
        let by = cast.person(&self.by)?;
        let mut put = |wall: DateTime, who: usize, act| -> Result<()> {
            acts.push((at(wall)?, who, Act::Change(act)));
            Ok(())
        };
        let change = || self.name.clone();
        let (places, template) = (self.places.clone(), self.template.clone());
        let form = Box::new(self.form.clone());
        put(self.at, by, ChangeAct::Write { change: change(), places, template, form })?;
        if self.until == "draft" {
            return Ok(());
        }
        let submitted = self.at.checked_add(1.hour())?;
        put(submitted, by, ChangeAct::Submit { change: change(), approvers: self.approvers.clone() })?;
        if self.until == "awaiting_approval" {
            return Ok(());
        }
        let agreed = later(self.at.date(), if self.form.kind == "emergency" { 2 } else { 1 })?;
        for (minute, name) in (10i8..).step_by(12).zip(&self.approvers) {
            put(agreed.at(10, minute, 0, 0), cast.person(name)?, ChangeAct::Agree { change: change() })?;
        }
        let told = later(agreed, 1)?;
        if self.announced {
            put(told.at(9, 5, 0, 0), by, ChangeAct::Announce { change: change() })?;
        }
        if self.until == "approved" {
            return Ok(());
        }
        if self.until == "cancelled" {
            let (day, outcome) = (later(told, 5)?, self.outcome.clone());
            return put(day.at(11, 0, 0, 0), by, ChangeAct::Cancel { change: change(), reason: outcome });
        }
        self.carried_out(cast, by, &mut put)
    }

    /// Begun when planned, ended ten minutes early, looked back upon.
    fn carried_out(
        &self,
        cast: &Cast,
        by: usize,
        put: &mut impl FnMut(DateTime, usize, ChangeAct) -> Result<()>,
    ) -> Result<()> {
        let (change, outcome) = (|| self.name.clone(), self.outcome.clone());
        let (from, to): (DateTime, DateTime) = (self.form.from.parse()?, self.form.to.parse()?);
        put(from, by, ChangeAct::Start { change: change() })?;
        put(
            to.checked_sub(10.minutes())?,
            by,
            ChangeAct::End { change: change(), end: self.until.clone(), outcome },
        )?;
        let (review, text) = (self.review.clone(), self.lesson.clone());
        let looked = later(to.date(), 1)?;
        put(looked.at(11, 30, 0, 0), by, ChangeAct::Review { change: change(), review, text })?;
        if self.standard {
            let who = cast.person(self.approvers.first().context("nobody makes it standard")?)?;
            put(looked.at(14, 0, 0, 0), who, ChangeAct::Standard { change: change() })?;
        }
        Ok(())
    }
}
