//! The availability of each site as a file for spreadsheets.

use super::Report;
use crate::scoreboard::files::{as_text, spreadsheet};
use estate::availability::{Link, SiteAvailability, SiteRecord};
use kernel::{Exact, Figure};
use platform::{
    Error, Result,
    i18n::{Lang, figures},
};

/// One line a site and kind of link, on the service window and around the clock.
pub(super) fn csv(lang: Lang, report: &Report) -> Result<Vec<u8>> {
    let mut out = spreadsheet();
    let failed = |e: csv::Error| Error::Internal(e.to_string());
    let headings = [
        "estate-name",
        "availability-link",
        "estate-weight",
        "availability-on-window",
        "availability-base-seconds",
        "availability-down-seconds",
        "availability-always",
        "availability-cuts-all",
        "availability-cuts-window",
        "availability-mean-seconds",
    ];
    out.write_record(headings.map(|key| lang.t(key))).map_err(failed)?;
    if let Some(measured) = &report.measured {
        let both = measured.on_window.sites.iter().zip(&measured.around_the_clock.sites);
        for (record, (service, always)) in measured.records.iter().zip(both) {
            let cells = cells(lang, record, service, always);
            out.write_record(cells.map(|cell| as_text(&cell))).map_err(failed)?;
        }
    }
    out.into_inner().map_err(|e| Error::Internal(e.to_string()))
}

fn cells(
    lang: Lang,
    record: &SiteRecord,
    service: &SiteAvailability,
    always: &SiteAvailability,
) -> [String; 10] {
    let share =
        |share: &Option<Exact>| figures::figure(lang, &share.clone().map_or(Figure::NoData, Figure::Share));
    [
        record.id.clone(),
        lang.t(link_key(record.link)),
        figures::exact(lang, &record.weight),
        share(&service.availability),
        service.base_seconds.to_string(),
        figures::exact(lang, &service.down_seconds),
        share(&always.availability),
        service.cuts.to_string(),
        service.cuts_in_window.to_string(),
        service.mean_repair.as_ref().map(|mean| mean.to_decimal_cut(0)).unwrap_or_default(),
    ]
}

/// Message key of the words for whose link serves a site.
pub(super) fn link_key(link: Link) -> &'static str {
    match link {
        Link::Own => "availability-link-own",
        Link::Carrier { .. } => "availability-link-carrier",
    }
}
