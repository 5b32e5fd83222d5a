//! A checklist as text, one task a line, and the tasks that come of it. Pure.

use super::{Checklist, Item};
use crate::{
    tasks::{actions::NewTask, rules::TITLE},
    teams::{Team, TeamId},
};
use jiff::{ToSpan as _, civil::Date};
use kernel::{Text, fold};
use platform::Problems;

/// Most tasks of a checklist.
const ITEMS: usize = 50;

/// Furthest due day in days.
const DAYS: i64 = 366;

/// Reads a checklist; every wrong line is told with its number.
pub fn read(text: &str, teams: &[Team]) -> Result<Vec<Item>, Problems> {
    let (mut items, mut problems) = (vec![], Problems::default());
    for (line, words) in (1_i64..).zip(text.lines()).filter(|(_, words)| !words.trim().is_empty()) {
        match item(words, teams) {
            Ok(item) => items.push(item),
            Err(key) => problems.add("items", Text::new(key).with("line", line)),
        }
    }
    if problems.0.is_empty() && (items.is_empty() || items.len() > ITEMS) {
        problems.add("items", Text::new("checklist-error-items").with("limit", ITEMS));
    }
    if problems.0.is_empty() { Ok(items) } else { Err(problems) }
}

fn item(words: &str, teams: &[Team]) -> Result<Item, &'static str> {
    let mut parts = words.split('|').map(str::trim);
    let title = parts.next().unwrap_or_default();
    if title.is_empty() || title.chars().count() > TITLE {
        return Err("checklist-error-title");
    }
    let team = match parts.next().unwrap_or_default() {
        "" => None,
        name => Some(named(name, teams).ok_or("checklist-error-team")?),
    };
    let due_days = match parts.next().unwrap_or_default() {
        "" => None,
        days => {
            let days = days.parse::<i64>().ok().filter(|days| (0..=DAYS).contains(days));
            Some(days.ok_or("checklist-error-days")?)
        }
    };
    if parts.next().is_some() {
        return Err("checklist-error-parts");
    }
    Ok(Item { title: title.to_owned(), team, due_days })
}

fn named(name: &str, teams: &[Team]) -> Option<TeamId> {
    teams.iter().find(|team| fold(&team.name) == fold(name)).map(|team| team.id.clone())
}

/// The same as text, to be changed.
pub fn write(items: &[Item], teams: &[Team]) -> String {
    let lines = items.iter().map(|item| {
        let team = item.team.as_ref().and_then(|id| teams.iter().find(|team| team.id == *id));
        let team = team.map_or("", |team| team.name.as_str());
        let days = item.due_days.map(|days| days.to_string()).unwrap_or_default();
        let whole = format!("{} | {team} | {days}", item.title);
        whole.trim_end_matches([' ', '|']).to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The tasks that come of a checklist added on a day.
pub fn tasks(list: &Checklist, day: Date) -> Vec<NewTask> {
    let due = |days: i64| day.checked_add(days.days()).unwrap_or(day);
    let task = |item: &Item| NewTask {
        title: item.title.clone(),
        team: item.team.clone(),
        due_on: item.due_days.map(due),
        ..NewTask::default()
    };
    list.items.iter().map(task).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn team(id: &str, name: &str) -> Team {
        Team {
            id: id.into(),
            name: name.to_owned(),
            description: String::new(),
            takes: vec![],
            rank: 1,
            archived_at: None,
            version: 1,
        }
    }

    #[test]
    fn a_line_says_what_who_and_in_how_many_days() {
        let teams = [team("e1", "Réseau")];
        let read = read("Couper le port | reseau | 2\n\n Prévenir \nRanger || 0", &teams).unwrap();
        let one = |title: &str, team: Option<&str>, due_days| Item {
            title: title.to_owned(),
            team: team.map(TeamId::from),
            due_days,
        };
        let expected = vec![
            one("Couper le port", Some("e1"), Some(2)),
            one("Prévenir", None, None),
            one("Ranger", None, Some(0)),
        ];
        assert_eq!(read, expected);
        let list =
            Checklist { id: "c".into(), name: String::new(), items: read, archived_at: None, version: 1 };
        let due: Vec<_> = tasks(&list, date(2026, 3, 30)).into_iter().map(|task| task.due_on).collect();
        assert_eq!(due, [Some(date(2026, 4, 1)), None, Some(date(2026, 3, 30))]);
    }

    #[test]
    fn every_wrong_line_is_told_with_its_number() {
        let cases = [
            ("", "checklist-error-items"),
            ("| Réseau", "checklist-error-title"),
            ("A | Inconnue", "checklist-error-team"),
            ("A | | bientôt", "checklist-error-days"),
            ("A | | -1", "checklist-error-days"),
            ("A | | 1 | B", "checklist-error-parts"),
        ];
        for (text, key) in cases {
            let problems = read(text, &[team("e1", "Réseau")]).unwrap_err();
            assert_eq!(problems.0[0].text.key, key, "{text:?}");
        }
        assert_eq!(read("A\n| B\nC\n| D", &[]).unwrap_err().0.len(), 2);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(
            given in prop::collection::vec(("[a-zé][a-zé ,]{0,20}[a-z]", any::<bool>(), prop::option::of(0..=366_i64)), 1..20)
        ) {
            let teams = [team("e1", "Réseau")];
            let items: Vec<Item> = given
                .into_iter()
                .map(|(title, has_team, due_days)| Item { title, team: has_team.then(|| "e1".into()), due_days })
                .collect();
            prop_assert_eq!(read(&write(&items, &teams), &teams).unwrap(), items);
        }
    }
}
