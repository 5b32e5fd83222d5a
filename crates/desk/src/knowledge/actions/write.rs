//! Writing: each text is a version for good; it is read once somebody else has published it.

use super::{author, today, unpublished_authors, writer};
use crate::{
    categories::CategoryId,
    knowledge::{
        Article, ArticleForm, ArticleId, ArticleKind, Audience, Author, Review, Stage, Verdict, Version,
        rules::{self, Deed, Stated},
        store,
    },
    tickets::actions as tickets,
};
use kernel::{
    Side, Text, fold,
    id::{BeneficiaryId, PersonId},
};
use people::{
    audit::{Entry, record},
    organisations, persons,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::{Value, json};

/// Begins an article: its first version is a draft. Sent twice with one key, it is made once.
pub async fn create(ctx: &Ctx, form: &ArticleForm) -> Result<Article> {
    writer(ctx)?;
    let stated = rules::stated(form).map_err(Error::Invalid)?;
    let source = form.source();
    if let Some(key) = &source {
        // Nobody makes an article of a ticket that he or she may not read.
        tickets::read(ctx, key).await?;
    }
    let mut tx = ctx.begin().await?;
    let named = named(&mut tx, form, &stated).await?;
    let version = written(ctx, form, &stated, 1);
    let mut article = Article {
        id: ctx.id(),
        kind: ArticleKind::Article,
        category: None,
        owner: author(ctx),
        published: None,
        latest: 1,
        stage: Stage::Draft,
        review_by: stated.review_by,
        retired_at: None,
        updated_at: ctx.now(),
        version: 1,
        title_folded: fold(&version.title),
        shown: version.clone(),
    };
    described(ctx, &mut tx, &mut article, form).await?;
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if store::insert(&mut tx, &article, sent).await? == 0 {
        let made = store::sent(&mut tx, &form.key).await?.ok_or(Error::NotFound)?;
        return store::find(&mut tx, store::Reader::Agents, &made).await?.ok_or(Error::NotFound);
    }
    store::add_version(&mut tx, &article.id, &version, &named).await?;
    if let Some(key) = &source {
        store::add_source(&mut tx, &article.id, key).await?;
    }
    let detail = json!({"title": version.title, "audience": version.audience});
    finish(ctx, tx, "article.create", &article.id, detail).await
}

fn written(ctx: &Ctx, form: &ArticleForm, stated: &Stated, number: i64) -> Version {
    Version {
        number,
        title: form.title.trim().to_owned(),
        body: form.body.replace("\r\n", "\n").trim().to_owned(),
        audience: stated.audience,
        note: form.note.trim().to_owned(),
        author: author(ctx),
        written_at: ctx.now(),
    }
}

/// The beneficiaries named, each of which must be one.
async fn named(tx: &mut Tx, form: &ArticleForm, stated: &Stated) -> Result<Vec<BeneficiaryId>> {
    if stated.audience != Audience::Named {
        return Ok(vec![]);
    }
    let known = organisations::store::beneficiaries(tx).await?;
    let mut named: Vec<BeneficiaryId> =
        form.beneficiaries.iter().map(|id| BeneficiaryId::from(id.as_str())).collect();
    named.sort();
    named.dedup();
    if named.iter().any(|id| known.iter().all(|body| body.id != *id)) {
        return Err(Error::invalid("beneficiaries", Text::new("desk-error-choice")));
    }
    Ok(named)
}

/// What stands beside the text: kind, category, owner. It is nobody's words, so it changes at once.
async fn described(ctx: &Ctx, tx: &mut Tx, article: &mut Article, form: &ArticleForm) -> Result<()> {
    let refused = |field: &str| Error::invalid(field, Text::new("desk-error-choice"));
    if !form.kind.is_empty() {
        article.kind = ArticleKind::parse(&form.kind).ok_or_else(|| refused("kind"))?;
    }
    article.category = match form.category.as_str() {
        "" => None,
        id => {
            let all = crate::categories::store::all(tx).await?;
            let found = all.into_iter().find(|one| one.id == CategoryId::from(id));
            found.map(|one| Some((one.id, one.name))).ok_or_else(|| refused("category"))?
        }
    };
    if !form.owner.is_empty() {
        let found = persons::store::find(tx, &PersonId::from(form.owner.as_str())).await?;
        let owner = found.filter(|person| person.side == Side::Provider).ok_or_else(|| refused("owner"))?;
        article.owner = Author { id: Some(owner.id), name: owner.name };
    }
    article.updated_at = ctx.now();
    Ok(())
}

/// Writes an article that is still as it was read. A new text is a new version and a draft; without one only what stands
/// beside the text changes.
pub async fn save(ctx: &Ctx, id: &ArticleId, form: &ArticleForm) -> Result<Article> {
    let (mut tx, mut article) = held(ctx, id, Deed::Write, Some(form.version)).await?;
    let stated = rules::stated(form).map_err(Error::Invalid)?;
    let named = named(&mut tx, form, &stated).await?;
    let version = written(ctx, form, &stated, store::last_number(&mut tx, id).await? + 1);
    described(ctx, &mut tx, &mut article, form).await?;
    article.review_by = stated.review_by.or(article.review_by);
    let is_new = !is_same(&mut tx, &article, &version, &named).await?;
    if is_new {
        add(&mut tx, &mut article, &version, &named).await?;
    }
    store::update(&mut tx, &article).await?;
    let detail = json!({"title": version.title, "audience": version.audience, "number": article.latest, "text": is_new});
    finish(ctx, tx, "article.change", id, detail).await
}

async fn is_same(tx: &mut Tx, article: &Article, version: &Version, named: &[BeneficiaryId]) -> Result<bool> {
    let latest = store::version(tx, &article.id, article.latest).await?.ok_or(Error::NotFound)?;
    let before = store::audiences(tx, &article.id).await?.remove(&latest.number).unwrap_or_default();
    let mut before: Vec<BeneficiaryId> = before.into_iter().map(|(id, _)| id).collect();
    before.sort();
    Ok(latest.title == version.title
        && latest.body == version.body
        && latest.audience == version.audience
        && before == named)
}

async fn add(tx: &mut Tx, article: &mut Article, version: &Version, named: &[BeneficiaryId]) -> Result<()> {
    if version.number > rules::VERSIONS {
        return Err(Error::Refused(Text::new("knowledge-error-versions").with("limit", rules::VERSIONS)));
    }
    store::add_version(tx, &article.id, version, named).await?;
    article.latest = version.number;
    article.stage = Stage::Draft;
    if article.published.is_none() {
        article.title_folded = fold(&version.title);
    }
    Ok(())
}

/// Writes an earlier version again as the newest: what came after it is kept too.
pub async fn go_back(ctx: &Ctx, id: &ArticleId, number: i64) -> Result<Article> {
    let (mut tx, mut article) = held(ctx, id, Deed::Write, None).await?;
    let earlier = store::version(&mut tx, id, number).await?.ok_or(Error::NotFound)?;
    let named = store::audiences(&mut tx, id).await?.remove(&number).unwrap_or_default();
    let named: Vec<BeneficiaryId> = named.into_iter().map(|(id, _)| id).collect();
    let next = store::last_number(&mut tx, id).await? + 1;
    let note = ctx.lang.with("knowledge-note-back", &[("number", number)]);
    let version = Version { number: next, note, author: author(ctx), written_at: ctx.now(), ..earlier };
    add(&mut tx, &mut article, &version, &named).await?;
    article.updated_at = ctx.now();
    store::update(&mut tx, &article).await?;
    finish(ctx, tx, "article.go_back", id, json!({"from": number, "number": next})).await
}

/// Asks somebody else to read what was written.
pub async fn submit(ctx: &Ctx, id: &ArticleId, version: i64) -> Result<Article> {
    let (tx, article) = held(ctx, id, Deed::Submit, Some(version)).await?;
    change(ctx, tx, Article { stage: Stage::Review, ..article }, "article.submit", json!({})).await
}

/// Goes on writing after all.
pub async fn withdraw(ctx: &Ctx, id: &ArticleId, version: i64) -> Result<Article> {
    let (tx, article) = held(ctx, id, Deed::Withdraw, Some(version)).await?;
    change(ctx, tx, Article { stage: Stage::Draft, ..article }, "article.withdraw", json!({})).await
}

/// Publishes what somebody else wrote, or sends it back with a remark.
pub async fn decide(
    ctx: &Ctx,
    id: &ArticleId,
    version: i64,
    verdict: Verdict,
    remark: &str,
) -> Result<Article> {
    let (mut tx, mut article) = held(ctx, id, Deed::Decide, Some(version)).await?;
    let versions = store::versions(&mut tx, id).await?;
    if !rules::may_decide(ctx.actor.person.as_ref(), &unpublished_authors(&article, &versions)) {
        return Err(Error::Refused(Text::new("knowledge-error-own")));
    }
    let remark = remark.trim().to_owned();
    if verdict == Verdict::Returned && remark.is_empty() {
        return Err(Error::invalid("remark", Text::new("knowledge-error-remark")));
    }
    if remark.chars().count() > rules::NOTE {
        return Err(Error::invalid("remark", Text::new("desk-error-too-long").with("limit", rules::NOTE)));
    }
    let number = article.latest;
    let review = Review { number, verdict, remark, reviewer: author(ctx), at: ctx.now() };
    store::add_review(&mut tx, id, &review).await?;
    let action = match verdict {
        Verdict::Returned => {
            article.stage = Stage::Draft;
            "article.return"
        }
        Verdict::Published => {
            let day = today(ctx);
            let newest = versions.into_iter().find(|one| one.number == number).ok_or(Error::NotFound)?;
            (article.published, article.stage) = (Some(number), Stage::Published);
            article.title_folded = fold(&newest.title);
            article.review_by = article.review_by.filter(|by| *by > day).or_else(|| rules::next_review(day));
            "article.publish"
        }
    };
    change(ctx, tx, article, action, json!({"number": number})).await
}

/// Gives up what was written since the last publication. The versions stay.
pub async fn discard(ctx: &Ctx, id: &ArticleId, version: i64) -> Result<Article> {
    let (tx, mut article) = held(ctx, id, Deed::Discard, Some(version)).await?;
    let number = article.latest;
    article.latest = article.published.unwrap_or(article.latest);
    article.stage = Stage::Published;
    change(ctx, tx, article, "article.discard", json!({"number": number})).await
}

/// Says that it is still right: it is read again in a year.
pub async fn confirm(ctx: &Ctx, id: &ArticleId, version: i64) -> Result<Article> {
    let (tx, mut article) = held(ctx, id, Deed::Confirm, Some(version)).await?;
    article.review_by = rules::next_review(today(ctx));
    let detail = json!({"review_by": article.review_by});
    change(ctx, tx, article, "article.confirm", detail).await
}

/// Takes it away from its readers, or gives it back to them. Doing it twice is doing it once.
pub async fn retire(ctx: &Ctx, id: &ArticleId, is_retired: bool) -> Result<Article> {
    writer(ctx)?;
    let mut tx = ctx.begin().await?;
    let article = store::hold(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if article.retired_at.is_some() == is_retired {
        return Ok(article);
    }
    let action = if is_retired { "article.retire" } else { "article.restore" };
    let article = Article { retired_at: is_retired.then(|| ctx.now()), ..article };
    change(ctx, tx, article, action, json!({})).await
}

/// The article, held for a deed that is possible where it stands, as it was read.
async fn held(ctx: &Ctx, id: &ArticleId, deed: Deed, version: Option<i64>) -> Result<(Tx, Article)> {
    writer(ctx)?;
    let mut tx = ctx.begin().await?;
    let article = store::hold(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if version.is_some_and(|read| read != article.version) {
        return Err(Error::Stale(article.version));
    }
    if !rules::allows(&article, deed) {
        return Err(Error::Refused(Text::new("knowledge-error-stage")));
    }
    Ok((tx, article))
}

async fn change(
    ctx: &Ctx,
    mut tx: Tx,
    article: Article,
    action: &'static str,
    mut detail: Value,
) -> Result<Article> {
    let article = Article { updated_at: ctx.now(), ..article };
    store::update(&mut tx, &article).await?;
    detail["title"] = json!(article.shown.title);
    finish(ctx, tx, action, &article.id, detail).await
}

async fn finish(
    ctx: &Ctx,
    mut tx: Tx,
    action: &'static str,
    id: &ArticleId,
    detail: Value,
) -> Result<Article> {
    record(&mut tx, ctx, Entry::new(action, None, super::super::search::OBJECT, id.as_str()).detail(detail))
        .await?;
    let article = store::find(&mut tx, store::Reader::Agents, id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(article)
}
