//! Taking a GLPI over: users, then tickets, each as an import with its report; then both sides compared.

use super::{
    Place, Plan, SOURCE,
    rows::{self, Parts},
    session::Session,
};
use crate::imports::{
    Import, Line, Outcome, Target,
    actions::{self, Received},
    batches::{self, End},
    rules, store,
};
use anyhow::{Result, bail};
use jiff::civil::DateTime;
use platform::{Ctx, Error};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

/// What is taken over, and how.
pub struct Order {
    /// Where.
    pub place: Place,
    /// How its rows are read.
    pub plan: Plan,
    /// Only tickets that changed since, on its own clock.
    pub since: Option<DateTime>,
    /// Whether nothing is written but the reports.
    pub is_dry: bool,
    /// First pause before a question is asked again.
    pub pause: Duration,
}

/// What came of it.
pub struct Outcomes {
    /// Users and tickets, each compared.
    pub parities: Vec<Parity>,
    /// Items of kinds that are not taken over yet, and how many there are; nothing when they may not be read.
    pub left: Vec<(&'static str, Option<usize>)>,
}

/// Both sides of one kind.
pub struct Parity {
    /// What it is.
    pub target: Target,
    /// The import with its report.
    pub import: Import,
    /// Things there.
    pub there: usize,
    /// Things here, of those.
    pub here: usize,
    /// In a trial: those that would be here.
    pub foreseen: usize,
    /// Messages there and here, of the tickets that are here.
    pub messages: (usize, usize),
    /// Each thing that is not here, with the reason.
    pub differences: Vec<String>,
}

/// Kinds of a GLPI that wait for the estate.
const LEFT: [&str; 6] = ["Computer", "Monitor", "NetworkEquipment", "Peripheral", "Phone", "Printer"];

/// Takes over. `told` hears how far the reading is.
pub async fn take_over(
    ctx: &Ctx,
    order: &Order,
    told: &mut (dyn FnMut(&str, usize, usize) + Send),
) -> Result<Outcomes> {
    actions::require(ctx).map_err(in_words(ctx))?;
    let mut session = Session::open(order.place.clone(), order.pause).await?;
    let read = read(&mut session, order, told).await;
    session.close().await;
    let (users, tickets, left) = read?;
    let persons = one(ctx, order, Target::Person, &rows::USER, &users, &BTreeSet::new()).await?;
    // In a trial nobody is created: tickets refused only because their requester would come first are no differences.
    let to_come = if order.is_dry { to_come(ctx, &persons.import).await? } else { BTreeSet::new() };
    let past = one(ctx, order, Target::Ticket, &rows::TICKET, &tickets, &to_come).await?;
    Ok(Outcomes { parities: vec![persons, past], left })
}

type Rows = Vec<Vec<String>>;

async fn read(
    session: &mut Session,
    order: &Order,
    told: &mut (dyn FnMut(&str, usize, usize) + Send),
) -> Result<(Rows, Rows, Vec<(&'static str, Option<usize>)>)> {
    let users = users(session, told).await?;
    let tickets = tickets(session, order.since, told).await?;
    let mut left = vec![];
    for kind in LEFT {
        left.push((kind, session.count(kind).await.ok()));
    }
    Ok((users, tickets, left))
}

async fn users(session: &mut Session, told: &mut (dyn FnMut(&str, usize, usize) + Send)) -> Result<Rows> {
    let (mut read, mut all) = (0, vec![]);
    loop {
        let page = session.page("User", read, "&expand_dropdowns=true").await?;
        if page.items.is_empty() {
            return Ok(all);
        }
        for user in &page.items {
            let emails = session.parts("User", &rows::text(user, "id"), "UserEmail").await?;
            all.push(rows::user(user, &emails));
        }
        read += page.items.len();
        told("User", read, page.total);
        if read >= page.total {
            return Ok(all);
        }
    }
}

async fn tickets(
    session: &mut Session,
    since: Option<DateTime>,
    told: &mut (dyn FnMut(&str, usize, usize) + Send),
) -> Result<Rows> {
    let (mut read, mut all) = (0, vec![]);
    loop {
        let page = session.page("Ticket", read, "&expand_dropdowns=true").await?;
        if page.items.is_empty() {
            return Ok(all);
        }
        for ticket in page.items.iter().filter(|ticket| is_since(&rows::text(ticket, "date_mod"), since)) {
            let id = rows::text(ticket, "id");
            let parts = Parts {
                people: session.parts("Ticket", &id, "Ticket_User").await?,
                followups: session.parts("Ticket", &id, "ITILFollowup").await?,
                solutions: session.parts("Ticket", &id, "ITILSolution").await?,
            };
            all.extend(rows::ticket(ticket, &parts));
        }
        read += page.items.len();
        told("Ticket", read, page.total);
        if read >= page.total {
            return Ok(all);
        }
    }
}

/// Whether something changed since; what does not say when counts.
fn is_since(changed: &str, since: Option<DateTime>) -> bool {
    let at: Option<DateTime> = changed.replacen(' ', "T", 1).parse().ok();
    since.is_none_or(|since| at.is_none_or(|at| at >= since))
}

/// One kind: received, gone through, done unless it is a trial, then both sides compared.
async fn one(
    ctx: &Ctx,
    order: &Order,
    target: Target,
    columns: &[&str],
    rows: &Rows,
    to_come: &BTreeSet<String>,
) -> Result<Parity> {
    if rows.is_empty() {
        bail!("{SOURCE}: there is no {} to read, or it may not be read", target.as_str());
    }
    let mapping = if target == Target::Person { &order.plan.persons } else { &order.plan.tickets };
    let name = format!("{SOURCE}-{}.csv", target.as_str());
    let (source, bytes) = (SOURCE.to_owned(), written(columns, rows)?);
    let received = Received { target, source, name, bytes, mapping: Some(mapping.clone()) };
    let import = actions::receive(ctx, received).await.map_err(in_words(ctx))?;
    let import = Box::pin(actions::map(ctx, &import.id, mapping, "")).await.map_err(in_words(ctx))?;
    let mut import = through(ctx, import).await?;
    if !order.is_dry && rules::may_apply(&import).is_ok() {
        let done = Box::pin(actions::apply(ctx, &import.id, import.version)).await;
        import = through(ctx, done.map_err(in_words(ctx))?).await?;
    }
    compared(ctx, import, rows, to_come).await
}

fn written(columns: &[&str], rows: &Rows) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(vec![]);
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(writer.into_inner()?)
}

fn in_words(ctx: &Ctx) -> impl Fn(Error) -> anyhow::Error + use<> {
    let lang = ctx.lang;
    move |error| match &error {
        Error::Invalid(problems) => {
            let lines = problems.0.iter().map(|p| format!("{}: {}", p.field, lang.text(&p.text)));
            anyhow::anyhow!(lines.collect::<Vec<_>>().join("\n"))
        }
        Error::Refused(text) => anyhow::anyhow!(lang.text(text)),
        other => anyhow::anyhow!("{other}"),
    }
}

/// Goes through the whole import now: whoever waits at a command line waits.
async fn through(ctx: &Ctx, import: Import) -> Result<Import> {
    while Box::pin(batches::advance(ctx, &import.id, rules::AT_A_TIME)).await.map_err(in_words(ctx))?
        == End::More
    {}
    actions::found(ctx, &import.id).await.map_err(in_words(ctx))
}

async fn compared(ctx: &Ctx, import: Import, rows: &Rows, to_come: &BTreeSet<String>) -> Result<Parity> {
    let ids: BTreeSet<&String> = rows.iter().map(|row| &row[0]).collect();
    let ids: Vec<String> = ids.into_iter().cloned().collect();
    let mut tx = ctx.read().await?;
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut here = 0;
    for some in ids.chunks(500) {
        let found = store::references(&mut tx, SOURCE, import.target, some).await?;
        let objects: Vec<String> = found.iter().map(|one| one.object_id.clone()).collect();
        if import.target == Target::Ticket {
            here += store::messages(&mut tx, &objects).await?;
        }
        known.extend(found.into_iter().map(|one| (one.external_id, one.object_id)));
    }
    drop(tx);
    let has_message = |row: &&Vec<String>| row.get(18).is_some_and(|words| !words.is_empty());
    let there = rows.iter().filter(has_message).filter(|row| known.contains_key(&row[0])).count();
    let refused = actions::refused(ctx, &import).await.map_err(in_words(ctx))?;
    let (waiting, refused): (Vec<Line>, Vec<Line>) =
        refused.into_iter().partition(|line| waits(line, to_come));
    let c = import.counts;
    let foreseen = usize::try_from(c.creates + c.changes + c.same).unwrap_or(0) + waiting.len();
    Ok(Parity {
        target: import.target,
        there: ids.len(),
        here: known.len(),
        foreseen,
        messages: (there, usize::try_from(here).unwrap_or(0)),
        differences: refused.iter().map(|line| reason(ctx, line)).collect(),
        import,
    })
}

/// Whether a ticket is refused only because its requester would be created before it.
fn waits(line: &Line, to_come: &BTreeSet<String>) -> bool {
    let is_to_come =
        |t: &crate::imports::Trouble| t.text.key == "import-error-requester" && to_come.contains(&t.typed);
    !line.troubles.is_empty() && line.troubles.iter().all(is_to_come)
}

fn reason(ctx: &Ctx, line: &Line) -> String {
    let why = line.troubles.iter().map(|t| format!("{} «{}»: {}", t.column, t.typed, ctx.lang.text(&t.text)));
    format!("{}: {}", line.what, why.collect::<Vec<_>>().join("; "))
}

/// Identifiers there of those who would become persons.
async fn to_come(ctx: &Ctx, import: &Import) -> Result<BTreeSet<String>> {
    let (mut lines, mut after) = (BTreeSet::new(), 0);
    loop {
        let reading =
            actions::read(ctx, &import.id, Some(Outcome::Create), after).await.map_err(in_words(ctx))?;
        lines.extend(reading.lines.iter().filter_map(|line| u64::try_from(line.line).ok()));
        match reading.next {
            Some(next) => after = next,
            None => break,
        }
    }
    let mapping = import.mapping.clone().unwrap_or_default();
    let units = batches::units(ctx, import, &mapping).await.map_err(in_words(ctx))?;
    let created = units.iter().filter(|unit| lines.contains(&unit.line()));
    Ok(created.map(|unit| unit.first().get("external_id").to_owned()).collect())
}
