//! What may be said about a person.

use super::Person;
use crate::{
    organisations::rules::{bounded, required},
    roles::Role,
};
use kernel::Text;
use platform::{Error, Problems, Result, i18n::Lang};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// A person as typed in the form or sent to the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PersonForm {
    /// Identifier of the organisation; only read at creation.
    pub organisation: String,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// What the person does.
    pub function_title: String,
    /// `fr` or `en`; French when empty.
    pub language: String,
    /// Names of roles.
    pub roles: Vec<Role>,
    /// Version read before a change; ignored at creation.
    pub version: i64,
}

/// The checked content of a [`PersonForm`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// What the person does.
    pub function_title: String,
    /// Language.
    pub language: Lang,
    /// Roles, each once, in order.
    pub roles: Vec<Role>,
}

impl PersonForm {
    /// The form filled with what is stored.
    pub fn of(person: &Person) -> Self {
        let p = person.clone();
        Self {
            organisation: p.organisation.into(),
            name: p.name,
            email: p.email,
            phone: p.phone,
            function_title: p.function_title,
            language: p.language.code().to_owned(),
            roles: p.roles,
            version: p.version,
        }
    }

    /// Checks everything and tells every problem at once. Sides are checked by the action, which knows the organisation.
    pub fn check(&self) -> Result<Content> {
        let mut problems = Problems::default();
        let name = required(&mut problems, "name", &self.name);
        let email = self.email.trim().to_owned();
        if !is_email(&email) {
            problems.add("email", Text::new("people-email-shape"));
        }
        let phone = bounded(&mut problems, "phone", &self.phone);
        if phone.chars().any(|c| !(c.is_ascii_digit() || " +().-".contains(c))) {
            problems.add("phone", Text::new("people-phone-shape"));
        }
        let function_title = bounded(&mut problems, "function_title", &self.function_title);
        let language = match self.language.trim() {
            "" => Some(Lang::Fr),
            code => code.parse().ok(),
        };
        if language.is_none() {
            problems.add("language", Text::new("people-language-unknown"));
        }
        let mut roles = self.roles.clone();
        roles.sort();
        roles.dedup();
        if roles.is_empty() {
            problems.add("roles", Text::new("people-roles-none"));
        }
        match language {
            Some(language) if problems.0.is_empty() => {
                Ok(Content { name, email, phone, function_title, language, roles })
            }
            _ => Err(Error::Invalid(problems)),
        }
    }
}

/// Whether a text looks like an address: one `@`, something before it, a domain with a dot after it, no spaces,
/// at most 254 bytes. Only a mail sent there proves more.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let is_bad = |c: char| c.is_whitespace() || c.is_control() || "<>,;:\"\\()[]@".contains(c);
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && !text.replacen('@', "", 1).contains(is_bad)
        && domain.contains('.')
        && domain.split('.').all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'))
}

/// The form under which an address is compared: composed, in small letters, without surrounding spaces.
pub fn fold_email(text: &str) -> String {
    text.trim().nfkc().collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_addresses() {
        for good in ["a@b.fr", "jean-paul.o'neil+x@mairie-valmont.fr", "é@exemple.fr"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "", "a", "a@b", "@b.fr", "a@b..fr", "a b@c.fr", "a@b.fr ", "a@b@c.fr", "a@-b.fr", "<a@b.fr>",
            "a\n@b.fr",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
        assert_eq!(fold_email(" Agent.E\u{301}@Valmont.FR"), "agent.é@valmont.fr");
    }

    #[test]
    fn tells_every_problem_at_once() {
        let form = PersonForm {
            email: "x".into(),
            phone: "call me".into(),
            language: "de".into(),
            ..PersonForm::default()
        };
        let Err(Error::Invalid(problems)) = form.check() else { panic!() };
        let fields: Vec<&str> = problems.0.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["name", "email", "phone", "language", "roles"]);
    }
}
