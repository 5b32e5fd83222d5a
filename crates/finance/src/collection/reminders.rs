//! Reminding beneficiaries of what they owe, and the provider of claims that will lapse: each step once, by mail.

use super::{
    Receivable, ReminderStep, rules,
    store::{self, Taken},
};
use crate::reach;
use desk::outbox::{self, MailKind, NewMail, Recipient};
use jiff::civil::Date;
use kernel::{Permission, id::BeneficiaryId};
use people::{
    Person, Role,
    audit::{Entry, record},
    organisations, persons,
};
use platform::{
    Ctx, Result,
    db::Tx,
    i18n::{Lang, figures},
    mail::Letter,
};
use serde_json::json;

/// Writes every reminder that is due today and was not written. Safe to run any number of times. Gives how many steps were taken.
pub async fn remind(ctx: &Ctx) -> Result<usize> {
    ctx.require(Permission::InvoiceIssue)?;
    let mut tx = ctx.read().await?;
    let open = store::open(&mut tx).await?;
    let provider = match organisations::store::provider(&mut tx).await? {
        Some(provider) if !open.is_empty() => persons::store::active_of(&mut tx, &provider.id).await?,
        _ => vec![],
    };
    drop(tx);
    let mut count = 0;
    for of_one in open.chunk_by(|a, b| a.key.beneficiary == b.key.beneficiary) {
        count += remind_one(ctx, &of_one[0].key.beneficiary, of_one, &provider).await?;
    }
    Ok(count)
}

/// The reminders about one beneficiary, in one transaction.
async fn remind_one(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    open: &[Receivable],
    provider: &[Person],
) -> Result<usize> {
    let today = reach::today(ctx);
    let mut tx = ctx.begin().await?;
    let taken = store::taken(&mut tx, beneficiary).await?;
    let invoices: Vec<_> = open.iter().map(|one| one.key.id.clone()).collect();
    let orders = store::orders(&mut tx, &invoices).await?;
    let own = persons::store::active_of(&mut tx, beneficiary).await?;
    let mut count = 0;
    for one in open {
        let steps = steps_of(&taken, one);
        let ordered_on =
            orders.iter().rev().find(|order| order.invoice == one.key.id).map(|order| order.ordered_on);
        let lapses_on = rules::lapse(ordered_on, one.issued_on);
        let warning = lapses_on.and_then(|day| rules::warning(day, &steps, today));
        let reminder = rules::reminder(one, &steps, today);
        for (step, persons) in [(reminder, &own[..]), (warning, provider)] {
            let Some(step) = step else { continue };
            count += usize::from(take(&mut tx, ctx, one, (step, lapses_on), persons).await?);
        }
    }
    tx.commit().await?;
    Ok(count)
}

fn steps_of(taken: &[Taken], receivable: &Receivable) -> Vec<ReminderStep> {
    taken.iter().filter(|one| one.invoice == receivable.key.id).map(|one| one.step).collect()
}

/// Writes to those in charge and notes that the step was taken. With nobody to write to, it stays to be taken.
async fn take(
    tx: &mut Tx,
    ctx: &Ctx,
    receivable: &Receivable,
    (step, lapses_on): (ReminderStep, Option<Date>),
    persons: &[Person],
) -> Result<bool> {
    let told: Vec<&Person> = persons.iter().filter(|person| is_in_charge(person)).collect();
    let key = &receivable.key;
    if told.is_empty() || store::take(tx, key, step, (told.len(), ctx.now())).await? == 0 {
        return Ok(false);
    }
    for person in &told {
        let mail = NewMail {
            beneficiary: Some(key.beneficiary.clone()),
            ticket: None,
            kind: MailKind::Notification,
            to: Recipient::of(person),
            subject: subject(person.language, receivable, step),
            letter: letter(ctx, person.language, receivable, (step, lapses_on)),
            token: None,
            thread_ids: vec![],
        };
        outbox::actions::enqueue(tx, ctx, mail).await?;
    }
    let persons: Vec<&str> = told.iter().map(|person| person.id.as_str()).collect();
    let detail = json!({"step": step, "remaining": receivable.remaining(), "persons": persons});
    let entry = Entry::new("invoice.remind", Some(&key.beneficiary), "invoice", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await?;
    Ok(true)
}

/// Who is written to: the officer and the finance department of a beneficiary, the finance officer of the provider.
fn is_in_charge(person: &Person) -> bool {
    let is_theirs =
        |role: &Role| matches!(role, Role::Officer | Role::BeneficiaryFinance | Role::FinanceOfficer);
    person.roles.iter().any(is_theirs)
}

fn subject(lang: Lang, receivable: &Receivable, step: ReminderStep) -> String {
    lang.with(
        "reminder-subject",
        &[("step", lang.t(step.label_key())), ("number", receivable.number.clone())],
    )
}

fn letter(
    ctx: &Ctx,
    lang: Lang,
    receivable: &Receivable,
    (step, lapses_on): (ReminderStep, Option<Date>),
) -> Letter {
    let is_warning = step >= ReminderStep::Lapse12;
    let opening = match step {
        ReminderStep::First => "reminder-words-first",
        ReminderStep::Second => "reminder-words-second",
        ReminderStep::Formal => "reminder-words-formal",
        ReminderStep::Lapse12 | ReminderStep::Lapse6 | ReminderStep::Lapse1 => "reminder-words-lapse",
    };
    let day = |day: Option<Date>| day.map(|day| figures::date(lang, day)).unwrap_or_default();
    let mut facts = vec![
        (lang.t("money-beneficiary"), receivable.beneficiary_name.clone()),
        (lang.t("invoice-number"), receivable.number.clone()),
        (lang.t("invoice-object-column"), receivable.object.clone()),
        (lang.t("invoice-due"), day(receivable.due_on)),
        (lang.t("receivable-remaining"), figures::money(lang, receivable.remaining())),
    ];
    if is_warning {
        facts.push((lang.t("receivable-lapses"), day(lapses_on)));
    }
    if let Some(order) = &receivable.order_number {
        facts.push((lang.t("order-number"), order.clone()));
    }
    let base = ctx.platform.settings.public_url.trim_end_matches('/');
    let letter = Letter::new(lang.code()).paragraph(lang.t(opening)).facts(facts);
    letter.link(lang.t("reminder-open"), format!("{base}{}", receivable.key.path()))
}
