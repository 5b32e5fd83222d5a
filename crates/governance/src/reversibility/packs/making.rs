//! Making a pack: one reading of the database at one instant, written piece by piece.

use super::{
    FORM, Manifest, ManifestTable, Party, catalogue, credentials, files, index, registers, rules, store,
    tables,
};
use kernel::{Scope, Side, id::BeneficiaryId};
use people::organisations::{self, Organisation};
use platform::{Ctx, Digest, Error, Result, archive::Archive, db::Tx, db::portion};
use std::{
    io,
    sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
};

/// How far the making is, looked at from outside; and the way to stop it.
#[derive(Debug, Default)]
pub struct Progress {
    total: AtomicU64,
    done: AtomicU64,
    is_stopped: AtomicBool,
}

impl Progress {
    /// Rows and files written, of how many.
    pub fn so_far(&self) -> (u64, u64) {
        (self.done.load(Relaxed), self.total.load(Relaxed))
    }

    /// Stops the making at its next row.
    pub fn stop(&self) {
        self.is_stopped.store(true, Relaxed);
    }

    /// Whether it was stopped.
    pub fn is_stopped(&self) -> bool {
        self.is_stopped.load(Relaxed)
    }

    pub(super) fn more(&self, count: u64) {
        self.total.fetch_add(count, Relaxed);
    }

    pub(super) fn step(&self) -> io::Result<()> {
        self.done.fetch_add(1, Relaxed);
        self.look()
    }

    pub(super) fn look(&self) -> io::Result<()> {
        if self.is_stopped() { Err(io::Error::other("stopped")) } else { Ok(()) }
    }
}

/// A pack that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// SHA-256 of its manifest.
    pub manifest: Digest,
    /// How many files are in it, the manifest with them.
    pub files: u64,
    /// How many rows.
    pub rows: u64,
    /// Files that should be in it and are damaged or lost.
    pub missing: u64,
}

/// Writes the pack of a beneficiary. Read in the beneficiary's own scope: whatever is asked, rows of another never come.
/// The same data give the same bytes.
pub async fn write(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    mut archive: Archive,
    progress: &Progress,
) -> Result<Made> {
    let mut tx = ctx.platform.db.read(&Scope::One(beneficiary.clone())).await?;
    let served = organisations::store::find(&mut tx, beneficiary).await?;
    let served = served.filter(|one| one.side == Side::Beneficiary).ok_or(Error::NotFound)?;
    let provider = organisations::store::provider(&mut tx).await?;
    let (all, references) = portion::catalogue(&mut tx).await?;
    let catalogue = catalogue::catalogue(all, &references);
    let (tables, named) = data(&mut tx, &mut archive, (&catalogue, beneficiary), progress).await?;
    let listed = files::write(ctx, &mut archive, named, progress).await?;
    let handed = store::credentials(&mut tx, beneficiary).await?;
    credentials::write(&mut archive, &handed)?;
    let filled: Vec<String> = tables.iter().map(|table| table.name.clone()).collect();
    registers::schemas(&mut archive, &catalogue, &filled)?;
    let mut manifest = Manifest {
        socle_pack: FORM,
        socle: env!("CARGO_PKG_VERSION").to_owned(),
        beneficiary: party(&served),
        provider: provider.as_ref().map(party),
        as_of: store::last_recorded(&mut tx, beneficiary).await?,
        missing_files: listed.iter().filter(|one| one.path.is_none()).count() as u64,
        tables,
        migrations: portion::migrations(),
        files: vec![],
    };
    drop(tx);
    index::write(&mut archive, &manifest, (&listed, &handed))?;
    registers::sums(&mut archive)?;
    manifest.files = archive.entries().to_vec();
    let digest = archive.add("manifest.json", &registers::pretty(&manifest)?)?.sha256.clone();
    let files = archive.entries().len() as u64;
    archive.finish()?;
    let rows = manifest.tables.iter().map(|table| table.rows).sum();
    Ok(Made { manifest: digest, files, rows, missing: manifest.missing_files })
}

fn party(one: &Organisation) -> Party {
    Party { id: one.id.clone(), code: one.code.clone(), name: one.name.clone() }
}

/// Every table that has rows, and the files that they name.
async fn data(
    tx: &mut Tx,
    archive: &mut Archive,
    (catalogue, of): (&catalogue::Catalogue, &BeneficiaryId),
    progress: &Progress,
) -> Result<(Vec<ManifestTable>, Vec<tables::Named>)> {
    for taken in catalogue.taken.iter().filter(|taken| taken.table.is_scoped()) {
        progress.more(u64::try_from(portion::count(tx, &taken.table, of).await?).unwrap_or(0));
    }
    let chosen = tables::choose(tx, catalogue, of).await?;
    let (mut written, mut named) = (vec![], vec![]);
    for taken in &catalogue.taken {
        let rows = tables::write(tx, archive, (taken, &chosen, of), (progress, &mut named)).await?;
        if rows > 0 {
            let name = taken.table.name.clone();
            written.push(ManifestTable { theme: rules::theme(&name), name, rows });
        }
    }
    Ok((written, named))
}
