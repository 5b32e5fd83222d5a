//! Reading closed months, values and series.

use super::{commitments, served, today};
use crate::{
    decisions::{self, Decision},
    indicators::{
        Baseline, ClosedValue, Closing, ClosingPath, ClosingRun, Evidence, Proposal, ValueComment, ValuePath,
        rules::{
            self, Change,
            life::{self, Facts, Life, VersionFact},
        },
        store::{self, Cursor, Named, runs, targets},
    },
    meetings::{self, Meeting, rules::is_open},
};
use agreements::{
    document::{Commitment, CommitteeKind},
    versions,
};
use jiff::{SignedDuration, civil::Date};
use kernel::{Explained, Permission, id::BeneficiaryId};
use people::{Organisation, organisations};
use platform::{Ctx, Error, Result, db::Tx};

/// Days around today in which a steering committee may take a decision on a proposal.
const DAYS: i64 = 400;
/// Most meetings of that time that are looked at.
const MEETINGS: i64 = 400;

/// One commitment in the overview.
#[derive(Clone, Debug)]
pub struct Line {
    /// The commitment of the agreement in force.
    pub commitment: Commitment,
    /// Where it stands.
    pub life: Life,
    /// Its last closed value.
    pub last: Option<ClosedValue>,
}

/// Everything closed of one beneficiary, over the last three years.
#[derive(Clone, Debug)]
pub struct Overview {
    /// Whose.
    pub body: Organisation,
    /// Its commitments, in the order of the annexe.
    pub lines: Vec<Line>,
    /// Closed months, the latest first, each with its last version.
    pub closings: Vec<Closing>,
    /// The first month to close; nothing when every one that is over is closed.
    pub next: Option<Date>,
    /// Months asked to be closed.
    pub runs: Vec<ClosingRun>,
}

/// The beneficiaries one may read.
pub async fn chosen(ctx: &Ctx) -> Result<Vec<Organisation>> {
    ctx.require(Permission::ScoreboardRead)?;
    Ok(organisations::store::beneficiaries(&mut ctx.read().await?).await?)
}

/// Where the commitments of a beneficiary stand, and its closed months.
pub async fn overview(ctx: &Ctx, code: &str) -> Result<Overview> {
    ctx.require(Permission::ScoreboardRead)?;
    let mut tx = ctx.read().await?;
    let body = served(&mut tx, code).await?;
    let (day, span) = (today(ctx), span(ctx, 36));
    let closings = store::closed(&mut tx, &body.id, span).await?;
    let values = store::series(&mut tx, &body.id, None, span).await?;
    let known = Known::read(&mut tx, &body.id, None).await?;
    let lines = commitments(&mut tx, &body.id, day).await?.into_iter().map(|commitment| {
        let own: Vec<ClosedValue> = values.iter().filter(|v| v.code == commitment.code).cloned().collect();
        let life = known.life(&body.code, &commitment.code, &own, day);
        Line { last: own.last().cloned(), life, commitment }
    });
    let lines = lines.collect();
    let next = first_to_close(&mut tx, &body.id, day).await?;
    let runs = runs::latest(&mut tx, &body.id).await?;
    Ok(Overview { body, lines, closings: closings.into_iter().rev().collect(), next, runs })
}

/// The last months that are over, as many as asked.
fn span(ctx: &Ctx, months: usize) -> (Date, Date) {
    let last = rules::last_over(today(ctx));
    (rules::before(last, months.saturating_sub(1)), last)
}

/// The first month that is over and not closed, after the last closed one, or since the agreement began; nothing without.
pub(super) async fn first_to_close(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    today: Date,
) -> Result<Option<Date>> {
    let closed = store::months(tx, beneficiary).await?;
    let first = if let Some(last) = closed.last() {
        Some(rules::next(*last))
    } else {
        let versions = versions::list(tx, beneficiary).await?;
        versions.iter().map(|version| version.effective_from.first_of_month()).min()
    };
    Ok(first.filter(|month| *month <= rules::last_over(today)))
}

/// What the stages of a beneficiary's commitments are computed from.
struct Known {
    versions: Vec<versions::Version>,
    decisions: Vec<Decision>,
    proposals: Vec<Proposal>,
}

