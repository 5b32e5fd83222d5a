//! Reports of the three years: each annual one, and the monthly ones of the last twelve months.

use super::{Deed, Event, instant};
use anyhow::{Context as _, Result};
use jiff::{
    SignedDuration, ToSpan as _,
    civil::{Date, date},
};
use kernel::{Zone, next_working_day};

/// A report that is drafted, reviewed by both sides and published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportAct {
    /// Code of the beneficiary; the provider's own for the consolidated one.
    pub of: &'static str,
    /// Whether it is of a year.
    pub is_annual: bool,
    /// The year, or the month: `2025`, `2026-10`.
    pub period: String,
    /// What the introduction and the plan say.
    pub texts: (&'static str, &'static str),
}

/// Whose reports: the consolidated ones come after those they take up.
const BODIES: [&str; 3] = ["PMPB", "STC", "CAPBP"];

/// The last month that is over when the demonstration opens.
const LAST_MONTH: Date = date(2026, 10, 1);

const YEARS: [(i16, (&str, &str)); 3] = [
    (
        2023,
        (
            "L’année 2023 n’est suivie que depuis le 20 novembre : ce premier bilan pose la base des suivants. Les chiffres portent donc sur six semaines, \
             et aucune comparaison avec l’année d’avant n’est possible.",
            "Planifier les réunions de comité de l’année, raccorder les premiers sites à la fibre et présenter un rapport d’activité chaque mois.",
        ),
    ),
    (
        2024,
        (
            "L’année 2024 est la première qui soit suivie de bout en bout. Le guichet a trouvé son rythme, les comités se sont tenus et la révision du prix \
             a été appliquée pour la première fois. Le comité de pilotage de juin a fixé un premier objectif de service, qui vaut à partir de 2025.",
            "Tenir l’objectif de réponse aux demandes administratives fixé pour 2025, poursuivre le raccordement des sites et proposer d’autres objectifs \
             là où la base de référence le permet.",
        ),
    ),
    (
        2025,
        (
            "En 2025 les engagements assortis d’un objectif ont été suivis mois par mois, et les coupures ont été analysées avec les services concernés. \
             Les sauvegardes sont contrôlées chaque jour et des restaurations sont testées. L’effort a porté sur les causes qui reviennent plutôt que sur \
             les pannes une à une.",
            "Préparer la fin de la convention et sa suite, achever le raccordement des sites restants, convenir d’objectifs pour les délais d’intervention \
             et faire entrer la visioconférence des salles de réunion au catalogue.",
        ),
    ),
];

const MONTHLY: (&str, &str) = (
    "Rapport présenté au point d’avancement opérationnel du mois.",
    "Traiter les actions en retard et revoir au prochain point mensuel les demandes les plus anciennes.",
);

/// Every report, or the last ones alone: what a small demonstration shows.
pub(super) fn events(is_whole: bool) -> Result<Vec<Event>> {
    let mut events = vec![];
    let years = if is_whole { &YEARS[..] } else { &YEARS[2..] };
    for (year, texts) in years {
        push(&mut events, true, date(*year + 1, 1, 1), &year.to_string(), *texts)?;
    }
    for back in (0..if is_whole { 12 } else { 1 }).rev() {
        let month = LAST_MONTH.checked_sub(i64::from(back).months())?;
        let following = month.checked_add(1.months())?;
        push(&mut events, false, following, &month.strftime("%Y-%m").to_string(), MONTHLY)?;
    }
    Ok(events)
}

/// Published a week after the beginning of the period that follows, in the afternoon.
fn push(
    events: &mut Vec<Event>,
    is_annual: bool,
    following: Date,
    period: &str,
    texts: (&'static str, &'static str),
) -> Result<()> {
    let day = next_working_day(following.checked_add(8.days())?, Zone::Metropole);
    let hour = if is_annual { 15 } else { 14 };
    let first = instant(day.at(hour, 5, 0, 0)).context("no such instant")?;
    for (place, of) in (0..).zip(BODIES) {
        let at = first + SignedDuration::from_mins(7 * place);
        let act = ReportAct { of, is_annual, period: period.to_owned(), texts };
        events.push(Event { at, deed: Deed::Report(act) });
    }
    Ok(())
}
