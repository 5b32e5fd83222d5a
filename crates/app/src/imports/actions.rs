//! Receiving rows, saying how they are read, doing what they say, stopping it, taking it back.

use super::{
    Counts, Import, ImportId, Line, Mapping, MappingId, Outcome, State, Target, batches, glpi, jobs,
    mapping::columns_folded,
    rules,
    store::{self, Kept},
};
use jiff::Timestamp;
use kernel::{Permission, Scope, Text};
use people::{
    audit::{Entry, record},
    persons,
};
use platform::{
    Ctx, Error, Result,
    db::Tx,
    sheet::reading::{self, Table},
};
use serde_json::json;

/// Rows as received.
pub struct Received {
    /// What they become.
    pub target: Target,
    /// The tool they come from; a file of anybody's when empty.
    pub source: String,
    /// Name of the file, as sent.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// How it will be read, when that is known: a mapping that does not fit leaves nothing behind.
    pub mapping: Option<Mapping>,
}

/// Longest name of a tool or of a mapping, in characters.
const NAME: usize = 60;

/// Only who may import, and sees every beneficiary.
pub fn require(ctx: &Ctx) -> Result<()> {
    ctx.require(Permission::DataImport)?;
    if *ctx.scope() == Scope::All { Ok(()) } else { Err(Error::Forbidden(Permission::DataImport)) }
}

/// Takes rows in: they are read whole, kept, and nothing else happens yet.
pub async fn receive(ctx: &Ctx, received: Received) -> Result<Import> {
    require(ctx)?;
    let source = source(&received.source)?;
    let bytes = received.bytes.clone();
    let table = tokio::task::spawn_blocking(move || reading::read(&bytes)).await;
    let table = table.map_err(|e| Error::Internal(e.to_string()))??;
    if let Some(mapping) = &received.mapping {
        mapping.check(received.target, &table.columns)?;
    }
    let digest = ctx.platform.files.put(received.bytes).await?;
    let import = Import {
        id: ctx.id(),
        target: received.target,
        source,
        file_name: received.name.chars().filter(|c| !c.is_control()).collect(),
        digest,
        columns: table.columns,
        row_count: i64::try_from(table.rows.len()).unwrap_or(i64::MAX),
        mapping: None,
        state: State::New,
        total: 0,
        place: 0,
        counts: Counts::default(),
        created_by: ctx.actor.person.clone(),
        created_by_name: ctx.actor.name.clone(),
        created_at: ctx.now(),
        applied_at: None,
        finished_at: None,
        version: 1,
    };
    let mut tx = ctx.begin().await?;
    store::insert(&mut tx, &import).await?;
    let detail = json!({"target": import.target, "source": import.source, "file": import.file_name,
        "digest": import.digest, "rows": import.row_count});
    note(&mut tx, ctx, "import.receive", &import, detail).await?;
    tx.commit().await?;
    Ok(import)
}

/// The name of a tool: small letters, digits and hyphens; `file` when none is given.
fn source(typed: &str) -> Result<String> {
    let plain = typed.trim().to_lowercase();
    let is_name = plain.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') && plain.len() <= NAME;
    match plain.as_str() {
        "" => Ok("file".to_owned()),
        _ if is_name => Ok(plain),
        _ => Err(Error::invalid("source", Text::new("import-error-source").with("limit", NAME))),
    }
}

async fn note(
    tx: &mut Tx,
    ctx: &Ctx,
    action: &'static str,
    import: &Import,
    detail: serde_json::Value,
) -> Result<()> {
    record(tx, ctx, Entry::new(action, None, "import", import.id.as_str()).detail(detail)).await
}

/// The mapping to begin with: the one in use, the one kept last for the same columns, else what their names suggest. With
/// the name under which it was kept.
pub async fn proposed(ctx: &Ctx, import: &Import) -> Result<(Mapping, Option<String>)> {
    if let Some(mapping) = &import.mapping {
        return Ok((mapping.clone(), None));
    }
    let folded = columns_folded(&import.columns);
    let kept = store::kept_for(&mut ctx.read().await?, import.target, &folded).await?;
    if let Some(kept) = kept {
        return Ok((kept.mapping, Some(kept.name)));
    }
    let guessed = Mapping::guess(import.target, &import.columns);
    Ok((if import.source == glpi::SOURCE { glpi::words(import.target, guessed)? } else { guessed }, None))
}

