//! Pages of knowledge.

use super::{
    ArticleForm, ArticleId, Verdict,
    actions::{self, Insert, ListQuery},
    store, suggest, views,
    views::Choices,
};
use crate::{
    categories, forms,
    tickets::{TicketKey, pages as tickets},
};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use kernel::Text;
use people::{organisations, persons};
use platform::{
    Ctx, Error, Result,
    web::{Form, Nothing, Path, Query, Upload, WebResult, redirect},
};
use serde::Deserialize;

/// GET /knowledge
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Response> {
    let (list, errors, status) = match actions::list(&ctx, &query).await {
        Ok(list) => (list, vec![], StatusCode::OK),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "view")?);
            let all = ListQuery { q: query.q.clone(), ..ListQuery::default() };
            (actions::list(&ctx, &all).await?, errors, status)
        }
    };
    let categories = categories::store::all(&mut ctx.read().await?).await?;
    Ok((status, views::list_page(&ctx, &query, &list, &categories, &errors)).into_response())
}

/// What a new article is made of.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewQuery {
    /// A ticket, as `beneficiary/ticket`.
    ticket: String,
}

/// GET /knowledge/new
pub async fn new(ctx: Ctx, Query(query): Query<NewQuery>) -> WebResult {
    let form =
        ArticleForm { ticket: query.ticket, audience: "internal".to_owned(), ..ArticleForm::default() };
    let form = match form.source() {
        Some(key) => actions::made_from(&ctx, &key).await?,
        None => form,
    };
    Ok(views::form_page(&ctx, None, &form, &choices(&ctx).await?, &[]))
}

async fn choices(ctx: &Ctx) -> Result<Choices> {
    let mut tx = ctx.read().await?;
    let owners = match organisations::store::provider(&mut tx).await? {
        Some(provider) => persons::store::active_of(&mut tx, &provider.id).await?,
        None => vec![],
    };
    Ok(Choices {
        beneficiaries: organisations::store::beneficiaries(&mut tx).await?,
        categories: categories::store::all(&mut tx).await?,
        owners,
    })
}

/// POST /knowledge
pub async fn create(ctx: Ctx, Form(form): Form<ArticleForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(made) => Ok(redirect(&made.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "title")?);
            Ok(forms::again(status, views::form_page(&ctx, None, &form, &choices(&ctx).await?, &errors)))
        }
    }
}

/// What brought the reader here.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ShowQuery {
    /// Not empty when the reader has just said that the question is answered.
    answered: String,
}

/// GET /knowledge/{article}
pub async fn show(ctx: Ctx, Path(id): Path<ArticleId>, Query(query): Query<ShowQuery>) -> WebResult {
    let (reading, is_answered) = (actions::read(&ctx, &id).await?, !query.answered.is_empty());
    if !is_answered {
        actions::count_read(&ctx, &reading.article).await?;
    }
    let applications = crate::application_links::views::of_article(&ctx, &id).await?;
    let beside: Vec<_> = applications.into_iter().collect();
    Ok(views::article_page(&ctx, &reading, &beside, is_answered, &[]))
}

/// GET /knowledge/{article}/text
pub async fn edit(ctx: Ctx, Path(id): Path<ArticleId>) -> WebResult {
    let (reading, form) = as_typed(&ctx, &id).await?;
    Ok(views::form_page(&ctx, Some(&reading.article), &form, &choices(&ctx).await?, &[]))
}

async fn as_typed(ctx: &Ctx, id: &ArticleId) -> Result<(actions::Reading, ArticleForm)> {
    let reading = actions::read(ctx, id).await?;
    let inside = reading.inside.as_ref().ok_or(Error::NotFound)?;
    let number = inside.pending.as_ref().map_or(reading.article.shown.number, |newest| newest.number);
    let mut named = store::audiences(&mut ctx.read().await?, id).await?;
    let named = named.remove(&number).unwrap_or_default().into_iter().map(|(id, _)| id.to_string()).collect();
    let form = views::stored(&reading.article, inside, named);
    Ok((reading, form))
}

/// POST /knowledge/{article}/text
pub async fn save(ctx: Ctx, Path(id): Path<ArticleId>, Form(form): Form<ArticleForm>) -> WebResult<Response> {
    match actions::save(&ctx, &id, &form).await {
        Ok(article) => Ok(redirect(&article.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "title")?);
            let (reading, _) = as_typed(&ctx, &id).await?;
            // What was typed is shown again with the present version: sending it once more then decides.
            let form = ArticleForm { version: reading.article.version, ..form };
            let page = views::form_page(&ctx, Some(&reading.article), &form, &choices(&ctx).await?, &errors);
            Ok(forms::again(status, page))
        }
    }
}

/// GET /knowledge/{article}/versions
pub async fn versions(ctx: Ctx, Path(id): Path<ArticleId>) -> WebResult {
    let article = actions::read(&ctx, &id).await?.article;
    let mut tx = ctx.read().await?;
    let (versions, reviews) = (store::versions(&mut tx, &id).await?, store::reviews(&mut tx, &id).await?);
    Ok(views::versions_page(&ctx, &article, &versions, &reviews))
}

/// Path of a version.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct VersionPath {
    article: ArticleId,
    number: i64,
}

/// GET /knowledge/{article}/versions/{number}
pub async fn version(ctx: Ctx, Path(path): Path<VersionPath>) -> WebResult {
    let article = actions::read(&ctx, &path.article).await?.article;
    let mut tx = ctx.read().await?;
    let version = store::version(&mut tx, &path.article, path.number).await?.ok_or(Error::NotFound)?;
    let before = store::version(&mut tx, &path.article, path.number - 1).await?;
    Ok(views::version_page(&ctx, &article, &version, before.as_ref()))
}

