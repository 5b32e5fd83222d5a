//! The invoice inside its own PDF: Factur-X 1.0, profile EN 16931.

use super::{EInvoice, EInvoiceError};
use en16931_formats::zugferd::{EmbedOptions, Metadata, embed};
use jiff::Timestamp;
use std::time::SystemTime;

/// The properties of the hybrid file, in the language of its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Title.
    pub title: String,
    /// One sentence on the document.
    pub subject: String,
    /// Who issues it.
    pub author: String,
}

impl EInvoice {
    /// Adds the CII document to a PDF/A-3 file as `factur-x.xml`, relationship Alternative. `at` is the date of
    /// the attachment: with the same PDF and date, the same bytes.
    pub fn embed_in(&self, pdf: &[u8], wording: &Wording, at: Timestamp) -> Result<Vec<u8>, EInvoiceError> {
        let options = EmbedOptions {
            metadata: Some(Metadata {
                title: wording.title.clone(),
                subject: wording.subject.clone(),
                author: wording.author.clone(),
            }),
            modified: Some(SystemTime::from(at)),
            ..EmbedOptions::default()
        };
        embed(pdf, &self.proof, &options).map_err(|error| EInvoiceError::Container(error.to_string()))
    }
}
