//! Sources, files received, calls listed.

use super::{
    Call, Counts, Import, ImportId, Source, SourceForm, SourceId, State, Total, importing, jobs, rules, store,
};
use jiff::civil::Date;
use kernel::{Permission, Text, id::BeneficiaryId};
use people::audit::{Entry, record};
use platform::{
    Ctx, Digest, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;
use std::{fs::File, path::Path};

const NAME_KEY: &str = "call_source_name_folded_key";

/// Every source.
pub async fn sources(ctx: &Ctx) -> Result<Vec<Source>> {
    ctx.require(Permission::TelephonyManage)?;
    Ok(store::sources(&mut ctx.read().await?).await?)
}

/// Adds a source.
pub async fn create_source(ctx: &Ctx, form: &SourceForm) -> Result<Source> {
    ctx.require(Permission::TelephonyManage)?;
    let (name, format, reading) = form.checked()?;
    let mut tx = ctx.begin().await?;
    let owner = Some(form.owner.trim()).filter(|owner| !owner.is_empty()).map(BeneficiaryId::from);
    if let Some(owner) = &owner {
        let found = people::organisations::store::find(&mut tx, owner).await?;
        if found.is_none_or(|found| found.side != kernel::Side::Beneficiary) {
            return Err(Error::invalid("owner", Text::new("estate-error-beneficiary")));
        }
    }
    let id: SourceId = ctx.id();
    let taken = Error::invalid("name", Text::new("calls-error-name-taken"));
    let content = (name.as_str(), format, &reading);
    store::insert_source(&mut tx, &id, content, owner.as_ref(), ctx.now())
        .await
        .on_unique(NAME_KEY, taken)?;
    let entry = Entry::new("call_source.create", None, "call_source", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"name": name, "format": format}))).await?;
    let source = store::source(&mut tx, &id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(source)
}

/// The last files.
pub async fn imports(ctx: &Ctx) -> Result<Vec<Import>> {
    ctx.require(Permission::TelephonyManage)?;
    Ok(store::imports(&mut ctx.read().await?).await?)
}

/// One file.
pub async fn import(ctx: &Ctx, id: &ImportId) -> Result<Import> {
    ctx.require(Permission::TelephonyManage)?;
    store::import(&mut ctx.read().await?, id).await?.ok_or(Error::NotFound)
}

/// Takes a file that was sent, and has it gone through in the background. The same file of the same source is taken once:
/// sending it again gives the first one, and goes on with it where it was left half-way.
pub async fn receive(ctx: &Ctx, source: &str, name: &str, bytes: Vec<u8>) -> Result<Import> {
    ctx.require(Permission::TelephonyManage)?;
    if bytes.is_empty() {
        return Err(Error::invalid("file", Text::new("calls-error-empty")));
    }
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let mut tx = ctx.begin().await?;
    let import = begin(&mut tx, ctx, source, name, &Digest::of(&bytes), size).await?;
    if import.is_running() {
        importing::kept(ctx, &import.id).put(bytes).await?;
        jobs::ask(&mut tx, ctx, &import.id).await?;
    }
    tx.commit().await?;
    Ok(import)
}

/// Takes a file of this machine and goes through it now; `tell` hears how far it is.
pub async fn import_file(
    ctx: &Ctx,
    source: &str,
    path: &Path,
    tell: &mut (dyn FnMut(&Import) + Send),
) -> Result<Import> {
    ctx.require(Permission::TelephonyManage)?;
    let opened = path.to_owned();
    let work = move || {
        let mut file = File::open(&opened)?;
        let size = i64::try_from(file.metadata()?.len()).unwrap_or(i64::MAX);
        Ok::<_, std::io::Error>((Digest::of_reader(&mut file)?, size))
    };
    let (digest, size) =
        tokio::task::spawn_blocking(work).await.map_err(|e| Error::Internal(e.to_string()))??;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut tx = ctx.begin().await?;
    let import = begin(&mut tx, ctx, source, &name, &digest, size).await?;
    tx.commit().await?;
    while importing::advance(ctx, &import.id, File::open(path)?, usize::MAX, tell).await?
        == importing::End::More
    {}
    importing::let_go(ctx, &import.id).await
}

