//! Decisions about conversations: how long and how fast one may write, and who comes first for an agent. Pure.

use super::{Chat, State};
use crate::{teams::TeamId, tickets::Message};
use jiff::{SignedDuration, Timestamp};
use kernel::id::PersonId;

/// Longest message in characters: a conversation, not a letter.
pub const TEXT: usize = 2_000;

/// Most messages of one person within [`WITHIN`].
pub const MESSAGES: usize = 15;

/// The time within which they count.
pub const WITHIN: SignedDuration = SignedDuration::from_secs(30);

/// Most minutes for which somebody waits for an agent.
pub const MINUTES: i64 = 120;

/// Whether a person has written as much as one may for now.
pub fn is_too_fast(messages: &[Message], person: &PersonId, now: Timestamp) -> bool {
    let lately = |message: &&Message| {
        message.author.id.as_ref() == Some(person) && now.duration_since(message.at) < WITHIN
    };
    messages.iter().filter(lately).count() >= MESSAGES
}

/// In which order an agent sees a conversation: those in his or her charge, then those waiting for him or her, for a
/// team of his or hers, for anybody, for others, and at last those in the charge of others.
pub fn rank(chat: &Chat, agent: &PersonId, teams: &[TeamId]) -> u8 {
    let is = |named: &Option<crate::tickets::Named>| {
        named.as_ref().is_some_and(|named| named.id.as_ref() == Some(agent))
    };
    match (chat.state, &chat.meant_for, &chat.team) {
        (State::Active, ..) => {
            if is(&chat.agent) {
                0
            } else {
                5
            }
        }
        (_, Some(_), _) => {
            if is(&chat.meant_for) {
                1
            } else {
                4
            }
        }
        (_, None, Some((team, _))) => {
            if teams.contains(team) {
                2
            } else {
                4
            }
        }
        (_, None, None) => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tickets::{Named, TicketKey};
    use proptest::prelude::*;

    fn message(author: &str, at: Timestamp) -> Message {
        Message {
            id: "m".into(),
            is_internal: false,
            is_provider: false,
            author: Named { id: Some(author.into()), name: author.to_owned() },
            body: "Bonjour".to_owned(),
            at,
            version: 1,
        }
    }

    fn chat(state: State) -> Chat {
        Chat {
            key: TicketKey { beneficiary: "b".into(), id: "t".into() },
            person: "p".into(),
            state,
            opened_at: Timestamp::UNIX_EPOCH,
            wait_until: Timestamp::UNIX_EPOCH,
            agent: None,
            meant_for: None,
            team: None,
            taken_at: None,
            ended_at: None,
            ended_by: None,
            version: 1,
        }
    }

    #[test]
    fn an_agent_sees_first_what_waits_for_him() {
        let named = |id: &str| Some(Named { id: Some(id.into()), name: id.to_owned() });
        let team = |id: &str| Some((id.into(), id.to_owned()));
        let cases = [
            (Chat { agent: named("me"), ..chat(State::Active) }, 0),
            (Chat { meant_for: named("me"), ..chat(State::Waiting) }, 1),
            (Chat { team: team("mine"), ..chat(State::Waiting) }, 2),
            (chat(State::Waiting), 3),
            (Chat { team: team("other"), ..chat(State::Waiting) }, 4),
            (Chat { meant_for: named("other"), ..chat(State::Waiting) }, 4),
            (Chat { agent: named("other"), ..chat(State::Active) }, 5),
        ];
        for (chat, expected) in cases {
            assert_eq!(rank(&chat, &"me".into(), &["mine".into()]), expected, "{chat:?}");
        }
    }

    proptest! {
        #[test]
        fn nobody_writes_more_than_the_limit_within_its_time(gaps in prop::collection::vec(0i64..6_000, 1..80)) {
            let (mut sent, mut now): (Vec<Message>, _) = (vec![], Timestamp::UNIX_EPOCH);
            for gap in gaps {
                now += SignedDuration::from_millis(gap);
                if !is_too_fast(&sent, &"p".into(), now) {
                    sent.push(message("p", now));
                }
                sent.push(message("other", now));
            }
            let own: Vec<_> = sent.iter().filter(|one| one.author.name == "p").collect();
            for pair in own.windows(MESSAGES + 1) {
                prop_assert!(pair[MESSAGES].at.duration_since(pair[0].at) >= WITHIN);
            }
        }
    }
}
