//! Answering a question: read it, count in one statement, name what was counted.

mod promises;
pub mod readers;
mod words;

use super::{
    Answer, Asked, Dimension, MEASURES, Measure, Question,
    rules::{self, MOST_LINES, MOST_SPANS},
    store::{self, Counted},
};
use crate::scoreboard::actions::served;
use kernel::{Permission, Scope, Text};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result, db::Tx, sheet::Format};
use serde_json::json;

/// The measures that the reader may ask for, in their order.
pub fn measures(ctx: &Ctx) -> Vec<&'static Measure> {
    MEASURES.iter().filter(|one| ctx.actor.may(one.needs)).collect()
}

/// What the data answer. A beneficiary, or anything else kept to, that is not in the reader's scope does not exist.
pub async fn ask(ctx: &Ctx, asked: &Asked) -> Result<Answer> {
    ctx.require(Permission::ScoreboardRead)?;
    let today = crate::meetings::rules::day(ctx.now());
    let question = rules::question(asked, today, &ctx.actor);
    let mut question = question.map_err(|problems| Error::Invalid(words::problems(ctx.lang, problems)))?;
    let mut tx = ctx.read().await?;
    let code = asked.beneficiary.trim();
    if !code.is_empty() {
        let body = served(&mut tx, code).await?;
        question.only.retain(|(dimension, _)| *dimension != Dimension::Beneficiary);
        question.only.insert(0, (Dimension::Beneficiary, body.id.to_string()));
    }
    let kept = words::kept(ctx, &mut tx, &question).await?;
    let counted = counted(ctx, &mut tx, &question).await?;
    let mut answer = Answer { kept, ..rules::answer(question, &counted, ctx.now()) };
    words::lines(ctx, &mut tx, &mut answer).await?;
    Ok(answer)
}

/// Counts; refuses to give a part of an answer for the whole.
async fn counted(ctx: &Ctx, tx: &mut Tx, question: &Question) -> Result<Vec<Counted>> {
    let starts = [0, 1].map(|place| rules::starts(question.by.get(place), question.first, question.last));
    let limit = |most: usize| i64::try_from(most + 1).unwrap_or(i64::MAX);
    let counted = if let Some(delay) = promises::delay(question) {
        promises::counted(ctx, tx, (question, delay), &starts).await?
    } else if store::is_of_spans(question) {
        let spans = store::spans(tx, question, &starts, limit(MOST_SPANS)).await?;
        if spans.len() > MOST_SPANS {
            return Err(Error::invalid("from", Text::new("query-error-spans").with("limit", MOST_SPANS)));
        }
        rules::lasting(&spans, ctx.now())
    } else {
        store::lines(tx, question, &starts, limit(MOST_LINES)).await?
    };
    if counted.len() > MOST_LINES {
        return Err(Error::invalid("by", Text::new("query-error-lines").with("limit", MOST_LINES)));
    }
    Ok(counted)
}

/// Who took which answer away is in the audit log.
pub(super) async fn noted(ctx: &Ctx, asked: &Asked, format: Format) -> Result<()> {
    let chain = match ctx.scope() {
        Scope::All => None,
        Scope::One(id) => Some(id),
    };
    let mut tx = ctx.begin().await?;
    let detail = json!({
        "measure": asked.measure, "by": asked.by, "then": asked.then, "from": asked.from, "to": asked.to,
        "beneficiary": asked.beneficiary, "only": asked.only, "format": format.as_str(),
    });
    record(&mut tx, ctx, Entry::new("query.export", chain, "list", "query").detail(detail)).await?;
    Ok(tx.commit().await?)
}
