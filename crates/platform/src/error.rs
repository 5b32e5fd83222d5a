//! What can go wrong, said once without HTTP; the web kit turns it into a page or a problem document.

use kernel::{Permission, Text};
use std::fmt;

/// The result of every action and store function above the database layer.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an action did not happen. Nothing was changed in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The row does not exist, or the actor may not know that it does.
    #[error("not found")]
    NotFound,
    /// The actor may see the object but not do this.
    #[error("{0:?} is not permitted")]
    Forbidden(Permission),
    /// Nobody is signed in.
    #[error("sign in first")]
    SignInRequired,
    /// A program did not prove which one it is, with the reason.
    #[error("not proven: {}", .0.key)]
    NotProven(Text),
    /// The request did not come from one of our own forms.
    #[error("the form has expired or comes from elsewhere")]
    ForgedForm,
    /// What was typed does not fit: one problem per field.
    #[error("{0}")]
    Invalid(Problems),
    /// A rule refuses, with its reason.
    #[error("refused: {}", .0.key)]
    Refused(Text),
    /// Somebody changed the row in between; the current version is given.
    #[error("changed in between, now at version {0}")]
    Stale(i64),
    /// The address exists, but not for this method.
    #[error("method not allowed")]
    WrongMethod,
    /// Too many attempts; try again after this many seconds.
    #[error("too many attempts, retry in {0} s")]
    TooManyRequests(i64),
    /// The database answered with an error.
    #[error(transparent)]
    Db(#[from] crate::db::Error),
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] std::io::Error),
    /// A bug or a broken environment.
    #[error("{0}")]
    Internal(String),
}

/// One thing wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's name in the form or the API body.
    pub field: String,
    /// What is wrong and what to do.
    pub text: Text,
}

/// Everything wrong with a form or a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Adds a problem.
    pub fn add(&mut self, field: &str, text: Text) {
        self.0.push(Problem { field: field.to_owned(), text });
    }

    /// The first problem of a field.
    pub fn of(&self, field: &str) -> Option<&Text> {
        self.0.iter().find(|p| p.field == field).map(|p| &p.text)
    }

    /// Ok when nothing is wrong.
    pub fn into_result(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            write!(f, "{}{}: {}", if i == 0 { "" } else { ", " }, problem.field, problem.text.key)?;
        }
        Ok(())
    }
}

impl Error {
    /// One problem on one field.
    pub fn invalid(field: &str, text: Text) -> Self {
        Self::Invalid(Problems(vec![Problem { field: field.to_owned(), text }]))
    }

    /// A rule's refusal by its message key.
    pub fn refused(key: &str) -> Self {
        Self::Refused(Text::new(key))
    }
}
