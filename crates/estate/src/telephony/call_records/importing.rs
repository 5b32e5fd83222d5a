//! Going through a file: whose each call is, what kind of number it went to, and where the file was left. Judging is pure.

use super::{
    Call, Class, Counts, Format, Import, ImportId, Reading, Source, State, Total,
    formats::{Halt, Place, Records, Told, Way},
    rules::{
        self,
        destination::{DialPlan, destination},
    },
    store,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use kernel::{Zone, id::BeneficiaryId};
use people::audit::{Entry, record};
use platform::{Ctx, Digest, Error, Files, Result};
use serde_json::json;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs::File,
    io::BufReader,
};

/// Records written in one transaction.
const BATCH: usize = 1_000;

/// Lines checked between two looks at whether somebody stopped it.
const CHECKED: usize = 50_000;

/// Whose calls are, and from when on they are kept.
pub struct Judge {
    owners: HashMap<String, BeneficiaryId>,
    fallback: Option<BeneficiaryId>,
    plan: DialPlan,
    kept_from: Timestamp,
}

impl Judge {
    /// A judge for the files of a source.
    pub fn new(
        owners: HashMap<String, BeneficiaryId>,
        fallback: Option<BeneficiaryId>,
        reading: &Reading,
        kept_from: Timestamp,
    ) -> Self {
        let plan = DialPlan { outside_prefix: reading.outside_prefix.clone() };
        Self { owners, fallback, plan, kept_from }
    }

    /// The call to keep, if it is one; counts it otherwise.
    pub fn judge(&self, told: Told, counts: &mut Counts) -> Option<Call> {
        let went_out = match told.way {
            Way::Out => true,
            Way::Inside => false,
            Way::In => return count(&mut counts.incoming),
            Way::Unanswered => return count(&mut counts.unanswered),
        };
        if told.at < self.kept_from {
            return count(&mut counts.too_old);
        }
        let owner = self.owners.get(told.caller.trim()).or_else(|| {
            // Nobody dials the prefix before one's own number.
            let number = destination(&told.caller, true, &DialPlan::default()).number;
            self.owners.get(&number)
        });
        let Some(beneficiary) = owner.or(self.fallback.as_ref()).cloned() else {
            return count(&mut counts.unowned);
        };
        let to = destination(&told.called, went_out, &self.plan);
        Some(Call {
            beneficiary,
            key: told.key,
            at: told.at,
            caller: told.caller,
            called: to.number,
            class: to.class,
            country: to.country.to_owned(),
            seconds: told.seconds,
        })
    }
}

fn count(counter: &mut i64) -> Option<Call> {
    *counter += 1;
    None
}

/// The totals that calls add to, each month, class and country of a beneficiary once. Months are those of mainland France.
pub fn totals<'a>(calls: impl IntoIterator<Item = &'a Call>, zone: &TimeZone) -> Vec<Total> {
    let mut sums: BTreeMap<(&str, Date, Class, &str), (i64, i64)> = BTreeMap::new();
    for call in calls {
        let day = call.at.to_zoned(zone.clone()).date();
        let key = (call.beneficiary.as_str(), day.first_of_month(), call.class, call.country.as_str());
        let sum = sums.entry(key).or_default();
        *sum = (sum.0 + 1, sum.1 + call.seconds);
    }
    let total = |((beneficiary, month, class, country), (calls, seconds)): (
        (&str, Date, Class, &str),
        (i64, i64),
    )| Total {
        beneficiary: beneficiary.into(),
        month,
        class,
        country: country.to_owned(),
        calls,
        seconds,
    };
    sums.into_iter().map(total).collect()
}

/// Whether a file is gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// There is more.
    More,
    /// It ended, one way or the other, or it is gone through elsewhere.
    Over,
}

/// Where the file of an import is kept while it is gone through: it holds whole numbers, and is removed afterwards (R8.6).
pub(super) fn kept(ctx: &Ctx, id: &ImportId) -> Files {
    ctx.platform.files.apart("calls").apart(id.as_str())
}

