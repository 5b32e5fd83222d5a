//! The invoice as UN/CEFACT Cross Industry Invoice, guideline EN 16931.

use super::{EInvoice, EInvoiceError, model::complete};
use en16931_formats::Syntax;

impl EInvoice {
    /// The CII document, the same as the one inside the Factur-X file.
    pub fn to_cii(&self) -> Result<String, EInvoiceError> {
        complete("CII", en16931_formats::write(&self.proof, Syntax::Cii))
    }
}
