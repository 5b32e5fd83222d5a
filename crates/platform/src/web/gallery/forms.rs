//! A form that comes back with errors, holding every kind of field.

use super::{home_crumb, say};
use crate::{
    i18n::Lang,
    web::components::{
        Choice, Emphasis, Field, FieldError, Head, PostForm, actions, error_of, error_summary, link_button,
        submit,
    },
};
use maud::{Markup, html};

pub(super) fn draw(lang: Lang) -> (Head, Markup) {
    let head = Head::new(
        say(lang, "Arrivée d’un agent", "New officer"),
        say(lang, "Nouvelle demande", "New request"),
    )
    .crumbs([home_crumb(lang)])
    .has_errors(true);
    let errors = errors(lang);
    let form = PostForm::new("/gallery/form", "sample").hidden("version", "1").upload().body(html! {
        (words(lang, &errors))
        (choices(lang, &errors))
        (actions(html! {
            (submit(Emphasis::Primary, say(lang, "Envoyer la demande", "Send the request")))
            (submit(Emphasis::Danger, say(lang, "Abandonner le brouillon", "Discard the draft")))
            (link_button(Emphasis::Quiet, "/gallery", say(lang, "Revenir sans envoyer", "Go back without sending")))
        }))
    });
    (head, html! { (error_summary(lang, &errors)) (form) })
}

fn errors(lang: Lang) -> Vec<FieldError> {
    let error = |field: &str, message: &str| FieldError { field: field.into(), message: message.into() };
    vec![
        error(
            "email",
            say(
                lang,
                "Indiquez une adresse complète, comme prenom.nom@exemple.fr",
                "Give a full address, such as first.last@example.org",
            ),
        ),
        error("start", say(lang, "Indiquez une date à venir", "Give a date to come")),
        error("equipment", say(lang, "Choisissez au moins un équipement", "Choose at least one item")),
    ]
}

fn words(lang: Lang, errors: &[FieldError]) -> Markup {
    html! {
        (Field::text(lang, "name", say(lang, "Nom de l’agent", "Name of the officer")).required().autocomplete("off").value(say(lang, "Agente Exemple", "Sample Officer")))
        (Field::email(lang, "email", say(lang, "Adresse électronique", "E-mail address")).required().autocomplete("email").value("agente@exemple").error(error_of(errors, "email")))
        (Field::tel(lang, "phone", say(lang, "Téléphone", "Telephone")).autocomplete("tel").value("05 00 00 00 00"))
        (Field::date(lang, "start", say(lang, "Date d’arrivée", "Date of arrival")).required().value("2026-11-01").error(error_of(errors, "start"))
            .hint(say(lang, "Au moins cinq jours ouvrés à l’avance pour que tout soit prêt.", "At least five working days ahead, so that all is ready.")))
        (Field::number(lang, "budget", say(lang, "Budget, en euros hors taxes", "Budget, in euros net of tax")).value("1050,00"))
        (Field::password(lang, "password", say(lang, "Votre mot de passe", "Your password")).autocomplete("current-password").hint(say(lang, "Pour confirmer.", "To confirm.")))
        (Field::textarea(lang, "notes", say(lang, "Précisions", "Details")).rows(4).max_length(2000).value(say(lang, "Bureau partagé,\nrez-de-chaussée.", "Shared office,\nground floor.")))
    }
}

fn choices(lang: Lang, errors: &[FieldError]) -> Markup {
    let sites = [
        Choice::new("1", say(lang, "Maison commune", "Town house")),
        Choice::new("2", say(lang, "Médiathèque", "Library")),
    ];
    let kinds = [
        Choice::new("permanent", say(lang, "Emploi permanent", "Permanent post")),
        Choice::new("temporary", say(lang, "Remplacement", "Temporary post")).hint(say(
            lang,
            "Le compte sera fermé à la date de fin.",
            "The account will be closed on the last day.",
        )),
    ];
    let equipment = [
        Choice::new("laptop", say(lang, "Ordinateur portable", "Laptop")),
        Choice::new("phone", say(lang, "Ligne mobile", "Mobile line")),
    ];
    html! {
        (Field::select(lang, "site", say(lang, "Site", "Site"), sites).required())
        (Field::radios(lang, "kind", say(lang, "Nature du poste", "Kind of post"), kinds).required().value("temporary"))
        (Field::checkboxes(lang, "equipment", say(lang, "Équipement", "Equipment"), equipment).error(error_of(errors, "equipment")))
        (Field::file(lang, "files", say(lang, "Pièces jointes", "Joined files")).multiple().hint(say(lang, "Dix mégaoctets au plus.", "Ten megabytes at most.")))
        (Field::checkbox(lang, "urgent", say(lang, "L’arrivée bloque l’ouverture du service", "The arrival holds up the opening of the office")).value("on"))
    }
}
