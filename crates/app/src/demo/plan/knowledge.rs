//! Articles of the knowledge base: who wrote what, who published it, and how it served.

use desk::knowledge::ArticleForm;
use serde::Deserialize;

/// What people do with articles. `article` is a name of the plan's own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum KnowledgeAct {
    /// Writes an article, or a new version of one.
    Write {
        /// Which one.
        article: String,
        /// Codes of the beneficiaries it names.
        #[serde(default)]
        named: Vec<String>,
        /// Whether somebody else is asked to read it.
        #[serde(default)]
        submitted: bool,
        /// Who publishes it at once; it stays a draft or waits when empty.
        #[serde(default)]
        reviewer: String,
        /// What is written; its beneficiaries are left empty.
        form: Box<ArticleForm>,
    },
    /// Finds it still right after having read it again.
    Confirm {
        /// Which one.
        article: String,
    },
    /// Some read it, some are helped.
    Serve {
        /// Which one.
        article: String,
        /// Persons who read it.
        #[serde(default)]
        read: Vec<String>,
        /// Persons whom it spared a request.
        #[serde(default)]
        answered: Vec<String>,
        /// Persons whom it helped.
        #[serde(default)]
        helped: Vec<String>,
        /// Somebody whom it did not help, and what was missing.
        #[serde(default)]
        missing: Option<(String, String)>,
    },
}
