//! What each format gives, and what is refused of it.

use super::*;
use crate::telephony::call_records::Columns;
use proptest::prelude::*;
use std::io::Cursor;

fn all(bytes: &[u8], format: Format, reading: &Reading) -> Result<Vec<Told>, Trouble> {
    let halt = |halt| match halt {
        Halt::Trouble(trouble) => trouble,
        Halt::File(error) => panic!("{error}"),
    };
    let mut records = Records::open(Cursor::new(bytes), format, reading, Place::default()).map_err(halt)?;
    let mut told = vec![];
    while let Some(one) = records.read().map_err(halt)? {
        told.push(one);
    }
    Ok(told)
}

fn asterisk(rows: &str) -> Result<Vec<Told>, Trouble> {
    all(rows.as_bytes(), Format::Asterisk, &Reading::default())
}

/// A row that began at a local time and was spoken for some seconds.
fn row(start: &str, talk: i64, unique: &str) -> String {
    format!(
        "\"\",\"2001\",\"0559984500\",\"from-internal\",\"\"\"Accueil\"\" <2001>\",\"PJSIP/2001-0001\",\"PJSIP/orange-0002\",\
         \"Dial\",\"PJSIP/0559984500@orange,60,tT\",\"{start}\",\"{start}\",\"{start}\",{talk},{talk},\"ANSWERED\",\
         \"DOCUMENTATION\",\"{unique}\",\"\"\n"
    )
}

fn utc(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn rows_of_asterisk_are_read_with_their_quotes() {
    let told = asterisk(&row("2026-03-02 09:15:00", 121, "1772439300.17")).unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].at, utc("2026-03-02T08:15:00Z"));
    assert_eq!(
        (told[0].caller.as_str(), told[0].called.as_str(), told[0].seconds),
        ("2001", "0559984500", 121)
    );
    assert_eq!(told[0].way, Way::Out);
    assert!(told[0].key.starts_with("1772439300.17/") && !told[0].key.contains("4500"), "{}", told[0].key);
    let other =
        asterisk(&row("2026-03-02 09:15:00", 121, "1772439300.17").replace("\"0559984500\"", "\"3639\""))
            .unwrap();
    assert_eq!(other[0].key, told[0].key, "nothing of the number called");
    let silent = row("2026-03-02 09:15:00", 0, "1.1").replace("ANSWERED", "NO ANSWER");
    assert_eq!(asterisk(&silent).unwrap()[0].way, Way::Unanswered);
    let reading = Reading { trunks: vec!["PJSIP/orange".into()], ..Reading::default() };
    let way = |rows: &str| all(rows.as_bytes(), Format::Asterisk, &reading).unwrap()[0].way;
    let out = row("2026-03-02 09:15:00", 5, "1.1");
    assert_eq!(way(&out), Way::Out);
    assert_eq!(way(&out.replace("\"PJSIP/orange-0002\"", "\"PJSIP/2002-0002\"")), Way::Inside);
    assert_eq!(way(&out.replace("\"PJSIP/2001-0001\"", "\"PJSIP/orange-0003\"")), Way::In);
}

#[test]
fn the_hour_that_comes_twice_is_read_by_the_unique_name_else_by_order() {
    // 2025-10-26: three o'clock becomes two o'clock.
    let first = row("2025-10-26 02:30:00", 60, "1761438600.1");
    let second = row("2025-10-26 02:30:00", 60, "1761442200.2");
    let told = asterisk(&(first.clone() + &second)).unwrap();
    assert_eq!((told[0].at, told[1].at), (utc("2025-10-26T00:30:00Z"), utc("2025-10-26T01:30:00Z")));
    let rows = ["02:10:00", "02:50:00", "02:20:00", "03:05:00"]
        .map(|time| row(&format!("2025-10-26 {time}"), 60, ""));
    let at: Vec<Timestamp> = asterisk(&rows.concat()).unwrap().into_iter().map(|told| told.at).collect();
    let expected = ["00:10", "00:50", "01:20", "02:05"].map(|time| utc(&format!("2025-10-26T{time}:00Z")));
    assert_eq!(at, expected);
}

#[test]
fn half_a_file_is_refused_with_its_line() {
    let good = row("2026-03-02 09:15:00", 121, "1772439300.17");
    let two = format!("{good}{}", good.replace(".17", ".18"));
    let line = |rows: &str| asterisk(rows).unwrap_err().line;
    assert_eq!(line(&two[..two.len() - 40]), 2, "a quote left open");
    assert_eq!(line(&two[..two.len() - 1]), 2, "no end of line");
    assert_eq!(line(&format!("{good}\n\n{}", "a,b,c\n")), 4);
    assert_eq!(line(&format!("{good}{}", good.replace("2026-03-02", "2026-13-02"))), 2);
    assert_eq!(line(&format!("{good}{}", good.replace(",121,121,", ",121,x,"))), 2);
    assert_eq!(line(&format!("{good}\0\n")), 2);
    assert_eq!(line(&format!("{good}{}", "x".repeat(70_000))), 2);
    assert_eq!(asterisk("").unwrap(), vec![]);
}

