//! Versions in the database.

use super::{Version, VersionId, VersionSummary, rules::Draft};
use crate::document::{AgreementDocument, Change};
use jiff::{Timestamp, civil::Date};
use kernel::{Actor, id::BeneficiaryId};
use people::organisations::Organisation;
use platform::{
    Result,
    db::{self, FromRow, Row, Tx, query},
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// A beneficiary that has, or may have, an agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Its identifier.
    pub id: BeneficiaryId,
    /// Its short code, as in URLs and numbers.
    pub code: String,
    /// Its name.
    pub name: String,
}

impl FromRow for Holder {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { id: row.id("id")?, code: row.get("code")?, name: row.get("name")? })
    }
}

impl FromRow for VersionSummary {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            number: row.get("number")?,
            kind: row.word("kind")?,
            reference: row.get("reference")?,
            title: row.get("title")?,
            effective_from: row.get("effective_from")?,
            signed_on: row.maybe("signed_on")?,
            signature_year: row.get("signature_year")?,
            source_digest: row.get("source_digest")?,
            imported_by: row.maybe_id("imported_by")?,
            imported_by_name: row.get("imported_by_name")?,
            imported_at: row.get("imported_at")?,
        })
    }
}

struct Stated(AgreementDocument);

impl FromRow for Stated {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self(row.json("document")?))
    }
}

const HOLDER: &str =
    "select o.id, o.code, o.name from organisation o where {scope o} and o.side = 'beneficiary'";

const VERSION: &str = "select v.beneficiary_id, v.id, v.number, v.kind, v.reference, v.title, v.effective_from, v.signed_on, \
     v.signature_year, v.source_digest, v.imported_by, v.imported_by_name, v.imported_at \
     from agreement_version v where {scope v}";

/// The beneficiaries in scope, by name.
pub async fn holders(tx: &mut Tx) -> Result<Vec<Holder>> {
    Ok(tx.all(query(HOLDER).push(" order by o.name_folded, o.id")).await?)
}

/// The beneficiary of that code, when it is in scope.
pub async fn holder(tx: &mut Tx, code: &str) -> Result<Option<Holder>> {
    Ok(tx.optional(query(HOLDER).push(" and o.code = $1").bind(code)).await?)
}

