//! The SQL behind the catalogue: where the rows of each source are, when they happened, what a dimension is of them, and what
//! is added up. Program text only; a question picks among it.

use super::super::{Amount, Dimension, Measure, catalogue::Source};

/// When a row happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// At an instant.
    Instant(&'static str),
    /// On a day.
    Day(&'static str),
}

/// The rows of a source, in the reader's scope.
pub(super) fn rows(source: Source) -> &'static str {
    match source {
        Source::Outages => " from outage x where {scope x} and x.withdrawn_at is null",
        Source::Cuts => {
            " from outage_site l join outage x on x.beneficiary_id = l.beneficiary_id and x.id = l.outage_id \
             where {scope l} and x.withdrawn_at is null"
        }
        Source::Assets => " from asset x where {scope x} and x.state <> 'retired'",
        Source::AssetsInService => " from asset x where {scope x} and x.in_service_on is not null",
        Source::Purchases => {
            " from asset x where {scope x} and x.purchased_on is not null and x.cost_cents is not null"
        }
        Source::Sites => " from site x where {scope x}",
        Source::Lines => " from telephone_line x where {scope x} and x.retired_on is null",
        Source::Calls => " from call_total x where {scope x}",
        Source::Backups => " from backup_run x where {scope x}",
        Source::Invoices => " from invoice x where {scope x} and x.state = 'issued'",
        Source::Payments => {
            " from payment x join invoice i on i.beneficiary_id = x.beneficiary_id and i.id = x.invoice_id where {scope x}"
        }
        Source::ClosedValues => {
            " from indicator_value x where {scope x} and not exists (select 1 from indicator_closing l \
             where l.beneficiary_id = x.beneficiary_id and l.month = x.month and l.version > x.version)"
        }
        _ => rows_of_tickets(source),
    }
}

/// The rows of a source that are tickets, or hang on them as `t`.
fn rows_of_tickets(source: Source) -> &'static str {
    match source {
        Source::OpenTickets => " from ticket t where {scope t} and t.former_source is null and t.is_open",
        Source::Resolutions => {
            " from ticket_state x join ticket t on t.beneficiary_id = x.beneficiary_id and t.id = x.ticket_id \
             where {scope x} and x.state = 'resolved' and t.former_source is null"
        }
        Source::Times => {
            " from ticket_time x join ticket t on t.beneficiary_id = x.beneficiary_id and t.id = x.ticket_id \
             where {scope x} and x.cancelled_at is null"
        }
        Source::Opinions => {
            " from satisfaction x join ticket t on t.beneficiary_id = x.beneficiary_id and t.id = x.ticket_id \
             where {scope x} and x.score is not null and x.voted_at is not null"
        }
        Source::Demands => {
            " from service_request x join ticket t on t.beneficiary_id = x.beneficiary_id and t.id = x.ticket_id \
             where {scope x}"
        }
        Source::GoLives => {
            " from service_request x join ticket t on t.beneficiary_id = x.beneficiary_id and t.id = x.ticket_id \
             where {scope x} and x.live_at is not null"
        }
        _ => " from ticket t where {scope t} and t.former_source is null",
    }
}

/// When the rows of a source happened; nothing for what is counted as it is now.
pub(super) fn when(source: Source) -> Option<When> {
    Some(match source {
        Source::Tickets | Source::Interventions | Source::Restorations => When::Instant("t.received_at"),
        Source::Resolutions | Source::Outages | Source::Cuts => When::Instant("x.from_at"),
        Source::Opinions => When::Instant("x.voted_at"),
        Source::Demands => When::Instant("x.asked_at"),
        Source::GoLives => When::Instant("x.live_at"),
        Source::Backups => When::Instant("x.ended_at"),
        Source::Times => When::Day("x.spent_on"),
        Source::AssetsInService => When::Day("x.in_service_on"),
        Source::Purchases => When::Day("x.purchased_on"),
        Source::Calls | Source::ClosedValues => When::Day("x.month"),
        Source::Invoices => When::Day("x.issued_on"),
        Source::Payments => When::Day("x.received_on"),
        Source::OpenTickets | Source::Assets | Source::Sites | Source::Lines => return None,
    })
}

