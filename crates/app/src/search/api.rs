//! Search for programs.

use super::{Found, SearchQuery, find};
use platform::{
    Ctx,
    search::{Hit, excerpt},
    web::{Json, Query, WebResult},
};
use serde::Serialize;

/// Something found, with the lines around the words.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Item {
    #[serde(flatten)]
    hit: Hit,
    excerpt: String,
}

/// What was found; `after` continues when one kind was asked for.
#[derive(Default, Serialize, schemars::JsonSchema)]
pub struct Results {
    items: Vec<Item>,
    after: Option<String>,
}

/// GET /api/v1/search: what the words are found in, kind by kind; `after` goes on within one kind.
pub async fn results(ctx: Ctx, Query(query): Query<SearchQuery>) -> WebResult<Json<Results>> {
    let item = |hit: Hit, marked: &[String]| {
        let lines = excerpt::excerpt(&hit.body, marked).into_iter().map(|run| run.text).collect();
        Item { hit, excerpt: lines }
    };
    Ok(Json(match find(&ctx, &query).await? {
        Found::NoWord => Results::default(),
        Found::One(hit) => Results { items: vec![item(hit, &[])], after: None },
        Found::Groups(asked, groups) => {
            let last = groups.last().filter(|group| group.has_more && !query.kind.is_empty());
            let after = last.and_then(|group| group.hits.last()).map(|hit| hit.place.to_string());
            let hits = groups.into_iter().flat_map(|group| group.hits);
            Results { items: hits.map(|hit| item(hit, &asked.marked)).collect(), after }
        }
    }))
}
