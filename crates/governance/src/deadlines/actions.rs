//! Reading the deadlines, recording what proves one, and taking a proof back.

mod remind;

pub use remind::remind;

use super::{
    Deadline, DeadlineKey, DeadlineState, ListQuery, ProofForm, ProofKey, RecordedProof, Shown, Subject,
    WithdrawForm,
    rules::{self, Holder, Known, Window},
    store,
};
use crate::meetings::rules::{day, short, words};
use agreements::{document::Debtor, insurance, versions, versions::Version};
use jiff::civil::Date;
use kernel::{Permission, Side, Text, id::BeneficiaryId};
use people::{
    Organisation,
    audit::{Entry, hold, record},
    organisations,
};
use platform::{Ctx, Digest, Error, Problems, Result, db::Tx, web::UploadedFile};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};

/// Rows of a page.
pub const PAGE: usize = 50;

/// The deadlines of a window, of every body in scope or of one, in a fixed number of statements.
pub async fn of(
    tx: &mut Tx,
    own: Option<&BeneficiaryId>,
    (window, today): (Window, Date),
) -> Result<Vec<Deadline>> {
    let mut bodies = organisations::store::beneficiaries(tx).await?;
    bodies.retain(|body| own.is_none_or(|own| *own == body.id));
    let agreements: HashMap<BeneficiaryId, Version> = match own {
        Some(own) => {
            let version = versions::in_force(tx, own, today).await?;
            version.map(|version| (own.clone(), version)).into_iter().collect()
        }
        None => versions::all_in_force(tx, today).await?,
    };
    let back = rules::looked_back(agreements.values().map(|version| &*version.document));
    let from = window.from.saturating_sub(jiff::Span::new().days(back));
    let to = rules::last_of_year(window.to);
    let mut known: BTreeMap<BeneficiaryId, Known> = BTreeMap::new();
    for store::facts::Owned(beneficiary, fact) in store::facts::between(tx, own, (from, to)).await? {
        known.entry(beneficiary).or_default().facts.push(fact);
    }
    for proof in store::standing(tx, own).await? {
        known.entry(proof.beneficiary.clone()).or_default().recorded.push(proof);
    }
    let certificates = insurance::store::standing(tx).await?;
    let nothing = Known::default();
    let of_body = |body: &Organisation| {
        let version: &Version = agreements.get(&body.id)?;
        let (id, name, document) = (&body.id, body.name.as_str(), &*version.document);
        let holder = Holder { id, name, document, certificates: &certificates };
        Some(rules::deadlines(holder, known.get(&body.id).unwrap_or(&nothing), window, today))
    };
    let mut all: Vec<Deadline> = bodies.iter().filter_map(of_body).flatten().collect();
    all.sort_by(|a, b| place(a).cmp(&place(b)));
    Ok(all)
}

/// Where a deadline stands in a list.
fn place(one: &Deadline) -> (Date, &str, &str) {
    (one.due, one.beneficiary.as_str(), one.obligation.as_str())
}

/// Every deadline of a year back and a year ahead that the actor may read, done or not, by its day.
pub async fn around(ctx: &Ctx) -> Result<Vec<Deadline>> {
    ctx.require(Permission::AgreementRead)?;
    let today = day(ctx.now());
    let mut tx = ctx.read().await?;
    of(&mut tx, None, (Window::around(today), today)).await
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The deadlines.
    pub items: Vec<Deadline>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many fit, on all pages.
    pub total: usize,
    /// Every article with a deadline in the window.
    pub articles: Vec<String>,
    /// Every beneficiary one may choose.
    pub bodies: Vec<Organisation>,
}

/// One page of deadlines by their day, and where the next one begins.
pub async fn list(ctx: &Ctx, asked: &ListQuery) -> Result<Listed> {
    ctx.require(Permission::AgreementRead)?;
    let today = day(ctx.now());
    let refused = |field: &str, key: &str| Error::invalid(field, Text::new(key));
    let shown = match asked.state.as_str() {
        "" => Shown::ToDo,
        word => Shown::parse(word).ok_or_else(|| refused("state", "deadline-error-state"))?,
    };
    let window = match asked.quarter.as_str() {
        "" => Window::around(today),
        text => Window::quarter(text).ok_or_else(|| refused("quarter", "deadline-error-quarter"))?,
    };
    let after = match asked.after.as_str() {
        "" => None,
        text => Some(cursor(text).ok_or_else(|| refused("after", "search-error-cursor"))?),
    };
    let own = Some(asked.beneficiary.as_str()).filter(|id| !id.is_empty()).map(BeneficiaryId::from);
    let mut tx = ctx.read().await?;
    let mut items = of(&mut tx, own.as_ref(), (window, today)).await?;
    let mut articles: Vec<String> = items.iter().map(|one| one.article.clone()).collect();
    articles.sort();
    articles.dedup();
    items.retain(|one| {
        is_shown(shown, one.state) && (asked.article.is_empty() || one.article == asked.article)
    });
    let total = items.len();
    if let Some((due, beneficiary, obligation)) = &after {
        items.retain(|one| place(one) > (*due, beneficiary.as_str(), obligation.as_str()));
    }
    let has_more = items.len() > PAGE;
    items.truncate(PAGE);
    let last = items.last().filter(|_| has_more);
    let next = last.map(|one| format!("{}.{}.{}", one.due, one.beneficiary, one.obligation));
    let bodies = organisations::store::beneficiaries(&mut tx).await?;
    Ok(Listed { items, next, total, articles, bodies })
}

