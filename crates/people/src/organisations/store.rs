//! Organisations in the database.

use super::{
    Address, Organisation, Routing,
    rules::{Content, side_name},
};
use jiff::Timestamp;
use kernel::{Side, Siren, Siret, fold, id::OrganisationId};
use platform::db::{Error, FromRow, Result, Row, Tx, query};

impl FromRow for Organisation {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            side: row.word("side")?,
            code: row.get("code")?,
            name: row.get("name")?,
            siren: parsed::<Siren>(row, "siren")?,
            siret: parsed::<Siret>(row, "siret")?,
            vat_number: row.maybe("vat_number")?,
            address: Address {
                street: row.get("street")?,
                postal_code: row.get("postal_code")?,
                city: row.get("city")?,
            },
            routing: Routing {
                electronic_address: row.maybe("electronic_address")?,
                needs_service_code: row.get("needs_service_code")?,
                needs_commitment_number: row.get("needs_commitment_number")?,
                service_code: row.maybe("service_code")?,
                commitment_number: row.maybe("commitment_number")?,
            },
            iban: row.maybe("iban")?,
            bic: row.maybe("bic")?,
            version: row.get("version")?,
            created_at: row.get("created_at")?,
        })
    }
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(row: &Row, name: &'static str) -> Result<Option<T>> {
    row.maybe::<String>(name)?
        .map(|text| text.parse().map_err(|e: T::Err| Error::Decode(name, e.to_string())))
        .transpose()
}

/// Stores a new organisation at version 1.
pub async fn insert(tx: &mut Tx, id: &OrganisationId, content: &Content, now: Timestamp) -> Result<()> {
    let c = content.clone();
    let beneficiary = (c.side == Side::Beneficiary).then_some(id);
    let insert = query(
        "insert into organisation (id, side, beneficiary_id, created_at, code, name, name_folded, siren, siret, \
         vat_number, street, postal_code, city, electronic_address, needs_service_code, needs_commitment_number, \
         service_code, commitment_number, iban, bic) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
    );
    let insert = insert.bind(id).bind(side_name(c.side)).bind(beneficiary).bind(now);
    tx.execute(bind_content(insert, c)).await.map(drop)
}

/// Replaces the content when the row is still at `version`; gives the number of rows changed, 0 or 1. The side stays.
pub async fn update(tx: &mut Tx, id: &OrganisationId, version: i64, content: &Content) -> Result<u64> {
    let update = query(
        "update organisation set version = version + 1, code = $3, name = $4, name_folded = $5, siren = $6, \
         siret = $7, vat_number = $8, street = $9, postal_code = $10, city = $11, electronic_address = $12, \
         needs_service_code = $13, needs_commitment_number = $14, service_code = $15, commitment_number = $16, \
         iban = $17, bic = $18 where id = $1 and version = $2 and {scope}",
    );
    tx.execute(bind_content(update.bind(id).bind(version), content.clone())).await
}

fn bind_content(statement: platform::db::Query, c: Content) -> platform::db::Query {
    statement
        .bind(c.code)
        .bind(&c.name)
        .bind(fold(&c.name))
        .bind(c.siren.map(String::from))
        .bind(c.siret.map(String::from))
        .bind(c.vat_number)
        .bind(c.address.street)
        .bind(c.address.postal_code)
        .bind(c.address.city)
        .bind(c.routing.electronic_address)
        .bind(c.routing.needs_service_code)
        .bind(c.routing.needs_commitment_number)
        .bind(c.routing.service_code)
        .bind(c.routing.commitment_number)
        .bind(c.iban)
        .bind(c.bic)
}

/// The organisation, when it is in scope.
pub async fn find(tx: &mut Tx, id: &OrganisationId) -> Result<Option<Organisation>> {
    tx.optional(query("select * from organisation where id = $1 and {scope}").bind(id)).await
}

/// Every organisation in scope, by name.
pub async fn list(tx: &mut Tx) -> Result<Vec<Organisation>> {
    tx.all(query("select * from organisation where {scope} order by name_folded, id")).await
}

/// Every beneficiary in scope, by name.
pub async fn beneficiaries(tx: &mut Tx) -> Result<Vec<Organisation>> {
    tx.all(query(
        "select * from organisation where side = 'beneficiary' and {scope} order by name_folded, id",
    ))
    .await
}

/// The provider, whose name and address both sides may know (it signs the agreement and the invoices).
pub async fn provider(tx: &mut Tx) -> Result<Option<Organisation>> {
    tx.optional(query("select * from organisation where side = 'provider' and (beneficiary_id is null or {scope}) order by created_at, id limit 1"))
        .await
}
