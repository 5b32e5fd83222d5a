//! The rows of a pack: which of the common ones come along, and how all are written.

use super::{
    catalogue::{Catalogue, Taken},
    making::Progress,
    rules,
};
use kernel::id::BeneficiaryId;
use platform::{
    Result,
    archive::Archive,
    db::{self, Tx, portion},
    i18n::Lang,
    sheet::{self, Sheet},
};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write as _},
};

/// Keys of the common rows that come along, table by table.
#[derive(Default)]
pub(super) struct Chosen(BTreeMap<String, BTreeSet<String>>);

impl Chosen {
    fn add(&mut self, table: &str, key: String) -> bool {
        self.0.entry(table.to_owned()).or_default().insert(key)
    }

    fn has(&self, table: &str, key: &str) -> bool {
        self.0.get(table).is_some_and(|keys| keys.contains(key))
    }
}

/// A file that a row names.
pub(super) struct Named {
    pub(super) table: String,
    pub(super) key: String,
    pub(super) digest: String,
    pub(super) name: Option<String>,
}

/// The common rows that the beneficiary's rows lead to, and those that these lead to.
pub(super) async fn choose(tx: &mut Tx, catalogue: &Catalogue, of: &BeneficiaryId) -> db::Result<Chosen> {
    let mut chosen = Chosen::default();
    for taken in catalogue.taken.iter().filter(|taken| taken.table.is_scoped()) {
        for (columns, target) in &taken.leads {
            for values in portion::distinct(tx, &taken.table, of, taken.unless, columns).await? {
                chosen.add(target, Value::from(values).to_string());
            }
        }
    }
    // From the last table back: what a row leads to stands in an earlier table, or in its own.
    for taken in catalogue.taken.iter().rev().filter(|taken| taken.may_be_common()) {
        if let Some(also) = taken.also {
            let mut keys = vec![];
            portion::common(tx, &taken.table, of, also, &mut |values| {
                keys.push(taken.key(&values));
                Ok(())
            })
            .await?;
            for key in keys {
                chosen.add(&taken.table.name, key);
            }
        }
        while follow(tx, taken, &mut chosen, of).await? {}
    }
    Ok(chosen)
}

/// Adds what the chosen rows of a table lead to. Says whether rows of the table itself came along.
async fn follow(tx: &mut Tx, taken: &Taken, chosen: &mut Chosen, of: &BeneficiaryId) -> db::Result<bool> {
    let mut found: Vec<(String, String)> = vec![];
    portion::common(tx, &taken.table, of, "true", &mut |values| {
        if chosen.has(&taken.table.name, &taken.key(&values)) {
            for (columns, target) in &taken.leads {
                let places = columns.iter().filter_map(|column| taken.table.place(column));
                let key: Vec<Value> = places.map(|place| values[place].clone()).collect();
                if !key.iter().any(Value::is_null) {
                    found.push((target.clone(), Value::from(key).to_string()));
                }
            }
        }
        Ok(())
    })
    .await?;
    let mut grew = false;
    for (target, key) in found {
        grew |= chosen.add(&target, key) && target == taken.table.name;
    }
    Ok(grew)
}

/// Hands over the rows of a table as they are given away: the common ones, then the beneficiary's own.
async fn each(
    tx: &mut Tx,
    (taken, chosen, of): (&Taken, &Chosen, &BeneficiaryId),
    take: portion::Take<'_>,
) -> db::Result<()> {
    let name = &taken.table.name;
    if taken.may_be_common() && chosen.0.contains_key(name) {
        portion::common(tx, &taken.table, of, "true", &mut |values| {
            if chosen.has(name, &taken.key(&values)) { take(taken.masked(values)) } else { Ok(()) }
        })
        .await?;
    }
    if taken.table.is_scoped() {
        portion::owned(tx, &taken.table, of, taken.unless, &mut |values| take(taken.masked(values))).await?;
    }
    Ok(())
}

/// Writes the rows of a table as JSON, one a line, and for spreadsheets. Gives how many there are; of none, no file is made.
pub(super) async fn write(
    tx: &mut Tx,
    archive: &mut Archive,
    which: (&Taken, &Chosen, &BeneficiaryId),
    (progress, named): (&Progress, &mut Vec<Named>),
) -> Result<u64> {
    let taken = which.0;
    let name = &taken.table.name;
    let files = taken.file_columns();
    let mut rows = 0_u64;
    each(tx, which, &mut |values| {
        progress.step()?;
        if rows == 0 {
            archive.begin(&format!("data/{name}.json"))?;
        }
        archive.write_all(if rows == 0 { b"[\n" } else { b",\n" })?;
        named.extend(files_of(taken, &files, &values));
        json_line(archive, taken, values)?;
        rows += 1;
        Ok(())
    })
    .await?;
    if rows == 0 {
        return Ok(0);
    }
    archive.write_all(b"\n]\n")?;
    archive.end()?;
    archive.begin(&format!("data/{name}.csv"))?;
    archive.write_all(&sheet::csv_header(&csv(taken))?)?;
    each(tx, which, &mut |values| {
        progress.look()?;
        let cells = taken.table.columns.iter().zip(&values).map(|(column, value)| rules::cell(column, value));
        let line = sheet::csv_rows(Lang::Fr, &[cells.collect()]).map_err(io::Error::other)?;
        archive.write_all(&line)
    })
    .await?;
    archive.end()?;
    Ok(rows)
}

fn json_line(archive: &mut Archive, taken: &Taken, values: Vec<Value>) -> io::Result<()> {
    let pairs = taken.table.columns.iter().map(|column| column.name.clone()).zip(values);
    let row: Map<String, Value> = pairs.collect();
    archive.write_all(serde_json::to_string(&row)?.as_bytes())
}

fn csv(taken: &Taken) -> Sheet {
    Sheet {
        file: taken.table.name.clone().into(),
        title: taken.table.name.clone(),
        columns: taken.table.columns.iter().map(|column| column.name.clone()).collect(),
        lang: Lang::Fr,
    }
}

fn files_of(taken: &Taken, columns: &[(usize, Option<usize>)], values: &[Value]) -> Vec<Named> {
    let of = |place: usize| values[place].as_str().map(str::to_owned);
    let found = columns.iter().filter_map(|(digest, name)| {
        Some(Named {
            table: taken.table.name.clone(),
            key: taken.key(values),
            digest: of(*digest).filter(|digest| !digest.is_empty())?,
            name: name.and_then(of).filter(|name| !name.is_empty()),
        })
    });
    found.collect()
}
