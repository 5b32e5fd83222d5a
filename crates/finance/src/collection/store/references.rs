//! The statements of references asked for by recipients.

use crate::collection::references::Reference;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    db::{self, FromRow, Row, Tx, query},
};

/// A reference with what it was asked for.
pub(in crate::collection) struct Asked {
    pub(in crate::collection) subject: String,
    pub(in crate::collection) reference: Reference,
}

impl FromRow for Asked {
    fn from_row(row: &Row) -> db::Result<Self> {
        let reference = Reference {
            service_code: row.get("service_code")?,
            commitment_number: row.get("commitment_number")?,
        };
        Ok(Self { subject: row.get("subject")?, reference })
    }
}

/// Everything a beneficiary asked for about a year.
pub(in crate::collection) async fn of_year(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    year: i16,
) -> db::Result<Vec<Asked>> {
    let select = query(
        "select r.* from invoice_reference r where {scope r} and r.beneficiary_id = $1 and r.year = $2",
    );
    tx.all(select.bind(beneficiary).bind(i64::from(year))).await
}

/// Keeps what was asked for, instead of what was asked for before.
pub(in crate::collection) async fn put(
    tx: &mut Tx,
    ctx: &Ctx,
    (beneficiary, year, subject): (&BeneficiaryId, i16, &str),
    reference: &Reference,
) -> db::Result<()> {
    let put = query(
        "insert into invoice_reference (beneficiary_id, year, subject, service_code, commitment_number, recorded_at, recorded_by_name) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (beneficiary_id, year, subject) do update set \
         service_code = excluded.service_code, commitment_number = excluded.commitment_number, \
         recorded_at = excluded.recorded_at, recorded_by_name = excluded.recorded_by_name",
    )
    .bind(beneficiary)
    .bind(i64::from(year))
    .bind(subject)
    .bind(&reference.service_code)
    .bind(&reference.commitment_number)
    .bind(ctx.now())
    .bind(&ctx.actor.name);
    tx.execute(put).await.map(drop)
}
