//! The documents as a reader gets them: rendered, then read back.
#![expect(clippy::unwrap_used, reason = "clippy knows only #[test] functions as tests, not what they share")]

mod samples;

use platform::documents::{DocumentData, TextBlock};
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

/// Read as markup, each of these would stop the rendering: an unknown function, a missing file, an open formula.
#[test]
fn markup_in_data_is_printed_as_text() {
    for hostile in [
        "#no-such-function()",
        "#read(\"/etc/passwd\")",
        "$ x",
        "@nowhere",
        "*gras",
        "[",
        "\\u{zz}",
        "a\r\nb",
    ] {
        let mut invoice = samples::invoice();
        invoice.object = hostile.into();
        invoice.lines[0].description = hostile.into();
        invoice.head.title = hostile.into();
        let pdf = documents::render(&DocumentData::Invoice(Box::new(invoice)));
        assert!(pdf.is_ok(), "{hostile}: {pdf:?}");
        let mut minutes = samples::minutes();
        minutes.subtitle = hostile.into();
        minutes.sections[1].blocks.push(TextBlock::Paragraph(hostile.into()));
        minutes.sections[1].blocks.push(TextBlock::List(vec![hostile.into()]));
        let pdf = documents::render(&DocumentData::Text(Box::new(minutes)));
        assert!(pdf.is_ok(), "{hostile}: {pdf:?}");
    }
}

#[test]
fn a_chart_that_is_no_drawing_is_refused() {
    let mut board = samples::scoreboard();
    board.charts[0].svg = "not a drawing".into();
    let error = documents::render(&DocumentData::Scoreboard(Box::new(board))).unwrap_err();
    assert!(error.0.contains("SVG"), "{error}");
}

/// A drawing that names a file prints the same whether the file exists or not.
#[test]
fn a_chart_reaches_no_file() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0L9 9V0Z'/></svg>";
    fs::write(folder.join("present.svg"), drawing).unwrap();
    let printed = |name: &str| {
        let mut board = samples::scoreboard();
        let image = format!("<image href='{}' width='90' height='90'/></svg>", folder.join(name).display());
        board.charts[0].svg = board.charts[0].svg.replace("</svg>", &image);
        documents::render(&DocumentData::Scoreboard(Box::new(board))).map_err(|error| error.0.contains(name))
    };
    assert_eq!(printed("present.svg").is_ok(), printed("missing.svg").is_ok());
    assert!(printed("present.svg") == printed("missing.svg"));
}
