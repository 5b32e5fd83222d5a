//! Looking after applications, and reading them.

mod environments;
mod parts;
mod watch;

pub use environments::{
    add_environment, add_exception, change_environment, close_environment, end_exception, remove_item,
    set_item,
};
pub use parts::{
    add_flow, add_improvement, add_measure, check_flow, decide_improvement, remove_flow, write_specification,
};
pub use watch::{find_breaches, remind};

use super::{
    Application, ApplicationForm, ApplicationId, ApplicationKey, Environment, Exception, Flow, FlowCheck,
    Improvement, Item, Measure, Specification, rules,
    store::{self, Wanted, environments as environment_rows, parts as part_rows},
};
use crate::processes::{self, Process};
use agreements::{reading::today, versions};
use jiff::{Timestamp, civil::Date};
use kernel::{
    Explained, Permission, Side, Text, fold,
    id::{BeneficiaryId, PersonId},
};
use people::{
    audit::{self, Entry, record},
    organisations, persons,
};
use platform::{
    Ctx, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// Entries of the history of an application, at most.
const HISTORY: i64 = 100;
/// Name of the constraint that keeps names apart.
const NAME_KEY: &str = "application_beneficiary_id_name_folded_key";

/// The query of a list; every field may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// A beneficiary.
    pub beneficiary: String,
    /// Where the page before ended: `beneficiary/application`.
    pub after: String,
}

/// An application of a list, with the first day after its publisher's warranty.
#[derive(Clone, Debug)]
pub struct Row {
    /// The application.
    pub application: Application,
    /// The first day on which maintenance belongs to the block of applications.
    pub after: Option<Explained<Date>>,
}

/// One page by name, and where the next one begins.
pub async fn list(ctx: &Ctx, query: &ListQuery) -> Result<(Vec<Row>, Option<ApplicationKey>)> {
    ctx.require(Permission::ApplicationRead)?;
    let mut tx = ctx.read().await?;
    let beneficiary = Some(query.beneficiary.as_str()).filter(|id| !id.is_empty());
    let mut wanted =
        Wanted { beneficiary: beneficiary.map(BeneficiaryId::from), after: (String::new(), String::new()) };
    if let Some((beneficiary, id)) = query.after.split_once('/') {
        // One that is gone, or is not the reader's, is no place in the list: the list begins again.
        let key =
            ApplicationKey { beneficiary: BeneficiaryId::from(beneficiary), id: ApplicationId::from(id) };
        let last = store::find(&mut tx, &key).await?;
        wanted.after = last.map(|last| (last.name_folded, last.key.id.into())).unwrap_or_default();
    }
    let mut found = store::page(&mut tx, &wanted).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|last| last.key.clone());
    let agreements = versions::all_in_force(&mut tx, today(ctx)).await?;
    let rows = found.into_iter().map(|application| {
        let version = agreements.get(&application.key.beneficiary);
        let after = version.and_then(|version| after_warranty(version, &application));
        Row { application, after }
    });
    Ok((rows.collect(), next))
}

/// The first day after an application's warranty, as the agreement in force says; nothing when the agreement gives no
/// months, or when nobody said since when the warranty runs.
pub(super) fn after_warranty(version: &versions::Version, one: &Application) -> Option<Explained<Date>> {
    let lines = version.document.blocks.iter().flat_map(|block| &block.responsibilities);
    let (line, months) = lines.into_iter().find_map(|line| Some((line, line.after_warranty_months?)))?;
    rules::warranty(one.warranty_from?, months, &line.item).ok()
}

/// An application with all its parts.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The application.
    pub application: Application,
    /// The first day after the publisher's warranty.
    pub after: Option<Explained<Date>>,
    /// Where it runs.
    pub environments: Vec<Environment>,
    /// Production data elsewhere.
    pub exceptions: Vec<Exception>,
    /// What the environments are made of.
    pub items: Vec<Item>,
    /// What runs by itself.
    pub processes: Vec<Process>,
    /// What it exchanges.
    pub flows: Vec<Flow>,
    /// What checks found.
    pub checks: Vec<FlowCheck>,
    /// How it is stopped and started, the newest of each first.
    pub specifications: Vec<Specification>,
    /// What was measured.
    pub measures: Vec<Measure>,
    /// What is proposed.
    pub improvements: Vec<Improvement>,
    /// What happened to it, the last first: when, who, which verb of the log.
    pub history: Vec<(Timestamp, String, String)>,
}

/// The application, when it is the actor's to read.
pub async fn read(ctx: &Ctx, key: &ApplicationKey) -> Result<Whole> {
    ctx.require(Permission::ApplicationRead)?;
    let mut tx = ctx.read().await?;
    let application = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let version = versions::in_force(&mut tx, &key.beneficiary, today(ctx)).await?;
    Ok(Whole {
        after: version.and_then(|version| after_warranty(&version, &application)),
        environments: environment_rows::of(&mut tx, key).await?,
        exceptions: environment_rows::exceptions(&mut tx, key).await?,
        items: environment_rows::items(&mut tx, key).await?,
        processes: processes::store::of(&mut tx, key).await?,
        flows: part_rows::flows(&mut tx, key).await?,
        checks: part_rows::checks(&mut tx, key).await?,
        specifications: part_rows::specifications(&mut tx, key).await?,
        measures: part_rows::measures(&mut tx, key).await?,
        improvements: part_rows::improvements(&mut tx, key).await?,
        history: history(&mut tx, ctx, key).await?,
        application,
    })
}

