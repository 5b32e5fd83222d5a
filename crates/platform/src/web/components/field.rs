//! Form fields. Each has a visible label, its hint and its error tied to it, and keeps what was typed.

use super::choice::Choice;
use crate::i18n::Lang;
use maud::{Markup, Render, html};

/// A form field under construction; draw it by putting it in the page.
#[derive(Clone, Debug)]
pub struct Field {
    lang: Lang,
    name: String,
    label: String,
    kind: Kind,
    value: String,
    hint: Option<String>,
    error: Option<String>,
    is_required: bool,
    autocomplete: Option<&'static str>,
    inputmode: Option<&'static str>,
    max_length: Option<u32>,
    width: Option<u8>,
    own_id: Option<String>,
    key: Option<&'static str>,
}

#[derive(Clone, Debug)]
enum Kind {
    Input(&'static str),
    Area { rows: u8 },
    Select(Vec<Choice>),
    Radios(Vec<Choice>),
    Checkboxes(Vec<Choice>),
    Checkbox,
    File { accept: Option<&'static str>, is_multiple: bool, is_captured: bool },
}

impl Field {
    fn new(lang: Lang, name: &str, label: impl Into<String>, kind: Kind) -> Self {
        Self {
            lang,
            name: name.to_owned(),
            label: label.into(),
            kind,
            value: String::new(),
            hint: None,
            error: None,
            is_required: false,
            autocomplete: None,
            inputmode: None,
            max_length: None,
            width: None,
            own_id: None,
            key: None,
        }
    }

    /// One line of text.
    pub fn text(lang: Lang, name: &str, label: impl Into<String>) -> Self {
        Self::new(lang, name, label, Kind::Input("text"))
    }

    /// An e-mail address.
    pub fn email(lang: Lang, name: &str, label: impl Into<String>) -> Self {
        Self::new(lang, name, label, Kind::Input("email")).width(40)
    }

    /// A telephone number.
    pub fn tel(lang: Lang, name: &str, label: impl Into<String>) -> Self {
        Self::new(lang, name, label, Kind::Input("tel")).width(20)
    }

    /// A password; never shows its value again.
    pub fn password(lang: Lang, name: &str, label: impl Into<String>) -> Self {
        Self::new(lang, name, label, Kind::Input("password")).width(40)
    }

    /// A search box.
    pub fn search(lang: Lang, name: &str, label: impl Into<String>) -> Self {
        Self::new(lang, name, label, Kind::Input("search"))
    }

    /// A civil date, sent as `2026-11-23`.
    pub fn date(lang: Lang, name: &str, label: impl Into<String>) -> Self {
        Self::new(lang, name, label, Kind::Input("date")).width(12)
    }

    /// A local date and time, sent as `2026-11-23T14:05`.
    pub fn date_time(lang: Lang, name: &str, label: impl Into<String>) -> Self {
        Self::new(lang, name, label, Kind::Input("datetime-local")).width(20)
    }

    /// A month, typed and sent as `2026-11`.
    pub fn month(lang: Lang, name: &str, label: impl Into<String>) -> Self {
        Self::new(lang, name, label, Kind::Input("text")).width(8)
    }

    /// A whole or decimal number. Text with a numeric keyboard: a spinner changes figures by accident.
    pub fn number(lang: Lang, name: &str, label: impl Into<String>) -> Self {
        Self::new(lang, name, label, Kind::Input("text")).inputmode("decimal").width(12)
    }

    /// Several lines of text.
    pub fn textarea(lang: Lang, name: &str, label: impl Into<String>) -> Self {
        Self::new(lang, name, label, Kind::Area { rows: 6 })
    }

    /// One choice in a closed list; starts with an empty line unless a value is set. A required one always has that
    /// line, as HTML asks.
    pub fn select(
        lang: Lang,
        name: &str,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self::new(lang, name, label, Kind::Select(choices.into_iter().collect()))
    }

    /// One choice among a few, all visible.
    pub fn radios(
        lang: Lang,
        name: &str,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self::new(lang, name, label, Kind::Radios(choices.into_iter().collect()))
    }

    /// Any number of choices; each ticked one is sent under the same name.
    pub fn checkboxes(
        lang: Lang,
        name: &str,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = Choice>,
    ) -> Self {
        Self::new(lang, name, label, Kind::Checkboxes(choices.into_iter().collect()))
    }

    /// One box to tick, sent as `on`; its value is ticked when it is `on`.
    pub fn checkbox(lang: Lang, name: &str, label: impl Into<String>) -> Self {
        Self::new(lang, name, label, Kind::Checkbox)
    }

    /// A file to send. The form must be a [`super::PostForm::upload`].
    pub fn file(lang: Lang, name: &str, label: impl Into<String>) -> Self {
        Self::new(lang, name, label, Kind::File { accept: None, is_multiple: false, is_captured: false })
    }

    /// What was typed or stored before.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// How to answer, under the label.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong with the answer; the same words go in [`super::error_summary`].
    #[must_use]
    pub fn error<T: Into<String>>(mut self, error: Option<T>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// The form cannot be sent without this answer; said in words beside the label.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// Purpose for browsers and password managers: `email`, `current-password`, `name`, `tel`.
    #[must_use]
    pub fn autocomplete(mut self, purpose: &'static str) -> Self {
        self.autocomplete = Some(purpose);
        self
    }

    /// Keyboard of phones: `numeric`, `decimal`.
    #[must_use]
    pub fn inputmode(mut self, mode: &'static str) -> Self {
        self.inputmode = Some(mode);
        self
    }

    /// Longest answer taken, in characters.
    #[must_use]
    pub fn max_length(mut self, characters: u32) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// Width hinting at the length of the answer: 8, 12, 20 or 40 characters.
    #[must_use]
    pub fn width(mut self, characters: u8) -> Self {
        self.width = Some(characters);
        self
    }

    /// Identifier of the element, when two forms of a page have a field of the same name.
    #[must_use]
    pub fn id_as(mut self, id: impl Into<String>) -> Self {
        self.own_id = Some(id.into());
        self
    }

    /// The single key that leads to this field (text areas and lists).
    #[must_use]
    pub fn key(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }

    /// Lines of a text area.
    #[must_use]
    pub fn rows(mut self, lines: u8) -> Self {
        if let Kind::Area { rows } = &mut self.kind {
            *rows = lines;
        }
        self
    }

    /// Kinds of files proposed, such as `image/*,.pdf`.
    #[must_use]
    pub fn accept(mut self, kinds: &'static str) -> Self {
        if let Kind::File { accept, .. } = &mut self.kind {
            *accept = Some(kinds);
        }
        self
    }

    /// Several files at once.
    #[must_use]
    pub fn multiple(mut self) -> Self {
        if let Kind::File { is_multiple, .. } = &mut self.kind {
            *is_multiple = true;
        }
        self
    }

    /// Taken at once with the camera of a phone; other devices choose a file as usual.
    #[must_use]
    pub fn capture(mut self) -> Self {
        if let Kind::File { is_captured, .. } = &mut self.kind {
            *is_captured = true;
        }
        self
    }

    fn id(&self) -> String {
        self.own_id.clone().unwrap_or_else(|| id_of(&self.name))
    }

    fn described_by(&self) -> Option<String> {
        let ids = [self.hint.as_ref().map(|_| "hint"), self.error.as_ref().map(|_| "error")];
        let ids: Vec<String> =
            ids.into_iter().flatten().map(|part| format!("{}-{part}", self.id())).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }
}

/// Identifier of the element of field `name`, target of the links of the error summary.
pub fn id_of(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("field-{plain}")
}

/// A value sent with the form without being shown.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

impl Render for Field {
    fn render(&self) -> Markup {
        let class = if self.error.is_some() { "field has-error" } else { "field" };
        match &self.kind {
            Kind::Radios(choices) | Kind::Checkboxes(choices) => self.group(class, choices),
            Kind::Checkbox => html! { div class=(class) { (self.messages()) (self.single_box()) } },
            _ => html! {
                div class=(class) {
                    label for=(self.id()) { (self.label_words()) }
                    (self.messages())
                    (self.control())
                }
            },
        }
    }
}

impl Field {
    fn label_words(&self) -> Markup {
        html! {
            (self.label)
            @if self.is_required { " " span.required { (self.lang.t("web-required")) } }
        }
    }

    fn messages(&self) -> Markup {
        let id = self.id();
        html! {
            @if let Some(hint) = &self.hint { p.hint id={ (id) "-hint" } { (hint) } }
            @if let Some(error) = &self.error {
                p.field-error id={ (id) "-error" } {
                    (super::Icon::Alert) span { span.visually-hidden { (self.lang.t("web-error-prefix")) " " } (error) }
                }
            }
        }
    }

    fn control(&self) -> Markup {
        let (id, described) = (self.id(), self.described_by());
        let width = self.width.map(|w| format!("w{w}"));
        match &self.kind {
            Kind::Area { rows } => html! {
                textarea id=(id) name=(self.name) rows=(rows) data-key=[self.key] maxlength=[self.max_length] autocomplete=[self.autocomplete]
                    aria-describedby=[described] aria-invalid=[self.invalid()] required[self.is_required] { "\n" (self.value) }
            },
            Kind::Select(choices) => html! {
                select id=(id) name=(self.name) data-key=[self.key] aria-describedby=[described] aria-invalid=[self.invalid()]
                    autocomplete=[self.autocomplete] required[self.is_required] {
                    @if !is_listed(choices, &self.value) || (self.is_required && !is_listed(choices, "")) {
                        option value="" selected[!is_listed(choices, &self.value)] { (self.lang.t("web-choose")) }
                    }
                    @for choice in choices {
                        option value=(choice.value) selected[choice.value == self.value] { (choice.label) }
                    }
                }
            },
            Kind::File { accept, is_multiple, is_captured } => html! {
                input id=(id) name=(self.name) type="file" accept=[*accept] multiple[*is_multiple] capture=[is_captured.then_some("environment")]
                    aria-describedby=[described] aria-invalid=[self.invalid()] required[self.is_required];
            },
            Kind::Input(kind) => html! {
                input class=[width] id=(id) name=(self.name) type=(kind) maxlength=[self.max_length]
                    value=[(*kind != "password").then_some(&self.value)]
                    autocomplete=[self.autocomplete] inputmode=[self.inputmode]
                    aria-describedby=[described] aria-invalid=[self.invalid()] required[self.is_required];
            },
            Kind::Radios(_) | Kind::Checkboxes(_) | Kind::Checkbox => html! {},
        }
    }

    fn single_box(&self) -> Markup {
        html! {
            div.choice {
                input id=(self.id()) name=(self.name) type="checkbox" value="on" checked[self.value == "on"]
                    aria-describedby=[self.described_by()] aria-invalid=[self.invalid()] required[self.is_required];
                label for=(self.id()) { (self.label_words()) }
            }
        }
    }

    /// The first choice has the field's own identifier, so that the error summary leads to it.
    fn group(&self, class: &str, choices: &[Choice]) -> Markup {
        let is_radio = matches!(self.kind, Kind::Radios(_));
        html! {
            fieldset class=(class) aria-describedby=[self.described_by()] {
                legend { (self.label_words()) }
                (self.messages())
                @for (i, choice) in choices.iter().enumerate() {
                    @let id = if i == 0 { self.id() } else { format!("{}-{i}", self.id()) };
                    @let is_checked = if is_radio { choice.value == self.value } else { choice.is_ticked };
                    div.choice {
                        input id=(id) name=(self.name) type=(if is_radio { "radio" } else { "checkbox" })
                            value=(choice.value) checked[is_checked]
                            aria-describedby=[choice.hint.as_ref().map(|_| format!("{id}-hint"))]
                            required[self.is_required && is_radio];
                        label for=(id) { (choice.label) }
                        @if let Some(hint) = &choice.hint { p.hint id={ (id) "-hint" } { (hint) } }
                    }
                }
            }
        }
    }
}

fn is_listed(choices: &[Choice], value: &str) -> bool {
    choices.iter().any(|choice| choice.value == value)
}
