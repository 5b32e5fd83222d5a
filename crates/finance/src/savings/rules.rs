//! Observed savings lower the initial price of the next year and never raise it (R1.12). Pure.

use super::{Refusal, Saving, YearlyCost};
use kernel::{Cents, Exact, Explained, Explanation, Figure, Rounding, Step, Text};

/// The cost expected in `year`: the straight line through the reference years (least squares, which is the
/// line itself when there are two), exact.
pub fn expected_cost(reference: &[YearlyCost], year: i16) -> Result<Exact, Refusal> {
    let count = Exact::from(i64::try_from(reference.len()).unwrap_or(i64::MAX));
    let at = |c: &YearlyCost| Exact::from(i64::from(c.year));
    let sum_x: Exact = reference.iter().map(at).sum();
    let sum_y: Exact = reference.iter().map(|c| c.cost.euros()).sum();
    let sum_xy: Exact = reference.iter().map(|c| at(c) * c.cost.euros()).sum();
    let sum_xx: Exact = reference.iter().map(|c| at(c) * at(c)).sum();
    let spread = &count * &sum_xx - &sum_x * &sum_x;
    let slope = Exact::ratio(&count * &sum_xy - &sum_x * &sum_y, spread).ok_or(Refusal::TooFewYears)?;
    let mean = |sum: Exact| Exact::ratio(sum, count.clone()).ok_or(Refusal::TooFewYears);
    Ok(mean(sum_y)? + slope * (Exact::from(i64::from(year)) - mean(sum_x)?))
}

/// The saving of a year and the initial price it gives for the next one (R1.12):
/// `P0' = P0 − round2(max(0, expected − actual) ÷ agents)`.
pub fn share_saving(
    initial_price: Cents,
    reference: &[YearlyCost],
    actual: YearlyCost,
    agents: u32,
) -> Result<Explained<Saving>, Refusal> {
    if agents == 0 {
        return Err(Refusal::NoAgent);
    }
    let expected = expected_cost(reference, actual.year)?;
    let saving = (&expected - actual.cost.euros()).max(Exact::zero());
    let share = &saving / Exact::from(i64::from(agents));
    let per_agent = Cents::from_euros(&share, Rounding::HalfUp);
    let lowered = initial_price - per_agent;
    let mut story = Explanation::of("R1.12", "art. 8, note 8", Text::new("savings-rule"));
    for year in reference {
        story.input(Text::new("savings-reference").with("year", year.year), Figure::Money(year.cost), None);
    }
    story
        .input(Text::new("savings-actual").with("year", actual.year), Figure::Money(actual.cost), None)
        .input(Text::new("savings-agents"), Figure::Count(i64::from(agents)), None)
        .input(Text::new("savings-initial-price"), Figure::Money(initial_price), None)
        .step(Text::new("savings-expected").with("year", actual.year), "", Figure::Number(expected.clone()))
        .step(
            Text::new("savings-saving"),
            format!("{expected} − {}", actual.cost),
            Figure::Number(saving.clone()),
        );
    story.steps.push(Step {
        label: Text::new("savings-per-agent"),
        expression: format!("{saving} ÷ {agents}"),
        exact: Some(Figure::Number(share)),
        rounding: Some((Rounding::HalfUp, 2)),
        result: Figure::Money(per_agent),
    });
    story.step(
        Text::new("savings-lowered-price"),
        format!("{initial_price} − {per_agent}"),
        Figure::Money(lowered),
    );
    Ok(story.explain(Saving { expected, saving, per_agent, initial_price: lowered }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(year: i16, euros: i64) -> YearlyCost {
        YearlyCost { year, cost: Cents(euros * 100) }
    }

    #[test]
    fn shares_the_saving_of_the_worked_example() {
        let reference = [year(2022, 44_100), year(2023, 45_000)];
        let saving = share_saving(Cents(105_000), &reference, year(2024, 43_500), 42).unwrap().value;
        assert_eq!(saving.expected, Exact::from(45_900));
        assert_eq!(saving.saving, Exact::from(2_400));
        assert_eq!(saving.per_agent, Cents(5_714));
        assert_eq!(saving.initial_price, Cents(99_286));
        let revised = Cents::from_euros(
            &(saving.initial_price.euros() * Exact::parse("1.085").unwrap()),
            Rounding::HalfUp,
        );
        assert_eq!(revised, Cents(107_725));
    }

    #[test]
    fn never_raises_the_price() {
        let reference = [year(2022, 44_100), year(2023, 45_000)];
        let saving = share_saving(Cents(105_000), &reference, year(2024, 50_000), 42).unwrap().value;
        assert_eq!((saving.per_agent, saving.initial_price), (Cents::ZERO, Cents(105_000)));
    }

    #[test]
    fn fits_a_line_through_more_than_two_years() {
        let reference = [year(2021, 10), year(2022, 40), year(2023, 40)];
        assert_eq!(expected_cost(&reference, 2024), Ok(Exact::from(60)));
    }

    #[test]
    fn refuses_what_gives_no_line_or_no_share() {
        let same = [year(2022, 1), year(2022, 2)];
        assert_eq!(expected_cost(&same, 2024), Err(Refusal::TooFewYears));
        assert_eq!(expected_cost(&[], 2024), Err(Refusal::TooFewYears));
        let reference = [year(2022, 44_100), year(2023, 45_000)];
        assert_eq!(share_saving(Cents(105_000), &reference, year(2024, 1), 0).unwrap_err(), Refusal::NoAgent);
    }
}
