//! The invoice inside its own PDF: Factur-X 1.0, profile EN 16931.

use super::{EInvoice, EInvoiceError};
use en16931_formats::zugferd::{EmbedOptions, Metadata, embed};
use platform::documents::DocumentHead;
use std::time::SystemTime;

impl EInvoice {
    /// Adds the CII document to a PDF/A-3 file as `factur-x.xml`, relationship Alternative, under the title and date of
    /// the document it was printed from. With the same PDF and head, the same bytes.
    pub fn embed_in(&self, pdf: &[u8], head: &DocumentHead) -> Result<Vec<u8>, EInvoiceError> {
        let options = EmbedOptions {
            metadata: Some(Metadata {
                title: head.title.clone(),
                subject: head.subject.clone(),
                author: head.provider.name.clone(),
            }),
            modified: Some(SystemTime::from(head.created)),
            ..EmbedOptions::default()
        };
        embed(pdf, &self.proof, &options).map_err(|error| EInvoiceError::Container(error.to_string()))
    }
}
