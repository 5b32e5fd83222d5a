//! Bodies as agents send them, and as nobody should: packings, both protocols, bombs, halves, charsets.

use super::*;
use crate::inventory::rules;
use proptest::prelude::*;

const PROLOG: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<REQUEST><DEVICEID>pc-2026-03-11-08-00-00</DEVICEID>\
    <QUERY>PROLOG</QUERY><TOKEN>12345678</TOKEN></REQUEST>";

fn inventory(sections: &str) -> String {
    format!(
        "<REQUEST><CONTENT>{sections}</CONTENT><DEVICEID>pc-2026-03-11-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>"
    )
}

fn told(clear: &[u8]) -> Told {
    match read(clear) {
        Ok((_, Message::Inventory(told))) => *told,
        other => panic!("{other:?}"),
    }
}

#[test]
fn bodies_are_known_by_their_first_bytes_and_answered_in_kind() {
    for packing in [Packing::Plain, Packing::Zlib, Packing::Gzip] {
        let packed = pack(packing, PROLOG.as_bytes().to_vec());
        let (seen, clear) = unpack(&packed).unwrap();
        assert_eq!((seen, clear.as_slice()), (packing, PROLOG.as_bytes()));
        let (protocol, message) = read(&clear).unwrap();
        let reply = accepted(protocol, &message, seen, false);
        let (_, clear) = unpack(&reply.body).unwrap();
        let text = String::from_utf8(clear).unwrap();
        assert!(
            text.contains("<RESPONSE>SEND</RESPONSE>") && text.contains("<PROLOG_FREQ>24</PROLOG_FREQ>"),
            "{text}"
        );
    }
    // Agents look for exactly these two bytes (R12.3).
    assert_eq!(pack(Packing::Zlib, PROLOG.as_bytes().to_vec())[..2], [0x78, 0x9c]);
    // Other levels begin otherwise and are read too.
    for level in [1, 9] {
        let mut encoder = flate2::write::ZlibEncoder::new(vec![], flate2::Compression::new(level));
        std::io::Write::write_all(&mut encoder, PROLOG.as_bytes()).unwrap();
        assert_eq!(unpack(&encoder.finish().unwrap()).unwrap().1, PROLOG.as_bytes());
    }
}

#[test]
fn a_newer_agent_is_answered_in_json_and_speaks_it_from_then_on() {
    let (protocol, message) = read(PROLOG.as_bytes()).unwrap();
    let reply = accepted(protocol, &message, Packing::Zlib, true);
    let value: serde_json::Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!(
        (reply.media_type, &value["status"], &value["expiration"]),
        ("application/json", &"ok".into(), &24.into())
    );
    let contact = r#"{"action":"contact","deviceid":"pc-1","name":"GLPI-Agent","version":"1.12","installed-tasks":["inventory"]}"#;
    let (protocol, message) = read(contact.as_bytes()).unwrap();
    assert_eq!(message, Message::Contact { device_id: "pc-1".into() });
    assert_eq!(accepted(protocol, &message, Packing::Plain, true).body, reply.body);
}

#[test]
fn what_tells_of_persons_is_left_at_the_door() {
    let told = told(
        inventory(
            "<HARDWARE><NAME>pc-14</NAME><LASTLOGGEDUSER>jdupont</LASTLOGGEDUSER><USERID>jdupont</USERID>\
             <WINPRODKEY>AAAA-BBBB</WINPRODKEY><ETIME>3</ETIME></HARDWARE>\
             <PROCESSES><CMD>vi lettre-de-jdupont</CMD></PROCESSES><ENVS><KEY>HOME</KEY><VAL>/home/jdupont</VAL></ENVS>\
             <LOCAL_USERS><LOGIN>jdupont</LOGIN></LOCAL_USERS><USERS><LOGIN>jdupont</LOGIN></USERS>\
             <SOFTWARES><NAME>LibreOffice</NAME><VERSION>24.8</VERSION><USERNAME>jdupont</USERNAME></SOFTWARES>\
             <SOFTWARES><NAME>7-Zip</NAME></SOFTWARES><UNHEARD_OF><X>1</X></UNHEARD_OF>\
             <OPERATINGSYSTEM><FULL_NAME>Debian &amp; &#233;t&#xE9;</FULL_NAME><TIMEZONE><NAME>Europe/Paris</NAME></TIMEZONE></OPERATINGSYSTEM>",
        )
        .as_bytes(),
    );
    let kept = told.content.to_text();
    assert!(!kept.contains("jdupont") && !kept.contains("AAAA") && !kept.contains("etime"), "{kept}");
    assert_eq!(told.content.items("softwares").len(), 2);
    assert_eq!(told.content.first("operatingsystem", "full_name"), "Debian & été");
    assert_eq!(told.content.first("operatingsystem", "timezone.name"), "Europe/Paris");
}

#[test]
fn what_tells_of_persons_one_level_down_is_left_too() {
    let xml = told(
        inventory(
            "<HARDWARE><NAME>pc-14</NAME><USER><NAME>jdupont</NAME></USER></HARDWARE>\
             <PRINTERS><NAME>hp</NAME><PORT><OWNER>jdupont</OWNER></PORT></PRINTERS>",
        )
        .as_bytes(),
    );
    let json = told(
        br#"{"action":"inventory","deviceid":"pc-1","content":{"hardware":{"name":"pc-14","user":{"name":"jdupont"}},
            "printers":[{"name":"hp","port":{"owner":"jdupont"}}]}}"#,
    );
    for told in [xml, json] {
        let kept = told.content.to_text();
        assert!(kept.contains("pc-14") && kept.contains("hp") && !kept.contains("jdupont"), "{kept}");
    }
}

