//! Service code and commitment number asked for by a recipient on the invoices of a year, or on one of them (R2.5). Those of the invoice
//! win over those of its year, which win over those of the organisation. Once it is issued, the invoice states them for good.

use super::{ReceivableKey, ReferenceForm, rules, store::references as store};
use crate::invoices::{self, Invoice, InvoiceState};
use kernel::{Permission, Text};
use people::{
    audit::{Entry, record},
    organisations::Organisation,
};
use platform::{Ctx, Error, Problems, Result, db::Tx, typed};
use serde::Serialize;
use serde_json::json;

/// For what a reference was asked.
pub(super) const YEAR: &str = "year";

/// What a recipient asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct References {
    /// On every invoice of the year.
    pub of_year: Reference,
    /// On this invoice only.
    pub of_invoice: Reference,
}

/// A service code and a commitment number; empty when none was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Reference {
    /// Service code (BT-10).
    pub service_code: String,
    /// Commitment number (BT-13).
    pub commitment_number: String,
}

/// What was asked for about an invoice.
pub async fn of(tx: &mut Tx, invoice: &Invoice) -> Result<References> {
    let mut found = References::default();
    for row in store::of_year(tx, &invoice.beneficiary, invoice.year).await? {
        if row.subject == YEAR {
            found.of_year = row.reference;
        } else if row.subject == invoice.id.as_str() {
            found.of_invoice = row.reference;
        }
    }
    Ok(found)
}

/// The recipient as an invoice addresses it: with the references asked for.
pub(crate) async fn applied(tx: &mut Tx, invoice: &Invoice, mut buyer: Organisation) -> Result<Organisation> {
    let asked = of(tx, invoice).await?;
    let known = &mut buyer.routing;
    for one in [asked.of_year, asked.of_invoice] {
        known.service_code = filled(&one.service_code).or(known.service_code.take());
        known.commitment_number = filled(&one.commitment_number).or(known.commitment_number.take());
    }
    Ok(buyer)
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// An invoice that is still to be issued, with what was asked for about it.
pub async fn read(ctx: &Ctx, key: &ReceivableKey) -> Result<(Invoice, References)> {
    ctx.require(Permission::InvoiceDraft)?;
    let mut tx = ctx.read().await?;
    let invoice = invoices::store::find(&mut tx, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)?;
    let asked = of(&mut tx, &invoice).await?;
    Ok((invoice, asked))
}

/// Records what the recipient asks for: empty fields take away what was asked for before.
pub async fn ask(ctx: &Ctx, key: &ReceivableKey, form: &ReferenceForm) -> Result<()> {
    ctx.require(Permission::InvoiceDraft)?;
    let mut problems = Problems::default();
    for (field, text) in
        [("service_code", &form.service_code), ("commitment_number", &form.commitment_number)]
    {
        typed::limited(&mut problems, field, text.trim(), rules::WORDS);
    }
    let subject = match form.of.as_str() {
        "year" => Some(YEAR),
        "invoice" => Some(key.id.as_str()),
        _ => None,
    };
    let subject = typed::read(problems, subject).map_err(|mut problems| {
        if subject.is_none() {
            problems.add("of", Text::new("web-error-choice"));
        }
        Error::Invalid(problems)
    })?;
    let mut tx = ctx.begin().await?;
    let invoice = invoices::store::lock(&mut tx, &key.beneficiary, &key.id).await?.ok_or(Error::NotFound)?;
    if invoice.state == InvoiceState::Issued {
        return Err(Error::refused("invoice-issued-before"));
    }
    let reference = Reference {
        service_code: form.service_code.trim().to_owned(),
        commitment_number: form.commitment_number.trim().to_owned(),
    };
    store::put(&mut tx, ctx, (&key.beneficiary, invoice.year, subject), &reference).await?;
    let detail = json!({"year": invoice.year, "of": form.of, "service_code": reference.service_code,
        "commitment_number": reference.commitment_number});
    let entry = Entry::new("invoice.references", Some(&key.beneficiary), "invoice", key.id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}
