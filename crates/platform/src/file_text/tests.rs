//! What is read of files, and what hostile ones do.

use super::*;
use lopdf::{Document, Object, Stream, dictionary};
use std::io::{Cursor, Write as _};

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(vec![]));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn pdf(content: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let content = document.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    let kids = vec![Object::from(page)];
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = vec![];
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn found(bytes: &[u8]) -> String {
    match read(bytes) {
        FileText::Words(words) => words,
        other => panic!("{other:?}"),
    }
}

#[test]
fn plain_text_is_read_in_the_encodings_people_send() {
    assert_eq!(found("Journal  du\n serveur\t: échec".as_bytes()), "Journal du serveur : échec");
    assert_eq!(found(b"\xef\xbb\xbfnom;prix\r\nc\xc3\xa2ble;3"), "nom;prix câble;3");
    assert_eq!(found(b"Caf\xe9 \x80 12"), "Café € 12");
    assert_eq!(found(b"\xff\xfed\0\xe9\0j\0\xe0\0"), "déjà");
    assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0"), FileText::Nothing);
    assert_eq!(read(b""), FileText::Nothing);
}

#[test]
fn office_documents_give_their_text_and_keep_words_whole() {
    let word = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "word/document.xml",
            "<w:document xmlns:w='w'><w:p><w:r><w:t>Procé</w:t></w:r><w:r><w:t>dure</w:t></w:r></w:p><w:p><w:r><w:t>de reprise</w:t></w:r></w:p></w:document>",
        ),
    ]);
    assert_eq!(found(&word), "Procédure de reprise");
    let sheet =
        archive(&[("xl/sharedStrings.xml", "<sst><si><t>Onduleur</t></si><si><t>Baie</t></si></sst>")]);
    assert_eq!(found(&sheet), "Onduleur Baie");
    let open = archive(&[("content.xml", "<d xmlns:t='t'><t:h>Plan</t:h><t:p>de<t:s/>secours</t:p></d>")]);
    assert_eq!(found(&open), "Plan de secours");
    assert_eq!(read(&archive(&[("photo.jpg", "x")])), FileText::Nothing);
}

#[test]
fn a_pdf_gives_its_text() {
    let text = found(&pdf("BT /F1 12 Tf 50 700 Td (Bon de livraison) Tj ET"));
    assert_eq!(text, "Bon de livraison");
}

#[test]
fn hostile_files_are_refused_and_stop_nothing() {
    let broken = |bytes: &[u8]| matches!(read(bytes), FileText::Broken(_));
    assert!(broken(b"%PDF-1.7 nothing more"));
    assert!(broken(b"PK\x03\x04 nothing more"));
    let entities = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaa'>]><d>&a;</d>";
    assert!(broken(&archive(&[("content.xml", entities)])));
    assert!(broken(&archive(&[("content.xml", "<d><p>half")])));
    // Ten thousand times smaller packed than unpacked: cut at the limit, which breaks its XML.
    let bomb = format!("<d><p>{}</p></d>", " ".repeat(MOST_BYTES + 1));
    assert!(broken(&archive(&[("content.xml", &bomb)])));
    let deep = format!("{}{}", "<p>".repeat(100_000), "</p>".repeat(100_000));
    let _ = read(&archive(&[("content.xml", &deep)]));
    assert_eq!(read(&vec![b'a'; MOST_BYTES + 1]), FileText::Nothing);
}

#[test]
fn what_is_too_long_is_cut_between_words() {
    let words = found("mot ".repeat(MOST_CHARACTERS).as_bytes());
    assert_eq!(words.chars().count(), MOST_CHARACTERS - 1);
    assert!(words.ends_with("mot"));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_taken(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..2_000)) {
        read(&bytes);
        read(&[b"%PDF-1.4\n".as_slice(), &bytes].concat());
        read(&[b"PK\x03\x04".as_slice(), &bytes].concat());
    }
}
