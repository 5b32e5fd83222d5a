//! Importing a version of an agreement, after showing what it would do.

use super::{
    Version, VersionId, VersionSummary,
    rules::{Draft, Proposal, Verdict, propose},
    store::{self, Imported},
};
use crate::document::Change;
use jiff::civil::Date;
use kernel::{Permission, id::BeneficiaryId};
use people::Entry;
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Import {
    /// Nothing: the text or the date is refused. The proposal says why, line by line.
    Refused(Proposal),
    /// Nothing: another version was made since the preview. The proposal compares with it.
    Overtaken(Proposal),
    /// Nothing: the latest version already says this.
    Unchanged(Version),
    /// A version was made.
    Created {
        /// The version.
        version: Version,
        /// What it changes; empty for the first.
        changes: Vec<Change>,
    },
}

/// Says what importing `source` for a beneficiary would do, and changes nothing.
pub async fn preview(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    source: &str,
    effective_from: Option<Date>,
) -> Result<Proposal> {
    ctx.require(Permission::AgreementImport)?;
    let mut tx = ctx.read().await?;
    let holders = store::holders(&mut tx).await?;
    let holder = holders.into_iter().find(|holder| holder.id == *beneficiary).ok_or(Error::NotFound)?;
    let latest = store::latest(&mut tx, beneficiary).await?;
    Ok(propose(latest.as_ref(), &holder.code, source, effective_from))
}

/// Imports a version: the first is the agreement, the next ones are amendments with their difference.
///
/// The same text again changes nothing. A text with errors, of another beneficiary, or effective before
/// the version it amends is refused and changes nothing. Two imports at once come one after the other.
pub async fn import(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    source: &str,
    effective_from: Date,
) -> Result<Import> {
    import_as(ctx, beneficiary, source, effective_from, None).await
}

/// As [`import`], for somebody who has seen a preview: makes version `number` or nothing, so that nobody
/// confirms a difference with a version they have not seen.
pub async fn confirm(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    source: &str,
    effective_from: Date,
    number: i64,
) -> Result<Import> {
    import_as(ctx, beneficiary, source, effective_from, Some(number)).await
}

async fn import_as(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    source: &str,
    effective_from: Date,
    expected: Option<i64>,
) -> Result<Import> {
    ctx.require(Permission::AgreementImport)?;
    let mut tx = ctx.begin().await?;
    let done = import_in(&mut tx, ctx, beneficiary, source, effective_from, expected).await?;
    if matches!(done, Import::Created { .. }) {
        tx.commit().await?;
    }
    Ok(done)
}

/// As [`import`], in the transaction of the signature that makes the version; whether the actor may is asked there.
pub(crate) async fn import_in(
    tx: &mut Tx,
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    source: &str,
    effective_from: Date,
    expected: Option<i64>,
) -> Result<Import> {
    let holder = store::hold(tx, beneficiary).await?.ok_or(Error::NotFound)?;
    let latest = store::latest(tx, beneficiary).await?;
    let proposal = propose(latest.as_ref(), &holder.code, source, Some(effective_from));
    let draft = match (proposal.verdict, latest) {
        (Verdict::New(draft), _) if expected.is_some_and(|number| number != draft.number) => {
            return Ok(Import::Overtaken(Proposal { verdict: Verdict::New(draft), ..proposal }));
        }
        (Verdict::New(draft), _) => draft,
        (Verdict::Unchanged { .. }, Some(latest)) => return Ok(Import::Unchanged(latest)),
        (verdict, _) => return Ok(Import::Refused(Proposal { verdict, ..proposal })),
    };
    let id: VersionId = ctx.id();
    let at = ctx.now();
    let imported = Imported { beneficiary, id: &id, source, actor: &ctx.actor, at };
    store::insert(tx, &draft, &imported).await?;
    let version = version(*draft.clone(), &imported);
    people::record(tx, ctx, entry(&version)).await?;
    Ok(Import::Created { version, changes: draft.changes })
}

fn entry(version: &Version) -> Entry {
    let told = json!({
        "number": version.number, "kind": version.kind, "effective_from": version.effective_from,
        "source_digest": version.source_digest,
    });
    Entry::new("agreement.import", Some(&version.beneficiary), "agreement_version", version.id.as_str())
        .detail(told)
}

fn version(draft: Draft, imported: &Imported<'_>) -> Version {
    let summary = VersionSummary {
        beneficiary: imported.beneficiary.clone(),
        id: imported.id.clone(),
        number: draft.number,
        kind: draft.kind,
        reference: draft.document.identity.reference.clone(),
        title: draft.document.identity.title.clone(),
        effective_from: draft.effective_from,
        signed_on: draft.document.term.signature_date,
        signature_year: draft.document.term.signature_year.into(),
        source_digest: draft.source_digest.to_string(),
        imported_by: imported.actor.person.clone(),
        imported_by_name: imported.actor.name.clone(),
        imported_at: imported.at,
    };
    Version { summary, document: draft.document }
}
