//! Deleting, portion by portion: each in a transaction of its own that also writes down what went, so that a stop at any point loses nothing
//! and the next run goes on. The guards of frozen rows are open inside these transactions only.

use super::{
    Destruction, DestructionKey, DestructionState,
    catalogue::{self, Catalogue, INDEX, Leaving, PERSONS},
    closing, store,
};
use crate::reversibility::packs;
use kernel::{Scope, Text, id::BeneficiaryId};
use people::audit;
use platform::{
    Ctx, Digest, Error, Result,
    db::{Tx, portion, schema::Reference},
    search,
};
use std::time::Duration;
use tokio::time::Instant;

/// Rows of a portion.
const PORTION: i64 = 500;

/// Files of a portion.
const FILES: i64 = 200;

/// Until when a run goes on before it leaves the rest to the next one.
#[derive(Clone, Copy, Debug)]
pub struct Until(Option<Instant>);

impl Until {
    /// To the end.
    pub fn end() -> Self {
        Self(None)
    }

    /// For about so long.
    pub fn after(time: Duration) -> Self {
        Self(Some(Instant::now() + time))
    }

    fn is_over(self) -> bool {
        self.0.is_some_and(|end| Instant::now() >= end)
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is more to do, now.
    More,
    /// Nothing to do before the files laid aside are looked at again.
    Waits,
    /// Nothing to do any more.
    Over,
}

/// Goes on with a confirmed deletion, from wherever it stands.
pub async fn go_on(ctx: &Ctx, key: &DestructionKey, until: Until) -> Result<Outcome> {
    let found = store::find(&mut ctx.read().await?, key).await?.ok_or(Error::NotFound)?;
    match found.state {
        DestructionState::Running => rows(ctx, key, until).await,
        DestructionState::Files => closing::go_on(ctx, &found).await,
        DestructionState::Asked | DestructionState::Done | DestructionState::Withdrawn => Ok(Outcome::Over),
    }
}

/// What becomes of each table of this instance.
pub(super) async fn catalogue(tx: &mut Tx) -> Result<Catalogue> {
    let (tables, references) = portion::catalogue(tx).await?;
    Ok(catalogue::catalogue(tables, &references))
}

async fn rows(ctx: &Ctx, key: &DestructionKey, until: Until) -> Result<Outcome> {
    let all = catalogue(&mut ctx.read().await?).await?;
    if !all.undecided.is_empty() {
        return Err(Error::refused("destruction-error-undecided"));
    }
    close_doors(ctx, key).await?;
    // Mail and programs may still bring something while it goes on: as often as it takes, until nothing is left.
    loop {
        let mut gone = 0;
        for one in &all.leaving {
            while count(ctx, one, &key.beneficiary).await? > 0 {
                let portion = table(ctx, key, one).await?;
                if portion == 0 {
                    let text = Text::new("destruction-error-left").with("table", one.table.name.as_str());
                    return Err(Error::Refused(text));
                }
                gone += portion;
                if until.is_over() {
                    return Ok(Outcome::More);
                }
            }
        }
        gone += imports(ctx, key).await?;
        gone += index(ctx, key).await?;
        gone += erase(ctx, key, &all).await?;
        gone += persons(ctx, key, &all).await?;
        if gone == 0 {
            break;
        }
        if until.is_over() {
            return Ok(Outcome::More);
        }
    }
    closing::lay_aside(ctx, key, &all.naming, FILES).await?;
    let mut tx = scoped(ctx, &key.beneficiary).await?;
    store::laid(&mut tx, key, ctx.now()).await?;
    tx.commit().await?;
    Ok(Outcome::Waits)
}

/// A transaction that reaches rows of the beneficiary only, whatever is asked: on PostgreSQL the engine itself sees to that.
pub(super) async fn scoped(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Result<Tx> {
    Ok(ctx.platform.db.begin(&Scope::One(beneficiary.clone())).await?)
}

/// The deletion, held, when it still runs.
pub(super) async fn held(tx: &mut Tx, key: &DestructionKey, state: DestructionState) -> Result<Destruction> {
    let found = store::hold(tx, key).await?.ok_or(Error::NotFound)?;
    if found.state == state { Ok(found) } else { Err(Error::refused("destruction-error-state")) }
}

/// Nobody of the beneficiary signs in any more, nothing that comes from outside is taken for it, and its packs are removed.
async fn close_doors(ctx: &Ctx, key: &DestructionKey) -> Result<()> {
    let mut tx = ctx.begin().await?;
    held(&mut tx, key, DestructionState::Running).await?;
    store::close_doors(&mut tx, &key.beneficiary, ctx.now()).await?;
    store::let_go(&mut tx, &key.beneficiary).await?;
    tx.commit().await?;
    packs::actions::remove_files(ctx, &key.beneficiary).await
}

/// How many rows are to go from a table.
async fn count(ctx: &Ctx, one: &Leaving, of: &BeneficiaryId) -> Result<i64> {
    let mut tx = ctx.read().await?;
    Ok(match one.theirs {
        Some(theirs) => portion::count_among(&mut tx, &one.table.name, theirs, of).await?,
        None => portion::count(&mut tx, &one.table, of).await?,
    })
}

/// A portion of a table.
async fn table(ctx: &Ctx, key: &DestructionKey, one: &Leaving) -> Result<i64> {
    let within: Vec<&Reference> = one.within.iter().collect();
    let gone = away(ctx, key, one, (&within, &[], PORTION)).await?;
    if gone > 0 || within.is_empty() {
        return Ok(gone);
    }
    // Rows that refer to each other in a ring: all of them in one statement.
    away(ctx, key, one, (&[], &[], i64::MAX)).await
}

async fn away(
    ctx: &Ctx,
    key: &DestructionKey,
    one: &Leaving,
    (within, unless_referred, limit): (&[&Reference], &[&Reference], i64),
) -> Result<i64> {
    // Rows that are nobody's in particular are reached in the scope of everything only.
    let mut tx =
        if one.theirs.is_some() { ctx.begin().await? } else { scoped(ctx, &key.beneficiary).await? };
    held(&mut tx, key, DestructionState::Running).await?;
    store::open(&mut tx, key).await?;
    let columns: Vec<&str> = one.files.iter().map(String::as_str).collect();
    let (table, theirs) = (&one.table, one.theirs);
    let leaving = portion::Leaving { table, theirs, within, unless_referred, named: &columns };
    let mut named = vec![];
    let mut take = |digest| named.push(digest);
    let gone = portion::take_away(&mut tx, leaving, &key.beneficiary, limit, &mut take).await?;
    store::name_files(&mut tx, key, &stored(ctx, named)).await?;
    store::count(&mut tx, key, (&one.table.name, gone)).await?;
    store::shut(&mut tx, key).await?;
    tx.commit().await?;
    Ok(gone)
}

/// Those that are files of the store: other digests prove something, and name none.
fn stored(ctx: &Ctx, mut named: Vec<String>) -> Vec<Digest> {
    named.sort();
    named.dedup();
    let digests = named.iter().filter_map(|text| Digest::parse(text));
    digests.filter(|digest| ctx.platform.files.has(digest)).collect()
}

/// Imports that brought the beneficiary's rows in: with their file when all of it became the beneficiary's.
async fn imports(ctx: &Ctx, key: &DestructionKey) -> Result<i64> {
    let mut gone = 0;
    loop {
        let mut tx = ctx.begin().await?;
        held(&mut tx, key, DestructionState::Running).await?;
        let lines = match store::own_import(&mut tx, &key.beneficiary).await? {
            Some(id) => {
                let (lines, digest) = store::delete_import(&mut tx, &id).await?;
                store::name_files(&mut tx, key, &stored(ctx, digest.into_iter().collect())).await?;
                lines
            }
            None => store::delete_lines(&mut tx, &key.beneficiary, PORTION).await?,
        };
        if lines == 0 {
            return Ok(gone);
        }
        let lines = i64::try_from(lines).unwrap_or(i64::MAX);
        store::count(&mut tx, key, ("import_line", lines)).await?;
        tx.commit().await?;
        gone += lines;
    }
}

/// What search knew.
async fn index(ctx: &Ctx, key: &DestructionKey) -> Result<i64> {
    let mut gone = 0;
    loop {
        let mut tx = scoped(ctx, &key.beneficiary).await?;
        held(&mut tx, key, DestructionState::Running).await?;
        let found = search::forget(&mut tx, &key.beneficiary, PORTION).await?;
        if found == 0 {
            return Ok(gone);
        }
        store::count(&mut tx, key, (INDEX, found)).await?;
        tx.commit().await?;
        gone += found;
    }
}

/// What the audit log says of persons, but in entries about what is kept. The entries stay, and their chain whole.
async fn erase(ctx: &Ctx, key: &DestructionKey, all: &Catalogue) -> Result<i64> {
    let kinds = audit::store::kinds(&mut ctx.read().await?, &key.beneficiary).await?;
    let mut gone = 0;
    for kind in kinds.iter().filter(|kind| !all.kept.iter().any(|(table, _)| table.name == **kind)) {
        loop {
            let mut tx = scoped(ctx, &key.beneficiary).await?;
            held(&mut tx, key, DestructionState::Running).await?;
            let erased = audit::store::erase(&mut tx, &key.beneficiary, kind, PORTION).await?;
            if erased == 0 {
                break;
            }
            tx.commit().await?;
            gone += i64::try_from(erased).unwrap_or(i64::MAX);
        }
    }
    Ok(gone)
}

/// The persons: those that nothing names are deleted, the others are emptied.
async fn persons(ctx: &Ctx, key: &DestructionKey, all: &Catalogue) -> Result<i64> {
    let Some((table, references)) = &all.persons else { return Ok(0) };
    let one = Leaving { table: table.clone(), theirs: None, within: vec![], files: vec![] };
    let referring: Vec<&Reference> = references.iter().collect();
    let mut gone = 0;
    loop {
        let portion = away(ctx, key, &one, (&[], &referring, PORTION)).await?;
        if portion == 0 {
            break;
        }
        gone += portion;
    }
    let mut tx = scoped(ctx, &key.beneficiary).await?;
    held(&mut tx, key, DestructionState::Running).await?;
    let name = ctx.lang.t("destruction-person");
    let emptied = store::empty_persons(&mut tx, &key.beneficiary, &name).await?;
    let emptied = i64::try_from(emptied).unwrap_or(i64::MAX);
    store::count(&mut tx, key, (PERSONS, emptied)).await?;
    tx.commit().await?;
    Ok(gone + emptied)
}