fn is_shown(shown: Shown, state: DeadlineState) -> bool {
    match shown {
        Shown::ToDo => matches!(state, DeadlineState::Overdue | DeadlineState::Coming),
        Shown::Overdue => state == DeadlineState::Overdue,
        Shown::Coming => state == DeadlineState::Coming,
        Shown::Done => state == DeadlineState::Done,
        Shown::All => true,
    }
}

/// Codes of obligations have full stops: they come last.
fn cursor(text: &str) -> Option<(Date, String, String)> {
    let mut parts = text.splitn(3, '.');
    Some((parts.next()?.parse().ok()?, parts.next()?.to_owned(), parts.next()?.to_owned()))
}

/// A deadline with what was recorded for its obligation.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The deadline.
    pub deadline: Deadline,
    /// Every proof of its obligation, the latest first.
    pub proofs: Vec<RecordedProof>,
}

/// One deadline, when its agreement is the actor's to read.
pub async fn read(ctx: &Ctx, key: &DeadlineKey) -> Result<Whole> {
    ctx.require(Permission::AgreementRead)?;
    let mut tx = ctx.read().await?;
    let deadline = find(&mut tx, key, day(ctx.now())).await?;
    let proofs = store::of_obligation(&mut tx, &key.beneficiary, &key.obligation).await?;
    Ok(Whole { deadline, proofs })
}

async fn find(tx: &mut Tx, key: &DeadlineKey, today: Date) -> Result<Deadline> {
    // A day is typed in the address: nothing falls due on one that PostgreSQL does not know.
    if !rules::YEARS.contains(&key.due.year()) {
        return Err(Error::NotFound);
    }
    let found = of(tx, Some(&key.beneficiary), (Window::of(key.due), today)).await?;
    found.into_iter().find(|one| one.obligation == key.obligation).ok_or(Error::NotFound)
}

/// Records what proves a deadline, with its document when there is one. Each side proves what it owes, alone or with the other;
/// the provider may also record what the beneficiary hands over.
pub async fn prove(
    ctx: &Ctx,
    key: &DeadlineKey,
    form: &ProofForm,
    file: Option<UploadedFile>,
) -> Result<Deadline> {
    ctx.require(Permission::ProofRecord)?;
    let today = day(ctx.now());
    // Whoever may not see the agreement is told nothing of what was typed.
    let subject = find(&mut ctx.read().await?, key, today).await?.subject;
    let valid_until = stated(form, subject, key.due)?;
    let file = match file.filter(|file| !file.bytes.is_empty()) {
        Some(file) => Some((ctx.platform.files.put(file.bytes).await?, file.name)),
        None => None,
    };
    let mut tx = ctx.begin().await?;
    // Two people who prove the same day come one after the other.
    hold(&mut tx, Some(&key.beneficiary)).await?;
    let one = find(&mut tx, key, today).await?;
    let side = ctx.actor.side.filter(|side| *side != Side::Contractor).unwrap_or(Side::Provider);
    may_prove(&one, side)?;
    let id = ctx.id();
    let given = store::Given { valid_until, file, side, by: &ctx.actor.name };
    store::insert(&mut tx, key, &id, (form, &given), ctx.now()).await?;
    let entry = Entry::new("deadline.prove", Some(&key.beneficiary), "deadline_proof", id.as_str());
    let file = given.file.as_ref().map(|file| file.0.clone());
    let detail =
        json!({"obligation": key.obligation, "due": key.due, "valid_until": valid_until, "file": file});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    let proved = find(&mut tx, key, today).await?;
    tx.commit().await?;
    Ok(proved)
}

