//! What people do with their tokens. A token acts as its person: same roles, same scope, gone with the person.

use super::{Token, TokenId, store};
use crate::{
    persons::{Person, actions::record},
    sessions::actions::myself,
};
use jiff::SignedDuration;
use kernel::{Scope, Text};
use platform::{Ctx, Digest, Error, Platform, Result};
use serde_json::json;

/// Start of every token, so that scanners find one left in a file.
pub const PREFIX: &str = "socle_";
/// Longest life of a token, in days.
pub const LONGEST_DAYS: i64 = 365;

/// Makes a token of one's own and gives its text, the only time it is known.
pub async fn create(ctx: &Ctx, name: &str, days: i64) -> Result<(Token, String)> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(Error::invalid("name", Text::new("people-token-name-empty")));
    }
    if !(1..=LONGEST_DAYS).contains(&days) {
        return Err(Error::invalid("days", Text::new("people-token-days").with("most", LONGEST_DAYS)));
    }
    let mut tx = ctx.begin().await?;
    let person = myself(ctx, &mut tx).await?;
    let secret = format!("{PREFIX}{}", ctx.platform.ids.secret());
    let token = Token {
        id: ctx.id(),
        name: name.to_owned(),
        created_at: ctx.now(),
        expires_at: ctx.now() + SignedDuration::from_hours(24 * days),
        revoked_at: None,
        last_used_at: None,
    };
    store::insert(&mut tx, &person.id, Digest::of(secret.as_bytes()).as_str(), &token).await?;
    record(&mut tx, ctx, "token.create", &person, json!({"token": token.id, "name": name})).await?;
    tx.commit().await?;
    Ok((token, secret))
}

/// Takes one of one's own tokens back.
pub async fn revoke(ctx: &Ctx, id: &TokenId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let person = myself(ctx, &mut tx).await?;
    if store::revoke(&mut tx, &person.id, id, ctx.now()).await? == 0 {
        return Err(Error::NotFound);
    }
    record(&mut tx, ctx, "token.revoke", &person, json!({"token": id})).await?;
    Ok(tx.commit().await?)
}

/// The person a token acts for, when it is neither revoked nor expired and the person still has access.
pub async fn person_of(platform: &Platform, secret: &str) -> Result<Option<Person>> {
    let (digest, now) = (Digest::of(secret.as_bytes()), platform.clock.now());
    let mut tx = platform.db.read(&Scope::All).await?;
    let used = store::usable(&mut tx, digest.as_str(), now).await?;
    drop(tx);
    let Some(used) = used else { return Ok(None) };
    let is_noted = used.last_used_at.is_some_and(|at| now.duration_since(at) < SignedDuration::from_secs(60));
    if !is_noted {
        let mut tx = platform.db.begin(&Scope::All).await?;
        store::touch(&mut tx, digest.as_str(), now).await?;
        tx.commit().await?;
    }
    Ok(Some(used.person))
}
