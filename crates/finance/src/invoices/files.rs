//! The three files of an invoice, made from its facts before it has a row: PDF/A-3 with the electronic invoice
//! inside, CII alone, UBL alone. The same facts give the same bytes.

use super::{ExplainedFigure, FileFormat, Invoice, rules::DOCUMENT_LANG};
use crate::einvoice::{EInvoice, EInvoiceError, InvoiceFacts, Presentation, page};
use jiff::Timestamp;
use platform::{
    Ctx, Digest, Error, Problems, Result,
    documents::{DocumentData, DocumentRenderer, ExplanationBlock},
    i18n,
};

/// A file written durably, not yet tied to a row.
pub struct WrittenFile {
    /// Which.
    pub format: FileFormat,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// Its length.
    pub bytes: i64,
}

/// Makes and stores the files. When this returns they are on disk; nothing else has changed.
pub async fn write(ctx: &Ctx, invoice: &Invoice, facts: &InvoiceFacts) -> Result<Vec<WrittenFile>> {
    let (renderer, facts, created) = (ctx.platform.documents.clone(), facts.clone(), ctx.now());
    let (object, explanations) = (invoice.object.clone(), invoice.explanations.clone());
    let made = tokio::task::spawn_blocking(move || make(&renderer, &facts, object, &explanations, created));
    let files = made.await.map_err(|e| Error::Internal(e.to_string()))??;
    let mut written = vec![];
    for (format, content) in files {
        let bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
        written.push(WrittenFile { format, digest: ctx.platform.files.put(content).await?, bytes });
    }
    Ok(written)
}

fn make(
    renderer: &DocumentRenderer,
    facts: &InvoiceFacts,
    object: String,
    explanations: &[ExplainedFigure],
    created: Timestamp,
) -> Result<Vec<(FileFormat, Vec<u8>)>> {
    let proven = EInvoice::new(facts).map_err(refusal)?;
    let lang = DOCUMENT_LANG;
    let blocks = explanations.iter().map(|e| {
        let value = i18n::figure(lang, &e.figure);
        ExplanationBlock::new(lang, lang.text(&e.title), value, &e.explanation)
    });
    let shown =
        Presentation { lang, object, created, logo_svg: None, banner: None, explanations: blocks.collect() };
    let document = page(facts, &shown);
    let head = document.head.clone();
    let pdf = renderer
        .render(&DocumentData::Invoice(Box::new(document)))
        .map_err(|e| Error::Internal(e.to_string()))?;
    let pdf = proven.embed_in(&pdf, &head).map_err(refusal)?;
    let cii = proven.to_cii().map_err(refusal)?;
    let ubl = proven.to_ubl().map_err(refusal)?;
    Ok(vec![(FileFormat::Pdf, pdf), (FileFormat::Cii, cii.into_bytes()), (FileFormat::Ubl, ubl.into_bytes())])
}

/// What the facts break, as problems that name the term to put right.
pub(super) fn refusal(error: EInvoiceError) -> Error {
    match error {
        EInvoiceError::Problems(found) => {
            let mut problems = Problems::default();
            for problem in found {
                problems.add(&problem.term, problem.text);
            }
            Error::Invalid(problems)
        }
        other => Error::Internal(other.to_string()),
    }
}
