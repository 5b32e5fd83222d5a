//! A home screen: the figures of a director, what needs attention, one chart.

use super::{address, sample_time, say};
use crate::{
    i18n::{Lang, figures},
    web::components::{
        Clock, DataTable, Emphasis, Head, KeyFigure, Tone, actions, clock_tag, key_figures, link,
        link_button, reference, section, tag, text,
    },
};
use kernel::{Cents, Exact};
use maud::{Markup, html};

pub(super) fn draw(lang: Lang) -> (Head, Markup) {
    let head = Head::new(say(lang, "Ce qui vous attend", "What needs you"), say(lang, "Accueil", "Home"))
        .as_of(sample_time(13, 5))
        .actions(actions(html! {
            (link_button(Emphasis::Secondary, &address(lang, "form"), say(lang, "Déclarer un incident", "Declare an incident")))
            (link_button(Emphasis::Primary, &address(lang, "form"), say(lang, "Nouvelle demande", "New request")))
        }));
    let body = html! {
        (key_figures(say(lang, "Chiffres du service", "Figures of the service"), &[urgent(lang), steady(lang)].concat()))
        (section("due", say(lang, "À traiter d’abord", "To do first"), None, due(lang)))
    };
    (head, body)
}

/// Label, value, page, period, comparison, state, definition.
type Sample<'a> = (&'a str, String, &'a str, &'a str, Option<&'a str>, Option<(Tone, &'a str)>, &'a str);

fn figure(lang: Lang, (label, value, page, period, comparison, state, definition): Sample<'_>) -> KeyFigure {
    KeyFigure {
        label: label.to_owned(),
        value,
        href: address(lang, page),
        period: period.to_owned(),
        comparison: comparison.map(str::to_owned),
        definition: definition.to_owned(),
        state: state.map(|(tone, words)| (tone, words.to_owned())),
    }
}

fn urgent(lang: Lang) -> Vec<KeyFigure> {
    let month = say(lang, "en novembre 2026", "in November 2026");
    let now = say(lang, "en ce moment", "now");
    vec![
        figure(
            lang,
            (
                say(lang, "Engagements tenus", "Commitments met"),
                figures::percent(lang, &share(94_117)),
                "figures",
                month,
                Some(say(lang, "objectif 95 %", "target 95%")),
                Some((Tone::Warning, say(lang, "Sous l’objectif", "Below target"))),
                say(
                    lang,
                    "Demandes résolues dans le délai convenu, parmi celles closes dans le mois.",
                    "Requests resolved in the agreed time, among those closed in the month.",
                ),
            ),
        ),
        figure(
            lang,
            (
                say(lang, "Demandes à risque", "Requests at risk"),
                "3".into(),
                "ticket",
                say(lang, "dans les 4 prochaines heures", "in the next 4 hours"),
                None,
                Some((Tone::Bad, say(lang, "1 dépassée", "1 missed"))),
                say(lang, "Délais bientôt échus, hors pauses.", "Deadlines near, pauses aside."),
            ),
        ),
        figure(
            lang,
            (
                say(lang, "Demandes ouvertes", "Open requests"),
                "42".into(),
                "ticket",
                now,
                Some(say(lang, "38 il y a un mois", "38 a month ago")),
                None,
                say(lang, "Ni résolues ni closes, partout.", "Neither resolved nor closed."),
            ),
        ),
    ]
}

fn steady(lang: Lang) -> Vec<KeyFigure> {
    let month = say(lang, "en novembre 2026", "in November 2026");
    vec![
        figure(
            lang,
            (
                say(lang, "Disponibilité des sites", "Availability of sites"),
                figures::percent(lang, &share(99_931)),
                "charts",
                month,
                Some(say(lang, "objectif 99,5 %", "target 99.5%")),
                Some((Tone::Good, say(lang, "Objectif tenu", "Target met"))),
                say(
                    lang,
                    "Temps sans coupure rapporté à la plage de service, hors maintenance planifiée.",
                    "Time without a cut over the service window, planned maintenance aside.",
                ),
            ),
        ),
        figure(
            lang,
            (
                say(lang, "À facturer", "To invoice"),
                figures::money(lang, Cents(4_821_550)),
                "figures",
                say(lang, "exercice 2026", "year 2026"),
                None,
                Some((Tone::Info, say(lang, "2 contrôles à voir", "2 checks to see"))),
                say(lang, "Charges non encore facturées, HT.", "Charges not yet invoiced, net."),
            ),
        ),
        figure(
            lang,
            (
                say(lang, "Échéances à 90 jours", "Due in 90 days"),
                "5".into(),
                "parts",
                say(lang, "d’ici le 21 févr. 2027", "by 21 Feb 2027"),
                None,
                None,
                say(
                    lang,
                    "Conventions, attestations et revues dont la date approche.",
                    "Agreements, certificates and reviews whose date is near.",
                ),
            ),
        ),
    ]
}

fn due(lang: Lang) -> Markup {
    let page = address(lang, "ticket");
    let row = |number: &str, subject, body, state: Markup, left: i64| {
        let running = Clock::Running { left, due: sample_time(16, 0), runs_until: None };
        [reference(&page, number), link(&page, subject), text(body), state, clock_tag(lang, &running, 7_200)]
    };
    let open = tag(Tone::Info, say(lang, "En cours", "In progress"));
    let fresh = tag(Tone::Neutral, say(lang, "Nouvelle", "New"));
    let table = DataTable::new(say(lang, "Demandes dont un délai s’achève", "Requests with a deadline near"))
        .column(say(lang, "Demande", "Request"))
        .column(say(lang, "Objet", "Subject"))
        .column(say(lang, "Structure", "Body"))
        .column(say(lang, "État", "State"))
        .column(say(lang, "Délai", "Deadline"))
        .caption_hidden()
        .row(row(
            "2026-1187",
            say(lang, "Messagerie indisponible à l’accueil", "Mail down at the front desk"),
            "Pôle de Vallespine",
            open.clone(),
            -1_860,
        ))
        .row(row(
            "2026-1192",
            say(lang, "Imprimante du service état civil", "Printer of the registry office"),
            "Commune de Rochebrune",
            open,
            3_300,
        ))
        .row(row(
            "2026-1201",
            say(lang, "Arrivée d’un agent le 1er décembre", "New officer on 1 December"),
            "Syndicat des Eaux vives",
            fresh,
            9_900,
        ));
    html! { (table) }
}

/// A share given in thousandths of percent.
fn share(thousandths: i64) -> Exact {
    Exact::from(thousandths) / Exact::from(100_000)
}
