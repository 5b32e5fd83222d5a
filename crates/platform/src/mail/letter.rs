//! The words of a mail, written once and read as plain text or as HTML.

use maud::{DOCTYPE, Markup, html};

/// One part of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Marker(String),
    Paragraph(String),
    Facts(Vec<(String, String)>),
    Quote { who: String, words: String },
    Link { label: String, href: String },
    Choices(Vec<(String, String)>),
    Small(Vec<Line>),
}

/// A line of small print: words, and a link when there is one.
type Line = (String, Option<String>);

/// A letter under construction, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    lang: &'static str,
    parts: Vec<Part>,
    invitation: String,
}

impl Letter {
    /// An empty letter in a language (BCP 47 code).
    pub fn new(lang: &'static str) -> Self {
        Self { lang, ..Self::default() }
    }

    fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// The line above which people are asked to answer, as it is.
    #[must_use]
    pub fn marker(self, line: impl Into<String>) -> Self {
        self.with(Part::Marker(line.into()))
    }

    /// A paragraph; its own line breaks are kept.
    #[must_use]
    pub fn paragraph(self, words: impl Into<String>) -> Self {
        self.with(Part::Paragraph(words.into()))
    }

    /// Facts, each with its name.
    #[must_use]
    pub fn facts(self, facts: impl IntoIterator<Item = (String, String)>) -> Self {
        self.with(Part::Facts(facts.into_iter().collect()))
    }

    /// What somebody said.
    #[must_use]
    pub fn quote(self, who: impl Into<String>, words: impl Into<String>) -> Self {
        self.with(Part::Quote { who: who.into(), words: words.into() })
    }

    /// The one thing to open.
    #[must_use]
    pub fn link(self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.with(Part::Link { label: label.into(), href: href.into() })
    }

    /// Answers given by opening one of several addresses: words and address.
    #[must_use]
    pub fn choices(self, choices: impl IntoIterator<Item = (String, String)>) -> Self {
        self.with(Part::Choices(choices.into_iter().collect()))
    }

    /// Small print at the end: why this mail, how to get fewer.
    #[must_use]
    pub fn small(self, lines: impl IntoIterator<Item = Line>) -> Self {
        self.with(Part::Small(lines.into_iter().collect()))
    }

    /// An invitation that calendar programs understand: a calendar with its method (RFC 6047).
    #[must_use]
    pub fn inviting(mut self, calendar: impl Into<String>) -> Self {
        self.invitation = calendar.into();
        self
    }

    /// The invitation; empty for most letters.
    pub fn invitation(&self) -> &str {
        &self.invitation
    }

    /// As plain text. No line is `-- `, which mail programs take for the beginning of a signature.
    pub fn text(&self) -> String {
        let parts: Vec<String> = self.parts.iter().map(plain).collect();
        parts.join("\n\n") + "\n"
    }

    /// As HTML, without script, image or anything fetched from elsewhere.
    pub fn html(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang=(self.lang) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                }
                body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;max-width:40em;margin:0 auto;padding:16px" {
                    @for part in &self.parts { (marked_up(part)) }
                }
            }
        };
        page.into_string()
    }
}

fn plain(part: &Part) -> String {
    match part {
        Part::Marker(line) => line.clone(),
        Part::Paragraph(words) => words.clone(),
        Part::Facts(facts) => {
            let lines: Vec<String> = facts.iter().map(|(name, value)| format!("{name} : {value}")).collect();
            lines.join("\n")
        }
        Part::Quote { who, words } => {
            let lines: Vec<String> =
                words.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
            format!("{who}\n{}", lines.join("\n"))
        }
        Part::Link { label, href } => format!("{label}\n{href}"),
        Part::Choices(choices) => {
            let lines: Vec<String> = choices.iter().map(|(words, href)| format!("{words}\n{href}")).collect();
            lines.join("\n")
        }
        Part::Small(lines) => {
            let lines = lines.iter().map(|(words, href)| match href {
                Some(href) => format!("{words} {href}"),
                None => words.clone(),
            });
            format!("—\n{}", lines.collect::<Vec<_>>().join("\n"))
        }
    }
}

fn broken(words: &str) -> Markup {
    html! { @for (n, line) in words.lines().enumerate() { @if n > 0 { br; } (line) } }
}

const BUTTON: &str = "display:inline-block;padding:12px 20px;border:2px solid #1f4e79;border-radius:4px;\
    background:#1f4e79;color:#ffffff;text-decoration:none;font-weight:bold";
const CHOICE: &str = "display:inline-block;min-width:44px;padding:12px 16px;margin:0 8px 8px 0;\
    border:2px solid #1f4e79;border-radius:4px;background:#ffffff;color:#1f4e79;text-decoration:none";
const QUOTE: &str = "margin:8px 0;padding:0 0 0 12px;border-left:4px solid #8a8a8a";
const SMALL: &str = "margin-top:24px;padding-top:8px;border-top:1px solid #8a8a8a;font-size:14px";

fn marked_up(part: &Part) -> Markup {
    html! {
        @match part {
            Part::Marker(line) => p style="font-size:14px" { (line) },
            Part::Paragraph(words) => p { (broken(words)) },
            Part::Facts(facts) => dl { @for (name, value) in facts { dt { strong { (name) } } dd style="margin:0 0 8px 0" { (value) } } },
            Part::Quote { who, words } => { p { (who) } blockquote style=(QUOTE) { p { (broken(words)) } } }
            Part::Link { label, href } => p { a href=(href) style=(BUTTON) { (label) } },
            Part::Choices(choices) => p { @for (words, href) in choices { a href=(href) style=(CHOICE) { (words) } " " } },
            Part::Small(lines) => div style=(SMALL) {
                @for (words, href) in lines {
                    p { @match href { Some(href) => a href=(href) style="color:inherit" { (words) }, None => (words) } }
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_as_text_and_as_html() {
        let letter = Letter::new("fr")
            .paragraph("Bonjour,\nvoici.")
            .facts([("Numéro".to_owned(), "VAL-1".to_owned())])
            .quote("Ada écrit :", "<b>ligne</b>\n\nfin")
            .link("Ouvrir", "https://socle.test/tickets/1?a=1&b=2")
            .choices([("Très bien".to_owned(), "https://socle.test/5".to_owned())])
            .small([("Recevoir moins de messages :".to_owned(), Some("https://socle.test/p".to_owned()))]);
        assert_eq!(
            letter.text(),
            "Bonjour,\nvoici.\n\nNuméro : VAL-1\n\nAda écrit :\n> <b>ligne</b>\n>\n> fin\n\nOuvrir\n\
             https://socle.test/tickets/1?a=1&b=2\n\nTrès bien\nhttps://socle.test/5\n\n—\nRecevoir moins de messages : https://socle.test/p\n"
        );
        let html = letter.html();
        assert!(html.contains("Bonjour,<br>voici.") && html.contains("&lt;b&gt;ligne&lt;/b&gt;"), "{html}");
        assert!(!html.contains("<b>") && !html.contains("<script") && !html.contains("<img"), "{html}");
    }
}
