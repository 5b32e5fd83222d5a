//! Documents in the database, beside the engine's own index of their terms.

use super::{
    Document, Hit, Kind,
    place::{self, END},
    rules::{self, Asked},
    sees_internal,
};
use crate::{
    Ctx, Digest, Result,
    db::{self, FromRow, Query, Row, Tx, fulltext, query},
};
use kernel::{Actor, id::OrganisationId};

impl FromRow for Hit {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            kind: row.word("kind")?,
            organisation: row.id("beneficiary_id")?,
            id: row.get("id")?,
            owner: row.get("owner_id")?,
            title: row.get("title")?,
            body: row.get("body")?,
            path: row.get("path")?,
            at: row.get("at")?,
            place: row.get("place")?,
        })
    }
}

struct Known {
    kind: Kind,
    id: String,
    place: i64,
    digest: String,
}

impl FromRow for Known {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            kind: row.word("kind")?,
            id: row.get("id")?,
            place: row.get("place")?,
            digest: row.get("digest")?,
        })
    }
}

/// Makes the documents of one object those given: new and changed ones are indexed, missing ones go. Gives the
/// number of documents written or removed.
pub async fn replace(
    tx: &mut Tx,
    organisation: &OrganisationId,
    owner: (&str, &str),
    documents: &[Document],
) -> db::Result<usize> {
    let select = query(
        "select d.kind, d.id, d.place, d.digest from search_document d \
         where {scope d} and d.beneficiary_id = $1 and d.owner_kind = $2 and d.owner_id = $3",
    );
    let known: Vec<Known> = tx.all(select.bind(organisation).bind(owner.0).bind(owner.1)).await?;
    let mut changed = 0;
    for old in &known {
        let found = documents.iter().find(|new| new.kind == old.kind && new.id == old.id);
        if found.is_none_or(|new| digest(new) != old.digest) {
            remove(tx, organisation, old).await?;
            changed += usize::from(found.is_none());
        }
    }
    for new in documents {
        let old = known.iter().find(|old| new.kind == old.kind && new.id == old.id);
        if old.is_none_or(|old| old.digest != digest(new)) {
            insert(tx, owner, new).await?;
            changed += 1;
        }
    }
    Ok(changed)
}

async fn remove(tx: &mut Tx, organisation: &OrganisationId, old: &Known) -> db::Result<()> {
    let delete =
        query("delete from search_document where {scope} and beneficiary_id = $1 and kind = $2 and id = $3");
    tx.execute(delete.bind(organisation).bind(old.kind.as_str()).bind(&old.id)).await?;
    fulltext::remove(tx, old.place).await
}

async fn insert(tx: &mut Tx, owner: (&str, &str), new: &Document) -> db::Result<()> {
    let first = place::first(new.at, &format!("{} {}", new.kind.as_str(), new.id));
    for place in first..first + 1_000 {
        let insert = query(
            "insert into search_document (beneficiary_id, kind, id, owner_kind, owner_id, place, at, title, body, \
             path, is_internal, digest) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
             on conflict (place) do nothing",
        );
        let insert = insert.bind(&new.organisation).bind(new.kind.as_str()).bind(&new.id).bind(owner.0);
        let insert = insert.bind(owner.1).bind(place).bind(new.at).bind(clean(&new.title));
        let insert = insert.bind(clean(&new.body)).bind(&new.path).bind(new.is_internal);
        if tx.execute(insert.bind(digest(new))).await? == 1 {
            return fulltext::put(tx, place, &rules::indexed(new)).await;
        }
    }
    Err(db::Error::Refused(format!("no place left at {}", new.at)))
}

/// PostgreSQL keeps no NUL.
fn clean(text: &str) -> String {
    text.replace('\0', " ")
}

fn digest(document: &Document) -> String {
    Digest::of(format!("{} {document:?}", kernel::words::VERSION).as_bytes()).to_string()
}

