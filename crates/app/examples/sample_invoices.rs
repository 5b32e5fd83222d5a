//! Writes the sample invoices, each as PDF, CII and UBL, into the directory given: the input of the referee in
//! `tests/einvoice`.

#[expect(clippy::unwrap_used, reason = "invented data, shared with tests: a fault in it must stop the run")]
#[path = "../../finance/tests/it/einvoice/samples.rs"]
mod samples;

use anyhow::{Context, Result};
use finance::einvoice::{EInvoice, page};
use platform::{documents::DocumentData, i18n::Lang};
use std::{env, fs, path::PathBuf};

fn main() -> Result<()> {
    let folder = PathBuf::from(env::args_os().nth(1).context("usage: sample_invoices DIRECTORY")?);
    fs::create_dir_all(&folder)?;
    for (name, facts) in samples::all() {
        let lang = if name == "two-rates" { Lang::En } else { Lang::Fr };
        let invoice = EInvoice::new(&facts).with_context(|| name)?;
        let document = page(&facts, &samples::presentation(&facts, lang));
        let head = document.head.clone();
        let pdf = documents::render(&DocumentData::Invoice(Box::new(document)))?;
        fs::write(folder.join(format!("{name}.pdf")), invoice.embed_in(&pdf, &head)?)?;
        fs::write(folder.join(format!("{name}.cii.xml")), invoice.to_cii()?)?;
        fs::write(folder.join(format!("{name}.ubl.xml")), invoice.to_ubl()?)?;
    }
    Ok(())
}
