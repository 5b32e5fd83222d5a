//! What a report is written from: plain facts of a period and of the one before, read in few statements.

use super::{ReportKind, Span, Summary};
use crate::{
    action_items::Action, availability, committees::Compliance, decisions::Decision, meetings::Meeting,
    scoreboard::Scoreboard,
};
use desk::tickets::{Channel, Kind};
use estate::connections::{Rollout, State as Link};
use finance::{censuses::Census, indices::PublishedValue, revisions::PriceRevision};
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Explained, Figure};

/// Months looked at: two years that end with the period.
pub const MONTHS: usize = 24;

/// Everything a beneficiary's report is written from.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Code of whose report it is.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Name of the provider.
    pub provider: String,
    /// Which report.
    pub kind: ReportKind,
    /// Its days.
    pub span: Span,
    /// The period before.
    pub before: Span,
    /// Whether something was recorded in the period before.
    pub has_before: bool,
    /// When the facts were read.
    pub as_of: Timestamp,
    /// The agreement in force at the end.
    pub agreement: Option<AgreementFacts>,
    /// First days of the months looked at.
    pub months: Vec<Date>,
    /// Tickets.
    pub desk: DeskFacts,
    /// Indicators of the period, of the one before, and month by month.
    pub indicators: IndicatorFacts,
    /// What cut sites off in the period and in the one before.
    pub availability: Option<availability::Report>,
    /// The same, a period before.
    pub availability_before: Option<availability::Report>,
    /// The fibre.
    pub sites: SiteFacts,
    /// Lines, calls, fleet, projects.
    pub estate: EstateFacts,
    /// Census, revision and invoices.
    pub money: MoneyFacts,
    /// Backups, audit log, restores.
    pub security: SecurityFacts,
    /// Committees.
    pub governance: GovernanceFacts,
}

/// The agreement in force at the end of the period.
#[derive(Clone, Debug)]
pub struct AgreementFacts {
    /// Its reference.
    pub reference: String,
    /// Number of its version.
    pub number: i64,
    /// Last day of its term.
    pub until: Option<Date>,
    /// Its blocks.
    pub blocks: Vec<BlockFact>,
}

/// A block of services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockFact {
    /// Code: `SOCLE-A`.
    pub code: String,
    /// Title as the text gives it.
    pub title: String,
    /// Whether it is of the core.
    pub is_core: bool,
    /// Whether a subscription opened it at the end of the period.
    pub is_open: bool,
    /// How many services it holds.
    pub services: i64,
}

/// Tickets of one kind, channel and month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketCount {
    /// Whose.
    pub beneficiary: String,
    /// Incident or request.
    pub kind: Kind,
    /// How they reached the desk.
    pub channel: Channel,
    /// Which month, from the first of [`Facts::months`].
    pub month: usize,
    /// How many.
    pub count: i64,
}

/// Something with a count in the period and in the one before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// What: a level, a category, an action of the log.
    pub name: String,
    /// How many in the period.
    pub now: i64,
    /// How many in the one before.
    pub before: i64,
}

/// What the desk did.
#[derive(Clone, Debug, Default)]
pub struct DeskFacts {
    /// Tickets received.
    pub received: Vec<TicketCount>,
    /// Tickets resolved in the period and in the one before.
    pub resolved: (i64, i64),
    /// Tickets open at the end of the period and of the one before.
    pub open: (i64, i64),
    /// By level of criticality.
    pub levels: Vec<Counted>,
    /// By category, the most frequent first; an empty name for those without.
    pub categories: Vec<Counted>,
    /// Answers to the question of satisfaction: score from 1 to 5, and how many gave it.
    pub scores: Vec<Counted>,
}

impl DeskFacts {
    /// Tickets received in some months, of some kind and channel.
    pub fn count(&self, months: std::ops::Range<usize>, kind: Option<Kind>, channel: Option<Channel>) -> i64 {
        let fits = |one: &&TicketCount| {
            months.contains(&one.month)
                && kind.is_none_or(|kind| one.kind == kind)
                && channel.is_none_or(|channel| one.channel == channel)
        };
        self.received.iter().filter(fits).map(|one| one.count).sum()
    }
}

/// Indicators.
#[derive(Clone, Debug, Default)]
pub struct IndicatorFacts {
    /// Of the period; nothing without an agreement.
    pub now: Option<Scoreboard>,
    /// Of the one before.
    pub before: Option<Scoreboard>,
    /// Month by month: code and value.
    pub monthly: Vec<(Date, Vec<(String, Figure)>)>,
}

