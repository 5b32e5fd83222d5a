//! Taking a pack in: another instance's beneficiary comes here with all that was held for it. All or nothing.

use super::{
    Manifest,
    catalogue::{self, Taken},
    incoming::{self, Incoming},
};
use kernel::{Permission, Side, Text, id::BeneficiaryId};
use people::{
    Role,
    audit::{self, Entry, record},
    organisations,
};
use platform::{
    Ctx, Digest, Error, Result,
    db::{
        self, Tx, portion,
        schema::{Reference, Table, TableColumn},
    },
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, path::Path};

/// What was taken in, or would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenIn {
    /// Name of the beneficiary.
    pub beneficiary: String,
    /// SHA-256 of the manifest.
    pub manifest: Digest,
    /// Rows written.
    pub rows: u64,
    /// Rows shared with others that were here already, as they are in the pack.
    pub known: u64,
    /// Files stored.
    pub files: u64,
    /// Name of who held the data before, when this instance has another provider: it is a contractor here.
    pub former_provider: Option<String>,
}

/// Verifies a pack alone: its manifest, and the digest of that.
pub fn check(path: &Path, expected: Option<&Digest>) -> Result<(Manifest, Digest)> {
    let incoming = incoming::verify(path, expected)?;
    Ok((incoming.manifest, incoming.digest))
}

/// Verifies a pack and takes it in; `expected` is the digest of its manifest as the other side showed it. Nothing is written
/// when anything does not fit, and nothing at all when it is `dry`.
pub async fn take_in(ctx: &Ctx, path: &Path, expected: Option<&Digest>, dry: bool) -> Result<TakenIn> {
    ctx.require(Permission::InstanceManage)?;
    let mut incoming = incoming::verify(path, expected)?;
    let mut tx = ctx.begin().await?;
    let mut told = fits(&mut tx, &incoming).await?;
    let (all, references) = portion::catalogue(&mut tx).await?;
    let catalogue = catalogue::catalogue(all, &references);
    if let Some(table) =
        incoming.manifest.tables.iter().find(|t| !catalogue.taken.iter().any(|k| k.table.name == t.name))
    {
        return Err(Error::Refused(Text::new("pack-error-table").with("table", &table.name)));
    }
    for taken in &catalogue.taken {
        let mut work = Work::new(taken, &references, &incoming, told.former_provider.is_some());
        work.nothing_here(&mut tx).await?;
        work.rows(&mut tx, &mut incoming).await?;
        told.rows += work.written;
        told.known += work.known;
    }
    portion::check_references(&mut tx).await.map_err(|_| Error::refused("pack-error-references"))?;
    told.files = files(ctx, &mut incoming, dry).await?;
    audit::feed::pass_over(&mut tx, incoming.manifest.beneficiary.id.as_str()).await?;
    let detail = json!({"beneficiary": incoming.manifest.beneficiary.code, "manifest": incoming.digest, "rows": told.rows});
    record(&mut tx, ctx, Entry::new("pack.take_in", None, "reversibility_pack", "").detail(detail)).await?;
    if !dry {
        tx.commit().await?;
    }
    Ok(told)
}

/// Whether this instance can hold the beneficiary beside what it holds.
async fn fits(tx: &mut Tx, incoming: &Incoming) -> Result<TakenIn> {
    let one = &incoming.manifest.beneficiary;
    let here = organisations::store::list(tx).await?;
    if here.iter().any(|organisation| organisation.id == one.id) {
        return Err(Error::Refused(Text::new("pack-error-here").with("name", &one.name)));
    }
    if let Some(other) = here.iter().find(|organisation| organisation.code == one.code) {
        let text = Text::new("pack-error-code").with("code", &one.code).with("name", &other.name);
        return Err(Error::Refused(text));
    }
    let provider = organisations::store::provider(tx).await?;
    let former = incoming.manifest.provider.as_ref();
    let former = former.filter(|former| provider.is_some_and(|provider| provider.id != former.id));
    Ok(TakenIn {
        beneficiary: one.name.clone(),
        manifest: incoming.digest.clone(),
        rows: 0,
        known: 0,
        files: 0,
        former_provider: former.map(|former| former.name.clone()),
    })
}

