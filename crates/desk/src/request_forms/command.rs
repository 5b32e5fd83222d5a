//! What the command line says of form files: the same checks and the same import as the screens.

use super::{
    actions::{Import, import},
    document::{Report, check},
};
use agreements::written::Severity;
use platform::{Ctx, Result, i18n::Lang};

pub use super::document::schema_text as schema;

/// What a command prints, and whether it succeeded.
pub type Said = (String, bool);

/// Checks a file: every finding with its place and what to do, then the conclusion. `file` is the name shown.
pub fn check_file(lang: Lang, file: &str, source: &str) -> Said {
    said(lang, file, &check(source))
}

fn said(lang: Lang, file: &str, report: &Report) -> Said {
    let errors = report.problems.iter().filter(|one| one.severity == Severity::Error).count();
    let key = if report.document.is_some() { "form-file-valid" } else { "form-file-invalid" };
    let found = report.render(file, |text| lang.text(text));
    (format!("{found}{file}: {}\n", lang.with(key, &[("errors", errors)])), report.document.is_some())
}

/// Imports a file and says what was done, or why nothing was.
pub async fn import_file(ctx: &Ctx, file: &str, source: &str) -> Result<Said> {
    let lang = ctx.lang;
    let told = |key: &str, code: &str, version: i64| {
        let version = version.to_string();
        format!("{file}: {}\n", lang.with(key, &[("code", code), ("version", version.as_str())]))
    };
    Ok(match import(ctx, source).await? {
        Import::Refused(report) => said(lang, file, &report),
        Import::Unchanged(form) => (told("form-unchanged", &form.code, form.version), true),
        Import::Created(form) => (told("form-imported", &form.code, form.version), true),
    })
}
