//! Yearly charges and net book value (R3.2, R3.3). Pure.

use super::{Charge, DayCount, Movement, Plan, YearLine, YearTable};
use agreements::document::DepreciationBasis;
use estate::assets::BookedAsset;
use jiff::civil::{Date, date};
use kernel::{
    Cents, Exact, Explained, Explanation, Figure, Rounding, Step, Text,
    months::{add_months, days_30_360, days_actual},
};

/// The charges, one a calendar year, until the cost is used up. Each is half-up to the cent and never more
/// than what is left; the last one is what is left.
pub fn schedule(plan: &Plan) -> Vec<Charge> {
    let life = life_units(plan);
    let (mut left, mut used, mut year) = (plan.cost, 0, plan.in_service.year());
    let mut charges = vec![];
    while used < life {
        let units = units_until(plan, date(year, 12, 31)).min(life) - used;
        used += units;
        let amount = if used == life { left } else { rounded_share(plan, units).min(left) };
        left = left - amount;
        charges.push(Charge { year, units, amount, net_book_value: left });
        year += 1;
    }
    charges
}

/// Net book value at the end of a day: cost minus the closed yearly charges minus the charge of the current
/// year up to that day, each rounded (R3.3). Before entry into service it is the cost; after the day it is retired, nothing: what was
/// left was written off.
pub fn net_book_value(plan: &Plan, at: Date, retired_on: Option<Date>) -> Explained<Cents> {
    let mut story = Explanation::of("R3.3", "art. 7", Text::new("depreciation-value-rule"));
    story
        .input(Text::new("depreciation-cost"), Figure::Money(plan.cost), None)
        .input(Text::new("depreciation-in-service"), Figure::Date(plan.in_service), None)
        .input(Text::new("depreciation-years"), Figure::Count(i64::from(plan.years)), None)
        .input(Text::new("depreciation-basis"), Figure::Text(Text::new(plan.basis.label_key())), None)
        .input(Text::new("depreciation-at"), Figure::Date(at), None);
    let mut value = plan.cost;
    let gone = retired_on.filter(|day| *day < at);
    for charge in charges_until(plan, gone.unwrap_or(at)) {
        let key =
            if charge.year < at.year() { "depreciation-closed-year" } else { "depreciation-current-year" };
        let life = life_units(plan);
        story.steps.push(Step {
            label: Text::new(key).with("year", charge.year),
            expression: format!("{} × {} ÷ {life}", plan.cost, charge.units),
            exact: Some(Figure::Number(share(plan, charge.units))),
            rounding: Some((Rounding::HalfUp, 2)),
            result: Figure::Money(charge.amount),
        });
        value = value - charge.amount;
    }
    if let Some(day) = gone {
        story.step(Text::new("depreciation-retired").with("day", day), "", Figure::Money(value));
        value = Cents::ZERO;
    }
    story.step(Text::new("depreciation-net-book-value"), "", Figure::Money(value));
    story.explain(value)
}

/// The net book value alone, for whoever needs thousands of them.
pub fn book_value(plan: &Plan, at: Date) -> Cents {
    charges_until(plan, at).last().map_or(plan.cost, |charge| charge.net_book_value)
}

/// The charges of a good until it is retired, one a calendar year.
pub fn life(plan: &Plan, retired_on: Option<Date>) -> Vec<Charge> {
    retired_on.map_or_else(|| schedule(plan), |day| charges_until(plan, day))
}

/// The charges up to the end of a day: whole for the closed years, in part for the current one.
fn charges_until(plan: &Plan, at: Date) -> Vec<Charge> {
    if at < plan.in_service {
        return vec![];
    }
    let mut charges = schedule(plan);
    charges.retain(|charge| charge.year <= at.year());
    let closed: i64 = charges.iter().filter(|c| c.year < at.year()).map(|c| c.units).sum();
    if let Some(current) = charges.last_mut().filter(|charge| charge.year == at.year()) {
        let units = units_until(plan, at) - closed;
        if units < current.units {
            let opening = current.net_book_value + current.amount;
            current.units = units;
            current.amount = rounded_share(plan, units).min(opening);
            current.net_book_value = opening - current.amount;
        }
    }
    charges
}

/// The day count an agreement names.
pub fn day_count(basis: DepreciationBasis) -> DayCount {
    match basis {
        DepreciationBasis::Thirty360 => DayCount::Thirty360,
        DepreciationBasis::Actual => DayCount::Actual,
        DepreciationBasis::Months => DayCount::Months,
    }
}

