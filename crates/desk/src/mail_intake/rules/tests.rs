//! The chain as a table, and what must hold whatever a mail says.

use super::{
    super::{Bounce, Facts, Mailbox, Named, Parsed, Reason, Sender, Standing, Verdict},
    is_only_thanks, judge,
};
use crate::tickets::TicketKey;
use proptest::prelude::*;

fn mail() -> Parsed {
    let from = Mailbox { name: "Rose".to_owned(), address: "rose@valmont.fr".to_owned() };
    Parsed { from, subject: "Panne".to_owned(), text: "Plus de réseau".to_owned(), ..Parsed::default() }
}

fn rose() -> Sender {
    Sender { person: "rose".into(), beneficiary: Some("val".into()) }
}

fn theo() -> Sender {
    Sender { person: "theo".into(), beneficiary: None }
}

fn key(beneficiary: &str) -> TicketKey {
    TicketKey { beneficiary: beneficiary.into(), id: "t1".to_owned().into() }
}

fn named(beneficiary: &str, is_genuine: bool, is_participant: bool, standing: Standing) -> Named {
    Named { key: key(beneficiary), is_genuine, is_participant, standing }
}

fn known(sender: Sender, named: Vec<Named>) -> Facts {
    Facts { sender: Some(sender), named, ..Facts::default() }
}

fn follow(beneficiary: &str, person: &str, is_proven: bool, reopens: bool) -> Verdict {
    Verdict::Follow { key: key(beneficiary), person: person.into(), is_proven, reopens }
}

fn open(follows: Option<TicketKey>) -> Verdict {
    Verdict::Open { beneficiary: "val".into(), requester: "rose".into(), follows }
}

#[test]
fn machines_make_no_ticket() {
    let facts = known(rose(), vec![]);
    let held = Verdict::Quarantine;
    let cases: Vec<(Parsed, Verdict)> = vec![
        (Parsed { bounce: Some(Bounce::default()), ..mail() }, Verdict::Ignore(Reason::Bounce)),
        (
            Parsed { auto_submitted: "auto-replied (vacation)".into(), ..mail() },
            Verdict::Ignore(Reason::AutoReply),
        ),
        (Parsed { precedence: "auto_reply".into(), ..mail() }, Verdict::Ignore(Reason::AutoReply)),
        (
            Parsed { subject: "Réponse automatique : Panne".into(), ..mail() },
            Verdict::Ignore(Reason::AutoReply),
        ),
        (Parsed { subject: "Out of Office: Re: Panne".into(), ..mail() }, Verdict::Ignore(Reason::AutoReply)),
        (
            Parsed { has_auto_mark: true, references: vec!["a@b".into()], ..mail() },
            Verdict::Ignore(Reason::AutoReply),
        ),
        (Parsed { has_auto_mark: true, ..mail() }, open(None)),
        (Parsed { auto_submitted: "auto-generated".into(), ..mail() }, held(Reason::Automatic)),
        (Parsed { return_path: Some(String::new()), ..mail() }, held(Reason::Automatic)),
        (Parsed { precedence: "bulk".into(), ..mail() }, held(Reason::List)),
        (Parsed { is_list: true, ..mail() }, held(Reason::List)),
        (Parsed { hops: 51, ..mail() }, held(Reason::Loop)),
        (Parsed { from: Mailbox::default(), ..mail() }, held(Reason::NoSender)),
        (Parsed { auto_submitted: "no".into(), ..mail() }, open(None)),
        (mail(), open(None)),
    ];
    for (mail, expected) in cases {
        assert_eq!(judge(&mail, &facts), expected, "{mail:?}");
    }
    let postmaster = Mailbox { name: String::new(), address: "mailer-daemon@x.fr".into() };
    let report = Parsed { return_path: Some(String::new()), from: postmaster, ..mail() };
    assert_eq!(judge(&report, &facts), Verdict::Ignore(Reason::Bounce));
    assert_eq!(judge(&mail(), &Facts { is_own: true, ..facts.clone() }), Verdict::Ignore(Reason::Own));
    assert_eq!(judge(&mail(), &Facts { alike: 10, ..facts }), held(Reason::Loop));
}

/// The shapes by which an address of the desk is made to receive somebody else's code or link.
#[test]
fn codes_and_links_wait() {
    let from = |address: &str, subject: &str| Parsed {
        from: Mailbox { name: String::new(), address: address.into() },
        subject: subject.into(),
        ..mail()
    };
    for (address, subject) in [
        ("no-reply@service.example", "Bienvenue"),
        ("noreply@service.example", "x"),
        ("do-not-reply@service.example", "x"),
        ("donotreply@service.example", "x"),
        ("no_reply.eu@service.example", "Your security code"),
        ("ne-pas-repondre@service.example", "x"),
        ("nepasrepondre@service.example", "x"),
        ("notifications@service.example", "x"),
        ("equipe@service.example", "Verify your address"),
        ("equipe@service.example", "Your verification code is 123456"),
        ("equipe@service.example", "Code de vérification : 123456"),
        ("equipe@service.example", "Confirm your account"),
        ("equipe@service.example", "Confirmez votre adresse"),
        ("equipe@service.example", "Votre code de sécurité"),
        ("equipe@service.example", "Votre code de connexion"),
        ("equipe@service.example", "Your one-time password"),
        ("equipe@service.example", "Mot de passe à usage unique"),
        ("equipe@service.example", "Reset your password"),
        ("equipe@service.example", "Réinitialisation de votre mot de passe"),
        ("equipe@service.example", "Activate your account"),
    ] {
        assert_eq!(
            judge(&from(address, subject), &Facts::default()),
            Verdict::Quarantine(Reason::Verification),
            "{address} {subject}"
        );
    }
    let asked = from("rose@valmont.fr", "Réinitialisation de mon mot de passe");
    assert_eq!(judge(&asked, &known(rose(), vec![])), open(None), "a person may ask for it");
}