/// Takes a file that was sent, and goes through it now.
pub async fn import_bytes(ctx: &Ctx, source: &str, name: &str, bytes: Vec<u8>) -> Result<Import> {
    ctx.require(Permission::TelephonyManage)?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let digest = Digest::of(&bytes);
    let mut tx = ctx.begin().await?;
    let import = begin(&mut tx, ctx, source, name, &digest, size).await?;
    if import.is_running() {
        importing::kept(ctx, &import.id).put(bytes).await?;
    }
    tx.commit().await?;
    if import.is_running() {
        let open = || importing::kept(ctx, &import.id).open(&digest);
        while importing::advance(ctx, &import.id, open()?, usize::MAX, &mut |_| {}).await?
            == importing::End::More
        {}
    }
    importing::let_go(ctx, &import.id).await
}

async fn begin(
    tx: &mut Tx,
    ctx: &Ctx,
    source: &str,
    name: &str,
    digest: &Digest,
    size: i64,
) -> Result<Import> {
    let sources = store::sources(tx).await?;
    let source = sources.into_iter().find(|one| one.id.as_str() == source || one.name == source);
    let source = source.ok_or_else(|| Error::invalid("source", Text::new("calls-error-source")))?;
    if let Some(known) = store::taken(tx, &source.id, digest.as_str()).await? {
        return Ok(known);
    }
    let import = Import {
        id: ctx.id(),
        source: source.id,
        source_name: source.name,
        file_name: name.to_owned(),
        digest: digest.as_str().to_owned(),
        size,
        state: State::Checking,
        bytes_done: 0,
        line_done: 0,
        counts: Counts::default(),
        trouble_line: None,
        trouble: None,
        asked_by_name: ctx.actor.name.clone(),
        asked_at: ctx.now(),
        ended_at: None,
        version: 1,
    };
    store::insert_import(tx, &import).await?;
    let entry = Entry::new("call_import.begin", None, "call_import", import.id.as_str());
    record(tx, ctx, entry.detail(json!({"file": name, "source": import.source_name}))).await?;
    Ok(import)
}

/// Stops a file that is being gone through. Calls already written stay: the same file can be sent again and goes on.
pub async fn cancel(ctx: &Ctx, id: &ImportId) -> Result<Import> {
    ctx.require(Permission::TelephonyManage)?;
    let mut tx = ctx.begin().await?;
    let mut import = store::lock_import(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if !import.is_running() {
        return Err(Error::refused("calls-error-over"));
    }
    import.end(State::Cancelled, ctx.now());
    store::save_import(&mut tx, &import).await?;
    let entry = Entry::new("call_import.cancel", None, "call_import", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"line": import.line_done}))).await?;
    tx.commit().await?;
    importing::let_go(ctx, id).await
}

/// One page of calls, and the place where the next begins. Numbers leave here masked.
pub async fn list(ctx: &Ctx, filter: &store::Filter) -> Result<(Vec<Call>, Option<Call>)> {
    ctx.require(Permission::TelephonyRead)?;
    let mut calls = store::page(&mut ctx.read().await?, filter).await?;
    let more = calls.len() > store::PAGE;
    calls.truncate(store::PAGE);
    for call in &mut calls {
        call.called = rules::masked(&call.called);
    }
    let next = calls.last().filter(|_| more).cloned();
    Ok((calls, next))
}

/// Totals of months from one day to another, the latter left out.
pub async fn totals(
    ctx: &Ctx,
    beneficiary: Option<&BeneficiaryId>,
    from: Date,
    to: Date,
) -> Result<Vec<Total>> {
    ctx.require(Permission::TelephonyRead)?;
    Ok(store::totals(&mut ctx.read().await?, beneficiary, from, to).await?)
}