impl Known {
    async fn read(tx: &mut Tx, beneficiary: &BeneficiaryId, code: Option<&str>) -> Result<Self> {
        let mut all = vec![];
        for summary in versions::list(tx, beneficiary).await? {
            all.extend(versions::get(tx, beneficiary, summary.number).await?);
        }
        all.sort_by_key(|version| version.number);
        Ok(Self {
            versions: all,
            decisions: decisions::store::on_targets(tx, beneficiary).await?,
            proposals: targets::of(tx, beneficiary, code).await?,
        })
    }

    fn life(&self, beneficiary: &str, code: &str, closed: &[ClosedValue], day: Date) -> Life {
        let fact = |version: &versions::Version| {
            let has_target = version.document.commitment(code)?.target.is_some();
            let (number, effective_from) = (version.number, version.effective_from);
            Some(VersionFact { number, effective_from, has_target })
        };
        let versions: Vec<VersionFact> = self.versions.iter().filter_map(fact).collect();
        let own = |one: &&Decision| one.target.as_ref().is_some_and(|target| target.commitment == code);
        let decisions: Vec<Decision> = self.decisions.iter().filter(own).cloned().collect();
        let proposals: Vec<Proposal> =
            self.proposals.iter().filter(|one| one.commitment == code).cloned().collect();
        let facts =
            Facts { beneficiary, versions: &versions, closed, proposals: &proposals, decisions: &decisions };
        life::life(&facts, day)
    }
}

/// A closed month.
#[derive(Clone, Debug)]
pub struct Month {
    /// Whose.
    pub body: Organisation,
    /// The closing.
    pub closing: Closing,
    /// Its values, in the order of the annexe.
    pub values: Vec<ClosedValue>,
    /// Every version of the month, the first first.
    pub versions: Vec<Closing>,
    /// What it changed in the version before.
    pub changes: Vec<Change>,
}

impl Month {
    /// Whether no later version corrects it.
    pub fn is_last(&self) -> bool {
        self.versions.last().is_none_or(|last| last.id == self.closing.id)
    }
}

/// A closed month with its versions.
pub async fn month(ctx: &Ctx, path: &ClosingPath) -> Result<Month> {
    ctx.require(Permission::ScoreboardRead)?;
    let mut tx = ctx.read().await?;
    let body = served(&mut tx, &path.beneficiary).await?;
    let closing = store::find(&mut tx, &body.id, &path.closing).await?.ok_or(Error::NotFound)?;
    let values = store::values(&mut tx, &body.id, &closing.id).await?;
    let changes = match &closing.corrects {
        Some(former) => rules::changes(&store::values(&mut tx, &body.id, former).await?, &values),
        None => vec![],
    };
    let versions = store::versions(&mut tx, &body.id, closing.month).await?;
    Ok(Month { body, closing, values, versions, changes })
}

/// A closed value with what is known of it.
#[derive(Clone, Debug)]
pub struct Value {
    /// Its month.
    pub month: Month,
    /// The value.
    pub value: ClosedValue,
    /// The rows that were counted.
    pub evidence: Vec<Evidence>,
    /// What both sides said.
    pub comments: Vec<ValueComment>,
}

/// A closed value, its rows and what was said of it.
pub async fn value(ctx: &Ctx, path: &ValuePath) -> Result<Value> {
    let of = ClosingPath { beneficiary: path.beneficiary.clone(), closing: path.closing.clone() };
    let month = month(ctx, &of).await?;
    let value = month.values.iter().find(|one| one.code == path.code).cloned().ok_or(Error::NotFound)?;
    let mut tx = ctx.read().await?;
    let of = (&path.closing, path.code.as_str());
    let evidence = store::evidence(&mut tx, &month.body.id, of).await?.ok_or(Error::NotFound)?;
    let comments = store::comments(&mut tx, &month.body.id, of).await?;
    Ok(Value { month, value, evidence, comments })
}

/// A closed value and the rows that were counted.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Exported {
    /// Code of the beneficiary.
    pub beneficiary: String,
    /// The value.
    #[serde(flatten)]
    pub value: ClosedValue,
    /// The rows.
    pub evidence: Vec<Evidence>,
}

