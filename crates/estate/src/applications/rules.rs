//! Decisions about applications: until when the warranty runs, when production data may be elsewhere, what differs
//! between environments, which flow must be checked. Pure.

use super::{
    ApplicationForm, CheckForm, CheckResult, DecideForm, Decision, Direction, EnvironmentData,
    EnvironmentForm, EnvironmentKind, Exception, ExceptionForm, Flow, FlowForm, ImprovementForm, Item,
    ItemForm, ItemKind, MeasureForm, SpecificationForm,
};
use jiff::{ToSpan as _, Unit, civil::Date};
use kernel::{
    Cents, Exact, Explained, Explanation, Figure, Text,
    months::{OutOfCalendar, add_months},
};
use platform::{
    Problems,
    typed::{chosen, day, euros, limited, maybe_day, needed, ordered, past, read},
};
use std::collections::BTreeMap;

/// Longest name in characters.
pub const NAME: usize = 160;
/// Longest sentence in characters.
pub const SENTENCE: usize = 300;
/// Longest text in characters.
pub const TEXT: usize = 4_000;
/// Most parts of one kind of an application.
pub const PARTS: usize = 300;
/// Days before the end of the warranty from which it is said to end soon.
pub const SOON: i64 = 90;
/// Longest exception in days: half a year, then it is thought over again.
pub const LONGEST_EXCEPTION: i64 = 184;
/// Most steps of a specification.
const STEPS: usize = 100;

/// How the publisher's warranty stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has not begun.
    Before,
    /// It runs.
    Running,
    /// It ends in so many days.
    Ending(i64),
    /// Maintenance is the block's.
    Over,
}

/// The first day on which maintenance belongs to the block of applications: the warranty's first day and so many months
/// later (R0.4).
pub fn warranty(from: Date, months: u16, line: &str) -> Result<Explained<Date>, OutOfCalendar> {
    let mut story = Explanation::of("R0.4", "art. 2, II", Text::new("application-warranty-rule"));
    story
        .input(Text::new("application-warranty-from"), Figure::Date(from), None)
        .input(Text::new("application-warranty-months"), Figure::Count(i64::from(months)), None)
        .input(Text::new("application-warranty-line"), Figure::Words(line.to_owned()), None);
    let after = add_months(from, i32::from(months))?;
    let last = after.yesterday().map_err(|_| OutOfCalendar { from, months: i32::from(months) })?;
    story.step(Text::new("application-warranty-last"), "", Figure::Date(last));
    story.step(Text::new("application-warranty-after"), "", Figure::Date(after));
    Ok(story.explain(after))
}

/// How it stands: `after` is the first day that is not in the warranty any more.
pub fn standing(from: Date, after: Date, today: Date) -> Standing {
    let left = days(today, after);
    match () {
        () if today < from => Standing::Before,
        () if left <= 0 => Standing::Over,
        () if left <= SOON => Standing::Ending(left),
        () => Standing::Running,
    }
}

fn days(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

/// Whether an exception holds on a day.
pub fn holds(exception: &Exception, day: Date) -> bool {
    exception.ended_at.is_none() && (exception.starts_on..=exception.ends_on).contains(&day)
}

/// Whether production data are where they may not be (R10.3).
pub fn is_breach(kind: EnvironmentKind, data: EnvironmentData, exceptions: &[Exception], day: Date) -> bool {
    kind != EnvironmentKind::Production
        && data == EnvironmentData::Production
        && !exceptions.iter().any(|one| holds(one, day))
}

/// A configuration item by name, with its value in each environment of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its value in each environment, in their order; nothing where there is none.
    pub values: Vec<Option<&'a str>>,
    /// Whether two environments differ.
    pub differs: bool,
}

/// What each environment has under the same name.
pub fn compared<'a>(environments: &[&str], items: &'a [Item]) -> Vec<Compared<'a>> {
    let mut rows: BTreeMap<String, Compared<'a>> = BTreeMap::new();
    for item in items {
        let Some(place) = environments.iter().position(|id| *id == item.environment.as_str()) else {
            continue;
        };
        let row = rows.entry(kernel::fold(&item.name)).or_insert_with(|| Compared {
            name: &item.name,
            values: vec![None; environments.len()],
            differs: false,
        });
        if let Some(value) = row.values.get_mut(place) {
            *value = Some(&item.value);
        }
    }
    let mut rows: Vec<Compared<'a>> = rows.into_values().collect();
    for row in &mut rows {
        let mut told = row.values.iter().flatten();
        let first = told.next();
        row.differs = told.any(|value| Some(value) != first);
    }
    rows
}

/// The day on which a flow must be checked again; today when it never was.
pub fn next_check(flow: &Flow, today: Date) -> Date {
    flow.checked_on.and_then(|day| day.checked_add(flow.every_days.days()).ok()).unwrap_or(today)
}

/// What the form of an application states well: beginning of the warranty and end of use, which is not in the future.
pub fn application(form: &ApplicationForm, today: Date) -> Result<(Option<Date>, Option<Date>), Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "name", &form.name, NAME);
    needed(&mut problems, "purpose", &form.purpose, TEXT);
    needed(&mut problems, "publisher", &form.publisher, NAME);
    needed(&mut problems, "business_owner", &form.business_owner, NAME);
    let warranty_from = maybe_day(&mut problems, "warranty_from", &form.warranty_from);
    let retired_on = maybe_day(&mut problems, "retired_on", &form.retired_on);
    ordered(&mut problems, "retired_on", warranty_from, retired_on);
    if retired_on.is_some_and(|day| day > today) {
        problems.add("retired_on", Text::new("web-error-future"));
    }
    read(problems, Some((warranty_from, retired_on)))
}