/// Sites and their connection.
#[derive(Clone, Debug, Default)]
pub struct SiteFacts {
    /// Served when the period ends: name, town, how it is connected and since when.
    pub all: Vec<SiteFact>,
    /// The roll-out over the period.
    pub rollout: Option<Explained<Rollout>>,
}

/// A site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFact {
    /// Its name.
    pub name: String,
    /// Its town.
    pub city: String,
    /// How it is connected when the period ends.
    pub link: Link,
    /// Since when; nothing when it was found so.
    pub since: Option<Date>,
    /// When the fibre is expected.
    pub expected: Option<Date>,
}

/// Lines, calls, fleet and projects.
#[derive(Clone, Debug, Default)]
pub struct EstateFacts {
    /// Lines in service at the end: `fixed` or `mobile`, and how many.
    pub lines: Vec<Counted>,
    /// Seconds of outgoing calls, month by month.
    pub call_seconds: Vec<(Date, i64)>,
    /// Assets in service when the facts were read, by the label of their kind.
    pub assets: Vec<(Figure, i64)>,
    /// Projects: name, state, weather, what is said of it, last day planned.
    pub projects: Vec<ProjectFact>,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectFact {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: desk::projects::ProjectState,
    /// What is said of it.
    pub says: String,
    /// When it is to end.
    pub ends_on: Option<Date>,
}

/// An invoice or a credit note issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceFact {
    /// Number.
    pub number: String,
    /// Whether it gives money back.
    pub is_credit: bool,
    /// Year billed.
    pub year: i64,
    /// What for.
    pub object: String,
    /// Day of issue.
    pub issued_on: Date,
    /// Without VAT.
    pub net: Cents,
    /// With VAT.
    pub gross: Cents,
    /// Whether it was paid.
    pub is_paid: bool,
}

/// Census, price and invoices.
#[derive(Clone, Debug, Default)]
pub struct MoneyFacts {
    /// Validated censuses up to the end of the period, the last first.
    pub censuses: Vec<Census>,
    /// Approved revisions up to the end of the period, by year.
    pub revisions: Vec<PriceRevision>,
    /// Values of the index in force up to the end of the period, the revised series alone.
    pub index: Vec<PublishedValue>,
    /// Issued in the period.
    pub invoices: Vec<InvoiceFact>,
    /// Issued in the period before.
    pub invoices_before: Vec<InvoiceFact>,
}

/// Backups, restores and the audit log.
#[derive(Clone, Debug, Default)]
pub struct SecurityFacts {
    /// Objects protected at the end.
    pub protected: i64,
    /// Runs by outcome.
    pub runs: Vec<Counted>,
    /// Tests of restoring by outcome.
    pub tests: Vec<Counted>,
    /// Data asked back: requests and those served.
    pub restores: (i64, i64),
    /// Entries of the audit log by the area of their action, the most frequent first.
    pub audit: Vec<Counted>,
    /// Major incidents declared in the period and in the one before.
    pub major: (i64, i64),
}

/// Committees, decisions, actions.
#[derive(Clone, Debug, Default)]
pub struct GovernanceFacts {
    /// Meetings of the period.
    pub meetings: Vec<Meeting>,
    /// How the year follows the plan.
    pub compliance: Option<Explained<Compliance>>,
    /// Decisions of the period.
    pub decisions: Vec<Decision>,
    /// Actions open at the time of reading.
    pub open: Vec<Action>,
    /// Actions closed in the period.
    pub closed: i64,
    /// Meetings that are planned after the period.
    pub ahead: Vec<Meeting>,
}

/// What the consolidated report is written from.
#[derive(Clone, Debug)]
pub struct ProviderFacts {
    /// The provider's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Which report.
    pub kind: ReportKind,
    /// Its days.
    pub span: Span,
    /// The period before.
    pub before: Span,
    /// When the facts were read.
    pub as_of: Timestamp,
    /// First days of the months looked at.
    pub months: Vec<Date>,
    /// Tickets of all beneficiaries.
    pub desk: DeskFacts,
    /// The reports of the period, one for each beneficiary that has one.
    pub reports: Vec<Summary>,
    /// Beneficiaries without a report of the period.
    pub missing: Vec<String>,
    /// Mail that was held: how many came to wait, and how many still did when the facts were read.
    pub held_mail: (i64, i64),
}