/// The beneficiary, held until the end of the transaction: imports for it come one after the other.
pub(super) async fn hold(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Option<Holder>> {
    Ok(tx.optional(query(HOLDER).push(" and o.id = $1 for update").bind(beneficiary)).await?)
}

/// The beneficiaries in scope that signed an agreement, even one that is over, by name: those whose costs, goods and
/// commitments can be told.
pub async fn signatories(tx: &mut Tx) -> Result<Vec<Organisation>> {
    let wanted = query(
        "select o.* from organisation o where {scope o} and o.side = 'beneficiary' and exists \
         (select 1 from agreement_version v where {scope v} and v.beneficiary_id = o.id) order by o.name_folded, o.id",
    );
    Ok(tx.all(wanted).await?)
}

/// The versions of a beneficiary's agreement, the newest first.
pub async fn list(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<VersionSummary>> {
    Ok(tx
        .all(query(VERSION).push(" and v.beneficiary_id = $1 order by v.number desc").bind(beneficiary))
        .await?)
}

/// The version of that number.
pub async fn get(tx: &mut Tx, beneficiary: &BeneficiaryId, number: i64) -> Result<Option<Version>> {
    let wanted =
        query(VERSION).push(" and v.beneficiary_id = $1 and v.number = $2").bind(beneficiary).bind(number);
    let summary = tx.optional(wanted).await?;
    with_document(tx, summary).await
}

/// The version that rules a beneficiary's agreement on a day: the latest whose first day has come.
/// Nothing before the first version, and nothing after the last day of the agreement (R3.8, R3.12).
pub async fn in_force(tx: &mut Tx, beneficiary: &BeneficiaryId, day: Date) -> Result<Option<Version>> {
    let wanted = query(VERSION)
        .push(" and v.beneficiary_id = $1 and v.effective_from <= $2")
        .push(" order by v.effective_from desc, v.number desc limit 1")
        .bind(beneficiary)
        .bind(day);
    let summary = tx.optional(wanted).await?;
    let version = with_document(tx, summary).await?;
    Ok(version.filter(|version| rules_on(version, day)))
}

/// The version in force on a day of every beneficiary in scope that has one, in one statement.
pub async fn all_in_force(tx: &mut Tx, day: Date) -> Result<HashMap<BeneficiaryId, Version>> {
    let wanted = query(VERSION).push(" and v.effective_from <= $1").push(
        " and not exists (select 1 from agreement_version l where l.beneficiary_id = v.beneficiary_id \
         and l.effective_from <= $1 and (l.effective_from, l.number) > (v.effective_from, v.number))",
    );
    let mut found = HashMap::new();
    for summary in tx.all::<VersionSummary>(wanted.bind(day)).await? {
        let version = with_document(tx, Some(summary)).await?;
        found.extend(version.filter(|v| rules_on(v, day)).map(|v| (v.beneficiary.clone(), v)));
    }
    Ok(found)
}

fn rules_on(version: &Version, day: Date) -> bool {
    version.last_day().is_none_or(|last| day <= last)
}

/// The last version made, whatever the day: what an amendment is compared with, and what settles the end.
pub async fn latest(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Option<Version>> {
    let wanted =
        query(VERSION).push(" and v.beneficiary_id = $1 order by v.number desc limit 1").bind(beneficiary);
    let summary = tx.optional(wanted).await?;
    with_document(tx, summary).await
}

/// The file of a version, word for word as imported.
pub async fn source(tx: &mut Tx, version: &VersionSummary) -> Result<String> {
    let wanted = query(
        "select v.source as value from agreement_version v where {scope v} and v.beneficiary_id = $1 and v.id = $2",
    );
    Ok(tx.value(wanted.bind(&version.beneficiary).bind(version.id.as_str())).await?)
}

struct Recorded(Vec<Change>);

impl FromRow for Recorded {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self(row.json("difference")?))
    }
}

/// What a version changed, as it was recorded at import; empty for the first.
pub async fn changes(tx: &mut Tx, version: &VersionSummary) -> Result<Vec<Change>> {
    let wanted = query(
        "select v.difference from agreement_version v where {scope v} and v.beneficiary_id = $1 and v.id = $2",
    );
    let recorded: Recorded = tx.one(wanted.bind(&version.beneficiary).bind(version.id.as_str())).await?;
    Ok(recorded.0)
}

/// Versions already parsed, by digest of their file. Versions never change, so an entry is never stale;
/// the table is emptied when full because instances hold few agreements.
static PARSED: OnceLock<Mutex<HashMap<String, Arc<AgreementDocument>>>> = OnceLock::new();
const PARSED_AT_MOST: usize = 256;

async fn with_document(tx: &mut Tx, summary: Option<VersionSummary>) -> Result<Option<Version>> {
    let Some(summary) = summary else { return Ok(None) };
    let parsed = PARSED.get_or_init(Mutex::default);
    let known = parsed.lock().unwrap_or_else(PoisonError::into_inner).get(&summary.source_digest).cloned();
    if let Some(document) = known {
        return Ok(Some(Version { summary, document }));
    }
    let wanted = query(
        "select v.document from agreement_version v where {scope v} and v.beneficiary_id = $1 and v.id = $2",
    );
    let stated: Stated = tx.one(wanted.bind(&summary.beneficiary).bind(summary.id.as_str())).await?;
    let document = Arc::new(stated.0);
    let mut parsed = parsed.lock().unwrap_or_else(PoisonError::into_inner);
    if parsed.len() >= PARSED_AT_MOST {
        parsed.clear();
    }
    parsed.insert(summary.source_digest.clone(), document.clone());
    Ok(Some(Version { summary, document }))
}

const INSERT: &str = "insert into agreement_version (beneficiary_id, id, number, kind, reference, title, effective_from, \
     signed_on, signature_year, source, source_digest, document, difference, imported_by, imported_by_name, \
     imported_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

/// What is stored of an import, beside the draft.
pub(super) struct Imported<'a> {
    pub(super) beneficiary: &'a BeneficiaryId,
    pub(super) id: &'a VersionId,
    pub(super) source: &'a str,
    pub(super) actor: &'a Actor,
    pub(super) at: Timestamp,
}

pub(super) async fn insert(tx: &mut Tx, draft: &Draft, imported: &Imported<'_>) -> Result<()> {
    let document = &draft.document;
    let row = query(INSERT)
        .bind(imported.beneficiary)
        .bind(imported.id.as_str())
        .bind(draft.number)
        .bind(draft.kind.as_str())
        .bind(&document.identity.reference)
        .bind(&document.identity.title)
        .bind(draft.effective_from)
        .bind(document.term.signature_date)
        .bind(i32::from(document.term.signature_year))
        .bind(imported.source)
        .bind(draft.source_digest.clone())
        .bind(json(&**document)?)
        .bind(json(&draft.changes)?)
        .bind(imported.actor.person.clone())
        .bind(&imported.actor.name)
        .bind(imported.at);
    tx.execute(row).await?;
    Ok(())
}

fn json(value: &impl serde::Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|e| platform::Error::Internal(e.to_string()))
}
