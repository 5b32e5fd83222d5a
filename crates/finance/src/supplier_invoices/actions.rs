//! Receiving an invoice, putting its lines to blocks, setting it aside.

use super::{
    Imputation, ImputationId, ImputeForm, Line, Nature, SetAsideForm, SupplierInvoice, SupplierInvoiceId,
    reading, rules, store,
};
use crate::costs::sources::{self, AllocationKey};
use kernel::{Cents, Permission, Text};
use people::{
    audit::{Entry, record},
    organisations,
};
use platform::{
    Ctx, Error, Problems, Result,
    db::{OnUnique as _, Tx},
    typed::{chosen, needed},
    web::UploadedFile,
};
use serde_json::json;

/// Longest reason in characters.
pub const WORDS: usize = 500;

/// An invoice with everything its page shows.
pub struct Whole {
    /// The invoice.
    pub invoice: SupplierInvoice,
    /// The parts put to blocks.
    pub parts: Vec<Imputation>,
    /// What is left of each line, in their order.
    pub left: Vec<Cents>,
    /// The keys of the year of the invoice.
    pub keys: Vec<AllocationKey>,
    /// The blocks of the agreements: code, then title.
    pub blocks: Vec<(String, String)>,
}

/// One invoice.
pub async fn read(ctx: &Ctx, id: &SupplierInvoiceId) -> Result<Whole> {
    ctx.require(Permission::CostRead)?;
    let mut tx = ctx.read().await?;
    let invoice = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let parts = store::parts(&mut tx, id).await?;
    let keys = sources::store::keys(&mut tx, invoice.facts.issued_on.year()).await?;
    let blocks = sources::actions::blocks(ctx, &mut tx).await?;
    Ok(Whole { left: left(&invoice, &parts), invoice, parts, keys, blocks })
}

fn left(invoice: &SupplierInvoice, parts: &[Imputation]) -> Vec<Cents> {
    let lines = invoice.facts.lines.iter().zip(1_i64..);
    lines.map(|(line, place)| rules::left(line, place, parts)).collect()
}

/// The file of an invoice, as it came.
pub async fn file(ctx: &Ctx, id: &SupplierInvoiceId) -> Result<(SupplierInvoice, Vec<u8>)> {
    let invoice = read(ctx, id).await?.invoice;
    let bytes = ctx.platform.files.get(&invoice.file).await?;
    Ok((invoice, bytes))
}

/// Receives a file: reads it, checks its sums, keeps it. One that was received already is refused.
pub async fn receive(ctx: &Ctx, file: UploadedFile) -> Result<SupplierInvoice> {
    ctx.require(Permission::CostManage)?;
    let UploadedFile { name, bytes, .. } = file;
    let (facts, bytes) = read_apart(bytes).await?;
    let mut tx = ctx.read().await?;
    let provider = organisations::store::provider(&mut tx).await?;
    drop(tx);
    let siren = provider.and_then(|one| one.siren.or_else(|| one.siret.map(|siret| siret.siren())));
    let differences = rules::differences(&facts, siren.as_ref().map(kernel::Siren::as_str));
    let media_type = if facts.syntax == "Factur-X" { "application/pdf" } else { "application/xml" };
    let digest = ctx.platform.files.put(bytes).await?;
    let invoice = SupplierInvoice {
        id: ctx.id(),
        facts,
        differences,
        file: digest,
        file_name: name,
        media_type: media_type.to_owned(),
        received_at: ctx.now(),
        received_by: ctx.actor.name.clone(),
        set_aside_at: None,
        set_aside_why: String::new(),
        version: 1,
    };
    let mut tx = ctx.begin().await?;
    let duplicate = Error::Invalid(one_problem("file", store::duplicate(&invoice.facts.number)));
    store::insert(&mut tx, &invoice).await.on_unique("supplier_invoice_seller_number_year_key", duplicate)?;
    let detail = json!({"seller": invoice.facts.seller, "number": invoice.facts.number,
        "gross": invoice.facts.totals.gross, "file": invoice.file, "differences": invoice.differences.len()});
    noted(&mut tx, ctx, &invoice.id, "supplier_invoice.receive", detail).await?;
    tx.commit().await?;
    Ok(invoice)
}

/// Reading takes time that other requests need: it goes on a thread of its own.
async fn read_apart(bytes: Vec<u8>) -> Result<(super::SupplierFacts, Vec<u8>)> {
    let read = tokio::task::spawn_blocking(move || (reading::read(&bytes), bytes)).await;
    let (facts, bytes) = read.map_err(|_| Error::invalid("file", Text::new("supplier-error-broken")))?;
    Ok((facts.map_err(|text| Error::invalid("file", text))?, bytes))
}

fn one_problem(field: &str, text: Text) -> Problems {
    let mut problems = Problems::default();
    problems.add(field, text);
    problems
}

/// An invoice whose row is held, as it was read and not set aside.
async fn held(ctx: &Ctx, tx: &mut Tx, id: &SupplierInvoiceId, version: i64) -> Result<SupplierInvoice> {
    ctx.require(Permission::CostManage)?;
    let invoice = store::hold(tx, id).await?.ok_or(Error::NotFound)?;
    if invoice.version != version {
        return Err(Error::Stale(invoice.version));
    }
    if invoice.set_aside_at.is_some() {
        return Err(Error::refused("supplier-error-aside"));
    }
    Ok(invoice)
}