/// Records, in the transaction of what shows it, what proves the open day of an obligation until a day. Nothing happens when no
/// day of it is open.
pub async fn shown(
    tx: &mut Tx,
    ctx: &Ctx,
    (beneficiary, obligation): (&BeneficiaryId, &str),
    (note, file, until): (String, (Digest, String), Date),
) -> Result<()> {
    let today = day(ctx.now());
    let all = of(tx, Some(beneficiary), (Window::around(today), today)).await?;
    let is_open =
        |one: &Deadline| one.obligation == obligation && one.subject.is_recorded() && one.proof.is_none();
    let Some(one) = all.into_iter().find(is_open) else { return Ok(()) };
    let key = DeadlineKey { beneficiary: beneficiary.clone(), obligation: one.obligation, due: one.due };
    let valid_until = Some(until).filter(|until| *until > one.due);
    let side = ctx.actor.side.filter(|side| *side != Side::Contractor).unwrap_or(Side::Provider);
    let (id, form) = (ctx.id(), ProofForm { note, ..ProofForm::default() });
    let given = store::Given { valid_until, file: Some(file), side, by: &ctx.actor.name };
    store::insert(tx, &key, &id, (&form, &given), ctx.now()).await?;
    let entry = Entry::new("deadline.prove", Some(beneficiary), "deadline_proof", id.as_str());
    let detail = json!({"obligation": key.obligation, "due": key.due, "valid_until": valid_until});
    record(tx, ctx, entry.detail(detail)).await
}

fn may_prove(one: &Deadline, side: Side) -> Result<()> {
    if !one.subject.is_recorded() {
        return Err(Error::refused("deadline-error-computed"));
    }
    if one.proof.is_some() {
        return Err(Error::refused("deadline-error-done"));
    }
    if side == Side::Beneficiary && one.owner == Debtor::Provider {
        return Err(Error::refused("deadline-error-side"));
    }
    Ok(())
}

/// Reads a form; tells every problem at once.
fn stated(form: &ProofForm, subject: Subject, due: Date) -> Result<Option<Date>> {
    let mut problems = Problems::default();
    words(&mut problems, "note", &form.note);
    let typed = form.valid_until.trim();
    let valid_until: Option<Date> = typed.parse().ok();
    if !typed.is_empty() && valid_until.is_none() {
        problems.add("valid_until", Text::new("deadline-error-day"));
    } else if typed.is_empty() && subject == Subject::Insurance {
        problems.add("valid_until", Text::new("deadline-error-validity"));
    } else if valid_until.is_some_and(|until| until <= due) {
        problems.add("valid_until", Text::new("deadline-error-before"));
    }
    problems.into_result()?;
    Ok(valid_until)
}

/// Takes a proof back, with a reason: the side that recorded it may, and nobody once a later one follows it.
pub async fn withdraw(ctx: &Ctx, key: &ProofKey, form: &WithdrawForm) -> Result<()> {
    ctx.require(Permission::ProofRecord)?;
    let mut tx = ctx.begin().await?;
    // Whose it is must be the actor's to see before its chain is held.
    store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    hold(&mut tx, Some(&key.beneficiary)).await?;
    let proof = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let mut problems = Problems::default();
    words(&mut problems, "reason", &form.reason);
    short(&mut problems, "reason", &form.reason);
    problems.into_result()?;
    let all = store::of_obligation(&mut tx, &key.beneficiary, &proof.obligation).await?;
    let follows = |one: &RecordedProof| one.withdrawn_at.is_none() && one.due > proof.due;
    if all.iter().any(follows) {
        return Err(Error::refused("deadline-error-later"));
    }
    if !ctx.actor.is_system && ctx.actor.side != Some(proof.side) {
        return Err(Error::refused("deadline-error-theirs"));
    }
    let reason = form.reason.trim();
    if store::withdraw(&mut tx, key, (reason, &ctx.actor.name), ctx.now()).await? == 0 {
        return Err(Error::refused("deadline-error-withdrawn"));
    }
    let entry = Entry::new("deadline.withdraw", Some(&key.beneficiary), "deadline_proof", key.id.as_str());
    let detail = json!({"obligation": proof.obligation, "due": proof.due, "reason": reason});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}

/// One proof, when its agreement is the actor's to read.
pub async fn proof(ctx: &Ctx, key: &ProofKey) -> Result<RecordedProof> {
    ctx.require(Permission::AgreementRead)?;
    store::find(&mut ctx.read().await?, key).await?.ok_or(Error::NotFound)
}

/// The document of a proof, with its name.
pub async fn document(ctx: &Ctx, key: &ProofKey) -> Result<(String, Vec<u8>)> {
    let (digest, name) = proof(ctx, key).await?.file.ok_or(Error::NotFound)?;
    Ok((name, ctx.platform.files.get(&digest).await?))
}
