//! Work that keeps the index up with what happens: it follows the audit log, where every change leaves an entry.
//!
//! Indexing again what has not changed writes nothing, so an interrupted round is simply done again.

use super::{files, store};
use estate::{applications::ApplicationKey, assets::AssetKey};
use kernel::{Scope, id::OrganisationId};
use people::audit::{
    Recorded,
    feed::{self, Follower},
};
use platform::{
    Ctx, Platform, Result,
    db::Tx,
    jobs::{Every, Jobs},
    search::{self, Document},
};

/// Entries followed, or objects indexed, in one transaction: on SQLite nobody else writes meanwhile.
const OBJECTS: i64 = 20;

/// Kinds of objects that can be found, beside articles.
const KINDS: [&str; 7] =
    ["ticket", "person", "site", estate::assets::search::OBJECT, "application", "problem", "change"];

/// An object of the log: the chain it is in, its kind and its identifier.
pub(super) type Object = (String, String, String);

const FOLLOWER: Follower = Follower::from_the_beginning("search");

/// The index follows the log once a second, and joined files are read soon after they came.
pub fn jobs() -> Jobs {
    Jobs::new().every("search.follow", Every::Seconds(1), follow).every(
        "search.read_files",
        Every::Seconds(5),
        files::read,
    )
}

async fn follow(ctx: Ctx) -> Result<()> {
    catch_up(&ctx.platform).await.map(drop)
}

/// Indexes what changed since the last time; everything when the index was never made, or with other words. Gives
/// the number of entries followed and documents made.
pub async fn catch_up(platform: &Platform) -> Result<usize> {
    let ctx = Ctx::system(platform.clone(), "search");
    let is_current = store::is_current(&mut ctx.read().await?).await?;
    let made = if is_current { 0 } else { reindex(platform, &mut |_| {}).await? };
    Ok(made + feed::follow(&ctx, &FOLLOWER, OBJECTS, index).await?)
}

async fn index(tx: &mut Tx, entry: &Recorded) -> Result<()> {
    if entry.action == "organisation.create" {
        // What everybody reads is read by who comes later too.
        for article in desk::knowledge::store::ids(tx).await? {
            desk::knowledge::search::index(tx, &article).await?;
        }
    }
    let object = (entry.chain.clone(), entry.object_kind.clone(), entry.object_id.clone());
    put(tx, &object).await.map(drop)
}

/// Indexes one object as it is now.
pub(super) async fn put(tx: &mut Tx, (chain, kind, id): &Object) -> Result<usize> {
    let beneficiary = OrganisationId::from(chain.as_str());
    if kind == desk::knowledge::search::OBJECT {
        return desk::knowledge::search::index(tx, &id.as_str().into()).await;
    }
    let documents: Vec<Document> = match kind.as_str() {
        "ticket" => {
            let key = desk::tickets::search::key_of(&beneficiary, id);
            desk::tickets::search::documents(tx, &key).await?
        }
        "person" => {
            let person = people::persons::store::find(tx, &id.as_str().into()).await?;
            person.iter().map(people::persons::search::document).collect()
        }
        "problem" | "change" => of_the_provider(tx, (kind, id)).await?,
        _ => of_the_estate(tx, &beneficiary, (kind, id)).await?,
    };
    if documents.is_empty() && !KINDS.contains(&kind.as_str()) {
        return Ok(0);
    }
    let organisation = documents.first().map_or(beneficiary, |first| first.organisation.clone());
    Ok(search::replace(tx, &organisation, (kind, id), &documents).await?)
}

/// What stands in the provider's own chain, whomever it is about.
async fn of_the_provider(tx: &mut Tx, (kind, id): (&str, &str)) -> Result<Vec<Document>> {
    let Some(provider) = people::organisations::store::provider(tx).await? else { return Ok(vec![]) };
    if kind == "problem" {
        let one = desk::problems::store::find(tx, &id.into()).await?;
        return Ok(one.iter().map(|one| desk::problems::search::document(one, &provider.id)).collect());
    }
    let one = desk::changes::store::find(tx, &id.into()).await?;
    Ok(one.iter().map(|one| desk::changes::search::document(one, &provider.id)).collect())
}

async fn of_the_estate(
    tx: &mut Tx,
    beneficiary: &OrganisationId,
    (kind, id): (&str, &str),
) -> Result<Vec<Document>> {
    Ok(match kind {
        "site" => {
            let site = estate::sites::store::find(tx, beneficiary, &id.into()).await?;
            site.iter().map(estate::sites::search::document).collect()
        }
        estate::assets::search::OBJECT => {
            let key = AssetKey { beneficiary: beneficiary.clone(), id: id.into() };
            let asset = estate::assets::store::find(tx, &key).await?;
            asset.iter().filter_map(estate::assets::search::document).collect()
        }
        "application" => {
            let key = ApplicationKey { beneficiary: beneficiary.clone(), id: id.into() };
            let one = estate::applications::store::find(tx, &key).await?;
            one.iter().map(estate::applications::search::document).collect()
        }
        _ => vec![],
    })
}

/// Forgets the index and makes it again from every object there is. `told` hears how many are done.
pub async fn reindex(platform: &Platform, told: &mut (dyn FnMut(usize) + Send)) -> Result<usize> {
    let mut tx = platform.db.begin(&Scope::All).await?;
    search::store::clear(&mut tx).await?;
    tx.commit().await?;
    let (mut written, mut done) = (0, 0);
    for some in objects(platform).await?.chunks(usize::try_from(OBJECTS).unwrap_or(1)) {
        let mut tx = platform.db.begin(&Scope::All).await?;
        for object in some {
            written += put(&mut tx, object).await?;
        }
        tx.commit().await?;
        done += some.len();
        told(done);
    }
    // What happened meanwhile stands in the log, which is followed next.
    let mut tx = platform.db.begin(&Scope::All).await?;
    store::is_made(&mut tx).await?;
    tx.commit().await?;
    Ok(written)
}

/// Every object that can be found.
async fn objects(platform: &Platform) -> Result<Vec<Object>> {
    let ctx = Ctx::system(platform.clone(), "search");
    let mut tx = ctx.read().await?;
    let mut objects: Vec<Object> = vec![];
    estate_objects(&mut tx, &mut objects).await?;
    for id in desk::problems::store::ids(&mut tx).await? {
        objects.push((String::new(), "problem".to_owned(), id.into()));
    }
    for id in desk::changes::store::ids(&mut tx).await? {
        objects.push((String::new(), "change".to_owned(), id.into()));
    }
    for article in desk::knowledge::store::ids(&mut tx).await? {
        objects.push((String::new(), desk::knowledge::search::OBJECT.to_owned(), article.into()));
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

async fn estate_objects(tx: &mut Tx, objects: &mut Vec<Object>) -> Result<()> {
    for site in estate::sites::store::list(tx, None).await? {
        objects.push((site.beneficiary.into(), "site".to_owned(), site.id.into()));
    }
    let mut last = None;
    loop {
        let keys = estate::assets::store::keys(tx, last.as_ref(), 5_000).await?;
        let Some(end) = keys.last().cloned() else { break };
        let kind = estate::assets::search::OBJECT;
        objects.extend(keys.into_iter().map(|key| (key.beneficiary.into(), kind.to_owned(), key.id.into())));
        last = Some(end);
    }
    let mut last = String::new();
    loop {
        let keys = estate::applications::store::keys(tx, &last, 500).await?;
        let Some(end) = keys.last() else { return Ok(()) };
        last = end.id.to_string();
        for key in keys {
            objects.push((key.beneficiary.into(), "application".to_owned(), key.id.into()));
        }
    }
}
