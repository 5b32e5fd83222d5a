//! R0.2: a service needs the core on the same dates. Pure.

use super::Subscription;
use jiff::civil::Date;
use kernel::Text;

/// What R0.2 says of one subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// In order.
    Sound,
    /// Allowed, with something to know: the core ends before the service.
    Warning(Text),
    /// Refused: no core on its first day.
    Refused(Text),
}

/// Judges a subscription against the core memberships.
pub fn judge(all: &[Subscription], one: &Subscription) -> Judgement {
    if one.is_core {
        return Judgement::Sound;
    }
    let Some(covered) = covered_until(all, one.from) else {
        let text = Text::new("versions-no-core").with("offer", &one.offer).with("date", one.from);
        return Judgement::Refused(text);
    };
    if covered < one.until {
        let text = Text::new("versions-core-ends").with("offer", &one.offer);
        return Judgement::Warning(text.with("core", covered).with("until", one.until));
    }
    Judgement::Sound
}

/// Last day of unbroken core membership that holds on `day`; core memberships that touch are one.
fn covered_until(all: &[Subscription], day: Date) -> Option<Date> {
    let mut cores: Vec<&Subscription> = all.iter().filter(|one| one.is_core).collect();
    cores.sort_by_key(|core| core.from);
    let mut until = cores.iter().filter(|core| core.holds(day)).map(|core| core.until).max()?;
    for core in cores {
        let touches = until.tomorrow().is_ok_and(|next| core.from <= next);
        if touches && core.until > until {
            until = core.until;
        }
    }
    Some(until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn subscription(offer: &str, from: Date, until: Date) -> Subscription {
        let is_core = offer == "SOCLE";
        Subscription { offer: offer.into(), name: offer.into(), is_core, blocks: vec![], from, until }
    }

    #[test]
    fn a_service_needs_the_core_on_its_first_day() {
        let core = subscription("SOCLE", date(2022, 1, 1), date(2026, 12, 31));
        let service = |from, until| subscription("POSTES", from, until);
        let all = [core];
        assert_eq!(judge(&all, &service(date(2022, 1, 1), date(2026, 12, 31))), Judgement::Sound);
        let early = judge(&all, &service(date(2021, 12, 31), date(2022, 6, 1)));
        assert!(matches!(early, Judgement::Refused(_)), "one day before the core");
        let none = judge(&[], &service(date(2022, 1, 1), date(2022, 6, 1)));
        assert!(matches!(none, Judgement::Refused(_)));
    }

    #[test]
    fn a_core_that_ends_first_is_a_warning_with_both_dates() {
        let all = [subscription("SOCLE", date(2022, 1, 1), date(2024, 6, 30))];
        let Judgement::Warning(text) =
            judge(&all, &subscription("POSTES", date(2023, 1, 1), date(2024, 7, 1)))
        else {
            panic!("no warning")
        };
        assert_eq!(text.args["core"], "2024-06-30");
        assert_eq!(text.args["until"], "2024-07-01");
    }

    #[test]
    fn core_memberships_that_touch_are_one() {
        let all = [
            subscription("SOCLE", date(2022, 1, 1), date(2023, 12, 31)),
            subscription("SOCLE", date(2024, 1, 1), date(2026, 12, 31)),
        ];
        let service = subscription("POSTES", date(2023, 1, 1), date(2026, 12, 31));
        assert_eq!(judge(&all, &service), Judgement::Sound);
    }

    #[test]
    fn the_core_itself_needs_nothing() {
        assert_eq!(judge(&[], &subscription("SOCLE", date(2022, 1, 1), date(2022, 2, 1))), Judgement::Sound);
    }
}