/// Reads the form of an environment.
pub fn environment(form: &EnvironmentForm) -> Result<(EnvironmentKind, EnvironmentData), Problems> {
    let mut problems = Problems::default();
    let kind = chosen(&mut problems, "kind", EnvironmentKind::parse(&form.kind));
    needed(&mut problems, "name", &form.name, NAME);
    limited(&mut problems, "address", &form.address, SENTENCE);
    let data = chosen(&mut problems, "data", EnvironmentData::parse(&form.data));
    read(problems, kind.zip(data))
}

/// Reads the form of an exception: first and last day. It is recorded before it is over, and for half a year at most.
pub fn exception(form: &ExceptionForm, today: Date) -> Result<(Date, Date), Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "reason", &form.reason, TEXT);
    needed(&mut problems, "safeguards", &form.safeguards, TEXT);
    let starts_on = maybe_day(&mut problems, "starts_on", &form.starts_on).unwrap_or(today);
    let ends_on = day(&mut problems, "ends_on", &form.ends_on);
    ordered(&mut problems, "ends_on", Some(starts_on.max(today)), ends_on);
    if ends_on.is_some_and(|end| days(starts_on, end) > LONGEST_EXCEPTION) {
        problems.add("ends_on", Text::new("application-error-long").with("days", LONGEST_EXCEPTION));
    }
    read(problems, ends_on.map(|ends_on| (starts_on, ends_on)))
}

/// Reads a configuration item.
pub fn item(form: &ItemForm) -> Result<ItemKind, Problems> {
    let mut problems = Problems::default();
    let kind = chosen(&mut problems, "kind", ItemKind::parse(&form.kind));
    needed(&mut problems, "name", &form.name, NAME);
    needed(&mut problems, "value", &form.value, SENTENCE);
    read(problems, kind)
}

/// Reads the form of a flow: which way, and days between two checks.
pub fn flow(form: &FlowForm) -> Result<(Direction, i64), Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "name", &form.name, NAME);
    needed(&mut problems, "partner", &form.partner, NAME);
    needed(&mut problems, "means", &form.means, SENTENCE);
    let direction = chosen(&mut problems, "direction", Direction::parse(&form.direction));
    let every = form.every_days.trim().parse::<i64>().ok().filter(|days| (1..=366).contains(days));
    if every.is_none() {
        problems.add("every_days", Text::new("application-error-every"));
    }
    read(problems, direction.zip(every))
}

/// Reads what a check found, on which day.
pub fn check(form: &CheckForm, today: Date) -> Result<(Date, CheckResult), Problems> {
    let mut problems = Problems::default();
    let on = past(&mut problems, "checked_on", &form.checked_on, today);
    let result = chosen(&mut problems, "result", CheckResult::parse(&form.result));
    limited(&mut problems, "note", &form.note, TEXT);
    if result.is_some_and(|result| result != CheckResult::Good) {
        needed(&mut problems, "note", &form.note, TEXT);
    }
    read(problems, on.zip(result))
}

/// The steps of a specification, in order.
pub fn specification(form: &SpecificationForm) -> Result<Vec<String>, Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "steps", &form.steps, TEXT);
    limited(&mut problems, "note", &form.note, SENTENCE);
    let steps: Vec<String> =
        form.steps.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if steps.len() > STEPS {
        problems.add("steps", Text::new("application-error-steps").with("limit", STEPS));
    }
    read(problems, Some(steps))
}

/// What was measured: the day and the exact number, with a point.
pub fn measure(form: &MeasureForm, today: Date) -> Result<(Date, String), Problems> {
    let mut problems = Problems::default();
    let on = past(&mut problems, "measured_on", &form.measured_on, today);
    needed(&mut problems, "what", &form.what, NAME);
    limited(&mut problems, "unit", &form.unit, 40);
    let value = form.value.trim().replace(',', ".");
    let is_number = value.len() <= 20 && Exact::parse(&value).is_ok();
    if !is_number {
        problems.add("value", Text::new("application-error-number"));
    }
    read(problems, on.map(|on| (on, value)))
}

/// A proposal: its cost.
pub fn improvement(form: &ImprovementForm) -> Result<Option<Cents>, Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "proposal", &form.proposal, TEXT);
    needed(&mut problems, "gain", &form.gain, TEXT);
    let cost = euros(&mut problems, "cost", &form.cost);
    read(problems, Some(cost))
}

/// What the beneficiary decides. A refusal says why.
pub fn decide(form: &DecideForm) -> Result<Decision, Problems> {
    let mut problems = Problems::default();
    let decision = Decision::parse(&form.decision).filter(|decision| *decision != Decision::Open);
    let decision = chosen(&mut problems, "decision", decision);
    limited(&mut problems, "remark", &form.remark, TEXT);
    if decision == Some(Decision::Refused) {
        needed(&mut problems, "remark", &form.remark, TEXT);
    }
    read(problems, decision)
}

#[cfg(test)]
mod tests;
