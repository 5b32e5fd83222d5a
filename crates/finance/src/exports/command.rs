//! What the command line says of exports: the same checks and the same files as the screens.

use super::{
    actions::{self, Import},
    mapping::{self, Report},
    sheets,
};
use agreements::written::Severity;
use platform::{Ctx, Error, Result, i18n::Lang, sheet::Format};

/// What a command prints, and whether it succeeded.
pub type Said = (String, bool);

/// The JSON Schema of mappings: indented, with a final newline.
pub fn schema() -> String {
    format!("{:#}\n", mapping::schema())
}

/// Checks a mapping: every finding with its place and what to do, then the conclusion. `file` is the name shown.
pub fn check_file(lang: Lang, file: &str, source: &str) -> Said {
    said(lang, file, &mapping::check(source))
}

fn said(lang: Lang, file: &str, report: &Report) -> Said {
    let errors = report.problems.iter().filter(|one| one.severity == Severity::Error).count();
    let key = if report.document.is_some() { "mapping-file-valid" } else { "mapping-file-invalid" };
    let found = report.render(file, |text| lang.text(text));
    (format!("{found}{file}: {}\n", lang.with(key, &[("errors", errors)])), report.document.is_some())
}

/// Imports a mapping and says what was done, or why nothing was.
pub async fn import_file(ctx: &Ctx, file: &str, source: &str) -> Result<Said> {
    let lang = ctx.lang;
    let told = |key: &str, version: i64| format!("{file}: {}\n", lang.with(key, &[("version", version)]));
    Ok(match actions::import(ctx, source).await? {
        Import::Refused(report) => said(lang, file, &report),
        Import::Unchanged(version) => (told("mapping-unchanged", version), true),
        Import::Created(version) => (told("mapping-imported", version), true),
    })
}

/// Which file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// Revenue orders; only those without an order yet when so asked.
    Orders {
        /// Only those without an order yet.
        only_missing: bool,
    },
    /// The ledger.
    Ledger,
    /// What belongs to another year.
    CutOff,
}

/// The bytes of a file of a year.
pub async fn export(ctx: &Ctx, export: Export, format: Format, year: i16) -> Result<Vec<u8>> {
    let answer = match export {
        Export::Orders { only_missing } => {
            let (mapping, issued) = actions::revenue_orders(ctx, year, only_missing).await?;
            sheets::orders(ctx, format, year, (&mapping, &issued)).await?
        }
        Export::Ledger => sheets::ledger(ctx, format, year, &actions::ledger(ctx, year).await?).await?,
        Export::CutOff => sheets::cut_off(ctx, format, &actions::cut_off(ctx, year).await?).await?,
    };
    let read = axum::body::to_bytes(answer.into_body(), usize::MAX).await;
    Ok(read.map_err(|e| Error::Internal(e.to_string()))?.to_vec())
}
