//! The instance measured: one provider, eight beneficiaries under the real agreement, years of tickets.

use super::store::{self, Day};
use agreements::versions::{self, Import};
use anyhow::{Result, anyhow, bail};
use desk::tickets::TicketKey;
use jiff::SignedDuration;
use kernel::{Scope, id::BeneficiaryId};
use people::{
    Entry, Organisation, Person, Role,
    organisations::{self, OrganisationForm},
    persons::{self, PersonForm},
    record,
};
use platform::{Ctx, Platform, db::Engine};

/// Beneficiaries, so that eight writers may each work for another one.
const BENEFICIARIES: i64 = 8;
/// Days over which the tickets came.
const DAYS: i64 = 1_000;
/// Entries put in the audit log.
const AUDIT_ENTRIES: i64 = 20_000;

const AGREEMENT: &str = include_str!("../../../../../agreements/pau-bearn-pyrenees.toml");

/// Who works in the instance.
#[derive(Clone)]
pub(super) struct World {
    /// Works on tickets, sees all of them.
    pub(super) technician: Person,
    /// One requester a beneficiary.
    pub(super) requesters: Vec<(BeneficiaryId, Person)>,
    /// Sees all tickets of one beneficiary.
    pub(super) officer: Person,
    /// Tickets of each beneficiary, numbered from one.
    pub(super) tickets: i64,
}

impl World {
    /// A ticket by its place among all, one beneficiary after the other; one in five is open.
    pub(super) fn ticket(&self, place: i64) -> TicketKey {
        let beneficiary = &self.requesters[usize::try_from(place).unwrap_or(0) % self.requesters.len()].0;
        let number = 1 + (place / BENEFICIARIES) % self.tickets.max(1);
        TicketKey {
            beneficiary: beneficiary.clone(),
            id: format!("{beneficiary}-{}", 10_000_000 + number).into(),
        }
    }
}

/// Makes organisations, persons and agreements through their actions, tickets in bulk.
pub(super) async fn fill(platform: &Platform, tickets: i64, messages: i64) -> Result<World> {
    let ctx = Ctx::system(platform.clone(), "socle bench");
    let provider = organisation(&ctx, "provider", "AGH").await?;
    let technician = person(&ctx, &provider, Role::Technician, "technicien").await?;
    let (mut requesters, mut officer) = (vec![], None);
    for index in 0..BENEFICIARIES {
        let home = organisation(&ctx, "beneficiary", &format!("B{index:02}")).await?;
        let requester = person(&ctx, &home, Role::Requester, &format!("agent{index}")).await?;
        if officer.is_none() {
            officer = Some(person(&ctx, &home, Role::Officer, "referent").await?);
        }
        let id = home.beneficiary().cloned().ok_or_else(|| anyhow!("{} is no beneficiary", home.code))?;
        agree(&ctx, &home, &id).await?;
        fill_tickets(&ctx, &id, &requester, &technician, tickets / BENEFICIARIES).await?;
        fill_threads(&ctx, &id, messages).await?;
        requesters.push((id, requester));
    }
    fill_audit(&ctx).await?;
    if platform.db.engine() == Engine::Postgres {
        let mut tx = platform.db.begin(&Scope::All).await?;
        store::analyze(&mut tx).await?;
        tx.commit().await?;
    }
    let officer = officer.ok_or_else(|| anyhow!("no beneficiary"))?;
    Ok(World { technician, requesters, officer, tickets: tickets / BENEFICIARIES })
}

async fn organisation(ctx: &Ctx, side: &str, code: &str) -> Result<Organisation> {
    let form = OrganisationForm {
        side: side.to_owned(),
        code: code.to_owned(),
        name: format!("Organisation {code}"),
        ..OrganisationForm::default()
    };
    organisations::actions::create(ctx, &form).await.map_err(|e| anyhow!("{e}"))
}

async fn person(ctx: &Ctx, home: &Organisation, role: Role, name: &str) -> Result<Person> {
    let form = PersonForm {
        organisation: home.id.as_str().to_owned(),
        name: name.to_owned(),
        email: format!("{name}@{}.example", home.code.to_lowercase()),
        roles: vec![role],
        ..PersonForm::default()
    };
    persons::actions::create(ctx, &form).await.map_err(|e| anyhow!("{e}"))
}

async fn agree(ctx: &Ctx, home: &Organisation, id: &BeneficiaryId) -> Result<()> {
    let source = AGREEMENT.replace("code = \"PMPB\"", &format!("code = \"{}\"", home.code));
    match versions::import(ctx, id, &source, jiff::civil::date(2022, 1, 1))
        .await
        .map_err(|e| anyhow!("{e}"))?
    {
        Import::Created { .. } => Ok(()),
        other => bail!("the agreement was not imported: {other:?}"),
    }
}

async fn fill_tickets(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    requester: &Person,
    worker: &Person,
    tickets: i64,
) -> Result<()> {
    let never = jiff::civil::date(9999, 1, 1).to_zoned(jiff::tz::TimeZone::UTC)?.timestamp();
    let mut tx = ctx.begin().await?;
    for day in 0..DAYS {
        let numbers = (day * tickets / DAYS + 1, (day + 1) * tickets / DAYS);
        if numbers.1 < numbers.0 {
            continue;
        }
        let at = ctx.now() - SignedDuration::from_hours(24 * (DAYS - day));
        let due = at + SignedDuration::from_hours(100);
        let day = Day { beneficiary, requester: &requester.id, worker: &worker.id, numbers, at, due };
        store::insert_tickets(&mut tx, &day, never).await?;
    }
    Ok(tx.commit().await?)
}

async fn fill_threads(ctx: &Ctx, beneficiary: &BeneficiaryId, messages: i64) -> Result<()> {
    let mut tx = ctx.begin().await?;
    store::insert_states(&mut tx, beneficiary).await?;
    store::insert_messages(&mut tx, beneficiary, messages).await?;
    Ok(tx.commit().await?)
}

async fn fill_audit(ctx: &Ctx) -> Result<()> {
    for batch in 0..AUDIT_ENTRIES / 1_000 {
        let mut tx = ctx.begin().await?;
        for index in 0..1_000 {
            let entry = Entry::new("bench.entry", None, "bench", format!("{batch}-{index}"));
            let detail = serde_json::json!({"batch": batch, "index": index});
            record(&mut tx, ctx, entry.detail(detail)).await.map_err(|e| anyhow!("{e}"))?;
        }
        tx.commit().await?;
    }
    Ok(())
}
