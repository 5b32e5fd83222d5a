//! What is typed about problems, from what is stored.

use super::{Problem, ProblemForm, PublishForm};

impl ProblemForm {
    /// The form of a problem as it stands.
    pub fn of(problem: &Problem) -> Self {
        let [public_title_fr, public_title_en] = problem.public_title.clone();
        let [public_text_fr, public_text_en] = problem.public_text.clone();
        Self {
            title: problem.title.clone(),
            description: problem.description.clone(),
            category: problem.category.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default(),
            root_cause: problem.root_cause.clone(),
            workaround: problem.workaround.clone(),
            public_title_fr,
            public_text_fr,
            public_title_en,
            public_text_en,
            tickets: String::new(),
            version: problem.version,
        }
    }
}

impl PublishForm {
    /// Whether beneficiaries concerned are to read it.
    pub fn is_published(&self) -> bool {
        matches!(self.published.as_str(), "on" | "true")
    }
}
