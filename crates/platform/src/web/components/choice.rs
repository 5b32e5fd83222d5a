//! One answer among several.

/// One answer of a list: the value sent, the words shown and, under radios and boxes, a hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Value sent with the form.
    pub value: String,
    /// Words shown.
    pub label: String,
    /// Further words under a radio button or a box.
    pub hint: Option<String>,
    /// Whether this box is ticked (boxes only; radios and lists follow the field's value).
    pub is_ticked: bool,
}

impl Choice {
    /// A choice without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, is_ticked: false }
    }

    /// Adds words under the choice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Ticks the box.
    #[must_use]
    pub fn ticked(mut self, is_ticked: bool) -> Self {
        self.is_ticked = is_ticked;
        self
    }
}
