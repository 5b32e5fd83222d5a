//! What may be asked: every measure, with the permission of the list it counts and the dimensions it has. Data, not code.

use super::Dimension::{
    self, AssetKind, Beneficiary, CallClass, Category, Cause, Channel, Commitment, Criticality, Document,
    Fibre, Kind, LegalStatus, LineKind, Month, Offer, Outcome, Quarter, Service, Site, State, Team, Year,
};
use kernel::Permission::{
    self, AssetRead, BackupRead, InvoiceRead, ScoreboardRead, SiteRead, TelephonyRead, TicketReadAll,
    TicketWork,
};

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A number of things.
    Count,
    /// A length of time, added up, in seconds.
    Seconds,
    /// An amount, added up, in cents.
    Cents,
    /// A part of a whole; nothing when there is no whole (R5.3).
    Share,
    /// A sum divided by a number of things, cut at two decimals; nothing when there is none (R5.3).
    Mean,
}

/// From which rows a measure comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Tickets, by when they were received.
    Tickets,
    /// Tickets that are open now.
    OpenTickets,
    /// Times at which a ticket was resolved.
    Resolutions,
    /// Time spent on tickets, by its day.
    Times,
    /// Opinions of requesters, by when they were given.
    Opinions,
    /// Demands of the catalogue of services, by when they were made.
    Demands,
    /// The same, by when the service went live.
    GoLives,
    /// Outages, by their beginning.
    Outages,
    /// Sites cut off by outages, by the beginning of the outage.
    Cuts,
    /// Assets that are not retired now.
    Assets,
    /// Assets, by when they were put in service.
    AssetsInService,
    /// Assets, by when they were bought.
    Purchases,
    /// Sites as they are now.
    Sites,
    /// Telephone lines that are in service now.
    Lines,
    /// Calls, by month.
    Calls,
    /// Runs of backups, by their end.
    Backups,
    /// Issued invoices and credit notes, by their date.
    Invoices,
    /// Payments, by their date.
    Payments,
    /// Values of closed months, in their last version.
    ClosedValues,
    /// Incidents whose intervention a target judges, by when they were received.
    Interventions,
    /// Incidents whose restoration a target judges, by when they were received.
    Restorations,
}

/// Something that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What names it in an address.
    pub code: &'static str,
    /// Message key of its name.
    pub label: &'static str,
    /// Message key of what exactly is counted, in a sentence.
    pub says: &'static str,
    /// Who may read what it counts.
    pub needs: Permission,
    /// From which rows.
    pub source: Source,
    /// What its values are.
    pub amount: Amount,
    /// By what it may be counted.
    pub dimensions: &'static [Dimension],
    /// The page that lists what it counts.
    pub list: &'static str,
}

impl Measure {
    /// The measure of a code.
    pub fn of(code: &str) -> Option<&'static Self> {
        MEASURES.iter().find(|one| one.code == code)
    }

    /// Whether it is measured over months, and not as things are now.
    pub fn has_time(&self) -> bool {
        self.dimensions.contains(&Month)
    }
}

const TICKET: &[Dimension] =
    &[Month, Quarter, Year, Beneficiary, Kind, Channel, Criticality, Category, Site, Team, State];
const OPEN: &[Dimension] = &[Beneficiary, Kind, Channel, Criticality, Category, Site, Team, State];
const DEMAND: &[Dimension] = &[Month, Quarter, Year, Beneficiary, Service, Site, State];
const OUTAGE: &[Dimension] = &[Month, Quarter, Year, Beneficiary, Cause];
const CUT: &[Dimension] = &[Month, Quarter, Year, Beneficiary, Site, Cause];
const ASSET: &[Dimension] = &[Beneficiary, AssetKind, Site, State, LegalStatus];
const ASSET_OVER_TIME: &[Dimension] = &[Month, Quarter, Year, Beneficiary, AssetKind, Site, LegalStatus];
const CALL: &[Dimension] = &[Month, Quarter, Year, Beneficiary, CallClass];
const BACKUP: &[Dimension] = &[Month, Quarter, Year, Beneficiary, Outcome];
const INVOICE: &[Dimension] = &[Month, Quarter, Year, Beneficiary, Offer, Document];
const PAYMENT: &[Dimension] = &[Month, Quarter, Year, Beneficiary, Offer];

const PROMISE: &[Dimension] = &[Month, Quarter, Year, Beneficiary, Criticality];

