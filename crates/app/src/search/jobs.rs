//! Work that keeps the index up with what happens: it follows the audit log, where every change leaves an entry.
//!
//! Indexing again what has not changed writes nothing, so an interrupted round is simply done again.

use super::store;
use kernel::{Scope, id::OrganisationId, words};
use people::audit::{self, Recorded};
use platform::{
    Ctx, Platform, Result,
    db::Tx,
    search::{self, Document},
};
use std::{collections::BTreeSet, time::Duration};

/// Entries read at once.
const ENTRIES: i64 = 500;
/// Objects indexed in one transaction: on SQLite nobody else writes meanwhile.
const OBJECTS: usize = 20;

/// An object of the log: the chain it is in, its kind and its identifier.
type Object = (String, String, String);

/// Follows the log once a second until the process ends. A failure is told and tried again.
pub async fn keep_up(platform: Platform) {
    let mut every = tokio::time::interval(Duration::from_secs(1));
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        if let Err(error) = catch_up(&platform).await {
            tracing::error!(%error, "the search index is behind");
        }
    }
}

/// Indexes what changed since the last time; everything when the words are made otherwise than before. Gives
/// the number of documents written.
pub async fn catch_up(platform: &Platform) -> Result<usize> {
    let mut tx = platform.db.read(&Scope::All).await?;
    let cursors = store::cursors(&mut tx).await?;
    let heads = audit::store::heads(&mut tx).await?;
    drop(tx);
    if cursors.iter().any(|cursor| cursor.words_version != words::VERSION) {
        return reindex(platform, &mut |_| {}).await;
    }
    let mut written = 0;
    for head in heads {
        let known = cursors.iter().find(|cursor| cursor.chain == head.chain);
        let mut sequence = known.map_or(0, |cursor| cursor.sequence);
        while sequence < head.sequence {
            let mut tx = platform.db.read(&Scope::All).await?;
            let entries = audit::store::after(&mut tx, &head.chain, sequence, ENTRIES).await?;
            drop(tx);
            let Some(last) = entries.last() else { break };
            sequence = last.sequence;
            written += index(platform, &entries).await?;
            let mut tx = platform.db.begin(&Scope::All).await?;
            store::follow(&mut tx, &head.chain, sequence).await?;
            tx.commit().await?;
        }
    }
    Ok(written)
}

async fn index(platform: &Platform, entries: &[Recorded]) -> Result<usize> {
    let object = |entry: &Recorded| (entry.chain.clone(), entry.object_kind.clone(), entry.object_id.clone());
    let objects: Vec<Object> = entries.iter().map(object).collect::<BTreeSet<_>>().into_iter().collect();
    let mut written = 0;
    for some in objects.chunks(OBJECTS) {
        let mut tx = platform.db.begin(&Scope::All).await?;
        for object in some {
            written += put(&mut tx, object).await?;
        }
        tx.commit().await?;
    }
    Ok(written)
}

/// Indexes one object as it is now.
async fn put(tx: &mut Tx, (chain, kind, id): &Object) -> Result<usize> {
    let beneficiary = OrganisationId::from(chain.as_str());
    let documents: Vec<Document> = match kind.as_str() {
        "ticket" => {
            let key = desk::tickets::search::key_of(&beneficiary, id);
            desk::tickets::search::documents(tx, &key).await?
        }
        "person" => {
            let person = people::persons::store::find(tx, &id.as_str().into()).await?;
            person.iter().map(people::persons::search::document).collect()
        }
        "site" => {
            let site = estate::sites::store::find(tx, &beneficiary, &id.as_str().into()).await?;
            site.iter().map(estate::sites::search::document).collect()
        }
        _ => return Ok(0),
    };
    let organisation = documents.first().map_or(beneficiary, |first| first.organisation.clone());
    Ok(search::replace(tx, &organisation, (kind, id), &documents).await?)
}

/// Forgets the index and makes it again from every object there is. `told` hears how many are done.
pub async fn reindex(platform: &Platform, told: &mut (dyn FnMut(usize) + Send)) -> Result<usize> {
    let mut tx = platform.db.begin(&Scope::All).await?;
    let heads = audit::store::heads(&mut tx).await?;
    search::store::clear(&mut tx).await?;
    tx.commit().await?;
    let mut written = 0;
    for (done, some) in objects(platform).await?.chunks(OBJECTS).enumerate() {
        let mut tx = platform.db.begin(&Scope::All).await?;
        for object in some {
            written += put(&mut tx, object).await?;
        }
        tx.commit().await?;
        told(done * OBJECTS + some.len());
    }
    // What happened meanwhile comes after the heads read at the beginning.
    let mut tx = platform.db.begin(&Scope::All).await?;
    for head in heads {
        store::follow(&mut tx, &head.chain, head.sequence).await?;
    }
    tx.commit().await?;
    Ok(written)
}

/// Every object that can be found.
async fn objects(platform: &Platform) -> Result<Vec<Object>> {
    let ctx = Ctx::system(platform.clone(), "search");
    let mut tx = ctx.read().await?;
    let mut objects: Vec<Object> = vec![];
    for site in estate::sites::store::list(&mut tx, None).await? {
        objects.push((site.beneficiary.into(), "site".to_owned(), site.id.into()));
    }
    let mut after = None;
    loop {
        let page = people::persons::actions::page(&mut tx, None, after.as_ref()).await?;
        for person in page.persons {
            objects.push((person.organisation.into(), "person".to_owned(), person.id.into()));
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let mut last = None;
    loop {
        let keys = desk::tickets::search::keys(&mut tx, last.as_ref(), 5_000).await?;
        let Some(end) = keys.last().cloned() else { break };
        for key in keys {
            objects.push((key.beneficiary.into(), "ticket".to_owned(), key.id.into()));
        }
        last = Some(end);
    }
    Ok(objects)
}