#[test]
fn the_name_an_agent_gives_is_cleaned_and_cut() {
    let long = "x".repeat(300);
    let xml = inventory("").replace("pc-2026-03-11-08-00-00", &long);
    assert_eq!(told(xml.as_bytes()).device_id.len(), 200);
    let json = format!(r#"{{"action":"inventory","deviceid":"a\u0000b{long}","content":{{}}}}"#);
    let device = told(json.as_bytes()).device_id;
    assert!(device.starts_with("a bx") && device.len() == 200, "{device}");
    assert!(read(br#"{"action":"contact","deviceid":"\u0000"}"#).is_err());
}

#[test]
fn free_space_alone_makes_no_other_inventory() {
    let volume = |free: &str, total: &str| {
        let fields = format!("<DRIVES><LETTER>C:</LETTER><FREE>{free}</FREE><TOTAL>{total}</TOTAL></DRIVES>");
        told(inventory(&fields).as_bytes()).content
    };
    let (now, later) = (volume("100", "500"), volume("90", "500"));
    assert_ne!(now.to_text(), later.to_text());
    assert_eq!(now.to_compared(), later.to_compared());
    assert_ne!(now.to_compared(), volume("100", "600").to_compared());
}

#[test]
fn hostile_bodies_are_refused_with_their_place_and_nothing_is_kept() {
    let bomb = pack(Packing::Zlib, vec![b'<'; usize::try_from(CLEAR_BYTES).unwrap() + 1]);
    assert!(bomb.len() < BYTES);
    assert_eq!(unpack(&bomb), Err(Unreadable::TooLarge));
    let half = inventory("<BIOS><SSN>SN-1</SSN></BIOS>");
    let packed = pack(Packing::Gzip, half.clone().into_bytes());
    assert!(matches!(unpack(&packed[..packed.len() / 2]), Err(Unreadable::Broken(_))), "half a file");
    let nested = "<A>".repeat(100);
    for (name, body, says) in [
        ("half", half[..half.len() / 2].to_owned(), "byte"),
        ("entity", inventory("<BIOS><SSN>&xxe;</SSN></BIOS>"), "entity"),
        ("document type", format!("<!DOCTYPE r [<!ENTITY a \"b\">]>{half}"), "document type"),
        ("nested", inventory(&nested), "deep"),
        ("crossed", inventory("<BIOS><SSN></BIOS></SSN>"), "byte"),
        ("no device", half.replace("DEVICEID", "DEVICE"), "DEVICEID"),
        ("no query", half.replace("INVENTORY", "UPDATE"), "QUERY"),
        ("no JSON", r#"{"action":"inventory","deviceid":"x","content":["#.to_owned(), "line 1"),
        ("JSON without a device", r#"{"action":"inventory","content":{}}"#.to_owned(), "deviceid"),
        ("neither", "hello".to_owned(), "neither"),
        ("nothing", String::new(), "neither"),
    ] {
        match read(body.as_bytes()) {
            Err(Unreadable::Broken(why)) => assert!(why.contains(says), "{name}: {why}"),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn a_wrong_charset_is_repaired() {
    let declared = inventory("<HARDWARE><NAME>m\u{e9}diath\u{e8}que</NAME></HARDWARE>");
    let latin: Vec<u8> = declared.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for head in
        ["<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", ""]
    {
        let body = [head.as_bytes(), &latin].concat();
        assert_eq!(told(&body).content.first("hardware", "name"), "médiathèque", "{head}");
    }
    let marked = [b"\xef\xbb\xbf".as_slice(), declared.as_bytes()].concat();
    assert_eq!(told(&marked).content.first("hardware", "name"), "médiathèque");
}

#[test]
fn a_partial_inventory_replaces_what_it_tells_and_nothing_else() {
    let first = told(
        br#"{"action":"inventory","deviceid":"pc-1","itemtype":"Computer","content":{
            "bios":{"ssn":"SN-77","smanufacturer":"Dell"},"hardware":{"name":"pc-1","memory":8192},
            "softwares":[{"name":"A"},{"name":"B"}],"videos":[{"name":"V"}],"processes":[{"cmd":"x"}],
            "networks":[{"mac":"AA:BB:CC:00:00:01","ipaddress":["10.0.0.1","10.0.0.2"]}]}}"#,
    );
    assert_eq!(first.content.first("networks", "ipaddress"), "10.0.0.1, 10.0.0.2");
    let second = told(
        br#"{"action":"inventory","deviceid":"pc-1","partial":true,"content":{
            "bios":{"ssn":"SN-77"},"softwares":[{"name":"C"}],"videos":[]}}"#,
    );
    assert!(second.is_partial);
    let now = second.content.over(first.content);
    assert_eq!(now.items("softwares").len(), 1);
    assert_eq!((now.items("videos").len(), now.first("hardware", "memory")), (0, "8192"));
    assert_eq!(now.first("bios", "smanufacturer"), "", "a category is replaced whole");
    assert_eq!(rules::identity(&Told { content: now, ..Told::default() }), "serial:sn 77");
}

proptest! {
    /// Whatever comes is read or refused.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok((_, clear)) = unpack(&bytes) {
            drop(read(&clear));
        }
    }

    /// What is kept is the same text again, whatever it holds.
    #[test]
    fn what_is_kept_is_read_back(fields in proptest::collection::btree_map("[a-z]{1,9}", ".{0,30}", 0..6)) {
        let mut content = Content::default();
        content.add("hardware", fields);
        prop_assert_eq!(Content::of_text(&content.to_text()), content);
    }
}
