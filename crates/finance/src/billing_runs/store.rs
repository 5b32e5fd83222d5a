//! Runs, what they found and their documents in the database.

use super::{BillingRun, BillingRunId, Item, RunInvoice, RunState};
use crate::invoices::{InvoiceId, InvoiceKind};
use jiff::Timestamp;
use kernel::{Cents, Text, id::BeneficiaryId};
use people::Organisation;
use platform::db::{Error, FromRow, Query, Result, Row, Tx, json, query};

impl FromRow for BillingRun {
    fn from_row(row: &Row) -> Result<Self> {
        let year: i64 = row.get("year")?;
        Ok(Self {
            id: row.id("id")?,
            year: i16::try_from(year).map_err(|error| Error::Decode("year", error.to_string()))?,
            jump_percent: row.get("jump_percent")?,
            state: row.word("state")?,
            total: row.get("total")?,
            done: row.get("done")?,
            last: (row.get("last_name")?, row.get("last_id")?),
            asked_by: row.get("asked_by_name")?,
            started_at: row.get("started_at")?,
            ended_at: row.maybe("ended_at")?,
        })
    }
}

impl FromRow for Item {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            name: row.get("name")?,
            anomalies: row.json("anomalies")?,
            agents: row.get("agents")?,
            price: row.maybe("price")?,
            net: row.get("net")?,
            vat: row.get("vat")?,
            gross: row.get("gross")?,
            blocks: row.json("blocks")?,
            trouble: row.maybe_json("trouble")?,
        })
    }
}

impl FromRow for RunInvoice {
    fn from_row(row: &Row) -> Result<Self> {
        let kind: InvoiceKind = row.word("kind")?;
        let signed = |amount: Cents| if kind == InvoiceKind::CreditNote { -amount } else { amount };
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            state: row.word("state")?,
            number: row.maybe("number")?,
            net: signed(row.get("net")?),
            vat: signed(row.get("vat")?),
            gross: signed(row.get("gross")?),
        })
    }
}

/// Beneficiaries on a page.
pub const PAGE: usize = 50;

/// One run.
pub async fn find(tx: &mut Tx, id: &BillingRunId) -> Result<Option<BillingRun>> {
    tx.optional(query("select * from billing_run where id = $1").bind(id.as_str())).await
}

/// One run, held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, id: &BillingRunId) -> Result<Option<BillingRun>> {
    tx.optional(query("select * from billing_run where id = $1 for update").bind(id.as_str())).await
}

/// The last runs, the latest first.
pub async fn latest(tx: &mut Tx) -> Result<Vec<BillingRun>> {
    tx.all(query("select * from billing_run order by started_at desc, id desc limit 20")).await
}

/// Keeps a new run.
pub(super) async fn insert(tx: &mut Tx, run: &BillingRun) -> Result<()> {
    let insert = query(
        "insert into billing_run (id, year, jump_percent, state, total, done, last_name, last_id, asked_by_name, started_at) \
         values ($1, $2, $3, $4, $5, 0, '', '', $6, $7)",
    );
    let insert = insert.bind(run.id.as_str()).bind(i64::from(run.year)).bind(run.jump_percent);
    let insert = insert.bind(run.state.as_str()).bind(run.total);
    tx.execute(insert.bind(&run.asked_by).bind(run.started_at)).await.map(drop)
}

/// Says where a run whose row is held stands, and begins its new work at the first beneficiary.
pub(super) async fn enter(tx: &mut Tx, id: &BillingRunId, (state, total): (RunState, i64)) -> Result<()> {
    let update = query(
        "update billing_run set state = $2, total = $3, done = 0, last_name = '', last_id = '', ended_at = null where id = $1",
    );
    tx.execute(update.bind(id.as_str()).bind(state.as_str()).bind(total)).await.map(drop)
}

/// Ends the work of a run in a state, its progress kept.
pub(super) async fn end(tx: &mut Tx, id: &BillingRunId, state: RunState, now: Timestamp) -> Result<()> {
    let update = query("update billing_run set state = $2, ended_at = $3 where id = $1");
    tx.execute(update.bind(id.as_str()).bind(state.as_str()).bind(now)).await.map(drop)
}

/// Says that a beneficiary is done, unless another worker said so or somebody stopped the run; gives 0 then.
pub(super) async fn advance(tx: &mut Tx, run: &BillingRun, (name, id): (&str, &str)) -> Result<u64> {
    let update = query(
        "update billing_run set done = done + 1, last_name = $2, last_id = $3 where id = $1 and done = $4 and state = $5",
    );
    let update = update.bind(run.id.as_str()).bind(name).bind(id).bind(run.done);
    tx.execute(update.bind(run.state.as_str())).await
}