/// Forgets at most `limit` documents of an organisation. Gives how many.
pub async fn forget(tx: &mut Tx, organisation: &OrganisationId, limit: i64) -> db::Result<i64> {
    let select = query(
        "select d.kind, d.id, d.place, d.digest from search_document d \
         where {scope d} and d.beneficiary_id = $1 order by d.place limit $2",
    );
    let known: Vec<Known> = tx.all(select.bind(organisation).bind(limit)).await?;
    for old in &known {
        remove(tx, organisation, old).await?;
    }
    Ok(i64::try_from(known.len()).unwrap_or(i64::MAX))
}

/// Forgets everything: before all is indexed again.
pub async fn clear(tx: &mut Tx) -> db::Result<()> {
    tx.execute(query("delete from search_document where {scope}")).await?;
    fulltext::clear(tx).await
}

/// One page of what was asked for, the newest first, of some kinds; before the place where the last page ended.
pub async fn page(
    tx: &mut Tx,
    ctx: &Ctx,
    asked: &Asked,
    kinds: &[Kind],
    before: Option<i64>,
    limit: usize,
) -> Result<Vec<Hit>> {
    let Some(wanted) = rules::within(&ctx.actor, kinds, &asked.wanted) else { return Ok(vec![]) };
    fulltext::prepare(tx).await?;
    let most = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut hits: Vec<Hit> = vec![];
    for among in fulltext::ways(tx) {
        let statement = fulltext::matching(tx, *among, &wanted, before.unwrap_or(END))
            .and_in("d.kind", kinds.iter().map(|kind| kind.as_str()))
            .and_in("d.is_internal", if sees_internal(&ctx.actor) { vec![false, true] } else { vec![false] });
        hits = tx.all(fulltext::newest(tx, statement, most)).await?;
        if hits.len() == limit {
            break;
        }
    }
    Ok(hits)
}

/// A condition on words, within what its reader may find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowing {
    wanted: fulltext::Match,
    sees_internal: bool,
}

/// What was asked for among some kinds, for a statement of another store; nothing when the actor may find nothing.
pub fn narrowing(actor: &Actor, kinds: &[Kind], asked: &Asked) -> Option<Narrowing> {
    let wanted = rules::within(actor, kinds, &asked.wanted)?;
    Some(Narrowing { wanted, sees_internal: sees_internal(actor) })
}

/// Keeps to the objects found: `column` is the identifier of the object, followed by ` in`, such as `t.id in`. Only
/// with [`super::prepare`] before it in the transaction.
pub fn owned(tx: &Tx, statement: Query, column: &'static str, narrowing: &Narrowing) -> Query {
    fulltext::owned(tx, statement.push(" and ").push(column), &narrowing.wanted, narrowing.sees_internal)
}

/// What a reference, mail address or telephone number typed alone leads straight to.
pub async fn jump(tx: &mut Tx, ctx: &Ctx, asked: &Asked) -> Result<Option<Hit>> {
    let Some(reference) = &asked.reference else { return Ok(None) };
    let exact = Asked { wanted: rules::exactly(reference), ..asked.clone() };
    let found = page(tx, ctx, &exact, &Kind::ALL, None, 2).await?;
    Ok(if found.len() == 1 { found.into_iter().next() } else { None })
}

/// Tickets, persons, sites, assets and articles for somebody who is still typing: what a reference leads to first.
pub async fn quick(ctx: &Ctx, text: &str, limit: usize) -> Result<Vec<Hit>> {
    let Some(asked) = rules::ask(text.trim_end()) else { return Ok(vec![]) };
    let mut tx = ctx.read().await?;
    let mut hits: Vec<Hit> = jump(&mut tx, ctx, &asked).await?.into_iter().collect();
    for kind in [
        Kind::Person,
        Kind::Site,
        Kind::Asset,
        Kind::Application,
        Kind::Problem,
        Kind::Change,
        Kind::Article,
        Kind::Guide,
        Kind::Ticket,
    ] {
        let more = page(&mut tx, ctx, &asked, &[kind], None, limit).await?;
        let few = if kind == Kind::Ticket { limit } else { limit.div_ceil(3) };
        for hit in more.into_iter().take(few) {
            if hits.len() < limit && hits.iter().all(|known| known.place != hit.place) {
                hits.push(hit);
            }
        }
    }
    Ok(hits)
}
