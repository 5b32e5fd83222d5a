//! The words of every screen, in French and in English: Fluent catalogues embedded in the binary.
//!
//! All files of `locales/<language>/` are one catalogue. Figures are written by [`figures`], explanations
//! as plain text by [`explain_text`].

mod explain;
pub mod figures;

pub use explain::{explain_text, rounding_text};
pub use figures::figure;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use kernel::Text;
use rust_embed::RustEmbed;
use serde::{Deserialize, Serialize};
use std::{fmt::Display, str::FromStr, sync::OnceLock};
use unic_langid::LanguageIdentifier;

/// A language of the screens. French is the reference; English is complete.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French, with formal "vous".
    #[default]
    Fr,
    /// English.
    En,
}

/// Why a text is not a language of Socle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("«{0}» is not a language of the screens: fr or en")]
pub struct UnknownLang(pub String);

impl Lang {
    /// Every language of the screens, the reference first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// BCP 47 code, as in the `lang` attribute: `fr`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language's own name for itself.
    pub fn endonym(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::En => "English",
        }
    }

    /// The first language of an `Accept-Language` header that we have; French when there is none.
    pub fn negotiate(accept_language: &str) -> Self {
        accept_language
            .split(',')
            .filter_map(|choice| choice.trim().get(..2))
            .find_map(|code| code.to_ascii_lowercase().parse().ok())
            .unwrap_or_default()
    }

    /// The message of `key`. A missing key shows itself; a test finds it before a reader does.
    pub fn t(self, key: &str) -> String {
        self.format(key, &FluentArgs::new())
    }

    /// The message of `key` with its arguments. Whole numbers choose plural forms.
    pub fn with<V: Display>(self, key: &str, args: &[(&str, V)]) -> String {
        let args = args.iter().map(|(name, value)| (*name, argument(value.to_string())));
        self.format(key, &args.collect())
    }

    /// The words of a stored [`Text`], such as a step of an explanation.
    pub fn text(self, text: &Text) -> String {
        let args = text.args.iter().map(|(name, value)| (name.as_str(), argument(value.clone())));
        self.format(&text.key, &args.collect())
    }

    /// Whether the catalogue holds `key`.
    pub fn has(self, key: &str) -> bool {
        catalogue(self).has_message(key)
    }

    fn format(self, key: &str, args: &FluentArgs<'_>) -> String {
        let catalogue = catalogue(self);
        let Some(pattern) = catalogue.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        // A missing argument stays visible as its name: the catalogue test compares variables.
        catalogue.format_pattern(pattern, Some(args), &mut vec![]).into_owned()
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;
    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        Self::ALL.into_iter().find(|lang| lang.code() == text).ok_or_else(|| UnknownLang(text.to_owned()))
    }
}

#[derive(RustEmbed)]
#[folder = "../../locales/"]
struct Locales;

type Catalogue = FluentBundle<FluentResource>;

fn catalogue(lang: Lang) -> &'static Catalogue {
    static FR: OnceLock<Catalogue> = OnceLock::new();
    static EN: OnceLock<Catalogue> = OnceLock::new();
    match lang {
        Lang::Fr => FR.get_or_init(|| load(lang)),
        Lang::En => EN.get_or_init(|| load(lang)),
    }
}

/// Merges the files of one language. Faulty files and doubled keys are found by the catalogue test; here
/// they only lose their own messages, because a word missing on a screen must not stop the service.
fn load(lang: Lang) -> Catalogue {
    let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut catalogue = Catalogue::new_concurrent(vec![id]);
    // Isolation marks would end up in page titles, files and terminals; none of our languages needs them.
    catalogue.set_use_isolating(false);
    let folder = format!("{}/", lang.code());
    for path in Locales::iter().filter(|path| path.starts_with(&folder)) {
        let Some(file) = Locales::get(&path) else { continue };
        let source = String::from_utf8_lossy(&file.data).into_owned();
        let resource = FluentResource::try_new(source).unwrap_or_else(|(partial, errors)| {
            tracing::error!(%path, ?errors, "message file has errors");
            partial
        });
        if let Err(errors) = catalogue.add_resource(resource) {
            tracing::error!(%path, ?errors, "message keys are defined twice");
        }
    }
    catalogue
}

/// Whole numbers are passed as numbers, so that plural forms work; everything else as it is.
fn argument(text: String) -> FluentValue<'static> {
    let is_number = (1..=9).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'));
    match text.parse::<u32>() {
        Ok(number) if is_number => FluentValue::from(number),
        _ => FluentValue::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negotiates_the_first_language_we_have() {
        assert_eq!(Lang::negotiate("de-DE,en-GB;q=0.8,fr;q=0.5"), Lang::En);
        assert_eq!(Lang::negotiate("fr-FR,fr;q=0.9,en;q=0.8"), Lang::Fr);
        assert_eq!(Lang::negotiate("es"), Lang::Fr);
        assert_eq!(Lang::negotiate(""), Lang::Fr);
        assert_eq!(Lang::negotiate("é"), Lang::Fr);
    }

    #[test]
    fn writes_messages_with_plurals_and_shows_a_missing_key() {
        assert_eq!(Lang::Fr.t("web-no-such-key"), "web-no-such-key");
        assert_eq!(Lang::Fr.with("rounding-applied", &[("mode", "m"), ("places", "2")]), "m, au centième");
        let text = Text::new("rounding-applied").with("mode", "m").with("places", 5);
        assert_eq!(Lang::En.text(&text), "m, to 5 decimals");
    }

    #[test]
    fn keeps_words_that_look_like_numbers() {
        assert_eq!(argument("007".into()), FluentValue::from("007"));
        assert_eq!(argument("1050.5".into()), FluentValue::from("1050.5"));
    }
}
