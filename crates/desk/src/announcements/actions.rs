//! Writing, changing and archiving announcements.

use super::{Announcement, AnnouncementForm, AnnouncementId, Shown, rules, store};
use estate::sites::SiteId;
use jiff::Timestamp;
use kernel::{Permission, Scope, Text, id::BeneficiaryId};
use people::{
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::{Value, json};

/// Whoever works on every beneficiary's tickets tells them what is known.
pub(super) fn may_write(ctx: &Ctx) -> Result<()> {
    ctx.require(Permission::DeskRun)
}

/// What is shown now to the actor's side: to one beneficiary when it is named.
pub async fn current(ctx: &Ctx, tx: &mut Tx, beneficiary: Option<&BeneficiaryId>) -> Result<Vec<Shown>> {
    Ok(store::current(tx, beneficiary, ctx.now(), rules::horizon(ctx.now())).await?)
}

/// What concerns those in scope within a time, for their calendars.
pub async fn calendar(ctx: &Ctx, from: Timestamp, to: Timestamp) -> Result<Vec<Shown>> {
    Ok(store::within(&mut ctx.read().await?, from, to).await?)
}

/// The same for the page of a beneficiary's own people; nothing for those who are told of none.
pub async fn own(ctx: &Ctx, tx: &mut Tx) -> Result<Vec<Shown>> {
    match ctx.scope().clone() {
        Scope::One(own) => current(ctx, tx, Some(&own)).await,
        Scope::All => Ok(vec![]),
    }
}

/// Tells one beneficiary, or every one.
pub async fn create(ctx: &Ctx, form: &AnnouncementForm) -> Result<Announcement> {
    may_write(ctx)?;
    let stated = rules::stated(form, ctx.now()).map_err(Error::Invalid)?;
    let mut tx = ctx.begin().await?;
    let mut told = organisations::store::beneficiaries(&mut tx).await?;
    told.retain(|one| form.beneficiary.is_empty() || one.id.as_str() == form.beneficiary);
    if told.is_empty() {
        return Err(Error::invalid("beneficiary", Text::new("desk-error-beneficiary")));
    }
    let one = written(
        Announcement {
            id: ctx.id(),
            severity: stated.severity,
            title: Default::default(),
            body: Default::default(),
            from: stated.from,
            to: stated.to,
            created_by_name: ctx.actor.name.clone(),
            created_at: ctx.now(),
            archived_at: None,
            version: 1,
        },
        form,
    );
    for body in &told {
        store::insert(&mut tx, &body.id, &one).await?;
    }
    for site in &form.sites {
        let [body] = told.as_slice() else {
            return Err(Error::invalid("sites", Text::new("desk-error-site")));
        };
        let found = estate::sites::store::find(&mut tx, &body.id, &site.as_str().into()).await?;
        let found = found.ok_or_else(|| Error::invalid("sites", Text::new("desk-error-site")))?;
        store::add_site(&mut tx, &body.id, &one.id, &String::from(found.id)).await?;
    }
    let bodies: Vec<_> = told.into_iter().map(|body| body.id).collect();
    let detail = json!({"severity": one.severity, "title": one.title[0], "from": one.from, "to": one.to});
    finish(ctx, tx, "announcement.create", &bodies, one, &detail).await
}

/// Tells one beneficiary in the transaction of what it tells: a new announcement, or what became of one told before.
pub(crate) async fn put(
    tx: &mut Tx,
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    sites: &[SiteId],
    one: Announcement,
) -> Result<()> {
    let before = store::hold(tx, &one.id).await?.into_iter().next();
    let action = if before.is_some() { "announcement.change" } else { "announcement.create" };
    if let Some(before) = before {
        let version = before.announcement.version + 1;
        store::update(tx, &Announcement { version, ..one.clone() }).await?;
        store::remove_sites(tx, beneficiary, &one.id).await?;
    } else {
        store::insert(tx, beneficiary, &one).await?;
    }
    for site in sites {
        store::add_site(tx, beneficiary, &one.id, site.as_str()).await?;
    }
    let detail = json!({"severity": one.severity, "title": one.title[0], "from": one.from, "to": one.to});
    let entry = Entry::new(action, Some(beneficiary), "announcement", one.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}

fn written(one: Announcement, form: &AnnouncementForm) -> Announcement {
    let text = |text: &String| text.trim().to_owned();
    let (title, body) = ([&form.title_fr, &form.title_en], [&form.body_fr, &form.body_en]);
    Announcement { title: title.map(text), body: body.map(text), ..one }
}

/// Changes the words and the times of an announcement that is still as it was read.
pub async fn change(ctx: &Ctx, id: &AnnouncementId, form: &AnnouncementForm) -> Result<Announcement> {
    let (tx, bodies, one) = held(ctx, id).await?;
    let stated = rules::stated(form, one.from).map_err(Error::Invalid)?;
    if one.version != form.version {
        return Err(Error::Stale(one.version));
    }
    let one =
        Announcement { severity: stated.severity, from: stated.from, to: stated.to, ..written(one, form) };
    let detail = json!({"severity": one.severity, "title": one.title[0], "from": one.from, "to": one.to});
    store_changed(ctx, tx, "announcement.change", &bodies, one, &detail).await
}

/// Takes an announcement away, or shows it again.
pub async fn set_archived(ctx: &Ctx, id: &AnnouncementId, is_archived: bool) -> Result<Announcement> {
    let (tx, bodies, one) = held(ctx, id).await?;
    let one = Announcement { archived_at: is_archived.then(|| ctx.now()), ..one };
    let action = if is_archived { "announcement.archive" } else { "announcement.restore" };
    store_changed(ctx, tx, action, &bodies, one, &json!({})).await
}

async fn held(ctx: &Ctx, id: &AnnouncementId) -> Result<(Tx, Vec<BeneficiaryId>, Announcement)> {
    may_write(ctx)?;
    let mut tx = ctx.begin().await?;
    let rows = store::hold(&mut tx, id).await?;
    let one = rows.first().ok_or(Error::NotFound)?.announcement.clone();
    Ok((tx, rows.into_iter().map(|row| row.beneficiary).collect(), one))
}

async fn store_changed(
    ctx: &Ctx,
    mut tx: Tx,
    action: &'static str,
    bodies: &[BeneficiaryId],
    one: Announcement,
    detail: &Value,
) -> Result<Announcement> {
    let one = Announcement { version: one.version + 1, ..one };
    store::update(&mut tx, &one).await?;
    finish(ctx, tx, action, bodies, one, detail).await
}

/// Each beneficiary reads in its own log what it was told.
async fn finish(
    ctx: &Ctx,
    mut tx: Tx,
    action: &'static str,
    bodies: &[BeneficiaryId],
    one: Announcement,
    detail: &Value,
) -> Result<Announcement> {
    for body in bodies {
        let entry = Entry::new(action, Some(body), "announcement", one.id.as_str());
        record(&mut tx, ctx, entry.detail(detail.clone())).await?;
    }
    tx.commit().await?;
    Ok(one)
}