/// How an asset is depreciated; nothing while its cost, its entry into service or its life is not known.
pub fn plan_of(asset: &BookedAsset, basis: DayCount) -> Option<Plan> {
    let years = u8::try_from(asset.useful_life_years?).ok()?;
    Plan::new(asset.cost_cents?, asset.in_service_on?, years, basis).ok()
}

/// The goods the provider bought over a calendar year (R3.1). What the beneficiary lent and what is rented stand in no
/// book of the provider.
pub fn year_table(assets: Vec<BookedAsset>, basis: DayCount, year: i16) -> YearTable {
    let mut table = YearTable::default();
    for asset in assets.into_iter().filter(|asset| asset.legal_status.is_provider_purchase()) {
        let Some(plan) = plan_of(&asset, basis) else {
            table.incomplete.push(asset);
            continue;
        };
        if let Some(movement) = movement(&plan, year, asset.retired_on) {
            table.total = table.total.plus(movement);
            table.lines.push(YearLine { asset, movement });
        }
    }
    table
}

/// What a calendar year does to a good; nothing before it enters service and after it is retired. One without value left
/// still has its line.
pub fn movement(plan: &Plan, year: i16, retired_on: Option<Date>) -> Option<Movement> {
    let is_gone = retired_on.is_some_and(|day| day.year() < year);
    if plan.in_service.year() > year || is_gone {
        return None;
    }
    let is_new = plan.in_service.year() == year;
    let opening = if is_new { Cents::ZERO } else { book_value(plan, date(year - 1, 12, 31)) };
    let acquired = if is_new { plan.cost } else { Cents::ZERO };
    let last = retired_on.filter(|day| day.year() == year);
    let left = book_value(plan, last.unwrap_or(date(year, 12, 31)));
    let (written_off, closing) = if last.is_some() { (left, Cents::ZERO) } else { (Cents::ZERO, left) };
    Some(Movement { opening, acquired, charge: opening + acquired - left, written_off, closing })
}

impl Movement {
    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            opening: self.opening + other.opening,
            acquired: self.acquired + other.acquired,
            charge: self.charge + other.charge,
            written_off: self.written_off + other.written_off,
            closing: self.closing + other.closing,
        }
    }
}

/// Units in the whole life: days of 30/360, real days, or months.
fn life_units(plan: &Plan) -> i64 {
    match plan.basis {
        DayCount::Thirty360 => i64::from(plan.years) * 360,
        DayCount::Months => i64::from(plan.years) * 12,
        DayCount::Actual => days_actual(plan.in_service, last_day_of_life(plan)),
    }
}

/// Units from entry into service to the end of a day, both days counted; not capped at the life.
fn units_until(plan: &Plan, at: Date) -> i64 {
    match plan.basis {
        DayCount::Thirty360 => days_30_360(plan.in_service, at),
        DayCount::Months => month_number(at) - month_number(plan.in_service) + 1,
        DayCount::Actual => days_actual(plan.in_service, at),
    }
}

fn month_number(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month())
}

/// The day before the anniversary of the entry into service that ends the life; 29 February counts as 28.
fn last_day_of_life(plan: &Plan) -> Date {
    add_months(plan.in_service, 12 * i32::from(plan.years))
        .ok()
        .and_then(|anniversary| anniversary.yesterday().ok())
        .unwrap_or(Date::MAX)
}

fn share(plan: &Plan, units: i64) -> Exact {
    plan.cost.euros() * Exact::from(units) / Exact::from(life_units(plan))
}

