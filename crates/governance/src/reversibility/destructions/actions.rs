//! What a deletion would do, asking for it, confirming it, giving it up, and its certificate.

use super::{
    AskForm, Basis, ConfirmForm, Destruction, DestructionKey, DestructionState, DryRun, Ground, Held,
    WithdrawForm,
    catalogue::Catalogue,
    closing::by_theme,
    jobs,
    rules::{self, Known},
    store, views, work,
};
use crate::{
    meetings::rules::day,
    reversibility::{handovers, plans},
};
use agreements::{disputes, versions};
use finance::{
    collection,
    exit::{self, Consequence, NoticeState},
};
use jiff::civil::Date;
use kernel::{Permission, Scope, Side, Text, id::BeneficiaryId};
use people::{
    audit::{Entry, record},
    organisations::{self, Organisation},
};
use platform::{
    Ctx, Error, Problems, Result,
    db::{Tx, portion},
    typed::{self, limited, needed},
};
use serde_json::json;
use std::collections::BTreeMap;

/// Longest reason in characters.
const WORDS: usize = 500;
/// Longest method in characters.
const LONG: usize = 2_000;

/// Everything about the deletion of the data of a beneficiary.
pub struct Whole {
    /// Whose.
    pub beneficiary: Organisation,
    /// What it would do now.
    pub dry_run: DryRun,
    /// Those that were asked for, the latest first.
    pub all: Vec<Destruction>,
}

