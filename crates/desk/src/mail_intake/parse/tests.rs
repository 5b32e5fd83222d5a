//! Mails as they come, good and bad; the public corpora run in the integration tests.

use super::{super::Reason, *};
use proptest::prelude::*;

fn read(raw: &str) -> Parsed {
    parse(raw.as_bytes()).unwrap()
}

#[test]
fn reads_what_a_person_sends() {
    let mail = read(
        "Return-Path: <rose@valmont.example>\r\nReceived: a\r\nReceived: b\r\nMessage-ID: <a@valmont.example>\r\n\
         From: =?utf-8?q?Rose_=C3=89t=C3=A9?= <Rose@Valmont.example>\r\nTo: Desk <desk+x@agh.example>, b@c.example\r\n\
         Subject: =?iso-8859-1?q?R=E9seau?=\r\n en panne\r\nIn-Reply-To: <q@r>\r\nReferences: <o@p> <q@r>\r\n\
         Auto-Submitted: No\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nR\u{e9}seau\r\n",
    );
    assert_eq!(
        (mail.message_id.as_str(), mail.from.address.as_str()),
        ("a@valmont.example", "rose@valmont.example")
    );
    assert_eq!((mail.from.name.as_str(), mail.subject.as_str()), ("Rose Été", "Réseau en panne"));
    assert_eq!(mail.references, ["o@p", "q@r", "q@r"]);
    assert_eq!(mail.recipients, ["desk+x@agh.example", "b@c.example"]);
    assert_eq!((mail.hops, mail.auto_submitted.as_str()), (2, "no"));
    assert_eq!(mail.return_path.as_deref(), Some("rose@valmont.example"));
    assert_eq!(read("Return-Path: <>\r\nFrom: a@b.fr\r\n\r\nx").return_path.as_deref(), Some(""));
}

#[test]
fn keeps_files_under_harmless_names() {
    let part = |name: &str| {
        format!(
            "--b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\nPK\r\n"
        )
    };
    let names = ["../../etc/passwd", "facture\u{202e}fdp.exe", "\u{200b}.htaccess", "winmail.dat", ""];
    let parts: String = names.iter().map(|name| part(name)).collect();
    let mail = read(&format!(
        "From: a@b.fr\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntexte\r\n{parts}--b--\r\n"
    ));
    let kept: Vec<&str> = mail.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(kept, ["passwd", "facturefdp.exe", "htaccess", "winmail.dat", "fichier"]);
    assert_eq!((mail.text.as_str(), mail.files[3].bytes.as_slice()), ("texte", b"PK".as_slice()));
}

#[test]
fn prefers_plain_text_and_leaves_decoration_out() {
    let mail = "From: a@b.fr\r\nContent-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
        --a\r\nContent-Type: text/plain\r\n\r\nplain\r\n--a\r\nContent-Type: text/html\r\n\r\n<p>rich <img src=\"cid:logo\"></p>\r\n--a--\r\n\
        --r\r\nContent-Type: image/png\r\nContent-ID: <logo>\r\nContent-Disposition: inline; filename=logo.png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--r--\r\n";
    let parsed = read(mail);
    assert_eq!((parsed.text.as_str(), parsed.has_html, parsed.files.len()), ("plain", true, 0));
    let (html, pictures) = original(mail.as_bytes()).unwrap();
    assert!(html.contains("rich"));
    assert_eq!(pictures["logo"], "data:image/png;base64,AAAA");
    assert_eq!(
        read("From: a@b.fr\r\nContent-Type: text/html\r\n\r\n<p>Bonjour <b>Rose</b></p>").text,
        "Bonjour Rose"
    );
}

#[test]
fn reads_a_report() {
    let mail = read(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; Gone@Valmont.example\r\n\
         Action: failed\r\nStatus: 5.1.1\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <val-1@agh.example>\r\nSubject: x\r\n\r\n--b--\r\n",
    );
    let bounce = Bounce {
        message_id: "val-1@agh.example".into(),
        recipient: "gone@valmont.example".into(),
        status: "5.1.1".into(),
    };
    assert_eq!(mail.bounce, Some(bounce));
}

#[test]
fn refuses_what_is_too_much_and_still_says_who_wrote() {
    let large = format!("From: a@b.fr\r\nSubject: lourd\r\n\r\n{}", "x".repeat(LARGEST));
    let parts = format!(
        "From: a@b.fr\r\nSubject: parts\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{}",
        "--b\r\n\r\nx\r\n".repeat(MOST_PARTS + 1)
    );
    let deep = (0..10_000)
        .map(|i| format!("Content-Type: message/rfc822\r\n\r\nSubject: {i}\r\n"))
        .collect::<String>();
    let deep = format!("From: a@b.fr\r\nSubject: deep\r\n{deep}");
    for (raw, reason, subject) in [
        (large, Reason::TooLarge, "lourd"),
        (parts, Reason::TooManyParts, "parts"),
        (deep, Reason::TooManyParts, "deep"),
    ] {
        let (mail, why) = parse(raw.as_bytes()).unwrap_err();
        assert_eq!((why, mail.from.address.as_str(), mail.subject.as_str()), (reason, "a@b.fr", subject));
    }
}

#[test]
fn thousands_of_boundaries_within_each_other_are_read() {
    let mut raw = "From: a@b.fr\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n".to_owned();
    for i in 0..4_000 {
        raw += &format!("--b{i}\r\nContent-Type: multipart/mixed; boundary=b{}\r\n\r\n", i + 1);
    }
    assert!(parse(raw.as_bytes()).is_ok());
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = parse(&bytes);
        let _ = original(&bytes);
    }

    #[test]
    fn what_is_read_holds_nothing_hidden(subject in ".{0,60}", name in ".{0,30}", text in ".{0,80}") {
        let raw = format!("From: \"{}\" <a@b.fr>\r\nSubject: {subject}\r\n\r\n{text}", name.replace('"', ""));
        if let Ok(mail) = parse(raw.as_bytes()) {
            let all = format!("{}{}{}", mail.subject, mail.from.name, mail.text.replace(['\n', '\t'], ""));
            prop_assert!(!all.chars().any(is_hidden), "{all:?}");
        }
    }
}
