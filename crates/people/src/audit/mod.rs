//! The audit log: who did what, one hash chain per beneficiary and one for the provider.
//!
//! Each entry carries the SHA-256 of its own bytes and of the entry before it, so that an altered, removed or
//! moved entry breaks the chain. A chain alone cannot show that its last entries were cut off, nor that the
//! owner of the database rewrote it whole and computed every digest again: for that, heads are written down
//! outside the database (`socle audit checkpoint`) and compared later (`socle audit verify --checkpoint`).
//!
//! What names a person (the actor's name, the detail) is under the digest only through a salted commitment:
//! destroying the salt erases it and keeps the chain whole. An erased entry shows as erased.

pub mod api;
pub mod feed;
pub mod pages;
pub mod rules;
pub mod store;
pub mod verify;
pub mod views;

pub use store::Head;

use jiff::Timestamp;
use kernel::id::{BeneficiaryId, PersonId};
use platform::{Ctx, Error, Result, db::Tx, files::hex};
use serde_json::Value;

/// Name of the chain of what concerns no beneficiary.
pub const PROVIDER_CHAIN: &str = "provider";

/// What is to be recorded.
#[derive(Clone, Debug)]
pub struct Entry {
    action: &'static str,
    beneficiary: Option<BeneficiaryId>,
    object_kind: &'static str,
    object_id: String,
    detail: Value,
}

/// One entry of the log, as stored.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Recorded {
    /// The beneficiary's identifier, or `provider`.
    pub chain: String,
    /// Place in the chain, from 1, without gaps.
    pub sequence: i64,
    /// The beneficiary concerned.
    pub beneficiary: Option<BeneficiaryId>,
    /// When.
    pub at: Timestamp,
    /// Who; nothing for the system itself.
    pub actor: Option<PersonId>,
    /// The actor's name at that time; empty once erased.
    pub actor_name: String,
    /// Verb, such as `ticket.assign`.
    pub action: String,
    /// Kind of the object, such as `ticket`.
    pub object_kind: String,
    /// Identifier of the object.
    pub object_id: String,
    /// JSON text with keys in order: what changed, for which reason; empty once erased.
    pub detail: String,
    /// Request in which it happened; empty for background work.
    pub request_id: String,
    /// Random text of the commitment; nothing once the personal part was erased.
    pub salt: Option<String>,
    /// SHA-256 over the salt, the actor's name and the detail.
    pub commitment: String,
    /// Digest of the entry before; 64 zeros for the first.
    pub previous_hash: String,
    /// Digest of this entry.
    pub hash: String,
}

/// Where a page ended: the instant, chain and sequence of its last entry.
pub type Cursor = (Timestamp, String, i64);

/// Which entries a page shows.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Only entries before this one.
    pub before: Cursor,
    /// Only this chain.
    pub chain: Option<String>,
    /// Only this action.
    pub action: Option<String>,
    /// Only objects of this kind.
    pub object_kind: Option<String>,
    /// Only this object.
    pub object_id: Option<String>,
}

impl Entry {
    /// `action` is a verb of the program such as `ticket.assign`; the object is what it was done to.
    pub fn new(
        action: &'static str,
        beneficiary: Option<&BeneficiaryId>,
        object_kind: &'static str,
        object_id: impl Into<String>,
    ) -> Self {
        let (beneficiary, object_id) = (beneficiary.cloned(), object_id.into());
        Self { action, beneficiary, object_kind, object_id, detail: Value::Object(serde_json::Map::new()) }
    }

    /// Adds what changed, for which reason. No secrets, no message texts.
    #[must_use]
    pub fn detail(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }
}

/// Adds an entry to the chain it belongs to, in the transaction of what it tells. The head of the chain stays
/// locked until the transaction ends, so two writers never follow the same entry.
pub async fn record(tx: &mut Tx, ctx: &Ctx, entry: Entry) -> Result<()> {
    let head = hold(tx, entry.beneficiary.as_ref()).await?;
    record_after(tx, ctx, head, entry).await
}

/// Takes the end of a chain until the transaction ends: from here on, writers of this beneficiary come one
/// after the other. For work that needs it before it knows what to record.
pub async fn hold(tx: &mut Tx, beneficiary: Option<&BeneficiaryId>) -> Result<Head> {
    Ok(store::hold(tx, beneficiary).await?)
}

/// [`record`] when the end of the chain is held already, and nothing was recorded since.
pub async fn record_after(tx: &mut Tx, ctx: &Ctx, head: Head, entry: Entry) -> Result<()> {
    let chain = store::chain(entry.beneficiary.as_ref()).to_owned();
    if head.chain != chain {
        return Err(Error::Internal(format!("{} is not recorded after {}", entry.action, head.chain)));
    }
    let mut salt = [0u8; 16];
    ctx.platform.ids.fill(&mut salt);
    let mut recorded = Recorded {
        chain,
        sequence: head.sequence + 1,
        beneficiary: entry.beneficiary,
        at: ctx.now(),
        actor: ctx.actor.person.clone(),
        actor_name: ctx.actor.name.clone(),
        action: entry.action.to_owned(),
        object_kind: entry.object_kind.to_owned(),
        object_id: entry.object_id,
        detail: rules::canonical(&entry.detail),
        request_id: ctx.request_id.clone(),
        salt: Some(hex(&salt)),
        commitment: String::new(),
        previous_hash: head.hash,
        hash: String::new(),
    };
    recorded.commitment = rules::commitment(&recorded).to_string();
    recorded.hash = rules::digest(&recorded).to_string();
    Ok(store::insert(tx, &recorded).await?)
}
