//! The views that everybody has, and what a view must be. Pure.

use super::{SavedView, ViewForm};
use crate::{
    filters::{
        Column, Instant,
        rules::{Key, LONGEST, order_name, written},
    },
    tickets::{State, store::Order},
};
use kernel::Text;
use platform::{Problems, i18n::Lang};

/// Longest name, in characters.
pub const NAME: usize = 60;

/// Most views of the same readers: more is a mistake, and each is counted.
pub const MOST: usize = 50;

/// How long a deleted view can be brought back.
pub const KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// A view that everybody has: its message and its line in a language.
pub fn built_in(lang: Lang) -> [(&'static str, String); 6] {
    let is = |key: Key, value: &str| written(key, value, lang);
    let (mine, me) = (lang.t("filter-mine"), lang.t("filter-me").to_lowercase());
    let nobody = lang.t("filter-nobody").to_lowercase();
    let late = if lang == Lang::Fr { "dépassée" } else { "late" };
    let waiting = lang.t(State::WaitingRequester.label_key()).to_lowercase();
    let (team, agent) = (Key::Of(Column::Team), Key::Of(Column::Assignee));
    [
        ("view-mine", is(agent, &me)),
        ("view-free", format!("{} {}", is(team, &mine), is(agent, &nobody))),
        ("view-soon", is(Key::At(Instant::Due), "4h")),
        ("view-late", is(Key::At(Instant::Due), late)),
        ("view-waiting", is(Key::Of(Column::State), &waiting)),
        ("view-recent", is(Key::Order, order_name(Order::Updated, lang))),
    ]
}

/// Refuses a name or a line that is missing or too long.
pub fn check(form: &ViewForm) -> Problems {
    let mut problems = Problems::default();
    let name = form.name.trim();
    if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
        problems.add("name", Text::new("view-error-name").with("limit", NAME));
    }
    if form.line.chars().count() > LONGEST {
        problems.add("line", Text::new("filter-error-long").with("limit", LONGEST));
    }
    problems
}

/// The ranks of two views once one has changed places with its neighbour among those of the same readers, in order;
/// nothing at the end of the list.
pub fn shifted<'a>(
    same: &[&'a SavedView],
    view: &SavedView,
    is_up: bool,
) -> Option<[(&'a SavedView, i64); 2]> {
    let at = same.iter().position(|one| one.key == view.key)?;
    let other = if is_up { at.checked_sub(1)? } else { at + 1 };
    let (one, other) = (same.get(at)?, same.get(other)?);
    Some([(one, other.rank), (other, one.rank)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filters::rules::read;

    #[test]
    fn every_view_that_everybody_has_can_be_read() {
        let now = "2026-03-11T09:00:00Z".parse().unwrap();
        for lang in Lang::ALL {
            for (name, line) in built_in(lang) {
                assert!(lang.has(name) && read(&line, now).is_ok(), "{name}: {line}");
            }
        }
    }

    #[test]
    fn names_have_a_length() {
        let form = |name: &str| ViewForm { name: name.to_owned(), ..ViewForm::default() };
        assert!(check(&form("Mes urgences")).0.is_empty());
        for wrong in ["", "  ", "a\u{7}b", &"é".repeat(61)] {
            assert_eq!(check(&form(wrong)).0.len(), 1, "{wrong:?}");
        }
    }
}
