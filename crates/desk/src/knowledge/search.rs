//! Articles as they can be found: once for the provider's side, and once for each beneficiary that reads it.

use super::{Article, ArticleId, Audience, markup, store};
use jiff::Timestamp;
use kernel::{Side, id::OrganisationId};
use people::organisations;
use platform::{
    Result,
    db::Tx,
    search::{Document, Kind, replace},
};

/// Kind of object under which articles stand in the log and in the index.
pub const OBJECT: &str = "article";

/// Indexes an article as it is now, for everybody. Gives the number of documents written or removed.
pub async fn index(tx: &mut Tx, id: &ArticleId) -> Result<usize> {
    let article = store::find(tx, store::Reader::Agents, id).await?;
    let named = store::audiences(tx, id).await?;
    let mut written = 0;
    for organisation in organisations::store::list(tx).await? {
        let document = article.as_ref().and_then(|article| {
            let is_named = || {
                let of_version = named.get(&article.shown.number).into_iter().flatten();
                of_version.map(|(beneficiary, _)| beneficiary).any(|id| *id == organisation.id)
            };
            document(article, organisation.side, &organisation.id, is_named)
        });
        let documents: Vec<Document> = document.into_iter().collect();
        written += replace(tx, &organisation.id, (OBJECT, id.as_str()), &documents).await?;
    }
    Ok(written)
}

/// What an organisation's people find of an article; nothing when they do not read it.
fn document(
    article: &Article,
    side: Side,
    organisation: &OrganisationId,
    is_named: impl Fn() -> bool,
) -> Option<Document> {
    let shown = &article.shown;
    let (kind, is_found) = match side {
        Side::Provider => (Kind::Article, article.retired_at.is_none()),
        Side::Beneficiary => {
            let reads = match shown.audience {
                Audience::Internal => false,
                Audience::Everybody => true,
                Audience::Named => is_named(),
            };
            (Kind::Guide, article.is_read() && reads)
        }
        Side::Contractor => (Kind::Guide, false),
    };
    is_found.then(|| Document {
        organisation: organisation.clone(),
        kind,
        id: article.id.to_string(),
        // Articles have no date that matters to somebody looking for one.
        at: Timestamp::UNIX_EPOCH,
        title: shown.title.clone(),
        body: markup::plain(&shown.body),
        also: article.category.as_ref().map(|(_, name)| name.clone()).unwrap_or_default(),
        references: vec![],
        path: article.path(),
        readers: vec![],
        is_internal: kind == Kind::Article,
    })
}
