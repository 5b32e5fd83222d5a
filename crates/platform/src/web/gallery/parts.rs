//! States, messages, lists, tables and the small parts.

use super::{address, home_crumb, say};
use crate::{
    i18n::{Lang, figures},
    web::components::{
        Choice, DataTable, Emphasis, Field, Head, Icon, Narrow, Sort, Tab, Tone, actions, confirmation,
        copyable, empty_state, figure, filter_form, link, link_button, notice, pagination, progress, section,
        submit, tabs, tag, tag_with, text,
    },
};
use kernel::{Cents, Figure};
use maud::{Markup, html};

pub(super) fn draw(lang: Lang) -> (Head, Markup) {
    let head =
        Head::new(say(lang, "Composants", "Components"), say(lang, "Cahier de motifs", "Pattern book"))
            .crumbs([home_crumb(lang)]);
    let body = html! {
        (section("states", say(lang, "États", "States"), None, states(lang)))
        (section("messages", "Messages", None, messages(lang)))
        (section("lists", say(lang, "Listes", "Lists"), Some(link_button(Emphasis::Secondary, &address(lang, "form"), say(lang, "Ajouter", "Add"))), lists(lang)))
        (section("matrix", say(lang, "Tableau large", "Wide table"), None, matrix(lang)))
        (section("small", say(lang, "Petites pièces", "Small parts"), None, small(lang)))
    };
    (head, body)
}

fn states(lang: Lang) -> Markup {
    actions(html! {
        (tag(Tone::Neutral, say(lang, "Nouvelle", "New")))
        (tag(Tone::Info, say(lang, "En cours", "In progress")))
        (tag(Tone::Good, say(lang, "Tenu", "Met")))
        (tag(Tone::Warning, say(lang, "À surveiller", "To watch")))
        (tag(Tone::Bad, say(lang, "Non tenu", "Missed")))
        (tag_with(Tone::Neutral, Icon::Pause, say(lang, "Suspendu", "Paused")))
        (tag_with(Tone::Warning, Icon::Lock, say(lang, "Interne", "Internal")))
    })
}

fn messages(lang: Lang) -> Markup {
    let more = || html! { p { (link("/gallery", say(lang, "Voir le détail", "See the detail"))) } };
    html! {
        (confirmation(say(lang, "La demande est envoyée sous le n° 2026-1203.", "The request is sent as no. 2026-1203."), more()))
        (notice(Tone::Info, say(lang, "Maintenance jeudi de 12 h à 14 h.", "Maintenance on Thursday from noon to 2 pm."), html! {}))
        (notice(Tone::Warning, say(lang, "Deux indices manquent pour la révision.", "Two index values are missing for the revision."), more()))
        (notice(Tone::Bad, say(lang, "L’envoi du mail a échoué trois fois.", "Sending the mail failed three times."), html! {}))
        (notice(Tone::Neutral, say(lang, "Cette version de la convention est close.", "This version of the agreement is closed."), html! {}))
    }
}

fn lists(lang: Lang) -> Markup {
    let views = [
        (say(lang, "À moi", "Mine"), 7, true),
        (say(lang, "Sans technicien", "Unassigned"), 3, false),
        (say(lang, "Toutes", "All"), 42, false),
    ];
    let views: Vec<Tab> = views
        .into_iter()
        .map(|(label, count, is_current)| Tab {
            label: label.into(),
            href: "/gallery".into(),
            is_current,
            count: Some(count),
        })
        .collect();
    let bodies = [Choice::new("1", "Pôle de Vallespine"), Choice::new("2", "Commune de Rochebrune")];
    let filters = html! {
        (Field::search(lang, "q", say(lang, "Mots", "Words")))
        (Field::select(lang, "body", say(lang, "Structure", "Body"), bodies).value("1"))
        (submit(Emphasis::Secondary, say(lang, "Filtrer", "Filter")))
    };
    let none = DataTable::new(say(lang, "Avoirs", "Credit notes"))
        .column(say(lang, "Numéro", "Number"))
        .empty(empty_state(
            say(lang, "Aucun avoir cette année", "No credit note this year"),
            say(
                lang,
                "Un avoir corrige une facture émise sans la modifier.",
                "A credit note corrects an issued invoice without changing it.",
            ),
            Some(link_button(
                Emphasis::Secondary,
                "/gallery",
                say(lang, "Voir les factures", "See the invoices"),
            )),
        ));
    html! {
        (tabs(say(lang, "Vues", "Views"), &views))
        (filter_form("/gallery", say(lang, "Filtrer les factures", "Filter the invoices"), filters))
        (invoices(lang))
        (pagination(lang, say(lang, "factures", "invoices"), Some("/gallery?before=1"), Some("/gallery?after=50"), Some(say(lang, "51 à 100", "51 to 100"))))
        (section("credit", say(lang, "Avoirs", "Credit notes"), None, html! { (none) }))
    }
}

fn invoices(lang: Lang) -> DataTable {
    let row = |number: &str, body: &str, state: Markup, cents: i64| {
        [link("/gallery", number), text(body), state, text(figures::money(lang, Cents(cents)))]
    };
    DataTable::new(say(lang, "Factures de 2026", "Invoices of 2026"))
        .column(say(lang, "Numéro", "Number"))
        .sorted(Sort::Descending, "/gallery?sort=number")
        .column(say(lang, "Structure", "Body"))
        .sorted(Sort::Unsorted, "/gallery?sort=body")
        .column(say(lang, "État", "State"))
        .figures(say(lang, "Montant HT", "Net amount"))
        .row(row("2026-0042", "Pôle de Vallespine", tag(Tone::Good, say(lang, "Payée", "Paid")), 8_262_560))
        .row(row(
            "2026-0041",
            "Commune de Rochebrune",
            tag(Tone::Warning, say(lang, "En retard", "Late")),
            4_170_050,
        ))
        .row(row(
            "2026-0040",
            "Syndicat des Eaux vives",
            tag(Tone::Info, say(lang, "Émise", "Issued")),
            -117_000,
        ))
        .total([text("Total"), text(""), text(""), text(figures::money(lang, Cents(12_315_610)))])
}

fn matrix(lang: Lang) -> Markup {
    let mut table = DataTable::new(say(lang, "Indicateurs par mois", "Indicators by month"))
        .narrow(Narrow::Scroll)
        .column(say(lang, "Indicateur", "Indicator"));
    for month in 1..=12 {
        table = table.figures(figures::month(lang, jiff::civil::date(2026, month, 1)));
    }
    let row = |name: &'static str| {
        std::iter::once(text(name)).chain((0..12).map(move |m| {
            if m == 4 { figure(lang, &Figure::NoData) } else { figure(lang, &Figure::Count(900 + m * 37)) }
        }))
    };
    html! { (table.row(row("G.1")).row(row("G.2")).row(row("S.1"))) }
}

fn small(lang: Lang) -> Markup {
    html! {
        (progress(say(lang, "Import des lignes téléphoniques", "Import of telephone lines"), 812, 1204, say(lang, "812 sur 1 204", "812 of 1,204")))
        p { (say(lang, "Empreinte du fichier : ", "Digest of the file: ")) (copyable(lang, "9f2c4a1be07d")) }
    }
}
