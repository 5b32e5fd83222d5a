//! A month that is over and waits because something is missing: those who can close it are told, once.

use super::{closing::gaps, served};
use crate::indicators::{rules::month_word, store::runs};
use jiff::civil::Date;
use kernel::Permission;
use people::{
    audit::{Entry, record},
    organisations, persons,
};
use platform::{Ctx, Error, Result};
use serde_json::json;

/// Tells those on the provider's side who can close a month that it waits for them, when something is missing in it and they
/// were not told before. Gives whether they were told now.
pub(super) async fn tell(ctx: &Ctx, code: &str, month: Date) -> Result<bool> {
    let mut tx = ctx.read().await?;
    let body = served(&mut tx, code).await?;
    if runs::is_reminded(&mut tx, &body.id, month).await? {
        return Ok(false);
    }
    drop(tx);
    let word = month_word(month);
    let missing = match Box::pin(gaps(ctx, code, &word)).await {
        Ok(gaps) if !gaps.is_empty() => gaps.len(),
        // Nothing is missing, or there is no agreement to measure: nobody can do anything about it.
        Ok(_) | Err(Error::Invalid(_) | Error::Refused(_)) => return Ok(false),
        Err(error) => return Err(error),
    };
    let mut tx = ctx.begin().await?;
    let provider = organisations::store::provider(&mut tx).await?;
    let people = match provider {
        Some(provider) => persons::store::active_of(&mut tx, &provider.id).await?,
        None => vec![],
    };
    let can_close = people.iter().filter(|person| person.actor().may(Permission::CommitteeManage));
    let persons: Vec<String> = can_close.map(|person| person.id.to_string()).collect();
    if runs::remind(&mut tx, (&body.id, month), (missing, persons.len()), ctx.now()).await? == 0 {
        return Ok(false);
    }
    let message = format!("{code}/{word}");
    let detail = json!({"message": message, "missing": missing, "persons": persons});
    let entry = Entry::new("indicators.wait", Some(&body.id), "indicator_closing", &message);
    record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(true)
}
