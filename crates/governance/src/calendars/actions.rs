//! Making calendars, taking them back, and reading one by its secret.

use super::{Feed, FeedForm, FeedId, entries, rules, store};
use jiff::SignedDuration;
use kernel::{Scope, Text, id::PersonId};
use people::{
    audit::{Entry, record},
    persons,
};
use platform::{Ctx, Digest, Error, Platform, Result, db::Tx};
use serde_json::json;

/// Reading is noted at most this often.
const NOTE_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// One's own calendars.
pub async fn list(ctx: &Ctx) -> Result<Vec<Feed>> {
    let person = person(ctx)?;
    Ok(store::list_of(&mut ctx.read().await?, &person).await?)
}

/// Makes a calendar and gives its address, the only time it is known.
pub async fn create(ctx: &Ctx, form: &FeedForm) -> Result<(Feed, String)> {
    let person = person(ctx)?;
    if !form.part.is_for(&ctx.actor) {
        return Err(Error::invalid("part", Text::new("calendar-error-part")));
    }
    let mut tx = ctx.begin().await?;
    if store::list_of(&mut tx, &person).await?.len() >= rules::MOST {
        return Err(Error::Refused(Text::new("calendar-error-most").with("limit", rules::MOST)));
    }
    let secret = ctx.platform.ids.secret();
    let feed = Feed { id: ctx.id(), part: form.part, created_at: ctx.now(), last_read_at: None };
    let digest = Digest::of(secret.as_bytes());
    store::insert(&mut tx, &person, (form.part, digest.as_str()), &feed).await?;
    recorded(&mut tx, ctx, "calendar.create", &feed.id, json!({"part": form.part})).await?;
    tx.commit().await?;
    let address = format!("{}/calendar/{secret}/feed.ics", ctx.platform.settings.public_url);
    Ok((feed, address))
}

/// Takes one of one's own calendars back: its address opens nothing from now on.
pub async fn revoke(ctx: &Ctx, id: &FeedId) -> Result<()> {
    let person = person(ctx)?;
    let mut tx = ctx.begin().await?;
    if store::revoke(&mut tx, &person, id, ctx.now()).await? == 0 {
        return Err(Error::NotFound);
    }
    recorded(&mut tx, ctx, "calendar.revoke", id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// The calendar behind a secret, as its person may see it now; nothing when there is none, or when the person has no
/// access any more.
pub async fn read(platform: &Platform, secret: &str) -> Result<Option<String>> {
    let digest = Digest::of(secret.as_bytes());
    let mut tx = platform.db.read(&Scope::All).await?;
    let Some(found) = store::usable(&mut tx, digest.as_str()).await? else { return Ok(None) };
    let person = persons::store::find(&mut tx, &found.person).await?;
    drop(tx);
    let Some(person) = person.filter(|person| person.disabled_at.is_none()) else { return Ok(None) };
    let ctx = Ctx { lang: person.language, ..Ctx::of(platform.clone(), person.actor()) };
    let entries = entries::of(&ctx, found.feed.part).await?;
    let is_noted = found.feed.last_read_at.is_some_and(|at| ctx.now().duration_since(at) < NOTE_EVERY);
    if !is_noted {
        let mut tx = platform.db.begin(&Scope::All).await?;
        store::touch(&mut tx, &found.feed.id, ctx.now()).await?;
        tx.commit().await?;
    }
    let title = format!("{} – {}", platform.settings.authority, ctx.lang.t(found.feed.part.label_key()));
    Ok(Some(rules::written(&title, &entries, ctx.now())))
}

fn person(ctx: &Ctx) -> Result<PersonId> {
    ctx.actor.person.clone().ok_or(Error::SignInRequired)
}

async fn recorded(
    tx: &mut Tx,
    ctx: &Ctx,
    action: &'static str,
    id: &FeedId,
    detail: serde_json::Value,
) -> Result<()> {
    let chain = match ctx.scope() {
        Scope::All => None,
        Scope::One(own) => Some(own),
    };
    record(tx, ctx, Entry::new(action, chain, "calendar", id.as_str()).detail(detail)).await
}
