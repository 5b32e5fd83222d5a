//! The end of a deletion: files that nobody names any more, then the certificate.
//!
//! A file is kept once, whoever names it, and somebody may store the same bytes just now without having named them yet. It is
//! therefore laid aside first, so that they are stored anew, and looked at once more an hour later before it is removed.

use super::{
    Certificate, Deleted, Destruction, DestructionKey, DestructionState,
    catalogue::Catalogue,
    paper, store,
    work::{Outcome, catalogue, held, scoped},
};
use crate::reversibility::{handovers, packs::theme};
use jiff::SignedDuration;
use people::{
    audit::{self, Entry},
    organisations,
};
use platform::{Ctx, Digest, Error, Result, db::portion};
use serde_json::json;
use std::collections::{BTreeMap, HashSet};

/// How long a file is laid aside.
pub(super) const ASIDE: SignedDuration = SignedDuration::from_hours(1);

/// Files of a portion.
const PORTION: i64 = 200;

/// Which of these files somebody still names.
async fn named(ctx: &Ctx, columns: &[(String, String)], files: &[Digest]) -> Result<HashSet<Digest>> {
    let values: Vec<String> = files.iter().map(|digest| digest.as_str().to_owned()).collect();
    let mut found = HashSet::new();
    let mut tx = ctx.read().await?;
    for (table, column) in columns {
        let held = portion::held(&mut tx, (table, column), &values).await?;
        found.extend(held.into_iter().map(Digest::from));
    }
    Ok(found)
}

/// Lays aside the files that nobody names any more.
pub(super) async fn lay_aside(
    ctx: &Ctx,
    key: &DestructionKey,
    columns: &[(String, String)],
    limit: i64,
) -> Result<()> {
    loop {
        let files = store::files(&mut ctx.read().await?, key, "named", limit).await?;
        if files.is_empty() {
            return Ok(());
        }
        let named = named(ctx, columns, &files).await?;
        let mut tx = scoped(ctx, &key.beneficiary).await?;
        held(&mut tx, key, DestructionState::Running).await?;
        for digest in &files {
            let state = if named.contains(digest) {
                // A stop may have come between laying it aside and writing so down.
                ctx.platform.files.put_back(digest).await?;
                "kept"
            } else {
                ctx.platform.files.lay_aside(digest).await?;
                "aside"
            };
            store::set_file(&mut tx, key, (digest, state)).await?;
        }
        tx.commit().await?;
    }
}

/// Removes what was laid aside long enough, puts back what somebody names meanwhile, then writes the certificate.
pub(super) async fn go_on(ctx: &Ctx, found: &Destruction) -> Result<Outcome> {
    if found.laid_at.is_some_and(|at| ctx.now() < at + ASIDE) {
        return Ok(Outcome::Waits);
    }
    let all = catalogue(&mut ctx.read().await?).await?;
    loop {
        let files = store::files(&mut ctx.read().await?, &found.key, "aside", PORTION).await?;
        if files.is_empty() {
            break;
        }
        let named = named(ctx, &all.naming, &files).await?;
        let mut tx = scoped(ctx, &found.key.beneficiary).await?;
        held(&mut tx, &found.key, DestructionState::Files).await?;
        for digest in &files {
            let state = if named.contains(digest) {
                ctx.platform.files.put_back(digest).await?;
                "kept"
            } else {
                ctx.platform.files.remove_laid(digest).await?;
                "removed"
            };
            store::set_file(&mut tx, &found.key, (digest, state)).await?;
        }
        tx.commit().await?;
    }
    certify(ctx, found, &all).await?;
    Ok(Outcome::Over)
}

/// Writes the certificate and freezes it.
async fn certify(ctx: &Ctx, found: &Destruction, all: &Catalogue) -> Result<()> {
    let certificate = stated(ctx, found, all).await?;
    let bytes = ctx.print(paper::certificate(ctx.lang, found, &certificate)).await?;
    let pdf = ctx.platform.files.put(bytes).await?;
    let mut tx = scoped(ctx, &found.key.beneficiary).await?;
    held(&mut tx, &found.key, DestructionState::Files).await?;
    store::finish(&mut tx, &found.key, (&certificate, &pdf), certificate.ended_at).await?;
    let rows: i64 = certificate.deleted.iter().map(|one| one.rows).sum();
    let detail = json!({"manifest": certificate.manifest, "rows": rows, "files": certificate.files, "certificate": pdf});
    let entry =
        Entry::new("destruction.done", Some(&found.key.beneficiary), "destruction", found.key.id.as_str());
    audit::record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}

async fn stated(ctx: &Ctx, found: &Destruction, all: &Catalogue) -> Result<Certificate> {
    let key = &found.key;
    let mut tx = ctx.read().await?;
    let provider = organisations::store::provider(&mut tx).await?;
    let provider = provider.ok_or_else(|| Error::refused("scoreboard-no-provider"))?;
    let body = organisations::store::find(&mut tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    let handover = handovers::store::find(&mut tx, &key.beneficiary, &found.handover).await?;
    let handover = handover.ok_or(Error::NotFound)?;
    let deleted = by_theme(store::counts(&mut tx, key).await?);
    let kept = super::actions::kept(&mut tx, &key.beneficiary, (all, Some(found.ended_on))).await?;
    let heads = audit::store::heads(&mut tx).await?;
    let head = heads.into_iter().find(|head| head.chain == key.beneficiary.as_str());
    Ok(Certificate {
        provider: provider.name,
        beneficiary: body.name,
        ended_on: found.ended_on,
        handed_on: handover.handed_on,
        received_by: handover.received_by,
        manifest: found.manifest.clone(),
        basis: found.basis,
        accepted_by: handover.accepted_by,
        asked_by: found.asked_by_name.clone(),
        asked_at: found.asked_at,
        confirmed_by: found.confirmed_by_name.clone(),
        confirmed_at: found.confirmed_at.unwrap_or(found.asked_at),
        ended_at: ctx.now(),
        deleted,
        files: store::file_count(&mut tx, key, "removed").await?,
        shared_files: store::file_count(&mut tx, key, "kept").await?,
        erased_entries: store::erased(&mut tx, &key.beneficiary).await?,
        kept,
        method: found.method.clone(),
        backups_until: found.backups_until,
        chain_length: head.as_ref().map_or(0, |head| head.sequence),
        chain_digest: head.map(|head| head.hash).unwrap_or_default(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// Rows of tables, put together by what they are about; tables without any are left out.
pub(super) fn by_theme(counts: Vec<super::Counted>) -> Vec<Deleted> {
    let mut themes: BTreeMap<_, Vec<super::Counted>> = BTreeMap::new();
    for one in counts.into_iter().filter(|one| one.rows > 0) {
        themes.entry(theme(&one.table)).or_default().push(one);
    }
    let put = |(theme, tables): (_, Vec<super::Counted>)| {
        let rows = tables.iter().map(|one| one.rows).sum();
        Deleted { theme, tables, rows }
    };
    themes.into_iter().map(put).collect()
}
