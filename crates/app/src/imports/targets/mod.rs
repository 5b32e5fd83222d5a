//! What rows become, target by target: each is decided from what is known, then done by the actions of its own feature.

pub mod assets;
pub mod persons;
pub mod sites;
pub mod tickets;

use super::{
    Import, Mapping, Object, Outcome, Target, Trouble,
    records::{Record, Unit},
    store,
};
use desk::tickets::actions::PastTicket;
use kernel::{Side, Text, fold, id::BeneficiaryId};
use people::{Organisation, organisations};
use platform::{Ctx, Result, db::Tx};
use std::collections::HashMap;

/// What becomes of a unit of rows.
#[derive(Debug)]
pub struct Step {
    /// Line of its first row.
    pub line: u64,
    /// What it is about, in few words.
    pub what: String,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What is wrong with it.
    pub troubles: Vec<Trouble>,
    /// The row of ours it is about already.
    pub object: Option<Object>,
    /// The other tool's identifier of it; empty when it gives none.
    pub external_id: String,
    /// What is to be done.
    pub work: Work,
}

/// What is to be done for a unit.
#[derive(Debug)]
pub enum Work {
    /// Nothing.
    Nothing,
    /// To a person.
    Person(Box<persons::Work>),
    /// To a site.
    Site(Box<sites::Work>),
    /// To an asset.
    Asset(Box<assets::Work>),
    /// A past ticket to store.
    Ticket(Box<PastTicket>),
}

impl Step {
    /// A unit that cannot be taken.
    pub fn refused(unit: &Unit, what: String, troubles: Vec<Trouble>) -> Self {
        Self {
            line: unit.line(),
            what,
            outcome: Outcome::Refused,
            troubles,
            object: None,
            external_id: String::new(),
            work: Work::Nothing,
        }
    }

    /// A unit that can be taken.
    pub fn taken(unit: &Unit, what: String, object: Option<Object>, work: Option<Work>) -> Self {
        let outcome = match (&object, &work) {
            (None, _) => Outcome::Create,
            (Some(_), Some(_)) => Outcome::Change,
            (Some(_), None) => Outcome::Same,
        };
        Self {
            line: unit.line(),
            what,
            outcome,
            troubles: vec![],
            object,
            external_id: unit.first().get("external_id").to_owned(),
            work: work.unwrap_or(Work::Nothing),
        }
    }
}

/// What decisions are made from, besides the rows of a batch.
pub struct Known<'a> {
    /// Who imports.
    pub ctx: &'a Ctx,
    /// The tool the rows come from.
    pub source: &'a str,
    /// How they are read.
    pub mapping: &'a Mapping,
    organisations: Vec<Organisation>,
    /// Our rows by the other tool's identifiers.
    references: HashMap<String, String>,
}

impl<'a> Known<'a> {
    /// Looks up what the rows of a batch name.
    pub async fn load(
        tx: &mut Tx,
        ctx: &'a Ctx,
        import: &'a Import,
        mapping: &'a Mapping,
        units: &[Unit],
    ) -> Result<Self> {
        let ids: Vec<String> = units.iter().map(|unit| unit.first().get("external_id").to_owned()).collect();
        let ids: Vec<String> = ids.into_iter().filter(|id| !id.is_empty()).collect();
        let references = store::references(tx, &import.source, import.target, &ids).await?;
        Ok(Self {
            ctx,
            source: &import.source,
            mapping,
            organisations: organisations::store::list(tx).await?,
            references: references.into_iter().map(|r| (r.external_id, r.object_id)).collect(),
        })
    }

    /// The row of ours that the other tool knows under the identifier of this unit.
    pub fn reference(&self, unit: &Unit) -> Option<&str> {
        self.references.get(unit.first().get("external_id")).map(String::as_str)
    }

    /// The organisation a field names by its code or its name. What is unknown is refused with the line to add to the
    /// mapping.
    pub fn organisation(
        &self,
        record: &Record,
        field: &str,
        side: Option<Side>,
        troubles: &mut Vec<Trouble>,
    ) -> Option<&Organisation> {
        let given = fold(record.get(field));
        if given.is_empty() {
            return None;
        }
        let is_it = |o: &&Organisation| fold(&o.code) == given || fold(&o.name) == given;
        let fits = |o: &&Organisation| side.is_none_or(|side| o.side == side);
        let found = self.organisations.iter().filter(fits).find(is_it);
        if found.is_none() {
            let codes: Vec<&str> = self.organisations.iter().filter(fits).map(|o| o.code.as_str()).collect();
            let example = codes.first().copied().unwrap_or("CODE").to_owned();
            let typed = record.typed(field);
            let text = Text::new("import-error-organisation").with("codes", codes.join(", "));
            troubles.push(record.trouble(field, text.with("line", format!("{typed} = {example}"))));
        }
        found
    }
}

/// Decides upon the units of a batch.
pub async fn decide(tx: &mut Tx, known: &Known<'_>, target: Target, units: &[Unit]) -> Result<Vec<Step>> {
    match target {
        Target::Person => persons::decide(tx, known, units).await,
        Target::Site => sites::decide(tx, known, units).await,
        Target::Asset => assets::decide(tx, known, units).await,
        Target::Ticket => tickets::decide(tx, known, units).await,
    }
}

/// Does what was decided, and gives the row of ours. A unit with nothing to do keeps the one it had.
pub async fn perform(tx: &mut Tx, ctx: &Ctx, step: &Step) -> Result<Option<Object>> {
    match &step.work {
        Work::Nothing => Ok(step.object.clone()),
        Work::Person(work) => persons::perform(tx, ctx, work).await.map(Some),
        Work::Site(work) => sites::perform(tx, ctx, work).await.map(Some),
        Work::Asset(work) => assets::perform(tx, ctx, work).await.map(Some),
        Work::Ticket(past) => tickets::perform(tx, ctx, past).await.map(Some),
    }
}

/// Takes back what was created. Says whether it is gone; a row that something refers to is an error of the database.
pub async fn take_back(tx: &mut Tx, ctx: &Ctx, target: Target, object: &Object) -> Result<bool> {
    match target {
        Target::Person => {
            people::persons::actions::take_back_in(tx, ctx, &object.id.as_str().into(), object.version).await
        }
        Target::Site => match &object.owner {
            Some(owner) => sites::take_back(tx, ctx, owner, object).await,
            None => Ok(false),
        },
        Target::Asset => match &object.owner {
            Some(owner) => assets::take_back(tx, ctx, owner, object).await,
            None => Ok(false),
        },
        Target::Ticket => match &object.owner {
            Some(owner) => tickets::take_back(tx, ctx, owner, object).await,
            None => Ok(false),
        },
    }
}

/// Refuses a unit that an earlier line is already.
fn check_twice(unit: &Unit, field: &str, troubles: &mut Vec<Trouble>) {
    if let Some(line) = unit.same_as {
        troubles.push(unit.first().trouble(field, Text::new("import-error-line-twice").with("line", line)));
    }
}

/// The beneficiary of an organisation that must be one.
fn own(organisation: Option<&Organisation>) -> Option<&BeneficiaryId> {
    organisation.and_then(Organisation::beneficiary)
}