/// Stores the files of a pack by their digest.
async fn files(ctx: &Ctx, incoming: &mut Incoming, dry: bool) -> Result<u64> {
    let entries = incoming.manifest.files.iter().filter(|entry| entry.path.starts_with("files/"));
    let paths: Vec<String> = entries.map(|entry| entry.path.clone()).collect();
    if !dry {
        for path in &paths {
            let bytes = incoming.file(path)?;
            ctx.platform.files.put(bytes).await?;
        }
    }
    Ok(paths.len() as u64)
}

/// A table being filled.
struct Work<'a> {
    taken: &'a Taken,
    beneficiary: BeneficiaryId,
    told: u64,
    has_other_provider: bool,
    /// References of the table to itself: places here, places there.
    selves: Vec<(Vec<usize>, Vec<usize>)>,
    placed: Vec<BTreeSet<String>>,
    waiting: Vec<Vec<Value>>,
    written: u64,
    known: u64,
}

impl<'a> Work<'a> {
    fn new(
        taken: &'a Taken,
        references: &[Reference],
        incoming: &Incoming,
        has_other_provider: bool,
    ) -> Self {
        let table = &taken.table;
        let places = |columns: &[String]| columns.iter().filter_map(|column| table.place(column)).collect();
        let selves = references.iter().filter(|r| r.table == table.name && r.target == table.name);
        let selves: Vec<_> = selves.map(|r| (places(&r.columns), places(&r.target_columns))).collect();
        let told = incoming.manifest.tables.iter().find(|t| t.name == table.name).map_or(0, |t| t.rows);
        Self {
            taken,
            beneficiary: incoming.manifest.beneficiary.id.clone(),
            told,
            has_other_provider,
            placed: vec![BTreeSet::new(); selves.len()],
            selves,
            waiting: vec![],
            written: 0,
            known: 0,
        }
    }

    fn refused(&self, key: &str, line: usize) -> Error {
        Error::Refused(Text::new(key).with("table", &self.taken.table.name).with("line", line))
    }

    /// Rows of a beneficiary that does not exist would be mixed with those that come.
    async fn nothing_here(&self, tx: &mut Tx) -> Result<()> {
        let table = &self.taken.table;
        if table.is_scoped() && portion::count(tx, table, &self.beneficiary).await? > 0 {
            return Err(Error::Refused(Text::new("pack-error-rows").with("table", &table.name)));
        }
        Ok(())
    }

    async fn rows(&mut self, tx: &mut Tx, incoming: &mut Incoming) -> Result<()> {
        if self.told == 0 {
            return Ok(());
        }
        let (mut count, mut columns) = (0, None);
        for row in incoming.rows(&self.taken.table.name)? {
            let (line, row) = row?;
            let Value::Object(row) = row else { return Err(self.refused("pack-error-line", line)) };
            if columns.is_none() {
                columns = Some(self.part(row.keys(), line)?);
            }
            let Some(part) = &columns else { continue };
            // A column that this version added stays as the database makes it, and is nothing in what is compared.
            let whole =
                self.taken.table.columns.iter().map(|c| row.get(&c.name).cloned().unwrap_or_default());
            let whole: Vec<Value> = whole.collect();
            if row.len() != part.columns.len() || !part.columns.iter().all(|c| row.contains_key(&c.name)) {
                return Err(self.refused("pack-error-line", line));
            }
            self.may_come(&whole, part, line)?;
            self.place(tx, part, whole, line).await?;
            count += 1;
        }
        if count != self.told || !self.waiting.is_empty() {
            return Err(self.refused("pack-error-line", usize::try_from(count).unwrap_or(0)));
        }
        Ok(())
    }

