//! Words of the parts: labels of the file's keys in the reader's language, signed texts in their own.

use crate::{
    document::{AgreementDocument, Decimal, Language, Remark, label, value_label},
    reading::Part,
};
use jiff::civil::{Date, date};
use maud::{Markup, html};
use platform::{
    i18n::{Lang, figures},
    web::components::{Tone, notice, section},
};
use serde::Serialize;

/// Who reads, and the language of what was signed.
pub(crate) struct Reader {
    pub(crate) lang: Lang,
    signed_in: Lang,
}

impl Reader {
    pub(crate) fn of(lang: Lang, document: &AgreementDocument) -> Self {
        let signed_in = match document.identity.language {
            Language::Fr => Lang::Fr,
            Language::En => Lang::En,
        };
        Self { lang, signed_in }
    }

    pub(crate) fn t(&self, key: &str) -> String {
        self.lang.t(key)
    }

    /// What stands between a name and its value.
    pub(crate) fn colon(&self) -> &'static str {
        match self.lang {
            Lang::Fr => "\u{a0}: ",
            Lang::En => ": ",
        }
    }

    /// The name of a key of the file.
    pub(crate) fn field(&self, key: &str) -> String {
        self.lang.text(&label(key))
    }

    /// The words of an enumerated value or of a yes or no.
    pub(crate) fn value(&self, value: impl Serialize) -> String {
        match serde_json::to_value(value) {
            Ok(serde_json::Value::String(word)) => self.lang.text(&value_label(&word)),
            Ok(serde_json::Value::Bool(yes)) => {
                self.lang.text(&value_label(if yes { "true" } else { "false" }))
            }
            Ok(other) => other.to_string(),
            Err(_) => String::new(),
        }
    }

    /// A text of the agreement, marked with its language when the page has another.
    pub(crate) fn said(&self, text: &str) -> Markup {
        let other = (self.signed_in != self.lang).then(|| self.signed_in.code());
        html! { @if let Some(code) = other { span lang=(code) { (text) } } @else { (text) } }
    }

    pub(crate) fn said_list(&self, texts: &[String]) -> Markup {
        html! { @if !texts.is_empty() { ul { @for text in texts { li { (self.said(text)) } } } } }
    }

    pub(crate) fn date(&self, day: Date) -> Markup {
        html! { time datetime=(day) { (figures::date(self.lang, day)) } }
    }

    pub(crate) fn number(&self, number: &Decimal) -> String {
        figures::exact(self.lang, &number.0)
    }

    /// The name of a month, 1 to 12.
    pub(crate) fn month(&self, month: u8) -> String {
        let day = i8::try_from(month).ok().filter(|month| (1..=12).contains(month));
        let Some(month) = day else { return month.to_string() };
        let dated = figures::month(self.lang, date(2000, month, 1));
        dated.split_whitespace().next().unwrap_or_default().to_owned()
    }

    /// One row of facts: the name of a key and its value in words.
    pub(crate) fn fact(&self, key: &str, value: impl AsRef<str>) -> (String, Markup) {
        (self.field(key), html! { (value.as_ref()) })
    }

    /// One row of facts: the name of a key and a text of the agreement.
    pub(crate) fn said_fact(&self, key: &str, text: &str) -> (String, Markup) {
        (self.field(key), self.said(text))
    }
}

/// The drafting defects that bear on a part, beside what they bear on: read, never silently fixed (R0.5).
pub(super) fn remarks_on(reader: &Reader, document: &AgreementDocument, part: Part) -> Markup {
    let concerned: Vec<&Remark> =
        document.remarks.iter().filter(|remark| bears_on(remark, part.sections())).collect();
    if concerned.is_empty() {
        return html! {};
    }
    let body = html! {
        @for remark in concerned {
            @let title = format!("{} · {}", remark.code, remark.article);
            (notice(Tone::Info, &title, html! {
                p { (reader.said(&remark.says)) }
                p { strong { (reader.field("reading")) } (reader.colon()) (reader.said(&remark.reading)) }
            }))
        }
    };
    let title = reader.lang.with("versions-remarks-here", &[("part", reader.t(part.key()))]);
    section(&format!("remarks-on-{}", part.slug()), &title, None, body)
}

fn bears_on(remark: &Remark, sections: &[&str]) -> bool {
    let first = remark.parameter.as_deref().and_then(|path| path.split(['.', '[']).next());
    first.is_some_and(|first| sections.contains(&first))
}
