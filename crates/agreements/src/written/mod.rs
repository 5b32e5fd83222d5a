//! Files that a person writes by hand in TOML (agreements, request forms): what is wrong in one, at which line
//! and column, and how to put it right.

mod edit;
mod schema;
mod shape;
mod source;

use kernel::Text;
use serde::{Serialize, de::DeserializeOwned};
use source::{Source, to_json};

pub use edit::{Edit, Unwritable, apply};
pub use schema::{Schema, Shape};
pub use source::Path;

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but something will be missing or is probably wrong.
    Warning,
    /// Something to know.
    Remark,
}

/// One thing found in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Key concerned, as `commitments[G.2a].target.value`; empty for a syntax error.
    pub path: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub fix: Text,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report<T> {
    /// Problems in the order of the file.
    pub problems: Vec<Problem>,
    /// What the file states, when there is no error.
    pub document: Option<T>,
}

impl<T> Report<T> {
    /// Whether a problem of that severity was found.
    pub fn has(&self, severity: Severity) -> bool {
        self.problems.iter().any(|problem| problem.severity == severity)
    }

    /// The problems for a terminal, two lines each: `file:line:column: error: …`, then `fix: …`.
    /// `words` writes a message in the reader's language.
    pub fn render(&self, file: &str, words: impl Fn(&Text) -> String) -> String {
        let fix_word = words(&Text::new("agreement-check-fix"));
        let lines = self.problems.iter().map(|Problem { line, column, path, severity, message, fix }| {
            let severity = words(&severity.label());
            let place = if path.is_empty() { String::new() } else { format!("{path}: ") };
            let (message, fix) = (words(message), words(fix));
            format!("{file}:{line}:{column}: {severity}: {place}{message}\n    {fix_word}: {fix}\n")
        });
        lines.collect()
    }
}

impl Severity {
    /// The word for it.
    pub fn label(self) -> Text {
        Text::new(match self {
            Self::Error => "agreement-check-error",
            Self::Warning => "agreement-check-warning",
            Self::Remark => "agreement-check-remark",
        })
    }
}

/// Every text value of a file with where it stands, in no order; nothing when the TOML itself is refused.
pub fn texts(text: &str) -> Vec<(Place, String)> {
    let (source, refused) = Source::parse(text);
    let mut found = vec![];
    if refused.is_empty() {
        source::texts(&source, &source.root, &Path::default(), &mut found);
    }
    found
}

/// Where something stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Key concerned: `commitments[G.2a].remark`.
    pub path: String,
}

/// Reads a text and checks it: the TOML itself, then its form against the schema, then its `meaning` (rules
/// between values), each only when the one before found no error. Never panics, whatever the text.
pub fn read<T: DeserializeOwned>(
    text: &str,
    schema: Schema,
    meaning: impl FnOnce(&mut Findings<'_, '_>, &T),
) -> Report<T> {
    let (source, refused) = Source::parse(text);
    let mut findings = Findings { source: &source, problems: vec![] };
    for error in &refused {
        let key = syntax_key(&error.reason);
        findings.place(
            Severity::Error,
            error.offset,
            &Path::default(),
            key,
            &[("detail", error.reason.clone())],
        );
    }
    if refused.is_empty() {
        shape::check_shape(&mut findings, schema);
    }
    let mut document = None;
    if findings.problems.is_empty() {
        document = typed(&mut findings);
    }
    if let Some(document) = &document {
        meaning(&mut findings, document);
    }
    let mut problems = findings.problems;
    problems.sort_by_key(|problem| (problem.line, problem.column, problem.severity));
    let refused = problems.iter().any(|problem| problem.severity == Severity::Error);
    Report { problems, document: document.filter(|_| !refused) }
}

/// The typed document. The form was checked before: a refusal here means that the schema says less than
/// the types, and is still reported with its place.
fn typed<T: DeserializeOwned>(findings: &mut Findings<'_, '_>) -> Option<T> {
    let json = to_json(&findings.source.root);
    match serde_path_to_error::deserialize(json) {
        Ok(document) => Some(document),
        Err(error) => {
            let keys = error.path().iter().map(|segment| match segment {
                serde_path_to_error::Segment::Seq { index } => source::Segment::Index(*index),
                other => source::Segment::Key(other.to_string()),
            });
            let (path, detail) = (Path(keys.collect()), error.inner().to_string());
            findings.add(Severity::Error, &path, "agreement-check-unreadable", &[("detail", detail)]);
            None
        }
    }
}

fn syntax_key(reason: &str) -> &'static str {
    if reason.starts_with("duplicate key") {
        "agreement-check-syntax-duplicate"
    } else if reason.contains("must be quoted") {
        "agreement-check-syntax-unquoted"
    } else if reason.contains("unclosed")
        || reason.contains("literal string")
        || reason.contains("basic string")
    {
        "agreement-check-syntax-unclosed"
    } else {
        "agreement-check-syntax"
    }
}

/// The problems found so far, and the source that gives them their place.
pub struct Findings<'a, 's> {
    source: &'a Source<'s>,
    problems: Vec<Problem>,
}

impl Findings<'_, '_> {
    /// Adds a problem at a byte. The fix is the message `<key>-fix` with the same arguments.
    fn place(&mut self, severity: Severity, offset: usize, path: &Path, key: &str, args: &[(&str, String)]) {
        let (line, column) = self.source.position(offset);
        let text = |key: &str| args.iter().fold(Text::new(key), |text, (name, value)| text.with(name, value));
        let (message, fix) = (text(key), text(&format!("{key}-fix")));
        self.problems.push(Problem { line, column, path: self.source.name(path), severity, message, fix });
    }

    /// Adds a problem where the path leads.
    pub fn add(&mut self, severity: Severity, path: &Path, key: &str, args: &[(&str, String)]) {
        self.place(severity, self.source.locate(path), path, key, args);
    }

    /// Adds an error where the path leads.
    pub fn add_error(&mut self, path: &Path, key: &str, args: &[(&str, String)]) {
        self.add(Severity::Error, path, key, args);
    }

    /// Adds an error when `wrong`.
    pub fn error_if(&mut self, wrong: bool, path: &Path, key: &str, args: &[(&str, String)]) {
        if wrong {
            self.add(Severity::Error, path, key, args);
        }
    }

    /// Adds a warning when `doubtful`.
    pub fn warn_if(&mut self, doubtful: bool, path: &Path, key: &str, args: &[(&str, String)]) {
        if doubtful {
            self.add(Severity::Warning, path, key, args);
        }
    }

    /// Adds a remark when `worth_knowing`.
    pub fn remark_if(&mut self, worth_knowing: bool, path: &Path, key: &str, args: &[(&str, String)]) {
        if worth_knowing {
            self.add(Severity::Remark, path, key, args);
        }
    }

    /// Refuses a code used twice in the list at `list`.
    pub fn unique<C: PartialEq + ToString>(&mut self, list: &Path, field: &str, codes: &[C]) {
        for (rank, code) in codes.iter().enumerate() {
            let twice = codes[..rank].contains(code);
            let path = list.at(rank).key(field);
            self.error_if(twice, &path, "agreement-check-code-twice", &[("code", code.to_string())]);
        }
    }
}
