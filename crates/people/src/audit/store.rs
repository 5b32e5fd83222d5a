//! The audit log in the database. Entries are only ever inserted: triggers refuse the rest.

use super::{Filter, PROVIDER_CHAIN, Recorded, rules::NO_ENTRY, verify::Mark};
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

/// The end of a chain, held until the transaction ends.
pub struct Head {
    pub(super) chain: String,
    /// Place of the last entry; 0 before the first.
    pub(super) sequence: i64,
    /// Its digest.
    pub(super) hash: String,
}

impl FromRow for Head {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { chain: row.get("chain")?, sequence: row.get("sequence")?, hash: row.get("hash")? })
    }
}

impl FromRow for Recorded {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            chain: row.get("chain")?,
            sequence: row.get("sequence")?,
            beneficiary: row.maybe_id("beneficiary_id")?,
            at: row.get("at")?,
            actor: row.maybe_id("actor_id")?,
            actor_name: row.get("actor_name")?,
            action: row.get("action")?,
            object_kind: row.get("object_kind")?,
            object_id: row.get("object_id")?,
            detail: row.get("detail")?,
            request_id: row.get("request_id")?,
            salt: row.maybe("salt")?,
            commitment: row.get("commitment")?,
            previous_hash: row.get("previous_hash")?,
            hash: row.get("hash")?,
        })
    }
}

/// The chain of a beneficiary, or of what concerns none.
pub(super) fn chain(beneficiary: Option<&BeneficiaryId>) -> &str {
    beneficiary.map_or(PROVIDER_CHAIN, BeneficiaryId::as_str)
}

/// Locks the head of a chain until the transaction ends, after having made it for the first entry.
pub(super) async fn hold(tx: &mut Tx, beneficiary: Option<&BeneficiaryId>) -> Result<Head> {
    let chain = chain(beneficiary);
    let select = || {
        query("select chain, sequence, hash from audit_head where chain = $1 and {scope} for update")
            .bind(chain)
    };
    if let Some(head) = tx.optional(select()).await? {
        return Ok(head);
    }
    let insert = query(
        "insert into audit_head (chain, beneficiary_id, sequence, hash) values ($1, $2, 0, $3) \
         on conflict (chain) do nothing",
    );
    tx.execute(insert.bind(chain).bind(beneficiary).bind(NO_ENTRY)).await?;
    tx.one(select()).await
}

/// Stores an entry. A trigger moves the head of its chain, so that the head is the last entry whoever writes.
pub async fn insert(tx: &mut Tx, entry: &Recorded) -> Result<()> {
    let insert = query(
        "insert into audit_entry (chain, sequence, beneficiary_id, at, actor_id, actor_name, action, object_kind, \
         object_id, detail, request_id, salt, commitment, previous_hash, hash) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    );
    let e = entry.clone();
    let insert = insert.bind(e.chain).bind(e.sequence).bind(e.beneficiary).bind(e.at).bind(e.actor);
    let insert =
        insert.bind(e.actor_name).bind(e.action).bind(e.object_kind).bind(e.object_id).bind(e.detail);
    let insert = insert.bind(e.request_id).bind(e.salt).bind(e.commitment).bind(e.previous_hash).bind(e.hash);
    tx.execute(insert).await.map(drop)
}

impl FromRow for Mark {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { chain: row.get("chain")?, sequence: row.get("sequence")?, hash: row.get("hash")? })
    }
}

/// The heads of the chains in scope, in order.
pub async fn heads(tx: &mut Tx) -> Result<Vec<Mark>> {
    tx.all(query("select chain, sequence, hash from audit_head where {scope} order by chain")).await
}

/// The next entries in scope after a place, in order of chain and place.
pub async fn batch(tx: &mut Tx, chain: &str, sequence: i64, limit: i64) -> Result<Vec<Recorded>> {
    let select = query(
        "select * from audit_entry where (chain, sequence) > ($1, $2) and {scope} order by chain, sequence limit $3",
    );
    tx.all(select.bind(chain).bind(sequence).bind(limit)).await
}

