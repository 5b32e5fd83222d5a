//! Minutes against quotas (R8.1, R8.2). Pure.

use super::{Class, Consumed, Decided, Quota, Standing};
use crate::telephony::call_records::{Total, rules::minutes};
use jiff::civil::Date;
use kernel::{Exact, Explained, Figure, Text};

/// Percent over a yearly quota from which an overrun is strong (choice of R8.1; the text gives no figure).
pub const STRONG_PERCENT: i64 = 20;

/// The quota of a kind of number for a beneficiary of so many agents in a year: of the latest table that holds then, the
/// highest stratum it reaches.
pub fn quota_of(quotas: &[Quota], class: Class, agents: Option<i64>, year: i64) -> Option<&Quota> {
    let agents = agents?;
    let holds = quotas.iter().filter(|q| q.class == class && q.year_from <= year && q.agents_from <= agents);
    holds.max_by_key(|quota| (quota.year_from, quota.agents_from))
}

/// How many seconds of calls stand against a quota: strongly over beyond a fifth more than it.
pub fn standing(seconds: i64, calls: i64, quota: Option<i64>) -> Explained<(i64, Standing)> {
    let Explained { value: minutes, explanation: mut story } = minutes(seconds, calls);
    let Some(quota) = quota else {
        story.step(Text::new("quota-step-none"), "", Figure::NoData);
        return story.explain((minutes, Standing::Free));
    };
    story.input(Text::new("quota-input-quota"), Figure::Count(quota), Some("/call-quotas".to_owned()));
    let factor = Exact::ratio(100 + STRONG_PERCENT, 100).unwrap_or_else(Exact::zero);
    let limit = Exact::from(quota) * factor;
    let standing = match minutes {
        m if Exact::from(m) > limit => Standing::Strong,
        m if m > quota => Standing::Over,
        _ => Standing::Within,
    };
    let share = Exact::ratio(minutes, quota).map_or(Figure::NoData, Figure::Share);
    story
        .step(Text::new("quota-step-share"), format!("{minutes} ÷ {quota}"), share)
        .step(
            Text::new("quota-step-limit").with("percent", STRONG_PERCENT),
            format!("{quota} × {} ÷ 100", 100 + STRONG_PERCENT),
            Figure::Number(limit),
        )
        .step(Text::new("quota-step-standing"), "", Figure::Text(Text::new(standing.label_key())));
    story.explain((minutes, standing))
}

/// Consumption of a year up to `until`, kind by kind, from totals of its months.
pub fn consumed(
    totals: &[Total],
    quotas: &[Quota],
    decisions: &[Decided],
    agents: Option<i64>,
    year: i64,
    until: Date,
) -> Vec<Consumed> {
    let last = match i64::from(until.year()) {
        now if now > year => 12,
        now if now < year => 0,
        _ => until.month(),
    };
    let of = |class: Class| {
        let mine = || totals.iter().filter(move |total| total.class == class);
        let quota = quota_of(quotas, class, agents, year).map(|quota| quota.minutes);
        let seconds: i64 = mine().map(|total| total.seconds).sum();
        let calls: i64 = mine().map(|total| total.calls).sum();
        if calls == 0 && quota.is_none() {
            return None;
        }
        let Explained { value: (reached, standing), explanation } = standing(seconds, calls, quota);
        let at_end = |month: i8| {
            let so_far = mine().filter(|total| total.month.month() <= month).map(|total| total.seconds).sum();
            minutes(so_far, 0).value
        };
        let decided = decisions.iter().find(|decided| decided.class == class).cloned();
        let months = (1..=last).map(at_end).collect();
        Some(Consumed { class, minutes: reached, quota, standing, explanation, months, decided })
    };
    Class::ALL.iter().filter_map(|class| of(*class)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn quota(agents_from: i64, minutes: i64, year_from: i64) -> Quota {
        Quota { id: "q".into(), agents_from, class: Class::International, minutes, year_from }
    }

    #[test]
    fn the_highest_stratum_reached_of_the_latest_table_counts() {
        let quotas = [
            quota(0, 100, 2022),
            quota(50, 300, 2022),
            quota(200, 900, 2022),
            quota(0, 120, 2024),
            quota(50, 360, 2024),
        ];
        let of = |agents, year| quota_of(&quotas, Class::International, agents, year).map(|q| q.minutes);
        assert_eq!(
            (of(Some(49), 2022), of(Some(50), 2023), of(Some(500), 2023)),
            (Some(100), Some(300), Some(900))
        );
        assert_eq!((of(Some(60), 2024), of(Some(60), 2021), of(None, 2024)), (Some(360), None, None));
        assert!(quota_of(&quotas, Class::Premium, Some(60), 2024).is_none());
    }

    #[test]
    fn an_overrun_is_strong_beyond_a_fifth() {
        let of = |minutes: i64| standing(minutes * 60, 1, Some(100)).value.1;
        assert_eq!(
            [of(100), of(101), of(120), of(121)],
            [Standing::Within, Standing::Over, Standing::Over, Standing::Strong]
        );
        assert_eq!(standing(99, 1, None).value, (2, Standing::Free));
        assert_eq!(standing(0, 0, Some(0)).value.1, Standing::Within);
    }

    #[test]
    fn months_add_up_to_the_year_with_one_rounding_each() {
        let total = |month: i8, seconds| Total {
            beneficiary: "b".into(),
            month: date(2025, month, 1),
            class: Class::International,
            country: "BE".into(),
            calls: 1,
            seconds,
        };
        let totals = [total(1, 121), total(2, 30), total(4, 60)];
        let consumed = consumed(&totals, &[quota(0, 2, 2022)], &[], Some(10), 2025, date(2025, 4, 10));
        assert_eq!(consumed.len(), 1);
        assert_eq!((consumed[0].minutes, consumed[0].months.as_slice()), (4, &[3, 3, 3, 4][..]));
        assert_eq!((consumed[0].quota, consumed[0].standing), (Some(2), Standing::Strong));
    }

    proptest! {
        #[test]
        fn more_talk_never_stands_better(seconds in 0i64..1_000_000, more in 0i64..1_000_000, quota in 0i64..20_000) {
            let of = |seconds| standing(seconds, 1, Some(quota)).value.1;
            prop_assert!(of(seconds) <= of(seconds + more));
        }
    }
}
