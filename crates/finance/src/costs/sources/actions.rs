//! Keys, entries and kinds: reading them, writing them.

use super::{
    AllocationKey, Entry, EntryForm, EntryId, EntryKind, KeyForm, KeyId, KeyUnit, KindForm, Share, Sources,
    WithdrawForm, store,
};
use crate::{reach, supplier_invoices};
use agreements::versions;
use estate::assets::kinds;
use kernel::{Exact, Permission, Text, fold};
use people::{
    audit::{self, record},
    organisations,
};
use platform::{
    Ctx, Error, Problems, Result,
    db::{OnUnique as _, Tx},
    typed::{chosen, euros, needed},
};
use serde_json::json;
use std::collections::BTreeMap;

/// Longest name, source and reason in characters.
pub const WORDS: usize = 300;

/// Everything the costs of a year come from.
pub async fn read(ctx: &Ctx, year: i16) -> Result<Sources> {
    ctx.require(Permission::CostRead)?;
    let mut tx = ctx.read().await?;
    Ok(Sources {
        year,
        keys: store::keys(&mut tx, year).await?,
        entries: store::entries(&mut tx, year).await?,
        kinds: store::kinds(&mut tx).await?,
        blocks: blocks(ctx, &mut tx).await?,
        to_impute: supplier_invoices::store::to_impute(&mut tx, year).await?,
    })
}

/// The blocks of the agreements in force, by code, each once.
pub(crate) async fn blocks(ctx: &Ctx, tx: &mut Tx) -> Result<Vec<(String, String)>> {
    let versions = versions::all_in_force(tx, reach::today(ctx)).await?;
    let all = versions.values().flat_map(|version| &version.document.blocks);
    let blocks: BTreeMap<String, String> =
        all.map(|block| (block.code.clone(), block.title.clone())).collect();
    Ok(blocks.into_iter().collect())
}

/// A block of the agreements, as typed.
pub(crate) fn block(problems: &mut Problems, blocks: &[(String, String)], typed: &str) -> Option<String> {
    let found = blocks.iter().find(|(code, _)| code == typed.trim()).map(|(code, _)| code.clone());
    chosen(problems, "block", found)
}

/// A key of the year, as typed.
pub(crate) fn key(problems: &mut Problems, keys: &[AllocationKey], typed: &str) -> Option<AllocationKey> {
    chosen(problems, "key", keys.iter().find(|key| key.id.as_str() == typed.trim()).cloned())
}

/// Adds a key to a year, or writes one again. Closed years keep the figures they were closed with.
pub async fn put_key(ctx: &Ctx, year: i16, id: Option<&KeyId>, form: &KeyForm) -> Result<KeyId> {
    ctx.require(Permission::CostManage)?;
    let mut tx = ctx.begin().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let known = |share: &str| {
        let found = bodies.iter().find(|body| body.id.as_str() == share);
        found.map(|body| (body.id.clone(), body.name.clone()))
    };
    let mut key = stated(form, known)?;
    key.year = year;
    key.id = id.cloned().unwrap_or_else(|| ctx.id());
    let taken = || Error::invalid("name", Text::new("cost-error-key-name"));
    let unique = "allocation_key_year_name_folded_key";
    match id {
        None => {
            let by = (ctx.now(), ctx.actor.name.as_str());
            store::insert_key(&mut tx, &key, by).await.on_unique(unique, taken())?;
        }
        Some(id) => {
            let old =
                store::hold(&mut tx, id).await?.filter(|old| old.year == year).ok_or(Error::NotFound)?;
            if old.version != form.version {
                return Err(Error::Stale(old.version));
            }
            store::update_key(&mut tx, &key).await.on_unique(unique, taken())?;
        }
    }
    let detail =
        json!({"year": year, "name": key.name, "unit": key.unit, "total": key.total, "shares": key.shares});
    let entry = audit::Entry::new("cost.key", None, "allocation_key", key.id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(key.id)
}

/// Reads a key. The figures of beneficiaries never exceed the total: the rest is what the provider keeps.
fn stated(
    form: &KeyForm,
    known: impl Fn(&str) -> Option<(kernel::id::BeneficiaryId, String)>,
) -> Result<AllocationKey> {
    let mut problems = Problems::default();
    needed(&mut problems, "name", form.name.trim(), WORDS);
    needed(&mut problems, "source", form.source.trim(), WORDS);
    let unit = chosen(&mut problems, "unit", KeyUnit::parse(&form.unit));
    let total = match (form.total.trim(), unit) {
        ("", Some(KeyUnit::Percent)) => Some(Exact::from(100)),
        (text, _) => figure(text),
    };
    let total = total.filter(|total| !total.is_zero());
    if total.is_none() {
        problems.add("total", Text::new("cost-error-figure"));
    }
    let mut shares: Vec<Share> = vec![];
    for (id, text) in form.beneficiary.iter().zip(&form.figure).filter(|(_, text)| !text.trim().is_empty()) {
        let share = known(id).filter(|(id, _)| !shares.iter().any(|share| share.beneficiary == *id));
        match (share, figure(text.trim())) {
            (Some((beneficiary, name)), Some(figure)) => shares.push(Share { beneficiary, name, figure }),
            _ => problems.add("figure", Text::new("cost-error-figure")),
        }
    }
    let sum: Exact = shares.iter().map(|share| share.figure.clone()).sum();
    if total.as_ref().is_some_and(|total| sum > *total) {
        problems.add("figure", Text::new("cost-error-key-sum"));
    }
    problems.into_result()?;
    Ok(AllocationKey {
        id: KeyId::from(""),
        year: 0,
        name: form.name.trim().to_owned(),
        unit: unit.unwrap_or(KeyUnit::Agents),
        total: total.unwrap_or_else(Exact::zero),
        source: form.source.trim().to_owned(),
        shares,
        version: 1,
    })
}

/// A figure: zero or more, with a reasonable number of digits.
pub(crate) fn figure(text: &str) -> Option<Exact> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_short = plain.chars().count() <= 15 && !plain.contains('/');
    Exact::parse(&plain).ok().filter(|figure| is_short && !figure.is_negative())
}

