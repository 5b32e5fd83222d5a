//! Which team takes a ticket.

use super::{Rule, Team, TeamId};
use crate::tickets::Ticket;

/// The first team, in their order, with a rule that fits; its identifier and name. No team when none fits.
pub fn first_that_takes(teams: &[Team], ticket: &Ticket) -> Option<(TeamId, String)> {
    let found = teams.iter().find(|team| team.takes.iter().any(|rule| fits(rule, ticket)));
    found.map(|team| (team.id.clone(), team.name.clone()))
}

/// Whether everything the rule says is so. A rule on a category names one category of the lower level, or one
/// of the upper level that has none below.
fn fits(rule: &Rule, ticket: &Ticket) -> bool {
    let is = |wanted: &Option<String>, own: Option<&str>| wanted.as_deref().is_none_or(|id| own == Some(id));
    rule.kind.is_none_or(|kind| kind == ticket.kind)
        && rule.channel.is_none_or(|channel| channel == ticket.channel)
        && is(&rule.beneficiary, Some(ticket.key.beneficiary.as_str()))
        && is(&rule.site, ticket.site.as_ref().map(|(id, _)| id.as_str()))
        && is(&rule.category, ticket.category.as_ref().map(|(id, _)| id.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tickets::{Channel, Impact, Kind, Named, State, TicketKey, Urgency};

    fn ticket() -> Ticket {
        let nobody = || Named { id: None, name: String::new() };
        Ticket {
            key: TicketKey { beneficiary: "b1".into(), id: "t1".into() },
            reference: "VAL-1".into(),
            beneficiary_name: String::new(),
            kind: Kind::Incident,
            is_administrative: false,
            title: String::new(),
            description: String::new(),
            channel: Channel::Phone,
            requester: nobody(),
            created_by: nobody(),
            site: Some(("s1".into(), "Mairie".into())),
            impact: Impact::Low,
            urgency: Urgency::Low,
            priority: "P4".into(),
            assignee: None,
            team: None,
            category: Some(("c1".into(), "Wi-Fi".into())),
            state: State::New,
            received_at: jiff::Timestamp::UNIX_EPOCH,
            updated_at: jiff::Timestamp::UNIX_EPOCH,
            due: None,
            is_due_soon: false,
            former: None,
            version: 1,
        }
    }

    fn team(id: &str, takes: Vec<Rule>) -> Team {
        let (name, description) = (id.to_owned(), String::new());
        Team { id: id.into(), name, description, takes, rank: 1, archived_at: None, version: 1 }
    }

    #[test]
    fn every_word_of_a_rule_must_fit_and_one_rule_is_enough() {
        let text = |text: &str| Some(text.to_owned());
        let table = [
            (Rule::default(), true),
            (Rule { kind: Some(Kind::Incident), ..Rule::default() }, true),
            (Rule { kind: Some(Kind::Request), ..Rule::default() }, false),
            (Rule { channel: Some(Channel::Mail), ..Rule::default() }, false),
            (Rule { beneficiary: text("b1"), site: text("s1"), ..Rule::default() }, true),
            (Rule { beneficiary: text("b2"), site: text("s1"), ..Rule::default() }, false),
            (Rule { site: text("s2"), ..Rule::default() }, false),
            (Rule { category: text("c1"), ..Rule::default() }, true),
            (Rule { category: text("c2"), ..Rule::default() }, false),
        ];
        for (rule, expected) in table {
            let never = Rule { beneficiary: text("nobody"), ..Rule::default() };
            let teams = [team("one", vec![never, rule.clone()])];
            assert_eq!(first_that_takes(&teams, &ticket()).is_some(), expected, "{rule:?}");
        }
    }

    #[test]
    fn the_first_team_in_order_takes_and_a_team_without_rules_takes_nothing() {
        let teams = [
            team("none", vec![]),
            team("first", vec![Rule::default()]),
            team("second", vec![Rule::default()]),
        ];
        assert_eq!(first_that_takes(&teams, &ticket()).map(|(_, name)| name), Some("first".to_owned()));
        let bare = Ticket { site: None, category: None, ..ticket() };
        let at_a_site = [team("site", vec![Rule { site: Some("s1".into()), ..Rule::default() }])];
        assert_eq!(first_that_takes(&at_a_site, &bare), None);
    }
}
