//! What if we left, and leaving: a notice from its receipt to the confirmed exit.

use super::{
    ChoicesForm, ConfirmForm, Consequence, Effect, Means, Notice, NoticeForm, NoticeKey, NoticeState,
    Statement, Task, TaskForm, WhatIf, WithdrawForm,
    forms::party,
    rules,
    statement::{self, TakenBack},
    store,
};
use crate::{reach, terms::nearest};
use agreements::{
    contracts::{self, Contract},
    versions::{self, Version},
};
use estate::assets;
use jiff::civil::Date;
use kernel::{Explained, Permission, Text, id::BeneficiaryId};
use people::{
    audit::{Entry, record},
    organisations::{self, Organisation},
};
use platform::{
    Ctx, Error, Problems, Result,
    db::{OnUnique as _, Tx},
    typed::needed,
};
use serde_json::json;

/// Longest function, number and proof in characters.
pub const WORDS: usize = 500;

/// How a beneficiary may leave, as of today.
pub struct Way {
    /// Whose agreement.
    pub beneficiary: Organisation,
    /// Last day of the term; nothing without an agreement in force.
    pub term_end: Option<Date>,
    /// What a notice received today would do.
    pub today: Option<Effect>,
    /// The notice that was not withdrawn.
    pub notice: Option<Notice>,
}

/// The answer to "what if we left".
pub struct Supposed {
    /// Whose agreement.
    pub beneficiary: Organisation,
    /// On which day the notice would be received.
    pub received_on: Date,
    /// Last day of the term.
    pub term_end: Date,
    /// The earliest exit the agreement allows.
    pub earliest: Explained<Effect>,
    /// What that notice would do.
    pub effect: Explained<Effect>,
    /// What would become of the goods: on the last day it gives, otherwise at the term.
    pub statement: Statement,
    /// The notices that were received.
    pub notices: Vec<Notice>,
    /// The contracts that serve the beneficiary (R6.4).
    pub contracts: Vec<Contract>,
    /// Whether the agreement makes those of the provider go on.
    pub transferred: bool,
}

/// A notice with everything its page shows.
pub struct Whole {
    /// The notice.
    pub notice: Notice,
    /// What becomes of the goods: as confirmed, otherwise as chosen so far.
    pub statement: Statement,
    /// The consequences that were seen to.
    pub tasks: Vec<Task>,
    /// The contracts that serve the beneficiary (R6.4).
    pub contracts: Vec<Contract>,
    /// Whether the agreement makes those of the provider go on.
    pub transferred: bool,
}

/// How each beneficiary in scope that signed an agreement may leave.
pub async fn ways(ctx: &Ctx) -> Result<Vec<Way>> {
    ctx.require(Permission::InvoiceRead)?;
    let today = reach::today(ctx);
    let mut tx = ctx.read().await?;
    let mut in_force = versions::all_in_force(&mut tx, today).await?;
    let mut live = store::live(&mut tx).await?;
    let bodies = versions::signatories(&mut tx).await?;
    let ways = bodies.into_iter().map(|beneficiary| {
        let terms = in_force.remove(&beneficiary.id).map(|version| statement::terms(&version.document));
        let place = live.iter().position(|notice| notice.key.beneficiary == beneficiary.id);
        Way {
            term_end: terms.as_ref().and_then(|terms| rules::term_end(terms).ok()),
            today: terms.as_ref().and_then(|terms| rules::leave(terms, today).ok()).map(|told| told.value),
            notice: place.map(|place| live.remove(place)),
            beneficiary,
        }
    });
    Ok(ways.collect())
}