/// Writes a yearly cost down. The shares of one function, contract or equipment put to blocks are never more than all of it.
pub async fn add_entry(ctx: &Ctx, year: i16, form: &EntryForm) -> Result<EntryId> {
    ctx.require(Permission::CostManage)?;
    let mut tx = ctx.begin().await?;
    audit::hold(&mut tx, None).await?;
    let keys = store::keys(&mut tx, year).await?;
    let known = store::entries(&mut tx, year).await?;
    let blocks = blocks(ctx, &mut tx).await?;
    let entry = stated_entry(ctx, year, form, (&keys, &known, &blocks))?;
    store::insert_entry(&mut tx, &entry).await?;
    let detail = json!({"year": year, "kind": entry.kind, "label": entry.label, "amount": entry.amount,
        "percent": entry.percent, "block": entry.block});
    let noted = audit::Entry::new("cost.entry", None, "cost_entry", entry.id.as_str());
    record(&mut tx, ctx, noted.detail(detail)).await?;
    tx.commit().await?;
    Ok(entry.id)
}

type Known<'a> = (&'a [AllocationKey], &'a [Entry], &'a [(String, String)]);

fn stated_entry(ctx: &Ctx, year: i16, form: &EntryForm, (keys, known, blocks): Known<'_>) -> Result<Entry> {
    let mut problems = Problems::default();
    let kind = chosen(&mut problems, "kind", EntryKind::parse(&form.kind));
    needed(&mut problems, "label", form.label.trim(), WORDS);
    needed(&mut problems, "source", form.source.trim(), WORDS);
    let amount = euros(&mut problems, "amount", &form.amount).filter(|amount| amount.0 < 1_000_000_000_000);
    if amount.is_none() && problems.0.iter().all(|problem| problem.field != "amount") {
        problems.add("amount", Text::new("web-error-amount"));
    }
    let percent = match form.percent.trim() {
        "" => Some(Exact::from(100)),
        text => figure(text).filter(|percent| !percent.is_zero() && *percent <= Exact::from(100)),
    };
    let block = block(&mut problems, blocks, &form.block);
    let key = key(&mut problems, keys, &form.key);
    match &percent {
        None => problems.add("percent", Text::new("cost-error-percent")),
        Some(percent) if used(known, kind, &form.label) + percent > Exact::from(100) => {
            problems.add("percent", Text::new("cost-error-percent-sum"));
        }
        Some(_) => {}
    }
    match (kind, amount, percent, block, key) {
        (Some(kind), Some(amount), Some(percent), Some(block), Some(key)) if problems.0.is_empty() => {
            Ok(Entry {
                id: ctx.id(),
                year,
                kind,
                label: form.label.trim().to_owned(),
                amount,
                percent,
                block,
                key: key.id,
                key_name: key.name,
                source: form.source.trim().to_owned(),
                recorded_at: ctx.now(),
                recorded_by: ctx.actor.name.clone(),
                withdrawn_at: None,
                withdrawn_why: String::new(),
            })
        }
        _ => Err(Error::Invalid(problems)),
    }
}

/// The percent of a cost that is put to blocks already.
fn used(known: &[Entry], kind: Option<EntryKind>, label: &str) -> Exact {
    let label = fold(label.trim());
    let is_it = |entry: &&Entry| {
        entry.withdrawn_at.is_none() && Some(entry.kind) == kind && fold(&entry.label) == label
    };
    known.iter().filter(is_it).map(|entry| entry.percent.clone()).sum()
}

/// Takes an entry away, for a reason.
pub async fn withdraw_entry(ctx: &Ctx, year: i16, id: &EntryId, form: &WithdrawForm) -> Result<()> {
    ctx.require(Permission::CostManage)?;
    let mut problems = Problems::default();
    needed(&mut problems, "why", form.why.trim(), WORDS);
    problems.into_result()?;
    let mut tx = ctx.begin().await?;
    let closed = (ctx.now(), ctx.actor.name.as_str(), form.why.trim());
    if store::withdraw(&mut tx, (year, id), closed).await? == 0 {
        return Err(Error::NotFound);
    }
    let entry = audit::Entry::new("cost.entry_withdraw", None, "cost_entry", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"why": form.why.trim()}))).await?;
    Ok(tx.commit().await?)
}

/// Says to which block the depreciation of a kind of asset is put, from now on: closed years stay as they are.
pub async fn put_kind(ctx: &Ctx, form: &KindForm) -> Result<()> {
    ctx.require(Permission::CostManage)?;
    let own = estate::assets::actions::kinds(ctx).await?;
    let mut tx = ctx.begin().await?;
    let mut problems = Problems::default();
    let block = block(&mut problems, &blocks(ctx, &mut tx).await?, &form.block);
    let kind = form.kind.trim();
    chosen(&mut problems, "kind", kinds::is_known(&own, kind, kind).then_some(()));
    problems.into_result()?;
    let block = block.unwrap_or_default();
    store::put_kind(&mut tx, kind, &block).await?;
    let entry = audit::Entry::new("cost.kind", None, "cost_kind", kind);
    record(&mut tx, ctx, entry.detail(json!({"block": block}))).await?;
    Ok(tx.commit().await?)
}
