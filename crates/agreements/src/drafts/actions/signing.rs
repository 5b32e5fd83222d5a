//! What ends a draft: its text settled and printed, deliberated, signed and put in force, or given up.

use super::{
    super::{
        AbandonForm, Draft, DraftKey, DraftKind, DraftState, SignForm, StepForm, VoteForm, paper, rules,
        store,
    },
    Whole, held, noted, whole,
};
use crate::{
    document::AgreementDocument,
    joined,
    reading::today,
    versions::{self, Import, actions::import_in},
    written::{self, Edit, Severity},
};
use jiff::civil::Date;
use kernel::{Permission, Text};
use people::organisations;
use platform::{Ctx, Error, Problems, Result, db::Tx, typed::needed, web::UploadedFile};
use serde_json::json;

/// Settles the text of a draft and prints it for deliberation and signature. Refused while something is wrong with it.
pub async fn complete(ctx: &Ctx, key: &DraftKey, form: &StepForm) -> Result<()> {
    ctx.require(Permission::AgreementDraft)?;
    // Printed first: it takes a second, and nothing else may wait for it.
    let known = super::read(ctx, key).await?;
    let bytes = Box::pin(paper::print(ctx, &known, true)).await?;
    let digest = ctx.platform.files.put(bytes).await?;
    let mut tx = ctx.begin().await?;
    let one = held(&mut tx, key, DraftState::Drafting, form.version).await?;
    let known = whole(ctx, &mut tx, one).await?;
    sound(&known)?;
    store::settle(&mut tx, key, Some(&digest)).await?;
    noted(&mut tx, ctx, key, "draft.complete", json!({"paper": digest})).await?;
    Ok(tx.commit().await?)
}

/// What a sound draft states.
fn sound(known: &Whole) -> Result<&AgreementDocument> {
    let errors = known.findings.iter().filter(|one| one.severity == Severity::Error).count();
    match &known.report.document {
        Some(document) if errors == 0 => Ok(document),
        _ => Err(Error::Refused(Text::new("draft-error-findings").with("count", errors))),
    }
}

/// Opens the text of a draft again; its PDF is no longer the one to sign.
pub async fn reopen(ctx: &Ctx, key: &DraftKey, form: &StepForm) -> Result<()> {
    ctx.require(Permission::AgreementDraft)?;
    let mut tx = ctx.begin().await?;
    held(&mut tx, key, DraftState::ToSign, form.version).await?;
    store::settle(&mut tx, key, None).await?;
    noted(&mut tx, ctx, key, "draft.reopen", json!({})).await?;
    Ok(tx.commit().await?)
}

/// Records the deliberation of a side.
pub async fn vote(ctx: &Ctx, key: &DraftKey, form: &VoteForm) -> Result<()> {
    ctx.require(Permission::DeliberationRecord)?;
    let mut tx = ctx.begin().await?;
    held(&mut tx, key, DraftState::ToSign, form.version).await?;
    let (side, on) = rules::vote(form, ctx.actor.side, today(ctx)).map_err(Error::Invalid)?;
    store::vote(&mut tx, key, (side, on), form.reference.trim()).await?;
    let detail = json!({"side": side, "on": on, "reference": form.reference.trim()});
    noted(&mut tx, ctx, key, "draft.vote", detail).await?;
    Ok(tx.commit().await?)
}

/// Records the signature of both and puts the text in force from its day: it becomes a version of the agreement. Refused before both
/// votes (R0.6), backwards for an amendment, and when another version was made meanwhile.
pub async fn sign(ctx: &Ctx, key: &DraftKey, form: &SignForm, file: Option<UploadedFile>) -> Result<i64> {
    ctx.require(Permission::AgreementDraft)?;
    let file = joined::keep(ctx, file).await?;
    let mut tx = ctx.begin().await?;
    let one = held(&mut tx, key, DraftState::ToSign, form.version).await?;
    let known = whole(ctx, &mut tx, one).await?;
    let document = sound(&known)?;
    let signed_on = rules::signature(form, &known.draft, document.term.signature_year, today(ctx));
    let signed_on = signed_on.map_err(Error::Invalid)?;
    let latest = versions::latest(&mut tx, &key.beneficiary).await?.map(|version| version.number);
    if latest != known.draft.base_version {
        return Err(Error::refused("draft-error-overtaken"));
    }
    let effective = known.draft.effective_on.unwrap_or(document.term.start);
    let source = dated(&known, signed_on)?;
    let made = put_in_force(ctx, &mut tx, key, (&source, effective)).await?;
    store::sign(&mut tx, key, (signed_on, file.as_ref()), (effective, made)).await?;
    let digest = file.as_ref().map(|file| &file.digest);
    let detail = json!({"signed_on": signed_on, "effective_on": effective, "version": made, "file": digest});
    noted(&mut tx, ctx, key, "draft.sign", detail).await?;
    tx.commit().await?;
    Ok(made)
}

