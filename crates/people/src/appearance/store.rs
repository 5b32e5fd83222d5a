//! Versions of the appearance in the database. They belong to the instance, whatever the beneficiary.

use super::Version;
use jiff::Timestamp;
use platform::{
    Digest,
    db::{FromRow, Result, Row, Tx, query},
};

/// Versions shown.
const SHOWN: i64 = 50;

impl FromRow for Version {
    fn from_row(row: &Row) -> Result<Self> {
        let logo: Option<Digest> = row.maybe_id("logo_digest")?;
        let kind: String = row.get("logo_kind")?;
        Ok(Self {
            version: row.get("version")?,
            name: row.get("name")?,
            colour: row.get("colour")?,
            dark_colour: row.get("dark_colour")?,
            logo: logo.map(|digest| (digest, kind)),
            set_by: row.get("set_by_name")?,
            set_at: row.maybe("set_at")?,
        })
    }
}

/// The versions, the latest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Version>> {
    tx.all(query("select a.* from appearance a order by a.version desc limit $1").bind(SHOWN)).await
}

/// The version that counts; nothing before anything was chosen.
pub async fn latest(tx: &mut Tx) -> Result<Option<Version>> {
    tx.optional(query("select a.* from appearance a order by a.version desc limit 1")).await
}

/// Stores the next version; gives 0 when somebody was quicker.
pub(super) async fn insert(tx: &mut Tx, one: &Version, now: Timestamp) -> Result<u64> {
    let insert = query(
        "insert into appearance (version, name, colour, dark_colour, logo_digest, logo_kind, set_by_name, set_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (version) do nothing",
    );
    let insert = insert.bind(one.version).bind(&one.name).bind(&one.colour).bind(&one.dark_colour);
    let insert = insert.bind(one.logo.as_ref().map(|logo| logo.0.as_str().to_owned()));
    let insert = insert.bind(one.logo.as_ref().map_or("", |logo| logo.1.as_str()));
    tx.execute(insert.bind(&one.set_by).bind(now)).await
}
