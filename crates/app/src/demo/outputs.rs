//! What the demonstration leaves as files: every issued invoice in its three formats, the scoreboards, the last annual
//! reports, and the reversibility pack of each beneficiary.

use super::plan::cast::Cast;
use anyhow::{Context as _, Result};
use finance::invoices::{self, FileFormat};
use governance::{
    reports::{self, ReportKind},
    reversibility::packs::{self, Progress},
    scoreboard::{self, Period},
};
use jiff::civil::{Date, date};
use kernel::{Scope, id::BeneficiaryId};
use people::organisations;
use platform::{Ctx, Platform, archive::Archive, i18n::Lang};
use std::{fs, path::Path};

/// Years that may have been billed.
const YEARS: std::ops::RangeInclusive<i16> = 2022..=2026;

/// The last whole quarter before the demonstration's date.
const QUARTER: Period = Period { first: date(2026, 7, 1), last: date(2026, 9, 30) };

/// First day of the last year that was reported on.
const REPORTED: Date = date(2025, 1, 1);

/// Writes everything into a folder and gives the names written, in order.
pub async fn write(platform: &Platform, cast: &Cast, folder: &Path) -> Result<Vec<String>> {
    let ctx = Ctx::system(platform.clone(), "demo");
    let mut names = vec![];
    for served in cast.organisations.iter().filter(|one| one.side == "beneficiary") {
        let mut tx = platform.db.read(&Scope::All).await?;
        let organisation =
            organisations::store::list(&mut tx).await?.into_iter().find(|one| one.code == served.code);
        let organisation = organisation.with_context(|| format!("no organisation {}", served.code))?;
        let signed = agreements::versions::latest(&mut tx, &organisation.id).await?;
        drop(tx);
        // A body that is about to join has nothing yet.
        if signed.is_none() {
            continue;
        }
        for (name, bytes) in invoice_files(&ctx, &organisation.id).await? {
            keep(folder, name, &bytes, &mut names)?;
        }
        let (board, pdf) = scoreboard::actions::pdf(&ctx, &served.code, QUARTER).await?;
        let name = format!("tableau-de-bord-{}-{}-{}", served.code, QUARTER.first, QUARTER.last);
        keep(folder, format!("{name}.pdf"), &pdf, &mut names)?;
        let csv = scoreboard::files::csv(Lang::Fr, &board)?;
        keep(folder, format!("{name}.csv"), &csv, &mut names)?;
        let bytes = report(&ctx, &organisation.id).await?;
        keep(folder, format!("bilan-annuel-{}-{}.pdf", served.code, REPORTED.year()), &bytes, &mut names)?;
        names.push(pack(&ctx, &organisation, folder).await?);
    }
    Ok(names)
}

/// The annual report that was published last.
async fn report(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Result<Vec<u8>> {
    let asked = (ReportKind::Annual, REPORTED);
    let found = reports::store::last_of(&mut ctx.read().await?, beneficiary, asked).await?;
    let found = found.context("no annual report")?;
    Ok(Box::pin(reports::actions::pdf(ctx, &found.key)).await?.1)
}

/// The reversibility pack; one that was left by an earlier demonstration is replaced.
async fn pack(ctx: &Ctx, organisation: &organisations::Organisation, folder: &Path) -> Result<String> {
    let name = format!("reversibilite-{}.zip", organisation.code);
    let file = fs::File::create(folder.join(&name)).with_context(|| name.clone())?;
    let archive = Archive::zip(file);
    Box::pin(packs::write(ctx, &organisation.id, archive, &Progress::default())).await?;
    Ok(name)
}

fn keep(folder: &Path, name: String, bytes: &[u8], names: &mut Vec<String>) -> Result<()> {
    let path = folder.join(&name);
    fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    names.push(name);
    Ok(())
}

/// The three files of each invoice and credit note issued to a beneficiary, in the order of issue.
async fn invoice_files(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Result<Vec<(String, Vec<u8>)>> {
    let mut tx = ctx.read().await?;
    let mut issued = vec![];
    for year in YEARS {
        issued.extend(invoices::store::of_whole_year(&mut tx, beneficiary, year).await?);
    }
    drop(tx);
    issued.retain(|invoice| invoice.issue.is_some());
    let mut files = vec![];
    for invoice in &issued {
        for format in [FileFormat::Pdf, FileFormat::Cii, FileFormat::Ubl] {
            files.push(invoices::actions::file(ctx, beneficiary, &invoice.id, format).await?);
        }
    }
    Ok(files)
}