const CUCM: &str = "\"cdrRecordType\",\"globalCallID_callManagerId\",\"globalCallID_callId\",\"dateTimeOrigination\",\
    \"callingPartyNumber\",\"originalCalledPartyNumber\",\"finalCalledPartyNumber\",\"dateTimeConnect\",\"duration\",\
    \"origDeviceName\",\"destDeviceName\",\"pkid\"\r\n\
    INTEGER,INTEGER,INTEGER,INTEGER,VARCHAR(50),VARCHAR(50),VARCHAR(50),INTEGER,INTEGER,VARCHAR(129),VARCHAR(129),UNIQUEIDENTIFIER\r\n\
    1,1,81,1772439300,\"2001\",\"00559984500\",\"00559984500\",1772439306,30,\"SEP0011\",\"GW-ORANGE\",\"a-1\"\r\n\
    1,1,82,1772439400,\"2001\",\"2002\",\"2002\",0,0,\"SEP0011\",\"SEP0012\",\"a-2\"\r\n";

#[test]
fn flat_files_of_cisco_have_headings_types_and_instants() {
    let reading = Reading { trunks: vec!["GW-".into()], ..Reading::default() };
    let told = all(CUCM.as_bytes(), Format::Cucm, &reading).unwrap();
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].at, told[0].seconds, told[0].way), (utc("2026-03-02T08:15:00Z"), 30, Way::Out));
    assert_eq!((told[0].key.as_str(), told[1].way), ("a-1", Way::Unanswered));
    let key = |text: &str| all(text.as_bytes(), Format::Cucm, &reading).unwrap()[0].key.clone();
    assert_eq!(key(&CUCM.replace("\"pkid\"", "\"other\"")), "1/81/1772439300");
    let unnamed = CUCM.replace("\"pkid\"", "\"other\"").replace("globalCallID_callId", "another");
    assert_eq!((key(&unnamed).len(), key(&CUCM.replace("\"a-1\"", "\"\"")).len()), (64, 64));
    let lacking = CUCM.replace("dateTimeConnect", "other");
    let trouble = all(lacking.as_bytes(), Format::Cucm, &reading).unwrap_err();
    assert_eq!((trouble.line, trouble.text.key.as_str()), (1, "calls-error-no-column"));
}

fn carrier() -> Reading {
    let columns = Columns {
        caller: "Numéro appelant".into(),
        called: "Destinataire".into(),
        date: "Date".into(),
        time: "Heure".into(),
        duration: "Durée".into(),
        key: String::new(),
    };
    Reading { columns, is_minutes: true, ..Reading::default() }
}

#[test]
fn a_carrier_writes_as_it_likes() {
    let text = "Date;Heure;Numéro appelant;Destinataire;Durée\r\n02/03/2026;09:15:00;33536492001;0034912345678;1,5\r\n";
    let marked = ["\u{feff}".as_bytes(), text.as_bytes()].concat();
    let old = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    for bytes in [text.as_bytes().to_vec(), marked, old] {
        let told = all(&bytes, Format::Carrier, &carrier()).unwrap();
        assert_eq!((told[0].at, told[0].seconds), (utc("2026-03-02T08:15:00Z"), 90));
        assert_eq!(told[0].key.len(), 64, "the row is its own name");
    }
    // The last line may do without its end, but not without its cells.
    assert_eq!(all(text.trim_end().as_bytes(), Format::Carrier, &carrier()).unwrap().len(), 1);
    let half = &text[..text.len() - 7];
    assert_eq!(all(half.as_bytes(), Format::Carrier, &carrier()).unwrap_err().line, 2);
    let other = text.replace("Durée", "Coût");
    assert_eq!(all(other.as_bytes(), Format::Carrier, &carrier()).unwrap_err().line, 1);
}

#[test]
fn durations_are_read_in_every_usual_way() {
    let cases = [
        ("75", false, Some(75)),
        ("00:01:15", false, Some(75)),
        ("1:15", false, Some(75)),
        ("1,25", true, Some(75)),
        ("1.25", true, Some(75)),
        ("0,01", true, Some(1)),
        ("", false, None),
        ("-5", false, None),
        ("1:75", false, None),
        ("abc", true, None),
    ];
    for (text, is_minutes, seconds) in cases {
        assert_eq!(times::duration(text.as_bytes(), is_minutes), seconds, "{text}");
    }
}

#[test]
fn reading_goes_on_where_it_was_left() {
    let rows =
        (0..5).map(|n| row("2026-03-02 09:15:00", 10 + n, &format!("1772439300.{n}"))).collect::<String>();
    let reading = Reading::default();
    let open =
        |place| Records::open(Cursor::new(rows.as_bytes()), Format::Asterisk, &reading, place).unwrap();
    let mut records = open(Place::default());
    records.read().unwrap();
    records.read().unwrap();
    let mut rest = open(records.place());
    assert_eq!(rest.read().unwrap().unwrap().seconds, 12);
    assert_eq!(rest.place().line, 3);
}

proptest! {
    #[test]
    fn no_bytes_stop_the_program(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for format in Format::ALL {
            drop(all(&bytes, *format, &carrier()));
        }
    }

    #[test]
    fn a_file_cut_anywhere_is_refused_or_whole(cut in 0usize..600) {
        let rows = row("2026-03-02 09:15:00", 1, "1772439300.1") + &row("2026-03-02 09:16:00", 2, "1772439360.2");
        let cut = cut.min(rows.len());
        let whole = cut == 0 || rows.as_bytes()[cut - 1] == b'\n';
        prop_assert_eq!(asterisk(&rows[..cut]).is_ok(), whole);
    }
}