/// What would become of an agreement and its goods if a notice were received on a day.
pub async fn suppose(ctx: &Ctx, beneficiary: &BeneficiaryId, asked: &WhatIf) -> Result<Supposed> {
    ctx.require(Permission::InvoiceRead)?;
    let received_on = match asked.on.trim() {
        "" => reach::today(ctx),
        text => text.parse().map_err(|_| Error::invalid("on", Text::new("web-error-day")))?,
    };
    let mut tx = ctx.read().await?;
    let served = organisations::store::find(&mut tx, beneficiary).await?.ok_or(Error::NotFound)?;
    let version = nearest(&mut tx, beneficiary, received_on).await?;
    let terms = statement::terms(&version.document);
    let effect = rules::leave(&terms, received_on).map_err(out_of_calendar)?;
    let term_end = rules::term_end(&terms).map_err(out_of_calendar)?;
    let last_day = match effect.value {
        Effect::Leaves { last_day } => last_day,
        Effect::TooEarly { .. } | Effect::TermFirst { .. } => term_end,
    };
    let taken_back =
        if asked.goods == "all" { TakenBack::All } else { TakenBack::Some(std::collections::HashSet::new()) };
    let goods = assets::store::booked(&mut tx, beneficiary).await?;
    Ok(Supposed {
        beneficiary: served,
        received_on,
        term_end,
        earliest: rules::earliest(&terms).map_err(out_of_calendar)?,
        effect,
        statement: statement::statement(&version.document, last_day, goods, &taken_back)
            .map_err(out_of_calendar)?,
        notices: store::of_beneficiary(&mut tx, beneficiary).await?,
        contracts: contracts::store::of_beneficiary(&mut tx, beneficiary).await?,
        transferred: version.document.exit.contracts_transferred,
    })
}

fn out_of_calendar(error: kernel::months::OutOfCalendar) -> Error {
    Error::Refused(Text::new("exit-error-calendar").with("day", error.from))
}

/// Writes down a notice that was received (R3.11): one that the agreement does not allow yet, or any more, is refused with the
/// day that would do. An agreement has one notice at a time, and none once an exit from it is confirmed.
pub async fn receive(ctx: &Ctx, beneficiary: &BeneficiaryId, form: &NoticeForm) -> Result<Notice> {
    ctx.require(Permission::ExitManage)?;
    reach::within(ctx, beneficiary)?;
    let mut tx = ctx.begin().await?;
    let served = organisations::store::find(&mut tx, beneficiary).await?.ok_or(Error::NotFound)?;
    // The version of the day of receipt says what the notice gives, whenever it is written down.
    let received_on = form.received_on.trim().parse().unwrap_or_else(|_| reach::today(ctx));
    let version = nearest(&mut tx, beneficiary, received_on).await?;
    let notice = stated(ctx, served, &version, form)?;
    if store::confirmed(&mut tx, beneficiary, version.document.term.start).await?.is_some() {
        return Err(Error::refused("exit-error-one"));
    }
    store::insert(&mut tx, &notice)
        .await
        .on_unique("exit_notice_beneficiary_id_key", Error::refused("exit-error-one"))?;
    let detail = json!({"received_on": notice.received_on, "last_day": notice.last_day, "given_by": form.given_by,
        "means": notice.means, "reference": notice.reference});
    noted(&mut tx, ctx, &notice.key, "exit.notice", detail).await?;
    tx.commit().await?;
    Ok(notice)
}

fn stated(ctx: &Ctx, served: Organisation, version: &Version, form: &NoticeForm) -> Result<Notice> {
    let mut problems = Problems::default();
    let given_by = party(&form.given_by);
    if given_by.is_none() {
        problems.add("given_by", Text::new("exit-error-party"));
    }
    let means = Means::parse(&form.means);
    if means.is_none() {
        problems.add("means", Text::new("exit-error-means"));
    }
    for (field, text) in [("signatory", &form.signatory), ("reference", &form.reference)] {
        needed(&mut problems, field, text.trim(), WORDS);
    }
    let received_on: Option<Date> = form.received_on.trim().parse().ok();
    let last_day = match received_on.filter(|day| day.year() >= 1 && *day <= reach::today(ctx)) {
        None => {
            problems.add("received_on", Text::new("exit-error-received"));
            None
        }
        Some(day) => last_day(&mut problems, version, day),
    };
    match (given_by, means, received_on, last_day) {
        (Some(given_by), Some(means), Some(received_on), Some(last)) if problems.0.is_empty() => Ok(Notice {
            key: NoticeKey { beneficiary: served.id, id: ctx.id() },
            beneficiary_name: served.name,
            given_by,
            signatory: form.signatory.trim().to_owned(),
            means,
            reference: form.reference.trim().to_owned(),
            received_on,
            agreement_version: version.number,
            last_day: last.value,
            explanation: last.explanation,
            state: NoticeState::Received,
            taken_back: vec![],
            statement: None,
            closed_at: None,
            closed_by: String::new(),
            closed_why: String::new(),
            recorded_at: ctx.now(),
            recorded_by: ctx.actor.name.clone(),
            version: 1,
        }),
        _ => Err(Error::Invalid(problems)),
    }
}