    /// The columns of the first row: a pack of an older version may have fewer than there are.
    fn part<'k>(&self, names: impl Iterator<Item = &'k String>, line: usize) -> Result<Table> {
        let table = &self.taken.table;
        let known = |name: &String| table.columns.iter().find(|c| c.name == *name).cloned();
        let columns: Option<Vec<TableColumn>> = names.map(known).collect();
        let columns = columns.ok_or_else(|| self.refused("pack-error-columns", line))?;
        Ok(Table { name: table.name.clone(), columns })
    }

    /// Refuses what a pack never holds: rows of others, secrets, rights that nobody here gave.
    fn may_come(&self, whole: &[Value], part: &Table, line: usize) -> Result<()> {
        let table = &self.taken.table;
        let at = |name: &str| table.place(name).map_or(&Value::Null, |place| &whole[place]);
        let is_common = self.taken.is_common(whole);
        if is_common && !self.taken.may_be_common() {
            return Err(self.refused("pack-error-foreign", line));
        }
        if !is_common && at("beneficiary_id").as_str() != Some(self.beneficiary.as_str()) {
            return Err(self.refused("pack-error-foreign", line));
        }
        if self.projected(&self.taken.masked(whole.to_vec()), part) != self.projected(whole, part) {
            return Err(self.refused("pack-error-secret", line));
        }
        let is_right = match table.name.as_str() {
            "organisation" => (at("side") == &json!("beneficiary")) != is_common,
            "person" if !is_common => {
                let roles: Option<Vec<Role>> = serde_json::from_value(at("roles").clone()).ok();
                at("organisation_id").as_str() == Some(self.beneficiary.as_str())
                    && roles.is_some_and(|roles| roles.iter().all(|role| role.side() == Side::Beneficiary))
            }
            _ => true,
        };
        if is_right { Ok(()) } else { Err(self.refused("pack-error-secret", line)) }
    }

    fn projected(&self, whole: &[Value], part: &Table) -> Vec<Value> {
        part.columns
            .iter()
            .filter_map(|c| self.taken.table.place(&c.name))
            .map(|place| whole[place].clone())
            .collect()
    }

    /// Writes a row, or lets it wait for the row of the same table that it refers to.
    async fn place(&mut self, tx: &mut Tx, part: &Table, whole: Vec<Value>, line: usize) -> Result<()> {
        if !self.is_ready(&whole) {
            self.waiting.push(whole);
            return Ok(());
        }
        self.write(tx, part, whole, line).await?;
        while let Some(ready) = self.waiting.iter().position(|row| self.is_ready(row)) {
            let row = self.waiting.remove(ready);
            self.write(tx, part, row, line).await?;
        }
        Ok(())
    }

    fn is_ready(&self, whole: &[Value]) -> bool {
        self.selves.iter().zip(&self.placed).all(|((from, _), placed)| {
            let refers: Vec<&Value> = from.iter().map(|place| &whole[*place]).collect();
            refers.iter().any(|value| value.is_null()) || placed.contains(&json!(refers).to_string())
        })
    }

    async fn write(&mut self, tx: &mut Tx, part: &Table, mut whole: Vec<Value>, line: usize) -> Result<()> {
        for ((_, to), placed) in self.selves.iter().zip(&mut self.placed) {
            placed.insert(json!(to.iter().map(|place| &whole[*place]).collect::<Vec<_>>()).to_string());
        }
        if self.taken.is_common(&whole) {
            self.become_contractor(&mut whole);
            let key = self.taken.table.key();
            let key: Vec<Value> = key
                .iter()
                .filter_map(|c| self.taken.table.place(&c.name))
                .map(|p| whole[p].clone())
                .collect();
            if let Some(here) = portion::find(tx, &self.taken.table, &key).await? {
                self.known += 1;
                let here = self.projected(&self.taken.masked(here), part);
                let same = here == self.projected(&whole, part);
                return if same { Ok(()) } else { Err(self.refused("pack-error-differs", line)) };
            }
        }
        self.written += 1;
        let values = self.projected(&whole, part);
        portion::put(tx, part, values).await.map_err(|error| self.unfit(error, line))
    }

    /// Who held the data before is no provider of an instance that has its own.
    fn become_contractor(&self, whole: &mut [Value]) {
        if self.has_other_provider
            && self.taken.table.name == "organisation"
            && let Some(place) = self.taken.table.place("side")
        {
            whole[place] = json!("contractor");
        }
    }

    fn unfit(&self, error: db::Error, line: usize) -> Error {
        match error {
            db::Error::Unique(name) => {
                let text = Text::new("pack-error-taken").with("table", &self.taken.table.name);
                Error::Refused(text.with("line", line).with("name", name))
            }
            db::Error::Refused(_) | db::Error::Referenced | db::Error::Schema(_) => {
                self.refused("pack-error-line", line)
            }
            other => other.into(),
        }
    }
}
