//! How risky a change is, and how many must agree to it.

use crate::changes::Degree;
use kernel::{Explained, Explanation, Figure, Text};

/// From this product on, the risk is medium.
const MEDIUM: i64 = 3;

/// From this product on, it is high.
const HIGH: i64 = 6;

/// The risk: impact times likelihood, each from 1 to 3; 1 and 2 are low, 3 and 4 medium, 6 and 9 high.
pub fn risk(impact: Degree, likelihood: Degree) -> Degree {
    match weight(impact) * weight(likelihood) {
        HIGH.. => Degree::High,
        MEDIUM.. => Degree::Medium,
        _ => Degree::Low,
    }
}

/// How many persons must agree: two to a high risk, one to any other.
pub fn approvers(risk: Degree) -> usize {
    if risk == Degree::High { 2 } else { 1 }
}

fn weight(degree: Degree) -> i64 {
    match degree {
        Degree::Low => 1,
        Degree::Medium => 2,
        Degree::High => 3,
    }
}

/// The risk with its computation.
pub fn explained(impact: Degree, likelihood: Degree) -> Explained<Degree> {
    let value = risk(impact, likelihood);
    let (i, l) = (weight(impact), weight(likelihood));
    let words = |degree: Degree| Figure::Text(Text::new(degree.label_key()));
    let mut story = Explanation::of("CHG.1", "docs/reference/changes.md", Text::new("change-risk-rule"));
    story
        .input(Text::new("change-impact"), words(impact), None)
        .input(Text::new("change-likelihood"), words(likelihood), None)
        .step(Text::new("change-risk-product"), format!("{i} × {l}"), Figure::Count(i * l))
        .step(Text::new("change-risk"), "", words(value))
        .step(
            Text::new("change-risk-approvers"),
            "",
            Figure::Count(i64::try_from(approvers(value)).unwrap_or(i64::MAX)),
        );
    story.explain(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Degree::{High, Low, Medium};

    #[test]
    fn risk_is_impact_times_likelihood() {
        let cases = [
            (Low, Low, Low, 1),
            (Low, Medium, Low, 1),
            (Medium, Low, Low, 1),
            (Low, High, Medium, 1),
            (Medium, Medium, Medium, 1),
            (Medium, High, High, 2),
            (High, Medium, High, 2),
            (High, High, High, 2),
        ];
        for (impact, likelihood, expected, persons) in cases {
            assert_eq!(risk(impact, likelihood), expected, "{impact:?} {likelihood:?}");
            assert_eq!(approvers(expected), persons);
            assert_eq!(explained(impact, likelihood).value, expected);
        }
    }
}
