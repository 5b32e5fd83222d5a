//! Reminding those in charge, each moment of a deadline once.

use super::of;
use crate::{
    deadlines::{
        Deadline, Moment, Subject,
        rules::{self, Window},
        store,
    },
    meetings::rules::day,
};
use agreements::document::Debtor;
use jiff::SignedDuration;
use kernel::{Permission, id::BeneficiaryId};
use people::{
    Person, Role,
    audit::{Entry, record},
    organisations, persons,
};
use platform::{Ctx, Result, db::Tx};
use serde_json::json;
use std::collections::BTreeMap;

/// What was sent longer ago is not looked at: no reminder is due that late.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24 * 100);

/// Tells those in charge of every reminder that is due today and that was not sent. Safe to run any number of times. Gives how
/// many were sent.
pub async fn remind(ctx: &Ctx) -> Result<usize> {
    ctx.require(Permission::CommitteeManage)?;
    let today = day(ctx.now());
    let mut tx = ctx.read().await?;
    let sent = store::reminded(&mut tx, ctx.now() - REMEMBERED).await?;
    let is_sent = |one: &Deadline, moment: &Moment| {
        sent.iter().any(|was| {
            was.beneficiary == one.beneficiary
                && was.due == one.due
                && was.obligation == one.obligation
                && was.moment == moment.name
        })
    };
    let mut due: BTreeMap<BeneficiaryId, Vec<(Deadline, Moment)>> = BTreeMap::new();
    for one in of(&mut tx, None, (Window::around(today), today)).await? {
        if let Some(moment) = rules::due_reminder(&one, today).filter(|moment| !is_sent(&one, moment)) {
            due.entry(one.beneficiary.clone()).or_default().push((one, moment));
        }
    }
    let provider = match organisations::store::provider(&mut tx).await? {
        Some(provider) if !due.is_empty() => persons::store::active_of(&mut tx, &provider.id).await?,
        _ => vec![],
    };
    drop(tx);
    let mut told = 0;
    for (beneficiary, reminders) in due {
        told += tell(ctx, &beneficiary, &provider, &reminders).await?;
    }
    Ok(told)
}

/// The reminders of one beneficiary, in one transaction.
async fn tell(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    provider: &[Person],
    reminders: &[(Deadline, Moment)],
) -> Result<usize> {
    let mut tx: Tx = ctx.begin().await?;
    let own = persons::store::active_of(&mut tx, beneficiary).await?;
    let mut told = 0;
    for (one, moment) in reminders {
        let persons = in_charge(one, provider, &own);
        if store::remind(&mut tx, one, (&moment.name, persons.len()), ctx.now()).await? == 0 {
            continue;
        }
        let message = format!("{}/{}", one.obligation, one.due);
        let detail = json!({"message": message, "moment": moment.name, "persons": persons});
        let entry = Entry::new("deadline.remind", Some(beneficiary), "deadline", &message);
        record(&mut tx, ctx, entry.detail(detail)).await?;
        told += 1;
    }
    tx.commit().await?;
    Ok(told)
}

/// Who is told, by role, on the side that owes it: directors and officers, and finance for what is counted and billed.
fn in_charge(one: &Deadline, provider: &[Person], own: &[Person]) -> Vec<String> {
    let is_money = matches!(one.subject, Subject::Census | Subject::Revision | Subject::Invoice);
    let is_told = |person: &&Person| {
        person.roles.iter().any(|role| match role {
            Role::Director | Role::Officer => true,
            Role::FinanceOfficer | Role::BeneficiaryFinance => is_money,
            _ => false,
        })
    };
    let provider = provider.iter().filter(|_| one.owner != Debtor::Beneficiary);
    let own = own.iter().filter(|_| one.owner != Debtor::Provider);
    provider.chain(own).filter(is_told).map(|person| person.id.to_string()).collect()
}