/// The text as it is in force: a whole agreement bears the dates of both votes and of its signature, an amendment keeps those of the
/// agreement.
fn dated(known: &Whole, signed_on: Date) -> Result<String> {
    let draft = &known.draft;
    if draft.kind == DraftKind::Amendment {
        return Ok(known.source.clone());
    }
    let votes = [("provider", draft.provider_vote.on), ("beneficiary", draft.beneficiary_vote.on)];
    let edits: Vec<Edit> = [Edit::set("term.signature_date", signed_on.to_string())]
        .into_iter()
        .chain(
            votes
                .into_iter()
                .filter_map(|(party, on)| Some(Edit::set(format!("{party}.vote_date"), on?.to_string()))),
        )
        .collect();
    written::apply(&known.source, &edits).map_err(super::unwritable)
}

/// Makes the version, by the way that files are imported.
async fn put_in_force(
    ctx: &Ctx,
    tx: &mut Tx,
    key: &DraftKey,
    (source, effective): (&str, Date),
) -> Result<i64> {
    match import_in(tx, ctx, &key.beneficiary, source, effective, None).await? {
        Import::Created { version, .. } => Ok(version.number),
        Import::Unchanged(_) => Err(Error::refused("draft-find-nothing")),
        Import::Refused(proposal) | Import::Overtaken(proposal) => {
            let first = proposal.refusals.0.into_iter().next().map(|problem| problem.text);
            let found = proposal.problems.into_iter().find(|problem| problem.severity == Severity::Error);
            let text = first.or(found.map(|problem| problem.message));
            Err(Error::invalid("signed_on", text.unwrap_or_else(|| Text::new("draft-error-unreadable"))))
        }
    }
}

/// Gives a draft up, with a reason.
pub async fn abandon(ctx: &Ctx, key: &DraftKey, form: &AbandonForm) -> Result<()> {
    ctx.require(Permission::AgreementDraft)?;
    let mut problems = Problems::default();
    needed(&mut problems, "why", &form.why, rules::TEXT);
    let mut tx = ctx.begin().await?;
    let one = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    problems.into_result()?;
    if one.version != form.version {
        return Err(Error::Stale(one.version));
    }
    if matches!(one.state, DraftState::InForce | DraftState::Abandoned) {
        return Err(Error::refused("draft-error-over"));
    }
    store::abandon(&mut tx, key, form.why.trim()).await?;
    noted(&mut tx, ctx, key, "draft.abandon", json!({"why": form.why.trim()})).await?;
    Ok(tx.commit().await?)
}

/// The PDF of a draft and the name of its file: the one to sign once its text is settled, a copy marked as a draft before.
pub async fn printed(ctx: &Ctx, key: &DraftKey) -> Result<(String, Vec<u8>)> {
    let known = super::read(ctx, key).await?;
    let name = name(&known.draft);
    let bytes = match &known.draft.paper {
        Some(digest) => ctx.platform.files.get(digest).await?,
        None => paper::print(ctx, &known, false).await?,
    };
    Ok((name, bytes))
}

fn name(draft: &Draft) -> String {
    format!(
        "{}-{}-{}.pdf",
        draft.kind.as_str(),
        draft.beneficiary_code,
        draft.created_at.strftime("%Y-%m-%d")
    )
}

/// The parties of a draft: provider, beneficiary.
pub(in super::super) async fn parties(
    ctx: &Ctx,
    key: &DraftKey,
) -> Result<(people::Organisation, people::Organisation)> {
    let mut tx = ctx.read().await?;
    let provider = organisations::store::provider(&mut tx).await?;
    let provider = provider.ok_or_else(|| Error::refused("draft-error-no-provider"))?;
    let served = organisations::store::find(&mut tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    Ok((provider, served))
}
