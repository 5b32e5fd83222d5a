//! Forms and their buttons. Every form that changes something posts, with the session's anti-forgery token.

use super::{
    field::{hidden, id_of},
    icon::Icon,
};
use crate::i18n::Lang;
use maud::{Markup, Render, html};

/// How much a button asks for attention. One primary per form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// The thing to do here.
    Primary,
    /// Another thing one may do.
    #[default]
    Secondary,
    /// A small thing among text.
    Quiet,
    /// Cannot be undone.
    Danger,
}

impl Emphasis {
    fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Secondary => "button",
            Self::Quiet => "quiet",
            Self::Danger => "button danger",
        }
    }
}

/// What is wrong with one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field.
    pub field: String,
    /// What is wrong and how to put it right, in the reader's language.
    pub message: String,
}

/// The errors of a form, first thing in the page, with the focus and a link to each field.
pub fn error_summary(lang: Lang, errors: &[FieldError]) -> Markup {
    html! {
        @if !errors.is_empty() {
            div.error-summary role="alert" tabindex="-1" autofocus aria-labelledby="error-summary-title" {
                h2 #error-summary-title { (Icon::Alert) (lang.t("web-problem")) }
                p { (lang.with("web-errors-count", &[("count", errors.len())])) }
                ul {
                    @for error in errors { li { a href={ "#" (id_of(&error.field)) } { (error.message) } } }
                }
            }
        }
    }
}

/// The message of field `name` among `errors`.
pub fn error_of<'a>(errors: &'a [FieldError], name: &str) -> Option<&'a str> {
    errors.iter().find(|error| error.field == name).map(|error| error.message.as_str())
}

/// A form that posts.
#[derive(Clone, Debug)]
pub struct PostForm {
    action: String,
    csrf: String,
    hidden: Vec<(String, String)>,
    is_upload: bool,
    label: Option<String>,
    body: Markup,
}

impl PostForm {
    /// A form sent to `action` with the session's anti-forgery token.
    pub fn new(action: impl Into<String>, csrf: impl Into<String>) -> Self {
        Self {
            action: action.into(),
            csrf: csrf.into(),
            hidden: vec![],
            is_upload: false,
            label: None,
            body: html! {},
        }
    }

    /// Sends a value without showing it.
    #[must_use]
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// Sends files too.
    #[must_use]
    pub fn upload(mut self) -> Self {
        self.is_upload = true;
        self
    }

    /// Names the form for assistive tools, when the page has several.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Fields and buttons.
    #[must_use]
    pub fn body(mut self, body: Markup) -> Self {
        self.body = body;
        self
    }
}

/// The browser's own checks are off: they show one error at a time, in words that are not ours.
impl Render for PostForm {
    fn render(&self) -> Markup {
        html! {
            form method="post" action=(self.action) novalidate enctype=[self.is_upload.then_some("multipart/form-data")]
                aria-label=[self.label.as_deref()] {
                (hidden("csrf", &self.csrf))
                @for (name, value) in &self.hidden { (hidden(name, value)) }
                (self.body)
            }
        }
    }
}

/// A form that adds something, folded under its name until it is wanted; open when what was typed is shown again.
pub fn folded_form(
    csrf: &str,
    action: &str,
    label: &str,
    send: &str,
    is_open: bool,
    fields: Markup,
) -> Markup {
    let post = PostForm::new(action, csrf).label(label);
    html! {
        details.more open[is_open] {
            summary { (label) }
            (post.body(html! { (fields) (actions(submit(Emphasis::Primary, send))) }))
        }
    }
}

/// A form that only filters or searches: its answers are in the address, which can be shared.
pub fn filter_form(action: &str, label: &str, body: Markup) -> Markup {
    html! { search { form.filters method="get" action=(action) aria-label=(label) novalidate { (body) } } }
}

/// A button that sends the form around it.
pub fn submit(emphasis: Emphasis, label: &str) -> Markup {
    html! { button class=(emphasis.class()) type="submit" { (label) } }
}

/// A button that sends the form around it with a choice, for forms that can be sent in several ways.
pub fn submit_with(emphasis: Emphasis, label: &str, name: &str, value: &str) -> Markup {
    html! { button class=(emphasis.class()) type="submit" name=(name) value=(value) { (label) } }
}

/// A link that looks like a button: it opens a page and changes nothing.
pub fn link_button(emphasis: Emphasis, href: &str, label: &str) -> Markup {
    html! { a class=(emphasis.class()) href=(href) { (label) } }
}

/// The buttons at the end of a form or of a section, in one row.
pub fn actions(body: Markup) -> Markup {
    html! { div.actions { (body) } }
}

/// One action as a form of a single button. `about` says on what, for those who hear only the button.
pub fn action_button(
    csrf: &str,
    action: &str,
    emphasis: Emphasis,
    label: &str,
    about: Option<&str>,
) -> Markup {
    PostForm::new(action, csrf)
        .body(html! {
            button class=(emphasis.class()) type="submit" {
                (label)
                @if let Some(about) = about { span.visually-hidden { " " (about) } }
            }
        })
        .render()
}
