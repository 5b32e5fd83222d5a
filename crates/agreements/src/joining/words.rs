//! How a text names a party in French: `la commune`, `de la commune`, `à la commune`.

/// A designation with its article, as a text needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Designation {
    /// `le syndicat`.
    pub the: String,
    /// `Le syndicat`, at the head of a sentence.
    pub heading: String,
    /// `du syndicat`.
    pub of: String,
    /// `au syndicat`.
    pub to: String,
}

impl Designation {
    /// The forms of a designation typed with its article, or of a name without one.
    pub fn of(typed: &str) -> Self {
        let the = typed.trim().replace('’', "'");
        let (of, to) = if let Some(bare) = the.strip_prefix("les ") {
            (format!("des {bare}"), format!("aux {bare}"))
        } else if let Some(bare) = the.strip_prefix("le ") {
            (format!("du {bare}"), format!("au {bare}"))
        } else {
            (format!("de {the}"), format!("à {the}"))
        };
        let mut letters = the.chars();
        let heading =
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
        Self { the, heading, of, to }
    }

    /// The designation without its article: `Pôle métropolitain`.
    pub fn bare(typed: &str) -> &str {
        let typed = typed.trim();
        let articles = ["les ", "le ", "la ", "l'", "l’"];
        articles.iter().find_map(|article| typed.strip_prefix(article)).unwrap_or(typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_contract_as_french_does() {
        let cases = [
            ("le syndicat", "Le syndicat", "du syndicat", "au syndicat"),
            ("la commune", "La commune", "de la commune", "à la commune"),
            ("l’office", "L'office", "de l'office", "à l'office"),
            ("les communes", "Les communes", "des communes", "aux communes"),
            ("Exemple", "Exemple", "de Exemple", "à Exemple"),
        ];
        for (typed, heading, of, to) in cases {
            let found = Designation::of(typed);
            assert_eq!((found.heading.as_str(), found.of.as_str(), found.to.as_str()), (heading, of, to));
        }
        assert_eq!(Designation::bare("le Pôle métropolitain"), "Pôle métropolitain");
    }
}