fn rounded_share(plan: &Plan, units: i64) -> Cents {
    Cents::from_euros(&share(plan, units), Rounding::HalfUp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plan(euros: &str, day: Date, years: u8, basis: DayCount) -> Plan {
        Plan::new(euros.parse().unwrap(), day, years, basis).unwrap()
    }

    fn charges(plan: &Plan) -> Vec<String> {
        schedule(plan).iter().map(|c| c.amount.to_string()).collect()
    }

    #[test]
    fn charges_the_worked_asset_on_each_basis() {
        let on = |basis| charges(&plan("1200.00", date(2022, 3, 15), 4, basis));
        assert_eq!(on(DayCount::Thirty360), ["238.33", "300.00", "300.00", "300.00", "61.67"]);
        assert_eq!(on(DayCount::Actual), ["239.84", "299.79", "300.62", "299.79", "59.96"]);
        assert_eq!(on(DayCount::Months), ["250.00", "300.00", "300.00", "300.00", "50.00"]);
        let first = schedule(&plan("1200.00", date(2022, 3, 15), 4, DayCount::Thirty360))[0];
        assert_eq!(first.units, 286);
        let thirds = plan("1000.00", date(2022, 1, 1), 3, DayCount::Thirty360);
        assert_eq!(charges(&thirds), ["333.33", "333.33", "333.34"]);
    }

    #[test]
    fn values_the_worked_asset_at_each_date() {
        let thirty = plan("1200.00", date(2022, 3, 15), 4, DayCount::Thirty360);
        let actual = plan("1200.00", date(2022, 3, 15), 4, DayCount::Actual);
        let cases = [
            (&thirty, date(2023, 12, 31), "661.67"),
            (&thirty, date(2024, 6, 30), "511.67"),
            (&actual, date(2024, 6, 30), "510.88"),
            (&thirty, date(2026, 3, 13), "0.84"),
            (&thirty, date(2026, 3, 14), "0.00"),
            (&thirty, date(2040, 1, 1), "0.00"),
            (&thirty, date(2022, 3, 14), "1200.00"),
        ];
        for (plan, at, expected) in cases {
            assert_eq!(net_book_value(plan, at, None).value.to_string(), expected, "{at}");
            assert_eq!(book_value(plan, at).to_string(), expected, "{at}");
        }
    }

    #[test]
    fn what_is_retired_is_worth_nothing_from_the_next_day_and_is_charged_until_then() {
        let plan = plan("1200.00", date(2022, 3, 15), 4, DayCount::Thirty360);
        let retired = Some(date(2024, 6, 30));
        let worth = |at| net_book_value(&plan, at, retired).value.to_string();
        assert_eq!((worth(date(2024, 6, 30)), worth(date(2024, 7, 1))), ("511.67".into(), "0.00".into()));
        let charged: Vec<_> = life(&plan, retired).iter().map(|charge| charge.amount.to_string()).collect();
        assert_eq!(charged, ["238.33", "300.00", "150.00"]);
        assert_eq!(life(&plan, None), schedule(&plan));
    }

    #[test]
    fn counts_month_ends_as_the_thirtieth() {
        let counted = |from, at| units_until(&plan("1.00", from, 1, DayCount::Thirty360), at);
        assert_eq!(counted(date(2023, 2, 28), date(2023, 3, 31)), 31);
        assert_eq!(counted(date(2024, 2, 28), date(2024, 2, 29)), 3);
        assert_eq!(counted(date(2023, 1, 31), date(2023, 1, 31)), 1);
    }

    #[test]
    fn refuses_what_no_authority_votes() {
        let refused =
            |cents, years| Plan::new(Cents(cents), date(2022, 1, 1), years, DayCount::Actual).is_err();
        assert!(refused(-1, 3) && refused(1, 0) && refused(1, 101));
    }

    #[test]
    fn a_year_moves_the_value_of_the_worked_asset() {
        let plan = plan("1200.00", date(2022, 3, 15), 4, DayCount::Thirty360);
        let moved = |year, retired| {
            let m = movement(&plan, year, retired)?;
            Some([m.opening, m.acquired, m.charge, m.written_off, m.closing].map(|cents| cents.to_string()))
        };
        let told = |texts: [&str; 5]| Some(texts.map(str::to_owned));
        assert_eq!(moved(2021, None), None);
        assert_eq!(moved(2022, None), told(["0.00", "1200.00", "238.33", "0.00", "961.67"]));
        assert_eq!(moved(2023, None), told(["961.67", "0.00", "300.00", "0.00", "661.67"]));
        let retired = Some(date(2024, 6, 30));
        assert_eq!(moved(2024, retired), told(["661.67", "0.00", "150.00", "511.67", "0.00"]));
        assert_eq!(moved(2025, retired), None);
        assert_eq!(moved(2030, None), told(["0.00", "0.00", "0.00", "0.00", "0.00"]));
    }

    proptest! {
        #[test]
        fn uses_up_the_cost_and_nothing_more(
            cents in 0_i64..100_000_000, years in 1_u8..30, month in 1_i8..=12, day in 1_i8..=28, offset in 0_i64..12_000,
            basis in prop::sample::select(vec![DayCount::Thirty360, DayCount::Actual, DayCount::Months]),
        ) {
            let plan = Plan::new(Cents(cents), date(2022, month, day), years, basis).unwrap();
            let charges = schedule(&plan);
            prop_assert_eq!(charges.iter().map(|c| c.amount).sum::<Cents>(), Cents(cents));
            prop_assert!(charges.iter().all(|c| c.amount >= Cents::ZERO && c.units > 0));
            let at = date(2021, 6, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
            let (today, tomorrow) = (book_value(&plan, at), book_value(&plan, at.tomorrow().unwrap()));
            prop_assert!(tomorrow <= today && tomorrow >= Cents::ZERO && today <= Cents(cents));
        }
    }
}
