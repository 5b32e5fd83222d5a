//! Decisions about contracts: until when notice is given, what becomes of one at the end of the agreement. Pure.

use super::{AtEnd, Contract, ContractForm, EndForm, Signer};
use jiff::civil::Date;
use kernel::{Cents, Explained, Explanation, Figure, Text, months::add_months};
use platform::{
    Problems,
    typed::{chosen, day, euros, limited, needed, ordered, read},
};

/// Longest name in characters.
pub const NAME: usize = 200;
/// Longest text in characters.
pub const TEXT: usize = 2_000;
/// Longest notice in months.
const NOTICE: i64 = 60;

/// What a form says, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who signed.
    pub side: Signer,
    /// First day.
    pub starts_on: Date,
    /// Last day.
    pub ends_on: Date,
    /// Yearly amount.
    pub amount: Option<Cents>,
    /// Months of notice.
    pub notice_months: i64,
    /// Part that serves the beneficiary, in percent.
    pub share_percent: i64,
}

/// The last day on which notice still ends the contract on its last day: as many months before the day after it, the eve
/// of that date. Nothing without notice.
pub fn notice_by(contract: &Contract) -> Option<Date> {
    let months = i32::try_from(contract.notice_months).ok().filter(|months| *months > 0)?;
    add_months(contract.ends_on.tomorrow().ok()?, -months).ok()?.yesterday().ok()
}

/// What becomes of a contract when the agreement ends on `last_day` (art. 3, R6.4). `transferred` is what the agreement says of
/// the provider's contracts.
pub fn at_end(contract: &Contract, last_day: Date, transferred: bool) -> Explained<AtEnd> {
    let ends = contract.last_day();
    let fate = match contract.side {
        _ if ends <= last_day => AtEnd::Over,
        Signer::Beneficiary => AtEnd::Own,
        Signer::Provider if transferred && contract.is_transferable => AtEnd::GoesOn,
        Signer::Provider => AtEnd::Stays,
    };
    let mut story = Explanation::of("R6.4", "art. 3", Text::new("contract-at-end-rule"));
    story.input(Text::new("contract-last-day"), Figure::Date(ends), Some(contract.key.path())).input(
        Text::new("contract-agreement-end"),
        Figure::Date(last_day),
        None,
    );
    story.step(Text::new("contract-at-end"), "", Figure::Text(Text::new(fate.label_key())));
    story.explain(fate)
}

/// Reads the form of a contract.
pub fn contract(form: &ContractForm) -> Result<Said, Problems> {
    let mut problems = Problems::default();
    let side = chosen(&mut problems, "side", Signer::parse(&form.side));
    needed(&mut problems, "supplier", &form.supplier, NAME);
    needed(&mut problems, "title", &form.title, NAME);
    limited(&mut problems, "reference", &form.reference, NAME);
    limited(&mut problems, "block", &form.block, NAME);
    let starts_on = day(&mut problems, "starts_on", &form.starts_on);
    let ends_on = day(&mut problems, "ends_on", &form.ends_on);
    ordered(&mut problems, "ends_on", starts_on, ends_on);
    let amount = euros(&mut problems, "amount", &form.amount);
    let notice_months = between(&mut problems, "notice_months", &form.notice_months, (0, 0, NOTICE));
    let share_percent = between(&mut problems, "share_percent", &form.share_percent, (100, 0, 100));
    let dates = starts_on.zip(ends_on);
    let numbers = notice_months.zip(share_percent);
    let said =
        side.zip(dates).zip(numbers).map(|((side, (starts_on, ends_on)), (notice_months, share_percent))| {
            Said { side, starts_on, ends_on, amount, notice_months, share_percent }
        });
    read(problems, said)
}

/// A whole number between two, `usual` when nothing is typed.
fn between(
    problems: &mut Problems,
    field: &str,
    text: &str,
    (usual, low, high): (i64, i64, i64),
) -> Option<i64> {
    let number = match text.trim() {
        "" => Some(usual),
        text => text.trim_end_matches('%').trim().parse().ok(),
    };
    let number = number.filter(|number| (low..=high).contains(number));
    if number.is_none() {
        problems.add(field, Text::new("contract-error-between").with("low", low).with("high", high));
    }
    number
}