#[test]
fn only_a_token_speaks_for_the_staff_and_only_a_participant_for_a_ticket() {
    use Standing::{MayReopen, Open, Over};
    let cases = [
        ("the requester's token", rose(), named("val", true, true, Open), follow("val", "rose", true, false)),
        ("the officer's token", rose(), named("val", true, false, Open), follow("val", "rose", true, false)),
        (
            "a tag from a participant",
            rose(),
            named("val", false, true, Open),
            follow("val", "rose", false, false),
        ),
        ("a tag from a stranger", rose(), named("val", false, false, Open), open(None)),
        ("a tag of another beneficiary", rose(), named("roc", false, true, Open), open(None)),
        (
            "a token of another beneficiary",
            rose(),
            named("roc", true, true, Open),
            Verdict::Quarantine(Reason::Stranger),
        ),
        ("a technician's token", theo(), named("val", true, true, Open), follow("val", "theo", true, false)),
        (
            "a technician's tag",
            theo(),
            named("val", false, true, Open),
            Verdict::Quarantine(Reason::UnprovenStaff),
        ),
        ("resolved", rose(), named("val", true, true, MayReopen), follow("val", "rose", true, true)),
        ("resolved, staff", theo(), named("val", true, true, MayReopen), follow("val", "theo", true, false)),
        ("over", rose(), named("val", true, true, Over), open(Some(key("val")))),
        ("over, by tag", rose(), named("val", false, true, Over), open(Some(key("val")))),
        ("over, staff", theo(), named("val", true, true, Over), Verdict::Quarantine(Reason::Over)),
    ];
    for (what, sender, ticket, expected) in cases {
        assert_eq!(judge(&mail(), &known(sender, vec![ticket])), expected, "{what}");
    }
    let stranger = Facts { named: vec![named("val", true, true, Open)], ..Facts::default() };
    assert_eq!(judge(&mail(), &stranger), Verdict::Quarantine(Reason::UnknownSender));
}

#[test]
fn thanks_reopen_nothing() {
    for text in [
        "Merci !",
        "Parfait, merci beaucoup.",
        "Thanks a lot",
        "Merci\n-- \nRose, mairie de Valmont, accueil du public, étage 2",
    ] {
        assert!(is_only_thanks(text), "{text}");
    }
    for text in [
        "Merci mais cela ne marche pas",
        "Toujours en panne, merci",
        "Merci, et pour le poste 2 ?",
        "Non",
        "",
    ] {
        assert!(!is_only_thanks(text), "{text}");
    }
    let resolved = known(rose(), vec![named("val", true, true, Standing::MayReopen)]);
    let thanks = Parsed { text: "Merci !".into(), ..mail() };
    assert_eq!(judge(&thanks, &resolved), follow("val", "rose", true, false));
}

#[test]
fn tags_are_read_and_prove_nothing() {
    for (subject, expected) in [
        ("Re: [VAL-12] Panne", Some("VAL-12")),
        ("[val-12] x", Some("VAL-12")),
        ("[SPAM] Re: [VAL-12] x", Some("VAL-12")),
        ("[VAL-] x", None),
        ("VAL-12", None),
        ("[VAL-12", None),
        ("[V L-12]", None),
    ] {
        assert_eq!(super::super::tag(subject).as_deref(), expected, "{subject}");
    }
}

fn any_named() -> impl Strategy<Value = Named> {
    let standing = prop_oneof![Just(Standing::Open), Just(Standing::MayReopen), Just(Standing::Over)];
    (prop_oneof![Just("val"), Just("roc")], any::<bool>(), any::<bool>(), standing)
        .prop_map(|(whose, genuine, participant, standing)| named(whose, genuine, participant, standing))
}

proptest! {
    /// Whatever a mail names, its sender reaches only the own beneficiary, and the staff only by token.
    #[test]
    fn nobody_reaches_another_beneficiary(
        tickets in proptest::collection::vec(any_named(), 0..4),
        sender in prop_oneof![Just(None), Just(Some(rose())), Just(Some(theo()))],
        subject in ".{0,30}", text in ".{0,60}", auto in "(|no|auto-replied|auto-generated)",
    ) {
        let facts = Facts { sender: sender.clone(), named: tickets.clone(), ..Facts::default() };
        let mail = Parsed { subject, text, auto_submitted: auto, ..mail() };
        match judge(&mail, &facts) {
            Verdict::Follow { key, person, is_proven, .. } => {
                let sender = sender.unwrap();
                prop_assert_eq!(&person, &sender.person);
                let takes_part = tickets.iter().any(|t| t.key == key && t.is_participant);
                prop_assert!(!is_proven || tickets.iter().any(|t| t.key == key && t.is_genuine));
                match sender.beneficiary {
                    Some(own) => prop_assert!(own == key.beneficiary && (is_proven || takes_part)),
                    None => prop_assert!(is_proven),
                }
            }
            Verdict::Open { beneficiary, requester, follows } => {
                let sender = sender.unwrap();
                prop_assert_eq!(Some(beneficiary.clone()), sender.beneficiary);
                prop_assert_eq!(requester, sender.person);
                prop_assert!(follows.is_none_or(|key| key.beneficiary == beneficiary));
            }
            Verdict::Ignore(_) | Verdict::Quarantine(_) => {}
        }
    }
}
