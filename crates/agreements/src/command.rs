//! What the command line says of agreement files: the same checks and the same import as the screens.

use crate::{
    document::{Severity, check},
    versions::{self, Import, Proposal, store, views::version_name},
};
use jiff::civil::Date;
use platform::{
    Ctx, Error, Result,
    i18n::{Lang, figures},
};

pub use crate::document::schema_text as schema;

/// What a command prints, and whether it succeeded.
pub type Said = (String, bool);

/// Checks a file: every finding with its place and what to do, then the conclusion. `file` is the name shown.
pub fn check_file(lang: Lang, file: &str, source: &str) -> Said {
    let report = check(source);
    let count = |severity| report.problems.iter().filter(|one| one.severity == severity).count().to_string();
    let counts = [("errors", count(Severity::Error)), ("warnings", count(Severity::Warning))];
    let key = if report.document.is_some() { "versions-file-valid" } else { "versions-file-invalid" };
    let found = report.render(file, |text| lang.text(text));
    (format!("{found}{file}: {}\n", lang.with(key, &counts)), report.document.is_some())
}

/// Imports a file for the beneficiary of that code, and says what was done or why nothing was.
pub async fn import_file(ctx: &Ctx, code: &str, file: &str, source: &str, from: Date) -> Result<Said> {
    let mut tx = ctx.read().await?;
    let holder = store::holder(&mut tx, code).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let lang = ctx.lang;
    Ok(match versions::import(ctx, &holder.id, source, from).await? {
        Import::Created { version, changes } => {
            let name = version_name(lang, version.kind, version.number);
            let made = [("name", name), ("date", figures::date(lang, version.effective_from))];
            let mut said = lang.with("versions-made", &made) + "\n";
            for change in &changes {
                let words = |value: &Option<kernel::Figure>| {
                    value.as_ref().map_or_else(|| "—".to_owned(), |value| figures::figure(lang, value))
                };
                said += &format!("  {}: {} → {}\n", change.path, words(&change.before), words(&change.after));
            }
            (said, true)
        }
        Import::Unchanged(version) => {
            (lang.with("versions-unchanged", &[("number", version.number)]) + "\n", true)
        }
        Import::Refused(proposal) | Import::Overtaken(proposal) => {
            (refused(lang, file, source, &proposal), false)
        }
    })
}

fn refused(lang: Lang, file: &str, source: &str, proposal: &Proposal) -> String {
    let (mut said, valid) = check_file(lang, file, source);
    if valid {
        said.clear();
    }
    for problem in &proposal.refusals.0 {
        said += &format!("{file}: {}\n", lang.text(&problem.text));
    }
    said + &lang.t("versions-refused") + "\n"
}