/// Says how the rows are read, and goes through them without writing anything of them. Kept under a name when one is
/// given. What a few batches do not reach is gone through in the background.
pub async fn map(ctx: &Ctx, id: &ImportId, mapping: &Mapping, keep_as: &str) -> Result<Import> {
    require(ctx)?;
    let import = store::find(&mut ctx.read().await?, id).await?.ok_or(Error::NotFound)?;
    rules::may_map(&import)?;
    mapping.check(import.target, &import.columns)?;
    if keep_as.trim().chars().count() > NAME || keep_as.contains('\0') {
        return Err(Error::invalid("keep_as", Text::new("import-error-name").with("limit", NAME)));
    }
    let total = batches::units(ctx, &import, mapping).await?.len();
    let mut tx = ctx.begin().await?;
    let mut import = store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    rules::may_map(&import)?;
    import.mapping = Some(mapping.clone());
    import.total = i64::try_from(total).unwrap_or(i64::MAX);
    store::clear_lines(&mut tx, id).await?;
    if !keep_as.trim().is_empty() {
        keep(&mut tx, ctx, &import, mapping, keep_as.trim()).await?;
    }
    begin(tx, ctx, import, State::Checking, 0).await
}

async fn keep(tx: &mut Tx, ctx: &Ctx, import: &Import, mapping: &Mapping, name: &str) -> Result<()> {
    let kept = Kept {
        id: ctx.id(),
        target: import.target,
        name: name.to_owned(),
        mapping: mapping.clone(),
        created_by_name: ctx.actor.name.clone(),
    };
    store::keep(tx, &kept, &columns_folded(&import.columns), ctx.now()).await?;
    let entry = Entry::new("import.keep_mapping", None, "import_mapping", kept.id.as_str());
    record(tx, ctx, entry.detail(json!({"name": name, "target": import.target}))).await
}

/// Enters a phase, asks for it in the background, and does the beginning of it at once.
async fn begin(mut tx: Tx, ctx: &Ctx, mut import: Import, phase: State, place: i64) -> Result<Import> {
    let (taken_back, kept) = (0, 0);
    import.counts = match phase {
        State::Undoing => Counts { taken_back, kept, ..import.counts },
        _ => Counts::default(),
    };
    (import.state, import.place) = (phase, place);
    import.finished_at = None;
    import.version += 1;
    store::save(&mut tx, &import).await?;
    jobs::ask(&mut tx, ctx, &import.id).await?;
    tx.commit().await?;
    if let Err(error) = Box::pin(batches::advance(ctx, &import.id, rules::AT_ONCE)).await {
        // What is left is tried again in the background, which tells of what goes on failing.
        tracing::warn!(%error, import = %import.id, "an import goes on in the background");
    }
    store::find(&mut ctx.read().await?, &import.id).await?.ok_or(Error::NotFound)
}

/// Does what was foreseen. The version is the one whose report was read.
pub async fn apply(ctx: &Ctx, id: &ImportId, version: i64) -> Result<Import> {
    let (mut tx, mut import) = held(ctx, id, version).await?;
    rules::may_apply(&import)?;
    import.applied_at = Some(ctx.now());
    note(&mut tx, ctx, "import.apply", &import, json!({"mapping": import.mapping})).await?;
    begin(tx, ctx, import, State::Applying, 0).await
}

/// Stops an import. What was done stays and can be taken back.
pub async fn cancel(ctx: &Ctx, id: &ImportId, version: i64) -> Result<Import> {
    let (mut tx, mut import) = held(ctx, id, version).await?;
    rules::may_cancel(&import)?;
    note(&mut tx, ctx, "import.cancel", &import, json!({"from": import.state})).await?;
    (import.state, import.finished_at) = (State::Cancelled, Some(ctx.now()));
    import.version += 1;
    store::save(&mut tx, &import).await?;
    tx.commit().await?;
    Ok(import)
}

/// Takes back what an import created and nobody touched or uses since.
pub async fn undo(ctx: &Ctx, id: &ImportId, version: i64) -> Result<Import> {
    let (mut tx, import) = held(ctx, id, version).await?;
    rules::may_undo(&import)?;
    note(&mut tx, ctx, "import.undo", &import, json!({})).await?;
    begin(tx, ctx, import, State::Undoing, i64::MAX).await
}

async fn held(ctx: &Ctx, id: &ImportId, version: i64) -> Result<(Tx, Import)> {
    require(ctx)?;
    let mut tx = ctx.begin().await?;
    let import = store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if import.version != version {
        return Err(Error::Stale(import.version));
    }
    Ok((tx, import))
}