/// Reads how a contract ends early: from its first day on, before its last one, with a reason.
pub fn end(form: &EndForm, contract: &Contract) -> Result<Date, Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "why", &form.why, TEXT);
    let on = day(&mut problems, "ended_on", &form.ended_on);
    if on.is_some_and(|on| on < contract.starts_on || on > contract.ends_on) {
        problems.add("ended_on", Text::new("contract-error-end"));
    }
    read(problems, on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::ContractKey;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn one(side: Signer, ends_on: Date) -> Contract {
        Contract {
            key: ContractKey { beneficiary: "b".into(), id: "c".into() },
            beneficiary_name: String::new(),
            side,
            supplier: "Opérateur".into(),
            title: "Lien".into(),
            reference: String::new(),
            block: String::new(),
            starts_on: date(2022, 1, 1),
            ends_on,
            amount: None,
            notice_months: 3,
            is_transferable: true,
            share_percent: 100,
            file: None,
            ended_on: None,
            ended_why: String::new(),
            created_by: String::new(),
            version: 1,
        }
    }

    #[test]
    fn a_contract_goes_on_only_when_it_outlives_the_agreement_and_may() {
        let end = date(2026, 12, 31);
        let long = one(Signer::Provider, date(2028, 3, 31));
        assert_eq!(at_end(&long, end, true).value, AtEnd::GoesOn);
        assert_eq!(at_end(&long, end, false).value, AtEnd::Stays, "the agreement says so");
        let bound = Contract { is_transferable: false, ..long.clone() };
        assert_eq!(at_end(&bound, end, true).value, AtEnd::Stays);
        let ended = Contract { ended_on: Some(end), ..long };
        assert_eq!(at_end(&ended, end, true).value, AtEnd::Over);
        assert_eq!(at_end(&one(Signer::Provider, end), end, true).value, AtEnd::Over, "it ends with it");
        let own = one(Signer::Beneficiary, date(2027, 1, 1));
        let told = at_end(&own, end, true);
        assert_eq!((told.value, told.explanation.rule.code.as_str()), (AtEnd::Own, "R6.4"));
    }

    #[test]
    fn notice_is_given_months_before_the_day_after_the_end() {
        let cases = [
            (date(2026, 12, 31), 3, Some(date(2026, 9, 30))),
            (date(2026, 3, 30), 1, Some(date(2026, 2, 27))),
            (date(2026, 12, 31), 0, None),
        ];
        for (ends_on, notice_months, expected) in cases {
            let contract = Contract { notice_months, ..one(Signer::Beneficiary, ends_on) };
            assert_eq!(notice_by(&contract), expected, "{ends_on}");
        }
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        fn wrong<T>(read: Result<T, Problems>) -> Vec<String> {
            read.err().unwrap_or_default().0.into_iter().map(|problem| problem.field).collect()
        }
        let empty = ContractForm::default();
        assert_eq!(wrong(contract(&empty)), ["side", "supplier", "title", "starts_on", "ends_on"]);
        let turned = ContractForm {
            side: "provider".into(),
            supplier: "S".into(),
            title: "T".into(),
            starts_on: "2026-02-01".into(),
            ends_on: "2026-01-01".into(),
            amount: "-1".into(),
            notice_months: "61".into(),
            share_percent: "101 %".into(),
            ..empty
        };
        assert_eq!(wrong(contract(&turned)), ["ends_on", "amount", "notice_months", "share_percent"]);
        let late = EndForm { ended_on: "2029-01-01".into(), ..EndForm::default() };
        assert_eq!(wrong(end(&late, &one(Signer::Provider, date(2028, 1, 1)))), ["why", "ended_on"]);
    }

    proptest! {
        #[test]
        fn what_is_over_never_goes_on(days in 0i32..3_000, transferred in any::<bool>()) {
            let last = date(2026, 12, 31);
            let ends = date(2023, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            let told = at_end(&one(Signer::Provider, ends), last, transferred).value;
            prop_assert_eq!(told == AtEnd::Over, ends <= last);
        }
    }
}