/// What a dimension is of a row of a source, never NULL; nothing for spans of time and for what the source does not have.
pub(super) fn key(source: Source, dimension: Dimension) -> Option<&'static str> {
    let has_ticket = matches!(
        source,
        Source::Tickets
            | Source::OpenTickets
            | Source::Resolutions
            | Source::Times
            | Source::Opinions
            | Source::Demands
            | Source::GoLives
            | Source::Interventions
            | Source::Restorations
    );
    if has_ticket { of_ticket(dimension) } else { of_other(source, dimension) }
}

fn of_ticket(dimension: Dimension) -> Option<&'static str> {
    Some(match dimension {
        Dimension::Beneficiary => "t.beneficiary_id",
        Dimension::Kind => "t.kind",
        Dimension::Channel => "t.channel",
        Dimension::Criticality => "t.priority",
        Dimension::Category => "coalesce(t.category_id, '')",
        Dimension::Site => "coalesce(t.site_id, '')",
        Dimension::Team => "coalesce(t.team_id, '')",
        Dimension::State => "t.state",
        Dimension::Service => "x.form_code",
        _ => return None,
    })
}

fn of_other(source: Source, dimension: Dimension) -> Option<&'static str> {
    Some(match (dimension, source) {
        (Dimension::Beneficiary, _) => "x.beneficiary_id",
        (Dimension::Site, Source::Cuts) => "l.site_id",
        (Dimension::Site, _) => "coalesce(x.site_id, '')",
        (Dimension::State, _) => "x.state",
        (Dimension::Cause, _) => "x.cause",
        (Dimension::AssetKind | Dimension::Document | Dimension::LineKind, _) => "x.kind",
        (Dimension::LegalStatus, _) => "x.legal_status",
        (Dimension::Offer, Source::Payments) => "i.offer",
        (Dimension::Offer, _) => "x.offer",
        (Dimension::Outcome, _) => "x.outcome",
        (Dimension::CallClass, _) => "x.class",
        (Dimension::Fibre, _) => "x.fibre",
        (Dimension::Commitment, _) => "x.code",
        _ => return None,
    })
}

/// What is added up, and by what the sum is divided for shares and means. The length of what has two ends is not worked out
/// by the database ([`super::spans`]).
pub(super) fn added(measure: &Measure) -> (&'static str, &'static str) {
    const NONE: &str = "cast(0 as bigint)";
    match (measure.source, measure.amount) {
        (Source::Times, _) => ("cast(sum(x.minutes * 60) as bigint)", NONE),
        (Source::Calls, Amount::Seconds) => ("cast(sum(x.seconds) as bigint)", NONE),
        (Source::Calls, _) => ("cast(sum(x.calls) as bigint)", NONE),
        (Source::Opinions, _) => ("cast(sum(x.score) as bigint)", "count(*)"),
        (Source::Purchases, _) => ("cast(sum(x.cost_cents) as bigint)", NONE),
        (Source::Payments, _) => ("cast(sum(x.amount) as bigint)", NONE),
        (Source::Invoices, Amount::Cents) => {
            ("cast(sum(case when x.kind = 'invoice' then x.net else -x.net end) as bigint)", NONE)
        }
        (Source::Backups, Amount::Share) => {
            ("count(case when x.outcome = 'succeeded' then 1 end)", "count(*)")
        }
        (Source::ClosedValues, _) => (
            "count(case when x.verdict = 'met' then 1 end)",
            "count(case when x.verdict in ('met', 'missed') then 1 end)",
        ),
        _ => ("count(*)", NONE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::MEASURES;

    #[test]
    fn every_measure_has_its_rows_in_scope_and_its_dimensions() {
        for measure in MEASURES {
            assert!(rows(measure.source).contains("{scope "), "{}: no scope", measure.code);
            assert_eq!(measure.has_time(), when(measure.source).is_some(), "{}", measure.code);
            for dimension in measure.dimensions.iter().filter(|one| !one.is_time()) {
                assert!(key(measure.source, *dimension).is_some(), "{}: {dimension:?}", measure.code);
            }
        }
        let mut codes: Vec<&str> = MEASURES.iter().map(|one| one.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), MEASURES.len(), "a code names one measure");
    }
}
