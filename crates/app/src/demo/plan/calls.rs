//! What the telephone tells since the exchange was joined: the calls behind tickets that came by phone, and some that
//! nobody took, most of them called back.

use super::{Deed, Event, PRESENT, arrivals::instant, cast::Cast, dice::Dice, tickets::PlannedTicket};
use anyhow::{Context as _, Result};
use desk::{
    calls::{Direction, Told},
    tickets::Channel,
};
use jiff::{
    SignedDuration, Span, Timestamp,
    civil::{DateTime, datetime},
};
use people::Role;

/// When the exchange is joined.
const SET_UP: DateTime = datetime(2026, 3, 2, 9, 0, 0, 0);

/// A stream of its own: other parts of the plan stay as they are.
const STREAM: u64 = 7_100;

/// One thing that the exchange tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The exchange's own name of the call.
    pub call: String,
    /// What happened.
    pub told: Told,
    /// Who called whom.
    pub direction: Direction,
    /// Position of the other one; a number of nobody's without.
    pub person: Option<usize>,
    /// Position of the agent.
    pub agent: Option<usize>,
}

/// The exchange, then what it tells, then the tickets its calls became.
pub(super) fn events(seed: u64, cast: &Cast, tickets: &[PlannedTicket]) -> Result<Vec<Event>> {
    let from = at(SET_UP)?;
    let mut events = vec![Event { at: from, deed: Deed::Exchange }];
    for (place, ticket) in tickets.iter().enumerate() {
        let opened = ticket.steps[0].0;
        if let (Channel::Phone, Some(agent)) = (ticket.channel, ticket.opened_by)
            && opened > from + SignedDuration::from_hours(1)
        {
            taken(&mut events, place, opened, ticket.requester, agent);
        }
    }
    missed(&mut events, &mut Dice::new(seed, STREAM), cast)?;
    Ok(events)
}

fn at(wall: DateTime) -> Result<Timestamp> {
    instant(wall).context("no such instant")
}

/// The call of a ticket: it rings, is taken, ends after the ticket was opened, and is put beside it.
fn taken(events: &mut Vec<Event>, ticket: usize, opened: Timestamp, person: usize, agent: usize) {
    let call = format!("appel-{ticket}");
    let news = |told, agent| {
        Deed::Call(News { call: call.clone(), told, direction: Direction::In, person: Some(person), agent })
    };
    let second = |seconds| opened + SignedDuration::from_secs(seconds);
    events.push(Event { at: second(-150), deed: news(Told::Ringing, None) });
    events.push(Event { at: second(-138), deed: news(Told::Answered, Some(agent)) });
    events.push(Event { at: second(75), deed: news(Told::Ended, Some(agent)) });
    events.push(Event { at: second(76), deed: Deed::CallOf { call: call.clone(), ticket, by: agent } });
}

fn missed(events: &mut Vec<Event>, dice: &mut Dice, cast: &Cast) -> Result<()> {
    let mut persons = cast.holders(Role::Requester, "PMPB");
    persons.extend(cast.holders(Role::Requester, "STC"));
    let agents = cast.holders(Role::Technician, "CAPBP");
    let mut day = SET_UP.date();
    let mut number = 0;
    while day < PRESENT.date() {
        day = day.checked_add(Span::new().days(dice.between(1, 4)))?;
        number += 1;
        let wall = day.at(i8::try_from(dice.between(7, 19))?, i8::try_from(dice.between(0, 59))?, 0, 0);
        let began = at(wall)?;
        let person = dice.chance(80).then(|| *dice.pick(&persons));
        let news = |call: &str, told, direction, agent| {
            Deed::Call(News { call: call.to_owned(), told, direction, person, agent })
        };
        let (call, back) = (format!("manqué-{number}"), format!("rappel-{number}"));
        events.push(Event { at: began, deed: news(&call, Told::Ringing, Direction::In, None) });
        let given_up = began + SignedDuration::from_secs(dice.between(12, 40));
        events.push(Event { at: given_up, deed: news(&call, Told::Missed, Direction::In, None) });
        if dice.chance(85) {
            let agent = Some(*dice.pick(&agents));
            let at = began + SignedDuration::from_mins(dice.between(15, 90));
            events.push(Event { at, deed: news(&back, Told::Answered, Direction::Out, agent) });
            let end = at + SignedDuration::from_secs(dice.between(40, 400));
            events.push(Event { at: end, deed: news(&back, Told::Ended, Direction::Out, agent) });
        }
    }
    Ok(())
}
