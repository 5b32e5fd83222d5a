//! What people do about being signed in.

use super::{
    attempts::{self, Subjects},
    opening::{self, Opened, Origin},
    passwords, rules, store,
};
use crate::persons::{Person, actions::record, rules::fold_email};
use kernel::{Scope, Text};
use platform::{Ctx, Digest, Error, Result};
use serde_json::json;

/// The same person acting, seen from the visitor's request.
pub(super) fn acting(ctx: &Ctx, person: &Person) -> Ctx {
    Ctx { actor: person.actor(), ..ctx.clone() }
}

/// Signs in with a password. Unknown, disabled and wrong all answer alike and take the same time. `replaced` is the
/// cookie the browser came with: that session ends.
pub async fn sign_in(
    ctx: &Ctx,
    email: &str,
    password: &str,
    origin: &Origin,
    replaced: &str,
) -> Result<Opened> {
    let email = fold_email(email);
    let subjects = Subjects::new(&email, &origin.address);
    attempts::count(ctx, &subjects).await?;
    let mut tx = ctx.platform.db.read(&Scope::All).await?;
    let known = store::credentials(&mut tx, &email).await?.filter(|c| c.person.disabled_at.is_none());
    drop(tx);
    let (person, hash) = known.map_or((None, None), |c| (Some(c.person), c.password_hash));
    let is_length_sane = password.chars().count() <= rules::LONGEST;
    let is_right = passwords::is_right(if is_length_sane { password } else { "" }, hash).await?;
    let person = person
        .filter(|_| is_right && is_length_sane)
        .ok_or_else(|| Error::invalid("password", Text::new("people-sign-in-wrong")))?;
    let mut tx = ctx.platform.db.begin(&Scope::All).await?;
    attempts::forgive(&mut tx, &subjects, ctx.now()).await?;
    store::delete_by_digest(&mut tx, Digest::of(replaced.as_bytes()).as_str()).await?;
    let opened = opening::open(&mut tx, ctx, &person.id, origin).await?;
    record(&mut tx, &acting(ctx, &person), "session.open", &person, json!({"by": "password"})).await?;
    tx.commit().await?;
    Ok(opened)
}

/// Signs out: the session is gone at once.
pub async fn sign_out(ctx: &Ctx, secret: &str) -> Result<()> {
    end(ctx, Digest::of(secret.as_bytes()).as_str()).await
}

/// Ends one of one's own sessions; one that is gone already is no error.
pub async fn end(ctx: &Ctx, token_digest: &str) -> Result<()> {
    let Some(id) = &ctx.actor.person else { return Err(Error::SignInRequired) };
    let mut tx = ctx.begin().await?;
    if store::delete(&mut tx, id, token_digest).await? > 0 {
        let person = myself(ctx, &mut tx).await?;
        record(&mut tx, ctx, "session.end", &person, json!({})).await?;
    }
    Ok(tx.commit().await?)
}

/// Changes one's own password: the present one is asked for, and every session ends but the new one.
pub async fn change_password(ctx: &Ctx, present: &str, new: &str, origin: &Origin) -> Result<Opened> {
    let mut tx = ctx.read().await?;
    let person = myself(ctx, &mut tx).await?;
    let stored = store::credentials(&mut tx, &fold_email(&person.email)).await?.and_then(|c| c.password_hash);
    drop(tx);
    let subjects = Subjects::new(&fold_email(&person.email), "");
    attempts::count(ctx, &subjects).await?;
    if !passwords::is_right(present, stored).await? {
        return Err(Error::invalid("present", Text::new("people-password-present-wrong")));
    }
    rules::check_password(new, &person.name, &person.email)
        .map_err(|text| Error::invalid("password", text))?;
    let hash = passwords::hash(ctx, new).await?;
    let mut tx = ctx.begin().await?;
    attempts::forgive(&mut tx, &subjects, ctx.now()).await?;
    store::set_password(&mut tx, &person.id, &hash).await?;
    store::delete_all_of(&mut tx, &person.id).await?;
    let opened = opening::open(&mut tx, ctx, &person.id, origin).await?;
    record(&mut tx, ctx, "person.password", &person, json!({})).await?;
    tx.commit().await?;
    Ok(opened)
}

/// The person who acts, as stored.
pub async fn myself(ctx: &Ctx, tx: &mut platform::db::Tx) -> Result<Person> {
    let Some(id) = &ctx.actor.person else { return Err(Error::SignInRequired) };
    crate::persons::actions::found(tx, id).await
}
