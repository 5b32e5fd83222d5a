//! Adding, changing and ending lines.

use super::{Assignment, Line, LineForm, LineKey, RetireForm, rules, store};
use agreements::reading::today;
use jiff::civil::Date;
use kernel::{Exact, Explained, Permission, Scope, Side, Text, id::BeneficiaryId};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Problems, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::{Value, json};

const NUMBER_KEY: &str = "telephone_line_beneficiary_id_number_key";

fn taken() -> Error {
    Error::invalid("number", Text::new("telephony-error-number-taken"))
}

/// One page of lines, the place where the next begins, and the modernisation rate of today.
pub struct Page {
    /// The lines.
    pub lines: Vec<Line>,
    /// Number and identifier after which the next page begins.
    pub next: Option<(String, String)>,
    /// C.1c today, over the lines in scope.
    pub rate: Explained<Option<Exact>>,
}

/// One page of lines.
pub async fn list(ctx: &Ctx, filter: &store::Filter) -> Result<Page> {
    ctx.require(Permission::TelephonyRead)?;
    let mut tx = ctx.read().await?;
    let mut lines = store::page(&mut tx, filter).await?;
    let more = lines.len() > store::PAGE;
    lines.truncate(store::PAGE);
    let next = lines.last().filter(|_| more).map(|line| (line.number.clone(), line.id.to_string()));
    let facts = store::set_facts(&mut tx, filter.beneficiary.as_ref()).await?;
    Ok(Page { lines, next, rate: rules::modernisation(&facts, today(ctx)) })
}

/// C.1c on a day, over the lines of a beneficiary or of all in scope.
pub async fn modernisation(
    ctx: &Ctx,
    beneficiary: Option<&BeneficiaryId>,
    on: Option<Date>,
) -> Result<Explained<Option<Exact>>> {
    ctx.require(Permission::TelephonyRead)?;
    let facts = store::set_facts(&mut ctx.read().await?, beneficiary).await?;
    Ok(rules::modernisation(&facts, on.unwrap_or_else(|| today(ctx))))
}

/// A line and what it was.
pub async fn read(ctx: &Ctx, key: &LineKey) -> Result<(Line, Vec<Assignment>)> {
    ctx.require(Permission::TelephonyRead)?;
    let mut tx = ctx.read().await?;
    let line = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let assignments = store::assignments(&mut tx, key).await?;
    Ok((line, assignments))
}

/// Adds a line of a beneficiary.
pub async fn create(ctx: &Ctx, form: &LineForm) -> Result<Line> {
    ctx.require(Permission::TelephonyManage)?;
    let beneficiary = BeneficiaryId::from(form.beneficiary.as_str());
    if matches!(ctx.scope(), Scope::One(own) if *own != beneficiary) {
        return Err(Error::NotFound);
    }
    let checked = rules::check(form, today(ctx))?;
    let from_on = if form.from_on.trim().is_empty() { checked.in_service_on } else { checked.from_on };
    let mut tx = ctx.begin().await?;
    let owner = people::organisations::store::find(&mut tx, &beneficiary).await?;
    if owner.is_none_or(|owner| owner.side != Side::Beneficiary) {
        return Err(Error::invalid("beneficiary", Text::new("estate-error-beneficiary")));
    }
    let key = LineKey { beneficiary, id: ctx.id() };
    site_of(&mut tx, &key.beneficiary, &form.site).await?;
    store::insert(&mut tx, &key, form, &checked, ctx.now()).await.on_unique(NUMBER_KEY, taken())?;
    finish(ctx, tx, &key, Some(from_on), "telephone_line.create", json!({"kind": form.kind})).await
}

/// Changes a line that is still as it was read; what changed is known from `from_on` on.
pub async fn change(ctx: &Ctx, key: &LineKey, form: &LineForm) -> Result<Line> {
    ctx.require(Permission::TelephonyManage)?;
    let checked = rules::check(form, today(ctx))?;
    let mut tx = ctx.begin().await?;
    let before = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    site_of(&mut tx, &key.beneficiary, &form.site).await?;
    if store::update(&mut tx, key, form, &checked).await.on_unique(NUMBER_KEY, taken())? == 0 {
        return Err(Error::Stale(before.version));
    }
    let detail = json!({"holder": form.holder.trim(), "plan": form.plan.trim(), "standard": form.standard});
    finish(ctx, tx, key, Some(checked.from_on), "telephone_line.change", detail).await
}

/// Ends a line on a day, or brings it back.
pub async fn retire(ctx: &Ctx, key: &LineKey, form: &RetireForm) -> Result<Line> {
    ctx.require(Permission::TelephonyManage)?;
    let mut problems = Problems::default();
    let typed = !form.retired_on.trim().is_empty();
    let on = typed.then(|| rules::day(&mut problems, "retired_on", &form.retired_on, today(ctx)));
    problems.into_result()?;
    let mut tx = ctx.begin().await?;
    let line = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if on.is_some_and(|on| on < line.in_service_on) {
        return Err(Error::invalid("retired_on", Text::new("telephony-error-before-service")));
    }
    if store::retire(&mut tx, key, on, form.version).await? == 0 {
        return Err(Error::Stale(line.version));
    }
    let action = if on.is_some() { "telephone_line.retire" } else { "telephone_line.bring_back" };
    finish(ctx, tx, key, None, action, json!({"on": on})).await
}

/// A site typed must be one of the beneficiary.
async fn site_of(tx: &mut Tx, beneficiary: &BeneficiaryId, site: &str) -> Result<()> {
    let site = site.trim();
    if !site.is_empty() && crate::sites::store::find(tx, beneficiary, &site.into()).await?.is_none() {
        return Err(Error::invalid("site", Text::new("telephony-error-site")));
    }
    Ok(())
}

async fn finish(
    ctx: &Ctx,
    mut tx: Tx,
    key: &LineKey,
    from_on: Option<Date>,
    action: &'static str,
    detail: Value,
) -> Result<Line> {
    let line = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if let Some(from_on) = from_on {
        store::assign(&mut tx, &line, from_on, &ctx.actor.name, ctx.now()).await?;
    }
    let entry = Entry::new(action, Some(&key.beneficiary), "telephone_line", key.id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(line)
}
