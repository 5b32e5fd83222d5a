//! What the agreement and the estate say of an exit: its terms, and the goods as they are settled. Pure.

use super::{
    ExitTerms, Fate, NoticeReading, SettledAsset, Shares, Statement, StatementLine,
    rules::{settle, term_end},
};
use crate::depreciation::{
    Plan,
    rules::{day_count, plan_of},
};
use agreements::document::{self, AgreementDocument};
use estate::assets::{AssetId, BookedAsset, LegalStatus};
use jiff::civil::Date;
use kernel::{Cents, months::OutOfCalendar};
use std::collections::{HashMap, HashSet};

/// The term and the notice of an agreement (R3.8 to R3.10).
pub fn terms(document: &AgreementDocument) -> ExitTerms {
    let (term, notice) = (&document.term, &document.term.notice);
    ExitTerms {
        start: term.start,
        term_years: term.years,
        notice_months: notice.months,
        from_year: notice.from_year,
        reading: match notice.reading {
            document::NoticeReading::EffectiveFromYear => NoticeReading::A,
            document::NoticeReading::GivenFromYear => NoticeReading::B,
            document::NoticeReading::GivenAfterYear => NoticeReading::C,
        },
        roll: notice.roll.then_some(document.service_window.zone),
    }
}

/// The shares of the net book value that an agreement makes due (R3.5).
pub fn shares(document: &AgreementDocument) -> Shares {
    let exit = &document.exit;
    Shares {
        taken_back: exit.taken_back_share.0.clone(),
        left: exit.left_share.0.clone(),
        due_at_term: exit.due_at_term,
    }
}

/// Which goods the beneficiary takes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenBack {
    /// Every one that it may.
    All,
    /// These.
    Some(HashSet<AssetId>),
}

impl TakenBack {
    fn has(&self, asset: &BookedAsset) -> bool {
        match self {
            Self::All => true,
            Self::Some(chosen) => chosen.contains(&asset.key.id),
        }
    }
}

/// What becomes of every good at the end of `last_day`, and what is due for it.
pub fn statement(
    document: &AgreementDocument,
    last_day: Date,
    assets: Vec<BookedAsset>,
    taken_back: &TakenBack,
) -> Result<Statement, OutOfCalendar> {
    let end = term_end(&terms(document))?;
    let basis = day_count(document.exit.depreciation_basis);
    let counts_shared = document.exit.shared_equipment_counts;
    let mut goods = vec![];
    for asset in assets.into_iter().filter(|asset| asset.retired_on.is_none_or(|day| day > last_day)) {
        let plan = plan_of(&asset, basis);
        let fate = fate(&asset, plan.as_ref(), counts_shared, taken_back);
        goods.push((asset, plan, fate));
    }
    let settled: Vec<SettledAsset> = goods.iter().filter_map(settled).collect();
    let outcome = settle(last_day, Some(end), &shares(document), &settled);
    let worth: HashMap<&str, (Cents, Cents)> =
        outcome.value.lines.iter().map(|line| (line.id.as_str(), (line.net_book_value, line.due))).collect();
    let lines = goods.iter().map(|(asset, _, fate)| line(asset, *fate, worth.get(asset.reference.as_str())));
    Ok(Statement {
        last_day,
        is_early: last_day < end,
        lines: lines.collect(),
        total: outcome.value.total,
        explanation: outcome.explanation,
    })
}

fn fate(asset: &BookedAsset, plan: Option<&Plan>, counts_shared: bool, taken_back: &TakenBack) -> Fate {
    match asset.legal_status {
        LegalStatus::LentFree | LegalStatus::Integrated => Fate::Returned,
        LegalStatus::Rented => Fate::Rented,
        LegalStatus::ProviderBought | LegalStatus::BoughtOnRequest if asset.is_shared && !counts_shared => {
            Fate::Shared
        }
        LegalStatus::ProviderBought | LegalStatus::BoughtOnRequest => match plan {
            None => Fate::Incomplete,
            Some(_) if taken_back.has(asset) => Fate::TakenBack,
            Some(_) => Fate::Left,
        },
    }
}

fn settled((asset, plan, fate): &(BookedAsset, Option<Plan>, Fate)) -> Option<SettledAsset> {
    let is_taken_back = *fate == Fate::TakenBack;
    let plan = (*plan).filter(|_| is_taken_back || *fate == Fate::Left)?;
    Some(SettledAsset { id: asset.reference.clone(), plan, is_taken_back, exclusion: None })
}

fn line(asset: &BookedAsset, fate: Fate, worth: Option<&(Cents, Cents)>) -> StatementLine {
    StatementLine {
        asset: asset.key.id.clone(),
        reference: asset.reference.clone(),
        name: asset.name.clone(),
        legal_status: asset.legal_status,
        fate,
        net_book_value: worth.map(|(value, _)| *value),
        due: worth.map_or(Cents::ZERO, |(_, due)| *due),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use estate::assets::{AssetKey, Kind};
    use jiff::civil::date;

    fn document() -> AgreementDocument {
        let text = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");
        agreements::document::check(text).document.unwrap()
    }

    fn asset(number: i64, legal_status: LegalStatus, euros: &str, day: Date, years: i64) -> BookedAsset {
        BookedAsset {
            key: AssetKey { beneficiary: "b".into(), id: AssetId::from(format!("a{number}").as_str()) },
            reference: format!("X-M{number}"),
            kind: Kind { word: "server".into(), name: None },
            name: format!("Bien {number}"),
            legal_status,
            is_shared: false,
            cost_cents: euros.parse().ok(),
            in_service_on: Some(day),
            useful_life_years: Some(years),
            retired_on: None,
        }
    }

    #[test]
    fn settles_what_was_bought_and_sends_the_rest_home() {
        use LegalStatus::{BoughtOnRequest, Integrated, LentFree, ProviderBought, Rented};
        let shared = BookedAsset { is_shared: true, ..asset(4, ProviderBought, "9000", date(2023, 1, 1), 5) };
        let unknown = BookedAsset { cost_cents: None, ..asset(5, ProviderBought, "1", date(2023, 1, 1), 5) };
        let gone = BookedAsset {
            retired_on: Some(date(2024, 1, 1)),
            ..asset(6, ProviderBought, "500", date(2023, 1, 1), 5)
        };
        let assets = vec![
            asset(1, ProviderBought, "2480.40", date(2022, 2, 10), 5),
            asset(2, BoughtOnRequest, "611.11", date(2023, 9, 1), 5),
            asset(3, LentFree, "800", date(2020, 1, 1), 4),
            shared,
            unknown,
            gone,
            asset(7, Rented, "100", date(2023, 1, 1), 5),
            asset(8, Integrated, "100", date(2023, 1, 1), 5),
        ];
        let chosen = TakenBack::Some(HashSet::from([AssetId::from("a1"), AssetId::from("a3")]));
        let found = statement(&document(), date(2024, 7, 1), assets.clone(), &chosen).unwrap();
        let told: Vec<_> = found.lines.iter().map(|line| (line.fate, line.due.0)).collect();
        let expected = [
            (Fate::TakenBack, 129_256),
            (Fate::Left, 25_446),
            (Fate::Returned, 0),
            (Fate::Shared, 0),
            (Fate::Incomplete, 0),
            (Fate::Rented, 0),
            (Fate::Returned, 0),
        ];
        assert_eq!(told, expected);
        assert_eq!((found.total, found.is_early), (Cents(154_702), true));
        let at_term = statement(&document(), date(2026, 12, 31), assets, &TakenBack::All).unwrap();
        assert_eq!((at_term.total, at_term.is_early), (Cents::ZERO, false));
    }
}