/// The last day that a notice gives under a version, or why it gives none.
fn last_day(problems: &mut Problems, version: &Version, received_on: Date) -> Option<Explained<Date>> {
    let told = rules::leave(&statement::terms(&version.document), received_on);
    let refusal = match told {
        Ok(Explained { value: Effect::Leaves { last_day }, explanation }) => {
            return Some(Explained { value: last_day, explanation });
        }
        Ok(Explained { value: Effect::TooEarly { first_notice }, .. }) => {
            Text::new("exit-error-early").with("day", first_notice)
        }
        Ok(Explained { value: Effect::TermFirst { term_end }, .. }) => {
            Text::new("exit-error-term").with("day", term_end)
        }
        Err(error) => Text::new("exit-error-calendar").with("day", error.from),
    };
    problems.add("received_on", refusal);
    None
}

/// A notice with its goods and consequences.
pub async fn read(ctx: &Ctx, key: &NoticeKey) -> Result<Whole> {
    ctx.require(Permission::InvoiceRead)?;
    let mut tx = ctx.read().await?;
    let notice = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let version = version_of(&mut tx, &notice).await?;
    let statement = if let Some(frozen) = &notice.statement {
        frozen.clone()
    } else {
        chosen(&mut tx, &notice, &version).await?
    };
    let tasks = store::tasks(&mut tx, key).await?;
    let contracts = contracts::store::of_beneficiary(&mut tx, &key.beneficiary).await?;
    let transferred = version.document.exit.contracts_transferred;
    Ok(Whole { notice, statement, tasks, contracts, transferred })
}

/// The version of the agreement that gave the notice its last day: it rules the goods too.
async fn version_of(tx: &mut Tx, notice: &Notice) -> Result<Version> {
    let found = versions::get(tx, &notice.key.beneficiary, notice.agreement_version).await?;
    found.ok_or(Error::NotFound)
}

/// What becomes of the goods as chosen so far.
async fn chosen(tx: &mut Tx, notice: &Notice, version: &Version) -> Result<Statement> {
    let beneficiary = &notice.key.beneficiary;
    let chosen = notice.taken_back.iter().cloned().collect();
    let goods = assets::store::booked(tx, beneficiary).await?;
    statement::statement(&version.document, notice.last_day, goods, &TakenBack::Some(chosen))
        .map_err(out_of_calendar)
}

/// A notice whose row is held, still received and as it was read.
async fn held(ctx: &Ctx, tx: &mut Tx, key: &NoticeKey, version: i64) -> Result<Notice> {
    ctx.require(Permission::ExitManage)?;
    let notice = store::hold(tx, key).await?.ok_or(Error::NotFound)?;
    if notice.version != version {
        return Err(Error::Stale(notice.version));
    }
    if notice.state != NoticeState::Received {
        return Err(Error::refused("exit-error-closed"));
    }
    Ok(notice)
}

/// Says which goods the beneficiary takes back (R3.5). Only what was bought for it alone and has a known value may be.
pub async fn choose(ctx: &Ctx, key: &NoticeKey, form: &ChoicesForm) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let notice = held(ctx, &mut tx, key, form.version).await?;
    let version = version_of(&mut tx, &notice).await?;
    let goods = chosen(&mut tx, &notice, &version).await?;
    let may = |line: &super::StatementLine| line.net_book_value.is_some();
    let mut chosen: Vec<assets::AssetId> = vec![];
    for id in &form.taken_back {
        let line = goods.lines.iter().find(|line| line.asset.as_str() == id && may(line));
        let line = line.ok_or_else(|| Error::invalid("taken_back", Text::new("exit-error-good")))?;
        chosen.push(line.asset.clone());
    }
    chosen.sort();
    chosen.dedup();
    store::choose(&mut tx, key, &chosen).await?;
    noted(&mut tx, ctx, key, "exit.choices", json!({"taken_back": chosen})).await?;
    Ok(tx.commit().await?)
}

