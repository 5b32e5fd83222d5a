//! A request with its conversation and, beside it, its clocks and its context.

use super::{address, home_crumb, sample_time, say};
use crate::{
    i18n::Lang,
    web::components::{
        Attachment, Choice, Clock, Crumb, Emphasis, Entry, Field, Head, PostForm, Tone, Voice, action_button,
        actions, clock, conversation, facts, link, paragraphs, section, submit, submit_with, tag, text,
        with_aside,
    },
};
use maud::{Markup, Render, html};

pub(super) fn draw(lang: Lang) -> (Head, Markup) {
    let subject = say(lang, "Messagerie indisponible à l’accueil", "Mail down at the front desk");
    let head = Head::new(subject, say(lang, "Guichet", "Desk"))
        .crumbs([home_crumb(lang), Crumb::new(say(lang, "Demandes", "Requests"), address(lang, "home"))])
        .lead(html! {
            (tag(Tone::Info, say(lang, "En cours", "In progress")))
            (tag(Tone::Warning, say(lang, "Priorité haute", "High priority")))
            "n° 2026-1187, Pôle de Vallespine"
        })
        .actions(html! {
            (action_button("sample", "/gallery/take", Emphasis::Secondary, say(lang, "Prendre", "Take"), Some(subject)))
            (action_button("sample", "/gallery/resolve", Emphasis::Secondary, say(lang, "Résoudre", "Resolve"), Some(subject)))
        });
    let words = html! {
        (conversation(lang, say(lang, "Conversation", "Conversation"), &entries(lang)))
        (section("reply", say(lang, "Répondre", "Reply"), None, reply(lang)))
    };
    (head, with_aside(say(lang, "Contexte de la demande", "Context of the request"), words, context(lang)))
}

fn entries(lang: Lang) -> Vec<Entry> {
    let asked = say(
        lang,
        "Bonjour,\n\nDepuis ce matin la messagerie ne s’ouvre plus sur les deux postes de l’accueil. Le message d’erreur est sur la photo.\nNous recevons du public jusqu’à 17 h.",
        "Hello,\n\nSince this morning the mail no longer opens on either front-desk computer. The error is in the picture.\nWe are open to the public until 5 pm.",
    );
    let noted = say(
        lang,
        "Même symptôme que l’incident de mardi : certificat du relais expiré sur ce site seulement.",
        "Same symptom as Tuesday’s incident: the relay’s certificate expired at this site only.",
    );
    let answered = say(
        lang,
        "Bonjour,\n\nLa cause est trouvée et le correctif est en cours. En attendant, la messagerie fonctionne depuis le navigateur.",
        "Hello,\n\nThe cause is found and the fix is under way. Meanwhile, mail works from the browser.",
    );
    let taken = text(say(lang, "a pris la demande en charge.", "took charge of the request."));
    vec![
        Entry {
            attachments: vec![photo(lang)],
            ..entry(lang, 1, Voice::Requester, (7, 42), paragraphs(asked))
        },
        entry(lang, 2, Voice::Event, (7, 51), taken),
        entry(lang, 3, Voice::Internal, (8, 5), paragraphs(noted)),
        entry(lang, 4, Voice::Provider, (8, 20), paragraphs(answered)),
    ]
}

fn entry(lang: Lang, number: u8, voice: Voice, (hour, minute): (i64, i64), body: Markup) -> Entry {
    let author = match voice {
        Voice::Requester => say(lang, "Secrétariat de mairie", "Town hall office"),
        _ => say(lang, "Technicien du guichet", "Desk technician"),
    };
    let is_mail = matches!(voice, Voice::Requester | Voice::Provider);
    Entry {
        id: format!("m{number}"),
        voice,
        author: author.to_owned(),
        channel: if is_mail { say(lang, "par mail", "by mail").to_owned() } else { String::new() },
        at: sample_time(hour, minute),
        body,
        attachments: vec![],
    }
}

fn photo(lang: Lang) -> Attachment {
    Attachment {
        name: say(lang, "ecran-accueil.jpg", "front-desk-screen.jpg").into(),
        href: "/gallery/file".into(),
        kind: "image".into(),
        bytes: 1_449_000,
    }
}

fn reply(lang: Lang) -> Markup {
    let macros = [
        Choice::new("ask", say(lang, "Demander une précision", "Ask for details")),
        Choice::new("done", say(lang, "Annoncer la résolution", "Announce the resolution")),
    ];
    PostForm::new("/gallery/reply", "sample")
        .hidden("version", "4")
        .upload()
        .body(html! {
            (Field::textarea(lang, "body", say(lang, "Votre réponse", "Your reply")).rows(5).required()
                .hint(say(lang, "Le secrétariat de mairie la recevra par mail.", "The town hall office will get it by mail.")))
            (Field::select(lang, "macro", say(lang, "Réponse préparée", "Prepared reply"), macros))
            (Field::file(lang, "files", say(lang, "Pièces jointes", "Joined files")).multiple())
            (actions(html! {
                (submit(Emphasis::Primary, say(lang, "Envoyer au secrétariat de mairie", "Send to the town hall office")))
                (submit_with(Emphasis::Secondary, say(lang, "Noter en interne", "Save as internal note"), "visibility", "internal"))
            }))
        })
        .render()
}

fn context(lang: Lang) -> Markup {
    let until = Some(sample_time(17, 0));
    let late = Clock::Running { left: -1_860, due: sample_time(12, 34), runs_until: until };
    let paused = Clock::Paused {
        left: 5_400,
        reason: say(lang, "en attente du demandeur", "waiting for the requester").into(),
    };
    html! {
        (section("clocks", say(lang, "Délais", "Deadlines"), None, html! {
            (clock(lang, say(lang, "Prise en compte", "Acknowledgement"), &Clock::Met, 0, Some(&address(lang, "figures"))))
            (clock(lang, say(lang, "Remise en service", "Restoration"), &late, 3_600, Some(&address(lang, "figures"))))
            (clock(lang, say(lang, "Résolution", "Resolution"), &paused, 3_600, Some(&address(lang, "figures"))))
        }))
        (section("facts", say(lang, "Contexte", "Context"), None, facts([
            (say(lang, "Demandeur", "Requester").into(), text(say(lang, "Secrétariat de mairie", "Town hall office"))),
            (say(lang, "Structure", "Body").into(), link(&address(lang, "parts"), "Pôle de Vallespine")),
            (say(lang, "Site", "Site").into(), text(say(lang, "Maison commune", "Town house"))),
            (say(lang, "Engagement", "Commitment").into(), link(&address(lang, "figures"), say(lang, "G.2, convention de 2022", "G.2, 2022 agreement"))),
            (say(lang, "Groupe", "Team").into(), text(say(lang, "Assistance de premier niveau", "First line support"))),
        ])))
    }
}
