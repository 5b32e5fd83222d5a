//! Background work: what kinds there are, and one piece of it.
//!
//! A piece is a row put there in the transaction that makes it needed, so it is neither lost nor done for something
//! that did not happen. Whoever takes it holds it for a lease; a worker that dies gives it back. Work is therefore
//! done at least once: a handler must bear being run again.

mod rules;
mod store;
mod worker;

pub use store::{dead, enqueue, list, purge, retry, waiting};
pub use worker::{Worker, run_due};

use crate::{Ctx, Result};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use serde_json::Value;
use std::{collections::BTreeMap, pin::Pin, sync::Arc};

type Running = Pin<Box<dyn Future<Output = Result<()>> + Send>>;
type Handler = Arc<dyn Fn(Ctx, Value) -> Running + Send + Sync>;

/// When a recurring piece of work comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// This many seconds after the end of the last time, in each process that works. Nothing is written for it: the
    /// handler must look before it writes, and bear being run by two processes at once.
    Seconds(u32),
    /// This many minutes after the last time was due.
    Minutes(u32),
    /// Each day at this hour and minute in Paris.
    DayAt(i8, i8),
}

/// The kinds of work of an area, as [`crate::web::Routes`] are its addresses.
#[derive(Clone, Default)]
pub struct Jobs {
    handlers: BTreeMap<&'static str, Handler>,
    recurring: BTreeMap<&'static str, Every>,
}

impl Jobs {
    /// No kinds yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Work of this kind is done by `handler`, which receives the payload.
    #[must_use]
    pub fn on<F>(
        mut self,
        kind: &'static str,
        handler: impl Fn(Ctx, Value) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<()>> + Send + 'static,
    {
        self.handlers.insert(kind, Arc::new(move |ctx, payload| Box::pin(handler(ctx, payload))));
        self
    }

    /// Work that comes back by itself.
    #[must_use]
    pub fn every<F>(
        mut self,
        kind: &'static str,
        every: Every,
        handler: impl Fn(Ctx) -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<()>> + Send + 'static,
    {
        self.recurring.insert(kind, every);
        self.on(kind, move |ctx, _| handler(ctx))
    }

    /// Adds another area's kinds.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.handlers.extend(other.handlers);
        self.recurring.extend(other.recurring);
        self
    }

    /// Every kind, and when it comes back if it does.
    pub fn kinds(&self) -> impl Iterator<Item = (&'static str, Option<Every>)> + '_ {
        self.handlers.keys().map(|kind| (*kind, self.recurring.get(kind).copied()))
    }

    fn handler(&self, kind: &str) -> Option<Handler> {
        self.handlers.get(kind).cloned()
    }
}

/// A piece of work to be done.
#[derive(Clone, Debug)]
pub struct NewJob {
    kind: &'static str,
    payload: Value,
    run_at: Option<Timestamp>,
    beneficiary: Option<BeneficiaryId>,
    once_key: Option<String>,
}

impl NewJob {
    /// Work of a kind that some area handles, with an object that says on what.
    pub fn new(kind: &'static str, payload: Value) -> Self {
        Self { kind, payload, run_at: None, beneficiary: None, once_key: None }
    }

    /// Not before this instant; as soon as possible otherwise.
    #[must_use]
    pub fn at(mut self, at: Timestamp) -> Self {
        self.run_at = Some(at);
        self
    }

    /// On a row of this beneficiary; otherwise of the transaction's own scope.
    #[must_use]
    pub fn of(mut self, beneficiary: &BeneficiaryId) -> Self {
        self.beneficiary = Some(beneficiary.clone());
        self
    }

    /// At most one piece of work ever has this key: asking again changes nothing.
    #[must_use]
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.once_key = Some(key.into());
        self
    }
}

/// Where a piece of work stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// To be done, now or later.
    Waiting,
    /// Done.
    Done,
    /// Given up after too many failures: somebody must look.
    Dead,
}

impl JobState {
    /// Every state, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Dead, Self::Waiting, Self::Done];

    /// The word stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }

    /// The state of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A piece of work as stored.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Job {
    /// Its identifier; of recurring work, its kind.
    pub id: String,
    /// What is done.
    pub kind: String,
    /// On what.
    #[serde(skip)]
    pub payload: Value,
    /// Where it stands.
    pub state: JobState,
    /// Whether it comes back by itself.
    pub is_recurring: bool,
    /// Due from then on; while it runs, the end of its lease.
    pub run_at: Timestamp,
    /// Times it was begun since it last succeeded.
    pub attempts: i64,
    /// When it was last begun.
    pub started_at: Option<Timestamp>,
    /// When it last ended.
    pub finished_at: Option<Timestamp>,
    /// Why it last failed; empty when it did not.
    pub last_error: String,
}
