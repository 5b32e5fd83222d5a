//! Recording certificates of insurance and taking them back.

use super::{Certificate, CertificateForm, CertificateId, WithdrawForm, rules, store};
use crate::joined;
use jiff::civil::Date;
use kernel::{Permission, Scope};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result, db::Tx, typed::needed, web::UploadedFile};
use serde::Deserialize;
use serde_json::{Value, json};

/// Where a list begins; empty for its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Where the page before ended: `2026-12-31.0195…`.
    pub after: String,
}

/// One page of certificates, the last to end first, and where the next one begins.
pub async fn list(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<Certificate>, Option<String>)> {
    ctx.require(Permission::AgreementRead)?;
    let place =
        query.after.split_once('.').and_then(|(day, id)| Some((day.parse::<Date>().ok()?, id.to_owned())));
    let before = place.filter(|(day, _)| day.year() >= 1).unwrap_or((Date::MAX, String::new()));
    let mut found = store::page(&mut ctx.read().await?, &before).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|last| format!("{}.{}", last.valid_until, last.id));
    Ok((found, next))
}

/// One certificate.
pub async fn read(ctx: &Ctx, id: &CertificateId) -> Result<Certificate> {
    ctx.require(Permission::AgreementRead)?;
    store::find(&mut ctx.read().await?, id).await?.ok_or(Error::NotFound)
}

/// Records a certificate, with the document. Sent twice with one key, it is made once.
pub async fn record_certificate(
    ctx: &Ctx,
    form: &CertificateForm,
    file: Option<UploadedFile>,
) -> Result<Certificate> {
    provider(ctx)?;
    let (valid_from, valid_until) = rules::certificate(form).map_err(Error::Invalid)?;
    let one = Certificate {
        id: ctx.id(),
        insurer: form.insurer.trim().to_owned(),
        policy: form.policy.trim().to_owned(),
        covers: form.covers.trim().to_owned(),
        valid_from,
        valid_until,
        file: joined::keep(ctx, file).await?,
        recorded_by: ctx.actor.name.clone(),
        recorded_at: ctx.now(),
        withdrawn_at: None,
        withdrawn_by: String::new(),
        withdrawn_reason: String::new(),
    };
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    let mut tx = ctx.begin().await?;
    if store::insert(&mut tx, &one, sent).await? == 0 {
        return store::sent(&mut tx, &form.key).await?.ok_or(Error::NotFound);
    }
    let detail = json!({"insurer": one.insurer, "policy": one.policy, "valid_from": valid_from, "valid_until": valid_until});
    noted(&mut tx, ctx, &one.id, "insurance.record", detail).await?;
    tx.commit().await?;
    Ok(one)
}

/// Takes a certificate back, with a reason: it proves nothing any more.
pub async fn withdraw(ctx: &Ctx, id: &CertificateId, form: &WithdrawForm) -> Result<()> {
    provider(ctx)?;
    let mut tx = ctx.begin().await?;
    store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let mut problems = Problems::default();
    needed(&mut problems, "reason", &form.reason, rules::NAME);
    problems.into_result()?;
    let reason = form.reason.trim();
    if store::withdraw(&mut tx, id, (reason, &ctx.actor.name), ctx.now()).await? == 0 {
        return Err(Error::refused("insurance-error-withdrawn"));
    }
    noted(&mut tx, ctx, id, "insurance.withdraw", json!({"reason": reason})).await?;
    Ok(tx.commit().await?)
}

/// Certificates are the provider's: nobody bound to one beneficiary keeps them.
fn provider(ctx: &Ctx) -> Result<()> {
    ctx.require(Permission::ContractManage)?;
    if matches!(ctx.scope(), Scope::All) { Ok(()) } else { Err(Error::Forbidden(Permission::ContractManage)) }
}

async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    id: &CertificateId,
    action: &'static str,
    detail: Value,
) -> Result<()> {
    record(tx, ctx, Entry::new(action, None, "insurance_certificate", id.as_str()).detail(detail)).await
}
