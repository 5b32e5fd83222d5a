//! Printed documents: typed data in, tagged PDF out, through Typst as a library.
//!
//! No network, no file access, no clock: templates and fonts are part of the program, everything else
//! comes in with the data. Each file is PDF/A-3a (archival, may carry an electronic invoice) and
//! PDF/UA-1 (accessible): export fails when a title, a language or a text alternative is missing.

mod world;

use jiff::{Timestamp, tz::TimeZone};
use platform::documents::{DocumentData, DocumentError, DocumentHead, DocumentRenderer};
use typst::{
    diag::SourceDiagnostic,
    foundations::{Datetime, Smart},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::{DocumentWorld, Template};

/// How many renderings an unused intermediate result stays in memory. Small: documents differ, and an
/// instance that prints a whole year must not grow.
const KEEP_FOR_RENDERINGS: usize = 2;

/// The renderer to hand to the areas.
pub fn renderer() -> DocumentRenderer {
    DocumentRenderer::new(render)
}

/// The PDF of a document. The same data gives the same bytes.
pub fn render(data: &DocumentData) -> Result<Vec<u8>, DocumentError> {
    let result = compile(data);
    comemo::evict(KEEP_FOR_RENDERINGS);
    result
}

fn compile(data: &DocumentData) -> Result<Vec<u8>, DocumentError> {
    let (template, head, json) = match data {
        DocumentData::Invoice(invoice) => (Template::Invoice, &invoice.head, serde_json::to_vec(invoice)),
        DocumentData::Scoreboard(board) => (Template::Scoreboard, &board.head, serde_json::to_vec(board)),
        DocumentData::EquipmentAgreement(one) => (Template::Agreement, &one.head, serde_json::to_vec(one)),
    };
    let json = json.map_err(|e| DocumentError(e.to_string()))?;
    let world = DocumentWorld::new(template, json);
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|errors| explain(&errors))?;
    typst_pdf::pdf(&document, &options(head)?).map_err(|errors| explain(&errors))
}

fn options(head: &DocumentHead) -> Result<PdfOptions, DocumentError> {
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| DocumentError(error.message().to_string()))?;
    Ok(PdfOptions {
        ident: Smart::Custom(head.identity.clone()),
        creator: Smart::Custom(Some("Socle".to_owned())),
        timestamp: utc(head.created).map(typst_pdf::Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    })
}

fn utc(instant: Timestamp) -> Option<Datetime> {
    let at = instant.to_zoned(TimeZone::UTC).datetime();
    let small = |n: i8| u8::try_from(n).ok();
    Datetime::from_ymd_hms(
        i32::from(at.year()),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )
}

fn explain(errors: &[SourceDiagnostic]) -> DocumentError {
    let sentence = |error: &SourceDiagnostic| {
        let hints: Vec<&str> = error.hints.iter().map(|hint| hint.v.as_str()).collect();
        if hints.is_empty() {
            error.message.to_string()
        } else {
            format!("{} ({})", error.message, hints.join(", "))
        }
    };
    let lines: Vec<String> = errors.iter().map(sentence).collect();
    DocumentError(lines.join("; "))
}
