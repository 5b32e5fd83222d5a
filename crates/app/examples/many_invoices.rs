//! Writes invented invoices over every VAT case, each as PDF, CII and UBL, into the directory given: the input of the referee in
//! `tests/einvoice`. Of 1,000 invoices, a sample spread over them when a number is given; all of them without one.

#[expect(clippy::unwrap_used, reason = "invented data, shared with tests: a fault in it must stop the run")]
#[path = "../../finance/tests/it/einvoice/many.rs"]
mod many;
#[expect(dead_code, reason = "shared with tests, which use all of it")]
#[expect(clippy::unwrap_used, reason = "invented data, shared with tests: a fault in it must stop the run")]
#[path = "../../finance/tests/it/einvoice/samples.rs"]
mod samples;

use anyhow::{Context, Result, bail};
use finance::einvoice::{EInvoice, page};
use platform::{documents::DocumentData, i18n::Lang};
use std::{
    env, fs,
    path::{Path, PathBuf},
    thread,
};

/// How many invoices there are.
const ALL: usize = 1000;

fn main() -> Result<()> {
    let mut given = env::args_os().skip(1);
    let folder = PathBuf::from(given.next().context("usage: many_invoices DIRECTORY [COUNT]")?);
    let count = match given.next() {
        None => ALL,
        Some(text) => text.to_string_lossy().parse::<usize>().context("COUNT")?.clamp(1, ALL),
    };
    fs::create_dir_all(&folder)?;
    // Not a multiple of the number of cases, so that a sample has them all.
    let ranks: Vec<usize> = (0..count).map(|place| (place * ALL / count + place % 5) % ALL).collect();
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let folder = &folder;
    thread::scope(|scope| {
        let parts = ranks.chunks(ranks.len().div_ceil(workers));
        let running: Vec<_> = parts.map(|part| scope.spawn(move || write_all(folder, part))).collect();
        running.into_iter().try_for_each(|one| match one.join() {
            Ok(written) => written,
            Err(_) => bail!("a worker stopped"),
        })
    })
}

fn write_all(folder: &Path, ranks: &[usize]) -> Result<()> {
    ranks.iter().try_for_each(|rank| write(folder, *rank))
}

fn write(folder: &Path, rank: usize) -> Result<()> {
    let (case, facts) = many::invoice(rank);
    let name = format!("{rank:04}-{case:?}").to_lowercase();
    let invoice = EInvoice::new(&facts).with_context(|| name.clone())?;
    let document = page(&facts, &samples::presentation(&facts, Lang::Fr));
    let head = document.head.clone();
    let pdf = documents::render(&DocumentData::Invoice(Box::new(document)))?;
    fs::write(folder.join(format!("{name}.pdf")), invoice.embed_in(&pdf, &head)?)?;
    fs::write(folder.join(format!("{name}.cii.xml")), invoice.to_cii()?)?;
    Ok(fs::write(folder.join(format!("{name}.ubl.xml")), invoice.to_ubl()?)?)
}