const fn measure(
    (code, label, says): (&'static str, &'static str, &'static str),
    (needs, list): (Permission, &'static str),
    (source, amount): (Source, Amount),
    dimensions: &'static [Dimension],
) -> Measure {
    Measure { code, label, says, needs, source, amount, dimensions, list }
}

/// Every measure, in the order in which they are offered.
pub const MEASURES: &[Measure] = &[
    measure(
        ("tickets_received", "query-tickets-received", "query-tickets-received-says"),
        (TicketReadAll, "/tickets"),
        (Source::Tickets, Amount::Count),
        TICKET,
    ),
    measure(
        ("tickets_resolved", "query-tickets-resolved", "query-tickets-resolved-says"),
        (TicketReadAll, "/tickets"),
        (Source::Resolutions, Amount::Count),
        TICKET,
    ),
    measure(
        ("tickets_open", "query-tickets-open", "query-tickets-open-says"),
        (TicketReadAll, "/tickets"),
        (Source::OpenTickets, Amount::Count),
        OPEN,
    ),
    measure(
        ("time_spent", "query-time-spent", "query-time-spent-says"),
        (TicketWork, "/time"),
        (Source::Times, Amount::Seconds),
        TICKET,
    ),
    measure(
        ("satisfaction", "query-satisfaction", "query-satisfaction-says"),
        // By site and category a mean may be the opinion of one person: only for those who may read opinions.
        (TicketReadAll, "/satisfaction"),
        (Source::Opinions, Amount::Mean),
        TICKET,
    ),
    measure(
        ("services_asked", "query-services-asked", "query-services-asked-says"),
        (TicketReadAll, "/tickets"),
        (Source::Demands, Amount::Count),
        DEMAND,
    ),
    measure(
        ("services_live", "query-services-live", "query-services-live-says"),
        (TicketReadAll, "/tickets"),
        (Source::GoLives, Amount::Count),
        DEMAND,
    ),
    measure(
        ("intervened_in_time", "query-intervened-in-time", "query-intervened-in-time-says"),
        (TicketReadAll, "/scoreboards"),
        (Source::Interventions, Amount::Share),
        PROMISE,
    ),
    measure(
        ("restored_in_time", "query-restored-in-time", "query-restored-in-time-says"),
        (TicketReadAll, "/scoreboards"),
        (Source::Restorations, Amount::Share),
        PROMISE,
    ),
    measure(
        ("commitments_met", "query-commitments-met", "query-commitments-met-says"),
        (ScoreboardRead, "/indicators"),
        (Source::ClosedValues, Amount::Share),
        &[Month, Quarter, Year, Beneficiary, Commitment],
    ),
    measure(
        ("outages", "query-outages", "query-outages-says"),
        (SiteRead, "/outages"),
        (Source::Outages, Amount::Count),
        OUTAGE,
    ),
    measure(
        ("site_cuts", "query-site-cuts", "query-site-cuts-says"),
        (SiteRead, "/outages"),
        (Source::Cuts, Amount::Count),
        CUT,
    ),
    measure(
        ("downtime", "query-downtime", "query-downtime-says"),
        (SiteRead, "/outages"),
        (Source::Cuts, Amount::Seconds),
        CUT,
    ),
    measure(
        ("sites", "query-sites", "query-sites-says"),
        (SiteRead, "/sites"),
        (Source::Sites, Amount::Count),
        &[Beneficiary, Fibre],
    ),
    measure(
        ("assets", "query-assets", "query-assets-says"),
        (AssetRead, "/estate/assets"),
        (Source::Assets, Amount::Count),
        ASSET,
    ),
    measure(
        ("assets_in_service", "query-assets-in-service", "query-assets-in-service-says"),
        (AssetRead, "/estate/assets"),
        (Source::AssetsInService, Amount::Count),
        ASSET_OVER_TIME,
    ),
    measure(
        ("asset_cost", "query-asset-cost", "query-asset-cost-says"),
        (AssetRead, "/estate/assets"),
        (Source::Purchases, Amount::Cents),
        ASSET_OVER_TIME,
    ),
    measure(
        ("lines", "query-lines-name", "query-lines-says"),
        (TelephonyRead, "/telephone-lines"),
        (Source::Lines, Amount::Count),
        &[Beneficiary, LineKind, Site],
    ),
    measure(
        ("calls", "query-calls", "query-calls-says"),
        (TelephonyRead, "/call-consumption"),
        (Source::Calls, Amount::Count),
        CALL,
    ),
    measure(
        ("call_time", "query-call-time", "query-call-time-says"),
        (TelephonyRead, "/call-consumption"),
        (Source::Calls, Amount::Seconds),
        CALL,
    ),
    measure(
        ("backups", "query-backups", "query-backups-says"),
        (BackupRead, "/backups"),
        (Source::Backups, Amount::Count),
        BACKUP,
    ),
    measure(
        ("backups_succeeded", "query-backups-succeeded", "query-backups-succeeded-says"),
        (BackupRead, "/backups"),
        (Source::Backups, Amount::Share),
        BACKUP,
    ),
    measure(
        ("invoiced_net", "query-invoiced-net", "query-invoiced-net-says"),
        (InvoiceRead, "/invoices"),
        (Source::Invoices, Amount::Cents),
        INVOICE,
    ),
    measure(
        ("invoices", "query-invoices", "query-invoices-says"),
        (InvoiceRead, "/invoices"),
        (Source::Invoices, Amount::Count),
        INVOICE,
    ),
    measure(
        ("paid", "query-paid", "query-paid-says"),
        (InvoiceRead, "/receivables"),
        (Source::Payments, Amount::Cents),
        PAYMENT,
    ),
];