/// The kinds of objects of which entries of a beneficiary's chain still hold a personal part.
pub async fn kinds(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<String>> {
    let select = query(
        "select distinct object_kind as value from audit_entry where {scope} and chain = $1 and salt is not null order by value",
    );
    let found: Vec<(String,)> = tx.all(select.bind(beneficiary)).await?;
    Ok(found.into_iter().map(|(kind,)| kind).collect())
}

/// Erases the personal part of at most `limit` entries of a beneficiary's chain on objects of a kind: the chain stays whole,
/// they show as erased. Gives how many.
pub async fn erase(tx: &mut Tx, beneficiary: &BeneficiaryId, kind: &str, limit: i64) -> Result<u64> {
    let update = query(
        "update audit_entry set salt = null, actor_name = '', detail = '{}' where {scope} and chain = $1 and sequence in \
         (select e.sequence from audit_entry e where e.chain = $1 and e.object_kind = $2 and e.salt is not null \
         order by e.sequence limit $3)",
    );
    tx.execute(update.bind(beneficiary).bind(kind).bind(limit)).await
}

/// One page of the entries in scope, newest first, before the place of the last one shown.
pub async fn list(tx: &mut Tx, filter: &Filter, limit: i64) -> Result<Vec<Recorded>> {
    let (at, chain, sequence) = filter.before.clone();
    let select = query("select * from audit_entry where (at, chain, sequence) < ($1, $2, $3) and {scope}");
    let select = select.bind(at).bind(chain).bind(sequence).bind(limit);
    let select = select
        .and_if("chain =", filter.chain.as_deref())
        .and_if("action =", filter.action.as_deref())
        .and_if("object_kind =", filter.object_kind.as_deref());
    let select = select.and_if("object_id =", filter.object_id.as_deref());
    tx.all(select.push(" order by at desc, chain desc, sequence desc limit $4")).await
}

/// Ends of the chains in scope beyond which a follower has not gone.
pub(super) async fn behind(tx: &mut Tx, follower: &str) -> Result<Vec<String>> {
    let select = query(
        "select h.chain as value from audit_head h left join audit_follower f on f.name = $1 and f.chain = h.chain \
         where {scope h} and h.sequence > coalesce(f.sequence, 0) order by h.chain",
    );
    Ok(tx.all::<(String,)>(select.bind(follower)).await?.into_iter().map(|(chain,)| chain).collect())
}

/// Puts a follower at a place of a chain, unless it is already somewhere.
pub(super) async fn begin_following(tx: &mut Tx, follower: &str, chain: &str, sequence: i64) -> Result<u64> {
    let insert = query(
        "insert into audit_follower (name, chain, sequence) values ($1, $2, $3) on conflict (name, chain) do nothing",
    );
    tx.execute(insert.bind(follower).bind(chain).bind(sequence)).await
}

/// Puts the followers that have begun with a chain of this name at the end of another one.
pub(super) async fn pass_over(tx: &mut Tx, chain: &str, begun: &str) -> Result<()> {
    let insert = query(
        "insert into audit_follower (name, chain, sequence) select f.name, h.chain, h.sequence from audit_follower f \
         join audit_head h on h.chain = $1 and {scope h} where f.chain = $2 on conflict (name, chain) do nothing",
    );
    tx.execute(insert.bind(chain).bind(begun)).await.map(drop)
}

/// How far a follower has gone in a chain; held until the transaction ends.
pub(super) async fn followed(tx: &mut Tx, follower: &str, chain: &str) -> Result<i64> {
    let select =
        query("select sequence as value from audit_follower where name = $1 and chain = $2 for update");
    tx.value(select.bind(follower).bind(chain)).await
}

/// Notes how far a follower has gone in a chain.
pub(super) async fn follow_to(tx: &mut Tx, follower: &str, chain: &str, sequence: i64) -> Result<()> {
    let update = query("update audit_follower set sequence = $3 where name = $1 and chain = $2");
    tx.execute(update.bind(follower).bind(chain).bind(sequence)).await.map(drop)
}

/// The next entries of one chain after a place, in order.
pub(super) async fn after(tx: &mut Tx, chain: &str, sequence: i64, limit: i64) -> Result<Vec<Recorded>> {
    let select = query(
        "select * from audit_entry where chain = $1 and sequence > $2 and {scope} order by sequence limit $3",
    );
    tx.all(select.bind(chain).bind(sequence).bind(limit)).await
}
