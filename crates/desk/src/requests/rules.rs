//! Decisions about requests: their tasks, and the time to go-live (G.3). Pure.

use crate::{
    request_forms::{
        document::{FormDocument, Meaning},
        rules::{self, Answers},
    },
    tasks::actions::NewTask,
};
use jiff::Timestamp;
use kernel::{Explained, Explanation, Figure, ServiceClock, Text, id::PersonId};

/// The tasks that follow from answers. `words` are the answers in words.
pub fn tasks(form: &FormDocument, answers: &Answers, words: &Answers) -> Vec<NewTask> {
    let leaving = form.meant(Meaning::LeavingPerson).and_then(|field| answers.get(&field.code));
    let wanted = form.tasks.iter().filter(|task| rules::holds(task.when.as_ref(), answers));
    wanted
        .map(|task| NewTask {
            title: rules::filled(&task.title, words),
            team_name: Some(task.team.clone()),
            due_on: rules::due(task.due.as_ref(), task.due_days, answers),
            revokes: leaving.filter(|_| task.revokes_access).map(|id| PersonId::from(id.as_str())),
            ..NewTask::default()
        })
        .collect()
}

/// Time from acceptance to technical go-live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoLive {
    /// Seconds inside the service window.
    pub service: i64,
    /// Seconds of real time.
    pub calendar: i64,
}

/// G.3 for one request: both clocks, from the acceptance to the go-live, whatever came before.
pub fn go_live(accepted: Timestamp, live: Timestamp, clock: &ServiceClock) -> Explained<GoLive> {
    let times = GoLive {
        service: clock.elapsed(accepted, live),
        calendar: live.duration_since(accepted).as_secs().max(0),
    };
    let mut why = Explanation::of("G.3", "annexe 1 A, G.3", Text::new("request-rule-live"));
    why.input(Text::new("request-accepted"), Figure::Instant(accepted), None)
        .input(Text::new("request-live"), Figure::Instant(live), None)
        .step(Text::new("request-live-calendar"), "", Figure::Seconds(times.calendar))
        .step(Text::new("request-live-service"), "", Figure::Seconds(times.service));
    why.explain(times)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{request_forms::document, tickets::terms::Terms};
    use jiff::civil::date;

    fn answers(given: &[(&str, &str)]) -> Answers {
        given.iter().map(|(code, answer)| ((*code).to_owned(), (*answer).to_owned())).collect()
    }

    /// Accepted Friday 2026-03-13 17:00 Paris, live Monday 10:00: 1 h + 2 h of service, 65 h of real time.
    #[test]
    fn both_clocks_run_from_acceptance_to_go_live() {
        let clock = Terms::without_agreement().unwrap().clock;
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let why = go_live(at("2026-03-13T16:00:00Z"), at("2026-03-16T09:00:00Z"), &clock);
        assert_eq!(why.value, GoLive { service: 3 * 3600, calendar: 65 * 3600 });
        assert_eq!(why.explanation.steps.len(), 2);
    }

    #[test]
    fn a_departure_gives_the_task_that_takes_access_away() {
        let form = document::check(include_str!("../../../../forms/departure.toml")).document.unwrap();
        let given = answers(&[("person", "p7"), ("leaves_on", "2026-04-30"), ("mailbox", "close")]);
        let words = answers(&[("person", "Ada Fictive"), ("leaves_on", "2026-04-30")]);
        let tasks = tasks(&form, &given, &words);
        let titles: Vec<_> = tasks.iter().map(|task| task.title.as_str()).collect();
        assert_eq!(titles, ["Retirer les accès de Ada Fictive", "Reprendre le matériel de Ada Fictive"]);
        assert_eq!(tasks[0].revokes, Some(PersonId::from("p7")));
        assert_eq!(tasks[0].due_on, Some(date(2026, 4, 30)));
        assert_eq!((tasks[1].revokes.clone(), tasks[1].due_on), (None, Some(date(2026, 5, 5))));
    }
}
