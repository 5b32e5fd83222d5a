//! Every component with sample data in all its states, as pages: what the browser tests look at, and the
//! pattern book for those who build pages. Nothing here is real.

mod figures;
mod forms;
mod home;
mod parts;
mod ticket;

use super::components::{Crumb, Head, NavGroup, NavLink, Shell};
use crate::i18n::Lang;
use jiff::Timestamp;
use maud::Markup;

/// Draws one page of the gallery.
type Draw = fn(Lang) -> (Head, Markup);

/// Name in the address, French and English name, and how it is drawn.
const PAGES: [(&str, &str, &str, Draw); 6] = [
    ("home", "Accueil", "Home", home::draw),
    ("ticket", "Demande", "Ticket", ticket::draw),
    ("figures", "Chiffres expliqués", "Explained figures", figures::draw),
    ("charts", "Graphiques", "Charts", figures::draw_charts),
    ("form", "Formulaire", "Form", forms::draw),
    ("parts", "Composants", "Components", parts::draw),
];

/// The page that shows every component that is neither a form nor a figure.
pub fn gallery(lang: Lang) -> Markup {
    page(lang, parts::draw, "parts")
}

/// Every page of the gallery, with its name in the address.
pub fn pages(lang: Lang) -> Vec<(&'static str, Markup)> {
    PAGES.iter().map(|(slug, _, _, draw)| (*slug, page(lang, *draw, slug))).collect()
}

fn page(lang: Lang, draw: Draw, slug: &str) -> Markup {
    let (head, body) = draw(lang);
    let links: Vec<NavLink> = PAGES
        .iter()
        .map(|(other, fr, en, _)| NavLink {
            label: say(lang, fr, en).to_owned(),
            href: address(lang, other),
            is_current: *other == slug,
        })
        .collect();
    let nav = [NavGroup { label: say(lang, "Galerie", "Gallery").to_owned(), links }];
    let path = address(lang, slug);
    let shell = Shell {
        lang,
        authority: say(lang, "Communauté de communes de Vallespine", "Vallespine district council"),
        product: "Socle",
        nav: &nav,
        person: Some(say(lang, "Agent de démonstration", "Sample officer")),
        unread: 0,
        csrf: "sample",
        path: &path,
        demo_banner: (slug == "home").then(|| {
            say(
                lang,
                "Démonstration : aucune de ces données n’est réelle.",
                "Demonstration: none of these data are real.",
            )
        }),
        theme: None,
        logo: None,
        screen: crate::Screen::default(),
        hears_calls: false,
    };
    shell.page(&head, body)
}

fn address(lang: Lang, slug: &str) -> String {
    format!("/gallery/{}/{slug}", lang.code())
}

fn home_crumb(lang: Lang) -> Crumb {
    Crumb::new(say(lang, "Accueil", "Home"), address(lang, "home"))
}

/// Sample words are data, not messages: they stay out of the catalogues.
fn say(lang: Lang, fr: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}

/// An instant of 23 November 2026, `hour` and `minute` in UTC.
fn sample_time(hour: i64, minute: i64) -> Timestamp {
    let midnight = Timestamp::from_second(1_795_392_000).unwrap_or_default();
    midnight + jiff::SignedDuration::from_secs(hour * 3600 + minute * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_drawn_in_every_language() {
        for lang in Lang::ALL {
            for (slug, page) in pages(lang) {
                let html = page.into_string();
                assert!(html.contains(&format!("<html lang=\"{}\">", lang.code())), "{slug}");
                assert_eq!(html.matches("<h1").count(), 1, "{slug} has one main heading");
                for forbidden in [" style=", " onclick=", "<style", "javascript:"] {
                    assert!(!html.contains(forbidden), "{slug} holds {forbidden}");
                }
            }
        }
    }

    #[test]
    fn identifiers_are_unique_in_each_page() {
        for (slug, page) in pages(Lang::Fr) {
            let html = page.into_string();
            let mut ids: Vec<&str> =
                html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
            let count = ids.len();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), count, "{slug}");
        }
    }

    #[test]
    fn the_sample_day_is_the_one_it_says() {
        assert_eq!(sample_time(13, 5).to_string(), "2026-11-23T13:05:00Z");
    }
}
