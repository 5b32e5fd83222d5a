//! The audit log as the stream of events: whoever must act on what happened follows it, entry by entry.
//!
//! An entry is written in the transaction of what it tells, and the places of a chain have no gap; so a follower
//! that keeps its place in each chain misses nothing and meets nothing twice. What it does with an entry is
//! committed with its new place: work it puts down is put down once.

use super::{Recorded, store};
use platform::{Ctx, Result, db::Tx};

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