/// Removes the file that was kept of an import, once that is over; gives the import as it stands.
pub(super) async fn let_go(ctx: &Ctx, id: &ImportId) -> Result<Import> {
    let import = store::import(&mut ctx.read().await?, id).await?.ok_or(Error::NotFound)?;
    if !import.is_running() {
        kept(ctx, id).remove(&Digest::from(import.digest.clone())).await?;
    }
    Ok(import)
}

type Open = Records<BufReader<File>>;

async fn open(file: File, format: Format, reading: Reading, place: Place) -> Result<Result<Open, Halt>> {
    let work = move || Records::open(BufReader::with_capacity(256 * 1024, file), format, &reading, place);
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::Internal(e.to_string()))
}

/// Reads up to `most` records; fewer at the end of the file.
async fn read(mut records: Open, most: usize) -> Result<(Open, Result<Vec<Told>, Halt>)> {
    let work = move || {
        let mut told = Vec::with_capacity(most.min(BATCH));
        let done = loop {
            if told.len() == most {
                break Ok(told);
            }
            match records.read() {
                Ok(Some(one)) => told.push(one),
                Ok(None) => break Ok(told),
                Err(halt) => break Err(halt),
            }
        };
        (records, done)
    };
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::Internal(e.to_string()))
}

/// Goes on through a file, at most `rounds` batches; `tell` hears of each.
pub async fn advance(
    ctx: &Ctx,
    id: &ImportId,
    file: File,
    rounds: usize,
    tell: &mut (dyn FnMut(&Import) + Send),
) -> Result<End> {
    let mut tx = ctx.read().await?;
    let import = store::import(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let source = store::source(&mut tx, &import.source).await?.ok_or(Error::NotFound)?;
    let owners = store::callers(&mut tx).await?;
    drop(tx);
    if !import.is_running() {
        return Ok(End::Over);
    }
    let judge = Judge::new(owners, source.owner.clone(), &source.reading, kept_from(ctx));
    let mut records = match open(file, source.format, source.reading.clone(), import.place()).await? {
        Ok(records) => records,
        Err(halt) => return refuse(ctx, id, halt).await,
    };
    let is_checking = import.state == State::Checking;
    let mut from = import.place();
    for _ in 0..rounds {
        let most = if is_checking { CHECKED } else { BATCH };
        let (back, told) = read(records, most).await?;
        records = back;
        let told = match told {
            Ok(told) => told,
            Err(halt) => return refuse(ctx, id, halt).await,
        };
        let step = Step { from, place: records.place(), is_end: told.len() < most, told };
        from = step.place;
        let import = if is_checking {
            checked(ctx, id, &step).await?
        } else {
            Box::pin(apply(ctx, id, &source, &judge, step)).await?
        };
        // Somebody stopped it, or somebody else goes through it.
        let Some(import) = import else { return Ok(End::Over) };
        tell(&import);
        // After the check comes the writing, from the beginning.
        if !import.is_running() || is_checking != (import.state == State::Checking) {
            return Ok(if import.is_running() { End::More } else { End::Over });
        }
    }
    Ok(End::More)
}

/// Since when the detail of calls is kept (R8.6).
fn kept_from(ctx: &Ctx) -> Timestamp {
    let zone = Zone::Metropole.time_zone();
    let today = ctx.now().to_zoned(zone.clone()).date();
    rules::kept_from(today).to_zoned(zone).map_or(Timestamp::MIN, |start| start.timestamp())
}

/// What was read, from one place of the file to another.
struct Step {
    from: Place,
    told: Vec<Told>,
    place: Place,
    is_end: bool,
}

/// Writes down how far the check is; nothing when the import does not stand any more where the step began.
async fn checked(ctx: &Ctx, id: &ImportId, step: &Step) -> Result<Option<Import>> {
    let mut tx = ctx.begin().await?;
    let mut import = store::lock_import(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if import.state != State::Checking || import.place() != step.from {
        return Ok(None);
    }
    import.leave(step.place);
    if step.is_end {
        import.state = State::Applying;
        import.leave(Place::default());
    }
    store::save_import(&mut tx, &import).await?;
    tx.commit().await?;
    Ok(Some(import))
}

/// Writes calls; nothing when the import does not stand any more where the step began: no record is counted twice.
async fn apply(
    ctx: &Ctx,
    id: &ImportId,
    source: &Source,
    judge: &Judge,
    step: Step,
) -> Result<Option<Import>> {
    let mut tx = ctx.begin().await?;
    let mut import = store::lock_import(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if import.state != State::Applying || import.place() != step.from {
        return Ok(None);
    }
    let mut counts = Counts::default();
    let calls: Vec<Call> = step.told.into_iter().filter_map(|told| judge.judge(told, &mut counts)).collect();
    let all = i64::try_from(calls.len()).unwrap_or(i64::MAX);
    let mut seen = HashSet::new();
    let distinct: Vec<Call> =
        calls.into_iter().filter(|call| seen.insert((call.beneficiary.clone(), call.key.clone()))).collect();
    let new: HashSet<String> =
        store::insert_calls(&mut tx, &source.id, &distinct).await?.into_iter().collect();
    let added = totals(distinct.iter().filter(|call| new.contains(&call.key)), &Zone::Metropole.time_zone());
    store::add_totals(&mut tx, &added).await?;
    counts.added = i64::try_from(new.len()).unwrap_or(i64::MAX);
    counts.known = all - counts.added;
    import.counts.add(counts);
    import.leave(step.place);
    if step.is_end {
        import.end(State::Done, ctx.now());
        let detail = json!({"file": import.file_name, "source": source.name, "added": import.counts.added});
        record(&mut tx, ctx, Entry::new("call_import.done", None, "call_import", id.as_str()).detail(detail))
            .await?;
    }
    store::save_import(&mut tx, &import).await?;
    tx.commit().await?;
    Ok(Some(import))
}

/// Refuses a file with its line: nothing of it is written when it is found out while checking.
async fn refuse(ctx: &Ctx, id: &ImportId, halt: Halt) -> Result<End> {
    let trouble = match halt {
        Halt::Trouble(trouble) => trouble,
        Halt::File(error) => return Err(Error::File(error)),
    };
    let mut tx = ctx.begin().await?;
    let mut import = store::lock_import(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if import.is_running() {
        import.trouble_line = i64::try_from(trouble.line).ok();
        import.trouble = Some(trouble.text);
        import.end(State::Refused, ctx.now());
        store::save_import(&mut tx, &import).await?;
        let entry = Entry::new("call_import.refuse", None, "call_import", id.as_str());
        let detail = json!({"file": import.file_name, "line": import.trouble_line});
        record(&mut tx, ctx, entry.detail(detail)).await?;
    }
    tx.commit().await?;
    Ok(End::Over)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_who_calls_keeps_its_zero() {
        let owners = HashMap::from([("+33536492001".to_owned(), BeneficiaryId::from("b"))]);
        let reading = Reading { outside_prefix: "0".to_owned(), ..Reading::default() };
        let judge = Judge::new(owners, None, &reading, Timestamp::UNIX_EPOCH);
        let told = |caller: &str| Told {
            key: "k".to_owned(),
            at: "2026-03-02T08:15:00Z".parse().unwrap(),
            caller: caller.to_owned(),
            called: "00559984500".to_owned(),
            seconds: 60,
            way: Way::Out,
        };
        let mut counts = Counts::default();
        let call = judge.judge(told("0536492001"), &mut counts).unwrap();
        assert_eq!((call.beneficiary.as_str(), call.called.as_str()), ("b", "+33559984500"));
        assert!(judge.judge(told("0536492002"), &mut counts).is_none());
        assert_eq!(counts, Counts { unowned: 1, ..Counts::default() });
    }
}