/// Everything that is closed of a beneficiary, in the order of months and of the annexe, each month in its last version. Told one
/// after the other: it is long.
pub async fn exported(
    ctx: &Ctx,
    code: &str,
    told: &mut (dyn FnMut(Exported) -> Result<()> + Send),
) -> Result<()> {
    ctx.require(Permission::ScoreboardRead)?;
    let mut tx = ctx.read().await?;
    let body = served(&mut tx, code).await?;
    for closing in store::closed(&mut tx, &body.id, (Date::MIN, Date::MAX)).await? {
        for value in store::values(&mut tx, &body.id, &closing.id).await? {
            let evidence = store::evidence(&mut tx, &body.id, (&closing.id, &value.code)).await?;
            let evidence = evidence.ok_or(Error::NotFound)?;
            told(Exported { beneficiary: body.code.clone(), value, evidence })?;
        }
    }
    Ok(())
}

/// One month of a series.
#[derive(Clone, Debug)]
pub struct Point {
    /// First day of the month.
    pub month: Date,
    /// Its value; nothing when the month is not closed or did not measure it.
    pub value: Option<ClosedValue>,
}

/// One commitment over months.
#[derive(Clone, Debug)]
pub struct Series {
    /// Whose.
    pub body: Organisation,
    /// The commitment of the agreement in force.
    pub commitment: Commitment,
    /// Month by month, in order.
    pub points: Vec<Point>,
    /// Where it stands.
    pub life: Life,
    /// What its closed months were.
    pub baseline: Explained<Baseline>,
    /// Targets proposed for it, the latest first.
    pub proposals: Vec<Proposal>,
    /// Steering committees that may decide.
    pub meetings: Vec<Meeting>,
}

/// One commitment over the last months that are over.
pub async fn series(ctx: &Ctx, code: &str, commitment: &str, months: usize) -> Result<Series> {
    ctx.require(Permission::ScoreboardRead)?;
    let mut tx = ctx.read().await?;
    let body = served(&mut tx, code).await?;
    let day = today(ctx);
    let all = commitments(&mut tx, &body.id, day).await?;
    let commitment = all.into_iter().find(|one| one.code == commitment).ok_or(Error::NotFound)?;
    let (first, last) = span(ctx, months);
    let ever = (rules::before(last, rules::MOST_MONTHS), last);
    let values = store::series(&mut tx, &body.id, Some(&commitment.code), ever).await?;
    let known = Known::read(&mut tx, &body.id, Some(&commitment.code)).await?;
    let of = |month: Date| values.iter().find(|one| one.month == month).cloned();
    let points = rules::months(first, last).into_iter().map(|month| Point { month, value: of(month) });
    Ok(Series {
        points: points.collect(),
        life: known.life(&body.code, &commitment.code, &values, day),
        baseline: life::over(&values, life::direction(&commitment)),
        proposals: known.proposals.iter().rev().cloned().collect(),
        meetings: steering(ctx, &mut tx, &body.id).await?,
        body,
        commitment,
    })
}

/// Steering committees of about a year whose minutes can still be written.
async fn steering(ctx: &Ctx, tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Meeting>> {
    let around = SignedDuration::from_hours(24 * DAYS);
    let span = (ctx.now() - around, ctx.now() + around);
    let mut all = meetings::store::between(tx, Some(beneficiary), span, MEETINGS).await?;
    all.retain(|one| one.committee == CommitteeKind::Steering && is_open(one));
    Ok(all)
}

/// A page of every closed value in scope, and where the next one begins.
pub type Page = (Vec<Named>, Option<String>);

/// One page of every closed value in scope, after the place where another ended.
pub async fn page(ctx: &Ctx, after: Option<&str>) -> Result<Page> {
    ctx.require(Permission::ScoreboardRead)?;
    let start = || (Date::constant(1, 1, 1), String::new(), 0, String::new(), 0);
    let after = match after {
        None => Some(start()),
        Some(text) => cursor(text),
    };
    let after = after.ok_or_else(|| Error::invalid("after", kernel::Text::new("search-error-cursor")))?;
    let mut found = store::page(&mut ctx.read().await?, &after).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let last = found.last().filter(|_| has_more);
    let next = last.map(|one| {
        let value = &one.value;
        format!("{} {} {} {} {}", value.month, one.beneficiary, value.place, value.code, value.version)
    });
    Ok((found, next))
}

fn cursor(text: &str) -> Option<Cursor> {
    let mut parts = text.split(' ');
    let mut part = || parts.next();
    Some((
        part()?.parse().ok()?,
        part()?.to_owned(),
        part()?.parse().ok()?,
        part()?.to_owned(),
        part()?.parse().ok()?,
    ))
}
