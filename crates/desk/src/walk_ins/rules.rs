//! Decisions about those who come: what may be done when, who is meant, and the figures of a day. Pure.

use super::{Act, State, WalkIn};
use people::persons::rules::is_email;

/// Longest name in characters.
pub const NAME: usize = 120;

/// Where an action leads; nothing when it cannot be done. Taking back leads to where one came from: who was received is
/// being received again, who had left or was called waits again, and an entry taken back can itself be taken back.
pub fn after(state: State, act: Act) -> Option<State> {
    match (state, act) {
        (State::Waiting | State::Called, Act::Call) | (State::Served, Act::Undo) => Some(State::Called),
        (State::Waiting | State::Called, Act::Serve) => Some(State::Served),
        (State::Waiting | State::Called, Act::Leave) => Some(State::Left),
        (State::Waiting, Act::Undo) => Some(State::Cancelled),
        (State::Called | State::Left | State::Cancelled, Act::Undo) => Some(State::Waiting),
        _ => None,
    }
}

/// Who is meant by what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The person who has this mail address.
    Address(String),
    /// Somebody of this name.
    Name(String),
}

/// A mail address alone or behind a name, as a browser proposes it (`Rose Dupin <rose@val.example>`), or a name.
pub fn who(text: &str) -> Who {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let behind = text.rsplit_once('<').and_then(|(_, rest)| rest.strip_suffix('>')).map(str::trim);
    let address = [behind, Some(text.as_str())].into_iter().flatten().find(|part| is_email(part));
    address.map(str::to_owned).map_or_else(|| Who::Name(text.clone()), Who::Address)
}

/// The figures of a day, each with the rows it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Persons received.
    pub received: usize,
    /// Persons who left before.
    pub left: usize,
    /// Persons who still wait or are being received.
    pub present: usize,
    /// Median seconds from arrival to the call of those who were called; nothing when nobody was.
    pub median_wait: Option<i64>,
}

/// Counts a day. Entries taken back count nowhere.
pub fn figures(came: &[WalkIn]) -> Figures {
    let count = |states: &[State]| came.iter().filter(|one| states.contains(&one.state)).count();
    let waits = came.iter().filter(|one| one.state != State::Cancelled).filter_map(wait).collect();
    Figures {
        received: count(&[State::Served]),
        left: count(&[State::Left]),
        present: count(&[State::Waiting, State::Called]),
        median_wait: median(waits),
    }
}

/// Seconds from arrival to the first call.
pub fn wait(one: &WalkIn) -> Option<i64> {
    one.called_at.map(|called| called.duration_since(one.arrived_at).as_secs().max(0))
}

/// The value in the middle; of an even number, the mean of the two in the middle, whole seconds down.
pub fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    values.get(middle - 1).map(|lower| i64::midpoint(*lower, upper))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_may_be_done_when() {
        use Act::{Call, Leave, Serve, Undo};
        use State::{Called, Cancelled, Left, Served, Waiting};
        let table = [
            (Waiting, [Some(Called), Some(Served), Some(Left), Some(Cancelled)]),
            (Called, [Some(Called), Some(Served), Some(Left), Some(Waiting)]),
            (Served, [None, None, None, Some(Called)]),
            (Left, [None, None, None, Some(Waiting)]),
            (Cancelled, [None, None, None, Some(Waiting)]),
        ];
        for (state, expected) in table {
            assert_eq!([Call, Serve, Leave, Undo].map(|act| after(state, act)), expected, "{state:?}");
        }
    }

    #[test]
    fn an_address_is_told_from_a_name() {
        let address = |text: &str| Who::Address(text.to_owned());
        let cases = [
            ("rose@val.example", address("rose@val.example")),
            ("Rose Dupin <rose@val.example>", address("rose@val.example")),
            ("Rose <Rosette> <rose@val.example>", address("rose@val.example")),
            ("  Rose   Dupin ", Who::Name("Rose Dupin".to_owned())),
            ("Rose <au guichet>", Who::Name("Rose <au guichet>".to_owned())),
            ("", Who::Name(String::new())),
        ];
        for (text, expected) in cases {
            assert_eq!(who(text), expected, "{text}");
        }
    }

    #[test]
    fn the_median_is_the_middle() {
        for (values, expected) in [
            (vec![], None),
            (vec![7], Some(7)),
            (vec![9, 1], Some(5)),
            (vec![4, 1], Some(2)),
            (vec![9, 1, 2], Some(2)),
        ] {
            assert_eq!(median(values), expected);
        }
    }

    proptest! {
        #[test]
        fn the_median_parts_the_values_in_halves(values in prop::collection::vec(0i64..100_000, 1..50)) {
            let middle = median(values.clone()).unwrap();
            let (below, above) = (values.iter().filter(|v| **v < middle).count(), values.iter().filter(|v| **v > middle).count());
            prop_assert!(2 * below <= values.len() && 2 * above <= values.len());
        }

        #[test]
        fn any_text_means_somebody(text in ".*") {
            who(&text);
        }
    }
}
