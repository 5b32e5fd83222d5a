//! Writing contracts down, changing them, ending them.

use super::{Contract, ContractForm, ContractKey, EndForm, rules, store};
use crate::{
    document::AgreementDocument,
    joined,
    reading::today,
    versions::{self, Version},
};
use jiff::civil::Date;
use kernel::{Permission, Text, id::BeneficiaryId};
use people::{
    Organisation,
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Result, db::Tx, web::UploadedFile};
use serde::Deserialize;
use serde_json::json;

/// Where a list begins; empty for its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Where the page before ended: `2026-03-11.0195…`.
    pub after: String,
}

/// One page of contracts by their last day, and where the next one begins.
pub async fn list(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<Contract>, Option<String>)> {
    ctx.require(Permission::AgreementRead)?;
    let place =
        query.after.split_once('.').and_then(|(day, id)| Some((day.parse::<Date>().ok()?, id.to_owned())));
    let after =
        place.filter(|(day, _)| day.year() >= 1).unwrap_or((jiff::civil::date(1, 1, 1), String::new()));
    let mut found = store::page(&mut ctx.read().await?, &after).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|last| format!("{}.{}", last.ends_on, last.key.id));
    Ok((found, next))
}

/// A contract with the agreement that says what becomes of it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The contract.
    pub contract: Contract,
    /// The agreement, when the beneficiary has one.
    pub version: Option<Version>,
}

/// A contract in scope.
pub async fn read(ctx: &Ctx, key: &ContractKey) -> Result<Whole> {
    ctx.require(Permission::AgreementRead)?;
    let mut tx = ctx.read().await?;
    let contract = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let version = versions::latest(&mut tx, &key.beneficiary).await?;
    Ok(Whole { contract, version })
}

/// What a form offers: the beneficiaries, and every block of their agreements in force.
pub async fn offered(ctx: &Ctx) -> Result<(Vec<Organisation>, Vec<(String, String)>)> {
    ctx.require(Permission::ContractManage)?;
    let mut tx = ctx.read().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let in_force = versions::all_in_force(&mut tx, today(ctx)).await?;
    let named = |document: &AgreementDocument| -> Vec<(String, String)> {
        document.blocks.iter().map(|block| (block.code.clone(), block.title.clone())).collect()
    };
    let mut blocks: Vec<_> = in_force.values().flat_map(|version| named(&version.document)).collect();
    blocks.sort();
    blocks.dedup_by(|a, b| a.0 == b.0);
    Ok((bodies, blocks))
}

/// Writes a contract down. Sent twice with one key, it is made once.
pub async fn create(ctx: &Ctx, form: &ContractForm, file: Option<UploadedFile>) -> Result<Contract> {
    ctx.require(Permission::ContractManage)?;
    let said = rules::contract(form).map_err(Error::Invalid)?;
    let file = joined::keep(ctx, file).await?;
    let mut tx = ctx.begin().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let body = bodies.into_iter().find(|body| body.id.as_str() == form.beneficiary);
    let body = body.ok_or_else(|| Error::invalid("beneficiary", Text::new("web-error-choice")))?;
    known_block(ctx, &mut tx, &body.id, &form.block).await?;
    let key = ContractKey { beneficiary: body.id, id: ctx.id() };
    let one = Contract { file, created_by: ctx.actor.name.clone(), ..stated(key, body.name, form, &said) };
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if store::insert(&mut tx, &one, sent, ctx.now()).await? == 0 {
        return store::sent(&mut tx, &one.key.beneficiary, &form.key).await?.ok_or(Error::NotFound);
    }
    noted(&mut tx, ctx, &one, "contract.create").await?;
    tx.commit().await?;
    Ok(one)
}

fn stated(key: ContractKey, beneficiary_name: String, form: &ContractForm, said: &rules::Said) -> Contract {
    Contract {
        key,
        beneficiary_name,
        side: said.side,
        supplier: form.supplier.trim().to_owned(),
        title: form.title.trim().to_owned(),
        reference: form.reference.trim().to_owned(),
        block: form.block.trim().to_owned(),
        starts_on: said.starts_on,
        ends_on: said.ends_on,
        amount: said.amount,
        notice_months: said.notice_months,
        is_transferable: form.is_transferable == "yes",
        share_percent: said.share_percent,
        file: None,
        ended_on: None,
        ended_why: String::new(),
        created_by: String::new(),
        version: 1,
    }
}

/// A block is one of the beneficiary's agreement.
async fn known_block(ctx: &Ctx, tx: &mut Tx, beneficiary: &BeneficiaryId, block: &str) -> Result<()> {
    let block = block.trim();
    if block.is_empty() {
        return Ok(());
    }
    let in_force = versions::in_force(tx, beneficiary, today(ctx)).await?;
    let is_known = in_force.is_some_and(|version| version.document.block(block).is_some());
    if is_known { Ok(()) } else { Err(Error::invalid("block", Text::new("web-error-choice"))) }
}

/// A held contract as it was read, still running.
async fn held(ctx: &Ctx, tx: &mut Tx, key: &ContractKey, version: i64) -> Result<Contract> {
    ctx.require(Permission::ContractManage)?;
    let one = store::hold(tx, key).await?.ok_or(Error::NotFound)?;
    if one.version != version {
        return Err(Error::Stale(one.version));
    }
    if one.ended_on.is_some() {
        return Err(Error::refused("contract-error-ended"));
    }
    Ok(one)
}

/// Changes a contract; its file stays unless another one is sent.
pub async fn change(
    ctx: &Ctx,
    key: &ContractKey,
    form: &ContractForm,
    file: Option<UploadedFile>,
) -> Result<Contract> {
    ctx.require(Permission::ContractManage)?;
    let said = rules::contract(form).map_err(Error::Invalid)?;
    let file = joined::keep(ctx, file).await?;
    let mut tx = ctx.begin().await?;
    let known = held(ctx, &mut tx, key, form.version).await?;
    known_block(ctx, &mut tx, &key.beneficiary, &form.block).await?;
    let stated = stated(key.clone(), known.beneficiary_name, form, &said);
    let one = Contract {
        file: file.or(known.file),
        created_by: known.created_by,
        version: known.version + 1,
        ..stated
    };
    store::update(&mut tx, &one).await?;
    noted(&mut tx, ctx, &one, "contract.change").await?;
    tx.commit().await?;
    Ok(one)
}

/// Ends a contract before its last day.
pub async fn end(ctx: &Ctx, key: &ContractKey, form: &EndForm) -> Result<Contract> {
    let mut tx = ctx.begin().await?;
    let one = held(ctx, &mut tx, key, form.version).await?;
    let on = rules::end(form, &one).map_err(Error::Invalid)?;
    store::end(&mut tx, key, on, form.why.trim()).await?;
    let one = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    noted(&mut tx, ctx, &one, "contract.end").await?;
    tx.commit().await?;
    Ok(one)
}

/// Both sides read in the beneficiary's log what was done.
async fn noted(tx: &mut Tx, ctx: &Ctx, one: &Contract, action: &'static str) -> Result<()> {
    let entry = Entry::new(action, Some(&one.key.beneficiary), "service_contract", one.key.id.as_str());
    let detail = json!({"supplier": one.supplier, "title": one.title, "ends_on": one.ends_on,
        "ended_on": one.ended_on, "file": one.file.as_ref().map(|file| &file.digest)});
    record(tx, ctx, entry.detail(detail)).await
}