/// Says that a consequence was seen to, with what shows it; without words, that it is to be seen to again. A withdrawn notice
/// has none any more.
pub async fn see_to(ctx: &Ctx, key: &NoticeKey, consequence: Consequence, form: &TaskForm) -> Result<()> {
    ctx.require(Permission::ExitManage)?;
    let proof = form.proof.trim();
    let mut tx = ctx.begin().await?;
    let notice = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    // The exit was confirmed on the strength of the plan: it stays shown.
    let is_kept = notice.state == NoticeState::Confirmed && consequence == Consequence::ReversibilityPlan;
    if notice.state == NoticeState::Withdrawn || (is_kept && proof.is_empty()) {
        return Err(Error::refused("exit-error-closed"));
    }
    if proof.is_empty() {
        store::untick(&mut tx, key, consequence).await?;
    } else {
        let mut problems = Problems::default();
        needed(&mut problems, "proof", proof, WORDS);
        problems.into_result()?;
        store::tick(&mut tx, key, consequence, (ctx.now(), &ctx.actor.name, proof)).await?;
    }
    noted(&mut tx, ctx, key, "exit.task", json!({"consequence": consequence, "proof": proof})).await?;
    Ok(tx.commit().await?)
}

/// Says, in the transaction of what shows it, that a consequence of the notice being seen to was seen to; what was ticked
/// already stays, and without such a notice nothing happens.
pub async fn seen_to(
    tx: &mut Tx,
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    (consequence, proof): (Consequence, &str),
) -> Result<()> {
    let mut notices = store::of_beneficiary(tx, beneficiary).await?;
    notices.retain(|one| one.state != NoticeState::Withdrawn);
    // The one being seen to; data are handed back after the last one was confirmed, too.
    let open = notices.iter().position(|one| one.state == NoticeState::Received).unwrap_or(0);
    let Some(notice) = notices.get(open) else { return Ok(()) };
    if store::tasks(tx, &notice.key).await?.iter().any(|task| task.consequence == consequence) {
        return Ok(());
    }
    store::tick(tx, &notice.key, consequence, (ctx.now(), &ctx.actor.name, proof)).await?;
    noted(tx, ctx, &notice.key, "exit.task", json!({"consequence": consequence, "proof": proof})).await
}

/// Confirms an exit: the last day rules invoices from now on and the statement of the goods is frozen. Refused while the
/// agreement asks for a reversibility plan that nobody has shown (R6.6), or a good has no known value.
pub async fn confirm(ctx: &Ctx, key: &NoticeKey, form: &ConfirmForm) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let notice = held(ctx, &mut tx, key, form.version).await?;
    let version = version_of(&mut tx, &notice).await?;
    let needs_plan = version.document.exit.reversibility.needed_before_exit;
    let tasks = store::tasks(&mut tx, key).await?;
    if needs_plan && !tasks.iter().any(|task| task.consequence == Consequence::ReversibilityPlan) {
        return Err(Error::refused("exit-error-plan"));
    }
    let statement = chosen(&mut tx, &notice, &version).await?;
    let unknown = statement.lines.iter().filter(|line| line.fate == super::Fate::Incomplete).count();
    if unknown > 0 {
        return Err(Error::Refused(Text::new("exit-error-incomplete").with("count", unknown)));
    }
    let closed = (ctx.now(), ctx.actor.name.as_str(), "");
    store::close(&mut tx, key, (NoticeState::Confirmed, Some(&statement)), closed).await?;
    let detail = json!({"last_day": notice.last_day, "total": statement.total});
    noted(&mut tx, ctx, key, "exit.confirm", detail).await?;
    Ok(tx.commit().await?)
}

/// Withdraws a notice that was not confirmed yet, for a reason.
pub async fn withdraw(ctx: &Ctx, key: &NoticeKey, form: &WithdrawForm) -> Result<()> {
    let mut problems = Problems::default();
    needed(&mut problems, "why", form.why.trim(), WORDS);
    problems.into_result()?;
    let mut tx = ctx.begin().await?;
    held(ctx, &mut tx, key, form.version).await?;
    let closed = (ctx.now(), ctx.actor.name.as_str(), form.why.trim());
    store::close(&mut tx, key, (NoticeState::Withdrawn, None), closed).await?;
    noted(&mut tx, ctx, key, "exit.withdraw", json!({"why": form.why.trim()})).await?;
    Ok(tx.commit().await?)
}

async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &NoticeKey,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "exit_notice", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}
