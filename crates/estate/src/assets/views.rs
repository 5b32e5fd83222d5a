//! How assets are drawn.

mod asset;
mod form;
mod kinds;
mod labels;
mod list;

pub(super) use asset::{Typed, asset_page};
pub(super) use form::{Places, body_page, form_page};
pub(super) use kinds::kinds_page;
pub(super) use labels::labels_page;
pub(super) use list::{Listed, list_page, row, sheet_of};

use super::State;
use maud::Markup;
use platform::{
    i18n::{Lang, figures},
    web::components::{Crumb, Tone, tag},
};

/// Where an asset is in its life, in a word.
pub fn state_tag(lang: Lang, state: State) -> Markup {
    let tone = match state {
        State::InStock => Tone::Info,
        State::InService => Tone::Good,
        State::InRepair => Tone::Warning,
        State::Retired => Tone::Neutral,
    };
    tag(tone, &lang.t(state.label_key()))
}

fn crumb(lang: Lang) -> Crumb {
    Crumb::new(lang.t("asset-title"), "/estate/assets")
}

fn day(lang: Lang, day: Option<jiff::civil::Date>) -> String {
    day.map_or_else(|| "—".to_owned(), |day| figures::date(lang, day))
}
