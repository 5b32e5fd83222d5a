//! The fields of a form together: each with what is wrong with it, and with an identifier of its own on the page.

use super::{
    choice::Choice,
    field::Field,
    form::{FieldError, error_of},
};
use crate::i18n::Lang;

/// What the fields of one form share. Several forms stand on one page: the one that was refused has the plain identifiers
/// to which the list of errors leads, the others have their own.
pub struct Fields<'a> {
    /// The reader's language.
    pub lang: Lang,
    errors: &'a [FieldError],
    own: Option<String>,
}

impl<'a> Fields<'a> {
    /// The fields of the one form of a page, or of the one that was refused.
    pub fn plain(lang: Lang, errors: &'a [FieldError]) -> Self {
        Self { lang, errors, own: None }
    }

    /// The fields of one form among several.
    pub fn of(lang: Lang, name: &str, is_refused: bool, errors: &'a [FieldError]) -> Self {
        if is_refused {
            return Self::plain(lang, errors);
        }
        Self { lang, errors: &[], own: Some(name.to_owned()) }
    }

    /// A field with what is wrong with it.
    pub fn with(&self, name: &str, field: Field) -> Field {
        let field = field.error(error_of(self.errors, name));
        match &self.own {
            Some(own) => field.id_as(format!("field-{own}-{name}")),
            None => field,
        }
    }

    /// A line of text.
    pub fn line(&self, name: &str, label: &str, value: &str) -> Field {
        self.with(name, Field::text(self.lang, name, self.lang.t(label)).value(value))
    }

    /// Several lines of text.
    pub fn area(&self, name: &str, label: &str, value: &str) -> Field {
        self.with(name, Field::textarea(self.lang, name, self.lang.t(label)).rows(3).value(value))
    }

    /// A day.
    pub fn day(&self, name: &str, label: &str, value: &str) -> Field {
        self.with(name, Field::date(self.lang, name, self.lang.t(label)).value(value))
    }

    /// One value of a list.
    pub fn choice(
        &self,
        name: &str,
        label: &str,
        choices: impl IntoIterator<Item = Choice>,
        value: &str,
    ) -> Field {
        self.with(name, Field::select(self.lang, name, self.lang.t(label), choices).value(value))
    }

    /// The choice of a word of an enumeration.
    pub fn word(
        &self,
        name: &str,
        label: &str,
        words: impl IntoIterator<Item = (&'static str, &'static str)>,
        value: &str,
    ) -> Field {
        let choices: Vec<Choice> =
            words.into_iter().map(|(word, key)| Choice::new(word, self.lang.t(key))).collect();
        self.choice(name, label, choices, value)
    }
}
