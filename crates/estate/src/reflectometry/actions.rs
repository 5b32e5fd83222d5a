//! Filing reflectometry results, and giving them back.

use super::{Measure, MeasureForm, ResultKey, store};
use crate::sites::{self, SiteKey};
use kernel::{Permission, Text, Zone};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result, web::UploadedFile};
use serde_json::json;

/// Longest note in characters.
const NOTE: usize = 500;

/// Results of a site, the latest measured first.
pub async fn list(ctx: &Ctx, site: &SiteKey) -> Result<Vec<Measure>> {
    ctx.require(Permission::SiteRead)?;
    let mut tx = ctx.read().await?;
    sites::store::find(&mut tx, &site.beneficiary, &site.id).await?.ok_or(Error::NotFound)?;
    Ok(store::of_site(&mut tx, site).await?)
}

/// Files the results of one measure: each file becomes a row, all or none.
pub async fn file(ctx: &Ctx, site: &SiteKey, form: &MeasureForm, files: Vec<UploadedFile>) -> Result<()> {
    ctx.require(Permission::SiteManage)?;
    let today = ctx.now().to_zoned(Zone::Metropole.time_zone()).date();
    let measured_on = match form.measured_on.trim() {
        "" => Some(today),
        text => text.parse().ok().filter(|day| *day <= today),
    };
    let mut problems = Problems::default();
    if measured_on.is_none() {
        problems.add("measured_on", Text::new("network-error-day"));
    }
    if form.note.chars().count() > NOTE {
        problems.add("note", Text::new("estate-error-too-long").with("limit", NOTE));
    }
    if files.is_empty() || files.iter().any(|file| file.bytes.is_empty()) {
        problems.add("files", Text::new("reflectometry-error-file"));
    }
    problems.into_result()?;
    let mut tx = ctx.begin().await?;
    sites::store::find(&mut tx, &site.beneficiary, &site.id).await?.ok_or(Error::NotFound)?;
    for file in files {
        let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let one = Measure {
            beneficiary: site.beneficiary.clone(),
            id: ctx.id(),
            site: site.id.clone(),
            measured_on: measured_on.unwrap_or(today),
            digest: ctx.platform.files.put(file.bytes).await?,
            name: file.name,
            size,
            note: form.note.trim().to_owned(),
            filed_by_name: ctx.actor.name.clone(),
            filed_at: ctx.now(),
        };
        store::insert(&mut tx, &one).await?;
        let entry = Entry::new("site.reflectometry", Some(&site.beneficiary), "site", site.id.as_str());
        let detail =
            json!({"name": one.name, "digest": one.digest, "measured_on": one.measured_on.to_string()});
        record(&mut tx, ctx, entry.detail(detail)).await?;
    }
    Ok(tx.commit().await?)
}

/// A result with its bytes, proved by their digest.
pub async fn download(ctx: &Ctx, key: &ResultKey) -> Result<(Measure, Vec<u8>)> {
    ctx.require(Permission::SiteRead)?;
    let one = store::find(&mut ctx.read().await?, key).await?.ok_or(Error::NotFound)?;
    let bytes = ctx.platform.files.get(&one.digest).await?;
    Ok((one, bytes))
}
