//! The typed parts every page is made of. None can forget its label, its caption, its scope or its words.

pub mod chart;
mod choice;
mod conversation;
mod explanation;
mod facts;
mod field;
mod fields;
mod form;
mod icon;
mod shell;
mod state;
mod table;

pub use choice::Choice;
pub use conversation::{Clock, Entry, Voice, clock, clock_tag, conversation, paragraphs, time};
pub use explanation::{explained, explanation, figure};
pub use facts::{
    Attachment, KeyFigure, Tab, attachments, copyable, facts, key_figures, section, tabs, with_aside,
};
pub use field::{Field, hidden, id_of};
pub use fields::Fields;
pub use form::{
    Emphasis, FieldError, PostForm, action_button, actions, error_of, error_summary, filter_form,
    folded_form, link_button, submit, submit_with,
};
pub use icon::Icon;
pub use shell::{Crumb, Head, NavGroup, NavLink, Shell, breadcrumb};
pub use state::{Tone, confirmation, empty_state, notice, progress, tag, tag_with};
pub use table::{DataTable, Narrow, Sort, link, pagination, reference, text};
