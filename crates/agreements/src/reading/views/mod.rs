//! The parts of an agreement drawn as pages. Labels are in the reader's language; what was signed stays in its own.

mod commitments;
mod duties;
mod means;
mod overview;
mod price;
mod services;
mod window;
mod words;

pub use overview::agreement_list;
pub(crate) use words::Reader;

use super::{Part, Reading};
use maud::{Markup, html};
use platform::{
    i18n::{Lang, figures},
    web::components::{Crumb, Head, Tab, Tone, notice, tabs},
};

/// Title and way back of a page of the agreement.
pub fn head(lang: Lang, reading: &Reading, part: Part) -> Head {
    let mut crumbs = vec![Crumb::new(lang.t("versions-list"), "/agreements")];
    let home = format!("/agreements/{}", reading.holder.code);
    if part != Part::Overview {
        crumbs.push(Crumb::new(reading.holder.name.clone(), home));
    }
    let object = if part == Part::Overview { reading.holder.name.clone() } else { lang.t(part.key()) };
    let version = &reading.version;
    let lead = lang.with(
        "versions-lead",
        &[
            ("reference", version.reference.clone()),
            ("number", version.number.to_string()),
            ("date", figures::date(lang, version.effective_from)),
        ],
    );
    Head::new(object, lang.t("versions-list")).crumbs(crumbs).lead(html! { p { (lead) } })
}

/// A page of the agreement under its tabs.
pub fn page(lang: Lang, reading: &Reading, part: Part) -> Markup {
    html! {
        (part_tabs(lang, reading, Some(part)))
        (standing(lang, reading))
        @if part == Part::Whole {
            @for one in Part::ALL.into_iter().filter(|one| *one != Part::Whole) { (draw(lang, reading, one)) }
        } @else {
            (draw(lang, reading, part))
        }
    }
}

/// Every part of an agreement one after the other, without tabs: what a draft would be.
pub fn whole(lang: Lang, reading: &Reading) -> Markup {
    html! {
        @for one in Part::ALL.into_iter().filter(|one| *one != Part::Whole) { (draw(lang, reading, one)) }
    }
}

/// The tabs of an agreement; none is current on the pages of its versions.
pub fn part_tabs(lang: Lang, reading: &Reading, current: Option<Part>) -> Markup {
    let code = &reading.holder.code;
    let asked = if reading.in_force == Some(reading.version.number) {
        String::new()
    } else {
        format!("?version={}", reading.version.number)
    };
    let mut all: Vec<Tab> = Part::ALL
        .into_iter()
        .map(|part| Tab {
            label: lang.t(part.key()),
            href: match part.slug() {
                "" => format!("/agreements/{code}{asked}"),
                slug => format!("/agreements/{code}/{slug}{asked}"),
            },
            is_current: current == Some(part),
            count: part.count(&reading.version.document),
        })
        .collect();
    all.push(Tab {
        label: lang.t("versions-title"),
        href: format!("/agreements/{code}/versions"),
        is_current: current.is_none(),
        count: None,
    });
    tabs(&lang.t("versions-parts"), &all)
}

/// Says when the version shown is not the one in force.
fn standing(lang: Lang, reading: &Reading) -> Markup {
    let version = &reading.version;
    let key = match reading.in_force {
        Some(number) if number == version.number => return html! {},
        Some(_) => "versions-not-in-force",
        None if version.effective_from > reading.today => "versions-not-yet",
        None => "versions-none-in-force",
    };
    let words = lang.with(key, &[("number", version.number)]);
    let link =
        html! { a href={ "/agreements/" (reading.holder.code) } { (lang.t("versions-show-in-force")) } };
    let body = if reading.in_force.is_some() {
        link
    } else {
        html! {}
    };
    notice(Tone::Warning, &words, body)
}

fn draw(lang: Lang, reading: &Reading, part: Part) -> Markup {
    let document = &*reading.version.document;
    let reader = Reader::of(lang, document);
    let body = match part {
        Part::Overview => overview::draw(&reader, reading),
        Part::Services => services::draw(&reader, reading),
        Part::Price => price::draw(&reader, document),
        Part::Window => window::draw(&reader, document),
        Part::Commitments => commitments::draw(&reader, document),
        Part::Committees => duties::committees(&reader, document),
        Part::Obligations => duties::obligations(&reader, document),
        Part::Protection => duties::protection(&reader, document),
        Part::Means => means::draw(&reader, document),
        Part::Remarks => duties::remarks(&reader, document),
        Part::Whole => html! {},
    };
    html! { (body) (words::remarks_on(&reader, document, part)) }
}
