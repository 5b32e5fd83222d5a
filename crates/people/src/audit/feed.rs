//! The audit log as the stream of events: whoever must act on what happened follows it, entry by entry.
//!
//! An entry is written in the transaction of what it tells, and the places of a chain have no gap; so a follower
//! that keeps its place in each chain misses nothing and meets nothing twice. What it does with an entry is
//! committed with its new place: work it puts down is put down once.

use super::{Recorded, store};
use platform::{Ctx, Result, db::Tx};
use std::collections::BTreeMap;

/// A reader of the log with its own place in each chain.
#[derive(Clone, Copy, Debug)]
pub struct Follower {
    name: &'static str,
    from_now: bool,
}

impl Follower {
    /// Follows from the moment it is first run: what happened before concerns it not (notifications).
    pub const fn from_now(name: &'static str) -> Self {
        Self { name, from_now: true }
    }

    /// Follows from the first entry on (search).
    pub const fn from_the_beginning(name: &'static str) -> Self {
        Self { name, from_now: false }
    }
}

/// Hands each new entry to `handle`, in order within each chain, `batch` entries to a transaction. When `handle`
/// fails, nothing of that batch remains and it is handed again next time. Looks before it writes. Gives the number
/// of entries handed.
pub async fn follow(
    ctx: &Ctx,
    follower: &Follower,
    batch: i64,
    mut handle: impl AsyncFnMut(&mut Tx, &Recorded) -> Result<()>,
) -> Result<usize> {
    let mut look = ctx.read().await?;
    let behind = store::behind(&mut look, follower.name).await?;
    drop(look);
    if behind.is_empty() || (follower.from_now && settle(ctx, follower).await?) {
        return Ok(0);
    }
    let mut handed = 0;
    for chain in behind {
        loop {
            let mut tx = ctx.begin().await?;
            store::begin_following(&mut tx, follower.name, &chain, 0).await?;
            let place = store::followed(&mut tx, follower.name, &chain).await?;
            let entries = store::after(&mut tx, &chain, place, batch).await?;
            let Some(last) = entries.last().map(|entry| entry.sequence) else { break };
            for entry in &entries {
                handle(&mut tx, entry).await?;
            }
            store::follow_to(&mut tx, follower.name, &chain, last).await?;
            tx.commit().await?;
            handed += entries.len();
        }
    }
    Ok(handed)
}

/// Name of the chain that stands for "has begun": no organisation has it.
const BEGUN: &str = "";

/// Puts a follower that was never run at the end of every chain. Says whether it was its first time. A chain that
/// begins later is followed from its first entry.
async fn settle(ctx: &Ctx, follower: &Follower) -> Result<bool> {
    let mut tx = ctx.begin().await?;
    if store::begin_following(&mut tx, follower.name, BEGUN, 0).await? == 0 {
        return Ok(false);
    }
    for head in store::heads(&mut tx).await? {
        store::begin_following(&mut tx, follower.name, &head.chain, head.sequence).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Puts every follower that follows from now on at the end of a chain that came from elsewhere: what happened there long ago
/// is no news here.
pub async fn pass_over(tx: &mut Tx, chain: &str) -> Result<()> {
    Ok(store::pass_over(tx, chain, BEGUN).await?)
}

/// A reader that keeps its places in memory: for news that matter only while somebody looks. It begins where the
/// chains end when it first looks.
#[derive(Debug, Default)]
pub struct Watch {
    places: Option<BTreeMap<String, i64>>,
}

/// Entries of one chain read at once.
const WATCHED: i64 = 200;

impl Watch {
    /// What was recorded in scope since the last time, chain by chain.
    pub async fn news(&mut self, tx: &mut Tx) -> Result<Vec<Recorded>> {
        let Some(places) = &mut self.places else {
            self.skip(tx).await?;
            return Ok(vec![]);
        };
        let mut news = vec![];
        for head in store::heads(tx).await? {
            let place = places.entry(head.chain.clone()).or_insert(0);
            if *place < head.sequence {
                let entries = store::after(tx, &head.chain, *place, WATCHED).await?;
                *place = entries.last().map_or(head.sequence, |entry| entry.sequence);
                news.extend(entries);
            }
        }
        Ok(news)
    }

    /// Passes over what was recorded until now.
    pub async fn skip(&mut self, tx: &mut Tx) -> Result<()> {
        let heads = store::heads(tx).await?;
        self.places = Some(heads.into_iter().map(|head| (head.chain, head.sequence)).collect());
        Ok(())
    }
}