/// The next beneficiaries in the order of their names, after the last one done.
pub(super) async fn next(tx: &mut Tx, run: &BillingRun, limit: i64) -> Result<Vec<Organisation>> {
    let select = query(
        "select o.* from organisation o where {scope o} and o.side = 'beneficiary' and (o.name_folded, o.id) > ($1, $2) \
         order by o.name_folded, o.id limit $3",
    );
    tx.all(select.bind(&run.last.0).bind(&run.last.1).bind(limit)).await
}

/// Keeps what was found for a beneficiary, with its documents; what was found before in this run is replaced.
pub(super) async fn put(tx: &mut Tx, run: &BillingRunId, item: &Item, documents: &[InvoiceId]) -> Result<()> {
    let clear =
        query("delete from billing_run_invoice where {scope} and beneficiary_id = $1 and run_id = $2");
    tx.execute(clear.bind(&item.beneficiary).bind(run.as_str())).await?;
    let insert = query(
        "insert into billing_run_item (beneficiary_id, run_id, anomalies, anomaly_count, agents, price, net, vat, gross, blocks) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (beneficiary_id, run_id) do update set \
         anomalies = excluded.anomalies, anomaly_count = excluded.anomaly_count, agents = excluded.agents, \
         price = excluded.price, net = excluded.net, vat = excluded.vat, gross = excluded.gross, blocks = excluded.blocks, \
         trouble = null",
    );
    let count = i64::try_from(item.anomalies.len()).unwrap_or(i64::MAX);
    let insert = insert.bind(&item.beneficiary).bind(run.as_str()).bind(json("anomalies", &item.anomalies)?);
    let insert = insert
        .bind(count)
        .bind(item.agents)
        .bind(item.price.map(|price| price.0))
        .bind(item.net)
        .bind(item.vat);
    tx.execute(insert.bind(item.gross).bind(json("blocks", &item.blocks)?)).await?;
    for document in documents {
        let insert =
            query("insert into billing_run_invoice (beneficiary_id, run_id, invoice_id) values ($1, $2, $3)");
        tx.execute(insert.bind(&item.beneficiary).bind(run.as_str()).bind(document.as_str())).await?;
    }
    Ok(())
}

/// Says why a document of a beneficiary could not be approved or issued; nothing once it could.
pub(super) async fn trouble(
    tx: &mut Tx,
    run: &BillingRunId,
    beneficiary: &BeneficiaryId,
    why: Option<&Text>,
) -> Result<()> {
    let update = query(
        "update billing_run_item set trouble = $3 where {scope} and beneficiary_id = $1 and run_id = $2",
    );
    let why = why.map(|why| json("trouble", why)).transpose()?;
    tx.execute(update.bind(beneficiary).bind(run.as_str()).bind(why)).await.map(drop)
}

const ITEM: &str = "select t.*, o.name from billing_run_item t join organisation o on o.id = t.beneficiary_id \
     where {scope t} and t.run_id = $1";

fn items_of(run: &BillingRunId) -> Query {
    query(ITEM).bind(run.as_str())
}

/// Everything a run found.
pub async fn items(tx: &mut Tx, run: &BillingRunId) -> Result<Vec<Item>> {
    tx.all(items_of(run).push(" order by o.name_folded, o.id")).await
}

/// One page of what a run found, by name after a place, and one row more when others follow; only what has an anomaly, or
/// everything.
pub async fn page(
    tx: &mut Tx,
    run: &BillingRunId,
    only_anomalies: bool,
    after: &(String, String),
) -> Result<Vec<Item>> {
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let only = if only_anomalies { " and (t.anomaly_count > 0 or t.trouble is not null)" } else { "" };
    let select = items_of(run).push(" and (o.name_folded, o.id) > ($2, $3) and $4 > 0");
    let select = select.bind(&after.0).bind(&after.1).bind(rows).push(only);
    tx.all(select.push(" order by o.name_folded, o.id limit $4")).await
}

/// Every document of a run, in the order of its beneficiaries; of one beneficiary when one is given.
pub async fn documents(
    tx: &mut Tx,
    run: &BillingRunId,
    beneficiary: Option<&BeneficiaryId>,
) -> Result<Vec<RunInvoice>> {
    let select = query(
        "select i.beneficiary_id, i.id, i.kind, i.state, i.number, i.net, i.vat, i.gross from billing_run_invoice b \
         join invoice i on i.beneficiary_id = b.beneficiary_id and i.id = b.invoice_id where {scope i} and b.run_id = $1",
    );
    let select = select.bind(run.as_str()).and_if("i.beneficiary_id =", beneficiary);
    tx.all(select.push(" order by i.beneficiary_id, i.id")).await
}