async fn history(tx: &mut Tx, ctx: &Ctx, key: &ApplicationKey) -> Result<Vec<(Timestamp, String, String)>> {
    let filter = audit::Filter {
        before: (ctx.now() + jiff::SignedDuration::from_hours(1), String::new(), i64::MAX),
        chain: Some(key.beneficiary.to_string()),
        action: None,
        object_kind: Some("application".to_owned()),
        object_id: Some(key.id.to_string()),
    };
    let entries = audit::store::list(tx, &filter, HISTORY).await?;
    Ok(entries.into_iter().map(|one| (one.at, one.actor_name, one.action)).collect())
}

/// Creates an application of a beneficiary. Sent twice with one key, it is made once.
pub async fn create(ctx: &Ctx, form: &ApplicationForm) -> Result<Application> {
    ctx.require(Permission::ApplicationManage)?;
    let (warranty_from, retired_on) = rules::application(form, today(ctx)).map_err(Error::Invalid)?;
    let mut tx = ctx.begin().await?;
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    let body = bodies.into_iter().find(|body| body.id.as_str() == form.beneficiary);
    let body = body.ok_or_else(|| Error::invalid("beneficiary", Text::new("web-error-choice")))?;
    if !form.key.is_empty()
        && let Some(made) = store::sent(&mut tx, &body.id, &form.key).await?
    {
        return Ok(made);
    }
    let (keeper, keeper_name) = keeper(&mut tx, ctx, &form.keeper).await?;
    let one = Application {
        key: ApplicationKey { beneficiary: body.id, id: ctx.id() },
        beneficiary_name: body.name,
        name: form.name.trim().to_owned(),
        purpose: form.purpose.trim().to_owned(),
        publisher: form.publisher.trim().to_owned(),
        business_owner: form.business_owner.trim().to_owned(),
        keeper,
        keeper_name,
        warranty_from,
        retired_on,
        version: 1,
        updated_at: ctx.now(),
        name_folded: fold(form.name.trim()),
    };
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if store::insert(&mut tx, &one, sent).await.on_unique(NAME_KEY, taken())? == 0 {
        return store::sent(&mut tx, &one.key.beneficiary, &form.key).await?.ok_or(Error::NotFound);
    }
    finish(ctx, tx, &one.key, "application.create", json!({"name": one.name})).await?;
    Ok(one)
}

fn taken() -> Error {
    Error::invalid("name", Text::new("application-error-taken"))
}

/// Who looks after an application: somebody of the provider; who acts when nobody is named.
async fn keeper(tx: &mut Tx, ctx: &Ctx, id: &str) -> Result<(Option<PersonId>, String)> {
    if id.is_empty() {
        return Ok((ctx.actor.person.clone(), ctx.actor.name.clone()));
    }
    let found = persons::store::find(tx, &PersonId::from(id)).await?;
    let found = found.filter(|person| person.side == Side::Provider);
    let person = found.ok_or_else(|| Error::invalid("keeper", Text::new("web-error-choice")))?;
    Ok((Some(person.id), person.name))
}

/// Changes an application that is still as it was read.
pub async fn change(ctx: &Ctx, key: &ApplicationKey, form: &ApplicationForm) -> Result<Application> {
    let (mut tx, known) = held(ctx, key).await?;
    if known.version != form.version {
        return Err(Error::Stale(known.version));
    }
    let (warranty_from, retired_on) = rules::application(form, today(ctx)).map_err(Error::Invalid)?;
    let (keeper, keeper_name) = keeper(&mut tx, ctx, &form.keeper).await?;
    let one = Application {
        name: form.name.trim().to_owned(),
        purpose: form.purpose.trim().to_owned(),
        publisher: form.publisher.trim().to_owned(),
        business_owner: form.business_owner.trim().to_owned(),
        keeper,
        keeper_name,
        warranty_from,
        retired_on,
        version: known.version + 1,
        updated_at: ctx.now(),
        name_folded: fold(form.name.trim()),
        ..known
    };
    store::update(&mut tx, &one).await.on_unique(NAME_KEY, taken())?;
    let detail = json!({"name": one.name, "publisher": one.publisher, "business_owner": one.business_owner,
        "warranty_from": one.warranty_from, "retired_on": one.retired_on});
    finish(ctx, tx, key, "application.change", detail).await?;
    Ok(one)
}

/// The application held for a change, by who looks after applications.
pub(crate) async fn held(ctx: &Ctx, key: &ApplicationKey) -> Result<(Tx, Application)> {
    ctx.require(Permission::ApplicationManage)?;
    let mut tx = ctx.begin().await?;
    let one = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    Ok((tx, one))
}

/// Both sides read in the beneficiary's log what was done.
pub(crate) async fn finish(
    ctx: &Ctx,
    mut tx: Tx,
    key: &ApplicationKey,
    action: &'static str,
    detail: Value,
) -> Result<()> {
    store::touch(&mut tx, key, ctx.now()).await?;
    let entry = Entry::new(action, Some(&key.beneficiary), "application", key.id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}