/// POST /knowledge/{article}/versions/{number}/return
pub async fn go_back(ctx: Ctx, Path(path): Path<VersionPath>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::go_back(&ctx, &path.article, path.number).await;
    after(&ctx, &path.article, done.map(drop)).await
}

/// The version of the article that was read.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReadForm {
    version: i64,
}

/// POST /knowledge/{article}/submission
pub async fn submit(ctx: Ctx, Path(id): Path<ArticleId>, Form(form): Form<ReadForm>) -> WebResult<Response> {
    let done = actions::submit(&ctx, &id, form.version).await;
    after(&ctx, &id, done.map(drop)).await
}

/// POST /knowledge/{article}/withdrawal
pub async fn withdraw(
    ctx: Ctx,
    Path(id): Path<ArticleId>,
    Form(form): Form<ReadForm>,
) -> WebResult<Response> {
    let done = actions::withdraw(&ctx, &id, form.version).await;
    after(&ctx, &id, done.map(drop)).await
}

/// What a second person decides.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionForm {
    pub(super) version: i64,
    pub(super) verdict: String,
    pub(super) remark: String,
}

impl DecisionForm {
    pub(super) fn verdict(&self) -> Result<Verdict> {
        Verdict::parse(&self.verdict).ok_or_else(|| Error::invalid("verdict", Text::new("desk-error-choice")))
    }
}

/// POST /knowledge/{article}/decision
pub async fn decide(
    ctx: Ctx,
    Path(id): Path<ArticleId>,
    Form(form): Form<DecisionForm>,
) -> WebResult<Response> {
    let done = match form.verdict() {
        Ok(verdict) => actions::decide(&ctx, &id, form.version, verdict, &form.remark).await,
        Err(error) => Err(error),
    };
    after(&ctx, &id, done.map(drop)).await
}

/// POST /knowledge/{article}/discard
pub async fn discard(ctx: Ctx, Path(id): Path<ArticleId>, Form(form): Form<ReadForm>) -> WebResult<Response> {
    let done = actions::discard(&ctx, &id, form.version).await;
    after(&ctx, &id, done.map(drop)).await
}

/// POST /knowledge/{article}/confirmation
pub async fn confirm(ctx: Ctx, Path(id): Path<ArticleId>, Form(form): Form<ReadForm>) -> WebResult<Response> {
    let done = actions::confirm(&ctx, &id, form.version).await;
    after(&ctx, &id, done.map(drop)).await
}

/// POST /knowledge/{article}/retirement
pub async fn retire(ctx: Ctx, Path(id): Path<ArticleId>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::retire(&ctx, &id, true).await;
    after(&ctx, &id, done.map(drop)).await
}

/// POST /knowledge/{article}/restoration
pub async fn restore(ctx: Ctx, Path(id): Path<ArticleId>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::retire(&ctx, &id, false).await;
    after(&ctx, &id, done.map(drop)).await
}

/// Back to the article; with what is wrong when it was refused.
async fn after(ctx: &Ctx, id: &ArticleId, done: Result<()>) -> WebResult<Response> {
    match done {
        Ok(()) => Ok(redirect(&super::path_of(id))),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(ctx, error, "remark")?);
            let reading = actions::read(ctx, id).await?;
            Ok(forms::again(status, views::article_page(ctx, &reading, &[], false, &errors)))
        }
    }
}

/// Whether it helped.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OpinionForm {
    helpful: String,
    remark: String,
}

/// POST /knowledge/{article}/opinion
pub async fn vote(ctx: Ctx, Path(id): Path<ArticleId>, Form(form): Form<OpinionForm>) -> WebResult<Response> {
    let done = match form.helpful.as_str() {
        "yes" | "no" => actions::vote(&ctx, &id, form.helpful == "yes", &form.remark).await,
        _ => {
            // Whether it exists is not told to who may not read it.
            actions::read(&ctx, &id).await?;
            Err(Error::invalid("remark", Text::new("desk-error-choice")))
        }
    };
    after(&ctx, &id, done).await
}

/// The form in which the answer was proposed; nothing of it is read.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
pub struct Unsent {}

/// POST /knowledge/{article}/answered: the form around is not sent.
pub async fn answered(ctx: Ctx, Path(id): Path<ArticleId>, _: Form<Unsent>) -> WebResult<Response> {
    actions::answered(&ctx, &id).await?;
    Ok(redirect(&format!("{}?answered=1", super::path_of(&id))))
}

/// A question.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Question {
    pub(super) q: String,
}

/// GET /knowledge/suggestions
pub async fn suggestions(ctx: Ctx, Query(question): Query<Question>) -> WebResult {
    let mut tx = ctx.read().await?;
    let found = suggest::best(&ctx, &mut tx, &question.q, suggest::PROPOSED).await?;
    drop(tx);
    Ok(views::suggestions_page(&ctx, &question.q, &found))
}

/// POST /tickets/{beneficiary}/{id}/article: the form of the answer comes back with the article after what was typed.
pub async fn insert(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    upload: Upload<tickets::MessageForm>,
) -> WebResult<Response> {
    let what = if upload.form.insert == "link" { Insert::Link } else { Insert::Text };
    let article = ArticleId::from(upload.form.article.as_str());
    let done = actions::inserted(&ctx, &key, &article, what).await;
    tickets::with_words(&ctx, &key, upload.form, done).await
}
