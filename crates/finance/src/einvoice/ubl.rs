//! The invoice as UBL 2.1 `Invoice` or `CreditNote`.

use super::{EInvoice, EInvoiceError, model::complete};
use en16931_formats::Syntax;

impl EInvoice {
    /// The UBL document.
    pub fn to_ubl(&self) -> Result<String, EInvoiceError> {
        complete("UBL", en16931_formats::write(&self.proof, Syntax::Ubl))
    }
}