/// Puts a line, or a part of one, to a block.
pub async fn impute(ctx: &Ctx, id: &SupplierInvoiceId, form: &ImputeForm) -> Result<Imputation> {
    let mut tx = ctx.begin().await?;
    let invoice = held(ctx, &mut tx, id, form.version).await?;
    let mut parts = store::parts(&mut tx, id).await?;
    if parts.len() >= store::MOST_PARTS {
        return Err(Error::Refused(Text::new("supplier-error-parts").with("limit", store::MOST_PARTS)));
    }
    let keys = sources::store::keys(&mut tx, invoice.facts.issued_on.year()).await?;
    let blocks = sources::actions::blocks(ctx, &mut tx).await?;
    let (part, line) = stated(ctx, &invoice, form, (&parts, &keys, &blocks))?;
    store::add_part(&mut tx, &part, line, (ctx.now(), &ctx.actor.name)).await?;
    parts.push(part.clone());
    store::touch(&mut tx, id, open_lines(&invoice, &parts)).await?;
    let detail = json!({"line": part.line, "net": part.net, "block": part.block, "nature": part.nature, "key": part.key_name});
    noted(&mut tx, ctx, id, "supplier_invoice.impute", detail).await?;
    tx.commit().await?;
    Ok(part)
}

fn open_lines(invoice: &SupplierInvoice, parts: &[Imputation]) -> usize {
    left(invoice, parts).iter().filter(|left| **left != Cents::ZERO).count()
}

type Known<'a> = (&'a [Imputation], &'a [AllocationKey], &'a [(String, String)]);

fn stated<'a>(
    ctx: &Ctx,
    invoice: &'a SupplierInvoice,
    form: &ImputeForm,
    (parts, keys, blocks): Known<'_>,
) -> Result<(Imputation, &'a Line)> {
    let mut problems = Problems::default();
    let place = form.line.trim().parse::<i64>().ok().filter(|place| *place >= 1);
    let line = place.and_then(|place| invoice.facts.lines.get(usize::try_from(place - 1).ok()?));
    let line = chosen(&mut problems, "line", line);
    let block = sources::actions::block(&mut problems, blocks, &form.block);
    let nature = chosen(&mut problems, "nature", Nature::parse(&form.nature));
    let key = sources::actions::key(&mut problems, keys, &form.key);
    let mut net = None;
    if let (Some(place), Some(line)) = (place, line) {
        let left = rules::left(line, place, parts);
        let typed = form.amount.trim().trim_end_matches('€');
        let part = if typed.is_empty() { Some(left) } else { typed.parse::<Cents>().ok() };
        net = part.filter(|part| rules::fits(*part, left));
        if net.is_none() {
            problems.add("amount", Text::new("supplier-error-part").with("left", left));
        }
    }
    match (line, place, block, nature, key, net) {
        (Some(line), Some(place), Some(block), Some(nature), Some(key), Some(net))
            if problems.0.is_empty() =>
        {
            let part = Imputation {
                id: ctx.id(),
                invoice: invoice.id.clone(),
                line: place,
                net,
                bears_vat: form.recovers_vat != "on",
                block,
                nature,
                key: key.id,
                key_name: key.name,
            };
            Ok((part, line))
        }
        _ => Err(Error::Invalid(problems)),
    }
}

/// Takes a part away: its line is to be put to a block again. Closed years keep what they were closed with.
pub async fn remove(
    ctx: &Ctx,
    id: &SupplierInvoiceId,
    part: &ImputationId,
    form: &SetAsideForm,
) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let invoice = held(ctx, &mut tx, id, form.version).await?;
    if store::remove_part(&mut tx, (id, part)).await? == 0 {
        return Err(Error::NotFound);
    }
    let parts = store::parts(&mut tx, id).await?;
    store::touch(&mut tx, id, open_lines(&invoice, &parts)).await?;
    noted(&mut tx, ctx, id, "supplier_invoice.impute_remove", json!({"part": part})).await?;
    Ok(tx.commit().await?)
}

/// Sets an invoice received by mistake aside, for a reason: it costs nothing, and its number may come again.
pub async fn set_aside(ctx: &Ctx, id: &SupplierInvoiceId, form: &SetAsideForm) -> Result<()> {
    let mut problems = Problems::default();
    needed(&mut problems, "why", form.why.trim(), WORDS);
    problems.into_result()?;
    let mut tx = ctx.begin().await?;
    held(ctx, &mut tx, id, form.version).await?;
    let closed = (ctx.now(), ctx.actor.name.as_str(), form.why.trim());
    store::set_aside(&mut tx, id, closed).await?;
    noted(&mut tx, ctx, id, "supplier_invoice.set_aside", json!({"why": form.why.trim()})).await?;
    Ok(tx.commit().await?)
}

async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    id: &SupplierInvoiceId,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = Entry::new(action, None, "supplier_invoice", id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}
