//! The documents as a reader gets them: rendered, then read back.
#![expect(clippy::unwrap_used, reason = "clippy knows only #[test] functions as tests, not what they share")]

mod samples;

use platform::documents::DocumentData;
use std::{fs, path::Path};

fn contains(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn every_document_declares_archival_and_accessible_pdf() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (name, data) in samples::all() {
        let pdf = documents::render(&data).unwrap_or_else(|error| panic!("{name}: {error}"));
        fs::write(folder.join(format!("{name}.pdf")), &pdf).unwrap();
        for declared in [
            "<pdfaid:part>3</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
            "<xmp:CreateDate>2026-07-06T08:00:00+00:00</xmp:CreateDate>",
        ] {
            assert!(contains(&pdf, declared), "{name} lacks {declared}");
        }
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let renderer = documents::renderer();
    for (name, data) in samples::all() {
        assert!(renderer.render(&data).unwrap() == renderer.render(&data).unwrap(), "{name}");
    }
}

#[test]
fn markup_in_data_is_printed_as_text() {
    let mut invoice = samples::invoice();
    let plain = documents::render(&DocumentData::Invoice(Box::new(invoice.clone()))).unwrap();
    invoice.object = "#read(\"/etc/passwd\") *gras* $x$ @citation <etiquette>".into();
    let hostile = documents::render(&DocumentData::Invoice(Box::new(invoice))).unwrap();
    assert!(plain != hostile);
}

#[test]
fn a_chart_without_a_text_alternative_is_refused() {
    let mut board = samples::scoreboard();
    board.charts[0].svg = "not a drawing".into();
    let error = documents::render(&DocumentData::Scoreboard(Box::new(board))).unwrap_err();
    assert!(error.0.contains("SVG"), "{error}");
}
