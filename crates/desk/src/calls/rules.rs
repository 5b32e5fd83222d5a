//! Decisions about calls: what news change, and how long numbers are kept. Pure.

use super::{Call, Direction, State, Told};
use jiff::{SignedDuration, Timestamp};
use kernel::id::PersonId;

/// Longest note in characters.
pub const NOTE: usize = 2_000;

/// Longest name that an exchange gives to a call.
pub const NAME: usize = 200;

/// A call that rings or goes on for longer than this was left by its exchange: it is over for the list of what goes on.
pub const STALE: SignedDuration = SignedDuration::from_hours(4);

fn rank(state: State) -> u8 {
    match state {
        State::Ringing => 0,
        State::Answered => 1,
        State::Missed | State::Ended => 2,
    }
}

/// The call after something was told of it; nothing when that is known already. What comes late changes no later
/// state, but still tells when the call was taken and by whom.
pub fn after(call: &Call, told: Told, at: Timestamp, agent: Option<(PersonId, String)>) -> Option<Call> {
    let mut next = call.clone();
    let is_taken = call.answered_at.is_some();
    next.state = match told {
        Told::Ringing => State::Ringing,
        Told::Answered => State::Answered,
        // An exchange that only says that it is over leaves us to see that nobody took it.
        Told::Ended | Told::Missed if call.direction == Direction::In && !is_taken => State::Missed,
        Told::Ended | Told::Missed => State::Ended,
    };
    if rank(next.state) <= rank(call.state) {
        next.state = call.state;
    }
    match told {
        Told::Ringing => next.began_at = call.began_at.min(at),
        Told::Answered if !is_taken => {
            next.answered_at = Some(at);
            next.agent = agent.or(next.agent);
            // Taken after all: the news came in another order.
            if next.state == State::Missed {
                next.state = State::Ended;
            }
        }
        Told::Answered => {}
        Told::Missed | Told::Ended => next.ended_at = call.ended_at.or(Some(at)),
    }
    (next != *call).then_some(next)
}

/// How a call begins by the first thing told of it.
pub fn first(blank: Call, told: Told, at: Timestamp, agent: Option<(PersonId, String)>) -> Call {
    after(&blank, told, at, agent).unwrap_or(blank)
}

/// Seconds they spoke.
pub fn spoken(call: &Call) -> Option<i64> {
    let (from, to) = call.answered_at.zip(call.ended_at)?;
    Some(to.duration_since(from).as_secs().max(0))
}

/// Whether a page of this reader shows the call as soon as it comes: while it rings, and to who took it.
pub fn pops(call: &Call, reader: Option<&PersonId>, now: Timestamp) -> bool {
    let is_fresh = now.duration_since(call.began_at) < STALE;
    let is_theirs = call.agent.as_ref().is_none_or(|(agent, _)| Some(agent) == reader);
    let is_on = matches!(call.state, State::Ringing | State::Answered);
    call.direction == Direction::In && is_fresh && is_theirs && is_on
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_773_200_000 + second).unwrap()
    }

    fn blank(direction: Direction) -> Call {
        Call {
            id: "c".into(),
            direction,
            number: "+33536491010".into(),
            state: State::Ringing,
            in_hours: true,
            began_at: at(0),
            answered_at: None,
            ended_at: None,
            agent: None,
            person: None,
            ticket: None,
            note: String::new(),
            called_back: None,
            version: 1,
        }
    }

    fn told(direction: Direction, news: &[(Told, i64)]) -> Call {
        news.iter().fold(blank(direction), |call, (told, second)| first(call, *told, at(*second), None))
    }

    #[test]
    fn a_call_goes_on_as_it_is_told() {
        use Told::{Answered, Ended, Missed, Ringing};
        let cases = [
            (Direction::In, vec![(Ringing, 0)], State::Ringing),
            (Direction::In, vec![(Ringing, 0), (Answered, 5)], State::Answered),
            (Direction::In, vec![(Ringing, 0), (Answered, 5), (Ended, 65)], State::Ended),
            (Direction::In, vec![(Ringing, 0), (Missed, 20)], State::Missed),
            (Direction::In, vec![(Ringing, 0), (Ended, 20)], State::Missed),
            (Direction::In, vec![(Answered, 5), (Ringing, 0), (Ended, 65)], State::Ended),
            (Direction::In, vec![(Ended, 65), (Answered, 5), (Ringing, 0)], State::Ended),
            (Direction::Out, vec![(Ringing, 0), (Ended, 20)], State::Ended),
        ];
        for (direction, news, state) in cases {
            assert_eq!(told(direction, &news).state, state, "{direction:?} {news:?}");
        }
        assert_eq!(spoken(&told(Direction::In, &[(Ended, 65), (Answered, 5), (Ringing, 0)])), Some(60));
    }

    #[test]
    fn a_call_pops_up_to_everybody_until_somebody_takes_it() {
        let (me, you) = (PersonId::from("me"), PersonId::from("you"));
        let rings = told(Direction::In, &[(Told::Ringing, 0)]);
        assert!(pops(&rings, Some(&me), at(10)) && !pops(&rings, Some(&me), at(20_000)));
        let taken = first(rings.clone(), Told::Answered, at(5), Some((you.clone(), "You".into())));
        assert!(pops(&taken, Some(&you), at(10)) && !pops(&taken, Some(&me), at(10)));
        assert!(!pops(&first(taken, Told::Ended, at(9), None), Some(&you), at(10)));
        assert!(!pops(&told(Direction::Out, &[(Told::Ringing, 0)]), Some(&me), at(1)));
    }

    proptest! {
        #[test]
        fn what_is_told_twice_or_in_another_order_ends_the_same(
            order in Just(vec![(Told::Ringing, 0), (Told::Answered, 5), (Told::Ended, 65)]).prop_shuffle(),
            again in 0usize..3,
        ) {
            let end = told(Direction::In, &order);
            let straight = told(Direction::In, &[(Told::Ringing, 0), (Told::Answered, 5), (Told::Ended, 65)]);
            prop_assert_eq!(&end, &straight);
            let (what, second) = order[again];
            prop_assert!(after(&end, what, at(second), None).is_none());
        }
    }
}