/// Forgets a mapping kept under a name.
pub async fn forget(ctx: &Ctx, id: &MappingId) -> Result<()> {
    require(ctx)?;
    let mut tx = ctx.begin().await?;
    if store::forget(&mut tx, id).await? == 0 {
        return Err(Error::NotFound);
    }
    record(&mut tx, ctx, Entry::new("import.forget_mapping", None, "import_mapping", id.as_str())).await?;
    Ok(tx.commit().await?)
}

/// Whoever asked for an import, with the rights that person has now; the system itself for the command line.
pub async fn as_who_asked(ctx: &Ctx, import: &Import) -> Result<Ctx> {
    let Some(id) = &import.created_by else { return Ok(ctx.clone()) };
    let person = persons::actions::found(&mut ctx.read().await?, id).await?;
    let ctx = Ctx::of(ctx.platform.clone(), person.actor());
    require(&ctx)?;
    Ok(ctx)
}

/// Imports of one page, and where the next begins.
pub struct Page {
    /// The latest first.
    pub imports: Vec<Import>,
    /// Mappings kept under a name.
    pub kept: Vec<Kept>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// Imports on a page.
const PAGE: usize = 50;

/// Later than any import.
const END: Timestamp = Timestamp::constant(253_370_764_800, 0);

/// One page of imports, after the place where another ended: `microseconds.identifier`.
pub async fn page(ctx: &Ctx, before: &str) -> Result<Page> {
    require(ctx)?;
    let place = before
        .split_once('.')
        .and_then(|(at, id)| Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.to_owned())));
    let (at, id) = place.unwrap_or((END, String::new()));
    let mut tx = ctx.read().await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut imports = store::list(&mut tx, (at.min(END), &id), limit).await?;
    let has_more = imports.len() > PAGE;
    imports.truncate(PAGE);
    let last = imports.last().filter(|_| has_more);
    let next = last.map(|one| format!("{}.{}", one.created_at.as_microsecond(), one.id));
    Ok(Page { imports, kept: store::kept(&mut tx).await?, next })
}

/// An import with the lines of one outcome.
pub struct Reading {
    /// The import.
    pub import: Import,
    /// Which lines are shown.
    pub outcome: Outcome,
    /// Lines of that outcome.
    pub lines: Vec<Line>,
    /// Where they go on.
    pub next: Option<i64>,
    /// An import of the same rows that was done before.
    pub same_rows: Option<Import>,
}

/// The report of an import: the lines refused, unless others are asked for.
pub async fn read(ctx: &Ctx, id: &ImportId, outcome: Option<Outcome>, after: i64) -> Result<Reading> {
    require(ctx)?;
    let mut tx = ctx.read().await?;
    let import = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let first = Outcome::ALL.into_iter().find(|one| import.counts.of(*one) > 0).unwrap_or(Outcome::Create);
    let usual = if import.counts.refused > 0 { Outcome::Refused } else { first };
    let outcome = outcome.unwrap_or(usual);
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut lines = store::lines(&mut tx, id, outcome, after, limit).await?;
    let has_more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let next = lines.last().filter(|_| has_more).map(|line| line.line);
    let same_rows = store::same_rows(&mut tx, &import).await?;
    Ok(Reading { import, outcome, lines, next, same_rows })
}

/// The import, for who may import.
pub async fn found(ctx: &Ctx, id: &ImportId) -> Result<Import> {
    require(ctx)?;
    store::find(&mut ctx.read().await?, id).await?.ok_or(Error::NotFound)
}

/// The rows as received, for the form of the mapping and the file of refusals.
pub async fn table(ctx: &Ctx, import: &Import) -> Result<Table> {
    require(ctx)?;
    let bytes = ctx.platform.files.get(&import.digest).await?;
    let read = tokio::task::spawn_blocking(move || reading::read(&bytes)).await;
    read.map_err(|e| Error::Internal(e.to_string()))?
}

/// Every line refused, in order.
pub async fn refused(ctx: &Ctx, import: &Import) -> Result<Vec<Line>> {
    require(ctx)?;
    let (mut tx, mut all, mut after) = (ctx.read().await?, vec![], 0);
    loop {
        let lines = store::lines(&mut tx, &import.id, Outcome::Refused, after, 1_000).await?;
        let Some(last) = lines.last() else { return Ok(all) };
        after = last.line;
        all.extend(lines);
    }
}
