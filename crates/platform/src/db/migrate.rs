//! Migrations: one numbered sequence, one file for both engines, forward only, checksummed.
//!
//! A file named `0042_x.sql` runs on both engines; `0042_x.sqlite.sql` and `0042_x.postgres.sql` are a pair
//! for what cannot be said alike (triggers). On PostgreSQL every table that holds rows of beneficiaries then
//! gets forced row-level security: no table can be forgotten.

use super::{Db, Engine, Error, FromRow, Result, Row, Tx, query, schema};
use crate::Digest;
use jiff::Timestamp;
use kernel::Scope;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../migrations"]
struct Embedded;

struct Applied {
    name: String,
    checksum: String,
}

impl FromRow for Applied {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { name: row.get("name")?, checksum: row.get("checksum")? })
    }
}

/// Names and texts of the migrations for an engine, in order.
pub fn files(engine: Engine) -> Vec<(String, String)> {
    let other = match engine {
        Engine::Sqlite => ".postgres.sql",
        Engine::Postgres => ".sqlite.sql",
    };
    let mut names: Vec<String> = Embedded::iter()
        .map(|name| name.to_string())
        .filter(|name| name.ends_with(".sql") && !name.ends_with(other))
        .collect();
    names.sort();
    let text = |name: &str| Embedded::get(name).map(|f| String::from_utf8_lossy(&f.data).into_owned());
    names.into_iter().filter_map(|name| text(&name).map(|sql| (name, sql))).collect()
}

/// Applies what is missing, all in one transaction. Gives the names applied.
///
/// Refuses a database whose applied migrations differ from this program's: a newer program made it, or a
/// released file was edited.
pub async fn run(db: &Db, now: Timestamp) -> Result<Vec<String>> {
    let mut tx = db.begin(&Scope::All).await?;
    if tx.engine() == Engine::Postgres {
        tx.script("select pg_advisory_xact_lock(7366133)".to_owned()).await?;
    }
    tx.script("create table if not exists schema_migration (name text primary key, checksum text not null, applied_at timestamptz not null)".to_owned()).await?;
    let applied: Vec<Applied> =
        tx.all(query("select name, checksum from schema_migration order by name")).await?;
    let known = files(tx.engine());
    refuse_strangers(&applied, &known)?;
    let mut done = Vec::new();
    for (name, sql) in known.into_iter().filter(|(name, _)| !applied.iter().any(|a| a.name == *name)) {
        let checksum = Digest::of(sql.as_bytes());
        tx.script(sql).await.map_err(|e| Error::Schema(format!("{name}: {e}")))?;
        let record = query("insert into schema_migration (name, checksum, applied_at) values ($1, $2, $3)");
        tx.execute(record.bind(&name).bind(checksum).bind(now)).await?;
        done.push(name);
    }
    if tx.engine() == Engine::Postgres {
        enforce_row_security(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(done)
}

/// How many migrations of this program the database lacks.
pub async fn pending(db: &Db) -> Result<usize> {
    let mut tx = db.read(&Scope::All).await?;
    let known = files(tx.engine()).len();
    let applied: i64 = tx.value(query("select count(*) as value from schema_migration")).await?;
    Ok(known.saturating_sub(usize::try_from(applied).unwrap_or(0)))
}

fn refuse_strangers(applied: &[Applied], known: &[(String, String)]) -> Result<()> {
    for migration in applied {
        match known.iter().find(|(name, _)| *name == migration.name) {
            None => {
                return Err(Error::Schema(format!(
                    "{} was applied by a newer Socle: use that version",
                    migration.name
                )));
            }
            Some((_, sql)) if Digest::of(sql.as_bytes()).as_str() != migration.checksum => {
                return Err(Error::Schema(format!("{} was applied with another text", migration.name)));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Rows without a beneficiary (the provider's own) are visible to all; the others only in their scope.
/// An empty setting, which is what PostgreSQL leaves after a transaction, matches nothing.
///
/// The condition is a `case` because the planner takes half of the rows to pass one, and one in two hundred to
/// pass an equality with a setting: lists over all beneficiaries would then be sorted instead of read in the
/// order of their index (measured: 270 ms instead of 0.3 ms for a page of 50 out of 100,000).
///
/// A policy carries the digest of its text, so that a start changes no table that has it already: the change
/// waits for everything that uses the table.
async fn enforce_row_security(tx: &mut Tx) -> Result<()> {
    let digest = Digest::of(POLICY.as_bytes());
    let enforced: Vec<String> =
        tx.all::<(String,)>(query(ENFORCED).bind(digest.as_str())).await?.into_iter().map(|(t,)| t).collect();
    for table in schema::read(tx).await?.iter().filter(|t| t.is_scoped() && !enforced.contains(&t.name)) {
        let name = &table.name;
        tx.script(format!(
            "alter table \"{name}\" enable row level security; alter table \"{name}\" force row level security; \
             drop policy if exists scope on \"{name}\"; create policy scope on \"{name}\" {POLICY}; \
             comment on policy scope on \"{name}\" is '{}'",
            digest.as_str()
        ))
        .await?;
    }
    Ok(())
}

const POLICY: &str = "using (beneficiary_id is null or case when current_setting('socle.scope', true) = '*' then true \
     else current_setting('socle.scope', true) = beneficiary_id end) \
     with check (current_setting('socle.scope', true) in ('*', beneficiary_id))";

/// The tables under forced row-level security whose policy has the digest `$1`.
const ENFORCED: &str = "select c.relname::text as value from pg_class c join pg_policy p on p.polrelid = c.oid \
     where c.relnamespace = current_schema()::regnamespace and c.relrowsecurity and c.relforcerowsecurity \
     and p.polname = 'scope' and obj_description(p.oid, 'pg_policy') = $1";

/// PostgreSQL: makes an empty schema owned by the connected role (one per test, or one per instance on a shared server).
pub async fn create_schema(db: &Db, schema: &str) -> Result<()> {
    let mut tx = db.begin(&Scope::All).await?;
    tx.script(format!("create schema \"{schema}\"")).await?;
    tx.commit().await
}

/// PostgreSQL: lets the application's role use the tables, without owning or altering them. Nothing to do on SQLite.
pub async fn grant(db: &Db, role: &str) -> Result<()> {
    let mut tx = db.begin(&Scope::All).await?;
    if tx.engine() == Engine::Postgres {
        let schema: String = tx.value(query("select current_schema()::text as value")).await?;
        tx.script(format!(
            "grant usage on schema \"{schema}\" to \"{role}\"; \
             grant select, insert, update, delete on all tables in schema \"{schema}\" to \"{role}\""
        ))
        .await?;
    }
    tx.commit().await
}

/// The role named in a `postgres://role…@host/…` address.
pub fn role_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let user = rest.split_once('@').map_or("", |(user, _)| user);
    user.split(':').next().unwrap_or_default().to_owned()
}
