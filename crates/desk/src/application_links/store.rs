//! Links to applications in the database.

use super::Named;
use crate::{knowledge::ArticleId, tickets::TicketId, tickets::TicketKey};
use estate::applications::ApplicationKey;
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Named {
    fn from_row(row: &Row) -> Result<Self> {
        let key = ApplicationKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? };
        Ok(Self { key, name: row.get("name")? })
    }
}

/// Which application a ticket is about.
pub async fn of_ticket(tx: &mut Tx, key: &TicketKey) -> Result<Option<Named>> {
    let select = query(
        "select a.beneficiary_id, a.id, a.name from ticket_application l \
         join application a on a.beneficiary_id = l.beneficiary_id and a.id = l.application_id \
         where {scope l} and l.beneficiary_id = $1 and l.ticket_id = $2",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Says which application a ticket is about.
pub(super) async fn set_of_ticket(tx: &mut Tx, key: &TicketKey, application: &str) -> Result<()> {
    let upsert = query(
        "insert into ticket_application (beneficiary_id, ticket_id, application_id) values ($1, $2, $3) \
         on conflict (beneficiary_id, ticket_id) do update set application_id = excluded.application_id",
    );
    tx.execute(upsert.bind(&key.beneficiary).bind(key.id.as_str()).bind(application)).await.map(drop)
}

/// Says that a ticket is about no application; gives 0 when it was about none.
pub(super) async fn clear_of_ticket(tx: &mut Tx, key: &TicketKey) -> Result<u64> {
    let delete =
        query("delete from ticket_application where {scope} and beneficiary_id = $1 and ticket_id = $2");
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The last tickets of an application.
pub(super) async fn tickets(tx: &mut Tx, key: &ApplicationKey, limit: i64) -> Result<Vec<TicketId>> {
    let select = query(
        "select l.ticket_id as value from ticket_application l \
         where {scope l} and l.beneficiary_id = $1 and l.application_id = $2 order by l.ticket_id desc limit $3",
    );
    let found: Vec<(String,)> =
        tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(limit)).await?;
    Ok(found.into_iter().map(|(id,)| TicketId::from(id)).collect())
}

/// The articles linked to an application.
pub(super) async fn articles(tx: &mut Tx, key: &ApplicationKey) -> Result<Vec<ArticleId>> {
    let select = query(
        "select l.article_id as value from article_application l \
         where {scope l} and l.beneficiary_id = $1 and l.application_id = $2 order by l.article_id limit 200",
    );
    let found: Vec<(String,)> = tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    Ok(found.into_iter().map(|(id,)| ArticleId::from(id)).collect())
}

/// The applications in scope that an article is about, by name.
pub async fn of_article(tx: &mut Tx, id: &ArticleId) -> Result<Vec<Named>> {
    let select = query(
        "select a.beneficiary_id, a.id, a.name from article_application l \
         join application a on a.beneficiary_id = l.beneficiary_id and a.id = l.application_id \
         where {scope l} and l.article_id = $1 order by a.name_folded, a.id limit 200",
    );
    tx.all(select.bind(id.as_str())).await
}

/// Procedures that may be linked, by title: identifier and title.
pub(super) async fn procedures(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    let select = query(
        "select a.id, v.title from article a join article_version v on v.article_id = a.id \
         and v.number = coalesce(a.published, a.latest) where a.kind = 'procedure' and a.retired_at is null \
         order by a.title_folded, a.id limit 300",
    );
    let found: Vec<Procedure> = tx.all(select).await?;
    Ok(found.into_iter().map(|one| (one.0, one.1)).collect())
}

struct Procedure(String, String);

impl FromRow for Procedure {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.get("id")?, row.get("title")?))
    }
}

/// Links an article to an application; gives 0 when it is linked already.
pub(super) async fn link(
    tx: &mut Tx,
    key: &ApplicationKey,
    article: &ArticleId,
    by: &str,
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into article_application (beneficiary_id, article_id, application_id, linked_by_name, linked_at) \
         values ($1, $2, $3, $4, $5) on conflict (beneficiary_id, article_id, application_id) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(article.as_str()).bind(key.id.as_str());
    tx.execute(insert.bind(by).bind(now)).await
}

/// Ends a link; gives 0 when there is none.
pub(super) async fn unlink(tx: &mut Tx, key: &ApplicationKey, article: &ArticleId) -> Result<u64> {
    let delete = query(
        "delete from article_application where {scope} and beneficiary_id = $1 and article_id = $2 and application_id = $3",
    );
    tx.execute(delete.bind(&key.beneficiary).bind(article.as_str()).bind(key.id.as_str())).await
}