/// Everything about the deletion of the data of a beneficiary: both sides read the same.
pub async fn read(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Result<Whole> {
    ctx.require(Permission::ReversibilityRead)?;
    let mut tx = ctx.read().await?;
    let body = served(&mut tx, beneficiary).await?;
    let all = store::of(&mut tx, beneficiary).await?;
    drop(tx);
    let dry_run = dry_run(ctx, beneficiary, &all).await?;
    Ok(Whole { beneficiary: body, dry_run, all })
}

async fn served(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Organisation> {
    let found = organisations::store::find(tx, beneficiary).await?;
    found.filter(|one| one.side == Side::Beneficiary).ok_or(Error::NotFound)
}

/// What a deletion would do, table by table. Nothing is written for it.
async fn dry_run(ctx: &Ctx, beneficiary: &BeneficiaryId, all: &[Destruction]) -> Result<DryRun> {
    // Rows that are nobody's in particular are reached in the scope of everything only; those of the beneficiary are counted.
    let mut tx = ctx.platform.db.read(&Scope::All).await?;
    let tables = work::catalogue(&mut tx).await?;
    let known = known(&mut tx, beneficiary, (&tables, all), day(ctx.now())).await?;
    let today = day(ctx.now());
    let basis = known.handover.as_ref().and_then(|one| rules::basis(one, known.plan_days, today));
    let goes = by_theme(going(&mut tx, beneficiary, &tables).await?);
    let stays = kept(&mut tx, beneficiary, (&tables, known.ended_on)).await?;
    let persons = match &tables.persons {
        Some((table, _)) => portion::count(&mut tx, table, beneficiary).await?,
        None => 0,
    };
    let since_handover = match &known.handover {
        Some(one) => store::recorded_since(&mut tx, beneficiary, one.recorded_at).await?,
        None => 0,
    };
    Ok(DryRun {
        obstacles: rules::obstacles(beneficiary, &known, today),
        ended_on: known.ended_on,
        handover: known.handover,
        basis,
        goes,
        stays,
        persons,
        since_handover,
    })
}

async fn known(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (tables, all): (&Catalogue, &[Destruction]),
    today: Date,
) -> Result<Known> {
    let ended_on = last_day(tx, beneficiary).await?;
    let notices = exit::store::of_beneficiary(tx, beneficiary).await?;
    let notice = notices.into_iter().find(|one| one.state == NoticeState::Confirmed && one.last_day < today);
    let tasks = match &notice {
        Some(notice) => {
            Consequence::ALL.len().saturating_sub(exit::store::tasks(tx, &notice.key).await?.len())
        }
        None => 0,
    };
    let open = collection::store::Filter {
        beneficiary: Some(beneficiary.clone()),
        is_open: true,
        ..collection::store::Filter::default()
    };
    let unpaid = collection::store::page(tx, &open).await?.len();
    let plans = plans::store::of(tx, beneficiary).await?;
    let accepted = plans.into_iter().find(|plan| plan.state == plans::PlanState::Accepted);
    Ok(Known {
        ended_on,
        tasks,
        notice: notice.map(|one| one.key.path()),
        drafts: store::drafts(tx, beneficiary).await?,
        unpaid: i64::try_from(unpaid).unwrap_or(i64::MAX),
        disputes: disputes::store::open(tx, beneficiary).await?,
        handover: handovers::store::of(tx, beneficiary).await?.into_iter().next(),
        plan_days: accepted.and_then(|plan| plan.deletion_days),
        is_under_way: all.iter().any(|one| one.state.is_open()),
        undecided: tables.undecided.iter().cloned().collect(),
    })
}

/// Last day of the agreement: of its term, or of the exit that was confirmed. Nothing without an agreement.
async fn last_day(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Option<Date>> {
    let Some(version) = versions::latest(tx, beneficiary).await? else { return Ok(None) };
    let term = version.last_day().unwrap_or(Date::MAX);
    let exit = exit::store::confirmed(tx, beneficiary, version.document.term.start).await?;
    Ok(Some(exit.map_or(term, |day| day.min(term))))
}

async fn going(tx: &mut Tx, of: &BeneficiaryId, all: &Catalogue) -> Result<Vec<super::Counted>> {
    let (among, owned): (Vec<_>, Vec<_>) = all.leaving.iter().partition(|one| one.theirs.is_some());
    let tables: Vec<_> = owned.iter().map(|one| &one.table).collect();
    let counts = portion::counts(tx, &tables, of).await?;
    let counted = |table: &str, rows: i64| super::Counted { table: table.to_owned(), rows };
    let mut found: Vec<_> =
        tables.iter().zip(counts).map(|(table, rows)| counted(&table.name, rows)).collect();
    for one in among {
        let theirs = one.theirs.unwrap_or_default();
        found.push(counted(&one.table.name, portion::count_among(tx, &one.table.name, theirs, of).await?));
    }
    found.push(counted("import_line", store::import_lines(tx, of).await?));
    found.sort_by(|a, b| a.table.cmp(&b.table));
    Ok(found)
}

/// What is kept, why and until when (R9.14).
pub(super) async fn kept(
    tx: &mut Tx,
    of: &BeneficiaryId,
    (all, ended_on): (&Catalogue, Option<Date>),
) -> Result<Vec<Held>> {
    let years = versions::latest(tx, of).await?.map(|version| version.document.exit.kept.clone());
    let years = years.unwrap_or_default();
    let last = store::last_piece(tx, of).await?.or(ended_on);
    let accounts = last.and_then(|last| rules::accounts_until(last, years.accounting_years));
    let papers = ended_on.filter(|day| *day < Date::MAX);
    let papers = papers.and_then(|day| rules::papers_until(day, years.paper_years));
    let tables: Vec<_> = all.kept.iter().map(|(table, _)| table).collect();
    let counts = portion::counts(tx, &tables, of).await?;
    let mut held: BTreeMap<Ground, Vec<super::Counted>> = BTreeMap::new();
    for ((table, ground), rows) in all.kept.iter().zip(counts).filter(|(_, rows)| *rows > 0) {
        held.entry(*ground).or_default().push(super::Counted { table: table.name.clone(), rows });
    }
    let put = |(ground, tables): (Ground, Vec<super::Counted>)| {
        let until = match ground {
            Ground::Accounting => accounts.as_ref(),
            Ground::Archives => None,
            Ground::Papers | Ground::Audit | Ground::Proof => papers.as_ref(),
        };
        Held {
            ground,
            rows: tables.iter().map(|one| one.rows).sum(),
            tables,
            until: until.map(|one| one.value),
            explanation: until.map(|one| one.explanation.clone()),
        }
    };
    Ok(held.into_iter().map(put).collect())
}

/// Asks for the deletion. Everything that stands in its way is told.
pub async fn ask(ctx: &Ctx, beneficiary: &BeneficiaryId, form: &AskForm) -> Result<DestructionKey> {
    ctx.require(Permission::DataDestroy)?;
    let whole = read(ctx, beneficiary).await?;
    let person = person(ctx)?;
    let mut problems = Problems::default();
    needed(&mut problems, "method", &form.method, LONG);
    let until = typed::day(&mut problems, "backups_until", &form.backups_until);
    if until.is_some_and(|until| until < day(ctx.now())) {
        problems.add("backups_until", Text::new("destruction-error-backups"));
    }
    let backups_until = typed::read(problems, until).map_err(Error::Invalid)?;
    let (handover, basis, ended_on) = allowed(ctx, &whole.dry_run)?;
    let key = DestructionKey { beneficiary: whole.beneficiary.id.clone(), id: ctx.id() };
    let one = Destruction {
        key: key.clone(),
        state: DestructionState::Asked,
        handover: handover.key.id.clone(),
        manifest: handover.manifest.clone(),
        ended_on,
        basis,
        method: form.method.trim().to_owned(),
        backups_until,
        asked_by: person,
        asked_by_name: ctx.actor.name.clone(),
        asked_at: ctx.now(),
        confirmed_by: None,
        confirmed_by_name: String::new(),
        confirmed_at: None,
        total: 0,
        done: 0,
        trouble: None,
        laid_at: None,
        closed_at: None,
        closed_by_name: String::new(),
        closed_why: String::new(),
        certificate: None,
        pdf_digest: None,
    };
    let mut tx = ctx.begin().await?;
    if store::insert(&mut tx, &one).await? == 0 {
        return Err(Error::refused("destruction-stop-under-way"));
    }
    noted(&mut tx, ctx, &key, "destruction.ask", json!({"manifest": one.manifest, "basis": basis})).await?;
    tx.commit().await?;
    Ok(key)
}

/// A person of the provider, by name: never the system itself.
fn person(ctx: &Ctx) -> Result<kernel::id::PersonId> {
    let is_provider = ctx.actor.side == Some(Side::Provider);
    let person = ctx.actor.person.clone().filter(|_| is_provider);
    person.ok_or_else(|| Error::refused("destruction-error-person"))
}

/// The hand-over it follows, why it may, and the last day of the agreement; or the first thing that stands in the way.
fn allowed<'a>(ctx: &Ctx, dry_run: &'a DryRun) -> Result<(&'a handovers::Handover, Basis, Date)> {
    if let Some(first) = dry_run.obstacles.first() {
        return Err(Error::Refused(views::spelled(ctx.lang, &first.text)));
    }
    let all = dry_run.handover.as_ref().zip(dry_run.basis).zip(dry_run.ended_on);
    let ((handover, basis), ended_on) = all.ok_or_else(|| Error::refused("destruction-stop-no-handover"))?;
    Ok((handover, basis, ended_on))
}

/// Another person confirms. Everything is looked at once more; from then on it goes on by itself and cannot be called back.
pub async fn confirm(ctx: &Ctx, key: &DestructionKey, form: &ConfirmForm) -> Result<()> {
    ctx.require(Permission::DataDestroy)?;
    let whole = read(ctx, &key.beneficiary).await?;
    let person = person(ctx)?;
    let mut tx = ctx.begin().await?;
    let one = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if one.state != DestructionState::Asked {
        return Err(Error::refused("destruction-error-state"));
    }
    if one.asked_by == person {
        return Err(Error::refused("destruction-error-same"));
    }
    if form.code.trim() != whole.beneficiary.code {
        return Err(Error::invalid("code", Text::new("destruction-error-code")));
    }
    // Nothing may have happened since it was asked for: the same rules again, the deletion itself aside.
    let others: Vec<Destruction> = whole.all.into_iter().filter(|other| other.key != *key).collect();
    let now = dry_run(ctx, &key.beneficiary, &others).await?;
    let (handover, ..) = allowed(ctx, &now)?;
    if handover.manifest != one.manifest {
        return Err(Error::refused("destruction-error-other-handover"));
    }
    store::confirm(&mut tx, key, (&ctx.actor, now.rows()), ctx.now()).await?;
    jobs::ask(&mut tx, ctx, key).await?;
    noted(&mut tx, ctx, key, "destruction.confirm", json!({"rows": now.rows(), "manifest": one.manifest}))
        .await?;
    Ok(tx.commit().await?)
}

/// Gives up a deletion that nobody confirmed.
pub async fn withdraw(ctx: &Ctx, key: &DestructionKey, form: &WithdrawForm) -> Result<()> {
    ctx.require(Permission::DataDestroy)?;
    let mut tx = ctx.begin().await?;
    store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let mut problems = Problems::default();
    needed(&mut problems, "why", &form.why, WORDS);
    limited(&mut problems, "why", &form.why, WORDS);
    problems.into_result()?;
    if store::withdraw(&mut tx, key, (&ctx.actor.name, form.why.trim()), ctx.now()).await? == 0 {
        return Err(Error::refused("destruction-error-state"));
    }
    noted(&mut tx, ctx, key, "destruction.withdraw", json!({"why": form.why.trim()})).await?;
    Ok(tx.commit().await?)
}

/// One deletion.
pub async fn find(ctx: &Ctx, key: &DestructionKey) -> Result<Destruction> {
    ctx.require(Permission::ReversibilityRead)?;
    store::find(&mut ctx.read().await?, key).await?.ok_or(Error::NotFound)
}

/// The certificate of a deletion that is over: its name and the file as it was frozen.
pub async fn certificate(ctx: &Ctx, key: &DestructionKey) -> Result<(String, Vec<u8>)> {
    let one = find(ctx, key).await?;
    let pdf = one.pdf_digest.ok_or(Error::NotFound)?;
    let body = served(&mut ctx.read().await?, &key.beneficiary).await?;
    Ok((format!("destruction-{}.pdf", body.code), ctx.platform.files.get(&pdf).await?))
}

async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &DestructionKey,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "destruction", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}
